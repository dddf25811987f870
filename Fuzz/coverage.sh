#!/usr/bin/env bash
# Says how much of the code that reads inputs of a kind a corpus reaches:
#
#     Fuzz/coverage.sh [KIND] [CORPUS]
#
# KIND is as for Fuzz/run.sh. CORPUS is a folder of inputs, by default what Fuzz/run.sh has
# collected. A table by file goes to standard output: a region is a piece of code between two
# branches.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-specs}"
corpus="$(realpath "${2:-.build-fuzz/$kind/corpus}")"
build="$PWD/.build-fuzz/coverage"
case "$kind" in
  specs) sources=(Sources/Specs Sources/CostModel Sources/Symbolic) ;;
  journals | accuracies) sources=(Sources/ScalingSearch/Accuracy Sources/ScalingSearch/Trials) ;;
  machines) sources=(Sources/Specs/Catalog) ;;
  onnx | tflite | pt2 | mlmodel) sources=(Sources/ModelFiles) ;;
  budgets) sources=(Sources/Specs/Reports Sources/CostModel/Gates) ;;
  reports) sources=(Sources/Specs/Reports Sources/NetworkDiff) ;;
  conventions) sources=(Sources/Specs/Catalog Sources/CostModel/Conventions) ;;
  *) sources=(Sources/costcalc) ;;
esac
# Profiles have versions: the tools must be the compiler's own.
tools="$(dirname "$(readlink -f "$(command -v swiftc)")")"

Fuzz/build.sh "$build" -profile-coverage-mapping -profile-generate
export SWIFT_BACKTRACE=enable=no LLVM_PROFILE_FILE="$build/corpus.profraw" FUZZ_KIND="$kind"
# Where net.json is.
(cd ".build-fuzz/$kind" && "$build/fuzz" -runs=0 -close_fd_mask=3 "$corpus" 2>"$build/log" </dev/null)
"$tools/llvm-profdata" merge -o "$build/corpus.profdata" "$build/corpus.profraw"
"$tools/llvm-cov" report "$build/fuzz" -instr-profile="$build/corpus.profdata" "${sources[@]}"
