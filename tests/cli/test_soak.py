"""Long runs stay as they began: memory does not grow with the number of articles or requests.  Short in ./test; with WAQAI_LONG for hours."""
import os
import pathlib
import subprocess
import unittest

from harness import EXAMPLES, PROGRAM, SANITIZED, Case, record
from serving import Served

LONG = bool(os.environ.get("WAQAI_LONG"))


@unittest.skipIf(SANITIZED, "SKIPPED: a sanitizer keeps freed memory back")
class Articles(Case):
    def peak(self, articles):
        path = self.write(f"{articles}.jsonl", "".join(record(n) for n in range(articles)))
        child = subprocess.Popen([str(PROGRAM), "code", "--threads", "2", str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(child.returncode, 0)
        return usage.ru_maxrss / 1024

    def test_memory_does_not_grow_with_the_articles(self):
        few, many = self.peak(500), self.peak(1_000_000 if LONG else 15_000)
        self.assertLess(many, few + 130 if LONG else few + 20)  # ids of the last million articles are remembered


@unittest.skipIf(SANITIZED, "SKIPPED: a sanitizer keeps freed memory back")
class Requests(Served):
    ADDRESSES = ["events?limit=20", "events?name=%D9%88%D8%B2%D9%8A%D8%B1", "facets", "series", "stories", "search?q=%D9%88%D8%B2%D9%8A%D8%B1", "no_such_thing", "events?since=x"]

    def megabytes(self):
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024

    def ask(self, count):
        for n in range(count):
            self.server.ask("/api/v1/" + self.ADDRESSES[n % len(self.ADDRESSES)])

    def test_memory_does_not_grow_with_the_requests(self):
        self.ask(200)
        early = self.megabytes()
        self.ask(100_000 if LONG else 600)
        self.assertLess(self.megabytes(), early + 30)


if __name__ == "__main__":
    unittest.main()
