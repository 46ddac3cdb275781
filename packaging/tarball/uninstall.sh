#!/bin/sh
# Takes away what install.sh made: the service and the program; with --purge also configuration, keys, data and user. Can be repeated.
#   uninstall.sh [--prefix FOLDER] [--purge]
set -eu
cd "$(dirname "$0")"

prefix=/usr/local
purge=
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix)
            prefix=${2:?--prefix needs a folder}
            shift
            ;;
        --purge) purge=yes ;;
        *)
            echo "usage: ./uninstall.sh [--prefix FOLDER] [--purge]" >&2
            exit 2
            ;;
    esac
    shift
done
[ "$(id -u)" -eq 0 ] || { echo "uninstall.sh needs root" >&2; exit 1; }
case "$prefix" in /*) ;; *) echo "the prefix must be an absolute path" >&2; exit 2 ;; esac

if command -v systemctl > /dev/null && [ -e /etc/systemd/system/towow.service ]; then
    systemctl disable --quiet towow.socket towow-https.socket towow-redirect.socket towow.service
    # The colours of towow-bluegreen, where there are some.
    systemctl disable --quiet towow@blue.service towow@green.service 2> /dev/null || true
    if [ -d /run/systemd/system ]; then
        # Sockets first, else a connection would start the service again.
        systemctl stop towow.socket towow-https.socket towow-redirect.socket
        systemctl stop towow.service
        systemctl stop 'towow@*.service'
    fi
    for file in systemd/*; do rm -f "/etc/systemd/system/${file#systemd/}"; done
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl reset-failed towow.service 'towow@*.service' 2> /dev/null || true
    fi
fi
rm -f "$prefix/bin/towow"
find sbin share -type f | while IFS= read -r file; do rm -f "$prefix/$file"; done
if [ -d "$prefix/share/doc/towow" ]; then find "$prefix/share/doc/towow" -depth -type d -empty -delete; fi
if [ -z "$purge" ]; then
    echo "ToWow is removed. /etc/towow, /var/lib/towow and /var/backups/towow are still there."
    exit 0
fi
rm -rf /var/lib/towow /var/log/towow /var/lib/towow-versions
for colour in blue green; do
    rm -rf "/var/lib/towow-$colour" "/var/log/towow-$colour" "/opt/towow/$colour"
done
if [ -d /opt/towow ]; then rmdir --ignore-fail-on-non-empty /opt/towow; fi
rm -f /etc/towow/towow.env /etc/towow/admin.key
# Backups that somebody made, and certificates, are theirs.
if [ -d /etc/towow ]; then rmdir --ignore-fail-on-non-empty /etc/towow; fi
if [ -d /var/backups/towow ]; then rmdir --ignore-fail-on-non-empty /var/backups/towow; fi
if [ ! -d /var/backups/towow ] && grep -q '^towow:' /etc/passwd; then
    if command -v userdel > /dev/null; then userdel towow; else deluser towow; fi
fi
echo "ToWow is removed, with its configuration and its data."
