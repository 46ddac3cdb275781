#!/usr/bin/env bash
# Upgrades of one host in full: every way in, every version that is no good.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/upgrade.py" --full
