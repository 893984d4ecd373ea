"""What each command says where a part of what it needs is missing or wrong while the rest is there: archives, articles coded by hand, settings, sources, threads, streams."""
import json
import os
import pathlib
import pty
import resource
import shutil
import subprocess
import tempfile
import threading
import unittest

import serving
from harness import EXAMPLES, PATIENCE, PROGRAM, ROOT, SANITIZED, SENTENCE, Case, record, waqai
from test_exports import DuckDB

SAMPLES = EXAMPLES / "articles.jsonl"
FAULTS = pathlib.Path(os.environ.get("WAQAI_FAULTS", PROGRAM.parent / "libwaqai_faults.so"))
PLAYED = "\u0639\u0632\u0641"  # played, as on an instrument: no frame of ours reads it
OVERLAY = f"# provenance: test\n# licence: CC BY 4.0\n\nframe: {PLAYED}\ntype: CONSULT\nactor: subject\nrecipient: object\n"
# "The Lebanese finance minister played his Egyptian counterpart."
SENTENCE_PLAYED = f"{PLAYED} \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629 \u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a \u0646\u0638\u064a\u0631\u0647 \u0627\u0644\u0645\u0635\u0631\u064a."


class Broken(Case):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.holder.name)
        cls.good = serving.make_archive(cls.root / "good", SAMPLES)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def changed(self, *sql):
        """A copy of the archive in which `sql` was done."""
        archive = self.folder / "changed"
        shutil.copytree(self.good, archive)
        database = DuckDB(archive / "waqai.duckdb")
        for one in sql:
            database.rows(one)
        database.close()
        return archive

    def overlay(self, rows=OVERLAY):
        (self.folder / "mine/events").mkdir(parents=True, exist_ok=True)
        self.write("mine/events/own.frames", rows)
        return self.folder / "mine"


class Archives(Broken):
    def test_no_archive_named(self):
        for words in (["sql", "SELECT 1"], ["freq", "type"], ["snapshot", self.folder / "copy"], ["remove", "x", "--reason", "y"], ["search", "x"], ["cite"], ["export", "events"], ["recode"], ["changes"], ["audit"],
                      ["events"], ["stories"], ["incidents"], ["pledges"], ["quotes"], ["actors"]):
            with self.subTest(words[0]):
                self.assert_fails(waqai(*words), 2, "E142", None, ["archive"])
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_day_that_is_none(self):
        archive = self.changed("UPDATE article SET published = 'infinity'")
        event = json.loads(waqai("events", "-a", archive, "--json").out.split("\n")[0])["events"][0]["id"]
        for words in (["explain", event, "-a", archive], ["unknown", "--predicates", "-a", archive], ["unknown", "-a", archive]):
            with self.subTest(words[0]):
                self.assert_fails(waqai(*words), 5, "E026", None, ["infinity", "YYYY-MM-DD"])

    def test_an_event_without_a_dictionary_to_explain_it(self):
        event = json.loads(waqai("events", "-a", self.good, "--json").out.split("\n")[0])["events"][0]["id"]
        self.assert_fails(waqai("explain", event, "-a", self.good, "--bundle", self.folder / "none"), 4, "E100", self.folder / "none")

    def test_lists_of_members_and_versions(self):
        database = DuckDB(self.good / "waqai.duckdb")
        story, incident = (database.rows(f"SELECT min({name}_id) FROM {name}")[0][0] for name in ("story", "incident"))
        database.close()
        for command, one, inner, table in (("stories", story, "members", "story_article"), ("incidents", incident, "versions", "incident_version")):
            with self.subTest(command):
                (row,) = waqai(command, one, "-a", self.good, "--to", "jsonl").rows()
                self.assertIn(inner, row)
                self.assertIn("  -\n" if row[inner] else ":", waqai(command, one, "-a", self.good, "--to", "text").out)
                archive = self.changed(f"DROP TABLE {table} CASCADE")
                self.assert_fails(waqai(command, one, "-a", archive, "--to", "jsonl"), 4, "E114", None, [table])
                shutil.rmtree(archive)

    def test_an_audit_without_the_runs(self):
        archive = self.changed("DROP TABLE pledge CASCADE")
        for words in (["--report"], []):
            self.assert_fails(waqai("audit", "-a", archive, *words, given="y\n"), 4, "E114", None, ["pledge"])

    def test_counts_in_every_form(self):
        plain = waqai("freq", "type", "-a", self.good).out.splitlines()
        rows = [line.split("\t") for line in plain]
        self.assertEqual(waqai("freq", "type", "-a", self.good, "--to", "csv").out.splitlines(), [f'"{value}",{count}' for count, value in rows])
        self.assertEqual([[str(row["count"]), row["value"]] for row in waqai("freq", "type", "-a", self.good, "--json").rows()], rows)
        archive = self.changed("UPDATE article SET source = 'a \"b\", c'")
        self.assertRegex(waqai("freq", "source", "-a", archive, "--to", "csv").out, r'^"a ""b"", c",\d+\n$')


class Gold(Broken):
    """`recode --gold`: articles coded by hand."""

    def setUp(self):
        super().setUp()
        self.lines = (ROOT / "data/gold/articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:2]
        self.gold = self.write("gold.jsonl", "".join(self.lines))

    def recode(self, archive, *words):
        return waqai("recode", "-a", archive, "--dry-run", "--gold", self.gold, *words)

    def test_an_article_that_cannot_be_read(self):
        broken = {**json.loads(self.lines[0]), "id": "second", "text": "", "title": ""}
        for text, error in (("".join(self.lines) + json.dumps(broken) + "\n", "E027"), (self.lines[0] + "{\n", "E023"), ("", "E020")):
            self.gold.write_text(text, encoding="utf-8")
            with self.subTest(error):
                done = self.recode(self.good, "--all")
                self.assertIn(done.code, (3, 5), done.err)
                self.assertIn(f"error[{error}]", done.err)
                self.assertIn("gold.jsonl", done.err)
                self.assertEqual(done.out, "")

    def test_both_dictionaries_are_measured(self):
        archive = self.folder / "news"
        serving.make_archive(archive, self.write("a.jsonl", record(1, text=SENTENCE_PLAYED)))
        done = self.recode(archive, "--data", ROOT / "data", "--overlay", self.overlay())
        self.assertEqual(done.code, 0, done.err)
        self.assertRegex(done.out, r"F1 of gold +before +after\n(\w+ +[01]\.\d{4} +[01]\.\d{4}\n)+")
        self.assertIn("gained CONSULT", done.out)
        self.assertRegex(done.err + done.out, r"rows? of the dictionary changed")

    def test_the_earlier_dictionary_is_damaged(self):
        import struct
        row = struct.Struct("<24sIIQQQ")
        archive = self.folder / "news"
        shutil.copytree(self.good, archive)
        (copy,) = (archive / "dictionaries").glob("*.rows")
        whole = copy.read_bytes()
        told = 0
        for number in range(struct.unpack("<I", whole[12:16])[0]):
            at = 16 + number * row.size
            name, version, _, checksum, offset, _ = row.unpack(whole[at:at + row.size])
            copy.write_bytes(whole[:at] + row.pack(name, version, 0, checksum, offset, 8) + whole[at + row.size:])
            done = self.recode(archive, "--data", ROOT / "data", "--overlay", self.overlay())
            with self.subTest(name.rstrip(bytes(1))):
                self.assertIn(done.code, (0, 4), done.err)
                if done.code == 4:
                    told += 1
                    self.assertRegex(done.err, r"error\[E10[1-3]\]")
                    self.assertEqual(done.out, "")
        self.assertGreater(told, 0)

    def test_an_archive_that_does_not_tell_its_dictionary(self):
        archive = self.changed("ALTER TABLE run RENAME COLUMN in_force TO other")
        done = self.recode(archive, "--all")
        self.assertEqual((done.code, done.out), (4, ""), done.err)
        self.assertIn("error[E11", done.err)


class Dictionaries(Broken):
    def test_rows_that_do_not_compile(self):
        broken = self.overlay(OVERLAY.replace("CONSULT", "NOTHING"))
        for words in (["dict", "try", SENTENCE, "--data", ROOT / "data", "--overlay", broken], ["recode", "-a", self.good, "--data", ROOT / "data", "--overlay", broken]):
            with self.subTest(words[0]):
                done = waqai(*words)
                self.assert_fails(done, 3, "E050", None, ["waqai dict check"])
                self.assertIn("own.frames", done.err)
        done = waqai("dict", "check", "--data", ROOT / "data", "--overlay", broken)
        self.assertEqual(done.code, 1)
        self.assertIn("own.frames:5", done.out + done.err)

    def test_sources_that_make_no_whole_dictionary(self):
        (self.folder / "data").mkdir()
        shutil.copytree(ROOT / "data/text", self.folder / "data/text")
        for words in (["dict", "check"], ["dict", "try", SENTENCE]):
            self.assert_fails(waqai(*words, "--data", self.folder / "data"), 4, "E103", None, ["section"])

    @unittest.skipIf(SANITIZED, "SKIPPED: sanitizers have an allocator of their own")
    @unittest.skipUnless(FAULTS.exists(), f"SKIPPED: {FAULTS} is not built")
    def test_no_temporary_file(self):
        env = {"WAQAI_FAULT": "readonly", "WAQAI_FAULT_PATH": "/tmp/waqai-dict-", "LD_PRELOAD": str(FAULTS)}
        for words in (["dict", "try", SENTENCE, "--data", ROOT / "data"], ["dict", "check", "--data", ROOT / "data"], ["recode", "-a", self.good, "--dry-run", "--data", ROOT / "data"]):
            with self.subTest(words):
                done = waqai(*words, env=env)
                self.assertEqual((done.code, done.out), (4, ""), done.err)
                self.assertIn("error[E003]: cannot write a temporary file", done.err)
                self.assertIn("--> /tmp", done.err)


class Unknown(Broken):
    def test_names_that_no_table_has(self):
        # Somebody without an entry visits, twice in one article and once in another; the third record is none.
        name = "\u0642\u0631\u0645\u0648\u0637 \u0627\u0644\u0628\u0639\u0644\u0628\u0643\u0633\u064a"
        text = f"\u0632\u0627\u0631 {name} \u0627\u0644\u0642\u0627\u0647\u0631\u0629. "
        lines = [json.dumps({"id": f"u{i}", "text": text * n, "published": "2024-05-01", "section": section}, ensure_ascii=False) for i, n, section in ((0, 2, "a"), (1, 1, "b"))]
        path = self.write("in.jsonl", "\n".join([*lines, "{broken"]) + "\n")
        done = waqai("unknown", path, "--least", "1")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("1 articles could not be read", done.err)
        rows = [line.split("\t") for line in done.out.splitlines()]
        self.assertEqual(rows[0], ["count", "articles", "table", "text", "first"])
        found = {row[3]: row for row in rows[1:]}
        (row,) = [row for text, row in found.items() if "\u0642\u0631\u0645\u0648\u0637" in text]
        self.assertEqual((row[0], row[1], row[4]), ("3", "2", "u0"))
        self.assertNotIn("u1", waqai("unknown", path, "--least", "1", "--section", "a").out)
        self.assertEqual(waqai("unknown", path, "--least", "1", "--section", "none").out.count("\n"), 1)
        self.assertEqual(waqai("unknown", path, "--least", "4").out.count("\n"), 1)
        # The same articles out of an archive.
        archive = serving.make_archive(self.folder / "news", path)
        told = waqai("unknown", "-a", archive, "--least", "1")
        self.assertEqual(told.out, done.out, "articles without any event are read, too")
        self.assertNotIn("u1", waqai("unknown", "-a", archive, "--least", "1", "--section", "a").out)
        self.assertEqual(waqai("unknown", "-a", archive, "--least", "1", "--section", "none").out.count("\n"), 1)
        self.assertRegex(told.err, r"2 articles; \d+ of \d+ subjects and objects resolve \(\d+\.\d %\)")
        shown = waqai("unknown", "-a", archive, "--predicates", "--least", "1")
        self.assertEqual(shown.code, 0, shown.err)

    def test_sinks_that_are_closed_and_archives_that_are_none(self):
        self.assert_fails(waqai("unknown", "-a", self.folder / "none"), 4, "E110", self.folder / "none")
        self.assert_fails(waqai("unknown", "-a", self.good, "--top", "-1"), 2, "E143", None, ["--top"])
        self.assert_fails(waqai("unknown", self.folder / "x.jsonl", "--encoding", "klingon"), 2, "E143", None, ["klingon"])


class Surroundings(Broken):
    def test_settings_that_may_not_be_read(self):
        if os.geteuid() != 0:
            self.skipTest("SKIPPED: only root can be somebody else")
        (self.folder / "waqai").mkdir()
        settings = self.write("waqai/config.toml", "threads = \"1\"\n")
        settings.chmod(0)
        nobody = waqai("code", "-", given=record(1), env={"XDG_CONFIG_HOME": str(self.folder)}, cwd=self.folder, user=65534, group=65534, extra_groups=[])
        self.assert_fails(nobody, 3, "E002", settings, ["permissions"])
        # Help works where settings do not.
        self.assertEqual(waqai("code", "--help", env={"XDG_CONFIG_HOME": str(self.folder)}, cwd=self.folder, user=65534, group=65534, extra_groups=[]).code, 0)

    @unittest.skipIf(SANITIZED, "SKIPPED: sanitizers need address space of their own")
    def test_no_more_threads(self):
        def bound():
            resource.setrlimit(resource.RLIMIT_STACK, (1 << 30, resource.getrlimit(resource.RLIMIT_STACK)[1]))
            resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        done = waqai("code", "--threads", "16", SAMPLES, preexec_fn=bound)
        self.assert_fails(done, 4, "E005", None, ["use fewer threads"])

    def test_streams_that_are_closed(self):
        """Standard input, output or error that is not there at all."""
        text = self.write("a.txt", SENTENCE)
        for shell, code in ((f"'{PROGRAM}' code '{text}' >&-", 4), (f"'{PROGRAM}' code '{text}' 2>&-", 0), (f"'{PROGRAM}' code '{text}' <&-", 0), (f"'{PROGRAM}' code - <&-", 3), (f"'{PROGRAM}' --version >&-", 4),
                            (f"'{PROGRAM}' code '{text}' -o '{self.folder}/out' >&- 2>&- <&-", 0)):
            with self.subTest(shell):
                done = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=60 * PATIENCE, check=False)
                self.assertEqual(done.returncode, code, done.stderr)
                if code == 4:
                    self.assertIn(b"error[E003]", done.stderr)
        self.assertGreater((self.folder / "out").stat().st_size, 0)

    def test_nothing_named_reads_standard_input(self):
        given = SAMPLES.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        named = self.write("one.jsonl", given)
        for words in (["code"], ["extract"]):
            with self.subTest(words[0]):
                self.assertEqual(waqai(*words, given=given).out, waqai(*words, named).out)
        self.assertEqual(waqai("explain", given=SENTENCE).out, waqai("explain", SENTENCE).out)
        self.assertEqual(waqai("explain", "-", given="E025").out, waqai("explain", "E025").out)

    def test_keys_of_an_audit_on_a_terminal(self):
        archive = self.folder / "news"
        shutil.copytree(self.good, archive)
        ours, theirs = pty.openpty()
        child = subprocess.Popen([str(PROGRAM), "audit", "-a", str(archive), "-n", "3"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.write(ours, b"xybnuy")  # nothing, right, back, wrong instead, unsure, right
        out, err = child.communicate(timeout=60 * PATIENCE)
        self.assertEqual(child.returncode, 0, err)
        os.close(theirs)
        os.close(ours)
        verdicts = [json.loads(line)["verdict"] for line in (archive / "verdicts.jsonl").read_text().splitlines()]
        self.assertEqual(verdicts, ["right", "wrong", "unsure", "right"])
        self.assertIn(b"3", out)


if __name__ == "__main__":
    unittest.main()
