#!/usr/bin/env bash
# Changes the version of a ToWow behind nginx while people use it. Two instances, blue and green, share one PostgreSQL; nginx sends
# everybody to the live one. A switch starts the other colour, tries it, tells nginx, tries it again under people, and drains the old one:
# its streams come back to the new one and miss nothing, and whoever still comes by an old worker of nginx is answered. When none can
# come any more it ends, and its negotiations go on at the new one. Whatever fails, and when it is interrupted, it puts back what was
# before, and ends with status 1.
#
#   bluegreen.sh status
#   bluegreen.sh switch [--program FILE] [--to blue|green]   FILE becomes the other colour's program first
#   bluegreen.sh rollback                                    to the other colour, with the program that it had
#   --dry-run       says what would be done
#   --config FILE   settings (default /etc/towow/bluegreen.conf if it is there): lines of shell, below
#   --help          this text, with all settings
#
# `switch --to COLOUR` can be repeated: when that colour is live, it finishes what an earlier, killed run left undone.
# Exit status: 0 done, 1 failed and rolled back (or, said in capitals, not), 2 usage or settings, 3 another run is under way.
set -euo pipefail

# Settings, with {colour}, {other} (the colour that is not {colour}), {port} and {program} where they make sense.
BLUE_PORT=8001
GREEN_PORT=8002
# The program of a colour.
PROGRAM='/opt/towow/{colour}/towow'
# Where nginx has its upstream, or what it includes there: one line `server 127.0.0.1:PORT;`, of which the port alone is changed.
UPSTREAM=/etc/nginx/conf.d/towow-upstream.conf
NGINX_TEST='nginx -t -q'
NGINX_RELOAD='nginx -s reload'
NGINX_PID=/run/nginx.pid
# Start must not wait until it is ready, stop must end it by SIGTERM. While it starts, `running` fails as soon as waiting is in vain.
START='systemctl reset-failed towow@{colour}.service 2> /dev/null; systemctl start --no-block towow@{colour}.service'
STOP='systemctl stop towow@{colour}.service'
# Its streams end, it still answers.
DRAIN='systemctl kill --kill-who=main -s USR2 towow@{colour}.service'
# shellcheck disable=SC2016
RUNNING='test "$(systemctl show -P NRestarts towow@{colour}.service)" = 0'
# After a switch that succeeded: which colour comes up with the system.
KEEP='systemctl enable --quiet towow@{colour}.service && systemctl disable --quiet towow@{other}.service'
# The site, e.g. https://towow.example; asked on this host, wherever its name leads to. https needs curl.
URL=
# A further test of the new colour before it becomes live, e.g. '{program} doctor --config /etc/towow/towow.env --set APP_PORT={port}'.
SELF_CHECK=
# Seconds: until ready, until nginx took the new address, until nobody can come to the old one any more (its longest answers take 60), until
# the old one ended.
WAIT_READY=60
WAIT_NGINX=20
WAIT_DRAIN=75
WAIT_STOP=20
# Old workers of nginx that stay, for other sites, have nobody left for the old colour after so many seconds without a connection to it: longer
# than client_header_timeout, within which somebody who is connected must have asked.
SETTLE=12
LOCK=/run/lock/towow-bluegreen

say() { printf 'bluegreen: %s\n' "$*"; }
fail() {
    printf 'bluegreen: %s\n' "$*" >&2
    exit 1
}
usage() {
    sed -n 's/^#  \( bluegreen.sh.*\| --.*\)/\1/p' "$0" >&2
    exit 2
}
help() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
    echo
    sed -n '/^# Settings/,/^$/{/^# shellcheck/!p}' "$0"
    exit 0
}

action=
to=
program=
dry=
config=/etc/towow/bluegreen.conf
needs_config=
while [ $# -gt 0 ]; do
    case "$1" in
        status | switch | rollback)
            [ -z "$action" ] || usage
            action=$1
            ;;
        --to)
            to=${2-}
            case "$to" in blue | green) ;; *) usage ;; esac
            shift
            ;;
        --program)
            program=$(realpath -e -- "${2-}") || exit 2
            shift
            ;;
        --config)
            config=${2-}
            needs_config=yes
            shift
            ;;
        --dry-run) dry=yes ;;
        -h | --help) help ;;
        *) usage ;;
    esac
    shift
done
[ -n "$action" ] || usage
[ "$action" = switch ] || [ -z "$to$program" ] || usage
if [ -n "$needs_config" ] || [ -e "$config" ]; then
    [ -r "$config" ] || { echo "bluegreen: $config cannot be read" >&2; exit 2; }
    # shellcheck disable=SC1090
    . "$config"
fi
URL=${URL%/}

# Colours

other_than() { if [ "$1" = blue ]; then echo green; else echo blue; fi; }
port_of() { if [ "$1" = blue ]; then echo "$BLUE_PORT"; else echo "$GREEN_PORT"; fi; }
fill() {
    local text=$1
    # Not to be expanded as the pattern's replacement: a path may have an ampersand.
    text=${text//'{program}'/"$PROGRAM"}
    text=${text//'{colour}'/"$2"}
    text=${text//'{other}'/"$(other_than "$2")"}
    printf '%s\n' "${text//'{port}'/"$(port_of "$2")"}"
}
program_of() { fill "$PROGRAM" "$1"; }
# The lock is this script's alone: what it starts must not keep it.
command_for() { bash -c "$(fill "$1" "$2")" 9>&-; }

# The colour that nginx sends people to.
live() {
    local port
    port=$(sed -n 's/^[[:space:]]*server[[:space:]]\{1,\}127\.0\.0\.1:\([0-9]\{1,5\}\).*/\1/p' "$UPSTREAM" 2> /dev/null) || true
    case "$port" in
        "$BLUE_PORT") echo blue ;;
        "$GREEN_PORT") echo green ;;
        *)
            echo "bluegreen: $UPSTREAM must have one line 'server 127.0.0.1:PORT;' with $BLUE_PORT or $GREEN_PORT" >&2
            return 1
            ;;
    esac
}

# HTTP

# fetch URL: the body when this host answers it with status 200. Without curl plain HTTP works as well.
fetch() {
    local url=$1 rest path
    if command -v curl > /dev/null; then
        curl -sSf --noproxy '*' --connect-timeout 3 -m 10 --connect-to '::127.0.0.1:' -- "$url" 9>&-
        # In a trap, a bare return has the status of before the trap.
        return $?
    fi
    case "$url" in http://*) ;; *) fail "curl is needed for $url" ;; esac
    rest=${url#http://}
    path=/${rest#*/}
    rest=${rest%%/*}
    case "$rest" in *:*) ;; *) rest=$rest:80 ;; esac
    # shellcheck disable=SC2016
    timeout 10 bash -c 'exec 3<> "/dev/tcp/127.0.0.1/$2" && printf "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" "$3" "$1" >&3 &&
        read -r _ status _ <&3 && [ "$status" = 200 ] && cat <&3' - "${rest%:*}" "${rest##*:}" "$path" 9>&-
}
# In a subshell, else a trap that strikes here would have nowhere to write.
answers() { (fetch "$@") > /dev/null 2>&1; }
# A read that goes to the database.
reads_members() { fetch "$1/api/v1/agents?limit=1" 2> /dev/null | grep '"agents"' > /dev/null; }
address() { echo "http://127.0.0.1:$(port_of "$1")"; }
is_ready() { answers "$(address "$1")/health/ready"; }
is_up() { (exec 3<> "/dev/tcp/127.0.0.1/$(port_of "$1")") 2> /dev/null; }
running_version() {
    fetch "$(address "$1")/metrics" 2> /dev/null | sed -n 's/^towow_build_info{.*version="\([^"]*\)".*/\1/p'
}
version_of() { env -i PATH="$PATH" "$1" --version 2> /dev/null 9>&- | sed -n 's/^towow //p'; }

# wait_for SECONDS COMMAND…
wait_for() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# nginx

# workers new|old: those that take connections; those of an earlier configuration, which only finish what they have.
workers() {
    local master worker title
    master=$(cat "$NGINX_PID" 2> /dev/null) || return 1
    # shellcheck disable=SC2013
    for worker in $(cat "/proc/$master/task/$master/children" 2> /dev/null); do
        title=$({ tr '\0' ' ' < "/proc/$worker/cmdline"; } 2> /dev/null) || continue
        case "$title" in
            "nginx: worker process is shutting down"*) [ "$1" = new ] || echo "$worker" ;;
            "nginx: worker process"*) [ "$1" = old ] || echo "$worker" ;;
        esac
    done
}
has_new_workers() {
    local now before=$1 worker
    now=$(workers new) && [ -n "$now" ] || return 1
    for worker in $now; do
        case " $before " in *" $worker "*) return 1 ;; esac
    done
}
reload_nginx() {
    local before
    before=$(workers new | tr '\n' ' ') || true
    [ -n "$before" ] || { echo "bluegreen: nginx does not run ($NGINX_PID)" >&2; return 1; }
    bash -c "$NGINX_TEST" 9>&- || { echo "bluegreen: nginx does not accept its configuration" >&2; return 1; }
    bash -c "$NGINX_RELOAD" 9>&- || { echo "bluegreen: nginx cannot be told" >&2; return 1; }
    wait_for "$WAIT_NGINX" has_new_workers "$before" || { echo "bluegreen: nginx does not take its new configuration" >&2; return 1; }
}
# Whether an old worker of nginx has a connection to a colour. proc(5): the remote address, the state, the number of the socket.
is_asked_by_old_workers() {
    local sockets worker
    sockets=$(awk -v to="0100007F:$(printf %04X "$(port_of "$1")")" '$3 == to && $4 == "01" { print "socket:[" $10 "]" }' /proc/net/tcp)
    [ -n "$sockets" ] || return 1
    for worker in $(workers old); do
        if find "/proc/$worker/fd" -mindepth 1 -printf '%l\n' 2> /dev/null | grep -F "$sockets" > /dev/null; then return 0; fi
    done
    return 1
}
# Until nobody can come to a colour any more: a worker that has taken a connection before it heard of the change asks the colour that it knows.
wait_for_old_workers() {
    local quiet=$SECONDS deadline=$((SECONDS + WAIT_DRAIN))
    while [ -n "$(workers old)" ]; do
        if is_asked_by_old_workers "$1"; then
            quiet=$SECONDS
            if [ "$SECONDS" -ge "$deadline" ]; then
                say "somebody is still with $1 after $WAIT_DRAIN seconds"
                return
            fi
        elif [ $((SECONDS - quiet)) -ge "$SETTLE" ]; then
            return
        fi
        sleep 0.1
    done
}
# Takes effect at once and whole, or not at all.
point_to() {
    local port
    port=$(port_of "$1")
    sed "s/^\([[:space:]]*server[[:space:]]\{1,\}127\.0\.0\.1:\)[0-9]\{1,5\}/\1$port/" "$UPSTREAM" > "$UPSTREAM.new"
    chmod --reference="$UPSTREAM" "$UPSTREAM.new"
    sync "$UPSTREAM.new"
    mv -f "$UPSTREAM.new" "$UPSTREAM"
}

# Steps of a switch

is_healthy() { env -i PATH="$PATH" "$(program_of "$1")" healthcheck "$(address "$1")/health/ready" > /dev/null 2>&1 9>&-; }
check_colour() {
    local colour=$1 wanted found
    is_ready "$colour" || { echo "bluegreen: $colour is not ready" >&2; return 1; }
    # It gives up after 3 seconds, for which a busy machine may stand still.
    wait_for 10 is_healthy "$colour" || { echo "bluegreen: towow healthcheck does not like $colour" >&2; return 1; }
    answers "$(address "$colour")/" || { echo "bluegreen: $colour does not serve its page" >&2; return 1; }
    reads_members "$(address "$colour")" ||
        { echo "bluegreen: $colour cannot read the members" >&2; return 1; }
    wanted=$(version_of "$(program_of "$colour")")
    found=$(running_version "$colour")
    [ "${wanted:-unknown}" = "$found" ] ||
        { echo "bluegreen: version ${found:-unknown} answers at $colour, not ${wanted:-unknown}" >&2; return 1; }
    [ -z "$SELF_CHECK" ] || command_for "$SELF_CHECK" "$colour" || { echo "bluegreen: the self-check of $colour failed" >&2; return 1; }
}
check_proxy() {
    local _
    for _ in 1 2 3 4 5; do
        if ! answers "$URL/health/ready" || ! reads_members "$URL"; then
            echo "bluegreen: $URL does not answer as it should" >&2
            return 1
        fi
    done
}
bring_up() {
    local deadline=$((SECONDS + WAIT_READY))
    command_for "$START" "$1" || { echo "bluegreen: $1 cannot be started" >&2; return 1; }
    until is_ready "$1"; do
        [ -z "$RUNNING" ] || command_for "$RUNNING" "$1" || { echo "bluegreen: $1 ended by itself" >&2; return 1; }
        [ "$SECONDS" -lt "$deadline" ] || { echo "bluegreen: $1 is not ready after $WAIT_READY seconds" >&2; return 1; }
        sleep 0.1
    done
}
is_down() { ! is_up "$1"; }
bring_down() {
    command_for "$STOP" "$1" || { echo "bluegreen: $1 cannot be stopped" >&2; return 1; }
    wait_for "$WAIT_STOP" is_down "$1" || { echo "bluegreen: $1 has not ended after $WAIT_STOP seconds" >&2; return 1; }
}
# Nobody is sent to this colour any more.
drain() {
    command_for "$DRAIN" "$1" || { echo "bluegreen: $1 cannot be drained" >&2; return 1; }
    wait_for_old_workers "$1"
}

# What has been done, for the way back.
started=
installed=
switched=
drained=
restore_all() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    [ -n "$started$installed" ] || exit "$status"
    say "rolling back: $old stays"
    if [ -n "$drained" ] && ! is_ready "$old"; then
        # One that drains does not go back.
        if is_up "$old"; then bring_down "$old"; fi
        bring_up "$old" || say "$old DOES NOT COME BACK: look at its log"
    fi
    if [ -n "$switched" ]; then
        point_to "$old"
        reload_nginx || say "NGINX WAS NOT TOLD: $UPSTREAM names $old again, reload it"
    fi
    if [ -n "$started" ]; then
        # It need not be there any more.
        if [ -n "$switched" ] && is_up "$new"; then drain "$new"; fi
        command_for "$STOP" "$new" || say "$new could not be stopped"
    fi
    if [ -n "$installed" ]; then
        if [ -e "$target.previous" ]; then mv -f "$target.previous" "$target"; else rm -f "$target"; fi
    fi
    if is_ready "$old"; then say "$old serves, version $(running_version "$old")"; else say "$old IS NOT READY"; fi
    exit 1
}

lock() {
    exec 9>> "$LOCK" || exit 2
    flock -n 9 || { echo "bluegreen: another run is under way ($LOCK)" >&2; exit 3; }
}
show() {
    local colour now
    now=$(live) || exit 2
    for colour in blue green; do
        printf '%-5s  %-4s  port %s  %-9s  runs %s, program %s\n' "$colour" "$([ "$colour" != "$now" ] || echo live)" "$(port_of "$colour")" \
            "$(if is_ready "$colour"; then echo ready; elif is_up "$colour"; then echo "not ready"; else echo stopped; fi)" \
            "$(version=$(running_version "$colour") || true; echo "${version:--}")" "$(version=$(version_of "$(program_of "$colour")") || true; echo "${version:--}")"
    done
}

# The colour is live already: what an earlier run may have left undone.
finish() {
    local rest
    rest=$(other_than "$1")
    if [ -n "$dry" ]; then
        say "$1 is live: nginx would be reloaded, and $rest stopped if it runs"
        return
    fi
    check_colour "$1" || fail "$1 is live, but not well; nothing was changed"
    if ! reload_nginx || ! check_proxy; then fail "nothing was stopped"; fi
    if is_up "$rest"; then
        drain "$rest" || exit 1
        bring_down "$rest" || exit 1
        check_proxy || exit 1
    else
        wait_for_old_workers "$rest"
    fi
    command_for "$KEEP" "$1" || say "which colour comes up with the system could not be noted"
    say "$1 is live, version $(running_version "$1")"
}

change() {
    target=$(program_of "$new")
    if [ -z "$program" ] && ! [ -x "$target" ]; then fail "$new has no program $target: --program FILE"; fi
    local version
    version=$(version_of "${program:-$target}")
    [ -n "$version" ] || fail "${program:-$target} does not run here"
    if [ -n "$dry" ]; then
        say "live is $old, version $(running_version "$old")"
        [ -z "$program" ] || say "would put $program in the place of $target"
        say "would start $new, version $version: $(fill "$START" "$new")"
        say "would wait for $(address "$new")/health/ready and try it"
        say "would write port $(port_of "$new") into $UPSTREAM, then: $NGINX_TEST, $NGINX_RELOAD"
        say "would ask $URL, drain $old ($(fill "$DRAIN" "$old")), wait for the workers that nginx had, stop $old ($(fill "$STOP" "$old")), and ask again"
        return
    fi
    is_ready "$old" || say "$old, which is live, is not ready: it is replaced all the same"
    trap restore_all EXIT
    trap 'exit 130' INT TERM HUP
    # Whatever runs there is not live.
    if is_up "$new"; then bring_down "$new"; fi
    if [ -n "$program" ] && ! [ "$program" -ef "$target" ]; then
        mkdir -p "${target%/*}"
        cp -- "$program" "$target.new"
        chmod 755 "$target.new"
        # One that is there already is of a run that was killed: it is the last that worked.
        if [ -e "$target" ] && ! [ -e "$target.previous" ]; then cp -p -- "$target" "$target.previous"; fi
        installed=yes
        mv -f "$target.new" "$target"
    fi
    started=yes
    say "starting $new, version $version"
    bring_up "$new"
    check_colour "$new"
    say "$new is ready and passed its checks"
    switched=yes
    point_to "$new"
    reload_nginx
    check_proxy
    # While the old one could go on at once.
    check_colour "$new"
    say "nginx sends people to $new; draining $old"
    drained=yes
    drain "$old"
    bring_down "$old"
    check_proxy
    check_colour "$new"
    trap - EXIT INT TERM HUP
    rm -f "$target.previous"
    command_for "$KEEP" "$new" || say "which colour comes up with the system could not be noted"
    say "$new is live, version $version; $old is stopped, its program stays for a rollback"
}

if [ "$action" = status ]; then
    show
    exit 0
fi
[ -n "$URL" ] || { echo "bluegreen: URL, the site, is not set in $config" >&2; exit 2; }
[ -n "$dry" ] || lock
old=$(live) || exit 2
new=$(other_than "$old")
if [ "$to" = "$old" ]; then
    [ -z "$program" ] || { echo "bluegreen: $to is live: its program is not replaced while it runs" >&2; exit 2; }
    finish "$to"
else
    change
fi
