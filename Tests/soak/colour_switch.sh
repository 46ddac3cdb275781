#!/usr/bin/env bash
# Ten switches between the units of two colours, in a Debian with systemd, nginx and PostgreSQL, under 500 requests a second, 2,000 streams, 100 negotiations.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/colour_switch.py" --machine --times 10 --rate 500 --streams 2000 --negotiations 100
