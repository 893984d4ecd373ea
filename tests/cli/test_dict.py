"""The dictionaries from outside: an overlay is seen at once, examples that fail are errors, what no frame reads is counted, foreign dictionaries come in."""
import unittest

from harness import ROOT, SENTENCE, Case, record, waqai

DATA = ROOT / "data"
HEADER = "# provenance: test\n# licence: CC BY 4.0\n"
WORD = "\u063a\u0627\u0632\u0644"  # courted: no frame has it
SUBJECT = "\u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629 \u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a"
GREETED = f"{WORD} {SUBJECT} \u0646\u0638\u064a\u0631\u0647 \u0627\u0644\u0633\u0648\u0631\u064a."


class Overlay(Case):
    def overlay(self, example):
        (self.folder / "mine/events").mkdir(parents=True)
        frame = f"{HEADER}\nframe: {WORD}\ntype: SUPPORT\nactor: subject\nrecipient: object\nexample: {example}\n"
        self.write("mine/events/own.frames", frame)
        return self.folder / "mine"

    def test_try_shows_an_overlay_at_once(self):
        plain = waqai("dict", "try", "--data", DATA, GREETED)
        self.assertNotIn("SUPPORT", plain.out)
        own = waqai("dict", "try", "--data", DATA, "--overlay", self.overlay(f"{GREETED} => {SUBJECT}"), GREETED)
        self.assertEqual(own.code, 0, own.err)
        self.assertIn("SUPPORT", own.out)

    def test_an_example_that_fails_is_an_error(self):
        done = waqai("dict", "check", "--data", DATA, "--overlay", self.overlay(f"{SENTENCE} => nothing @ RETREAT"))
        self.assertEqual(done.code, 1, done.err)
        self.assertIn("own.frames", done.err)
        self.assertIn("error[E057]", done.err)

    def test_check_names_what_never_fired(self):
        counts = self.write("counts.jsonl", '{"frame": "events/support.frames:18"}\n')
        done = waqai("dict", "check", "--data", DATA, "--counts", counts)
        self.assertIn("warning[E059]", done.err)
        self.assertNotIn("events/support.frames:18: warning[E059]", done.err)


class Unknown(Case):
    def test_counts_what_no_frame_reads(self):
        done = waqai("unknown", "--predicates", "--least", "1", self.write("a.jsonl", record(1, text=GREETED) + record(2, text=GREETED, section="x")))
        self.assertEqual(done.code, 0, done.err)
        rows = [line.split("\t") for line in done.out.splitlines()]
        self.assertEqual(rows[0][:3], ["named", "all", "predicate"])
        self.assertTrue(all(int(row[0]) <= int(row[1]) for row in rows[1:]))

    def test_without_files(self):
        self.assert_fails(waqai("unknown", "--predicates"), 2, "E142", None, ["nothing to read"])


class Import(Case):
    def test_a_folder_that_compiles(self):
        actors = self.write("actors.txt", "abu_test_\n\t[IRQREB 20100101-20140101]\n")
        verbs = self.write("verbs.txt", f"--- x [---] ---\n{WORD}\n- * [190]\n- before * [190]\n")
        done = waqai("dict", "import", actors, verbs, "--data", DATA, "--output", self.folder / "mine")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("1 actors, 0 agents, 0 synonym sets, 1 patterns", done.err)
        self.assertIn("1 x a pattern with words before the verb, first in verbs.txt:4", done.err)
        built = waqai("dict", "build", "--data", DATA, "--overlay", self.folder / "mine", "--output", self.folder / "b")
        self.assertEqual(built.code, 0, built.err[-300:])


if __name__ == "__main__":
    unittest.main()
