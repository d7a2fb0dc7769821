"""Answers in GML piled up in one GeoPackage of a while: each feature once, however often a server gives it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import OWN, open_dataset
from ..network import text_of

LAYER, NUMBER, SHAPE, ID = "features", "pile_number", "pile_shape", "gml_id"
OWN_COLUMNS = frozenset((NUMBER, ID))
"""Columns that the pile has and the source does not."""
MEMBER = re.compile(rb"<(?:[\w.-]+:)?(?:member|featureMembers?)\b")
MOMENT = re.compile(rb"</?(?:[\w.-]+:)?timePosition\b[^>]*>")
COUNT = "SELECT COUNT(*) FROM features"
COUNT_DIFFERENT = "SELECT COUNT(DISTINCT gml_id) FROM features"
COUNT_WITHOUT_ID = "SELECT COUNT(*) FROM features WHERE gml_id IS NULL OR gml_id LIKE '%fid-%'"
"""A server whose table has no key makes ids with ``fid-`` up for each answer anew."""
REMOVE_REPEATS = "DELETE FROM features WHERE pile_number NOT IN (SELECT MIN(pile_number) FROM features GROUP BY gml_id)"


class Pile:
    """Features of some answers.

    Parameters
    ----------
    folder : Path
        Where it may write.
    schema : bytes
        XML schema of the features; empty where nobody gives it.
    """

    def __init__(self, record: LayerRecord, folder: Path, schema: bytes):
        self.record, self.folder = record, folder
        self.path = folder / "pile.gpkg"
        self.schema = folder / "pile.xsd" if schema else None
        if self.schema:
            self.schema.write_bytes(schema)

    def add(self, content: bytes) -> int:
        """Add the features of an answer, and return how many it holds.

        Raises
        ------
        OpgaveError
            It cannot be read.
        """
        if not MEMBER.search(content) and self.path.exists():
            return 0
        before, file = self.size, self.folder / "answer.gml"
        file.write_bytes(without_moments(readable(content)))
        with gdal_raises():
            try:
                self.append(file)
            except RuntimeError as error:
                raise OpgaveError(
                    "Layer '{record}': an answer of {url} cannot be read as GML ({reason}).",
                    record=self.record.title,
                    url=self.record.source.path.partition("?")[0],
                    reason=error,
                ) from error
        file.with_suffix(".gfs").unlink(missing_ok=True)
        return self.size - before

    def append(self, file: Path) -> None:
        """Append the features of a file of GML."""
        given = [f"XSD={self.schema}"] if self.schema else []
        source = open_dataset(file, gdal.OF_VECTOR, ["GML"], ["EXPOSE_GML_ID=YES", "EXPOSE_FID=NO", "DOWNLOAD_SCHEMA=NO", *given])
        first = not self.path.exists()
        gdal.VectorTranslate(
            str(self.path),
            source,
            format="GPKG",
            accessMode=None if first else "append",
            addFields=not first,
            layers=[source.GetLayer(0).GetName()],
            layerName=LAYER,
            geometryType="CONVERT_TO_LINEAR",
            layerCreationOptions=[f"FID={NUMBER}", f"GEOMETRY_NAME={SHAPE}", "SPATIAL_INDEX=NO"] if first else [],
        )

    @property
    def size(self) -> int:
        """How many features it holds, repeated ones included."""
        return self.number(COUNT) if self.path.exists() else 0

    @property
    def different(self) -> int:
        """How many features differ."""
        return self.number(COUNT_DIFFERENT) if self.path.exists() and self.has_ids else self.size

    @property
    def has_ids(self) -> bool:
        """Whether features have ids that are the same in each answer."""
        return self.number(COUNT_WITHOUT_ID) == 0

    def number(self, sql: str) -> int:
        """Return what a query of one number gives."""
        with gdal_raises():
            data = open_dataset(self.path, gdal.OF_VECTOR, OWN)
            found = data.ExecuteSQL(sql, dialect="SQLITE")
            value = int(next(iter(found)).GetField(0))
            data.ReleaseResultSet(found)
            return value

    def keep_each_once(self) -> None:
        """Remove features that repeat an earlier one."""
        if not self.has_ids:
            return
        with gdal_raises():
            data = open_dataset(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE, OWN)
            data.ExecuteSQL(REMOVE_REPEATS)


@contextmanager
def pile_of(record: LayerRecord, schema: bytes) -> Iterator[Pile]:
    """Yield an empty pile, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        yield Pile(record, Path(folder), schema)


def without_moments(content: bytes) -> bytes:
    """Return GML with dates as plain text in their property, where a server packs them in an element of their own."""
    return MOMENT.sub(b"", content) if b"timePosition" in content else content


def readable(content: bytes) -> bytes:
    """Return GML that is in the encoding that it says; some servers say UTF-8 of what is not."""
    if b"encoding=" in content[:100] and b"utf-8" not in content[:100].lower():
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return text_of(content).encode("utf-8")
    return content
