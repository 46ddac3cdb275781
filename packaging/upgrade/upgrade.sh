#!/usr/bin/env bash
# Brings the ToWow of one host to another version, and back, while people use it: tries the version beside the running one, makes a backup,
# swaps the program, restarts through the socket, and asks whether the right version serves. When it does not, the program that was
# there comes back by itself. What was accepted meanwhile stays; the database is put back only when the new version changed it so
# that the old one cannot use it and then never got ready.
#
#   upgrade.sh FILE           a package (.deb), a tarball (.tar.gz), its unpacked folder, or a program
#   upgrade.sh --to VERSION   one of those that were here, newer or older; refused when it cannot use the database as it is
#   upgrade.sh --list         those that were kept: the last three, the present one among them
#   --dry-run       tries the version, and says what would be done
#   --config FILE   settings (default /etc/towow/upgrade.conf if it is there): lines of shell, below
#   --help          this text, with all settings
#
# Exit status: 0 done, 1 failed or refused (what served before goes on, or it is said in capitals), 2 usage or settings, 3 another run is
# under way.
set -euo pipefail

# Settings.
PROGRAM=/usr/bin/towow
[ -e "$PROGRAM" ] || PROGRAM=/usr/local/bin/towow
CONFIG=/etc/towow/towow.env
# For root alone: what lies here is run.
VERSIONS=/var/lib/towow-versions
KEEP=3
# The server's user must be able to write there.
BACKUPS=/var/backups/towow
# The socket must stay open meanwhile.
RESTART='systemctl restart towow.service'
# Plain HTTP on the loopback, https with curl.
URL=http://127.0.0.1:8000
# Whether a version is started on an empty database beside the running one before it comes into its place.
TRIAL=yes
# Seconds until ready; a migration gets three times what its trial took on top.
WAIT=60
LOCK=/run/lock/towow-upgrade

say() { printf 'upgrade: %s\n' "$*"; }
note() { printf 'upgrade: %s\n' "$*" >&2; }
fail() {
    note "$*"
    exit 1
}
usage() {
    sed -n 's/^#  \( upgrade.sh.*\| --.*\)/\1/p' "$0" >&2
    exit 2
}
help() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
    echo
    sed -n '/^# Settings/,/^$/{/^# shellcheck/!p}' "$0"
    exit 0
}

source=
to=
list=
dry=
settings=/etc/towow/upgrade.conf
needs_settings=
while [ $# -gt 0 ]; do
    case "$1" in
        --list) list=yes ;;
        --to)
            to=${2-}
            case "$to" in '' | *[!0-9A-Za-z.+~-]* | .*) usage ;; esac
            shift
            ;;
        --dry-run) dry=yes ;;
        --config)
            settings=${2-}
            needs_settings=yes
            shift
            ;;
        -h | --help) help ;;
        -*) usage ;;
        *)
            [ -z "$source" ] || usage
            source=$1
            ;;
    esac
    shift
done
case "${list:+l}${to:+t}${source:+s}" in l | t | s) ;; *) usage ;; esac
[ -z "$source" ] || source=$(realpath -e -- "$source") || exit 2
if [ -n "$needs_settings" ] || [ -e "$settings" ]; then
    [ -r "$settings" ] || { note "$settings cannot be read"; exit 2; }
    # shellcheck disable=SC1090
    . "$settings"
fi
URL=${URL%/}

# The program

work=$(mktemp -d)
copy=
# The same secrets that the service gets, in the environment of the service.
for name in anthropic_api_key database_url postgres_password openagent_password; do
    [ ! -e "/etc/credstore/towow.$name" ] || cp "/etc/credstore/towow.$name" "$work/$name"
done
[ ! -e /etc/towow/admin.key ] || cp /etc/towow/admin.key "$work/admin_api_key"
as_service() { env -C / -i PATH="$PATH" CREDENTIALS_DIRECTORY="$work" "$@" 9>&-; }
version_of() { env -i PATH="$PATH" "$1" --version 2> /dev/null 9>&- | sed -n 's/^towow //p'; }
# Also one that dpkg could not configure, because it did not get ready.
is_package() {
    [ "$PROGRAM" = /usr/bin/towow ] || return 1
    case "$(dpkg-query -W -f '${db:Status-Status}' towow 2> /dev/null)" in '' | not-installed | config-files) return 1 ;; esac
}

# What answers

# fetch URL: the body when the status is 200; status 22 when it is another. Without curl plain HTTP works as well.
fetch() {
    local rest path
    if command -v curl > /dev/null; then
        curl -sSfk --noproxy '*' --connect-timeout 3 -m 5 -- "$1" 9>&-
        # In a trap, a bare return has the status of before the trap.
        return $?
    fi
    case "$1" in http://*) ;; *) note "curl is needed for $1" && return 1 ;; esac
    rest=${1#http://}
    path=/${rest#*/}
    rest=${rest%%/*}
    case "$rest" in *:*) ;; *) rest=$rest:80 ;; esac
    # shellcheck disable=SC2016
    timeout 5 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" "$3" "$1" >&3 &&
        read -r _ status _ <&3 && { [ "$status" = 200 ] || exit 22; } && cat <&3' - "${rest%:*}" "${rest##*:}" "$path" 9>&-
}
# In a subshell, else a trap that strikes here would have nowhere to write.
answers() { (fetch "$1") > /dev/null 2>&1; }
running_version() { fetch "$1/metrics" 2> /dev/null | sed -n 's/^towow_build_info{.*version="\([^"]*\)".*/\1/p'; }
# serves URL VERSION: ready, of that version, with its page, and able to read its database.
serves() {
    answers "$1/health/ready" && [ "$(running_version "$1")" = "$2" ] && answers "$1/" &&
        fetch "$1/api/v1/agents?limit=1" 2> /dev/null | grep '"agents"' > /dev/null
}

# Versions that are kept: a folder each, with the program and, where it came as one, the package.

kept() {
    [ -d "$VERSIONS" ] || return 0
    find "$VERSIONS" -mindepth 2 -maxdepth 2 -name towow -printf '%T@ %h\n' | sort -rn | sed 's/^[^ ]* //'
}
show() {
    local folder present
    present=$(version_of "$PROGRAM") || true
    [ -n "$(kept)" ] || say "nothing is kept yet; the present version is ${present:-unknown}"
    kept | while IFS= read -r folder; do
        printf '%-16s %s  %-8s %s\n' "${folder##*/}" "$(date -u -r "$folder/towow" +%Y-%m-%dT%H:%MZ)" \
            "$(if [ -e "$folder/package.deb" ]; then echo package; else echo program; fi)" "$([ "${folder##*/}" != "$present" ] || echo present)"
    done
}
# keep VERSION PROGRAM [PACKAGE]
keep() {
    local folder=$VERSIONS/$1
    [ -d "$VERSIONS" ] || mkdir -m 700 "$VERSIONS"
    if [ -e "$folder/towow" ]; then
        cmp -s "$folder/towow" "$2" || fail "another program than the one that is kept calls itself $1, too: remove $folder, or give it a version of its own"
        [ -z "${3-}" ] || [ -e "$folder/package.deb" ] || cp -- "$3" "$folder/package.deb"
    else
        rm -rf "$folder" "$folder.new"
        mkdir "$folder.new"
        cp -- "$2" "$folder.new/towow"
        chmod 755 "$folder.new/towow"
        [ -z "${3-}" ] || cp -- "$3" "$folder.new/package.deb"
        mv "$folder.new" "$folder"
    fi
}
prune() {
    kept | tail -n "+$((KEEP + 1))" | while IFS= read -r folder; do rm -rf "$folder"; done
    # shellcheck disable=SC2012
    ls -1t "$BACKUPS"/upgrade-*.db 2> /dev/null | tail -n "+$((KEEP + 1))" | while IFS= read -r file; do rm -f "$file"; done
}
unpack() {
    local found
    case "$source" in
        *.deb)
            is_package || fail "ToWow is not installed as a package here: take the tarball"
            dpkg-deb -x "$source" "$work/package" || fail "$source is no package"
            found=$work/package/usr/bin/towow
            package=$source
            ;;
        *.tar.gz | *.tgz)
            mkdir "$work/tarball"
            tar -xzf "$source" -C "$work/tarball" || fail "$source is no tarball"
            found=$(find "$work/tarball" -mindepth 3 -maxdepth 3 -path '*/bin/towow' | head -n 1)
            ;;
        *) if [ -d "$source" ]; then found=$source/bin/towow; else found=$source; fi ;;
    esac
    if ! [ -x "$found" ]; then fail "there is no program in $source"; fi
    new=$(version_of "$found")
    [ -n "$new" ] || fail "$source does not run here"
    program=$found
}

# Whether it can serve here, found out beside the running one

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
    done
    echo "$port"
}
try_server() {
    local port pid deadline status=1
    port=$(free_port)
    mkdir -m 700 "$copy/trial"
    chown --reference="$folder" "$copy/trial"
    # Nothing of the real one's: no data (so that no model is asked), no network of agents, no port.
    # Not by as_service, so that $! is the server.
    env -C / -i PATH="$PATH" CREDENTIALS_DIRECTORY="$work" "$program" serve --config "$CONFIG" --set "DATABASE_URL=sqlite:///$copy/trial/towow.db" --set "TOWOW_DATA_DIR=$copy/trial" --set APP_HOST=127.0.0.1 \
        --set "APP_PORT=$port" --set OPENAGENT_HOST= --set TLS_CERT_FILE= --set TLS_KEY_FILE= --set HTTP_REDIRECT_PORT= \
        > "$work/trial.log" 2>&1 < /dev/null 9>&- &
    pid=$!
    deadline=$((SECONDS + WAIT))
    while kill -0 "$pid" 2> /dev/null && [ "$SECONDS" -lt "$deadline" ]; do
        if serves "http://127.0.0.1:$port" "$new"; then
            status=0
            break
        fi
        sleep 0.1
    done
    kill "$pid" 2> /dev/null || true
    deadline=$((SECONDS + 12))
    while kill -0 "$pid" 2> /dev/null; do
        if [ "$SECONDS" -ge "$deadline" ]; then kill -KILL "$pid" 2> /dev/null || true; fi
        sleep 0.1
    done
    [ "$status" -eq 0 ] || tail -n 5 "$work/trial.log" >&2
    return "$status"
}
# Sets `backup`, `locks_out` and `patience`.
try_version() {
    local begin=$SECONDS
    as_service "$program" config check --config "$CONFIG" > /dev/null || fail "version $new does not accept $CONFIG; nothing was changed"
    folder=$(as_service "$program" config print --config "$CONFIG" | sed -n 's/^TOWOW_DATA_DIR=\([^ ]*\).*/\1/p')
    [ -d "$folder" ] || fail "there is no data directory ${folder:-of $CONFIG}"
    # In the data directory, because it must be the server's user who writes there.
    copy=$folder/upgrade-check
    rm -rf "$copy"
    mkdir -m 700 "$copy"
    chown --reference="$folder" "$copy"
    backup=$BACKUPS/upgrade-$(date -u +%Y%m%dT%H%M%SZ)-from-$present.db
    as_service "$PROGRAM" backup "$backup" --config "$CONFIG" > /dev/null || fail "no backup could be made; nothing was changed"
    say "backup: $backup"
    locks_out=
    # A backup of PostgreSQL is an export, which holds no schema: its steps run in one transaction when the server starts.
    if [ "$(head -c 15 "$backup")" = "SQLite format 3" ]; then
        cp -- "$backup" "$copy/towow.db"
        chown --reference="$folder" "$copy/towow.db"
        begin=$SECONDS
        as_service "$program" migrate --config "$CONFIG" --set "DATABASE_URL=sqlite:///$copy/towow.db" > /dev/null ||
            fail "version $new cannot use the database as it is (tried on a copy); version $present stays, nothing was changed"
        as_service "$PROGRAM" migrate --config "$CONFIG" --set "DATABASE_URL=sqlite:///$copy/towow.db" > /dev/null 2>&1 || locks_out=yes
    fi
    patience=$((WAIT + 3 * (SECONDS - begin)))
    if [ "$TRIAL" = yes ] && ! try_server; then fail "version $new does not serve (tried on an empty database); version $present stays, nothing was changed"; fi
    rm -rf "$copy"
    say "version $new passed its trial"
}

# In its place

place() {
    cp -- "$1" "$PROGRAM.new"
    chmod 755 "$PROGRAM.new"
    mv -f "$PROGRAM.new" "$PROGRAM"
}
# place_after COMMAND FILE VERSION-FOLDER: a program that, at its next start, first makes or puts back the backup FILE, between the end of
# the server that was and the start of the next: nothing is accepted in between.
place_after() {
    cat > "$work/starter" << END
#!/bin/sh
if [ "\$1" = serve ] && mkdir '$folder/upgrade-$1' 2> /dev/null; then
    '$3/towow' $1 '$2' --config '$CONFIG' > /dev/null || { rmdir '$folder/upgrade-$1'; exit 1; }
fi
exec '$3/towow' "\$@"
END
    rm -rf "$folder/upgrade-$1"
    # The starter runs it as the server's user.
    chmod 711 "$VERSIONS"
    chmod 755 "$3"
    place "$work/starter"
}
restart() { timeout "$patience" bash -c "$RESTART" 9>&-; }
# Of a package dpkg knows the version; it restarts the service itself.
install_package() {
    timeout "$((patience + 60))" dpkg --force-downgrade --force-confold -i "$1" < /dev/null > "$work/dpkg.log" 2>&1 9>&- ||
        { tail -n 5 "$work/dpkg.log" >&2; return 1; }
}
# Whether the version serves; `was_ready` when something that is not the version before said that it is ready.
was_ready=
verify() {
    local deadline=$((SECONDS + patience)) version status is_silent=
    while :; do
        # Nobody answers yet: that takes as long as the socket holds whoever asks, and is not asked twice.
        if answers "$URL/health/ready"; then
            status=0
            version=$(running_version "$URL") || status=$?
            case "$status" in
                0 | 22) if [ "$version" != "$present" ]; then was_ready=yes; fi ;;
                # The version before may have said it in its last moment. Who says it once more, and then nothing, is another.
                *)
                    was_ready=${was_ready:-$is_silent}
                    is_silent=yes
                    ;;
            esac
            if serves "$URL" "$1"; then break; fi
        fi
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
    was_ready=yes
}

swapped=
clean() { rm -rf "$work" ${copy:+"$copy"}; }
roll_back() {
    trap '' INT TERM HUP
    set +e
    [ -z "$swapped" ] || go_back
    # A trap that is set in this one would never run.
    clean
    exit 1
}
go_back() {
    note "version $new does not serve; rolling back to $present"
    [ "$patience" -ge 60 ] || patience=60
    if [ -n "$locks_out" ] && [ -n "$was_ready" ]; then
        note "NOT ROLLED BACK: version $present cannot use the database any more, and the new version was ready, so that people may have been answered"
        note "the database of before is in $backup"
        return
    fi
    if [ -n "$locks_out" ] && [ -d "$folder/upgrade-backup" ]; then
        place_after restore "$folder/upgrade.db" "$VERSIONS/$present"
        restart
        verify "$present"
        place "$VERSIONS/$present/towow"
    elif is_package && [ -n "$package" ] && [ -e "$VERSIONS/$present/package.deb" ]; then
        install_package "$VERSIONS/$present/package.deb"
    else
        place "$VERSIONS/$present/towow"
        restart
    fi
    tidy
    if verify "$present"; then note "version $present serves"; else note "VERSION $present DOES NOT SERVE: look at the log"; fi
}
tidy() {
    [ -n "$folder" ] || return 0
    rm -rf "$folder/upgrade-backup" "$folder/upgrade-restore" "$folder/upgrade.db"
    chmod 700 "$VERSIONS"
}

change() {
    package=
    folder=
    present=$(version_of "$PROGRAM")
    [ -n "$present" ] || fail "$PROGRAM does not run"
    if [ -n "$to" ]; then
        new=$to
        program=$VERSIONS/$to/towow
        [ -x "$program" ] || { show >&2; fail "version $to is not kept"; }
        [ ! -e "$VERSIONS/$to/package.deb" ] || package=$VERSIONS/$to/package.deb
    else
        unpack
    fi
    if [ "$new" = "$present" ]; then
        cmp -s "$program" "$PROGRAM" || fail "the program in its place calls itself $new, too: give the other a version of its own"
        [ -z "$source" ] || keep "$new" "$program" "$package"
        patience=$WAIT
        verify "$new" || fail "version $new is in its place, but does not serve: look at the log"
        say "version $new is there and serves: nothing to do"
        return
    fi
    answers "$URL/health/ready" || note "the present version is not ready: it is replaced all the same"
    try_version
    if [ -n "$dry" ]; then
        say "would put version $new into the place of $present ($PROGRAM), then: $RESTART"
        [ -z "$locks_out" ] || say "afterwards version $present could not use the database any more"
        return
    fi
    keep "$present" "$PROGRAM"
    keep "$new" "$program" "$package"
    trap roll_back EXIT
    trap 'exit 130' INT TERM HUP
    swapped=yes
    if [ -n "$locks_out" ]; then
        say "version $new changes the database so that $present cannot use it: once more a backup, between the two"
        place_after backup "$folder/upgrade.db" "$VERSIONS/$new"
        restart || exit 1
    elif [ -n "$package" ] && is_package; then
        install_package "$package" || exit 1
    else
        place "$program"
        restart || exit 1
    fi
    verify "$new" || exit 1
    trap clean EXIT
    trap - INT TERM HUP
    if [ -n "$locks_out" ]; then
        if [ -n "$package" ] && is_package; then install_package "$package" || note "dpkg did not take the package"; else place "$program"; fi
    fi
    tidy
    # What was there last is thrown away last.
    touch "$VERSIONS/$present/towow"
    sleep 0.01
    touch "$VERSIONS/$new/towow"
    prune
    say "version $new serves; back: --to $present"
}

trap clean EXIT
if [ -n "$list" ]; then
    show
    exit 0
fi
exec 9>> "$LOCK" || exit 2
flock -n 9 || { note "another run is under way ($LOCK)"; exit 3; }
change
