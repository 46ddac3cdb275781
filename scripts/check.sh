#!/usr/bin/env bash
# Runs every *.sh and *.py of a folder in order of their names; each is one check with its own exit status. All run, then the
# failed ones are named. Python ones run in .build-venv, which has what the folder's requirements.txt names.
# Those with a line "# check: beside" mostly wait: they run one after the other beside the rest, and are printed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?usage: scripts/check.sh FOLDER}

prepare_python() {
    if [ ! -x .build-venv/bin/python ]; then
        # Debian's pip refuses to install beside system packages (PEP 668).
        python3 -m venv .build-venv
    fi
    local wanted=$folder/requirements.txt
    if [ -f "$wanted" ] && ! cmp -s "$wanted" ".build-venv/$(basename "$folder").installed"; then
        .build-venv/bin/python -m pip install -q --disable-pip-version-check -r "$wanted"
        cp "$wanted" ".build-venv/$(basename "$folder").installed"
    fi
}

# One check; writes its name to $failed when it fails.
run() {
    local script=$1 start=$SECONDS
    echo "== $script"
    case "$script" in
        *.sh) bash "$script" < /dev/null || echo "$script" >> "$failed" ;;
        *.py) .build-venv/bin/python "$script" < /dev/null || echo "$script" >> "$failed" ;;
    esac
    echo "-- $script: $((SECONDS - start)) s"
}

mkdir -p .build
work=$(mktemp -d .build/checks.XXXXXX)
failed=$work/failed
touch "$failed"
shopt -s nullglob
alone=() beside=()
while IFS= read -r script; do
    # Helpers that checks share begin with an underscore.
    case "$(basename "$script")" in _*) continue ;; esac
    if grep -q '^# check: beside' "$script"; then beside+=("$script"); else alone+=("$script"); fi
done < <(for script in "$folder"/*.sh "$folder"/*.py; do printf '%s\n' "$script"; done | LC_ALL=C sort)
case " ${alone[*]} ${beside[*]} " in *.py\ *) prepare_python ;; esac

for script in "${beside[@]}"; do run "$script"; done > "$work/beside" 2>&1 &
lane=$!
trap 'kill "$lane" 2> /dev/null || true; rm -rf "$work"' EXIT
for script in "${alone[@]}"; do run "$script"; done
wait "$lane"
cat "$work/beside"
count=$((${#alone[@]} + ${#beside[@]}))
if [ -s "$failed" ]; then
    echo "$folder: $(wc -l < "$failed") of $count failed: $(tr '\n' ' ' < "$failed")"
    exit 1
fi
echo "$folder: $count passed"
