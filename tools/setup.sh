#!/usr/bin/env bash
# Installs what is missing: setup.sh build (compiler, libraries), setup.sh test (the same and what tests need) or setup.sh long (also clang's tools).  Debian 12 or Ubuntu packages, and
# DuckDB from the npm registry, what tests compare with from PyPI, all pinned (Debian's by the release, the others by checksum).  Seconds when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=(g++ cmake ninja-build make pkg-config libsimdjson-dev libuchardet-dev zlib1g-dev libbrotli-dev libzstd-dev libxxhash-dev libboost-dev ca-certificates)
case "${1:-build}" in test | long) packages+=(libgtest-dev python3 python3-venv git clang-format) ;; esac
[ "${1:-build}" = long ] && packages+=(clang clang-tidy libclang-rt-dev debootstrap ccache)
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing+=("$package")
done
command -v npm >/dev/null || [ -s .deps/duckdb/libduckdb.so ] || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}" >&2
  log=$(mktemp)
  { "${as_root[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || {
    tail -15 "$log" >&2
    echo "setup: installing failed; remedy: install these packages by hand: ${missing[*]}" >&2
    exit 1
  }
  rm -f "$log"
fi
tools/fetch_duckdb.sh

# A browser and its driver for the tests of the web app (tests/web/test_app.py), and other people's programs to compare with (tools/readers.txt); without
# them those tests say that they are skipped.
case "${1:-build}" in
  test | long)
    # One by one: Debian's npm cannot stand beside a Node.js from elsewhere, which must not cost the browser.
    for program in chromium npm; do
      command -v $program >/dev/null || DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y --no-install-recommends $program >/dev/null 2>&1 || echo "setup: no $program here; the tests of the web app will be skipped" >&2
    done
    tools/fetch_readers.sh || echo "setup: other people's readers are not here; the tests that compare with them (cli_readers, html_oracle) will be skipped" >&2
    if [ ! -d web/node_modules/playwright-core ] && command -v npm >/dev/null; then
      (cd web && npm ci --no-audit --no-fund --ignore-scripts >/dev/null 2>&1) || echo "setup: npm ci failed in web/; the tests of the web app will be skipped" >&2
    fi
    ;;
esac
