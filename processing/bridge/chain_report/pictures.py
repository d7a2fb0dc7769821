"""A map of each cluster: the bundle's own project, and on it the sites, measures and actors of the chain."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsMapLayer, QgsProject, QgsRectangle, QgsSingleSymbolRenderer, QgsVectorLayer

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import Progress
from .. import symbols
from ..rendering import png_of
from ..theme import Theme
from .links import Chain

WIDTH, HEIGHT = 1400, 680
SCREEN_SIZE = 2.2
"""Factor by which symbols and texts are larger than on a screen: the picture has that many more pixels."""
ROOM = 0.15
"""Share of a cluster's size that is shown around it."""
DOTS = {"sites": ("circle", 0, 4.2), "measures": ("square", 2, 3.4), "actors": ("diamond", 3, 3.0)}
"""What is drawn on the map of a cluster: shape, place in the theme's ramp of overlays, and size in millimetres."""


def cluster_maps(chain: Chain, theme: Theme, progress: Progress) -> Iterator[bytes]:
    """Yield a picture (PNG) of each cluster, as on the bundle's map, with what the chain brings there."""
    project = QgsProject()
    try:
        if not project.read(str(chain.bundle.file(".qgz"))):
            raise OpgaveError("The project of the bundle '{folder}' cannot be read: make the map again.", folder=chain.bundle.folder)
        layers = [*dots(chain, theme), *drawn(project)]
        for shape in chain.clusters.features.geometry:
            progress.check()
            yield png_of(layers, project.crs(), around(shape), WIDTH, HEIGHT, SCREEN_SIZE)
    finally:
        project.clear()


def drawn(project: QgsProject) -> list[QgsMapLayer]:
    """Return the project's visible layers from files, the top one first; services are left out, for they may not answer."""
    visible = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    return [layer for layer in visible if isinstance(layer, QgsVectorLayer) and layer.isValid()]


def around(shape: shapely.Geometry) -> QgsRectangle:
    """Return the ground that a picture of a cluster shows, in the picture's proportions."""
    west, south, east, north = shape.bounds
    ground = QgsRectangle(west, south, east, north)
    ground.scale(1 + 2 * ROOM)
    across = max(ground.width(), ground.height() * WIDTH / HEIGHT)
    centre = ground.center()
    return QgsRectangle.fromCenterAndSize(centre, across, across * HEIGHT / WIDTH)


def dots(chain: Chain, theme: Theme) -> Iterator[QgsVectorLayer]:
    """Yield layers of the chosen sites and measures, and of the actors with a role."""
    colours = theme.ramp("overlay", 4)
    for name, field in (("sites", "chosen"), ("measures", "chosen"), ("actors", "in_challenge")):
        features = getattr(chain, name)
        if features is not None and len(features):
            shape, colour, size = DOTS[name]
            symbol = symbols.dot(colours[colour], size, theme, shape)
            yield points(features.where((features.table[field] > 0).to_numpy()), name, symbol)


def points(features: Features, name: str, symbol) -> QgsVectorLayer:
    """Return a layer with a point in each feature."""
    layer = QgsVectorLayer(f"Point?crs={features.crs}", name, "memory")
    placed = features.geometry[~shapely.is_missing(features.geometry)]
    made = []
    for wkb in shapely.to_wkb(shapely.point_on_surface(placed)):
        feature, geometry = QgsFeature(), QgsGeometry()
        geometry.fromWkb(wkb)
        feature.setGeometry(geometry)
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer
