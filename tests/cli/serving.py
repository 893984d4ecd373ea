"""A running `waqai serve` for tests, and raw HTTP to talk to it."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

from harness import EXAMPLES, PATIENCE, PROGRAM, ROOT, Case, record, waqai

HOSTILE = [
    {"id": "script", "title": "<script>alert(1)</script>", "published": "2024-05-02", "url": "javascript:alert(1)"},
    {"id": "bidi", "title": "\u202eabc\u202c", "published": "2024-05-03"},
    {"id": "quote\"'<>&", "title": "a", "published": "2024-05-04"},
    {"id": "long", "title": "b", "published": "2024-05-05"},
]


class Server:
    """`waqai serve` over a folder: its port and token; ask() speaks HTTP by hand, so that nothing is mended on the way."""

    def __init__(self, archive, *flags, data=ROOT / "data", env=None):
        self.process = subprocess.Popen([str(PROGRAM), "serve", str(archive), "--port", "0", "--data", str(data), *flags], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        line = self.process.stdout.readline().decode()
        match = re.match(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{32})$", line.strip())
        if not match:
            told = self.process.stderr.read().decode()
            self.stop()
            raise AssertionError("no address: " + line + told)
        self.address = line.strip()
        self.port, self.token = int(match[1]), match[2]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=20 * PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def connect(self, timeout=120 * PATIENCE):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, data, timeout=120 * PATIENCE):
        """Sends bytes, reads one response to the end."""
        with self.connect(timeout) as wire:
            wire.sendall(data)
            return Answer.read(wire)

    def ask(self, target, method="GET", headers=None, body=b"", token=True):
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **({"Authorization": f"Bearer {self.token}"} if token else {}), **(headers or {})}
        if body or method == "POST":
            lines.setdefault("Content-Length", str(len(body)))
        head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items() if v is not None) + "\r\n"
        return self.raw(head.encode() + body)

    def api(self, path, **query):
        text = urllib.parse.urlencode([(k, v) for k, values in query.items() for v in (values if isinstance(values, list) else [values])])
        answer = self.ask("/api/v1/" + path + ("?" + text if text else ""))
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status} {answer.text}")
        return json.loads(answer.text)

    def settle(self):
        """The job of the intake, as it stands when it no longer runs."""
        for _ in range(round(600 * PATIENCE)):
            job = self.api("intake")
            if job["state"] not in ("coding", "storing"):
                return job
            time.sleep(0.1)
        raise AssertionError("the job of the intake does not end")

    def judge(self, **form):
        body = urllib.parse.urlencode(form).encode()
        return self.ask("/api/v1/judge", "POST", {"Content-Type": "application/x-www-form-urlencoded"}, body)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")

    @staticmethod
    def read(wire):
        data = b""
        while b"\r\n\r\n" not in data:
            part = wire.recv(65536)
            if not part:
                return Answer(0, {}, data)
            data += part
        head, body = data.split(b"\r\n\r\n", 1)
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in rest)}
        size = int(headers.get("content-length", 0))
        status = int(first.split()[1])
        while len(body) < size and status != 304:
            part = wire.recv(65536)
            if not part:
                break
            body += part
        return Answer(status, headers, body)


def rows(table):
    return [dict(zip(table["columns"], row)) for row in table["rows"]]


def make_archive(folder, *paths):
    done = waqai("ingest", "--archive", folder, *paths)
    if done.code not in (0, 5):
        raise AssertionError(done.err)
    return folder


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
        cls.archive = make_archive(folder / "news", EXAMPLES / "articles.jsonl", folder / "hostile.jsonl", folder / "word.jsonl")
        cls.server = Server(cls.archive, *cls.FLAGS)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.holder.cleanup()
        if code != 0:
            raise AssertionError(f"the server ended with {code}")
