"""A process killed at any moment, a full disk, two writers: no article is lost that was reported, none is there twice, and the next run completes the work."""
import json
import os
import pathlib
import random
import resource
import subprocess
import time
import unittest

from harness import EXAMPLES, PROGRAM, TIMEOUT, Case, waqai

KILLS = 300 if os.environ.get("WAQAI_LONG") else 40
ARTICLES = 600


def articles(count):
    """Short ones, so that most of the time goes into the archive."""
    rows = [json.loads(line)["text"] for line in (EXAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    sentences = [sentence.strip() for text in rows for sentence in text.split(".") if len(sentence) > 60]
    return "".join(json.dumps({"id": f"a{i}", "title": "", "published": f"2024-05-{i % 28 + 1:02}", "text": f"{sentences[i % len(sentences)]} {i}."}, ensure_ascii=False) + "\n" for i in range(count))


class Crashes(Case):
    def count(self, archive):
        done = waqai("sql", "-a", archive, "SELECT count(*), count(DISTINCT content_hash), count(DISTINCT article_id) FROM article", "--to", "csv")
        self.assertEqual(done.code, 0, done.err)
        return [int(n) for n in done.out.splitlines()[1].split(",")]

    def events(self, archive):
        done = waqai("sql", "-a", archive, "SELECT event_id, type, status, day FROM event_day ORDER BY ALL", "--to", "csv", "--limit", "1000000")
        return done.out

    def test_killed_at_random_moments(self):
        path = self.write("articles.jsonl", articles(ARTICLES))
        whole = self.folder / "whole"
        began = time.monotonic()
        self.assertEqual(waqai("ingest", "-q", "-a", whole, path).code, 0)
        seconds = time.monotonic() - began
        archive, dice, least = self.folder / "killed", random.Random(7), 0
        for kill in range(KILLS):
            if kill % 10 == 9:  # a fresh one now and then, so that creation is hit, too
                archive, least = self.folder / f"killed-{kill}", 0
            child = subprocess.Popen([str(PROGRAM), "ingest", "-q", "-a", str(archive), str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, seconds * 1.1))
            child.kill()
            child.wait()
            if not (archive / "waqai.duckdb").exists():
                continue
            done = waqai("sql", "-a", archive, "SELECT count(*) FROM information_schema.tables", "--to", "csv")
            if done.code == 0 and done.out.split()[1] == "0":
                continue  # killed before the first commit
            total, contents, ids = self.count(archive)
            self.assertEqual((total, total), (contents, ids))
            self.assertGreaterEqual(total, least)
            self.assertLessEqual(total, ARTICLES)
            least = total
        self.assertEqual(waqai("ingest", "-q", "-a", archive, path).code, 0)
        self.assertEqual(self.count(archive), [ARTICLES] * 3)
        self.assertEqual(self.events(archive), self.events(whole))

    def test_disk_full(self):
        # A limit on the size of files stands for the full disk: the write fails in the same place.
        path = self.write("articles.jsonl", articles(ARTICLES))
        archive = self.folder / "full"
        for limit in (300_000, 700_000, 1_500_000):
            done = subprocess.run([str(PROGRAM), "ingest", "-q", "-a", str(archive), str(path)], capture_output=True, timeout=2 * TIMEOUT,
                                  preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)), __import__("signal").signal(__import__("signal").SIGXFSZ, __import__("signal").SIG_IGN)))
            if done.returncode == 0:
                break
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn(b"error[E1", done.stderr)
        self.assertEqual(waqai("ingest", "-q", "-a", archive, path).code, 0)
        self.assertEqual(self.count(archive), [ARTICLES] * 3)

    def test_two_writers(self):
        path = self.write("articles.jsonl", articles(ARTICLES))
        archive = self.folder / "two"
        children = [subprocess.Popen([str(PROGRAM), "ingest", "-q", "-a", str(archive), str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        told = [(child.communicate()[1], child.returncode)[::-1] for child in children]
        self.assertIn(0, [code for code, _ in told])
        for code, err in told:
            self.assertTrue(code == 0 or (code == 4 and b"error[E113]" in err), (code, err))
        self.assertEqual(self.count(archive), [ARTICLES] * 3)

    def test_damage_is_reported(self):
        archive = self.folder / "damaged"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, self.write("a.jsonl", articles(60))).code, 0)
        good, database = self.events(archive), archive / "waqai.duckdb"
        content, dice = database.read_bytes(), random.Random(3)
        for _ in range(1000 if os.environ.get("WAQAI_LONG") else 25):
            broken = bytearray(content)
            for _ in range(dice.randint(1, 20)):
                broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
            database.write_bytes(broken)
            done = waqai("sql", "-a", archive, "SELECT event_id, type, status, day FROM event_day ORDER BY ALL", "--to", "csv", "--limit", "1000000")
            self.assertTrue(done.code in (2, 4) or done.out == good, (done.code, done.err[:200]))
        database.write_bytes(content[:len(content) // 2])
        self.assertEqual(waqai("sql", "-a", archive, "SELECT 1").code, 4)


if __name__ == "__main__":
    unittest.main()
