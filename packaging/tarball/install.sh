#!/bin/sh
# Installs ToWow from this folder as a service of this host, or brings an installed one up to this version. Can be repeated: what is
# there already stays as it is, configuration and keys above all.
#   install.sh [--prefix FOLDER] [--no-start]     the default prefix is /usr/local
set -eu
# Whatever root's own is: programs and manual pages are for everybody; what is not has a mode of its own below.
umask 022
cd "$(dirname "$0")"

#include check-new.sh

#include admin-key.sh

prefix=/usr/local
start=yes
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix)
            prefix=${2:?--prefix needs a folder}
            shift
            ;;
        --no-start) start= ;;
        *)
            echo "usage: ./install.sh [--prefix FOLDER] [--no-start]" >&2
            exit 2
            ;;
    esac
    shift
done
[ "$(id -u)" -eq 0 ] || { echo "install.sh needs root" >&2; exit 1; }
case "$prefix" in /*) ;; *) echo "the prefix must be an absolute path" >&2; exit 2 ;; esac
if [ -e /var/lib/dpkg/info/towow.list ] && [ -e /usr/bin/towow ]; then
    echo "ToWow is installed as a package here: apt install ./towow_….deb upgrades it" >&2
    exit 1
fi
if ! bin/towow --version > /dev/null 2>&1; then
    echo "this system cannot run bin/towow:" >&2
    bin/towow --version 2>&1 | head -n 3 >&2
    ldd bin/towow 2> /dev/null | grep 'not found' >&2 || true
    exit 1
fi

# The user.
if ! grep -q '^towow:' /etc/passwd; then
    if command -v useradd > /dev/null; then
        useradd --system --user-group --home-dir /var/lib/towow --no-create-home --shell /usr/sbin/nologin towow
    else
        addgroup -S towow
        adduser -S -D -H -h /var/lib/towow -s /sbin/nologin -G towow towow
    fi
fi

# Configuration, keys, data.
mkdir -p /etc/towow
if [ ! -e /etc/towow/towow.env ]; then
    install -m 640 -o root -g towow towow.env /etc/towow/towow.env
fi
make_admin_key
for folder in /var/lib/towow /var/backups/towow; do
    [ -d $folder ] || install -d -o towow -g towow -m 700 $folder
done
[ -d /var/log/towow ] || install -d -o towow -g towow -m 750 /var/log/towow

# The program. An upgrade that could not serve here is refused before anything is replaced.
changed=
if ! cmp -s bin/towow "$prefix/bin/towow"; then
    if [ -e "$prefix/bin/towow" ] && ! check_new_version "$PWD/bin/towow"; then
        echo "the installed version stays and goes on" >&2
        exit 1
    fi
    mkdir -p "$prefix/bin"
    cp bin/towow "$prefix/bin/towow.new"
    chmod 755 "$prefix/bin/towow.new"
    mv "$prefix/bin/towow.new" "$prefix/bin/towow"
    changed=yes
fi
# Each replaced at once: a script that runs goes on with what it has.
find sbin share -type f | while IFS= read -r file; do
    mkdir -p "$prefix/${file%/*}"
    cp "$file" "$prefix/$file.new"
    # Where the program is.
    case "$file" in
        sbin/*) sed -i "s|/usr/local/bin/towow|$prefix/bin/towow|g" "$prefix/$file.new" ;;
        */examples/*) sed -i "s|/usr/bin/towow|$prefix/bin/towow|g" "$prefix/$file.new" ;;
    esac
    mv "$prefix/$file.new" "$prefix/$file"
done

# The service.
if ! command -v systemctl > /dev/null; then
    echo "ToWow is installed. There is no systemd; start it like this, under whatever watches over services here:"
    echo "    ADMIN_API_KEY_FILE=/etc/towow/admin.key $prefix/bin/towow serve --config /etc/towow/towow.env"
    exit 0
fi
unit=$(mktemp)
trap 'rm -f "$unit"' EXIT
for file in systemd/*; do
    sed "s|/usr/bin/towow|$prefix/bin/towow|g" "$file" > "$unit"
    target=/etc/systemd/system/${file#systemd/}
    if ! cmp -s "$unit" "$target"; then
        cp "$unit" "$target"
        chmod 644 "$target"
        changed=yes
    fi
done
if [ -z "$start" ] || [ ! -d /run/systemd/system ]; then
    systemctl enable --quiet towow.socket towow.service
    echo "ToWow is installed and starts with the system."
    exit 0
fi
[ -z "$changed" ] || systemctl daemon-reload
systemctl enable --quiet towow.socket towow.service
systemctl start towow.socket
# The socket stays: nobody is refused while the service restarts.
if [ -n "$changed" ]; then systemctl restart towow.service; else systemctl start towow.service; fi
echo "ToWow runs: $("$prefix/bin/towow" --version). The key of the admin pages is in /etc/towow/admin.key."
