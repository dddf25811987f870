#!/usr/bin/env bash
# Tools/package.sh [FOLDER]: writes costcalc-VERSION-linux-ARCHITECTURE.tar.gz and, where dpkg-deb is,
# costcalc_VERSION_ARCHITECTURE.deb into FOLDER (default .build-static/packages). Both hold what
# Tools/install.sh installs and run on a machine without Swift.
set -euo pipefail
folder="$(realpath -m "${1:-$(dirname "$0")/../.build-static/packages}")"
cd "$(dirname "$0")/.."
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
mkdir -p "$folder"

DESTDIR="$root" Tools/install.sh /usr
read -r _ version < <("$root/usr/bin/costcalc" --version)
documents="$root/usr/share/doc/costcalc"
install -D -m 644 LICENSE "$documents/LICENSE"
gzip -9n <CHANGELOG.md >"$documents/CHANGELOG.md.gz"
# The same files, times and owners make the same bytes.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
archive="$folder/costcalc-$version-linux-$(uname -m).tar.gz"
tar -C "$root/usr" --sort=name --owner=0 --group=0 --numeric-owner -cf - bin share | gzip -9n >"$archive"
echo "$archive"

command -v dpkg-deb >/dev/null || { echo "dpkg-deb is not installed: no .deb" >&2; exit 0; }
gzip -9n "$root"/usr/share/man/man1/*.1
# Debian has the text of the license.
rm "$documents/LICENSE"
cat >"$documents/copyright" <<END
costcalc, copyright its authors, under the Apache License, version 2.0:
/usr/share/common-licenses/Apache-2.0
END
mkdir -p "$root/usr/share/zsh/vendor-completions" "$root/DEBIAN"
mv "$root/usr/share/zsh/site-functions/_costcalc" "$root/usr/share/zsh/vendor-completions/"
rmdir "$root/usr/share/zsh/site-functions"
architecture="$(dpkg --print-architecture)"
cat >"$root/DEBIAN/control" <<END
Package: costcalc
Version: $version
Architecture: $architecture
Maintainer: the authors of costcalc <costcalc@localhost>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Section: science
Priority: optional
Description: costs of convolutional networks, exactly
 Reads a model file or an architecture as a table and counts MACs, parameters,
 memory traffic and arithmetic intensity, as numbers or as closed forms; solves
 for the coefficients of compound scaling; says whether a network fits.
END
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package="$folder/costcalc_${version}_$architecture.deb"
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
