"""Defects as points, with code, sentence and the way to the feature; and the measures of ISO 19157."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import shapely

from ...analysis.aggregation.matrix import representative
from ...analysis.features import Features
from ...analysis.quality.findings import Finding
from ...model.defects import DEFECTS
from ...texts.defect_texts import MEASURE_TEXTS, MESSAGE_TEXTS
from ...texts.language import Language
from .assess import Assessment

FIELDS = ("code", "severity", "message", "feature_id", "field", "value")


def defect_layer(assessed: Assessment, language: Language) -> Features:
    """Return a point for each defect, at its feature or where it lies; ``feature_id`` is missing for what is wrong with the layer."""
    features = assessed.features
    x, y = representative(features.geometry)
    own = np.column_stack([x, y])
    tables, points = [], []
    for one in assessed.findings:
        tables.append(rows_of(one, features, language))
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
    ids = pd.array([None if row < 0 else int(features.ids[row]) for row in one.rows], dtype="Float64").to_numpy(
        dtype=float, na_value=np.nan
    )
    messages = [message_of(one, value, language) for value in values]
    columns = {"code": one.code, "severity": DEFECTS[one.code].severity, "message": messages, "feature_id": ids, "field": one.field}
    return pd.DataFrame({**columns, "value": values})


def message_of(one: Finding, value: str, language: Language) -> str:
    """Return what is said of a defect where it occurs."""
    return language.tr(MESSAGE_TEXTS[one.code], field=one.field, value=value)


def measure_table(assessed: Assessment, language: Language) -> Features:
    """Return the measures of ISO 19157 that count what was found: number, name and value, those of 0 included."""
    values: Counter[int] = Counter()
    for code, count in assessed.counts.items():
        values[DEFECTS[code].measure] += count
    numbers = sorted(MEASURE_TEXTS)
    table = pd.DataFrame(
        {"measure": numbers, "name": [language.tr(MEASURE_TEXTS[one]) for one in numbers], "value": [float(values[one]) for one in numbers]}
    )
    return Features("measures", np.full(len(table), None, dtype=object), table, "", np.arange(1, len(table) + 1))
