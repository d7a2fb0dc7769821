"""Bringing a layer to units: one sparse units x features matrix, and every measure from it.

`UnitMatrix(units, layer)` finds once which features meet which units; `aggregate(matrix, measure, ...)` asks it anything.
"""

from .matrix import UnitMatrix, check_common_extent, representative
from .measures import UnitMeasure, aggregate, over_points

__all__ = ["UnitMeasure", "UnitMatrix", "aggregate", "check_common_extent", "over_points", "representative"]
