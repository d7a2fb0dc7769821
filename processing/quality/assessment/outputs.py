"""Defects as points, with code, sentence and the way to the feature; and the measures of ISO 19157."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import shapely

from ...analysis.aggregation.matrix import representative
from ...analysis.features import Features
from ...analysis.quality.findings import Finding
from ...analysis.quality.reference import ClassComparison
from ...model.defects import (
    BEYOND,
    CIRCLE_95,
    DEFECTS,
    EXCESS,
    EXCESS_RATE,
    KAPPA,
    MISCLASSIFIED,
    MISCLASSIFIED_RATE,
    MISSING,
    MISSING_RATE,
    ROOT_MEAN_SQUARE,
    TIME_68,
    TIME_95,
)
from ...texts.defect_texts import MEASURE_TEXTS, MESSAGE_TEXTS, invalid_words
from ...texts.language import Language
from .assess import Assessment

AGAINST_REFERENCE = (
    *(EXCESS, EXCESS_RATE, MISSING, MISSING_RATE, BEYOND, CIRCLE_95, ROOT_MEAN_SQUARE),
    *(MISCLASSIFIED, MISCLASSIFIED_RATE, KAPPA, TIME_68, TIME_95),
)
STRIP_FIELDS = ("feature_id", "change", "area_m2")
COMES, GOES = "gain", "loss"
"""What a strip of ground does where an area follows its reference again."""
FIELDS = ("code", "severity", "message", "feature_id", "field", "value", "cost", "mark")


def defect_layer(assessed: Assessment, language: Language) -> Features:
    """Return a point for each defect, at its feature or where it lies; ``feature_id`` is missing for what is wrong with the layer.

    What people decided is no mistake is among them: they may think otherwise later.
    """
    features, marks = assessed.features, assessed.marks
    x, y = representative(features.geometry)
    own = np.column_stack([x, y])
    tables, points = [], []
    for one in (*assessed.findings, *assessed.aside):
        tables.append(rows_of(one, features, language).assign(cost=assessed.cost(one), mark=marks.of(one)))
        there = own[one.rows] if one.points is None else one.points
        points.append(np.where((one.rows >= 0)[:, None] | (one.points is not None), there, np.nan))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({name: pd.Series(dtype=object) for name in FIELDS})
    geometry = np.full(len(table), None, dtype=object)
    if len(table):
        coordinates = np.concatenate(points)
        placed = np.isfinite(coordinates).all(axis=1)
        geometry[placed] = shapely.points(coordinates[placed])
    return Features("defects", geometry, table, features.crs, np.arange(1, len(table) + 1))


def rows_of(one: Finding, features: Features, language: Language) -> pd.DataFrame:
    """Return the rows of one finding."""
    values = list(one.values) or [""] * len(one.rows)
    said = {value: message_of(one, value, language) for value in set(values)}
    ids = np.where(one.rows < 0, np.nan, features.ids[one.rows].astype(float)) if len(features.ids) else np.nan
    columns = {"code": one.code, "severity": DEFECTS[one.code].severity, "message": [said[value] for value in values]}
    return pd.DataFrame({**columns, "feature_id": ids, "field": one.field, "value": values})


def message_of(one: Finding, value: str, language: Language) -> str:
    """Return what is said of a defect where it occurs."""
    said = invalid_words(value, language) if one.code == "geometry_invalid" else value
    return language.tr(MESSAGE_TEXTS[one.code], field=one.field, value=said)


def measure_table(assessed: Assessment, language: Language) -> Features:
    """Return the measures of ISO 19157 that count what was found: number, name and value, those of 0 included; without a reference not
    those that need one. ``area`` names the area that a row is of, ``threshold`` the metres beyond which the share of the length is told."""
    values: Counter[int] = Counter()
    for code, count in assessed.counts.items():
        values[DEFECTS[code].measure] += count
    whole = {number: float(values[number]) for number in MEASURE_TEXTS if number not in AGAINST_REFERENCE} | against_reference(assessed)
    rows = [(number, whole[number], "", np.nan) for number in whole]
    beside = assessed.beside
    if beside is not None:
        rows += [(BEYOND, 1.0 - share, "", metres) for metres, share in (beside.lines.shares_within() if beside.lines else {}).items()]
        for name, part in beside.by_area().items():
            rows += [(CIRCLE_95, part.circle_95, name, np.nan), (ROOT_MEAN_SQUARE, part.root_mean_square, name, np.nan)]
    rows.sort(key=lambda row: row[0])
    numbers, said, areas, thresholds = zip(*rows, strict=True)
    names = [language.tr(MEASURE_TEXTS[one]) for one in numbers]
    table = pd.DataFrame({"measure": numbers, "name": names, "value": said, "area": areas, "threshold": thresholds})
    return Features("measures", np.full(len(table), None, dtype=object), table, "", np.arange(1, len(table) + 1))


def strip_layer(assessed: Assessment) -> Features:
    """Return the ground that would come to or go from areas whose border follows an older reference; those that are no mistake left out."""
    features, borders = assessed.features, assessed.beside.borders if assessed.beside else None
    if borders is None:
        return Features(
            "strips", np.empty(0, dtype=object), pd.DataFrame({name: pd.Series(dtype=object) for name in STRIP_FIELDS}), features.crs
        )
    counted = np.concatenate([np.empty(0, dtype=np.int64), *(one.rows for one in assessed.findings if one.code == "border_older")])
    kept = np.isin(borders.strip_rows, counted)
    strips, rows = borders.strips[kept], borders.strip_rows[kept]
    change = np.where(borders.comes[kept], COMES, GOES)
    columns = features.ids[rows], change, shapely.area(strips)
    table = pd.DataFrame(dict(zip(STRIP_FIELDS, columns, strict=True)))
    return Features("strips", strips, table, features.crs, np.arange(1, len(table) + 1))


def against_reference(assessed: Assessment) -> dict[int, float]:
    """Return the measures that need a reference, by number; none without one."""
    beside = assessed.beside
    if beside is None:
        return {}
    excess, missing = len(beside.excess), len(beside.missing)
    return {
        EXCESS: float(excess),
        EXCESS_RATE: excess / len(beside.points),
        MISSING: float(missing),
        MISSING_RATE: missing / len(beside.others),
        CIRCLE_95: beside.circle_95,
        ROOT_MEAN_SQUARE: beside.root_mean_square,
        **({} if beside.classes is None else of_classes(beside.classes)),
        **({} if beside.dates is None else {TIME_68: beside.dates.deviation, TIME_95: beside.dates.within_95}),
    }


def of_classes(classes: ClassComparison) -> dict[int, float]:
    """Return the measures of how well features are classified, by number."""
    wrong = classes.wrong
    return {
        MISCLASSIFIED: float(wrong.sum()),
        MISCLASSIFIED_RATE: float(wrong.mean()) if len(wrong) else np.nan,
        KAPPA: classes.kappa,
    }
