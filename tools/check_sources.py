#!/usr/bin/env python3
"""Fails where a source file breaks the house rules that a machine can see.

    check_sources.py [ROOT]

C++: ASCII only, licence line first, at most 500 lines, no line longer than 200 characters, no tab, no trailing space.  Everywhere: no bidi control
characters.  Data files: UTF-8, LF, a provenance and a licence line (the dictionary compiler checks the rest).
"""
import pathlib
import subprocess
import sys

BIDI = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}
MAX_LINES = 500
MAX_WIDTH = 200


def tracked(root):
    out = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True)
    return [root / name for name in out.stdout.split("\0") if name and (root / name).is_file()]


def check_cpp(name, text, problems):
    lines = text.split("\n")
    if not lines[0].startswith("// SPDX-License-Identifier: "):
        problems.append(f"{name}:1: no licence line (// SPDX-License-Identifier: Apache-2.0)")
    if len(lines) - 1 > MAX_LINES:
        problems.append(f"{name}: {len(lines) - 1} lines, more than {MAX_LINES}: split the file")
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            problems.append(f"{name}:{number}: not ASCII; name the letter from src/text/letters.h")
        if len(line) > MAX_WIDTH:
            problems.append(f"{name}:{number}: {len(line)} characters wide, more than {MAX_WIDTH}")
        if "\t" in line or line != line.rstrip():
            problems.append(f"{name}:{number}: tab or trailing space")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    problems, count = [], 0
    for path in tracked(root):
        name = path.relative_to(root).as_posix()
        if path.suffix in (".bin", ".png", ".gz", ".woff2"):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as bad:
            if not name.startswith("tests/"):
                problems.append(f"{name}: broken UTF-8 at byte {bad.start}")
            continue
        count += 1
        if not name.startswith("tests/"):
            for number, line in enumerate(text.split("\n"), 1):
                if BIDI & set(line):
                    problems.append(f"{name}:{number}: bidi control character")
        if "\r" in text and not name.startswith("tests/"):
            problems.append(f"{name}: CR line ends")
        if path.suffix in (".h", ".cc"):
            check_cpp(name, text, problems)
    print("\n".join(problems) or f"{count} files keep the rules")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
