#!/usr/bin/env bash
# Makes the secrets that the compose files take, 256 random bits each, in secrets/ beside this script; never replaces one. There is no
# default password anywhere.
#   secrets.sh [--print]      with --print also says where the key of the admin pages is
set -euo pipefail
folder=${TOWOW_SECRETS:-$(cd "$(dirname "$0")" && pwd)/secrets}
# Compose gives a container the file as it is: its user has to be able to read it.
owner=${TOWOW_OWNER:-10001}
mkdir -p "$folder"
# Others do not get as far as the files.
chmod 700 "$folder"
printf '*\n' > "$folder/.gitignore"

make_secret() {
    [ ! -s "$folder/$1" ] || return 0
    (umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' > "$folder/$1.new")
    [ "$(wc -c < "$folder/$1.new")" -eq 64 ]
    # The folder keeps everybody else away; inside the containers those read it who are given it.
    if [ "$(id -u)" -eq 0 ]; then chown "$owner" "$folder/$1.new"; chmod 400 "$folder/$1.new"; else chmod 444 "$folder/$1.new"; fi
    mv "$folder/$1.new" "$folder/$1"
}

make_secret admin_api_key
make_secret postgres_password
make_secret openagent_password
if [ "${1:-}" = --print ]; then echo "the key of the admin pages: $folder/admin_api_key"; fi
