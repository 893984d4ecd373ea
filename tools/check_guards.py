#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes each guard of tests/guards.tsv out of the code and fails where no test notices.

    check_guards.py               all rows; half an hour on two cores, part of ./test --long
    check_guards.py WORD...       rows that have one of the words in them
    check_guards.py --table       only whether each guard stands in its file once, and its test is there; a moment

A row has a file, the text of a guard as it stands there once, what stands there without it, and the test that must fail then: `src/ingest/limits_test.cc::Name`
(a test of GoogleTest by its name, with any suite) or `tests/cli/test_serve.py::test_name`.  The tool works in build-guards/tree, a copy of the tree, and
builds only what the test needs.  First each test must pass with all guards in their place.  A test that takes too long or too much memory has failed, too.
"""
import argparse
import collections
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests/guards.tsv"
FOLDER = ROOT / "build-guards"
TREE, BUILD = FOLDER / "tree", FOLDER / "tree/build"  # a path that ccache knows from other trees
SECONDS = 300  # of a test
MEMORY = 8 << 30  # bytes of addresses of a test

Row = collections.namedtuple("Row", "line file guard without test")


def read_table():
    rows = []
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith(("#", "file\t")):
            rows.append(Row(number, *line.split("\t")))
    return rows


def problems_of(rows):
    for row in rows:
        place = f"{TABLE.relative_to(ROOT)}:{row.line}"
        times = (ROOT / row.file).read_text(encoding="utf-8").count(row.guard)
        if times != 1:
            yield f"{place}: the guard stands {times} times in {row.file}; remedy: copy it from there"
        path, _, name = row.test.partition("::")
        if not (ROOT / path).is_file() or not re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8")):
            yield f"{place}: there is no test {row.test}"


def copy_tree():
    """The tracked files as they are now; what has not changed keeps its time."""
    names = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        source, target = ROOT / name, TREE / name
        if source.is_file() and not (target.is_file() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            shutil.copymode(source, target)


def build(targets):
    """Nothing, or what the compiler says."""
    environment = {**os.environ, "CCACHE_BASEDIR": str(TREE), "CCACHE_NOHASHDIR": "1"}
    if not (BUILD / "build.ninja").exists():
        ready = ["-DCMAKE_BUILD_TYPE=Release", "-DWAQAI_TESTS=ON", f"-DWAQAI_DUCKDB_DIR={ROOT / '.deps/duckdb'}", "-DWAQAI_CCACHE=" + ("ON" if shutil.which("ccache") else "OFF")]
        done = subprocess.run(["cmake", "-S", str(TREE), "-B", str(BUILD), "-G", "Ninja", *ready], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            return done.stderr
    done = subprocess.run(["cmake", "--build", str(BUILD), "--parallel", str(os.cpu_count()), "--target", *targets], env=environment, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout


def target_of(test):
    return "waqai" if test.endswith(".py") or "/cli/" in test else "test_" + test.split("/")[1]


def command_of(test):
    path, _, name = test.partition("::")
    if path.endswith(".py"):
        return [sys.executable, "-B", str(TREE / path), "-k", name]
    return [str(BUILD / target_of(path)), "--gtest_brief=1", f"--gtest_filter=*.{name}"]


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def passes(test):
    environment = {**os.environ, "WAQAI_PROGRAM": str(BUILD / "waqai"), "WAQAI_BUNDLE": str(BUILD / "waqai.bundle"), "WAQAI_SOURCE": str(TREE)}
    child = subprocess.Popen(command_of(test), cwd=TREE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=limit, start_new_session=True)
    try:
        told = child.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return False
    return child.returncode == 0 and "Ran 0 tests" not in told and "0 tests from" not in told


def check(row):
    """Nothing, or why the row does not hold."""
    path = TREE / row.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(row.guard, row.without), encoding="utf-8")
    try:
        failure = build([target_of(row.test)])
        if failure:
            return "without the guard it does not compile: " + "; ".join(line for line in failure.split("\n") if "error" in line)[:300]
        return f"without the guard {row.test} passes" if passes(row.test) else ""
    finally:
        path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only rows that have one of them in them")
    parser.add_argument("--table", action="store_true", help="build nothing")
    options = parser.parse_args()
    rows = read_table()
    problems = list(problems_of(rows))
    if not options.table and not problems:
        rows = [row for row in rows if not options.words or any(word in "\t".join(map(str, row)) for word in options.words)]
        copy_tree()
        failure = build(sorted({target_of(row.test) for row in rows} | {"bundle"}))
        if failure:
            sys.exit(failure[-3000:])
        problems = [f"{test} fails with all guards in their place" for test in sorted({row.test for row in rows}) if not passes(test)]
        for row in rows if not problems else []:
            problem = check(row)
            print(f"{'missed' if problem else 'caught'}  {row.file}: {row.guard}", flush=True)
            if problem:
                problems.append(f"{TABLE.relative_to(ROOT)}:{row.line}: {row.file}: {row.guard}: {problem}")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(1)
    print(f"{len(rows)} guards " + ("stand where the table says" if options.table else "are missed when they are taken out"))


if __name__ == "__main__":
    main()
