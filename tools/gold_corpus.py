#!/usr/bin/env python3
"""Real articles coded by reading, kept without their text: data/gold/corpus.jsonl holds ids, spans and codes; the words come from the corpora of ../shared.

    gold_corpus.py pack PART FILE...      writes the rows of PART (read or kept) in data/gold/corpus.jsonl from articles coded in the notation of gold_text.py (`S` below a line: a teaser of another article)
    gold_corpus.py unpack                 prints the gold format, words and all; ends with 77 where ../shared is missing

The text of an article is its title, a newline, and its paragraphs stripped and joined by newlines, without empty ones and without a first one that repeats the title;
`letters` is its length in code points, so that another text under the same id is found out.  Participants, speakers, acts and conditions are spans [start, end] of it.
"""
import gzip
import json
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import gold_text  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("WAQAI_SHARED", ROOT.parent / "shared"))
TARGET = ROOT / "data/gold/corpus.jsonl"
CORPORA = ("news-2018.jsonl.gz", "news-2015.jsonl.gz")
SKIPPED = 77


def sources(wanted):
    """The articles of the corpora with these ids: {id: (title, text as it is coded, date)}."""
    found = {}
    for name in CORPORA:
        for line in gzip.open(SHARED / "corpus" / name, "rt", encoding="utf-8"):
            if line[8:line.find('"', 8)] not in wanted:
                continue
            row = json.loads(line)
            title = row["title"].strip()
            lines = [part.strip() for part in row["text"].split("\n") if part.strip()]
            lines = lines[1:] if lines and lines[0] == title else lines
            found[row["id"]] = (title, "\n".join([title, *lines]), row["published"][:10])
    return found


class Coded(gold_text.Article):
    def __init__(self, name, published):
        super().__init__(name, published)
        self.skip = []

    def teaser(self):
        end = len(self.text())
        self.skip.append([end - len(self.lines[-1]), end])


def read_coded(path):
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        try:
            if line.startswith("== "):
                articles.append(Coded(*line[3:].split()))
            elif line.startswith("E "):
                articles[-1].event(line[2:])
            elif line.startswith("L "):
                articles[-1].pledge(line[2:])
            elif line == "S":
                articles[-1].teaser()
            else:
                articles[-1].lines.append(line)
        except (gold_text.Broken, ValueError, IndexError) as broken:
            sys.exit(f"{path}:{number}: {broken!r}")
    return articles


def span_of(words, text, sentence):
    """Where the words stand: in the sentence, else the last time before it, else the first time after."""
    at = text.find(words, *sentence)
    if at < 0:
        at = text.rfind(words, 0, sentence[0])
    if at < 0:
        at = text.find(words)
    return [at, at + len(words)] if at >= 0 else None


def packed(article, text, part):
    """The record of a coded article without its words."""
    events = []
    for event in article.events:
        short = lambda member, event=event: {"span": member["text"] and span_of(member["text"], text, event["sentence"]), **{k: v for k, v in member.items() if k != "text"}}
        trigger = [event["trigger"]["start"], event["trigger"]["end"]]
        events.append({**event, "trigger": trigger, "actor": [short(m) for m in event["actor"]], "recipient": [short(m) for m in event["recipient"]],
                       "source": event["source"] and short(event["source"])})
    pledges = []
    for pledge in article.pledges:
        home = article.events[pledge["event"] - 1]["sentence"]
        pledges.append({**pledge, "act": span_of(pledge["act"], text, home), "condition": pledge["condition"] and span_of(pledge["condition"], text, home)})
    return {"id": article.name, "part": part, "published": article.published, "letters": len(text), "skip": article.skip, "events": events, "pledges": pledges}


def unpacked(row, title, text):
    cut = lambda span: text[span[0]:span[1]] if span else None
    long = lambda member: {"text": cut(member["span"]), **{k: v for k, v in member.items() if k != "span"}}
    events = [{**e, "trigger": {"text": cut(e["trigger"]), "start": e["trigger"][0], "end": e["trigger"][1]}, "actor": [long(m) for m in e["actor"]],
               "recipient": [long(m) for m in e["recipient"]], "source": e["source"] and long(e["source"])} for e in row["events"]]
    pledges = [{**p, "act": cut(p["act"]), "condition": cut(p["condition"])} for p in row["pledges"]]
    return {"id": row["id"], "part": f"corpus-{row['part']}", "title": title, "source": None, "published": row["published"], "text": text, "skip": row["skip"], "events": events, "pledges": pledges}


def pack(part, paths):
    articles = [article for path in paths for article in read_coded(pathlib.Path(path))]
    texts = sources({a.name for a in articles})
    rows = [row for row in map(json.loads, TARGET.read_text(encoding="utf-8").splitlines()) if row["part"] != part] if TARGET.exists() else []
    for article in articles:
        _, text, published = texts[article.name]
        if article.text() != text or article.published != published:
            sys.exit(f"gold_corpus: {article.name} is not the article of the corpus")
        rows.append(packed(article, text, part))
    rows.sort(key=lambda row: (row["part"], row["id"]))
    TARGET.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(articles)} articles, {sum(len(a.events) for a in articles)} events, {sum(len(a.pledges) for a in articles)} pledges")


def unpack():
    """The gold articles with their words; None where the corpora are missing."""
    if not (SHARED / "corpus" / CORPORA[0]).exists():
        return None
    rows = [json.loads(line) for line in TARGET.read_text(encoding="utf-8").splitlines()]
    texts = sources({row["id"] for row in rows})
    for row in rows:
        if row["id"] not in texts or len(texts[row["id"]][1]) != row["letters"]:
            sys.exit(f"gold_corpus: {row['id']} of {SHARED / 'corpus'} is not the article that was coded")
    return [unpacked(row, *texts[row["id"]][:2]) for row in rows]


def main():
    if sys.argv[1:2] == ["pack"] and len(sys.argv) > 3:
        pack(sys.argv[2], sys.argv[3:])
    elif sys.argv[1:] == ["unpack"]:
        articles = unpack()
        if articles is None:
            print(f"SKIPPED: the corpora are not in {SHARED / 'corpus'} (WAQAI_SHARED names another place)", file=sys.stderr)
            sys.exit(SKIPPED)
        sys.stdout.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
