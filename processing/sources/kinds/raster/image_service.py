"""Image services of ArcGIS: their own cells, exported without the server's looks."""

from __future__ import annotations

import json
from typing import Any

from ....analysis.raster.grid import Grid
from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....qgis_io.crs_names import find_crs
from ...reading.download import fetch_json
from ...reading.request import LoadRequest
from ...reading.services import below, with_query
from .coverage import edges
from .mosaic import GridService

ENDING = "/imageserver"
"""How the address of an image service ends, in small letters."""
AS_IT_IS = {"f": "image", "format": "tiff", "interpolation": "RSP_NearestNeighbor", "renderingRule": json.dumps({"rasterFunction": "None"})}
"""Values and not colours; nothing between cells."""


def describe_images(ask: LoadRequest) -> GridService:
    """Return the cells of an image service, and how they are asked for.

    Raises
    ------
    OpgaveError
        It does not answer, or does not say where its cells lie.
    """
    record = ask.record
    facts = fetch_json(record, [with_query(record.location, {"f": "json"})], ask.progress)[0]
    check_images(record, facts)
    extent: Any = facts.get("extent")
    try:
        west, south, east, north = (float(extent[name]) for name in ("xmin", "ymin", "xmax", "ymax"))
        width, height = float(facts["pixelSizeX"]), float(facts["pixelSizeY"])
        columns, rows = round((east - west) / width), round((north - south) / height)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError) as failed:
        raise OpgaveError(
            "Layer '{record}': {url} does not say where its cells lie: check that it is the address of an ImageServer.",
            record=record.title_and_id,
            url=without_secrets(record.location.partition("?")[0]),
        ) from failed
    reference: dict[str, Any] = extent.get("spatialReference") or facts.get("spatialReference") or {}
    number = str(reference.get("latestWkid") or reference.get("wkid") or "")
    crs = next((found for authority in ("EPSG", "ESRI") if (found := find_crs(f"{authority}:{number}")).isValid()), find_crs(""))
    most = min(int(facts.get("maxImageWidth") or 0), int(facts.get("maxImageHeight") or 0))
    return GridService(Grid(west, north, width, -height, rows, columns), crs, lambda part: image_address(record, part, number), most)


def is_image_service(record: LayerRecord) -> bool:
    """Whether a record's address is that of an image service."""
    return record.location.partition("?")[0].rstrip("/").lower().endswith(ENDING)


def check_images(record: LayerRecord, facts: dict[str, Any]) -> None:
    """Check that an image service answers with no error of its own, which has status 200.

    Raises
    ------
    OpgaveError
        It does.
    """
    error = facts.get("error")
    if isinstance(error, dict):
        raise OpgaveError(
            "Layer '{record}': {url} reports an error of its own: {reason}",
            record=record.title,
            url=without_secrets(record.location.partition("?")[0]),
            reason=without_secrets(str(error.get("message") or error.get("code") or "?")),
        )


def image_address(record: LayerRecord, part: Grid, system: str) -> str:
    """Return the address of cells of an image service."""
    query = {"bbox": ",".join(edges(part)), "bboxSR": system, "imageSR": system, "size": f"{part.columns},{part.rows}"}
    return with_query(below(record.location, "exportImage"), {**AS_IT_IS, **query})
