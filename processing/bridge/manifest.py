"""What a bundle says of itself: inputs, parameters, versions and hashes, enough to make it again."""

from __future__ import annotations

import configparser
import datetime
import hashlib
import json
from pathlib import Path

from qgis.core import Qgis

METADATA = Path(__file__).parents[2] / "metadata.txt"
FORMAT = 2
"""Format of the manifests that are written; 1 kept neither challenge nor catalogue as files."""


def plugin_version() -> str:
    """Return the version that ``metadata.txt`` states."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(METADATA, encoding="utf-8")
    return parser["general"]["version"]


def versions() -> dict[str, str]:
    """Return the versions of everything that shapes the numbers."""
    import numpy
    import pandas
    import scipy
    import shapely

    return {
        "opgavenkaart": plugin_version(),
        "qgis": Qgis.QGIS_VERSION,
        "geos": ".".join(map(str, shapely.geos_version)),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "pandas": pandas.__version__,
        "shapely": shapely.__version__,
    }


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(path: Path, content: dict, files: list[Path]) -> None:
    """Write ``content`` with the time, the versions and a hash of every file beside or below it.

    ``made`` and the hashes of files that hold a time of their own are all that differs between two runs on the same input.
    """
    document = {
        "made": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "format": FORMAT,
        "versions": versions(),
        **content,
        "files": {file.relative_to(path.parent).as_posix(): {"sha256": file_hash(file), "bytes": file.stat().st_size} for file in files},
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
