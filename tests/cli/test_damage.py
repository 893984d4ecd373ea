"""An archive that lost a table, a bundle that lost a section, a search index that lost a part: an error that says so, in every command and every address, never a crash."""
import json
import os
import pathlib
import shutil
import struct
import tempfile
import time
import unittest

import serving
from harness import EXAMPLES, ROOT, SENTENCE, Case, record, waqai
from test_exports import DuckDB

READING = {
    "events": ["events", "-a", "A"], "events of a party": ["events", "-a", "A", "--name", "x", "--to", "csv"], "stories": ["stories", "-a", "A"], "incidents": ["incidents", "-a", "A"],
    "pledges": ["pledges", "-a", "A"], "quotes": ["quotes", "-a", "A"], "actors": ["actors", "-a", "A"], "freq": ["freq", "type", "-a", "A"], "cite": ["cite", "-a", "A"],
    "export of events": ["export", "-a", "A", "events"], "export for GDELT": ["export", "-a", "A", "gdelt-events"], "export of mentions": ["export", "-a", "A", "gdelt-mentions"],
    "export for POLECAT": ["export", "-a", "A", "polecat"], "export of points": ["export", "-a", "A", "events", "--to", "geojson"], "changes": ["changes", "-a", "A"], "search": ["search", "-a", "A", "\u0648\u0632\u064a\u0631"],
    "explain": ["explain", "EVENT", "-a", "A"], "diff": ["diff", "A", "GOOD"], "diff the other way": ["diff", "GOOD", "A"], "doctor": ["doctor", "-a", "A"],
    "audit": ["audit", "-a", "A", "--list"]}
WRITING = {
    "ingest": ["ingest", "-a", "A", "-"], "remove": ["remove", "-a", "A", "ARTICLE", "--reason", "x"], "redact": ["remove", "-a", "A", "ARTICLE", "--redact", "--reason", "x"],
    "snapshot": ["snapshot", "-a", "A", "NEW"], "recode": ["recode", "-a", "A", "--all"]}
ADDRESSES = ["status", "counts", "events", "events?count=happenings", "events?count=stories", "events?count=incidents", "facets?field=type&field=outlet", "series?step=month&by=quad", "coverage", "places", "actors",
             "actors?count=stories", "actor?id=x", "pledges", "evidence", "stories", "stories?q=x", "story?id=STORY", "articles", "text?id=ARTICLE", "article?id=ARTICLE", "reading?id=ARTICLE",
             "search?q=%D9%88%D8%B2%D9%8A%D8%B1", "export?format=csv", "export?format=jsonl&count=incidents"]


class Damage(Case):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.good = serving.make_archive(pathlib.Path(cls.holder.name) / "good", EXAMPLES / "articles.jsonl")
        database = DuckDB(cls.good / "waqai.duckdb")
        cls.tables = [row[0] for row in database.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL")]
        cls.event, cls.article = database.rows("SELECT event_id, article_id FROM event ORDER BY ALL LIMIT 1")[0]
        cls.story = database.rows("SELECT min(story_id) FROM story")[0][0]
        database.close()

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def without(self, table):
        """A copy of the archive in which `table` is no longer there."""
        folder = self.folder / f"without-{table}"
        shutil.copytree(self.good, folder)
        database = DuckDB(folder / "waqai.duckdb")
        database.rows(f"DROP TABLE {table} CASCADE")
        database.close()
        return folder

    def words(self, call, archive, new):
        places = {"A": archive, "GOOD": self.good, "EVENT": self.event, "ARTICLE": self.article, "NEW": new}
        return [places.get(word, word) for word in call]

    def test_commands(self):
        failed = dict.fromkeys((*READING, *WRITING), 0)
        for table in self.tables:
            lost = self.without(table)
            for name, call in (*READING.items(), *WRITING.items()):
                archive = lost
                if name in WRITING:
                    archive = self.folder / "written"
                    shutil.rmtree(archive, ignore_errors=True)
                    shutil.copytree(lost, archive)
                done = waqai(*self.words(call, archive, self.folder / f"new-{table}-{name}"), given=record(77))
                with self.subTest(f"{name} without {table}"):
                    self.assertIn(done.code, (0, 1, 4), done.err)
                    if done.code == 4:
                        self.assertRegex(done.err, r"error\[E1[01]\d\]: ")
                        failed[name] += 1
            shutil.rmtree(lost)
        self.assertEqual([name for name, times in failed.items() if times == 0 and name != "snapshot"], [])

    def test_addresses(self):
        for table in self.tables:
            archive = self.without(table)
            try:
                server = serving.Server(archive)
            except AssertionError as told:
                self.assertIn("error[E1", str(told))
                continue
            for address in ADDRESSES:
                target = "/api/v1/" + address.replace("ARTICLE", self.article).replace("STORY", self.story)
                answer = server.ask(target)
                while answer.status == 503 and "E118" in answer.text:  # the ledger is being read
                    time.sleep(0.05)
                    answer = server.ask(target)
                with self.subTest(f"{address} without {table}"):
                    self.assertIn(answer.status, (200, 400, 404, 409, 500), answer.text)
                    if answer.status == 500:
                        self.assertRegex(json.loads(answer.text)["error"]["id"], r"E1[01]\d")
            self.assertEqual(server.stop(), 0)


class Bundles(Case):
    """The program's own bundle with one section under another name, or cut to eight bytes."""
    # name[24], version, seal, checksum, offset, size; a seal of 0 is that of programs that did not seal.
    ROW = struct.Struct("<24sIIQQQ")

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder_of_class = pathlib.Path(cls.holder.name)
        cls.archive = serving.make_archive(cls.folder_of_class / "news", EXAMPLES / "articles.jsonl")
        cls.bundle = cls.folder_of_class / "waqai.bundle"
        shutil.copyfile(os.environ.get("WAQAI_BUNDLE", ROOT / "build/waqai.bundle"), cls.bundle)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def each_damage(self):
        """What is damaged, while it is."""
        with self.bundle.open("r+b") as file:
            sections = struct.unpack("<I", file.read(16)[12:])[0]
            for number in range(sections):
                place = 16 + number * self.ROW.size
                file.seek(place)
                whole = file.read(self.ROW.size)
                name, version, _, checksum, offset, size = self.ROW.unpack(whole)
                for how, row in (("gone", (b"gone", version, 0, checksum, offset, size)), ("cut", (name, version, 0, checksum, offset, 8))):
                    file.seek(place)
                    file.write(self.ROW.pack(*row))
                    file.flush()
                    yield f"section {name.rstrip(bytes(1)).decode()} {how}"
                file.seek(place)
                file.write(whole)
                file.flush()

    def test_sections(self):
        text = self.write("a.txt", SENTENCE)
        calls = {"code": ["code", text], "search": ["search", "-a", self.archive, "\u0648\u0632\u064a\u0631"], "unknown": ["unknown", text], "predicates": ["unknown", "--predicates", text],
                 "parse": ["parse", text], "names": ["names", text], "recode": ["recode", "-a", self.archive, "--all", "--dry-run"], "eval": ["eval", ROOT / "data/gold/articles.jsonl"]}
        refused = dict.fromkeys(calls, 0)
        for damage in self.each_damage():
            for name, call in calls.items():
                with self.subTest(f"{name}, {damage}"):
                    done = waqai(*call, "--bundle", self.bundle)
                    self.assertIn(done.code, (0, 1, 4), done.err)
                    if done.code == 4:
                        refused[name] += 1
                        self.assertRegex(done.err, r"error\[E10[0-3]\]: ")
                        self.assertIn("waqai.bundle", done.err)
        self.assertEqual([name for name, times in refused.items() if times == 0], [])


class Copies(Case):
    """What an archive keeps of the dictionary that it was coded with, damaged: recoding goes on without it, or says so."""

    def test_recode(self):
        good = serving.make_archive(self.folder / "good", EXAMPLES / "articles.jsonl")
        (self.folder / "mine/events").mkdir(parents=True)
        self.write("mine/events/own.frames", "# provenance: test\n# licence: CC BY 4.0\n\nframe: \u0639\u0632\u0641\ntype: CONSULT\nactor: subject\nrecipient: object\n")
        other = self.folder / "other.bundle"
        self.assertEqual(waqai("dict", "build", "--data", ROOT / "data", "--overlay", self.folder / "mine", "--output", other).code, 0)
        events = waqai("events", "-a", good, "--to", "jsonl").out
        copy = next((good / "dictionaries").glob("*.rows")).name
        whole = (good / "dictionaries" / copy).read_bytes()
        sections = struct.unpack("<I", whole[12:16])[0]
        damages = {"empty": b"", "cut": whole[:len(whole) // 2], "none": None, "other": b"x" * 1000}
        for number in range(sections):
            at = 16 + number * Bundles.ROW.size
            name, version, _, checksum, offset, _ = Bundles.ROW.unpack(whole[at:at + Bundles.ROW.size])
            for how, row in (("gone", (b"gone", version, 0, checksum, offset, 8)), ("cut", (name, version, 0, checksum, offset, 8))):
                damages[f"{name.rstrip(bytes(1)).decode()} {how}"] = whole[:at] + Bundles.ROW.pack(*row) + whole[at + Bundles.ROW.size:]
        for damage, content in damages.items():
            for words in ((), ("--dry-run",)):
                archive = self.folder / "damaged"
                shutil.rmtree(archive, ignore_errors=True)
                shutil.copytree(good, archive)
                path = archive / "dictionaries" / copy
                path.unlink() if content is None else path.write_bytes(content)
                with self.subTest(f"{damage} {words}"):
                    done = waqai("recode", "-a", archive, "--bundle", other, *words)
                    self.assertIn(done.code, (0, 1, 4), done.err)
                    self.assertTrue(done.code != 4 or "error[E1" in done.err, done.err)
                    self.assertEqual(waqai("events", "-a", archive, "--to", "jsonl").out, events)


class SearchIndexes(Case):
    """The index beside the database, damaged in every part."""

    def damages(self, folder):
        listed, segment = folder / "segments", next(folder.glob("*.segment"))
        lines = listed.read_text().split("\n")
        whole, middle = segment.read_bytes(), bytearray(segment.read_bytes())
        middle[len(whole) // 2] ^= 0xFF
        yield "a list cut short", lambda: listed.write_text("\n".join(lines[:2]))
        yield "an empty list", lambda: listed.write_text("")
        yield "a list with another word", lambda: listed.write_text(listed.read_text().replace("segment", "sediment"))
        yield "no list", listed.unlink
        yield "a folder for a list", lambda: (listed.unlink(), listed.mkdir())
        yield "no segment", segment.unlink
        yield "an empty segment", lambda: segment.write_bytes(b"")
        yield "a segment cut short", lambda: segment.write_bytes(whole[:-8])
        yield "a segment of other bytes", lambda: segment.write_bytes(middle)
        yield "a segment of nothing", lambda: segment.write_bytes(bytes(len(whole)))
        yield "a folder for the lock", lambda: ((folder / "lock").unlink(), (folder / "lock").mkdir())
        yield "a file for the folder", lambda: (shutil.rmtree(folder), folder.write_bytes(b"x"))

    def test_any_part_and_any_question(self):
        # Long enough for several parts of the index, each of which has a checksum of its own.
        articles = [json.loads(line) for line in (EXAMPLES / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        many = [{**a, "id": f"{a['id']}-{n}", "text": f"{a['text']} {n} " + " ".join(a["text"].split()[n::7])} for a in articles for n in range(40)]
        archive = serving.make_archive(self.folder / "good", self.write("many.jsonl", "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in many)))
        word, other = "\u0648\u0632\u064a\u0631", "\u0627\u0644\u062e\u0627\u0631\u062c\u064a\u0629"
        questions = [word, f'"{word} {other}"', f"{word[:2]}*", "Sudan", f"{other} -{word}", f"{word} OR {other}"]
        answers = [waqai("search", "-a", archive, question, "--to", "jsonl").out for question in questions]
        segment = next((archive / "search").glob("*.segment"))
        whole = segment.read_bytes()
        for part in range(8):
            broken = bytearray(whole)
            broken[len(whole) * part // 8 + 40] ^= 0xFF
            for question, answer in zip(questions, answers):
                segment.write_bytes(broken)
                with self.subTest(f"{question}, part {part} of 8"):
                    done = waqai("search", "-a", archive, question, "--to", "jsonl")
                    self.assertTrue(done.out == answer or (done.code == 4 and "error[E11" in done.err), done.err)
                    # The index is made anew from the texts.
                    self.assertEqual(waqai("search", "-a", archive, question, "--to", "jsonl").out, answer)

    def test_commands(self):
        good = serving.make_archive(self.folder / "good", EXAMPLES / "articles.jsonl")
        query = "\u0648\u0632\u064a\u0631"
        found = waqai("search", "-a", good, query, "--to", "jsonl").out
        calls = {"search": ["search", "-a", "A", query, "--to", "jsonl"], "ingest": ["ingest", "-q", "-a", "A", "-"], "remove": ["remove", "-a", "A", "nothing", "--reason", "x"], "recode": ["recode", "-a", "A", "--all"]}
        told = 0
        for number in range(12):
            for name, call in calls.items():
                archive = self.folder / "damaged"
                shutil.rmtree(archive, ignore_errors=True)
                shutil.copytree(good, archive)
                what, damage = list(self.damages(archive / "search"))[number]
                damage()
                with self.subTest(f"{name} with {what}"):
                    done = waqai(*(archive if word == "A" else word for word in call), given=record(77))
                    self.assertIn(done.code, (0, 1, 4), done.err)
                    told += "error[" in done.err
                    # Either it says so, or the index has been made anew: no hit is missing.
                    self.assertTrue("error[E" in done.err or name != "search" or done.out == found, done.err)
                    again = waqai("search", "-a", archive, query, "--to", "jsonl")
                    self.assertTrue("error[E" in again.err or again.code == 0, again.err)
        self.assertGreater(told, 5)


if __name__ == "__main__":
    unittest.main()
