"""Stories and incidents through the program: reprints are no events of their own, and the order of arrival does not matter."""
import gzip
import json
import os
import pathlib
import random
import sys
import unittest

from harness import ROOT, Case, waqai

SHARED = pathlib.Path(os.environ.get("WAQAI_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared"))

LEAD = "قتل خمسة جنود أتراك في هجوم شنه مسلحون أكراد على قاعدة عسكرية في محافظة هكاري يوم 2018-03-01، وفق ما أعلنت وزارة الدفاع التركية."
BACK = "وأرسل الجيش التركي تعزيزات كبيرة إلى المحافظة وبدأت المروحيات عملية تمشيط للجبال المحيطة بالقاعدة."
LATE = "وتشهد هكاري منذ أشهر معارك متقطعة بين الجيش وحزب العمال الكردستاني."
OTHER = "هاجم مسلحون أكراد قاعدة للجيش التركي في محافظة هكاري وقتلوا سبعة جنود، حسبما ذكرت مصادر طبية. وحلقت المروحيات فوق جبال هكاري بعد الهجوم على القاعدة."
APART = "تظاهر مئات المعلمين أمام البرلمان في تونس للمطالبة بزيادة رواتبهم، ورفعوا شعارات ضد الحكومة التونسية."


def article(number, day, source, title, *paragraphs):
    return {"id": f"a{number}", "published": f"2018-03-{day:02}", "source": source, "title": title, "text": "\n".join(paragraphs)}


ARTICLES = [article(1, 1, "agency", "مقتل خمسة جنود أتراك في هجوم على قاعدة في هكاري", LEAD, BACK, LATE),
            article(2, 2, "paper", "تركيا: هجوم دام في الجنوب الشرقي", LEAD, BACK),
            article(3, 2, "channel", "مسلحون أكراد يهاجمون قاعدة في هكاري ويقتلون جنودا أتراكا", OTHER),
            article(4, 2, "paper", "معلمو تونس يتظاهرون أمام البرلمان", APART),
            article(5, 20, "agency", "مقتل خمسة جنود أتراك في هجوم على قاعدة في هكاري", LATE, "وقال محللون إن المعارك ستستمر.")]


class Stories(Case):
    def ingest(self, name, *batches):
        archive = self.folder / name
        for batch in batches:
            path = self.write(f"{name}.jsonl", "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in batch))
            self.assertEqual(waqai("ingest", "-q", "-a", archive, path).code, 0)
        return archive

    def rows(self, archive, *words):
        return waqai(*words, "-a", archive, "--to", "jsonl").rows()

    def test_a_reprint_is_no_report_of_its_own(self):
        archive = self.ingest("news", ARTICLES)
        first = self.rows(archive, "stories")[0]
        self.assertEqual((first["articles"], first["reports"], first["sources"]), (3, 2, 2))
        [story] = self.rows(archive, "stories", first["story_id"])
        self.assertEqual({m["article_id"]: m["report_id"] for m in story["members"]}, {"a1": "a1", "a2": "a1", "a3": "a3"})
        incident = max(self.rows(archive, "incidents", "--type", "ASSAULT"), key=lambda i: i["articles"])
        self.assertEqual(incident["story_id"], first["story_id"])
        self.assertLess(incident["sources"], incident["articles"])
        self.assertNotIn("a4", {m["article_id"] for m in story["members"]})

    def test_a_small_archive_has_evidence_too(self):
        # Words are rare in comparison with an archive, and in one of five articles none is.
        archive = self.folder / "aid"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, ROOT / "tests/faults/articles.jsonl").code, 0)
        [pledge] = [p for p in self.rows(archive, "pledges") if p["finding"] == "evidence"]
        [piece] = pledge["evidence"].split(";")
        finding, event, day = piece.split(":")
        self.assertEqual((pledge["by"], pledge["to"], finding, day, pledge["rules"]), ("Mohammed bin Abdulrahman al-Thani", "Somalia", "done", "2023-01-10", "act"))
        self.assertEqual(self.rows(archive, "events", "--id", event)[0]["id"], "aid")

    def test_order_of_arrival_does_not_matter(self):
        want = None
        for seed in range(3):
            shuffled = ARTICLES[:]
            random.Random(seed).shuffle(shuffled)
            archive = self.ingest(f"order{seed}", *[[a] for a in shuffled])
            got = [waqai(command, "-a", archive, "--to", "csv").out for command in ("stories", "incidents")]
            self.assertGreater(len(got[1].splitlines()), 2)
            want = want or got
            self.assertEqual(got, want)
        whole = self.ingest("whole", ARTICLES)
        self.assertEqual([waqai(command, "-a", whole, "--to", "csv").out for command in ("stories", "incidents")], want)

    def test_order_of_arrival_does_not_matter_to_real_articles(self):
        corpus = SHARED / "corpus/news-2018.jsonl.gz"
        if not corpus.exists():
            print(f"test_stories: SKIPPED three orders of arrival of real articles: no {corpus}", file=sys.stderr)
            self.skipTest("no development data")
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            articles = [a for a in map(json.loads, lines) if a["published"][:10] in ("2018-03-14", "2018-03-15") and a["category"] == "internationalNews"]
        articles = articles[:150]
        self.assertGreater(len(articles), 80)
        want = None
        for seed in range(3):
            shuffled = articles[:]
            random.Random(seed).shuffle(shuffled)
            archive = self.ingest(f"real{seed}", *[shuffled[part::3] for part in range(3)])
            got = [waqai(command, "-a", archive, "--to", "csv").out for command in ("stories", "incidents")]
            want = want or got
            self.assertEqual(got, want)
        told = [s for s in self.rows(archive, "stories") if s["reports"] > 1]
        self.assertGreater(len(told), 3)  # or nothing was compared
        self.assertTrue(any(i["reports"] > 1 for i in self.rows(archive, "incidents")))

    def test_an_id_that_was_earliest_leads_on(self):
        archive = self.ingest("news", ARTICLES[1:])
        old = next(s["story_id"] for s in self.rows(archive, "stories") if s["articles"] == 2)
        self.ingest("news", ARTICLES[:1])
        [found] = self.rows(archive, "stories", old)
        self.assertEqual(found["articles"], 3)
        self.assertNotEqual(found["story_id"], old)

    def test_diff(self):
        before = self.ingest("before", ARTICLES[:2] + ARTICLES[3:4])
        after = self.ingest("after", ARTICLES[:3])
        self.assertEqual(waqai("diff", before, before).code, 1)
        rows = waqai("diff", before, after, "--to", "jsonl").rows()
        self.assertEqual({(r["change"], r["article_id"]) for r in rows}, {("article_added", "a3"), ("article_removed", "a4")})
        # Without a day of publication what hangs on it changes; ids stay.
        undated = self.ingest("undated", [{**a, "published": ""} for a in ARTICLES[:3]])
        self.assertTrue({r["change"] for r in waqai("diff", after, undated, "--to", "jsonl").rows()} <= {"changed"})
        self.assertEqual(waqai("diff", before).code, 2)

    def test_filters_and_formats(self):
        archive = self.ingest("news", ARTICLES)
        everything = self.rows(archive, "incidents")
        some = self.rows(archive, "incidents", "--country", "TUN")
        self.assertTrue(some and len(some) < len(everything))
        self.assertEqual(waqai("incidents", "-a", archive, "--country", "JPN").code, 1)
        self.assertIn("type: ", waqai("incidents", "-a", archive, "--to", "text").out)
        self.assertEqual(waqai("stories", "-a", archive, "--to", "plover").code, 2)
        self.assertEqual(self.rows(archive, "actors")[0].keys() >= {"actor", "as_actor", "incidents"}, True)


if __name__ == "__main__":
    unittest.main()
