"""The local server from outside: who may ask, what is refused, what the answers say, hostile clients and hostile articles."""
import concurrent.futures
import gzip
import json
import pathlib
import socket
import tempfile
import time
import unittest
import urllib.parse

import serving
from harness import EXAMPLES, Case, record, waqai

HOSTILE = [
    {"id": "script", "title": "<script>alert(1)</script>", "published": "2024-05-02", "url": "javascript:alert(1)"},
    {"id": "bidi", "title": "\u202eabc\u202c", "published": "2024-05-03"},
    {"id": "quote\"'<>&", "title": "a", "published": "2024-05-04"},
    {"id": "long", "title": "b", "published": "2024-05-05"},
]


class Served(Case):
    """One server over the examples for all tests of a class."""
    FLAGS = ()

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.holder.name)
        (folder / "hostile.jsonl").write_text("".join(record(i, **fields) for i, fields in enumerate(HOSTILE)), encoding="utf-8")
        word = json.dumps({"id": "word", "title": "", "published": "2024-05-06", "text": "\u0642\u0627\u0644 " + "\u0628" * 500000}) + "\n"
        (folder / "word.jsonl").write_text(word, encoding="utf-8")
        cls.archive = serving.make_archive(folder / "news", EXAMPLES / "articles.jsonl", folder / "hostile.jsonl", folder / "word.jsonl")
        cls.server = serving.Server(cls.archive, *cls.FLAGS)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.holder.cleanup()
        if code != 0:
            raise AssertionError(f"the server ended with {code}")


class WhoMayAsk(Served):
    def test_token_is_needed(self):
        for target in ("/api/v1/status", "/api/v1/events", "/", "/events"):
            self.assertEqual(self.server.ask(target, token=False).status, 401, target)
        self.assertEqual(self.server.ask("/api/v1/status", headers={"Authorization": "Bearer " + "0" * 32}).status, 401)
        self.assertEqual(self.server.ask("/api/v1/status").status, 200)

    def test_token_in_the_address_is_exchanged_for_a_strict_cookie(self):
        answer = self.server.ask(f"/events?type=CONSULT&token={self.server.token}", token=False)
        self.assertEqual(answer.status, 303)
        self.assertEqual(answer.headers["location"], "/events?type=CONSULT")
        cookie = answer.headers["set-cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, cookie)
        page = self.server.ask("/events", token=False, headers={"Cookie": cookie.split(";")[0]})
        self.assertEqual(page.status, 200)
        self.assertIn("text/html", page.headers["content-type"])

    def test_wrong_token_gives_no_cookie(self):
        answer = self.server.ask("/?token=" + "0" * 32, token=False)
        self.assertEqual(answer.status, 401)
        self.assertNotIn("set-cookie", answer.headers)

    def test_redirect_stays_here(self):
        for path in ("//evil.example/", "/%2Fevil.example", "/%5Cevil.example"):
            answer = self.server.ask(f"{path}?token={self.server.token}", token=False)
            self.assertNotRegex(answer.headers.get("location", "/"), r"^(//|/\\|https?:)")

    def test_rebinding_host_is_refused(self):
        for host in ("evil.example", f"evil.example:{self.server.port}", "127.0.0.1", f"127.0.0.1:{self.server.port}.evil.example", "", f"169.254.169.254:{self.server.port}"):
            for target in ("/api/v1/status", "/", "/icon.svg"):
                self.assertEqual(self.server.ask(target, headers={"Host": host}).status, 421, host)
        self.assertEqual(self.server.ask("/api/v1/status", headers={"Host": f"localhost:{self.server.port}"}).status, 200)

    def test_other_sites_are_refused(self):
        for origin in ("https://evil.example", "null", f"http://evil.example:{self.server.port}", f"https://127.0.0.1:{self.server.port}"):
            self.assertEqual(self.server.ask("/api/v1/status", headers={"Origin": origin}).status, 403, origin)
        for site in ("cross-site", "same-site"):
            self.assertEqual(self.server.ask("/api/v1/status", headers={"Sec-Fetch-Site": site}).status, 403, site)
        self.assertEqual(self.server.ask("/api/v1/status", headers={"Origin": f"http://127.0.0.1:{self.server.port}"}).status, 200)

    def test_cross_site_post_is_refused(self):
        body = b"event=00000000&verdict=right"
        answer = self.server.ask("/api/v1/judge", "POST", {"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"}, body)
        self.assertEqual(answer.status, 403)
        self.assertEqual(self.server.ask("/api/v1/judge", "POST", {"Content-Type": "text/plain"}, body).status, 415)

    def test_only_loopback_listens(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))
                own = probe.getsockname()[0]
            except OSError:
                self.skipTest("this machine has no other address")
        if own.startswith("127."):
            self.skipTest("this machine has no other address")
        with self.assertRaises(OSError):
            socket.create_connection((own, self.server.port), timeout=3).close()

    def test_headers_forbid_what_is_not_needed(self):
        for target in ("/api/v1/status", "/icon.svg", "/", "/nothing.js"):
            headers = self.server.ask(target).headers
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'self'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertNotIn("access-control-allow-origin", headers)


class BadRequests(Served):
    def test_traversal_finds_nothing(self):
        for target in ("/../../etc/passwd", "/assets/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/./index.html", "/..\\..\\etc\\passwd.js"):
            answer = self.server.ask(target)
            self.assertIn(answer.status, (400, 404), target)
            self.assertNotIn("root:", answer.text)
        for name in ("../../../../etc/passwd", "/etc/passwd", "events/../../README.md", "events/agree.frames\x01"):
            answer = self.server.ask("/api/v1/row?line=1&file=" + name.replace("/", "%2F").replace("\x01", "%01"))
            self.assertEqual(answer.status, 404, name)

    def test_broken_escapes(self):
        for target in ("/%", "/%zz", "/%00", "/api/v1/events?type=%", "/api/v1/events?type=%00"):
            self.assertEqual(self.server.ask(target).status, 400, target)

    def test_oversized(self):
        self.assertEqual(self.server.ask("/" + "a" * 20000).status, 431)
        self.assertEqual(self.server.ask("/api/v1/status", headers={"X": "a" * 20000}).status, 431)
        big = self.server.raw(f"POST /api/v1/judge HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nContent-Length: 100000000\r\n\r\n".encode())
        self.assertEqual(big.status, 413)
        self.assertEqual(self.server.ask("/api/v1/status?" + "&".join(["a=1"] * 500)).status, 400)
        self.assertEqual(self.server.ask("/api/v1/search?q=" + "a" * 600).status, 400)

    def test_no_http(self):
        self.assertEqual(self.server.raw(b"\x16\x03\x01\x02\x00\x01\r\n\r\n").status, 400)
        self.assertEqual(self.server.ask("/api/v1/status", "DELETE").status, 405)
        self.assertEqual(self.server.ask("/api/v1/status", "POST").status, 405)
        self.assertEqual(self.server.ask("/api/v1/judge").status, 405)
        self.assertEqual(self.server.ask("/api/v1/nothing").status, 404)

    def test_values_are_values(self):
        for query in ("type='; DROP TABLE event; --", "name=' OR 1=1 --", "words=%27", "sort=1; DROP TABLE event", "since=yesterday", "since=2018-02-30", "article=a' OR 'a'='a"):
            answer = self.server.ask("/api/v1/events?" + query.replace(" ", "%20").replace("'", "%27").replace(";", "%3B"))
            if answer.status == 200:
                self.assertEqual(json.loads(answer.text)["rows"], [], query)
            else:
                self.assertEqual(answer.status, 400, query)
        self.assertGreater(self.server.api("counts")["reports"], 10)
        self.assertEqual(self.server.ask("/api/v1/facets?field=nothing").status, 400)
        self.assertEqual(self.server.ask("/api/v1/series?step=hour").status, 400)

    def test_slow_clients_harm_nobody(self):
        slow = [self.server.connect() for _ in range(40)]
        for wire in slow:
            wire.sendall(b"GET / HTTP/1.1\r\nHos")
        begin = time.monotonic()
        self.assertEqual(self.server.ask("/api/v1/status").status, 200)
        self.assertLess(time.monotonic() - begin, 5)
        # A client that reads nothing, while others are served.
        for wire in slow[:8]:
            wire.sendall(f"t: 127.0.0.1:{self.server.port}\r\nAuthorization: Bearer {self.server.token}\r\n\r\n".encode())
        self.assertEqual(self.server.ask("/api/v1/counts").status, 200)
        # One that is never done is cut off.
        slow[-1].settimeout(20)
        self.assertEqual(slow[-1].recv(100), b"")
        for wire in slow:
            wire.close()

    def test_fifty_at_once(self):
        targets = ["/api/v1/events?limit=50", "/api/v1/facets?field=type&field=outlet", "/api/v1/series?step=month&by=quad", "/api/v1/search?q=%D9%88%D8%B2%D9%8A%D8%B1", "/api/v1/actors"]
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda i: self.server.ask(targets[i % len(targets)]).status, range(200)))
        self.assertEqual(set(answers), {200})


class Answers(Served):
    def test_counts_agree_with_the_command_line(self):
        events = waqai("events", "--archive", self.archive, "--to", "csv").out.strip().split("\n")
        counts = self.server.api("counts")
        self.assertEqual(counts["reports"], self.server.api("status")["reports"])
        self.assertGreaterEqual(counts["reports"], counts["happenings"])
        self.assertGreater(len(events), counts["reports"] // 2)

    def test_facets_add_up(self):
        counts = self.server.api("counts")
        facet = self.server.api("facets", field="type", limit=50)["type"]
        self.assertEqual(sum(row[1] for row in facet["rows"]), counts["reports"])
        first, number, _ = facet["rows"][0]
        self.assertEqual(self.server.api("counts", type=first)["reports"], number)
        self.assertEqual(self.server.api("counts", type="!" + first)["reports"], counts["reports"] - number)

    def test_pages_neither_overlap_nor_leave_gaps(self):
        whole = [row["event_id"] for row in serving.rows(self.server.api("events", limit=1000, sort="type"))]
        parts = []
        for offset in range(0, len(whole), 7):
            parts += [row["event_id"] for row in serving.rows(self.server.api("events", limit=7, offset=offset, sort="type"))]
        self.assertEqual(parts, whole)
        self.assertEqual(len(set(whole)), len(whole))

    def test_order_is_kept(self):
        days = [row["day"] for row in serving.rows(self.server.api("events", limit=1000, sort="day", order="asc"))]
        days = [d for d in days if d]
        self.assertEqual(days, sorted(days))

    def test_sentence_holds_its_trigger(self):
        for row in serving.rows(self.server.api("events", limit=1000)):
            sentence = row["sentence"].encode()
            begin = row["trigger_start"] - row["sentence_start"]
            self.assertEqual(sentence[begin:row["trigger_end"] - row["sentence_start"]].decode(), row["trigger"])

    def test_article_and_reading_speak_of_one_text(self):
        row = serving.rows(self.server.api("events", limit=1))[0]
        article = self.server.api("article", id=row["article_id"])["article"]
        reading = self.server.api("reading", id=row["article_id"])
        self.assertTrue(reading["same_text"])
        self.assertEqual(len(article["events"]), reading["events_now"])
        for sentence in reading["sentences"]:
            for word in sentence["words"]:
                self.assertTrue(article["text"][word[0]:word[1]].strip())
        with_events = [s for s in reading["sentences"] if s["silence"] is None]
        self.assertTrue(with_events)

    def test_article_without_events_is_shown(self):
        article = self.server.api("article", id="word")["article"]
        self.assertEqual(len(article["text"]), 500004)
        self.assertEqual(self.server.ask("/api/v1/article?id=nothing").status, 404)

    def test_search_forgives_spelling(self):
        row = next(r for r in serving.rows(self.server.api("search", q="\u0627\u0633\u062a\u0642\u0627\u0644")["hits"]) if r["article_id"] == "bidi")
        self.assertEqual(row["match"], "\u0627\u0633\u062a\u0642\u0627\u0644")
        # The minister's word with taa marbuta, typed with haa and a tatweel.
        loose = self.server.api("search", q="\u0627\u0644\u0645\u0627\u0644\u064a\u0647")
        self.assertGreater(loose["articles"], 0)
        self.assertEqual(self.server.api("search", q="\u0627\u0644\u0645\u0627\u0644\u064a\u0647", exact=1)["articles"], 0)
        # With clitics, and another form of it (the financial, plural), which is no longer the word as spelt.
        self.assertGreater(self.server.api("search", q="\u0648\u0644\u0644\u0645\u0627\u0644\u064a\u0629")["articles"], 0)
        self.assertGreater(self.server.api("search", q="\u0648\u0632\u0631\u0627\u0621")["articles"], self.server.api("search", q="\u0648\u0632\u0631\u0627\u0621", whole=1)["articles"])

    def test_series_add_up(self):
        counts = self.server.api("counts")
        for step in ("day", "month", "year"):
            table = self.server.api("series", step=step, by="type")
            self.assertLessEqual(sum(row[2] for row in table["rows"]), counts["reports"])
            self.assertGreater(sum(row[2] for row in table["rows"]), 0)

    def test_levels_count_what_they_say(self):
        counts = self.server.api("counts")
        self.assertTrue(counts["has_stories"] and counts["has_incidents"])
        self.assertGreaterEqual(counts["happenings"], counts["incidents"])
        self.assertGreaterEqual(counts["incidents"], counts["stories"])
        for level in ("reports", "happenings", "stories", "incidents"):
            table = self.server.api("events", count=level, limit=10000)
            rows = serving.rows(table)
            self.assertEqual(len(rows), counts[level], level)
            # Each report stands behind one row.
            self.assertEqual(sum(row["told"] for row in rows), counts["reports"], level)
            csv = self.server.ask(f"/api/v1/export?format=jsonl&count={level}").text.strip().split("\n")
            self.assertEqual(len(csv), counts[level], level)
        story = serving.rows(self.server.api("stories", sort="events", limit=1))[0]
        of_story = self.server.api("counts", story=story["story_id"])
        self.assertEqual((of_story["reports"], of_story["incidents"], of_story["stories"]), (story["events"], story["incidents"], 1))
        parts = self.server.api("story", id=story["story_id"])
        self.assertEqual(len(serving.rows(parts["articles"])), story["articles"])
        self.assertEqual(len(serving.rows(parts["incidents"])), story["incidents"])
        self.assertEqual(self.server.ask("/api/v1/stories?sort=title").status, 400)

    def test_dictionary_line_behind_an_event(self):
        row = serving.rows(self.server.api("events", limit=1))[0]
        name, line = row["frame"].rsplit(":", 1)
        block = self.server.api("row", file=name, line=line)
        self.assertIn(int(line), [number for number, _ in block["lines"]])

    def test_etag_and_not_modified(self):
        first = self.server.ask("/api/v1/counts")
        self.assertIn("etag", first.headers)
        again = self.server.ask("/api/v1/counts", headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        other = self.server.ask("/api/v1/counts?type=ASSAULT", headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual(other.status, 200)
        icon = self.server.ask("/icon.svg")
        self.assertEqual(self.server.ask("/icon.svg", headers={"If-None-Match": icon.headers["etag"]}).status, 304)

    def test_head_has_no_body(self):
        answer = self.server.ask("/api/v1/counts", "HEAD")
        # Questions are for GET; files answer HEAD.
        self.assertIn(answer.status, (200, 405))
        icon = self.server.ask("/icon.svg", "HEAD")
        self.assertEqual((icon.status, icon.body), (200, b""))

    def test_assets_are_packed(self):
        page = self.server.ask("/", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(page.headers.get("content-encoding"), "gzip")
        html = gzip.decompress(page.body).decode()
        self.assertNotIn("<style", html)
        self.assertNotRegex(html, r"<script(?![^>]*src=)")

    def test_openapi_lists_every_address(self):
        spec = json.loads(self.server.ask("/api/v1/openapi.json", token=False).text)
        source = (pathlib.Path(__file__).resolve().parent.parent.parent / "src/serve/api.cc").read_text()
        import re
        routes = set(re.findall(r'\{"(\w+)", \{answer_', source))
        self.assertEqual({path.strip("/") for path in spec["paths"]}, routes)

    def test_export(self):
        counts = self.server.api("counts")
        csv = self.server.ask("/api/v1/export?format=csv")
        import csv as reader
        table = list(reader.reader(csv.text.split("\n")))
        self.assertEqual(len([row for row in table if row]) - 1, counts["reports"])
        excel = self.server.ask("/api/v1/export?format=excel")
        self.assertTrue(excel.body.startswith(b"\xef\xbb\xbf"))
        lines = self.server.ask("/api/v1/export?format=jsonl").text.strip().split("\n")
        self.assertEqual(len(lines), counts["reports"])
        self.assertIn("sentence", json.loads(lines[0]))

    def test_hostile_articles_stay_text(self):
        ids = [row[0] for row in self.server.api("articles", limit=100)["rows"]]
        for fields in HOSTILE:
            self.assertIn(fields["id"], ids)
            article = self.server.api("article", id=fields["id"])["article"]
            self.assertEqual(article["id"], fields["id"])

    def test_verdicts_are_kept_and_withdrawn(self):
        event = serving.rows(self.server.api("events", limit=1))[0]["event_id"]
        self.assertEqual(self.server.judge(event=event, verdict="right", note='a "b"').status, 200)
        self.assertEqual(self.server.api("verdicts")["verdicts"][event]["verdict"], "right")
        self.assertEqual(self.server.judge(event=event, verdict="none").status, 200)
        self.assertNotIn(event, self.server.api("verdicts")["verdicts"])
        self.assertEqual(self.server.judge(event=event, verdict="maybe").status, 400)
        self.assertEqual(self.server.judge(event="../x", verdict="right").status, 400)
        lines = (self.archive / "verdicts.jsonl").read_text().splitlines()
        self.assertEqual([json.loads(line)["verdict"] for line in lines[-2:]], ["right", "none"])


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

    def settle(self):
        for _ in range(600):
            job = self.server.api("intake")
            if job["state"] not in ("coding", "storing"):
                return job
            time.sleep(0.1)
        self.fail("the job does not end")

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
        job = self.settle()
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
        self.assertEqual(self.settle()["added"], 0)
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

    def test_pledges_are_rated_apart_from_events(self):
        pledge = serving.rows(self.server.api("pledges", limit=1))[0]["event_id"]
        for verdict, status in (("kept", 200), ("right", 400), ("none", 200), ("partly", 200)):
            answer = self.server.ask("/api/v1/rate", "POST", self.FORM, f"event={pledge}&verdict={verdict}".encode())
            self.assertEqual(answer.status, status, verdict)
        held = self.server.api("verdicts")
        self.assertEqual((held["ratings"][pledge]["verdict"], held["verdicts"].get(pledge)), ("partly", None))


class ReadOnly(Served):
    FLAGS = ("--read-only",)

    def test_nobody_judges(self):
        event = serving.rows(self.server.api("events", limit=1))[0]["event_id"]
        self.assertEqual(self.server.judge(event=event, verdict="right").status, 403)
        self.assertFalse((self.archive / "verdicts.jsonl").exists())

    def test_nothing_changes(self):
        for path in ("rate", "intake_file?name=a", "intake_start", "intake_clear", "workshop", "workshop_save"):
            self.assertEqual(self.server.ask("/api/v1/" + path, "POST", {"Content-Type": "application/octet-stream"}, b"a").status, 403, path)
        self.assertFalse((self.archive / "workshop").exists())


class CommandLine(Case):
    def test_missing_archive(self):
        self.assert_fails(waqai("serve", self.folder / "none", "--port", "0"), 4, "E110", None)

    def test_no_archive_named(self):
        self.assert_fails(waqai("serve"), 2, "E142", None)

    def test_verdicts_survive_a_restart(self):
        archive = serving.make_archive(self.folder / "news", EXAMPLES / "articles.jsonl")
        server = serving.Server(archive)
        event = serving.rows(server.api("events", limit=1))[0]["event_id"]
        server.judge(event=event, verdict="wrong")
        self.assertEqual(server.stop(), 0)
        server = serving.Server(archive)
        self.addCleanup(server.stop)
        self.assertEqual(server.api("verdicts")["verdicts"][event]["verdict"], "wrong")

    def test_port_taken(self):
        archive = serving.make_archive(self.folder / "news", EXAMPLES / "articles.jsonl")
        server = serving.Server(archive)
        self.addCleanup(server.stop)
        self.assert_fails(waqai("serve", archive, "--port", server.port), 2, "E143", None)


if __name__ == "__main__":
    unittest.main()
