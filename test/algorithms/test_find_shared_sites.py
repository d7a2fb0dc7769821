"""The algorithm `find_shared_sites`: plans worked out by hand, network, guards, savings, and the sentence for each wrong input."""

import time

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.timetables import one_bus
from qgis.core import QgsProcessingException

SITE_FIELDS = "name:string,places:double,cost:double,status:string,suits:string"
EVERYTHING = {"OUTPUT": "memory:", "OUTPUT_ALLOCATION": "memory:", "OUTPUT_CURVE": "memory:", "OUTPUT_SAVING": "memory:"}


def point(x, y=0):
    return f"Point({x} {y})"


@pytest.fixture
def children(qgis_app):
    """Along a street: 3, 1, 2 and 1 children at 0, 100, 1000 and 1100; one address without any."""
    return memory_layer(
        "Point", [(point(0), 3), (point(100), 1), (point(1000), 2), (point(1100), 1), (point(50), 0)], "n:integer", name="Opvang"
    )


@pytest.fixture
def clubs(qgis_app):
    """The clubs are at 100, 1100 and 3000."""
    return memory_layer("Point", [(point(100), 10), (point(1100), 10), (point(3000), 10)], "members:integer", name="Sport")


@pytest.fixture
def sites(qgis_app):
    rows = [
        (point(-100), "a", 4, 100, "candidate", ""),
        (point(100), "b", 12, 300, "", "Opvang"),
        (point(1100), "c", 20, 500, "candidate", ""),
        (point(3000), "d", 9, 900, "candidate", ""),
    ]
    return memory_layer("Point", rows, SITE_FIELDS, name="Plaatsen")


def table(layer):
    return read_features(layer)[0].table


def chosen(ran):
    found = table(ran["OUTPUT"])
    return found["name"][found["chosen"] == 1].tolist()


def test_two_sectors_by_hand(run_algorithm, children, clubs, sites):
    """With 2 sites within 150 m, b and c serve all children and 20 of 30 members."""
    ran = run_algorithm("find_shared_sites", {"DEMANDS": [children, clubs], "DEMAND_FIELDS": "n,members", "DISTANCES": "150,150",
                                              "CANDIDATES": sites, "COST_FIELD": "cost", "SITES": 2, **EVERYTHING})  # fmt: skip
    assert (ran["OBJECTIVE_VALUE"], ran["GAP"], ran["SITE_COUNT"], ran["SERVED"]) == (27, 0, 2, 27)
    assert (ran["BOUND"], ran["SERVED_SHARE"]) == (pytest.approx(27), pytest.approx(27 / 37))
    assert chosen(ran) == ["b", "c"]
    found = table(ran["OUTPUT"])
    assert list(found)[:5] == SITE_FIELDS.replace(":string", "").replace(":double", "").split(",")
    assert found["opvang_load"].tolist() == [0, 4, 3, 0]
    assert found["sport_load"].tolist() == [0, 10, 10, 0]
    lines = table(ran["OUTPUT_ALLOCATION"])
    assert sorted(zip(lines["demand_layer"], lines["amount"], lines["distance_m"], strict=True)) == [
        ("Opvang", 1, 0), ("Opvang", 1, 0), ("Opvang", 2, 100), ("Opvang", 3, 100), ("Sport", 10, 0), ("Sport", 10, 0)
    ]  # fmt: skip
    curve = table(ran["OUTPUT_CURVE"])
    assert curve["covered"].tolist() == [14, 27, 37, 37]
    assert curve["in_plan"].tolist() == [1, 1, 0, 0]
    saving = table(ran["OUTPUT_SAVING"]).set_index("plan")
    assert saving["sites"].to_dict() == {"Opvang": 2, "Sport": 2, "apart": 4, "shared": 2, "saved": 2}
    assert saving["euro"].to_dict() == {"Opvang": 800, "Sport": 800, "apart": 1600, "shared": 800, "saved": 800}
    assert (ran["SITES_SAVED"], ran["EURO_SAVED"]) == (2, 800)
    assert "PLACES_SAVED" not in ran.results


@pytest.mark.parametrize(
    ("given", "names", "value"),
    [
        ({"OBJECTIVE": "p_median", "SITES": 1, "DEMANDS": ["children"]}, ["b"], 3100),
        ({"OBJECTIVE": "p_center", "SITES": 2, "DEMANDS": ["children"]}, ["b", "c"], 100),
        ({"OBJECTIVE": "lscp", "DISTANCE": 150}, ["b", "c", "d"], 3),
        ({"OBJECTIVE": "lscp", "DISTANCE": 150, "DEMANDS": ["children"]}, ["b", "c"], 2),
        ({"OBJECTIVE": "lscp", "DISTANCE": 150, "COVERED_SHARE": 60}, ["b", "c"], 2),
        ({"SITES": 2, "DISTANCE": 150, "WEIGHTS": "10,1"}, ["b", "c"], 90),
        ({"SITES": 2, "DISTANCE": 150, "SUITS_FIELD": "suits"}, ["c", "d"], 23),
        ({"SITES": 2, "DISTANCE": 150, "CAPACITY_FIELD": "places"}, ["b", "c"], 25),
        ({"SITES": 3, "DISTANCE": 150, "COST_FIELD": "cost", "BUDGET": 700}, ["a", "c"], 16),
        ({"SITES": 1, "DISTANCE": 150, "DEMANDS": ["children"], "DEMAND_FIELDS": ""}, ["b"], 3),
    ],
)  # fmt: skip
def test_each_rule_by_hand(run_algorithm, request, sites, given, names, value):
    layers = given.pop("DEMANDS", ["children", "clubs"])
    inputs = {"DEMANDS": [request.getfixturevalue(name) for name in layers], "DEMAND_FIELDS": ",".join(["n", "members"][: len(layers)]),
              "CANDIDATES": sites, "OUTPUT": "memory:"}  # fmt: skip
    ran = run_algorithm("find_shared_sites", inputs | given)
    assert (ran["OBJECTIVE_VALUE"], ran["GAP"]) == (value, 0)
    assert len(layers) > 1 or ran["SITES_SAVED"] == 0
    assert chosen(ran) == names


def test_status_guard_and_ground(run_algorithm, children, clubs, sites):
    """Site d exists, so those farthest from it are guarded; a lies in a flood area."""
    assert sites.dataProvider().changeAttributeValues({4: {3: "existing"}})
    flood = memory_layer("Polygon", [("Polygon((-110 -10, -90 -10, -90 10, -110 10, -110 -10))",)], name="overstroming")
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "DISTANCE": 150, "CANDIDATES": sites, "STATUS_FIELD": "status", "SITES": 2,
              "WORST_OFF": 40, "AVOID": flood, "NODES": clubs, "OUTPUT": "memory:"}  # fmt: skip
    ran = run_algorithm("find_shared_sites", inputs)
    assert chosen(ran) == ["b", "d"]
    found = table(ran["OUTPUT"])
    assert found["role"].tolist() == ["", "new", "runner_up", "existing"]
    assert found["potential"][0] == 0
    assert found["potential"].iloc[1:].gt(50).all()


def test_over_a_network(run_algorithm, children, sites):
    """A detour: from 0 to 100 the road goes 400 m round, so that site b lies out of reach of the address at 0."""
    roads = memory_layer("LineString", [("LineString(0 0, 0 150, 100 150, 100 0)",), ("LineString(100 0, 3000 0)",)], name="wegen")
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "DISTANCE": 300, "CANDIDATES": sites, "SITES": 1, "OUTPUT": "memory:",
              "OUTPUT_ALLOCATION": "memory:"}  # fmt: skip
    assert run_algorithm("find_shared_sites", inputs)["OBJECTIVE_VALUE"] == 4
    ran = run_algorithm("find_shared_sites", {**inputs, "NETWORK": roads, "OBJECTIVE": "p_median"})
    assert ran["OBJECTIVE_VALUE"] == pytest.approx(3 * 400 + 2 * 900 + 1000)
    assert sorted(table(ran["OUTPUT_ALLOCATION"])["distance_m"]) == pytest.approx([0, 400, 900, 1000])


def test_candidates_without_a_place_serve_nobody(run_algorithm, children):
    """The first has no geometry: it is told, and the others keep their own places."""
    places = memory_layer("Point", [(None, "nowhere"), (point(100), "b"), (point(1100), "c")], "name:string", name="Plaatsen")
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "DISTANCE": 150, "CANDIDATES": places, "SITES": 1, "OUTPUT": "memory:"}
    ran = run_algorithm("find_shared_sites", inputs)
    assert (chosen(ran), ran["OBJECTIVE_VALUE"]) == (["b"], 4)
    assert any("without geometry" in said or "no geometry" in said for said in ran.warnings + ran.infos)


def test_demand_out_of_reach_is_told(run_algorithm, children, sites):
    roads = memory_layer("LineString", [("LineString(9000 9000, 9100 9000)",), ("LineString(3000 0, 3100 0)",)], name="wegen")
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "CANDIDATES": sites, "SITES": 1, "OBJECTIVE": "p_median", "OUTPUT": "memory:"}
    assert run_algorithm("find_shared_sites", {**inputs, "NETWORK": roads})["SITE_COUNT"] == 1
    none = memory_layer("Point", [], "name:string", name="Plaatsen")
    with pytest.raises(QgsProcessingException, match="There are no candidates"):
        run_algorithm("find_shared_sites", inputs | {"CANDIDATES": none})


def test_rules_that_clash_are_named(run_algorithm, children, sites):
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "DISTANCE": 150, "CANDIDATES": sites, "SITES": 1, "OBJECTIVE": "p_median",
              "WITHIN_NORM": True, "OUTPUT": "memory:"}  # fmt: skip
    with pytest.raises(QgsProcessingException, match="number of sites: 1; everyone of 'Opvang' within 150 m"):
        run_algorithm("find_shared_sites", inputs)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SITES": None}, "SITES: give the number of sites"),
        ({"DEMANDS": []}, "DEMANDS"),
        ({"DEMAND_FIELDS": "n,n"}, "DEMAND_FIELDS holds 2 values and there are 1 demand layers"),
        ({"DEMAND_FIELDS": "m"}, "no field 'm'"),
        ({"DISTANCES": "far"}, "DISTANCES: 'far' is no number of 0 or more"),
        ({"BUDGET": 5}, "BUDGET requires the cost of each site"),
        ({"STATUS_FIELD": "name"}, "holds 'a': a status is one of candidate, existing"),
        ({"STATUS_FIELD": "stats"}, "no field 'stats': did you mean 'status'"),
        ({"SUITS_FIELD": "sectors"}, "no field 'sectors'"),
        ({"SUITS_FIELD": "name"}, "names 'a', which is none of the demand layers: Opvang"),
        ({"WORST_OFF": 10}, "WORST_OFF: give NEED_FIELDS"),
    ],
)
def test_wrong_input_gets_a_sentence(run_algorithm, children, sites, given, sentence):
    inputs = {"DEMANDS": [children], "DEMAND_FIELDS": "n", "CANDIDATES": sites, "SITES": 1, "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("find_shared_sites", inputs | given)


def test_cancel_while_the_solver_works(run_algorithm):
    """A covering problem that takes the solver minutes is left within a second."""
    rng = np.random.default_rng(1)
    spots = rng.uniform(0, 10_000, (2500, 2))
    demand = memory_layer("Point", [(shapely.Point(xy).wkt, 1) for xy in spots], "n:integer", name="vraag")
    places = memory_layer("Point", [(shapely.Point(xy).wkt,) for xy in spots[::6] + 37], name="plaatsen")
    feedback = CancelLater("Choosing the sites", 1.0)
    inputs = {"DEMANDS": [demand], "DEMAND_FIELDS": "n", "DISTANCE": 1100, "CANDIDATES": places, "OBJECTIVE": "lscp", "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match=str(Cancelled())):
        run_algorithm("find_shared_sites", inputs, feedback=feedback)
    assert time.monotonic() - feedback.cancelled_at < 1.0


class CancelLater(RecordingFeedback):
    """Cancels some time after a message."""

    def __init__(self, text, seconds):
        super().__init__()
        self.text, self.seconds, self.begun, self.cancelled_at = text, seconds, None, None

    def pushInfo(self, text):
        super().pushInfo(text)
        if self.text in text:
            self.begun = time.monotonic()

    def isCanceled(self):
        if self.begun and not self.cancelled_at and time.monotonic() - self.begun > self.seconds:
            self.cancelled_at = time.monotonic()
        return self.cancelled_at is not None


# ---- other means than walking


@pytest.fixture
def by_bus(run_algorithm, tmp_path):
    """Run for ten children at the first stop of the only bus, four a kilometre from the second, and a site at each stop and far away."""
    demand = memory_layer("Point", [("Point(104000 194000)", 10), ("Point(111000 194000)", 4)], "n:integer", name="Opvang")
    rows = [("Point(110000 194000)", "Zon", 9), ("Point(104500 197000)", "Ster", 9), ("Point(90000 194000)", "Maan", 9)]
    sites = memory_layer("Point", rows, "name:string,places:double", name="Plaatsen")
    question = {"DEMANDS": [demand], "DEMAND_FIELDS": "n", "CANDIDATES": sites, "SITES": 1, "DISTANCE": 15, **EVERYTHING}
    journey = {"MODE": "transit", "COST": "minutes", "DAY": "2026-06-09", "WINDOW": "07:00-07:20", "EVERY": 5}
    given = question | journey | {"GTFS": str(one_bus(tmp_path / "bus.zip"))}
    return lambda **more: run_algorithm("find_shared_sites", given | more)


def test_by_bus_the_median_is_the_cost(by_bus):
    """Half of the departures take at most 15 minutes by bus; the four walk 12. On foot the ten would be 36 minutes from the nearest."""
    ran = by_bus()
    assert chosen(ran) == ["Zon"] and ran["SERVED"] == 14
    assert sorted(table(ran["OUTPUT_ALLOCATION"])["minutes"]) == [12.0, 15.0]
    curve = table(ran["OUTPUT_CURVE"])
    assert curve["mean_min"].tolist()[0] == pytest.approx((10 * 15 + 4 * 12) / 14) and curve["largest_min"].tolist()[0] == 15.0
    assert by_bus(PERCENTILE=75)["SERVED"] == 4 and by_bus(PERCENTILE=75, DISTANCE=20)["SERVED"] == 14


def test_minutes_by_bicycle(by_bus):
    """Three kilometres north take 12 minutes at 15 km/h; six east take 24."""
    ran = by_bus(MODE="cycling", GTFS=None)
    assert chosen(ran) == ["Ster"] and table(ran["OUTPUT_ALLOCATION"])["minutes"].tolist() == [pytest.approx(12.17, abs=0.01)]


def test_a_place_far_from_any_road_reaches_nothing_only_where_that_is_asked(by_bus):
    """Without REACH whoever lives a kilometre from the road still takes it, as before there was a limit."""
    street = memory_layer("LineString", [("LineString(104000 193000, 111000 193000)", 1)], "n:integer", name="Wegen")
    walking = {"MODE": "walking", "GTFS": None, "NETWORK": street, "DISTANCE": 200, "OBJECTIVE": "p_median"}
    assert by_bus(**walking)["SERVED"] == 14
    with pytest.raises(QgsProcessingException, match="lies within 500 m of the network"):
        by_bus(**walking, REACH=500)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"COST": "metres"}, "set COST to 'minutes', and DISTANCE"),
        ({"GTFS": None}, "give GTFS a zip file"),
        ({"DAY": "2026-06-14"}, "No trip of timetable 'bus' runs on 2026-06-14"),
        ({"DISTANCE": 1000}, "A norm of 1000 minutes is longer than any journey"),
        ({"WINDOW": "9-7"}, "WINDOW is '9-7'"),
    ],
)
def test_a_question_by_bus_that_cannot_be_answered_is_a_sentence(by_bus, asked, words):
    with pytest.raises(QgsProcessingException, match=words):
        by_bus(**asked)
