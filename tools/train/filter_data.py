#!/usr/bin/env python3
"""The training data of the event filter as lines for train_filter.

    filter_data.py [--articles GOLD.jsonl]... GSR.jsonl...

S <id> <group> <type> <label> <text>            a labelled sentence; sentences of one text are one group
A <id> <published> <bytes of the title> <text>  a coded article, \\x1f for the ends of lines; then its events:
G <type> <begin> <end>                          bytes of the home sentence
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
    words, articles = sys.argv[1:], []
    while words[:1] == ["--articles"]:
        articles, words = articles + [words[1]], words[2:]
    out = []
    for path in words:
        out += [("S", r["id"], group(r["id"]), r["type"], r["label"], plain(r["text"]).replace("\n", " ")) for r in rows(path)]
    for path in articles:
        for article in rows(path):
            text = plain(article["text"])
            at = lambda k: len(text[:k].encode())
            title = article.get("title") or ""
            out.append(("A", article["id"], article.get("published") or "", str(len(title.encode()) if text.startswith(title) else 0), text.replace("\n", "\x1f")))
            out += [("G", e["type"], str(at(e["sentence"][0])), str(at(e["sentence"][1]))) for e in article["events"]]
    sys.stdout.write("".join("\t".join(row) + "\n" for row in out))


if __name__ == "__main__":
    main()
