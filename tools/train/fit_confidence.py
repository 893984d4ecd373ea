#!/usr/bin/env python3
"""Fits the confidence of events on judged ones and tells how well it is calibrated.

    fit_confidence.py --program build/train_filter --bundle build/waqai.bundle --shared ../shared [--out data/weights/confidence.bin]

Judged events: of the labelled sentences (gsr-*-dev) the events of the labelled type, as the coder proposes them under event filters that were trained
without the sentence's text, right where the label is "yes"; all events of the articles of news-2018 coded by reading (data/gold/corpus.jsonl), right where the shared
scorer pairs them with a gold event; and the events of words of news-2018 that were drawn by lot and judged (data/gold/triggers.jsonl).  Both are coded with a filter
of articles (vouch.bin) that was fitted without them.  A logistic model over the traits of src/events/confidence.h, L2, full batches.  Figures are of events whose text
was held out (five folds by text): the mean distance between probability and share right in five bins of equal size, and of equal width.
Without --out nothing is written.  Same data, same bytes.
"""
import argparse
import importlib.util
import json
import math
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import filter_data  # noqa: E402
import fit_parties  # noqa: E402
import gold_corpus  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TRAITS, VERSION, SCALE, FOLDS = 50, 1, 256, 5
L2, STEPS = 4.0, 600
DRAWN = set()  # ids of the articles of words drawn by lot


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("score", shared / "tools/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def one_line(text):
    return text.replace("\t", " ").replace("\r", " ").replace("\n", "\\n")


def traits(options, bundle, lines):
    """[(line, type, status, begin, end, traits)] of the events that the coder proposes."""
    with tempfile.TemporaryDirectory() as work:
        data, out = pathlib.Path(work) / "lines.tsv", pathlib.Path(work) / "traits.tsv"
        data.write_text("".join("\t".join(row) + "\n" for row in lines), encoding="utf-8")
        subprocess.run([options.program, "--bundle", bundle, "--data", data, "--traits", out], check=True)
        rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    return [(int(number), kind, status, int(begin), int(end), [int(t) for t in held.split(",")]) for number, kind, status, begin, end, held in rows]


def judged_sentences(options):
    sentences = [r for kind in ("assault", "protest") for r in read(options.shared / "gold" / f"gsr-{kind}-dev.jsonl")]
    lines = [("S", r["id"], filter_data.group(r["id"]), r["type"], r["label"], one_line(r["text"]).replace("\\n", " ")) for r in sentences]
    events = []
    for number, kind, status, _, _, held in traits(options, options.bundle, lines):
        record = sentences[number]
        if kind == record["type"] and status in ("actual", "historical") and record["label"] != "ambiguous":
            events.append((lines[number][2], held, record["label"] == "yes"))
    return events


def judged_articles(options, bundle, articles):
    scorer = load_scorer(options.shared)
    lines = [("A", a["id"], a["id"], a.get("published") or "", one_line(a.get("title") or ""), one_line(a["text"])) for a in articles]
    found, events = {}, []
    for number, kind, status, begin, end, held in traits(options, bundle, lines):
        text = articles[number]["text"].encode()
        points = [len(text[:b].decode()) for b in (begin, end)]
        found.setdefault(number, []).append({"type": kind, "status": status, "trigger": {"start": points[0], "end": points[1]}, "traits": held})
    for index, article in enumerate(articles):
        have = [e for e in found.get(index, []) if not any(a <= sum(scorer.trigger(e)) / 2 < b for a, b in article.get("skip") or [])]
        paired = {id(f) for _, f in scorer.pair(article["events"], have)}
        events += [(article["id"], e["traits"], id(e) in paired) for e in have]
    return events


def judged_words(options, bundle, articles):
    """Events of the type of a judged word that share letters with it."""
    lines = [("A", a["id"], a["id"], a["published"], one_line(a["title"]), one_line(a["text"])) for a in articles]
    events = []
    for number, kind, _, begin, end, held in traits(options, bundle, lines):
        article = articles[number]
        text = article["text"].encode()
        begin, end = (len(text[:b].decode()) for b in (begin, end))
        near = [j for j in article["judged"] if j["type"] == kind and j["trigger"]["start"] < end and begin < j["trigger"]["end"]]
        if near:
            events.append((article["id"], held, near[0]["right"]))
    return events


def bundle_without(options, fold, work):
    """A bundle whose filter of articles was fitted without the articles of the fold."""
    data, bundle = work / "data", work / "waqai.bundle"
    shutil.copytree(ROOT / "data", data)
    cuts = [cut / 256 for cut in struct.unpack_from("<2i", (data / "weights/vouch.bin").read_bytes(), 32)]  # behind the header and the length of the array
    subprocess.run([sys.executable, "-B", ROOT / "tools/train/fit_vouch.py", "--program", options.program, "--bundle", options.bundle, "--shared", options.shared,
                    "--without", str(fold), f"--cuts={cuts[0]},{cuts[1]}", "--out", data / "weights/vouch.bin"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([options.waqai, "dict", "build", "--data", data, "--output", bundle], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return bundle


def judged(options):
    """[(group, traits, right)] of every judged event."""
    articles = gold_corpus.unpack() or sys.exit("fit: the texts of data/gold/corpus.jsonl are in the corpora of ../shared, which are missing")
    articles = [a for a in articles if fit_parties.may_train(a)]
    words = fit_parties.judged_triggers()
    events = judged_sentences(options)
    events += judged_articles(options, options.bundle, [a for a in articles if a["part"] == "corpus-kept"])
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as work:
            bundle = bundle_without(options, fold, pathlib.Path(work))
            events += judged_articles(options, bundle, [a for a in articles if a["part"] != "corpus-kept" and fold_of(a["id"]) == fold])
            drawn = judged_words(options, bundle, [a for a in words if fold_of(a["id"]) == fold])
            DRAWN.update(article for article, _, _ in drawn)
            events += drawn
    return events


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def fit(events):
    """Weights by accelerated gradient descent; the first (always there) is not drawn to zero."""
    weights, speed = [0.0] * TRAITS, [0.0] * TRAITS
    rate = 1 / (0.25 * max(len(t) for _, t, _ in events) * len(events) / 8 + L2)
    for _ in range(STEPS):
        gradient = [0.0] + [L2 * w for w in weights[1:]]
        for _, traits, right in events:
            d = sigmoid(sum(weights[t] for t in traits)) - right
            for t in traits:
                gradient[t] += d
        for t in range(TRAITS):
            speed[t] = 0.9 * speed[t] - rate * gradient[t]
            weights[t] += speed[t]
    return weights


def fold_of(group):
    return zlib.crc32(group.encode()) % FOLDS


def errors(pairs):
    """Expected calibration error in five bins of equal size and of equal width, with the bins of equal size."""
    pairs = sorted(pairs)
    size = [pairs[i * len(pairs) // 5:(i + 1) * len(pairs) // 5] for i in range(5)]
    width = [[p for p in pairs if min(int(p[0] * 5), 4) == i] for i in range(5)]
    mean = lambda values: sum(values) / len(values)
    gap = lambda bins: sum(len(b) * abs(mean([p for p, _ in b]) - mean([r for _, r in b])) for b in bins if b) / len(pairs)
    return gap(size), gap(width), [(len(b), mean([p for p, _ in b]), mean([r for _, r in b])) for b in size]


def told(name, pairs):
    by_size, by_width, bins = errors(pairs)
    brier = sum((p - r) ** 2 for p, r in pairs) / len(pairs)
    print(f"{name}: {len(pairs)} judged events held out, {sum(r for _, r in pairs)} right; expected error {by_size:.3f} (equal size), {by_width:.3f} (equal width); Brier {brier:.3f}")
    print("  " + "; ".join(f"{n}: told {p:.2f}, right {r:.2f}" for n, p, r in bins))


def write_weights(path, version, *arrays):
    """A file of weights: arrays (format of struct of one element, whole numbers or tuples), each with its length and width before it, in units of eight bytes."""
    section = b""
    for kind, values in arrays:
        packed = b"".join(struct.pack(f"<{kind}", *(value if isinstance(value, tuple) else (value,))) for value in values)
        section += struct.pack("<QQ", len(values), struct.calcsize(f"<{kind}")) + packed
        section += b"\0" * (-len(section) % 8)
    path.write_bytes(b"WAQAIWGT" + struct.pack("<II", version, 0) + section)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/train_filter")
    parser.add_argument("--bundle", type=pathlib.Path, default=ROOT / "build/waqai.bundle")
    parser.add_argument("--waqai", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    events = judged(options)
    held_out = []
    for fold in range(FOLDS):
        weights = fit([e for e in events if fold_of(e[0]) != fold])
        held_out += [(g, sigmoid(sum(weights[t] for t in traits)), right, traits) for g, traits, right in events if fold_of(g) == fold]
    told("all", [(p, r) for _, p, r, _ in held_out])
    alone = 28  # kAloneText
    told("labelled sentences", [(p, r) for _, p, r, t in held_out if alone in t])
    told("articles", [(p, r) for g, p, r, t in held_out if alone not in t and g not in DRAWN])
    told("words drawn by lot, as many of each type", [(p, r) for g, p, r, t in held_out if g in DRAWN])
    if options.out:
        write_weights(options.out, VERSION, ("i", [round(w * SCALE) for w in fit(events)]))


if __name__ == "__main__":
    main()
