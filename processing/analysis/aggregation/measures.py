"""The measures: how the features in a unit become its value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array

from ...model.errors import OpgaveError
from ...model.measures import DEFAULT_DISTANCE, MEASURES, NEED_FIELD
from ..light_features import shapes_of
from ..nearest import area_within, nearest_distance
from ..threads import cut_between
from .matrix import LINE, POLYGON, UnitMatrix, representative

SQUARE_KILOMETRE = 1e6
TIE = 1e-9
LINKS_AT_ONCE = 250_000


@dataclass(frozen=True)
class UnitMeasure:
    """A value for each unit, and what took no part.

    Attributes
    ----------
    values : ndarray, shape (units,)
        Floats, or for `dominant` whatever the field holds; NaN (``None``) where there is no value.
    missing : int
        Features that lie in a unit but have no value (or no weight) and took no part.
    outside : int
        Features that lie in no unit.
    """

    values: np.ndarray
    missing: int = 0
    outside: int = 0


@dataclass(frozen=True)
class _Question:
    """All that a measure may look at."""

    matrix: UnitMatrix
    values: np.ndarray
    """Ones where no field was named: each feature counts for one."""
    weights: np.ndarray | None
    points: UnitMatrix | None
    distance: float
    keep_total: bool


def aggregate(
    matrix: UnitMatrix,
    measure: str,
    values: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    *,
    points: UnitMatrix | None = None,
    distance: float = DEFAULT_DISTANCE,
    keep_total: bool = False,
) -> UnitMeasure:
    """Return a layer's value per unit.

    A feature is in the unit that holds its representative point (see `UnitMatrix`). Features without a value or weight take
    no part. Units without geometry have no value.

    ========================  =======================================================================================
    `count`                   features in the unit
    `density`                 features in the unit, or the sum of ``values`` where given, per km2 of the unit's area
    `sum`, `mean`, `median`   of the values in the unit
    `weighted_mean`           sum of weight x value / sum of weights, in the unit
    `area_share`              share (0-1) of the unit's area that the polygons cover together
    `length`                  metres of line inside the unit
    `transfer_extensive`      sum of value x share of the feature that lies in the unit (by area, length, or whole points)
    `transfer_intensive`      mean of the values, weighted by what feature and unit share
    `dominant`                the value that shares most with the unit; of equals the lowest
    `distance_nearest`        metres to the nearest feature, mean over the ``points`` in the unit, or from its own
                              representative point
    `share_within`            share (0-1) of the ``points`` in the unit that have a feature within ``distance`` (<=), or of its
                              area
    ========================  =======================================================================================

    Without features a unit's `count`, `density`, `sum`, `area_share`, `length` and `transfer_extensive` are 0, the others NaN;
    where it has features but none with a value, `sum` and `transfer_extensive` are NaN too: the sum is not known.

    Parameters
    ----------
    values : ndarray, shape (features,)
        Floats, NaN where missing; for `dominant` any values, ``None`` where missing.
    weights : ndarray of float, shape (features,) or (points,)
        Weights (>= 0) of the features for `weighted_mean`, of the points for `distance_nearest` and `share_within`.
    points : UnitMatrix
        Where people are, on the same units.
    distance : float
        Metres, for `share_within`.
    keep_total : bool
        `transfer_extensive` shares out a feature that sticks out of the units whole, over the units that it meets.

    Raises
    ------
    OpgaveError
        Unknown measure, a measure that needs values or another geometry type, negative weights, nothing to measure to.
    """
    if measure not in _FUNCTIONS:
        raise OpgaveError("There is no measure '{measure}': choose one of {choices}.", measure=measure, choices=", ".join(MEASURES))
    if measure in NEED_FIELD and values is None:
        raise OpgaveError("The measure '{measure}' needs a field: name the field with the values.", measure=measure)
    _check_weights(points or matrix, weights)
    values = np.ones(len(matrix.layer)) if values is None else values
    result = _FUNCTIONS[measure](_Question(matrix, values, weights, points, distance, keep_total))
    result.values[shapely.is_missing(matrix.units.geometry)] = None if result.values.dtype == object else np.nan
    return result


def _check_weights(matrix: UnitMatrix, weights: np.ndarray | None) -> None:
    if weights is None or not (weights < 0).any():
        return
    first = int(np.flatnonzero(weights < 0)[0])
    ids = matrix.layer.ids
    raise OpgaveError(
        "Layer '{layer}': feature {feature} has the negative weight {weight}; weights are 0 or more.",
        layer=matrix.layer.name,
        feature=int(ids[first]) if len(ids) else first,
        weight=float(weights[first]),
    )


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Return above / below, NaN where below is 0."""
    return np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)


def _answer(links: csr_array, values: np.ndarray, known: np.ndarray) -> UnitMeasure:
    """Return values with their counts: features that some unit is linked to but are not known, and those without a link."""
    linked = np.zeros(links.shape[1], dtype=bool)
    linked[links.indices] = True
    return UnitMeasure(values, missing=int((linked & ~known).sum()), outside=int((~linked).sum()))


def _all(matrix: UnitMatrix) -> np.ndarray:
    return np.ones(len(matrix.layer), dtype=bool)


def _count(question: _Question) -> UnitMeasure:
    members = question.matrix.membership
    return _answer(members, members.sum(axis=1), _all(question.matrix))


def _density(question: _Question) -> UnitMeasure:
    total = _sum(question)
    return UnitMeasure(_ratio(total.values * SQUARE_KILOMETRE, question.matrix.unit_area), total.missing, total.outside)


def _total(links: csr_array, values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the sum of the known values per unit, NaN where features are there but none is known."""
    total = links @ np.where(known, values, 0.0)
    unknown = (links.sum(axis=1) > 0) & (links @ known.astype(float) == 0)
    return np.where(unknown, np.nan, total)


def _sum(question: _Question) -> UnitMeasure:
    members, known = question.matrix.membership, np.isfinite(question.values)
    return _answer(members, _total(members, question.values, known), known)


def _weighted(links: csr_array, values: np.ndarray, weights: np.ndarray | None) -> UnitMeasure:
    """Return the weighted mean of ``values`` over the links of each unit; some units at once, for there may be millions of links."""
    known = np.isfinite(values) if weights is None else np.isfinite(values) & np.isfinite(weights)
    above, below = np.zeros(links.shape[0]), np.zeros(links.shape[0])
    counts = np.diff(links.indptr)
    for units in cut_between(np.arange(len(counts)), LINKS_AT_ONCE, counts):
        part = slice(links.indptr[units.start], links.indptr[units.stop])
        some = known[links.indices[part]]
        item, shared = links.indices[part][some], links.data[part][some]
        unit = np.repeat(np.arange(units.stop - units.start), counts[units])[some]
        weight = np.ones(len(item)) if weights is None else weights[item]
        below[units] = np.bincount(unit, shared * weight, units.stop - units.start)
        above[units] = np.bincount(unit, shared * (weight * values[item]), units.stop - units.start)
    return _answer(links, _ratio(above, below), known)


def _mean(question: _Question) -> UnitMeasure:
    return _weighted(question.matrix.membership, question.values, None)


def _weighted_mean(question: _Question) -> UnitMeasure:
    if question.weights is None:
        raise OpgaveError("The measure 'weighted_mean' needs a weight field: name the field with the weights.")
    return _weighted(question.matrix.membership, question.values, question.weights)


def _median(question: _Question) -> UnitMeasure:
    members, known = question.matrix.membership, np.isfinite(question.values)
    links = members[:, np.flatnonzero(known)].tocoo()
    values = question.values[known][links.col]
    values = values[np.lexsort((values, links.row))]
    count = np.bincount(links.row, minlength=len(question.matrix.units))
    start = np.cumsum(count) - count
    median = np.full(len(count), np.nan)
    some = count > 0
    low, high = (start + (count - 1) // 2)[some], (start + count // 2)[some]
    median[some] = (values[low] + values[high]) / 2
    return _answer(members, median, known)


def _area_share(question: _Question) -> UnitMeasure:
    matrix = question.matrix
    if matrix.dimension != POLYGON and len(matrix.layer):
        raise OpgaveError("The measure 'area_share' needs polygons, and layer '{layer}' has none.", layer=matrix.layer.name)
    share = _ratio(matrix.covered_area, matrix.unit_area)
    return _answer(matrix.shared, np.clip(share, 0.0, 1.0), _all(matrix))


def _length(question: _Question) -> UnitMeasure:
    matrix = question.matrix
    if matrix.dimension != LINE and len(matrix.layer):
        raise OpgaveError("The measure 'length' needs lines, and layer '{layer}' has none.", layer=matrix.layer.name)
    return _answer(matrix.shared, matrix.shared.sum(axis=1), _all(matrix))


def _transfer_extensive(question: _Question) -> UnitMeasure:
    shared, known = question.matrix.shared, np.isfinite(question.values)
    whole = shared.sum(axis=0) if question.keep_total else question.matrix.size
    density = np.divide(question.values, whole, out=np.zeros(len(whole)), where=whole > 0)
    return _answer(shared, _total(shared, density, known), known)


def _transfer_intensive(question: _Question) -> UnitMeasure:
    return _weighted(question.matrix.shared, question.values, None)


def _dominant(question: _Question) -> UnitMeasure:
    shared = question.matrix.shared
    code, choices = pd.factorize(question.values, sort=True)
    links = shared[:, np.flatnonzero(code >= 0)].tocoo()
    totals = csr_array((links.data, (links.row, code[code >= 0][links.col])), shape=(shared.shape[0], max(len(choices), 1)))
    totals.sum_duplicates()
    unit = np.repeat(np.arange(totals.shape[0]), np.diff(totals.indptr))
    most = np.zeros(totals.shape[0])
    np.maximum.at(most, unit, totals.data)
    largest = np.flatnonzero(totals.data >= most[unit] * (1 - TIE))
    winners, first = np.unique(unit[largest], return_index=True)
    numeric = np.issubdtype(question.values.dtype, np.number)
    values = np.full(len(most), np.nan) if numeric else np.full(len(most), None, dtype=object)
    values[winners] = choices[totals.indices[largest[first]]]
    return _answer(shared, values, code >= 0)


def _distances(question: _Question) -> np.ndarray:
    """Return the distance to the nearest feature from each of the points, or from the units' representative points, as everywhere.

    A centroid may lie outside its unit; `facility_access` and the sites measure from the same point.
    """
    matrix, points = question.matrix, question.points
    if points is not None:
        return points.distances_to(matrix)
    x, y = representative(matrix.units.geometry, matrix.progress)
    return nearest_distance(shapes_of(matrix.layer), x, y, matrix.progress)


def over_points(points: UnitMatrix, values: np.ndarray, weights: np.ndarray | None) -> UnitMeasure:
    """Return the mean of the points' ``values`` in each unit, by their weights."""
    return _weighted(points.membership, values, weights)


def _distance_nearest(question: _Question) -> UnitMeasure:
    distance = _distances(question)
    if np.isinf(distance).any():
        raise OpgaveError("Layer '{layer}' has no features: there is nothing to measure a distance to.", layer=question.matrix.layer.name)
    return UnitMeasure(distance) if question.points is None else over_points(question.points, distance, question.weights)


def _share_within(question: _Question) -> UnitMeasure:
    if question.points is not None:
        return over_points(question.points, (_distances(question) <= question.distance).astype(float), question.weights)
    matrix = question.matrix
    area = area_within(matrix.units.geometry, matrix.layer.geometry, question.distance, matrix.progress)
    return UnitMeasure(np.clip(_ratio(area, matrix.unit_area), 0.0, 1.0))


_FUNCTIONS = {
    "count": _count,
    "density": _density,
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "weighted_mean": _weighted_mean,
    "area_share": _area_share,
    "length": _length,
    "transfer_extensive": _transfer_extensive,
    "transfer_intensive": _transfer_intensive,
    "dominant": _dominant,
    "distance_nearest": _distance_nearest,
    "share_within": _share_within,
}
