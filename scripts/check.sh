#!/usr/bin/env bash
# Runs every *.sh and *.py of a folder in order of their names; each is one check with its own exit status. All run, then the
# failed ones are named. Python ones run in .build-venv, which has what the folder's requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?usage: scripts/check.sh FOLDER}

python() {
    if [ ! -x .build-venv/bin/python ]; then
        # Debian's pip refuses to install beside system packages (PEP 668).
        python3 -m venv .build-venv
    fi
    local wanted=$folder/requirements.txt
    if [ -f "$wanted" ] && ! cmp -s "$wanted" ".build-venv/$(basename "$folder").installed"; then
        .build-venv/bin/python -m pip install -q --disable-pip-version-check -r "$wanted"
        cp "$wanted" ".build-venv/$(basename "$folder").installed"
    fi
    .build-venv/bin/python "$@"
}

mkdir -p .build
shopt -s nullglob
failed=()
count=0
for script in "$folder"/*.sh "$folder"/*.py; do printf '%s\n' "$script"; done | LC_ALL=C sort > .build/checks.list
while IFS= read -r script; do
    # Helpers that checks share begin with an underscore.
    case "$(basename "$script")" in _*) continue ;; esac
    count=$((count + 1))
    echo "== $script"
    start=$SECONDS
    case "$script" in
        *.sh) bash "$script" < /dev/null || failed+=("$script") ;;
        *.py) python "$script" < /dev/null || failed+=("$script") ;;
    esac
    echo "-- $script: $((SECONDS - start)) s"
done < .build/checks.list
if [ ${#failed[@]} -gt 0 ]; then
    echo "$folder: ${#failed[@]} of $count failed: ${failed[*]}"
    exit 1
fi
echo "$folder: $count passed"
