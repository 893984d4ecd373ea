#!/usr/bin/env bash
# Puts the programs of tools/readers.txt, which tests compare with, into .deps/readers, a virtual environment of its own: from PyPI, versions and
# hashes pinned.  Does nothing when they are there; tests find them by tests/cli/harness.py, and say that they are skipped without them.
set -euo pipefail
cd "$(dirname "$0")/.."
target=.deps/readers
wanted="$(python3 -c 'import sys; print(sys.version)') $(sha256sum <tools/readers.txt)"
[ -x $target/bin/python ] && [ "$(cat $target/ready 2>/dev/null)" = "$wanted" ] && exit 0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed() {
  tail -5 "$log" >&2
  rm -rf $target
  echo "fetch_readers: $1" >&2
  exit 3
}
rm -rf $target
mkdir -p .deps
python3 -m venv $target >"$log" 2>&1 || failed "no virtual environment; remedy: apt-get install python3-venv"
# Compiling all of pandas takes longer than the tests that use it.
$target/bin/python -m pip install --quiet --disable-pip-version-check --no-cache-dir --no-compile --no-deps --only-binary :all: --require-hashes --timeout 30 --retries 2 -r tools/readers.txt >"$log" 2>&1 ||
  failed "pip failed; is PyPI in reach, and is this Python 3.10 to 3.13 on Linux for x86-64?"
echo "$wanted" >$target/ready
