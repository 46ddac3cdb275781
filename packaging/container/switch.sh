#!/usr/bin/env bash
# Changes over between the two colours of compose.bluegreen.yml, without dropping anyone, from whichever is live.
#   switch.sh [--image IMAGE]     to the other colour, with IMAGE (else with the image it had); the first time: starts everything
#   switch.sh --to blue|green     to that one; nothing happens when it is live, healthy, and has the image
#   switch.sh --status            which one is live, and the images
# The other colour starts and becomes ready while the old one serves; nginx changes over in one step; then the new one is asked through
# nginx. When anything of this fails the old colour stays, or comes back, and the status is 1. The old one is ended last: it drains first
# (its streams come back through nginx and go on where they were) and answers until none of the workers that nginx had before is left.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=${TOWOW_STATE:-$here/nginx/live}
patience=${TOWOW_PATIENCE:-180}
colour_file=$state/colour.conf
images=$state/images.env

say() { printf 'switch: %s\n' "$*"; }
die() { printf 'switch: %s\n' "$*" >&2; exit 1; }

to=
image=
only_status=
while [ $# -gt 0 ]; do
    case "$1" in
        --to) to=${2:-}; [[ $to =~ ^(blue|green)$ ]] || die "--to takes blue or green"; shift 2 ;;
        --image) image=${2:-}; [ -n "$image" ] || die "--image takes the name of an image"; shift 2 ;;
        --status) only_status=yes; shift ;;
        *) die "usage: switch.sh [--to blue|green] [--image IMAGE] | --status" ;;
    esac
done

mkdir -p "$state"
touch "$images"
exec 9> "$state/.lock"
flock -n 9 || die "another switch.sh is at work"

compose() { docker compose --env-file "$images" -f "$here/compose.bluegreen.yml" "$@"; }
live() { sed -n 's/^.*default \(blue\|green\):.*$/\1/p' "$colour_file" 2> /dev/null || true; }
image_of() { sed -n "s/^TOWOW_${1^^}_IMAGE=//p" "$images"; }

# A file is the old one or the new one, never a part.
replace() { cat > "$1.new" && mv "$1.new" "$1"; }
# shellcheck disable=SC2016
set_live() { printf 'map "" $colour {\n    default %s:8000;\n}\n' "$1" | replace "$colour_file"; }
set_image() {
    { grep -v "^TOWOW_${1^^}_IMAGE=" "$images" || true; [ -z "$2" ] || printf 'TOWOW_%s_IMAGE=%s\n' "${1^^}" "$2"; } | replace "$images"
}

healthy() { compose exec -T "$1" towow healthcheck > /dev/null; }

# nginx has taken the colour, and ToWow answers through it, five times in a row.
through_nginx() {
    local deadline=$((SECONDS + patience)) good=0
    while [ $good -lt 5 ]; do
        if [ "$(compose exec -T nginx curl -fsS -m 5 http://127.0.0.1:8080/-/colour 2> /dev/null)" = "$1:8000" ] &&
            compose exec -T nginx curl -fsS -m 5 -o /dev/null http://127.0.0.1:8080/health/ready 2> /dev/null; then
            good=$((good + 1))
        else
            good=0
            [ $SECONDS -lt $deadline ] || return 1
            sleep 0.2
        fi
    done
}

# Whether nginx has workers of an earlier configuration: they finish what they have, and ask the colour that they know.
has_old_workers() { compose exec -T nginx sh -c 'grep -qs "worker process is shutting dow[n]" /proc/[0-9]*/cmdline'; }
drain() {
    local deadline=$((SECONDS + 75)) # the longest answers take 60 seconds
    compose kill -s USR2 "$1" || return 1
    while has_old_workers; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.2
    done
}

reload() { compose exec -T nginx nginx -t -q && compose exec -T nginx nginx -s reload; }

old=$(live)
if [ -n "$only_status" ]; then
    say "live: ${old:-none}, blue: $(image_of blue), green: $(image_of green)"
    exit 0
fi

if [ -z "$old" ]; then
    new=${to:-blue}
    [ -z "$image" ] || set_image "$new" "$image"
    say "first start, $new"
    compose up -d --wait --wait-timeout "$patience" postgres "$new" || { compose stop "$new" || true; die "$new does not get ready"; }
    set_live "$new"
    if ! compose up -d --wait --wait-timeout "$patience" nginx || ! through_nginx "$new"; then
        rm -f "$colour_file"
        compose stop nginx "$new" || true
        die "ToWow does not answer through nginx"
    fi
    say "live: $new"
    exit 0
fi

if [ -n "$to" ]; then new=$to; elif [ "$old" = blue ]; then new=green; else new=blue; fi
before=$(image_of "$new")
wanted=${image:-$before}
if [ "$new" = "$old" ]; then
    [ "$wanted" = "$before" ] || die "$new is live; another image goes to the other colour"
    if ! healthy "$new" || ! through_nginx "$new"; then die "$new is live, but not healthy"; fi
    say "$new is live already"
    exit 0
fi

# From here on every failure leads back to the old colour.
back() {
    trap - EXIT
    say "back to $old: $1"
    set_live "$old"
    compose exec -T nginx nginx -s reload || true
    through_nginx "$old" || say "$old does not answer through nginx"
    compose stop "$new" || true
    set_image "$new" "$before"
    exit 1
}
trap 'back "interrupted"' EXIT
trap 'exit 130' INT TERM HUP

set_image "$new" "$wanted"
say "starting $new (${wanted:-towow:latest}) beside $old"
compose up -d --no-deps --wait --wait-timeout "$patience" "$new" || back "$new does not get ready"
healthy "$new" || back "$new fails its self-check"
set_live "$new"
reload || back "nginx does not take the change"
through_nginx "$new" || back "$new does not answer through nginx"
trap - EXIT INT TERM HUP
say "live: $new; ending $old"
# A failure here concerns nobody who is served by the new one.
drain "$old" || say "somebody is still with $old"
compose stop -t 20 "$old" || say "$old does not end; docker compose stop $old"
