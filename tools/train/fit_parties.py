#!/usr/bin/env python3
"""Fits the second look at the parties of events (src/events/parties.h) on articles coded by hand, and tells what it gains on articles held out.

    fit_parties.py --program build/given_triggers --bundle build/waqai.bundle [--out data/weights/parties.bin] [--sets own,examples,read,more]

Gold: our own articles, the samples, and the articles of the corpora coded by reading (data/gold, examples), but for the part that is kept apart; never a development set of ../shared.  The triggers are
given.  A candidate is right where a member of the gold list has its country and first sector, or its country and one of its words.  Logistic regression over hashed
features, AdaGrad, L2; the cuts are the ones that make the most dyads right over articles held out
(five folds by article), of the events that the coder finds by itself.  Same data, same bytes.
"""
import argparse
import collections
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/train"))
import fit_confidence  # noqa: E402
import gold_corpus  # noqa: E402

BITS, SCALE, VERSION, FOLDS, EPOCHS, RATE, L2 = 15, 256, 4, 5, 12, 0.15, 2e-4
CUTS = ("take_actor", "take_doer", "take_recipient")
OFF = 30.0  # log odds that no candidate reaches
WORTH = 1.0  # dyads that a lower cut must win
ROLES = ("actor", "recipient")


def gold_articles(sets):
    read = lambda path: [json.loads(line) for line in open(ROOT / path, encoding="utf-8")]
    articles = []
    if "own" in sets:
        articles += read("data/gold/articles.jsonl")
    if "examples" in sets:
        articles += read("examples/expected.jsonl")
    if "triggers" in sets:
        articles += judged_triggers()
    articles += [a for a in gold_corpus.unpack() or sys.exit("fit: the texts of data/gold/corpus.jsonl are in the corpora of ../shared, which are missing") if a["part"].removeprefix("corpus-") in sets]
    return [a for a in articles if may_train(a)]


def may_train(article):
    """Articles of news-2015 (CC BY-NC-SA) do not; they only measure."""
    return not article["id"].startswith("sa-")


def judged_triggers():
    """Articles of the corpora of which only some words, drawn by lot of what the program proposes, were coded (data/gold/triggers.jsonl): "judged" holds all of them, "events" those that are
    told and whose sides are known."""
    rows = [json.loads(line) for line in open(ROOT / "data/gold/triggers.jsonl", encoding="utf-8")]
    texts = gold_corpus.sources({row["id"] for row in rows})
    member = lambda code: {"country": None, "sector": code, "text": ""} if code[0] in ("UAF", "UNK") else {"country": code[0] or None, "sector": code[1:], "text": ""}
    articles = []
    for row in rows:
        title, text, published = texts[row["id"]]
        if len(text) != row["letters"]:
            sys.exit(f"fit: {row['id']} is not the article of the corpus")
        judged = [{"type": p["type"], "trigger": {"start": p["trigger"][0], "end": p["trigger"][1]}, "right": p["right"]} for p in row["proposals"]]
        events = [{**j, "status": p["status"], **{role: [member(code) for code in p[role]] for role in ROLES}}
                  for j, p in zip(judged, row["proposals"]) if p["right"] and "actor" in p]
        articles.append({"id": row["id"], "title": title, "text": text, "published": published, "judged": judged, "events": events})
    return articles


class Event:
    def __init__(self, article, gold):
        self.article, self.gold = article, gold
        self.rules = {}
        self.found = False  # by the coder, without its trigger
        self.candidates = {"actor": [], "recipient": []}

    def countries(self, role):
        return frozenset(m.get("country") for m in self.gold[role])


class Candidate:
    def __init__(self, state, codes, words, features):
        self.state, self.features = state, features
        self.codes = [tuple(None if part == "-" else part for part in code.split("/")) for code in codes.split(",")]
        self.words = set(words.split())
        self.right = False
        self.score = 0.0

    def judge(self, members):
        for member in members:
            code = (member.get("country"), (member.get("sector") or [None])[0])
            same_country = code[0] is not None and any(c[0] == code[0] for c in self.codes)
            if code in self.codes or (same_country and self.words & set((member.get("text") or "").split())):
                self.right = True


def collect(options, articles):
    events = {}
    for a in articles:
        for e in a["events"]:
            events.setdefault((a["id"], e["trigger"]["start"], e["trigger"]["end"], e["type"]), Event(a["id"], e))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "gold.jsonl").write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
        (work / "triggers.tsv").write_text("".join("\t".join(map(str, key)) + "\n" for key in events), encoding="utf-8")
        out = subprocess.run([options.program, "--bundle", options.bundle, "--articles", work / "gold.jsonl", "--triggers", work / "triggers.tsv", "--parties", work / "out.tsv"],
                             check=True, capture_output=True, text=True).stdout
        coded = subprocess.run([options.waqai, "code", "--bundle", options.bundle, "--to", "jsonl", "--quiet", work / "gold.jsonl"], check=True, capture_output=True, text=True).stdout
        rows = (work / "out.tsv").read_text(encoding="utf-8").strip("\n").split("\n")
    by_place = collections.defaultdict(list)
    for key, event in events.items():
        by_place[key[:3]].append(event)
    for line in out.strip("\n").split("\n"):
        cells = [None if c == "-" else c for c in line.split("\t")]
        parties = [tuple(cells[i:i + 3]) for i in range(3, len(cells), 3)]
        for event in by_place[(cells[0], int(cells[1]), int(cells[2]))][:1]:
            event.rules = {role: [p[1:] for p in parties if p[0] == role] for role in ROLES}
    for line in rows:
        article, start, end, kind, role, state, codes, words, features = line.split("\t")
        event = events[(article, int(start), int(end), kind)]
        candidate = Candidate(int(state), codes, words, sorted({int(f) for f in features.split()}))
        candidate.judge(event.gold[role])
        event.candidates[role].append(candidate)
    found = {a["id"]: a["events"] for a in map(json.loads, coded.strip().split("\n"))}
    scorer = fit_confidence.load_scorer(options.shared)
    for a in articles:
        for gold, _ in scorer.pair(a["events"], found.get(a["id"], [])):
            events[(a["id"], gold["trigger"]["start"], gold["trigger"]["end"], gold["type"])].found = True
    return [e for e in events.values() if e.rules]


def fit(events):
    data = [(c.features, c.right) for e in events for role in ROLES for c in e.candidates[role]]
    weights, squares = [0.0] * (1 << BITS), [1.0] * (1 << BITS)
    order = list(range(len(data)))
    dice = random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for i in order:
            features, right = data[i]
            x = sum(weights[f] for f in features)
            error = right - 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
            for f in features:
                gradient = error - L2 * weights[f]
                squares[f] += gradient * gradient
                weights[f] += RATE * gradient / math.sqrt(squares[f])
    return weights


def decide(event, cuts):
    """The country sets of both roles after the second look, as Parties::decide makes them."""
    result = {}
    taken = {role: [list(c.codes) for c in event.candidates[role] if c.state == 1] for role in ROLES}
    for role in ROLES:
        other = {code for codes in (result.get("actor_members") or taken["actor"] if role == "recipient" else taken["recipient"]) for code in codes}
        mine = [c for c in event.candidates[role] if c.state == 1]
        rest = [c for c in event.candidates[role] if c.state != 1 and not set(c.codes) & other]
        best = max(rest, key=lambda c: c.score, default=None)
        rival = best.score if best else -OFF
        members = [[code] for code in event.rules[role]]
        take = "take_doer" if role == "actor" and event.gold["type"] == "ASSAULT" else "take_" + role
        if not mine and rival >= cuts[take]:
            members = [best.codes]
        result[role] = frozenset(code[0] for codes in members for code in codes)
        result[role + "_members"] = members
    return result


def value(events, cuts):
    """(dyads right, actor F1, recipient F1) by country."""
    dyads, tallies = 0, {role: [0, 0, 0] for role in ROLES}
    for e in events:
        found = decide(e, cuts)
        dyads += all(found[role] == e.countries(role) for role in ROLES)
        for role in ROLES:
            have = collections.Counter(code[0] for codes in found[role + "_members"] for code in codes)
            want = collections.Counter(m.get("country") for m in e.gold[role])
            tallies[role][0] += sum((have & want).values())
            tallies[role][1] += sum(have.values())
            tallies[role][2] += sum(want.values())
    return dyads, *(2 * t[0] / max(1, t[1] + t[2]) for t in tallies.values())


def tune(events):
    """Cuts by coordinate ascent on dyads right, ties by the F1 of both roles."""
    cuts = dict.fromkeys(CUTS, OFF)
    measure = lambda: (lambda v: v[0] + 20 * (v[1] + v[2]))(value(events, cuts))
    best = measure()
    for _ in range(2):
        for name in CUTS:
            for step in [OFF] + [x / 2 for x in range(8, -5, -1)]:
                old, cuts[name] = cuts[name], step
                now = measure()
                if now > best + WORTH:
                    best = now
                else:
                    cuts[name] = old
    return cuts


def score(events, weights):
    for e in events:
        for role in ROLES:
            for c in e.candidates[role]:
                c.score = sum(weights[f] for f in c.features)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/given_triggers")
    parser.add_argument("--bundle", type=pathlib.Path, default=ROOT / "build/waqai.bundle")
    parser.add_argument("--waqai", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--sets", default="own,examples,read,more")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    events = every = collect(options, gold_articles(options.sets.split(",")))
    fold_of = lambda e: zlib.crc32(e.article.encode()) % FOLDS
    for fold in range(FOLDS):
        weights = fit([e for e in events if fold_of(e) != fold])
        score([e for e in events if fold_of(e) == fold], weights)
    nothing = dict.fromkeys(CUTS, OFF)
    cuts = tune([e for e in events if e.found])
    told = lambda name, v: print(f"{name}: {len(events)} events, dyads right {v[0]} ({v[0] / len(events):.3f}), actor country F1 {v[1]:.3f}, recipient {v[2]:.3f}")
    told("rules alone", value(events, nothing))
    told("with the second look, held out", value(events, cuts))
    events = [e for e in events if e.found]
    told("of events that the coder finds, rules alone", value(events, nothing))
    told("of events that the coder finds, with the second look", value(events, cuts))
    print("  " + ", ".join(f"{k} {v}" for k, v in cuts.items()))
    if options.out:
        events = every
        weights = [max(-32000, min(32000, round(w * SCALE))) for w in fit(events)]
        fit_confidence.write_weights(options.out, VERSION, ("i", [round(cuts[k] * SCALE) for k in CUTS]), ("h", weights))


if __name__ == "__main__":
    main()
