#!/usr/bin/env bash
# Brings what `make demo`, `make test` or `make docs` needs: `bash .ci/setup.sh demo|test|docs`.
# Looks first; what is there already is not installed again, and nothing is downloaded then.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly FOR=$1 PYTHON=/usr/bin/python3 NEEDS=.ci/needs.txt REQUIREMENTS=test/requirements.txt LOCK=test/requirements.lock LOGS=build/setup
readonly OLDEST_QGIS=34000 OLDEST_QGIS_NAME=3.40
mkdir -p "$LOGS"
exec 9>"$LOGS/lock"
if command -v flock >/dev/null; then flock 9; fi # two at once would install into one .venv, and read what the other is writing

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Run a command quietly; when it fails, show the end of its log and say what failed.
quietly() {
    local log=$LOGS/$1.log what=$2
    shift 2
    "$@" </dev/null >"$log" 2>&1 && return
    tail -n 20 "$log" >&2
    fail "$what failed; the whole log is in $log."
}

is_there() {
    local kind=${1%%:*} name=${1#*:}
    case $kind in
        program) command -v "$name" >/dev/null ;;
        module) "$PYTHON" -P -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('$name') is None)" 2>/dev/null ;;
        file) compgen -G "$name" >/dev/null ;;
    esac
}

# Print the packages whose program, module or file is not there.
missing_packages() {
    local target what package
    while read -r target what package; do
        [[ $target == demo || $target == "$FOR" ]] || continue
        is_there "$what" || printf '%s ' "$package"
    done <"$NEEDS"
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt_install() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
    # An index that cannot be refreshed may still do: only the installation decides.
    as_root "${apt[@]}" update || true
    as_root "${apt[@]}" install --yes --no-install-recommends "$@"
}

install_packages() {
    local packages
    packages=$(missing_packages)
    [[ -n $packages ]] || return 0
    if ! command -v apt-get >/dev/null; then
        fail "This needs QGIS $OLDEST_QGIS_NAME or newer with numpy, scipy, pandas and shapely 2, and there is no apt here to install them:" \
            "install what brings ${packages% } on this system (Debian's names) and run it again."
    fi
    ((EUID == 0)) || command -v sudo >/dev/null || fail "Run as root, or install sudo: apt must install ${packages% }."
    printf 'Installing with apt (some minutes; log in %s): %s\n' "$LOGS/apt.log" "$packages"
    # shellcheck disable=SC2086
    quietly apt "Installing ${packages% } with apt" apt_install $packages
    packages=$(missing_packages)
    [[ -z $packages ]] || fail "apt installed ${packages% }, yet what it should bring is not found on PATH or by $PYTHON."
}

# A browser for the tests of the web map. Where apt has none (Ubuntu: a snap only) they are skipped, and apt is asked once.
install_browser() {
    local log=$LOGS/chromium.log none=$LOGS/no-chromium
    if command -v chromium >/dev/null || [[ -f $none ]] || ! command -v apt-get >/dev/null; then return; fi
    printf 'Installing chromium with apt (log in %s)\n' "$log"
    apt_install chromium </dev/null >"$log" 2>&1 && return
    touch "$none"
    printf 'There is no package chromium here: the tests of the web map are skipped.\n'
}

# QGIS older than the plugin allows is refused once, not at every start. shapely is known by what it can do: there is one that calls itself 0+unknown.
check_versions() {
    local stamp=$LOGS/versions.ok
    [[ $stamp -nt $NEEDS && $stamp -nt $(command -v qgis_process) ]] && return
    "$PYTHON" -P - "$OLDEST_QGIS" <<'PYTHON' || fail "QGIS $OLDEST_QGIS_NAME and shapely 2 are the oldest that do: see https://qgis.org for a newer QGIS."
import sys
import shapely
from qgis.core import Qgis
sys.exit(Qgis.QGIS_VERSION_INT < int(sys.argv[1]) or not hasattr(shapely, "STRtree") or not hasattr(shapely, "transform"))
PYTHON
    touch "$stamp"
}

# The test tools must not bring other versions than QGIS runs with. Each file that is installed has a hash in the list of .ci/lock.sh; only what
# a distribution that the list does not know needs otherwise comes without.
install_test_tools() {
    local constraints key
    constraints=$("$PYTHON" -P .ci/versions.py)
    key=$(cat "$REQUIREMENTS" "$LOCK" - <("$PYTHON" --version) <<<"$constraints" | sha256sum)
    [[ -x .venv/bin/python && -f .venv/setup.key && $(<.venv/setup.key) == "$key" ]] && return
    printf '%s\n' "$constraints" >"$LOGS/constraints.txt"
    printf 'Installing the test tools in .venv (log in %s)\n' "$LOGS/pip.log"
    .venv/bin/python -m pip --version >/dev/null 2>&1 || quietly venv "Making .venv" "$PYTHON" -m venv --clear --system-site-packages .venv
    quietly versions "Naming the system's packages in .venv" "$PYTHON" -P .ci/versions.py .venv
    if "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        quietly hashed "Installing the test tools by their hashes" .venv/bin/python -m pip install --disable-pip-version-check \
            --require-hashes --no-deps --only-binary :all: --requirement "$LOCK"
    fi
    quietly pip "Installing the test tools" .venv/bin/python -m pip install --disable-pip-version-check \
        --requirement "$REQUIREMENTS" --constraint "$LOGS/constraints.txt"
    printf '%s' "$key" >.venv/setup.key
}

# The catalogue servers of .ci/servers.sh. Where they cannot be had, the tests against them are skipped, and pip is asked once.
install_servers() {
    local log=$LOGS/servers.log none=$LOGS/no-servers
    if [[ -f $none ]] || bash .ci/servers.sh </dev/null >"$log" 2>&1; then return; fi
    touch "$none"
    printf 'pycsw and pygeoapi cannot be installed here (log in %s): the tests against them are skipped.\n' "$log"
}

install_packages
check_versions
if [[ $FOR == test ]]; then
    install_browser
    install_servers &
    install_test_tools
    wait
fi
