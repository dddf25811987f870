#!/usr/bin/env bash
# Runs the executor's tests under the address and the thread sanitizer, on small networks:
#
#     Tests/sanitize.sh [address] [thread]
#
# Takes several minutes, and leaves the usual build as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- address thread

# What the test library itself never gives back.
suppressions=$(mktemp)
trap 'rm -f "$suppressions"' EXIT
echo "leak:libXCTest" > "$suppressions"
export LSAN_OPTIONS="suppressions=$suppressions"

for sanitizer in "$@"; do
  echo "== $sanitizer"
  FAST_MACS=1000000 FAST_LAYERS=400 LAYERS=1000 NETWORKS=50 \
    swift test --sanitize="$sanitizer" --scratch-path ".build/$sanitizer" \
    --filter ReferenceExecutorTests
done
