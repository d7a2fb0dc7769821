"""Travel by public transport: a day of a timetable, and how long one is under way whenever one leaves.

`read_schedule` makes a `Schedule` of feeds; `TransitWays` over it answers as the ways of `analysis.network` do, and gives `TravelTimes`.
"""

from .schedule import ClosedFeed, Schedule, read_schedule
from .travel import TransitRule, TransitTravel, TransitWays, TravelTimes, sample_departures

__all__ = [
    "ClosedFeed",
    "Schedule",
    "TransitRule",
    "TransitTravel",
    "TransitWays",
    "TravelTimes",
    "read_schedule",
    "sample_departures",
]
