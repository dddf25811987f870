#!/usr/bin/env bash
# Builds the fuzz target into .build-fuzz/fuzz-specs: SwiftPM compiles it as a library, since a
# program without a main would break every other build, and libFuzzer's main is linked to it here.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --sanitize fuzzer --target fuzz-specs --scratch-path .build-fuzz
swiftc -sanitize=fuzzer -o .build-fuzz/fuzz-specs \
  .build-fuzz/release/{CostModel,fuzz_specs}.build/*.o
