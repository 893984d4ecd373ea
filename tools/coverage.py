#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many running words of news have a reading of the lexicon, and which are guessed most often.

    coverage.py CORPUS.jsonl.gz...                       2,000 articles of each corpus, drawn by seed
    coverage.py --articles 0 --top 500 CORPUS.jsonl.gz   all articles, the 500 most frequent guesses

A running word is a token of `waqai parse` with an Arabic letter in it (numbers, punctuation and Latin script stand apart).  It is covered where each of its
words has the gloss of a row: a guess has none.  Printed: the share of each corpus, then for each guess, spellings folded and the article taken off, how often in
which corpus, its most frequent tag, and two contexts.
"""
import argparse
import collections
import gzip
import json
import pathlib
import random
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ARABIC = re.compile("[\u0621-\u064A\u0671-\u06D3]")
FOLD = str.maketrans("أإآٱىة", "اااايه", "\u0640\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652")


def paragraphs(path, articles, seed):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = list(lines)
    if articles:
        records = random.Random(seed).sample(records, min(articles, len(records)))
    for record in map(json.loads, records):
        for paragraph in [record.get("title") or ""] + (record.get("text") or "").splitlines():
            if paragraph.strip():
                yield paragraph.strip() + "\n"


def tokens(lines):
    """Per token of a CoNLL-U stream: sentence, form, words (each a list of columns)."""
    text, form, last, words = "", "", 0, []
    for line in lines:
        if line.startswith("# text = "):
            text = line[9:].rstrip("\n")
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 10:
            continue
        first, _, end = cells[0].partition("-")
        if end:
            form, last = cells[1], int(end)
            continue
        words.append(cells)
        if int(first) >= last:
            yield text, form or cells[1], words
            form, last, words = "", 0, []


def stem(form):
    folded = form.translate(FOLD)
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def context(text, form, width=30):
    at = max(text.find(form), 0)
    return text[max(0, at - width):at + len(form) + width].strip()


class Guesses:
    def __init__(self, corpora):
        self.counts = [collections.Counter() for _ in range(corpora)]
        self.forms = collections.defaultdict(collections.Counter)
        self.tags = collections.defaultdict(collections.Counter)
        self.contexts = collections.defaultdict(list)

    def add(self, corpus, text, word):
        key = stem(word[1])
        self.counts[corpus][key] += 1
        self.forms[key][word[1]] += 1
        self.tags[key][word[3]] += 1
        if len(self.contexts[key]) < 2:
            self.contexts[key].append(context(text, word[1]))

    def show(self, top):
        total = sum(self.counts, collections.Counter())
        for key, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:top]:
            by_corpus = "+".join(str(counts[key]) for counts in self.counts)
            print(count, by_corpus, self.forms[key].most_common(1)[0][0], self.tags[key].most_common(1)[0][0], " | ".join(self.contexts[key]), sep="\t")


def measure(corpus, lines, guesses):
    """(running words, running words covered)"""
    running = covered = 0
    for text, form, words in tokens(lines):
        if not ARABIC.search(form):
            continue
        running += 1
        unknown = [word for word in words if "Gloss=" not in word[9] and ARABIC.search(word[1])]
        covered += not unknown
        for word in unknown:
            guesses.add(corpus, text, word)
    return running, covered


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=2000, help="of each corpus; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--top", type=int, default=100, help="guesses to list")
    parser.add_argument("--program", default=str(ROOT / "build/waqai"))
    options = parser.parse_args()
    guesses = Guesses(len(options.corpora))
    for index, path in enumerate(options.corpora):
        with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as text:
            text.writelines(paragraphs(path, options.articles, options.seed))
            text.flush()
            run = subprocess.Popen([options.program, "parse", text.name], stdout=subprocess.PIPE, text=True, encoding="utf-8")
            running, covered = measure(index, run.stdout, guesses)
            if run.wait() != 0:
                raise SystemExit(f"{options.program} parse failed")
        print(f"{path.name}: {running} running words, {100 * covered / max(running, 1):.2f} % covered")
    guesses.show(options.top)


if __name__ == "__main__":
    main()
