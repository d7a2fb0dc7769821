"""Times under way in a challenge by timetable, on foot, by bicycle and by car, reckoned by hand; bad input in a sentence."""

import datetime
import zipfile

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.collected import list_redistributable
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.products.integrated_map.provenance import timetable_facts
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.timetables import degrees, feed
from opgavenkaart.test.support.town import ORIGIN, Town, point

NAN = np.nan
STREET = shapely.LineString([point(500, 500), point(2500, 500)])
SIDE = shapely.LineString([point(500, 500), point(500, 1500)])
STOPS = {"home": 500, "work": 2500}
TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:30:00,07:30:00,home,1
t1,07:34:00,07:34:00,work,2
t2,08:30:00,08:30:00,home,1
t2,08:34:00,08:34:00,work,2
"""
TRIPS = "route_id,service_id,trip_id\n1,week,t1\n1,week,t2\n"
TUESDAY = "2026-06-09"


@pytest.fixture
def town(qgis_app, tmp_path):
    """A street of 2 km from the middle of S1 to that of S3, where the shop is, with a bus twice; a street of 1 km to the middle of S4."""
    town = Town(tmp_path)
    town.layer("streets", [STREET, SIDE], columns={"one_way": [0, 0], "speed_kmh": [60, 30]})
    town.layer("shops", [point(2500, 500)], columns={"open": [1]})
    town.layer("addresses", [point(500, 500), point(1500, 500), point(500, 1500), point(2500, 500)], columns={"dwellings": [1, 3, 2, 1]})
    rows = [f"{name},{name},{lat:.9f},{lon:.9f}" for name, at in STOPS.items() for lat, lon in [degrees(ORIGIN[0] + at, ORIGIN[1] + 500)]]
    stops = "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *rows])
    feed(tmp_path / "bus.zip", stops=stops, trips=TRIPS, stop_times=TIMES)
    town.record("timetable", {"kind": "gtfs", "path": "bus.zip"}, geometry="point", crs="EPSG:4326", key="stop_id")
    return town


ASKED = {"id": "it", "layer": "shops", "measure": "travel_time_nearest", "roads": "streets", "means": "foot", "points": "addresses",
         "normalisation": "target", "target": 0}  # fmt: skip


def indexed(town, said=None, rest=None, **indicator):
    whole = {key: value for key, value in (ASKED | indicator).items() if value is not None}
    paths = town.write(town.challenge(whole, aggregation={"allowed_missing_share": 1}, **(rest or {})))
    given = {"progress": said} if said else {}
    found = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]), **given)
    return index_challenge(found, datetime.date(2026, 1, 1), **given)


def raw(town, **indicator):
    return indexed(town, **indicator).evaluation.raw["it"].tolist()


def equal(values, expected):
    assert values == pytest.approx(expected, abs=1e-3, nan_ok=True)


def test_on_foot_by_bicycle_and_by_car(town):
    """5, 15 and 60 or 30 km/h along 2 km, 1 km, 3 km and nothing; the south-east has the shop itself, others no address."""
    equal(raw(town), [24, 12, 0, 36, NAN, NAN])
    equal(raw(town, means="bicycle"), [8, 4, 0, 12, NAN, NAN])
    equal(raw(town, means="car"), [2, 1, 0, 4, NAN, NAN])


def test_who_arrives_too_late_counts_for_the_longest_time(town):
    equal(raw(town, minutes=30), [24, 12, 0, 30, NAN, NAN])
    equal(raw(town, measure="share_within_time", minutes=24), [1, 1, 1, 0, NAN, NAN])


BUS = {"means": "transit", "timetable": "timetable", "day": TUESDAY}


def by_bus(first, last):
    """Return the minutes of each departure: until the bus of 7:30 or 8:30 arrives, four minutes later, or 24 on foot where that is less."""
    return sorted(min([at + 4 - minute for at in (30, 90) if at >= minute] + [24]) for minute in range(first, last))


def test_by_bus_the_median_of_the_departures(town):
    """Whoever walks faster than the bus comes walks; S2 lies 12 minutes from the shop, S4 12 from the stop."""
    short, long = by_bus(15, 35), by_bus(0, 120)
    equal(raw(town, window="07:15-07:35", **BUS), [short[9], 12, 0, by_bus_from_s4(15, 35)[9], NAN, NAN])
    equal(raw(town, **BUS), [long[59], 12, 0, by_bus_from_s4(0, 120)[59], NAN, NAN])


def by_bus_from_s4(first, last):
    return sorted(min([at + 4 - minute for at in (30, 90) if at >= minute + 12] + [36]) for minute in range(first, last))


def test_the_share_of_people_with_a_quarter_of_an_hour(town):
    """In S1 the bus takes at most 15 minutes for those who leave from 7:19 to 7:30: 12 of 20."""
    asked = {"measure": "share_within_time", "minutes": 15, "weight_field": "dwellings"}
    equal(raw(town, window="07:15-07:35", **asked, **BUS), [1, 1, 1, 0, NAN, NAN])
    equal(raw(town, **asked, **BUS), [0, 1, 1, 0, NAN, NAN])


def test_how_much_longer_without_a_car(town):
    """A ratio of two means: 24 minutes at most by bus against 2 by car."""
    by_car = {"layer": "shops", "measure": "travel_time_nearest", "roads": "streets", "means": "car", "points": "addresses"}
    equal(raw(town, denominator=by_car, **BUS)[:2], [by_bus(0, 120)[59] / 2, 12])


def test_from_a_point_in_the_area_where_no_points_are_named(town):
    equal(raw(town, points=None)[:3], [24, 12, 0])


def test_a_filter_chooses_facilities_and_one_that_none_passes_leaves_the_indicator_out(town):
    town.layer("shops", [point(2500, 500), point(500, 500)], columns={"open": [1, 0]})
    equal(raw(town, filter='"open" = 1')[:2], [24, 12])
    equal(raw(town)[:2], [0, 12])


def test_one_way_streets_hold_for_cars(town):
    """From S3 one drives against nothing, from S1 the street is closed: no way to the shop within the hour."""
    town.layer("streets", [STREET, SIDE], columns={"one_way": [-1, 0], "speed_kmh": [60, 30]})
    equal(raw(town, means="car"), [60, 60, 0, 60, NAN, NAN])
    equal(raw(town), [24, 12, 0, 36, NAN, NAN])


def test_the_day_and_the_trips_stand_in_the_manifest(town):
    found = indexed(town, **BUS).collected
    assert timetable_facts(found, "timetable") == [{"day": TUESDAY, "trips": 2, "window": [7.0, 9.0], "minutes": 60.0}]
    assert timetable_facts(found, "streets") == []
    assert {record.id for record, _ in list_redistributable(found)} == {"statistical_sectors", "addresses", "shops", "streets"}


def test_the_record_may_say_the_day_and_a_usual_tuesday_is_taken_where_nobody_does(town):
    town.records["timetable"]["source"]["options"] = {"day": "2026-06-11"}
    days = {"day": None, "means": "transit", "timetable": "timetable"}
    assert timetable_facts(indexed(town, **days).collected, "timetable")[0]["day"] == "2026-06-11"
    town.records["timetable"]["source"]["options"] = {}
    assert timetable_facts(indexed(town, **days).collected, "timetable")[0]["day"] == "2026-06-02"


def test_two_companies_are_one_timetable(town, tmp_path):
    """The bus of 8:30 is another company's."""
    one, other = (TRIPS.replace(f"1,week,t{gone}\n", "") for gone in (2, 1))
    parts = []
    for name, trips in (("one", one), ("other", other)):
        with_stops = (tmp_path / "bus.zip", tmp_path / f"{name}.zip")
        rewrite(*with_stops, trips)
        parts.append({"kind": "gtfs", "path": f"{name}.zip"})
    town.record("timetable", {"kind": "union", "parts": parts}, geometry="point", crs="EPSG:4326", key="stop_id")
    equal(raw(town, **BUS)[:1], [by_bus(0, 120)[59]])
    assert timetable_facts(indexed(town, **BUS).collected, "timetable")[0]["trips"] == 2


def rewrite(path, target, trips):
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            out.writestr(name, trips if name == "trips.txt" else archive.read(name))


def refused(town, **indicator):
    with pytest.raises(OpgaveError) as error:
        indexed(town, **indicator)
    return error.value.sentence()


def test_bad_input_is_said_in_a_sentence(town):
    no_day = refused(town, **BUS | {"day": "2026-06-07"})
    assert "runs on 2026-06-07; it covers 2026-06-01 to 2026-06-30" in no_day
    assert "'Layer shops (shops)' is no timetable that one can travel by" in refused(town, **BUS | {"timetable": "shops"})
    town.layer("streets", [shapely.LineString([point(500, 4500), point(2500, 4500)])])
    assert "nothing lies within 500 m of the roads of 'Layer streets'" in refused(town)


def test_a_place_far_from_any_road_takes_no_part_and_is_told(town):
    town.layer("addresses", [point(500, 500), point(1500, 500), point(1500, 1900)], columns={"dwellings": [1, 3, 2]})
    said = Heard()
    equal(indexed(town, said).evaluation.raw["it"].tolist(), [24, 12, NAN, NAN, NAN, NAN])
    assert any(
        "1 place from where people leave lies farther than 500 m from any road of 'Layer streets'" in str(one) for one in said.warnings
    )


def test_a_challenge_that_goes_on_measures_a_twin_where_nothing_runs_on_the_day(town):
    """The distance takes its place, and the reason is told."""
    twin = {"title": {"en": "Distance"}, "kind": "measured", "layer": "shops", "measure": "distance_nearest", "points": "addresses"}
    found = indexed(town, rest={"missing_data": {"layers": "continue"}}, otherwise=[twin], **BUS | {"day": "2026-06-07"})
    equal(found.evaluation.raw["it"].tolist()[:2], [2000, 1000])
    assert "runs on 2026-06-07" in found.collected.reasons["it"].sentence()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"means": None}, "the measure 'travel_time_nearest' needs the key 'means'"),
        ({"roads": None}, "needs the key 'roads'"),
        ({"measure": "share_within_time"}, "needs the key 'minutes'"),
        ({"means": "transit"}, "the means 'transit' need the key 'timetable'"),
        ({"timetable": "timetable"}, "the means 'foot' do not take the key 'timetable'"),
        ({"distance": 400}, "does not take the key 'distance'"),
        ({"measure": "count"}, "the measure 'count' does not take the key 'points'"),
        (BUS | {"window": "9-7"}, "'9-7' is not two times of a day"),
        (BUS | {"day": "2026-02-31"}, "'2026-02-31' is not a day"),
        ({"means": "boat"}, "is not one of foot, bicycle, car, transit"),
    ],
)
def test_values_that_do_not_go_together_are_refused_when_the_file_is_read(town, asked, sentence):
    paths = town.write(town.challenge({key: value for key, value in (ASKED | asked).items() if value is not None}))
    with pytest.raises(Mistakes) as error:
        read_challenge(paths["CHALLENGE"])
    assert sentence in error.value.sentence()
