#!/usr/bin/env bash
# Ten blue/green switches under load.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/bluegreen.py" --switches 10 --demands 500
