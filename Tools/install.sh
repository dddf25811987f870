#!/usr/bin/env bash
# Tools/install.sh [PREFIX]: builds costcalc with all libraries inside, so that it runs on any Linux of
# this architecture and starts at once, and puts it, its pages for man and its completions under
# PREFIX (default ~/.local).
# DESTDIR, where it is set, comes before every path: for packages.
set -euo pipefail
prefix="$(realpath -m "${1:-$HOME/.local}")"
cd "$(dirname "$0")/.."

build=(swift build -c release --product costcalc --scratch-path .build-static
  -Xswiftc -static-executable -Xlinker --strip-all)
"${build[@]}"
program="$("${build[@]}" --show-bin-path)/costcalc"

share="${DESTDIR:-}$prefix/share"
install -D -m 755 "$program" "${DESTDIR:-}$prefix/bin/costcalc"
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" \
  "$share/fish/vendor_completions.d"
"$program" help --man >"$share/man/man1/costcalc.1"
# Commands are what completes an empty line, but for the options.
for command in $("$program" completions bash -- '' | grep -v '^-'); do
  "$program" help "$command" --man >"$share/man/man1/costcalc-$command.1"
done
"$program" completions bash >"$share/bash-completion/completions/costcalc"
"$program" completions zsh >"$share/zsh/site-functions/_costcalc"
"$program" completions fish >"$share/fish/vendor_completions.d/costcalc.fish"
echo "costcalc is at ${DESTDIR:-}$prefix/bin/costcalc"
