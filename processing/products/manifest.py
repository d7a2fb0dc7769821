"""What a bundle says of itself: inputs, parameters, versions and hashes, enough to make it again."""

from __future__ import annotations

import datetime
from importlib import metadata
from pathlib import Path
from types import ModuleType

from qgis.core import Qgis

from ..model.files import file_hash, plugin_version, write_json
from ..model.public_text import public_value
from ..model.trust import OWN, keep_standing

UNKNOWN = "0+"
"""How the version of a package begins that was built where nothing told it."""
SOURCES = "sources"
"""Key of the folder below which the sources lie, from the one of the manifest."""
FORMAT = 2
"""Format of the manifests that are written; 1 kept neither challenge nor catalogue as files."""


def versions() -> dict[str, str]:
    """Return the versions of everything that shapes the numbers and knows its version."""
    import numpy
    import pandas
    import scipy
    import shapely

    packages = {module.__name__: package_version(module) for module in (numpy, scipy, pandas, shapely)}
    geos = ".".join(map(str, shapely.geos_version))
    stated = {"opgavenkaart": plugin_version(), "qgis": Qgis.QGIS_VERSION, "geos": geos, **packages}
    return {name: version for name, version in stated.items() if version}


def package_version(module: ModuleType) -> str:
    """Return the version that a package or its metadata state; empty where neither does: Debian has a shapely ``0+unknown``."""
    if not module.__version__.startswith(UNKNOWN):
        return module.__version__
    try:
        stated = metadata.version(module.__name__)
    except metadata.PackageNotFoundError:
        return ""
    return "" if stated.startswith(UNKNOWN) else stated


def write_manifest(path: Path, content: dict, files: list[Path]) -> None:
    """Write ``content`` with the time, the versions and a hash of every file beside or below it.

    ``made`` and the hashes of files that hold a time of their own are all that differs between two runs on the same input and day.
    It is in local time, so that the day in it is the one that the products bear.
    """
    document = {
        "made": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "format": FORMAT,
        "versions": versions(),
        **public_value(content),
        "files": {file.relative_to(path.parent).as_posix(): {"sha256": file_hash(file), "bytes": file.stat().st_size} for file in files},
    }
    keep_standing(path, write_json(path, document), OWN)
