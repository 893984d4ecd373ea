"""What each command refuses, found from its own help: every flag with a value that it cannot take, output that cannot be written, words that are missing."""
import os
import pathlib
import re
import stat
import tempfile
import unittest

import serving
from harness import EXAMPLES, ROOT, SENTENCE, Case, waqai

WORD = "\u0648\u0632\u064a\u0631"
# A call of each command that works: A is an archive, T a text, G articles coded by hand, D the sources of the dictionaries.
CALLS = {"code": ["T"], "explain": [SENTENCE], "extract": ["T"], "ingest": ["-a", "NEW", "T"], "events": ["-a", "A"], "search": [WORD, "-a", "A"], "stories": ["-a", "A"], "incidents": ["-a", "A"],
         "pledges": ["-a", "A"], "quotes": ["-a", "A"], "actors": ["-a", "A"], "freq": ["type", "-a", "A"], "export": ["events", "-a", "A"], "sql": ["SELECT 1", "-a", "A"], "cite": ["-a", "A"],
         "snapshot": ["NEW", "-a", "A"], "remove": ["no-such-article", "-a", "A", "--reason", "x"], "diff": ["A", "A"], "recode": ["-a", "A", "--all"], "changes": ["-a", "A"], "audit": ["-a", "A", "--list"],
         "serve": ["-a", "A", "--port", "0"], "parse": ["T"], "names": ["N"], "dict": ["try", SENTENCE], "eval": ["G"], "unknown": ["T"], "doctor": ["-a", "A"]}
RUNS_ON = {"serve"}  # until it is stopped: only what it refuses is tried
WRONG = {"N": ["none", "-1"], "VERSION": ["none"], "C": ["much", "2"], "S": ["much"], "DATE": ["2023-02-29"], "FORMAT": ["xml"], "FORM": ["xml"], "DIR": ["ABSENT"], "MAP": ["text"]}
WRONG_OF = {"--encoding": ["klingon"], "--output": ["ABSENT/file", "FOLDER"], "--bundle": ["ABSENT", "T"], "--gold": ["ABSENT"], "--coded": ["ABSENT"], "--counts": ["ABSENT"], "--rejects": ["ABSENT/file"],
            "--fields": ["nothing"], "--archive": ["ABSENT", "FOLDER", "BROKEN"]}
TAKES_ANY = {("--archive", "explain"), ("--archive", "ingest"), ("--fields", "code"), ("--data", "serve"), ("--counts", "dict"), ("--output", "dict")}  # what is absent is made, or not asked for
WITHOUT_WORDS = ["freq -a A", "sql -a A", "snapshot -a A", "remove -a A --reason x", "remove x -a A", "diff A", "diff A A A", "search -a A", "eval", "dict", "dict nothing", "dict import", "dict try", "events", "stories",
                 "incidents", "pledges", "quotes", "actors", "export", "export nothing -a A", "freq nothing -a A", "cite", "changes", "recode", "audit", "completion", "completion x", "help nothing", "code", "unknown",
                 "unknown --least 1", "parse ABSENT", "names ABSENT", "eval ABSENT", "eval FOLDER", "eval T", "explain T --published 2023-02-29", "explain 0123456789abcdef -a ABSENT", "explain T --bundle ABSENT", "dict try x --bundle ABSENT", "recode -a A --overlay ABSENT", "recode -a A --overlay FOLDER", "recode -a A --all --gold T --overlay FOLDER", "export events --to parquet -a A", "remove x -a A --reason", "dict build --data ABSENT", "dict build --data D --output ABSENT/file", "dict import ABSENT --data D", "dict import ABSENT --data D --output NEW", "dict import T --data ABSENT --output NEW", "dict import T --data D --output T/x", "dict try x --data ABSENT", "dict try x --data FOLDER", "dict check --data ABSENT", "dict check --data D --counts ABSENT"]


class Refusals(Case):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        folder = cls.root = pathlib.Path(cls.holder.name)
        serving.make_archive(folder / "A", EXAMPLES / "articles.jsonl")
        (folder / "T").write_text(SENTENCE, encoding="utf-8")
        (folder / "N").write_text(SENTENCE.replace(" ", "\n") + "\n", encoding="utf-8")
        (folder / "FOLDER").mkdir()
        (folder / "BROKEN").mkdir()
        (folder / "BROKEN/waqai.duckdb").write_bytes(b"no database" * 500)
        (folder / "G").write_text((ROOT / "data/gold/articles.jsonl").read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def call(self, command, *words):
        names = {"A", "T", "N", "G", "T/x", "ABSENT", "ABSENT/file", "FOLDER", "BROKEN"}
        places = {**{name: self.root / name for name in names}, "D": ROOT / "data", "NEW": self.folder / command}
        return waqai(command, *(places.get(word, word) for word in words))

    def assert_refused(self, done):
        self.assertIn(done.code, (2, 3, 4, 5), done.err)
        self.assertRegex(done.err, r"error\[E\d\d\d\]: \S")
        self.assertNotIn("\x1b", done.err)

    def flags(self, command):
        help_text = waqai(command, "--help").out
        return [(name, kind) for name, kind in re.findall(r"^ +(?:-\w, )?(--[\w-]+) ([A-Z]+)", help_text[help_text.index("\nflags"):], re.M)]

    def test_values_that_a_flag_cannot_take(self):
        for command, words in CALLS.items():
            for flag, kind in self.flags(command):
                if (flag, command) in TAKES_ANY:
                    continue
                for value in WRONG_OF.get(flag, WRONG.get(kind, [])):
                    with self.subTest(f"{command} {flag} {value}"):
                        done = self.call(command, *words, flag, value)
                        self.assert_refused(done)
                        self.assertTrue(command == "doctor" or done.out == "")

    def test_verdicts_that_cannot_be_kept(self):
        self.assert_refused(waqai("audit", "-a", self.root / "A", "-n", "2", "--verdicts", self.root / "FOLDER", given="y\nn\n"))

    def test_output_that_is_full(self):
        full = self.folder / "full"  # a device of our own: a program that replaces its output by a file must not meet the machine's
        try:
            os.mknod(full, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
            full.open("wb").close()
        except OSError:
            self.skipTest("no device can be made here")
        for command, words in CALLS.items():
            # `diff` of equal archives writes nothing, `dict try` has no file of output.
            if command not in ("diff", "dict") and any(flag == "--output" for flag, _ in self.flags(command)):
                with self.subTest(command):
                    done = self.call(command, *words, "-o", full)
                    self.assertEqual(done.code, 4, done.err)
                    self.assertIn("error[E003]", done.err)
                    self.assertTrue(full.is_char_device())

    def test_output_into_a_pipe(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.assertEqual(self.call("cite", "-a", "A", "-o", pipe).code, 0)
        self.assertIn(b"articles", os.read(reader, 65536))
        self.assertTrue(pipe.is_fifo())

    def test_words_that_are_missing(self):
        for line in WITHOUT_WORDS:
            with self.subTest(line):
                self.assert_refused(self.call(*line.split(" ")))

    def test_the_calls_work(self):
        for command, words in CALLS.items():
            if command not in RUNS_ON:
                with self.subTest(command):
                    self.assertIn(self.call(command, *words).code, (0, 1))


if __name__ == "__main__":
    unittest.main()
