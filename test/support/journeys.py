"""Small random timetables, and every journey in them tried: what a query has to equal, written apart from it."""

import csv
import datetime
import io
import math
import random
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

DAY = 24 * 3600
CHECKED_DAYS = (-1, 0, 1, 2)
"""Days back whose services may matter: the next day, the day itself and two before."""


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@dataclass
class Town:
    """A timetable, where its stops are (metres), and places to travel between."""

    files: dict[str, str]
    stops: dict[str, tuple[float, float]]
    places: list[tuple[float, float]] = field(default_factory=list)


def draw_town(seed: int) -> Town:
    """Return a town of a few stops: trips that overtake and repeat, run past midnight, and stops where one may not get on or off."""
    dice = random.Random(seed)
    stops = {f"s{n}": (dice.randrange(0, 4000, 10), dice.randrange(0, 1500, 10)) for n in range(dice.randint(3, 6))}
    services = {"d": "1,1,1,1,1,1,1", "t": "0,1,0,0,0,0,0", "m": "1,0,0,0,0,0,0", "w": "0,0,1,0,0,0,0"}
    late = dice.random() < 0.4  # around midnight, where trips of three days meet
    trips, times, repeats = (
        ["route_id,service_id,trip_id"],
        ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type"],
        [],
    )
    for n in range(dice.randint(3, 7)):
        service = dice.choice(list(services)) if n else "d"
        trips.append(f"r,{service},t{n}")
        line = dice.sample(list(stops), dice.randint(2, min(4, len(stops))))
        if dice.random() < 0.15:
            line.append(line[0])
        at = (23 * 3600 if late else 7 * 3600) + dice.randrange(-1200, 5400)
        if late and dice.random() < 0.3:
            at = max(at - DAY, 0)
        repeated = dice.random() < 0.25
        if repeated:
            repeats.append(f"t{n},{clock(at)},{clock(at + dice.randrange(0, 3000))},{dice.choice([300, 437, 900])},0")
            at = dice.choice([0, at])
        for order, stop in enumerate(line, 1):
            stays = dice.choice([0, 0, 30, 120])
            rules = dice.choice(["", "0", "0", "1", "2"]), dice.choice(["", "0", "0", "1", "3"])
            times.append(f"t{n},{clock(at)},{clock(at + stays)},{stop},{order * 5},{rules[0]},{rules[1]}")
            at += stays + dice.choice([0, 60, 137, 400, 900])
    transfers = ["from_stop_id,to_stop_id,transfer_type,min_transfer_time"]
    for one, other in {(dice.choice(list(stops)), dice.choice(list(stops))) for _ in range(dice.randint(0, 3))}:
        kind = dice.choice([0, 1, 2, 2, 3])
        transfers.append(f"{one},{other},{kind},{dice.choice([0, 90, 400]) if kind == 2 else ''}")
    week = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    files = {
        "stops": "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *(f"{one},{one},51.0,3.7" for one in stops)]),
        "routes": "route_id,route_type\nr,3\n",
        "trips": "\n".join(trips),
        "stop_times": "\n".join(times),
        "calendar": "\n".join(
            [f"service_id,{week},start_date,end_date", *(f"{one},{days},20260601,20260630" for one, days in services.items())]
        ),
        "transfers": "\n".join(transfers),
    }
    if repeats:
        files["frequencies"] = "\n".join(["trip_id,start_time,end_time,headway_secs,exact_times", *repeats])
    town = Town(files, stops)
    town.places = [(dice.randrange(0, 4000, 10), dice.randrange(0, 1500, 10)) for _ in range(4)]
    return town


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def seconds_of(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


class EveryJourney:
    """Tries every trip from every stop, and every change; ``weekday`` is the column of the day, Monday 0."""

    def __init__(self, town: Town, weekday: int, walk_limit: float, metres_a_second: float):
        self.town, self.limit, self.pace = town, walk_limit * 60, metres_a_second
        self.vehicles = self.run(weekday)
        self.transfers = {(line["from_stop_id"], line["to_stop_id"]): line for line in lines(town.files["transfers"])}
        self.ride_on = cache(self.ride_on)  # the same search otherwise begins anew after each way to a stop

    def run(self, weekday: int) -> list[list[tuple[str, int, int, bool, bool]]]:
        files = self.town.files
        days = {line["service_id"]: list(line.values())[1:8] for line in lines(files["calendar"])}
        found = []
        for trip in lines(files["trips"]):
            calls = [line for line in lines(files["stop_times"]) if line["trip_id"] == trip["trip_id"]]
            calls = [
                (
                    line["stop_id"],
                    seconds_of(line["arrival_time"]),
                    seconds_of(line["departure_time"]),
                    line["pickup_type"] != "1",
                    line["drop_off_type"] != "1",
                )
                for line in calls
            ]
            repeats = [line for line in lines(files.get("frequencies", "trip_id\n")) if line["trip_id"] == trip["trip_id"]]
            begins = [0]
            if repeats:
                headway = int(repeats[0]["headway_secs"])
                starts = range(seconds_of(repeats[0]["start_time"]), seconds_of(repeats[0]["end_time"]), headway)
                begins = [start - calls[0][2] for start in starts]
            for back in CHECKED_DAYS:
                if days[trip["service_id"]][(weekday - back) % 7] == "1":
                    for begin in begins:
                        move = begin - back * DAY
                        found.append([(stop, came + move, left + move, on, off) for stop, came, left, on, off in calls])
        return found

    def walk(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        seconds = math.ceil(math.dist(one, other) / self.pace - 0.01)
        return seconds if seconds <= self.limit else math.inf

    def change(self, one: str, other: str) -> float:
        """Return the seconds to change; the timetable's word goes first."""
        seconds = 0 if one == other else self.walk(self.town.stops[one], self.town.stops[other])
        said = self.transfers.get((one, other))
        if said is None:
            return seconds
        if said["transfer_type"] == "3":
            return math.inf
        least = float(said["min_transfer_time"]) if said["min_transfer_time"] else seconds
        return least if one == other or least <= self.limit else math.inf

    def earliest(self, origin: tuple[float, float], goal: tuple[float, float], leave: float, transfers: int) -> float:
        """Return the earliest arrival of anyone who leaves at that second."""
        best = leave + self.walk(origin, goal)
        for stop, xy in self.town.stops.items():
            best = min(best, self.ride_on(stop, leave + self.walk(origin, xy), goal, transfers))
        return best

    def ride_on(self, stop: str, ready: float, goal: tuple[float, float], transfers: int) -> float:
        best = math.inf
        for calls in self.vehicles if ready < math.inf else ():
            for place, (here, _, left, on, _) in enumerate(calls):
                if here != stop or not on or left < ready:
                    continue
                for there, came, _, _, off in calls[place + 1 :]:
                    if not off:
                        continue
                    best = min(best, came + self.walk(self.town.stops[there], goal))
                    if transfers:
                        for other in self.town.stops:
                            best = min(best, self.ride_on(other, came + self.change(there, other), goal, transfers - 1))
        return best


Ride = tuple[int, int, int, str, str, bool, bool]
"""From a stop to the next one: departure, arrival, trip, both stops, whether one may get on and off."""


def plain_rides(path: Path, day: datetime.date) -> list[Ride]:
    """Return all rides of the trips of a day by departure, read line by line; calls without a time lie evenly between others."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name != "shapes.txt"}
    stamp, weekday = f"{day:%Y%m%d}", f"{day:%A}".lower()
    week = lines(files.get("calendar.txt", ""))
    running = {line["service_id"] for line in week if line[weekday] == "1" and line["start_date"] <= stamp <= line["end_date"]}
    for line in lines(files.get("calendar_dates.txt", "")):
        if line["date"] == stamp:
            (running.add if line["exception_type"] == "1" else running.discard)(line["service_id"])
    trips = {line["trip_id"] for line in lines(files["trips.txt"]) if line["service_id"] in running}
    calls = defaultdict(list)
    for line in lines(files["stop_times.txt"]):
        if line["trip_id"] in trips:
            calls[line["trip_id"]].append(line)
    rides = []
    for number, trip in enumerate(calls.values()):
        trip.sort(key=lambda line: int(line["stop_sequence"]))
        known = [(place, line) for place, line in enumerate(trip) if line["departure_time"].strip()]
        for (first, one), (last, other) in pairwise(known):
            begin, end = seconds_of(one["departure_time"]), seconds_of(other["arrival_time"])
            for place in range(first + 1, last):
                trip[place]["departure_time"] = trip[place]["arrival_time"] = clock(
                    begin + (end - begin) * (place - first) // (last - first)
                )
        trip = [line for line in trip if line["departure_time"].strip()]
        for one, other in pairwise(trip):
            times = seconds_of(one["departure_time"]), seconds_of(other["arrival_time"])
            allowed = one.get("pickup_type") != "1", other.get("drop_off_type") != "1"
            rides.append((*times, number, one["stop_id"], other["stop_id"], *allowed))
    return sorted(rides, key=lambda ride: ride[0])


def scan_rides(rides: list[Ride], origin: str, leave: int) -> dict[str, int]:
    """Return the earliest arrival at each stop of who waits at a stop from a second on, by a plain scan of all rides; nobody walks."""
    there, aboard = {origin: leave}, set()
    for departs, arrives, trip, one, other, on, off in rides:
        if departs >= leave and (trip in aboard or (on and there.get(one, math.inf) <= departs)):
            aboard.add(trip)
            if off and arrives < there.get(other, math.inf):
                there[other] = arrives
    return there
