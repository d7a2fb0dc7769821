"""Features as a table of a PostGIS database, in few questions: QGIS's exporter would connect five times, and ask once for each row."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import Qgis, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ...analysis.features import Features
from ...qgis_io.columns import kind_in_table, new_field, qgis_values
from ...qgis_io.crs import read_crs
from ...qgis_io.repair import promote
from ...qgis_io.writing import BATCH, geometry_type
from ..kinds.postgis.load import quote
from .store import ROW_NUMBER

TYPES = {"int": "int8", "float": "float8", "bool": "bool", "text": "varchar", "date": "date", "datetime": "timestamp"}
"""Of columns, by what they hold."""
NUMBERED = "int4"
"""Of the row number."""
MOST_LETTERS = 4_000_000
"""Of the rows in one question, where they are more than one."""
COLLECTION = 7
"""Number of the type of collections in shapely."""
GEOMETRY = "geom"
ADD_GEOMETRY = "SELECT AddGeometryColumn({schema}, {table}, {column}, {srid}, {kind}, 2)"
FILL = "INSERT INTO {place} ({columns}) SELECT {given} FROM json_to_recordset({rows}::json) AS one ({typed})"


@dataclass(frozen=True)
class TableToWrite:
    """Features that become a table, with the row number that a store's tables have.

    The numbers are given, not drawn: QGIS asks a second time where a connection broke, and rows that came already would come twice.
    """

    schema: str
    name: str
    features: Features

    @property
    def place(self) -> str:
        """The table as SQL names it."""
        return f"{quote(self.schema)}.{quote(self.name)}"

    @property
    def kinds(self) -> dict[str, str]:
        """What each column holds."""
        return {column: kind_in_table(self.features.table[column]) for column in self.features.table}

    @property
    def geometry(self) -> str:
        """Name of the column of shapes, which no other column has; empty where there are none."""
        if geometry_type(self.features.geometry) == Qgis.WkbType.NoGeometry:
            return ""
        name = GEOMETRY
        while name in self.features.table:
            name += "_"
        return name

    @property
    def srid(self) -> int:
        """Number of the coordinate system in the database; 0 for none that it knows."""
        return read_crs(self.features.crs).postgisSrid() if self.features.crs else 0

    def create(self) -> str:
        """Return the SQL that makes the table."""
        columns = {ROW_NUMBER: NUMBERED} | {column: TYPES[kind] for column, kind in self.kinds.items()}
        made = ", ".join(f"{quote(column)} {type}" for column, type in columns.items())
        sql = f"CREATE TABLE {self.place} ({made}, PRIMARY KEY ({quote(ROW_NUMBER)}))"
        if not self.geometry:
            return sql
        kind = QgsWkbTypes.displayString(geometry_type(self.features.geometry)).upper()
        named = {"schema": self.schema, "table": self.name, "column": self.geometry, "kind": kind}
        return f"{sql}; {ADD_GEOMETRY.format(srid=self.srid, **{name: sql_value(text) for name, text in named.items()})}"

    def fill(self) -> Iterator[str]:
        """Yield the SQL that fills it, some rows at a time."""
        columns = {column: TYPES[kind] for column, kind in self.kinds.items()}
        values = [plain_values(self.features, column, kind) for column, kind in self.kinds.items()]
        if ROW_NUMBER not in columns:
            columns[ROW_NUMBER] = NUMBERED
            values.append(list(range(1, len(self.features) + 1)))
        if self.geometry:
            columns[self.geometry] = "geometry"
            shapes = of_one_type(self.features.geometry, geometry_type(self.features.geometry))
            values.append(shapely.to_wkb(shapely.set_srid(shapes, self.srid), hex=True, output_dimension=2, include_srid=True).tolist())
        short = [f"c{place}" for place in range(len(columns))]
        rows = (json.dumps(dict(zip(short, row, strict=True)), ensure_ascii=False) for row in zip(*values, strict=True))
        for part in parts_of(rows):
            yield FILL.format(
                place=self.place,
                columns=", ".join(map(quote, columns)),
                given=", ".join(short),
                rows=sql_value(part),
                typed=", ".join(f"{name} {type}" for name, type in zip(short, columns.values(), strict=True)),
            )


def of_one_type(geometry: np.ndarray, wkb_type: Qgis.WkbType) -> np.ndarray:
    """Return geometries as the one type that a column of a database takes; among collections each is in one of its own."""
    if wkb_type != Qgis.WkbType.GeometryCollection:
        return promote(geometry, wkb_type)
    wrapped, kinds = geometry.copy(), shapely.get_type_id(geometry)
    for row in np.flatnonzero((kinds >= 0) & (kinds != COLLECTION)):
        wrapped[row] = shapely.geometrycollections([geometry[row]])
    return wrapped


def plain_values(features: Features, column: str, kind: str) -> list:
    """Return a column as values that JSON has, in the way in which a database reads them."""
    return [plain_value(value) for value in qgis_values(features.table[column], new_field(column, kind))]


def plain_value(value: object) -> object:
    """Return a value as JSON and a database have it: no text of theirs holds a null."""
    if isinstance(value, QDate | QDateTime):
        return value.toString(Qt.DateFormat.ISODateWithMs)
    if isinstance(value, float) and np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value.replace("\0", "") if isinstance(value, str) else value


def parts_of(rows: Iterable[str]) -> Iterator[str]:
    """Yield rows together, as JSON: no more than QGIS is given at once, and no more letters than a question should have."""
    part: list[str] = []
    letters = 0
    for row in rows:
        if part and (len(part) == BATCH or letters + len(row) > MOST_LETTERS):
            yield f"[{','.join(part)}]"
            part, letters = [], 0
        part.append(row)
        letters += len(row)
    if part:
        yield f"[{','.join(part)}]"


def sql_value(text: str) -> str:
    """Return a text as SQL without a letter of it, so that none can end it, whatever the database takes for a quote."""
    return f"convert_from(decode('{base64.b64encode(text.encode(errors='replace')).decode()}', 'base64'), 'UTF8')"
