#!/usr/bin/env bash
# Fuzz/seeds.sh FOLDER: writes the first inputs: every spec of the repository, as it is and without
# white space, and every line of expressions.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$1"
for spec in specs/*/*.json Tests/CostModelTests/Fixtures/specs/*.json; do
  name="seed-${spec//\//-}"
  cp "$spec" "$folder/$name"
  tr -s ' \n' ' ' <"$spec" >"$folder/$name-short"
done
line=0
while read -r expression; do
  line=$((line + 1))
  printf '=%s' "$expression" >"$folder/seed-expression-$line"
done <Fuzz/expressions.txt
