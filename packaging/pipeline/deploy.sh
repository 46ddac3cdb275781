#!/usr/bin/env bash
# Brings a Debian package to a host by ssh, and the one before back when the new one does not work there. Another version is an upgrade or,
# when it is older, a rollback; the package itself refuses what the configuration or the database cannot bear.
#   deploy.sh --host USER@HOST --package towow_VERSION_amd64.deb [--keep N]
# The user may use sudo without a password for the commands of remote() below. Status 0: the version runs; 1: the one before runs; 2: nothing
# was changed; 3: neither, look at once.
set -euo pipefail

host=
package=
keep=3
while [ $# -gt 0 ]; do
    case "$1" in
        --host) host=${2:-} ;;
        --package) package=${2:-} ;;
        --keep) keep=${2:-} ;;
        *) host='' && break ;;
    esac
    shift $(($# > 1 ? 2 : 1))
done
if [[ ! $host =~ ^[A-Za-z0-9_][A-Za-z0-9_.@:-]*$ || ! -f $package || ! $keep =~ ^[1-9][0-9]?$ ]]; then
    echo "usage: $0 --host USER@HOST --package FILE [--keep 1…99]" >&2
    exit 2
fi
name=$(basename "$package")
if [[ ! $name =~ ^towow_([0-9][A-Za-z0-9.+~-]*)_[a-z0-9]+\.deb$ ]]; then
    echo "$name is not the name of a package of ToWow" >&2
    exit 2
fi
version=${BASH_REMATCH[1]}
sum=$(sha256sum "$package" | cut -d ' ' -f 1)

options=(-o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=15 -o ServerAliveInterval=15)

# What runs over there, by a shell, with the name, version and checksum of the package as arguments. Packages stay in a folder of their own,
# the last ones for a way back.
remote() {
    cat << 'REMOTE'
set -eu
name=$1 version=$2 sum=$3 keep=$4
folder=${TOWOW_PACKAGES:-/var/cache/towow-packages}
installed() { dpkg-query -W -f '${Version}' towow 2> /dev/null || true; }
works() {
    [ "$(towow --version)" = "towow $1" ] || return 1
    tries=0
    until towow healthcheck; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || return 1
        sleep 1
    done
}
install_package() { sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends --reinstall --allow-downgrades "$1"; }

sudo install -d -m 755 "$folder"
trap 'rm -f "/tmp/$name.$sum"' EXIT
if ! echo "$sum  /tmp/$name.$sum" | sha256sum -c --status; then echo "deploy: the package did not arrive whole" >&2; exit 2; fi
before=$(installed)
old=
[ -z "$before" ] || [ ! -L "$folder/current" ] || old=$(readlink -f "$folder/current")
file=$folder/$version-$(echo "$sum" | cut -c 1-12)/$name
sudo install -d -m 755 "${file%/*}"
sudo install -m 644 "/tmp/$name.$sum" "$file"
echo "deploy: ${before:-nothing} is there, $version comes"
if install_package "$file" && works "$version"; then
    sudo ln -sfn "$file" "$folder/current"
    # The last ones, the newest use first.
    sudo touch "${file%/*}"
    ls -1dt "$folder"/*-*/ | tail -n +"$((keep + 1))" | xargs -r sudo rm -r --
    echo "deploy: $version runs"
    exit 0
fi
echo "deploy: $version does not work" >&2
sudo rm -r "${file%/*}"
# Its check before the installation said no: nothing was changed.
if [ -n "$before" ] && [ "$(installed)" = "$before" ] && [ "$before" != "$version" ] && works "$before"; then
    echo "deploy: $before still runs" >&2
    exit 1
fi
if [ -n "$old" ] && [ -f "$old" ] && install_package "$old" && works "$before"; then
    echo "deploy: $before runs again" >&2
    exit 1
fi
echo "deploy: nothing to go back to" >&2
exit 3
REMOTE
}

if ! scp -q "${options[@]}" "$package" "$host:/tmp/$name.$sum"; then
    echo "deploy: $host cannot be reached" >&2
    exit 2
fi
status=0
remote | ssh "${options[@]}" "$host" sh -s -- "$name" "$version" "$sum" "$keep" || status=$?
# 255 is ssh's own: the connection broke, and nobody knows what became of it.
[ $status -ne 255 ] || status=3
exit $status
