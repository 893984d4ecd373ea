#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which lines of src/ and include/ the tests run: in all, by folder, the worst files, and the error paths apart.

    line_coverage.py                     builds the preset `coverage`, runs the tests, prints the shares; an hour on two cores
    line_coverage.py --tests 'store|cli_exports'   only tests whose name matches; counts of earlier runs stay: --fresh forgets them
    line_coverage.py --read              prints the counts that are there
    line_coverage.py --read --show store/query     also each line of these files that was not run, with ! where it is of an error path
    line_coverage.py --floors 90 80      fails where less than 90 % of the lines or 80 % of the error paths were run

A line is one that GCC made code of; lines of tests, of generated files and of other people's headers do not count.  A header counts once, run where any
source ran it.  What is killed (SIGKILL) or ends by _exit (the child that answers SQL: it may not write files) leaves no counts.

Error paths are the lines that make or hand on an error, found by their text:
  - Status::error(, return fail(, answer_failure(, failure(4xx or 5xx, and calls of a function whose first statement is return Status::error(;
  - return X.status(); and return status;
  - the following lines of such a statement, up to its semicolon (.at( and .hint( among them).
A line that asks and returns in one (if (!x) return x.status();) was run where everything on it was: asking alone does not count.

Left out of the run: label tools (they read sources, or measure quality), label fuzz (what it finds is chance), cli_soak and cli_crash (a million articles, and
what is killed), web_app (a browser; the server has tests of its own).
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEFT_OUT_LABELS = "tools|fuzz"
LEFT_OUT_TESTS = "^(cli_soak|cli_crash|web_app)$"
MAKER = re.compile(r"\bStatus (?:\w+::)?(\w+)\([^{};]*\)(?: const)? \{\s*(?://[^\n]*\s*)*return Status::error\(")
ERROR = r"Status::error\(|\breturn fail\(|\banswer_failure\(|\bfailure\([45]\d\d|\breturn (?:std::move\()?\*?[\w.>()\[\]-]+\.status\(\)\)?;|\breturn (?:std::move\()?status\)?;"
ASKS = re.compile(r"\bif \(|\? |\bfor \(|\bcase ")
WORST = 15


def sources():
    files = [p for folder in ("src", "include") for p in sorted((ROOT / folder).rglob("*")) if p.suffix in (".h", ".cc")]
    return {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in files if not p.name.endswith("_test.cc")}


def error_lines(texts):
    """Per file the numbers of the lines of its error paths."""
    makers = sorted({name for text in texts.values() for name in MAKER.findall(text)})
    begins = re.compile(ERROR + "".join(rf"|\breturn {name}\(" for name in makers))
    found = {}
    for name, text in texts.items():
        numbers, inside = set(), False
        for number, line in enumerate(text.split("\n"), 1):
            code = line.split("//")[0].rstrip()
            inside = inside or bool(begins.search(code))
            if inside:
                numbers.add(number)
            inside = inside and not code.endswith((";", "{", "}"))
        found[name] = numbers
    return found


def counts_of(note):
    """(file, line, times run, whether everything on it was run) of one object file."""
    out = subprocess.run(["gcov", "--json-format", "--stdout", str(note)], cwd=note.parent, capture_output=True)
    rows = []
    for document in out.stdout.split(b"\n"):
        for entry in json.loads(document)["files"] if document.strip() else []:
            path = pathlib.Path(os.path.normpath(note.parent / entry["file"]))
            name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
            if name.startswith(("src/", "include/")) and not name.endswith("_test.cc"):
                rows += [(name, line["line_number"], line["count"], not line["unexecuted_block"]) for line in entry["lines"]]
    return rows


def read_counts(build):
    """{file: {line: (run, whole)}} over all object files."""
    notes = sorted(build.glob("CMakeFiles/*.dir/**/*.gcno"))
    merged = collections.defaultdict(dict)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for rows in pool.map(counts_of, notes):
            for name, number, count, whole in rows:
                run, all_run = merged[name].get(number, (False, False))
                merged[name][number] = (run or count > 0, all_run or (count > 0 and whole))
    return merged


class Share:
    def __init__(self):
        self.run = self.all = 0

    def add(self, run):
        self.run += run
        self.all += 1

    def percent(self):
        return 100 * self.run / max(self.all, 1)

    def __str__(self):
        return f"{self.percent():6.2f} %  {self.run:6} of {self.all:6}"

    def as_json(self):
        return {"run": self.run, "all": self.all, "percent": round(self.percent(), 2)}


def measure(counts, texts):
    """The shares by name ("" for all): of lines, of error paths; and per file the lines not run: {line: is of an error path}."""
    errors = error_lines(texts)
    lines, paths, missed = (collections.defaultdict(Share), collections.defaultdict(Share), collections.defaultdict(dict))
    for name, rows in counts.items():
        shown = texts[name].split("\n")
        for number, (run, whole) in sorted(rows.items()):
            is_error = number in errors[name]
            error_run = whole if ASKS.search(shown[number - 1]) else run
            for key in ("", name.rsplit("/", 1)[0], name):
                lines[key].add(run)
                if is_error:
                    paths[key].add(error_run)
            if not run or (is_error and not error_run):
                missed[name][number] = is_error
    return lines, paths, missed


def print_text(lines, paths):
    print(f"lines       {lines['']}\nerror paths {paths['']}\n")
    folders = sorted(name for name in lines if name and not name.endswith((".h", ".cc")))
    for name in folders:
        print(f"{name:24} lines {lines[name]}   error paths {paths[name]}")
    for title, shares in (("lines", lines), ("error paths", paths)):
        files = [name for name in shares if name.endswith((".h", ".cc"))]
        files.sort(key=lambda name: shares[name].run - shares[name].all)
        print(f"\nmost {title} not run")
        for name in files[:WORST]:
            print(f"{name:40} {shares[name]}")


def show(missed, texts, words):
    for name, numbers in sorted(missed.items()):
        if any(word in name for word in words):
            shown = texts[name].split("\n")
            for number, is_error in numbers.items():
                print(f"{name}:{number}:{'!' if is_error else ' '} {shown[number - 1]}")


def run_tests(options):
    build = options.build
    configure = ["cmake", "--preset", "coverage", "-DWAQAI_TESTS=ON"]
    modules = sorted({path.parent.name for path in (ROOT / "src").glob("*/*_test.cc")})
    targets = ["bundle", "waqai_shared", "waqai_faults", *("test_" + module for module in modules)]
    for command in (configure, ["cmake", "--build", str(build), "--parallel", str(os.cpu_count()), "--target", *targets]):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            print(done.stdout[-3000:], file=sys.stderr)
            sys.exit(f"line_coverage: {' '.join(command)} failed; remedy: tools/setup.sh long")
    if options.fresh or not options.tests:
        for counts in build.rglob("*.gcda"):
            counts.unlink()
    chosen = ["-R", options.tests] if options.tests else ["-LE", LEFT_OUT_LABELS, "-E", LEFT_OUT_TESTS]
    environment = {"WAQAI_TEST_PATIENCE": "10", **os.environ}  # counting takes time
    done = subprocess.run(["ctest", "--output-on-failure", "-j", str(os.cpu_count()), *chosen], cwd=build, env=environment)
    if done.returncode != 0:
        print("line_coverage: tests failed; what they ran counts", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build-coverage", help="the build folder of the preset")
    parser.add_argument("--tests", help="only tests whose name matches this regular expression")
    parser.add_argument("--fresh", action="store_true", help="forget the counts of earlier runs")
    parser.add_argument("--read", action="store_true", help="build and run nothing")
    parser.add_argument("--show", nargs="+", default=[], metavar="WORD", help="the lines not run of files with this in their path")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="the same as JSON: shares of lines and of error paths by folder and file, lines not run")
    parser.add_argument("--floors", nargs=2, type=float, default=(0, 0), metavar=("LINES", "ERRORS"), help="percent; less fails")
    options = parser.parse_args()
    if not options.read:
        run_tests(options)
    texts = sources()
    lines, paths, missed = measure(read_counts(options.build), texts)
    if options.show:
        show(missed, texts, options.show)
    else:
        print_text(lines, paths)
    if options.json:
        shares = [{name or "all": share.as_json() for name, share in sorted(part.items())} for part in (lines, paths)]
        report = {"lines": shares[0], "error_paths": shares[1], "missed": {name: sorted(numbers) for name, numbers in sorted(missed.items())}}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if lines[""].percent() < options.floors[0] or paths[""].percent() < options.floors[1]:
        sys.exit(f"line_coverage: below the floors of {options.floors[0]} % of the lines and {options.floors[1]} % of the error paths; remedy: tests of the lines that --read --show PATH names")


if __name__ == "__main__":
    main()
