"""waqai names: a line out for every line in, tags as they should be, and figures of the bar where ../shared is there."""
import subprocess
import sys
import unittest

from harness import PROGRAM, SHARED, Case, waqai

BAR = 0.74  # F1 of exact spans on anercorp-dev
SENTENCE = ["وقال", "الرئيس", "فلاديمير", "بوتين", "في", "موسكو", "."]


class Names(Case):
    def tags(self, lines):
        done = waqai("names", given="\n".join(lines) + "\n")
        self.assertEqual((done.code, done.err), (0, ""))
        return done.out.split("\n")[:-1]

    def test_a_line_a_token(self):
        out = self.tags(SENTENCE)
        self.assertEqual([line.split("\t")[0] for line in out], SENTENCE)
        self.assertEqual(out[2:6], ["فلاديمير\tB-PERS", "بوتين\tI-PERS", "في\tO", "موسكو\tB-LOC"])

    def test_blank_lines_stay(self):
        out = self.tags(["", *SENTENCE, "", "", *SENTENCE])
        self.assertEqual([i for i, line in enumerate(out) if not line], [0, 8, 9])
        self.assertEqual(out[1:8], out[10:])

    def test_odd_tokens_are_given_back(self):
        odd = ["\u200f", "(د", "أ)", "...", "a\u0301", "12", "\u202e"]
        self.assertEqual([line.split("\t")[0] for line in self.tags(odd)], odd)

    def test_broken_utf8_is_given_back(self):
        done = subprocess.run([str(PROGRAM), "names"], input=b"\xff\xfe\n\xd9\n", capture_output=True, check=True)
        self.assertEqual(done.stdout, b"\xff\xfe\tO\n\xd9\tO\n")

    def test_nothing_gives_nothing(self):
        self.assertEqual(waqai("names", given="").bytes, b"")

    def test_missing_file(self):
        self.assert_fails(waqai("names", "/no/such/file"), 3, "E001", "/no/such/file")

    def test_bar(self):
        gold = SHARED / "ner/anercorp-dev.tsv"
        if not gold.exists():
            self.skipTest(f"SKIPPED: {gold} is not there")
        tokens = "".join((line.split() or [""])[0] + "\n" for line in gold.read_text(encoding="utf-8").splitlines())
        tagged = self.write("tagged.tsv", waqai("names", given=tokens).bytes)
        told = subprocess.run([sys.executable, "-B", str(SHARED / "tools/score_names.py"), str(gold), str(tagged)], capture_output=True, text=True, check=True).stdout
        self.assertGreaterEqual(float(told.splitlines()[-1].split("F1")[1].split()[0]), BAR, told)


if __name__ == "__main__":
    unittest.main()
