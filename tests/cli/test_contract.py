"""The contract of the command line, a test a row: streams, exit codes, standard input, layouts, JSON, colour, progress, errors, settings, completion, no
questions, taking up work again, no network, help, stability.  Terminals are played with a pseudo-terminal."""
import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import threading
import unittest

from harness import EXAMPLES, PROGRAM, SENTENCE, TIMEOUT, Case, record, waqai

SAMPLE = EXAMPLES / "01-phone-call.txt"


def on_terminal(*words, parts=("in", "out", "err"), env=None, given=b"", cwd=None):
    """Exit code and what came out on a terminal, and on pipes where a stream is not in `parts`."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([str(PROGRAM), *map(str, words)], stdin=theirs if "in" in parts else subprocess.PIPE, stdout=theirs if "out" in parts else subprocess.PIPE,
                             stderr=theirs if "err" in parts else subprocess.PIPE, env={**os.environ, "TERM": "xterm", **(env or {})}, cwd=cwd)
    os.close(theirs)
    if child.stdin:
        child.stdin.write(given)
        child.stdin.close()
    piped = {}

    def drain(name, stream):
        piped[name] = stream.read()
        stream.close()

    readers = [threading.Thread(target=drain, args=(name, stream)) for name, stream in (("out", child.stdout), ("err", child.stderr)) if stream]
    for reader in readers:
        reader.start()
    shown = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not more:
            break
        shown += more
    os.close(ours)
    for reader in readers:
        reader.join()
    return child.wait(timeout=TIMEOUT), shown.decode(), piped.get("out", b"").decode(), piped.get("err", b"").decode()


class Contract(Case):
    def test_streams(self):
        done = waqai("code", "-", given=record(1) + "{\n")
        self.assertEqual([row["id"] for row in done.rows()], ["r1"])
        self.assertNotIn("r1", done.err)
        self.assertIn("error[E023]", done.err)

    def test_exit_codes(self):
        archive = self.folder / "news"
        listed = waqai("help", "exit-codes").out
        calls = {0: ["ingest", "-q", "-a", archive, SAMPLE], 1: ["events", "-a", archive, "--name", "nobody at all"], 2: ["events", "--since", "today"],
                 3: ["code", self.folder / "absent"], 4: ["events", "-a", self.folder / "nowhere"], 5: ["code", SAMPLE, self.folder / "absent"]}
        for code, words in calls.items():
            with self.subTest(code):
                self.assertEqual(waqai(*words).code, code)
                self.assertRegex(listed, rf"(?m)^ +{code}  \S")
        self.assertRegex(listed, r"(?m)^ +130  \S")  # test_faults.py interrupts
        self.assertEqual(waqai("diff", archive, archive).code, 1)  # nothing found: they are equal

    def test_standard_input(self):
        code, shown, *_ = on_terminal("code")
        self.assertEqual(code, 2)  # does not wait for a person to type
        self.assertIn("for standard input", shown)
        self.assertEqual(waqai("code", "-", given=record(1)).bytes, waqai("code", given=record(1)).bytes)

    def test_layouts_for_people_and_for_programs(self):
        for words, piped in ((("code", SAMPLE), 1), (("explain", SENTENCE), 0)):
            code, shown, *_ = on_terminal(*words)
            self.assertEqual(code, 0)
            self.assertNotIn('{"schema"', shown)
            if piped:
                self.assertEqual(json.loads(waqai(*words).out)["schema"], "waqai.article/1")
        code, shown, out, _ = on_terminal("code", SAMPLE, parts=("in", "err"))
        self.assertEqual(json.loads(out)["schema"], "waqai.article/1")
        self.assertEqual(waqai("code", "--json", SAMPLE).bytes, waqai("code", "--to", "jsonl", SAMPLE).bytes)
        self.assertTrue(waqai("code", "--to", "csv", SAMPLE).out.startswith("article_id,") or "," in waqai("code", "--to", "csv", SAMPLE).out.splitlines()[0])

    def test_json_has_a_schema_and_says_arabic_as_it_is(self):
        row = waqai("code", SAMPLE)
        self.assertEqual(row.rows()[0]["version"], waqai("--version").out.split()[1])
        self.assertNotIn("\\u06", row.out)

    def test_fields_make_rows_that_need_no_other_program(self):
        whole = waqai("code", "--to", "csv", SAMPLE).out
        names = whole.splitlines()[0].split(",")
        rows = list(csv.DictReader(io.StringIO(whole)))
        two = waqai("code", "--fields", "type,actor_name", SAMPLE)
        self.assertEqual([line.split("\t") for line in two.out.splitlines()], [[row["type"], row["actor_name"]] for row in rows])
        self.assertEqual(waqai("code", "--fields", "trigger", "--to", "csv", SAMPLE).out.splitlines()[0], "trigger")
        flat = [json.loads(line) for line in waqai("code", "--fields", "quad,confidence,place", "--json", SAMPLE).out.splitlines()]
        self.assertEqual([(r["quad"], r["confidence"], r["place"]) for r in flat], [(int(r["quad"]), float(r["confidence"]), r["place"] or None) for r in rows])
        self.assertEqual(waqai("code", "--to", "tsv", SAMPLE).out.splitlines()[0].split("\t"), names)
        wrong = waqai("code", "--fields", "type,colour", SAMPLE)
        self.assertEqual(wrong.code, 2)
        self.assertIn("there is no field 'colour'", wrong.err)
        for name in names:
            self.assertIn(name, wrong.err)
        self.assertEqual(waqai("code", "--fields", "type", "--to", "text", SAMPLE).code, 2)
        archive = self.folder / "fields"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, SAMPLE).code, 0)
        self.assertEqual(waqai("events", "-a", archive, "--fields", "type,actor_name").out, two.out)
        actors = waqai("actors", "-a", archive, "--json").rows()
        self.assertEqual(waqai("actors", "-a", archive, "--fields", "as_actor").out.split(), [str(row["as_actor"]) for row in actors])

    def test_ascii_escapes_every_letter_and_loses_none(self):
        archive = self.folder / "ascii"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, SAMPLE).code, 0)
        for words in (("code", "--json", SAMPLE), ("code", "--to", "plover", SAMPLE), ("events", "-a", archive, "--json"), ("actors", "-a", archive, "--json")):
            plain, escaped = waqai(*words), waqai(*words, "--ascii")
            self.assertTrue(escaped.out.isascii() and not plain.out.isascii(), words)
            self.assertEqual(escaped.rows(), plain.rows())
        emoji = self.write("emoji.jsonl", json.dumps({"id": "e", "title": "\U0001f600", "text": SENTENCE}, ensure_ascii=False) + "\n")
        self.assertEqual(waqai("code", "--json", "--ascii", emoji).rows()[0]["title"], "\U0001f600")

    def test_colour(self):
        colours = lambda *words, env=None: "\x1b[1m" in on_terminal("code", *words, SAMPLE, env=env)[1]
        self.assertTrue(colours())
        self.assertFalse(colours("--color", "never"))
        self.assertFalse(colours(env={"NO_COLOR": "1"}))
        self.assertFalse(colours(env={"TERM": "dumb"}))
        self.assertTrue(colours("--color", "always", env={"TERM": "dumb"}))
        bare = lambda text: re.sub(r"\x1b\[[0-9;]*[mK]|\r", "", text)
        self.assertEqual(bare(on_terminal("code", "--color", "always", SAMPLE, env={"WAQAI_NO_PROGRESS": "1"})[1]), bare(on_terminal("code", "--color", "never", SAMPLE, env={"WAQAI_NO_PROGRESS": "1"})[1]))

    def test_progress(self):
        path = self.write("many.jsonl", "".join(record(n) for n in range(2000)))
        code, shown, out, _ = on_terminal("code", path, parts=("in", "err"))
        self.assertEqual((code, len(out.splitlines())), (0, 2000))
        self.assertRegex(shown, r"\d+ articles  \d+/s +\d+ %  \d+ s left")  # how many, how fast, how far, how long
        self.assertTrue(shown.endswith("\r\x1b[K"))                            # and it leaves no trace
        for words, env in ((("-q",), None), ((), {"WAQAI_NO_PROGRESS": "1"}), ((), {"TERM": "dumb"})):
            self.assertEqual(on_terminal("code", *words, path, parts=("in", "err"), env=env)[1], "")
        self.assertEqual(waqai("code", path).err, "")  # none where nobody looks

    def test_records_never_begin_behind_the_progress(self):
        code, shown, *_ = on_terminal("code", "--color", "never", EXAMPLES / "articles.jsonl")
        self.assertEqual(code, 0)
        for line in shown.split("\n"):
            visible = re.split(r"\r\x1b\[K", line.rstrip("\r"))[-1]
            self.assertNotIn("s left", visible)

    def test_errors_have_an_id_a_place_and_a_way_out(self):
        done = waqai("code", self.folder / "absent.txt")
        self.assert_fails(done, 3, "E001", self.folder / "absent.txt")
        page = waqai("explain", "E001")
        self.assertEqual((page.code, page.out.startswith("E001: ")), (0, True))
        self.assertIn("did you mean `waqai events`?", waqai("event").err)
        self.assertIn("did you mean --published?", waqai("code", "--publishd", "x").err)

    def test_settings_and_where_they_come_from(self):
        self.write("waqai.toml", "archive = 'ours'\ntranslit = true\n")
        env = {"XDG_CONFIG_HOME": str(self.folder / "none"), "WAQAI_ARCHIVE": "env"}
        shown = waqai("config", cwd=self.folder, env=env).out
        self.assertIn("archive = env  from WAQAI_ARCHIVE", shown)
        self.assertRegex(shown, rf"translit = true +from {re.escape(str(self.folder))}/waqai.toml:2")
        self.assertIn("flag/x", waqai("events", "--archive", "flag/x", cwd=self.folder, env=env).err)  # the command line wins

    def test_completion_and_man_pages(self):
        for shell in ("bash", "zsh", "fish"):
            self.assertIn("incidents", waqai("completion", shell).out)
        self.assertTrue(waqai("help", "--man", "code").out.startswith(".TH"))  # test_manual.py looks closer

    def test_nothing_asks(self):
        archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, "-", given=record(1)).code, 0)
        for words in (("remove", "-a", archive, "r1"), ("dict", "check"), ("ingest",), ("code",), ("extract",), ("parse",), ("names",), ("explain",), ("unknown",), ("eval",), ("audit", "-a", archive, "--report")):
            with self.subTest(words[0]):
                self.assertIn(on_terminal(*words, cwd=self.folder)[0], (0, 1, 2, 3))  # on a terminal, with nobody typing: it ends
        self.assertEqual(waqai("remove", "-a", archive, "r1").code, 2)  # what destroys needs its reason, in words

    def test_the_same_command_goes_on_where_it_stopped(self):
        archive, path = self.folder / "news", self.write("a.jsonl", "".join(record(n) for n in range(5)))
        self.assertIn("5 articles added", waqai("ingest", "-a", archive, path).err)
        path.write_text(path.read_text(encoding="utf-8") + record(6), encoding="utf-8")
        again = waqai("ingest", "-a", archive, path).err
        self.assertIn("1 articles added", again)
        self.assertIn("5 known already", again)

    @unittest.skipUnless(shutil.which("unshare") and subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0, "SKIPPED: no network namespaces here")
    def test_no_network(self):
        archive = self.folder / "news"
        for words in (("code", EXAMPLES / "articles.jsonl"), ("ingest", "-q", "-a", archive, EXAMPLES / "articles.jsonl"), ("events", "-a", archive), ("search", "-a", archive, "\u0648\u0632\u064a\u0631"), ("doctor",)):
            alone = subprocess.run(["unshare", "-n", str(PROGRAM), *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False)
            self.assertEqual(alone.returncode, 0, alone.stderr)
        if shutil.which("ldd"):
            self.assertNotRegex(subprocess.run(["ldd", str(PROGRAM)], capture_output=True, text=True, check=True).stdout, r"libcurl|libssl|libresolv")

    def test_help(self):
        for words in ([], ["help"], ["--help"], ["-h"]):
            done = waqai(*words)
            self.assertEqual(done.code, 0)
            self.assertLess(done.out.index("examples:"), done.out.index("commands:"))
        short, full = waqai("code", "-h").out, waqai("code", "--help").out
        self.assertLess(len(short), len(full))
        self.assertLess(full.index("examples:"), full.index("flags:"))

    def test_stability(self):
        """Keys and columns that programs rely on; they are only added to (docs/FORMATS.md)."""
        keys = list(waqai("code", SAMPLE).rows()[0])
        self.assertEqual(keys[:13], ["schema", "version", "id", "title", "source", "url", "section", "published", "text", "events", "pledges", "quotations", "rejections"])


if __name__ == "__main__":
    unittest.main()
