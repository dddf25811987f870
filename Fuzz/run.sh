#!/usr/bin/env bash
# Feeds mutated inputs of a kind to the library and the tool with libFuzzer, in one process, and
# looks for traps, inputs of more than 5 seconds or 500 MB, and results that disagree.
#
#     Fuzz/run.sh [KIND] [RUNS] [CORPUS]
#
# KIND is one of these (default specs); Fuzz/Trials says what is tried with each:
#
#     specs         specs and expressions: read, expanded, counted; bound, folded and free
#     journals      journals: read, merged, and searched on
#     accuracies    CSV files for --accuracy
#     machines      machine profiles for --machine
#     conventions   conventions for --convention
#     budgets       files of budgets for check
#     reports       what count printed, for check --against and compare --layers
#     commands      command lines, a word a line: parsed, and run unless they write or measure
#     onnx, tflite, pt2, mlmodel
#                   model files, whose seeds are of one format
#     graphs        bytes that choose operators and their attributes: built, counted, and run
#
# RUNS is how many inputs to execute (default 1,000,000; -1 for no end). CORPUS is a folder that
# keeps what was found between runs (default .build-fuzz/KIND/corpus). The build and everything
# found stay in .build-fuzz. An input that fails is written to .build-fuzz/KIND/crash-…, timeout-…
# or oom-…; to see it fail again:
#
#     cd .build-fuzz/KIND && FUZZ_KIND=KIND ../fuzz crash-…
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-specs}"
case "$kind" in
  specs | journals | accuracies | machines | conventions | budgets | reports | commands) ;;
  onnx | tflite | pt2 | mlmodel | graphs) ;;
  *)
    echo "Fuzz/run.sh: unknown kind '$kind'; it is specs, journals, accuracies, machines," \
      "conventions, budgets, reports, commands, onnx, tflite, pt2, mlmodel or graphs" >&2
    exit 2
    ;;
esac
runs="${2:-1000000}"
home="$PWD/.build-fuzz/$kind"
corpus="$(realpath -m "${3:-$home/corpus}")"

Fuzz/build.sh .build-fuzz -sanitize=fuzzer
mkdir -p "$corpus" "$home"
Fuzz/seeds.sh "$kind" "$corpus"
cp Tests/costcalcTests/Fixtures/journals/net.json "$home"
dictionary=()
[[ -f "Fuzz/$kind.dict" ]] && dictionary=(-dict="$PWD/Fuzz/$kind.dict")

# The backtrace of Swift takes seconds and outlives the crash it tells of; libFuzzer has its own.
export SWIFT_BACKTRACE=enable=no FUZZ_KIND="$kind"
cd "$home"
# What the tool prints is of no interest: masks close its streams, not libFuzzer's.
nice -n 19 ../fuzz "$corpus" "${dictionary[@]}" -artifact_prefix="$home/" -close_fd_mask=3 \
  -max_len=4096 -timeout=5 -rss_limit_mb=500 -runs="$runs" -print_final_stats=1 </dev/null 2>&1 |
  tee log
echo
grep -E 'stat::number_of_executed_units|stat::average_exec_per_sec|stat::peak_rss_mb' log
grep -oE 'cov: [0-9]+' log | tail -1
