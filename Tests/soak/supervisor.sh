#!/usr/bin/env bash
# Under supervisor in full: ten rolling restarts with SQLite, ten with PostgreSQL.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/supervisor.py" --times 10
