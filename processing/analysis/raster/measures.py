"""What the cells of a raster say of units: one value per unit, each cell weighed by the part of it that the unit covers.

=============  ========================================================================================
measure        value of a unit over its cells with data: value v, covered share s, weight w (1 without)
=============  ========================================================================================
mean           sum of s w v / sum of s w
sum            sum of s w v
median         the quantile of 0.5
quantile       the lowest value up to which the wanted share of all s w is reached; halfway to the next where it is reached exactly
share          share of all s w that lies in cells of the classes
share_above    share of all s w that lies in cells over the threshold
min, max       lowest, highest value of the cells covered
=============  ========================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..pairs import point_pairs
from .coverage import CellEdges, collect_edges, cover_cells, measure_areas
from .grid import Grid, Raster, Window

CELLS_AT_ONCE = 2**17
MOST_CLASSES = 100
"""Different values up to which a raster is one of classes."""
WHOLLY = 0.999
"""Share of a unit with data from which it is said to be covered."""
REACHED = 1e-12
"""Relative difference up to which two sums of weights are equal."""


@dataclass(frozen=True)
class Cells:
    """Values of units: of each cell that a unit covers, or of what several of those amount to.

    Attributes
    ----------
    unit : ndarray of int, shape (n,)
    value, weight : ndarray of float, shape (n,)
        Values are no NaN, weights 0 or more.
    """

    unit: np.ndarray
    value: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class RasterMeasure:
    """A measure with what it needs.

    Attributes
    ----------
    name : str
        Of the table above.
    quantile : float
        0 to 1, for ``quantile``.
    classes : sequence of (float, float)
        Lowest and highest value of each range, inclusive, for ``share``.
    threshold : float
        For ``share_above``.
    """

    name: str
    quantile: float = 0.5
    classes: Sequence[tuple[float, float]] = ()
    threshold: float = 0.0


@dataclass(frozen=True)
class MeasuredUnits:
    """What is known of units.

    Attributes
    ----------
    values : dict of float to ndarray of float, shape (units,)
        By class where each class is measured, else one under 0; NaN where a unit has no data.
    cover : ndarray of float, shape (units,)
        Share of the unit with data, 0 to 1; of the points' weight where points are measured. NaN without geometry, or points.
    by_class : bool
        Whether each class is measured.
    outside : int
        Points in no unit.
    """

    values: dict[float, np.ndarray]
    cover: np.ndarray
    by_class: bool = False
    outside: int = 0


def measure_units(
    polygons: np.ndarray, raster: Raster, measure: RasterMeasure, weights: Raster | None = None, progress: Progress = SILENT
) -> MeasuredUnits:
    """Return a measure over the cells that each unit covers.

    Parameters
    ----------
    polygons : ndarray of shapely geometries, shape (units,)
        Valid polygons in the coordinate system of the raster; ``None`` has no value.
    weights : Raster, optional
        Weight of each cell, such as its inhabitants. A cell without one, or with less than 0, has no data.

    Raises
    ------
    OpgaveError
        The rasters have different cells, or there are too many classes to measure each.
    """
    if weights is not None and weights.grid.shift_from(raster.grid) is None:
        raise OpgaveError(
            "Raster '{weights}' has other cells than '{raster}' ({size} from {corner} against {own_size} from {own_corner}), and neither is"
            " resampled: bring one to the cells of the other first.",
            weights=weights.name,
            raster=raster.name,
            **_cell_words(weights.grid, ""),
            **_cell_words(raster.grid, "own_"),
        )
    count = len(polygons)
    gathered, covered, areas = Gathered(measure, count), np.zeros(count), np.full(count, np.nan)
    done = 0
    for units, window in group_units(polygons, raster.grid):
        edges = collect_edges(polygons[units], raster.grid)
        areas[units] = measure_areas(edges, len(units))
        for part in cut_into_bands(window):
            progress.check()
            cells, own = cover_band(edges, part, raster, weights)
            covered[units] += np.bincount(cells.unit, own, len(units))
            gathered.add(replace(cells, unit=units[cells.unit]))
        gathered.close()
        done += len(units)
        progress.update(done / count)
    with np.errstate(invalid="ignore", divide="ignore"):
        cover = np.where(areas > 0, np.minimum(covered / areas, 1), np.nan)
    return MeasuredUnits(gathered.values(), cover, gathered.each_class)


def measure_points(
    polygons: np.ndarray, points: np.ndarray, amounts: np.ndarray, raster: Raster, measure: RasterMeasure, progress: Progress = SILENT
) -> MeasuredUnits:
    """Return a measure over the points in each unit, each with the value of the cell that it lies in.

    Parameters
    ----------
    points : ndarray of float, shape (points, 2)
        In the coordinate system of polygons and raster.
    amounts : ndarray of float, shape (points,)
        Weight of each, such as its residents; 0 or more.
    """
    value = read_at_points(points, raster, progress)
    pairs = point_pairs(polygons, points[:, 0], points[:, 1], progress)
    weight = amounts[pairs.item]
    known = ~np.isnan(value[pairs.item])
    gathered = Gathered(measure, len(polygons))
    gathered.add(Cells(pairs.unit[known], value[pairs.item[known]], weight[known]))
    gathered.close()
    total, covered = np.bincount(pairs.unit, weight, len(polygons)), np.bincount(pairs.unit[known], weight[known], len(polygons))
    with np.errstate(invalid="ignore"):
        return MeasuredUnits(gathered.values(), covered / total, gathered.each_class, len(points) - len(np.unique(pairs.item)))


def read_at_points(points: np.ndarray, raster: Raster, progress: Progress = SILENT) -> np.ndarray:
    """Return the value of the cell in which each point lies, shape (points,); NaN beyond the raster."""
    column, row = np.floor(raster.grid.to_cells(points)).astype("int64").T
    value = np.full(len(points), np.nan)
    inside = np.flatnonzero((row >= 0) & (row < raster.grid.rows) & (column >= 0) & (column < raster.grid.columns))
    high = max(CELLS_AT_ONCE // raster.grid.columns, 1)
    inside = inside[np.argsort(row[inside] // high, kind="stable")]
    borders = np.flatnonzero(np.diff(row[inside] // high)) + 1
    for some in np.split(inside, borders) if len(inside) else []:
        progress.check()
        first_row, first_column = int(row[some].min()), int(column[some].min())
        window = Window(first_row, int(row[some].max()) + 1, first_column, int(column[some].max()) + 1)
        value[some] = raster.read(window)[row[some] - first_row, column[some] - first_column]
    return value


def cover_band(edges: CellEdges, window: Window, raster: Raster, weights: Raster | None) -> tuple[Cells, np.ndarray]:
    """Return the cells with data that polygons cover in a window, and the part of each cell that is covered."""
    coverage = cover_cells(edges, window)
    at = coverage.row - window.first_row, coverage.column - window.first_column
    value, share = raster.read(window)[at], coverage.share
    weight = share if weights is None else share * weights.read_beside(raster.grid, window)[at]
    known = ~np.isnan(value) & (weight >= 0)
    return Cells(coverage.owner[known], value[known], weight[known]), share[known]


def group_units(polygons: np.ndarray, grid: Grid) -> Iterator[tuple[np.ndarray, Window]]:
    """Return units that lie together, with the window of the grid that holds them: few cells at once, or one unit."""
    bounds = shapely.bounds(polygons)
    corners = np.stack([grid.to_cells(bounds[:, :2]), grid.to_cells(bounds[:, 2:])])
    low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    most = np.array([grid.columns, grid.rows])
    low, high = np.clip(low, 0, most), np.clip(high, 0, most)
    there = np.flatnonzero(~np.isnan(bounds).any(axis=1))
    strip = max(int(np.sqrt(CELLS_AT_ONCE)), 1)
    order = there[np.lexsort((low[there, 0], low[there, 1] // strip))]
    units: list[int] = []
    joint, load = None, 0
    for unit in order.tolist():
        (left, top), (right, bottom) = low[unit].astype(int).tolist(), high[unit].astype(int).tolist()
        own = Window(top, bottom, left, right)
        wider = own if joint is None else joint.joined(own)
        if joint is not None and max(wider.cells, load + own.cells) > CELLS_AT_ONCE:
            yield np.array(units), joint
            units, wider, load = [], own, 0
        units.append(unit)
        joint, load = wider, load + own.cells
    if joint is not None:
        yield np.array(units), joint


def cut_into_bands(window: Window) -> Iterator[Window]:
    """Return a window in bands of rows that hold few cells each; nothing of an empty one."""
    high = max(CELLS_AT_ONCE // max(window.last_column - window.first_column, 1), 1)
    for row in range(window.first_row, window.last_row, high):
        part = window._replace(first_row=row, last_row=min(row + high, window.last_row))
        if part.cells:
            yield part


class Gathered:
    """The cells of all units, each unit's brought down to what its measure still needs."""

    def __init__(self, measure: RasterMeasure, count: int):
        self.measure, self.count = measure, count
        self.each_class = measure.name == "share" and not measure.classes
        self.reduce = merge_equal if self.each_class else REDUCTIONS[measure.name]
        self._under_way: list[Cells] = []
        self._ready: list[Cells] = []
        self._classes = np.empty(0)

    def add(self, cells: Cells) -> None:
        """Take the cells of some units; more of the same may follow until they are closed."""
        self._under_way = [self.reduce(joined([*self._under_way, self.as_measured(cells)]))]
        if self.each_class:
            self._classes = np.union1d(self._classes, self._under_way[0].value)
            if len(self._classes) > MOST_CLASSES:
                raise OpgaveError(
                    "The raster has more than {most} different values in these units, too many for a field each: give CLASSES, or choose"
                    " another MEASURE.",
                    most=MOST_CLASSES,
                )

    def close(self) -> None:
        """Finish the units that were added."""
        if self._under_way and self.measure.name in QUANTILES:
            wanted = QUANTILES[self.measure.name]
            self._under_way = [take_quantile(self._under_way[0], self.measure.quantile if wanted is None else wanted)]
        self._ready += self._under_way
        self._under_way = []

    def as_measured(self, cells: Cells) -> Cells:
        """Return the cells with what is averaged of them: 1 where the cell is of the classes or over the threshold, else 0."""
        if self.measure.name == "share_above":
            return replace(cells, value=(cells.value > self.measure.threshold).astype(float))
        if self.measure.classes:
            inside = [(cells.value >= low) & (cells.value <= high) for low, high in self.measure.classes]
            return replace(cells, value=np.any(inside, axis=0).astype(float))
        return cells

    def values(self) -> dict[float, np.ndarray]:
        """Return the value of each unit, by class where each is measured."""
        cells = joined(self._ready)
        if self.each_class:
            return self.class_shares(cells)
        result = np.full(self.count, np.nan)
        result[cells.unit] = cells.value
        return {0.0: result}

    def class_shares(self, cells: Cells) -> dict[float, np.ndarray]:
        """Return each class's share in each unit."""
        total = np.bincount(cells.unit, cells.weight, self.count)
        shares = {}
        for one in self._classes.tolist():
            of_class = cells.value == one
            with np.errstate(invalid="ignore"):
                shares[one] = np.bincount(cells.unit[of_class], cells.weight[of_class], self.count) / total
        return shares


def joined(cells: Sequence[Cells]) -> Cells:
    """Return several as one."""
    if len(cells) == 1:
        return cells[0]
    nothing = Cells(np.empty(0, "int64"), np.empty(0), np.empty(0))
    cells = cells or [nothing]
    return Cells(*(np.concatenate([getattr(one, part) for one in cells]) for part in ("unit", "value", "weight")))


def take_means(cells: Cells) -> Cells:
    """Return the weighted mean and the whole weight of each unit; units without weight are left out."""
    size = int(cells.unit.max(initial=-1)) + 1
    weight = np.bincount(cells.unit, cells.weight, size)
    unit = np.flatnonzero(weight > 0)
    return Cells(unit, np.bincount(cells.unit, cells.weight * cells.value, size)[unit] / weight[unit], weight[unit])


def take_sums(cells: Cells) -> Cells:
    """Return the sum of each unit with any data, under a weight of 1."""
    size = int(cells.unit.max(initial=-1)) + 1
    unit = np.unique(cells.unit)
    return Cells(unit, np.bincount(cells.unit, cells.weight * cells.value, size)[unit], np.ones(len(unit)))


def take_extremes(choose: np.ufunc) -> Callable[[Cells], Cells]:
    """Return what takes the lowest or highest value of each unit, of cells that have a weight."""

    def take(cells: Cells) -> Cells:
        order = np.argsort(cells.unit, kind="stable")
        order = order[cells.weight[order] > 0]
        unit, value = cells.unit[order], cells.value[order]
        first = np.flatnonzero(np.append(True, unit[1:] != unit[:-1])[: len(unit)])
        return Cells(unit[first], choose.reduceat(value, first) if len(first) else value, np.ones(len(first)))

    return take


def merge_equal(cells: Cells) -> Cells:
    """Return each unit's values once, with their weights added."""
    order = np.lexsort((cells.value, cells.unit))
    order = order[cells.weight[order] > 0]
    unit, value, weight = cells.unit[order], cells.value[order], cells.weight[order]
    first = np.flatnonzero(np.append(True, (unit[1:] != unit[:-1]) | (value[1:] != value[:-1]))[: len(unit)])
    return Cells(unit[first], value[first], np.add.reduceat(weight, first) if len(first) else weight)


def take_quantile(cells: Cells, wanted: float) -> Cells:
    """Return the quantile of each unit; values are in order, as `merge_equal` leaves them.

    The inverse of the weighted distribution, halfway where that is flat (Hyndman and Fan 1996, definition 2).
    """
    unit, weight = cells.unit, cells.weight
    first = np.flatnonzero(np.append(True, unit[1:] != unit[:-1])[: len(unit)])
    if not len(first):
        return cells
    owner = np.cumsum(np.append(True, unit[1:] != unit[:-1])) - 1
    up_to = np.cumsum(weight)
    up_to = up_to - (up_to - weight)[first][owner]
    last = np.append(first[1:], len(unit)) - 1
    goal, slack = wanted * up_to[last], REACHED * up_to[last] + REACHED * np.cumsum(weight)[last]
    low = first + np.bincount(owner, up_to < (goal - slack)[owner])[: len(first)].astype("int64")
    high = first + np.bincount(owner, up_to <= (goal + slack)[owner])[: len(first)].astype("int64")
    low, high = np.minimum(low, last), np.minimum(high, last)
    return Cells(unit[first], (cells.value[low] + cells.value[high]) / 2, np.ones(len(first)))


QUANTILES = {"median": 0.5, "quantile": None}
REDUCTIONS: dict[str, Callable[[Cells], Cells]] = {
    "mean": take_means,
    "sum": take_sums,
    "median": merge_equal,
    "quantile": merge_equal,
    "share": take_means,
    "share_above": take_means,
    "min": take_extremes(np.minimum),
    "max": take_extremes(np.maximum),
}


def _cell_words(grid: Grid, which: str) -> dict[str, str]:
    return {f"{which}size": f"{grid.width:g} x {abs(grid.height):g}", f"{which}corner": f"{grid.left:.10g}, {grid.top:.10g}"}
