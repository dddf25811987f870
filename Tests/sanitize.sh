#!/usr/bin/env bash
# Runs the executor's tests under the address and the thread sanitizer, on small networks. Takes
# several minutes, and leaves the usual build as it is.
set -euo pipefail
cd "$(dirname "$0")/.."

for sanitizer in "${@:-address thread}"; do
  for name in $sanitizer; do
    echo "== $name"
    FAST_MACS=1000000 FAST_LAYERS=400 LAYERS=1000 NETWORKS=50 \
      swift test --sanitize="$name" --scratch-path ".build/$name" --filter ReferenceExecutorTests
  done
done
