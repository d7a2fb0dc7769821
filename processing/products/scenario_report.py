"""Plans from layers to a comparison, and the comparison to a layer and a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer, QgsWkbTypes

from ..analysis.features import Features
from ..analysis.scenarios import PlanComparison
from ..cartography.rendering import png_of
from ..cartography.style import Style
from ..cartography.styles import apply
from ..cartography.theme import theme
from ..model.errors import OpgaveError
from ..model.progress import Progress
from ..model.text import field_name, number_equals
from ..qgis_io.number_fields import column
from ..qgis_io.reading import number_column
from ..qgis_io.writing import geometry_type
from ..texts.language import Language
from ..texts.templates import render
from .integrated_map.report import data_uri

MAP_WIDTH, EDGE, LEAST_RATIO = 900, 0.03, 0.5


def by_unit(plans: Sequence[Features], field: str, key: str, progress: Progress) -> np.ndarray:
    """Return the field of each plan by the first plan's units, shape (units, plans); units that differ are counted.

    Raises
    ------
    OpgaveError
        A key that occurs twice, or plans without common units.
    """
    units = keys_of(plans[0], key)
    values = [number_column(plans[0], field, progress)]
    for plan in plans[1:]:
        found = pd.Series(number_column(plan, field, progress), index=keys_of(plan, key))
        lacking, more = int((~units.isin(found.index)).sum()), int((~found.index.isin(units)).sum())
        if lacking == len(units):
            raise OpgaveError(
                "'{plan}' and '{first}' have no unit in common: check KEY '{key}'.", plan=plan.name, first=plans[0].name, key=key
            )
        if lacking or more:
            progress.warn(
                "'{plan}' lacks {lacking} units of '{first}' and has {more} others, which are left out.",
                plan=plan.name,
                lacking=lacking,
                first=plans[0].name,
                more=more,
            )
        values.append(found.reindex(units).to_numpy())
    return np.stack(values, axis=1)


def keys_of(plan: Features, key: str) -> pd.Index:
    """Return the keys of a plan's units."""
    keys = pd.Index(column(plan, key))
    if not keys.is_unique:
        twice = keys[keys.duplicated()][0]
        raise OpgaveError("Layer '{layer}' has unit '{value}' more than once in field '{field}'.", layer=plan.name, value=twice, field=key)
    return keys


def scenario_units(first: Features, names: Sequence[str], compared: PlanComparison) -> Features:
    """Return the first plan's units with the value of each plan, its change, the best plan, and who gains or loses with the last."""
    slugs = number_equals(field_name(name) for name in names)
    columns = {f"{slug}_value": compared.values[:, plan] for plan, slug in enumerate(slugs)}
    columns |= {f"{slug}_change": compared.change[:, plan] for plan, slug in enumerate(slugs) if plan}
    if len(names) > 2:
        columns |= {f"{slug}_outcome": compared.outcome(plan) for plan, slug in enumerate(slugs) if plan}
    best = compared.best()
    columns["best_plan"] = np.array([names[number] if number >= 0 else None for number in best], dtype=object)
    columns["outcome"] = compared.outcome(len(names) - 1)
    kept = first.table.drop(columns=[name for name in first.table if name in columns])
    return replace(first, table=kept).with_columns(**columns)


def write_scenario_report(
    path: Path, field: str, first: Features, names: Sequence[str], summary: pd.DataFrame, compared: PlanComparison, language: Language
) -> None:
    """Write who gains and who loses in each plan, over all units and by group, with a map of each plan."""
    total = compared.summary(list(names))
    content = {
        "field": field,
        "names": names,
        "units": len(compared.values),
        "lower": compared.lower_is_better,
        "total": total.to_dict("records"),
        "groups": [] if set(summary["group"]) == {""} else summary.to_dict("records"),
        "maps": list(maps(first, names, compared, language)),
    }
    path.write_text(render("scenarios.html", content, language), encoding="utf-8")


def maps(first: Features, names: Sequence[str], compared: PlanComparison, language: Language) -> Iterator[dict]:
    """Yield for each later plan its map of gains and losses and what the colours mean; nothing for a table without places."""
    there = ~shapely.is_missing(first.geometry)
    if not there.any() or not first.crs:
        return
    low_x, low_y, high_x, high_y = shapely.total_bounds(first.geometry[there])
    edge = EDGE * max(high_x - low_x, high_y - low_y, 1.0)
    ground = QgsRectangle(low_x - edge, low_y - edge, high_x + edge, high_y + edge)
    height = round(MAP_WIDTH * min(max(ground.height() / ground.width(), LEAST_RATIO), 1 / LEAST_RATIO))
    for plan in range(1, len(names)):
        layer = outcome_layer(first.geometry[there], compared.outcome(plan)[there], first.crs)
        apply(layer, Style("outcome", field="outcome"), theme(), language)
        legend = [(item.symbol().color().name(), item.label()) for item in layer.renderer().legendSymbolItems()]
        yield {
            "plan": names[plan],
            "picture": data_uri("image/png", png_of([layer], layer.crs(), ground, MAP_WIDTH, height)),
            "legend": legend,
        }


def outcome_layer(geometry: np.ndarray, outcome: np.ndarray, crs: str) -> QgsVectorLayer:
    """Return a layer with the outcome of each unit."""
    layer = QgsVectorLayer(f"{geometry_name(geometry)}?crs={crs}&field=outcome:string", "outcome", "memory")
    made = []
    for wkb, value in zip(shapely.to_wkb(geometry), outcome, strict=True):
        feature, shape = QgsFeature(layer.fields()), QgsGeometry()
        shape.fromWkb(wkb)
        feature.setGeometry(shape)
        feature.setAttributes([value])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    layer.updateExtents()
    return layer


def geometry_name(geometry: np.ndarray) -> str:
    """Return the kind of layer that holds geometries."""
    return QgsWkbTypes.displayString(QgsWkbTypes.multiType(geometry_type(geometry)))
