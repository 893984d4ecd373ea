#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Precision by reading: draws coded events by lot for readers, and scores what two readers found.

    bench/judge_events.py draw --seed NAME --out FOLDER [--events 300] [--articles 2500] CORPUS.jsonl.gz...
    bench/judge_events.py score --key FOLDER/key.jsonl READER1.tsv READER2.tsv

`draw` codes articles drawn from the corpora (as many from each; articles that we coded or judged before, in data/gold, are passed over; of a
corpus with categories only the political ones), takes as many events of each type, and writes FOLDER/events.txt, which a reader judges blind to
confidence, and FOLDER/key.jsonl, which holds ids and confidence but no text.  A reader writes lines `number TAB type TAB sides TAB status`, 1 for
right and 0 for wrong; of an event whose type is wrong the others are 0.

`score` prints the share right of each figure, by reader and by type, with 95 % Wilson intervals, and the agreement of the readers.  An event
counts as right with half a vote of each reader.  The same seed, corpora and program draw the same events.
"""
import argparse
import collections
import gzip
import json
import pathlib
import random
import subprocess
import sys

sys.dont_write_bytecode = True
from judge import wilson  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLITICAL = ("internationalNews", "middleEast")
FIGURES = ("type", "sides", "status")


def articles_of(path, known):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] not in known and article.get("category", POLITICAL[0]) in POLITICAL:
                yield article


def roles(parties):
    named = [f"{p.get('text') or '-'} = {p.get('name') or '?'} [{p.get('country') or '-'} {'+'.join(p.get('sector') or []) or '-'}]" for p in parties]
    return "; ".join(named) or "(nobody)"


def shown(number, article, event):
    start, end = event["sentence"]
    text = article["text"]
    before = text[max(0, start - 400):start].replace("\n", " / ")
    after = text[end:end + 120].replace("\n", " / ")
    return (f"#{number}  ({article['published']}) title: {article['title']}\n   before: ...{before}\n"
            f"   SENTENCE: {text[start:end]}\n   after: {after}...\n"
            f"   EVENT: {event['type']} {'+'.join(event['mode'])} status={event['status']} trigger «{event['trigger']['text']}»\n"
            f"   actor: {roles(event['actor'])}\n   recipient: {roles(event['recipient'])}\n\n")


def draw(options):
    lot = random.Random(options.seed)
    known = set()
    for gold in ("corpus", "triggers"):
        with open(ROOT / f"data/gold/{gold}.jsonl", encoding="utf-8") as lines:
            known |= {json.loads(line)["id"] for line in lines}
    picked = []
    for corpus in options.corpora:
        picked += lot.sample(list(articles_of(corpus, known)), options.articles // len(options.corpora))
    records = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in picked)
    coded = subprocess.run([options.program, "code", "-q", "--to", "jsonl", "-"], input=records, capture_output=True, text=True, check=True).stdout
    by_type = collections.defaultdict(list)
    for line in coded.strip().split("\n"):
        article = json.loads(line)
        for event in article["events"]:
            by_type[event["type"]].append((article, event))
    taken = []
    each = options.events // len(by_type)
    spare = []
    for kind in sorted(by_type):
        lot.shuffle(by_type[kind])
        taken += by_type[kind][:each]
        spare += by_type[kind][each:]
    taken += lot.sample(spare, options.events - len(taken))
    lot.shuffle(taken)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "events.txt", "w", encoding="utf-8") as text, open(out / "key.jsonl", "w", encoding="utf-8") as key:
        for number, (article, event) in enumerate(taken):
            text.write(shown(number, article, event))
            key.write(json.dumps({"n": number, "id": article["id"], "event": event["id"], "type": event["type"], "confidence": event["confidence"]}) + "\n")
    print(f"{len(taken)} events of {len(picked)} articles in {out}/events.txt")


def verdicts(path, count):
    read = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            read[int(cells[0])] = [int(cell) for cell in cells[1:4]]
    if sorted(read) != list(range(count)):
        sys.exit(f"{path}: verdicts of {len(read)} events, {count} wanted; judge each number once")
    return read


def score(options):
    with open(options.key, encoding="utf-8") as lines:
        key = [json.loads(line) for line in lines]
    readers = [verdicts(path, len(key)) for path in options.readers]
    for column, figure in enumerate(FIGURES):
        votes = [[reader[n][column] for n in range(len(key))] for reader in readers]
        shares = [sum(vote) / len(key) for vote in votes]
        both = sum(shares) / len(shares)
        low, high = wilson(both * len(key), len(key))
        alike = sum(len(set(of_one)) == 1 for of_one in zip(*votes)) / len(key)
        print(f"{figure:7} {both:.3f} ({low:.3f} to {high:.3f}); readers {' '.join(f'{s:.3f}' for s in shares)}; agreement {alike:.3f}")
    print("\ntype         n  type right         sides right")
    for kind in sorted({row["type"] for row in key}):
        rows = [row["n"] for row in key if row["type"] == kind]
        cells = []
        for column in (0, 1):
            share = sum(reader[n][column] for reader in readers for n in rows) / (len(rows) * len(readers))
            low, high = wilson(share * len(rows), len(rows))
            cells.append(f"{share:.2f} ({low:.2f}-{high:.2f})")
        print(f"{kind:10} {len(rows):3}  {cells[0]:18} {cells[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("corpora", nargs="+")
    drawing.add_argument("--seed", required=True)
    drawing.add_argument("--out", required=True)
    drawing.add_argument("--events", type=int, default=300)
    drawing.add_argument("--articles", type=int, default=2500)
    drawing.add_argument("--program", default=str(ROOT / "build/waqai"))
    drawing.set_defaults(run=draw)
    scoring = commands.add_parser("score")
    scoring.add_argument("readers", nargs="+")
    scoring.add_argument("--key", required=True)
    scoring.set_defaults(run=score)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
