#!/usr/bin/env python3
"""Scores who references mean (the two sides, pronouns, hidden subjects, short names, first persons) on judged places of a corpus.

    score_references.py GOLD.tsv CORPUS.jsonl[.gz] [--program build/waqai] [--bundle FILE] [--errors]

GOLD has columns id, start, end, class, who (tests/gold/references-2018.tsv tells what they hold); its articles are looked up in CORPUS by id.  A place
is right where a mention on it means exactly the countries asked for and, where a sector is asked for, its first sector.  Places marked skip
do not count.
"""
import argparse
import gzip
import json
import pathlib
import re
import subprocess
import sys
from collections import Counter, defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
MENTION = re.compile(r"^  mention (\d+)-\d+ (.*?)(?:  \[[^\]]*\])?  (\S.*)$")
WORD = re.compile(r"^  +(\d+)  [A-Z]+ .*  (\S+)$")
CODES = re.compile(r" \(([A-Z]{3})?(?: ([A-Z]{3})[A-Z,]*)?\)(?:, |; |$)")


def read_gold(path):
    places = defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    for row in rows[1:]:
        places[row[0]].append((int(row[1]), int(row[2]), row[3], row[4]))
    return places


def read_articles(path, wanted):
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in wanted:
                yield article


def mentions(explained, text):
    """(start, end, [(country, sector)]) of each mention, offsets in `text`; surfaces are found in order within their sentence."""
    flat, found, at = text.replace("\n", " "), [], 0
    for part in re.split(r"^sentence \d+ \(.*\)$", explained, flags=re.M)[1:]:
        lines = part.strip("\n").split("\n")
        sentence = lines[0].strip()
        begin = flat.find(sentence, at)
        if begin < 0:
            continue
        at, cursor, starts = begin + len(sentence), begin, {}
        for line in lines:
            word = WORD.match(line)
            if word:
                start = flat.find(word[2], cursor, at)
                starts[word[1]] = start if start >= 0 else cursor
                cursor = start + len(word[2]) if 0 <= start < cursor + 20 else cursor
            match = MENTION.match(line)
            if match:
                start = flat.find(match[3], max(begin, starts.get(match[1], begin) - 3), at)
                if start >= 0:
                    found.append((start, start + len(match[3]), [(c or None, s or None) for c, s in CODES.findall(match[2])]))
    return found


def right(asked, here):
    """`here`: the parties of each mention that covers the place."""
    if asked == "none":
        return not any(here)
    wanted = [(w.split(":") + [None])[:2] for w in asked.split("+")]
    fits = lambda want, got: want[0] in ("*", got[0]) and want[1] in (None, got[1])
    for parties in here:
        if parties and all(any(fits(w, p) for p in parties) for w in wanted) and all(any(fits(w, p) for w in wanted) for p in parties):
            return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--program", default=str(ROOT / "build/waqai"))
    parser.add_argument("--bundle")
    parser.add_argument("--errors", action="store_true", help="list the places that are wrong")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    good, all_ = Counter(), Counter()
    for article in read_articles(options.corpus, gold):
        command = [options.program, "explain", "--published", article["published"][:10], "-"] + (["--bundle", options.bundle] if options.bundle else [])
        done = subprocess.run(command, input=article["text"].encode(), capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"`waqai explain` ended with {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
        found = mentions(done.stdout.decode(), article["text"])
        for start, end, kind, asked in gold[article["id"]]:
            if asked == "skip":
                continue
            covering = [m for m in found if m[0] < end and start < m[1]]
            exact = [m for m in covering if (m[0], m[1]) == (start, end)] or sorted(covering, key=lambda m: (m[0], -m[1]))[:1]
            ok = right(asked, [m[2] for m in exact])
            all_[kind] += 1
            good[kind] += ok
            if options.errors and not ok:
                print(f"{article['id']}\t{start}\t{kind}\tasked {asked}\tgot {[m[2] for m in exact]}")
    for kind in all_:
        print(f"{kind:8} {good[kind]:4} of {all_[kind]:4}  {good[kind] / all_[kind]:.3f}")
    total = sum(all_.values())
    print(f"all      {sum(good.values()):4} of {total:4}  {sum(good.values()) / max(total, 1):.3f}")


if __name__ == "__main__":
    main()
