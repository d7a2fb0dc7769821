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
WEEK = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
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
        trips.append(f"r{n % 3},{service},t{n}")
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
    transfers = ["from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,from_trip_id,to_trip_id"]
    for one, other in {(dice.choice(list(stops)), dice.choice(list(stops))) for _ in range(dice.randint(0, 3))}:
        kind = dice.choice([0, 1, 2, 2, 3])
        transfers.append(f"{one},{other},{kind},{dice.choice([0, 90, 400]) if kind == 2 else ''},,,,")
    files = {
        "stops": "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *(f"{one},{one},51.0,3.7" for one in stops)]),
        "routes": "route_id,route_type\nr0,3\nr1,3\nr2,0\n",
        "trips": "\n".join(trips),
        "stop_times": "\n".join(times),
        "calendar": "\n".join(
            [f"service_id,{WEEK},start_date,end_date", *(f"{one},{days},20260601,20260630" for one, days in services.items())]
        ),
        "transfers": "\n".join(transfers),
    }
    if repeats:
        files["frequencies"] = "\n".join(["trip_id,start_time,end_time,headway_secs,exact_times", *repeats])
    town = Town(files, stops)
    town.places = [(dice.randrange(0, 4000, 10), dice.randrange(0, 1500, 10)) for _ in range(4)]
    return town


def draw_hub(seed: int) -> Town:
    """Return a town in which all change at two platforms, with rules for single routes and trips, and trips that become others."""
    dice = random.Random(seed)
    stops = {"w0": (0, 0), "w1": (0, 9000), "h0": (9000, 0), "h1": (9000, 200), "e0": (18000, 0), "e1": (18000, 9000)}
    trips = ["route_id,service_id,trip_id"]
    times = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type"]
    for n in range(14):
        trips.append(f"r{dice.randrange(3)},d,t{n}")
        hub = dice.choice(["h0", "h1"])
        line = (f"w{dice.randrange(2)}", hub) if n < 7 else (hub, f"e{dice.randrange(2)}")
        at = 7 * 3600 + dice.randrange(0, 2400, 60) + (0 if n < 7 else 1200)
        for order, stop in enumerate(line, 1):
            # where one stays seated nobody need be able to get on or off
            shut = int(stop == hub and dice.random() < 0.2)
            times.append(f"t{n},{clock(at)},{clock(at)},{stop},{order},{shut},{shut}")
            at += dice.choice([300, 600, 900])
    transfers = ["from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,from_trip_id,to_trip_id"]
    for _ in range(dice.randint(3, 14)):
        kind = dice.choice([0, 1, 2, 2, 2, 3, 3])
        wait = dice.choice([0, 120, 400, 1500]) if kind == 2 else ""
        routes = [f"r{dice.randrange(3)}" if dice.random() < 0.5 else "" for _ in range(2)]
        named = [f"t{first + dice.randrange(7)}" if dice.random() < 0.3 else "" for first in (0, 7)]
        ends = [dice.choice(["h0", "h1"]) for _ in range(2)]
        transfers.append(f"{ends[0]},{ends[1]},{kind},{wait},{','.join(routes)},{','.join(named)}")
    transfers += [f",,4,,,,t{dice.randrange(14)},t{dice.randrange(14)}" for _ in range(dice.choice([0, 3, 6]))]
    files = {
        "stops": "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *(f"{one},{one},51.0,3.7" for one in stops)]),
        "routes": "route_id,route_type\nr0,3\nr1,3\nr2,0\n",
        "trips": "\n".join(trips),
        "stop_times": "\n".join(times),
        "calendar": f"service_id,{WEEK},start_date,end_date\nd,1,1,1,1,1,1,1,20260601,20260630",
        "transfers": "\n".join(transfers),
    }
    return Town(files, stops, [stops[one] for one in ("w0", "w1", "e0", "e1")])


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def seconds_of(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


Call = tuple[str, int, int, bool, bool, tuple[str, str]]
"""A stop, arrival, departure, whether one may get on and off, and the trip and its route."""
NARROW = {(0, 0): 0, (1, 0): 1, (1, 1): 2, (2, 0): 3, (2, 1): 4, (2, 2): 5}
"""How narrow a line of ``transfers.txt`` is, by what it names on its two sides (2: a trip, 1: a route), the narrower first."""


class EveryJourney:
    """Tries every trip from every stop, and every change; ``weekday`` is the column of the day, Monday 0."""

    def __init__(self, town: Town, weekday: int, walk_limit: float, metres_a_second: float):
        self.town, self.limit, self.pace = town, walk_limit * 60, metres_a_second
        self.vehicles = self.run(weekday)
        self.transfers = [line for line in lines(town.files["transfers"]) if line["from_stop_id"]]
        self.ride_on = cache(self.ride_on)  # the same search otherwise begins anew after each way to a stop
        self.change = cache(self.change)

    def run(self, weekday: int) -> list[list[Call]]:
        """Return the calls of each vehicle; one that becomes another trip is there with each that it may become."""
        files = self.town.files
        seated = [(line["from_trip_id"], line["to_trip_id"]) for line in lines(files["transfers"]) if line["transfer_type"] == "4"]
        days = {line["service_id"]: list(line.values())[1:8] for line in lines(files["calendar"])}
        found, plain = [], {}
        for trip in lines(files["trips"]):
            name = trip["trip_id"], trip["route_id"]
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
                        found.append([(stop, came + move, left + move, on, off, name) for stop, came, left, on, off in calls])
                        if not repeats:
                            plain[name[0], back] = found[-1]

        def onward(trip: str, back: int, gone: tuple[str, ...]) -> list[list[Call]]:
            calls = plain[trip, back]
            whole = [calls]
            for one, other in seated:
                if one == trip and other not in (*gone, trip) and (other, back) in plain and plain[other, back][0][1] >= calls[-1][2]:
                    whole += [calls + more for more in onward(other, back, (*gone, trip))]
            return whole

        return found + [more for trip, back in plain for more in onward(trip, back, ())[1:]]

    def walk(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        seconds = math.ceil(math.dist(one, other) / self.pace - 0.01)
        return seconds if seconds <= self.limit else math.inf

    def change(self, one: str, other: str, before: tuple[str, str], after: tuple[str, str]) -> float:
        """Return the seconds to change from a trip (and route) to another; the timetable's word goes first, the narrowest of all."""
        seconds = 0 if one == other else self.walk(self.town.stops[one], self.town.stops[other])
        said, best = None, (-1, -1)
        for line in self.transfers:
            if (line["from_stop_id"], line["to_stop_id"]) != (one, other):
                continue
            named = []
            for side, (trip, route) in (("from", before), ("to", after)):
                if line[f"{side}_trip_id"]:
                    named.append(2 if line[f"{side}_trip_id"] == trip else -9)
                else:
                    named.append({"": 0, route: 1}.get(line[f"{side}_route_id"], -9))
            rank = max(named), min(named)
            if min(named) >= 0 and NARROW[rank] >= NARROW.get(best, -1):
                said, best = line, rank
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
            best = min(best, self.ride_on(stop, leave + self.walk(origin, xy), goal, transfers, None))
        return best

    def ride_on(
        self, stop: str, ready: float, goal: tuple[float, float], transfers: int, off_at: tuple[str, tuple[str, str]] | None
    ) -> float:
        """Return the earliest arrival of who is at a stop at a second; or got off somewhere (a stop, a trip) then, and changes to it."""
        best = math.inf
        for calls in self.vehicles if ready < math.inf else ():
            for place, (here, _, left, on, _, name) in enumerate(calls):
                if here != stop or not on or left < ready + (self.change(off_at[0], stop, off_at[1], name) if off_at else 0):
                    continue
                for there, came, _, _, off, aboard in calls[place + 1 :]:
                    if not off:
                        continue
                    best = min(best, came + self.walk(self.town.stops[there], goal))
                    if transfers:
                        for other in self.town.stops:
                            best = min(best, self.ride_on(other, came, goal, transfers - 1, (there, aboard)))
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
