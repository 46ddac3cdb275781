#!/usr/bin/env bash
# bluegreen.sh in full: ten switches, everything that can go wrong at one.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/bluegreen_script.py" --full --times 10 --rate 30 --demands 400
