#!/usr/bin/env python3
"""Fails where a file of coded articles breaks the gold format (docs/FORMATS.md).

    check_gold.py FILE.jsonl...        any files
    check_gold.py                      the samples: examples/expected.jsonl, and that all forms of a sample hold the same article

Checked: spans equal their slices (code points, end exclusive), the trigger stands in its sentence, and the sentence within one paragraph; known types, modes of the
type, contexts, statuses, sectors, country codes, stances, media, dates; numbers of events differ; pledges name events that
may carry one; the words of a pledge stand in the text.
"""
import json
import pathlib
import re
import sys

MODES = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}
MODES = {kind: set(names.split()) for kind, names in MODES.items()}
CONTEXTS = set("""military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal reparations human_rights
    rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
    natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking""".split())
STATUSES = {"actual", "future", "attempted", "hypothetical", "negated", "historical"}
SECTORS = set("GOV MIL COP SPY LEG JUD PTY OPP REB PRM UAF UNK CVL REF LAB AGR BUS JRN EDU MED REL SOC ELI CRM PRE".split())
STANCES = {"asserted", "denied", "doubted"}
MEDIA = {None, "statement", "interview", "speech", "tweet", "agency", "press-conference", "report", "book"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(/\d{4}-\d{2}-\d{2})?)?)?$")
COUNTRY = re.compile(r"[A-Z]{3}$")
PLEDGING = {"AGREE", "CONCEDE", "THREATEN", "SUPPORT"}


class Checker:
    """Collects the problems of one article."""

    def __init__(self, article, place):
        self.article, self.text, self.place, self.problems = article, article.get("text", ""), place, []

    def need(self, holds, what):
        if not holds:
            self.problems.append(f"{self.place}: {what}")

    def participant(self, member, where):
        self.need(member.get("country") is None or COUNTRY.match(member["country"]), f"{where}: country {member.get('country')}")
        unknown = set(member.get("sector") or []) - SECTORS
        self.need(not unknown, f"{where}: sectors {sorted(unknown)}")
        self.need(member.get("text") is None or member["text"] in self.text, f"{where}: its words are not in the text: {member.get('text')}")

    def source(self, source, where):
        self.participant(source, where)
        self.need(source.get("stance") in STANCES, f"{where}: stance {source.get('stance')}")
        self.need(source.get("medium") in MEDIA, f"{where}: medium {source.get('medium')}")
        self.need(source.get("text") or source.get("stance") == "doubted", f"{where}: only a hedge is without a speaker")

    def spans(self, event, where):
        trigger, (start, end) = event["trigger"], event["sentence"]
        self.need(self.text[trigger["start"]:trigger["end"]] == trigger["text"], f"{where}: the trigger is not its slice")
        self.need(start <= trigger["start"] < trigger["end"] <= end <= len(self.text), f"{where}: the trigger is outside its sentence")
        self.need("\n" not in self.text[start:end].strip("\n"), f"{where}: the sentence crosses a paragraph")

    def event(self, event):
        where = f"event {event.get('n')}"
        self.spans(event, where)
        self.need(event["type"] in MODES, f"{where}: type {event['type']}")
        self.need(set(event.get("mode") or []) <= MODES.get(event["type"], set()), f"{where}: modes {event.get('mode')} of {event['type']}")
        self.need(set(event.get("context") or []) <= CONTEXTS, f"{where}: contexts {event.get('context')}")
        self.need(event.get("status") in STATUSES, f"{where}: status {event.get('status')}")
        self.need(event.get("date") is None or DATE.match(event["date"]), f"{where}: date {event.get('date')}")
        for role in ("actor", "recipient"):
            for member in event.get(role) or []:
                self.participant(member, f"{where}, {role}")
        if event.get("source"):
            self.source(event["source"], f"{where}, source")
        place = event.get("place")
        self.need(place is None or place.get("name"), f"{where}: a place without a name")

    def pledge(self, pledge, types):
        where = f"pledge of event {pledge.get('event')}"
        self.need(types.get(pledge.get("event")) in PLEDGING, f"{where}: no such event, or of a type that promises nothing")
        self.need(pledge.get("strength") in ("firm", "intent"), f"{where}: strength {pledge.get('strength')}")
        self.need(pledge.get("due") is None or DATE.match(pledge["due"]), f"{where}: due {pledge.get('due')}")
        self.need(set(pledge.get("field") or []) <= CONTEXTS, f"{where}: field {pledge.get('field')}")
        for words in ("act", "condition"):
            tail = (pledge.get(words) or "").partition(" ")[2]  # the first word may stand without its clitics
            self.need(not pledge.get(words) or pledge[words] in self.text or (tail and tail in self.text), f"{where}: its {words} is not in the text")

    def run(self):
        title = self.article.get("title") or ""
        self.need(not title or self.text.split("\n")[0] == title, "the text does not open with the title")
        self.need(self.article.get("published") is None or DATE.match(self.article["published"]), f"published {self.article.get('published')}")
        events = self.article.get("events") or []
        self.need(len({e.get("n") for e in events}) == len(events), "two events have one number")
        for event in events:
            self.event(event)
        types = {e.get("n"): e.get("type") for e in events}
        for pledge in self.article.get("pledges") or []:
            self.pledge(pledge, types)
        return self.problems


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def check_file(path):
    problems = []
    for number, article in enumerate(read_lines(path), 1):
        place = f"{path}:{number}"
        try:
            problems += Checker(article, place).run()
        except (KeyError, TypeError, ValueError) as broken:
            problems.append(f"{place}: {broken!r}")
    return problems


def check_samples(folder):
    """The .txt files, articles.jsonl and expected.jsonl hold the same articles; every type stands in one."""
    problems = []
    articles, expected = read_lines(folder / "articles.jsonl"), read_lines(folder / "expected.jsonl")
    fields = ("id", "title", "source", "published", "text")
    if [[a[f] for f in fields] for a in articles] != [[a[f] for f in fields] for a in expected]:
        problems.append(f"{folder}: articles.jsonl and expected.jsonl hold different articles")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    for article in articles:
        title, body = article["text"].split("\n", 1)
        if texts.pop(article["id"], None) != f"{title}\n\n{body}\n":
            problems.append(f"{folder}/{article['id']}.txt: differs from articles.jsonl")
    problems += [f"{folder}/{name}.txt: not in articles.jsonl" for name in texts]
    missing = set(MODES) - {e["type"] for a in expected for e in a["events"]}
    if missing:
        problems.append(f"{folder}: no sample of {sorted(missing)}")
    return problems


def main():
    if set(sys.argv[1:]) & {"-h", "--help"}:
        print(__doc__)
        return
    examples = pathlib.Path(__file__).resolve().parent.parent / "examples"
    paths = [pathlib.Path(name) for name in sys.argv[1:]] or [examples / "expected.jsonl"]
    problems = [problem for path in paths for problem in check_file(path)]
    if len(sys.argv) == 1:
        problems += check_samples(examples)
    print("\n".join(problems) or f"{', '.join(path.name for path in paths)}: well-formed")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
