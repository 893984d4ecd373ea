#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Word vectors for parser_teacher.py: CBOW (gensim) over the lemmas and tags of CoNLL-U on standard input, keys "lemma|UPOS".

    waqai_ud --bundle BUNDLE < news.txt | word_vectors.py KEYS.txt VECTORS.txt

KEYS.txt: written on the way, one sentence a line.  One thread and a fixed seed: the same input gives the same vectors.
"""
import sys

from gensim.models import Word2Vec


def main():
    keys, vectors = sys.argv[1:]
    with open(keys, "w", encoding="utf-8") as out:
        sentence = []
        for line in sys.stdin:
            field = line.rstrip("\n").split("\t")
            if field[0].isdigit():
                sentence.append("0|NUM" if field[1].isdigit() else (field[2] if field[2] != "_" else field[1]).replace(" ", "_") + "|" + field[3])
            elif field == [""]:
                if len(sentence) > 2:
                    out.write(" ".join(sentence) + "\n")
                sentence = []
    model = Word2Vec(corpus_file=keys, vector_size=100, window=3, sg=0, negative=5, min_count=5, workers=1, epochs=4, seed=1, sample=1e-4)
    model.wv.save_word2vec_format(vectors)


main()
