"""Every word of the error messages that people meet: the call, the exit code and standard error, as tests/gold/errors.txt has them.

A changed message is a deliberate change: WAQAI_REWRITE=1 writes the file anew (locally, never in CI).
"""
import gzip
import os
import re
import unittest

import harness
from harness import ROOT, SENTENCE, Case, record, waqai

GOLD = ROOT / "tests/gold/errors.txt"
ROW = "form\tlemma\tupos\tfeats\tgoverns\tgloss\n"


class Errors(Case):
    def cases(self):
        """Name, words of the call, standard input."""
        file = self.write
        file("good.txt", SENTENCE)
        archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, "-", given=record(1)).code, 0)
        (self.folder / "empty").mkdir()
        broken = self.folder / "broken-archive"
        broken.mkdir()
        (broken / "waqai.duckdb").write_bytes(b"no database" * 500)
        file("waqai.bundle", b"not a bundle" * 100)
        data = self.folder / "data"
        (data / "lexicon").mkdir(parents=True)
        build = lambda folder: ["dict", "build", "--data", folder, "--output", self.folder / "new.bundle"]
        return [
            ("no such file", ["code", self.folder / "absent.txt"], b""),
            ("an empty file", ["code", file("empty.txt", "")], b""),
            ("a folder without files", ["code", self.folder / "empty"], b""),
            ("a picture", ["code", file("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)], b""),
            ("no Arabic", ["code", file("english.txt", "The minister resigned on Monday.\n")], b""),
            ("one wrong line of JSON", ["code", "-o", self.folder / "o1", file("a.jsonl", record(1) + "{broken\n")], b""),
            ("a line above the limit", ["code", "-o", self.folder / "o2", "--max-article-bytes", "300", file("b.jsonl", record(1) + record(2, text="\u0628 " * 300))], b""),
            ("a text above the limit", ["code", "--max-article-bytes", "300", file("long.txt", "\u0628 " * 300)], b""),
            ("a cut gzip", ["code", file("cut.jsonl.gz", gzip.compress(record(1).encode(), mtime=0)[:40])], b""),
            ("a date that is none", ["code", "-o", self.folder / "o3", file("c.jsonl", record(1, published="32/13/2020"))], b""),
            ("a record without a text", ["code", file("d.jsonl", '{"id": "x", "title": ""}\n')], b""),
            ("one id twice", ["code", "-o", self.folder / "o4", file("e.jsonl", record(1) + record(1, text=SENTENCE + " 2"))], b""),
            ("a feed", ["code", file("feed.xml", "<?xml version='1.0'?><rss><channel></channel></rss>")], b""),
            ("trees that are none", ["code", file("t.conllu", "# newdoc id = x\n# text = \u0628\n1\t\u0628\tbroken\n\n")], b""),
            ("a table with a short row", ["code", "-o", self.folder / "o5", file("f.csv", f"id,title,text\n1,,{SENTENCE}\n2,x\n")], b""),
            ("a column that is not there", ["code", "--columns", "text=body", file("g.csv", "id,text\n1,x\n")], b""),
            ("a zip that is cut", ["code", file("z.zip", b"PK\x03\x04" + bytes(60))], b""),
            ("no bundle", ["code", "--bundle", self.folder / "absent.bundle", "-"], record(1).encode()),
            ("a bundle that is none", ["code", "--bundle", self.folder / "waqai.bundle", "-"], record(1).encode()),
            ("no archive", ["events", "-a", self.folder / "nowhere"], b""),
            ("an archive that is none", ["events", "-a", broken], b""),
            ("no archive named", ["events"], b""),
            ("a query that is none", ["sql", "-a", archive, "SELEC 1"], b""),
            ("a query that writes", ["sql", "-a", archive, "DELETE FROM event"], b""),
            ("no such command", ["cod"], b""),
            ("no such flag", ["code", "--pubished", "2024-01-01"], b""),
            ("a flag without its value", ["code", "--to"], b""),
            ("a value that is not allowed", ["code", "--to", "xml", "-"], b""),
            ("a day that is none", ["code", "--published", "2023-02-29", "-"], b""),
            ("an encoding that is none", ["code", "--encoding", "klingon", self.folder / "good.txt"], b""),
            ("a number that is none", ["code", "--threads", "none", "-"], b""),
            ("no such event", ["explain", "0123456789abcdef", "-a", archive], b""),
            ("output into a folder that is not there", ["code", "-o", self.folder / "no/out.jsonl", self.folder / "good.txt"], b""),
            ("a folder of dictionaries without files", build(data), b""),
            ("a row with the wrong columns", build(self.dictionary("columns", ROW + "x\n")), b""),
            ("a value no cell may have", build(self.dictionary("value", ROW + "\u0641\u064a\t\u0641\u064a\tADPOSITION\t-\tgen\tin\n")), b""),
            ("no header", build(self.dictionary("header", ROW + "\u0641\u064a\t\u0641\u064a\tADP\t-\tgen\tin\n", header="")), b""),
            ("a shell without completion", ["completion", "powershell"], b""),
            ("steering signs in a name", ["code", self.folder / "a\x1b[31m\u202eb.txt"], b""),
        ]

    def dictionary(self, name, rows, header="# provenance: ours\n# licence: CC BY 4.0\n"):
        folder = self.folder / name / "lexicon"
        folder.mkdir(parents=True)
        (folder / "function.tsv").write_text(header + rows, encoding="utf-8")
        return folder.parent

    def told(self):
        text = []
        for name, words, given in self.cases():
            done = waqai(*words, given=given, env={"XDG_CONFIG_HOME": str(self.folder)}, cwd=self.folder)
            call = " ".join(str(word) for word in words)
            shown = f"== {name}\n$ waqai {call}\nexit {done.code}\n{done.err}"
            shown = shown.replace(str(self.folder), "FOLDER").replace("\x1b", "ESC").replace("\u202e", "RLO")
            text.append(re.sub(r"process \d+", "process N", shown))
        return "\n".join(text)

    def test_golden_messages(self):
        told = self.told()
        self.assertGreaterEqual(told.count("== "), 30)
        if os.environ.get("WAQAI_REWRITE") and not os.environ.get("CI"):
            GOLD.write_text(told, encoding="utf-8")
        self.maxDiff = None
        self.assertEqual(told, GOLD.read_text(encoding="utf-8"))


class SteeringSigns(Case):
    """What articles and names of files bring along never steers the terminal: no escape, no bidi control in anything for people."""

    SIGNS = "\x1b[31m\x1b]0;x\x07\u202e\u009b2J"

    def quiet(self, text):
        for sign in "\x1b\x07\u202e\u009b":
            self.assertNotIn(sign, text)

    def test_in_every_field_and_every_command(self):
        archive = self.folder / "news"
        signs = self.SIGNS
        lines = record(1, id=f"a{signs}", title=f"{signs}{SENTENCE}", source=f"s{signs}", url=f"http://a/{signs}", author=f"q{signs}", section=f"c{signs}", text=SENTENCE + signs + " \u0648\u0642\u0627\u0644 \u0631\u0626\u064a\u0633 \u0627\u0644\u0648\u0632\u0631\u0627\u0621 \u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a: \u0627\u0644\u0627\u0633\u062a\u0642\u0627\u0644\u0629 " + signs + " \u0645\u0642\u0628\u0648\u0644\u0629.")
        path = self.write("in.jsonl", lines + lines + record(2, published=signs) + "{" + signs + "\n")
        coded = waqai("code", "--to", "text", "--evidence", path)
        self.assertEqual(len(re.findall(r"error\[", coded.err)), 2, coded.err)
        self.quiet(coded.out + coded.err)
        self.quiet(waqai("ingest", "-a", archive, path).err)
        event = waqai("events", "-a", archive, "--json").rows()[0]["events"][0]["id"]
        for words in (["events", "--to", "text"], ["stories", "--to", "text"], ["incidents", "--to", "text"], ["quotes", "--to", "text"], ["actors", "--to", "text"], ["pledges", "--to", "text"],
                      ["search", "--to", "text", "\u0648\u0632\u064a\u0631"], ["freq", "source"], ["doctor"], ["explain", event], ["cite"], ["remove", f"x{signs}", "--reason", "x"],
                      ["sql", f"SELECT '{signs}' FROM nothing"], ["sql", "--to", "table", "SELECT title, source, url FROM article"], ["freq", signs], ["events", "--since", signs]):
            with self.subTest(words[0]):
                done = waqai(words[0], "-a", archive, *words[1:])
                self.quiet(done.out + done.err)
        for words in (["code", self.folder / f"x{signs}"], [f"co{signs}"], ["code", f"--{signs}"], ["explain", SENTENCE + signs], ["dict", "try", SENTENCE + signs], ["events", "-a", self.folder / signs]):
            with self.subTest(words[0]):
                done = waqai(*words)
                self.quiet(done.out + done.err)


if __name__ == "__main__":
    unittest.main()
