#!/usr/bin/env bash
# Tools/try-package.sh [FOLDER]: installs the .deb of Tools/package.sh in a bare Debian, made by
# debootstrap in a temporary folder, and runs it there; as root. Needs: apt-get install debootstrap
set -euo pipefail
folder="$(realpath -m "${1:-$(dirname "$0")/../.build-static/packages}")"
packages=("$folder"/*.deb)
[[ -f "${packages[0]}" ]] || { echo "no .deb in $folder; run Tools/package.sh" >&2; exit 2; }
root="$(mktemp -d)"
trap 'umount "$root/proc" 2>/dev/null; rm -rf "$root"' EXIT
debootstrap --variant=minbase "${SUITE:-bookworm}" "$root" "${MIRROR:-http://deb.debian.org/debian}" >"$root.log" ||
  { tail "$root.log"; exit 1; }
rm -f "$root.log"
cp "${packages[0]}" "$root/costcalc.deb"
mount -t proc proc "$root/proc"
inside() { chroot "$root" "$@"; }
inside dpkg -i /costcalc.deb
inside sh -c '! command -v swift'
inside costcalc --version
inside costcalc count mobilenet_v2 --fold parts | tail -n 4
inside ldd /usr/bin/costcalc || true  # "not a dynamic executable"
inside sh -c 'ls -l /usr/bin/costcalc; zcat /usr/share/man/man1/costcalc-count.1.gz | head -n 6'
