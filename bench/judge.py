#!/usr/bin/env python3
"""Precision of story links, incident merges and evidence of the ledger, judged by reading: draws a sample by seed, prints it for a reader, scores two readings.

    bench/judge.py draw links|merges|evidence --archive DIR --lot FILE [--count N] [--seed S] [--half dev|held] [--program build/waqai]
    bench/judge.py show --archive DIR --lot FILE [--order 2] [--program build/waqai]
    bench/judge.py score --lot FILE READING READING

`draw` writes a lot: one line an item, number and ids, no text.  links: two articles of one story, of different reports.  merges: two events of one incident, of
different reports; first an event of such incidents, then another one of its incident.  evidence: a pledge that has evidence, then one piece of it;
where there are fewer pledges than asked for, second pieces follow; --half takes the pledges of one half alone (by a hash of their ids), so that rules are set
on one and read on the other.
`show` prints the items for a reader: what the articles say, not how sure the program was; --order 2 prints them in another order, for a second reading apart
from the first.  A reading is a file of the reader: NUMBER, tab, y, n or ?, (tab, why).  What y means:
    links     both articles report on the same matter: one happening and what leads to it or directly comes of it; not a theme, a person, a competition
    merges    both marked acts are one happening in the world, however told, counted or dated; n also where one of the sentences tells no such act
    evidence  the sentence bears on that pledge as the label says; n for another act, for the promise told again (unless in progress), where the pledge is none
`score` prints the share of y of each reading (? counts as n), with a 95 % interval (Wilson), and how often the two agree, with Cohen's kappa.
Lots and readings of the figures that decision 0009 tells are in bench/judged.
"""
import argparse
import csv
import hashlib
import io
import json
import math
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROWS = 400  # ids a question, for the answers of `waqai sql` are bounded


def run(program, *words):
    done = subprocess.run([str(program), *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[0]}: {done.stderr[-1000:]}")
    return done.stdout


def sql(options, question):
    return list(csv.DictReader(io.StringIO(run(options.program, "sql", "-a", options.archive, "--limit", 1_000_000, question))))


def in_parts(options, question, ids):
    """Rows of a question with {} for a list of ids, asked for so many ids at a time."""
    ids = sorted(set(ids))
    return [row for at in range(0, len(ids), ROWS) for row in sql(options, question.format(", ".join(f"'{i}'" for i in ids[at:at + ROWS])))]


def by_hexadecimal_digit(options, question):
    """Rows of a question with {} for the first digit of an id."""
    return [row for digit in "0123456789abcdef" for row in sql(options, question.format(digit))]


def draw_pairs(rows, group, count, rng):
    """Pairs of rows of one group and different reports: a row of those that have a partner, then a partner; no pair twice."""
    groups = {}
    for row in rows:
        groups.setdefault(row[group], []).append(row)
    members = [row for key in sorted(groups) if len({r["report_id"] for r in groups[key]}) > 1 for row in sorted(groups[key], key=lambda r: r["id"])]
    rng.shuffle(members)
    pairs = {}
    for row in members:
        partner = rng.choice([r for r in sorted(groups[row[group]], key=lambda r: r["id"]) if r["report_id"] != row["report_id"]])
        pairs.setdefault(tuple(sorted((row["id"], partner["id"]))), (row["id"], partner["id"]))
        if len(pairs) == count:
            break
    return list(pairs.values()), len(members)


def half_of(event_id):
    return "held" if int(hashlib.sha256(f"evid5{event_id}".encode()).hexdigest(), 16) % 2 else "dev"


def draw(options):
    rng = random.Random(f"{options.what}-{options.seed}")
    if options.what == "links":
        rows = sql(options, "SELECT article_id AS id, story_id, report_id FROM story_article JOIN story USING (story_id) WHERE reports > 1")
        pairs, population = draw_pairs(rows, "story_id", options.count, rng)
    elif options.what == "merges":
        rows = by_hexadecimal_digit(options, "SELECT event_id AS id, incident_id, report_id FROM incident_event JOIN incident USING (incident_id) WHERE reports > 1 AND event_id LIKE '{}%'")
        pairs, population = draw_pairs(rows, "incident_id", options.count, rng)
    else:
        pledges = {}
        for line in run(options.program, "pledges", "-a", options.archive, "--to", "jsonl").strip("\n").split("\n"):  # not splitlines: U+2028 may stand in a line
            row = json.loads(line)
            if row["evidence"] and (not options.half or half_of(row["event_id"]) == options.half):
                pledges.setdefault(row["event_id"], set()).update((row["event_id"], piece) for piece in row["evidence"].split(";"))
        population = sum(len(pieces) for pieces in pledges.values())
        keys = sorted(pledges)
        rng.shuffle(keys)
        rounds = [sorted(pledges[key]) for key in keys]
        for pieces in rounds:
            rng.shuffle(pieces)
        # One piece a pledge, then a second of those that have one, and so on.
        pairs = [pieces[turn] for turn in range(max(map(len, rounds), default=0)) for pieces in rounds if turn < len(pieces)][:options.count]
    with open(options.lot, "w", encoding="utf-8") as out:
        out.write(f"# {options.what} seed {options.seed}\n")
        for number, (a, b) in enumerate(pairs, 1):
            out.write(f"{number}\t{a}\t{b}\n")
    print(f"{len(pairs)} of {population} {'pieces of evidence' if options.what == 'evidence' else 'members'}")


def read_lot(path):
    what, *lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return what.split()[1], [line.split("\t") for line in lines]


def show_links(options, items):
    ids = [i for item in items for i in item[1:]]
    articles = {r["article_id"]: r for r in in_parts(options, "SELECT article_id, source, title, CAST(published AS VARCHAR) AS published, text FROM article WHERE article_id IN ({})", ids)}
    for number, *pair in items:
        print(f"== {number}")
        for letter, i in zip("AB", pair):
            article = articles[i]
            print(f"{letter} {article['published']} {article['source']}: {article['title']}\n   {' '.join(article['text'].removeprefix(article['title']).split())[:420]}")
        print()


def events(options, ids):
    rows = {r["event_id"]: r for r in in_parts(
        options, "SELECT e.event_id, e.type, e.status, e.trigger_text, a.source, a.title, CAST(a.published AS VARCHAR) AS published, "
        "decode(encode(a.text)[e.sentence_start + 1 : e.sentence_end]) AS sentence FROM event e JOIN article a USING (article_id) WHERE e.event_id IN ({})", ids)}
    for row in in_parts(options, "SELECT event_id, role, ordinal, name, country FROM participant WHERE event_id IN ({}) ORDER BY event_id, role, ordinal", ids):
        rows[row["event_id"]].setdefault("who", []).append(f"{row['role']}={row['name'] or '?'}/{row['country']}")
    return rows


def show_merges(options, items):
    told = events(options, [i for item in items for i in item[1:]])
    for number, *pair in items:
        print(f"== {number}  {told[pair[0]]['type']}")
        for letter, i in zip("AB", pair):
            event = told[i]
            print(f"{letter} {event['published']} {event['source']}: {event['title']}\n   «{event['trigger_text']}» {event['status']} {'; '.join(event.get('who', []))}\n   {event['sentence'].strip()[:500]}")
        print()


def show_evidence(options, items):
    told = events(options, [i for item in items for i in (item[1], item[2].split(":")[1])])
    promised = {r["event_id"]: r for r in in_parts(options, 'SELECT event_id, "by", "to", act FROM pledge WHERE event_id IN ({})', [item[1] for item in items])}
    for number, pledge, piece in items:
        label, event_id, _ = piece.split(":")
        a, b, promise = told[pledge], told[event_id], promised[pledge]
        print(f"== {number}\nPLEDGE {a['published']} by {promise['by']} to {promise['to'] or '-'}: «{promise['act'][:200]}»\n   {a['sentence'].strip()[:500]}")
        print(f"EVIDENCE {label} {b['published']} {b['type']} {b['status']} «{b['trigger_text']}» {'; '.join(b.get('who', []))}\n   {b['sentence'].strip()[:500]}\n")


def show(options):
    what, items = read_lot(options.lot)
    if options.order > 1:
        random.Random(f"order-{options.order}").shuffle(items)
    {"links": show_links, "merges": show_merges, "evidence": show_evidence}[what](options, items)


def wilson(hits, count):
    if count == 0:
        return 0, 0
    p, z = hits / count, 1.96
    middle, half = p + z * z / (2 * count), z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)


def score(options):
    what, items = read_lot(options.lot)
    readings = []
    for path in options.readings:
        reading = dict(line.split("\t")[:2] for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line.strip())
        missing = [item[0] for item in items if reading.get(item[0]) not in ("y", "n", "?")]
        if missing:
            raise SystemExit(f"{path}: no verdict on {', '.join(missing[:10])}")
        readings.append([reading[item[0]] == "y" for item in items])
        hits = sum(readings[-1])
        low, high = wilson(hits, len(items))
        print(f"{what}: {hits} of {len(items)} right, {hits / len(items):.3f} ({low:.3f} to {high:.3f})  {pathlib.Path(path).name}")
    if len(readings) == 2:
        same = sum(a == b for a, b in zip(*readings)) / len(items)
        shares = [sum(r) / len(items) for r in readings]
        chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
        print(f"agreement {same:.3f}, kappa {(same - chance) / (1 - chance) if chance < 1 else 1:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, function in (("draw", draw), ("show", show), ("score", score)):
        command = commands.add_parser(name)
        command.set_defaults(function=function)
        command.add_argument("--lot", required=True)
        if name != "score":
            command.add_argument("--archive", required=True)
            command.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    commands.choices["draw"].add_argument("what", choices=["links", "merges", "evidence"])
    commands.choices["draw"].add_argument("--count", type=int, default=200)
    commands.choices["draw"].add_argument("--seed", default="1")
    commands.choices["draw"].add_argument("--half", choices=["dev", "held"])
    commands.choices["show"].add_argument("--order", type=int, default=1)
    commands.choices["score"].add_argument("readings", nargs="+")
    options = parser.parse_args()
    options.function(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
