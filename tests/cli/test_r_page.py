"""docs/r.md does what it says: its queries run on a snapshot, its columns are there, and its base R runs where R is installed."""
import csv
import io
import re
import shutil
import subprocess
import unittest

from harness import EXAMPLES, ROOT, Case, waqai
from test_exports import DuckDB

PAGE = (ROOT / "docs/r.md").read_text(encoding="utf-8")


class Page(Case):
    def setUp(self):
        super().setUp()
        self.archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", self.archive, EXAMPLES / "articles.jsonl").code, 0)

    def test_queries_run_on_a_snapshot(self):
        copy = self.folder / "copy"
        self.assertEqual(waqai("snapshot", "-a", self.archive, copy).code, 0)
        queries = [query.replace('\\"', '"') for query in re.findall(r'dbGetQuery\(con, "((?:[^"\\]|\\.)*)"\)', PAGE)]
        self.assertEqual(len(queries), PAGE.count("dbGetQuery("))
        client = DuckDB(copy / "waqai.duckdb")
        for query in queries:
            with self.subTest(query.split()[1]):
                self.assertTrue(client.rows(query))

    def test_columns_are_in_the_export(self):
        done = waqai("export", "events", "-a", self.archive)
        row = next(csv.DictReader(io.StringIO(done.out)))
        named = set(re.findall(r"events\$(\w+)", PAGE)) | {"score", "actor_country", "cameo", "event_id"}
        for column in named | {"confidence", "latitude", "longitude", "quad", "actor_cow", "actor_gw", "actor_name", "place"}:
            self.assertIn(column, row)
        parquet = self.folder / "events.parquet"
        self.assertEqual(waqai("export", "events", "-a", self.archive, "--to", "parquet", "-o", parquet).code, 0)
        types = dict(line[:2] for line in DuckDB().rows(f"DESCRIBE SELECT * FROM '{parquet}'"))
        self.assertEqual([types[name] for name in ("day", "score", "confidence", "latitude", "longitude", "quad", "actor_cow", "actor_gw")], ["DATE"] + ["DOUBLE"] * 4 + ["BIGINT"] * 3)
        self.assertTrue((self.folder / "events.parquet.codebook.md").exists())

    @unittest.skipUnless(shutil.which("Rscript"), "SKIPPED: Rscript is not installed")
    def test_base_r_runs(self):
        self.assertEqual(waqai("export", "events", "-a", self.archive, "-o", self.folder / "events.csv").code, 0)
        code = re.search(r"```r\n(events <- read\.csv.*?)```", PAGE, re.S).group(1) + "\ncat(nrow(events))\n"
        done = subprocess.run(["Rscript", "-e", code], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        want = len(list(csv.DictReader(io.StringIO((self.folder / "events.csv").read_text(encoding="utf-8")))))
        self.assertTrue(done.stdout.endswith(str(want)), done.stdout)


if __name__ == "__main__":
    unittest.main()
