"""Streams, exit codes, formats, and the same bytes whatever the number of threads."""
import csv
import gzip
import io
import itertools
import json
import subprocess
import unittest

from harness import EXAMPLES, PROGRAM, SENTENCE, SHARED, TIMEOUT, Case, record, waqai

SAMPLES = EXAMPLES / "articles.jsonl"
QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
         "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}


class Streams(Case):
    def test_data_and_messages_apart(self):
        done = waqai("code", "--to", "jsonl", "-", given=record(1) + "{broken\n" + record(2))
        self.assertEqual([row["id"] for row in done.rows()], ["r1", "r2"])
        self.assertIn("error[E023]", done.err)

    def test_silent_when_all_is_well(self):
        done = waqai("code", "--to", "jsonl", SAMPLES)
        self.assertEqual((done.code, done.err), (0, ""))

    def test_not_a_terminal_means_jsonl(self):
        self.assertEqual(waqai("code", "-", given=record(1)).bytes, waqai("code", "--json", "-", given=record(1)).bytes)

    def test_output_file(self):
        path = self.folder / "out.jsonl"
        done = waqai("code", "--to", "jsonl", "-o", path, SAMPLES)
        self.assertEqual((done.code, done.out), (0, ""))
        self.assertEqual(path.read_bytes(), waqai("code", "--to", "jsonl", SAMPLES).bytes)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["out.jsonl"])

    def test_output_cannot_be_written(self):
        path = self.folder / "no/such/folder/out.jsonl"
        self.assert_fails(waqai("code", "-o", path, SAMPLES), 4, "E003", path)

    def test_closed_pipe(self):
        lines = "".join(record(n) for n in range(3000))
        child = subprocess.Popen([str(PROGRAM), "code", "--to", "jsonl", str(self.write("many.jsonl", lines))], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.readline()
        child.stdout.close()
        err = child.stderr.read()
        child.stderr.close()
        self.assertEqual((child.wait(timeout=TIMEOUT), err), (0, b""))

    def test_colours(self):
        text = lambda *flags, **env: waqai("code", "--to", "text", *flags, "-", given=record(1), env=env).out
        self.assertNotIn("\x1b", text())
        self.assertIn("\x1b", text("--color", "always"))
        self.assertIn("\x1b", text(FORCE_COLOR="1"))
        self.assertNotIn("\x1b", text(FORCE_COLOR="1", NO_COLOR="1"))
        self.assertNotIn("\x1b", text("--color", "never", FORCE_COLOR="1"))

    def test_control_characters_are_shown(self):
        done = waqai("code", "--to", "text", "-", given=record(1, title="\u001b[31m\u202e" + SENTENCE))
        self.assertEqual(done.code, 0)
        self.assertNotIn("\x1b", done.out)
        self.assertNotIn("\u202e", done.out)


class ExitCodes(Case):
    def test_help(self):
        for words in ([], ["help"], ["--help"], ["code", "--help"], ["help", "ingest"], ["help", "exit-codes"], ["--version"]):
            with self.subTest(words):
                done = waqai(*words)
                self.assertEqual((done.code, done.err), (0, ""))
                self.assertTrue(done.out)

    def test_usage(self):
        for error, words, hint in [("E140", ["cod"], "code"), ("E141", ["code", "--pubished", "2024-01-01"], "--published"), ("E142", ["code", "--to"], "text, jsonl"),
                                   ("E143", ["code", "--to", "xml", "-"], "jsonl"), ("E143", ["code", "--threads", "none", "-"], "--threads"), ("E142", ["ingest", "-"], "--archive"),
                                   ("E142", ["dict"], "build"), ("E143", ["events", "-a", "x", "--since", "2024-02-30"], "--since")]:
            with self.subTest(words):
                self.assert_fails(waqai(*words), 2, error, None, [hint])

    def test_no_bundle(self):
        path = self.folder / "absent.bundle"
        self.assert_fails(waqai("code", "--bundle", path, "-", given=record(1)), 4, "E100", path)

    def test_damaged_bundle(self):
        path = self.write("damaged.bundle", b"not a bundle" * 100)
        done = waqai("code", "--bundle", path, "-", given=record(1))
        self.assertEqual((done.code, done.out), (4, ""))
        self.assertRegex(done.err, r"error\[E10[12]\]")


class Formats(Case):
    @classmethod
    def setUpClass(cls):
        cls.coded = waqai("code", "--to", "jsonl", SAMPLES).rows()

    def test_jsonl_is_the_gold_format(self):
        want = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
        self.assertEqual([(a["id"], a["title"], a["published"], a["text"]) for a in self.coded], [(a["id"], a["title"], a["published"], a["text"]) for a in want])
        for article in self.coded:
            text, numbers = article["text"], [e["n"] for e in article["events"]]
            self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
            for event in article["events"]:
                trigger, (start, end) = event["trigger"], event["sentence"]
                self.assertEqual(text[trigger["start"]:trigger["end"]], trigger["text"])
                self.assertTrue(start <= trigger["start"] < trigger["end"] <= end)
                self.assertEqual(event["quad"], QUADS[event["type"]])
                for member in event["actor"] + event["recipient"]:
                    self.assertTrue(member["span"] is None or text[slice(*member["span"])] == member["text"], member)
                    self.assertIsInstance(member["sector"], list)
                self.assertTrue(event["frame"])
                self.assertTrue(event["evidence"])
            for pledge in article["pledges"]:
                self.assertIn(pledge["event"], numbers)

    def test_ids_are_unique(self):
        ids = [e["id"] for a in self.coded for e in a["events"]]
        self.assertEqual(len(set(ids)), len(ids))

    def test_plover(self):
        done = waqai("code", "--to", "plover", SAMPLES)
        rows = done.rows()
        self.assertEqual(done.code, 0)
        events = [e for a in self.coded for e in a["events"]]
        self.assertEqual(len(rows), len(events))
        kind = next(name for name in ("event_type", "type", "event") if name in rows[0])
        self.assertEqual([row[kind] for row in rows], [e["type"] for e in events])

    def test_csv(self):
        done = waqai("code", "--to", "csv", SAMPLES)
        self.assertEqual(done.code, 0)
        self.assertNotIn("\r", done.out)
        rows = list(csv.DictReader(io.StringIO(done.out, newline=""), strict=True))
        events = [e for a in self.coded for e in a["events"]]
        self.assertEqual([row["type"] for row in rows], [e["type"] for e in events])
        self.assertTrue(all(None not in row and None not in row.values() for row in rows))

    def test_csv_quoting(self):
        sentence = SENTENCE[:-1] + ' "\u0623", "\u0628".'
        done = waqai("code", "--to", "csv", "-", given=record(1, text=sentence))
        rows = list(csv.DictReader(io.StringIO(done.out, newline=""), strict=True))
        self.assertIn(sentence, rows[0].values())

    def test_text(self):
        done = waqai("code", "--to", "text", SAMPLES)
        self.assertEqual(done.code, 0)
        for article in self.coded:
            self.assertIn(article["title"], done.out)

    def test_plain_text_and_records_are_coded_alike(self):
        for article in self.coded:
            with self.subTest(article["id"]):
                bare = waqai("code", "--to", "jsonl", "--published", article["published"], EXAMPLES / f"{article['id']}.txt").rows()[0]
                bare.update({"id": article["id"], "source": article["source"]})
                told = lambda a: [{k: v for k, v in e.items() if k != "id"} for e in a["events"]]
                self.assertEqual((bare["title"], bare["text"], told(bare), bare["pledges"]), (article["title"], article["text"], told(article), article["pledges"]))


class Threads(Case):
    def same(self, path):
        one, two = (waqai("code", "--to", "jsonl", "--threads", n, path) for n in (1, 2))
        self.assertEqual(one.code, 0, one.err)
        self.assertTrue(one.bytes)
        self.assertEqual(one.bytes, two.bytes)

    def test_samples(self):
        self.same(SAMPLES)

    def test_corpus(self):
        for year in ("2015", "2018"):
            corpus = SHARED / f"corpus/news-{year}.jsonl.gz"
            if not corpus.exists():
                self.skipTest(f"SKIPPED: {corpus} is not there; threads were compared on the samples only")
            with gzip.open(corpus, "rb") as lines:
                self.same(self.write(f"{year}.jsonl", b"".join(itertools.islice(lines, 100))))


if __name__ == "__main__":
    unittest.main()
