#!/usr/bin/env bash
# Writes Tests/ReferenceExecutorTests/Fixtures/values.json anew, by PyTorch. Run by hand; takes a
# minute once PyTorch is there. TORCH names what pip installs: 'torch==2.4.1', or a wheel's address.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "${TORCH:-torch}" numpy
"$folder/venv/bin/python" values.py > "$folder/values.json"
mv "$folder/values.json" ../ReferenceExecutorTests/Fixtures/values.json
