"""Defects that people decided are no mistakes: known again by their marks, and set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ...analysis.aggregation.matrix import representative
from ...analysis.features import Features
from ...analysis.quality.findings import Finding
from ...model.defect_decisions import NO_MISTAKE, Decision, mark_defect
from ...qgis_io.columns import key_texts

METRE, DEGREE = 0, 5
"""Decimals of a place by which a defect of a geometry is known again: a metre."""


class DefectMarks:
    """Tells each defect of a layer from all others, the same in each assessment.

    Parameters
    ----------
    key : str
        Field by which a feature is known again; a feature whose key is blank or not unique, or of a layer without one, is by its id.
    """

    def __init__(self, features: Features, key: str, in_degrees: bool):
        self.digits = DEGREE if in_degrees else METRE
        self.places = np.column_stack(representative(features.geometry))
        ids = features.ids if len(features.ids) else np.arange(1, len(features) + 1)
        self.names = ids.astype(str).astype(object)
        if key in features.table:
            keys = pd.Series(key_texts(features.table[key]), dtype=object)
            alone = (keys.notna() & ~keys.duplicated(keep=False)).to_numpy()
            self.names = np.where(alone, keys.to_numpy(), self.names)

    def of(self, one: Finding) -> list[str]:
        """Return the mark of each defect of a finding."""
        values = list(one.values) or [""] * len(one.rows)
        names = ["" if row < 0 else str(self.names[row]) for row in one.rows]
        places = self.places_of(one)
        return [mark_defect(one.code, one.field, *told) for told in zip(names, values, places, strict=True)]

    def places_of(self, one: Finding) -> list[tuple[float, ...]]:
        """Return the rounded place of each defect; none of one in a field, or that has no place."""
        if one.field:
            return [()] * len(one.rows)
        points = self.places[one.rows] if one.points is None else one.points
        there = np.isfinite(points).all(axis=1) & ((one.rows >= 0) | (one.points is not None))
        return [
            (round(x, self.digits), round(y, self.digits)) if placed else () for (x, y), placed in zip(points.tolist(), there, strict=True)
        ]


def set_aside(found: Sequence[Finding], marks: DefectMarks, decisions: Mapping[str, Decision]) -> tuple[list[Finding], list[Finding]]:
    """Return what counts, and what people decided is no mistake."""
    if not any(one.decision == NO_MISTAKE for one in decisions.values()):
        return list(found), []
    counting: list[Finding] = []
    aside: list[Finding] = []
    for one in found:
        mistaken = np.array([(known := decisions.get(mark)) is not None and known.decision == NO_MISTAKE for mark in marks.of(one)])
        for chosen, parts in ((~mistaken, counting), (mistaken, aside)):
            if chosen.any():
                parts.append(some_of(one, chosen))
    return counting, aside


def some_of(one: Finding, chosen: np.ndarray) -> Finding:
    """Return a finding of some of its rows."""
    values = [value for value, wanted in zip(one.values, chosen, strict=True) if wanted] if len(one.values) else ()
    return replace(one, rows=one.rows[chosen], values=values, points=None if one.points is None else one.points[chosen])
