#!/usr/bin/env python3
"""Compares two builds: runs their waqai_bench in turns (A B, B A, A B ...) and prints how much faster B is, stage by stage.

    compare.py A/waqai_bench B/waqai_bench [--rounds N] [--limit N] FILE.jsonl[.gz]...

A ratio above 1 says that B is faster.  The middle is the median over rounds of A's CPU time divided by B's of the same round; the spread is the least and
the greatest of these.  A difference inside the spread of a build against itself is none.
"""
import argparse
import json
import statistics
import subprocess
import sys


def bench(program, limit, files):
    done = subprocess.run([program, "--repeat", "1", "--limit", str(limit), *files], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"compare: {program}: {done.stderr.strip()}")
    report = json.loads(done.stdout)
    return {row["name"]: row["cpu_seconds"] for row in [*report["stages"], report["whole"]]}, report


def line(name, a, b):
    ratios = sorted(x / y for x, y in zip(a, b) if y)
    if not ratios:
        return f"{name:12} too fast to measure"
    return f"{name:12} {statistics.median(a):9.3f} s {statistics.median(b):9.3f} s   {statistics.median(ratios):6.3f}   {ratios[0]:.3f} to {ratios[-1]:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=int, default=1000, help="articles a round; 0 for all (default 1000)")
    wanted = parser.parse_args()
    times, last = ({}, {}), [None, None]
    for number in range(wanted.rounds):
        print(f"compare: round {number + 1} of {wanted.rounds}", file=sys.stderr)
        for side in ((0, 1), (1, 0))[number % 2]:
            program = (wanted.a, wanted.b)[side]
            seconds, last[side] = bench(program, wanted.limit, wanted.files)
            for name, value in seconds.items():
                times[side].setdefault(name, []).append(value)
    print(f"{last[0]['articles']} articles, {last[0]['words']} words; {wanted.rounds} rounds; events {last[0]['events']} and {last[1]['events']}")
    print(f"{'stage':12} {'A':>11} {'B':>11}   A / B    spread")
    for name in times[0]:
        if name in times[1]:
            print(line(name, times[0][name], times[1][name]))
    print(f"peak memory  {last[0]['peak_memory_mb']:9.1f} MB {last[1]['peak_memory_mb']:8.1f} MB")
    print(f"open         {last[0]['open_ms']:9.2f} ms {last[1]['open_ms']:8.2f} ms")


if __name__ == "__main__":
    main()
