#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The weights of the parser from the beginning: data/weights/parser.bin.
#   parser_weights.sh BUILD TREEBANKS NEWS WORK OUT
# BUILD, TREEBANKS, NEWS, WORK: as parser_jackknife.sh takes them; OUT: the file of weights.  Needs python3 with gensim, and python3 with torch
# (PYTHON_GENSIM and PYTHON_TORCH name them; Debian: python3-torch).  Half an hour of one core.
set -eu
build=$1 treebanks=$2 news=$3 work=$4 out=$5
root=$(cd "$(dirname "$0")/../.." && pwd)
tools="$root/tools/train"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# 1. The treebank with words and tags of taggers that have not seen it, and a bundle that tags without parsing.
gold=$("$tools/parser_jackknife.sh" "$build" "$treebanks" "$news" "$work")
rm -rf "$work/data" && cp -R "$root/data" "$work/data" && rm -f "$work/data/weights/parser.bin"
"$build/waqai_ud" --data "$work/data" --bundle "$work/tagging.bundle" 2>/dev/null
own="--bundle $work/tagging.bundle --train $root/data/treebank/news.conllu --train $root/data/treebank/patterns.conllu"
"$build/train_parser" $gold --retagged "$work/teacher.conllu"
# 2. Vectors of raw news, and a slow teacher that uses them.
"$build/waqai_ud" --bundle "$work/tagging.bundle" <"$news" | "${PYTHON_GENSIM:-python3}" "$tools/word_vectors.py" "$work/keys.txt" "$work/vectors.txt"
"${PYTHON_TORCH:-python3}" "$tools/parser_teacher.py" train --train "$work/teacher.conllu" --vectors "$work/vectors.txt" --epochs 16 --batch 300 --out "$work/teacher.pt"
# 3. Raw sentences with the trees of the teacher; train_parser lets linear parsers of both directions vote beside it.
"${PYTHON:-python3}" "$tools/parser_raw.py" "$news" | "$build/waqai_ud" --bundle "$work/tagging.bundle" >"$work/raw.conllu"
"${PYTHON_TORCH:-python3}" "$tools/parser_teacher.py" parse "$work/raw.conllu" --models "$work/teacher.pt" --shortest 4 --longest 60 --out "$work/raw-trees.conllu"
"$build/train_parser" $gold $own --raw "$work/raw-trees.conllu" --dev "$treebanks/pud-dev.conllu" --given-votes 2 --voters 4 --agreement 70 \
  --raw-sentences 100000 --copies 3 --beam 4 --epochs 5 --relation-epochs 4 --own-seeds 5 --own-epochs 6 --action-bits 20 --relation-bits 20 --out "$out"
