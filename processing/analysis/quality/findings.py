"""What a check found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WHOLE_LAYER = np.array([-1])
"""Stands for the rows of a defect of the layer as a whole."""


@dataclass(frozen=True, eq=False)
class Finding:
    """One kind of defect, in one field or in the geometry.

    Attributes
    ----------
    code : str
        A key of `model.defects.DEFECTS`.
    rows : ndarray of int
        Which features have it; `WHOLE_LAYER` for the layer.
    field : str
        Empty where it is about the geometry or the whole feature.
    values : sequence of str
        For each of the rows what is wrong there: the value, or what it meets.
    points : ndarray of float, shape (rows, 2), optional
        Where it lies, if not at the feature.
    of : int
        Of how many things these are a part; 0: of the features of the layer.
    """

    code: str
    rows: np.ndarray
    field: str = ""
    values: Sequence[str] = ()
    points: np.ndarray | None = None
    of: int = 0
