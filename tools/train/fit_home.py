#!/usr/bin/env python3
"""Fits the weights by which a state is chosen for agents whose phrase tells none (src/entities/home.h), and tells how many are right over articles held out.

    fit_home.py --program build/waqai --choices build/home_choices --bundle build/waqai.bundle [--out src/entities/home_weights.h] [--sets triggers,read,more]

Gold: the sides of the events of data/gold.  A choice has a label where the phrase is the one side of an event that the program finds and the gold side is one, of the same sector; or where a side
of an article coded by reading begins with it.  Multinomial logistic regression over the states that the article tells; for each kind of agent its own weights, drawn together by a part all kinds
share.  Same data, same bytes.
"""
import argparse
import collections
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/train"))
import fit_parties  # noqa: E402

FOLDS, EPOCHS, RATE, SHARED, OWN, SCALE = 5, 60, 0.3, 0.002, 0.006, 100
NEAR = 300  # letters between a trigger and the words of its side
ROLES = ("actor", "recipient")
KINDS = ("government", "force", "order", "people")


def sectors(member):
    return [code for part in member.get("sector") or [] for code in part.split("+")]


def labels_of_found(gold, found):
    """{span: state} of the sides of events that the program finds, where both tell one of the same sector."""
    labels, used = {}, set()
    for event in gold:
        start, end = event["trigger"]["start"], event["trigger"]["end"]
        near = [(abs(e["trigger"]["start"] - start), i) for i, e in enumerate(found)
                if i not in used and e["type"] == event["type"] and e["trigger"]["start"] < end and start < e["trigger"]["end"]]
        if not near:
            continue
        i = min(near)[1]
        used.add(i)
        for role in ROLES:
            ours, told = found[i][role], event[role]
            if len(ours) == 1 and len(told) == 1 and ours[0].get("span") and told[0]["country"] and sectors(told[0])[:1] == sectors(ours[0])[:1]:
                labels[tuple(ours[0]["span"])] = told[0]["country"]
    return labels


def label_in_text(gold, text, span, sector):
    """The state of the side whose words begin where the choice does."""
    for member, start in ((m, e["trigger"]["start"]) for e in gold for role in ROLES for m in e[role]):
        words = member.get("text")
        if not words or not member["country"] or sectors(member)[:1] != [sector]:
            continue
        places = [m.start() for m in re.finditer(re.escape(words), text)]
        at = min(places, key=lambda p: abs(p - start), default=None)
        if at is not None and abs(at - start) < NEAR and at <= span[0] <= at + 3 and span[1] <= at + len(words) + 1:
            return member["country"]
    return None


def examples(options):
    """[(article, kind, {state: evidence}, right state)]."""
    articles = [a for name in options.sets.split(",") for a in fit_parties.gold_articles({name})]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({k: a[k] for k in ("id", "title", "published", "text")}, ensure_ascii=False) + "\n" for a in articles)
        file.flush()
        run = lambda *command: subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        coded = {row["id"]: row for row in map(json.loads, run(options.program, "code", "-q", "--to", "jsonl", "--bundle", options.bundle, file.name))}
        choices = collections.defaultdict(list)
        for line in run(options.choices, "--bundle", options.bundle, "--articles", file.name):
            cells = line.split("\t")
            choices[cells[0]].append(cells[1:])
    rows = []
    for article in articles:
        if article["id"] not in coded:
            continue
        text = coded[article["id"]]["text"]
        data = text.encode()
        found = labels_of_found(article["events"], coded[article["id"]]["events"])
        for begin, end, kind, sector, *candidates in choices[article["id"]]:
            span = (len(data[: int(begin)].decode()), len(data[: int(end)].decode()))
            right = found.get(span) or label_in_text(article["events"], text, span, sector)
            if right is not None:
                told = {c.split(":")[0]: int(c.split(":")[1], 16) for c in candidates}
                rows.append((article["id"], int(kind), told, right))
    return rows


def bits(evidence, count):
    return [i for i in range(count) if evidence >> i & 1]


def train(rows, count):
    """Weights [kind][evidence]."""
    width = len(KINDS) + 1
    w, squares = [0.0] * (width * count), [1e-6] * (width * count)
    data = [(kind, [(c == right, [f + o for f in bits(e, count) for o in (0, (kind + 1) * count)]) for c, e in told.items()])
            for _, kind, told, right in rows if right in told]
    for _ in range(EPOCHS):
        gradient = [0.0] * len(w)
        for _, candidates in data:
            scores = [sum(w[f] for f in features) for _, features in candidates]
            odds = [math.exp(s - max(scores)) for s in scores]
            total = sum(odds)
            for (right, features), odd in zip(candidates, odds):
                for f in features:
                    gradient[f] += right - odd / total
        for i in range(len(w)):
            g = gradient[i] / len(data) - (SHARED if i < count else OWN) * w[i]
            squares[i] += g * g
            w[i] += RATE * g / math.sqrt(squares[i])
    return [[round(SCALE * (w[i] + w[(kind + 1) * count + i])) for i in range(count)] for kind in range(len(KINDS))]


def right_of(rows, weights):
    count = len(weights[0])
    best = lambda kind, told: max(told, key=lambda c: sum(weights[kind][f] for f in bits(told[c], count)), default=None)
    return sum(best(kind, told) == right for _, kind, told, right in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ("--program", "--choices", "--bundle"):
        parser.add_argument(flag, required=True)
    parser.add_argument("--sets", default="triggers,read,more")
    parser.add_argument("--out")
    options = parser.parse_args()
    header = (ROOT / "src/entities/home.h").read_text(encoding="utf-8")
    names = re.findall(r"^  (k\w+),", re.search(r"enum class Evidence[^{]*\{(.*?)\n\};", header, re.S).group(1), re.M)
    rows = examples(options)
    fold = lambda row: zlib.crc32(row[0].encode()) % FOLDS
    held = sum(right_of([r for r in rows if fold(r) == f], train([r for r in rows if fold(r) != f], len(names))) for f in range(FOLDS))
    weights = train(rows, len(names))
    print(f"{len(rows)} choices, {sum(r[3] in r[2] for r in rows)} of a state that the article tells; right over articles held out {held}, all known {right_of(rows, weights)}")
    if options.out:
        lines = [f"    {{{', '.join(str(w) for w in row)}}},  // {kind}" for row, kind in zip(weights, KINDS)]
        (ROOT / options.out).write_text(
            "// SPDX-License-Identifier: Apache-2.0\n//\n// Made by tools/train/fit_home.py: what each evidence of home.h weighs (hundredths of log odds), by kind of agent.\n"
            "// clang-format off\n#pragma once\n\nnamespace waqai::entities {\n\n"
            f"inline constexpr int kHomeWeights[{len(KINDS)}][{len(names)}] = {{\n" + "\n".join(lines) + "\n};\n\n}  // namespace waqai::entities\n// clang-format on\n", encoding="utf-8")


if __name__ == "__main__":
    main()
