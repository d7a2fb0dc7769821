#!/usr/bin/env bash
# Links this checkout into a QGIS profile, or takes that link away: `bash .ci/install.sh link|unlink [PROFILE]`.
# PROFILE is the name of a profile of this user, or a profile's folder; empty: `default`.
set -euo pipefail

readonly DO=$1 PROFILE=${2:-default} CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

profile_folder() {
    local profiles=${XDG_DATA_HOME:-$HOME/.local/share}/QGIS/QGIS3/profiles
    [[ $(uname) != Darwin ]] || profiles="$HOME/Library/Application Support/QGIS/QGIS3/profiles"
    if [[ $PROFILE == */* ]]; then printf '%s' "$PROFILE"; else printf '%s' "$profiles/$PROFILE"; fi
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

target="$(profile_folder)/python/plugins/opgavenkaart"
is_ours=no
[[ -L $target && $(cd "$target" 2>/dev/null && pwd -P) == "$CHECKOUT" ]] && is_ours=yes

case $DO:$is_ours in
    link:yes) printf 'Already linked: %s\n' "$target" ;;
    link:no)
        [[ ! -e $target && ! -L $target ]] || fail "$target is there already and is not this checkout: remove it first."
        mkdir -p "$(dirname "$target")"
        ln -s "$CHECKOUT" "$target"
        printf 'Linked %s\n    to %s\n' "$target" "$CHECKOUT"
        printf 'Start QGIS and tick Opgavenkaart under Plugins > Manage and Install Plugins > Installed.\n'
        ;;
    unlink:yes)
        rm "$target"
        printf 'Removed the link %s\n' "$target"
        ;;
    unlink:no) fail "$target is no link to this checkout: nothing was removed." ;;
esac
