"""The versions of the packages that QGIS runs with, printed as constraints for pip.

``versions.py VENV`` also names them in a venv where their own metadata do not: Debian has built a shapely that calls itself ``0+unknown``,
and pip would put another one in the venv, with a GEOS of its own. Its version is then that of its Debian package.
"""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "pandas", "shapely", "geopandas")


def of_system(name: str) -> str:
    """Return the version of a package, from Debian where its metadata do not have it."""
    stated = version(name)
    if not stated.startswith("0+"):
        return stated
    query = ["dpkg-query", "--show", "--showformat=${source:Upstream-Version}", f"python3-{name}"]
    try:
        done = subprocess.run(query, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        sys.exit(f"{name} calls itself {stated}, and dpkg does not know its version either: install a {name} that states its version.")
    return re.match(r"[\d.]+", done.stdout)[0]


def name_in(venv: Path, name: str, known: str) -> None:
    """Write the version of a package of the system where pip looks for it first."""
    folder = venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages" / f"{name}-{known}.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {known}\n", encoding="utf-8")


if __name__ == "__main__":
    for package in PACKAGES:
        found = of_system(package)
        print(f"{package}=={found}")
        if len(sys.argv) > 1 and found != version(package):
            name_in(Path(sys.argv[1]), package, found)
