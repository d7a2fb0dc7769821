"""From layers to people who look for places, and what is told of them: three homes along a street and two facilities, by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.access import Decay
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.access import report
from opgavenkaart.processing.planning.access.inputs import Wishes, check_reached, people_of, question_of, sectors_of
from opgavenkaart.processing.planning.access.outputs import (
    Answer,
    allocation_features,
    catchment_features,
    demand_features,
    points_features,
    supply_features,
    unit_features,
)
from opgavenkaart.processing.planning.access.solve import AccessRule, find, tell
from opgavenkaart.processing.sources.travel.means import Means, ways_over
from opgavenkaart.test.support.layers import Heard


def along(name, places, /, **columns):
    """Points along a street, ids from 11 on."""
    return Features(name, shapely.points([[at, 0] for at in places]), pd.DataFrame(columns), "EPSG:31370", np.arange(len(places)) + 11)


HOMES = along("Adressen", [0, 1000, 5000], baby=[10, 30, 4], child=[1.0, 2, 0])
PLACES = along("Opvang", [500, 1100], name=["Zon", "Maan"], places=[20.0, 6], kind=["creche", "onthaal"])
LAYERS = {"DEMAND": HOMES, "SUPPLY": PLACES, "POINTS": None, "NETWORK": None, "UNITS": None}


def found(wishes=None, method="2sfca", threshold=600.0, norm=500.0, layers=None, said=None, **means):
    wishes, layers = wishes or Wishes(("baby",), capacity_field="places", name_field="name"), LAYERS | (layers or {})
    question = question_of(layers, wishes, said or Heard())
    return find(layers, question, AccessRule(method, Decay("none", threshold), norm, Means(**means), (threshold,)), said or Heard())


# ---- the question


def test_who_looks_for_which_sector():
    one = sectors_of(PLACES, "", ("baby", "child"), "", Heard())
    assert (one.names, one.of_facility.tolist(), one.groups, one.group.tolist()) == ([""], [0, 0], ["baby+child"], [0])
    both = sectors_of(PLACES, "kind", ("baby",), "", Heard())
    assert (both.names, both.of_facility.tolist(), both.groups, both.group.tolist()) == (["creche", "onthaal"], [0, 1], ["baby"], [0, 0])
    said = Heard()
    own = sectors_of(PLACES, "kind", ("baby",), "onthaal=child, creche = baby + child", said)
    assert (own.groups, own.group.tolist()) == (["baby+child", "child"], [0, 1])
    assert said.notes == ["SECTOR_DEMAND gives the demand field of each sector: DEMAND_FIELD is not used."]
    unnamed = sectors_of(along("x", [0, 1, 2], kind=["b", None, " "]), "kind", (), "", Heard())
    assert unnamed.names == ["-", "b"] and unnamed.of_facility.tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("field", "pairing", "sentence"),
    [
        ("", "creche=baby", "give SECTOR_FIELD too"),
        ("kind", "creche", "'creche' is no pair"),
        ("kind", "creche=", "'creche=' is no pair"),
        ("kind", "creches=baby", "which no facility has .did you mean 'creche'"),
        ("kind", "creche=baby", "gives no demand field for: onthaal"),
    ],
)
def test_pairs_that_cannot_be(field, pairing, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        sectors_of(PLACES, field, (), pairing, Heard())


def test_people_by_group():
    assert people_of(HOMES, ["baby", "baby+child"], 0.5, Heard()).tolist() == [[5, 5.5], [15, 16], [2, 2]]
    assert people_of(HOMES, [""], 1.0, Heard()).tolist() == [[1], [1], [1]]
    nobody = along("Leeg", [0], none=[0.0])
    with pytest.raises(OpgaveError, match="field 'none' holds no number above 0"):
        people_of(nobody, ["none"], 1.0, Heard())
    with pytest.raises(OpgaveError, match="'Leeg' has no features"):
        people_of(nobody.where(np.array([False])), [""], 1.0, Heard())


def test_places_that_no_facility_has():
    with pytest.raises(OpgaveError, match="field 'places' is 0 or empty everywhere"):
        found(layers={"SUPPLY": along("Opvang", [0], name=["x"], places=[0.0])})


def test_places_far_from_the_network_are_counted():
    said = Heard()
    check_reached(np.array([True, False, False]), "DEMAND", "Adressen", 50.0, said)
    assert said.warnings == ["2 of 3 features of layer 'Adressen' lie farther than 50 m from the network and reach nothing."]
    quiet = Heard()
    check_reached(np.array([True, True]), "DEMAND", "Adressen", 50.0, quiet)
    assert quiet.warnings == []
    with pytest.raises(OpgaveError, match="No feature of layer 'Adressen' .DEMAND. lies within 50 m"):
        check_reached(np.array([False]), "DEMAND", "Adressen", 50.0, Heard())


# ---- ways


@pytest.mark.parametrize(
    ("means", "rate"),
    [
        ({}, 1.0), ({"cost": "minutes"}, 60 / 5000), ({"cost": "minutes", "mode": "cycling"}, 60 / 15_000),
        ({"cost": "minutes", "mode": "driving"}, 60 / 30_000), ({"cost": "minutes", "mode": "driving", "speed": 50.0}, 60 / 50_000),
        ({"cost": "metres", "speed": 50.0}, 1.0),
    ],
)  # fmt: skip
def test_what_a_metre_costs(means, rate):
    assert Means(**means).rate() == pytest.approx(rate)
    assert Means(**means).unit == ("min" if means.get("cost") == "minutes" else "m")
    if means.get("cost") == "minutes":
        assert Means(**means).rate("walking") == pytest.approx(60 / 5000)


def test_fields_of_the_network_that_matter():
    fields = {"direction_field": "dir", "speed_field": "v"}
    assert Means(**fields).fields() == []
    assert Means(mode="cycling", cost="minutes", **fields).fields() == ["dir"]
    assert Means(mode="driving", cost="minutes", **fields).fields() == ["dir", "v"]
    assert Means(mode="driving", **fields).fields() == ["dir"]
    assert Means(mode="driving", cost="minutes").fields() == []


def test_roads_with_and_without_speed_and_direction():
    """500 m at 50 km/h and 500 m whose speed is not known, at 30; against the one-way half there is no way, except on foot."""
    halves = shapely.linestrings([[[0, 0], [500, 0]], [[500, 0], [1000, 0]]])
    roads = Features("Wegen", halves, pd.DataFrame({"dir": ["F", "X"], "v": [50.0, np.nan]}), "EPSG:31370")
    said = Heard()
    means = Means("driving", "minutes", direction_field="dir", speed_field="v", forward="F", backward="B", both="FB")
    ways, _ = ways_over(roads, means, said)
    ends = np.array([[0.0, 0], [1000, 0]])
    there = ways.between(ends, ends).table()
    assert there[0, 1] == pytest.approx(0.6 + 1.0) and np.isinf(there[1, 0])
    assert any("1 of 2 roads have no speed above 0 and get 30 km/h" in text for text in said.notes)
    assert any("1 roads have no known direction" in text for text in said.notes)
    for slow in (0.0, -5.0):
        slowly = Features("Wegen", halves, pd.DataFrame({"dir": ["F", "F"], "v": [50.0, slow]}), "EPSG:31370")
        said = Heard()
        ways, _ = ways_over(slowly, replace(means, speed=20.0), said)
        assert ways.between(ends, ends).table()[0, 1] == pytest.approx(0.6 + 1.5)
        assert any("1 of 2 roads have no speed above 0 and get 20 km/h" in text for text in said.notes)
    walking, _ = ways_over(roads, Means(direction_field="dir", forward="F", backward="B"), Heard())
    assert walking.between(ends, ends).table()[1, 0] == pytest.approx(1000)
    with pytest.raises(OpgaveError, match="holds neither 'H' nor 'B'.*It holds: F, X"):
        ways_over(roads, Means("cycling", direction_field="dir", forward="H", backward="B"), Heard())
    many = Features("Wegen", np.repeat(halves, 5), pd.DataFrame({"dir": list("FABCDEGIJX")}), "EPSG:31370")
    with pytest.raises(OpgaveError, match="It holds: A, B, C, D, E, F, G, I[.]"):
        ways_over(many, Means("cycling", direction_field="dir", forward="H", backward="K"), Heard())
    with pytest.raises(OpgaveError, match="'Wegen' has no lines"):
        ways_over(roads.where(np.array([False, False])), means, Heard())
    assert ways_over(None, Means(cost="minutes"), Heard())[1] is None


def test_a_network_in_parts_is_told():
    roads = Features("Wegen", shapely.linestrings([[[0, 0], [900, 0]], [[0, 50], [100, 50]]]), pd.DataFrame(index=range(2)), "EPSG:31370")
    said = Heard()
    ways_over(roads, Means(), said)
    assert any("consists of 2 disconnected parts" in text and "90.0%" in text for text in said.warnings)
    quiet = Heard()
    ways_over(roads.where(np.array([True, False])), Means(), quiet)
    assert quiet.warnings == []


@pytest.mark.parametrize(("parts", "main", "told"), [(2, False, True), (2, True, False), (1, False, False)])
def test_the_way_around_a_network_in_parts_is_told_to_those_who_do_not_take_it(parts, main, told):
    roads = Features(
        "Wegen", shapely.linestrings([[[0, 0], [9000, 0]], [[0, 90], [50, 90]]][:parts]), pd.DataFrame(index=range(parts)), "EPSG:31370"
    )
    said = Heard()
    found(layers={"NETWORK": roads}, said=said, main_part_only=main)
    assert any(text.startswith("MAIN_PART_ONLY") for text in said.notes) == told


# ---- the answer


def test_what_is_told_of_homes():
    """Within 600 m a reaches Zon, b Zon and Maan, c nothing; Zon's 20 places are shared by 40, Maan's 6 by b's 30."""
    answer = found().answer
    table = demand_features(answer, Heard()).table
    assert "opvang_access" not in table and [name for name in table if name.endswith("access")] == ["access"], "one sector is all of them"
    assert table["access"].tolist()[:2] == pytest.approx([0.5, 0.5 + 0.2])
    assert table["demand"].tolist() == [10, 30, 4]
    assert table["nearest_id"].tolist() == ["Zon", "Maan", "Maan"]
    assert table["nearest_cost"].tolist() == [500, 100, 3900]
    assert table["within_norm"].tolist() == [1, 1, 0]
    assert table["shortage"].sum() == 44 - 26 and table["served"].sum() == 26
    assert table["served"][2] == 0


def test_what_is_told_of_facilities():
    table = supply_features(found().answer, Heard()).table
    assert table["demand_within"].tolist() == [40, 30]
    assert table["ratio"].tolist() == pytest.approx([0.5, 0.2])
    assert table["load"].tolist() == [20, 6] and table["load_share"].tolist() == [1, 1] and table["free_places"].tolist() == [0, 0]
    roomy = found(layers={"SUPPLY": along("Opvang", [500, 1100], name=["Zon", "Maan"], places=[50.0, 10])})
    table = supply_features(roomy.answer, Heard()).table
    assert table["load"].tolist() == [30, 10] and table["free_places"].tolist() == [20, 0]
    assert table["load_share"].tolist() == pytest.approx([0.6, 1])
    said = Heard()
    again = supply_features(found(layers={"SUPPLY": PLACES.with_columns(LOAD=[1, 1])}).answer, said).table
    assert "LOAD" not in again and said.notes == ["Layer 'Opvang' had LOAD: replaced by the new results."]


def test_without_places_everyone_is_taken():
    answer = found(Wishes(("baby",))).answer
    assert not answer.capacity_known
    table = supply_features(answer, Heard()).table
    assert table["load"].tolist() == [10, 30] and "free_places" not in table
    assert "PLACES" not in report.totals(answer)


def test_people_of_areas_start_from_points_within_them():
    """The first area has a point at 600; the second has none, and its people start from its middle, at 1050."""
    areas = replace(
        HOMES.where(np.array([True, True, False])), geometry=np.array([shapely.box(0, -9, 700, 9), shapely.box(1000, -9, 1100, 9)])
    )
    said, points = Heard(), along("Deuren", [600])
    table = demand_features(found(layers={"DEMAND": areas, "POINTS": points}, said=said).answer, Heard()).table
    assert table["nearest_cost"].tolist() == [100, 50]
    assert said.warnings == ["1 areas have no points: their people start from a point in the middle of the area."]
    with pytest.raises(OpgaveError, match="layer 'Adressen' does not hold areas; leave POINTS empty"):
        found(layers={"POINTS": points})


def test_lines_from_homes_to_facilities():
    lines = allocation_features(found(norm=100.0).answer, np.array([[500.0, 0], [1100, 0]]))
    table = lines.table
    assert table["people"].sum() == 26
    assert table[table["facility_id"] == "Maan"][["demand_id", "people", "cost", "within_norm"]].values.tolist() == [[12, 6, 100, 1]]
    assert set(table[table["facility_id"] == "Zon"]["within_norm"]) == {0}
    assert shapely.length(lines.geometry).tolist() == table["cost"].tolist()
    wishes = Wishes(sector_field="kind", sector_demand="creche=baby,onthaal=child", capacity_field="places", name_field="name")
    of_two = allocation_features(found(wishes).answer, np.array([[500.0, 0], [1100, 0]])).table
    assert of_two.index.tolist() == list(range(len(of_two))) and set(of_two["group"]) == {"baby", "child"}


def test_spots_where_people_start():
    points = points_features(found().answer, None)
    assert points.table["demand_id"].tolist() == [11, 12, 13]
    assert points.table["demand"].tolist() == [10, 30, 4]


def test_spots_that_are_points_have_the_fields_of_these():
    """The first home starts at the second point, the last at the first, the middle one at no point."""
    answer = found().answer
    answer = replace(answer, spread=replace(answer.spread, point=np.array([1, -1, 0])))
    own = pd.DataFrame({"fid": [1, 2], "Demand_id": [3, 4], "street": ["Dreef", "Laan"]}, index=[7, 9])
    points = points_features(answer, Features("Punten", shapely.points([[5000, 0], [0, 0]]), own, "EPSG:31370")).table
    assert points["demand_id"].tolist() == [11, 12, 13]
    assert points["street"].fillna("").tolist() == ["Laan", "", "Dreef"]
    assert list(points)[:3] == ["demand_id", "street", "demand"]
    assert not {"fid", "Demand_id", "index"} & set(points)


def test_people_and_access_of_units():
    """Two homes of 10 and 30 in one unit, 500 and 100 m from the nearest; one of 4 in another; the mean is by people."""
    answer = found(norm=100.0, layers={"DEMAND": along("Adressen", [0, 1000, 5000, 99_000], baby=[10, 30, 4, 1])}).answer
    shapes = np.array([shapely.box(-10, -10, 2000, 10), shapely.box(4000, -10, 6000, 10), shapely.box(7000, 0, 8000, 10)], dtype=object)
    said = Heard()
    table = unit_features(answer, Features("Wijken", shapes, pd.DataFrame({"n": [1, 2, 3]}), "EPSG:31370"), said).table
    assert table["demand"].tolist() == [40, 4, 0]
    assert table["nearest_cost"].tolist()[:2] == pytest.approx([(10 * 500 + 30 * 100) / 40, 3900])
    assert table["within_norm"].tolist()[:2] == pytest.approx([30 / 40, 0])
    assert table["nearest_id"].tolist()[:2] == ["Maan", "Maan"]
    assert table["access"].tolist()[0] == pytest.approx((10 * 0.5 + 30 * 0.7) / 40)
    assert said.warnings == ["1 of 4 starting points lie in no unit."]


def test_catchments_are_counted_where_there_is_none():
    said = Heard()
    areas = np.array([[shapely.box(0, 0, 2000, 1000), None], [shapely.box(0, 0, 2000, 2000), None]], dtype=object)
    table = catchment_features(found().answer, (500.0, 900.0), areas, said).table
    assert "index" not in table
    assert table[["name", "threshold", "area_km2"]].to_numpy().tolist() == [["Zon", 900.0, 4.0], ["Zon", 500.0, 2.0]]
    assert said.notes == ["1 facilities have no catchment."]


def test_sectors_with_people_of_their_own():
    """Children go to Maan, babies to Zon: what lacks is the sum of both."""
    wishes = Wishes(sector_field="kind", sector_demand="creche=baby,onthaal=child", capacity_field="places", name_field="name")
    answer = found(wishes).answer
    table = demand_features(answer, Heard()).table
    assert table["baby_demand"].tolist() == [10, 30, 4] and table["child_demand"].tolist() == [1, 2, 0]
    assert table["demand"].tolist() == [11, 32, 4]
    assert (table["baby_shortage"] + table["child_shortage"]).tolist() == table["shortage"].tolist()
    assert table["child_nearest_id"].fillna("-").tolist()[1] == "Maan" and table["baby_nearest_id"][1] == "Zon"
    assert table["within_norm"].tolist() == pytest.approx([10 / 11, 1, 0])
    rows = report.sector_rows(answer)
    assert [(row["name"], row["group"], row["count"], row["load"], row["places"]) for row in rows] == [
        ("creche", "baby", 1, 20, 20), ("onthaal", "child", 1, 2, 6)
    ]  # fmt: skip
    assert report.sector_rows(found().answer) == [] == report.group_rows(found().answer)
    assert [tuple(row.values()) for row in report.group_rows(answer)] == [("baby", 44, 24, 24, 0), ("child", 3, 1, 1, 0)]
    assert table["baby_lacking_share"].tolist() == [1, 1, 1] and table["child_lacking_share"].tolist()[:2] == [1, 0]
    assert table["lacking_share"].tolist() == pytest.approx([1, 30 / 32, 1])


# ---- numbers and sentences


def test_totals_for_a_script():
    totals = report.totals(found().answer)
    assert totals == {
        "DEMAND_TOTAL": 44, "WITHIN_NORM_SHARE": pytest.approx(40 / 44), "SERVED": 26, "SHORTAGE": 18, "UNREACHED_COUNT": 0,
        "SUPPLY_COUNT": 2, "DEMAND_COUNT": 3, "PLACES": 26, "FREE_PLACES": 0, "SHORTAGE_LEAST": 18, "SHORTAGE_MOVABLE": 0,
    }  # fmt: skip
    assert report.totals(found(norm=99.0).answer)["WITHIN_NORM_SHARE"] == 0
    assert report.totals(found(norm=100.0).answer)["WITHIN_NORM_SHARE"] == pytest.approx(30 / 44)


def test_what_is_said_in_a_sentence():
    said = Heard()
    tell(found(), said)
    assert said.notes == [
        "Of the 44 people who look for a place, 90.9% has a facility within 500 m; if everyone takes the nearest free place, 26 get one"
        " within the threshold and 18 do not."
    ]
    assert said.warnings == []
    tell(found(layers={"SUPPLY": along("Opvang", [500, 1100], name=["Zon", "Maan"], places=[20.0, 40])}, threshold=1200.0), said)
    assert said.notes[-1].endswith("and 4 do not."), "the four at 5000 m reach nothing, however places are given out"
    tell(found(layers={"SUPPLY": along("Opvang", [900, 1900], name=["Zon", "Maan"], places=[30.0, 30])}, threshold=900.0), said)
    assert said.notes[-2].endswith("30 get one within the threshold and 14 do not.")
    assert said.notes[-1] == (
        "With the best allocation within the threshold, 4 have no place: 10 of the 14 could get one if others took a place farther away."
    )


def test_the_fullest_facility_comes_first():
    """By the share of its places that is taken, then by how many come; without places by how many come."""
    roomy = found(layers={"SUPPLY": along("Opvang", [500, 1100], name=["Zon", "Maan"], places=[50.0, 10])}).answer
    rows = report.facility_rows(roomy, "name")
    assert [(row["name"], row["load"], row["share"], row["free"], row["within"]) for row in rows] == [
        ("Maan", 10, 1, 0, 30), ("Zon", 30, 0.6, 20, 40)
    ]  # fmt: skip
    assert [row["name"] for row in report.facility_rows(found(Wishes(("baby",), name_field="name")).answer, "name")] == ["Maan", "Zon"]
    full = along("Opvang", [0, 1000], name=["Zon", "Maan"], places=[5.0, 10])
    rows = report.facility_rows(found(layers={"SUPPLY": full}, threshold=100.0).answer, "name")
    assert [(row["name"], row["load"], row["share"]) for row in rows] == [("Maan", 10, 1), ("Zon", 5, 1)]
    closed = found(layers={"SUPPLY": along("Opvang", [500, 1100], name=["Zon", "Maan"], places=[50.0, 0])}).answer
    assert [(row["name"], row["share"]) for row in report.facility_rows(closed, "name")] == [("Zon", 0.8), ("Maan", 0)]
    many = along("Opvang", range(201), name=[f"P{number}" for number in range(201)], places=[1.0] * 201)
    long = report.content(found(layers={"SUPPLY": many}).answer, found().asked, "name")
    assert (len(long["facilities"]), long["more"]) == (200, 1)
    content = report.content(roomy, found().asked, "name")
    assert content["decimals"] == 0 and content["more"] == len(content["facilities"]) - 200 and content["norm"] == 500
    assert report.content(roomy, found(cost="minutes").asked, "name")["decimals"] == 1


def test_the_norm_itself_is_within_the_norm():
    cost = np.array([[499.0, 500.0], [500.0 + 1e-7, 500.01]])
    found = Answer(*[None] * 6, SimpleNamespace(cost=cost), "", 500.0, None)
    assert found.within.tolist() == [[True, True], [True, False]]
