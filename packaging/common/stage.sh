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

# stage_program PREFIX: the program, its manual page, completions and documentation.
stage_program() {
    local prefix=$1 documents=$1/share/doc/towow shell file name
    mkdir -p "$prefix/bin" "$prefix/share/man/man1" "$documents"
    install -m 755 "$binary" "$prefix/bin/towow"
    python3 "$top/packaging/manpage.py" "$binary" > "$prefix/share/man/man1/towow.1"
    install -m 644 "$top/.env.example" "$documents/towow.env.example"
    gzip -9nc "$top/CHANGELOG.md" > "$documents/NEWS.md.gz"
    notices | gzip -9nc > "$documents/NOTICE.gz"
    for file in "$top"/packaging/{nginx,caddy,supervisor}/*; do
        name=${file#"$top/packaging/"}
        mkdir -p "$documents/examples/${name%/*}"
        case $file in
            *.sh) install -m 755 "$file" "$documents/examples/$name" ;;
            *) install -m 644 "$file" "$documents/examples/$name" ;;
        esac
    done
    for shell in bash zsh fish; do
        case $shell in
            bash) file=$prefix/share/bash-completion/completions/towow ;;
            zsh) file=$prefix/share/zsh/vendor-completions/_towow ;;
            fish) file=$prefix/share/fish/vendor_completions.d/towow.fish ;;
        esac
        if (cd / && env -i PATH="$PATH" "$binary" completions $shell) > "$work/completions" 2> /dev/null; then
            mkdir -p "${file%/*}"
            install -m 644 "$work/completions" "$file"
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
