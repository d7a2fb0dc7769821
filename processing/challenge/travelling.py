"""Times under way as measures of a challenge: by public transport, on foot, by bicycle or by car, over a layer of roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..analysis.features import Features
from ..analysis.network import Ways
from ..analysis.transit import Schedule, TransitTravel
from ..model.challenge import Challenge, Measurement
from ..model.choices import CUTOFF, DRIVING, EVERY, MEANS_OVER_ROADS, MINUTES, REACH, TRANSFERS, TRANSIT, WALK_LIMIT, WALKING, WINDOW
from ..model.dates import read_window
from ..model.errors import OpgaveError
from ..model.progress import Progress
from ..model.text import Text
from ..qgis_io.columns import key_texts
from ..sources.loading import Loaded
from ..sources.travel.means import Means, ways_over
from ..sources.travel.timetables import TransitWish, check_stops, read_timetables, transit_ways

ONE_WAY, SPEED = "one_way", "speed_kmh"
"""Canonical fields of roads (`docs/records.md`); roads without them are open both ways, at the usual speed."""
AHEAD, AGAINST, BOTH = "1", "-1", "0"


@dataclass(frozen=True)
class Journey:
    """A timetable that is travelled by: its record, and what is asked of it."""

    timetable: str
    wish: TransitWish


def journey_of(measurement: Measurement) -> Journey | None:
    """Return by which timetable a measurement travels; None where it does not."""
    if not measurement.timetable:
        return None
    window = read_window(measurement.window or WINDOW)
    if window is None:
        raise OpgaveError("'{text}' is not two times of a day, the first before the second.", text=measurement.window)
    return Journey(
        measurement.timetable,
        TransitWish(measurement.day, window, EVERY, longest(measurement), WALK_LIMIT, TRANSFERS, walk_all=True),
    )


def journeys_of(challenge: Challenge) -> list[Journey]:
    """Return by which timetables the indicators of a challenge travel, each once."""
    every = (journey_of(one) for indicator in challenge.every_indicator for one in indicator.measurements())
    return list(dict.fromkeys(one for one in every if one))


def road_fields(challenge: Challenge) -> dict[str, tuple[str, ...]]:
    """Return which fields of roads matter where one rides over them, as far as they have them, by record id."""
    every = [one for indicator in challenge.every_indicator for one in indicator.measurements()]
    return {one.roads: (ONE_WAY, SPEED) for one in every if one.roads and MEANS_OVER_ROADS[one.means] != WALKING}


def longest(measurement: Measurement) -> float:
    """Return how many minutes a measurement looks at."""
    return CUTOFF if measurement.minutes is None else measurement.minutes


def read_journey(loaded: Loaded, journey: Journey, progress: Progress) -> Schedule:
    """Return the timetable of a layer on the day that is asked for, or that its record names, or else on a usual Tuesday.

    Raises
    ------
    OpgaveError
        The layer is no timetable in GTFS, or nothing runs on that day.
    """
    if not loaded.feeds:
        raise OpgaveError(
            "Layer '{record}' is no timetable that one can travel by: choose a layer whose source is of the kind gtfs.",
            record=loaded.record.title_and_id,
        )
    stated = next((day for feed in loaded.feeds if (day := feed.record.source.options.get("day"))), "")
    return read_timetables(loaded.feeds, replace(journey.wish, day=journey.wish.day or str(stated)), progress)


def ways_of(measurement: Measurement, roads: Features, schedule: Schedule | None, progress: Progress) -> Ways:
    """Return the ways over roads, or by a timetable and on foot over them."""
    means = means_over(roads, MEANS_OVER_ROADS[measurement.means])
    journey = journey_of(measurement)
    if measurement.means == TRANSIT and journey and schedule is not None:
        return transit_ways(schedule, journey.wish, roads, means, roads.crs, progress)[0]
    return ways_over(roads, means, progress)[0]


def means_over(roads: Features, mode: str) -> Means:
    """Return how one travels over roads: one-way streets and speeds as they have them."""
    directed = ONE_WAY in roads.table and np.isin(key_texts(roads.table[ONE_WAY]).astype(str), (AHEAD, AGAINST)).any()
    return Means(
        mode=mode,
        cost=MINUTES,
        reach=REACH,
        direction_field=ONE_WAY if directed and mode != WALKING else "",
        speed_field=SPEED if SPEED in roads.table and mode == DRIVING else "",
        forward=AHEAD,
        backward=AGAINST,
        both=BOTH,
    )


def minutes_to_first(
    measurement: Measurement,
    ways: Ways,
    origins: np.ndarray,
    destinations: np.ndarray,
    titles: Mapping[str, str | Text],
    progress: Progress,
) -> np.ndarray:
    """Return how many minutes each origin is under way to the destination that it reaches first.

    By public transport that is what half of the departures take at most. It is infinite where none is reached within the minutes that the
    measurement looks at, and NaN where an origin lies too far from any road.

    Parameters
    ----------
    origins, destinations : ndarray, shapes (n, 2) and (m, 2)
    titles : mapping of str to str or Text
        What the ``indicator`` and the layer of ``roads`` are called.

    Raises
    ------
    OpgaveError
        No origin, or no destination, or no stop lies near the roads.
    """
    if not len(destinations):
        return np.full(len(origins), np.inf)
    travel = ways.between(origins, destinations, progress)
    for there, what in ((travel.origin_there, "origins"), (travel.destination_there, "destinations")):
        tell_lost(there, what, titles, progress)
    if isinstance(travel, TransitTravel):
        journey = journey_of(measurement)
        if journey:
            check_stops(travel, journey.wish, REACH, progress)
        found = travel.to_first(progress)
        minutes = np.full(len(origins), np.inf)
        minutes[found.origin] = found.median
    else:
        minutes = travel.nearest(longest(measurement), progress)[1]
    return np.where(travel.origin_there, minutes, np.nan)


LOST_TEXTS = {
    "origins": "Indicator '{indicator}': 1 place from where people leave lies farther than {reach:g} m from any road of '{roads}' and takes"
    " no part. | Indicator '{indicator}': {count} of {total} places from where people leave lie farther than {reach:g} m from any road of"
    " '{roads}' and take no part.",
    "destinations": "Indicator '{indicator}': 1 facility lies farther than {reach:g} m from any road of '{roads}' and is not reached. |"
    " Indicator '{indicator}': {count} of {total} facilities lie farther than {reach:g} m from any road of '{roads}' and are not reached.",
}


def tell_lost(there: np.ndarray, what: str, titles: Mapping[str, str | Text], progress: Progress) -> None:
    """Say how many places lie too far from any road; refuse when all do."""
    lost = int((~there).sum())
    facts = {**titles, "reach": REACH}
    if lost == len(there):
        raise OpgaveError(
            "Indicator '{indicator}': nothing lies within {reach:g} m of the roads of '{roads}': check the coordinate systems of the"
            " layers, and whether the roads cover this area.",
            **facts,
        )
    if lost:
        progress.warn(LOST_TEXTS[what], count=lost, total=len(there), **facts)
