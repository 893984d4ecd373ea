#!/usr/bin/env python3
"""Fails where a document names a file that is not there, or leaves out what it must list.

    check_docs.py [ROOT]

Relative links and `paths/in/backticks` of every .md file must exist; docs/ARCHITECTURE.md has a chapter for each folder of src/; docs/FORMATS.md
names every table and column of the archive and every error code.
"""
import pathlib
import re
import subprocess
import sys

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE_PATH = re.compile(r"`((?:src|data|docs|tools|tests|include|examples|bench|cmake)/[\w./-]+)`")


def check_links(root, path, problems):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root)
    for link in LINK.findall(text):
        if "://" not in link and not link.startswith("mailto:") and not (path.parent / link).exists():
            problems.append(f"{name}: link to {link}, which is not there")
    for named in CODE_PATH.findall(text):
        if not (root / named).exists():
            problems.append(f"{name}: names {named}, which is not there")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    problems = []
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], capture_output=True, text=True).stdout.split()
    documents = [root / name for name in listed if (root / name).is_file()]
    for path in documents:
        check_links(root, path, problems)
    architecture = (root / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in sorted(p for p in (root / "src").iterdir() if p.is_dir() and any(p.glob("*.cc"))):
        if f"`src/{folder.name}`" not in architecture:
            problems.append(f"docs/ARCHITECTURE.md: no chapter on src/{folder.name}")
    formats = (root / "docs/FORMATS.md").read_text(encoding="utf-8")
    schema = (root / "src/store/schema.cc").read_text()
    for column in sorted(set(re.findall(r'\{"(\w+)", "(?:VARCHAR|BIGINT|DOUBLE|DATE)"', schema))):
        if f"`{column}`" not in formats:
            problems.append(f"docs/FORMATS.md: column {column} of the archive is not described")
    print("\n".join(problems) or f"{len(documents)} documents hold")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
