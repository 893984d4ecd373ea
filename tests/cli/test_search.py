"""`waqai search`: spellings, forms, names, phrases, filters; and an index that follows the archive whatever happens to it."""
import json
import os
import random
import subprocess
import time
import unittest

import serving
from harness import EXAMPLES, PROGRAM, Case, waqai

SAMPLES = EXAMPLES / "articles.jsonl"
KILLS = 60 if os.environ.get("WAQAI_LONG") else 12
ROUNDS = 40 if os.environ.get("WAQAI_LONG") else 10

TEXTS = {
    "ministers": "اجتمع الوزراء في العاصمة\nقال وزير المالية إنَّ الحكومة ستقرّ الموازنة قبل 15 مارس. وأضاف أن وزارته أنهت الدراسة.",
    "government": "حكومات المنطقة تبحث أزمة المياه\nبحثت حكومات ثلاث دول أزمة المياه في اجتماع عقد في بغداد.",
    "schools": "إعادة فتح المدارس\nفتحت المدرسة القديمة أبوابها أمام التلاميذ، وللمدرسة حديقة كبيرة.",
    "president": "بوتين يزور أنقرة\nوصل الرئيس الروسي فلاديمير بوتين إلى أنقرة لإجراء محادثات مع نظيره التركي.",
    "trump": "ترمب يلغي زيارته\nألغى الرئيس الأميركي دونالد ترمب زيارته إلى أوروبا.",
    "mall": "افتتاح سوق\nافتتح سوق المالية الجديد، وهو اسم شارع. وزير المدينة غائب.",
}


def record(name, text, day):
    title = text.split("\n")[0]
    return json.dumps({"id": name, "title": title, "published": day, "source": "test", "text": text}, ensure_ascii=False) + "\n"


def articles():
    return "".join(record(name, text, f"2024-05-{i + 1:02}") for i, (name, text) in enumerate(TEXTS.items()))


def many(count, seed=5):
    """Articles of words drawn from the samples, so that every query has several answers."""
    dice = random.Random(seed)
    words = [word for line in SAMPLES.read_text(encoding="utf-8").splitlines() for word in json.loads(line)["text"].replace("\n", " ").split()]
    return [record(f"m{i}", " ".join(dice.choice(words) for _ in range(30)) + f" {i}.", f"2024-{i % 12 + 1:02}-{i % 28 + 1:02}") for i in range(count)]


class Searching(Case):
    def setUp(self):
        super().setUp()
        self.archive = self.folder / "news"

    def ingest(self, content, archive=None):
        done = waqai("ingest", "-q", "-a", archive or self.archive, self.write("in.jsonl", content))
        self.assertEqual(done.code, 0, done.err)

    def search(self, query, *flags, archive=None):
        done = waqai("search", "-a", archive or self.archive, "--json", *flags, "--", query)
        self.assertIn(done.code, (0, 1), done.err)
        return json.loads(done.out)

    def ids(self, query, *flags):
        return [hit["article_id"] for hit in self.search(query, *flags)["hits"]]

    def fact(self, name):
        done = waqai("doctor", "--archive", self.archive, "--json")
        return json.loads(done.out)[name]


class Queries(Searching):
    @classmethod
    def setUpClass(cls):
        cls.keep = Case()
        cls.keep.setUp()
        cls.keep.archive = cls.keep.folder / "news"
        path = cls.keep.write("in.jsonl", articles() + SAMPLES.read_text(encoding="utf-8"))
        assert waqai("ingest", "-q", "-a", cls.keep.archive, path).code == 0

    @classmethod
    def tearDownClass(cls):
        cls.keep.doCleanups()

    def setUp(self):
        super().setUp()
        self.archive = self.keep.archive

    def test_any_spelling(self):
        # Hamza, ta marbuta, final ya, vowels, tatweel, digits of both kinds, clitics in the text and in the query.
        for query, name in [("المدرسه", "schools"), ("ابوابها", "schools"), ("حَديقة", "schools"), ("حديـقة", "schools"), ("انقره", "president"), ("١٥", "ministers"), ("موازنة", "ministers"), ("وبالمدارس", "schools")]:
            self.assertIn(name, self.ids(query), query)

    def test_forms_of_a_word_come_behind_its_spelling(self):
        found = self.search("حكومات")
        ids = [hit["article_id"] for hit in found["hits"]]
        self.assertEqual(ids[0], "government")
        self.assertIn("ministers", ids)
        spelt = [hit["as_spelt"] for hit in found["hits"]]
        self.assertEqual(spelt, sorted(spelt, reverse=True))
        hows = {match["how"] for match in found["words"][0]["matches"]}
        self.assertEqual(hows, {"spelling", "lemma"})
        self.assertNotIn("ministers", self.ids("حكومات", "--as-spelt"))

    def test_all_words_one_of_them_none_of_them(self):
        self.assertEqual(self.ids("الرئيس زيارته أوروبا"), ["trump"])
        self.assertTrue({"president", "trump"} <= set(self.ids("بوتين OR ترمب")))
        self.assertNotIn("trump", self.ids("الرئيس -ترمب"))
        self.assertIn("president", self.ids("محادث*"))

    def test_phrases(self):
        self.assertEqual(self.ids('"وزير المالية إن الحكومة"'), ["ministers"])
        self.assertEqual(self.ids('"المالية وزير"'), [])
        # Not from one paragraph into the next.
        self.assertEqual(self.ids('"العاصمة قال"'), [])
        self.assertNotIn("ministers", self.ids('المالية -"وزير المالية"'))

    def test_words_side_by_side_and_in_titles_rank_higher(self):
        self.assertEqual(self.ids("وزير المالية")[0], "ministers")
        self.assertEqual(self.ids("أنقرة")[0], "president")

    def test_names_in_other_scripts(self):
        for query, name in [("Putin", "president"), ("Vladimir Putin", "president"), ("Путин", "president"), ("Trump", "trump"), ("ترامب", "trump"), ("Ankara", "president"), ("Baghdad", "government")]:
            found = self.search(query)
            self.assertIn(name, [hit["article_id"] for hit in found["hits"]], query)
            self.assertIn("name", {match["how"] for word in found["words"] for match in word["matches"]}, query)
        self.assertEqual(self.ids("Putin", "--as-spelt"), [])

    def test_spans_are_the_words_found(self):
        for hit in self.search("مدارس")["hits"]:
            cut = [hit["snippet"][begin:end] for begin, end in hit["spans"]]
            self.assertTrue(cut)
            for word in cut:
                self.assertIn("در", word)
            text = TEXTS[hit["article_id"]]
            self.assertEqual(text[hit["start"]:hit["start"] + len(hit["snippet"])].replace("\n", " "), hit["snippet"])

    def test_filters_are_those_of_events(self):
        done = waqai("events", "-a", self.archive, "--to", "jsonl", "--country", "TUN")
        wanted = {row["id"] for row in done.rows()}
        self.assertTrue(wanted)
        found = self.search("في*", "--country", "TUN", "--limit", "50")
        self.assertLessEqual({hit["article_id"] for hit in found["hits"]}, wanted)
        self.assertIn("02-protest", self.ids("العمال", "--type", "PROTEST"))
        self.assertEqual(self.ids("العمال", "--type", "SANCTION"), [])

    def test_pages(self):
        whole = self.ids("الرئيس OR وزير OR العاصمة OR مدارس", "--limit", "100")
        self.assertEqual(self.ids("الرئيس OR وزير OR العاصمة OR مدارس", "--limit", "2") + self.ids("الرئيس OR وزير OR العاصمة OR مدارس", "--limit", "98", "--offset", "2"), whole)

    def test_nothing_to_look_for(self):
        for query in ("", "   ", "-بوتين", "في", "من على", "*", "ا*"):
            self.assert_fails(waqai("search", "-a", self.archive, "--json", "--", query), 2, "E143", None)
        self.assertIn("president", self.ids("إلى أنقرة"))
        self.assertEqual([word["text"] for word in self.search("إلى أنقرة")["words"] if word["ignored"]], ["إلى"])
        self.assertEqual(waqai("search", "-a", self.archive, "--", "زقزوق").code, 1)

    def test_for_people(self):
        done = waqai("search", "-a", self.archive, "--to", "text", "--color", "always", "مدارس")
        self.assertIn("\x1b[1m", done.out)
        self.assertRegex(done.out, r"(?m)^\d+ articles?$")
        # Arabic stands last on its line.
        for line in done.out.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines():
            self.assertNotRegex(line, "[\u0621-\u064a].*[A-Za-z]")

    def test_the_web_app_asks_the_same(self):
        server = serving.Server(self.archive, "--read-only")
        self.addCleanup(server.stop)
        found = server.api("search", q="حكومات")
        self.assertEqual(found["articles"], self.search("حكومات")["articles"])
        self.assertEqual(found["words"], self.search("حكومات")["words"])
        rows = serving.rows(found["hits"])
        self.assertEqual(rows[0]["article_id"], "government")
        self.assertIn("حكوم", rows[0]["match"])
        self.assertEqual(serving.rows(server.api("search", q="العمال", type="SANCTION")["hits"]), [])
        self.assertEqual(server.ask("/api/v1/search?q=%D9%81%D9%8A").status, 400)


class Keeping(Searching):
    QUERIES = ("الرئيس", "وزير OR قوات", "حكومة -بلاد", "Putin", '"في بيروت"', "الاقتصاد", "قال", "مد*")

    def answers(self, archive=None):
        return [self.search(query, "--limit", "30", archive=archive) for query in self.QUERIES]

    def test_order_and_batches_do_not_matter(self):
        rows = many(90)
        self.ingest("".join(rows))
        expected = self.answers()
        self.assertGreater(sum(answer["articles"] for answer in expected), 50)
        dice = random.Random(3)
        for batch in (1 if os.environ.get("WAQAI_LONG") else 9, 40):
            dice.shuffle(rows)
            other = self.folder / f"by-{batch}"
            for begin in range(0, len(rows), batch):
                self.ingest("".join(rows[begin:begin + batch]), other)
            self.assertLess(len(list((other / "search").glob("*.segment"))), 7)
            self.assertEqual(self.answers(other), expected)

    def test_what_is_removed_or_blanked_is_not_found(self):
        self.ingest(articles())
        held = lambda: b"".join(path.read_bytes() for path in (self.archive / "search").glob("*.segment"))
        self.assertIn(b"schools", held())
        self.assertEqual(waqai("remove", "-q", "-a", self.archive, "schools", "--reason", "test").code, 0)
        self.assertEqual(self.ids("مدارس"), [])
        self.assertNotIn(b"schools", held())
        self.assertEqual(waqai("remove", "-q", "-a", self.archive, "trump", "--redact", "--reason", "test").code, 0)
        self.assertEqual(self.ids("ترمب"), [])
        self.assertEqual(self.ids("بوتين"), ["president"])
        self.assertEqual((self.fact("search index"), self.fact("search articles")), ("current", "5"))
        # As if it had been made without them.
        before = self.search("الرئيس OR حكومة")
        for path in (self.archive / "search").iterdir():
            path.unlink()
        self.assertEqual(self.search("الرئيس OR حكومة"), before)

    def test_a_missing_index_is_made(self):
        self.ingest(articles() + "".join(many(40)))
        expected = self.answers()
        for path in (self.archive / "search").iterdir():
            path.unlink()
        self.assertTrue(self.fact("search index").startswith("missing"))
        self.assertEqual(self.answers(), expected)
        self.assertEqual(self.fact("search index"), "current")

    def test_damage_is_mended_never_read(self):
        self.ingest("".join(many(60)))
        expected, dice = self.answers(), random.Random(9)
        for round_ in range(ROUNDS):
            for path in sorted((self.archive / "search").iterdir()):
                content = bytearray(path.read_bytes())
                if path.name == "lock" or dice.random() < 0.4:
                    continue
                if round_ % 3 == 0:
                    content = content[:dice.randrange(len(content))]
                for _ in range(dice.randint(1, 9) if content else 0):
                    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
                path.write_bytes(content)
            if round_ == 1:
                done = waqai("doctor", "--archive", self.archive, "--json")
                self.assertEqual(json.loads(done.out)["search index"][:7], "damaged")
                self.assertEqual(done.code, 4)
            self.assertEqual(self.answers(), expected, round_)
        self.assertEqual(waqai("ingest", "-q", "-a", self.archive, self.write("in.jsonl", "".join(many(60)))).code, 0)
        self.assertEqual(self.fact("search index"), "current")

    def test_killed_at_random_moments(self):
        rows = many(300)
        path, whole = self.write("many.jsonl", "".join(rows)), self.folder / "whole"
        began = time.monotonic()
        self.assertEqual(waqai("ingest", "-q", "-a", whole, path).code, 0)
        seconds, dice = time.monotonic() - began, random.Random(7)
        for kill in range(KILLS):
            # Half of them near the end, where the index is written.
            child = subprocess.Popen([str(PROGRAM), "ingest", "-q", "-a", str(self.archive), str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, seconds) if kill % 2 else dice.uniform(0.7, 1.1) * seconds)
            child.kill()
            child.wait()
            if kill % 3 == 2 and (self.archive / "waqai.duckdb").exists():
                done = waqai("search", "-a", self.archive, "--json", "الرئيس")
                self.assertIn(done.code, (0, 1, 4), done.err)
        self.assertEqual(waqai("ingest", "-q", "-a", self.archive, path).code, 0)
        self.assertEqual(self.answers(), self.answers(whole))
        self.assertEqual(self.fact("search index"), "current")

    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() == 0:
            self.skipTest("root writes everywhere")
        self.ingest(articles())
        for path in (self.archive / "search").iterdir():
            path.unlink()
        (self.archive / "search").chmod(0o555)
        self.addCleanup((self.archive / "search").chmod, 0o755)
        self.assert_fails(waqai("search", "-a", self.archive, "--json", "بوتين"), 4, "E003", None)


if __name__ == "__main__":
    unittest.main()
