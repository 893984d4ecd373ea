"""waqai audit: a sample that can be drawn again, verdicts by keys that are kept, a report that follows from them."""
import json
import unittest

from harness import Case, record, waqai


class Audit(Case):
    def setUp(self):
        super().setUp()
        self.archive = self.folder / "news"
        given = "".join(record(n) for n in range(1, 13))
        done = waqai("ingest", "--archive", self.archive, "-", given=given)
        self.assertEqual(done.code, 0, done.err)

    def audit(self, *words, given=b""):
        done = waqai("audit", self.archive, *words, given=given)
        self.assertEqual(done.code, 0, done.err)
        return done

    def test_sample_follows_from_the_seed(self):
        first = self.audit("--list", "-n", 5).rows()
        self.assertEqual(first, self.audit("--list", "-n", 5).rows())
        self.assertEqual(len({row["event_id"] for row in first}), 5)
        self.assertEqual(first, self.audit("--list", "-n", 8).rows()[:5])  # a larger sample goes on with the smaller one
        other = self.audit("--list", "-n", 5, "--seed", 2).rows()
        self.assertNotEqual([r["event_id"] for r in first], [r["event_id"] for r in other])
        self.assertEqual({row["type"] for row in first}, {"RETREAT"})
        self.assertTrue(all(row["verdict"] is None and row["sentence"] for row in first))

    def test_keys_are_kept_and_resumed(self):
        done = self.audit("-n", 6, "--json", given="y\nn\nq\n")
        told = json.loads(done.out)
        self.assertEqual([told[k] for k in ("population", "sample", "right", "wrong", "unsure")], [12, 6, 1, 1, 0])
        rows = self.audit("--list", "-n", 6).rows()
        self.assertEqual([row["verdict"] for row in rows], ["right", "wrong", None, None, None, None])
        told = json.loads(self.audit("-n", 6, "--json", given="y\ny\nu\ny\n").out)
        self.assertEqual([told[k] for k in ("right", "wrong", "unsure")], [4, 1, 1])
        self.assertEqual(told["precision"], 0.8)
        self.assertAlmostEqual(told["low"], 0.3755, delta=1e-4)
        self.assertAlmostEqual(told["high"], 0.9638, delta=1e-4)
        self.assertEqual(told["types"]["RETREAT"]["right"], 4)
        verdicts = [json.loads(line) for line in (self.archive / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
        self.assertEqual([v["verdict"] for v in verdicts], ["right", "wrong", "right", "right", "unsure", "right"])

    def test_back_takes_the_last_one_again(self):
        told = json.loads(self.audit("-n", 2, "--json", given="y\nb\nn\ny\n").out)
        self.assertEqual((told["right"], told["wrong"]), (1, 1))

    def test_other_keys_ask_again(self):
        done = self.audit("-n", 1, "--json", given="x\ny\n")
        self.assertEqual(json.loads(done.out)["right"], 1)
        self.assertEqual(done.err.count("is the record right?"), 2)

    def test_verdicts_of_a_second_reader_apart(self):
        second = self.folder / "second.jsonl"
        self.audit("-n", 3, "--verdicts", second, given="n\nn\nn\n")
        self.assertFalse((self.archive / "verdicts.jsonl").exists())
        told = json.loads(self.audit("-n", 3, "--verdicts", second, "--report", "--json").out)
        self.assertEqual((told["wrong"], told["precision"], told["low"]), (3, 0.0, 0.0))

    def test_report_asks_nothing(self):
        done = self.audit("-n", 3, "--report")
        self.assertNotIn("is the record right?", done.err)
        self.assertIn("Of the 12 events that Waqai (waqai ", done.out)
        self.assertIn("precision is not known", done.out)

    def test_paragraph_for_a_methods_section(self):
        out = self.audit("-n", 4, given="y\ny\ny\nn\n").out
        self.assertIn("a simple random sample of 4 was drawn without replacement (seed 1)", out)
        self.assertIn("3 of 4 records judged were right: precision 0.750 (0.301 to 0.954), the interval being Wilson's at 95 %.", out)

    def test_filters_choose_the_population(self):
        done = waqai("audit", self.archive, "--type", "ASSAULT", "--report", "--json")
        self.assertEqual((done.code, json.loads(done.out)["population"]), (1, 0))

    def test_no_archive(self):
        self.assert_fails(waqai("audit"), 2, "E142", None)
        self.assert_fails(waqai("audit", self.folder / "none"), 4, "E110", self.folder / "none")


if __name__ == "__main__":
    unittest.main()
