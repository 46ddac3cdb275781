#!/usr/bin/env bash
# Two hundred negotiations at once by a model that takes 300 ms, with the default limit of calls.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/claude_load.py" --demands 200
