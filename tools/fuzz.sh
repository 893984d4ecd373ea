#!/usr/bin/env bash
# Runs every libFuzzer target of a build folder for some seconds each, beginning with its seeds: fuzz.sh BUILD SECONDS.  A finding is left in the current
# folder as crash-*; remedy: make it a named case, add it to the seeds, mend, run again.
set -euo pipefail
build=${1:?usage: fuzz.sh BUILD SECONDS} seconds=${2:?usage: fuzz.sh BUILD SECONDS}
root=$(cd "$(dirname "$0")/.." && pwd)
for target in "$build"/fuzz/*_fuzz; do
  name=$(basename "$target" _fuzz)
  echo "fuzz: $name for $seconds s" >&2
  corpus=$(mktemp -d)
  "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=0 -verbosity=0 "$corpus" "$root/tests/fuzz/${name%%_*}/${name#*_}"
  rm -rf "$corpus"
done
