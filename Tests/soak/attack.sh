#!/usr/bin/env bash
# The attacks in full: idle connections and slow readers are waited for, eight processes open all the connections they can.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/attack.py" --full
