#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed of `waqai parse` as a ratio to UDPipe 1 (PyPI's ufal.udpipe), raw text to tree, one core, the two in turns on the same text.

    pip install ufal.udpipe
    udpipe_ratio.py train pud-train.conllu pud.udpipe           UDPipe's default options; half an hour on one core
    udpipe_ratio.py train pud-train.conllu pud.udpipe --quick   few iterations: a worse model of the same shape, so of nearly the same speed
    udpipe_ratio.py run pud.udpipe build/waqai TEXT [--rounds N]

TEXT: one paragraph a line.  Speed is white-space words by seconds of CPU.  Of UDPipe the loading of the model is not counted; of Waqai the whole
process is.  The ratio is the median over rounds; the spread is the least and the greatest.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import time

QUICK = ("epochs=2", "iterations=3", "iterations=2;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;embedding_lemma=0;embedding_deprel=20;"
         "learning_rate=0.01;learning_rate_final=0.001;l2=0.5;hidden_layer=200;batch_size=10;transition_system=projective;transition_oracle=dynamic;structured_interval=8")


def train(wanted):
    import ufal.udpipe as udpipe

    reader = udpipe.InputFormat.newInputFormat("conllu")
    with open(wanted.treebank, encoding="utf-8") as file:
        reader.setText(file.read())
    sentences, error = udpipe.Sentences(), udpipe.ProcessingError()
    while True:
        sentence = udpipe.Sentence()
        if not reader.nextSentence(sentence, error):
            break
        sentences.append(sentence)
    tokenizer, tagger, parser = QUICK if wanted.quick else (udpipe.Trainer.DEFAULT,) * 3
    model = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), tokenizer, tagger, parser, error)
    if error.occurred():
        sys.exit(f"udpipe_ratio: {error.message}")
    with open(wanted.model, "wb") as file:
        file.write(model if isinstance(model, bytes) else model.encode("utf-8", "surrogateescape"))


def parse(wanted):
    """In a process of its own: prints the seconds that UDPipe needed and its peak memory in MB."""
    import ufal.udpipe as udpipe

    model = udpipe.Model.load(wanted.model)
    pipeline = udpipe.Pipeline(model, "tokenize", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
    error = udpipe.ProcessingError()
    with open(wanted.text, encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    start = time.process_time()
    for line in lines:
        pipeline.process(line, error)
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def waqai_seconds(program, text):
    with open(text, "rb") as file, open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen([program, "parse"], stdin=file, stdout=nowhere)
        _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"udpipe_ratio: {program} parse failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def udpipe_seconds(model, text):
    done = subprocess.run([sys.executable, __file__, "parse", model, text], capture_output=True, text=True, check=True)
    return tuple(float(value) for value in done.stdout.split())


def run(wanted):
    with open(wanted.text, encoding="utf-8") as file:
        words = sum(len(line.split()) for line in file)
    ours, theirs = [], []
    for number in range(wanted.rounds):
        sides = [lambda: ours.append(waqai_seconds(wanted.program, wanted.text)), lambda: theirs.append(udpipe_seconds(wanted.model, wanted.text))]
        for side in sides if number % 2 == 0 else reversed(sides):
            side()
    ratios = sorted(b[0] / a[0] for a, b in zip(ours, theirs))
    print(f"{words} words, {wanted.rounds} rounds in turns")
    for name, side in (("waqai", ours), ("udpipe", theirs)):
        print(f"{name:7} {words / statistics.median(s for s, _ in side):9.0f} words/s   {max(m for _, m in side):6.1f} MB at most")
    print(f"ratio   {statistics.median(ratios):9.1f}   {ratios[0]:.1f} to {ratios[-1]:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train")
    one.add_argument("treebank")
    one.add_argument("model")
    one.add_argument("--quick", action="store_true")
    two = commands.add_parser("parse")
    two.add_argument("model")
    two.add_argument("text")
    three = commands.add_parser("run")
    three.add_argument("model")
    three.add_argument("program")
    three.add_argument("text")
    three.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    {"train": train, "parse": parse, "run": run}[wanted.command](wanted)


if __name__ == "__main__":
    main()
