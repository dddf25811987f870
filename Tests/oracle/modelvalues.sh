#!/usr/bin/env bash
# Writes Tests/ReferenceExecutorTests/Fixtures/models anew. Run by hand; takes a minute once the packages are there.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "${TORCH:-torch}" numpy onnx onnxruntime onnxscript ai-edge-litert
"$folder/venv/bin/python" modelvalues.py ../ReferenceExecutorTests/Fixtures/models ../ModelFilesTests/Fixtures/files
