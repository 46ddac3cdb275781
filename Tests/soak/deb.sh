#!/usr/bin/env bash
# The Debian package in full: as it is published, lintian, the unit's own watchdog, ten restarts under clients.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/deb.py" --full
