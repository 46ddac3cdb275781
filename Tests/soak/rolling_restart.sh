#!/usr/bin/env bash
# Ten rolling restarts on each database, under 500 requests a second, 2,000 streams, 100 negotiations.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/rolling_restart.py" --database both --times 10 --rate 500 --streams 2000 --negotiations 100
