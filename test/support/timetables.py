"""Small timetables in GTFS for tests, and a plain count of their departures."""

import csv
import datetime
import io
import zipfile
from collections import Counter
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsGeometry, QgsPointXY

STOPS = """stop_id,stop_name,stop_lat,stop_lon
a,Markt,51.05,3.72
b,Station,51.04,3.71
c,Dok,51.06,3.74
"""
ROUTES = """route_id,route_type
1,3
2,0
"""
TRIPS = """route_id,service_id,trip_id
1,week,t1
1,week,t2
2,week,t3
"""
TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:00:00,07:00:00,a,1
t1,07:10:00,07:10:00,b,2
t2,18:55:00,18:55:00,a,1
t2,19:05:00,19:05:00,b,2
t3,12:00:00,12:00:00,b,1
t3,12:30:00,12:30:00,c,2
"""
CALENDAR = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
week,1,1,1,1,1,0,0,20260601,20260630
"""
WHOLE = {"stops": STOPS, "routes": ROUTES, "trips": TRIPS, "stop_times": TIMES, "calendar": CALENDAR}


def feed(path: Path, within: str = "", **files: str | None) -> Path:
    """Write a feed of three trips on the weekdays of June 2026: with other files in place of its own, without those that are None."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (WHOLE | files).items():
            if text is not None:
                archive.writestr(f"{within}{name}.txt", text)
    return path


def one_bus(path: Path) -> Path:
    """Write a feed of a bus from (104000, 194000) at 07:10, ten minutes to a stop six kilometres east; nothing else all day."""
    stops = [(name, *degrees(104000.0 + at, 194000.0)) for name, at in (("a", 0), ("b", 6000))]
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,07:10:00,07:10:00,a,1\nt1,07:20:00,07:20:00,b,2\n"
    lines = "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *(f"{name},{name},{lat:.9f},{lon:.9f}" for name, lat, lon in stops)])
    return feed(path, stops=lines, trips="route_id,service_id,trip_id\n1,week,t1\n", stop_times=times)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude of a place in Lambert 72."""
    lambert, wgs = QgsCoordinateReferenceSystem("EPSG:31370"), QgsCoordinateReferenceSystem("EPSG:4326")
    point = QgsGeometry.fromPointXY(QgsPointXY(x, y))
    point.transform(QgsCoordinateTransform(lambert, wgs, QgsCoordinateTransformContext()))
    return point.asPoint().y(), point.asPoint().x()


def plain_count(path: Path, day: datetime.date, first: int = 7, last: int = 19) -> tuple[int, Counter[str]]:
    """Return the trips on a day, and the departures at each stop from hour to hour, counted line by line."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    read = {name: list(csv.DictReader(io.StringIO(text), skipinitialspace=True)) for name, text in files.items()}
    stamp, weekday = f"{day:%Y%m%d}", f"{day:%A}".lower()
    week = read.get("calendar.txt", [])
    services = {line["service_id"] for line in week if line[weekday] == "1" and line["start_date"] <= stamp <= line["end_date"]}
    for line in read.get("calendar_dates.txt", []):
        if line["date"] == stamp:
            (services.add if line["exception_type"] == "1" else services.discard)(line["service_id"])
    trips = {line["trip_id"] for line in read["trips.txt"] if line["service_id"] in services}
    found: Counter[str] = Counter()
    for line in read["stop_times.txt"]:
        if line["trip_id"] in trips and line["departure_time"].strip() and line.get("pickup_type") != "1":
            found[line["stop_id"]] += first <= int(line["departure_time"].split(":")[0]) < last
    return len(trips), found
