#!/usr/bin/env bash
# What the plugin repository scans a package for, on the package of the last commit or on the unpacked one in a folder:
# `bash .ci/scan.sh [FOLDER]`. Ends with 1 where anything is found.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly TOOLS=$PWD/.venv/bin
folder=${1:-}
if [[ -z $folder ]]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    bash .ci/package.sh build/opgavenkaart.zip
    unzip -q build/opgavenkaart.zip -d "$folder"
fi
found=0
"$TOOLS/bandit" --recursive --quiet "$folder" || found=1
secrets=$("$TOOLS/detect-secrets" -C "$folder" scan --all-files . | grep -E '"(filename|line_number|type)"' || true)
[[ -z $secrets ]] || { printf 'These look like secrets:\n%s\n' "$secrets"; found=1; }
# E203: the formatter writes a space before a colon in a slice; E501: a line that says why it is longer has `noqa` for ruff.
"$TOOLS/flake8" --max-line-length 140 --extend-ignore E203 "$folder" || found=1
exit "$found"
