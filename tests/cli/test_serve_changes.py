"""What a user of the web app may change through the local server: rows on trial and in force, articles, verdicts on pledges."""
import json
import shutil
import time
import unittest
import urllib.parse

import serving
from harness import EXAMPLES, PATIENCE, Case, record
from serving import Served


class Workshop(Served):
    """Rows of a user on trial."""
    # "The Lebanese finance minister played his Egyptian counterpart", as on an instrument: no frame reads that verb.
    SENTENCE = "\u0639\u0632\u0641 \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629 \u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a \u0646\u0638\u064a\u0631\u0647 \u0627\u0644\u0645\u0635\u0631\u064a."

    def trial(self, rows, **more):
        body = urllib.parse.urlencode({"rows": rows, **more}).encode()
        return self.server.ask("/api/v1/workshop", "POST", {"Content-Type": "application/x-www-form-urlencoded"}, body)

    def test_a_row_gains_an_event_and_nothing_is_stored(self):
        before = self.server.api("counts")
        verb = "\u0639\u0632\u0641"
        answer = self.trial(f"frame: {verb}\ntype: CONSULT\nactor: subject\nrecipient: object\n", sentence=self.SENTENCE, sample=20)
        self.assertEqual(answer.status, 200, answer.text)
        trial = json.loads(answer.text)
        self.assertEqual(trial["errors"], 0, trial["findings"])
        self.assertGreaterEqual(trial["gained"], 1)
        self.assertEqual([c["after"]["type"] for c in trial["changes"] if c["article_id"] == "sentence"], ["CONSULT"])
        self.assertEqual(self.server.api("counts"), before)

    def test_a_broken_row_is_told(self):
        trial = json.loads(self.trial("frame: x\ntype: NOTHING\n", sample=0).text)
        self.assertGreater(trial["errors"], 0)
        self.assertIn("workshop.frames", " ".join(trial["findings"]))

    def test_no_rows_change_nothing(self):
        trial = json.loads(self.trial("", sample=30).text)
        self.assertEqual((trial["gained"], trial["lost"], trial["changed"]), (0, 0, 0))


class Changes(Served):
    """What the page may change: articles, rows of the dictionary, verdicts on pledges."""
    OCTETS = {"Content-Type": "application/octet-stream"}
    FORM = {"Content-Type": "application/x-www-form-urlencoded"}

    def bring(self, name, data):
        return self.server.ask("/api/v1/intake_file?name=" + urllib.parse.quote(name), "POST", self.OCTETS, data)

    def save(self, **form):
        answer = self.server.ask("/api/v1/workshop_save", "POST", self.FORM, urllib.parse.urlencode(form).encode())
        return answer.status, json.loads(answer.text)

    def test_articles_come_in_and_rejects_say_why(self):
        before = self.server.api("counts")
        tag = self.server.ask("/api/v1/counts").headers["etag"]
        text = "\u0627\u0644\u062a\u0642\u0649 \u0648\u0632\u064a\u0631 \u0627\u0644\u062e\u0627\u0631\u062c\u064a\u0629 \u0627\u0644\u0645\u0635\u0631\u064a \u0646\u0638\u064a\u0631\u0647 \u0627\u0644\u0633\u0648\u062f\u0627\u0646\u064a \u0641\u064a \u0627\u0644\u062e\u0631\u0637\u0648\u0645 {}."
        lines = [json.dumps({"id": f"in{i}", "text": text.format(i), "published": "2024-06-01", "source": "in"}) for i in range(3)]
        self.assertEqual(self.server.ask("/api/v1/intake_start", "POST").status, 400)
        self.assertEqual(self.bring("../../etc/x.jsonl", ("\n".join(lines) + "\n{broken\n").encode()).status, 200)
        self.assertEqual(self.bring("large.txt", b"latin only " * 300000).status, 200)
        self.assertEqual([f["name"] for f in self.server.api("intake")["files"]], ["x.jsonl", "large.txt"])
        self.assertEqual(self.server.ask("/api/v1/intake_start", "POST").status, 200)
        job = self.server.settle()
        self.assertEqual((job["state"], job["added"], job["rejected"]), ("done", 3, 2), job)
        self.assertEqual(sorted(r["place"].split(":")[0] for r in job["reasons"]), ["large.txt", "x.jsonl"])
        after = self.server.api("counts")
        self.assertEqual(after["articles"], before["articles"] + 3)
        self.assertGreater(after["reports"], before["reports"])
        # The same address has another answer now, and says so.
        self.assertEqual(self.server.ask("/api/v1/counts", headers={"If-None-Match": tag}).status, 200)
        # Once more: nothing is stored twice.
        self.bring("again.jsonl", "\n".join(lines).encode())
        self.server.ask("/api/v1/intake_start", "POST")
        self.assertEqual(self.server.settle()["added"], 0)
        stream = self.server.ask("/api/v1/intake_stream")
        self.assertEqual(stream.headers["content-type"], "text/event-stream")
        self.assertRegex(stream.text, r"^retry: \d+\ndata: \{.*\}\n\n$")

    def test_large_bodies_are_for_the_intake_and_holders_of_the_token_only(self):
        def head(path, token, length):
            bearer = f"Authorization: Bearer {self.server.token}\r\n" if token else ""
            return self.server.raw(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n{bearer}Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n".encode()).status
        self.assertEqual(head("/api/v1/intake_file?name=a", True, 100 << 20), 413)
        self.assertEqual(head("/api/v1/intake_file?name=a", False, 2 << 20), 413)
        self.assertEqual(head("/api/v1/judge", True, 2 << 20), 413)
        self.assertEqual(self.server.ask("/api/v1/intake_file?name=a", "POST", {"Content-Type": "text/plain"}, b"a").status, 415)

    def test_rows_are_kept_used_and_taken_back(self):
        plain = self.server.api("status")["dictionary"]
        rows = "frame: \u0627\u0633\u062a\u0636\u0627\u0641\ntype: AID\nactor: subject\nrecipient: object\n"
        person = "person\tsami-x\tSami X\t\u0633\u0627\u0645\u064a \u0625\u0643\u0633\t\tEGY\t\t\t\n"
        self.assertEqual(self.save(rows=rows, message="who?")[0], 400)
        self.assertEqual(self.save(rows=rows, actors="thing\tx\n", author="a")[0], 400)
        status, answer = self.save(rows="frame: x\ntype: NOTHING\n", author="a")
        self.assertEqual((status, answer["saved"]), (200, False))
        self.assertEqual(self.server.api("workshop_history")["versions"], [])
        self.assertEqual(self.save(rows=rows, actors=person, author="Amal \"A\"", message="two\nlines")[1]["saved"], True)
        self.assertNotEqual(self.server.api("status")["dictionary"], plain)
        # What is stored is coded again at once: the archive agrees with the dictionary in force, and is as it was when the rows are taken back.
        hosts = "frame: \u0632\u0627\u0631\ntype: AID\nactor: subject\nrecipient: object\n"  # visited
        hosts += "if: object is actor; subject is actor\n"
        before = serving.rows(self.server.api("events", limit=1000))
        recoded = self.save(rows=hosts, actors="", author="c")[1]["recoded"]
        self.assertGreater(recoded["articles"], 0)
        self.assertGreater(recoded["gained"] + recoded["lost"] + recoded["changed"], 0)
        self.assertNotEqual(serving.rows(self.server.api("events", limit=1000)), before)
        self.save(rows=rows, actors=person, author="Amal \"A\"", message="two\nlines")
        self.assertEqual(serving.rows(self.server.api("events", limit=1000)), before)
        history = self.server.api("workshop_history")
        self.assertEqual((history["in_force"], history["versions"][0]["rows"], history["versions"][0]["actors"], history["versions"][0]["author"], history["versions"][0]["message"]), (True, rows, person, "Amal \"A\"", "two\nlines"))
        trial = self.server.ask("/api/v1/workshop", "POST", self.FORM, urllib.parse.urlencode({"rows": "", "actors": "", "sample": 0, "sentence": "\u0627\u0633\u062a\u0636\u0627\u0641 \u0633\u0627\u0645\u064a \u0625\u0643\u0633 \u0627\u0644\u0631\u0626\u064a\u0633 \u0627\u0644\u0633\u0648\u062f\u0627\u0646\u064a \u0641\u064a \u0627\u0644\u0642\u0627\u0647\u0631\u0629."}).encode())
        change = json.loads(trial.text)["changes"][0]
        self.assertIn("Sami X (EGY)", change["before"]["gloss"])
        self.assertNotIn("EGY", change["after"]["gloss"])
        examples = json.loads(trial.text)["examples"]
        self.assertGreater(examples["total"], 300)
        self.assertLess(examples["before"], examples["total"] / 4)
        self.assertEqual(self.save(rows="", author="b", message="back")[1]["saved"], True)
        self.assertEqual(self.server.api("status")["dictionary"], plain)
        self.assertEqual([v["author"] for v in self.server.api("workshop_history")["versions"]], ["b", "Amal \"A\"", "c", "Amal \"A\""])

    def test_what_is_too_long_is_refused(self):
        self.assertEqual(self.save(rows="#" * 200_001, author="a")[0], 413)
        self.assertEqual(self.save(rows="", author="a" * 201)[0], 400)
        self.assertEqual(self.save(rows="", author="a", message="m" * 2001)[0], 400)
        self.assertEqual(self.server.ask("/api/v1/workshop", "POST", {"Content-Type": "text/plain"}, b"rows=").status, 415)
        self.assertEqual(self.server.ask("/api/v1/workshop", "POST", self.FORM, b"rows=%zz").status, 400)

    def test_pledges_are_rated_apart_from_events(self):
        pledge = serving.rows(self.server.api("pledges", limit=1))[0]["event_id"]
        for verdict, status in (("kept", 200), ("right", 400), ("none", 200), ("partly", 200)):
            answer = self.server.ask("/api/v1/rate", "POST", self.FORM, f"event={pledge}&verdict={verdict}".encode())
            self.assertEqual(answer.status, status, verdict)
        held = self.server.api("verdicts")
        self.assertEqual((held["ratings"][pledge]["verdict"], held["verdicts"].get(pledge)), ("partly", None))


class Troubles(Case):
    """What goes wrong around a running server is told in the answer, and the server goes on."""
    FORM, OCTETS = Changes.FORM, Changes.OCTETS
    ROWS = urllib.parse.urlencode({"rows": "frame: \u0627\u0633\u062a\u0636\u0627\u0641\ntype: AID\nactor: subject\nrecipient: object\n", "author": "a", "sample": 2}).encode()

    def start(self, **more):
        self.archive = serving.make_archive(self.folder / "news", EXAMPLES / "articles.jsonl")
        self.server = serving.Server(self.archive, **more)
        self.addCleanup(self.server.stop)
        return self.server

    def post(self, path, body=None, kind=None):
        answer = self.server.ask("/api/v1/" + path, "POST", kind or self.FORM, self.ROWS if body is None else body)
        self.assertIn(self.server.ask("/api/v1/status").status, (200, 500))
        return answer.status, answer.text

    def test_no_folder_for_what_is_temporary(self):
        spare = self.folder / "spare"
        spare.mkdir()
        self.start(env={"TMPDIR": str(spare)})
        shutil.rmtree(spare)
        for path in ("workshop", "workshop_save"):
            status, told = self.post(path)
            self.assertEqual((status, "E003" in told), (500, True), told)
        status, told = self.post("intake_file?name=a.txt", b"a", self.OCTETS)
        self.assertIn("E003", told)
        self.server.stop()
        server = self.start(env={"TMPDIR": str(spare)})
        self.assertIn("temporary folder", server.ask("/api/v1/intake_file?name=a.txt", "POST", self.OCTETS, b"a").text)

    def test_no_sources_of_the_dictionaries(self):
        row = None
        for data, status, word in ((self.folder / "absent", 409, "--data"), (self.folder / "empty", 400, "E0")):
            (self.folder / "empty").mkdir(exist_ok=True)
            shutil.rmtree(self.folder / "news", ignore_errors=True)
            self.start(data=data)
            row = row or serving.rows(self.server.api("events", limit=1))[0]["frame"].rsplit(":", 1)
            for path in ("workshop", "workshop_save"):
                told = self.post(path)
                self.assertIn(word, told[1])
                self.assertIn(told[0], (status, 500), told)
            self.assertEqual(self.server.ask(f"/api/v1/row?file={row[0]}&line={row[1]}").status, 404)
            self.server.stop()

    def test_what_cannot_be_written(self):
        self.start()
        (self.archive / "workshop").write_bytes(b"a file")
        (self.archive / "verdicts.jsonl").mkdir()
        event = serving.rows(self.server.api("events", limit=1))[0]["event_id"]
        for path, body in (("workshop_save", None), ("workshop_save", b"rows=&author=a"), ("judge", f"event={event}&verdict=right".encode())):
            status, told = self.post(path, body)
            self.assertEqual((status, "E003" in told), (500, True), told)

    def test_an_archive_that_is_replaced(self):
        self.start()
        (self.archive / "waqai.duckdb").rename(self.folder / "elsewhere")
        (self.archive / "waqai.duckdb").write_bytes(b"no database" * 500)
        status, told = self.post("workshop_save")
        self.assertNotEqual(status, 200, told)
        self.assertRegex(told, "E11")
        answer = self.server.ask("/api/v1/counts")
        self.assertEqual(answer.status, 500)
        self.assertRegex(answer.text, "E11")
        self.post("intake_file?name=a.jsonl", record(1).encode(), self.OCTETS)
        self.post("intake_start", b"")
        self.server.settle()

    def test_one_job_at_a_time(self):
        self.start()
        lines = "".join(record(i) for i in range(3000)).encode()
        self.assertEqual(self.post("intake_file?name=a.jsonl", lines, self.OCTETS)[0], 200)
        self.assertEqual(self.post("intake_start", b"")[0], 200)
        told = [self.post(*call) for call in (("intake_file?name=b.jsonl", b"x", self.OCTETS), ("intake_start", b""), ("workshop_save",))]
        if self.server.api("intake")["state"] == "coding":
            self.assertEqual([status for status, _ in told], [400, 400, 409], told)
        self.post("intake_clear", b"")
        self.assertIn(self.server.settle()["state"], ("stopped", "done"))


if __name__ == "__main__":
    unittest.main()
