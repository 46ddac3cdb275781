# shellcheck shell=sh
# check_new_version NEW: whether the binary NEW can serve on this host: it accepts the configuration, and the steps
# of the schema that it would add succeed on a copy of the database. Changes nothing; a status other than 0 and a reason when not.
check_new_version() (
    new=$1
    config=/etc/towow/towow.env
    [ -e "$config" ] || exit 0
    work=$(mktemp -d) || exit 1
    copy=
    trap 'rm -rf "$work" ${copy:+"$copy"}' EXIT
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
    # Prints nothing and fails when there is no database yet.
    steps=$(as_service "$new" migrate status --config "$config" 2> /dev/null) || true
    case "$steps" in *pending*) ;; *) exit 0 ;; esac
    folder=$(as_service "$new" config print --config "$config" | sed -n 's/^TOWOW_DATA_DIR=\([^ ]*\).*/\1/p')
    [ -d "$folder" ] || exit 0
    # In the data directory, because it must be the server's user who writes there.
    copy=$folder/upgrade-check
    rm -rf "$copy"
    mkdir -m 700 "$copy" && chown --reference="$folder" "$copy" || exit 1
    if ! as_service "$new" backup "$copy/towow.db" --config "$config" > /dev/null; then
        echo "towow: the database cannot be copied for a trial of the new schema" >&2
        exit 1
    fi
    # A backup of PostgreSQL is an export, which holds no schema: its steps run in one transaction when the server starts.
    [ "$(head -c 15 "$copy/towow.db")" = "SQLite format 3" ] || exit 0
    if ! as_service "$new" migrate --config "$config" --set "DATABASE_URL=sqlite:///$copy/towow.db" > /dev/null; then
        echo "towow: the new version cannot bring a copy of the database up to date" >&2
        exit 1
    fi
)
