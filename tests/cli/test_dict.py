"""The dictionaries from outside: an overlay is seen at once, examples that fail are errors, what no frame reads is counted, foreign dictionaries come in."""
import os
import subprocess
import unittest

from harness import PATIENCE, PROGRAM, ROOT, SANITIZED, SENTENCE, Case, record, waqai

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

    def test_an_edited_row_wins_whatever_its_conditions(self):
        visited, sentence = "\u0632\u0627\u0631", "\u0632\u0627\u0631 \u0627\u0644\u0631\u0626\u064a\u0633 \u0627\u0644\u0635\u064a\u0646\u064a \u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629 \u0623\u0645\u0633."
        ask = lambda *words: waqai("dict", "try", "--data", DATA, *words, sentence).out
        self.assertIn("CONSULT", ask())
        # Both rows of ours for the verb ask for a certain subject; the edited one does not.
        (self.folder / "mine/events").mkdir(parents=True)
        self.write("mine/events/own.frames", f"{HEADER}\nframe: {visited}\ntype: SUPPORT\nactor: subject\nrecipient: object\n")
        looser = ask("--overlay", self.folder / "mine")
        self.assertIn("SUPPORT", looser)
        self.assertNotIn("CONSULT", looser)
        # Rows that ask for more stand in for ours only where they say so.
        block = f"frame: {visited}\n%stype: SUPPORT\nif: object has {WORD}\nactor: subject\n"
        self.write("mine/events/own.frames", f"{HEADER}\n{block % ''}")
        self.assertIn("CONSULT", ask("--overlay", self.folder / "mine"))
        both = "\n".join(block % f"instead: events/{name}.frames\n" for name in ("consult", "deals-talks")).replace(WORD, f"{WORD}x", 1)
        self.write("mine/events/own.frames", f"{HEADER}\n{both}")
        stricter = ask("--overlay", self.folder / "mine")
        self.assertNotIn("CONSULT", stricter)
        self.assertNotIn("SUPPORT", stricter)

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


class Cells(Case):
    """A row of each table of words with one cell that it cannot have."""
    SPOILT = {"verbs-form1": ("form", "trans"), "nouns-abstract": ("kind", "gender"), "adjectives-elative": ("kind",), "names-family": ("kind",), "function": ("upos", "form")}

    def test_each_is_told_with_its_place_and_what_may_stand_there(self):
        for table, columns in self.SPOILT.items():
            header, row = [line for line in (DATA / f"lexicon/{table}.tsv").read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")][:2]
            for column in columns:
                cells = row.split("\t")
                cells[header.split("\t").index(column)] = "x y"
                folder = self.folder / f"{table}-{column}"
                (folder / "lexicon").mkdir(parents=True)
                self.write(folder / f"lexicon/{table}.tsv", f"{HEADER}{header}\n" + "\t".join(cells) + "\n")
                with self.subTest(f"{table} {column}"):
                    done = waqai("dict", "build", "--data", folder, "--output", folder / "new.bundle")
                    self.assertEqual(done.code, 1, done.err)
                    self.assertRegex(done.err, rf"{table}\.tsv:4: error\[E05\d\]: .*; remedy: ")
                    self.assertIn("x y", done.err)


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


class Bombs(Case):
    """Tables of a user that are huge, deep or circular end in linear time and bounded memory, with findings that name file and line."""

    FRAME = "\u0642\u062a\u0644"

    def build(self, name, text):
        self.write_table(name, text)
        child = subprocess.Popen([str(PROGRAM), "dict", "build", "--data", str(self.folder / "data"), "--output", str(self.folder / "new.bundle")], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        told = child.stdout.read().decode("utf-8")
        child.stdout.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertLess(usage.ru_utime + usage.ru_stime, 20 * PATIENCE)
        if not SANITIZED:
            self.assertLess(usage.ru_maxrss / 1024, 500)
        self.assertIn(child.returncode, (0, 1), told[:300])
        if child.returncode == 1:
            self.assertRegex(told, rf"(?m)^{name}:\d+: error\[E\d+\]: .*remedy: ")
        return child.returncode, told

    def write_table(self, name, text):
        path = self.folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text, encoding="utf-8")

    def frames(self, text):
        return self.build("events/own.frames", text)

    def test_long_patterns_and_long_lists(self):
        f = self.FRAME
        end = "type: ASSAULT\nexample: x => ?\n"
        many, words = "\u060c ".join([f] * 100_000), "\u060c ".join(f + chr(0x627 + i % 30) + chr(0x628 + i // 30 % 20) + chr(0x628 + i // 600) for i in range(3000))
        for name, text in (("a pattern of 100,000 words", f"frame: {' '.join([f] * 100_000)}\n{end}"), ("100,000 patterns", f"frame: {f}\nalso: {many}\n{end}"),
                           ("lists times lists", f"list: l\nwords: {words}\n\nframe: {{l}} {{l}} {{l}} {{l}} {{l}} {{l}}\n{end}"),
                           ("50,000 conditions", f"frame: {f}\nunless: {' ; '.join(['object has x'] * 50_000)}\n{end}"),
                           ("50,000 frames", "".join(f"frame: {f}{i}\n{end}\n" for i in range(50_000)))):
            with self.subTest(name):
                self.frames(text)

    def test_circles_are_told(self):
        for name, text in (("classes", "class: a\nlike: b\n\nclass: b\nlike: a\n\nframe: x\nlike: a\nexample: x => ?\n"), ("a class of itself", "class: a\nlike: a\n\nframe: x\nlike: a\nexample: x => ?\n"),
                           ("lists", "list: a\nwords: {b}\n\nlist: b\nwords: {a}\n\nframe: x {a}\ntype: ASSAULT\nexample: x => ?\n")):
            with self.subTest(name):
                self.assertEqual(self.frames(text)[0], 1)

    def test_huge_cells_and_odd_bytes(self):
        aliases, long_name = ",".join(f"\u0628 \u062c{i}" for i in range(200_000)), "\u0628 " * 200_000
        head = "id\tname_en\tname_ar\taliases_ar\tcountry\tborn\tdied\tnote\n"
        for name, row in (("5 MB in a cell", "x\t" + "a" * 5_000_000 + "\t\u0628\t-\tIGO\t-\t-\t-\n"), ("200,000 aliases", f"x\ta\t\u0628\t{aliases}\tIGO\t-\t-\t-\n"),
                          ("a name of 200,000 words", f"x\ta\t{long_name}\t-\tIGO\t-\t-\t-\n")):
            with self.subTest(name):
                self.build("actors/persons.tsv", head + row)
        self.write_table("actors/persons.tsv", head)
        self.frames("frame: \u0642\x00\u062a\u0644\ntype: ASSAULT\n\x00example: x => ?\n")
        (self.folder / "data/events/own.frames").write_bytes(HEADER.encode() + b"frame: \xff\xfe\xd8\ntype: ASSAULT\nexample: x => ?\n")
        self.assertIn(waqai("dict", "build", "--data", self.folder / "data", "--output", self.folder / "new.bundle").code, (0, 1))


if __name__ == "__main__":
    unittest.main()
