"""The algorithm `travel_times`: a line reckoned by hand, over roads and without, as table and map, and each wrong input in a sentence."""

import pytest
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.timetables import CALENDAR, degrees, feed
from qgis.core import QgsProcessingException

TUESDAY = "2026-06-09"
STREET = {"a": 0, "b": 6000, "c": 12000}
"""Stops, by metres along a straight street from (104000, 194000)."""
LEFT, BASE = 104000.0, 194000.0
TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:10:00,07:10:00,a,1
t1,07:20:00,07:20:00,b,2
t2,07:22:00,07:22:00,b,1
t2,07:30:00,07:30:00,c,2
"""
TRIPS = "route_id,service_id,trip_id\n1,week,t1\n1,week,t2\n"


@pytest.fixture
def timetable(qgis_app, tmp_path):
    rows = [
        f"{name},{name.upper()},{lat:.9f},{lon:.9f}" for name, (lat, lon) in ((one, degrees(LEFT + at, BASE)) for one, at in STREET.items())
    ]
    stops = "\n".join(["stop_id,stop_name,stop_lat,stop_lon", *rows])
    return str(feed(tmp_path / "bus.zip", stops=stops, trips=TRIPS, stop_times=TIMES))


@pytest.fixture
def origins(qgis_app):
    """Two homes: at stop a, and five minutes' walk (417 m) from it; a third far away."""
    rows = [(f"Point({LEFT + at} {BASE})", name) for at, name in ((0, "thuis"), (-416.5, "verder"), (-90000, "ver"))]
    return memory_layer("Point", rows, "naam:string", name="Woningen")


@pytest.fixture
def goals(qgis_app):
    rows = [(f"Point({LEFT + at} {BASE})", name) for at, name in ((12000, "school"), (6000, "markt"))]
    return memory_layer("Point", rows, "naam:string", name="Voorzieningen")


@pytest.fixture
def travel(run_algorithm, origins, goals, timetable):
    given = {"ORIGINS": origins, "DESTINATIONS": goals, "MEANS": "transit", "GTFS": timetable, "DAY": TUESDAY, "WINDOW": "07:00-07:20",
             "EVERY": 5, "CUTOFF": 60, "ORIGIN_FIELD": "naam", "DESTINATION_FIELD": "naam", "OUTPUT": "memory:"}  # fmt: skip
    return lambda **more: run_algorithm("travel_times", given | more)


def rows(ran):
    """Return best, median, nine in ten and share of each pair."""
    table = read_features(ran["OUTPUT"])[0].table
    times = zip(table["minutes_best"], table["minutes_median"], table["minutes_p90"], table["share_reached"], strict=True)
    return dict(zip(zip(table["origin_id"], table["destination_id"], strict=True), times, strict=True))


def test_a_line_by_hand(travel):
    """Who leaves 'thuis' by 7:10 is at the market at 7:20, at the school at 7:30; at 7:15 it is too late, and from 'verder' at 7:10."""
    ran = travel()
    found = rows(ran)
    assert found[("thuis", "markt")][:2] == (10, 15) and found[("thuis", "markt")][3] == 0.75
    assert found[("thuis", "school")][:2] == (20, 25) and found[("thuis", "school")][3] == 0.75
    assert found[("verder", "markt")][:2] == (15, 20) and found[("verder", "markt")][3] == 0.5
    assert found[("thuis", "markt")][2] != found[("thuis", "markt")][2]  # nine in ten departures do not arrive
    assert (ran["ORIGIN_COUNT"], ran["DESTINATION_COUNT"], ran["PAIR_COUNT"], ran["UNREACHED_COUNT"]) == (3, 2, 4, 1)
    assert (ran["TRIP_COUNT"], ran["TIMETABLE_DAY"]) == (2, TUESDAY)
    assert any("From 1 of 3 origins no destination" in text for text in ran.warnings)


def test_without_a_change_the_school_is_not_reached(travel):
    assert set(rows(travel(TRANSFERS=0))) == {("thuis", "markt"), ("verder", "markt")}


def test_the_nearest_on_a_map(travel):
    ran = travel(RESULT="nearest")
    table = read_features(ran["OUTPUT"])[0].table
    assert table["naam"].tolist() == ["thuis", "verder", "ver"] and table["destination_id"].tolist() == ["markt", "markt", None]
    assert table["minutes_median"].tolist()[:2] == [15, 20] and table["share_reached"].tolist() == [0.75, 0.5, 0.0]


def test_the_map_shows_quarters_of_an_hour(travel, origins):
    """At most 15 minutes from 'thuis', 20 from 'verder', nothing from 'ver'."""
    layer = travel(RESULT="nearest")["OUTPUT"]
    apply(layer, Style("travel_times", field="minutes_median"), theme(), Language("en"))
    rules = layer.renderer().rootRule().children()
    shown = {rule.label(): layer.getFeatures(rule.filterExpression()) for rule in rules}
    assert {label: [one["naam"] for one in found] for label, found in shown.items()} == {
        "at most 15 minutes": ["thuis"], "15 to 30 minutes": ["verder"], "not reached by half of the departures": ["ver"],
    }  # fmt: skip


def test_the_hours_by_hand(travel, origins):
    """Nothing leaves but at 7:10, reached by who leaves from six o'clock on within 60 minutes at the school: 'thuis' by 6:30."""
    ran = travel(WINDOW="05:30-09:00", OUTPUT_HOURS="memory:", EVERY=15)
    found = read_features(ran["OUTPUT_HOURS"])[0].table
    assert found["naam"].tolist() == ["thuis", "verder", "ver"] and found["hours"].tolist() == ["06-07", "06-07", ""]
    assert found["hour_count"].tolist() == [1, 1, 0]
    # to the market: 6:30 and 6:45 take 50 and 35 minutes, 6:00 and 6:15 more than an hour; 7:00 takes 20, later ones arrive in no time
    assert found["minutes_06"].tolist()[:2] == [50, 50] and found["share_06"].tolist() == [0.5, 0.5, 0]
    assert found["share_07"].tolist() == [0.25, 0.25, 0] and found["minutes_07"].isna().all()
    assert found["share_05"].tolist() == [0, 0, 0] and found["share_08"].tolist() == [0, 0, 0]
    assert "05-06 h 0, 06-07 h 2, 07-08 h 0, 08-09 h 0" in " ".join(ran.infos)
    layer = ran["OUTPUT_HOURS"]
    apply(layer, Style("travel_hours", field="hour_count", breaks=(0.0, 4.0)), theme(), Language("en"))
    shown = {rule.label(): layer.getFeatures(rule.filterExpression()) for rule in layer.renderer().rootRule().children()}
    assert {label: names for label, rows in shown.items() if (names := [one["naam"] for one in rows])} == {
        "in less than half of the hours": ["thuis", "verder"], "in no hour": ["ver"],
    }  # fmt: skip


def test_over_roads_a_walk_follows_them(travel):
    """The way from 'verder' to the stop goes round by 100 m to the side and back: 7.4 minutes, so that it has to leave by 7:00."""
    round_about = (
        f"LineString({LEFT - 416.5} {BASE}, {LEFT - 416.5} {BASE + 100}, {LEFT} {BASE + 100}, {LEFT} {BASE}, {LEFT + 12000} {BASE})"
    )
    roads = memory_layer("LineString", [(round_about, 1)], "id:integer", name="Wegen")
    found = rows(travel(NETWORK=roads))
    assert found[("verder", "markt")][0] == 20 and found[("verder", "markt")][3] == 0.25


def test_other_means_take_as_long_at_any_time(travel):
    roads = memory_layer("LineString", [(f"LineString({LEFT - 1000} {BASE}, {LEFT + 12000} {BASE})", 1)], "id:integer", name="Wegen")
    found = rows(travel(MEANS="car", NETWORK=roads))
    assert found[("thuis", "school")] == pytest.approx((24, 24, 24, 1))
    assert rows(travel(MEANS="straight", GTFS=None, CUTOFF=80))[("thuis", "markt")] == pytest.approx((72, 72, 72, 1))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"GTFS": None}, "give GTFS a zip file"),
        ({"GTFS": "/nowhere/bus.zip"}, "the file '/nowhere/bus.zip' does not exist"),
        ({"DAY": "2026-06-13"}, "No trip of timetable 'bus' runs on 2026-06-13; it covers 2026-06-01 to 2026-06-30"),
        ({"WINDOW": "9-7"}, "WINDOW is '9-7': give two times"),
        ({"WINDOW": "09:00-07:00"}, "the first before the second"),
        ({"CUTOFF": 0}, "CUTOFF is 0: give a number above 0"),
        ({"MEANS": "foot"}, "give NETWORK"),
        ({"MEANS": "straight", "OUTPUT_HOURS": "memory:"}, "OUTPUT_HOURS tells when a timetable"),
        ({"DESTINATION_FIELD": "nummer"}, "nummer"),
    ],
)
def test_wrong_input_is_a_sentence(travel, asked, words):
    with pytest.raises(QgsProcessingException, match=words):
        travel(**asked)


def test_stops_far_from_any_road_are_a_sentence(travel):
    """The roads lead past the homes and the market, and no stop lies near them."""
    lines = [(f"LineString({LEFT - 500} {BASE}, {LEFT - 400} {BASE})", 1), (f"LineString({LEFT + 6300} {BASE}, {LEFT + 6400} {BASE})", 2)]
    roads = memory_layer("LineString", lines, "id:integer", name="Wegen")
    with pytest.raises(QgsProcessingException, match="No stop of the timetable lies within 300 m of the network"):
        travel(NETWORK=roads, REACH=300)
    ran = travel(NETWORK=roads, REACH=420)
    assert any("2 of 3 stops" in text or "1 of" in text for text in ran.warnings)


def test_a_timetable_of_elsewhere_is_told(travel, goals):
    elsewhere = memory_layer("Point", [(f"Point({LEFT} {BASE + 50000})", "x")], "naam:string", name="Elders")
    ran = travel(DESTINATIONS=elsewhere)
    assert any("No trip of the timetable brings anyone" in text for text in ran.warnings) and ran["PAIR_COUNT"] == 0


def test_an_empty_calendar_has_no_tuesday(travel, tmp_path):
    path = feed(tmp_path / "sunday.zip", calendar=CALENDAR.replace("1,1,1,1,1,0,0", "0,0,0,0,0,0,1"))
    with pytest.raises(QgsProcessingException, match="There is no Tuesday"):
        travel(DAY=None, GTFS=[str(path)])
