#!/usr/bin/env bash
# check: beside
# The tests of the engine and of the web server once more, on PostgreSQL instead of the store in memory. One after the other:
# each takes a database and connections of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build --build-tests -j "${JOBS:-2}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
TOWOW_TEST_STORE=postgres swift test --skip-build --no-parallel --filter '^(EngineTests|WebTests)\.' > "$log" 2>&1 || status=$?
if [ $status -ne 0 ]; then grep -E '^✘|^↳' "$log" || tail -50 "$log"; fi
grep -E '^. Test run with' "$log"
exit $status
