"""Coverages of a WCS 1.0.0 or 2.0: their own cells, asked by the edges of those cells, so that no server has a reason to resample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem

from ....analysis.raster.grid import Grid
from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....qgis_io.crs_names import find_crs
from ....qgis_io.xml_tree import Element
from ...network import xml_of
from ...reading.download import fetch_record
from ...reading.request import LoadRequest
from ...reading.services import with_query
from .mosaic import GridService

FIRST, SECOND = "1.0.0", "2.0.1"
EASTWARD = ("x", "e", "east", "easting", "long", "lon", "longitude")
"""What the axis is called that runs to the east."""
WHOLE = 0.01
"""Part of a cell that the corners of a coverage may be off: they are often rounded."""


@dataclass(frozen=True)
class CoverageBox:
    """A rectangle as a coverage states it: its lowest and highest corner, in the order of the axes, and the axes' names."""

    srs: str
    low: np.ndarray
    high: np.ndarray
    labels: tuple[str, ...] = ("x", "y")

    @property
    def east(self) -> int:
        """Which axis runs to the east."""
        return next((place for place, name in enumerate(self.labels) if name.lower() in EASTWARD), 0)


def describe_coverage(ask: LoadRequest) -> GridService:
    """Return the cells of a record's coverage, and how they are asked for.

    Raises
    ------
    OpgaveError
        The service does not answer, has no such coverage, or does not say where its cells lie.
    """
    record = ask.record
    version = version_of(record)
    reply = fetch_record(record, with_query(record.location, description_query(record)), ask.progress)
    try:
        root = xml_of(reply.content, reply.url, reply.headers)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
    offered = find_offered(root)
    found = find_grid(offered) if offered else None
    if offered is None or found is None:
        raise OpgaveError(
            "Layer '{record}': {url} does not say where the cells of '{layer}' lie. Correct 'layer' and 'version' of its source in the"
            " catalogue, or download the raster and name the file.",
            record=record.title_and_id,
            url=without_secrets(record.location.partition("?")[0]),
            layer=record.source.layer,
        )
    grid, box = found
    crs = find_crs(box.srs)
    wanted = record.source.options.get("format") or next((one.text for one in offered.every("formats") if "tif" in one.text.lower()), "")
    if version == FIRST:
        return GridService(grid, crs, lambda part: first_address(record, part, crs, str(wanted or "GeoTIFF")))
    return GridService(grid, crs, lambda part: second_address(record, part, box, str(wanted or "image/tiff")))


def find_offered(root: Element) -> Element | None:
    """Return what a service says of the coverage that was asked for; None where it says nothing."""
    inner = (one for child in root.children for one in child.every("CoverageOffering", "CoverageDescription"))
    return next(inner, None)


def version_of(record: LayerRecord) -> str:
    """Return the version of WCS that a record asks: 1.0.0 where it does not say.

    Raises
    ------
    OpgaveError
        It asks another one than 1.0.0 or 2.0.
    """
    asked = str(record.source.options.get("version") or FIRST)
    if asked.startswith("2.0"):
        return asked if asked.count(".") == 2 else SECOND
    if not asked.startswith("1.0"):
        raise OpgaveError(
            "Layer '{record}': WCS {version} is not asked; a server that speaks it also speaks 1.0.0 or 2.0.1: give one of these as"
            " 'version' in the options of its source.",
            record=record.title_and_id,
            version=asked,
        )
    return FIRST


def description_query(record: LayerRecord) -> dict[str, str]:
    """Return the query that asks what a coverage is."""
    version = version_of(record)
    name = "COVERAGE" if version == FIRST else "COVERAGEID"
    return {"SERVICE": "WCS", "VERSION": version, "REQUEST": "DescribeCoverage", name: record.source.layer}


def find_grid(offered: Element) -> tuple[Grid, CoverageBox] | None:
    """Return the cells of a coverage, and the rectangle in their own coordinate system; None where it does not say them.

    Stated corners are the outer edges of the cells where as many cells fit between them as there are. QGIS Server states one cell more, and
    is known by its grid that begins in the south-west; of any other grid that does not fit its corners nobody knows where it lies.
    """
    rectified = next(offered.every("RectifiedGrid"), None)
    if rectified is None:
        return None
    low, high = (numbers(rectified.text_at(f"limits/GridEnvelope/{name}")) for name in ("low", "high"))
    vectors = [numbers(one.text) for one in rectified.all("offsetVector")]
    if len(vectors) != 2 or {len(one) for one in (low, high, *vectors)} != {2}:
        return None
    origin = numbers(next((one.text for one in rectified.every("pos")), ""))
    for spare in (0, 1):
        for box in boxes_of(offered):
            east, counts, sizes = box.east, high - low + 1, np.abs(np.array(vectors))
            along = [int(np.argmax(sizes[:, axis])) for axis in (east, 1 - east)]  # which vector steps to the east, and to the north
            cell = np.array([sizes[along[0], east], sizes[along[1], 1 - east]])
            columns, rows = (int(counts[one]) - spare for one in along)
            corner, far = box.low[[east, 1 - east]], box.high[[east, 1 - east]]
            if not (cell > 0).all() or not np.allclose((far - corner) / cell, [columns, rows], rtol=0, atol=WHOLE):
                continue
            if spare and not np.array_equal(origin, box.low):
                continue
            return Grid(float(corner[0]), float(far[1]), float(cell[0]), -float(cell[1]), rows, columns), box
    return None


def boxes_of(offered: Element) -> Iterator[CoverageBox]:
    """Yield the rectangles that a coverage states, each in a coordinate system."""
    for one in offered.every("Envelope", "EnvelopeWithTimePeriod"):
        texts = [position.text for position in one.all("pos")] or [one.text_at("lowerCorner"), one.text_at("upperCorner")]
        corners = [numbers(text)[:2] for text in texts]
        if one.get("srsName") and len(corners) == 2 and {len(corner) for corner in corners} == {2}:
            yield CoverageBox(one.get("srsName"), corners[0], corners[1], tuple(one.get("axisLabels").split()[:2]) or ("x", "y"))


def numbers(text: str) -> np.ndarray:
    """Return the numbers in a text; none where it holds anything else."""
    try:
        return np.array([float(word) for word in text.replace(",", " ").split()])
    except ValueError:
        return np.zeros(0)


def edges(part: Grid) -> Sequence[str]:
    """Return west, south, east and north of a grid, to the last digit."""
    right, bottom = part.left + part.columns * part.width, part.top + part.rows * part.height
    return [f"{edge:.12g}" for edge in (part.left, bottom, right, part.top)]


def first_address(record: LayerRecord, part: Grid, crs: QgsCoordinateReferenceSystem, wanted: str) -> str:
    """Return the address of cells of a coverage in WCS 1.0.0."""
    query = {
        **{"SERVICE": "WCS", "VERSION": FIRST, "REQUEST": "GetCoverage", "COVERAGE": record.source.layer, "CRS": crs.authid()},
        **{"BBOX": ",".join(edges(part)), "WIDTH": str(part.columns), "HEIGHT": str(part.rows), "FORMAT": wanted},
    }
    return with_query(record.location, query)


def second_address(record: LayerRecord, part: Grid, box: CoverageBox, wanted: str) -> str:
    """Return the address of cells of a coverage in WCS 2.0: each axis cut by its own name."""
    west, south, east, north = edges(part)
    x, y = box.labels[box.east], box.labels[1 - box.east]
    query = {"SERVICE": "WCS", "VERSION": version_of(record), "REQUEST": "GetCoverage", "COVERAGEID": record.source.layer, "FORMAT": wanted}
    cuts = "".join(f"&SUBSET={name}({low},{high})" for name, low, high in ((x, west, east), (y, south, north)))
    return with_query(record.location, query) + cuts
