"""waqai eval: the measures of ../shared/tools/score.py inside the program, on our own gold and on what the program makes of it."""
import json
import subprocess
import sys
import unittest

from harness import ROOT, SHARED, Case, waqai

GOLD = ROOT / "data/gold/articles.jsonl"
TEXT = "قصف الجيش البلدة. ثم انسحب."


def article(key, *events, **more):
    return {"id": key, "text": TEXT, "events": [{"n": n + 1, "sentence": [0, 17], "status": "actual", "actor": [], "recipient": [], **e} for n, e in enumerate(events)], **more}


def event(kind, start, end, **more):
    return {"type": kind, "trigger": {"text": TEXT[start:end], "start": start, "end": end}, **more}


def lines(*articles):
    return "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)


class Eval(Case):
    def scored(self, gold, coded):
        done = waqai("eval", gold, "--coded", coded, "--json")
        self.assertEqual((done.code, done.err), (0, ""))
        return json.loads(done.out)

    def test_counts_of_a_small_file(self):
        syria = {"country": "SYR", "sector": ["MIL"]}
        gold = self.write("gold.jsonl", lines(article("a", event("ASSAULT", 0, 3, actor=[syria])), article("b", event("RETREAT", 21, 26, sentence=[18, 27]))))
        coded = self.write("coded.jsonl", lines(article("a", event("ASSAULT", 0, 3, actor=[syria]), event("PROTEST", 4, 9))))
        told = self.scored(gold, coded)
        self.assertEqual((told["articles"], told["missing"]), (2, 1))
        self.assertEqual([told["fields"]["event"][k] for k in ("right", "found", "gold")], [1, 2, 2])
        self.assertEqual(told["fields"]["event"]["f1"], 0.5)
        self.assertEqual(told["fields"]["actor"]["f1"], 1.0)
        self.assertEqual(sorted(told["types"]), ["ASSAULT", "PROTEST", "RETREAT"])
        self.assertEqual(told["types"]["RETREAT"]["recall"], 0.0)
        self.assertLessEqual(told["fields"]["event"]["low"], 0.5)
        self.assertGreaterEqual(told["fields"]["event"]["high"], 0.5)

    def agree_with_scorer(self, gold):
        scorer = SHARED / "tools/score.py"
        if not scorer.exists():
            self.skipTest(f"SKIPPED: {scorer} is not there")
        coded = self.write("coded.jsonl", waqai("code", "--to", "jsonl", "--quiet", gold).bytes)
        told = self.scored(gold, coded)
        theirs = json.loads(subprocess.run([sys.executable, "-B", str(scorer), str(gold), str(coded), "--json"], capture_output=True, text=True, check=True).stdout)
        for field in ("event", "dyad", "actor", "recipient", "date", "place", "source", "unreal", "pledge"):
            mine = told["fields"][field]
            with self.subTest(field=field):
                for share in ("precision", "recall", "f1"):
                    self.assertAlmostEqual(mine[share], theirs[field][share], delta=1.01e-4)
                self.assertLessEqual(mine["low"], mine["f1"] + 1e-4)
                self.assertGreaterEqual(mine["high"], mine["f1"] - 1e-4)
        self.assertAlmostEqual(told["fields"]["mode"]["f1"], theirs["mode"], delta=1.01e-4)
        self.assertEqual((told["articles"], told["fields"]["event"]["gold"]), (theirs["articles"], theirs["gold_events"]))
        by_type = subprocess.run([sys.executable, "-B", str(scorer), str(gold), str(coded), "--by", "type"], capture_output=True, text=True, check=True).stdout
        for row in by_type.splitlines():
            if row.startswith("  "):
                name, *_, f1, gold_events = row.split()
                self.assertAlmostEqual(told["types"][name]["f1"], float(f1), delta=0.0051)
                self.assertEqual(told["types"][name]["gold"], int(gold_events.strip("()")))

    def test_agrees_with_the_shared_scorer_on_our_gold(self):
        self.agree_with_scorer(GOLD)

    def test_agrees_with_the_shared_scorer_on_the_development_articles(self):
        gold = SHARED / "gold/articles-dev.jsonl"
        if not gold.exists():
            self.skipTest(f"SKIPPED: {gold} is not there")
        self.agree_with_scorer(gold)

    def test_codes_the_gold_itself(self):
        coded = self.write("coded.jsonl", waqai("code", "--to", "jsonl", "--quiet", GOLD).bytes)
        self.assertEqual(json.loads(waqai("eval", GOLD, "--json", "--quiet").out), self.scored(GOLD, coded))

    def test_table_for_people(self):
        gold = self.write("gold.jsonl", lines(article("a", event("ASSAULT", 0, 3)), article("b")))
        done = waqai("eval", gold, "--coded", gold)
        self.assertEqual(done.code, 0, done.err)
        self.assertTrue(done.out.startswith("2 articles coded by hand\n"), done.out)
        self.assertRegex(done.out, r"(?m)^event +1\.000 +1\.000 +1\.000 ")
        self.assertRegex(done.out, r"(?m)^ASSAULT +1\.000 ")

    def test_gold_that_is_none(self):
        path = self.write("gold.jsonl", '{"id": "a", "events": []}\n{"id": "b", "events": [{"type": "ASSAULT"}]}\n')
        self.assert_fails(waqai("eval", path, "--coded", path), 3, "E023", f"{path}:2")
        self.assert_fails(waqai("eval", "/no/such/file"), 3, "E001", "/no/such/file")
        self.assert_fails(waqai("eval"), 2, "E142", None)


if __name__ == "__main__":
    unittest.main()
