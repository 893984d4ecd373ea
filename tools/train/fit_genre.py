#!/usr/bin/env python3
"""Fits what tells an article of sport or of the arts from news (src/events/genre.h), and tells how well on articles held out.

    fit_genre.py --program build/train_filter --bundle build/waqai.bundle --corpus ../shared/corpus/news-2018.jsonl.gz [--out data/weights/genre.bin]

Labels are the sections in which the sites of the corpus printed their articles; articles coded by hand (data/gold/corpus.jsonl) are passed over.  Logistic
regression for each genre over the lemmas of nouns, adjectives and verbs, each once, divided by the root of their number; AdaGrad, L2.  Same data, same bytes.
"""
import argparse
import collections
import gzip
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tools/train"), str(ROOT / "tools")]
import fit_confidence  # noqa: E402

BITS, SCALE, VERSION, FOLDS, EPOCHS, RATE, L2 = 14, 256, 1, 4, 8, 0.25, 2e-5
GENRES = {"sport": "sport", "arts": "culture"}  # section of the corpus; in the order of GenreModel::Scores
MOST = {"culture": 900, "sport": 1500, "technology": 1200, "economy": 1500, "internationalNews": 2200, "middleEast": 2200}
# Least log odds: of sport and the arts, for at most some two political articles in a hundred, most of which are of that genre all the same.
CUTS = {"sport": -0.5, "arts": -1.0}


def drawn(path):
    with open(ROOT / "data/gold/corpus.jsonl", encoding="utf-8") as lines:
        known = {json.loads(line)["id"] for line in lines}
    sections = collections.defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] not in known:
                sections[article["category"]].append(article)
    dice, articles = random.Random(1), []
    for section in sorted(sections):
        dice.shuffle(sections[section])
        articles += sections[section][:MOST[section]]
    return articles


def slots(options, articles):
    rows = [("A", a["id"], a["id"], a["published"][:10], fit_confidence.one_line(a["title"]), fit_confidence.one_line(a["text"])) for a in articles]
    with tempfile.TemporaryDirectory() as work:
        data, out = pathlib.Path(work) / "lines.tsv", pathlib.Path(work) / "out.tsv"
        data.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        subprocess.run([options.program, "--bundle", options.bundle, "--data", data, "--genre", out], check=True)
        lines = out.read_text(encoding="utf-8").splitlines()
    return [[int(slot) for slot in line.split("\t")[1].split()] for line in lines]


def fit(words, labels, numbers):
    weights, squares, bias = [0.0] * (1 << BITS), [1e-6] * (1 << BITS), 0.0
    order, dice = list(numbers), random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for i in order:
            if not words[i]:
                continue
            part = len(words[i]) ** -0.5
            x = bias + part * sum(weights[s] for s in words[i])
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, x)))) - labels[i]
            bias -= 0.02 * error
            for s in words[i]:
                gradient = error * part + L2 * weights[s]
                squares[s] += gradient * gradient
                weights[s] -= RATE * gradient / math.sqrt(squares[s])
    return weights, bias


def score(model, words):
    weights, bias = model
    return bias + (sum(weights[s] for s in words) / math.sqrt(len(words)) if words else -30.0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/train_filter")
    parser.add_argument("--bundle", type=pathlib.Path, default=ROOT / "build/waqai.bundle")
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus/news-2018.jsonl.gz")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    articles = drawn(options.corpus)
    words = slots(options, articles)
    every = range(len(articles))
    models = []
    for genre, section in GENRES.items():
        labels = [a["category"] == section for a in articles]
        told, of = collections.Counter(), collections.Counter()
        for fold in range(FOLDS):
            model = fit(words, labels, [i for i in every if i % FOLDS != fold])
            for i in range(fold, len(articles), FOLDS):
                of[articles[i]["category"]] += 1
                told[articles[i]["category"]] += score(model, words[i]) >= CUTS[genre]
        print(f"{genre}, held out, told in a hundred of each section: " + ", ".join(f"{s} {100 * told[s] / of[s]:.1f}" for s in sorted(of)))
        if options.out:
            models.append(fit(words, labels, every))
    if options.out:
        limited = lambda x: max(-32000, min(32000, round(x * SCALE)))
        fit_confidence.write_weights(options.out, VERSION, ("i", [round(bias * SCALE) for _, bias in models]),
                                     ("i", [round(cut * SCALE) for cut in CUTS.values()]), ("h", [limited(w) for weights, _ in models for w in weights]))


if __name__ == "__main__":
    main()
