"""Every shape and form of `waqai export`, and the archive itself, read by programs of others: DuckDB's client, pandas, polars, Python's csv and json.

What one reader finds in one form is what each finds in every other: number of rows, names, types, values.  What is right in itself is the matter of
test_exports.py.  The programs are those of tools/readers.txt; without them this test says so and is skipped.
"""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import unittest

import harness
from harness import EXAMPLES, Case, waqai

# Columns of the shapes that have names and types elsewhere, as the tables of GDELT's clients give them (gdeltPyR): i INTEGER, f FLOAT, s STRING.
GDELT_TYPES = {"gdelt-events": "iiiif" + 2 * "ssssssssss" + "isssifiiif" + 3 * "issssffs" + "is", "gdelt-mentions": "iiiissiiiiiiifss"}
SHAPES = ("events", "gdelt-events", "gdelt-mentions", "polecat")
FORMS = ("csv", "excel", "tsv", "jsonl", "geojson", "parquet")
FORMULA = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
ARABIC = re.compile("[\u0621-\u064a]{2,}")


def forms_of(shape):
    return [form for form in FORMS if form != "geojson" or shape == "events"]


def plain(value, kind):
    """A cell as None, str, int or float, whatever a reader makes of it.  Empty text and nothing are one: most forms cannot tell them."""
    if value is None or value != value or value == "":
        return None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    if kind == "BIGINT":
        if int(value) != float(value):
            raise ValueError(f"{value} is no whole number")
        return int(value)
    return round(float(value), 6) if kind == "DOUBLE" else str(value)


class Readers(Case):
    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"waqai-readers-{os.getpid()}"
        cls.place.mkdir()
        cls.archive = cls.place / "archive"
        given = [json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
        names = ['with, comma "and quotes"; \u0627\u0644\u0645\u062b\u0627\u0644', "=\u0627\u0644\u0645\u062b\u0627\u0644", "None", "NA", "007", " \u0641\u0631\u0627\u063a "]
        articles = [{"id": a["id"], "title": a["title"], "text": a["text"], "published": a["published"] or "2024-05-01", "source": names[i % len(names)], "url": f"https://example.com/{a['id']}?a=1&b='x',2"}
                    for i, a in enumerate(given)]
        cls.texts = {a["id"]: (a["title"] + "\n" if a["title"] else "") + a["text"] for a in articles}
        done = waqai("ingest", "-q", "-a", cls.archive, "-", given="".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles))
        assert done.code == 0, done.err
        cls.columns, cls.rows = {}, {}
        for shape in SHAPES:
            for form in forms_of(shape):
                done = waqai("export", shape, "-a", cls.archive, "--to", form, "-o", cls.path(shape, form))
                assert done.code == 0, done.err
            # The codebook tells names and types; DuckDB's client what stands in the Parquet file.
            page = pathlib.Path(f"{cls.path(shape, 'parquet')}.codebook.md").read_text(encoding="utf-8")
            cls.columns[shape] = dict(re.findall(r"(?m)^\| `([^`]+)` \| (\w+) \|", page))
            cls.rows[shape] = cls.canonical(shape, duckdb.sql(f"SELECT * FROM '{cls.path(shape, 'parquet')}'").fetchall())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.place, ignore_errors=True)

    @classmethod
    def path(cls, shape, form):
        return cls.place / f"{shape}.{form}"

    @classmethod
    def canonical(cls, shape, rows):
        return [[plain(cell, kind) for cell, kind in zip(row, cls.columns[shape].values(), strict=True)] for row in rows]

    def wanted(self, shape, form):
        """The rows as `form` can hold them: no tabs and line breaks in tsv, an apostrophe before formulas for spreadsheets."""
        kinds = self.columns[shape].values()
        if form == "tsv":
            return [[re.sub("[\t\r\n]", " ", c) if isinstance(c, str) else c for c in row] for row in self.rows[shape]]
        if form == "excel":
            return [["'" + c if k in ("VARCHAR", "DATE") and c and FORMULA.match(c) else c for c, k in zip(row, kinds)] for row in self.rows[shape]]
        return self.rows[shape]

    def check(self, shape, form, reader, names, rows):
        with self.subTest(shape=shape, form=form, reader=reader):
            self.assertEqual(list(names), list(self.columns[shape]))
            self.assertEqual(len(rows), len(self.rows[shape]))
            for found, expected in zip(self.canonical(shape, rows), self.wanted(shape, form)):
                self.assertEqual(dict(zip(names, found)), dict(zip(names, expected)))

    def each(self, *forms):
        for shape in SHAPES:
            for form in forms:
                yield shape, form, self.path(shape, form), self.columns[shape]

    @staticmethod
    def has_header(shape, form):
        return form != "tsv" or not shape.startswith("gdelt")

    def test_all_shapes_and_forms_are_here(self):
        told = waqai("export", "--help").out
        self.assertEqual(re.search(r"\[([a-z-]+(?:\|[a-z-]+)+)\]", told)[1].split("|"), [*SHAPES, "conllu"])  # words and trees: test_conllu.py
        self.assertEqual(set(re.split(", | or ", re.search(r"--to FORM +([a-z, ]+) \(", told)[1])), set(FORMS))
        for shape in SHAPES:
            self.assertGreater(len(self.rows[shape]), 20, shape)

    def test_the_archive_says_the_same(self):
        count, actual = self.ask("SELECT count(*), count(*) FILTER (WHERE status = 'actual') FROM event")
        self.assertEqual([len(self.rows[shape]) for shape in SHAPES], [count, actual, actual, actual])
        self.assertEqual([len(self.columns[shape]) for shape in SHAPES], [44, 61, 16, 40])

    def ask(self, query):
        with duckdb.connect(str(self.archive / "waqai.duckdb"), read_only=True) as archive:
            return archive.execute(query).fetchone()

    def test_arabic_is_whole(self):
        """Words of the text stand in it as they were given; with the other tests that holds for all forms and readers."""
        names = list(self.columns["events"])
        for row in self.rows["events"]:
            row = dict(zip(names, row))
            self.assertIn(row["sentence"], self.texts[row["article_id"]])
            self.assertIn(row["trigger"], row["sentence"])
            self.assertRegex(row["sentence"], ARABIC)
        texts = "\n".join(self.texts.values())
        names = list(self.columns["polecat"])
        raw = [dict(zip(names, row)) for row in self.rows["polecat"]]
        places = [row["Raw Placename"] for row in raw if row["Raw Placename"] != "None"]
        self.assertTrue(places and all(ARABIC.search(place) and place in texts for place in places))
        actors = [name for row in raw for name in row["Actor Name Raw"].split("; ") if name not in ("None", "")]
        self.assertTrue(actors and all(name in texts for name in actors))
        for shape, form, path, _ in self.each("csv", "excel", "tsv", "jsonl"):
            self.assertNotIn("\ufffd", path.read_text(encoding="utf-8"), (shape, form))

    def test_parquet(self):
        polars_types = {"VARCHAR": "String", "DATE": "Date", "BIGINT": "Int64", "DOUBLE": "Float64"}
        for shape, form, path, columns in self.each("parquet"):
            self.assertEqual({row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}, columns, shape)
            self.assertEqual(duckdb.sql(f"SELECT DISTINCT compression FROM parquet_metadata('{path}')").fetchall(), [("ZSTD",)])
            frame = polars.read_parquet(path)
            self.assertEqual({name: str(kind) for name, kind in frame.schema.items()}, {name: polars_types[kind] for name, kind in columns.items()}, shape)
            self.check(shape, form, "polars", frame.columns, frame.rows())
            frame = duckdb.sql(f"SELECT * FROM '{path}'").df()
            self.check(shape, form, "duckdb to pandas", frame.columns, frame.astype(object).where(frame.notna(), None).values.tolist())

    def test_separated_by_python(self):
        for shape, form, path, columns in self.each("csv", "excel", "tsv"):
            text = path.read_bytes().decode("utf-8-sig" if form == "excel" else "utf-8")
            told = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if form == "tsv" else {}
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, **told))
            self.check(shape, form, "csv", rows.pop(0) if self.has_header(shape, form) else columns, rows)

    def test_separated_by_pandas(self):
        types = {"VARCHAR": "str", "BIGINT": "Int64", "DOUBLE": "float64"}
        for shape, form, path, columns in self.each("csv", "excel", "tsv"):
            told = {"sep": "\t", "quoting": csv.QUOTE_NONE} if form == "tsv" else {}
            if not self.has_header(shape, form):
                told |= {"header": None, "names": list(columns)}
            # Without these two pandas takes the words None and NA for nothing.
            frame = pandas.read_csv(path, keep_default_na=False, na_values=[""], dtype={name: types[kind] for name, kind in columns.items() if kind != "DATE"},
                                    parse_dates=[name for name, kind in columns.items() if kind == "DATE"], encoding="utf-8-sig" if form == "excel" else "utf-8", **told)
            for name, kind in columns.items():
                if kind == "DATE":
                    self.assertEqual(str(frame[name].dtype), "datetime64[ns]", (shape, form, name))
            self.check(shape, form, "pandas", frame.columns, frame.astype(object).where(frame.notna(), None).values.tolist())

    def test_separated_by_polars(self):
        types = {"VARCHAR": polars.String, "DATE": polars.Date, "BIGINT": polars.Int64, "DOUBLE": polars.Float64}
        for shape, form, path, columns in self.each("csv", "excel", "tsv"):
            told = {"separator": "\t", "quote_char": None} if form == "tsv" else {}
            frame = polars.read_csv(path, has_header=self.has_header(shape, form), schema={name: types[kind] for name, kind in columns.items()}, **told)
            self.check(shape, form, "polars", frame.columns, frame.rows())

    def test_separated_by_duckdb(self):
        for shape, form, path, columns in self.each("csv", "excel", "tsv"):
            told = {"sep": "\t", "quotechar": "", "escapechar": ""} if form == "tsv" else {"sep": ",", "quotechar": '"', "escapechar": '"'}
            table = duckdb.read_csv(str(path), header=self.has_header(shape, form), columns=columns, strict_mode=True, **told)
            self.check(shape, form, "duckdb", table.columns, table.fetchall())
            if self.has_header(shape, form):  # what it makes of the file untold
                table = duckdb.read_csv(str(path), all_varchar=True)
                self.check(shape, form, "duckdb untold", table.columns, table.fetchall())

    def test_json_lines(self):
        types = {"VARCHAR": polars.String, "DATE": polars.String, "BIGINT": polars.Int64, "DOUBLE": polars.Float64}
        json_types = {"VARCHAR": str, "DATE": str, "BIGINT": int, "DOUBLE": (int, float)}
        for shape, form, path, columns in self.each("jsonl"):
            objects = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
            for found in objects:
                for name, value in found.items():
                    self.assertTrue(value is None or isinstance(value, json_types[columns[name]]), (shape, name, value))
            self.check(shape, form, "json", objects[0], [list(found.values()) for found in objects])
            frame = pandas.read_json(path, lines=True, dtype=False, convert_dates=False)
            self.check(shape, form, "pandas", frame.columns, frame.astype(object).where(frame.notna(), None).values.tolist())
            frame = polars.read_ndjson(path, schema={name: types[kind] for name, kind in columns.items()})
            self.check(shape, form, "polars", frame.columns, frame.rows())
            table = duckdb.read_json(str(path), format="newline_delimited", columns=columns)
            self.check(shape, form, "duckdb", table.columns, table.fetchall())

    def test_geojson(self):
        collection = json.loads(self.path("events", "geojson").read_text(encoding="utf-8"))
        names, kinds = list(self.columns["events"]), self.columns["events"].values()
        expected = [row for row in self.rows["events"] if row[names.index("latitude")] is not None]
        self.assertEqual((collection["type"], len(collection["features"])), ("FeatureCollection", len(expected)))
        for feature, row in zip(collection["features"], expected):
            self.assertEqual((feature["type"], feature["geometry"]["type"]), ("Feature", "Point"))
            self.assertEqual({n: plain(v, k) for (n, v), k in zip(feature["properties"].items(), kinds, strict=True)}, dict(zip(names, row)))
            self.assertEqual([round(c, 6) for c in feature["geometry"]["coordinates"]], [row[names.index("longitude")], row[names.index("latitude")]])
        found = duckdb.sql(f"SELECT len(features), features[1].properties.event_id FROM read_json('{self.path('events', 'geojson')}')").fetchone()
        self.assertEqual(found, (len(expected), expected[0][0]))

    def test_schema_of_gdelts_clients(self):
        """The tables that clients of GDELT keep of names and types fit the files as GDELT's own are read: tabs, no header, no quotes."""
        types = {"i": "Int64", "f": "float64", "s": "str"}
        for shape, letters in GDELT_TYPES.items():
            names = list(self.columns[shape])
            self.assertEqual(len(letters), len(names), shape)
            frame = pandas.read_csv(self.path(shape, "tsv"), sep="\t", header=None, names=names, quoting=csv.QUOTE_NONE, keep_default_na=False, na_values=[""], index_col=False,
                                    dtype={name: types[letter] for name, letter in zip(names, letters)})
            self.assertEqual(len(frame), len(self.rows[shape]), shape)
            dates = [name for name in names if name in ("SQLDATE", "DATEADDED", "EventTimeDate", "MentionTimeDate")]
            for name in dates:
                pandas.to_datetime(frame[name].astype(str), format="%Y%m%d" if name == "SQLDATE" else "%Y%m%d%H%M%S")
            self.assertTrue(dates)
            if shape == "gdelt-events":
                self.assertTrue(all(re.fullmatch("[0-9]{2,4}", code) for code in frame["EventCode"]))  # text: leading zeros
                self.assertTrue(any(code.startswith("0") for code in frame["EventCode"]))
                self.assertTrue(frame["QuadClass"].isin([1, 2, 3, 4]).all() and frame["GoldsteinScale"].dropna().between(-10, 10).all())

    def test_the_archives_own_file(self):
        with duckdb.connect(str(self.archive / "waqai.duckdb"), read_only=True) as archive:
            tables = {row[0] for row in archive.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
            views = {row[0] for row in archive.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
            self.assertLessEqual({"article", "event", "participant", "run", "meta"}, tables)
            self.assertLessEqual({"event_day", "event_dyad", "dyad_day", "actor_month", "one_a_day", "article_version"}, views)
            for name in sorted(tables | views):
                count = waqai("sql", "-a", self.archive, f'SELECT count(*) AS n FROM "{name}"', "--to", "jsonl").rows()[0]["n"]
                self.assertEqual(len(archive.execute(f'SELECT * FROM "{name}"').fetchall()), count, name)
            comments = archive.execute("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'event'").fetchall()
            self.assertTrue(comments and all(comment for _, comment in comments))
            self.assertIn("CAMEO", dict(comments)["cameo"])
            frame = archive.execute("SELECT article_id, text, title FROM article").df()
            self.assertEqual(len(frame), len(self.texts))
            for found in frame.itertuples():
                self.assertTrue(found.text.startswith(found.title) and self.texts[found.article_id].endswith(found.text), found.article_id)  # a title told twice stands once
            with self.assertRaises(duckdb.Error):
                archive.execute("DELETE FROM event")
        self.assertEqual(waqai("events", "-a", self.archive, "--to", "jsonl").code, 0)


if __name__ == "__main__":
    harness.among_readers()
    import duckdb
    import pandas
    import polars

    unittest.main()
