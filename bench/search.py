#!/usr/bin/env python3
"""Searching 100,000 articles: size of the index, time to make it, time to answer.

    bench/search.py [--shared ../shared] [--folder /tmp/search-bench] [--program build/waqai] [--fill build/waqai_fill] [--queries 500] [--seed 7] [--small N]

Fills an archive (waqai_fill) with both corpora of the development data twice, the second time with other ids and one word in ten exchanged for a word of another
article; what is in --folder already is used again.  Then asks queries drawn by seed from the texts and the actor base, through `waqai serve` in one process
(50 articles a page, as the web app asks) and, one in ten, through `waqai search`, where starting counts, too.  On a machine with other work the time of the
processor is the figure to look at.
Bars: p95 through serve below 100 ms; index below a fifth of the text.
"""
import argparse
import gzip
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORD = re.compile("[\u0621-\u064a]{3,}")


def corpora(shared):
    for name in ("news-2018", "news-2015"):
        with gzip.open(shared / f"corpus/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def write_articles(path, shared, most, seed):
    """Both corpora, then both again with other words; returns how many."""
    rng = random.Random(seed)
    count = 0
    pool = []
    with open(path, "w", encoding="utf-8") as out:
        for copy in range(2):
            for record in corpora(shared):
                if most and count >= most:
                    return count
                if copy == 0 and len(pool) < 200_000:
                    pool += rng.sample(words, min(20, len(words))) if (words := WORD.findall(record["text"])) else []
                if copy == 1:
                    record["id"] += "-again"
                    record["text"] = WORD.sub(lambda m: rng.choice(pool) if rng.random() < 0.1 else m[0], record["text"])
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += 1
    return count


def queries_from(path, count, seed):
    """(kind, query): words, two words, phrases, words with a form changed, names, exclusions, beginnings."""
    rng = random.Random(seed)
    with open(path, encoding="utf-8") as lines:
        sample = [json.loads(line)["text"] for i, line in enumerate(lines) if i % 97 == seed % 97]
    names = [line.split("\t")[1] for line in (ROOT / "data/actors/persons.tsv").read_text(encoding="utf-8").splitlines() if line[:1] not in "#" and "\t" in line][1:]
    made = []
    while len(made) < count:
        words = WORD.findall(rng.choice(sample))
        if len(words) < 30:
            continue
        at = rng.randrange(len(words) - 4)
        kind = rng.choice(["word", "word", "two words", "two words", "phrase", "form", "name", "without", "begin"])
        word, other = words[at], rng.choice(words)
        query = {"word": word, "two words": f"{word} {other}", "phrase": '"' + " ".join(words[at:at + rng.randint(2, 3)]) + '"', "form": word.removeprefix("ال") if word.startswith("ال") else "ال" + word,
                 "name": rng.choice(names if rng.random() < 0.5 else [n.split()[-1] for n in names]), "without": f"{word} -{other}", "begin": word[:4] + "*"}[kind]
        made.append((kind, query))
    return made


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def processor(pid):
    """Seconds that a process has used."""
    cells = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def report(name, times, found):
    kinds = {}
    for (kind, _), seconds in times:
        kinds.setdefault(kind, []).append(seconds)
    all_times = [seconds for _, seconds in times]
    print(f"{name}: {len(times)} queries, {found} with an answer; ms: p50 {1000 * statistics.median(all_times):.1f}, p95 {1000 * percentile(all_times, 0.95):.1f}, most {1000 * max(all_times):.1f}")
    for kind, own in sorted(kinds.items()):
        print(f"  {kind:10} {len(own):4}  p50 {1000 * statistics.median(own):.1f}  p95 {1000 * percentile(own, 0.95):.1f}")
    return 1000 * percentile(all_times, 0.95)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/tmp/search-bench"))
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--fill", type=pathlib.Path, default=ROOT / "build/waqai_fill")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--small", type=int, default=0, help="only so many articles")
    options = parser.parse_args()
    os.environ["WAQAI_PROGRAM"] = str(options.program)
    sys.path.insert(0, str(ROOT / "tests/cli"))
    import serving

    options.folder.mkdir(parents=True, exist_ok=True)
    articles, archive, filled = options.folder / "articles.jsonl", options.folder / "archive", options.folder / "filled.json"
    if not filled.exists():
        write_articles(articles, options.shared, options.small, options.seed)
        done = subprocess.run([options.fill, "texts", options.program.parent / "waqai.bundle", archive, articles], check=True, capture_output=True, text=True)
        filled.write_text(done.stdout, encoding="utf-8")
    told = json.loads(filled.read_text(encoding="utf-8"))
    size = sum(file.stat().st_size for file in (archive / "search").iterdir())
    share = size / told["text_bytes"]
    print(f"{told['articles']} articles, {told['text_bytes'] / 1e6:.1f} MB of text; index made from the texts in {told['index_seconds']:.1f} s, {size / 1e6:.1f} MB in "
          f"{told['segments']} segments: {100 * share:.1f} % of the text")

    queries = queries_from(articles, options.queries, options.seed)
    server = serving.Server(archive, "--read-only")
    try:
        began = time.perf_counter()
        server.api("search", q="first")
        print(f"first answer after {time.perf_counter() - began:.2f} s (the events are read into memory, the index opened)")
        times, found, used = [], 0, processor(server.process.pid)
        for kind, query in queries:
            began = time.perf_counter()
            answer = server.ask("/api/v1/search?" + serving.urllib.parse.urlencode({"q": query}))
            times.append(((kind, query), time.perf_counter() - began))
            found += answer.status == 200 and json.loads(answer.text)["articles"] > 0
        used = processor(server.process.pid) - used
        p95 = report("serve", times, found)
        print(f"  time of the processor: {1000 * used / len(queries):.1f} ms a query on the average")
    finally:
        server.stop()
    times, found = [], 0
    for kind, query in queries[::10]:
        began = time.perf_counter()
        done = subprocess.run([options.program, "search", "-a", archive, "--json", "--", query], capture_output=True, check=False)
        times.append(((kind, query), time.perf_counter() - began))
        found += done.returncode == 0
    report("command", times, found)
    good = p95 < 100 and share < 0.2
    print("both bars hold" if good else "A BAR DOES NOT HOLD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
