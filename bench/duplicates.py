#!/usr/bin/env python3
"""How well reprints are told from reports that only look alike.

    duplicates.py [--program build/waqai_reports] [--bundle build/waqai.bundle] [--shared ../shared] [--pairs 2000] [--traps 200] [--seed 7] [--show N]

Makes a set from the corpora of the development data by seed and counts the links that waqai_reports finds:
  pairs  an article and its reprint: 20 to 60 % of the paragraphs (sentences, where it has fewer than four) dropped, another headline, one name in ten
         respelt (hamza, ta marbuta, a long vowel more or less, letters of one sound), half of them with paragraphs in another order, some with a dateline
         and tatweel
  traps  an article and another on the same form: every number, day, month, and country or big city is another one
Precision: of the links found, those within a pair; links between articles of two pairs count as wrong unless their originals are linked as they stand.
Recall: of the pairs, those linked.  Bars: precision 0.99, recall 0.95.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

COMMON_LETTER = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}
SOUNDS = [("غ", "ج"), ("ت", "ط"), ("س", "ص"), ("ك", "ق")]
DAYS = ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"]
MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
PLACES = ["سوريا", "العراق", "اليمن", "ليبيا", "مصر", "لبنان", "تركيا", "إيران", "روسيا", "فرنسا", "ألمانيا", "بريطانيا", "السعودية", "الأردن", "تونس", "المغرب",
          "الجزائر", "السودان", "الصومال", "أفغانستان", "باكستان", "الصين", "دمشق", "بغداد", "صنعاء", "القاهرة", "بيروت", "طهران", "موسكو", "باريس", "الرياض", "كابول"]
COUNTS = ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
WORD = re.compile("[\u0621-\u064a]+")
NUMBER = re.compile(r"\d+")


def read(path, want):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            paragraphs = [p for p in record["text"].split("\n") if p.strip()]
            if len(paragraphs) < 4:
                paragraphs = [s for p in paragraphs for s in re.split(r"(?<=[.؟!])\s+", p) if s.strip()]
            if want(record, paragraphs):
                yield {"id": record["id"], "title": record.get("title") or "", "published": (record.get("published") or record.get("date") or "")[:10],
                       "source": record.get("source", ""), "paragraphs": paragraphs}


def respell(word, rng):
    """A spelling that a newspaper may have for the name."""
    ways = [word]
    for seen, written in COMMON_LETTER.items():
        if seen in word[:1] + word[-1:]:
            ways.append(word.replace(seen, written))
    if re.search("[\u0628-\u0647][ايو][\u0628-\u0647]", word[1:]):
        ways.append(re.sub("(?<=[\u0628-\u0647])[ايو](?=[\u0628-\u0647])", "", word[1:], count=1).join([word[0], ""]))
    for one, other in SOUNDS:
        if one in word:
            ways.append(word.replace(one, other, 1))
    return rng.choice(ways[1:] or ways)


def names_of(corpus):
    """Words that stand with a given name or a title before them: a rough list is enough, every tenth is respelt."""
    before = {"الرئيس", "محمد", "دونالد", "فلاديمير", "بن", "أحمد", "علي", "عبد", "رجب", "طيب", "بشار", "حسن", "خالد", "إيمانويل", "أنغيلا", "تيريزا", "بنيامين", "مدينة"}
    names = set()
    for article in corpus:
        words = WORD.findall(" ".join(article["paragraphs"]))
        names.update(b for a, b in zip(words, words[1:]) if a in before and len(b) >= 4)
    return names


def reprint(article, names, titles, rng, number):
    paragraphs = article["paragraphs"]
    keep = max(2, round(len(paragraphs) * (1 - rng.uniform(0.2, 0.6))))
    kept = sorted(rng.sample(range(len(paragraphs)), min(keep, len(paragraphs))))
    if rng.random() < 0.5:
        rng.shuffle(kept)
    spellings = {name: respell(name, rng) for name in sorted(names) if rng.random() < 0.1}
    text = "\n".join(WORD.sub(lambda m: spellings.get(m[0], m[0]), paragraphs[i]) for i in kept)
    if rng.random() < 0.2:
        text = "القاهرة - رويترز - " + text
    if rng.random() < 0.2:
        text = text.replace("ال", "الـ", 1)
    return {**article, "id": f"{article['id']}~copy{number}", "title": rng.choice(titles), "source": "copy", "text": text}


def other_facts(article, rng, number):
    def swap(words):
        turn = rng.randrange(1, len(words))
        return {w: words[(i + turn) % len(words)] for i, w in enumerate(words)}
    table = {**swap(DAYS), **swap(MONTHS), **swap(PLACES), **swap(COUNTS)}
    text = "\n".join(article["paragraphs"])
    text = WORD.sub(lambda m: table.get(m[0], m[0]), text)
    text = NUMBER.sub(lambda m: str(int(m[0]) + rng.randrange(1, 9)), text)
    return {**article, "id": f"{article['id']}~trap{number}", "source": "trap", "text": text}


def make(options, rng):
    want = lambda record, paragraphs: len(paragraphs) >= 5 and len(record["text"]) >= 600
    corpus = []
    for name in ("news-2018.jsonl.gz", "news-2015.jsonl.gz"):
        path = options.shared / "corpus" / name
        corpus += list(read(path, want))
    rng.shuffle(corpus)
    names, titles = names_of(corpus[:3000]), [a["title"] for a in corpus[:3000] if a["title"]]
    facts = lambda a: len(NUMBER.findall("\n".join(a["paragraphs"]))) + sum(w in PLACES + DAYS + COUNTS for w in WORD.findall("\n".join(a["paragraphs"])))
    pairs, rest = corpus[:options.pairs], corpus[options.pairs:]
    traps = [a for a in rest if facts(a) >= 3][:options.traps]
    articles, truth, false = [], set(), set()
    for number, article in enumerate(pairs):
        original, copy = {**article, "text": "\n".join(article["paragraphs"])}, reprint(article, names, titles, rng, number)
        articles += [original, copy]
        truth.add(frozenset((original["id"], copy["id"])))
    for number, article in enumerate(traps):
        original, other = {**article, "text": "\n".join(article["paragraphs"])}, other_facts(article, rng, number)
        articles += [original, other]
        false.add(frozenset((original["id"], other["id"])))
    return articles, truth, false


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, default=root / "build/waqai_reports")
    parser.add_argument("--bundle", type=pathlib.Path, default=root / "build/waqai.bundle")
    parser.add_argument("--shared", type=pathlib.Path, default=root.parent / "shared")
    for name, value in (("--pairs", 2000), ("--traps", 200), ("--seed", 7), ("--show", 0)):
        parser.add_argument(name, type=int, default=value)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    articles, truth, false = make(options, rng)
    rng.shuffle(articles)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps({k: v for k, v in article.items() if k != "paragraphs"}, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run([options.program, options.bundle, file.name], capture_output=True, text=True, check=True)
    found = {frozenset(line.split("\t")[:2]) for line in done.stdout.splitlines() if line.split("\t")[2] != "story"}
    origin = lambda name: name.split("~")[0]
    # Copies of two articles that are linked as they stand are no error of theirs.
    linked = {frozenset(map(origin, pair)) for pair in found if not any("~" in name for name in pair)}
    right, wrong = truth & found, {pair for pair in found - truth if frozenset(map(origin, pair)) not in linked}
    print(f"pairs {len(truth)}, traps {len(false)}, seed {options.seed}")
    print(f"precision {len(right) / max(1, len(right) + len(wrong)):.4f}  ({len(wrong)} wrong links, {len(false & found)} of them traps)")
    print(f"recall    {len(right) / len(truth):.4f}  ({len(truth - found)} pairs missed)")
    print(done.stderr.strip())
    by_id = {article["id"]: article for article in articles}
    for name, some in (("missed", truth - found), ("wrong", wrong)):
        for pair in sorted(map(sorted, some))[:options.show]:
            print(f"\n{name}: {pair}")
            for member in pair:
                print("  |", by_id[member]["text"].replace("\n", "\n    "))
    sys.exit(0 if len(right) >= 0.95 * len(truth) and len(right) >= 0.99 * (len(right) + len(wrong)) else 1)


if __name__ == "__main__":
    main()
