#!/usr/bin/env bash
# The plugin as the plugin repository wants it: the last commit without what .gitattributes leaves out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p "$(dirname "$1")"
git archive --format=zip --prefix=opgavenkaart/ --output="$1" HEAD
/usr/bin/python3 -P .ci/hashes.py write "$1"
printf 'PACKAGE: %s\n' "$1"
[[ -z $(git status --porcelain) ]] || printf 'Changes that are not committed are not in it.\n' >&2
