"""The Python package as users get it: the wheel installed into a fresh environment, the README's example, results equal to the program's."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("WAQAI_PROGRAM", ROOT / "build/waqai"))
SAMPLES = ROOT / "examples/articles.jsonl"

ARROW = r'''
import ctypes, json, sys, waqai

class Schema(ctypes.Structure): pass
class Array(ctypes.Structure): pass
P, Q = ctypes.c_void_p, ctypes.c_int64
Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", P), ("flags", Q), ("n_children", Q),
                   ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", P), ("release", P), ("private_data", P)]
Array._fields_ = [("length", Q), ("null_count", Q), ("offset", Q), ("n_buffers", Q), ("n_children", Q), ("buffers", ctypes.POINTER(P)),
                  ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", P), ("release", P), ("private_data", P)]
class Stream(ctypes.Structure): pass
Stream._fields_ = [("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
                   ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))), ("get_last_error", P),
                   ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))), ("private_data", P)]
pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype, pointer.argtypes = P, [ctypes.py_object, ctypes.c_char_p]

def rows(capsule):
    stream = Stream.from_address(pointer(capsule, b"arrow_array_stream"))
    schema = Schema()
    assert stream.get_schema(ctypes.byref(stream), ctypes.byref(schema)) == 0
    fields = [(schema.children[i].contents.name.decode(), schema.children[i].contents.format) for i in range(schema.n_children)]
    while True:
        batch = Array()
        assert stream.get_next(ctypes.byref(stream), ctypes.byref(batch)) == 0
        if not batch.release: return
        columns = {}
        for c, (name, kind) in enumerate(fields):
            column = batch.children[c].contents
            valid = (ctypes.c_uint8 * ((column.length + 7) // 8)).from_address(column.buffers[0])
            if kind == b"u":
                offsets = (ctypes.c_int32 * (column.length + 1)).from_address(column.buffers[1])
                cells = [ctypes.string_at(column.buffers[2] + offsets[i], offsets[i + 1] - offsets[i]).decode() for i in range(column.length)]
            else:
                cells = list(((ctypes.c_int64 if kind == b"l" else ctypes.c_double) * column.length).from_address(column.buffers[1]))
            columns[name] = [v if valid[i // 8] >> (i % 8) & 1 else None for i, v in enumerate(cells)]
        ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))(batch.release)(ctypes.byref(batch))
        for i in range(batch.length): yield {name: column[i] for name, column in columns.items()}

corpus = waqai.Corpus.open(sys.argv[1])
for row in rows(corpus.events(type="ASSAULT").__arrow_c_stream__()): print(json.dumps(row, ensure_ascii=False))
untaken = corpus.events().__arrow_c_stream__()
del untaken
'''


def for_sanitizer():
    """Python is built without the sanitizer of the library (ctest says which): its runtime is loaded first, and what Python itself leaks is no finding."""
    name = {"address,undefined": "libasan.so", "thread": "libtsan.so"}.get(os.environ.get("WAQAI_SANITIZED", ""))
    if not name:
        return {}
    libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
    runtime = next(line.split()[2] for line in libraries.splitlines() if name in line)
    return {"LD_PRELOAD": runtime, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        built = subprocess.run([sys.executable, "-B", ROOT / "tools/build_wheel.py", "--build", PROGRAM.parent, "--output", root], capture_output=True, text=True)
        assert built.returncode == 0, built.stderr
        cls.wheel = pathlib.Path(built.stdout.strip())
        venv.create(root / "env", with_pip=True)
        cls.python = root / "env/bin/python"
        done = subprocess.run([cls.python, "-m", "pip", "install", "--no-index", "--no-cache-dir", "-q", cls.wheel], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_python(self, code, *words):
        env = {k: v for k, v in os.environ.items() if not k.startswith("WAQAI")} | for_sanitizer()
        done = subprocess.run([self.python, "-c", code, *map(str, words)], capture_output=True, text=True, env=env, cwd=self.folder.name)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_readme_example(self):
        readme = (ROOT / "python/README.md").read_text(encoding="utf-8")
        said = self.run_python(re.findall(r"```python\n(.*?)```", readme, re.S)[0])
        self.assertIn("ASSAULT", said)
        self.assertIn("قصفت طائرات إسرائيلية بلدة الخيام أمس.", said)
        self.assertIn("Rejected(error='E027'", said)

    def test_results_equal_the_programs_byte_for_byte(self):
        with_program = subprocess.run([PROGRAM, "code", "--to", "jsonl", "-q", SAMPLES], capture_output=True, text=True, check=True).stdout
        code = ("import json, sys, waqai\n"
                "for doc in waqai.pipe(map(json.loads, open(sys.argv[1], encoding='utf-8')), n_threads=int(sys.argv[2]), batch_size=5): print(doc.json)")
        for threads in (1, 2):
            self.assertEqual(self.run_python(code, SAMPLES, threads), with_program)

    def test_a_category_is_a_section_as_in_the_program(self):
        record = json.dumps({"id": "a", "category": "sport", "text": "وصل الوزير إلى بيروت."}, ensure_ascii=False)
        with_program = subprocess.run([PROGRAM, "code", "--to", "jsonl", "-q", "-"], input=record + "\n", capture_output=True, text=True, check=True).stdout
        self.assertEqual(self.run_python("import json, sys, waqai\nprint(waqai.code(json.loads(sys.argv[1])).json)", record), with_program)

    def test_a_date_is_a_day_of_publication_as_in_the_program(self):
        record = json.dumps({"id": "a", "date": "2020-06-21", "text": "وصل الوزير إلى بيروت."}, ensure_ascii=False)
        with_program = subprocess.run([PROGRAM, "code", "--to", "jsonl", "-q", "-"], input=record + "\n", capture_output=True, text=True, check=True).stdout
        self.assertIn('"published": "2020-06-21"', with_program)
        self.assertEqual(self.run_python("import json, sys, waqai\nprint(waqai.code(json.loads(sys.argv[1])).json)", record), with_program)

    def test_spans_are_the_words(self):
        code = ("import json, sys, waqai\n"
                "n = 0\n"
                "for doc, i in waqai.pipe(((json.loads(l), i) for i, l in enumerate(open(sys.argv[1], encoding='utf-8'))), as_tuples=True):\n"
                "    for e in doc.events:\n"
                "        t = e.trigger; n += 1\n"
                "        assert doc.text[t.start:t.end] == t.text\n"
                "        b = doc.bytes_span((t.start, t.end)); assert doc.text.encode()[b[0]:b[1]].decode() == t.text\n"
                "        assert doc.utf16_span((t.start, t.end)) == (t.start, t.end)  # no characters beyond the first plane in the samples\n"
                "    assert '<script' not in doc._repr_html_() and 'dir=\"rtl\"' in doc._repr_html_()\n"
                "print(n)")
        self.assertGreater(int(self.run_python(code, SAMPLES)), 50)

    def test_errors_carry_the_programs_ids(self):
        code = ("import waqai\n"
                "try: waqai.Corpus.open('nowhere')\n"
                "except waqai.errors.E110 as e: print(e.id, e.kind, bool(e.hint))\n"
                "try: waqai.Coder('nowhere.bundle')\n"
                "except waqai.errors.WaqaiError as e: print(e.id)\n"
                "print(waqai.code('no Arabic here').error)")
        self.assertEqual(self.run_python(code).split("\n")[:3], ["E110 resource True", "E100", "E022"])

    def test_arrow_stream_of_an_archive(self):
        archive = pathlib.Path(self.folder.name) / "news"
        subprocess.run([PROGRAM, "ingest", "-q", "-a", archive, SAMPLES], check=True, capture_output=True)
        rows = [json.loads(line) for line in self.run_python(ARROW, archive).splitlines()]
        listed = subprocess.run([PROGRAM, "events", "-a", archive, "--type", "ASSAULT", "--to", "jsonl"], capture_output=True, text=True, check=True).stdout
        events = [event for line in listed.splitlines() for event in json.loads(line)["events"]]
        self.assertEqual([row["event_id"] for row in rows], [event["id"] for event in events])
        self.assertEqual([row["quad"] for row in rows], [event["quad"] for event in events])
        self.assertTrue(any(row["latitude"] is None for row in rows))

    def test_notebooks_run(self):
        archive = pathlib.Path(self.folder.name) / "for-notebooks"
        subprocess.run([PROGRAM, "ingest", "-q", "--archive", archive, SAMPLES], check=True)
        done = subprocess.run([sys.executable, "-B", ROOT / "tools/notebooks.py", self.python, archive, "--check"], capture_output=True, text=True,
                              env=os.environ | for_sanitizer(), check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_wheel_is_the_same_bytes_again(self):
        again = subprocess.run([sys.executable, "-B", ROOT / "tools/build_wheel.py", "--build", PROGRAM.parent, "--output", self.folder.name + "/again"],
                               capture_output=True, text=True, check=True).stdout.strip()
        self.assertEqual(pathlib.Path(again).read_bytes(), self.wheel.read_bytes())


if __name__ == "__main__":
    unittest.main()
