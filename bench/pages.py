#!/usr/bin/env python3
"""Extraction of articles from web pages beside the tools that people use: quality and speed on the same pages, one core.

    bench/pages.py [--pages ../shared/pages] [--program build/waqai] [--peers trafilatura,readability,resiliparse] [--save DIR]

Speed is pages a second of the processor, so that other work on the machine does not count; reading the files is in it for ours, not for the peers.
The peers are Python packages (pip install trafilatura readability-lxml resiliparse lxml_html_clean, in a virtual environment of its own); one that is missing is
left out and said so.  The score is that of ../shared/tools/score_pages.py.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def decode(page):
    """Peers that want text get what a browser would see."""
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        named = re.search(rb"charset=[\"']?([\w-]+)", page[:4096])
        try:
            return page.decode(named[1].decode() if named else "windows-1252", errors="replace")
        except LookupError:
            return page.decode("windows-1252", errors="replace")


def trafilatura_():
    import trafilatura

    def read(page):
        found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        return (found.title, found.date, found.text) if found else (None, None, "")
    return read


def readability_():
    import lxml.html
    import readability

    def read(page):
        document = readability.Document(decode(page))
        body = lxml.html.fromstring(document.summary())
        return document.short_title(), None, "\n".join(" ".join(t.split()) for t in body.itertext() if t.strip())
    return read


def resiliparse_():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def read(page):
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
        return tree.title, None, extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
    return read


PEERS = {"trafilatura": trafilatura_, "readability": readability_, "resiliparse": resiliparse_}


def score(shared, gold, rows, folder, name):
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    out = subprocess.run([sys.executable, "-B", str(shared.parent / "tools/score_pages.py"), str(gold), str(path)], capture_output=True, text=True, check=True).stdout
    mean = re.search(r"mean page F1 ([\d.]+)", out)[1]
    parts = [re.search(rf"^{kind} right on ([\d.]+)", out, re.M) for kind in ("title", "date")]
    return [re.search(r"precision ([\d.]+)", out)[1], re.search(r"recall ([\d.]+)", out)[1], mean, *(p[1] if p else "-" for p in parts)]


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=pathlib.Path, default=ROOT.parent / "shared/pages")
    options.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--save", type=pathlib.Path)
    wanted = options.parse_args()
    gold = wanted.pages / "pages.jsonl"
    files = sorted((wanted.pages / "html").glob("*.html.gz"))
    folder = wanted.save or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    shared = wanted.pages if (wanted.pages.parent / "tools").exists() else ROOT.parent / "shared/pages"
    pages = [(path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes())) for path in files]
    table = []
    if wanted.program.exists():
        for name, page in pages:
            (folder / f"{name}.html").write_bytes(page)
        began = processor()
        out = subprocess.run([wanted.program, "extract", "--quiet", *(folder / f"{name}.html" for name, _ in pages)], capture_output=True, check=False, env={**os.environ}).stdout
        seconds = processor() - began
        table.append(("waqai", *score(shared, gold, [json.loads(line) for line in out.split(b"\n") if line], folder, "waqai"), len(pages) / seconds))
    for name in filter(None, wanted.peers.split(",")):
        try:
            read = PEERS[name]()
        except ImportError as missing:
            print(f"{name}: left out ({missing})")
            continue
        rows, began = [], time.process_time()
        for key, page in pages:
            try:
                title, date, text = read(page)
            except Exception:  # a peer that fails on a page has not read it
                title, date, text = None, None, ""
            rows.append({"id": key, "title": title, "date": date, "text": text})
        seconds = time.process_time() - began
        table.append((name, *score(shared, gold, rows, folder, name), len(pages) / seconds))
    print(f"{len(pages)} pages\n{'':14}{'precision':>10}{'recall':>10}{'page F1':>10}{'title':>10}{'date':>10}{'pages/s':>10}")
    for name, *figures, speed in table:
        print(f"{name:14}" + "".join(f"{f:>10}" for f in figures) + f"{speed:>10.1f}")


if __name__ == "__main__":
    main()
