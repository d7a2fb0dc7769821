"""Stops of a timetable as points: means of transport, and departures an hour on one day."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
import shapely

from ....analysis.features import Features
from ....analysis.service_days import NoService
from ....analysis.timetable import Departures, count_departures
from ....model.dates import is_day
from ....model.errors import OpgaveError
from ....model.record import LayerRecord
from ....qgis_io.crs import frame_for, read_crs
from ....qgis_io.reading import ReadCounts, bring_to_frame
from ...reading.canonical import canonical_table, columns_for
from ...reading.hashes import source_hash
from ...reading.request import LoadedFeatures, LoadRequest, TimetableFile
from .feed import open_feed
from .kept import feed_file, keep_result, read_result, result_path

CRS = "EPSG:4326"
"""GTFS has degrees in WGS 84."""
PLACES = ("longitude", "latitude")
DAYTIME = (7, 19)
LATEST_HOUR = 24
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class CountSettings:
    """How departures are counted: the options of a record's source.

    Attributes
    ----------
    day : str
        ISO 8601; empty for the median Tuesday.
    hours : tuple of two numbers
        From when until when.
    interpolate : bool
        Whether departures without a time are placed between those of the stops before and after.
    language : str
        Of the stops' names, where the feed translates them; empty for its own.
    """

    day: str = ""
    hours: tuple[float, float] = DAYTIME
    interpolate: bool = False
    language: str = ""


def settings_of(record: LayerRecord) -> CountSettings:
    """Return how a record has departures counted.

    Raises
    ------
    OpgaveError
        An option says what cannot be.
    """
    options = record.source.options
    day, hours, language = str(options.get("day") or ""), options.get("hours", DAYTIME), str(options.get("language") or "")
    if day and not is_day(day):
        raise OpgaveError(
            "Layer '{record}': 'day' in the options of its source is '{day}', which is not a date: write the date as 2026-03-10.",
            record=record.title_and_id,
            day=day,
        )
    if not are_hours(hours):
        raise OpgaveError(
            "Layer '{record}': 'hours' in the options of its source must be two hours of the day, the first before the second, such as"
            " [7, 19].",
            record=record.title_and_id,
        )
    if language and not LANGUAGE.fullmatch(language):
        raise OpgaveError(
            "Layer '{record}': 'language' in the options of its source must be the code of a language, such as nl.",
            record=record.title_and_id,
        )
    return CountSettings(day, (hours[0], hours[1]), bool(options.get("interpolate")), language)


def are_hours(hours: object) -> bool:
    """Whether a value is a pair of hours of the day, in order."""
    if not isinstance(hours, (list, tuple)) or [type(one) in (int, float) for one in hours] != [True, True]:
        return False
    return 0 <= hours[0] < hours[1] <= LATEST_HOUR


def load_gtfs(ask: LoadRequest) -> LoadedFeatures:
    """Load the stops of a timetable, a zip in GTFS on disk or at an address: ``stop_id``, ``name``, ``mode``, ``departures_per_hour``.

    Raises
    ------
    OpgaveError
        Naming the record, and what the feed lacks.
    """
    record, settings = ask.record, settings_of(ask.record)
    with feed_file(ask) as (path, date, origin):
        digest = source_hash(path)
        kept = result_path(digest, *astuple(settings))
        departures = read_result(kept)
        if departures is None:
            ask.progress.step("Counting the departures of {layer}", layer=record.title)
            departures = count_in(ask, path, settings)
            keep_result(kept, departures)
    report(departures, settings, ask)
    feeds = (TimetableFile(record, path),)
    stops = departures.stops
    columns = columns_for(record, ask.fields, [name for name in stops if name not in PLACES], ask.progress)
    geometry = np.full(len(stops), None, dtype=object) if ask.is_table else shapely.points(stops[list(PLACES)].to_numpy("float64"))
    features = Features(
        record.id, geometry, canonical_table(record, stops, columns), "" if ask.is_table else CRS, np.arange(1, len(stops) + 1)
    )
    if ask.is_table:
        return LoadedFeatures(features, ReadCounts(total=len(stops), given=len(stops)), date, origin, digest, columns=columns, feeds=feeds)
    frame = frame_for(record.id, read_crs(CRS), ask.target_crs, ask.extent, ask.transform_context)
    return LoadedFeatures(*bring_to_frame(features, frame, progress=ask.progress), date, origin, digest, columns=columns, feeds=feeds)


def count_in(ask: LoadRequest, path: Path, settings: CountSettings) -> Departures:
    """Return the departures in a feed.

    Raises
    ------
    OpgaveError
        The feed lacks something, or nothing runs on that day.
    """
    with open_feed(ask.record, path, ask.progress) as feed:
        timetable = feed.timetable()
        if settings.language:
            timetable = replace(timetable, stops=timetable.stops.assign(stop_name=feed.names_in(settings.language, timetable.stops)))
        day = np.datetime64(settings.day) if settings.day else None
        try:
            return count_departures(timetable, day, settings.hours, settings.interpolate, ask.progress)
        except NoService as error:
            raise nothing_runs(ask.record, settings, error) from error


def nothing_runs(record: LayerRecord, settings: CountSettings, error: NoService) -> OpgaveError:
    """Return the sentence for a day, or a feed, without trips."""
    if error.span is None:
        return OpgaveError(
            "Layer '{record}': the timetable names no day on which its trips run. Ask the publisher for the complete timetable.",
            record=record.title,
        )
    first, last = (str(day) for day in error.span)
    if not settings.day:
        return OpgaveError(
            "Layer '{record}': no trip of the timetable runs on any Tuesday from {first} to {last}. Give 'day' in the options of"
            " its source: a day on which trips run.",
            record=record.title_and_id,
            first=first,
            last=last,
        )
    return OpgaveError(
        "Layer '{record}': no trip of the timetable runs on {day}; the timetable covers {first} to {last}. Give another 'day' in"
        " the options of its source, or none: then a Tuesday with the usual number of trips is taken.",
        record=record.title_and_id,
        day=settings.day,
        first=first,
        last=last,
    )


def report(departures: Departures, settings: CountSettings, ask: LoadRequest) -> None:
    """Tell which day was counted, and what of the feed could not be used or had to be guessed."""
    values = {
        "record": ask.record.title,
        "day": str(departures.day),
        "trips": departures.trips,
        "first": settings.hours[0],
        "last": settings.hours[1],
        "stops": len(departures.stops),
        "served": int((departures.stops["departures_per_hour"] > 0).sum()),
    }
    if settings.day:
        ask.progress.note(
            "Layer '{record}': departures on {day} from {first} to {last} h, {trips} trips that day. {served} of {stops} stops have"
            " departures in those hours.",
            **values,
        )
    else:
        ask.progress.note(
            "Layer '{record}': departures on Tuesday {day} from {first} to {last} h, {trips} trips that day, the median of all Tuesdays in"
            " the timetable. {served} of {stops} stops have departures in those hours.",
            **values,
        )
    for defect in fields(departures.defects):
        count = getattr(departures.defects, defect.name)
        if count:
            ask.progress.warn(DEFECT_TEXTS[defect.name], record=ask.record.title, count=count)


DEFECT_TEXTS = {
    "unplaced_stops": "Layer '{record}': 1 stop of the timetable has no coordinates and is left out. | Layer '{record}': {count} stops"
    " of the timetable have no coordinates and are left out.",
    "repeated_stops": "Layer '{record}': 1 stop has the id of another one and is left out. | Layer '{record}': {count} stops have the id of"
    " another one and are left out.",
    "lost_parents": "Layer '{record}': 1 stop names a parent station that is not in the timetable or has no coordinates; it counts by"
    " itself. | Layer '{record}': {count} stops name a parent station that is not in the timetable or has no coordinates; they count by"
    " themselves.",
    "repeated_trips": "Layer '{record}': 1 trip has the id of another one and is left out. | Layer '{record}': {count} trips have the"
    " id of another one and are left out.",
    "lost_services": "Layer '{record}': of 1 trip the timetable does not say on which days it runs; it is not counted. | Layer"
    " '{record}': of {count} trips the timetable does not say on which days they run; they are not counted.",
    "lost_routes": "Layer '{record}': 1 trip belongs to no route of the timetable, so its means of transport is not known. | Layer"
    " '{record}': {count} trips belong to no route of the timetable, so their means of transport is not known.",
    "lost_trips": "Layer '{record}': 1 line of stop_times.txt is about a trip that is not in the timetable; it is not counted. | Layer"
    " '{record}': {count} lines of stop_times.txt are about trips that are not in the timetable; they are not counted.",
    "lost_stops": "Layer '{record}': 1 departure is at a stop that is not in the timetable; it is not counted. | Layer '{record}':"
    " {count} departures are at stops that are not in the timetable; they are not counted.",
    "loose_times": "Layer '{record}': 1 time is not written as HH:MM:SS (such as 7:5:00); it was understood. | Layer '{record}':"
    " {count} times are not written as HH:MM:SS (such as 7:5:00); they were understood.",
    "wrong_times": "Layer '{record}': 1 departure has no time that can be read; it is not counted. | Layer '{record}': {count}"
    " departures have no time that can be read; they are not counted.",
    "blank_times": "Layer '{record}': 1 departure has no time and is not counted. Set 'interpolate' in the options of its source to true"
    " to place it between the stops before and after. | Layer '{record}': {count} departures have no time and are not counted. Set"
    " 'interpolate' in the options of its source to true to place them between the stops before and after.",
    "placed_times": "Layer '{record}': 1 departure has no time and was placed between the stops before and after. | Layer '{record}':"
    " {count} departures have no time and were placed between the stops before and after.",
    "wrong_frequencies": "Layer '{record}': 1 line of frequencies.txt has no interval that can be read, or is about a trip that is not"
    " in the timetable; it is not counted. | Layer '{record}': {count} lines of frequencies.txt have no interval that can be read, or"
    " are about trips that are not in the timetable; they are not counted.",
    "backward_times": "Layer '{record}': 1 stop of a trip lies before the one that it follows in time; it is left out. | Layer '{record}':"
    " {count} stops of trips lie before the one that they follow in time; they are left out.",
}
"""What is said of each of the `Defects`."""
