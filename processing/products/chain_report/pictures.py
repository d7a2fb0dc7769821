"""A map of the whole and of each cluster: the bundle's own project, and on it the sites, measures and actors of the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVector,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ...analysis.features import Features
from ...cartography import symbols
from ...cartography.project_copy import read_project
from ...cartography.rendering import png_of
from ...cartography.theme import Theme
from ...model.progress import Progress
from .links import Chain

WIDTH, HEIGHT, TOWN_HEIGHT = 1400, 680, 980
"""Pixels of a picture of a cluster, and the height of that of the whole."""
SCREEN_SIZE = 2.2
"""Factor by which symbols and texts are larger than on a screen: the picture has that many more pixels."""
ROOM = 0.15
"""Share of a cluster's size that is shown around it."""
EDGE = 0.02
"""The same for the whole."""
DOTS = {"sites": ("circle", 0, 4.2), "measures": ("square", 2, 3.4), "actors": ("diamond", 3, 3.0)}
"""What is drawn on the map of a cluster: shape, place in the theme's ramp of overlays, and size in millimetres."""


def maps(chain: Chain, theme: Theme, progress: Progress) -> Iterator[bytes]:
    """Yield a picture (PNG) of the whole and one of each cluster, as on the bundle's map, with what the chain brings there."""
    project = read_project(chain.bundle.file(".qgz"), of_bundle=True, progress=progress)
    try:
        layers, town = [*dots(chain, theme), *visible_layers(project)], ground_of(chain.units.geometry, EDGE)
        yield png_of(layers, project.crs(), widen(town, WIDTH / TOWN_HEIGHT), WIDTH, TOWN_HEIGHT, SCREEN_SIZE)
        for shape in chain.clusters.features.geometry:
            progress.check()
            yield png_of(layers, project.crs(), around(shape, town), WIDTH, HEIGHT, SCREEN_SIZE)
    finally:
        project.clear()


def dot_colours(theme: Theme) -> dict[str, str]:
    """Return the colour (``#rrggbb``) of each kind of dot."""
    ramp = theme.ramp("overlay", len(DOTS) + 1)
    return {name: ramp[place].name() for name, (_, place, _) in DOTS.items()}


def visible_layers(project: QgsProject) -> list[QgsMapLayer]:
    """Return the project's visible layers from files, the top one first; services are left out, for they may not answer."""
    visible = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    return [layer for layer in visible if isinstance(layer, QgsVectorLayer) and layer.isValid()]


def ground_of(shapes: Sequence[shapely.Geometry] | np.ndarray, room: float) -> QgsRectangle:
    """Return the ground that shapes take, with room around it as a share of its size."""
    ground = QgsRectangle(*shapely.total_bounds(shapes))
    ground.scale(1 + 2 * room)
    return ground


def widen(ground: QgsRectangle, proportion: float) -> QgsRectangle:
    """Return ground that holds the given ground in its middle and is ``proportion`` times as wide as high."""
    across = max(ground.width(), ground.height() * proportion)
    return QgsRectangle.fromCenterAndSize(ground.center(), across, across / proportion)


def around(shape: shapely.Geometry, town: QgsRectangle) -> QgsRectangle:
    """Return the ground that a picture of a cluster shows: moved towards the town where the cluster lies at its edge."""
    ground = widen(ground_of([shape], ROOM), WIDTH / HEIGHT)
    east = inward(ground.xMinimum(), ground.xMaximum(), town.xMinimum(), town.xMaximum())
    north = inward(ground.yMinimum(), ground.yMaximum(), town.yMinimum(), town.yMaximum())
    return ground + QgsVector(east, north)


def inward(low: float, high: float, least: float, most: float) -> float:
    """Return by how much a span has to move to lie within another; to its middle where it is longer."""
    if high - low >= most - least:
        return (least + most - low - high) / 2
    return max(least - low, 0.0) + min(most - high, 0.0)


def dots(chain: Chain, theme: Theme) -> Iterator[QgsVectorLayer]:
    """Yield layers of the chosen sites and measures, and of the actors with a role."""
    colour_of = dot_colours(theme)
    for name, field in (("sites", "chosen"), ("measures", "chosen"), ("actors", "in_challenge")):
        features = getattr(chain, name)
        if features is not None and len(features):
            shape, _, size = DOTS[name]
            symbol = symbols.dot(QColor(colour_of[name]), size, theme, shape)
            yield points(features.where((features.table[field] > 0).to_numpy()), name, symbol)


def points(features: Features, name: str, symbol: QgsMarkerSymbol) -> QgsVectorLayer:
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
