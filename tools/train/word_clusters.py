#!/usr/bin/env python3
"""Kinds of words by the company they keep, for the event filters (src/events/word_kinds.h): 256 clusters of lemmas of raw news.

    waqai_ud --bundle BUNDLE < news.txt | word_vectors.py KEYS.txt VECTORS.txt     (only KEYS.txt is used: a sentence a line, lemma|UPOS)
    word_clusters.py KEYS.txt --out data/weights/clusters.bin [--show WORDS]

Vectors: positive pointwise mutual information with the 4,000 most frequent lemmas within four words, 100 singular vectors, length one; then k-means by
cosine.  Needs numpy, scipy and xxhash; one thread (OMP_NUM_THREADS=1) and the same versions give the same bytes.
"""
import argparse
import collections
import pathlib
import sys

import numpy
import scipy.sparse
import scipy.sparse.linalg
import xxhash

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools/train"))
import fit_confidence  # noqa: E402

VERSION, CLUSTERS, LEAST, NEAR, CONTEXTS, SIZE, ROUNDS = 1, 256, 20, 4, 4000, 100, 40


def vectors(sentences, places):
    rows, columns = [], []
    for ids in sentences:
        for distance in range(1, NEAR + 1):
            left, right = ids[:-distance], ids[distance:]
            for one, other in ((left, right), (right, left)):
                chosen = (one >= 0) & (other >= 0) & (other < CONTEXTS)
                rows.append(one[chosen])
                columns.append(other[chosen])
    rows, columns = numpy.concatenate(rows), numpy.concatenate(columns)
    counts = scipy.sparse.coo_matrix((numpy.ones(len(rows)), (rows, columns)), shape=(places, CONTEXTS)).tocsr().tocoo()
    words, contexts = numpy.bincount(counts.row, counts.data, places), numpy.bincount(counts.col, counts.data, CONTEXTS) ** 0.75
    information = numpy.log(counts.data / (words[counts.row] * contexts[counts.col] / contexts.sum()))
    table = scipy.sparse.coo_matrix((numpy.maximum(information, 0), (counts.row, counts.col)), shape=counts.shape).tocsr()
    left, values, _ = scipy.sparse.linalg.svds(table, SIZE, v0=numpy.ones(min(table.shape)), solver="arpack")
    found = left * numpy.sqrt(values)
    return found / numpy.maximum(numpy.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def clusters(points):
    dice = numpy.random.default_rng(1)
    means = points[dice.choice(len(points), CLUSTERS, replace=False)]
    for _ in range(ROUNDS):
        own = (points @ means.T).argmax(axis=1)
        for cluster in range(CLUSTERS):
            inside = points[own == cluster]
            means[cluster] = inside.sum(axis=0) if len(inside) else points[dice.integers(len(points))]
        means /= numpy.linalg.norm(means, axis=1, keepdims=True)
    return (points @ means.T).argmax(axis=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0, help="print so many words of each cluster")
    options = parser.parse_args()
    lines = [[key.rsplit("|", 1)[0] for key in line.split()] for line in options.keys.open(encoding="utf-8")]
    counts = collections.Counter(lemma for line in lines for lemma in line)
    lemmas = [lemma for lemma, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if count >= LEAST]
    place = {lemma: i for i, lemma in enumerate(lemmas)}
    own = clusters(vectors([numpy.array([place.get(lemma, -1) for lemma in line]) for line in lines], len(lemmas)))
    print(f"{len(lemmas)} lemmas of {sum(counts.values())} words")
    for cluster in range(CLUSTERS if options.show else 0):
        print(cluster, *[lemma for lemma, its in zip(lemmas, own) if its == cluster][: options.show])
    if options.out:
        table = {}
        for lemma, cluster in zip(lemmas, own):  # the more frequent of two with the same hash stays
            table.setdefault(xxhash.xxh3_64_intdigest(lemma.encode()) & 0xFFFFFFFF, int(cluster))
        rows = sorted(table.items())
        fit_confidence.write_weights(options.out, VERSION, ("I", [key for key, _ in rows]), ("B", [cluster for _, cluster in rows]))


if __name__ == "__main__":
    main()
