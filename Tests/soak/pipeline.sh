#!/usr/bin/env bash
# Linters, alerts, bill of materials in full: every broken copy is refused.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/pipeline.py" --full
