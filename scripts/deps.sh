#!/usr/bin/env bash
# Installs the Debian packages named as arguments that are not there yet. Asks apt for nothing when all are.
set -euo pipefail

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2> /dev/null | grep -qx installed; }

# A tool that came another way counts: a Node.js or Python that is already on PATH is not installed twice.
provided() {
    case "$1" in
        nodejs) command -v node > /dev/null ;;
        python3) command -v python3 > /dev/null ;;
        python3-venv) python3 -c 'import venv, ensurepip' 2> /dev/null ;;
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null ;;
        supervisor) command -v supervisord > /dev/null ;;
        prometheus-alertmanager) command -v amtool > /dev/null ;;
        binutils) command -v readelf > /dev/null ;;
        chromium) command -v chromium > /dev/null || command -v google-chrome > /dev/null ;;
        *) command -v "$1" > /dev/null ;;
    esac
}

missing=()
for package in "$@"; do
    if command -v dpkg-query > /dev/null && installed "$package"; then continue; fi
    case "$package" in lib* | *-dev) ;; *) if provided "$package"; then continue; fi ;; esac
    missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get > /dev/null; then
    echo "deps: no apt here. Install what these Debian packages hold: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null; then
        echo "deps: needs root or sudo to install: ${missing[*]}" >&2
        echo "      as root: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "deps: installing ${missing[*]}"
# Debian's package would make a cluster and start it; the tests make their own and nobody else needs one.
clusters=/etc/postgresql-common/createcluster.conf
if [[ " ${missing[*]} " == *" postgresql "* && ! -e $clusters ]]; then
    "${as_root[@]}" mkdir -p "${clusters%/*}"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$clusters" > /dev/null
fi
# What checks start themselves may not run as services because of this.
services=()
for package in prometheus prometheus-alertmanager nginx caddy supervisor; do
    [[ " ${missing[*]} " == *" $package "* ]] && services+=("$package")
done
policy=/usr/sbin/policy-rc.d
own_policy=
if [ ${#services[@]} -gt 0 ] && [ ! -e $policy ]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy > /dev/null
    "${as_root[@]}" chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "${missing[@]}")
log=$(mktemp)
tidy() {
    rm -f "$log"
    [ -z "$own_policy" ] || "${as_root[@]}" rm -f $policy
    if [ ${#services[@]} -gt 0 ] && command -v systemctl > /dev/null; then
        "${as_root[@]}" systemctl disable -q "${services[@]}" 2> /dev/null || true
    fi
}
trap tidy EXIT
# Fresh machines have no package lists; a failed first try may only mean that.
if ! "${install[@]}" < /dev/null > "$log" 2>&1; then
    "${as_root[@]}" apt-get update -q < /dev/null > "$log" 2>&1 || true
    if ! "${install[@]}" < /dev/null > "$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "deps: apt could not install: ${missing[*]}" >&2
        exit 1
    fi
fi
