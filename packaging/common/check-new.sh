# shellcheck shell=sh
# The parts run in the subshell of the whole.
# shellcheck disable=SC2030,SC2031
# check_new_version NEW: whether the binary NEW can serve on this host: it accepts the configuration, the steps of the schema that it would
# add succeed on a copy of the database, and, started on an empty database beside the server that runs, it gets ready within
# TOWOW_TRIAL_SECONDS (60) and has its page and its members. Changes nothing; a status other than 0 and a reason when not.
check_new_version() (
    new=$1
    config=/etc/towow/towow.env
    [ -e "$config" ] || exit 0
    work=$(mktemp -d) || exit 1
    copy=
    trial=
    # shellcheck disable=SC2154
    trap 'status=$?; end_trial; rm -rf "$work" ${copy:+"$copy"}; exit "$status"' EXIT
    trap 'exit 130' INT TERM HUP
    # The same secrets that the service gets.
    for name in anthropic_api_key database_url postgres_password openagent_password; do
        [ ! -e "/etc/credstore/towow.$name" ] || cp "/etc/credstore/towow.$name" "$work/$name" || exit 1
    done
    [ ! -e /etc/towow/admin.key ] || cp /etc/towow/admin.key "$work/admin_api_key" || exit 1
    # In the environment of the service, not of whoever installs.
    as_service() { env -i PATH="$PATH" CREDENTIALS_DIRECTORY="$work" "$@"; }
    cd /
    if ! as_service "$new" config check --config "$config" > /dev/null; then
        echo "towow: the new version does not accept $config" >&2
        exit 1
    fi
    folder=$(as_service "$new" config print --config "$config" | sed -n 's/^TOWOW_DATA_DIR=\([^ ]*\).*/\1/p')
    [ -d "$folder" ] || exit 0
    # In the data directory, because it must be the server's user who writes there.
    copy=$folder/upgrade-check
    rm -rf "$copy"
    mkdir -m 700 "$copy" "$copy/trial" && chown --reference="$folder" "$copy" "$copy/trial" || exit 1
    # Prints nothing and fails when there is no database yet.
    steps=$(as_service "$new" migrate status --config "$config" 2> /dev/null) || true
    case "$steps" in *pending*) try_migration || exit 1 ;; esac
    try_server || exit 1
)

# The parts of check_new_version, with its variables.

try_migration() {
    if ! as_service "$new" backup "$copy/towow.db" --config "$config" > /dev/null; then
        echo "towow: the database cannot be copied for a trial of the new schema" >&2
        return 1
    fi
    # A backup of PostgreSQL is an export, which holds no schema: its steps run in one transaction when the server starts.
    [ "$(head -c 15 "$copy/towow.db")" = "SQLite format 3" ] || return 0
    if ! as_service "$new" migrate --config "$config" --set "DATABASE_URL=sqlite:///$copy/towow.db" > /dev/null; then
        echo "towow: the new version cannot bring a copy of the database up to date" >&2
        return 1
    fi
}

try_server() {
    # The version that is there asks: the new one is not to judge itself.
    judge=$new
    for path in /usr/local/bin/towow /usr/bin/towow; do [ ! -x "$path" ] || judge=$path; done
    answers() { as_service "$judge" healthcheck "http://127.0.0.1:$port$1" > "$work/answer" 2>&1; }
    while :; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 10000))
        answers / || ! grep -q "no connection" "$work/answer" || break
    done
    # Nothing of the real one's: no data (so that no model is asked), no network of agents, no port.
    # Not by as_service, so that $! is the server.
    env -i PATH="$PATH" CREDENTIALS_DIRECTORY="$work" "$new" serve --config "$config" --set "DATABASE_URL=sqlite:///$copy/trial/towow.db" \
        --set "TOWOW_DATA_DIR=$copy/trial" --set APP_HOST=127.0.0.1 --set "APP_PORT=$port" --set OPENAGENT_HOST= --set TLS_CERT_FILE= \
        --set TLS_KEY_FILE= --set HTTP_REDIRECT_PORT= > "$work/trial.log" 2>&1 < /dev/null &
    trial=$!
    deadline=$(($(date +%s) + ${TOWOW_TRIAL_SECONDS:-60}))
    was_ready=
    # Each is asked again: a healthcheck gives up after 3 seconds, for which a busy machine may stand still.
    until answers /health/ready && was_ready=yes && answers / && answers "/api/v1/agents?limit=1"; do
        if ! kill -0 "$trial" 2> /dev/null || [ "$(date +%s)" -ge "$deadline" ]; then
            if [ -n "$was_ready" ]; then
                echo "towow: the new version is ready, but does not serve its page or its members (tried on an empty database)" >&2
            else
                echo "towow: the new version does not get ready (tried on an empty database)" >&2
            fi
            tail -n 5 "$work/trial.log" >&2
            return 1
        fi
        sleep 0.1
    done
}

end_trial() {
    [ -n "$trial" ] || return 0
    kill "$trial" 2> /dev/null || true
    deadline=$(($(date +%s) + 12))
    while kill -0 "$trial" 2> /dev/null; do
        [ "$(date +%s)" -lt "$deadline" ] || kill -KILL "$trial" 2> /dev/null || true
        sleep 0.1
    done
}
