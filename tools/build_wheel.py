#!/usr/bin/env python3
"""Builds the Python wheel: the package of python/, libwaqai.so and what it needs beyond glibc and libstdc++, and the dictionaries.

    build_wheel.py [--build DIR] [--output DIR]

Needs nothing but Python: a wheel is a zip file with a list of checksums (PEP 427).  Prints the path of the wheel.  Same input, same bytes.
"""
import argparse
import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYSTEM = re.compile(r"^(linux-vdso|libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\+\+|ld-linux.*)\.")
EPOCH = (2026, 1, 1, 0, 0, 0)


def needed(library):
    """Shared libraries that a bare system may lack: name -> path."""
    listed = subprocess.run(["ldd", str(library)], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"^\s*(\S+) => (\S+)", listed, re.M))
    return {name: pathlib.Path(path) for name, path in found.items() if not SYSTEM.match(name)}


def contents(build):
    """What goes in: name in the wheel -> bytes."""
    version = re.search(r"project\(waqai VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
    files = {f"waqai/{p.name}": p.read_bytes() for p in sorted((ROOT / "python/waqai").iterdir()) if p.suffix == ".py" or p.name == "py.typed"}
    library = build / "libwaqai.so"
    for name, path in {"libwaqai.so": library, **needed(library)}.items():
        files[f"waqai/lib/{name}"] = path.read_bytes()
    files["waqai/data/waqai.bundle"] = (build / "waqai.bundle").read_bytes()
    info = f"waqai-{version}.dist-info"
    for name in ("LICENSE", "NOTICE"):
        files[f"{info}/licenses/{name}"] = (ROOT / name).read_bytes()
    files[f"{info}/licenses/LICENSE-data"] = (ROOT / "data/LICENSE").read_bytes()
    readme = (ROOT / "python/README.md").read_text(encoding="utf-8")
    files[f"{info}/METADATA"] = (f"Metadata-Version: 2.1\nName: waqai\nVersion: {version}\nSummary: Reads Arabic political news, keeps a record anyone can check\n"
                                 "License: Apache-2.0; dictionaries CC BY 4.0\nRequires-Python: >=3.9\nProvides-Extra: pandas\nRequires-Dist: pandas>=3; extra == \"pandas\"\n"
                                 "Provides-Extra: polars\nRequires-Dist: polars>=1.3; extra == \"polars\"\nProvides-Extra: arrow\n"
                                 f"Requires-Dist: pyarrow>=14; extra == \"arrow\"\nDescription-Content-Type: text/markdown\n\n{readme}").encode("utf-8")
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: tools/build_wheel.py\nRoot-Is-Purelib: false\nTag: py3-none-linux_x86_64\n"
    return version, info, files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    for name in ("libwaqai.so", "waqai.bundle"):
        if not (options.build / name).exists():
            sys.exit(f"build_wheel: no {options.build / name}; remedy: build first (./run)")
    version, info, files = contents(options.build)
    record = "".join(f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
                     for name, data in files.items()) + f"{info}/RECORD,,\n"
    files[f"{info}/RECORD"] = record.encode()
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / f"waqai-{version}-py3-none-linux_x86_64.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
    print(path)


if __name__ == "__main__":
    main()
