"""What QGIS Server reads of a project: which layers it serves, under which names, and what it says of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ..cartography.map_content import layer_key
from ..model.text import field_name, number_equals

WEB_CRS = ("EPSG:4326", "EPSG:3857")
"""Coordinate systems that web maps ask for, beside the project's own."""
CENTIMETRE, DEGREE = 2, 7
"""Decimals of coordinates that are given out: a centimetre, in metres and in degrees."""


def serve(project: QgsProject, abstract: str, organisation: str, extent: Sequence[float]) -> None:
    """Have QGIS Server give the project's layers as WMS, and those with features as WFS and OGC API Features: to read, never to write.

    A layer's name there is its key, so that an address stays right in every language and vintage.

    Parameters
    ----------
    abstract, organisation : str
        What the services say of themselves.
    extent : sequence of float
        xmin, ymin, xmax, ymax in the project's CRS.
    """
    own = project.crs().authid()
    project.writeEntry("WMSServiceCapabilities", "/", True)
    project.writeEntry("WMSServiceTitle", "/", project.title())
    project.writeEntry("WMSServiceAbstract", "/", abstract)
    project.writeEntry("WMSContactOrganization", "/", organisation)
    project.writeEntry("WMSExtent", "/", [repr(float(edge)) for edge in extent])
    project.writeEntry("WMSCrsList", "/", list(dict.fromkeys([own, *WEB_CRS])))
    layers = [node.layer() for node in project.layerTreeRoot().findLayers() if node.layer()]
    for layer, name in zip(layers, number_equals(field_name(layer_key(one)) for one in layers), strict=True):
        name_layer(layer, name)
    give_features(project, [layer for layer in layers if isinstance(layer, QgsVectorLayer)])


def name_layer(layer: QgsMapLayer, name: str) -> None:
    """Give a layer its name, title and description in the services, unless someone did."""
    properties = layer.serverProperties()
    if not properties.shortName():
        properties.setShortName(name)
        properties.setTitle(layer.name())
        properties.setAbstract(layer.metadata().abstract())


def give_features(project: QgsProject, layers: Sequence[QgsVectorLayer]) -> None:
    """Have the layers' features given out, after those that the project gives already."""
    given, _ = project.readListEntry("WFSLayers", "/")
    project.writeEntry("WFSLayers", "/", list(dict.fromkeys([*given, *(layer.id() for layer in layers)])))
    for layer in layers:
        project.writeEntry("WFSLayersPrecision", f"/{layer.id()}", DEGREE if layer.crs().isGeographic() else CENTIMETRE)
