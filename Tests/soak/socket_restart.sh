#!/usr/bin/env bash
# Ten restarts through the socket of the real unit, in a Debian with systemd, under 500 requests a second, 2,000 streams, 100 negotiations.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/socket_restart.py" --machine --times 10 --rate 500 --streams 2000 --negotiations 100
