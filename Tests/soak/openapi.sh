#!/usr/bin/env bash
# The server against its own document, in full: a hundred examples a call and phase, another seed each time.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .build-venv/bin/python ] || python3 -m venv .build-venv
.build-venv/bin/python -m pip install -q --disable-pip-version-check "$(grep '^schemathesis' Tests/check/requirements.txt)"
exec .build-venv/bin/python Tests/check/openapi.py --examples 100 --seed "${1:-$RANDOM$RANDOM}"
