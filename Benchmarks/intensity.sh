#!/usr/bin/env bash
# The table of docs/intensity.md, as Markdown: each block of MobileNet V1 against a standard
# convolution of the same shape, on one core and on all.
#
#     Benchmarks/intensity.sh [COSTCALC] [CORES]
#
# Takes a few minutes; run it on a quiet machine after 'swift build -c release'.
set -euo pipefail
costcalc=${1:-.build/release/costcalc}
cores=${2:-$(nproc)}

# Channels in and out, the size of the input, the stride (arXiv:1704.04861, Table 1).
blocks="32,64,112,1 64,128,112,2 128,128,56,1 128,256,56,2 256,256,28,1 256,512,28,2
  512,512,14,1 512,512,14,1 512,512,14,1 512,512,14,1 512,512,14,1 512,1024,14,2 1024,1024,7,1"

echo "| block | channels | size | MACs | time, 1 core | time, $cores cores | depthwise | pointwise | standard |"
echo "|---|---|---|---|---|---|---|---|---|"
number=0
for block in $blocks; do
  IFS=, read -r in out size stride <<< "$block"
  number=$((number + 1))
  "$costcalc" compare depthwise vs standard --in "$in" --out "$out" --size "$size" \
    --stride "$stride" --run --threads "$cores" --format csv |
    awk -F, -v number="$number" -v shape="$in → $out | $size × $size / $stride" -v cores="$cores" '
      NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
      {
        key = $1 " " ($2 == "" ? "all" : $2 ~ /depthwise/ ? "depthwise" : "pointwise") " " $3
        time[key] = $column["time"]; rate[key] = $column["rate"]
        roof[key] = $column["roofline"]; macs[key] = $column["macs"]
      }
      END {
        one = time["depthwise all 1"] / time["standard all 1"]
        many = time["depthwise all " cores] / time["standard all " cores]
        printf "| %d | %s | %.3f | %.3f | %.3f | %.0f (%.0f %%) | %.0f (%.0f %%) | %.0f (%.0f %%) |\n",
          number, shape, macs["depthwise all 1"] / macs["standard all 1"], one, many,
          rate["depthwise depthwise 1"] / 1e9, 100 * roof["depthwise depthwise 1"],
          rate["depthwise pointwise 1"] / 1e9, 100 * roof["depthwise pointwise 1"],
          rate["standard all 1"] / 1e9, 100 * roof["standard all 1"]
      }'
done
