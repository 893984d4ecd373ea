"""The archive through the program: ingest, events, explain, doctor, locks."""
import json
import subprocess
import time
import unittest

from harness import EXAMPLES, PATIENCE, PROGRAM, SENTENCE, TIMEOUT, Case, waqai

SAMPLES = EXAMPLES / "articles.jsonl"


class Archive(Case):
    @classmethod
    def setUpClass(cls):
        cls.coded = waqai("code", "--to", "jsonl", SAMPLES).rows()

    def setUp(self):
        super().setUp()
        self.archive = self.folder / "news"

    def ingest(self):
        done = waqai("ingest", "--archive", self.archive, SAMPLES)
        self.assertEqual((done.code, done.out), (0, ""), done.err)
        return done.err

    def events(self, *words):
        return waqai("events", "--archive", self.archive, "--to", "jsonl", *words)

    def test_ingest_twice(self):
        self.assertIn("12 articles added", self.ingest())
        before = self.events().bytes
        again = self.ingest()
        self.assertIn("0 articles added", again)
        self.assertIn("12 known already", again)
        self.assertEqual(self.events().bytes, before)

    # Two runs of one second had one id, by which the screen of intake tells them apart: it stayed empty.
    def test_runs_of_one_second_have_ids_of_their_own(self):
        for path in sorted(EXAMPLES.glob("0*.txt"))[:4]:
            self.assertEqual(waqai("ingest", "-a", self.archive, "--published", "2024-01-01", path).code, 0)
        ids = waqai("sql", "-a", self.archive, "--to", "csv", "SELECT run_id FROM run").out.split()[1:]
        self.assertEqual((len(ids), len(set(ids))), (4, 4))

    def test_ingest_in_two_steps(self):
        lines = SAMPLES.read_text(encoding="utf-8").splitlines(keepends=True)
        for part in (lines[:5], lines[3:]):
            self.assertEqual(waqai("ingest", "-a", self.archive, self.write("part.jsonl", "".join(part))).code, 0)
        stepwise = self.events().bytes
        self.archive = self.folder / "whole"
        self.ingest()
        self.assertEqual(self.events().bytes, stepwise)

    def test_events_are_what_was_coded(self):
        self.ingest()
        found = {a["id"]: a for a in self.events().rows()}
        for article in self.coded:
            if article["events"]:
                self.assertEqual(found[article["id"]]["text"], article["text"])
                self.assertEqual(found[article["id"]]["events"], article["events"])

    def test_queries(self):
        self.ingest()
        events = [e for a in self.coded for e in a["events"]]
        ids = lambda done: sorted(e["id"] for a in done.rows() for e in a["events"])
        countries = lambda e, roles: {m["country"] for role in roles for m in e[role]}
        for words, want in [(["--type", "PROTEST,STRIKE"], lambda e: e["type"] == "PROTEST"), (["--country", "TUN"], lambda e: "TUN" in countries(e, ("actor", "recipient"))),
                            (["--actor", "TUR"], lambda e: "TUR" in countries(e, ("actor",))), (["--recipient", "GRC"], lambda e: "GRC" in countries(e, ("recipient",))),
                            (["--status", "historical"], lambda e: e["status"] == "historical"), (["--confidence", "0.8"], lambda e: e["confidence"] >= 0.8),
                            (["--score-from", "-5", "--score-to", "3.5"], lambda e: e["score"] is not None and -5 <= e["score"] <= 3.5), (["--score-to", "-7"], lambda e: e["score"] is not None and e["score"] <= -7)]:
            with self.subTest(words):
                wanted = sorted(e["id"] for e in events if want(e))
                self.assertTrue(wanted)
                self.assertEqual(ids(self.events(*words)), wanted)
        for words in (["--score-from", "much"], ["--score-to", "11"], ["--confidence", "2"]):
            done = self.events(*words)
            self.assertEqual((done.code, done.out), (2, ""), done.err)
        self.assertEqual(len(ids(self.events("--limit", "3"))), 3)
        in_2023 = {a["id"] for a in self.events("--since", "2023-01-01", "--until", "2023-12-31").rows()}
        self.assertTrue({"02-protest", "05-visit", "06-truce"} <= in_2023)
        self.assertFalse({"01-phone-call", "04-sanctions"} & in_2023)

    def test_nothing_found(self):
        self.ingest()
        done = self.events("--country", "ISL")
        self.assertEqual((done.code, done.out), (1, ""))

    def test_explain_event(self):
        self.ingest()
        event = self.coded[0]["events"][0]
        for name in (event["id"], event["id"][:8]):
            done = waqai("explain", name, "--archive", self.archive)
            self.assertEqual(done.code, 0, done.err)
            self.assertIn(event["type"], done.out)
            self.assertIn(event["frame"], done.out)
        unknown = waqai("explain", "0123456789abcdef", "--archive", self.archive)
        self.assertEqual(unknown.code, 1)
        self.assertIn("error[E144]", unknown.err)
        self.assert_fails(waqai("explain", event["id"]), 2, "E142", None, ["--archive"])

    def test_no_archive(self):
        self.assert_fails(self.events(), 4, "E110", self.archive)

    def test_locked(self):
        holder = subprocess.Popen([str(PROGRAM), "ingest", "--archive", str(self.archive), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 20 * PATIENCE
            while time.monotonic() < deadline and not list(self.archive.glob("*.duckdb")):
                time.sleep(0.05)
            time.sleep(0.3)
            for words in (["ingest", "--archive", self.archive, SAMPLES], ["events", "--archive", self.archive]):
                done = waqai(*words)
                self.assert_fails(done, 4, "E113", None)
                self.assertIn(str(self.archive), done.err)
        finally:
            holder.stdin.write(SAMPLES.read_bytes())
            holder.stdin.close()
            self.assertEqual(holder.wait(timeout=TIMEOUT), 0)
        self.assertEqual(len([a for a in self.events().rows()]), len([a for a in self.coded if a["events"]]))

    def test_doctor(self):
        self.ingest()
        done = waqai("doctor", "--archive", self.archive, "--json")
        self.assertEqual((done.code, done.err), (0, ""))
        facts = json.loads(done.out)
        self.assertEqual(facts["problems"], "0")
        self.assertEqual(facts["archive articles"], "12")
        self.assertEqual(facts["stored analyses"], "12 of 12 articles")
        self.assertRegex(facts["dictionary digest"], "^[0-9a-f]{32}$")
        self.assertIn("duckdb v1.4.4", waqai("doctor").out)
        missing = waqai("doctor", "--archive", self.folder / "absent")
        self.assertEqual(missing.code, 4)
        self.assertIn("error[E110]", missing.err)


class Explain(Case):
    def test_sentence(self):
        done = waqai("explain", SENTENCE)
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertIn("RETREAT", done.out)
        self.assertIn("events/", done.out)  # the row that fired

    def test_sentence_without_event(self):
        done = waqai("explain", "\u0627\u0644\u0637\u0642\u0633 \u062c\u0645\u064a\u0644 \u0641\u064a \u0628\u064a\u0631\u0648\u062a.")  # the weather is fine in Beirut
        self.assertEqual(done.code, 0)
        self.assertIn("no event", done.out)

    def test_error_code(self):
        for name in ("E113", "e113"):
            done = waqai("explain", name)
            self.assertEqual(done.code, 0)
            self.assertTrue(done.out.startswith("E113: "))


if __name__ == "__main__":
    unittest.main()
