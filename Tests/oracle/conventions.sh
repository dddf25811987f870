#!/usr/bin/env bash
# Writes Tests/CostModelTests/Fixtures/oracle/modules.json anew: what tools print for small modules.
# Run by hand; takes some minutes, most of them to install PyTorch. TORCH names what pip installs for
# it: 'torch==2.13.0', or a wheel's address.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip="$folder/venv/bin/pip install --quiet"

$pip "${TORCH:-torch==2.13.0}" numpy setuptools wheel packaging
$pip thop==0.1.1.post2209072238 ptflops==0.7.5 fvcore==0.1.5.post20221221 torchinfo==1.8.0
$pip calflops==0.3.2 transformers accelerate torchprofile==0.1.0 onnx==1.23.2 onnx-tool==1.0.1
DS_BUILD_OPS=0 $pip --no-build-isolation deepspeed==0.16.9
# A version beside another one stands in a folder of its own, which shadows the other one.
for package in thop==0.0.31.post2005241907 ptflops==0.6.9 ptflops==0.7.4 torchstat==0.0.7; do
  $pip --no-deps --target "$folder/$package" "$package"
done
$pip pandas

"$folder/venv/bin/python" conventions.py "$folder" > "$folder/modules.json"
mv "$folder/modules.json" ../CostModelTests/Fixtures/oracle/modules.json
