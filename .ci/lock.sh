#!/usr/bin/env bash
# Writes test/requirements.lock and test/servers/*.lock anew: the version of every package that the tests install, with the SHA-256 of each
# of its files, so that one list serves every Python from 3.12 on. What comes with QGIS stays out of it: distributions differ in that.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly FOLDER=build/lock OLDEST_PYTHON=3.12
readonly OF_SYSTEM=(numpy scipy pandas shapely geopandas pyproj pyogrio fiona python-dateutil pytz tzdata six jinja2 markupsafe)

[[ -x $FOLDER/bin/uv ]] || { /usr/bin/python3 -m venv --clear "$FOLDER" && "$FOLDER/bin/pip" install --quiet uv; }
lock() {
    local from=$1 to=$2
    shift 2
    "$FOLDER/bin/uv" pip compile "$from" --output-file "$to" --quiet --universal --upgrade --python-version "$OLDEST_PYTHON" \
        --generate-hashes --no-header --no-annotate "$@"
}
lock test/requirements.txt test/requirements.lock --constraints .ci/distributions.txt "${OF_SYSTEM[@]/#/--no-emit-package=}"
for server in pycsw pygeoapi; do
    lock "test/servers/$server.txt" "test/servers/$server.lock"
done
