"""An archive that lost a table, or holds one of another shape, is an error that says so, in every command and every address; never a crash, never an empty answer."""
import json
import pathlib
import shutil
import tempfile
import unittest

import serving
from harness import EXAMPLES, Case, record, waqai
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
             "actors?count=stories", "actor?id=x", "pledges", "followups", "stories", "stories?q=x", "story?id=STORY", "articles", "text?id=ARTICLE", "article?id=ARTICLE", "reading?id=ARTICLE",
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
                answer = server.ask("/api/v1/" + address.replace("ARTICLE", self.article).replace("STORY", self.story))
                with self.subTest(f"{address} without {table}"):
                    self.assertIn(answer.status, (200, 400, 404, 409, 500), answer.text)
                    if answer.status == 500:
                        self.assertRegex(json.loads(answer.text)["error"]["id"], r"E1[01]\d")
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
