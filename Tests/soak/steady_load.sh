#!/usr/bin/env bash
# Ten thousand streams and five hundred requests a second for ten minutes.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/steady_load.py" --streams 10000 --rate 500 --seconds 600 --warm-up 150
