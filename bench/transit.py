"""Travel times by public transport on a timetable of De Lijn's size: a city's homes to its facilities, from minute to minute."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from opgavenkaart.bench.harness import Case, Goal

TITLE = "Public transport"
LINES, STOPS_A_LINE, TRIPS_A_LINE = 1_000, 35, 34
"""35,000 stops and 1.2 million calls a day, half of the trips of a line in each direction."""
CITY_SHARE = 0.15
"""Share of the lines that begin in the city."""
FLANDERS, CITY = (150_000.0, 80_000.0), (60_000.0, 80_000.0, 30_000.0, 50_000.0)
"""Metres: extent of the country, and from where to where the city lies."""
ORIGINS, FACILITIES = 9_000, 200
SPACING, RIDE, HOUR = 500.0, 75, 3_600
MOST_SECONDS, MOST_MEGABYTES = 120, 2_000
GOAL = Goal(
    f"at most {MOST_SECONDS} s and {MOST_MEGABYTES} MB",
    lambda ours, peer: ours.median <= MOST_SECONDS and ours.megabytes <= MOST_MEGABYTES,
)


@dataclass(frozen=True)
class Journeys:
    """What is asked: places, and over how many minutes of departures."""

    origins: np.ndarray
    destinations: np.ndarray
    minutes: int


def cases(quick: bool) -> list[Case]:
    """The whole question, and how it grows with origins, destinations and window."""
    whole = [(ORIGINS, FACILITIES, 120), (ORIGINS, FACILITIES, 60), (ORIGINS // 2, FACILITIES, 120), (ORIGINS, FACILITIES // 2, 120)]
    return [
        Case(
            f"{origins:,} origins, {facilities} destinations, {minutes} departures",
            partial(draw_journeys, origins, facilities, minutes),
            measure,
            repeat=1,
            goal=GOAL,
        )
        for origins, facilities, minutes in ([(900, 20, 30)] if quick else whole)
    ]


def draw_journeys(origins: int, facilities: int, minutes: int) -> Journeys:
    """Return homes and facilities spread over the city."""
    dice = np.random.default_rng(2)
    west, east, south, north = CITY
    homes, goals = (dice.uniform((west, south), (east, north), (count, 2)) for count in (origins, facilities))
    return Journeys(homes, goals, minutes)


def measure(asked: Journeys) -> str:
    """Measure, with straight walks of at most ten minutes, two transfers and an hour of travel."""
    from opgavenkaart.processing.analysis.network import StraightLine
    from opgavenkaart.processing.analysis.transit import TransitRule, TransitWays, sample_departures

    rate = 60 / 5_000
    rule = TransitRule(sample_departures(7, 7 + asked.minutes / 60, 1), 60.0, 10.0, 2)
    schedule, stops = draw_schedule(rule.span)
    travel = TransitWays(schedule, stops, StraightLine(rate), rate, rule).between(asked.origins, asked.destinations)
    pairs, medians = 0, []
    for found in travel.times():
        pairs += len(found.origin)
        medians.append(found.median[np.isfinite(found.median)])
    kept = len(travel.profiles.schedule.trip)
    return f"{len(schedule.trip):,} calls, {kept:,} near; {pairs:,} pairs, {np.median(np.concatenate(medians)):.1f} min"


def draw_schedule(span: tuple[int, int]):
    """Return a day of lines that wander through the country, more trips in the peaks, and where their stops are."""
    from opgavenkaart.processing.analysis.timetable import DAY
    from opgavenkaart.processing.analysis.transit import Schedule

    dice = np.random.default_rng(1)
    begins = dice.uniform((0, 0), FLANDERS, (LINES, 2))
    inside = np.arange(LINES) < LINES * CITY_SHARE
    begins[inside] = dice.uniform((CITY[0], CITY[2]), (CITY[1], CITY[3]), (int(inside.sum()), 2))
    heading = dice.uniform(0, 2 * np.pi, (LINES, 1)) + np.cumsum(dice.normal(0, 0.25, (LINES, STOPS_A_LINE)), axis=1)
    steps = SPACING * np.stack([np.cos(heading), np.sin(heading)], axis=2)
    stops = (begins[:, None, :] + np.cumsum(steps, axis=1)).reshape(-1, 2)
    peaks = np.concatenate([dice.normal(8, 1, (LINES, TRIPS_A_LINE // 3)), dice.normal(17, 1.5, (LINES, TRIPS_A_LINE // 3))], axis=1)
    rest = dice.uniform(5, 24, (LINES, TRIPS_A_LINE - peaks.shape[1]))
    starts = (np.concatenate([peaks, rest], axis=1) * HOUR).astype(int).ravel()
    line = np.repeat(np.arange(LINES), TRIPS_A_LINE)
    order = np.arange(STOPS_A_LINE)
    along = np.where((np.arange(len(line)) % 2 == 0)[:, None], order, order[::-1])
    stop = (line[:, None] * STOPS_A_LINE + along).ravel()
    time = (starts[:, None] + order * RIDE).ravel()
    trip = np.repeat(np.arange(len(line)), STOPS_A_LINE)
    kept = (time >= span[0]) & (time <= span[1])
    trip = np.unique(trip[kept], return_inverse=True)[1]
    anywhere, ids = np.ones(int(kept.sum()), dtype=bool), np.arange(len(stops)).astype(str).astype(object)
    none = pd.DataFrame({"from": np.empty(0, int), "to": np.empty(0, int), "kind": np.empty(0, int), "seconds": np.empty(0)})
    schedule = Schedule(
        day=np.datetime64("2026-12-01"),
        span=span,
        stop_ids=ids,
        stop_names=ids,
        longitude=np.zeros(len(stops)),
        latitude=np.zeros(len(stops)),
        trip=trip.astype("int32"),
        stop=stop[kept].astype("int32"),
        arrival=time[kept].astype("int32"),
        departure=time[kept].astype("int32"),
        boards=anywhere,
        alights=anywhere,
        of_trip=trip.astype("int32"),
        of_route=trip.astype("int32"),
        transfers=none,
        rules=none.assign(from_trip=-1, from_route=-1, to_trip=-1, to_route=-1, rank=0),
        defects=(),
        trips=(int((starts < DAY).sum()),),
    )
    return schedule, stops
