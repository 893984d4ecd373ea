"""What leaves an archive is read by other programs: Python's csv and json, and DuckDB's own library for Parquet (other people's programs: test_readers.py); SQL of users stays within its walls."""
import csv
import io
import json
import os
import pathlib
import shutil
import unittest

from harness import EXAMPLES, PATIENCE, ROOT, SANITIZED, Case, DuckDB, waqai

# GDELT 2.0 Event, column by column, as its clients name them.
GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code
Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code
Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode
Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code
Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long
ActionGeo_FeatureID DATEADDED SOURCEURL""".split()
POLECAT = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
           "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
           "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
           "Story People", "Story Organizations", "Story Locations", "Language", "Version"]


class Exports(Case):
    @classmethod
    def setUpClass(cls):
        cls.archive = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"waqai-exports-{os.getpid()}"
        lines = (json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines())
        articles = [{"id": a["id"], "title": a["title"], "text": a["text"], "published": a["published"] or "2024-05-01", "source": a.get("source") or "\u0627\u0644\u0645\u062b\u0627\u0644",
                     "url": f"https://example.com/{a['id']}"} for a in lines]
        cls.articles = articles
        done = waqai("ingest", "-q", "-a", cls.archive, "-", given="".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles))
        assert done.code == 0, done.err
        cls.events = int(waqai("sql", "-a", cls.archive, "SELECT count(*) FROM event", "--to", "csv").out.split()[1])
        cls.actual = int(waqai("sql", "-a", cls.archive, "SELECT count(*) FROM event WHERE status = 'actual'", "--to", "csv").out.split()[1])

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.archive, ignore_errors=True)

    def export(self, *words):
        done = waqai("export", "-a", self.archive, *words)
        self.assertEqual(done.code, 0, done.err)
        return done.out

    def test_csv_and_json_lines_agree(self):
        rows = list(csv.DictReader(io.StringIO(self.export("events", "--to", "csv"))))
        objects = [json.loads(line) for line in self.export("events", "--to", "jsonl").splitlines()]
        self.assertEqual(len(rows), self.events)
        self.assertEqual([r["event_id"] for r in rows], [o["event_id"] for o in objects])
        self.assertEqual(list(rows[0]), list(objects[0]))
        for row, found in zip(rows, objects):
            self.assertIn(found["day_basis"], ("stated", "carried", "published"))
            self.assertEqual(row["sentence"], found["sentence"])
            self.assertIn(found["trigger"], found["sentence"])
            self.assertEqual(found["actor_cow"] is not None, row["actor_cow"] != "")

    def test_parquet_is_read_by_duckdb(self):
        duckdb = DuckDB()
        for layout, count, columns in (("events", self.events, 44), ("gdelt-events", self.actual, 61), ("gdelt-mentions", self.actual, 16), ("polecat", self.actual, 40)):
            path = self.folder / f"{layout}.parquet"
            self.export(layout, "--to", "parquet", "-o", path)
            self.assertEqual(duckdb.rows(f"SELECT count(*) FROM '{path}'"), [[str(count)]])
            self.assertEqual(len(duckdb.rows(f"DESCRIBE SELECT * FROM '{path}'")), columns)
            page = (self.folder / f"{layout}.parquet.codebook.md").read_text(encoding="utf-8")
            for name, *_ in duckdb.rows(f"DESCRIBE SELECT * FROM '{path}'"):
                self.assertIn(f"| `{name}` |", page)
        types = dict(row[:2] for row in duckdb.rows(f"DESCRIBE SELECT * FROM '{self.folder}/events.parquet'"))
        self.assertEqual((types["day"], types["score"], types["actor_cow"], types["cameo"]), ("DATE", "DOUBLE", "BIGINT", "VARCHAR"))
        rows = list(csv.DictReader(io.StringIO(self.export("events", "--to", "csv"))))
        self.assertEqual([r["event_id"] for r in rows], [r[0] for r in duckdb.rows(f"SELECT event_id FROM '{self.folder}/events.parquet'")])

    def test_gdelt(self):
        path = self.folder / "gdelt.parquet"
        self.export("gdelt-events", "--to", "parquet", "-o", path)
        self.assertEqual([row[0] for row in DuckDB().rows(f"DESCRIBE SELECT * FROM '{path}'")], GDELT)
        rows = [line.split("\t") for line in self.export("gdelt-events").splitlines()]
        mentions = [line.split("\t") for line in self.export("gdelt-mentions").splitlines()]
        self.assertEqual(len(rows), self.actual)
        texts = {f"https://example.com/{a['id']}": (a["title"] + "\n" if a["title"] else "") + a["text"] for a in self.articles}
        for row, mention in zip(rows, mentions):
            found = dict(zip(GDELT, row, strict=True))
            self.assertRegex(found["SQLDATE"], r"^\d{8}$")
            self.assertEqual((found["MonthYear"], found["Year"]), (found["SQLDATE"][:6], found["SQLDATE"][:4]))
            self.assertIn(found["QuadClass"], "1234")
            self.assertTrue(found["EventCode"].startswith(found["EventRootCode"]))
            self.assertRegex(found["DATEADDED"], r"^\d{14}$")
            self.assertEqual(len(mention), 16)
            self.assertEqual(mention[0], found["GLOBALEVENTID"])
            self.assertIn(mention[5], texts)
            self.assertTrue(10 <= int(mention[11]) <= 100)
            self.assertTrue(-1 <= int(mention[7]) < int(mention[12]) and 0 <= int(mention[9]) < int(mention[12]))
        self.assertEqual(len({row[0] for row in rows}), len(rows))

    def test_polecat(self):
        header, *rows = [line.split("\t") for line in self.export("polecat").splitlines()]
        self.assertEqual(header, POLECAT)
        self.assertEqual({len(row) for row in rows}, {40})
        self.assertEqual(len(rows), self.actual)

    def test_geojson(self):
        found = json.loads(self.export("events", "--to", "geojson"))
        self.assertEqual(found["type"], "FeatureCollection")
        self.assertTrue(found["features"])
        for feature in found["features"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            self.assertTrue(-180 <= longitude <= 180 and -90 <= latitude <= 90)
            self.assertEqual(feature["properties"]["latitude"], latitude)

    def test_excel(self):
        article = {"id": "=cmd|' /C calc'!A0", "title": "", "published": "2024-05-01", "source": "+1+1", "url": "@SUM(1)", "text": self.articles[1]["text"]}
        archive = self.folder / "hostile"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, "-", given=json.dumps(article)).code, 0)
        done = waqai("export", "-a", archive, "--to", "excel")
        self.assertTrue(done.bytes.startswith(b"\xef\xbb\xbf"))
        self.assertIn(b"\r\n", done.bytes)
        for row in csv.DictReader(io.StringIO(done.bytes.decode("utf-8-sig"), newline="")):
            self.assertEqual((row["article_id"], row["outlet"], row["url"]), ("'" + article["id"], "'+1+1", "'@SUM(1)"))
            self.assertRegex(row["score"], r"^-?[\d.]+$")  # a negative number stays one
        plain = next(csv.DictReader(io.StringIO(waqai("export", "-a", archive, "--to", "csv").out)))
        self.assertEqual(plain["url"], "@SUM(1)")

    def test_filters_and_mistakes(self):
        types = {row["type"] for row in csv.DictReader(io.StringIO(self.export("events", "--type", "PROTEST")))}
        self.assertEqual(types, {"PROTEST"})
        self.assertEqual(len(self.export("events", "--limit", "3").splitlines()), 4)
        for words in (("nonsense",), ("events", "--to", "xls"), ("polecat", "--to", "geojson"), ("events", "--since", "2024-13-01"), ("events", "--to", "parquet")):
            self.assertEqual(waqai("export", "-a", self.archive, *words).code, 2, words)

    def test_frequencies(self):
        done = waqai("freq", "type", "-a", self.archive)
        counts = {value: int(count) for count, value in (line.split("\t") for line in done.out.splitlines())}
        self.assertEqual(sum(counts.values()), self.events)
        self.assertEqual(list(counts.values()), sorted(counts.values(), reverse=True))
        self.assertEqual(waqai("freq", "nonsense", "-a", self.archive).code, 2)
        self.assertEqual(waqai("freq", "type", "-a", self.archive, "--type", "NONE").code, 1)

    def test_views(self):
        rows = [json.loads(line) for line in waqai("sql", "-a", self.archive, "SELECT * FROM dyad_day ORDER BY ALL", "--to", "jsonl").out.splitlines()]
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(row["events"], row["verbal_cooperation"] + row["material_cooperation"] + row["verbal_conflict"] + row["material_conflict"])
        for view in ("event_day", "event_dyad", "actor_month", "one_a_day", "article_version"):
            self.assertEqual(waqai("sql", "-a", self.archive, f"SELECT count(*) FROM {view}").code, 0, view)

    def test_versions_of_a_page(self):
        archive = self.folder / "versions"
        first, second = ({"id": name, "title": "", "published": "2024-05-01", "url": "https://example.com/x", "text": a["text"]} for name, a in zip("ab", self.articles))
        for article in (first, second):
            self.assertEqual(waqai("ingest", "-q", "-a", archive, "-", given=json.dumps(article)).code, 0)
        rows = waqai("sql", "-a", archive, "SELECT version, versions FROM article_version ORDER BY version", "--to", "csv").out.split()
        self.assertEqual(rows, ["version,versions", "1,2", "2,2"])

    def test_sql_stays_within_its_walls(self):
        target = self.folder / "stolen.csv"
        for query in ("SELECT 1; DROP TABLE event", "SELECT 1) t; DROP TABLE event; SELECT (1", "DROP TABLE event", f"COPY event TO '{target}'", "SELECT * FROM read_text('/etc/passwd')",
                      "SELECT * FROM \"read_text\"('/etc/passwd')", "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM glob('/*')", f"ATTACH '{target}' AS x",
                      "INSTALL httpfs", "LOAD httpfs", "SET threads = 8", "PRAGMA database_list", "SELECT * FROM pragma_database_list()", "SELECT * FROM duckdb_settings()",
                      "SELECT * FROM \"duckdb_databases\"()", "INSERT INTO meta VALUES ('a', 'b')", "CREATE TABLE t (a INT)", "CHECKPOINT", "EXPORT DATABASE '/tmp/x'", "", ";", "SELECT (" * 3000,
                      "SELECT getenv('HOME')", "CALL pragma_version()"):
            done = waqai("sql", "-a", self.archive, query, "--seconds", round(5 * PATIENCE))
            self.assertEqual(done.code, 2, (query[:80], done.out[:200], done.err[:300]))
            self.assertNotIn("root:", done.out)
            self.assertNotIn(str(self.archive), done.err, query[:80])
        self.assertFalse(target.exists())
        if not SANITIZED:  # whose program has no limit on addresses (src/store/sql_child.cc)
            done = waqai("sql", "-a", self.archive, "SELECT len(list(range)) FROM range(150000000)", "--seconds", round(60 * PATIENCE))
            self.assertEqual(done.code, 2, done.out)
            self.assertNotIn("longer than its time", done.err)
        self.assertEqual(waqai("sql", "-a", self.archive, "SELECT count(*) FROM event", "--to", "csv").out.split()[1], str(self.events))

    def test_sql_is_stopped(self):
        done = waqai("sql", "-a", self.archive, "SELECT count(*) FROM range(100000000000) a, range(1000000) b", "--seconds", "1")
        self.assertEqual(done.code, 2)
        self.assertIn("longer than its time", done.err)
        cut = waqai("sql", "-a", self.archive, "SELECT * FROM range(1000)", "--limit", "10", "--to", "csv", "--seconds", round(60 * PATIENCE))
        self.assertEqual((cut.code, len(cut.out.splitlines())), (0, 11))
        self.assertIn("cut", cut.err)
        self.assertIn("cut", waqai("sql", "-a", self.archive, "SELECT repeat('x', 1000000) FROM range(50)", "--to", "csv", "--seconds", round(60 * PATIENCE)).err)

    def test_sql_forms(self):
        self.assertEqual(waqai("sql", "-a", self.archive, "SELECT 'a\"b' AS x, NULL AS y, 1.5 AS z -- end", "--to", "csv").out, 'x,y,z\n"a""b",,1.5\n')
        self.assertEqual(json.loads(waqai("sql", "-a", self.archive, "SELECT 'a' AS x, NULL AS y, 2 AS z;", "--to", "jsonl").out), {"x": "a", "y": None, "z": 2})
        self.assertEqual(waqai("sql", "-a", self.folder / "absent", "SELECT 1").code, 4)

    def test_columns_are_commented(self):
        copy = self.folder / "comments"
        self.assertEqual(waqai("snapshot", "-a", self.archive, copy).code, 0)
        database = DuckDB(copy / "waqai.duckdb")
        self.assertEqual(database.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"), [])
        self.assertEqual(database.rows("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"), [])
        database.close()

    def test_archives_of_earlier_versions(self):
        events = waqai("events", "-a", self.archive, "--to", "jsonl").out
        for version in (5, 4, 3, 2, 1):
            old = self.folder / f"version-{version}"
            self.assertEqual(waqai("snapshot", "-a", self.archive, old).code, 0)
            database = DuckDB(old / "waqai.duckdb")
            views = [row[0] for row in database.rows("SELECT view_name FROM duckdb_views() WHERE NOT internal")]
            tables = (["analysis"] if version < 5 else []) + (["changes"] if version < 4 else []) + (["removal"] if version < 3 else []) + (["report_link", "story", "story_article", "incident", "incident_event", "incident_version"] if version == 1 else [])
            columns = (["run DROP COLUMN in_force"] if version < 4 else []) + (["article DROP COLUMN author", "article DROP COLUMN published_time"] if version < 3 else [])
            for statement in ["DROP INDEX article_by_id"] + [f"DROP VIEW {v}" for v in views if v != "event_day"] + [f"DROP TABLE {t}" for t in tables] + [f"ALTER TABLE {c}" for c in columns] + [
                    f"UPDATE meta SET value = '{version}' WHERE key = 'schema_version'"]:
                database.rows(statement)
            database.close()
            self.assertIn("E112", waqai("events", "-a", old).err)
            done = waqai("ingest", "-a", old, "-", given=json.dumps(self.articles[0]))
            self.assertEqual(done.code, 0, done.err)
            self.assertIn("1 known already", done.err)
            self.assertEqual(waqai("events", "-a", old, "--to", "jsonl").out, events)
            self.assertEqual(waqai("incidents", "-a", old, "--to", "jsonl").out, waqai("incidents", "-a", self.archive, "--to", "jsonl").out)
            # Every event stands in the feed of changes, and the runs say what they agree with.
            feed = waqai("changes", "-a", old, "--json").rows()
            self.assertEqual({(c["event_id"], c["kind"], c["version"]) for c in feed}, {(r["event_id"], "added", 1) for r in self.sql(old, "SELECT event_id FROM event")})
            self.assertEqual(self.sql(old, "SELECT count(*) AS n FROM run WHERE in_force IS NULL OR in_force <> program || ' ' || dictionary_digest"), [{"n": 0}])

    def test_an_interval_is_no_day(self):
        # DuckDB 1.4 takes the first day of one for a date, DuckDB 2.0 nothing.
        archive = self.copy_of_archive("interval")
        database = DuckDB(archive / "waqai.duckdb")
        database.rows("UPDATE event SET date = '2018-03-01/2018-03-05'")
        database.close()
        self.assertEqual(self.sql(archive, "SELECT count(*) AS n FROM event_day WHERE day_basis = 'stated' OR day <> published"), [{"n": 0}])
        self.assertNotIn("stated", waqai("freq", "day_basis", "-a", archive).out)
        self.assertNotIn("stated", waqai("export", "events", "-a", archive, "--to", "csv").out)

    def test_a_page_that_came_again_is_counted_once(self):
        archive = self.folder / "again"
        text = "التقى وزير الخارجية الأردني أيمن الصفدي نظيره المصري سامح شكري في عمان."
        for n, more in enumerate(("", " وبحثا العلاقات.", " وبحثا العلاقات الثنائية والتعاون.")):
            page = {"id": f"v{n}", "url": "https://example.org/a", "published": "2020-05-02", "text": text + more}
            self.assertEqual(waqai("ingest", "-q", "-a", archive, "-", given=json.dumps(page)).code, 0)
        self.assertEqual([(r["version"], r["versions"]) for r in self.sql(archive, "SELECT version, versions FROM article_version ORDER BY version")], [(1, 3), (2, 3), (3, 3)])
        self.assertEqual({r["article_id"] for r in self.sql(archive, "SELECT article_id FROM event_dyad")}, {"v2"})
        self.assertGreater(len(self.sql(archive, "SELECT DISTINCT article_id FROM event_day")), 2)
        self.assertEqual(self.sql(archive, "SELECT max(articles) AS n FROM one_a_day"), [{"n": 1}])

    def copy_of_archive(self, name):
        self.assertEqual(waqai("snapshot", "-a", self.archive, self.folder / name).code, 0)
        return self.folder / name

    def sql(self, archive, query):
        return waqai("sql", "-a", archive, query, "--to", "jsonl", "--limit", "100000").rows()

    def test_remove(self):
        archive, gone = self.copy_of_archive("removed"), self.articles[2]
        self.assertEqual(waqai("remove", "-a", archive, gone["id"]).code, 2)  # no reason
        self.assertEqual(waqai("remove", "-a", archive, "no such id", "--reason", "x").code, 1)
        done = waqai("remove", "-a", archive, gone["id"], "--reason", "withdrawn by the outlet")
        self.assertEqual(done.code, 0, done.err)
        for table in ("article", "analysis", "event", "pledge", "quotation", "rejection", "story_article"):
            self.assertEqual(self.sql(archive, f"SELECT * FROM {table} WHERE article_id = '{gone['id']}'"), [], table)
        for table in ("participant", "magnitude", "evidence", "incident_event"):
            self.assertEqual(self.sql(archive, f"SELECT * FROM {table} WHERE event_id NOT IN (SELECT event_id FROM event)"), [], table)
        self.assertEqual([row["n"] for row in self.sql(archive, "SELECT count(*) AS n FROM article WHERE article_id NOT IN (SELECT article_id FROM story_article)")], [0])
        [trace] = self.sql(archive, "SELECT * FROM removal")
        self.assertEqual((trace["article_id"], trace["kind"], trace["reason"], trace["url"]), (gone["id"], "removed", "withdrawn by the outlet", gone["url"]))
        again = waqai("ingest", "-a", archive, "-", given=json.dumps(gone))
        self.assertIn("0 articles added", again.err)
        self.assertIn("1 known already", again.err)

    def test_redact(self):
        archive, article = self.copy_of_archive("redacted"), self.articles[2]
        before = [row for row in self.sql(archive, "SELECT event_id, type, trigger_start, day FROM event_day ORDER BY ALL")]
        self.assertEqual(waqai("remove", "-a", archive, article["id"], "--redact", "--reason", "names a victim").code, 0)
        self.assertEqual(self.sql(archive, "SELECT event_id, type, trigger_start, day FROM event_day ORDER BY ALL"), before)
        self.assertEqual(self.sql(archive, f"SELECT * FROM analysis WHERE article_id = '{article['id']}'"), [])
        words = {word for word in article["text"].split() if len(word) > 3}
        rows = self.sql(archive, f"SELECT text, title FROM article WHERE article_id = '{article['id']}'")
        for table in ("event", "quotation", "pledge", "rejection"):
            rows += self.sql(archive, f"SELECT * FROM {table} WHERE article_id = '{article['id']}'")
        for table in ("participant", "magnitude", "evidence"):
            rows += self.sql(archive, f"SELECT * EXCLUDE (name_ar), 1 FROM {table} WHERE event_id IN (SELECT event_id FROM event WHERE article_id = '{article['id']}')"
                             if table == "participant" else f"SELECT * FROM {table} WHERE event_id IN (SELECT event_id FROM event WHERE article_id = '{article['id']}')")
        for row in rows:
            told = " ".join(str(value) for key, value in row.items() if key not in ("place", "place_ar"))
            self.assertEqual(words & set(told.split()), set(), row)
        before, now = (next(a for a in waqai("events", "-a", a, "--to", "jsonl").rows() if a["id"] == article["id"]) for a in (self.archive, archive))
        self.assertEqual(len(now["text"]), len(before["text"]))
        for event in now["events"]:
            self.assertEqual(event["trigger"]["text"], now["text"][event["trigger"]["start"]:event["trigger"]["end"]])
            self.assertNotRegex(event["trigger"]["text"], "[\u0621-\u064a]")

    def test_cite(self):
        done = waqai("cite", "-a", self.archive)
        self.assertEqual(done.code, 0)
        for word in ("waqai ", "dictionaries ", f"{len(self.articles)} articles", f"{self.events} events"):
            self.assertIn(word, done.out)

    def test_snapshot(self):
        copy = self.folder / "copy"
        self.assertEqual(waqai("snapshot", "-a", self.archive, copy).code, 0)
        self.assertEqual(waqai("events", "-a", copy).bytes, waqai("events", "-a", self.archive).bytes)
        self.assertEqual(waqai("snapshot", "-a", self.archive, copy).code, 2)

    def test_a_snapshot_has_nothing_of_what_was_removed(self):
        archive = self.copy_of_archive("withdrawn")
        (archive / "verdicts.jsonl").write_text('{"event_id": "x", "verdict": "right"}\n', encoding="utf-8")
        (archive / "workshop").mkdir()
        (archive / "workshop/history.jsonl").write_text("{}\n", encoding="utf-8")
        for article, flags in ((self.articles[2], ()), (self.articles[0], ("--redact",))):
            self.assertEqual(waqai("remove", "-a", archive, article["id"], *flags, "--reason", "x").code, 0)
        copy = self.folder / "clean"
        self.assertEqual(waqai("snapshot", "-a", archive, copy).code, 0)
        stored = b"".join(path.read_bytes() for path in sorted(copy.rglob("*")) if path.is_file())
        for article in (self.articles[2], self.articles[0]):
            long = article["text"].split("\n")[1].encode()
            self.assertIn(long, (self.archive / "waqai.duckdb").read_bytes())  # texts stand there as they are
            self.assertNotIn(long, stored)
        for name in ("verdicts.jsonl", "workshop/history.jsonl"):
            self.assertEqual((copy / name).read_bytes(), (archive / name).read_bytes())
        for query in ("SELECT * FROM event_day ORDER BY ALL", "SELECT * FROM participant ORDER BY ALL", "SELECT * FROM removal ORDER BY ALL", "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL",
                      "SELECT index_name FROM duckdb_indexes()"):
            self.assertEqual(self.sql(copy, query), self.sql(archive, query), query)
        self.assertEqual(waqai("events", "-a", copy).bytes, waqai("events", "-a", archive).bytes)
        again = waqai("ingest", "-a", copy, "-", given=json.dumps(self.articles[2]))
        self.assertIn("1 known already", again.err)


if __name__ == "__main__":
    unittest.main()
