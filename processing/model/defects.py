"""What can be wrong with a layer: each kind of defect with how grave it is, and what it costs of the score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BLOCKING, MAJOR, MINOR = SEVERITIES = ("blocking", "major", "minor")
"""A layer with a blocking defect is not fit to be published."""


@dataclass(frozen=True)
class DefectKind:
    """One kind.

    Attributes
    ----------
    severity : str
        One of `SEVERITIES`.
    weight : float
        Points of the score (of 100) that it costs when every feature has it.
    measure : int
        Number of the measure of ISO 19157 (2013, annex D) that counts it; 0 where none does.
    """

    severity: str
    weight: float
    measure: int = 0


MOST_SCORE = 100.0
EXCESS, EXCESS_RATE, MISSING, MISSING_RATE, BEYOND, CIRCLE_95, ROOT_MEAN_SQUARE = 2, 3, 6, 7, 31, 45, 47
MISCLASSIFIED, MISCLASSIFIED_RATE, KAPPA = 60, 61, 64
"""Measures of ISO 19157 against a reference: excess and missing items, and their rates; the share of the length beyond a distance;
CE95 and RMSEP, in metres; and how many are classified otherwise, their rate, and Cohen's kappa."""
TIME_68, TIME_95, WRONG_ORDER = 54, 57, 159
"""Measures of ISO 19157 of time: accuracy of dates against a reference, at 68.3 % and 95 %, in days; and chronological order."""
DUPLICATES, NOT_COMPLIANT, OVERLAPS, NOT_IN_DOMAIN, UNDERSHOOTS, SLIVERS, SELF_INTERSECTIONS = 4, 10, 11, 16, 23, 25, 26
"""Measures of ISO 19157: duplicate feature instances; items not compliant with the conceptual schema; invalid overlaps of surfaces; items
not in conformance with their value domain; missing connections due to undershoots; invalid slivers; invalid self-intersections."""

MENDABLE = ("geometry_invalid", "feature_repeated", "text_spaces")
"""Kinds that can be mended without losing anything: areas repaired, repeats left out, spaces taken off."""
DEFECTS = {
    "crs_missing": DefectKind(BLOCKING, 50, NOT_COMPLIANT),
    "crs_suspect": DefectKind(BLOCKING, 50, NOT_COMPLIANT),
    "field_absent": DefectKind(BLOCKING, 30, NOT_COMPLIANT),
    "key_missing": DefectKind(BLOCKING, 50, NOT_COMPLIANT),
    "key_repeated": DefectKind(BLOCKING, 50, NOT_COMPLIANT),
    "personal_data": DefectKind(BLOCKING, 30),
    "perhaps_personal": DefectKind(MAJOR, 10),
    "geometry_missing": DefectKind(MAJOR, 30, NOT_COMPLIANT),
    "geometry_invalid": DefectKind(MAJOR, 30, SELF_INTERSECTIONS),
    "at_zero": DefectKind(MAJOR, 30, NOT_IN_DOMAIN),
    "axes_swapped": DefectKind(MAJOR, 30, NOT_IN_DOMAIN),
    "outside_territory": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "feature_repeated": DefectKind(MAJOR, 30, DUPLICATES),
    "geometry_repeated": DefectKind(MINOR, 10, DUPLICATES),
    "areas_overlap": DefectKind(MAJOR, 20, OVERLAPS),
    "gap": DefectKind(MINOR, 10),
    "sliver": DefectKind(MINOR, 10, SLIVERS),
    "loose_end": DefectKind(MINOR, 10, UNDERSHOOTS),
    "coordinates_rounded": DefectKind(MINOR, 5),
    "value_unknown": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "code_invalid": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "not_a_number": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "missing_mark": DefectKind(MINOR, 5, NOT_IN_DOMAIN),
    "date_future": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "date_order": DefectKind(MAJOR, 20, WRONG_ORDER),
    "total_row": DefectKind(MAJOR, 20, NOT_COMPLIANT),
    "text_garbled": DefectKind(MAJOR, 20, NOT_IN_DOMAIN),
    "text_spaces": DefectKind(MINOR, 5, NOT_IN_DOMAIN),
    "commission": DefectKind(MAJOR, 20, EXCESS),
    "omission": DefectKind(MAJOR, 20, MISSING),
    "class_differs": DefectKind(MAJOR, 20, MISCLASSIFIED),
    "date_differs": DefectKind(MINOR, 10),
    "border_older": DefectKind(MINOR, 10),
    "shifted": DefectKind(MAJOR, 20),
    "out_of_date": DefectKind(MINOR, 10),
    "column_empty": DefectKind(MINOR, 5),
    "outlier": DefectKind(MINOR, 5),
}


def score_of(costs: Iterable[tuple[str, int, float]]) -> float:
    """Return how good a layer is, 0-100: 100 less what each kind of defect costs, which is its weight at most.

    Parameters
    ----------
    costs : iterable of (code, feature, cost)
        Of each defect its kind, a number of its feature (below 0: none), and the points that it costs. A feature with one kind of defect
        in several fields pays once.
    """
    kinds: dict[str, dict[int, float]] = {}
    for code, feature, cost in costs:
        paid = kinds.setdefault(code, {})
        paid[feature] = paid.get(feature, 0.0) + cost if feature < 0 else cost
    return max(MOST_SCORE - sum(min(sum(paid.values()), DEFECTS[code].weight) for code, paid in kinds.items()), 0.0)
