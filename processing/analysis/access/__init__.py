"""Who reaches which facilities, and whether there is room: measures of access, places given out, catchments."""

from .allocation import Allocation, allocate
from .catchments import Grid, catchments, grid_around
from .decay import Decay
from .measures import Access, Demand, Supply, measure_access
from .spreading import Spread, spread_over_points

__all__ = [
    "Access",
    "Allocation",
    "Decay",
    "Demand",
    "Grid",
    "Spread",
    "Supply",
    "allocate",
    "catchments",
    "grid_around",
    "measure_access",
    "spread_over_points",
]
