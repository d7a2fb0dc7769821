"""What lies under and over the units in the page: water, parks, roads, areas with names, and the layers used that may be passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...cartography.looks.ground import ROAD_CLASS
from ...cartography.theme import Theme
from ...model.progress import Progress
from ...qgis_io.columns import display_names, key_texts
from ...qgis_io.reading import read_features
from ...texts.language import Language
from ..bundle_titles import record_titles
from ..bundles import Bundle
from .shapes import ShapeWriter
from .subject import WGS84, Subject

MOST_FEATURES = 5000
"""A used layer with more features would make the page heavy: it is left out, and that is said."""
STATISTICAL_SECTOR = r"^(\d{5})[A-Z].*$"
"""What the code of a statistical sector looks like: it begins with the NIS code of its municipality."""
SLIVER = 1e-6
"""Share of the area by which units may lie over each other."""
MOST_ROAD_VERTICES = 400_000
"""Where roads have more, only the main ones are drawn."""


def list_passed_on(bundle: Bundle) -> list[str]:
    """Return the ids of the records whose features may be passed on."""
    return [row["record"] for row in bundle.manifest["inputs"] if row["passed_on"]]


def read_layer(bundle: Bundle, table: str, progress: Progress) -> Features:
    """Read a layer in longitude and latitude."""
    return read_features(bundle.layer(table), target_crs=WGS84, progress=progress)[0]


def background(bundle: Bundle, pen: ShapeWriter, theme: Theme, progress: Progress) -> dict:
    """Return the bundle's own water, parks and roads: shapes by role, roads in classes from wide to narrow."""
    spec, allowed = bundle.challenge.background, list_passed_on(bundle)
    found = {}
    for role in ("water", "parks"):
        id = getattr(spec, role)
        if id in allowed:
            progress.check()
            shape = shapely.union_all(read_layer(bundle, id, progress).geometry)
            found[role] = pen.polygons(np.array([shape], dtype=object))[0]
    if spec.roads in allowed:
        found["roads"] = road_classes(read_layer(bundle, spec.roads, progress), pen, theme, progress)
    return found


def road_classes(roads: Features, pen: ShapeWriter, theme: Theme, progress: Progress) -> list[list]:
    """Return the lines of each class of the theme, the widest first, and those of all other roads."""
    classes = roads.table[ROAD_CLASS].astype(str) if ROAD_CLASS in roads.table else None
    named = [np.zeros(len(roads), dtype=bool) if classes is None else classes.isin(one.classes).to_numpy() for one in theme.roads]
    minor = ~np.logical_or.reduce(named) if named else np.ones(len(roads), dtype=bool)
    if not minor.all() and shapely.get_num_coordinates(roads.geometry).sum() > MOST_ROAD_VERTICES:
        progress.note("The web map leaves out {count} minor roads, because these would make the page slow to open.", count=int(minor.sum()))
        minor[:] = False
    return [pen.lines(roads.geometry[within]) for within in (*named, minor)]


def areas(bundle: Bundle, pen: ShapeWriter, progress: Progress) -> list[dict]:
    """Return the areas after which clusters are named, to search and to draw the boundaries of; none where they may not be passed on."""
    spec = bundle.challenge.areas
    if spec is None or spec.layer not in list_passed_on(bundle):
        return []
    features = read_layer(bundle, spec.layer, progress)
    names = display_names(features.table[spec.name].fillna("").astype(str))
    return [{"name": name, "shape": shape} for name, shape in zip(names, pen.polygons(features.geometry), strict=True)]


def outlines(subjects: Iterable[Subject], pen: ShapeWriter) -> list:
    """Return the outline of all that is mapped; of each municipality, where the units are statistical sectors of several."""
    first = next(iter(subjects))
    codes = pd.Series(key_texts(first.units.table[first.challenge.units.result_key]), dtype=object).fillna("").astype(str)
    towns = codes.str.extract(STATISTICAL_SECTOR)[0]
    towns = towns if towns.notna().all() else pd.Series("", index=codes.index)
    whole = [dissolve(first.units.geometry[at]) for at in towns.groupby(towns).indices.values()]
    return pen.polygons(np.array(whole, dtype=object))


def dissolve(geometry: np.ndarray) -> shapely.Geometry:
    """Return polygons as one: at once where none lies over another, which is usual of units."""
    geometry = geometry[~(shapely.is_missing(geometry) | shapely.is_empty(geometry))]
    whole = shapely.coverage_union_all(geometry)
    exact = shapely.is_valid(whole) and np.isclose(shapely.area(whole), shapely.area(geometry).sum(), rtol=SLIVER)
    return whole if exact else shapely.union_all(geometry)


def used_layers(bundle: Bundle, pen: ShapeWriter, language: Language, progress: Progress) -> Iterator[dict]:
    """Yield the other layers that may be passed on and have shapes: title, kind and shapes."""
    challenge = bundle.challenge
    shown = {challenge.units.layer, challenge.areas.layer if challenge.areas else "", *challenge.background.layers()}
    titles = record_titles(bundle, language)
    for id in list_passed_on(bundle):
        if id in shown:
            continue
        layer = bundle.layer(id)
        if not layer.isSpatial():
            continue
        if layer.featureCount() > MOST_FEATURES:
            progress.note(
                "The web map leaves out layer '{layer}', because {count} features would make the page slow to open.",
                layer=titles[id],
                count=language.number(layer.featureCount()),
            )
            continue
        geometry = read_features(layer, target_crs=WGS84, progress=progress)[0].geometry
        yield {"id": id, "title": titles[id], **shapes_of(geometry, pen)}


def shapes_of(geometry: np.ndarray, pen: ShapeWriter) -> dict:
    """Return kind and shapes of a layer; all its features are of the kind of the first."""
    dimension = int(shapely.get_dimensions(geometry).max(initial=0))
    if dimension == 0:
        return {"kind": "point", "shapes": pen.points(geometry)}
    if dimension == 1:
        return {"kind": "line", "shapes": pen.lines(geometry)}
    return {"kind": "polygon", "shapes": [part for shape in pen.polygons(geometry) for part in shape]}
