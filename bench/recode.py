"""How long re-coding an archive takes after one change of the dictionary: a frame, an actor, a spelling; each put back afterwards, which is a change too.

    python3 -B bench/recode.py --archive DIR [--program build/waqai] [--data data]

DIR is an archive that `waqai ingest` made with the bundle of these sources (it is copied first; the copy is changed).  Prints a line a change: seconds of compiling,
seconds of `waqai recode` as a whole, by the clock and of the processor (a busy machine shows in the first alone), articles, events.
"""
import argparse
import json
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def replaced(name, old, new):
    """Edits one file of the sources: the first line that starts with `old`, or of which it is a part."""
    def change(data):
        path = data / name
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith(old))
        lines[at:at + 1] = new(lines[at])
        path.write_text("\n".join(lines), encoding="utf-8")
    return change


def added(name, line):
    def change(data):
        path = data / name
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + line + "\n", encoding="utf-8")
    return change


# name, what is changed
CHANGES = [
    ("a rare frame (lift a siege)", replaced("events/cooperate-aid-retreat.frames", "frame: رفع حصار", lambda line: [line, "status: attempted"])),
    ("a usual frame (open fire on)", replaced("events/assault.frames", "frame: أطلق نار على", lambda line: [line, "status: attempted"])),
    ("a very usual frame (arrest)", replaced("events/coerce.frames", "frame: اعتقل", lambda line: [line, "status: attempted"])),
    ("the sector of an organisation (Arab League)", replaced("actors/orgs.tsv", "arab-league\t", lambda line: [line.replace("\tGOV\t", "\tELI\t")])),
    ("a further spelling of a person", replaced("actors/persons.tsv", "ahmed-al-sharaa\t", lambda line: [line.replace("الجولاني,", "الجولاني,ابو محمد الغولاني,")])),
    ("a new person", added("actors/persons.tsv", "bench-person\tBench Person\tعمر حسن أحمد\t-\tSDN\t1950\t-\t-")),
    ("a misspelling taken out (and added)", replaced("lexicon/spelling.tsv", "مسئول\t", lambda line: [])),
]


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*words, code=0):
    done = subprocess.run([str(w) for w in words], capture_output=True, check=False)
    if done.returncode != code:
        raise SystemExit(f"{words}: {done.stderr.decode()[-2000:]}")
    return done.stdout.decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--archive", required=True)
    parser.add_argument("--program", default=ROOT / "build/waqai")
    parser.add_argument("--data", default=ROOT / "data")
    parser.add_argument("--only", default="", help="changes whose name holds this")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive, plain = folder / "archive", folder / "plain.bundle"
        run(arguments.program, "snapshot", "-a", arguments.archive, archive)
        run(arguments.program, "dict", "build", "--data", arguments.data, "--output", plain)
        start = json.loads(run(arguments.program, "recode", "-a", archive, "--bundle", plain, "--json"))
        print(f"{start['articles']:,} articles; before the first change {start['recoded']:,} were coded again", flush=True)
        for name, change in CHANGES:
            if arguments.only not in name:
                continue
            data, bundle = folder / "data", folder / "changed.bundle"
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(arguments.data, data, ignore=shutil.ignore_patterns("gold", "treebank"))
            change(data)
            begin = time.monotonic()
            run(arguments.program, "dict", "build", "--data", data, "--output", bundle)
            compiled = time.monotonic() - begin
            for what, with_bundle in ((name, bundle), ("  and back", plain)):
                begin, used = time.monotonic(), processor_seconds()
                report = json.loads(run(arguments.program, "recode", "-a", archive, "--bundle", with_bundle, "--json"))
                seconds, used = time.monotonic() - begin, processor_seconds() - used
                events = report["events"]
                print(f"{what:45} compile {compiled:5.1f} s  recode {seconds:6.2f} s ({used:5.1f} of processor)  {report['recoded']:6,} articles  {report['rows']} rows, {report['moved']} moved  "
                      f"+{events['gained']} -{events['lost']} ~{events['changed']}" + (f"  EVERYTHING: {report['everything']}" if report["everything"] else ""), flush=True)


if __name__ == "__main__":
    main()
