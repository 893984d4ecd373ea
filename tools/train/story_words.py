#!/usr/bin/env python3
"""How much it tells when two articles share a stem: document frequencies of a news corpus as data/story/stems.tsv.

    story_words.py CORPUS.jsonl.gz > data/story/stems.tsv

Stems are those of src/story/words.cc (light_stem), weights tenths of a bit: -10 log2 of the share of articles that hold the stem.  Stems in fewer than
one article of 400 are left out: the program takes them for rare.
"""
import collections
import gzip
import json
import math
import re
import sys

LEAST_SHARE = 1 / 400
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"})
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f]")
WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
ENDINGS = ["ها", "هم", "ات", "ين", "ون", "ان", "يه", "ه", "ي"]


def light_stem(word):
    if word.startswith("و") and len(word) >= 5:
        word = word[1:]
    for prefix in ("بال", "كال", "فال", "لل", "ال"):
        if word.startswith(prefix) and len(word) >= len(prefix) + 3:
            word = word[len(prefix):]
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word[:-len(ending)]
    return word


def main():
    counts, articles = collections.Counter(), 0
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = MARKS.sub("", (record.get("title") or "") + " " + record["text"]).translate(FOLD)
            counts.update({light_stem(word) for word in WORD.findall(text) if len(word) > 2})
            articles += 1
    print("# Stems that many articles hold, and how much it tells when two articles share one: tenths of a bit.  A stem that is not here counts as rare.")
    print(f"# provenance: document frequencies measured by tools/train/story_words.py on news-2018 (ANT corpus 2.1, {articles} articles)")
    print("# licence: CC BY 4.0")
    print("word\tweight")
    for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count < LEAST_SHARE * articles:
            break
        print(f"{stem}\t{round(-10 * math.log2(count / articles))}")


if __name__ == "__main__":
    main()
