#!/usr/bin/env python3
"""Fails where a source file includes what its row of tools/layers.txt does not allow.

    check_layers.py [ROOT]

Looks at #include "..." lines of src/ and include/; tests beside the sources may also include support/.  DuckDB's header is allowed in src/store only.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)


def read_layers(path):
    rows = {}
    for line in path.read_text().splitlines():
        if line and line[0].isdigit():
            rank, module, folder, *uses = line.split()
            rows[module] = (int(rank), folder, {u for u in uses if u != "-"})
    return rows


def module_of(path, layers):
    """The module whose folder holds the path; the longest folder wins."""
    fits = [(len(folder), name) for name, (_, folder, _) in layers.items() if path.startswith(folder + "/")]
    return max(fits)[1] if fits else None


def target_of(include, layers):
    for prefix in ("include/", "src/"):
        module = module_of(prefix + include, layers)
        if module:
            return module
    return None


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    layers = read_layers(root / "tools/layers.txt")
    problems = []
    for name, (rank, _, uses) in layers.items():
        for use in uses:
            if layers[use][0] > rank or use == name:
                problems.append(f"tools/layers.txt: {name} (rank {rank}) may not include {use} (rank {layers[use][0]})")
    files = [p for folder in ("src", "include") for p in sorted((root / folder).rglob("*")) if p.suffix in (".h", ".cc")]
    for path in files:
        relative = path.relative_to(root).as_posix()
        module = module_of(relative, layers)
        if module is None:
            problems.append(f"{relative}: its folder is not in tools/layers.txt")
            continue
        is_test = path.name.endswith("_test.cc")
        for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if include == "duckdb.h" and module != "store":
                problems.append(f"{relative}: only src/store sees DuckDB's header")
            target = target_of(include, layers)
            if target is None:
                if include.startswith(("support/",)) and not is_test:
                    problems.append(f"{relative}: only tests include {include}")
                continue
            if target != module and target not in layers[module][2] and not (is_test and layers[target][0] <= layers[module][0]):
                problems.append(f"{relative}: {module} may not include {include} (module {target})")
    print("\n".join(problems) or f"{len(files)} files keep the {len(layers)} layers")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
