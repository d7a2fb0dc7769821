"""The layers of a project file, opened one after the other, in a task or wherever they are asked for."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsMapLayer,
    QgsPathResolver,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..qgis_io.crs_names import find_crs
from ..qgis_io.project_text import read_project_text
from .plain_looks import clean_looks
from .project_sources import is_foreign, leave_out_elsewhere

KINDS = {"vector": QgsVectorLayer, "raster": QgsRasterLayer, "vector-tile": QgsVectorTileLayer}
OPENING = threading.RLock()
"""Held while a task opens layers of a project: QGIS's provider can stand still for good where two threads open and close the same file."""
VIEW = re.compile(r"<DefaultViewExtent\b.*?</DefaultViewExtent>", re.DOTALL)
ID = re.compile(r"<id>([^<]+)</id>")


def project_layers(path: str | Path, transforms: QgsCoordinateTransformContext) -> Iterator[tuple[QgsMapLayer, bool]]:
    """Read a project file, and return its layers in the order of its tree, each with whether it is switched on; each is opened when it is
    asked for, in the thread that asks.

    They have new ids, so that they can be added to a project that has them already; ``transforms`` are those of that project.

    Raises
    ------
    OpgaveError
        The file cannot be read.
    """
    document = QDomDocument()
    plain = clean_looks(read_project_text(Path(path)), path)[0]
    document.setContent(with_new_ids(leave_out_elsewhere(plain, Path(path)) if is_foreign(Path(path)) else plain))
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(str(path)))
    context.setTransformContext(transforms)
    return open_in_turn(document, context)


def open_in_turn(document: QDomDocument, context: QgsReadWriteContext) -> Iterator[tuple[QgsMapLayer, bool]]:
    """Yield the layers that a project's XML describes, as `project_layers` returns them."""
    described = {part.firstChildElement("id").text(): part for part in elements(document, "maplayer")}
    tree = document.documentElement().firstChildElement("layer-tree-group")  # a layout's legend has one too
    for entry in elements(tree, "layer-tree-layer"):
        layer = open_part(described.get(entry.attribute("id")), context)
        if layer is not None:
            yield layer, entry.attribute("checked") == "Qt::Checked"


def open_part(part: QDomElement | None, context: QgsReadWriteContext) -> QgsMapLayer | None:
    """Return a layer as it is described, with its looks; None where it is of a kind that the plugin does not write."""
    make = KINDS.get(part.attribute("type")) if part is not None else None
    if make is None:
        return None
    layer = make()
    layer.readLayerXml(part, context)
    return layer


def shown_extent(path: str | Path) -> QgsReferencedRectangle:
    """Return what a project file shows when it is opened; a null rectangle where it does not say.

    Only that part of the file is parsed: reading the whole project stops the window for as long as its layers and looks are many.

    Raises
    ------
    OpgaveError
        The file cannot be read.
    """
    found, document = VIEW.search(read_project_text(Path(path))), QDomDocument()
    if not found:
        return QgsReferencedRectangle()
    document.setContent(found.group())
    corners = document.documentElement()
    sides = [float(corners.attribute(name)) for name in ("xmin", "ymin", "xmax", "ymax")]
    system = corners.firstChildElement("spatialrefsys")
    name = system.firstChildElement("authid").text() or system.firstChildElement("wkt").text()
    return QgsReferencedRectangle(QgsRectangle(*sides), find_crs(name))


def with_new_ids(text: str) -> str:
    """Return the XML of a project in which each layer has another id, wherever it is named."""
    for id in set(ID.findall(text)):
        text = text.replace(id, f"opgavenkaart_{uuid4().hex}")
    return text


def elements(document: QDomDocument | QDomElement, name: str) -> list[QDomElement]:
    """Return the elements of a name in a document or below an element, in their order."""
    found = document.elementsByTagName(name)
    return [found.at(place).toElement() for place in range(found.count())]
