"""GTFS feeds in the form of De Lijn's and NMBS's: a bus net that is made up, and trains between the stations of iRail."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from ..servers_replay import Answer
from .layers import stops
from .server import Ask, given
from .tables import ZIP, stations
from .world import World, dice, to_crs

FIRST, LAST = "20261102", "20261220"
LINE = 14
"""Stops of a bus line."""
HOUR = 3600


def bus_feed(world: World) -> dict[str, pd.DataFrame]:
    """Return the files of a feed of De Lijn: no parents, a space before the dates of feed_info, hours past 24, a holiday."""
    places = list(world.places.values())
    all_stops = pd.concat([stops(world, place) for place in places], ignore_index=True)
    turned = to_crs(shapely.points(all_stops[["x", "y"]].to_numpy()).astype(object), 31370, 4326)
    table = pd.DataFrame(
        {"stop_id": all_stops["stop_id"], "stop_code": all_stops["stop_id"], "stop_name": all_stops["name"], "stop_desc": ""}
    )
    table["stop_lat"], table["stop_lon"] = np.round(shapely.get_y(turned), 6), np.round(shapely.get_x(turned), 6)
    table["location_type"], table["parent_station"] = 0, ""
    chance, lines, start = dice("buses"), [], 0
    for place in places:
        count = len(stops(world, place))
        lines += [(start + first, min(LINE, count - first), count > 300 and first == 0) for first in range(0, count, LINE)]
        start += count
    hourly = chance.choice([1, 2, 4], len(lines), p=[0.4, 0.4, 0.2])
    routes = pd.DataFrame({"route_id": np.arange(len(lines)), "agency_id": 1, "route_short_name": np.arange(len(lines)) % 900 + 1})
    routes["route_long_name"], routes["route_type"] = "Lijn", [0 if is_tram else 3 for _, _, is_tram in lines]
    parts = []
    for number, (first, count, _) in enumerate(lines):
        departures = np.arange(5 * HOUR, 25 * HOUR, HOUR // hourly[number]) + int(chance.integers(0, 15)) * 60
        order = np.arange(first, first + count)
        for way, stop_rows in enumerate((order, order[::-1])):
            trips = np.repeat(np.arange(len(departures)), count)
            moments = np.repeat(departures, count) + np.tile(np.arange(count) * 120, len(departures))
            part = pd.DataFrame(
                {"route": number, "way": way, "trip": trips, "moment": moments, "sequence": np.tile(np.arange(count) + 1, len(departures))}
            )
            parts.append(part.assign(stop_id=table["stop_id"].to_numpy()[np.tile(stop_rows, len(departures))]))
    times = pd.concat(parts, ignore_index=True)
    times["trip_id"] = times.groupby(["route", "way", "trip"], sort=False).ngroup()
    trips = times.drop_duplicates("trip_id")[["route", "trip_id", "way"]]
    trips = pd.DataFrame({"route_id": trips["route"], "service_id": 1, "trip_id": trips["trip_id"], "direction_id": trips["way"]})
    return {
        "agency": pd.DataFrame(
            [{"agency_id": 1, "agency_name": "De Lijn", "agency_url": "https://www.delijn.be", "agency_timezone": "Europe/Brussels"}]
        ),
        "stops": table,
        "routes": routes,
        "trips": trips,
        "stop_times": stop_times(times),
        "calendar": week(1, FIRST, LAST, weekdays=1),
        "calendar_dates": pd.DataFrame([{"service_id": 1, "date": "20261111", "exception_type": 2}]),
        "feed_info": pd.DataFrame(
            [{"feed_publisher_name": "De Lijn", "feed_lang": "nl", "feed_start_date": f" {FIRST}", "feed_end_date": f" {LAST}"}]
        ),
    }


def train_feed(world: World) -> dict[str, pd.DataFrame]:
    """Return the files of a feed of NMBS: no weekday flag is set, each day stands in calendar_dates; platforms, and stations passed by."""
    found = stations(world)
    found = found[found["country-code"].eq("be")].reset_index(drop=True)
    ids = found["URI"].str.rpartition("/")[2]
    parents = pd.DataFrame(
        {"stop_id": "S" + ids, "stop_name": found["name"], "stop_lat": found["latitude"], "stop_lon": found["longitude"]}
    )
    platforms = [parents.assign(stop_id=ids + f"_{number}", location_type=0, parent_station="S" + ids) for number in (1, 2)]
    table = pd.concat([parents.assign(location_type=1, parent_station=""), *platforms], ignore_index=True)
    order = np.argsort(found["longitude"].astype(float).to_numpy(), kind="stable")
    parts, number = [], 0
    for first in range(0, len(order), 12):
        chain = order[first : first + 12]
        for departure in range(5 * HOUR, 23 * HOUR, HOUR // 2):
            for way in (0, 1):
                some = chain[:: -1 if way else 1]
                passes = (np.arange(len(some)) % 4 == 2) & (departure % HOUR > 0)
                part = pd.DataFrame(
                    {
                        "route": first,
                        "trip_id": number,
                        "moment": departure + np.arange(len(some)) * 300,
                        "sequence": np.arange(len(some)) + 1,
                    }
                )
                parts.append(
                    part.assign(
                        stop_id=ids.to_numpy()[some] + f"_{way + 1}", pickup_type=passes.astype(int), drop_off_type=passes.astype(int)
                    )
                )
                number += 1
    times = pd.concat(parts, ignore_index=True)
    trips = times.drop_duplicates("trip_id")
    trips = pd.DataFrame({"route_id": trips["route"], "service_id": 1, "trip_id": trips["trip_id"]})
    days = pd.bdate_range(FIRST, LAST).strftime("%Y%m%d")
    return {
        "agency": pd.DataFrame(
            [
                {
                    "agency_id": 1,
                    "agency_name": "NMBS/SNCB",
                    "agency_url": "https://www.belgiantrain.be",
                    "agency_timezone": "Europe/Brussels",
                }
            ]
        ),
        "stops": table,
        "routes": pd.DataFrame({"route_id": trips["route_id"].unique(), "agency_id": 1, "route_short_name": "IC", "route_type": 2}),
        "trips": trips,
        "stop_times": stop_times(times),
        "calendar": week(1, FIRST, LAST, weekdays=0),
        "calendar_dates": pd.DataFrame({"service_id": 1, "date": days, "exception_type": 1}),
    }


def week(service: int, first: str, last: str, weekdays: int) -> pd.DataFrame:
    """Return a calendar of one service."""
    days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), weekdays) | {"saturday": 0, "sunday": 0}
    return pd.DataFrame([{"service_id": service, **days, "start_date": first, "end_date": last}])


def stop_times(times: pd.DataFrame) -> pd.DataFrame:
    moments = times["moment"].to_numpy()
    words = {one: f"{one // HOUR:02}:{one // 60 % 60:02}:00" for one in np.unique(moments)}
    written = pd.Series(moments).map(words).to_numpy()
    columns = {"trip_id": times["trip_id"], "arrival_time": written, "departure_time": written, "stop_id": times["stop_id"]}
    kinds = {name: times.get(name, 0) for name in ("pickup_type", "drop_off_type")}
    return pd.DataFrame({**columns, "stop_sequence": times["sequence"], **kinds})


def feed(name: str, make: Callable[[World], dict[str, pd.DataFrame]]) -> Callable[[Ask], Answer]:
    """Return what answers with a feed as a zip."""

    def pack(ask: Ask) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for part, frame in make(ask.world).items():
                text = ask.fault.spoil(frame).to_csv(None, index=False, lineterminator="\r\n")
                archive.writestr(zipfile.ZipInfo(f"{part}.txt", (2026, 11, 2, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 1)
        return file.getvalue()

    return lambda ask: given(ask.file_once(f"{name}.zip", lambda: pack(ask)), ZIP, False)
