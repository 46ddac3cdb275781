# What both packages are built from. Sourced by deb/build.sh and tarball/build.sh, which set -e and are in bash.
# shellcheck shell=bash disable=SC2034
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=$top/.build/release/towow
output=$top/.build/packages
version=
architecture=
compression=xz
maintainer=${DEB_MAINTAINER:-ToWow packages <packages@towow.invalid>}

# Options of the script; afterwards binary, version, architecture, output, SOURCE_DATE_EPOCH and the folder `work` are there.
arguments() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --binary) binary=$(realpath "$2") ;;
            --version) version=$2 ;;
            --output) output=$2 ;;
            --compression) compression=$2 ;;
            *)
                echo "usage: $0 [--binary FILE] [--version VERSION] [--output FOLDER] [--compression xz|gzip]" >&2
                exit 2
                ;;
        esac
        shift 2
    done
    [ -x "$binary" ] || { echo "there is no $binary: make build" >&2; exit 1; }
    local own
    own=$(env -i PATH="$PATH" "$binary" --version | cut -d ' ' -f 2)
    version=${version:-$own}
    [ "$version" = "$own" ] || { echo "$binary says it is $own, not $version" >&2; exit 1; }
    architecture=$(dpkg --print-architecture 2> /dev/null || uname -m)
    if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
        SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct 2> /dev/null || stat -c %Y "$top/CHANGELOG.md")
    fi
    export SOURCE_DATE_EPOCH
    mkdir -p "$output"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    umask 022
}

# as_commands FILE: FILE, with the operator's scripts under the names that they have once they are installed.
as_commands() { sed -E 's/\b(upgrade|bluegreen|rolling-restart)\.sh\b/towow-\1/g' "$1"; }

# stage_commands PREFIX: the operator's scripts as root's commands towow-upgrade, towow-bluegreen and towow-rolling-restart, with a manual
# page each.
stage_commands() {
    local prefix=$1 file name
    mkdir -p "$prefix/sbin" "$prefix/share/man/man8"
    for file in upgrade/upgrade.sh bluegreen/bluegreen.sh supervisor/rolling-restart.sh; do
        name=towow-$(basename "$file" .sh)
        as_commands "$top/packaging/$file" > "$prefix/sbin/$name"
        chmod 755 "$prefix/sbin/$name"
        python3 "$top/packaging/manpage.py" --script "$prefix/sbin/$name" "$version" > "$prefix/share/man/man8/$name.8"
    done
}

# stage_units FOLDER: the service with its sockets, and that of two colours.
stage_units() {
    local file
    mkdir -p "$1"
    for file in "$top"/packaging/systemd/*.{service,socket} "$top"/packaging/bluegreen/*.service; do
        as_commands "$file" > "$1/${file##*/}"
    done
}

# stage_examples FOLDER: what is put beside ToWow: proxies, supervisor, Prometheus.
stage_examples() {
    local file name
    for file in "$top"/packaging/{nginx,caddy,supervisor,prometheus}/*; do
        case $file in *.sh) continue ;; esac
        name=${file#"$top/packaging/"}
        mkdir -p "$1/${name%/*}"
        as_commands "$file" > "$1/$name"
    done
}

# stage_program PREFIX: the program, the operator's commands, manual pages, completions and documentation.
stage_program() {
    local prefix=$1 documents=$1/share/doc/towow shell file
    mkdir -p "$prefix/bin" "$prefix/share/man/man1" "$documents"
    install -m 755 "$binary" "$prefix/bin/towow"
    python3 "$top/packaging/manpage.py" "$binary" > "$prefix/share/man/man1/towow.1"
    install -m 644 "$top/.env.example" "$documents/towow.env.example"
    gzip -9nc "$top/CHANGELOG.md" > "$documents/NEWS.md.gz"
    notices | gzip -9nc > "$documents/NOTICE.gz"
    stage_commands "$prefix"
    stage_examples "$documents/examples"
    for shell in bash zsh fish; do
        case $shell in
            bash) file=$prefix/share/bash-completion/completions/towow ;;
            zsh) file=$prefix/share/zsh/vendor-completions/_towow ;;
            fish) file=$prefix/share/fish/vendor_completions.d/towow.fish ;;
        esac
        if (cd / && env -i PATH="$PATH" "$binary" completions $shell) > "$work/completions" 2> /dev/null; then
            mkdir -p "${file%/*}"
            # They are sourced, not run.
            sed '1{/^#!/d}' "$work/completions" > "$file"
        fi
    done
}

# The notices of the packages that are linked in (Apache License 2.0, section 4 (d)).
notices() {
    local file
    for file in "$top"/.build/checkouts/*/NOTICE*; do
        [ -e "$file" ] || { echo "there are no sources in .build/checkouts: swift package resolve" >&2; exit 1; }
        printf '==== %s\n\n' "$(basename "$(dirname "$file")")"
        cat "$file"
    done
}

# A Debian changelog of one entry: the releases before are in NEWS.md.gz.
changelog() {
    printf 'towow (%s) stable; urgency=medium\n\n  * What is new stands in NEWS.md.gz.\n\n -- %s  %s\n' \
        "$version" "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

# The shared libraries that the binary needs, as a Depends field.
libraries() {
    mkdir -p "$work/shlibs/debian"
    printf 'Source: towow\n\nPackage: towow\nArchitecture: any\n' > "$work/shlibs/debian/control"
    (cd "$work/shlibs" && dpkg-shlibdeps -O "$binary" 2> "$work/shlibs/log") | sed -n 's/^shlibs:Depends=//p' | grep . ||
        { cat "$work/shlibs/log" >&2; exit 1; }
}

# include FILE: FILE, with the parts of common/ that it names.
include() {
    local line
    while IFS= read -r line; do
        case "$line" in
            '#include '*) cat "$top/packaging/common/${line#'#include '}" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done < "$1"
}

# settle FOLDER: nothing in it is newer than SOURCE_DATE_EPOCH says.
settle() { find "$1" -print0 | xargs -0 touch --no-dereference --date="@$SOURCE_DATE_EPOCH"; }
