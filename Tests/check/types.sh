#!/usr/bin/env bash
# The pages' types, as JSDoc says them (tsconfig.json, types/web.d.ts).
set -euo pipefail
cd "$(dirname "$0")/../.."
tsc -p .
echo "types of $(find Resources/static -name '*.js' | wc -l) modules hold ($(tsc --version))"
