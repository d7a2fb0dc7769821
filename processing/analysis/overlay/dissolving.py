"""Faces that fit together made one: the borders between them cancel out, and what is left is walked around anew."""

from __future__ import annotations

import numpy as np
import shapely

from .faces import walk_faces
from .forest import Rows
from .linework import segments
from .noded_tile import NodedTile
from .noding import NO_CUTS, distinct_lines
from .tiling import SIDE, Tile, lattice_over


def dissolve_faces(geometry: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Unite faces of a partition by group.

    Parameters
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
        Faces that share whole edges, as a partition gives them.
    group : ndarray of int, shape (n,)
        Numbers from 0 on, ascending; the faces of a group hang together by their borders.

    Returns
    -------
    ndarray of shapely polygons
        One for each group.
    """
    found = segments(shapely.multipolygons(geometry, indices=group))
    nothing = np.empty(0, dtype="intp")
    everywhere = Tile(lattice_over(0j, 0j), 0, 0, SIDE)
    lines = distinct_lines(found)[0]
    noded = NodedTile(everywhere, lines, np.full(len(lines), -1), nothing, nothing, nothing.astype(bool), NO_CUTS)
    faces = walk_faces(noded)[0]
    covered = faces.covered(Rows(nothing, nothing, nothing))
    result = np.empty(int(group[-1]) + 1, dtype=object)
    result[covered.feature] = faces.faces.geometry()[covered.node]
    return result
