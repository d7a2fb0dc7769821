"""Addresses with places to fill in: the municipality, the extent and the year that are asked for."""

from __future__ import annotations

import datetime

from qgis.core import QgsCoordinateTransformContext, QgsRectangle, QgsReferencedRectangle

from ...model.errors import OpgaveError
from ...model.geography import LAMBERT_72
from ...model.municipalities import municipalities
from ...model.record import BBOX, CAPITALS, CORNERS, NAME, NIS_CODE, YEAR, LayerRecord
from ...qgis_io.crs import frame_for, read_crs

DEGREES = "EPSG:4326"
YEARS_BACK = 5
"""Years before this one that are tried where an address does not say which."""


def fill_placeholders(
    record: LayerRecord, extent: QgsRectangle | None = None, target_crs: str = "", context: QgsCoordinateTransformContext | None = None
) -> LayerRecord:
    """Return a record whose address names the municipality and the extent that are asked for; a year stays to be filled in.

    Corners are those of the extent, or else of the municipality, in the record's ``crs``, or in degrees where it has none.

    Raises
    ------
    OpgaveError
        Nobody says which municipality or extent is meant.
    """
    names = record.placeholders
    values: dict[str, str] = {}
    asked = names & {NIS_CODE, NAME, CAPITALS}
    if asked:
        if not record.municipality:
            raise OpgaveError(
                "Layer '{record}' is asked for one municipality at a time ('{placeholder}' stands in its address): write \"municipality\""
                " with a name or NIS code at the top of the catalogue.",
                record=record.title_and_id,
                placeholder=f"{{{min(asked)}}}",
            )
        name = municipalities()[record.municipality].name
        values |= {NIS_CODE: record.municipality, NAME: name, CAPITALS: name.upper()}
    if names & {BBOX, *CORNERS}:
        values |= corners_of(record, extent, target_crs, context)
    return record.filled(values) if values else record


def corners_of(
    record: LayerRecord, extent: QgsRectangle | None, target_crs: str, context: QgsCoordinateTransformContext | None
) -> dict[str, str]:
    """Return what stands for an extent in an address."""
    given = extent is not None and not extent.isNull()
    if not given and record.municipality:
        xmin, ymin, xmax, ymax = municipalities()[record.municipality].extent
        extent = QgsReferencedRectangle(QgsRectangle(xmin, ymin, xmax, ymax), read_crs(LAMBERT_72))
    frame = frame_for(record.id, read_crs(record.crs or DEGREES), target_crs, extent, context)
    box = frame.extent_at_source()
    if box is None:
        raise OpgaveError(
            "Layer '{record}' is asked for one area at a time ('{placeholder}' stands in its address): give an extent, or write"
            ' "municipality" with a name or NIS code at the top of the catalogue.',
            record=record.title_and_id,
            placeholder=f"{{{BBOX}}}",
        )
    values = [f"{value:.9g}" for value in (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())]
    return {BBOX: ",".join(values), **dict(zip(CORNERS, values, strict=True))}


def years_to_try(record: LayerRecord) -> list[int]:
    """Return the years for an address that has one in it, the newest first: the one that the record names, or this one and some before."""
    if record.source.options.get("year"):
        return [int(record.source.options["year"])]
    newest = datetime.date.today().year
    return list(range(newest, newest - YEARS_BACK - 1, -1))


def with_year(record: LayerRecord, year: int) -> LayerRecord:
    """Return a record with a year in its address."""
    return record.filled({YEAR: str(year)})
