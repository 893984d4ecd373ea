#!/usr/bin/env bash
# Runs clang-tidy (.clang-tidy) over our sources with the compile commands of a build folder: check_tidy.sh [BUILD] [FILE...].
# A quarter of an hour on two cores, so ./test --long runs it, not ./test.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
shift || true
command -v clang-tidy >/dev/null || { echo "check_tidy: clang-tidy is missing; remedy: apt-get install clang-tidy" >&2; exit 3; }
[ -s "$build/compile_commands.json" ] || { echo "check_tidy: no $build/compile_commands.json; remedy: build first (./run)" >&2; exit 3; }
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files 'src/*.cc' 'tools/*.cc' 'bench/*.cc'); fi
# Clang cannot read the headers that GCC precompiled; each file is read with its own includes.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed -E 's@ (-Winvalid-pch )?-include [^ "]*cmake_pch\.hxx@@' "$build/compile_commands.json" >"$commands/compile_commands.json"
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy -p "$commands" --extra-arg=-Wno-unknown-warning-option --quiet 2>/dev/null
echo "${#files[@]} files are clean"
