#!/usr/bin/env bash
# The full-disk check several times over, on tmpfs and on ext4.
set -euo pipefail
check="$(dirname "$0")/../check/disk_full.py"
python3 "$check" --rounds 3
exec python3 "$check" --rounds 3 --loop
