"""Public transport as ways to get about: timetables that were given as files, a day and a window of departure, and walking in between."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from ...analysis.features import Features
from ...analysis.network import GraphReport, Ways
from ...analysis.network.graph import have_coordinates
from ...analysis.service_days import NoService
from ...analysis.transit import ClosedFeed, Schedule, TransitRule, TransitTravel, TransitWays, read_schedule, sample_departures
from ...model.choices import MINUTES, PERCENTILE, WALKING
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...qgis_io.crs import preferred_transforms, read_crs, transform_points, transformation
from ..kinds.gtfs.feed import open_feed, record_of_file
from ..kinds.gtfs.load import CRS, DEFECT_TEXTS
from ..reading.request import TimetableFile
from .means import Means, ways_over

HUNDRED = 100.0
TRAVEL_DEFECT_TEXTS = DEFECT_TEXTS | {
    "blank_times": "Layer '{record}': 1 stop of a trip has no time, and none of the stops before or after has one; it is left out. | Layer"
    " '{record}': {count} stops of trips have no time, and none of the stops before or after has one; they are left out.",
}
"""What is said of what cannot be used of a feed where one travels: times that are absent are placed between the others."""


@dataclass(frozen=True)
class TransitWish:
    """What is asked of public transport.

    Attributes
    ----------
    day : str
        ISO 8601; empty for the median Tuesday of all timetables together.
    window : tuple of float
        Hours from when until before when people leave.
    every : float
        Minutes between two departures that are looked at.
    cutoff, walk_limit : float
        Minutes that a journey, and each walk in it, take at most.
    transfers : int
    paths : tuple of str
        Zips with timetables in GTFS.
    walk_all : bool
        As of `TransitRule`.
    percentile : float
        Per cent of the departures that take at most the time that counts.
    """

    day: str
    window: tuple[float, float]
    every: float
    cutoff: float
    walk_limit: float
    transfers: int
    paths: tuple[str, ...] = ()
    walk_all: bool = False
    percentile: float = PERCENTILE

    @property
    def rule(self) -> TransitRule:
        """How people travel."""
        departures = sample_departures(*self.window, self.every)
        return TransitRule(departures, self.cutoff, self.walk_limit, self.transfers, self.walk_all, self.percentile / HUNDRED)


def read_feeds(wish: TransitWish, progress: Progress) -> Schedule:
    """Return the timetable of the day in zips with timetables in GTFS, as `read_timetables`.

    Raises
    ------
    OpgaveError
        A file is not there or is no timetable, or nothing runs on the day.
    """
    if not wish.paths:
        raise OpgaveError("Public transport runs by a timetable: give GTFS a zip file in that form, or several.")
    return read_timetables([TimetableFile(record_of_file(path), Path(path)) for path in wish.paths], wish, progress)


def read_timetables(files: Sequence[TimetableFile], wish: TransitWish, progress: Progress) -> Schedule:
    """Return the timetable of the day, and say which day it is and what of the feeds could not be used.

    Raises
    ------
    OpgaveError
        A file is no timetable, or nothing runs on the day.
    """
    records = [one.record for one in files]
    with ExitStack() as opened:
        feeds = [opened.enter_context(open_feed(one.record, one.path, progress, for_travel=True)) for one in files]
        day = np.datetime64(wish.day) if wish.day else None
        try:
            schedule = read_schedule([feed.timetable() for feed in feeds], day, wish.rule.span, progress)
        except NoService as error:
            raise nothing_runs(records, wish.day, error) from error
    if wish.day:
        progress.note("Timetable of {day}: {trips} trips that day.", day=str(schedule.day), trips=sum(schedule.trips))
    else:
        progress.note(
            "Timetable of Tuesday {day}: {trips} trips that day, the median of all Tuesdays.",
            day=str(schedule.day),
            trips=sum(schedule.trips),
        )
    for record, defects in zip(records, schedule.defects, strict=True):
        for defect in fields(defects):
            if count := getattr(defects, defect.name):
                progress.warn(TRAVEL_DEFECT_TEXTS[defect.name], record=record.title, count=count)
    if schedule.passed_over:
        progress.warn(
            "1 line of transfers.txt is about stops, routes or trips that are none, or cannot be so, and is not used. | {count} lines of"
            " transfers.txt are about stops, routes or trips that are none, or cannot be so, and are not used.",
            count=schedule.passed_over,
        )
    return schedule


def nothing_runs(records: Sequence[LayerRecord], day: str, error: NoService) -> OpgaveError:
    """Return the sentence for a day without trips."""
    if not day:
        return OpgaveError("There is no Tuesday on which trips of each timetable run: give a day on which they do.")
    record = records[error.feed if isinstance(error, ClosedFeed) else 0]
    first, last = error.span or ("-", "-")
    return OpgaveError(
        "No trip of timetable '{record}' runs on {day}; it covers {first} to {last}. Give another day, or none: then a Tuesday with"
        " the usual number of trips is taken.",
        record=record.title,
        day=day,
        first=str(first),
        last=str(last),
    )


def transit_ways(
    schedule: Schedule,
    wish: TransitWish,
    roads: Features | None,
    means: Means,
    crs: str,
    progress: Progress,
) -> tuple[TransitWays, GraphReport | None]:
    """Return the ways by public transport and on foot, for places in a coordinate system in metres, and what was made of the roads."""
    walking = replace(means, mode=WALKING, cost=MINUTES)
    ways, report = ways_over(roads, walking, progress)
    degrees = np.column_stack([schedule.longitude, schedule.latitude])
    known = have_coordinates(degrees)
    places = np.full_like(degrees, np.nan)
    transform = transformation(read_crs(CRS), read_crs(crs), preferred_transforms(), progress)
    places[known] = transform_points(degrees[known], transform, progress)
    return TransitWays(schedule, places, ways, walking.rate(), wish.rule), report


def ways_by(
    means: Means, wish: TransitWish | None, roads: Features | None, crs: str, progress: Progress
) -> tuple[Ways, GraphReport | None]:
    """Return the ways by public transport where that is wished, else over roads or straight, and what was made of the roads."""
    if wish is None:
        return ways_over(roads, means, progress)
    return transit_ways(read_feeds(wish, progress), wish, roads, means, crs, progress)


def check_stops(travel: TransitTravel, wish: TransitWish, reach: float, progress: Progress) -> None:
    """Say how many stops lie too far from any road, and where no trip comes near.

    Raises
    ------
    OpgaveError
        All stops near the destinations lie too far from any road.
    """
    total, lost = len(travel.stop_there), int((~travel.stop_there).sum())
    if not total:
        progress.warn(
            "No trip of the timetable brings anyone to a destination within {cutoff:g} minutes in those hours: all go on foot. Check the"
            " day, the hours and the area of the timetable.",
            cutoff=wish.cutoff,
        )
    elif lost == total:
        raise OpgaveError(
            "No stop of the timetable lies within {reach:g} m of the network: check the coordinate systems, and whether the network covers"
            " the area of the timetable.",
            reach=reach,
        )
    elif lost:
        progress.warn(
            "1 of {total} stops lies farther than {reach:g} m from the network; nobody gets on or off there. | {count} of {total} stops lie"
            " farther than {reach:g} m from the network; nobody gets on or off there.",
            count=lost,
            total=total,
            reach=reach,
        )
