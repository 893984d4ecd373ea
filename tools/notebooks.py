#!/usr/bin/env python3
"""Runs the notebooks of docs/notebooks and keeps what they print, or (--check) only finds out whether they still run.

    notebooks.py PYTHON ARCHIVE [--check] [NOTEBOOK...]

PYTHON has the waqai package (tools/build_wheel.py); ARCHIVE is one of the sample articles (waqai ingest -a ARCHIVE examples/articles.jsonl).  A cell's
output is what it prints, and its last expression as HTML where it has a form for notebooks.
"""
import argparse
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent

RUNNER = r'''
import ast, contextlib, io, json, os, sys
cells, names = json.load(sys.stdin), {"__name__": "__main__"}
results = []
for source in cells:
    tree, printed = ast.parse(source), io.StringIO()
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    results.append((printed.getvalue(), repr(value) if value is not None else "", value._repr_html_() if hasattr(value, "_repr_html_") else ""))
json.dump(results, sys.stdout)
'''


def lines(text):
    return text.splitlines(keepends=True)


def executed(notebook, python, archive):
    """The notebook with the outputs of a run in a process of its own."""
    notebook = json.loads(json.dumps(notebook))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sanitizer = {name: os.environ[name] for name in ("LD_PRELOAD", "ASAN_OPTIONS", "TSAN_OPTIONS") if name in os.environ}  # tests/python/test_package.py
    done = subprocess.run([python, "-c", RUNNER], input=json.dumps(["".join(cell["source"]) for cell in code]), capture_output=True, text=True,
                          env={"WAQAI_ARCHIVE": str(archive), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin", **sanitizer}, check=False)
    if done.returncode:
        raise SystemExit(f"notebooks: {done.stderr.strip()}")
    for number, (cell, (printed, plain, html)) in enumerate(zip(code, json.loads(done.stdout)), 1):
        cell["execution_count"] = number
        cell["outputs"] = []
        if printed:
            cell["outputs"].append({"name": "stdout", "output_type": "stream", "text": lines(printed)})
        if plain:
            data = {"text/plain": lines(plain), **({"text/html": lines(html)} if html else {})}
            cell["outputs"].append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return notebook


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("archive", type=pathlib.Path)
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    for path in options.notebooks or sorted((ROOT / "docs/notebooks").glob("*.ipynb")):
        kept = path.read_text(encoding="utf-8")
        made = json.dumps(executed(json.loads(kept), options.python, options.archive.resolve()), ensure_ascii=False, indent=1) + "\n"
        if not options.check:
            path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
