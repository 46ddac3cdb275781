#!/usr/bin/env bash
# The kill test in full: fifty lives of one server.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/kill.py" --times 50
