#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which share of the subjects and objects of political sentences is somebody with a code.

    subject_heads.py CORPUS.jsonl[.gz] [--articles 300] [--seed heads] [--top 40] [--program build/waqai]

Of the sections internationalNews and middleEast articles are drawn by seed.  A political sentence is one in which an event was coded.  Counted are heads of subjects and objects
that can be somebody: names, and nouns that the lexicon calls persons or groups.  A head resolves where a mention over it has a country or a sector.
Printed: the share of each kind and of all, then the heads without a code that are most frequent.
"""
import argparse
import collections
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORD = re.compile(r"^ +(\d+)  ([A-Z]+) +(\S+) +<- (\d+) +(.*)  (\S+)$")
ROW = re.compile(r"\[(lexicon/[^\]]+):(\d+)\]")
MENTION = re.compile(r"^  mention (\d+)-(\d+) (.*?)(?:  \[[^\]]*\])?  \S.*$")
CODE = re.compile(r"\((?:[A-Z]{3}(?: [A-Z,]+)?| [A-Z]{3}[A-Z,]*)\)")
SECTIONS = ("internationalNews", "middleEast")


def noun_kinds():
    kinds = {}
    for path in sorted((ROOT / "data/lexicon").glob("nouns-*.tsv")):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 4:
                kinds[f"lexicon/{path.name}", str(number)] = cells[4]
    return kinds


def draw(path, articles, seed):
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row.get("category") in SECTIONS]
    return random.Random(seed).sample(rows, min(articles, len(rows)))


def heads(explained, kinds):
    """(kind, whether it has a code, word) of each subject and object of the sentences with events."""
    for part in re.split(r"^sentence \d+ \(.*\)$", explained, flags=re.M)[1:]:
        if "\n  event " not in part:
            continue
        coded = [(int(m[1]), int(m[2])) for m in map(MENTION.match, part.split("\n")) if m and CODE.search(m[3])]
        for word in filter(None, map(WORD.match, part.split("\n"))):
            if word[3].split(":")[0] not in ("nsubj", "obj", "iobj") or word[2] not in ("NOUN", "PROPN"):
                continue
            row = ROW.search(word[5])
            kind = "name" if word[2] == "PROPN" else kinds.get((row[1], row[2]), "") if row else ""
            if kind in ("name", "person", "group"):
                yield kind, any(a <= int(word[1]) <= b for a, b in coded), word[6]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", default="heads")
    parser.add_argument("--top", type=int, default=40)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    options = parser.parse_args()
    kinds, total, without = noun_kinds(), collections.Counter(), collections.Counter()
    for article in draw(options.corpus, options.articles, options.seed):
        done = subprocess.run([options.program, "explain", "--published", article["published"][:10], "-"], input=article["text"].encode(), capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"`waqai explain` ended with {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
        for kind, coded, word in heads(done.stdout.decode(), kinds):
            total[kind, coded] += 1
            total["all", coded] += 1
            without[word] += not coded
    for kind in ("name", "person", "group", "all"):
        good, bad = total[kind, True], total[kind, False]
        print(f"{kind:8} {good:5} of {good + bad:5}  {good / max(1, good + bad):.3f}")
    for word, times in without.most_common(options.top):
        print(f"{times:5}  {word}")


if __name__ == "__main__":
    main()
