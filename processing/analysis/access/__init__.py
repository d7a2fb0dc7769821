"""Who reaches which facilities, and whether there is room: measures of access, places given out, catchments."""

from .allocation import PlacesGiven, allocate
from .catchments import SpotGrid, catchments, grid_around
from .decay import Decay
from .least_shortage import LeastShortage, least_shortage
from .measures import Access, GroupedDemand, Supply, measure_access
from .spreading import Spread, spread_over_points

__all__ = [
    "Access",
    "PlacesGiven",
    "Decay",
    "GroupedDemand",
    "LeastShortage",
    "SpotGrid",
    "Spread",
    "Supply",
    "allocate",
    "catchments",
    "grid_around",
    "least_shortage",
    "measure_access",
    "spread_over_points",
]
