#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lines of raw news for the self-training of the parser, drawn by seed: paragraphs and titles.

    parser_raw.py news.txt > raw.txt        (news.txt: news_text.py)
"""
import random
import sys

PARAGRAPHS, TITLES = 27000, 4000


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = file.readlines()
    random.seed(5)
    paragraphs = [line for line in lines if 40 < len(line) < 1200]
    random.shuffle(paragraphs)
    titles = [line for line in lines if 25 < len(line) < 90 and not line.rstrip().endswith((".", "\u061f", "\u060c", ":"))]
    random.shuffle(titles)
    sys.stdout.writelines(paragraphs[:PARAGRAPHS] + titles[:TITLES])


main()
