#!/usr/bin/env python3
"""Codes whole corpora with one thread and with two, and says whether every record is the same, how fast it went and what memory it took.

    bench/corpora.py [FILE...] [--program build/waqai] [--threads 1,2] [--wheel build/waqai-VERSION.whl] [--json OUT]

FILE: anything `waqai code` reads (default: both corpora of ../shared).  A record is compared by its digest, article by article, so that a difference is named by the
id of its article.  --wheel: JSON Lines files once more by `waqai.pipe` of that wheel, in a fresh environment, with two threads; the same records are wanted.  Words are whitespace words of the texts; memory is the peak resident set of the program.  Ends with 1 where a run failed or two differ.
"""
import argparse
import gzip
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPORA = ("news-2018.jsonl.gz", "news-2015.jsonl.gz")


def words_in(files):
    """Whitespace words of the titles and texts of JSON Lines files; other files count as nothing."""
    total = 0
    for path in files:
        if ".jsonl" not in path.name:
            continue
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                row = json.loads(line)
                total += len((row.get("title") or "").split()) + len((row.get("text") or "").split())
    return total


PIPE = """import gzip, json, sys, waqai
def articles():
    for path in sys.argv[2:]:
        with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as lines:
            yield from map(json.loads, filter(str.strip, lines))
for doc in waqai.pipe(articles(), n_threads=int(sys.argv[1])):
    if doc.ok: sys.stdout.write(doc.json + '\\n')
"""


def by_program(program, threads):
    return [program, "code", "--to", "jsonl", "--quiet", "-j", str(threads)]


def by_wheel(wheel, folder, threads):
    """The command that codes by the package, installed into a fresh environment in `folder`."""
    venv.create(folder, with_pip=True)
    python = pathlib.Path(folder) / "bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    return [python, "-c", PIPE, str(threads)]


def coded(command, files, threads):
    """({article id: digest of its line}, measures) of one run."""
    began = time.perf_counter()
    run = subprocess.Popen([*command, *files], stdout=subprocess.PIPE)
    digests, order = {}, hashlib.md5()
    for line in run.stdout:
        at = line.find(b'"id": "') + 7
        digests[line[at:line.find(b'"', at)].decode()] = hashlib.md5(line).hexdigest()
        order.update(line)
    _, status, usage = os.wait4(run.pid, 0)
    wall = time.perf_counter() - began
    return digests, {"threads": threads, "exit": os.waitstatus_to_exitcode(status), "articles": len(digests), "seconds": round(wall, 1),
                     "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1), "peak_mb": round(usage.ru_maxrss / 1024, 1), "md5": order.hexdigest()}


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--wheel", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path, metavar="OUT")
    return parser.parse_args()


def main():
    wanted = options()
    files = wanted.files or [ROOT.parent / "shared/corpus" / name for name in CORPORA]
    if missing := [str(f) for f in files if not f.exists()]:
        sys.exit(f"corpora: there is no {missing[0]}; name the files to code")
    words, first, failed, rows = words_in(files), None, False, []
    runs = [(by_program(wanted.program.resolve(), threads), threads) for threads in map(int, wanted.threads.split(","))]
    folder = tempfile.TemporaryDirectory()
    if wanted.wheel:
        runs.append((by_wheel(wanted.wheel.resolve(), folder.name, 2), 2))
    for command, threads in runs:
        digests, row = coded(command, files, threads)
        row["words_per_cpu_second"] = round(words / max(row["cpu_seconds"], 1e-9))
        rows.append(row)
        print(f"{pathlib.Path(command[0]).name}, {threads} threads: {row['articles']} articles, {row['seconds']} s, {row['cpu_seconds']} CPU s, {row['words_per_cpu_second']} words a CPU second, "
              f"{row['peak_mb']} MB, exit {row['exit']}, md5 {row['md5']}", flush=True)
        failed |= row["exit"] not in (0, 5)
        first = first or (threads, digests, row["md5"])
        differing = sorted(k for k in first[1].keys() | digests.keys() if first[1].get(k) != digests.get(k))
        if differing or row["md5"] != first[2]:
            failed = True
            print(f"differs from {first[0]} threads in {len(differing)} articles" + (f": {' '.join(differing[:20])}" if differing else ": the order alone"))
    print(f"{words} words; " + ("FAILED" if failed else "every record is the same"))
    if wanted.json:
        wanted.json.write_text(json.dumps({"files": [f.name for f in files], "words": words, "runs": rows}, indent=1) + "\n")
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
