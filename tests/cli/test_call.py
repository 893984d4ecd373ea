"""The first development article: the page as a crawler saved it gives the records of the clean article, and its comment counter none."""
import json
import unittest

from harness import SHARED, Case, waqai

GOLD = SHARED / "gold"


class Call(Case):
    def setUp(self):
        super().setUp()
        if not GOLD.exists():
            self.skipTest(f"SKIPPED: {GOLD} is not there")
        with open(GOLD / "articles-dev.jsonl", encoding="utf-8") as lines:
            first = lines.readline()
        self.clean = waqai("code", "--to", "jsonl", self.write("first.jsonl", first)).rows()[0]
        self.saved = waqai("code", "--to", "jsonl", "--published", "2025-02-12", GOLD / "call-2025-02-12.txt").rows()[0]
        self.gold = json.loads(first)

    def test_same_events(self):
        told = lambda article: [{k: v for k, v in event.items() if k != "id"} for event in article["events"]]
        self.assertTrue(self.clean["events"])
        self.assertEqual(told(self.saved), told(self.clean))
        self.assertEqual(self.saved["pledges"], self.clean["pledges"])

    def test_nothing_from_the_comment_counter(self):
        end = len(self.gold["text"])
        self.assertEqual(self.saved["text"][:end], self.gold["text"])
        self.assertGreater(len(self.saved["text"]), end)
        self.assertEqual([e for e in self.saved["events"] if e["sentence"][1] > end], [])

    def test_every_event_is_explained(self):
        for event in self.clean["events"]:
            self.assertTrue(event["frame"] and event["evidence"], event)


if __name__ == "__main__":
    unittest.main()
