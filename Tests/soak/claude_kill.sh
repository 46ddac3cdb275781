#!/usr/bin/env bash
# Killed while a model is asked, in full: thirty lives of one server.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/claude_kill.py" --times 30
