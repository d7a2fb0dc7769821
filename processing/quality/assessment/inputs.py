"""The layer that is assessed, as it is, and where its features should lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsCoordinateTransformContext, QgsRectangle

from ...analysis.aggregation.matrix import representative
from ...analysis.features import Features
from ...analysis.pairs import point_pairs
from ...analysis.quality.borders import find_older_borders
from ...analysis.quality.geometry import LINES, POLYGONS, Box, meet
from ...analysis.quality.line_accuracy import compare_lines
from ...analysis.quality.pairing import pair_by_ground, pair_by_key, pair_by_place
from ...analysis.quality.reference import ClassComparison, DateComparison, ReferenceComparison
from ...model.choices import TITLE_FIELDS
from ...model.defect_decisions import Decision, read_decisions
from ...model.errors import OpgaveError
from ...model.geography import LAMBERT_72
from ...model.municipalities import municipalities
from ...model.progress import SILENT, Progress
from ...qgis_io.columns import key_texts
from ...qgis_io.crs import measuring_crs_of, preferred_transforms, read_crs, rectangle_in, transform_geometry, transformation
from ...qgis_io.decision_files import place_of_decisions
from ...qgis_io.field_roles import require_fields, usual_fields
from ...qgis_io.inputs import InputLayer
from ...qgis_io.reading import read_features
from ...sources.reading.points import RANGES
from ...sources.store.store import ROW_NUMBER

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?")
MARGIN = 1_000
"""Metres around the municipalities."""
MOST_INSIDE = 0.75
"""Share of the features in Flanders from which the layer is one of Flanders; others are judged by Belgium."""


@dataclass(frozen=True)
class AssessedLayer:
    """What is assessed.

    Attributes
    ----------
    territory : tuple of float, optional
        The box in which it should lie, in its own coordinate system; None for a table, or where that is not known.
    in_degrees : bool
        Whether its coordinates are degrees.
    decisions : mapping of str to Decision
        What people decided about its defects, by mark.
    """

    features: Features
    territory: Box | None
    in_degrees: bool
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """What a layer is compared with.

    Attributes
    ----------
    features : Features
        In the layer's coordinate system.
    key : str
        Field that holds the keys of the layer; empty: features are paired by place.
    distance : float
        Metres within which two features may be the same thing.
    classes : tuple of str
        Fields of the layer and of the reference that say what a thing is, or when it came about; empty: not compared.
    areas : ndarray of str, optional
        Of each feature of the layer the area for which accuracy is given apart; None where it is in none.
    """

    features: Features
    key: str
    distance: float
    classes: tuple[str, str] = ("", "")
    areas: np.ndarray | None = None

    @property
    def names(self) -> np.ndarray:
        """What its features are called: by key, name, else number."""
        table = self.features.table
        field = self.key or usual_fields({}, {"name": TITLE_FIELDS}, list(table), "")["name"]
        return key_texts(table[field]) if field else self.features.ids

    def pair(self, layer: Features, key: str, progress: Progress = SILENT) -> ReferenceComparison:
        """Return the layer beside it, in metres on the ground.

        By key where both have one; what has none, and all where no keys are named: areas by the ground that they share, lines by the length
        that they lie beside each other, all else by place and by what both say of it.
        """
        shapes, theirs = layer.geometry, self.features.geometry
        measuring = measuring_crs_of(layer)
        if measuring != layer.crs:
            move = transformation(read_crs(layer.crs), read_crs(measuring), preferred_transforms())
            shapes, theirs = (transform_geometry(one, move, layer.name) for one in (shapes, theirs))
        points, others = (np.column_stack(representative(one)) for one in (shapes, theirs))
        in_metres = bool(layer.crs) and not read_crs(measuring).isGeographic()
        lines = compare_lines(shapes, theirs, self.distance, progress) if in_metres and both_are(LINES, shapes, theirs) else None
        keys = [key_texts(layer.table[key]), key_texts(self.features.table[self.key])] if key and self.key else []
        pairs = pair_by_key(*keys) if keys else np.empty((0, 2), dtype=np.int64)
        keyless = [np.flatnonzero([one is None for one in side]) for side in keys] or [np.arange(len(points)), np.arange(len(others))]
        if in_metres and all(len(side) for side in keyless):
            if lines:
                more = lines.pairs[np.isin(lines.pairs[:, 0], keyless[0]) & np.isin(lines.pairs[:, 1], keyless[1])]
            elif both_are(POLYGONS, shapes, theirs):
                more = among(keyless, pair_by_ground(shapes[keyless[0]], theirs[keyless[1]], progress))
            else:
                said = [(own[keyless[0]], other[keyless[1]]) for own, other in self.said(layer, key)]
                more = among(keyless, pair_by_place(points[keyless[0]], others[keyless[1]], self.distance, said))
            pairs = np.concatenate([pairs, more])
        borders = find_older_borders(shapes, theirs, progress) if in_metres and measuring == layer.crs else None
        beside = ReferenceComparison(pairs, points, others, borders=borders, lines=lines, by_lines=not keys, areas=self.areas)
        field, other = self.classes
        if not field:
            return beside
        dates, other_dates = read_dates(layer.table[field]), read_dates(self.features.table[other])
        if dates is not None and other_dates is not None:
            return replace(beside, dates=DateComparison.of(field, pairs, dates, other_dates))
        own, named = key_texts(layer.table[field]), key_texts(self.features.table[other])
        return replace(beside, classes=ClassComparison.of(field, pairs, own, named))

    def said(self, layer: Features, key: str) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return what both say in the fields of one name, but for keys and what is compared."""
        left = {key, self.key, *self.classes, ROW_NUMBER}
        both = [name for name in layer.table if name in self.features.table and name not in left]
        return [(key_texts(layer.table[name]), key_texts(self.features.table[name])) for name in both]


def among(places: Sequence[np.ndarray], pairs: np.ndarray) -> np.ndarray:
    """Return pairs of some features on both sides as pairs of all; ``places`` are where these stand."""
    return np.column_stack([place[one] for place, one in zip(places, pairs.T, strict=True)])


def both_are(kinds: tuple[int, ...], *sides: np.ndarray) -> bool:
    """Return whether all that is there on both sides is of these kinds of geometry."""
    kept = [side[~(shapely.is_missing(side) | shapely.is_empty(side))] for side in sides]
    return all(len(side) and np.isin(shapely.get_type_id(side), kinds).all() for side in kept)


def read_dates(column: pd.Series) -> np.ndarray | None:
    """Return a column as dates; None where it holds others than dates, or texts that are not all written as ``2026-01-31``.

    After a day its time may be written, with or without an offset from UTC.
    """
    if not pd.api.types.is_datetime64_any_dtype(column):
        texts = column.dropna()
        if not len(texts) or not all(isinstance(text, str) and ISO_DAY.fullmatch(text) for text in texts):
            return None
        column = pd.to_datetime(column, errors="coerce", format="ISO8601", utc=True)
    return column.to_numpy(dtype="datetime64[ns]")


def read_reference(
    source: InputLayer,
    layer: Features,
    key: str,
    distance: float,
    classes: tuple[str, str],
    areas: np.ndarray | None,
    transforms: QgsCoordinateTransformContext,
    progress: Progress = SILENT,
) -> Reference:
    """Return the reference of a layer, in its coordinate system.

    ``classes`` and ``areas`` as of `Reference`, the second field empty for the same name.

    Raises
    ------
    OpgaveError
        It has no features or no such field; or nothing pairs it with the layer: neither keys nor metres.
    """
    features, _ = read_features(source, target_crs=layer.crs, progress=progress, keep_null=True, transform_context=transforms)
    own, other = classes[0], classes[1] or classes[0]
    require_fields(filter(None, [key, other]), list(features.table), features.name)
    require_fields(filter(None, [own]), list(layer.table), layer.name)
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features.", layer=features.name)
    if not key and (not layer.crs or read_crs(layer.crs).isGeographic()):
        raise OpgaveError(
            "Layer '{layer}' and its reference cannot be paired by place, since its coordinates are no metres: choose the key fields of"
            " both, or reproject the layer.",
            layer=layer.name,
        )
    return Reference(features, key, distance, (own, other if own else ""), areas)


def read_areas(
    source: InputLayer, name: str, layer: Features, transforms: QgsCoordinateTransformContext, progress: Progress = SILENT
) -> np.ndarray:
    """Return in which of the areas of another layer each feature lies, by a point of it; None where it lies in none.

    Parameters
    ----------
    name : str
        Field with their names; empty: a usual one, else they are numbered.
    """
    units, _ = read_features(source, target_crs=layer.crs, progress=progress, transform_context=transforms)
    field = usual_fields({"name": name}, {"name": TITLE_FIELDS}, list(units.table), units.name)["name"]
    names = key_texts(units.table[field]) if field else units.ids.astype(str).astype(object)
    pairs = point_pairs(units.geometry, *representative(layer.geometry), progress)
    found = np.full(len(layer), None, dtype=object)
    found[pairs.item[::-1]] = names[pairs.unit[::-1]]
    return found


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
        The layer has no features, or what was decided about its defects cannot be read.
    """
    features, _ = read_features(source, progress=progress, keep_null=True, repair=False, transform_context=transforms)
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features.", layer=features.name)
    return replace(place_layer(features, extent, transforms), decisions=decisions_of(source))


def decisions_of(source: InputLayer) -> Mapping[str, Decision]:
    """Return what people decided about the defects of a layer, by mark."""
    return read_decisions(place_of_decisions(source.provider, source.source))


def place_layer(features: Features, extent: QgsRectangle, transforms: QgsCoordinateTransformContext) -> AssessedLayer:
    """Return a layer with its territory; ``extent`` as of `read_layer`."""
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
