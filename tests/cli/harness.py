"""What the tests of the command line share: the program, temporary folders, samples.

The program is WAQAI_PROGRAM (ctest sets it), else build/waqai; development data are in WAQAI_SHARED, else ../shared.
A program that is slow (a sanitizer's, valgrind) gets more time; WAQAI_TEST_PATIENCE says how much.
"""
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = pathlib.Path(os.environ.get("WAQAI_PROGRAM", ROOT / "build/waqai"))
SHARED = pathlib.Path(os.environ.get("WAQAI_SHARED", ROOT.parent / "shared"))
EXAMPLES = ROOT / "examples"
SENTENCE = "\u0627\u0633\u062a\u0642\u0627\u0644 \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629 \u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a."  # the Lebanese finance minister resigned
SANITIZED = os.environ.get("WAQAI_SANITIZED", "")  # the sanitizers that the program is built with (ctest sets it)
PATIENCE = float(os.environ.get("WAQAI_TEST_PATIENCE") or (20 if SANITIZED else 1))  # factor on every time limit
TIMEOUT = 60 * PATIENCE  # seconds; a test that needs more hangs
READERS = ROOT / ".deps/readers"  # other people's programs (tools/readers.txt), where tools/setup.sh test could install them


def among_readers():
    """Starts this test again under the Python of READERS, which has those programs; where they are missing the test says so and is skipped."""
    if pathlib.Path(sys.prefix).resolve() == READERS.resolve():
        return
    if not (READERS / "ready").exists():
        print(f"{pathlib.Path(sys.argv[0]).stem}: SKIPPED, other people's readers (tools/readers.txt) are not installed; remedy: tools/fetch_readers.sh, with PyPI in reach")
        sys.exit(77)
    sys.stdout.flush()
    os.execv(READERS / "bin/python", [str(READERS / "bin/python"), "-B", *sys.argv])


class Done:
    """An ended call: exit code, standard output (bytes and text), standard error."""

    def __init__(self, completed):
        self.code = completed.returncode
        self.bytes = completed.stdout
        self.out = completed.stdout.decode("utf-8")
        self.err = completed.stderr.decode("utf-8")

    def rows(self):
        return [json.loads(line) for line in self.out.split("\n") if line]


def waqai(*words, given=b"", env=None, **more):
    """Runs the program with nothing (or `given`) on standard input."""
    given = given.encode() if isinstance(given, str) else given
    if SANITIZED and words[:1] == ("sql",) and "--seconds" not in words:
        words = (*words, "--seconds", round(10 * PATIENCE))
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    return Done(subprocess.run([str(PROGRAM), *map(str, words)], input=given, capture_output=True, timeout=TIMEOUT, env={**plain, **(env or {})}, check=False, **more))


class DuckDB:
    """DuckDB's library by its C interface, without any code of ours."""

    class Result(ctypes.Structure):
        _fields_ = [("columns", ctypes.c_uint64), ("rows", ctypes.c_uint64), ("changed", ctypes.c_uint64), ("cells", ctypes.c_void_p), ("message", ctypes.c_char_p), ("internal", ctypes.c_void_p)]

    def __init__(self, path=None):
        self.library = ctypes.CDLL(str(ROOT / ".deps/duckdb/libduckdb.so"))
        self.library.duckdb_value_varchar.restype = ctypes.c_void_p
        self.library.duckdb_value_varchar.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64]
        self.library.duckdb_column_count.restype = self.library.duckdb_row_count.restype = ctypes.c_uint64
        self.library.duckdb_result_error.restype = ctypes.c_char_p
        self.database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        if self.library.duckdb_open(str(path).encode() if path else None, ctypes.byref(self.database)) or self.library.duckdb_connect(self.database, ctypes.byref(self.connection)):
            raise RuntimeError("DuckDB does not open")

    def close(self):
        self.library.duckdb_disconnect(ctypes.byref(self.connection))
        self.library.duckdb_close(ctypes.byref(self.database))

    def rows(self, sql):
        result = self.Result()
        if self.library.duckdb_query(self.connection, sql.encode(), ctypes.byref(result)):
            raise RuntimeError(self.library.duckdb_result_error(ctypes.byref(result)).decode())
        cell = lambda c, r: (lambda p: ctypes.string_at(p).decode() if p else None)(self.library.duckdb_value_varchar(ctypes.byref(result), c, r))
        columns, count = self.library.duckdb_column_count(ctypes.byref(result)), self.library.duckdb_row_count(ctypes.byref(result))
        return [[cell(c, r) for c in range(columns)] for r in range(count)]


def record(number, **fields):
    """A JSON Lines record with one event."""
    return json.dumps({"id": f"r{number}", "title": "", "published": "2024-05-01", "text": f"{SENTENCE} {number}", **fields}, ensure_ascii=False) + "\n"


def without(rows, *fields):
    return [{k: v for k, v in row.items() if k not in fields} for row in rows]


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def assert_fails(self, done, code, error, place, words=()):
        """Exit code, error id, place, a hint, and nothing on standard output."""
        self.assertEqual(done.code, code, done.err)
        self.assertIn(f"error[{error}]: ", done.err)
        if place is not None:
            self.assertIn(f"--> {place}", done.err)
        self.assertRegex(done.err, r"(?m)^hint: \S")
        for word in words:
            self.assertIn(word, done.err)
        self.assertEqual(done.out, "")
