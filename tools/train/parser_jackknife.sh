#!/bin/sh
# Words and tags as the parser will meet them: every fifth of the training sentences is read by a tagger that has not seen it.
#   parser_jackknife.sh BUILD TREEBANKS NEWS WORK
# BUILD: folder with train_tagger and waqai_ud; TREEBANKS: folder with pud-train.conllu and wikinews-train.tsv; NEWS: raw text of
# tools/train/news_text.py; WORK: results go here.
# Leaves WORK/part-N.conllu and WORK/part-N.bundle (N from 0 to 4), and prints the arguments that train_parser takes.
set -eu
build=$1 treebanks=$2 news=$3 work=$4
root=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$work/data"
mkdir -p "$work"
cp -R "$root/data" "$work/data"
rm -f "$work"/data/weights/*
"$build/waqai_ud" --data "$work/data" --bundle "$work/plain.bundle" 2>"$work/build.log"
for part in 0 1 2 3 4; do
  for side in in out; do
    awk -v part=$part -v side=$side 'BEGIN { RS = ""; ORS = "\n\n" } ((NR % 5 == part) == (side == "out"))' "$treebanks/pud-train.conllu" >"$work/$side-$part.conllu"
  done
  mv "$work/out-$part.conllu" "$work/part-$part.conllu"
  "$build/train_tagger" --bundle "$work/plain.bundle" --treebank "$work/in-$part.conllu" --segmentation "$treebanks/wikinews-train.tsv" --raw "$news" \
    --judged "$root/tools/train/voice_judged.tsv" --epochs 10 --out "$work/data/weights/tagger.bin" >"$work/tagger-$part.log" 2>&1
  "$build/waqai_ud" --data "$work/data" --bundle "$work/part-$part.bundle" 2>>"$work/build.log"
  printf ' --bundle %s --train %s' "$work/part-$part.bundle" "$work/part-$part.conllu"
done
echo
