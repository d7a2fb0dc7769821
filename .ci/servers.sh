#!/usr/bin/env bash
# Brings the catalogue servers against which harvesting is tried; .ci/setup.sh runs it for the tests. Tests that miss one are skipped with that reason.
# Each has a Python environment of its own under build/servers, since it wants other versions than QGIS has; MapServer comes with apt.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly PYTHON=/usr/bin/python3 FOLDER=build/servers

# pycsw 2.6 was written for an older Python: legacy-cgi brings back what 3.13 took out; it needs pkg_resources and an older owslib.
server_env() {
    local name=$1
    shift
    [[ -f $FOLDER/$name/ready ]] && return
    printf 'Installing %s in %s\n' "$name" "$FOLDER/$name"
    "$PYTHON" -m venv --clear "$FOLDER/$name"
    "$FOLDER/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
    touch "$FOLDER/$name/ready"
}

mkdir -p "$FOLDER"
server_env pycsw 'pycsw==2.6.1' 'legacy-cgi; python_version >= "3.13"' 'setuptools<81' 'sqlalchemy<2' 'owslib<0.28'
server_env pygeoapi 'pygeoapi==0.20.0'
command -v mapserv >/dev/null || printf 'MapServer is not here: sudo apt install cgi-mapserver\n'
