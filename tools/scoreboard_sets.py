"""The sets of the scoreboard: each codes one development file with the program and scores it with the scorer of ../shared, unit by unit.

A unit is what is drawn anew by the bootstrap: an article, a sentence, a minimal group.  Where the scorer adds up counts, a set gives one row of counts a unit and
the totals are compared with what the scorer prints for the whole file, so that this file cannot drift from it.
"""
import bisect
import collections
import contextlib
import importlib.util
import io
import json
import pathlib
import random
import re
import subprocess
import sys

import gold_corpus

RESAMPLES = 300
LEAST_FLOORED = 10  # figures of fewer events jump by whole tenths: no floor


class Failure(Exception):
    """The program or a scorer did not do its part."""


class Figure:
    """One row of the board.  `error` is the bootstrap standard error, `low` and `high` the 95 % interval; None without a bootstrap."""

    def __init__(self, key, name, value, detail="", floored=True):
        self.key, self.name, self.value, self.detail, self.floored = key, name, value, detail, floored
        self.error = self.low = self.high = None

    def spread(self, values):
        values = sorted(values)
        mean = sum(values) / len(values)
        self.error = (sum((v - mean) ** 2 for v in values) / (len(values) - 1)) ** 0.5
        self.low, self.high = values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def f1(counts):
    right, found, gold = counts
    return 2 * right / (found + gold) if found + gold else 0.0


def share(counts):
    return counts[0] / counts[1] if counts[1] else 0.0


def bootstrap(units, measure, seed):
    """`measure` of the summed counts of units drawn with replacement, RESAMPLES times."""
    dice = random.Random(seed)
    values = []
    for _ in range(RESAMPLES):
        drawn = dice.choices(units, k=len(units))
        values.append(measure([sum(column) for column in zip(*drawn)]))
    return values


def load_scorer(shared, name):
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(main, *arguments):
    """What a scorer's main() prints for these arguments."""
    before, sys.argv = sys.argv, ["scorer", *map(str, arguments)]
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            main()
    except SystemExit as stopped:
        if stopped.code:
            raise Failure(f"the scorer stopped: {stopped.code}") from None
    finally:
        sys.argv = before
    return out.getvalue()


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


class Run:
    """Where things are, and the calls of the program."""

    def __init__(self, root, shared, program, work, with_errors):
        self.root, self.shared, self.program, self.work, self.with_errors = root, shared, program, work, with_errors

    def call(self, words, given=None):
        done = subprocess.run([str(self.program), *words], input=given, capture_output=True, check=False)
        if done.returncode not in (0, 5):
            raise Failure(f"`waqai {' '.join(words)}` ended with {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
        return done.stdout

    def code(self, path):
        """The coded articles of `path` as a file."""
        out = self.work / (pathlib.Path(path).stem + ".coded.jsonl")
        out.write_bytes(self.call(["code", "--to", "jsonl", "--quiet", str(path)]))
        return out

    def scored(self, figure, units, measure):
        if self.with_errors and len(units) > 1:
            figure.spread(bootstrap(units, measure, figure.key))
        return figure


ARTICLE_FIGURES = ("event", "dyad", "actor", "recipient", "date", "place", "source", "unreal", "pledge")


def article_counts(scorer, work, gold, coded):
    """[right, found, gold] of each figure and [right, all] of the modes, for one gold article and its coded twin."""
    tallies = []

    class Recorder(scorer.Tally):
        def __init__(self):
            super().__init__()
            tallies.append(self)

    plain, scorer.Tally = scorer.Tally, Recorder
    try:
        out = printed(scorer.main, write_lines(work / "unit.gold.jsonl", [gold]), write_lines(work / "unit.coded.jsonl", [coded]))
    finally:
        scorer.Tally = plain
    counts = {name: [t.right, t.found, t.gold] for name, t in zip(ARTICLE_FIGURES, tallies)}
    modes = re.search(r"^mode\s+([\d.]+) of (\d+)", out, re.M)
    counts["mode"] = [round(float(modes[1]) * int(modes[2])), int(modes[2])] if modes else [0, 0]
    return counts


def by_sentence(gold, coded):
    """The pair split into one for each gold sentence, and one for each coded event outside them."""
    middle = lambda e: (e["trigger"]["start"] + e["trigger"]["end"]) / 2
    spans = sorted({tuple(e["sentence"]) for e in gold["events"]})
    home = lambda e: next((s for s in spans if s[0] <= middle(e) < s[1]), None)
    pledged = lambda article, events: [p for p in article.get("pledges") or [] if p["event"] in {e["n"] for e in events}]
    part = lambda article, events: {**article, "events": events, "pledges": pledged(article, events)}
    pairs = []
    for span in spans:
        pairs.append((part(gold, [e for e in gold["events"] if tuple(e["sentence"]) == span]), part(coded, [e for e in coded["events"] if home(e) == span])))
    pairs += [(part(gold, []), part(coded, [e])) for e in coded["events"] if home(e) is None]
    return pairs


def articles(run, name, path, only=None):
    """Events of gold articles; with `only`, of that one alone, drawn by sentence."""
    scorer = load_scorer(run.shared, "score")
    coded_path = run.code(path)
    gold = [a for a in read_lines(path) if only in (None, a["id"])]
    coded = {a["id"]: a for a in read_lines(coded_path)}
    pairs = [(g, coded.get(g["id"]) or {**g, "events": [], "pledges": []}) for g in gold]
    whole = json.loads(printed(scorer.main, write_lines(run.work / "gold.jsonl", gold), coded_path, "--json"))
    units = [article_counts(scorer, run.work, g, c) for pair in pairs for g, c in (by_sentence(*pair) if only else [pair])]
    figures = []
    for kind in ARTICLE_FIGURES:
        rows = [u[kind] for u in units]
        total = [sum(column) for column in zip(*rows)]
        if total[2] == 0:
            continue
        if abs(f1(total) - whole[kind]["f1"]) > 2e-4:
            raise Failure(f"{name}: {kind} is {f1(total):.4f} by units and {whole[kind]['f1']:.4f} by the scorer")
        detail = f"P {whole[kind]['precision']:.3f}, R {whole[kind]['recall']:.3f}, {total[2]} in the gold"
        figures.append(run.scored(Figure(f"{name}/{kind}", f"{kind} F1", f1(total), detail, floored=total[2] >= LEAST_FLOORED), rows, f1))
    rows = [u["mode"] for u in units]
    total = [sum(column) for column in zip(*rows)]
    figures.append(run.scored(Figure(f"{name}/mode", "mode, share right", share(total), f"{total[1]} paired events", floored=total[1] >= LEAST_FLOORED), rows, share))
    return figures


def by_type(run, name, paths):
    """Event F1 of each PLOVER type over files of gold articles together, by `waqai eval`; few events a type, so nothing of it is floored."""
    path = write_lines(run.work / f"{name}.jsonl", [row for one in paths for row in read_lines(one)])
    figures = []
    for kind, told in sorted(json.loads(run.call(["eval", "--json", "--quiet", str(path)]))["types"].items()):
        if not told["gold"]:
            continue
        figure = Figure(f"{name}/{kind}", f"{kind} F1", told["f1"], f"P {told['precision']:.3f}, R {told['recall']:.3f}, {told['gold']} in the gold", floored=False)
        figure.low, figure.high = told["low"], told["high"]
        figures.append(figure)
    return figures


def given(run, name, path):
    """Sides of gold events with their triggers given: what is left to the coder is who does it to whom."""
    program = run.program.parent / "given_triggers"
    if not program.exists():
        raise Failure(f"{program} is missing: build the target given_triggers")
    gold = read_lines(path)
    table = run.work / "triggers.tsv"
    table.write_text("".join(f"{a['id']}\t{e['trigger']['start']}\t{e['trigger']['end']}\t{e['type']}\n" for a in gold for e in a["events"]), encoding="utf-8")
    done = subprocess.run([program, "--bundle", run.program.parent / "waqai.bundle", "--articles", path, "--triggers", table], capture_output=True, check=False)
    if done.returncode:
        raise Failure(f"given_triggers ended with {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
    found = {}
    for line in done.stdout.decode().splitlines():
        cells = [None if c == "-" else c for c in line.split("\t")]
        found.setdefault(tuple(cells[:3]), []).append([tuple(cells[i:i + 3]) for i in range(3, len(cells), 3)])
    figures, scorer = [], load_scorer(run.shared, "score")
    for role in ("actor", "recipient"):
        rows = []
        for article in gold:
            counts = collections.Counter()
            left = {k: list(v) for k, v in found.items()}
            for event in article["events"]:
                rest = left.get((article["id"], str(event["trigger"]["start"]), str(event["trigger"]["end"])))
                have = collections.Counter(p[1:] for p in (rest.pop(0) if rest else []) if p[0] == role)
                want = collections.Counter(scorer.members(event, role))
                counts.update(right=sum((have & want).values()), found=sum(have.values()), gold=sum(want.values()))
            rows.append([counts["right"], counts["found"], counts["gold"]])
        total = [sum(column) for column in zip(*rows)]
        detail = f"P {total[0] / max(1, total[1]):.3f}, R {total[0] / max(1, total[2]):.3f}, {total[2]} in the gold"
        figures.append(run.scored(Figure(f"{name}/{role}", f"{role} F1", f1(total), detail), rows, f1))
    return figures


CONTRAST_FIGURES = ("found", "silent", "status", "voice", "pledge", "groups")


def contrast(run, name, path):
    """Minimal pairs; groups are drawn anew and scored as files, for the figures are averages of averages."""
    scorer = load_scorer(run.shared, "score_contrast")
    coded_path = run.code(path)
    values_of = lambda out: {k: float(v) for k, v in re.findall(r"(\w+) ([\d.]+)", out.splitlines()[0]) if k in CONTRAST_FIGURES}
    out = printed(scorer.main, path, coded_path)
    figures = {k: Figure(f"{name}/{k}", k, v) for k, v in values_of(out).items()}
    for kind, number in re.findall(r"(\w+) [\d.]+ of (\d+)", out):
        figures[kind].detail, figures[kind].floored = f"of {number}", int(number) >= LEAST_FLOORED
    if run.with_errors:
        coded = {a["id"]: a for a in read_lines(coded_path)}
        groups = {}
        for row in read_lines(path):
            groups.setdefault(row["id"][:-1] if row["id"][-1].isalpha() else row["id"], []).append(row)
        groups, dice, drawn_values = list(groups.values()), random.Random(name), []
        for _ in range(RESAMPLES // 3):
            gold_rows, coded_rows = [], []
            for number, group in enumerate(dice.choices(groups, k=len(groups))):
                gold_rows += [{**row, "id": f"{number}-{row['id']}"} for row in group]
                coded_rows += [{**coded[row["id"]], "id": f"{number}-{row['id']}"} for row in group if row["id"] in coded]
            drawn_values.append(values_of(printed(scorer.main, write_lines(run.work / "drawn.gold.jsonl", gold_rows), write_lines(run.work / "drawn.coded.jsonl", coded_rows))))
        for kind, figure in figures.items():
            figure.spread([values[kind] for values in drawn_values])
    return list(figures.values())


def held_out(run):
    """All labelled sentences as the coder reads them under event filters that were trained without the texts they come from (five folds)."""
    out = run.work / "gsr.held-out.jsonl"
    if not out.exists():
        trainer = run.program.parent / "train_filter"
        if not trainer.exists():
            raise Failure(f"{trainer} is missing: build the target train_filter")
        lines = run.work / "filter.lines"
        with open(lines, "wb") as data:
            subprocess.run([sys.executable, "-B", run.root / "tools/train/filter_data.py", *[run.shared / "gold" / f"gsr-{t}-dev.jsonl" for t in ("assault", "protest")]],
                           stdout=data, check=True)
        done = subprocess.run([trainer, "--bundle", run.program.parent / "waqai.bundle", "--data", lines, "--held-out", out], capture_output=True, check=False)
        if done.returncode:
            raise Failure(f"train_filter ended with {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
    return out


def gsr(run, name, path):
    """Sentences that tell an event of one type, or do not; cross-validated, for they train the event filter."""
    scorer = load_scorer(run.shared, "score_gsr")
    coded_path = held_out(run)
    out = printed(scorer.main, path, coded_path)
    coded = {p["id"]: {e["type"] for e in p["events"] if e["status"] in ("actual", "historical")} for p in read_lines(coded_path)}
    rows = [(g["label"], g["type"] in coded.get(g["id"], ())) for g in read_lines(path) if g["label"] != "ambiguous"]
    figures = []
    for kind, chosen in (("all", rows), ("easy", [r for r in rows if r[0] != "difficult no"])):
        units = [[label == "yes" and found, found, label == "yes"] for label, found in chosen]
        total = [sum(column) for column in zip(*units)]
        told = re.search(rf"^{kind}: P ([\d.]+)  R ([\d.]+)  F1 ([\d.]+)", out, re.M)
        if abs(f1(total) - float(told[3])) > 1e-3:
            raise Failure(f"{name}: {kind} is {f1(total):.4f} by units and {told[3]} by the scorer")
        detail = f"P {told[1]}, R {told[2]}, {len(units)} sentences"
        figures.append(run.scored(Figure(f"{name}/{kind}", f"{kind} F1", f1(total), detail), units, f1))
    false = [(found, True) for label, found in rows if label == "easy no"]
    figures.append(run.scored(Figure(f"{name}/false", "false per 100 easy no", 100 * share([sum(c) for c in zip(*false)]), f"{len(false)} sentences, less is better", floored=False),
                              false, lambda counts: 100 * share(counts)))
    return figures


def gsr_spans(run, name, path):
    """Actor, recipient and trigger: the words on which the annotators of a sentence agreed, and those of the events of its type.  The shipped filter learned from some of these sentences."""
    coded = {a["id"]: a["events"] for a in read_lines(run.code(path))}
    units = collections.defaultdict(list)
    pairs = []
    for gold in read_lines(path):
        events = [e for e in coded.get(gold["id"], []) if e["type"] == gold["type"]]
        texts = {"trigger": [e["trigger"]["text"] for e in events], **{role: [p["text"] for e in events for p in e[role]] for role in ("actor", "recipient")}}
        for field, found in texts.items():
            a, b = set(re.findall(r"\w+", gold[field])), set(re.findall(r"\w+", " ".join(found)))
            units[field].append([len(a & b), len(b), len(a)])
        if gold["actor"] and gold["recipient"]:
            pairs.append([all(units[role][-1][0] > 0 for role in ("actor", "recipient")), True])
    figures = [run.scored(Figure(f"{name}/{field}", f"words of the {field}, F1", f1([sum(c) for c in zip(*rows)]), f"{sum(r[2] for r in rows)} words in the gold", floored=False), rows, f1)
               for field, rows in units.items()]
    both = [sum(c) for c in zip(*pairs)]
    return figures + [run.scored(Figure(f"{name}/both", "both sides touched, share", share(both), f"{both[1]} sentences with both", floored=False), pairs, share)]


UD_FIGURES = ("words", "UPOS", "lemma", "UAS", "LAS", "core")


def sentence_starts(path):
    """The first letter of each gold sentence, counted as score_ud counts letters."""
    starts, position, covered = [], 0, 0
    fresh = True
    for line in open(path, encoding="utf-8"):
        if not line.strip():
            fresh, covered = True, 0
            continue
        if line.startswith("#"):
            continue
        number, form = line.split("\t")[:2]
        if fresh:
            starts.append(position)
            fresh = False
        if "." in number or ("-" not in number and int(number) <= covered):
            continue
        if "-" in number:
            covered = int(number.split("-")[1])
        position += len("".join(form.split()))
    return starts


def ud_counts(scorer, gold, system, starts):
    """[right, found, gold] a sentence of each figure, as score_ud.main adds them up."""
    home = lambda word: bisect.bisect_right(starts, word.start) - 1
    pairs = scorer.align(gold, system)
    twin = {id(s): g for g, s in pairs}
    same_head = lambda g, s: (g.head is None and s.head is None) or (s.head is not None and g.head is not None and twin.get(id(s.head)) is g.head)
    tests = {"words": lambda g, s: True, "UPOS": lambda g, s: scorer.SAME.get(g.upos, g.upos) == scorer.SAME.get(s.upos, s.upos),
             "lemma": lambda g, s: scorer.fold(g.lemma) == scorer.fold(s.lemma), "UAS": same_head,
             "LAS": lambda g, s: same_head(g, s) and g.relation == s.relation,
             "core": lambda g, s: same_head(g, s) and g.relation == s.relation and g.relation in scorer.CORE}
    counts = {kind: [[0, 0, 0] for _ in starts] for kind in UD_FIGURES}
    for kind in UD_FIGURES:
        counted = lambda word, kind=kind: kind != "core" or word.relation in scorer.CORE
        for g, s in pairs:
            counts[kind][home(g)][0] += tests[kind](g, s)
        for word in system:
            counts[kind][home(word)][1] += counted(word)
        for word in gold:
            counts[kind][home(word)][2] += counted(word)
    return counts


def ud(run, name, path):
    """Words, tags, lemmas and trees from raw text."""
    scorer = load_scorer(run.shared, "score_ud")
    text = printed(scorer.main, "--text", path)
    system_path = run.work / f"{name}.conllu"
    system_path.write_bytes(run.call(["parse"], text.encode()))
    told = dict(re.findall(r"^(\w+)\s+P .*F1\s+([\d.]+)", printed(scorer.main, path, system_path), re.M))
    counts = ud_counts(scorer, scorer.read(path)[0], scorer.read(system_path)[0], sentence_starts(path))
    figures = []
    for kind in UD_FIGURES:
        total = [sum(column) for column in zip(*counts[kind])]
        if abs(100 * f1(total) - float(told[kind])) > 0.02:
            raise Failure(f"{name}: {kind} is {100 * f1(total):.2f} by sentences and {told[kind]} by the scorer")
        figures.append(run.scored(Figure(f"{name}/{kind}", f"{kind} F1", f1(total), f"{total[2]} in the gold"), counts[kind], f1))
    return figures


NAME_KINDS = {"PER": "persons", "LOC": "places", "ORG": "organisations", "all": "all"}


def sentence_of_tokens(path):
    """The number of the sentence of each token."""
    homes, number, fresh = [], -1, True
    for line in open(path, encoding="utf-8"):
        if not line.split():
            fresh = True
            continue
        number, fresh = number + fresh, False
        homes.append(number)
    return homes


def names(run, name, path):
    """Names in given tokens, exact spans; drawn by sentence."""
    scorer = load_scorer(run.shared, "score_names")
    tagged = run.work / f"{name}.tsv"
    tagged.write_bytes(run.call(["names"], "".join((line.split() or [""])[0] + "\n" for line in open(path, encoding="utf-8")).encode()))
    told = dict(re.findall(r"^(\w+)\s.*F1 ([\d.]+)", printed(scorer.main, path, tagged), re.M))
    gold, found = scorer.spans(path)[0], scorer.spans(tagged)[0]
    homes = sentence_of_tokens(path)
    figures = []
    for kind, plain in NAME_KINDS.items():
        counts = [[0, 0, 0] for _ in range(homes[-1] + 1)]
        for column, spans in enumerate((gold & found, found, gold)):
            for span in spans:
                counts[homes[span[0]]][column] += kind in (span[2], "all")
        total = [sum(column) for column in zip(*counts)]
        if abs(f1(total) - float(told[kind])) > 1e-3:
            raise Failure(f"{name}: {kind} is {f1(total):.4f} by sentences and {told[kind]} by the scorer")
        figures.append(run.scored(Figure(f"{name}/{kind}", f"{plain} F1", f1(total), f"{total[2]} in the gold", floored=total[2] >= LEAST_FLOORED), counts, f1))
    return figures


def page_rows(gold, found, scorer):
    """[precision, recall, F1, 1], [right, 1] for the title and for the date of one page, as score_pages.main works them out."""
    a, b = scorer.shingles(gold["text"]), scorer.shingles(found.get("text"))
    same = sum((a & b).values())
    precision = same / sum(b.values()) if b else float(not a)
    recall = same / sum(a.values()) if a else float(not b)
    body = [precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0, 1]
    title = [scorer.words(gold["title"]) == scorer.words(found.get("title")), 1] if gold.get("title") else [0, 0]
    date = [str(gold["date"])[:10] == str(found.get("date"))[:10], 1] if gold.get("date") else [0, 0]
    return body, title, date


def pages(run, name, folder):
    """Article text, titles and dates of web pages."""
    scorer = load_scorer(run.shared, "score_pages")
    found_path = run.work / f"{name}.jsonl"
    found_path.write_bytes(run.call(["extract", "--quiet", *map(str, sorted((folder / "html").glob("*.html.gz")))]))
    told = printed(scorer.main, folder / "pages.jsonl", found_path)
    found = {row["id"]: row for row in read_lines(found_path)}
    rows = [page_rows(gold, found.get(gold["id"]) or {}, scorer) for gold in read_lines(folder / "pages.jsonl")]
    bodies = [body for body, _, _ in rows]
    mean = share([sum(b[2] for b in bodies), len(bodies)])
    if abs(mean - float(re.search(r"mean page F1 ([\d.]+)", told)[1])) > 1e-3:
        raise Failure(f"{name}: mean page F1 is {mean:.4f} by pages and the scorer says {told.splitlines()[0]}")
    detail = f"P {share([sum(b[0] for b in bodies), len(bodies)]):.3f}, R {share([sum(b[1] for b in bodies), len(bodies)]):.3f}, {len(bodies)} pages"
    figures = [run.scored(Figure(f"{name}/body", "mean page F1", mean, detail), [[b[2], 1] for b in bodies], share)]
    for kind, units in (("title", [t for _, t, _ in rows]), ("date", [d for _, _, d in rows])):
        total = [sum(column) for column in zip(*units)]
        if total[1]:
            figures.append(run.scored(Figure(f"{name}/{kind}", f"{kind}, share right", share(total), f"{total[1]} pages"), units, share))
    return figures


def types(run, name):
    """By type: the articles that no rule was written by, given ones and those of the corpora that were kept apart."""
    kept = write_lines(run.work / f"{name}-kept.jsonl", [a for a in gold_corpus.unpack() or [] if a["part"] == "corpus-kept"])
    return by_type(run, name, [run.shared / "gold/articles-dev.jsonl", kept])


def corpus_articles(run):
    """Two sets of real articles, coded by reading before the program was asked: errors of the first are looked at, of the second only the figures."""
    every = gold_corpus.unpack() or []
    rows = []
    for name, what in (("corpus-read", "real articles of the corpora, coded by us; their errors are looked at"), ("corpus-kept", "the same, kept apart: only figures are looked at")):
        path = write_lines(run.work / f"{name}.jsonl", [a for a in every if a["part"] == name])
        rows.append((name, what, "score.py", lambda name=name, path=path: articles(run, name, path)))
    return rows


def all_sets(run):
    """(name, what it is, scorer, thunk) of each set, in the order of the board."""
    gold, tree = run.shared / "gold", run.shared / "treebank"
    dev = gold / "articles-dev.jsonl"
    return [
        ("first-article", "the phone call of two presidents", "score.py", lambda: articles(run, "first-article", dev, "call-2025-02-12")),
        ("articles-dev", "news articles coded by hand", "score.py", lambda: articles(run, "articles-dev", dev)),
        ("articles-dev-given", "the same with the triggers given: country and first sector of each party", "scoreboard_sets.py", lambda: given(run, "articles-dev-given", dev)),
        ("types", "events by type, of articles-dev and corpus-kept together", "waqai eval", lambda: types(run, "types")),
        ("examples", "our own twelve samples", "score.py", lambda: articles(run, "examples", run.root / "examples/expected.jsonl")),
        ("gold-articles", "our own articles", "score.py", lambda: articles(run, "gold-articles", run.root / "data/gold/articles.jsonl")),
        ("gold-articles-given", "the same with the triggers given", "scoreboard_sets.py", lambda: given(run, "gold-articles-given", run.root / "data/gold/articles.jsonl")),
        *corpus_articles(run),
        ("gold-contrast", "our own minimal groups", "score_contrast.py", lambda: contrast(run, "gold-contrast", run.root / "data/gold/contrast.jsonl")),
        ("contrast-dev", "minimal groups: realis, voice, pledge", "score_contrast.py", lambda: contrast(run, "contrast-dev", gold / "contrast-dev.jsonl")),
        ("gsr-assault", "sentences labelled ASSAULT or not, five-fold cross-validation", "score_gsr.py", lambda: gsr(run, "gsr-assault", gold / "gsr-assault-dev.jsonl")),
        ("gsr-protest", "sentences labelled PROTEST or not, five-fold cross-validation", "score_gsr.py", lambda: gsr(run, "gsr-protest", gold / "gsr-protest-dev.jsonl")),
        ("gsr-assault-spans", "words of the parties and the trigger of ASSAULT", "scoreboard_sets.py", lambda: gsr_spans(run, "gsr-assault-spans", gold / "gsr-assault-spans-dev.jsonl")),
        ("gsr-protest-spans", "the same of PROTEST", "scoreboard_sets.py", lambda: gsr_spans(run, "gsr-protest-spans", gold / "gsr-protest-spans-dev.jsonl")),
        ("pud-dev", "Arabic-PUD trees", "score_ud.py", lambda: ud(run, "pud-dev", tree / "pud-dev.conllu")),
        ("padt-dev", "Arabic-PADT trees, never trained on", "score_ud.py", lambda: ud(run, "padt-dev", tree / "padt-dev.conllu")),
        ("anercorp-dev", "names of persons, places, organisations; never trained on", "score_names.py", lambda: names(run, "anercorp-dev", run.shared / "ner/anercorp-dev.tsv")),
        ("pages", "article text of web pages, English mostly", "score_pages.py", lambda: pages(run, "pages", run.shared / "pages")),
        ("wojood-dev", "names, nested: the outermost in the gold", "score_names.py", lambda: names(run, "wojood-dev", run.shared / "ner/wojood-dev.tsv")),
    ]
