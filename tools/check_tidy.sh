#!/usr/bin/env bash
# Runs clang-tidy (.clang-tidy) over our sources, or those named: check_tidy.sh [FILE...].
# Needs what a build needs, but no build.  Some 9 s of processor time a file, so ./test --long runs it, not ./test.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy >/dev/null || { echo "check_tidy: clang-tidy is missing; remedy: apt-get install clang-tidy" >&2; exit 3; }
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files 'src/*.cc' 'tools/*.cc' 'bench/*.cc'); fi
# Compile commands of their own: with ccache each file is compiled alone and without GCC's precompiled headers, which clang cannot read.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
cmake -S . -B "$commands" -G Ninja -DCMAKE_BUILD_TYPE=Dev -DWAQAI_TESTS=ON -DWAQAI_CCACHE=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >"$commands/log" 2>&1 || {
  tail -5 "$commands/log" >&2
  echo "check_tidy: the build cannot be configured; remedy: tools/setup.sh long" >&2
  exit 3
}
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy -p "$commands" --extra-arg=-Wno-unknown-warning-option --quiet 2>/dev/null
echo "${#files[@]} files are clean"
