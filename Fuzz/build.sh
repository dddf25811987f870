#!/usr/bin/env bash
# Fuzz/build.sh FOLDER FLAG…: builds the fuzz target into FOLDER/fuzz-specs with flags of swiftc.
#
# SwiftPM compiles it as a library, since a program without a main would break every other build;
# here libFuzzer's main is linked to it.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"
shift
options=()
for flag in "$@"; do options+=(-Xswiftc "$flag"); done
swift build -c release --target fuzz-specs --scratch-path "$folder" "${options[@]}"

# Objects of sources that are gone stay behind, so the sources say what to link.
objects() { find "$1" -name '*.swift' -printf "$folder/release/$2.build/%f.o\n"; }
mapfile -t objects < <(objects Sources/CostModel CostModel && objects Fuzz/FuzzSpecs fuzz_specs)
swiftc -sanitize=fuzzer "$@" -o "$folder/fuzz-specs" "${objects[@]}"
