"""Who reaches which facilities, and whether there is room: measures of access, places given out, catchments."""

from .allocation import PlacesGiven, allocate
from .catchments import SpotGrid, catchments, grid_around
from .decay import Decay
from .measures import Access, GroupedDemand, Supply, measure_access
from .spreading import Spread, spread_over_points

__all__ = [
    "Access",
    "PlacesGiven",
    "Decay",
    "GroupedDemand",
    "SpotGrid",
    "Spread",
    "Supply",
    "allocate",
    "catchments",
    "grid_around",
    "measure_access",
    "spread_over_points",
]
