#!/usr/bin/env bash
# Fuzz/build.sh FOLDER FLAG…: builds the fuzz target into FOLDER/fuzz with flags of swiftc.
#
# SwiftPM compiles it as a library, since a program without a main would break every other build;
# here libFuzzer's main is linked to it and to the tool, whose own main SwiftPM calls costcalc_main.
# SwiftPM links the tool, too, which nobody runs: it may lack what the flags need.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"
shift
options=()
for flag in "$@"; do options+=(-Xswiftc -Xfrontend -Xswiftc "$flag"); done
FUZZ=1 swift build -c release --target fuzz --scratch-path "$folder" "${options[@]}" \
  -Xlinker --unresolved-symbols=ignore-all

# Objects of sources that are gone stay behind, so the sources say what to link.
objects() { find "$1" -name '*.swift' -o -name '*.c' | sed "s|.*/|$folder/release/$2.build/|; s|$|.o|"; }
mapfile -t objects < <(
  for module in Sources/*; do objects "$module" "$(basename "$module")"; done
  objects Tests/TestSupport TestSupport
  objects Fuzz/Trials fuzz
)
swiftc -sanitize=fuzzer "$@" -o "$folder/fuzz" "${objects[@]}"
