#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes data/weights/names.bin: classes of words from raw text; a first model with them; how often each word is a name by that model; the model
# with both.  About twenty minutes on one core.  names.sh [SHARED]
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
train=(build/train_names --bundle build/waqai.bundle)
data=(--newsfane "$shared/ner/newsfane-train.tsv" --wojood "$shared/ner/wojood-train.tsv")
tools/train/news_text.py "$shared/corpus/news-2018.jsonl.gz" > "$work/news.txt"
awk 'NR % 3 == 0' "$work/news.txt" > "$work/third.txt"
"${train[@]}" --raw "$work/news.txt" --classes-out "$work/classes.bin"
"${train[@]}" "${data[@]}" --classes "$work/classes.bin" --out "$work/first.bin"
"${train[@]}" --weights "$work/first.bin" --raw "$work/third.txt" --classes-out "$work/named.bin"
"${train[@]}" "${data[@]}" --classes "$work/named.bin" --runs 8 --bits 21 --out data/weights/names.bin
