#!/usr/bin/env bash
# The binary's commands as a person calls them.
set -euo pipefail
binary=${TOWOW_BINARY:-.build/release/towow}
# An unknown name that begins with TOWOW_ would stop every command.
unset TOWOW_BINARY
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "failed: $*"; exit 1; }
status() { local want=$1; shift; local got=0; timeout 60 "$@" > "$folder/out" 2> "$folder/err" || got=$?; [ "$got" -eq "$want" ] || { cat "$folder/err"; fail "status $got, not $want: $*"; }; }

status 0 "$binary" --version
for command in "" serve negotiate match agents "agents import" "agents list" "agents export" config "config check" migrate backup restore export import doctor healthcheck completions; do
    # shellcheck disable=SC2086
    status 0 "$binary" $command --help
    [ "$command" = "agents list" ] || grep -q EXAMPLES "$folder/out" || fail "no examples in: towow $command --help"
done
status 2 "$binary" negotiate
status 2 "$binary" --no-such-option
status 0 "$binary" config check
status 78 "$binary" config check --set APP_PORT=x
status 78 env TOWOW_NO_SUCH=1 "$binary" serve
status 78 env DATABASE_URL=mysql://u:p@localhost/x "$binary" serve
status 1 "$binary" healthcheck http://127.0.0.1:9/
status 2 "$binary" match " "
status 2 "$binary" match venue --top 0
status 0 "$binary" match "I need a venue in London" --json --explain
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert d["members"][0]["needs"] == ["venue"], d' "$folder/out"

status 0 "$binary" agents import --bundled --set TOWOW_DATA_DIR="$folder/data"
[ "$(stat -c %a "$folder/data")" = 700 ] || fail "the data directory is open to others"
status 0 "$binary" agents export --set TOWOW_DATA_DIR="$folder/data"
cp "$folder/out" "$folder/members.jsonl"
[ "$(wc -l < "$folder/members.jsonl")" -ge 100 ] || fail "the bundled members are missing"
status 0 "$binary" agents import "$folder/members.jsonl" --dry-run --set TOWOW_DATA_DIR="$folder/data"
status 1 "$binary" agents import "$folder/no-such-file" --set TOWOW_DATA_DIR="$folder/data"
echo "commands: all as described"
