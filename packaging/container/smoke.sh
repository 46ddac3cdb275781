#!/usr/bin/env bash
# Whether an image works, with the rights that the compose files give it: starts, becomes healthy, is not root, negotiates, ends in time, keeps
# its data. Needs a Docker engine, curl and python3.
#   smoke.sh IMAGE
set -euo pipefail
image=${1:?usage: smoke.sh IMAGE}
name=towow-smoke-$$
work=$(mktemp -d)
trap 'docker rm -f "$name" > /dev/null 2>&1 || true; docker volume rm -f "$name" > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
fail() { echo "smoke: $*" >&2; docker logs "$name" 2>&1 | tail -n 20 >&2 || true; exit 1; }

# Without a key for the operator a server in production refuses to start.
if docker run --rm --read-only --cap-drop ALL "$image" > "$work/log" 2>&1; then fail "starts without ADMIN_API_KEY"; fi
grep -q ADMIN_API_KEY "$work/log" || fail "does not say that ADMIN_API_KEY is missing"

od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' > "$work/admin_api_key"
chmod 444 "$work/admin_api_key"
# Somebody to ask.
docker run --rm --read-only --tmpfs /tmp --cap-drop ALL -v "$name:/var/lib/towow" "$image" agents import --bundled
start() {
    docker run -d --name "$name" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges:true \
        -v "$work/admin_api_key:/run/secrets/admin_api_key:ro" -e ADMIN_API_KEY_FILE=/run/secrets/admin_api_key \
        -v "$name:/var/lib/towow" -p 127.0.0.1::8000 "$image" > /dev/null
    local deadline=$((SECONDS + 90))
    until [ "$(docker inspect -f '{{.State.Health.Status}}' "$name")" = healthy ]; do
        [ $SECONDS -lt $deadline ] || fail "not healthy within 90 s"
        sleep 0.5
    done
    url=http://$(docker port "$name" 8000/tcp | head -n 1)
}

start
[ "$(docker inspect -f '{{.Config.User}}' "$name")" = 10001:10001 ] || fail "not the user it should be"
docker exec "$name" towow config print | grep -q '^ADMIN_API_KEY=.*[*•]' || fail "the key is shown, or not there"
if docker inspect "$name" | grep -q "$(cat "$work/admin_api_key")"; then fail "the key is in the container's settings"; fi
docker exec "$name" towow --version
for path in / /health/ready; do curl -fsS -m 5 -o /dev/null "$url$path" || fail "$path does not answer"; done
[ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' -H 'X-Forwarded-For: 203.0.113.7' "$url/metrics")" = 403 ] || fail "/metrics answers everybody"
demand=$(curl -fsS -m 10 -H 'Content-Type: application/json' -d '{"raw_input":"A meetup on AI in Beijing for 50 people"}' \
    "$url/api/v1/demand/submit" | python3 -c 'import json, sys; print(json.load(sys.stdin)["demand_id"])')
deadline=$((SECONDS + 60))
until curl -fsS -m 5 "$url/api/v1/demand/$demand/status" | grep -qE '"status": ?"(completed|failed)"'; do
    [ $SECONDS -lt $deadline ] || fail "$demand does not end"
    sleep 0.5
done
begin=$SECONDS
docker stop -t 20 "$name" > /dev/null
[ "$(docker inspect -f '{{.State.ExitCode}}' "$name")" = 0 ] || fail "ends with $(docker inspect -f '{{.State.ExitCode}}' "$name")"
[ $((SECONDS - begin)) -le 12 ] || fail "takes $((SECONDS - begin)) s to end"
docker rm "$name" > /dev/null
start
curl -fsS -m 5 -o /dev/null "$url/api/v1/demand/$demand" || fail "a new container has lost the data"
echo "smoke: $image starts, negotiates, ends and keeps its data"
