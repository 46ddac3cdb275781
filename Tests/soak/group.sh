#!/usr/bin/env bash
# Three instances on one PostgreSQL behind nginx, in full: two hundred negotiations, a pause of a minute.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/group.py" --demands 200 --pause 60
