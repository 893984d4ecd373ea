"""Coding again: an archive re-coded after a change of the dictionary equals one built afresh with it, row for row; the feed of changes tells every event.

WAQAI_RECODE_ARTICLES names a file of articles to use beside our own (JSON Lines): the same tests over a corpus.
"""
import json
import os
import pathlib
import random
import shutil
import tempfile
import unittest

from harness import ROOT, Case, DuckDB, waqai

TABLES = ("article", "analysis", "event", "participant", "magnitude", "evidence", "pledge", "quotation", "rejection", "report_link", "story", "story_article", "incident", "incident_event", "incident_version")


def own_articles():
    articles = {}
    for name in ("articles", "contrast"):
        for line in (ROOT / f"data/gold/{name}.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            one = one.get("article", one)
            articles[one["id"]] = {key: one[key] for key in ("id", "source", "published", "title", "text") if one.get(key)}
    more = os.environ.get("WAQAI_RECODE_ARTICLES")
    for line in pathlib.Path(more).read_text(encoding="utf-8").splitlines() if more else []:
        one = json.loads(line)
        articles[str(one["id"])] = one
    return list(articles.values())


# What a person may change in the sources: file, then lines to lines.
def edit(name):
    def decorate(change):
        change.file = name
        return change
    return decorate


@edit("events/support.frames")
def frame_changed(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("frame: أيد"))
    return [line.replace("noun: light", "noun: act") if i > at and i < at + 9 else line for i, line in enumerate(lines)]


@edit("events/accuse.frames")
def frame_added(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith(("frame:", "list:", "class:")))
    return lines[:at] + ["frame: زار", "type: ACCUSE", "actor: subject", "recipient: object", "if: object is actor", "example: زار الرئيس المصري السعودية. => الرئيس المصري -> السعودية", ""] + lines[at:]


@edit("events/consult.frames")
def frame_removed(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("frame:"))
    end = next(i for i in range(at, len(lines)) if not lines[i].strip())
    return lines[:at] + lines[end + 1:]


@edit("actors/persons.tsv")
def actor_changed(lines):
    return [line.replace("Bashar al-Assad", "Bashar Al Assad") if line.startswith("bashar-al-assad\t") else line for line in lines]


@edit("actors/orgs.tsv")
def actor_removed(lines):
    return [line for line in lines if not line.startswith("un-security-council\t")]


@edit("actors/orgs.tsv")
def actor_added(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("id\t"))
    return lines[:at + 1] + ["test-street\tTest Street\tوزارة الخارجية\t-\t-\tUNO\tGOV\t-\t-"] + lines[at + 1:]


@edit("actors/offices.tsv")
def office_changed(lines):
    return [line for line in lines if not line.startswith("bashar-al-assad\t")]


@edit("actors/states.tsv")
def state_changed(lines):
    return [line.replace("\tTunisia\t", "\tRepublic of Tunisia\t") for line in lines]


@edit("actors/sectors.tsv")
def sector_changed(lines):
    return [line.replace("\tMIL\t", "\tGOV\t") if i % 3 == 0 else line for i, line in enumerate(lines)]


@edit("actors/agents.tsv")
def agent_renamed(lines):
    new = {"army\tالجيش": "army\tجيش الدولة", "diplomat\tدبلوماسي": "diplomat\tسفير"}
    return [new.get(line, line) for line in lines]


@edit("lexicon/spelling.tsv")
def spelling_added(lines):
    return lines + ["لقاء\tاجتماع", "دولة\tجيش"]


@edit("places/places.tsv")
def place_changed(lines):
    return [line.replace("\t36.20\t37.16\t", "\t36.21\t37.17\t") for line in lines]


@edit("places/places.tsv")
def place_added(lines):
    return lines + ["Testville\tالحدود\t-\tLBN\ttown\t-\t34.00\t36.00\t1000\t-"]


@edit("lexicon/nouns-acts.tsv")
def word_removed(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("هُجُوم\t"))
    return lines[:at] + lines[at + 1:]


@edit("lexicon/verbs-form1.tsv")
def word_added_on_top(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("lemma\t"))
    return lines[:at + 1] + ["دَمَسَ\tد.م.س\t1\tu\tt\t-\tدَمْس\tbury"] + lines[at + 1:]


@edit("events/cooperate-aid-retreat.frames")
def frame_of_several_words(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("frame: رفع حصار"))
    return lines[:at + 1] + ["status: attempted"] + lines[at + 1:]


@edit("actors/persons.tsv")
def namesake_added(lines):
    return lines + ["test-namesake\tTest Namesake\tيحيى بن سالم الأسد\t-\tSDN\t1950\t-\t-"]


CHANGES = [frame_changed, frame_of_several_words, namesake_added, frame_added, frame_removed, actor_changed, actor_removed, actor_added, office_changed, state_changed, sector_changed, agent_renamed, spelling_added, place_changed,
           place_added, word_removed, word_added_on_top]


class Recode(Case):
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.data = cls.shared / "data"
        shutil.copytree(ROOT / "data", cls.data, ignore=shutil.ignore_patterns("gold", "treebank", "pages"))
        cls.articles = own_articles()
        cls.build(cls.shared / "before.bundle")
        cls.before = cls.shared / "before"
        cls.ingest(cls.before, cls.shared / "before.bundle", [cls.articles])

    @classmethod
    def build(cls, bundle, *overlays):
        more = [word for overlay in overlays for word in ("--overlay", overlay)]
        done = waqai("dict", "build", "--data", cls.data, *more, "--output", bundle)
        assert done.code == 0, "\n".join(line for line in done.err.splitlines() if "error" in line)

    @classmethod
    def ingest(cls, archive, bundle, batches):
        for batch in batches:
            done = waqai("ingest", "-q", "-a", archive, "--bundle", bundle, "-", given="".join(json.dumps(a, ensure_ascii=False) + "\n" for a in batch))
            assert done.code == 0, done.err

    def changed_bundle(self, name, *changes):
        """A bundle of the sources with the changes made; the sources are put back."""
        bundle = self.folder / f"{name}.bundle"
        kept = {}
        for change in changes:
            path = self.data / change.file
            text = path.read_text(encoding="utf-8")
            kept.setdefault(path, text)
            lines = change(text.split("\n"))
            self.assertNotEqual("\n".join(lines), text, change.__name__)
            path.write_text("\n".join(lines), encoding="utf-8")
        try:
            self.build(bundle)
        finally:
            for path, text in kept.items():
                path.write_text(text, encoding="utf-8")
        return bundle

    def copy(self, archive, name):
        shutil.copytree(archive, self.folder / name)
        return self.folder / name

    def table(self, archive, table):
        hidden = {"article": "run_id", "event": "run_id"}.get(table)
        done = waqai("sql", "-a", archive, f"SELECT * {f'EXCLUDE ({hidden})' if hidden else ''} FROM {table} ORDER BY ALL", "--to", "jsonl", "--limit", "10000000", "-o", self.folder / "rows")
        self.assertEqual(done.code, 0, done.err)
        return (self.folder / "rows").read_text(encoding="utf-8").splitlines()

    def assert_same(self, got, want, what, tables=TABLES):
        diff = waqai("diff", want, got, "--to", "jsonl")
        self.assertEqual(diff.out, "", what)
        for table in tables:
            a, b = self.table(got, table), self.table(want, table)
            if a != b:
                left, right = sorted(set(a) - set(b)), sorted(set(b) - set(a))
                self.fail(f"{what}: table {table}: re-coded {len(a)} rows, afresh {len(b)}:\n" + "\n".join(left[:3]) + "\n---\n" + "\n".join(right[:3]))

    def recode(self, archive, bundle, *flags):
        done = waqai("recode", "-a", archive, "--bundle", bundle, "--json", *flags)
        self.assertEqual(done.code, 0, done.err)
        return json.loads(done.out)

    def check(self, *changes):
        name = "+".join(change.__name__ for change in changes)
        bundle = self.changed_bundle("after", *changes)
        fresh, archive = self.folder / "fresh", self.copy(self.before, "archive")
        self.ingest(fresh, bundle, [self.articles])
        report = self.recode(archive, bundle)
        self.assertIsNone(report["everything"], name)
        # What only frames or actors speak of is not analysed again.
        if all(change.file.startswith(("events/", "actors/", "places/")) for change in changes):
            self.assertEqual(report["analysed"], 0, name)
        self.assertGreater(report["rows"], 0)
        self.assertLess(report["recoded"], report["articles"])
        self.assert_same(archive, fresh, name)
        self.assertEqual(self.recode(archive, bundle)["recoded"], 0)
        # The feed tells what diff tells.
        diff = waqai("diff", self.before, archive, "--to", "jsonl").rows()
        kinds = {"gained": "added", "lost": "withdrawn", "changed": "changed"}
        feed = waqai("changes", "-a", archive, "--since", "1", "--json").rows()
        self.assertEqual({(r["event_id"], kinds[r["change"]]) for r in diff}, {(r["event_id"], r["kind"]) for r in feed})
        self.assertEqual({len(diff) > 0}, {sum(report["events"].values()) > 0})
        return report

    def test_random_order_and_batches(self):
        rng = random.Random(7)
        first, second = rng.sample(CHANGES, 2)
        middle, last = self.changed_bundle("middle", first), self.changed_bundle("last", first, second)
        shuffled = self.articles[:]
        rng.shuffle(shuffled)
        half = len(shuffled) // 2
        archive, fresh = self.folder / "archive", self.folder / "fresh"
        # Two batches coded with two dictionaries, then a third one for all.
        self.ingest(archive, self.shared / "before.bundle", [shuffled[:half]])
        self.ingest(archive, middle, [shuffled[half:]])
        self.assertIsNone(self.recode(archive, last)["everything"])
        self.ingest(fresh, last, [self.articles])
        self.assert_same(archive, fresh, f"{first.__name__}, {second.__name__}")
        # And back.
        self.recode(archive, self.shared / "before.bundle")
        self.assert_same(archive, self.before, "back")


    def doctor(self, archive):
        return json.loads(waqai("doctor", "--archive", archive, "--json").out)["stored analyses"]

    def in_database(self, archive, *statements):
        database = DuckDB(archive / "waqai.duckdb")
        for statement in statements:
            database.rows(statement)
        database.close()

    def test_stored_analyses_that_are_damaged_missing_or_anothers(self):
        bundle = self.changed_bundle("after", sector_changed)
        fresh = self.folder / "fresh"
        self.ingest(fresh, bundle, [self.articles])
        whole = self.doctor(self.before)
        self.assertEqual(whole, f"{len(self.articles)} of {len(self.articles)} articles")
        touched = self.recode(self.copy(self.before, "whole"), bundle)["recoded"]
        some = "hash(article_id) % 3 = 0"
        damages = {
            "none": ["DELETE FROM analysis"],
            "some-missing": [f"DELETE FROM analysis WHERE {some}"],
            "empty": ["UPDATE analysis SET bytes = ''::BLOB"],
            "null": ["UPDATE analysis SET bytes = NULL"],
            "cut": ["UPDATE analysis SET bytes = unhex(left(hex(bytes), 2 * (octet_length(bytes) // 2)))"],
            "longer": ["UPDATE analysis SET bytes = bytes || 'x'::BLOB"],
            "a-bit": [r"UPDATE analysis SET bytes = unhex(left(hex(bytes), 60)) || '\x5A'::BLOB || unhex(substr(hex(bytes), 63))"],
            "another-layout": [r"UPDATE analysis SET bytes = '\x7F'::BLOB || unhex(substr(hex(bytes), 3))"],
            "anothers": ["CREATE TEMP TABLE shifted AS SELECT article_id, coalesce(lead(bytes) OVER (ORDER BY article_id), bytes) AS bytes FROM analysis",
                         "UPDATE analysis SET bytes = s.bytes FROM shifted s WHERE s.article_id = analysis.article_id"],
            "twice": ["INSERT INTO analysis SELECT article_id, bytes FROM analysis"],
        }
        for name, statements in damages.items():
            with self.subTest(name):
                archive = self.copy(self.before, name)
                self.in_database(archive, *statements)
                if name != "twice":
                    self.assertNotEqual(self.doctor(archive), whole)
                    self.assertIn("nothing is lost", self.doctor(archive))
                report = self.recode(archive, bundle)
                self.assertEqual(report["recoded"], touched)
                self.assertEqual(report["analysed"] == 0, name == "twice")
                self.assert_same(archive, fresh, name, [table for table in TABLES if table != "analysis"])
                # Those that were coded again have theirs again.
                rows = set(self.table(fresh, "analysis"))
                again = {json.loads(row)["article_id"] for row in self.table(archive, "changes WHERE why LIKE 'coded again%'")}
                stored = [row for row in self.table(archive, "analysis") if json.loads(row)["article_id"] in again]
                self.assertEqual({json.loads(row)["article_id"] for row in stored}, again)
                self.assertEqual(set(stored) - rows, set())

    def test_an_archive_of_the_version_before_has_none_and_gets_them(self):
        bundle = self.changed_bundle("after", sector_changed)
        archive, fresh = self.copy(self.before, "archive"), self.folder / "fresh"
        self.ingest(fresh, bundle, [self.articles])
        self.in_database(archive, "DROP TABLE analysis", "UPDATE meta SET value = '4' WHERE key = 'schema_version'")
        report = self.recode(archive, bundle)
        self.assertEqual(report["analysed"], report["recoded"])
        self.assertIn(f"{report['recoded']} of {len(self.articles)} articles; the others", self.doctor(archive))
        back = self.recode(archive, self.shared / "before.bundle")
        self.assertEqual((back["recoded"], back["analysed"]), (report["recoded"], 0))
        # Everything that is coded again is stored.
        self.assertEqual(self.recode(archive, bundle, "--all")["analysed"], len(self.articles))
        self.assert_same(archive, fresh, "all")

    def test_a_change_of_no_row_codes_everything_and_says_why(self):
        def a_row_fewer(lines):
            at = max(i for i, line in enumerate(lines) if line.strip())
            return lines[:at] + lines[at + 1:]
        a_row_fewer.file = "time/terms_relative.tsv"
        bundle = self.changed_bundle("after", a_row_fewer)
        fresh, archive = self.folder / "fresh", self.copy(self.before, "archive")
        self.ingest(fresh, bundle, [self.articles])
        report = self.recode(archive, bundle, "--dry-run")
        self.assertIn("times", report["everything"])
        self.assertEqual(report["recoded"], report["articles"])
        self.assert_same(archive, self.before, "a dry run changes nothing")
        self.recode(archive, bundle)
        self.assert_same(archive, fresh, "everything")
        self.assertEqual(self.recode(archive, bundle)["recoded"], 0)
        report = self.recode(archive, bundle, "--all")
        self.assertEqual((report["everything"], report["analysed"]), ("asked for", report["recoded"]))

    def test_a_word_of_a_kind_of_news_makes_stories_anew_and_codes_nothing(self):
        def all_fewer(lines):
            return [line for line in lines if line.startswith(("#", "word"))]
        all_fewer.file = "story/stems.tsv"
        bundle = self.changed_bundle("after", all_fewer)
        fresh, archive = self.folder / "fresh", self.copy(self.before, "archive")
        self.ingest(fresh, bundle, [self.articles])
        report = self.recode(archive, bundle)
        self.assertEqual((report["everything"], report["recoded"]), (None, 0))
        self.assertGreater(report["stories"], 0)
        self.assert_same(archive, fresh, "stems")

    def articles_touched(self, change, texts):
        """Which of the texts, by their place, are coded again after the change."""
        archive = self.folder / "archive"
        given = [{"id": f"t{i}", "source": "test", "published": "2018-03-01", "text": text} for i, text in enumerate(texts)]
        self.ingest(archive, self.shared / "before.bundle", [given])
        bundle = self.changed_bundle("after", change)
        told = self.recode(archive, bundle, "--dry-run")["recoded"]
        alone = []
        for i, article in enumerate(given):
            one = self.folder / f"one{i}"
            self.ingest(one, self.shared / "before.bundle", [[article]])
            alone += [i] * self.recode(one, bundle, "--dry-run")["recoded"]
        self.assertEqual(told, len(alone))
        return alone

    def test_a_frame_of_two_words_touches_where_it_matches(self):
        texts = ["رفعت القوات الحصار عن المدينة اليوم.", "رفع المتظاهرون أعلاما في الساحة. وما زال الحصار مستمرا.", "وصف الوزير الحصار بأنه ظالم، وقال إن العلم سوف يرفع فوق المبنى."]
        self.assertEqual(self.articles_touched(frame_of_several_words, texts), [0])

    def test_a_namesake_without_office_touches_where_he_is_named_in_full(self):
        texts = ["التقى الأسد وفدا روسيا في دمشق.", "قال يحيى بن سالم الأسد إن الاتفاق قريب.", "زار الوزير القاهرة."]
        self.assertEqual(self.articles_touched(namesake_added, texts), [1])

    def test_surfaces_and_a_scan_choose_the_same_and_surfaces_read_less(self):
        rng = random.Random(5)
        for change in rng.sample(CHANGES, 3) + [frame_changed, namesake_added]:
            with self.subTest(change.__name__):
                bundle = self.changed_bundle("after", change)
                asked, looked = self.copy(self.before, f"asked-{change.__name__}"), self.copy(self.before, f"looked-{change.__name__}")
                # Without a folder for them all texts are read.
                shutil.rmtree(looked / "surfaces")
                (looked / "surfaces").write_text("", encoding="utf-8")
                a, b = self.recode(asked, bundle, "--dry-run"), self.recode(looked, bundle, "--dry-run")
                self.assertEqual(b["read"], b["articles"])
                self.assertLessEqual(a["read"], b["read"])
                self.assertLessEqual(a["recoded"], a["read"])
                self.assertEqual({**a, "read": 0}, {**b, "read": 0})
                if change in (frame_changed, namesake_added):
                    self.assertLess(a["read"], a["articles"] / 2)

    def test_surfaces_that_are_damaged_missing_or_behind_cost_time_alone(self):
        bundle = self.changed_bundle("after", frame_changed)
        want = self.recode(self.copy(self.before, "whole"), bundle, "--dry-run")
        def cut(folder):
            for path in folder.glob("*.segment"):
                path.write_bytes(path.read_bytes()[:-100])
        def flip(folder):
            for path in folder.glob("*.segment"):
                data = bytearray(path.read_bytes())
                data[len(data) // 2] ^= 0x55
                path.write_bytes(bytes(data))
        def garble(folder):
            (folder / "segments").write_text("x", encoding="utf-8")
        for damage in (cut, flip, garble, shutil.rmtree):
            with self.subTest(damage.__name__):
                archive = self.copy(self.before, damage.__name__)
                damage(archive / "surfaces")
                got = self.recode(archive, bundle, "--dry-run")
                self.assertEqual({**got, "read": 0}, {**want, "read": 0})
                # What was damaged where it shows is made good by then.
                self.assertEqual(self.recode(archive, bundle, "--dry-run")["read"], want["read"])

    def test_a_changed_word_is_found_with_clitics_marks_other_seats_and_in_the_title(self):
        texts = ["وبالمسئول هنا.", "مَسْئُولٌ هنا.", "مســئولهم هنا.", "زار الوزير القاهرة."]
        given = [{"id": f"t{i}", "source": "test", "published": "2018-03-01", "text": text} for i, text in enumerate(texts)]
        given.append({"id": "t4", "source": "test", "published": "2018-03-01", "title": "للمسئول", "text": "زار الوزير القاهرة."})
        archive = self.folder / "archive"
        self.ingest(archive, self.shared / "before.bundle", [given])
        def taken_out(lines):
            return [line for line in lines if not line.startswith("مسئول\t")]
        taken_out.file = "lexicon/spelling.tsv"
        report = self.recode(archive, self.changed_bundle("after", taken_out))
        self.assertEqual((report["read"], report["recoded"]), (4, 4))

    def test_gold_before_and_after(self):
        bundle = self.changed_bundle("after", sector_changed)
        report = self.recode(self.copy(self.before, "archive"), bundle, "--gold", ROOT / "data/gold/articles.jsonl", "--dry-run")
        for measure in ("event", "actor"):
            self.assertGreater(report["gold"][measure]["before"], 0)
            self.assertGreater(report["gold"][measure]["after"], 0)
        self.assertNotEqual({k: v["before"] for k, v in report["gold"].items()}, {k: v["after"] for k, v in report["gold"].items()})


def add_test(change):
    setattr(Recode, f"test_{change.__name__}", lambda self: self.check(change) and None)


for one in CHANGES:
    add_test(one)

if __name__ == "__main__":
    unittest.main()
