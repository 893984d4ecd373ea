"""Other people's files: tables and JSON with their own column names, zipped folders, web pages in any encoding, crawls; damaged and hostile ones, too."""
import gzip
import io
import json
import random
import resource
import unittest
import zipfile

from harness import PATIENCE, SANITIZED, SENTENCE, Case, record, waqai

TITLE = "\u0627\u0644\u0648\u0632\u064a\u0631 \u064a\u0635\u0644 \u0625\u0644\u0649 \u0627\u0644\u0639\u0627\u0635\u0645\u0629"  # the minister arrives in the capital
BODY = "\u0648\u0635\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0644\u0649 \u0627\u0644\u0639\u0627\u0635\u0645\u0629 \u0635\u0628\u0627\u062d \u0627\u0644\u062c\u0645\u0639\u0629 \u0639\u0644\u0649 \u0631\u0623\u0633 \u0648\u0641\u062f \u0643\u0628\u064a\u0631 \u0645\u0646 \u0627\u0644\u0648\u0632\u0627\u0631\u0629"
ENGLISH = "The minister arrived in the capital on Friday, his office said in a long statement to the press."
MEGABYTES = 300  # of memory that no input may need more than


def page(number=1, body="", head=""):
    paragraphs = "".join(f"<p>{BODY} {number}{i}.</p>\n" for i in range(4))
    return f"<!DOCTYPE html><html><head>{head}<title>{TITLE}</title></head><body><h1>{TITLE}</h1>{paragraphs}{body}</body></html>"


def response(body, fields="", kind="text/html"):
    body = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{fields}\r\n".encode() + body


def crawl_record(payload, url="https://example.com/1", kind="response"):
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload + b"\r\n\r\n"


def zipped(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


class Inputs(Case):
    def extract(self, *words, **more):
        return waqai("extract", *words, **more)

    def test_the_run_tells_how_the_files_were_read(self):
        path = self.write("others.jsonl", json.dumps({"key": "a", "body": SENTENCE, "day": "2020-05-01"}) + "\n")
        archive = self.folder / "told"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, "--columns", "id=key,text=body,published=day", "--max-article-bytes", 5000, path).code, 0)
        [run] = waqai("sql", "-a", archive, "SELECT options FROM run", "--to", "jsonl").rows()
        self.assertEqual(run["options"], "published= encoding= columns=id=key,text=body,published=day max-article-bytes=5000")

    def test_columns_by_other_names(self):
        table = self.write("a.csv", f"key;lead;story;when\n7;{TITLE};\"{SENTENCE}\";2024-05-01\n".encode("windows-1256"))
        lines = self.write("a.jsonl", json.dumps({"key": "7", "lead": TITLE, "story": SENTENCE, "when": "2024-05-01"}))
        names = ("--columns", "id=key,title=lead", "--columns", "text=story,published=when")
        for path in (table, lines):
            done = self.extract(path, *names)
            self.assertEqual(done.code, 0, done.err)
            row = done.rows()[0]
            self.assertEqual((row["id"], row["title"], row["text"], row["date"]), ("7", TITLE, SENTENCE, "2024-05-01"))
            coded = waqai("code", path, *names, "--to", "jsonl")
            self.assertEqual([len(a["events"]) for a in coded.rows()], [2], coded.err)  # the minister arrives, another one resigns
        self.assert_fails(self.extract(table, "--columns", "text=nothing"), 3, "E034", f"{table}:1", ["'nothing'"])
        for wrong in ("body", "words=story", "text="):
            self.assert_fails(self.extract(lines, "--columns", wrong), 2, "E143", None, [wrong])

    def test_zipped_folder(self):
        files = {"b/2.jsonl": record(2), "a.csv": f"id,text\n1,{SENTENCE} 1\n", "b/.hidden.jsonl": record(8), "__MACOSX/a.csv": "x", "c.html": page(3), "d.txt": f"{SENTENCE} 4", "e.pdf": "x"}
        for options in ({"compression": zipfile.ZIP_DEFLATED}, {"compression": zipfile.ZIP_STORED}):
            path = self.write("news.zip", zipped(files, **options))
            done = self.extract(path)
            self.assertEqual([row["id"] for row in done.rows()][:3], ["1", "r2", "c"], done.err)
            self.assertEqual((done.code, len(done.rows())), (5, 4))
            self.assertIn(f"--> {path}/e.pdf", done.err)
        self.assertEqual(waqai("code", path, "--to", "jsonl").code, 5)
        nested = self.write("nested.zip", zipped({"in.zip": zipped({"a.txt": SENTENCE})}))
        self.assert_fails(self.extract(nested), 3, "E031", f"{nested}/in.zip")
        self.assert_fails(self.extract("-", given=path.read_bytes()), 3, "E031", "-")

    def test_packed_files_in_a_zip(self):
        records = [crawl_record(response(page(i)), f"https://example.com/{i}") for i in range(3)]
        crawl, lines = b"".join(map(gzip.compress, records)), gzip.compress((record(7) + "\n" + record(8)).encode())
        for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            path = self.write("packed.zip", zipped({"a.warc.gz": crawl, "b.jsonl.gz": lines, "c.html.gz": gzip.compress(page(9).encode())}, compression=method))
            done = self.extract(path)
            self.assertEqual((done.code, done.err, len(done.rows())), (0, "", 6), method)
            bad = bytearray(path.read_bytes())
            at = bad.find(b"b.jsonl.gz") - 16  # the checksum in the head of its entry; the folder at the end has it, too
            for start in (at, bad.rfind(b"b.jsonl.gz") - 30):
                bad[start] ^= 1
            done = self.extract(self.write("bad.zip", bytes(bad)))
            self.assertEqual((done.code, len(done.rows())), (5, 6), done.err)
            self.assertIn("its checksum is another", done.err)

    def test_pages_of_one_name_are_all_kept(self):
        names = ("index.html", "a/index.html", "a/b/index.html", "b/index.htm", "b/index.html", "2020.06.21.html", "2020.06.22.html")
        for number, name in enumerate(names):
            (self.folder / "mirror" / name).parent.mkdir(parents=True, exist_ok=True)
            self.write(f"mirror/{name}", page(number))
        root = self.folder / "mirror"
        first = self.extract(root)
        self.assertEqual((first.code, first.err, len(first.rows())), (0, "", len(names)))
        ids = [row["id"] for row in first.rows()]
        self.assertEqual(ids, ["2020", "2020.06.22", "index", "a/index", "b/index", f"{root}/b/index", f"{root}/index"])
        self.assertEqual(len(set(ids)), len(ids))
        self.assertEqual(self.extract(f"{root}/").rows()[2]["id"], ids[2])
        self.assertEqual(self.extract(root / "a/index.html", root / "b/index.html").rows()[1]["id"], f"{root}/b/index")
        done = self.extract(root / "a/index.html", root / "a/index.html", root / "a/index.html", root / "a/index.html", root / "a/index.html")
        self.assertEqual((done.code, len(done.rows())), (5, 3), "one page, named again and again")
        packed = self.write("mirror.zip", zipped({name: page(number) for number, name in enumerate(names)}))
        self.assertEqual([row["id"] for row in self.extract(packed).rows()][2:4], ["index", "a/index"])

    def test_lone_control_bytes(self):
        lines = self.write("a.jsonl", json.dumps({"id": "1", "text": SENTENCE + " X " + BODY}, ensure_ascii=False).replace("X", "\x01") + "\n" + record(2))
        table = self.write("a.csv", f"id,text\n1,{SENTENCE} \x01\n2,{BODY}\n")
        for path in (lines, table):
            done = self.extract(path)
            self.assertEqual((done.code, len(done.rows())), (0, 2), done.err)
            self.assertNotIn("\x01", done.out)
        for binary in (b"id,text\n1,\0\n", bytes(range(1, 9)) * 20, b"\x01\x02\x03"):
            bad = self.write("b.csv", binary)
            self.assert_fails(self.extract(bad), 3, "E021", bad)

    def test_damaged_zip(self):
        good = zipped({f"{i}.txt": f"{SENTENCE} {i} " + "\u0645 " * 400 for i in range(6)}, compression=zipfile.ZIP_DEFLATED)
        texts = {row["text"] for row in self.extract(self.write("good.zip", good)).rows()}
        self.assertEqual(len(texts), 6)
        dice = random.Random(4)
        for attempt in range(60):
            bad = bytearray(good)
            if attempt % 3 == 0:
                bad = bad[:dice.randrange(len(bad))]
            else:
                bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
            done = self.extract(self.write("bad.zip", bytes(bad)))
            self.assertIn(done.code, (0, 3, 5))
            self.assertTrue(done.code != 0 or {row["text"] for row in done.rows()} <= texts or "warning" in done.err, attempt)

    def test_encodings_of_pages(self):
        meta = '<meta http-equiv="Content-Type" content="text/html; charset={}">'.format
        for encoding, head in [("utf-8", ""), ("utf-8", meta("iso-8859-1")), ("utf-8", meta("windows-1256")), ("windows-1256", meta("windows-1256")), ("windows-1256", ""),
                               ("windows-1256", meta("utf-8")), ("windows-1256", meta("iso-8859-1")), ("iso-8859-6", meta("iso-8859-6")), ("iso-8859-6", ""), ("utf-16", ""), ("utf-16-le", meta("utf-16")), ("utf-8-sig", meta("x"))]:
            text = page(1, head=head).replace("\u0649", "\u064a")
            path = self.write("page.html", text.encode(encoding))
            done = self.extract(path)
            self.assertEqual((done.code, len(done.rows())), (0, 1), (encoding, head, done.err))
            row = done.rows()[0]
            self.assertEqual(row["title"], TITLE.replace("\u0649", "\u064a"), (encoding, head))
            self.assertIn(BODY.replace("\u0649", "\u064a"), row["text"])
        crawl = self.write("a.warc", crawl_record(response(page(1).encode("windows-1256"), kind="text/html; charset=windows-1256")))
        self.assertEqual(self.extract(crawl).rows()[0]["title"], TITLE)

    def test_crawl(self):
        records = [crawl_record(b"software: x", kind="warcinfo"), crawl_record(response(page(1)), "https://example.com/1"), crawl_record(response(f"<html><body><p>{ENGLISH}</p></body></html>"), "https://example.com/2"),
                   crawl_record(response(gzip.compress(page(3).encode()), "Content-Encoding: gzip\r\n"), "https://example.com/3"), crawl_record(response(b"\x89PNG", kind="image/png"), "https://example.com/4")]
        for name, content in (("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records))), ("whole.warc.gz", gzip.compress(b"".join(records)))):
            path, rejects = self.write(name, content), self.folder / "rejects.jsonl"
            done = waqai("code", path, "--rejects", rejects, "--to", "jsonl")
            self.assertEqual((done.code, [row["url"] for row in done.rows()]), (0, ["https://example.com/1", "https://example.com/3"]), done.err)
            self.assertIn("1 pages of crawls left out", done.err)
            left = [json.loads(line) for line in rejects.read_text().splitlines()]
            self.assertEqual([row["error"] for row in left], ["E036"])
            self.assertIn("0 % of the letters are Arabic: https://example.com/2", left[0]["message"])
        cut = self.write("cut.warc.gz", b"".join(map(gzip.compress, records))[:-300])
        done = waqai("code", cut, "--to", "jsonl")
        self.assertEqual((done.code, len(done.rows())), (5, 1))
        self.assertIn("E025", done.err)

    def hostile(self, name, content, least=0, seconds=20):
        """Ends within so much processor time, in bounded memory, with a code that tells."""
        spent = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        began = spent()
        # The address sanitizer takes all addresses for itself.
        limit = None if SANITIZED else lambda: resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20,) * 2)
        done = self.extract(self.write(name, content), preexec_fn=limit)
        self.assertIn(done.code, (0, 3, 5), (name, done.err[:500]))
        self.assertGreaterEqual(len(done.rows()), least, (name, done.err[:500]))
        self.assertLess(spent() - began, seconds * PATIENCE, name)
        return done

    def test_hostile_pages(self):
        for tag in ("div", "table><tr><td", "b><i><u", "svg><desc", "blockquote", "li", "a"):
            done = self.hostile("deep.html", page(1, f"<{tag}>" * 100_000 + f"<p>{BODY}.</p>"), least=1)
            self.assertIn(BODY, done.rows()[0]["text"])
        attributes = "<div " + " ".join(f"a{i}='{i}'" for i in range(50_000)) + f"><p>{BODY}.</p></div>"
        self.assertIn(BODY, self.hostile("wide.html", page(1, attributes), least=1).rows()[0]["text"])
        self.hostile("open.html", page(1, "<script>" + "x" * 1_000_000), least=1)
        self.hostile("angles.html", page(1, "<" * 1_000_000), least=1)
        self.hostile("span.html", page(1, "<table><tr><td colspan=1000000000 rowspan=99999999999>x</table>"), least=1)
        self.hostile("entities.html", page(1, "&amp;" * 200_000 + "&#1111111111111;&#x110000;&#0;&#xD800;" * 1000), least=1)
        self.hostile("comments.html", page(1, "<!--" * 200_000), least=0)
        self.hostile("nul.html", page(1, "\0" * 1_000_000))
        controls = self.hostile("controls.html", page(1, "<p>" + BODY + "\x01\x02\x1b[31m\x7f\x85</p>"), least=1).rows()[0]
        self.assertNotRegex(controls["text"], "[\x00-\x08\x0b-\x1f]")

    def test_hostile_crawls(self):
        url = "https://example.com/" + "a" * (1 << 20)
        done = self.hostile("url.warc", crawl_record(response(page(1)), url) + crawl_record(response(page(2))), least=1)
        self.assertTrue(all(len(row["url"] or "") <= 8192 for row in done.rows()))
        bomb = gzip.compress(b"<html><body>" + b" " * (400 << 20))
        self.hostile("bomb.warc", crawl_record(response(bomb, "Content-Encoding: gzip\r\n")) + crawl_record(response(page(2))), least=1)
        self.hostile("bomb.html.gz", bomb)
        self.hostile("bomb.warc.gz", gzip.compress(crawl_record(response(b" " * (100 << 20))) + crawl_record(response(page(2)))), least=1)
        self.hostile("fields.warc", crawl_record(response(page(1), "X: y\r\n" * 200_000)), least=1)
        self.hostile("endless.warc", crawl_record(response(page(1)))[:-2000] + b"x" * (30 << 20))
        zeros = self.write("zeros.zip", zipped({"a.txt": b" " * (200 << 20), "b.txt": SENTENCE}, compression=zipfile.ZIP_DEFLATED))
        self.hostile("zeros.zip", zeros.read_bytes(), least=1)


if __name__ == "__main__":
    unittest.main()
