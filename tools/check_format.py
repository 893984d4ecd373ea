#!/usr/bin/env python3
"""Fails where a C++ file is not laid out as .clang-format says.

    check_format.py [ROOT] [--fix]

Releases of clang-format differ in small things, so only version 14 (Debian 12's) is asked; with another one, or none, the check says so and is
skipped (77).  --fix rewrites the files.
"""
import pathlib
import re
import shutil
import subprocess
import sys

VERSION = 14


def main():
    words = [w for w in sys.argv[1:] if w != "--fix"]
    fix = "--fix" in sys.argv[1:]
    root = pathlib.Path(words[0] if words else pathlib.Path(__file__).resolve().parent.parent)
    program = shutil.which(f"clang-format-{VERSION}") or shutil.which("clang-format")
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout if program else "none"
    found = re.search(r"version (\d+)", said)
    if not found or int(found[1]) != VERSION:
        print(f"check_format: SKIPPED, clang-format {VERSION} is not installed (found: {said.strip()}); remedy: apt-get install clang-format on Debian 12")
        sys.exit(77)
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--", "*.cc", "*.h"], capture_output=True, text=True, check=True).stdout
    files = [str(root / name) for name in listed.split("\0") if name and (root / name).is_file()]
    done = subprocess.run([program, "-i" if fix else "--dry-run", "-Werror", *files], capture_output=True, text=True)
    wrong = sorted({line.split(":")[0] for line in done.stderr.splitlines() if "error:" in line})
    for name in wrong:
        print(f"{name}: not laid out by .clang-format; remedy: tools/check_format.py --fix")
    print(f"{len(files) - len(wrong)} of {len(files)} files are laid out")
    sys.exit(1 if wrong or done.returncode else 0)


if __name__ == "__main__":
    main()
