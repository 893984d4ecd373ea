#!/usr/bin/env python3
"""Turns coded articles and contrastive sentences as people write them (data/gold/*.txt) into the gold format (data/gold/*.jsonl).

    gold_text.py                writes data/gold/articles.jsonl and data/gold/contrast.jsonl
    gold_text.py --check        fails where a file differs from what the text gives

The notation of contrast.txt is told at its top.

An article starts with `== ID YYYY-MM-DD`; the next line is the title, then one paragraph a line.  Below a line stand the events of its sentences:

    E TYPE[:mode,mode] [status] | trigger | actor; actor | recipient; recipient | d=DATE p=PLACE/CCC c=context,context h=HAPPENING s=SPEAKER,stance[,medium]
    L by -> to | act | due=DATE | condition | strength        a pledge of the event above

A participant is `words~Name/CCC/SEC,SEC` the first time, its words alone afterwards; `*` before the words of an unknown attacker means the trigger (`*UNK`, `*UAF`).
Underscores stand for spaces in names of `p=` and in speakers.  Where the words of a trigger stand several times, `#2` behind them takes the second.
Without status: actual.  Without `h=`: a happening of its own.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLD = ROOT / "data/gold"
STATUSES = {"actual", "future", "attempted", "hypothetical", "negated", "historical"}


class Broken(Exception):
    pass


class Article:
    def __init__(self, name, published):
        self.name, self.published = name, published
        self.lines, self.events, self.pledges, self.known, self.happenings = [], [], [], {}, 0

    def text(self):
        return "\n".join(self.lines)

    def sentence(self, at):
        """The sentence of the last line that holds the position `at` of that line."""
        line = self.lines[-1]
        starts = [0] + [m.end() for m in re.finditer(r"(?<=[.؟!])\s+", line)]
        start = max(s for s in starts if s <= at)
        end = min([s for s in starts if s > at] or [len(line)])
        return start, len(line[:end].rstrip())

    def participant(self, words, trigger):
        words = words.strip()
        if words.startswith("*"):
            return {"text": trigger, "name": None, "country": None, "sector": [words[1:]]}
        text, _, rest = words.partition("~")
        if rest:
            name, country, sectors = rest.split("/")
            self.known[text] = {"text": text, "name": name or None, "country": country or None, "sector": sectors.split(",") if sectors else []}
        if text not in self.known:
            raise Broken(f"'{text}' has no code yet")
        return dict(self.known[text])

    def members(self, cell, trigger):
        return [self.participant(words, trigger) for words in cell.split(";") if words.strip()]

    def event(self, line):
        head, trigger, actor, recipient, rest = ([part.strip() for part in line.split("|")] + [""] * 3)[:5]
        kind, _, status = head.partition(" ")
        kind, _, modes = kind.partition(":")
        status = status.strip() or "actual"
        if status not in STATUSES:
            raise Broken(f"status '{status}'")
        trigger, _, nth = trigger.partition("#")
        places = [m.start() for m in re.finditer(re.escape(trigger), self.lines[-1])]
        if len(places) < int(nth or 1):
            raise Broken(f"no trigger '{trigger}' in the line above")
        at = places[int(nth or 1) - 1]
        base = len(self.text()) - len(self.lines[-1])
        start, end = self.sentence(at)
        event = {"n": len(self.events) + 1, "happening": 0, "sentence": [base + start, base + end],
                 "trigger": {"text": trigger, "start": base + at, "end": base + at + len(trigger)}, "type": kind, "mode": modes.split(",") if modes else [],
                 "context": [], "status": status, "actor": self.members(actor, trigger), "recipient": self.members(recipient, trigger), "source": None, "date": None, "place": None}
        for field in rest.split():
            key, _, value = field.partition("=")
            value = value.replace("_", " ")
            if key == "d":
                event["date"] = value
            elif key == "c":
                event["context"] = value.replace(" ", "_").split(",")
            elif key == "h":
                event["happening"] = int(value)
            elif key == "p":
                name, _, country = value.partition("/")
                event["place"] = {"name": name, "country": country or None}
            elif key == "s":
                *speaker, tail = value.rsplit("%", 1)
                stance, _, medium = tail.partition(",")
                source = self.participant(speaker[0], trigger) if speaker and speaker[0] else {"text": None, "name": None, "country": None, "sector": []}
                event["source"] = {**source, "stance": stance, "medium": medium or None}
            else:
                raise Broken(f"field '{field}'")
        self.happenings = max(self.happenings, event["happening"])
        if not event["happening"]:
            self.happenings += 1
            event["happening"] = self.happenings
        self.events.append(event)

    def pledge(self, line):
        who, act, due, condition, strength = [part.strip() for part in line.split("|")]
        by, _, to = who.partition("->")
        self.pledges.append({"event": len(self.events), "by": by.strip(), "to": to.strip() or None, "act": act, "field": self.events[-1]["context"], "due": due.removeprefix("due=") or None,
                             "condition": condition or None, "strength": strength})

    def record(self):
        return {"id": self.name, "title": self.lines[0], "source": "Waqai gold", "published": self.published, "text": self.text(), "events": self.events, "pledges": self.pledges}


def read(path):
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("== "):
                articles.append(Article(*line[3:].split()))
            elif line.startswith("E "):
                articles[-1].event(line[2:])
            elif line.startswith("L "):
                articles[-1].pledge(line[2:])
            else:
                articles[-1].lines.append(line)
        except (Broken, ValueError, IndexError) as broken:
            sys.exit(f"{path}:{number}: {broken!r}")
    return "".join(json.dumps(a.record(), ensure_ascii=False) + "\n" for a in articles)


def member(words):
    """`words~CCC/SEC,SEC`, or nothing."""
    text, _, codes = words.strip().partition("~")
    country, _, sectors = codes.partition("/")
    return {"text": text, "country": country or None, "sector": sectors.split(",") if sectors else []} if text else None


class Contrast:
    """The sentences of contrast.txt, group by group."""

    def __init__(self):
        self.name, self.actor, self.recipient, self.rows = "", None, None, []

    def group(self, line):
        self.name, actor, recipient = [part.strip() for part in line.split("|")]
        self.actor, self.recipient = member(actor), member(recipient)

    def sentence(self, line):
        letter, phenomenon, coded, text = [part.strip() for part in line.split("|")]
        row = {"id": self.name + letter, "phenomenon": phenomenon, "text": text, "type": None, "title": "", "published": None}
        voice = re.search(r" s=(\w+)(?::([^=]*?))?(?= p=|$)", coded)
        pledge = re.search(r" p=(\w+)", coded)
        main = re.sub(r" s=\w+(?::[^=]*?)?(?= p=|$)| p=\w+", "", coded).strip()
        if main != "-":
            kind, status, trigger = main.split(" ", 2)
            if status not in STATUSES or not (set(trigger.split()) & {w.strip(".،:؛\"") for w in text.split()}):
                raise Broken(f"'{main}' does not fit the sentence")
            row.update(type=kind, status=status, trigger=trigger, actor=[self.actor] if self.actor else [], recipient=[self.recipient] if self.recipient else [])
            if self.name.startswith("source-"):
                speaker = member(voice[2]) if voice and voice[2] else {"text": None, "country": None, "sector": []}
                row["source"] = {**speaker, "stance": voice[1]} if voice else None
                row["pledge"] = {"strength": pledge[1]} if pledge and pledge[1] != "none" else None
        self.rows.append(row)


def read_contrast(path):
    contrast = Contrast()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            contrast.group(line[3:]) if line.startswith("== ") else contrast.sentence(line)
        except (Broken, ValueError) as broken:
            sys.exit(f"{path}:{number}: {broken!r}")
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in contrast.rows)


def main():
    for name, reader in (("articles", read), ("contrast", read_contrast)):
        made, target = reader(GOLD / f"{name}.txt"), GOLD / f"{name}.jsonl"
        if "--check" not in sys.argv[1:]:
            target.write_text(made, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != made:
            sys.exit(f"{target} differs from {name}.txt; run tools/gold_text.py")


if __name__ == "__main__":
    main()
