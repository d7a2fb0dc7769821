"""What the pages of an atlas say: each area's profile beside that of all areas, and what lies inside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsVectorLayer, QgsWkbTypes

from ...analysis.features import Features
from ...analysis.means import Averaging, group_means, place_means
from ...challenge.unit_table import UnitTable
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.results import CLUSTER_ID, UNITS
from ...model.text import display_name
from ...qgis_io.cluster_layers import CLUSTER_LABEL
from ...qgis_io.opening import list_sublayers
from ...qgis_io.reading import read_features
from ...texts.certainty_texts import word_certainty, word_percent
from ...texts.language import Language
from ..bundle_titles import record_titles
from ..bundles import Bundle
from ..integrated_map.averaged import averaged_words
from ..integrated_map.causes import causes
from ..integrated_map.headline import people_name
from .named_layers import NAMES, name_field
from .pages import NAMES_SHOWN, IndicatorBar, Inside, Page


def pages_of(areas: Features, bundle: Bundle, language: Language, progress: Progress = SILENT) -> tuple[Page, ...]:
    """Return a page for each area that has a shape, in the order of the layer.

    Parameters
    ----------
    areas : Features
        Polygons in the coordinate system of the map.

    Raises
    ------
    OpgaveError
        The layer has no areas, or other shapes than areas.
    """
    areas = with_shape(areas, progress)
    places = profiles(areas, bundle, language, progress)
    inside = points_inside(areas, bundle, language, progress)
    bounds = shapely.bounds(areas.geometry).tolist()
    wkb = shapely.to_wkb(areas.geometry, hex=True)
    rows = zip(labels(areas, bundle), wkb, bounds, places, inside, strict=True)
    return tuple(
        Page(number, label, shape, tuple(box), bars, points, cause, certainty)
        for number, (label, shape, box, (bars, cause, certainty), points) in enumerate(rows, 1)
    )


def with_shape(areas: Features, progress: Progress) -> Features:
    """Return the areas that can be shown; those without shape are counted in a warning."""
    there = ~(shapely.is_missing(areas.geometry) | shapely.is_empty(areas.geometry))
    if not there.any():
        raise OpgaveError(
            "Layer '{layer}' has no areas, so there are no pages to make: choose the units or the neighbourhoods.", layer=areas.name
        )
    if (shapely.get_dimensions(areas.geometry[there]) != 2).any():
        raise OpgaveError("Layer '{layer}' is not a polygon layer: an atlas has one page per area.", layer=areas.name)
    if not there.all():
        progress.warn("{count} features of '{layer}' have no geometry and get no page.", count=int((~there).sum()), layer=areas.name)
    return areas.where(there)


def labels(areas: Features, bundle: Bundle) -> list[str]:
    """Return what each area is called: its label or name, else its cluster's number, else the feature's own."""
    columns = {name.lower(): name for name in reversed(list(areas.table))}
    wanted = (CLUSTER_LABEL, bundle.challenge.units.name, *NAMES, CLUSTER_ID)
    field = next((columns[name] for name in wanted if name and name in columns), None)
    ids = pd.Series([str(id) for id in areas.ids])
    return list(map(display_name, ids if field is None else areas.table[field].where(areas.table[field].notna(), ids).astype(str)))


def profiles(areas: Features, bundle: Bundle, language: Language, progress: Progress) -> list[tuple[tuple[IndicatorBar, ...], str, str]]:
    """Return the indicators of each area, in the order of the challenge, the cause by which it stands out most, and its certainty."""
    units, _ = read_features(bundle.layer(UNITS), target_crs=areas.crs, progress=progress)
    area, unit = units_inside(areas.geometry, units.geometry)
    table = UnitTable(bundle.challenge, units.table)
    scores = means_of(table.scores, dict.fromkeys(table.scores, table.score_averaging), area, unit, len(areas))
    values = means_of(table.values, table.value_averaging, area, unit, len(areas))
    sure = certainty_clauses(table, area, unit, len(areas), language)
    return [
        (
            bars_of(table, scores, values, place, language),
            cause_words(table, scores, values, place, language),
            sure[place - 1],
        )
        for place in range(1, len(areas) + 1)
    ]


def certainty_clauses(table: UnitTable, area: np.ndarray, unit: np.ndarray, count: int, language: Language) -> list[str]:
    """Return of each area how probably its one unit belongs to a cluster of need, or of several units which share of their people does.

    A mean of probabilities is no probability that all of an area belongs. Empty where that was not drawn.
    """
    people, units = people_name(table, language), np.bincount(area, minlength=count)
    clauses = []
    for probability, inside in zip(certainties(table, area, unit, count), units, strict=True):
        facts = {"percent": word_percent(float(probability), language), "people": people} if np.isfinite(probability) else {}
        if not facts:
            clauses.append("")
        elif inside == 1:
            certainty = word_certainty(float(probability), language)
            clauses.append(language.tr("in a cluster of need: {certainty}", certainty=certainty))
        elif table.counts_people:
            clauses.append(language.tr("an estimated {percent} % of the {people} live in a cluster of need", **facts))
        else:
            clauses.append(language.tr("an estimated {percent} % of the areas lie in a cluster of need", percent=facts["percent"]))
    return clauses


def certainties(table: UnitTable, area: np.ndarray, unit: np.ndarray, count: int) -> np.ndarray:
    """Return how probably a person in each area lives in a cluster of need, shape (count,); NaN where that was not drawn."""
    if table.probability is None:
        return np.full(count, np.nan)
    return group_means(table.probability[unit], area, count, None if table.people is None else table.people[unit])


def means_of(table: pd.DataFrame, averaging: Mapping[str, Averaging], area: np.ndarray, unit: np.ndarray, count: int) -> pd.DataFrame:
    """Return each column's mean over all units in row 0, and over the units inside each area from row 1 (see `analysis.means`)."""
    return pd.DataFrame({name: place_means(table[name].to_numpy(), area, unit, count, averaging[name]) for name in table})


def bars_of(units: UnitTable, scores: pd.DataFrame, values: pd.DataFrame, place: int, language: Language) -> tuple[IndicatorBar, ...]:
    """Return a bar for each indicator whose values the bundle holds."""
    found = []
    for one in units.challenge.indicators:
        if one.id not in values:
            continue
        column = units.values[one.id]
        here, whole, low, high = (number(value) for value in (values[one.id][place], values[one.id][0], column.min(), column.max()))
        need = scores[one.id][place] - scores[one.id][0] if one.id in scores else np.nan
        averaged = averaged_words(one, units, language)
        found.append(IndicatorBar(one.title.of(language.code), one.unit, here, whole, low, high, float(np.nan_to_num(need)), averaged))
    return tuple(found)


def cause_words(units: UnitTable, scores: pd.DataFrame, values: pd.DataFrame, place: int, language: Language) -> str:
    """Return the indicator by which a place stands out most towards need; empty where none does."""
    found = causes(units.challenge.indicators, scores, values, place)
    return found[0].words(language) if found and found[0].points > 0 else ""


def number(value: float) -> float | None:
    """Return a number; None where there is none."""
    return None if value != value else float(value)


def units_inside(areas: np.ndarray, units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return area and unit of each pair in which the unit's representative point lies in the area.

    An area in which none lies is in the unit where its own representative point lies.
    """
    area, unit = shapely.STRtree(shapely.point_on_surface(units)).query(areas, predicate="intersects")
    small = np.setdiff1d(np.arange(len(areas)), area)
    own, around = shapely.STRtree(units).query(shapely.point_on_surface(areas[small]), predicate="intersects")
    own, first = np.unique(own, return_index=True)
    return np.concatenate([area, small[own]]), np.concatenate([unit, around[first]])


def points_inside(areas: Features, bundle: Bundle, language: Language, progress: Progress) -> list[tuple[Inside, ...]]:
    """Return, for each area, how many points of each layer that may be passed on lie in it or on its border, with names."""
    titles = titles_passed_on(bundle, language)
    rows: list[list[Inside]] = [[] for _ in range(len(areas))]
    for layer in point_layers(bundle, titles):
        points, _ = read_features(layer, target_crs=areas.crs, progress=progress)
        field = name_field(layer)
        names = points.table[field].fillna("").astype(str).map(display_name).to_numpy() if field else np.full(len(points), "")
        area, point = shapely.STRtree(points.geometry).query(areas.geometry, predicate="intersects")
        found = pd.Series(names[point]).groupby(area).agg(list)
        for number, row in enumerate(rows):
            row.append(inside_of(layer.name(), titles[layer.name()], found.get(number, [])))
    return [tuple(row) for row in rows]


def inside_of(record: str, title: str, names: list[str]) -> Inside:
    """Return what a page says of the points of a layer inside; ``names`` holds one for each point, empty where it has none."""
    shown = sorted({name for name in names if name})[:NAMES_SHOWN]
    return Inside(title, len(names), tuple(shown), sum(name in shown for name in names), record)


def titles_passed_on(bundle: Bundle, language: Language) -> dict[str, str]:
    """Return the titles of the records that may be passed on, by id, in a language."""
    titles = record_titles(bundle, language)
    return {row["record"]: titles[row["record"]] for row in bundle.manifest["inputs"] if row.get("passed_on", True)}


def point_layers(bundle: Bundle, records: Collection[str]) -> list[QgsVectorLayer]:
    """Return the bundle's layers of points among some records, named as their tables."""
    tables = list_sublayers(bundle.geopackage)
    tables = [table for table in tables if table.name() in records]
    point = QgsWkbTypes.GeometryType.PointGeometry
    return [bundle.layer(table.name()) for table in tables if QgsWkbTypes.geometryType(table.wkbType()) == point]
