#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Titles and paragraphs of news articles (JSON Lines, gzipped), one a line: the raw text that train_tagger takes.

    news_text.py /work/shared/corpus/news-2018.jsonl.gz > news.txt
"""
import gzip
import json
import sys

for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
    article = json.loads(line)
    for paragraph in [article.get("title") or ""] + (article.get("text") or "").split("\n"):
        if paragraph.strip():
            print(paragraph.strip())
