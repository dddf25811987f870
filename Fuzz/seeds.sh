#!/usr/bin/env bash
# Fuzz/seeds.sh KIND FOLDER: writes the first inputs of a kind into a folder, each below 4 KB.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="$1"
folder="$2"

# Files as they are, and without the white space between words.
files() {
  for file in "$@"; do
    name="seed-${file//\//-}"
    cp "$file" "$folder/$name"
    tr -s ' \n' ' ' <"$file" >"$folder/$name-short"
  done
}

# Command lines of a shell, as inputs of a word a line, about the small network. Those that do more
# than call the tool are left out.
commands() {
  local line=0 models
  models="$(grep -hoE '^\{ "name": "[a-z0-9_]+"' specs/architectures/*.json | cut -d'"' -f4 |
    paste -sd'|')"
  grep -v '[;|$<>&`*]' | sed -E "s/ ($models)(_[a-z0-9]+)?( |$)/ net.json /" | sort -u |
    while read -r command; do
      line=$((line + 1))
      xargs printf '%s\n' <<<"$command" >"$folder/seed-command-$line" 2>/dev/null || true
    done
}

case "$kind" in
  specs)
    files specs/*/*.json Tests/CostModelTests/Fixtures/specs/*.json
    line=0
    while read -r expression; do
      line=$((line + 1))
      printf '=%s' "$expression" >"$folder/seed-expression-$line"
    done <Fuzz/seeds/expressions.txt
    ;;
  journals)
    for journal in Tests/costcalcTests/Fixtures/journals/*/*.jsonl; do
      cp "$journal" "$folder/seed-${journal//\//-}"
      grep -q 'costcalc.journal/1' "$journal" || continue
      sed 's|costcalc.journal/1|costcalc.journal/2|' "$journal" >"$folder/seed-${journal//\//-}-2"
    done
    ;;
  accuracies) files specs/accuracies/*.csv Fuzz/seeds/*.csv ;;
  machines) files specs/machines/*.json Fuzz/seeds/machine*.json ;;
  onnx | tflite | pt2 | mlmodel)
    for file in Tests/ModelFilesTests/Fixtures/files/small*."$kind"; do
      cp "$file" "$folder/seed-${file##*/}"
    done
    ;;
  graphs)
    for number in $(seq 64); do
      head -c $((number * 7)) <(yes "graph $number" | tr -d '\n') >"$folder/seed-$number"
    done
    ;;
  conventions) files specs/conventions/*.json ;;
  budgets) files Fuzz/seeds/budgets*.json ;;
  reports) files Fuzz/seeds/report*.json ;;
  commands)
    {
      sed -n 's/^\$ costcalc //p' docs/*.md README.md
      grep -rhoE '"costcalc [a-z-]+ [^"]*"' Sources/costcalc | sed 's/^"costcalc //; s/"$//'
    } | commands
    ;;
  *)
    echo "Fuzz/seeds.sh: unknown kind '$kind'" >&2
    exit 2
    ;;
esac
find "$folder" -name 'seed-*' -size +4095c -delete
