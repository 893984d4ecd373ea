#!/usr/bin/env python3
"""Fits the choice of the parties of events (src/events/choice.h) on articles coded by hand, and tells what it gains on a third of the articles held back.

    fit_choice.py [--program build/given_triggers] [--bundle build/waqai.bundle] [--waqai build/waqai] [--out data/weights/choice.bin]

Gold: our own articles, the samples, the articles of the corpora coded by reading (but for the part that is kept apart), and the words drawn by lot and judged (data/gold/triggers.jsonl); no
article of news-2015, never a development set of ../shared.  The articles are coded as always; an event is learned from where it is of the type of a gold event and shares words with its trigger.
Whom the rules and the second look chose is one of the options: as the second look was trained on the articles coded whole, there the one of a second look trained on the other half stands in.
An option is right where the codes of its members (country, first sector; UNK and UAF alike) are those of the gold list; where none is, those of the right countries are.
Softmax over the options of one role of one event, AdaGrad, L2; features are conjunctions of atoms (src/events/choice_atoms.cc), hashed.  Same data and bundle, same bytes.
"""
import argparse
import collections
import json
import math
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/train"))
import fit_confidence  # noqa: E402
import fit_parties  # noqa: E402

BITS, SCALE, VERSION, WIDTH, NONE = 17, 256, 1, 8, 255
EPOCHS, RATE, L2, TRUST = 10, 0.02, 1e-3, 0.75
PAIRS = 8  # options of a role tried with each of the other's
ROLES = ("actor", "recipient")
WHOLE = "own,examples,read,more".split(",")
RULES = 1  # the kind of option
# In the order of src/events/choice_atoms.cc.
ATOMS = """role type form status mode frame lemma actkind actrel nmine nother how agr defenc sent uplemma next prev pos nsame
kind size among ekind sector cgroup crel known told titled cshare osector country osec octry
after dist mkind led ownkind ownlemma path plen rel upk uplem upclus updir between verbs marks masdars clause encl plem pclus pupos nlem nupos hlem hclus hdef ag an first rank
leads joined held past here nearer vbefore bprev bprev2 nent hupos split
acted back btype bsame bmeet blast tback trel ttitle""".split()
# A row: what stands before the colon, with each of what stands behind it; the role is part of all.
TEMPLATES = """type form: path
type status kind: among
type mode kind: sector
type nmine nother: kind
type nmine how: kind
type: kind size ekind sector cgroup crel known told titled cshare osector country dist mkind upk upclus masdars pclus pupos nupos hclus
type kind: among sector
type kind among: crel
type kind ekind: sector led
type kind sector: cgroup after mkind
type sector: crel osec path
type sector after: led
type told: titled
type country: octry
form kind: ekind sector cgroup crel told titled dist plen rel upclus rank
form kind after between: verbs
form after ag: an
form rel: upk
status: kind
status kind: among sector
mode: kind
mode kind: among sector
frame: kind country
frame kind: among ekind sector
lemma: kind
lemma kind: among ekind sector
actkind: kind
actkind kind: among sector
actrel: kind
actrel kind: among sector
nmine: kind
nmine kind: among ekind sector crel after path
nother: kind
nother kind: among ekind sector crel after led path
how: kind
how kind: among sector
agr: kind
agr kind: among sector
defenc kind: sector
sent: kind
sent kind: among sector
uplemma: kind
uplemma kind: among sector
next: kind
next kind: among sector
prev: kind
prev kind: among sector
pos: kind
pos kind: among sector
nsame: kind
nsame kind: among sector
kind: ekind sector cgroup crel known told titled cshare country plen upclus between pclus pupos nupos hclus an rank leads
kind told: titled cshare
kind after: past
: size ekind sector cgroup crel known told titled cshare osector country upk upclus masdars pclus nlem hlem hclus rank past bprev2
sector: osec
country: octry"""


def templates():
    rows = []
    for line in TEMPLATES.split("\n"):
        shared, last = line.split(":")
        rows += [[ATOMS.index(name) for name in ["role", *shared.split(), one]] for one in last.split()]
    return [sorted(row) for row in rows]


def mix(a, b):
    a ^= (b + 0x9E3779B97F4A7C15 + (a << 6) + (a >> 2)) & 0xFFFFFFFFFFFFFFFF
    a = a * 0xFF51AFD7ED558CCD & 0xFFFFFFFFFFFFFFFF
    return a ^ (a >> 33)


class Hasher:
    """Atoms to features, as ChoiceModel::score does it."""

    def __init__(self):
        at = ATOMS.index
        self.rows = []
        for number, row in enumerate(templates(), 1):
            needs = {at("after") if at("after") <= a < at("acted") else at("acted") if at("acted") <= a < at("tback") else at("tback") for a in row if a >= at("after")}
            self.rows.append((number, row, sorted(needs), {}))

    def features(self, atoms):
        out = []
        for number, row, needs, seen in self.rows:
            if not all(atoms[a] for a in needs):
                continue
            key = tuple([atoms[a] for a in row])
            feature = seen.get(key)
            if feature is None:
                feature = number
                for value in key:
                    feature = mix(feature, value)
                feature = seen[key] = feature & ((1 << BITS) - 1)
            out.append(feature)
        return out


def codes_of(members):
    code = lambda m: (m["sector"] or [None])[0] and m["sector"][0].split("+")[0]
    return frozenset((None, "?") if code(m) in ("UAF", "UNK") else (m["country"], code(m)) for m in members)


class Option:
    def __init__(self, kind, codes, entities, features):
        self.kind, self.codes, self.entities, self.features, self.right, self.score = kind, codes, entities, features, False, 0.0


class Event:
    def __init__(self, article, gold, options):
        self.article, self.gold, self.options = article, gold, options
        for role in ROLES:
            countries = {code[0] for code in gold[role]}
            exact = any(o.codes == gold[role] for o in options[role])
            for o in options[role]:
                o.right = o.codes == gold[role] if exact else bool(o.codes) and None not in countries and {code[0] for code in o.codes} == countries

    def by_rules(self):
        return {role: next((o for o in self.options[role] if o.kind == RULES), None) or next(o for o in self.options[role] if not o.codes) for role in ROLES}

    def chosen(self):
        first = {role: sorted(self.options[role], key=lambda o: -o.score - (TRUST if o.kind == RULES else 0))[:PAIRS] for role in ROLES}
        worth = lambda o: o.score + (TRUST if o.kind == RULES else 0)
        pairs = [(worth(a) + worth(r), a, r) for a in first["actor"] for r in first["recipient"] if not a.entities & r.entities]
        _, actor, recipient = max(pairs, key=lambda p: p[0], default=(0, first["actor"][0], first["recipient"][0]))
        return {"actor": actor, "recipient": recipient}

    def judge(self, choice):
        return [choice[role].codes == self.gold[role] for role in ROLES]


def run(options, bundle, articles, hasher, work):
    """The events found of these articles, with their options."""
    (work / "gold.jsonl").write_text("".join(json.dumps({k: a[k] for k in ("id", "title", "published", "text")}, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    wanted = {a["id"]: a["events"] for a in articles}
    (work / "t.tsv").write_text("".join(f"{i}\t{e['trigger']['start']}\t{e['trigger']['end']}\t{e['type']}\n" for i, events in wanted.items() for e in events), encoding="utf-8")
    subprocess.run([options.program, "--bundle", bundle, "--articles", work / "gold.jsonl", "--triggers", work / "t.tsv", "--choices", work / "out.tsv"], check=True)
    found = collections.defaultdict(dict)
    for line in open(work / "out.tsv", encoding="utf-8"):
        article, event, start, end, kind, role, option, members, _, atoms = line.rstrip("\n").split("\t")
        parts = [m.split("/") for m in members.split(",") if m]
        codes = frozenset((None, "?") if s in ("UNK", "UAF") else (None if c == "-" else c, None if s == "-" else s) for c, s, _ in parts)
        values = [int(a) for a in atoms.split()]
        if len(values) != len(ATOMS):
            sys.exit("fit: the atoms are not those of the program")
        one = Option(int(option), codes, {e for _, _, e in parts if e != "-1"}, hasher.features(values))
        found[article].setdefault((int(event), int(start), int(end), kind), {role: [] for role in ROLES})[role].append(one)
    events = []
    for article, gold in wanted.items():
        used = set()
        for g in gold:
            near = [(abs(k[1] - g["trigger"]["start"]), k) for k in found[article] if k not in used and k[3] == g["type"] and k[1] < g["trigger"]["end"] and g["trigger"]["start"] < k[2]]
            if near:
                used.add(min(near)[1])
                events.append(Event(article, {role: codes_of(g[role]) for role in ROLES}, found[article][min(near)[1]]))
    return events


def half(article):
    return zlib.crc32(article.encode()) % 2


def half_bundles(options, articles, work):
    """Bundles whose second look was trained on one half of the articles coded whole."""
    events = fit_parties.collect(options, articles)
    head = (ROOT / "data/weights/parties.bin").read_bytes()
    count = struct.unpack("<Q", head[16:24])[0]
    cuts = struct.unpack(f"<{count}i", head[32:32 + 4 * count])
    for side in (0, 1):
        weights = [max(-32000, min(32000, round(w * SCALE))) for w in fit_parties.fit([e for e in events if half(e.article) == side])]
        data = work / f"data{side}"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("gold", "treebank"))
        fit_confidence.write_weights(data / "weights/parties.bin", fit_parties.VERSION, ("i", cuts), ("h", weights))
        subprocess.run([options.waqai, "dict", "build", "--data", data, "--output", work / f"half{side}.bundle"], check=True, capture_output=True)
    return [work / f"half{side}.bundle" for side in (0, 1)]


def collect(options):
    hasher = Hasher()
    whole, lots = fit_parties.gold_articles(WHOLE), [a for a in fit_parties.gold_articles(["triggers"]) if a["events"]]
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        bundles = half_bundles(options, whole, work)
        events = [("drawn by lot", e) for e in run(options, options.bundle, lots, hasher, work)]
        for side in (0, 1):
            events += [("read whole", e) for e in run(options, bundles[1 - side], [a for a in whole if half(a["id"]) == side], hasher, work)]
    return events


def fit(events):
    groups = [e.options[role] for e in events for role in ROLES if any(o.right for o in e.options[role])]
    weights, squares = [0.0] * (1 << BITS), [1.0] * (1 << BITS)
    dice = random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(groups)
        for group in groups:
            scores = [sum([weights[f] for f in o.features]) for o in group]
            most = max(scores)
            powers = [math.exp(s - most) for s in scores]
            total, right = sum(powers), max(1e-12, sum(p for p, o in zip(powers, group) if o.right))
            for p, o in zip(powers, group):
                error = (p / right if o.right else 0) - p / total
                if abs(error) < 1e-4:
                    continue
                for f in o.features:
                    gradient = error - L2 * weights[f]
                    squares[f] += gradient * gradient
                    weights[f] += RATE * gradient / math.sqrt(squares[f])
    return weights


def report(events, weights):
    tallies = collections.defaultdict(lambda: [0] * 7)
    for name, e in events:
        for role in ROLES:
            for o in e.options[role]:
                o.score = sum(weights[f] for f in o.features)
        before, after = e.judge(e.by_rules()), e.judge(e.chosen())
        for i, add in enumerate([1, all(before), before[0], before[1], all(after), after[0], after[1]]):
            tallies[name][i] += add
    for name, t in tallies.items():
        print(f"held back, {name}: {t[0]} events; both sides right {t[1] / t[0]:.3f} -> {t[4] / t[0]:.3f}, actor {t[2] / t[0]:.3f} -> {t[5] / t[0]:.3f}, recipient {t[3] / t[0]:.3f} -> {t[6] / t[0]:.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/given_triggers")
    parser.add_argument("--bundle", type=pathlib.Path, default=ROOT / "build/waqai.bundle")
    parser.add_argument("--waqai", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    events = collect(options)
    aside = lambda e: zlib.crc32(("hb" + e.article).encode()) % 3 == 0
    report([(name, e) for name, e in events if aside(e)], fit([e for _, e in events if not aside(e)]))
    if options.out:
        weights = [max(-32000, min(32000, round(w * SCALE))) for w in fit([e for _, e in events])]
        rows = [atom for row in templates() for atom in row + [NONE] * (WIDTH - len(row))]
        fit_confidence.write_weights(options.out, VERSION, ("i", [round(TRUST * SCALE)]), ("B", rows), ("h", weights))


if __name__ == "__main__":
    main()
