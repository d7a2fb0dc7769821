"""What the rows of a layer in a GeoPackage are, as a number: the same as long as nobody changes one of them.

Of the rows, not of the file: QGIS writes into a GeoPackage when somebody only looks at it, and a file may hold other layers that do change.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from ..model.errors import OpgaveError

AT_ONCE = 5000
"""Rows that are held at a time."""
SQLITE_PARTS = ("-wal", "-journal")
"""Ends of the names of files beside a database in which changes to it stand."""
PLACE = """
SELECT column_name, geometry_type_name, organization, organization_coordsys_id
FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING (srs_id) WHERE table_name = ?
"""


def layer_rows_hash(path: Path, layer: str) -> str:
    """Return the SHA-256 of a layer's columns, coordinate system and rows, reckoned once until its file changes.

    Raises
    ------
    OpgaveError
        The file cannot be read, or holds no such layer.
    """
    try:
        facts = tuple((one.stat().st_mtime_ns, one.stat().st_size) for one in (path, *parts_beside(path)))
        return _known_hash(path, layer, facts)
    except (sqlite3.Error, UnicodeError, OSError) as error:
        raise OpgaveError(
            "Whether layer '{layer}' of '{path}' is as it was cannot be seen ({reason}): close the program that uses it, or check the"
            " file.",
            layer=layer,
            path=path,
            reason=error,
        ) from error


@lru_cache(maxsize=512)
def _known_hash(path: Path, layer: str, facts: tuple[tuple[int, int], ...]) -> str:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        quoted = quote(layer)
        place = database.execute(PLACE, (layer,)).fetchone()
        found = database.execute(f"SELECT * FROM {quoted} LIMIT 0").description  # noqa: S608  # nosec B608  the name is quoted
        shape = place[0] if place else None
        columns = [name for name, *_ in found if name != shape]
        digest = hashlib.sha256(json.dumps([columns, place]).encode())
        wanted = ", ".join(quote(name) for name in [*([shape] if shape else []), *columns])
        rows = database.execute(f"SELECT {wanted} FROM {quoted} ORDER BY rowid")  # noqa: S608  # nosec B608  names are quoted
        while some := rows.fetchmany(AT_ONCE):
            shapes = [row[0] or b"" for row in some] if shape else []
            values = [row[1:] for row in some] if shape else some
            # sizes too: rows that share their bytes in another way are others
            digest.update(json.dumps([[len(one) for one in shapes], values], default=bytes.hex).encode())
            digest.update(b"".join(shapes))
    return digest.hexdigest()


def parts_beside(path: Path) -> list[Path]:
    """Return the files beside a database in which changes to it stand."""
    return [part for end in SQLITE_PARTS if (part := path.with_name(path.name + end)).exists()]


def quote(name: str) -> str:
    """Return a name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'
