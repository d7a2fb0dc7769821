#!/usr/bin/env bash
# Brings the catalogue servers against which harvesting is tried; .ci/setup.sh runs it for the tests. Tests that miss one are skipped with that reason.
# Each has a Python environment of its own under build/servers, since it wants other versions than QGIS has; MapServer comes with apt.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly PYTHON=/usr/bin/python3 FOLDER=build/servers

# By the hashes of .ci/lock.sh, where that knows this Python.
server_env() {
    local name=$1 hashed=()
    [[ -f $FOLDER/$name/ready ]] && return
    printf 'Installing %s in %s\n' "$name" "$FOLDER/$name"
    "$PYTHON" -m venv --clear "$FOLDER/$name"
    if "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        hashed=(--require-hashes --no-deps --requirement "test/servers/$name.lock")
    fi
    "$FOLDER/$name/bin/pip" install --quiet --disable-pip-version-check "${hashed[@]:---requirement=test/servers/$name.txt}"
    touch "$FOLDER/$name/ready"
}

mkdir -p "$FOLDER"
server_env pycsw
server_env pygeoapi
command -v mapserv >/dev/null || printf 'MapServer is not here: sudo apt install cgi-mapserver\n'
