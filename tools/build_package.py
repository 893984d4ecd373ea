#!/usr/bin/env python3
"""Builds the packages: an archive that runs from any folder, and a .deb.  What a bare Debian 12 lacks is inside.

    build_package.py [--build DIR] [--output DIR] [--level 1..9]

    waqai-VERSION-linux-x86_64.tar.gz    bin/waqai, lib/waqai/*.so, share/waqai/waqai.bundle, man pages, completion, licences
    waqai_VERSION_amd64.deb              the same below /usr

The program finds its libraries and dictionaries beside itself, so the folder may be moved.  Needs Python and a finished build (./run).  Same
build, same bytes.  Prints the paths of the packages.
"""
import argparse
import gzip
import io
import pathlib
import platform
import re
import subprocess
import sys
import tarfile
import tempfile

from build_wheel import ROOT, needed

TIME = 1767225600  # 2026-01-01
MACHINE = {"x86_64": "amd64", "aarch64": "arm64"}


def call(program, *words):
    return subprocess.run([str(program), *words], capture_output=True, check=True).stdout


def contents(build):
    """What goes in: path below the prefix -> (bytes, mode)."""
    with tempfile.TemporaryDirectory() as stage:
        subprocess.run(["cmake", "--install", str(build), "--prefix", stage, "--component", "program"], capture_output=True, check=True)
        files = {str(p.relative_to(stage)): (p.read_bytes(), p.stat().st_mode & 0o777) for p in sorted(pathlib.Path(stage).rglob("*")) if p.is_file()}
    program = build / "waqai"
    for name, path in needed(program).items():
        files[f"lib/waqai/{name}"] = (path.read_bytes(), 0o644)
    listed = call(program, "help").decode().split("commands:\n")[1]
    for command in re.findall(r"^  (\S+) ", listed, re.M):
        files[f"share/man/man1/waqai-{command}.1.gz"] = (gzip.compress(call(program, "help", "--man", command), mtime=0), 0o644)
    files["share/man/man1/waqai.1.gz"] = (gzip.compress(call(program, "help", "--man"), mtime=0), 0o644)
    for shell, path in (("bash", "bash-completion/completions/waqai"), ("zsh", "zsh/vendor-completions/_waqai"), ("fish", "fish/vendor_completions.d/waqai.fish")):
        files[f"share/{path}"] = (call(program, "completion", shell), 0o644)
    for path, name in (("LICENSE", "LICENSE"), ("NOTICE", "NOTICE"), ("data/LICENSE", "LICENSE-data"), ("CITATION.cff", "CITATION.cff"), ("CHANGELOG.md", "CHANGELOG.md")):
        files[f"share/doc/waqai/{name}"] = ((ROOT / path).read_bytes(), 0o644)
    doctor = call(program, "doctor", "--json")
    files["share/doc/waqai/build.json"] = (doctor, 0o644)
    return files


def tar_gz(files, prefix, level):
    """The bytes of a .tar.gz with the files below `prefix`; folders come before what is in them."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=level, mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w", format=tarfile.GNU_FORMAT) as tar:
        folders = set()
        for name, (data, mode) in sorted(files.items()):
            path = pathlib.PurePosixPath(prefix) / name
            for folder in reversed(path.parents):
                if str(folder) in folders or str(folder) == ".":
                    continue
                folders.add(str(folder))
                entry = tarfile.TarInfo(f"{folder}/")
                entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, TIME
                tar.addfile(entry)
            entry = tarfile.TarInfo(str(path))
            entry.size, entry.mode, entry.mtime = len(data), mode, TIME
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def deb(files, version, machine, level):
    """A Debian package (deb(5)): an ar archive of a version, a control and a data member."""
    kilobytes = sum(len(data) for data, _ in files.values()) // 1024
    control = (f"Package: waqai\nVersion: {version}\nArchitecture: {machine}\nMaintainer: Waqai contributors <waqai@localhost>\nInstalled-Size: {kilobytes}\n"
               "Depends: libc6 (>= 2.36), libstdc++6 (>= 12)\nSection: science\nPriority: optional\n"
               "Description: reads Arabic political news, keeps a record anyone can check\n"
               " Codes Arabic news into events: who did what to whom, when and where, who\n vouches for it, whether it happened, and what was promised. Offline.\n")
    members = (("debian-binary", b"2.0\n"), ("control.tar.gz", tar_gz({"control": (control.encode(), 0o644)}, ".", level)), ("data.tar.gz", tar_gz(files, "usr", level)))
    out = b"!<arch>\n"
    for name, data in members:
        out += f"{name:<16}{TIME:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode() + data + b"\n" * (len(data) % 2)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--level", type=int, choices=range(1, 10), default=9, help="of compression")
    options = parser.parse_args()
    for name in ("waqai", "waqai.bundle"):
        if not (options.build / name).exists():
            sys.exit(f"build_package: no {options.build / name}; remedy: build first (./run)")
    version = re.search(r"project\(waqai VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
    files = contents(options.build)
    name = f"waqai-{version}-linux-{platform.machine()}"
    machine = MACHINE.get(platform.machine(), platform.machine())
    options.output.mkdir(parents=True, exist_ok=True)
    made = ((options.output / f"{name}.tar.gz", tar_gz(files, name, options.level)),
            (options.output / f"waqai_{version}_{machine}.deb", deb(files, version, machine, options.level)))
    for path, data in made:
        path.write_bytes(data)
        print(path)


if __name__ == "__main__":
    main()
