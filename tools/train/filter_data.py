#!/usr/bin/env python3
"""The training data of the event filter as lines for train_filter.

    filter_data.py GSR.jsonl...

S <id> <group> <type> <label> <text>            a labelled sentence; sentences of one text are one group
Fields are divided by tabs.
"""
import json
import sys


def group(key):
    """The text that a sentence comes from: its id without the number at the end."""
    for mark in "-_":
        if mark in key and key.rsplit(mark, 1)[1].isdigit():
            return key.rsplit(mark, 1)[0]
    return key


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def plain(text):
    return text.replace("\t", " ").replace("\r", " ")


def main():
    out = []
    for path in sys.argv[1:]:
        out += [("S", r["id"], group(r["id"]), r["type"], r["label"], plain(r["text"]).replace("\n", " ")) for r in rows(path)]
    sys.stdout.write("".join("\t".join(row) + "\n" for row in out))


if __name__ == "__main__":
    main()
