"""An archive, a dictionary, a folder or a system that is broken under a running server: an error that says so, nothing half done, and the server goes on."""
import fcntl
import json
import os
import pathlib
import resource
import shutil
import socket
import tempfile
import threading
import time
import unittest
import urllib.parse

import serving
from harness import EXAMPLES, ROOT, SANITIZED, Case, record
from test_exports import DuckDB

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OCTETS = {"Content-Type": "application/octet-stream"}
HOSTS = "frame: \u0627\u0633\u062a\u0636\u0627\u0641\ntype: AID\nactor: subject\nrecipient: object\n"
WITHOUT_SECTION = ("CREATE TABLE other AS SELECT * EXCLUDE section FROM article", "DROP TABLE article CASCADE", "ALTER TABLE other RENAME TO article")


class Broken(Case):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.good = serving.make_archive(pathlib.Path(cls.holder.name) / "good", EXAMPLES / "articles.jsonl")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def start(self, *sql, flags=(), name="news", **more):
        """A server over a copy of the archive in which `sql` was done."""
        self.archive = self.folder / name
        if not self.archive.exists():
            shutil.copytree(self.good, self.archive)
        if sql:
            database = DuckDB(self.archive / "waqai.duckdb")
            for one in sql:
                database.rows(one)
            database.close()
        self.server = serving.Server(self.archive, *flags, **more)
        self.addCleanup(self.server.stop)
        return self.server

    def post(self, path, form=None, body=None):
        data = urllib.parse.urlencode(form).encode() if form is not None else body or b""
        answer = self.server.ask("/api/v1/" + path, "POST", FORM if form is not None else OCTETS, data)
        return answer.status, answer.text

    def save(self, rows, **more):
        return self.post("workshop_save", {"rows": rows, "author": "a", **more})

    def assert_told(self, told, status, error, *words):
        self.assertEqual(told[0], status, told[1])
        failure = json.loads(told[1])["error"]
        self.assertEqual(failure["id"] or "", error, told[1])
        for word in words:
            self.assertIn(word, told[1])

    def dictionary(self):
        return self.server.api("status")["dictionary"]

    def history(self):
        return self.server.api("workshop_history")["versions"]

    def code(self, lines):
        """Brings articles and waits for the end of the job."""
        self.assertEqual(self.post("intake_file?name=a.jsonl", body=lines.encode())[0], 200)
        self.assertEqual(self.post("intake_start")[0], 200)
        return self.server.settle()


class Archives(Broken):
    def test_a_table_is_lost(self):
        for table, trial, saved in (("evidence", 500, 500), ("quotation", 500, 500), ("analysis", 200, 500), ("removal", 200, 500)):
            with self.subTest(table):
                self.start(f"DROP TABLE {table} CASCADE", name=table)
                told = self.post("workshop", {"rows": "", "sample": 3})
                self.assertEqual(told[0], trial, told)
                if trial == 500:
                    self.assert_told(told, 500, "E114", table)
                told = self.save(HOSTS)
                self.assertIn(told[0], (200, saved), told)
                if told[0] == 500:
                    self.assert_told(told, 500, "E114", table)
                job = self.code(record(1))
                self.assertEqual((job["state"], job["added"], job["files"]), ("failed", 0, []), job)
                self.assertIn(table, job["failure"])
                self.assertEqual(self.server.ask("/api/v1/events").status, 200)
                self.assertEqual(self.server.stop(), 0)

    def test_a_column_is_lost(self):
        self.start(*WITHOUT_SECTION)
        self.assert_told(self.post("workshop", {"rows": "", "sample": 3}), 500, "E114", "section")
        self.assertEqual(self.post("workshop", {"rows": "", "sample": 0})[0], 500)
        answer = self.server.ask("/api/v1/articles")
        self.assert_told((answer.status, answer.text), 500, "E114", "section")

    def test_a_day_that_is_none(self):
        self.start("UPDATE article SET published = 'infinity'")
        self.assert_told(self.post("workshop", {"rows": "", "sample": 3}), 500, "E026", "infinity", "YYYY-MM-DD")
        article = self.server.api("articles")["rows"][0][0]
        answer = self.server.ask("/api/v1/reading?id=" + urllib.parse.quote(article))
        self.assert_told((answer.status, answer.text), 500, "E026", "infinity", "YYYY-MM-DD")
        self.assertEqual(self.server.ask("/api/v1/text?id=" + urllib.parse.quote(article)).status, 200)

    def test_nothing_has_joined_reports(self):
        self.start("DELETE FROM story_article", "DELETE FROM incident_event")
        for address in ("events?count=stories", "facets?count=incidents&field=type", "stories", "export?count=stories", "series?count=stories", "places?count=incidents", "actors?count=stories"):
            answer = self.server.ask("/api/v1/" + address)
            with self.subTest(address):
                self.assert_told((answer.status, answer.text), 409, "", "count reports or happenings")
        self.assertEqual(self.server.ask("/api/v1/events?count=happenings").status, 200)

    def test_more_rows_than_a_browser_should_load(self):
        self.start("INSERT INTO event SELECT event.* REPLACE (event_id || i AS event_id) FROM event, range(1700) t(i)")
        rows = self.server.api("counts")["reports"]
        self.assertGreater(rows, 200000)
        answer = self.server.ask("/api/v1/export")
        self.assert_told((answer.status, answer.text), 413, "", f"{rows} rows", f"waqai events --archive {self.archive} --to csv")
        event = self.server.api("events", limit=1)["rows"][0]
        self.assertEqual(self.server.ask("/api/v1/export?" + urllib.parse.urlencode({"article": event[1], "type": "NOTHING"})).status, 200)

    def test_one_change_at_a_time(self):
        """Storing waits for the lock of the search index: whoever asks meanwhile is told, and asked again it goes on."""
        self.start()
        self.server.api("search", q="\u0648\u0632\u064a\u0631")
        with open(self.archive / "search/lock", "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.post("intake_file?name=a.jsonl", body=record(1).encode())
            self.assertEqual(self.post("intake_start")[0], 200)
            while self.server.api("intake")["state"] == "coding":
                time.sleep(0.05)
            self.assertEqual(self.server.api("intake")["state"], "storing")
            self.assert_told(self.post("intake_start"), 400, "E143", "running already")
            self.assert_told(self.post("intake_file?name=b.jsonl", body=b"x"), 400, "E143", "a job is running")
            self.assert_told(self.save(HOSTS), 409, "", "articles are being added")
            answer = self.server.ask("/api/v1/counts")
            self.assert_told((answer.status, answer.text), 503, "", "articles are being stored; ask again in a moment")
        self.assertEqual(self.server.settle()["state"], "done")
        self.assertEqual(self.server.ask("/api/v1/counts").status, 200)


class Dictionaries(Broken):
    def test_rows_that_are_no_rows(self):
        self.start()
        for path in ("workshop", "workshop_save"):
            self.assert_told(self.post(path, {"rows": "", "actors": "thing\tx\n", "author": "a", "sample": 0}), 400, "E143", "'thing'", "person, id, name_en")
        self.assertEqual(self.history(), [])

    def test_sources_that_make_no_whole_dictionary(self):
        """They compile, and the program cannot code with them."""
        data = self.folder / "data"
        shutil.copytree(ROOT / "data/text", data / "text")
        shutil.copytree(ROOT / "data/lexicon", data / "lexicon")
        self.start(data=data)
        before = self.dictionary()
        person = {"actors": "person\tsami-x\tSami X\t\u0633\u0627\u0645\u064a\t\tEGY\t\t\t\n"}
        for path in ("workshop", "workshop_save"):
            told = self.post(path, {"rows": "# none\n", "author": "a", "sample": 0})
            self.assert_told(told, 500, "E103", "section")
        self.assertEqual((self.history(), self.dictionary()), ([], before))
        self.assertFalse((self.archive / "workshop/rows").exists())
        self.assertGreater(json.loads(self.save("", **person)[1])["errors"], 0)  # no country without the actors

    def test_the_programs_own_dictionary_is_gone(self):
        bundle = self.folder / "own.bundle"
        shutil.copyfile(os.environ.get("WAQAI_BUNDLE", ROOT / "build/waqai.bundle"), bundle)
        self.start(flags=("--bundle", str(bundle)))
        bundle.unlink()
        before = self.dictionary()
        self.assert_told(self.save(""), 500, "E100", str(bundle))
        self.assertEqual(self.dictionary(), before)
        self.assertEqual(self.server.ask("/api/v1/events").status, 200)

    def test_a_folder_where_the_bundle_is_kept(self):
        self.start()
        (self.archive / "workshop/workshop.bundle/x").mkdir(parents=True)
        before = self.dictionary()
        self.assert_told(self.save(HOSTS), 500, "E003", "workshop/workshop.bundle")
        self.assertEqual(self.dictionary(), before)

    def test_broken_rows_leave_those_in_force(self):
        self.start()
        plain = self.dictionary()
        self.assertTrue(json.loads(self.save(HOSTS)[1])["saved"])
        rows = (self.archive / "workshop/rows/events/workshop.frames").read_text(encoding="utf-8")
        kept = self.dictionary()
        self.assertNotEqual(kept, plain)
        told = json.loads(self.save("frame: x\ntype: NOTHING\n")[1])
        self.assertEqual((told["saved"], self.dictionary(), len(self.history())), (False, kept, 1))
        self.assertEqual((self.archive / "workshop/rows/events/workshop.frames").read_text(encoding="utf-8"), rows)
        # They are in force after the next start, unless their bundle is damaged: then the program's own is.
        self.server.stop()
        self.start()
        self.assertEqual(self.dictionary(), kept)
        self.server.stop()
        (self.archive / "workshop/workshop.bundle").write_bytes(b"x")
        self.start()
        self.assertEqual(self.dictionary(), plain)

    def test_one_trial_at_a_time(self):
        self.start()
        told = []
        asking = [threading.Thread(target=lambda: told.append(self.post("workshop", {"rows": HOSTS, "sample": 300}))) for _ in range(3)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        self.assertEqual(sorted(status for status, _ in told)[:1], [200], told)
        refused = [one for one in told if one[0] != 200]
        self.assertGreater(len(refused), 0)
        for one in refused:
            self.assert_told(one, 429, "", "another trial is running")

    def test_articles_wait_for_the_dictionary(self):
        self.start()
        self.post("intake_file?name=a.jsonl", body=record(1).encode())
        told, saved = [], threading.Event()

        def keep():
            told.append(self.save(HOSTS))
            saved.set()
        saving = threading.Thread(target=keep)
        saving.start()
        time.sleep(0.3)
        early = self.post("intake_start")
        if saved.is_set():
            self.skipTest("SKIPPED: the machine was faster than the question")
        saving.join()
        self.assert_told(early, 400, "E143", "the dictionary is being changed")
        self.assertEqual(told[0][0], 200, told)
        self.assertEqual(self.post("intake_start")[0], 200)
        self.assertEqual(self.server.settle()["added"], 1)


class Requests(Broken):
    """Each address, asked in a way that it does not take."""

    def test_every_address(self):
        self.start()
        spec = json.loads(self.server.ask("/api/v1/openapi.json", token=False).text)["paths"]
        article = self.server.api("articles")["rows"][0][0]
        self.assertGreater(len(spec), 25)
        for path, methods in spec.items():
            address = "/api/v1/" + path.strip("/")
            (method,) = [name.upper() for name in methods if name in ("get", "post")]
            with self.subTest(address):
                wrong = self.server.ask(address, "GET" if method == "POST" else "POST", headers=FORM, body=b"" if method == "POST" else b"a=1")
                self.assert_told((wrong.status, wrong.text), 405, "", f"this address takes {method}")
                for headers in ({"Authorization": "Bearer " + "0" * 32}, {"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
                    refused = self.server.ask(address, method, headers=headers, body=b"")
                    self.assertIn(refused.status, (401, 403, 421), refused.text)
                if method == "POST":
                    broken = self.server.ask(address, "POST", headers={"Content-Type": "application/json"}, body=b"{}")
                    self.assertIn(broken.status, (200, 400, 415), broken.text)
                else:
                    for query in ("limit=x&offset=-9&from=never&to=&type=%27&step=century&by=nothing&count=lemons&field=none&q=%2522&sort=none&id=none&event=none&file=none&line=-1&day=0&score_from=x&confidence=2",
                                  f"id={urllib.parse.quote(article)}&limit=99999999999999999999&offset=99999999999999999999&line=99999999999999999999", "=&&=;&%20=%20"):
                        answer = self.server.ask(address + "?" + query)
                        self.assertIn(answer.status, (200, 400, 404, 409), answer.text)
                        if answer.status != 200:
                            self.assertTrue(json.loads(answer.text)["error"]["message"])
        for address in ("/api/v1/", "/api/v1/nothing", "/api/v1/events/", "/api/v2/events", "/api/v1/../v1/events"):
            self.assertIn(self.server.ask(address).status, (200, 400, 404), address)

    def test_a_line_of_a_table_comes_with_its_header(self):
        self.start()
        lines = (ROOT / "data/lexicon/nouns-persons.tsv").read_text(encoding="utf-8").split("\n")
        header = next(number for number, line in enumerate(lines, 1) if line and not line.startswith("#"))
        told = self.server.api("row", file="lexicon/nouns-persons.tsv", line=header + 7)
        self.assertEqual(told["lines"], [[header, lines[header - 1]], [header + 7, lines[header + 6]]])
        self.assertEqual(self.server.api("row", file="lexicon/nouns-persons.tsv", line=10000000)["lines"], [[header, lines[header - 1]]])
        for name, line in (("lexicon/nouns-persons.tsv", 0), ("lexicon/nouns-persons.tsv", "x"), ("lexicon/none.tsv", 1), ("", 1)):
            answer = self.server.ask("/api/v1/row?" + urllib.parse.urlencode({"file": name, "line": line}))
            self.assert_told((answer.status, answer.text), 404, "", "no such dictionary line")

    def test_the_token_among_other_cookies(self):
        self.start()
        cookie = self.server.ask("/?token=" + self.server.token, token=False).headers["set-cookie"].split(";")[0]
        for header, status in ((cookie, 200), (f"a=b; {cookie}; c=d", 200), (f"a=b;  c=d;{cookie}", 200), ("a=b; c=d", 401), (";;;", 401), (cookie[:-1], 401), (cookie + "0", 401)):
            with self.subTest(header):
                self.assertEqual(self.server.ask("/api/v1/status", headers={"Cookie": header}, token=False).status, status)


class Systems(Broken):
    def test_trees_that_are_none_are_told_and_the_rest_is_stored(self):
        self.start()
        good = "1\t\u0642\u0627\u0644\t_\tVERB\t_\t_\t0\troot\t_\t_\n\n"
        told = "# newdoc id = {}\n"
        self.post("intake_file?name=a.conllu", body=(told.format("t1") + good + told.format("t2") + good.replace("\t0\t", "\t7\t") + told.format("t3") + good.replace("\u0642\u0627\u0644", "\u0632\u0627\u0631")).encode())
        self.post("intake_start")
        job = self.server.settle()
        self.assertEqual((job["state"], job["added"], job["rejected"]), ("done", 2, 1), job)
        self.assertIn("a.conllu", job["reasons"][0]["place"])
        self.assertIn("t2", job["reasons"][0]["place"])
        self.assertTrue(job["reasons"][0]["reason"])

    def test_files_that_wait_are_lost(self):
        spare = self.folder / "spare"
        spare.mkdir()
        self.start(env={"TMPDIR": str(spare)})
        self.assertEqual(self.post("intake_file?name=a.jsonl", body=record(1).encode())[0], 200)
        shutil.rmtree(spare)
        self.assertEqual(self.post("intake_start")[0], 200)
        job = self.server.settle()
        self.assertEqual((job["state"], job["added"], job["rejected"], job["files"]), ("done", 0, 1, []), job)
        self.assertIn("cannot open", job["reasons"][0]["reason"])
        self.assert_told(self.post("intake_start"), 400, "E143", "no file waits", "add files first")
        self.assert_told(self.post("intake_file?name=a.jsonl", body=b"x"), 500, "E003", "a.jsonl")

    def test_a_file_without_name_or_of_another_type(self):
        self.start()
        self.assert_told(self.post("intake_file", body=b"x"), 400, "", "?name=")
        self.assert_told(self.post("intake_file?name=a", {"a": "b"}), 415, "", "application/octet-stream")
        self.assertEqual(self.server.api("intake")["files"], [])

    def test_more_articles_than_stand_in_memory(self):
        self.start()
        before = self.server.api("counts")["articles"]
        lines = "".join(json.dumps({"id": f"m{i}", "text": f"\u0642\u0627\u0644 {i}"}) + "\n" for i in range(50001))
        job = self.code(lines)
        self.assertEqual((job["state"], job["added"], job["files"]), ("failed", 0, []), job)
        self.assertIn("more than 50,000 articles at once", job["failure"])
        self.assertIn("waqai ingest -a DIR PATH", job["failure"])
        self.assertEqual(self.server.api("counts")["articles"], before)
        self.assertEqual(self.code(record(1))["added"], 1)

    @unittest.skipIf(SANITIZED, "SKIPPED: sanitizers need address space of their own")
    def test_a_job_that_finds_no_memory_or_no_threads_fails_alone(self):
        """It used to end the server."""
        self.start()
        self.server.api("events")
        process = self.server.process.pid
        old = resource.prlimit(process, resource.RLIMIT_AS)
        for spare in (1, 9, 20):
            self.assertEqual(self.post("intake_file?name=a.jsonl", body="".join(record(i) for i in range(2000)).encode())[0], 200)
            used = int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[0]) * resource.getpagesize()
            resource.prlimit(process, resource.RLIMIT_AS, (used + (spare << 20), old[1]))
            started = self.post("intake_start")
            time.sleep(1.5)
            resource.prlimit(process, resource.RLIMIT_AS, old)
            with self.subTest(f"{spare} MB: {started}"):
                job = self.server.settle()
                if started[0] == 503:  # not even for the answer
                    self.post("intake_clear")
                elif started[0] != 200:
                    self.assert_told(started, 500, "E005", "fewer threads")
                    self.assertEqual(job["state"], "idle")
                    self.post("intake_clear")
                elif job["state"] == "failed":  # what it needs is not much: it may find it
                    self.assertRegex(job["failure"], "memory|the system refused")
                self.assertEqual(self.server.ask("/api/v1/counts").status, 200)
        self.assertEqual(self.code(record(5000))["added"], 1)

    def test_no_file_handles_are_left(self):
        self.start()
        own = f"/proc/{self.server.process.pid}/fd"
        self.server.api("counts")
        time.sleep(0.5)
        old = resource.prlimit(self.server.process.pid, resource.RLIMIT_NOFILE)
        highest = max(int(name) for name in os.listdir(own))
        resource.prlimit(self.server.process.pid, resource.RLIMIT_NOFILE, (highest + 1, old[1]))
        waiting = [self.server.connect() for _ in range(highest + 2)]
        time.sleep(0.5)
        resource.prlimit(self.server.process.pid, resource.RLIMIT_NOFILE, old)
        for wire in waiting:
            wire.close()
        self.assertEqual(self.server.ask("/api/v1/counts").status, 200)

    def test_whoever_hangs_up_costs_nothing(self):
        self.start()
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", self.server.port)) as wire:
                wire.sendall(f"GET /api/v1/events?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nAuthorization: Bearer {self.server.token}\r\n\r\n".encode())
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.assertEqual(self.server.ask("/api/v1/counts").status, 200)


if __name__ == "__main__":
    unittest.main()
