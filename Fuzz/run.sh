#!/usr/bin/env bash
# Feeds mutated specs and expressions to the library with libFuzzer and looks for traps, inputs of
# more than 5 seconds or 500 MB, and counts that disagree; FuzzSpecs/Trial.swift says what is tried.
#
#     Fuzz/run.sh [RUNS] [CORPUS]
#
# RUNS is how many inputs to execute (default 1,000,000; -1 for no end). CORPUS is a folder that
# keeps what was found between runs (default .build-fuzz/corpus). The build and everything found
# stay in .build-fuzz. An input that fails is written to .build-fuzz/crash-…, timeout-… or oom-…;
# to see it fail again:
#
#     .build-fuzz/fuzz-specs .build-fuzz/crash-…
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-1000000}"
corpus="${2:-.build-fuzz/corpus}"

Fuzz/build.sh .build-fuzz -sanitize=fuzzer
mkdir -p "$corpus"
Fuzz/seeds.sh "$corpus"

# The backtrace of Swift takes seconds and outlives the crash it tells of; libFuzzer has its own.
export SWIFT_BACKTRACE=enable=no
nice -n 10 .build-fuzz/fuzz-specs "$corpus" -dict=Fuzz/spec.dict -artifact_prefix=.build-fuzz/ \
  -max_len=4096 -timeout=5 -rss_limit_mb=500 -runs="$runs" -print_final_stats=1 2>&1 |
  tee .build-fuzz/log
echo
grep -E 'stat::number_of_executed_units|stat::average_exec_per_sec|stat::peak_rss_mb' .build-fuzz/log
grep -oE 'cov: [0-9]+' .build-fuzz/log | tail -1
