#!/usr/bin/env python3
"""Scores every development set of ../shared with the shared scorers.

    scoreboard.py                    measures and writes docs/SCOREBOARD.md and scoreboard.json beside the program
    scoreboard.py --check            measures and fails where a figure is below its floor (tools/floors.json); ends with 77 where ../shared is missing
    scoreboard.py --update-floors    the same as the first, and raises floors to the figure less one standard error; floors never fall
    scoreboard.py --only SET         one set, to standard output alone

Intervals: 95 %, bootstrap over articles, sentences or minimal groups, seeded.  --program names the program (default: build/waqai); ../shared is
found beside the project or by WAQAI_SHARED.
"""
import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import scoreboard_sets as sets  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tools/floors.json"
TRAINING = ("examples/", "gold-articles/", "gold-articles-given/", "corpus-read/")  # their events train the weights: figures flatter, floors stay
BOARD = ROOT / "docs/SCOREBOARD.md"
SKIPPED = 77


def git(*words):
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False).stdout.strip()


def facts(run):
    doctor = json.loads(run.call(["doctor", "--json"]))
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "include", "data")
    return {"commit": git("rev-parse", "--short=12", "HEAD") + (" and changes" if changed else ""), "date": datetime.date.today().isoformat(),
            "program": doctor["program"], "dictionary": doctor["dictionary digest"]}


def read_floors():
    return json.loads(FLOORS.read_text()) if FLOORS.exists() else {}


def raise_floors(figures, floors):
    for figure in figures:
        if not figure.floored or (figure.key.startswith(TRAINING) and figure.key in floors):
            continue
        floor = round(max(0.0, figure.value - (figure.error or 0.0)), 4)
        floors[figure.key] = max(floor, floors.get(figure.key, 0.0))
    FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n")


def cell(figure, floors):
    interval = "" if figure.low is None else f"{figure.low:.3f} to {figure.high:.3f}"
    floor = floors.get(figure.key)
    return f"| {figure.name} | {figure.value:.3f} | {interval} | {'' if floor is None else f'{floor:.3f}'} | {figure.detail} |"


def board(results, known, floors):
    lines = ["# Scoreboard", "",
             "How good the records are, measured on the development sets of `../shared` with its scorers. Written by `tools/scoreboard.py`; do not edit.", "",
             f"- Date {known['date']}, commit {known['commit']}, {known['program']}", f"- Dictionary digest `{known['dictionary']}`",
             "- Command: `tools/scoreboard.py` after `./test`; floors (best figure less one standard error) are in `tools/floors.json`, and `tools/scoreboard.py --check` fails below one",
             "- Intervals: 95 %, bootstrap over articles (the first article: its sentences), sentences, or minimal groups; `articles-dev` has few articles, so its intervals are wide",
             "- The events of `examples`, `gold-articles` and `corpus-read` train `vouch.bin`, `parties.bin` and `choice.bin`: their figures flatter, their floors are not raised; "
             "`corpus-kept` trains only the confidence, and `articles-dev` and `first-article` nothing",
             "- Of every set a second part exists that is not measured here; figures that only hold here will be found out", ""]
    for (name, what, scorer), figures in results:
        lines += [f"## {name}", "", f"{what[0].upper()}{what[1:]}, by `{scorer}`.", "", "| figure | value | interval | floor | detail |", "| --- | --- | --- | --- | --- |"]
        lines += [cell(figure, floors) for figure in figures] + [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def as_json(results, known):
    rows = [{"set": head[0], "key": f.key, "figure": f.name, "value": round(f.value, 6), "error": f.error, "low": f.low, "high": f.high, "detail": f.detail}
            for head, figures in results for f in figures]
    return json.dumps({**known, "rows": rows}, indent=1, ensure_ascii=False) + "\n"


def below_floor(figures, floors):
    return [f"{f.key}: {f.value:.4f} is below its floor {floors[f.key]:.4f}" for f in figures if f.key in floors and f.value < floors[f.key] - 5e-5]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--only", metavar="SET")
    return parser.parse_args()


def measure(wanted, shared, work):
    run = sets.Run(ROOT, shared, wanted.program.resolve(), pathlib.Path(work), with_errors=not wanted.check)
    results = []
    for name, what, scorer, score in sets.all_sets(run):
        if wanted.only not in (None, name):
            continue
        print(f"scoreboard: {name}", file=sys.stderr, flush=True)
        results.append(((name, what, scorer), score()))
    return results, facts(run)


def main():
    wanted = options()
    shared = pathlib.Path(os.environ.get("WAQAI_SHARED", ROOT.parent / "shared"))
    if not (shared / "tools/score.py").exists():
        print(f"SKIPPED: the development sets are not in {shared} (WAQAI_SHARED names another place); nothing was measured", file=sys.stderr)
        sys.exit(SKIPPED)
    if not wanted.program.exists():
        sys.exit(f"scoreboard: there is no program {wanted.program}; build it (./test) or name it with --program")
    try:
        with tempfile.TemporaryDirectory() as work:
            results, known = measure(wanted, shared, work)
    except sets.Failure as failure:
        sys.exit(f"scoreboard: {failure}")
    figures = [figure for _, group in results for figure in group]
    floors = read_floors()
    if wanted.check:
        low = below_floor(figures, floors)
        print("\n".join(low) or f"{sum(f.key in floors for f in figures)} figures are at or above their floors")
        sys.exit(bool(low))
    if wanted.only is None:
        if wanted.update_floors:
            raise_floors(figures, floors)
        BOARD.write_text(board(results, known, floors), encoding="utf-8")
        (wanted.program.resolve().parent / "scoreboard.json").write_text(as_json(results, known), encoding="utf-8")
    print(board(results, known, floors))


if __name__ == "__main__":
    main()
