#!/usr/bin/env bash
# nginx and Caddy in front, in full: a quiet stream outlives every time limit.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/front.py" --seconds 200
