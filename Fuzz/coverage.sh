#!/usr/bin/env bash
# Says how much of the reader of specs and of the symbolic core a corpus reaches:
#
#     Fuzz/coverage.sh [CORPUS]
#
# CORPUS is a folder of inputs, by default what Fuzz/run.sh has collected. A table by file goes to
# standard output: a region is a piece of code between two branches.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus="${1:-.build-fuzz/corpus}"
build=.build-fuzz/coverage
# Profiles have versions: the tools must be the compiler's own.
tools="$(dirname "$(readlink -f "$(command -v swiftc)")")"

Fuzz/build.sh "$build" -profile-coverage-mapping -profile-generate
export SWIFT_BACKTRACE=enable=no LLVM_PROFILE_FILE="$build/corpus.profraw"
"$build/fuzz-specs" -runs=0 "$corpus" 2>"$build/log"
"$tools/llvm-profdata" merge -o "$build/corpus.profdata" "$build/corpus.profraw"
"$tools/llvm-cov" report "$build/fuzz-specs" -instr-profile="$build/corpus.profdata" \
  Sources/CostModel/Spec Sources/CostModel/Symbolic
