#!/usr/bin/env bash
# Builds towow-VERSION-linux-ARCHITECTURE.tar.gz, for systems without Debian's package manager, with install.sh and uninstall.sh. The same
# binary and the same SOURCE_DATE_EPOCH give the same bytes.
#   build.sh [--binary FILE] [--version VERSION] [--output FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=../common/stage.sh
. "$here/../common/stage.sh"
arguments "$@"

root=$work/towow-$version
stage_program "$root"
stage_units "$root/systemd"
install -m 644 "$here/../common/towow.env" "$root/towow.env"
install -m 644 "$here/../common/copyright" "$root/share/doc/towow/copyright"
install -m 644 "$here/README" "$root/README"
for script in install.sh uninstall.sh; do
    include "$here/$script" > "$root/$script"
    chmod 755 "$root/$script"
done
settle "$root"
archive=$output/towow-$version-linux-$architecture.tar.gz
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -cf - "towow-$version" | gzip -9n > "$archive"
echo "$archive"
