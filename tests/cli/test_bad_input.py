"""Every bad input has its own clear error (code, place, hint, exit code) or a defined result."""
import gzip
import json
import os
import subprocess
import sys
import unittest

from harness import PROGRAM, SANITIZED, SENTENCE, Case, record, waqai, without

MEGABYTE = 1 << 20
LIMIT = 500 if not SANITIZED else 5000  # megabytes of memory; a sanitizer keeps freed memory back


def peak_megabytes(words):
    """Exit code, standard error and peak memory of one call."""
    child = subprocess.Popen([str(PROGRAM), *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    err = child.stderr.read().decode()
    child.stderr.close()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, err, usage.ru_maxrss / 1024


class BadFiles(Case):
    def test_missing(self):
        path = self.folder / "absent.txt"
        self.assert_fails(waqai("code", path), 3, "E001", path, ["No such file"])

    def test_missing_beside_a_good_one(self):
        done = waqai("code", "--to", "jsonl", self.folder / "absent.txt", self.write("good.txt", SENTENCE))
        self.assertEqual(done.code, 5)
        self.assertIn("error[E001]", done.err)
        self.assertEqual(len(done.rows()), 1)

    def test_empty(self):
        path = self.write("empty.txt", "")
        self.assert_fails(waqai("code", path), 3, "E020", path)

    def test_only_blanks(self):
        path = self.write("blank.txt", " \n\n\t\n")
        self.assert_fails(waqai("code", path), 3, "E020", path)

    def test_empty_standard_input(self):
        self.assert_fails(waqai("code", "-"), 3, "E020", "-")

    def test_empty_folder(self):
        self.assert_fails(waqai("code", self.folder), 3, "E020", self.folder)

    def test_unreadable(self):
        path = self.write("secret.txt", SENTENCE)
        path.chmod(0)
        other = {"user": 65534} if os.geteuid() == 0 else {}  # root reads everything
        try:
            done = waqai("code", path, **other)
        except PermissionError:
            self.skipTest("SKIPPED: the program cannot be run by another user from here")
        if "E100" in done.err:
            self.skipTest("SKIPPED: the bundle is not readable for another user")
        self.assert_fails(done, 3, "E001", path, ["Permission denied"])

    @unittest.skipUnless(sys.platform == "linux", "SKIPPED: needs /proc")
    def test_reading_fails(self):
        self.assert_fails(waqai("code", "/proc/self/mem"), 3, "E002", "/proc/self/mem")

    def test_binary(self):
        path = self.write("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
        self.assert_fails(waqai("code", path), 3, "E021", path)

    def test_feed(self):
        path = self.write("feed", "<?xml version='1.0'?><rss><channel><title>" + SENTENCE + "</title></channel></rss>")
        self.assert_fails(waqai("code", path), 3, "E031", path)

    def test_web_page(self):
        page = ("<!doctype html><html><head><title>\u0642\u0635\u0641</title></head><body><nav><a href='/'>\u0627\u0644\u0631\u064a\u0627\u0636\u0629</a></nav><article><h1>\u0642\u0635\u0641 \u0628\u0644\u062f\u0629 \u0627\u0644\u062e\u064a\u0627\u0645</h1><p>"
                + SENTENCE + "</p></article></body></html>")
        path = self.write("p1.html", page)
        done = waqai("extract", path)
        self.assertEqual(done.code, 0, done.err)
        row = done.rows()[0]
        self.assertEqual(row["id"], "p1")
        self.assertIn(SENTENCE, row["text"])
        self.assertNotIn("\u0627\u0644\u0631\u064a\u0627\u0636\u0629", row["text"])
        coded = waqai("code", "--to", "jsonl", path)
        self.assertEqual(coded.code, 0, coded.err)
        self.assertIn(SENTENCE, coded.rows()[0]["text"])

    def test_only_punctuation(self):
        path = self.write("marks.txt", "!!! ... \u061f\u061f \u060c\u060c --- \u00ab\u00bb\n")
        self.assert_fails(waqai("code", path), 3, "E022", path)

    def test_no_arabic(self):
        path = self.write("english.txt", "The minister resigned on Monday.\n")
        self.assert_fails(waqai("code", path), 3, "E022", path)


class BadText(Case):
    def code(self, content, name="a.txt"):
        done = waqai("code", "--to", "jsonl", self.write(name, content))
        self.assertEqual(done.code, 0, done.err)
        return done

    def test_broken_utf8(self):
        done = self.code(SENTENCE.encode() + b"\n" + SENTENCE[:8].encode() + b"\xd8 \xff " + SENTENCE[8:].encode())
        self.assertIn("broken UTF-8", done.err)
        row = done.rows()[0]
        self.assertIn("\ufffd", row["text"])
        self.assertGreaterEqual(len(row["events"]), 1)

    def test_utf16(self):
        want = self.code(SENTENCE).rows()
        for encoding in ("utf-16", "utf-16-be"):
            with self.subTest(encoding):
                content = ("" if encoding == "utf-16" else "\ufeff") + SENTENCE
                self.assertEqual(self.code(content.encode(encoding)).rows(), want)

    def test_windows_1256(self):
        text = "\n".join([SENTENCE] * 5)
        self.assertEqual(self.code(text.encode("cp1256")).rows(), self.code(text).rows())

    def test_unknown_encoding(self):
        self.assert_fails(waqai("code", "--encoding", "klingon", self.write("a.txt", SENTENCE)), 2, "E143", None, ["klingon"])

    def test_windows_line_ends(self):
        self.assertEqual(self.code(SENTENCE + "\r\n\r\n" + SENTENCE + "\r\n").rows(), self.code(SENTENCE + "\n\n" + SENTENCE + "\n").rows())


class LongInput(Case):
    def test_long_line_among_records(self):
        path = self.folder / "long.jsonl"
        with open(path, "wb") as out:
            out.write(record(1).encode() + b'{"id": "long", "text": "')
            for _ in range(100):
                out.write(("\u0628 " * (MEGABYTE // 3)).encode())
            out.write(b'"}\n' + record(3).encode())
        code, err, megabytes = peak_megabytes(["code", "--to", "jsonl", path])
        self.assertEqual(code, 5)
        self.assertIn("error[E024]", err)
        self.assertIn(f"--> {path}:2", err)
        self.assertIn("1 of 3 records", err)
        self.assertRegex(err, r"(?m)^hint: .*--max-article-bytes")
        self.assertLess(megabytes, LIMIT)

    def test_long_text(self):
        path = self.folder / "long.txt"
        path.write_bytes(("\u0628 " * (MEGABYTE // 3)).encode() * 100)
        code, err, megabytes = peak_megabytes(["code", "--to", "jsonl", path])
        self.assertEqual(code, 3)
        self.assertIn("error[E028]", err)
        self.assertIn(f"--> {path}", err)
        self.assertLess(megabytes, LIMIT)


class BadRecords(Case):
    def test_wrong_json_on_line_seven(self):
        lines = [record(n) for n in range(1, 11)]
        lines[6] = '{"id": "r7", "text": "' + SENTENCE + "\n"
        path, rejects = self.write("ten.jsonl", "".join(lines)), self.folder / "rejects.jsonl"
        done = waqai("code", "--to", "jsonl", "--rejects", rejects, path)
        self.assertEqual(done.code, 5)
        self.assertEqual([row["id"] for row in done.rows()], [f"r{n}" for n in range(1, 11) if n != 7])
        self.assertTrue(all(row["events"] for row in done.rows()))
        self.assertIn("error[E023]", done.err)
        self.assertIn(f"--> {path}:7", done.err)
        self.assertIn("1 of 10 records", done.err)
        kept = json.loads(rejects.read_text())
        self.assertEqual((kept["error"], kept["place"]), ("E023", f"{path}:7"))
        self.assertTrue(kept["message"] and kept["hint"])

    def test_no_text(self):
        path = self.write("a.jsonl", '{"id": "x", "title": ""}\n')
        self.assert_fails(waqai("code", path), 3, "E027", f"{path}:1")

    def test_same_id_twice(self):
        path = self.write("a.jsonl", record(1) + record(1, text=SENTENCE + " 2"))
        done = waqai("code", "--to", "jsonl", path)
        self.assertEqual((done.code, len(done.rows())), (5, 1))
        self.assertIn("error[E030]", done.err)
        self.assertIn(f"--> {path}:2", done.err)

    def test_only_wrong_json(self):
        path = self.write("a.jsonl", "{nothing\n")
        self.assert_fails(waqai("code", path), 3, "E023", f"{path}:1")

    def test_truncated_gzip(self):
        whole = "".join(record(n, url=f"https://example.org/{n * 7919 % 100003}") for n in range(400))
        packed = gzip.compress(whole.encode())
        path = self.write("cut.jsonl.gz", packed[:len(packed) * 3 // 4])
        done = waqai("code", "--to", "jsonl", path)
        self.assertEqual(done.code, 5)
        self.assertIn("error[E025]", done.err)
        self.assertIn(f"--> {path}", done.err)
        self.assertRegex(done.err, r"(?m)^hint: \S")
        rows = done.rows()
        self.assertTrue(0 < len(rows) < 400)
        complete = waqai("code", "--to", "jsonl", self.write("whole.jsonl.gz", packed)).rows()
        self.assertEqual(len(complete), 400)
        self.assertEqual(rows, complete[:len(rows)])

    def test_gzip_without_content(self):
        path = self.write("cut.jsonl.gz", gzip.compress(record(1).encode())[:12])
        self.assert_fails(waqai("code", path), 3, "E025", path)

    def test_unknown_date_in_a_record(self):
        path = self.write("a.jsonl", record(1, published="32/13/2020"))
        done = waqai("code", "--to", "jsonl", path)
        self.assertEqual(done.code, 0)
        self.assertIn("E026", done.err)
        self.assertIn(f"{path}:1", done.err)
        self.assertIsNone(done.rows()[0]["published"])
        bare = waqai("code", "--to", "jsonl", self.write("b.jsonl", record(1, published=None)))
        self.assertEqual(without(done.rows(), "warnings"), without(bare.rows(), "warnings"))

    def test_unknown_date_on_the_command_line(self):
        path = self.write("a.txt", SENTENCE)
        for day in ("yesterday", "2024-13-01", "2023-02-29", "2024-5-1"):
            with self.subTest(day):
                self.assert_fails(waqai("code", "--published", day, path), 2, "E143", None, ["--published", day])


if __name__ == "__main__":
    unittest.main()
