#!/usr/bin/env bash
# A closed OpenAgents network and a member of ToWow that lives on it, on this machine. Needs Python 3.11 or newer.
#   ./start.sh                        network and the worker by rules, until Ctrl-C
#   ./start.sh network                the network alone
#   ./start.sh worker [OPTION...]     the worker by rules alone; what is said last counts:
#                                     --grpc, --id ID, --profile FILE, --host HOST, --password-file FILE; --help lists all
#   ./start.sh claude [OPTION...]     the same with answers by Claude (ANTHROPIC_API_KEY)
# Variables: OPENAGENT_HTTP_PORT (8700), OPENAGENT_GRPC_PORT (8600), OPENAGENT_LISTEN (127.0.0.1), OPENAGENT_KIT (folder for everything
# that is made: environment, password, answers, log; ./state), PYTHON (python3).
set -euo pipefail
kit=$(cd "$(dirname "$0")" && pwd)
state=${OPENAGENT_KIT:-$kit/state}
export OPENAGENT_HTTP_PORT=${OPENAGENT_HTTP_PORT:-8700} OPENAGENT_GRPC_PORT=${OPENAGENT_GRPC_PORT:-8600} PYTHONDONTWRITEBYTECODE=1
python=$state/venv/bin/python
case ${1:-all} in
    all | network | worker | claude) what=${1:-all} ;;
    *) sed -n 's/^# //p' "$0"; exit 2 ;;
esac

mkdir -p "$state"
chmod 700 "$state"
printf '*\n' > "$state/.gitignore"
if ! cmp -s "$kit/requirements.txt" "$state/venv/installed"; then
    echo "Installing into $state/venv: about half a minute, once"
    "${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: PYTHON=...")'
    "${PYTHON:-python3}" -m venv --clear "$state/venv"
    "$python" -m pip install -q --disable-pip-version-check -r "$kit/requirements.txt"
    cp "$kit/requirements.txt" "$state/venv/installed"
fi

network=("$python" "$kit/network.py" --folder "$state" --listen "${OPENAGENT_LISTEN:-127.0.0.1}"
    --http-port "$OPENAGENT_HTTP_PORT" --grpc-port "$OPENAGENT_GRPC_PORT")
worker() {
    local program=$1 id=$2
    shift 2
    set -- --id "$id" --profile "$kit/profile.json" --group towow --answers "$state/$id.db" "$@"
    # On another machine the password comes from there.
    [ ! -e "$state/password" ] || set -- --password-file "$state/password" "$@"
    exec "$python" "$kit/$program" "$@"
}
case $what in
    network) exec "${network[@]}" ;;
    worker) worker worker.py locksmith "${@:2}" ;;
    claude) worker claude_worker.py locksmith-claude "${@:2}" ;;
esac

"${network[@]}" > "$state/network.log" 2>&1 &
started=$!
trap 'kill -TERM "$started" 2> /dev/null || true; wait "$started" || true' EXIT
until "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' \
    "http://127.0.0.1:$OPENAGENT_HTTP_PORT/api/health" 2> /dev/null; do
    kill -0 "$started" 2> /dev/null || { tail -20 "$state/network.log" >&2; exit 1; }
    sleep 0.2
done
echo "The network is on 127.0.0.1:$OPENAGENT_HTTP_PORT (HTTP) and :$OPENAGENT_GRPC_PORT (gRPC). For ToWow:"
echo "  OPENAGENT_HOST=127.0.0.1 OPENAGENT_HTTP_PORT=$OPENAGENT_HTTP_PORT OPENAGENT_GRPC_PORT=$OPENAGENT_GRPC_PORT \\"
echo "  OPENAGENT_GROUP=towow OPENAGENT_PASSWORD_FILE=$state/password"
(worker worker.py locksmith) &
answering=$!
trap 'kill -TERM "$answering" "$started" 2> /dev/null || true; wait "$answering" "$started" || true' EXIT
trap 'exit 0' INT TERM
# Whichever ends first ends both.
wait -n "$answering" "$started"
