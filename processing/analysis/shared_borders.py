"""Polygons on a grid, with fewer vertices: a border that two of them share stays shared.

Every vertex is taken to the grid in the same way wherever it occurs. What is left out is chosen for each stretch of border between two
junctions, once for both neighbours, by Douglas and Peucker's rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

FAR = np.int64(1) << 31
LEAST_RING = 4
"""A ring of fewer vertices, the closing one included, is no ring."""


@dataclass(frozen=True)
class CoordinateGrid:
    """Where whole numbers lie: ``origin + number * step``, for x and y."""

    origin: tuple[float, float]
    step: tuple[float, float]

    def taken(self, coordinates: np.ndarray) -> np.ndarray:
        """Return coordinates, shape (n, 2), as whole numbers on the grid."""
        return np.rint((coordinates - self.origin) / self.step).astype(np.int64)


def on_grid(geometry: np.ndarray, grid: CoordinateGrid, tolerance: float = 0.0) -> list[list[list[np.ndarray]]]:
    """Return each polygon or multipolygon as parts of rings (the outer one first) of grid numbers, shape (m, 2).

    Parameters
    ----------
    geometry : ndarray of shapely geometries, shape (n,)
        What is no polygon has no parts.
    tolerance : float
        How far, in steps of the grid, a border may move when vertices are left out.
    """
    parts, owner = shapely.get_parts(geometry, return_index=True)
    polygonal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owner = parts[polygonal], owner[polygonal]
    rings, part = shapely.get_rings(parts, return_index=True)
    shapes: list[list[list[np.ndarray]]] = [[] for _ in range(len(geometry))]
    placed: dict[int, list[np.ndarray]] = {}
    for number, ring in zip(part.tolist(), thin_rings(rings, grid, tolerance), strict=True):
        if number not in placed:
            placed[number] = []
            shapes[owner[number]].append(placed[number])
        if len(ring) >= LEAST_RING or not placed[number]:
            placed[number].append(ring)
    return shapes


def thin_rings(rings: np.ndarray, grid: CoordinateGrid, tolerance: float) -> list[np.ndarray]:
    """Return each ring's vertices on the grid without repeats, and without those that the tolerance allows to leave out."""
    if not len(rings):
        return []
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    vertices = grid.taken(coordinates)
    fresh = np.ones(len(ring), dtype=bool)
    fresh[1:] = (np.diff(ring) != 0) | (np.diff(vertices, axis=0) != 0).any(axis=1)
    vertices, ring = vertices[fresh], ring[fresh]
    code = vertices[:, 0] * FAR + vertices[:, 1]
    kept = np.isin(code, corners(code, ring, tolerance)) if tolerance > 0 else np.ones(len(code), dtype=bool)
    sizes = np.bincount(ring[kept], minlength=len(rings))
    kept |= (sizes < LEAST_RING)[ring]  # a ring that would vanish stays as it is
    ends = np.cumsum(np.bincount(ring[kept], minlength=len(rings)))
    return [close_ring(one) for one in np.split(vertices[kept], ends[:-1])]


def close_ring(ring: np.ndarray) -> np.ndarray:
    """Return a ring that ends where it begins: its own first vertex may have been left out."""
    return ring if len(ring) == 0 or (ring[0] == ring[-1]).all() else np.concatenate([ring, ring[:1]])


def corners(code: np.ndarray, ring: np.ndarray, tolerance: float) -> np.ndarray:
    """Return the codes of the vertices that stay: junctions, and what each stretch between two of them needs."""
    within = np.diff(ring) == 0
    pairs = np.sort(np.stack([code[:-1][within], code[1:][within]], axis=1), axis=1)
    pairs = pairs[np.lexsort(pairs.T[::-1])]  # and not `unique` with an axis: it sorts under Python's lock, so that a window waits
    pairs = pairs[np.r_[True, (np.diff(pairs, axis=0) != 0).any(axis=1)][: len(pairs)]]
    ends = np.stack(np.divmod(pairs + FAR // 2, FAR), axis=2).astype(float)
    ends[..., 1] -= FAR // 2
    stretches = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(ends))))
    left = shapely.get_coordinates(shapely.simplify(stretches, tolerance, preserve_topology=False)).astype(np.int64)
    return np.unique(left[:, 0] * FAR + left[:, 1])
