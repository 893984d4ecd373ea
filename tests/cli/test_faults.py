"""The system fails the program: the n-th write, the n-th allocation, a disk that is read-only or full, clocks that jump, signals.

What fails is chosen by tests/faults/preload.cc (WAQAI_FAULTS, built with the tests).  Every call ends with its own exit code, what stands on the disk
afterwards is whole, and the same command run again completes the work.  With WAQAI_LONG every n is tried, without it a spread of them.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import harness
import serving
from harness import EXAMPLES, PATIENCE, PROGRAM, SANITIZED, TIMEOUT, Case, waqai
from test_damage import READING, WRITING
from test_exports import DuckDB

LONG = bool(os.environ.get("WAQAI_LONG"))
FAULTS = pathlib.Path(os.environ.get("WAQAI_FAULTS", PROGRAM.parent / "libwaqai_faults.so"))
SAMPLES = EXAMPLES / "articles.jsonl"
EVENTS = "SELECT event_id, type, status, day FROM event_day ORDER BY ALL"


def spread(last, most):
    """Numbers from 1 to last: all of them, or the first ones and `most` more over the rest."""
    if LONG or last <= most:
        return range(1, last + 1)
    return sorted({1, 2, 3, last, *(1 + round(i * (last - 1) / most) for i in range(1, most))})


@unittest.skipIf(SANITIZED, "SKIPPED: sanitizers have an allocator of their own")
@unittest.skipUnless(FAULTS.exists(), f"SKIPPED: {FAULTS} is not built")
class Faulty(Case):
    def setUp(self):
        super().setUp()
        lines = SAMPLES.read_text(encoding="utf-8").splitlines(keepends=True)
        self.articles = self.write("in.jsonl", "".join(lines[:3]))

    def under(self, fault, *words, path=None, **more):
        env = {"WAQAI_FAULT": fault, "LD_PRELOAD": str(FAULTS), "WAQAI_FAULT_COUNT": str(self.folder / "count"), **({"WAQAI_FAULT_PATH": str(path)} if path else {})}
        return waqai(*words, env=env, **more)

    def count(self):
        return int((self.folder / "count").read_text())

    def rows(self, archive):
        done = waqai("sql", "-a", archive, EVENTS, "--to", "csv", "--limit", "100000")
        self.assertEqual(done.code, 0, done.err)
        return done.out

    def assert_told(self, done, codes=(4,)):
        """An end that is no crash: one of the exit codes, with an error and a way out."""
        self.assertIn(done.code, codes, (done.code, done.err[:400]))
        if done.code != 0:
            self.assertRegex(done.err, r"error\[E\d+\]: ")


class Writes(Faulty):
    def test_ingest_is_whole_or_nothing_at_any_write_that_fails(self):
        whole = self.folder / "whole"
        self.assertEqual(self.under("write:0", "ingest", "-q", "-a", whole, self.articles, path=self.folder).code, 0)
        last, good = self.count(), self.rows(whole)
        self.assertGreater(last, 30)
        for kind in ("write", "full"):
            for n in spread(last, 9):
                with self.subTest(f"{kind}:{n} of {last}"):
                    archive = self.folder / f"{kind}-{n}"
                    self.assert_told(self.under(f"{kind}:{n}", "ingest", "-q", "-a", archive, self.articles, path=self.folder), (0, 4))
                    again = waqai("ingest", "-q", "-a", archive, self.articles)
                    self.assertEqual(again.code, 0, again.err)
                    self.assertEqual(self.rows(archive), good)

    def test_a_file_of_output_is_whole_or_not_there(self):
        for name, words in (("code", ("code", "--to", "jsonl", SAMPLES)), ("csv", ("code", "--to", "csv", SAMPLES)), ("extract", ("extract", SAMPLES))):
            out = self.folder / name
            good = self.folder / f"{name}.good"
            self.assertEqual(self.under("write:0", *words, "-o", good, path=self.folder).code, 0)
            for n in spread(self.count(), 12):
                with self.subTest(f"{name}:{n}"):
                    done = self.under(f"full:{n}", *words, "-o", out, path=self.folder)
                    self.assert_told(done)
                    self.assertIn(f"--> {out}", done.err)
                    self.assertFalse(out.exists())
                    self.assertFalse(out.with_name(name + ".part").exists())

    def test_exports_and_snapshots_are_whole_or_not_there(self):
        archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, self.articles).code, 0)
        for name, words in (("e.parquet", ("export", "events", "-a", archive, "--to", "parquet", "-o")), ("e.csv", ("export", "events", "-a", archive, "--to", "csv", "-o")), ("copy", ("snapshot", "-a", archive))):
            room = self.folder / f"room-{name}"
            room.mkdir()
            self.assertEqual(self.under("write:0", *words, room / f"good-{name}", path=room).code, 0)
            for n in spread(self.count(), 6):
                with self.subTest(f"{name}:{n}"):
                    done = self.under(f"full:{n}", *words, room / name, path=room)
                    self.assert_told(done, (0, 4))
                    if done.code != 0 and (room / name).exists():  # only the codebook beside it failed
                        self.assertEqual((room / name).read_bytes(), (room / f"good-{name}").read_bytes())

    def test_standard_output_that_is_full(self):
        for words in (("code", SAMPLES), ("code", "--to", "text", SAMPLES), ("extract", SAMPLES), ("parse", EXAMPLES / "01-phone-call.txt"), ("help",), ("code", "--help"), ("--version",), ("config",), ("completion", "bash"),
                      ("explain", harness.SENTENCE)):
            with self.subTest(words), open("/dev/full", "wb") as full:
                done = subprocess.run([str(PROGRAM), *map(str, words)], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT, check=False)
                self.assertEqual(done.returncode, 4, done.stderr)
                self.assertIn(b"error[E003]", done.stderr)

    def test_rejects_that_cannot_be_kept_are_told(self):
        done = waqai("code", "--rejects", "/dev/full", "-", given=harness.record(1) + "{broken\n")
        self.assertEqual(done.code, 4)
        self.assertIn("error[E003]", done.err)
        self.assertIn("--> /dev/full", done.err)


class ReadOnly(Faulty):
    def test_an_archive_on_a_read_only_disk_is_read(self):
        archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, self.articles).code, 0)
        for words in (("events", "-a", archive), ("sql", "-a", archive, EVENTS), ("stories", "-a", archive), ("search", "-a", archive, "\u0648\u0632\u064a\u0631"), ("freq", "-a", archive, "type"), ("doctor", "-a", archive)):
            with self.subTest(words[0]):
                want, got = waqai(*words), self.under("readonly", *words, path=archive)
                self.assertEqual((got.code, got.out), (want.code, want.out), got.err)

    def test_writing_to_it_is_refused_and_changes_nothing(self):
        archive = self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, self.articles).code, 0)
        before = {path.name: path.read_bytes() for path in archive.iterdir() if path.is_file()}
        for words in (("ingest", "-q", "-a", archive, SAMPLES), ("remove", "-a", archive, json.loads(self.articles.read_text(encoding="utf-8").splitlines()[0])["id"], "--reason", "x")):
            with self.subTest(words[0]):
                done = self.under("readonly", *words, path=archive)
                self.assertEqual(done.code, 4, done.err)
                self.assertRegex(done.err, r"error\[E(003|110|115)\]: .*(?i:read-only)")
        self.assertEqual({path.name: path.read_bytes() for path in archive.iterdir() if path.is_file()}, before)

    def test_new_archives_and_output_files(self):
        done = self.under("readonly", "ingest", "-q", "-a", self.folder / "new", self.articles, path=self.folder / "new")
        self.assertEqual(done.code, 4, done.err)
        self.assertRegex(done.err, r"error\[E003\]: .*Read-only")
        done = self.under("readonly", "code", "-o", self.folder / "out.jsonl", self.articles, path=self.folder / "out")
        self.assertEqual(done.code, 4, done.err)
        self.assertRegex(done.err, r"error\[E003\]: .*Read-only")


class Reads(Faulty):
    """A disk that fails at some read of the archive: the command says so, and what stands there is as it was."""
    OPENING = 10  # reads of every command, before it asks for anything

    def test_any_command_tells_it(self):
        good = serving.make_archive(self.folder / "good", SAMPLES)
        database = DuckDB(good / "waqai.duckdb")
        event, article = database.rows("SELECT event_id, article_id FROM event ORDER BY ALL LIMIT 1")[0]
        database.close()
        others = {"EVENT": event, "ARTICLE": article, "GOOD": good}
        told = 0
        for name, call in {**READING, **WRITING}.items():
            archive = self.folder / "broken" / "news"
            def run(fault):
                shutil.rmtree(archive.parent, ignore_errors=True)
                shutil.copytree(good, archive)
                words = [{**others, "A": archive, "NEW": archive.parent / "copy"}.get(word, word) for word in call]
                return self.under(fault, *words, path=archive, given=harness.record(77))
            self.assertIn(run("read:0").code, (0, 1), name)
            last = self.count()
            for n in spread(last, 4) if name == "events" else range(min(self.OPENING, last) + 1, last + 1):
                with self.subTest(f"{name}, read {n} of {last}"):
                    done = run(f"read:{n}")
                    # What only makes a search faster may be left out; everything else is told.
                    if name != "doctor":  # tells what it finds as a report
                        self.assert_told(done, (0, 1, 3, 4))
                    told += done.code in (3, 4)
                    self.assertEqual(waqai("cite", "-a", archive).code, 0)
        self.assertGreater(told, 20)

    def test_any_input_tells_it(self):
        self.assertEqual(self.under("read:0", "code", self.articles, path=self.articles).code, 0)
        for n in range(1, self.count() + 1):
            with self.subTest(n):
                done = self.under(f"read:{n}", "code", self.articles, path=self.articles)
                self.assert_told(done, (3, 5))
                self.assertIn("error[E002]", done.err)


class Memory(Faulty):
    def run_out(self, most, words, check):
        self.assertEqual(self.under("memory:0", "--version").code, 0)
        begin = self.count()  # what libraries need before main() is theirs
        self.assertEqual(self.under("memory:0", *words).code, 0)
        last = self.count()
        for n in (begin + i for i in spread(last - begin, most)):
            with self.subTest(f"allocation {n} of {last}"):
                check(self.under(f"memory:{n}", *words))

    def test_code_tells_it(self):
        good = waqai("code", "--threads", "2", self.articles).out

        def check(done):
            self.assert_told(done, (0, 4))
            if done.code == 0:
                self.assertEqual(done.out, good)
            else:
                self.assertIn("error[E005]", done.err)

        self.run_out(24, ("code", "--threads", "2", self.articles), check)

    def test_an_archive_survives_it(self):
        whole, archive = self.folder / "whole", self.folder / "news"
        self.assertEqual(waqai("ingest", "-q", "-a", whole, self.articles).code, 0)
        good = self.rows(whole)

        # DuckDB may end the process where it cannot go on; then the archive is as after a kill.
        def check(done):
            self.assertIn(done.code, (0, 4, -signal.SIGABRT), done.err[:400])
            again = waqai("ingest", "-q", "-a", archive, self.articles)
            self.assertEqual(again.code, 0, again.err)
            self.assertEqual(self.rows(archive), good)
            for path in sorted(archive.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

        self.run_out(12, ("ingest", "-q", "-a", archive, self.articles), check)

    def test_a_limit_of_the_address_space(self):
        import resource
        for megabytes in (60, 100, 150, 250):
            with self.subTest(megabytes):
                done = waqai("code", "--threads", "1", SAMPLES, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2))
                self.assertIn(done.code, (0, 4, 127), done.err[:400])  # 127: not even the libraries can be loaded


class Clocks(Faulty):
    def test_a_clock_that_jumps_changes_no_record(self):
        self.assertEqual(self.under("clock", "code", SAMPLES).out, waqai("code", SAMPLES).out)

    def test_archives_and_queries_go_on(self):
        plain, jumpy = self.folder / "plain", self.folder / "jumpy"
        self.assertEqual(waqai("ingest", "-q", "-a", plain, SAMPLES).code, 0)
        for part in (self.articles, SAMPLES, SAMPLES):
            done = self.under("clock", "ingest", "-q", "-a", jumpy, part)
            self.assertEqual(done.code, 0, done.err)
        self.assertGreater(self.count(), 0)
        self.assertEqual(self.rows(jumpy), self.rows(plain))
        done = self.under("clock", "sql", "-a", jumpy, EVENTS, "--to", "csv", "--limit", "100000")
        self.assertEqual((done.code, done.out), (0, self.rows(plain)))


class Signals(Case):
    """Interrupted, ended, hung up: what was finished is kept, and the next run completes it."""

    def setUp(self):
        super().setUp()
        rows = [json.loads(line)["text"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
        self.path = self.write("many.jsonl", "".join(json.dumps({"id": f"m{i}", "text": f"{rows[i % len(rows)]} {i}"}, ensure_ascii=False) + "\n" for i in range(1500)))

    def stop(self, archive, number, after):
        child = subprocess.Popen([str(PROGRAM), "ingest", "--threads", "1", "-q", "-a", str(archive), str(self.path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(after)
        child.send_signal(number)
        err = child.communicate(timeout=2 * TIMEOUT)[1]
        return child.returncode, err

    def total(self, archive):
        done = waqai("sql", "-a", archive, "SELECT count(*), count(DISTINCT content_hash) FROM article", "--to", "csv")
        self.assertEqual(done.code, 0, done.err)
        return [int(n) for n in done.out.splitlines()[1].split(",")]

    def test_what_was_finished_is_kept_and_the_next_run_goes_on(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGHUP, -signal.SIGHUP)):
            with self.subTest(number):
                archive = self.folder / f"s{int(number)}"
                ended, err = self.stop(archive, number, 0.9)
                if ended == 0:
                    self.skipTest("SKIPPED: the machine was faster than the signal")
                self.assertEqual(ended, code, err)
                if not (archive / "waqai.duckdb").exists():
                    continue
                kept, contents = self.total(archive)
                self.assertEqual(kept, contents)
                self.assertLess(kept, 1500)
                done = subprocess.run([str(PROGRAM), "ingest", "-a", str(archive), str(self.path)], capture_output=True, timeout=5 * TIMEOUT, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"{kept} known already".encode(), done.stderr)
                self.assertEqual(self.total(archive), [1500, 1500])

    def test_a_second_interrupt_does_not_wait(self):
        child = subprocess.Popen([str(PROGRAM), "ingest", "--threads", "1", "-q", "-a", str(self.folder / "twice"), str(self.path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.9)
        child.send_signal(signal.SIGINT)
        child.send_signal(signal.SIGINT)
        self.assertIn(child.wait(timeout=10 * PATIENCE), (0, 130))


if __name__ == "__main__":
    unittest.main()
