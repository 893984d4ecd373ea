#!/usr/bin/env bash
# Puts duckdb.h and libduckdb.so (1.4.4, MIT) into .deps/duckdb, from the npm registry, checksums pinned.  Does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/.."
target=.deps/duckdb
[ -s $target/duckdb.h ] && [ -s $target/libduckdb.so ] && exit 0
command -v npm >/dev/null || { echo "fetch_duckdb: npm is missing; remedy: apt-get install npm (./run does it)" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { # NAME@VERSION FILE SHA512
  (cd "$work" && npm pack --silent "$1" >/dev/null) || { echo "fetch_duckdb: npm pack $1 failed; is the npm registry in reach?" >&2; exit 3; }
  echo "$3  $work/$2" | sha512sum --check --quiet || { echo "fetch_duckdb: $2 is not the pinned file" >&2; exit 3; }
}
fetch @duckdb/node-bindings-linux-x64@1.4.4-r.4 duckdb-node-bindings-linux-x64-1.4.4-r.4.tgz 8c14cbfd6bdfc312d3a056bfa551df4fa7a532d96d2469dcdf04aec590fd39f325b62b7d614755152dfbbc1150cd7313d59f0e5a3b528cc87eccf2b13b01cb1c
fetch duckdb@1.4.4 duckdb-1.4.4.tgz 844249e61c9517454b8f776638ba6c5ab411d1bddde1892ab72826ea25178c72430e74aa83f5122b171be6abcdace84560f824b5ac94e9d5c2b603ea7269a9a2
tar -xzf "$work/duckdb-node-bindings-linux-x64-1.4.4-r.4.tgz" -C "$work" package/libduckdb.so
tar -xzf "$work/duckdb-1.4.4.tgz" -C "$work" package/src/duckdb/src/include/duckdb.h
mkdir -p $target
mv "$work/package/libduckdb.so" "$work/package/src/duckdb/src/include/duckdb.h" $target/
