"""Geometries that do not depend on the version of GEOS: parts stand in order, rings start in one vertex, lines are cut by rule.

GEOS promises none of that, and the sums behind an area or a centre round otherwise when a ring starts elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from .setting import GRID

Vertex = tuple[int, int]


def parts_of(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the parts of geometries, in order, and for each the row of its geometry."""
    return shapely.get_parts(shapely.normalize(geometries), return_index=True)


def on_the_grid(geometries: np.ndarray) -> np.ndarray:
    """Return areas with their vertices on the grid, valid as long as they were."""
    return shapely.normalize(shapely.set_precision(geometries, GRID))


def polygons_between(edges: np.ndarray) -> np.ndarray:
    """Return the polygons between edges that meet in their ends only."""
    return parts_of(shapely.polygonize(edges))[0]


def cut_at_meetings(lines: np.ndarray, shortest: float) -> np.ndarray:
    """Return lines as edges on the grid that meet in their ends only; loose ends shorter than ``shortest`` (m) are left out.

    An edge ends where lines meet and where one of them ends.
    """
    ends = set(cells(np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])))
    beside = neighbours(shapely.get_parts(shapely.union_all(lines, grid_size=GRID)))
    loose = [chain for chain in chains(beside, ends) if min(len(beside[chain[0]]), len(beside[chain[-1]])) == 1]
    for chain, line in zip(loose, as_lines(loose), strict=True):
        if line.length < shortest:
            for one, other in zip(chain, chain[1:], strict=False):
                beside[one].discard(other)
                beside[other].discard(one)
    return as_lines(list(chains(beside, ends)))


def cells(points: np.ndarray) -> list[Vertex]:
    """Return the cell of the grid in which each point, or each vertex of lines, lies."""
    return list(map(tuple, np.floor(shapely.get_coordinates(points) / GRID + 0.5).astype("int64").tolist()))


def neighbours(lines: np.ndarray) -> dict[Vertex, set[Vertex]]:
    """Return for each vertex of lines those at the other end of its segments."""
    beside: dict[Vertex, set[Vertex]] = {}
    vertices, line = cells(lines), shapely.get_coordinates(lines, return_index=True)[1]
    for one, other, joined in zip(vertices, vertices[1:], line[1:] == line[:-1], strict=False):
        if joined:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    return beside


def chains(beside: dict[Vertex, set[Vertex]], ends: set[Vertex]) -> Iterator[list[Vertex]]:
    """Yield the chains of segments between vertices that are among ``ends`` or where not exactly two segments meet."""
    stops = {vertex for vertex, others in beside.items() if len(others) != 2 or vertex in ends}
    done: set[tuple[Vertex, Vertex]] = set()
    for start in sorted(stops):
        for second in sorted(beside[start]):
            if (start, second) not in done:
                chain = [start, second]
                while chain[-1] not in stops:
                    chain.extend(beside[chain[-1]] - {chain[-2]})
                done.add((chain[-1], chain[-2]))
                yield chain


def as_lines(chains: list[list[Vertex]]) -> np.ndarray:
    """Return chains of cells as lines."""
    points = np.array([vertex for chain in chains for vertex in chain], dtype="float64").reshape(-1, 2) * GRID
    return shapely.linestrings(points, indices=np.repeat(np.arange(len(chains)), [len(chain) for chain in chains]))
