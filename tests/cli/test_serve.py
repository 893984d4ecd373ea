"""The local server from outside: who may ask, what is refused, what the answers say, hostile clients and hostile articles."""
import concurrent.futures
import gzip
import json
import pathlib
import re
import socket
import tempfile
import time
import unittest
import urllib.parse

import serving
from harness import EXAMPLES, PATIENCE, ROOT, Case, waqai
from serving import HOSTILE, Served
from test_exports import DuckDB


class Ledger(Case):
    def test_the_screen_has_the_evidence_of_the_command_line(self):
        archive = serving.make_archive(self.folder / "news", ROOT / "tests/faults/articles.jsonl")
        told = {p["event_id"]: p for p in waqai("pledges", "-a", archive, "--to", "jsonl").rows()}
        for start in ("made", "kept"):
            server = serving.Server(archive)
            try:
                for _ in range(round(600 * PATIENCE)):
                    shown = serving.rows(server.api("pledges"))
                    if all(row["evidence"] is not None for row in shown):
                        break
                    time.sleep(0.1)
                self.assertEqual({row["event_id"] for row in shown}, set(told))
                said = [row["published"] for row in shown]
                self.assertEqual(said, sorted(said, reverse=True))
                for row in shown:
                    pledge = told[row["event_id"]]
                    self.assertEqual((row["restated"], row["searched"]), (pledge["restatements"], pledge["searched"]))
                    pieces = serving.rows(server.api("evidence", event=row["event_id"]))
                    self.assertEqual(len(pieces), row["evidence"])
                    self.assertEqual(";".join(f"{p['finding']}:{p['event_id']}:{p['day']}" for p in pieces), pledge["evidence"] or "", start)
                    self.assertEqual(";".join(p["rule"] for p in pieces), pledge["rules"] or "")
                some = serving.rows(server.api("pledges", evidence="yes"))
                self.assertEqual([row["event_id"] for row in some], [row["event_id"] for row in shown if row["evidence"]])
                self.assertEqual(len(some), 1)
                self.assertEqual(serving.rows(server.api("evidence", event="none")), [])
            finally:
                self.assertEqual(server.stop(), 0)
            self.assertTrue((archive / "explore/ledger").exists())

    def test_a_pledge_told_as_history_is_not_waited_for(self):
        archive = serving.make_archive(self.folder / "past", ROOT / "tests/faults/articles.jsonl")
        database = DuckDB(archive / "waqai.duckdb")
        database.rows("UPDATE event SET status = 'historical' WHERE event_id IN (SELECT min(event_id) FROM pledge)")
        database.close()
        server = serving.Server(archive)
        try:
            for _ in range(round(600 * PATIENCE)):
                shown = serving.rows(server.api("pledges"))
                if any(row["evidence"] is not None for row in shown):
                    break
                time.sleep(0.1)
            self.assertIn("historical", {row["status"] for row in shown})
            self.assertNotIn(None, [row["evidence"] for row in shown])
        finally:
            self.assertEqual(server.stop(), 0)


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

    def test_many_at_once(self):
        one, most, more = ("?" + "&".join(["field=type"] * n) for n in (1, 12, 13))
        self.assertEqual([self.server.ask("/api/v1/facets" + query).status for query in (one, most, more)], [200, 200, 400])
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for count, status in ((200, 200), (201, 400), (0, 400), (300, 400)):
            body = "verdict=none" + "".join(f"&event={n:08x}" for n in range(count))
            self.assertEqual(self.server.ask("/api/v1/judge", "POST", form, body.encode()).status, status, count)

    def test_no_http(self):
        self.assertEqual(self.server.raw(b"\x16\x03\x01\x02\x00\x01\r\n\r\n").status, 400)
        self.assertEqual(self.server.ask("/api/v1/status", "DELETE").status, 405)
        self.assertEqual(self.server.ask("/api/v1/status", "POST").status, 405)
        self.assertEqual(self.server.ask("/api/v1/judge").status, 405)
        self.assertEqual(self.server.ask("/api/v1/nothing").status, 404)

    def test_what_a_question_lacks_is_told(self):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for target, status in (("actor", 400), ("actor?id=", 400), ("facets", 400), ("export?format=xml", 400), ("export?sort=nothing", 400), ("events?sort=nothing", 400), ("events?confidence=9", 200),
                               ("series?step=month&by=nothing", 400), ("series?step=month&since=x", 400), ("coverage?step=hour", 400), ("stories?sort=nothing", 400), ("text?id=x", 404),
                               ("reading?id=x", 404), ("row?file=x&line=0", 404), ("search?q=-x", 400), ("search?q=%22", 400), ("places?since=x", 400), ("pledges?since=x", 400),
                               ("facets?field=type&since=x", 400), ("stories?since=x", 400), ("counts?since=x", 400), ("export?since=x", 400)):
            answer = self.server.ask("/api/v1/" + target)
            with self.subTest(target):
                self.assertEqual(answer.status, status, answer.text)
                self.assertTrue(status == 200 or json.loads(answer.text)["error"]["message"])
        for path, kind, body, status in (("/", form, b"a", 405), ("/api/v1/intake_file", {"Content-Type": "application/octet-stream"}, b"a", 400), ("/api/v1/judge", {"Content-Type": "text/plain"}, b"a", 415),
                                         ("/api/v1/judge", form, b"event=%zz", 400), ("/api/v1/workshop_save", form, b"rows=%zz", 400)):
            with self.subTest(path):
                self.assertEqual(self.server.ask(path, "POST", kind, body).status, status)

    def test_values_are_values(self):
        for query in ("type='; DROP TABLE event; --", "name=' OR 1=1 --", "words=%27", "sort=1; DROP TABLE event", "since=yesterday", "since=2018-02-30", "score_from=much", "score_to=nan", "article=a' OR 'a'='a"):
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
        self.assertLess(time.monotonic() - begin, 5 * PATIENCE)
        # A client that reads nothing, while others are served.
        for wire in slow[:8]:
            wire.sendall(f"t: 127.0.0.1:{self.server.port}\r\nAuthorization: Bearer {self.server.token}\r\n\r\n".encode())
        self.assertEqual(self.server.ask("/api/v1/counts").status, 200)
        # One that is never done is cut off.
        slow[-1].settimeout(20 * PATIENCE)
        self.assertEqual(slow[-1].recv(100), b"")
        for wire in slow:
            wire.close()

    def test_fifty_at_once(self):
        targets = ["/api/v1/events?limit=50", "/api/v1/facets?field=type&field=outlet", "/api/v1/series?step=month&by=quad", "/api/v1/search?q=%D9%88%D8%B2%D9%8A%D8%B1", "/api/v1/actors"]
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda i: self.server.ask(targets[i % len(targets)]).status, range(200)))
        self.assertEqual(set(answers), {200})


class Answers(Served):
    def test_everybody_on_arabic_screens_has_an_arabic_name(self):
        """Agents without a name of their own ("army (Iraq)"), too: what a screen shows is the name in Arabic, else the one beside it."""
        shown = []
        for story in serving.rows(self.server.api("stories", limit=500)):
            parts = self.server.api("story", id=story["story_id"])
            shown += [row[role + "_ar"] or row[role] for row in serving.rows(parts["incidents"]) for role in ("actor", "recipient")]
            shown += [row["value_ar"] or row["value"] for row in serving.rows(parts["versions"]) if row["field"] in ("actor", "recipient")]
        shown += [row[side + "_ar"] or row[side] for row in serving.rows(self.server.api("pledges", limit=1000)) for side in ("by", "to")]
        shown += [row["name_ar"] or row["name"] for row in serving.rows(self.server.api("actors", limit=10000))]
        shown = [name for name in shown if name]
        self.assertGreater(len(shown), 150)
        self.assertEqual([name for name in shown if re.search("[A-Za-z]", name)], [])
        self.assertIn("(", "".join(shown))

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
        words = [word for sentence in reading["sentences"] for word in sentence["words"]]
        self.assertTrue(any(word[12] for word in words))
        self.assertTrue(all(word[2].startswith("\u0627\u0644") and not word[7] for word in words if word[12]))
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

    def test_a_party_counts_the_same_in_the_list_and_on_its_page(self):
        for level in ("reports", "happenings", "stories", "incidents"):
            listed = serving.rows(self.server.api("actors", limit=500, count=level))
            self.assertTrue(any(row["count"] > 1 for row in listed))
            for row in listed:
                self.assertEqual(row["count"], self.server.api("counts", party=row["name"])[level], f"{row['name']}, {level}")

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

    def test_a_range_of_the_score_is_the_same_everywhere(self):
        every = serving.rows(self.server.api("events", limit=1000))
        for bounds in ({"score_from": -5, "score_to": 3.5}, {"score_to": -7}, {"score_from": 0}):
            low, high = bounds.get("score_from", -10), bounds.get("score_to", 10)
            wanted = {row["event_id"] for row in every if row["score"] is not None and low <= row["score"] <= high}
            self.assertTrue(wanted and len(wanted) < len(every))
            self.assertEqual({row["event_id"] for row in serving.rows(self.server.api("events", limit=1000, **bounds))}, wanted)
            self.assertEqual(self.server.api("counts", **bounds)["reports"], len(wanted))
            self.assertEqual(sum(row[1] for row in self.server.api("facets", field="status", **bounds)["status"]["rows"]), len(wanted))

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


class NamesInLatinLetters(Case):
    """Who reads no Arabic can follow names that have no English one; what filters and queries go by stays."""

    ARTICLE = {"id": "a1", "title": "مقتل مدنيين بتفجير &quot;سوق&quot; في دمشق", "published": "2018-05-06", "source": "x",
               "text": "قالت مصادر ميدانية إن ثلاثة مدنيين قتلوا الأحد في تفجير وسط العاصمة السورية دمشق. وأضافت المصادر أن الجيش السوري قصف بلدة زبطرونة في ريف دمشق."}
    SOURCES = "مصادر ميدانية"
    OTHER = {"id": "a2", "title": "", "published": "2018-05-07", "source": "x", "text": "قصف الجيش الإسرائيلي غزة الأحد. وأدان الرئيس الأسد القصف على طرابلس. واتهم الوزير السابق كفاح محمود إيران بقصف المدينة."}

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.holder.name)
        (folder / "a.jsonl").write_text(json.dumps(cls.ARTICLE) + "\n" + json.dumps(cls.OTHER) + "\n")
        cls.archive = serving.make_archive(folder / "news", folder / "a.jsonl")
        cls.server = serving.Server(cls.archive, "--read-only")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.holder.cleanup()

    def test_meanings_stand_beside_the_names(self):
        events = self.server.api("events", limit=10)
        self.assertIn(self.SOURCES, [row["speaker"] for row in serving.rows(events)])
        # A name is spelt as it sounds, whatever else its words mean ("struggle").
        name = events["latin"].pop("كفاح محمود")
        self.assertRegex(name, r"^K\S+ Mahmoud \(translit\.\) «كفاح محمود»$")
        self.assertEqual(events["latin"], {self.SOURCES: f"field source «{self.SOURCES}»", "المصادر": "source «المصادر»", "زبطرونة": "Zbṭrūna (translit.) «زبطرونة»"})
        facets = self.server.api("facets", field=["speaker", "outlet"])
        self.assertEqual(facets["latin"][self.SOURCES], f"field source «{self.SOURCES}»")
        self.assertEqual(self.server.api("counts", speaker=self.SOURCES)["reports"], 1)
        self.assertEqual(self.server.api("article", id="a1")["latin"], events["latin"])
        self.assertNotIn("latin", self.server.api("coverage"))

    def test_other_readings_have_their_arabic(self):
        for answer in ("article", "reading"):
            told = self.server.api(answer, id="a2")["arabic"]
            self.assertEqual(told["Gaza City (PSE)"], "مدينة غزة (فلسطين)")
            self.assertEqual(told["Maher al-Assad (SYR)"], "ماهر الأسد (سوريا)")
            self.assertNotIn("arabic", self.server.api(answer, id="a1"))

    def test_the_word_of_a_deed_is_no_name(self):
        rows = serving.rows(self.server.api("events", limit=10))
        self.assertIn(("Unidentified armed", "مسلحون مجهولون"), [(row["actor"], row["actor_ar"]) for row in rows])
        self.assertIn(["Unidentified armed", 1, "مسلحون مجهولون"], self.server.api("facets", field="party")["party"]["rows"])
        self.assertEqual(self.server.api("counts", party="Unidentified armed")["reports"], 1)
        self.assertIn("بتفجير", waqai("sql", "--archive", self.archive, "SELECT text FROM participant").out)

    def test_titles_are_shown_without_references_of_a_page(self):
        for table in (self.server.api("articles"), self.server.api("stories"), self.server.api("search", q="دمشق")["hits"]):
            self.assertEqual({row["title"] for row in serving.rows(table) if row["title"]}, {'مقتل مدنيين بتفجير "سوق" في دمشق'})
        # The record keeps what came, which its spans count in.
        article = self.server.api("article", id="a1")["article"]
        self.assertEqual(article["title"], self.ARTICLE["title"])
        self.assertTrue(article["text"].startswith(self.ARTICLE["title"] + "\n"))


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

    def test_no_port(self):
        archive = serving.make_archive(self.folder / "news", EXAMPLES / "articles.jsonl")
        self.assert_fails(waqai("serve", archive, "--port", "70000"), 2, "E143", None, ["65535"])

    def test_port_taken(self):
        archive = serving.make_archive(self.folder / "news", EXAMPLES / "articles.jsonl")
        server = serving.Server(archive)
        self.addCleanup(server.stop)
        self.assert_fails(waqai("serve", archive, "--port", server.port), 2, "E143", None)


if __name__ == "__main__":
    unittest.main()
