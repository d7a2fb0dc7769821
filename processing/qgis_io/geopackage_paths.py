"""GeoPackages in folders of which the name looks like an encoded address, such as ``kaart%20oost``.

QGIS opens a GeoPackage without locks, for which GDAL hands SQLite an address instead of a path, and leaves ``%20`` in it as it is. SQLite
reads a space there, so that QGIS finds no file, or the wrong one: that in the folder ``kaart oost``.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ..model.errors import OpgaveError

LOOKS_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


def is_openable(path: Path | str) -> bool:
    """Whether QGIS opens this file, or a GeoPackage in this folder, as the one that it is."""
    return not LOOKS_ENCODED.search(str(path))


def openable(path: Path) -> Path:
    """Return a path by which QGIS opens a file to read it: its own, or for a GeoPackage that of a link to it, else of a copy.

    It serves until the program ends: it does not belong in a project.
    """
    if path.suffix.lower() != ".gpkg" or is_openable(path) or not path.is_file():
        return path
    facts = path.stat()
    name = hashlib.sha256(f"{path.absolute()}|{facts.st_mtime_ns}|{facts.st_size}".encode()).hexdigest()
    link = Path(links_folder().name, f"{name}.gpkg")
    if not link.exists():
        try:
            link.symlink_to(path.absolute())
        except OSError:  # Windows, where not everybody may make links
            shutil.copyfile(path, link)
    return link


@cache
def links_folder() -> tempfile.TemporaryDirectory:
    """Return the folder of the links, which goes when the program ends."""
    return tempfile.TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True)


def check_openable(path: Path | str) -> None:
    """Check that QGIS will open a GeoPackage that is going to be written, or those in a folder.

    Raises
    ------
    OpgaveError
        It will not.
    """
    found = LOOKS_ENCODED.search(str(path))
    if found:
        raise OpgaveError(
            "'{path}' cannot be used: QGIS cannot open a GeoPackage with '{sign}' in its path. Choose a path without it.",
            path=path,
            sign=found.group(),
        )
