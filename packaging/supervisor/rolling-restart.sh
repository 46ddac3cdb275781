#!/bin/sh
# Restarts ToWow under supervisor, one process after the other, so that nobody is refused: after an upgrade of the program, or for a setting
# that waits for a restart. Goes on to the next process only when the one before accepts and the site is ready; else it stops there.
#
#   rolling-restart.sh [--program NAME] [--url URL] [--config FILE] [--towow FILE] [--supervisor FILE] [--wait SECONDS]
#
#   --program     the program in supervisor (towow)
#   --url         where the site is asked whether it is ready (http://127.0.0.1:8000/health/ready)
#   --config      configuration of ToWow, checked before anything is restarted (/etc/towow/towow.env)
#   --towow       the program itself (towow)
#   --supervisor  configuration of supervisor, if it is not in its usual place
#   --wait        how long a process may take until it runs and accepts (60)
#   --help        this text
#
# Exit status: 0 all restarted; 1 not, the reason is said; 2 wrong usage. Needs root.
set -eu

program=towow
url=http://127.0.0.1:8000/health/ready
config=/etc/towow/towow.env
towow=towow
supervisor=
limit=60
while [ $# -gt 0 ]; do
    case "$1" in
        -h | --help)
            sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        --program | --url | --config | --towow | --supervisor | --wait) [ $# -gt 1 ] || { echo "$1 needs a value" >&2; exit 2; } ;;
        *)
            echo "usage: rolling-restart.sh [--program NAME] [--url URL] [--config FILE] [--towow FILE] [--supervisor FILE] [--wait SECONDS]" >&2
            exit 2
            ;;
    esac
    case "$1" in
        --program) program=$2 ;;
        --url) url=$2 ;;
        --config) config=$2 ;;
        --towow) towow=$2 ;;
        --supervisor) supervisor=$2 ;;
        --wait) limit=$2 ;;
    esac
    shift 2
done

fail() {
    echo "rolling-restart: $*" >&2
    exit 1
}

control() { supervisorctl ${supervisor:+-c "$supervisor"} "$@" < /dev/null; }

# One restart at a time.
exec 9> "/run/rolling-restart-$program$(echo "$supervisor" | tr / -).lock"
flock -n 9 || fail "another one is under way"

# name state number: every process of the program; the number is one where it runs. supervisorctl's own exit status is not 0 when one
# does not run.
processes() { control status "$program:*" 2>&1 | awk '{ sub(",", "", $4); print $1, $2, $4 }' || true; }

# What process $1 is now; nothing when it has gone.
command_of() { cat "/proc/$1/comm" 2> /dev/null || true; }

# Whether process $1 accepts connections: its event loop watches the socket that supervisor gave it as descriptor 0.
accepts() { grep -qs '^tfd: *0 ' /proc/"$1"/fdinfo/*; }

ready() { "$towow" healthcheck "$url" > /dev/null 2>&1; }

# The processes that work now: one with SQLite, all with PostgreSQL. The others wait for the lock.
working() {
    processes | while read -r name state process; do
        [ "$state" = RUNNING ] || continue
        # Nothing: it has ended since.
        case "$(command_of "$process")" in flock | env | '') ;; *) echo "$name $process" ;; esac
    done
}

# Until all that work accept and the site is ready.
settle() {
    end=$(($(date +%s) + limit))
    while :; do
        settled=yes
        found=$(working)
        [ -n "$found" ] || settled=
        for each in $(echo "$found" | cut -d ' ' -f 2 -s); do accepts "$each" || settled=; done
        if [ -n "$settled" ] && ready; then return 0; fi
        [ "$(date +%s)" -lt "$end" ] || return 1
        sleep 0.1
    done
}

[ "$(id -u)" -eq 0 ] || fail "needs root"
"$towow" config check --no-secrets --config "$config" > /dev/null || fail "the configuration has faults; nothing was restarted"
# Those that are about to run are waited for: after a start of supervisor, a crash (EXITED, until supervisor comes to it), or the restart
# before this one.
end=$(($(date +%s) + limit))
while :; do
    states=$(processes | cut -d ' ' -f 2 -s)
    case " $(echo "$states" | tr '\n' ' ')" in
        *" STARTING "* | *" BACKOFF "* | *" STOPPING "* | *" EXITED "*) ;;
        *) break ;;
    esac
    [ "$(date +%s)" -lt "$end" ] || fail "not all of $program:* run after $limit s (supervisorctl status); nothing was restarted"
    sleep 0.1
done
count=0
for state in $states; do
    [ "$state" = RUNNING ] || fail "not all of $program:* run (supervisorctl status); nothing was restarted"
    count=$((count + 1))
done
[ "$count" -ge 2 ] || fail "$program has $count processes, and with less than two somebody would be refused; nothing was restarted"
settle || fail "$url is not ready; nothing was restarted"

begin=$(working)
echo "$begin" | while read -r name process; do
    control restart "$name" > /dev/null || fail "$name does not start again; the other process goes on (supervisorctl tail $name)"
    settle || fail "not ready $limit s after the restart of $name (supervisorctl status; supervisorctl tail $name)"
    if [ -e "/proc/$process" ]; then fail "$name still has its old process $process"; fi
    echo "$name restarted"
done
settle || fail "$url is not ready"
