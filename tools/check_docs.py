#!/usr/bin/env python3
"""Fails where a document names a file that is not there, or leaves out what it must list.

    check_docs.py [ROOT]

Relative links, `paths/in/backticks` and tests named as `path/of/file::name` of every .md file must exist; docs/ARCHITECTURE.md has a chapter for each folder of src/ and the diagram of
tools/layers.txt as tools/layers_diagram.py draws it; docs/FORMATS.md describes every table and column of the archive, every error code with its title,
every key of the JSON outputs, and the CSV columns in their order; NOTICE names every folder of data and every file of weights.
"""
import pathlib
import re
import subprocess
import sys

import layers_diagram

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE_PATH = re.compile(r"`((?:src|data|docs|tools|tests|include|examples|bench|cmake)/[\w./-]+)`")


CODE_TEST = re.compile(r"`([\w/-]+\.(?:py|cc))::(\w+)`")


def check_links(root, path, problems):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root)
    for link in LINK.findall(text):
        if "://" not in link and not link.startswith("mailto:") and not (path.parent / link).exists():
            problems.append(f"{name}: link to {link}, which is not there")
    for file, test in CODE_TEST.findall(text):
        if not (root / file).exists() or not re.search(rf"(def |, ){test}\(|, {test}\)", (root / file).read_text(encoding="utf-8")):
            problems.append(f"{name}: names the test {file}::{test}, which is not there")
    for named in CODE_PATH.findall(text):
        if not (root / named).exists():
            problems.append(f"{name}: names {named}, which is not there")


def check_architecture(root, problems):
    name = "docs/ARCHITECTURE.md"
    text = (root / name).read_text(encoding="utf-8")
    headings = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    for folder in sorted(p for p in (root / "src").iterdir() if p.is_dir() and any(p.glob("*.cc"))):
        if f"`src/{folder.name}`" not in headings:
            problems.append(f"{name}: no chapter on src/{folder.name} (a heading that names it)")
    if layers_diagram.block_of(text) != layers_diagram.diagram(root / "tools/layers.txt"):
        problems.append(f"{name}: the diagram of layers is out of date; remedy: tools/layers_diagram.py --write")


def section_of(text, heading):
    """The lines under the heading `## ...` or `### ...`, up to the next one of its level."""
    match = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^\1 |\Z)", text, re.M | re.S)
    return match.group(2) if match else ""


def check_tables(root, formats, problems):
    """Each table of the archive has a section of its own that lists its columns."""
    schema = (root / "src/store/schema.cc").read_text()
    for table, body in re.findall(r'^\s*\{"(\w+)", "[^"]*",\s*\{\{(.*?)\}\}\},?$', schema, re.M | re.S):
        section = section_of(formats, f"Table `{table}`")
        if not section:
            problems.append(f"docs/FORMATS.md: no section on table {table} of the archive")
        for column in re.findall(r'(?:^|\{)"(\w+)", "(?:VARCHAR|BIGINT|DOUBLE|DATE)"', body):
            if f"| `{column}` |" not in section:
                problems.append(f"docs/FORMATS.md: column {column} of table {table} is not described")


def check_errors(root, formats, problems):
    """Every error code with the title that `waqai explain` prints, and none that the program lacks."""
    header = (root / "src/base/error_codes.h").read_text()
    source = (root / "src/base/error_codes.cc").read_text()
    numbers = {name: int(value) for name, value in re.findall(r"\b(k\w+) = (\d+),", header)}
    listed = dict(re.findall(r"^\| E(\d{3}) \| ([^|]*?) \|", formats, re.M))
    known = set()
    for name, title in re.findall(r'^\s*\{(k\w+), "([^"]*)"', source, re.M):
        code = f"{numbers[name]:03d}"
        known.add(code)
        if listed.get(code) != title:
            problems.append(f"docs/FORMATS.md: E{code} is listed as '{listed.get(code, 'nothing')}', the program says '{title}'")
    problems += [f"docs/FORMATS.md: E{code} is no error code of the program" for code in sorted(set(listed) - known)]


def check_outputs(root, formats, problems):
    """Keys of the JSON outputs are named somewhere; CSV columns stand in one line in the program's order."""
    source = (root / "src/engine/output_json.cc").read_text()
    keys = set(re.findall(r'key\("(\w+)"\)', source)) | set(re.findall(r'\(json, "(\w+)"', source))
    problems += [f"docs/FORMATS.md: JSON key {key} is not described" for key in sorted(keys) if f"`{key}`" not in formats]
    columns = re.findall(r'^\s*\{"(\w+)", \[\]', (root / "src/engine/output_csv.cc").read_text(), re.M)
    if ",".join(columns) not in formats:
        problems.append("docs/FORMATS.md: the header line of the CSV output is not " + ",".join(columns))


def check_notice(root, problems):
    text = (root / "NOTICE").read_text(encoding="utf-8")
    for path in sorted((root / "data").iterdir()):
        if path.is_dir() and path.name != "weights" and not re.search(rf"^ +data/{path.name} ", text, re.M):
            problems.append(f"NOTICE: says nothing of data/{path.name}")
    for path in sorted((root / "data/weights").glob("*.bin")):
        if path.name not in text or f"data/weights/{path.stem}.md" not in text:
            problems.append(f"NOTICE: says nothing of data/weights/{path.name} and its model card")
    named = text + (root / "tools/setup.sh").read_text(encoding="utf-8")
    for library in re.findall(r"pkg_check_modules\(\w+ REQUIRED IMPORTED_TARGET lib(\w+?)(?:dec|enc)?\)", (root / "cmake/WaqaiDependencies.cmake").read_text(encoding="utf-8")):
        if library.lower() not in named.lower():
            problems.append(f"NOTICE: says nothing of the library {library}")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    problems = []
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], capture_output=True, text=True).stdout.split()
    documents = [root / name for name in listed if (root / name).is_file()]
    for path in documents:
        check_links(root, path, problems)
    check_architecture(root, problems)
    formats = (root / "docs/FORMATS.md").read_text(encoding="utf-8")
    check_tables(root, formats, problems)
    check_errors(root, formats, problems)
    check_outputs(root, formats, problems)
    check_notice(root, problems)
    print("\n".join(problems) or f"{len(documents)} documents hold")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
