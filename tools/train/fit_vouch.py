#!/usr/bin/env python3
"""Fits the filter of events in articles (src/events/vouch.h) on articles coded by hand, and tells what it gains on articles held out.

    fit_vouch.py --program build/train_filter --bundle build/waqai.bundle --shared ../shared [--out data/weights/vouch.bin] [--sets own,examples,read,more,triggers] [--cuts VETO,VOUCH] [--without FOLD]

Gold: our own articles, the samples, and the articles of the corpora coded by reading; never a development set of ../shared.  A proposed event is right where the shared
scorer pairs it with a gold event.  Logistic regression over hashed features, AdaGrad, L2; the two cuts (of what the rules propose, of what they doubt) make the
best event F1 over articles held out (five folds by article), of nearly equal ones with the fewest false events.  Of a rare type (RARE) an event must be
likelier right than not: that costs hardly an event of an article, and the words of such types mean something else more often.  --without leaves the articles of one fold out of the weights (fit_confidence.py).  Same data, same bytes.
"""
import argparse
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tools/train"), str(ROOT / "tools")]
import fit_confidence  # noqa: E402
import fit_parties  # noqa: E402

BITS, SCALE, VERSION, FOLDS, EPOCHS, RATE, L2 = 16, 256, 2, 5, 10, 0.1, 5e-4
RARE, EVEN = 0.045, 0.0  # share of the gold events that are proposed of the type; log odds
NEAR = 0.001  # F1 that a cut may cost where it makes fewer false events


class Proposal:
    def __init__(self, article, kind, doubted, slots):
        self.article, self.kind, self.doubted, self.slots, self.right, self.score = article, kind, doubted, slots, False, 0.0
        self.drawn = False  # of an article of which only some proposals were judged


def fold_of(proposal):
    return zlib.crc32(proposal.article.encode()) % FOLDS


def collect(options, articles):
    """(proposals, number of gold events)."""
    scorer = fit_confidence.load_scorer(options.shared)
    lines = [("A", a["id"], a["id"], a.get("published") or "", fit_confidence.one_line(a.get("title") or ""), fit_confidence.one_line(a["text"])) for a in articles]
    with tempfile.TemporaryDirectory() as work:
        data, out = pathlib.Path(work) / "lines.tsv", pathlib.Path(work) / "out.tsv"
        data.write_text("".join("\t".join(row) + "\n" for row in lines), encoding="utf-8")
        subprocess.run([options.program, "--bundle", options.bundle, "--data", data, "--vouch", out], check=True)
        rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    found = {}
    for number, kind, status, begin, end, doubted, slots in rows:
        article = articles[int(number)]
        text = article["text"].encode()
        points = [len(text[:int(b)].decode()) for b in (begin, end)]
        event = {"type": kind, "status": status, "trigger": {"start": points[0], "end": points[1]}}
        found.setdefault(int(number), []).append((event, Proposal(article["id"], kind, doubted == "1", sorted({int(s) for s in slots.split()}))))
    proposals = []
    for number, article in enumerate(articles):
        if "judged" in article:
            judged = {(j["type"], j["trigger"]["start"], j["trigger"]["end"]): j["right"] for j in article["judged"]}
            for event, proposal in found.get(number, []):
                key = (event["type"], event["trigger"]["start"], event["trigger"]["end"])
                if key in judged:
                    proposal.right, proposal.drawn = judged[key], True
                    proposals.append(proposal)
            continue
        skip = article.get("skip") or []
        have = [(e, p) for e, p in found.get(number, []) if not any(a <= sum(scorer.trigger(e)) / 2 < b for a, b in skip)]
        paired = {id(e) for _, e in scorer.pair(article["events"], [e for e, _ in have])}
        for event, proposal in have:
            proposal.right = id(event) in paired
            proposals.append(proposal)
    return proposals, sum(len(a["events"]) for a in articles if "judged" not in a)


def fit(proposals):
    weights, squares = [0.0] * (1 << BITS), [1.0] * (1 << BITS)
    order, dice = list(range(len(proposals))), random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for i in order:
            one = proposals[i]
            x = sum(weights[s] for s in one.slots)
            error = one.right - 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
            for s in one.slots:
                gradient = error - L2 * weights[s]
                squares[s] += gradient * gradient
                weights[s] += RATE * gradient / math.sqrt(squares[s])
    return weights


def f1(proposals, gold, veto, vouch, rare=()):
    """Of articles coded whole."""
    kept = [p for p in proposals if not p.drawn and p.score >= (vouch if p.doubted else veto) and (p.kind not in rare or p.score >= EVEN)]
    right = sum(p.right for p in kept)
    return 2 * right / max(1, len(kept) + gold), right / max(1, len(kept)), right / max(1, gold)


def rare_types(proposals, gold):
    """Types of which few events are proposed rightly in articles coded whole, sorted."""
    whole = [p.kind for p in proposals if not p.drawn and p.right]
    return sorted(kind for kind in {p.kind for p in proposals} if whole.count(kind) < RARE * gold)


def by_type(drawn):
    """The share right, mean over the types."""
    found = {}
    for p in drawn:
        found.setdefault(p.kind, []).append(p.right)
    return sum(sum(rights) / len(rights) for rights in found.values()) / max(1, len(found))


def held_out(proposals, gold, cuts):
    """The cuts, the best ones where none are given, with their figures over articles held out."""
    for fold in range(FOLDS):
        weights = fit([p for p in proposals if fold_of(p) != fold])
        for p in proposals:
            if fold_of(p) == fold:
                p.score = sum(weights[s] for s in p.slots)
    steps = [x / 4 for x in range(-12, 13)]
    tried = [(*f1(proposals, gold, veto, vouch)[:2], veto, vouch) for veto in steps for vouch in steps]
    top = max(score for score, _, _, _ in tried)
    _, _, *best = max((t for t in tried if t[0] >= top - NEAR), key=lambda t: t[1:])
    best = cuts or best
    told = lambda name, v: print(f"{name}: {len(proposals)} proposed ({sum(p.doubted for p in proposals)} doubted), {gold} in the gold; event F1 {v[0]:.3f} (P {v[1]:.3f}, R {v[2]:.3f})")
    told("rules alone", f1(proposals, gold, -100, 100))
    told("with the filter, held out", f1(proposals, gold, *best))
    print(f"  cuts: proposed {best[0]}, doubted {best[1]}")
    drawn = [p for p in proposals if p.drawn]
    if drawn:
        kept = [p for p in drawn if p.score >= best[p.doubted]]
        print(f"  {len(drawn)} drawn by lot, {sum(p.right for p in drawn)} right: kept {len(kept)}, {sum(p.right for p in kept) / max(1, len(kept)):.3f} of them right")
        rare = rare_types(proposals, gold)
        for name, of in (("one cut", []), ("rare types at even odds", rare)):
            right, precision, recall = f1(proposals, gold, *best, of)
            mean = by_type([p for p in kept if p.kind not in of or p.score >= EVEN])
            print(f"  {name}: event F1 {right:.3f} (P {precision:.3f}, R {recall:.3f}); right of what is drawn and kept, mean over types {mean:.3f}")
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/train_filter")
    parser.add_argument("--bundle", type=pathlib.Path, default=ROOT / "build/waqai.bundle")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--sets", default="own,examples,read,more,triggers")
    parser.add_argument("--without", type=int, default=-1, choices=range(FOLDS))
    parser.add_argument("--cuts", type=lambda text: [float(cut) for cut in text.split(",")], help="VETO,VOUCH in log odds, instead of the best ones held out")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    proposals, gold = collect(options, fit_parties.gold_articles(options.sets.split(",")))
    # Weights without a fold, with cuts given, are for others to measure.
    best = options.cuts if options.cuts and options.without >= 0 else held_out(proposals, gold, options.cuts)
    if options.out:
        weights = [max(-32000, min(32000, round(w * SCALE))) for w in fit([p for p in proposals if fold_of(p) != options.without])]
        rare = [(kind.encode(), round(EVEN * SCALE)) for kind in rare_types(proposals, gold)]
        fit_confidence.write_weights(options.out, VERSION, ("i", [round(cut * SCALE) for cut in best]), ("12si", rare), ("h", weights))


if __name__ == "__main__":
    main()
