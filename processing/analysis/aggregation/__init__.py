"""Bringing a layer to units: one sparse units x features matrix, and every measure from it.

`UnitMatrix(units, layer)` finds once which features meet which units; `aggregate(matrix, measure, ...)` asks it anything.
"""

from .matrix import UnitMatrix, check_common_extent
from .measures import UnitMeasure, aggregate

__all__ = ["UnitMeasure", "UnitMatrix", "aggregate", "check_common_extent"]
