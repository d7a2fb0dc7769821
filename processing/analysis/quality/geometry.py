"""Defects of geometries: missing, invalid, repeated, out of place, overlapping, with gaps between them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely

from ...model.progress import SILENT, Progress
from .findings import WHOLE_LAYER, Finding

POINT, LINES, POLYGONS = 0, (1, 5), (3, 6)
THIN = 0.2
"""Metres of width under which a polygon, or a gap between polygons, is no ground but a slip of the pen."""
LEAST_OVERLAP = 1.0
"""Square metres."""
MOST_OVERLAP = 0.05
"""Share of the ground from which overlaps are meant: catchments, zones of several plans."""
JUST_MISSED, JOINED = 0.5, 0.01
"""Metres from another line within which a loose end was meant to join it, and within which it does."""
MOST_LOOSE = 0.5
"""Share of loose ends from which lines are no network: contours, tracks."""
NESTED = 0.5
"""Share of the smaller area from which it lies in the other rather than over its border; share of the overlaps from which that is meant."""
COVERAGE = 0.9
"""Share of the areas that touch another from which the layer divides its ground, and nothing in it is meant to lie in another."""
LEAST_GAP = 0.1
"""Square metres; less is how coordinates were rounded."""
MOST_REPEATED = 0.5
"""Share of the lines and areas from which those that lie where another lies are meant: a row for each day, or each class of age."""
AT_ZERO = 1.0
STEPS, DEGREE_STEPS = (1000.0, 100.0, 10.0), (0.01, 0.001)
"""Distances between the lines of a grid on which coordinates would lie by rounding, in metres and degrees."""
ON_GRID, LEAST_POINTS = 0.95, 20
"""Share of the points on such a grid from which they were rounded, and how many points it takes to see that."""

Box = tuple[float, float, float, float]
"""West, south, east, north."""


def find_geometry_defects(
    geometry: np.ndarray, table: pd.DataFrame, territory: Box | None, in_degrees: bool, progress: Progress = SILENT
) -> Iterator[Finding]:
    """Yield the defects of a layer's geometries.

    Parameters
    ----------
    geometry : ndarray of shapely geometries, shape (n,)
        As they were given, not repaired; ``None`` where there is none.
    table : DataFrame, n rows
        The attributes by which features that lie at one place differ; without keys.
    territory : tuple of float, optional
        The box in which they should lie, in their own coordinate system.
    in_degrees : bool
        Whether coordinates are degrees; lengths and areas are not judged then.
    """
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    yield from found("geometry_missing", missing)
    there = np.flatnonzero(~missing)
    shapes = geometry[there]
    invalid = ~shapely.is_valid(shapes)
    yield from found("geometry_invalid", invalid, there, shapely.is_valid_reason(shapes[invalid]))
    progress.check()
    yield from find_repeated(geometry, table, ~missing)
    yield from find_out_of_place(shapes, there, territory)
    yield from find_rounded(shapes, in_degrees)
    areas = there[np.isin(shapely.get_type_id(shapes), POLYGONS) & ~invalid]
    if len(areas) and not in_degrees:
        yield from find_slivers(geometry, areas)
        progress.check()
        yield from find_overlaps(geometry, areas)
        progress.check()
        yield from find_gaps(geometry, areas)
    lines = there[np.isin(shapely.get_type_id(shapes), LINES)]
    if len(lines) and not in_degrees:
        progress.check()
        yield from find_loose_ends(geometry, lines)


def found(code: str, mask: np.ndarray, rows: np.ndarray | None = None, values: np.ndarray | None = None) -> Iterator[Finding]:
    """Yield a finding of the rows for which a mask holds, of all or of some rows; nothing where it holds for none."""
    if mask.any():
        yield Finding(code, np.flatnonzero(mask) if rows is None else rows[mask], values=() if values is None else values.tolist())


def find_repeated(geometry: np.ndarray, table: pd.DataFrame, there: np.ndarray) -> Iterator[Finding]:
    """Yield features that another one repeats in all, and areas or lines that lie exactly where another lies.

    Points at one place are several things in one building.
    """
    shapes = pd.Series(shapely.to_wkb(shapely.normalize(geometry)), index=table.index)
    again = pd.concat([shapes, table.astype("string")], axis=1, ignore_index=True).duplicated().to_numpy() & there
    if len(table.columns):
        yield from found("feature_repeated", again)
    extended = there & (shapely.get_type_id(geometry) != POINT)
    same = shapes.duplicated().to_numpy() & extended
    if len(table.columns):
        same &= ~again
    if same.sum() <= MOST_REPEATED * extended.sum():
        yield from found("geometry_repeated", same)


def find_out_of_place(shapes: np.ndarray, rows: np.ndarray, territory: Box | None) -> Iterator[Finding]:
    """Yield what lies at 0,0, what has x and y the wrong way round, and what lies outside the territory."""
    boxes = shapely.bounds(shapes)
    zero: np.ndarray = np.max(np.abs(boxes), axis=1) < AT_ZERO
    yield from found("at_zero", zero, rows)
    if territory is None:
        return
    outside = ~zero & ~meet(boxes, territory)
    swapped = outside & meet(boxes[:, [1, 0, 3, 2]], territory)
    yield from found("axes_swapped", swapped, rows)
    yield from found("outside_territory", outside & ~swapped, rows)


def meet(boxes: np.ndarray, box: Box) -> np.ndarray:
    """Return which boxes, shape (n, 4), meet another; shape (n,)."""
    return (boxes[:, 2] >= box[0]) & (boxes[:, 3] >= box[1]) & (boxes[:, 0] <= box[2]) & (boxes[:, 1] <= box[3])


def find_rounded(shapes: np.ndarray, in_degrees: bool) -> Iterator[Finding]:
    """Yield that the coordinates of points were rounded, with the distance between the lines on which they lie."""
    points = shapes[shapely.get_type_id(shapes) == POINT]
    coordinates = np.unique(shapely.get_coordinates(points), axis=0)
    if len(coordinates) < LEAST_POINTS:
        return
    for step in DEGREE_STEPS if in_degrees else STEPS:
        off = np.abs(coordinates / step - np.round(coordinates / step)).max(axis=1)
        if (off < 1e-6).mean() >= ON_GRID:
            yield Finding("coordinates_rounded", WHOLE_LAYER, values=[f"{step:g}"])
            return


def find_slivers(geometry: np.ndarray, rows: np.ndarray) -> Iterator[Finding]:
    """Yield polygons as thin as a slip of the pen, by twice their area over their perimeter."""
    width = 2 * shapely.area(geometry[rows]) / np.maximum(shapely.length(geometry[rows]), 1e-9)
    yield from found("sliver", width < THIN, rows)


def find_loose_ends(geometry: np.ndarray, rows: np.ndarray) -> Iterator[Finding]:
    """Yield lines of a network that end just beside another line, without joining it, with how many metres lack."""
    parts, of = shapely.get_parts(geometry[rows], return_index=True)
    ends = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    line = np.tile(np.arange(len(parts)), 2)
    places = np.round(shapely.get_coordinates(ends) / JOINED).astype(np.int64)
    _, number, times = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    loose = np.flatnonzero(times[number.ravel()] == 1)
    if len(loose) > MOST_LOOSE * len(ends):
        return
    end, near = shapely.STRtree(parts).query(ends[loose], predicate="dwithin", distance=JUST_MISSED)
    other = line[loose[end]] != near
    end, near = end[other], near[other]
    metres = np.full(len(loose), np.inf)
    np.minimum.at(metres, end, shapely.distance(ends[loose[end]], parts[near]))
    missed = np.flatnonzero((metres > JOINED) & (metres <= JUST_MISSED))
    if len(missed):
        points = shapely.get_coordinates(ends[loose[missed]])
        yield Finding("loose_end", rows[of[line[loose[missed]]]], values=[f"{one:.2f}" for one in metres[missed]], points=points)


def find_overlaps(geometry: np.ndarray, rows: np.ndarray) -> Iterator[Finding]:
    """Yield areas that overlap another, where the layer as a whole divides its ground without overlaps.

    Overlaps are meant where they take much of the ground, or where most are of an area that lies in another, in a layer of areas apart: a
    monument in a landscape.
    """
    shapes = geometry[rows]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    beside = shapely.touches(shapes[one], shapes[other])
    touching = len(np.unique(np.concatenate([one[beside], other[beside]]))) / len(shapes)
    one, other = one[~beside], other[~beside]
    same = shapely.equals(shapes[one], shapes[other])  # told as repeated
    one, other = one[~same], other[~same]
    shared = shapely.intersection(shapes[one], shapes[other])
    size = shapely.area(shared)
    if size.sum() > MOST_OVERLAP * shapely.area(shapes).sum():
        return
    wide = size > LEAST_OVERLAP
    nested = size[wide] > NESTED * np.minimum(shapely.area(shapes[one[wide]]), shapely.area(shapes[other[wide]]))
    if wide.any() and (touching >= COVERAGE or nested.mean() < NESTED):
        points = shapely.get_coordinates(shapely.point_on_surface(shared[wide]))
        yield Finding("areas_overlap", rows[one[wide]], values=[f"{area:.0f}" for area in size[wide]], points=points)


def find_gaps(geometry: np.ndarray, rows: np.ndarray) -> Iterator[Finding]:
    """Yield gaps between areas that are too thin to be meant."""
    whole = shapely.union_all(shapely.normalize(geometry[rows]))
    parts = shapely.get_parts(whole)
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    if not holes:
        return
    gaps = np.array(holes, dtype=object)
    size = shapely.area(gaps)
    thin = gaps[(2 * size / shapely.length(gaps) < THIN) & (size >= LEAST_GAP)]
    if len(thin):
        points = shapely.get_coordinates(shapely.point_on_surface(thin))
        yield Finding("gap", np.full(len(thin), WHOLE_LAYER[0]), values=[f"{area:.1f}" for area in shapely.area(thin)], points=points)
