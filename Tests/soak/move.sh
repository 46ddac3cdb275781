#!/usr/bin/env bash
# The move of ten thousand finished demands, SQLite to PostgreSQL and back.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/move.py" --demands 10000
