"""The layer that is assessed, as it is, and where its features should lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import QgsCoordinateTransformContext, QgsRectangle

from ...analysis.features import Features
from ...analysis.quality.geometry import Box, meet
from ...model.errors import OpgaveError
from ...model.geography import LAMBERT_72
from ...model.municipalities import municipalities
from ...model.progress import SILENT, Progress
from ...qgis_io.crs import read_crs, rectangle_in, transform_geometry, transformation
from ...qgis_io.inputs import InputLayer
from ...qgis_io.reading import read_features
from ...sources.reading.points import RANGES

MARGIN = 1_000
"""Metres around the municipalities."""
MOST_INSIDE = 0.75
"""Share of the features in Flanders from which the layer is one of Flanders; others are judged by Belgium."""


@dataclass(frozen=True)
class AssessedLayer:
    """What is assessed: see `assess.assess`."""

    features: Features
    territory: Box | None
    in_degrees: bool


def read_layer(
    source: InputLayer, extent: QgsRectangle, transforms: QgsCoordinateTransformContext, progress: Progress = SILENT
) -> AssessedLayer:
    """Return a layer as it is, neither repaired nor without features that have no geometry.

    Parameters
    ----------
    extent : QgsRectangle
        The territory, in the layer's coordinate system unless it says its own; of nothing: Flanders, or Belgium where
        more than a quarter of the features lie beyond.

    Raises
    ------
    OpgaveError
        The layer has no features.
    """
    features, _ = read_features(source, progress=progress, keep_null=True, repair=False, transform_context=transforms)
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features.", layer=features.name)
    if not features.crs:
        return AssessedLayer(features, None, False)
    crs = read_crs(features.crs)
    if not extent.isNull():
        extent = rectangle_in(extent, crs, transforms)
        box = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        return AssessedLayer(features, box, crs.isGeographic())
    boxes = np.array([one.extent for one in municipalities().values()], dtype=float)
    flanders = shapely.box(*(boxes[:, :2].min(axis=0) - MARGIN), *(boxes[:, 2:].max(axis=0) + MARGIN))
    (west, east), (south, north) = RANGES[LAMBERT_72]
    both = shapely.segmentize(np.array([flanders, shapely.box(west, south, east, north)], dtype=object), 10 * MARGIN)
    moved = transform_geometry(both, transformation(read_crs(LAMBERT_72), crs, transforms), features.name)
    own, country = map(tuple, shapely.bounds(moved).tolist())
    there = features.geometry[~(shapely.is_missing(features.geometry) | shapely.is_empty(features.geometry))]
    inside = meet(shapely.bounds(there), own).mean() if len(there) else 1.0
    return AssessedLayer(features, own if inside >= MOST_INSIDE else country, crs.isGeographic())
