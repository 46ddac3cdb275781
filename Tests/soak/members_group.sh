#!/usr/bin/env bash
# Members at two instances, in full: two hundred who watch their inbox while fifty negotiations run, forty of each race.
set -euo pipefail
exec python3 "$(dirname "$0")/../check/members_group.py" --watchers 200 --negotiations 50 --races 40
