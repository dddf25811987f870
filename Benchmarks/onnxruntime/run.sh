#!/bin/sh
# Compares the fast kernels with onnxruntime's: run.sh [OPTIONS OF compare.py]. Needs Python 3.11 or newer,
# with venv; what compare.py imports is installed into .build/onnxruntime, or into $VENV.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
venv=${VENV:-.build/onnxruntime}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
swift build -c release --product costcalc
BENCHMARKS=1 swift build -c release --product benchmarks
exec "$venv/bin/python" -B "$here/compare.py" "$(swift build -c release --show-bin-path)" "$@"
