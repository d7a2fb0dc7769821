"""The SHA-256 of files that are read, reckoned once until they change."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from ...model.files import file_hash

SHAPEFILE_PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")


def source_hash(path: Path) -> str:
    """Return the SHA-256 of a file; of a Shapefile all parts count."""
    parts = [path]
    if path.suffix.lower() == ".shp":
        parts = [part for suffix in SHAPEFILE_PARTS if (part := path.with_suffix(suffix)).is_file()]
    hashes = [known_hash(part, part.stat().st_mtime_ns, part.stat().st_size) for part in parts]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode("ascii")).hexdigest()


@lru_cache(maxsize=128)
def known_hash(path: Path, changed: int, size: int) -> str:
    """Return a file's SHA-256, reckoned once until it changes: many records may lie in one file."""
    return file_hash(path)
