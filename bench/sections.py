#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Events per 100 articles by section and by type, and the noise of sections that are not political.

    bench/sections.py [--program build/waqai] [--articles 800] [--seed 6] [CORPUS.jsonl.gz]

Codes as many articles of each section (field `category`; default: news-2018 of ../shared), drawn by seed.  "private" are events that are neither violence or force
(ASSAULT, COERCE, PROTEST, MOBILIZE) nor an act of a state, party or armed side: no party of theirs is of one of the sectors PUBLIC.
"""
import argparse
import collections
import gzip
import json
import pathlib
import random
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
FORCE = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"}
PUBLIC = set("GOV MIL COP SPY LEG JUD PTY OPP REB PRM UAF UNK ELI".split())


def is_private(event):
    sectors = {code.split("+")[0] for role in ("actor", "recipient") for party in event[role] for code in party.get("sector") or []}
    return event["type"] not in FORCE and not sectors & PUBLIC


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--seed", default="6")
    parser.add_argument("corpus", nargs="?", type=pathlib.Path, default=ROOT.parent / "shared/corpus/news-2018.jsonl.gz")
    options = parser.parse_args()
    sections = collections.defaultdict(list)
    with gzip.open(options.corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            sections[json.loads(line).get("category") or "-"].append(line)
    for name, lines in sorted(sections.items()):
        drawn = random.Random(options.seed).sample(lines, min(options.articles, len(lines)))
        coded = subprocess.run([options.program, "code", "--quiet", "--to", "jsonl", "-"], input="".join(drawn), stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
        articles = [json.loads(line) for line in coded.stdout.splitlines()]
        events = [event for article in articles for event in article["events"]]
        share = lambda part: f"{100 * len(list(part)) / max(1, len(articles)):.1f}"
        types = collections.Counter(event["type"] for event in events)
        print(f"{name}: {len(articles)} articles; events per 100: {share(events)}, force {share(e for e in events if e['type'] in FORCE)}, private {share(filter(is_private, events))}")
        print("  " + ", ".join(f"{kind} {100 * count / len(articles):.1f}" for kind, count in types.most_common()))


if __name__ == "__main__":
    main()
