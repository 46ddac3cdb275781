#!/usr/bin/env bash
# Builds towow_VERSION_ARCHITECTURE.deb from a release binary. The same binary and the same SOURCE_DATE_EPOCH give the same bytes.
#   build.sh [--binary FILE] [--version VERSION] [--output FOLDER] [--compression xz|gzip]
# gzip is for tests, which are in a hurry.
# VERSION must be what the binary says of itself (the default). DEB_MAINTAINER is who publishes the package.
# Needs Debian's dpkg-dev, python3, xz-utils.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=../common/stage.sh
. "$here/../common/stage.sh"
arguments "$@"

root=$work/root
mkdir -p "$root/DEBIAN" "$root/etc/towow" "$root/usr/share/lintian/overrides"
stage_program "$root/usr"
stage_units "$root/usr/lib/systemd/system"
install -m 640 "$here/../common/towow.env" "$root/etc/towow/towow.env"
install -m 644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/towow"
install -m 644 "$here/../common/copyright" "$root/usr/share/doc/towow/copyright"
changelog > "$work/changelog"
gzip -9nc "$work/changelog" > "$root/usr/share/doc/towow/changelog.gz"
gzip -9n "$root"/usr/share/man/man?/*

for script in preinst postinst prerm postrm; do
    include "$here/$script" > "$root/DEBIAN/$script"
    chmod 755 "$root/DEBIAN/$script"
done
# For preinst, which tries it before it comes into place.
install -m 755 "$binary" "$root/DEBIAN/towow"
echo /etc/towow/towow.env > "$root/DEBIAN/conffiles"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@MAINTAINER@|$maintainer|" \
    -e "s|@SIZE@|$(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)|" -e "s|@DEPENDS@|$(libraries)|" \
    "$here/control.in" > "$root/DEBIAN/control"

package=$output/towow_${version}_$architecture.deb
settle "$root"
level=6
[ "$compression" = xz ] || level=1
dpkg-deb --root-owner-group "-Z$compression" "-z$level" --threads-max=1 --build "$root" "$package" > /dev/null
echo "$package"
