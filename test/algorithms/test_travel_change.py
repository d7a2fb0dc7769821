"""Who loses time when a timetable changes: by hand, and in the demo city without bus 4, where a plain search says who."""

import csv
import io
import zipfile
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

GONE = "4"
WALK, RATE = 8, 0.72
"""Minutes of each walk, and seconds a metre at 5 km/h."""
AGES = ("inhabitants", "aged_65_79")
DAY = "2026-09-08"


def without_line(path, target, line):
    """Write a feed without the trips of a line."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            rows = list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            if name in ("trips.txt", "stop_times.txt"):
                rows = [row for row in rows if not row["trip_id"].startswith(f"{line}-")]
            text = io.StringIO()
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
            out.writestr(name, text.getvalue())
    return str(target)


def seconds(clock):
    hour, minute, second = map(int, clock.split(":"))
    return hour * 3600 + minute * 60 + second


def medians(path, homes, goal, places):
    """Return the median minutes of each home to the goal, with one ride at most, of those who leave at 7:00, 7:10 ... 8:50."""
    with zipfile.ZipFile(path) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("stop_times.txt").decode())))
    rows = [row for row in rows if "-school-" in row["trip_id"]]
    leave, arrive = np.arange(7 * 3600, 9 * 3600, 600), np.full((len(homes), 12), np.inf)
    walks = {stop: np.hypot(*(homes - place).T) * RATE for stop, place in places.items()}
    last = {stop: np.hypot(*(goal - place)) * RATE for stop, place in places.items()}
    for _, calls in groupby(rows, key=lambda row: row["trip_id"]):
        calls = list(calls)
        for number, on in enumerate(calls):
            there = min(
                (seconds(off["arrival_time"]) + last[off["stop_id"]] for off in calls[number + 1 :] if last[off["stop_id"]] <= WALK * 60),
                default=np.inf,
            )
            walk = walks[on["stop_id"]]
            near = walk <= WALK * 60
            catches = near[:, None] & (leave + walk[:, None] <= seconds(on["departure_time"]))
            arrive = np.where(catches, np.minimum(arrive, there), arrive)
    afoot = np.hypot(*(homes - goal).T) * RATE
    took = np.minimum(arrive - leave, np.where(afoot <= WALK * 60, afoot, np.inf)[:, None])
    return np.sort(np.where(took <= 3600, took, np.inf), axis=1)[:, 5] / 60


@pytest.fixture(scope="module")
def city(demo_city):
    """The middle of each sector with its people and its income; the market; where the stops are."""
    catalogue = read_catalogue(demo_city["CATALOGUE"])
    found = {id: load_record(catalogue.get(id), target_crs="EPSG:31370").features for id in ("statistical_sectors", "stops")}
    people, income = (load_record(catalogue.get(id)).features.table.set_index("sector_code") for id in ("population", "income"))
    codes = found["statistical_sectors"].table["sector_code"]
    xy = shapely.get_coordinates(shapely.point_on_surface(found["statistical_sectors"].geometry))
    stops = dict(zip(found["stops"].table["stop_id"], shapely.get_coordinates(found["stops"].geometry), strict=True))
    goal = stops[found["stops"].table.set_index("name")["stop_id"]["Markt en Kaaien Stationsstraat"]]
    return xy, people.reindex(codes), income.reindex(codes)["median_income"].to_numpy(), goal, stops


@pytest.fixture
def ran(run_algorithm, city, demo_city, tmp_path):
    xy, people, income, goal, _ = city
    rows = [
        (f"Point({x} {y})", *people[list(AGES)].iloc[row].astype(int).tolist(), None if np.isnan(income[row]) else float(income[row]))
        for row, (x, y) in enumerate(xy)
    ]
    homes = memory_layer("Point", rows, "inhabitants:integer,aged_65_79:integer,income:double", name="Sectoren")
    market = memory_layer("Point", [(f"Point({goal[0]} {goal[1]})", "Markt")], "naam:string", name="Markt")
    feed = str(Path(demo_city["OUTPUT_FOLDER"], "timetable.zip"))
    given = {"ORIGINS": homes, "DESTINATIONS": market, "MEANS": "transit", "GTFS": feed, "DAY": DAY, "EVERY": 10, "WALK_LIMIT": WALK,
             "TRANSFERS": 0, "RESULT": "nearest", "GTFS_AFTER": without_line(feed, tmp_path / "after.zip", GONE), "OUTPUT": "memory:",
             "GROUP_FIELDS": list(AGES), "RANK_FIELD": "income", "OUTPUT_GROUPS": "memory:"}  # fmt: skip
    return lambda **more: run_algorithm("travel_times", given | more)


def test_without_bus_4_those_lose_who_have_no_other_line(ran, city, demo_city, tmp_path):
    xy, people, income, goal, stops = city
    feed = str(Path(demo_city["OUTPUT_FOLDER"], "timetable.zip"))
    before, after = medians(feed, xy, goal, stops), medians(without_line(feed, tmp_path / "gone.zip", GONE), xy, goal, stops)
    lost = np.isfinite(before) & np.isinf(after)
    longer = np.isfinite(after) & (after >= before + 1)
    found = ran()
    table = read_features(found["OUTPUT"])[0].table
    assert (table["change"] == "lost").tolist() == lost.tolist() and (table["change"] == "longer").tolist() == longer.tolist()
    assert table["minutes_after"].to_numpy(float) == pytest.approx(np.where(np.isfinite(after), after, np.nan), abs=0.1, nan_ok=True)
    assert (found["LONGER_COUNT"], found["LOST_COUNT"]) == (longer.sum(), lost.sum()) and lost.sum() > 5
    groups = read_features(found["OUTPUT_GROUPS"])[0].table.set_index("group")
    for name in AGES:
        assert groups.loc[name, ["people", "people_lost", "people_longer"]].tolist() == pytest.approx(
            [people[name].sum(), people[name][lost].sum(), people[name][longer].sum()]
        )
    fifths = groups.loc[[f"income {number}/5" for number in range(1, 6)]]
    known = ~np.isnan(income)
    assert fifths["people_lost"].sum() == pytest.approx(people["inhabitants"][lost & known].sum())
    assert fifths["people"].sum() == pytest.approx(people["inhabitants"][known].sum())
    assert fifths["people"].max() - fifths["people"].min() < 0.08 * fifths["people"].sum()


def test_the_same_timetable_changes_nothing(ran, demo_city):
    found = ran(GTFS_AFTER=str(Path(demo_city["OUTPUT_FOLDER"], "timetable.zip")))
    assert set(read_features(found["OUTPUT"])[0].table["change"]) <= {"same", "unreached"}
    assert (found["LONGER_COUNT"], found["LOST_COUNT"]) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"RESULT": "pairs"}, "set RESULT to 'nearest'"),
        ({"MEANS": "straight"}, "set MEANS to 'transit'"),
        ({"GTFS_AFTER": None}, "give GTFS_AFTER"),
        ({"GTFS_AFTER": "/nowhere/bus.zip"}, "the file '/nowhere/bus.zip' does not exist"),
    ],
)
def test_wrong_input_is_a_sentence(ran, asked, words):
    with pytest.raises(QgsProcessingException, match=words):
        ran(**asked)
