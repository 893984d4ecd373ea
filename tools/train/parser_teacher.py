#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Teacher of the parser: a BiLSTM with biaffine scores (Dozat and Manning 2017) over words and tags of our tagger, with word
vectors of raw news.  It is too slow to ship; what it reads in raw news trains the parser that ships.

    teacher.py train --train TAGGED.conllu --vectors VECTORS.txt --seed N --epochs N --out MODEL.pt [--dev TAGGED.conllu]
    teacher.py parse --models A.pt,B.pt --out TREES.conllu [--least 0.8] TAGGED.conllu

parse: mean scores of the models, the best projective tree (Eisner 1996); sentences whose mean probability of arcs is below --least are left out.
"""
import argparse
import random
import re
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(1)
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")


def fold(text):
    text = MARKS.sub("", text)
    return re.sub("[\u0623\u0625\u0622\u0671]", "\u0627", text).replace("\u0649", "\u064a").replace("\u0629", "\u0647")


def read(path, trees=True):
    """Sentences: list of (rows, comments) where a row is the list of ten columns."""
    sentence, lines = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                yield sentence, lines
            sentence, lines = [], []
            continue
        lines.append(line)
        if line[0] == "#":
            continue
        row = line.split("\t")
        if row[0].isdigit():
            sentence.append(row)
    if sentence:
        yield sentence, lines


def key(row):
    return ("0|NUM" if row[1].isdigit() else (row[2] if row[2] != "_" else row[1]) + "|" + row[3])


def features(row):
    out = ["u" + row[3]]
    if row[5] != "_":
        out += ["f" + x for x in row[5].split("|")]
    f = fold(row[1])
    out += ["e" + f[-1:], "e" + f[-2:], "e" + f[-3:], "b" + f[:1], "b" + f[:2]]
    if not re.search("[\u0621-\u064a]", f):
        out.append("latin")
    return out


class Vocabulary:
    def __init__(self):
        self.ids = {}

    def add(self, name):
        return self.ids.setdefault(name, len(self.ids) + 1)

    def get(self, name):
        return self.ids.get(name, 0)


class Net(nn.Module):
    def __init__(self, words, feats, vectors, relations, hidden=160, layers=2, arc=160, rel=80):
        super().__init__()
        self.pre = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.word = nn.Embedding(words + 1, 100, padding_idx=0)
        nn.init.zeros_(self.word.weight)
        self.feats = nn.EmbeddingBag(feats + 1, 100, mode="sum", padding_idx=0)
        nn.init.normal_(self.feats.weight, std=0.1)
        self.lstm = nn.LSTM(200, hidden, layers, batch_first=True, bidirectional=True, dropout=0.33)
        self.dep, self.head = nn.Linear(2 * hidden, arc), nn.Linear(2 * hidden, arc)
        self.rdep, self.rhead = nn.Linear(2 * hidden, rel), nn.Linear(2 * hidden, rel)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel = nn.Parameter(torch.zeros(relations, rel + 1, rel + 1))
        self.root = nn.Parameter(torch.randn(2 * hidden) * 0.1)

    def forward(self, batch):
        lemma, word, bags, lengths = batch
        b, n = lemma.shape
        drop = self.training
        pre = self.pre(lemma) + self.word(word)
        feat = self.feats(bags.reshape(b * n, -1)).reshape(b, n, -1)
        if drop:
            a = (torch.rand(b, n, 1) > 0.33).float()
            c = (torch.rand(b, n, 1) > 0.2).float()
            scale = 2 / (a + c + 1e-6) * ((a + c) > 0).float()
            pre, feat = pre * a * scale, feat * c * scale
        x = torch.cat([pre, feat], -1)
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        h, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        h = torch.cat([self.root.expand(b, 1, -1), h], 1)
        if drop:
            h = h * (torch.rand(b, 1, h.shape[-1]) > 0.33).float() / 0.67

        def mlp(layer):
            y = F.leaky_relu(layer(h), 0.1)
            return y * (torch.rand(b, 1, y.shape[-1]) > 0.33).float() / 0.67 if drop else y

        dep, head, rdep, rhead = mlp(self.dep), mlp(self.head), mlp(self.rdep), mlp(self.rhead)
        one = torch.ones(b, n + 1, 1)
        arcs = torch.cat([dep, one], -1) @ self.arc @ head.transpose(1, 2)  # [b, dep, head]
        return arcs, torch.cat([rdep, one], -1), torch.cat([rhead, one], -1)

    def relations(self, rdep, rhead):  # [.., rel+1] each, paired
        return torch.einsum("ki,rij,kj->kr", rdep, self.rel, rhead)


class Encoder:
    def __init__(self):
        self.words, self.feats, self.rels = Vocabulary(), Vocabulary(), Vocabulary()
        self.vectors = {}

    def encode(self, sentence):
        bags = [[self.feats.get(f) for f in features(row)] for row in sentence]
        return ([self.vectors.get(key(row), 0) for row in sentence], [self.words.get(fold(row[1])) for row in sentence], bags)

    def batch(self, items):
        lengths = [len(i[0]) for i in items]
        n, m = max(lengths), max(len(bag) for i in items for bag in i[2])
        lemma, word = np.zeros((len(items), n), np.int64), np.zeros((len(items), n), np.int64)
        bags = np.zeros((len(items), n, m), np.int64)
        for k, (a, b, c) in enumerate(items):
            lemma[k, : len(a)], word[k, : len(b)] = a, b
            for j, bag in enumerate(c):
                bags[k, j, : len(bag)] = bag
        return torch.from_numpy(lemma), torch.from_numpy(word), torch.from_numpy(bags), torch.tensor(lengths)


def batches(order, lengths, words):
    """Groups of sentences of like length."""
    group, total = [], 0
    for i in sorted(order, key=lambda i: (lengths[i] // 4, random.random())):
        group.append(i)
        total += lengths[i]
        if total >= words:
            yield group
            group, total = [], 0
    if group:
        yield group


def eisner(scores):
    """scores: [b, n+1, n+1] (dep, head), all of one length.  Heads of the best projective trees with one root child."""
    b, n, _ = scores.shape
    s = scores.transpose(0, 2, 1).astype(np.float32)  # head, dep
    low = -1e9
    inc = np.full((b, n, n), low, np.float32)  # arc from first index to second
    com = np.full((b, n, n), low, np.float32)  # complete, head first index
    pinc = np.zeros((b, n, n), np.int32)
    pcom = np.zeros((b, n, n), np.int32)
    d = np.arange(n)
    com[:, d, d] = 0
    for w in range(1, n):
        i = np.arange(n - w)
        j = i + w
        k = np.arange(w)  # split offset
        left = com[:, i[:, None], i[:, None] + k]              # head i over i..i+k
        right = com[:, j[:, None], i[:, None] + k + 1]         # head j over i+k+1..j
        both = left + right
        best = both.argmax(-1)
        value = np.take_along_axis(both, best[..., None], -1)[..., 0]
        # root (0) takes a child only where nothing hangs on it yet: split 0
        inc[:, i, j] = value + s[:, i, j]
        inc[:, j, i] = value + s[:, j, i]
        pinc[:, i, j] = best
        pinc[:, j, i] = best
        inc[:, 0, w] = both[:, 0, 0] + s[:, 0, w]
        pinc[:, 0, w] = 0
        inc[:, w, 0] = low
        k1 = np.arange(1, w + 1)
        r = inc[:, i[:, None], i[:, None] + k1] + com[:, i[:, None] + k1, j[:, None]]
        best = r.argmax(-1)
        com[:, i, j] = np.take_along_axis(r, best[..., None], -1)[..., 0]
        pcom[:, i, j] = best + 1
        l = com[:, i[:, None] + k, i[:, None]] + inc[:, j[:, None], i[:, None] + k]
        best = l.argmax(-1)
        com[:, j, i] = np.take_along_axis(l, best[..., None], -1)[..., 0]
        pcom[:, j, i] = best
    heads = np.zeros((b, n), np.int64)

    for x in range(b):
        stack = [(0, n - 1, True)]
        while stack:
            i, j, complete = stack.pop()
            if i == j:
                continue
            if complete:
                if i < j:
                    k = i + pcom[x, i, j]
                    stack += [(i, k, False), (k, j, True)]
                else:
                    k = j + pcom[x, i, j]
                    stack += [(k, j, True), (i, k, False)]
            else:
                heads[x, j] = i
                a, c = min(i, j), max(i, j)
                k = a + pinc[x, i, j]
                stack += [(a, k, True), (c, k + 1, True)]
    return heads


def load_vectors(path, keys=None):
    ids, rows = {}, [None]
    with open(path, encoding="utf-8") as lines:
        count, size = map(int, next(lines).split())
        for line in lines:
            name, *numbers = line.rstrip("\n").rsplit(" ", size)
            ids[name] = len(rows)
            rows.append(np.array(numbers, np.float32))
    rows[0] = np.zeros(size, np.float32)
    vectors = np.stack(rows)
    vectors /= vectors[1:].std() * 2
    return ids, torch.from_numpy(vectors)


def is_tree(sentence):
    heads = [int(r[6]) if r[6].isdigit() else -1 for r in sentence]
    if heads.count(0) != 1 or -1 in heads:
        return False
    for i in range(len(heads)):
        up, steps = i + 1, 0
        while up and steps <= len(heads):
            up, steps = heads[up - 1], steps + 1
        if up:
            return False
    return True


def train(options):
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    data = [s for path in options.train.split(",") for s, _ in read(path) if len(s) > 1 and is_tree(s)]
    encoder = Encoder()
    encoder.vectors, vectors = load_vectors(options.vectors)
    counts = {}
    for s in data:
        for row in s:
            counts[fold(row[1])] = counts.get(fold(row[1]), 0) + 1
            for f in features(row):
                counts["\t" + f] = counts.get("\t" + f, 0) + 1
            encoder.rels.add(row[7].split(":")[0])
    for name, count in counts.items():
        if count >= 2:
            (encoder.feats.add(name[1:]) if name[:1] == "\t" else encoder.words.add(name))
    net = Net(len(encoder.words.ids), len(encoder.feats.ids), vectors, len(encoder.rels.ids) + 1)
    optimiser = torch.optim.Adam([p for p in net.parameters() if p.requires_grad], lr=options.rate, betas=(0.9, 0.9))
    items = [encoder.encode(s) for s in data]
    golds = [([int(r[6]) for r in s], [encoder.rels.get(r[7].split(":")[0]) for r in s]) for s in data]
    lengths = [len(s) for s in data]
    start, step = time.time(), 0
    per_epoch = sum(lengths) / options.batch
    for epoch in range(1, options.epochs + 1):
        net.train()
        groups = list(batches(range(len(data)), lengths, options.batch))
        random.shuffle(groups)
        total = 0.0
        for group in groups:
            step += 1
            done = step / (per_epoch * options.epochs)
            for g in optimiser.param_groups:
                g["lr"] = options.rate * min(1, step / 50) * max(0.03, 1 - done)
            arcs, rdep, rhead = net(encoder.batch([items[i] for i in group]))
            b, n = arcs.shape[0], arcs.shape[1]
            mask = torch.zeros(b, n, dtype=torch.bool)
            head = torch.zeros(b, n, dtype=torch.long)
            rel = torch.zeros(b, n, dtype=torch.long)
            for k, i in enumerate(group):
                m = lengths[i]
                mask[k, 1 : m + 1] = True
                head[k, 1 : m + 1] = torch.tensor(golds[i][0])
                rel[k, 1 : m + 1] = torch.tensor(golds[i][1])
            valid = torch.cat([torch.ones(b, 1, dtype=torch.bool), mask[:, 1:]], 1)
            arcs = arcs.masked_fill(~valid[:, None, :], -1e9)
            loss = F.cross_entropy(arcs[mask], head[mask])
            where = mask.nonzero()
            scores = net.relations(rdep[mask], rhead[where[:, 0], head[mask]])
            loss = loss + F.cross_entropy(scores, rel[mask])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
        print(f"epoch {epoch}: loss {total / len(groups):.3f}, {time.time() - start:.0f} s", file=sys.stderr, flush=True)
        if options.dev and (epoch % 5 == 0 or epoch == options.epochs):
            print(evaluate([(net, encoder)], options.dev), file=sys.stderr, flush=True)
    torch.save({"state": {k: v for k, v in net.state_dict().items() if k != "pre.weight"}, "words": encoder.words.ids, "feats": encoder.feats.ids,
                "rels": encoder.rels.ids, "vectors": options.vectors}, options.out)


def load(path, cache={}):
    saved = torch.load(path)
    encoder = Encoder()
    encoder.words.ids, encoder.feats.ids, encoder.rels.ids = saved["words"], saved["feats"], saved["rels"]
    if saved["vectors"] not in cache:
        cache[saved["vectors"]] = load_vectors(saved["vectors"])
    encoder.vectors, vectors = cache[saved["vectors"]]
    net = Net(len(encoder.words.ids), len(encoder.feats.ids), vectors, len(encoder.rels.ids) + 1)
    net.load_state_dict(saved["state"], strict=False)
    return net.eval(), encoder


@torch.no_grad()
def trees(models, sentences, words=3000):
    """Yields (index, heads, relations, confidence of each word)."""
    names = {v: k for k, v in models[0][1].rels.ids.items()}
    by_length = {}
    for i, s in enumerate(sentences):
        by_length.setdefault(len(s), []).append(i)
    for n, members in sorted(by_length.items()):
        for at in range(0, len(members), max(1, words // n)):
            group = members[at : at + max(1, words // n)]
            total, outs = 0, []
            for net, encoder in models:
                net.eval()
                arcs, rdep, rhead = net(encoder.batch([encoder.encode(sentences[i]) for i in group]))
                total = total + F.softmax(arcs, -1)
                outs.append((net, rdep, rhead, encoder))
            mean = (total / len(models)).numpy()
            heads = eisner(np.log(mean + 1e-6))
            b = len(group)
            flat = torch.from_numpy(heads[:, 1:].copy()).reshape(-1)
            rows = torch.arange(b).repeat_interleave(n)
            score = 0
            for net, rdep, rhead, encoder in outs:
                score = score + F.softmax(net.relations(rdep[:, 1:].reshape(b * n, -1), rhead[rows, flat]), -1)
            score[:, 0] = -1
            root = models[0][1].rels.get("root")
            score[:, root] = -1
            best = score.argmax(-1).reshape(b, n).numpy()
            for k, i in enumerate(group):
                h = heads[k, 1:]
                rel = [names[r] if hh else "root" for r, hh in zip(best[k], h)]
                yield i, h, rel, mean[k, np.arange(1, n + 1), h]


def evaluate(models, path):
    sentences = [s for s, _ in read(path) if is_tree(s)]
    right = las = total = 0
    for i, heads, rels, _ in trees(models, sentences):
        for row, h, r in zip(sentences[i], heads, rels):
            total += 1
            right += int(row[6]) == h
            las += int(row[6]) == h and row[7].split(":")[0] == r
    return f"UAS {100 * right / total:.2f} LAS {100 * las / total:.2f}"


def parse(options):
    models = [load(path) for path in options.models.split(",")]
    pairs = [(s, lines) for s, lines in read(options.file) if options.shortest <= len(s) <= options.longest]
    kept, out = 0, {}
    for i, heads, rels, sure in trees(models, [s for s, _ in pairs]):
        if sure.mean() < options.least:
            continue
        kept += 1
        at, made = 0, []
        for line in pairs[i][1]:
            row = line.split("\t")
            if row[0].isdigit():
                row[6], row[7] = str(heads[at]), rels[at]
                at += 1
                line = "\t".join(row)
            made.append(line)
        out[i] = "\n".join(made) + "\n\n"
    with open(options.out, "w", encoding="utf-8") as file:
        for i in sorted(out):
            file.write(out[i])
    print(f"{kept} of {len(pairs)} sentences kept", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "parse", "evaluate"])
    parser.add_argument("file", nargs="?")
    parser.add_argument("--train")
    parser.add_argument("--dev")
    parser.add_argument("--vectors")
    parser.add_argument("--models")
    parser.add_argument("--out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch", type=int, default=600)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--shortest", type=int, default=1)
    parser.add_argument("--longest", type=int, default=100000)
    options = parser.parse_args()
    if options.what == "train":
        train(options)
    elif options.what == "parse":
        parse(options)
    else:
        print(evaluate([load(p) for p in options.models.split(",")], options.file))


if __name__ == "__main__":
    main()
