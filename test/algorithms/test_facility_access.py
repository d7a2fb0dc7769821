"""The algorithm `facility_access`: towns reckoned by hand, network, sectors, units, catchments, and the sentence for each wrong input."""

import time

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.timetables import one_bus
from qgis.core import QgsProcessingException, QgsVectorLayer

HOMES = [("Point(0 0)", 10, 1, "a"), ("Point(1000 0)", 30, 2, "b"), ("Point(5000 0)", 4, 0, "c")]
PLACES = [("Point(500 0)", "Zon", 20, "creche"), ("Point(1100 0)", "Maan", 6, "onthaal")]


@pytest.fixture
def homes(qgis_app):
    return memory_layer("Point", HOMES, "baby:integer,kleuter:integer,naam:string", name="Adressen")


@pytest.fixture
def places(qgis_app):
    return memory_layer("Point", PLACES, "naam:string,plaatsen:integer,soort:string", name="Opvang")


@pytest.fixture
def street(qgis_app):
    rows = [("LineString(0 0, 500 0)", "FT", 50.0), ("LineString(500 0, 1000 0)", "FT", 25.0), ("LineString(1000 0, 1500 0)", "B", None)]
    return memory_layer("LineString", rows, "richting:string,snelheid:double", name="Wegen")


def table(layer):
    return read_features(layer)[0].table


def access(run_algorithm, demand, supply, **inputs):
    given = {"DEMAND": demand, "SUPPLY": supply, "OUTPUT": "memory:", **inputs}
    return run_algorithm("facility_access", given)


# ---- by hand


def test_a_unit_has_one_distance_whoever_measures_it(run_algorithm, qgis_app):
    """Units whose centroid lies elsewhere: the index's measure and this one start at the same point."""
    horseshoe = "Polygon((0 0, 3000 0, 3000 2500, 2500 2500, 2500 500, 500 500, 500 2500, 0 2500, 0 0))"
    square = "Polygon((4000 0, 5000 0, 5000 1000, 4000 1000, 4000 0))"
    units = memory_layer("Polygon", [(horseshoe, 1, "a"), (square, 1, "b")], "people:integer,code:string", name="Sectoren")
    schools = memory_layer("Point", [("Point(1500 2400)", "x")], "naam:string", name="Scholen")
    found = table(access(run_algorithm, units, schools, DEMAND_FIELD="people", METHOD="nearest")["OUTPUT"])["nearest_cost"]
    measured = run_algorithm("aggregate_to_units", {"UNITS": units, "INPUT": schools, "MEASURE": "distance_nearest", "NAME": "metres",
                                                    "OUTPUT": "memory:"})  # fmt: skip
    np.testing.assert_allclose(table(measured["OUTPUT"])["metres"], found)


def test_two_steps_by_hand(run_algorithm, homes, places):
    """10 and 30 people share the 20 places at 500 m; the 6 at 1100 are for b alone; c reaches nothing."""
    ran = access(run_algorithm, homes, places, DEMAND_FIELD="baby", CAPACITY_FIELD="plaatsen", NAME_FIELD="naam", METHOD="2sfca",
                 OUTPUT_SUPPLY="memory:", OUTPUT_ALLOCATION="memory:")  # fmt: skip
    found = table(ran["OUTPUT"])
    assert list(found) == ["baby", "kleuter", "naam", "demand", "nearest_id", "nearest_cost", "within_norm", "served", "shortage",
                           "lacking_share", "access"]  # fmt: skip
    np.testing.assert_allclose(found["access"], [20 / 40, 20 / 40 + 6 / 30, 0])
    assert found["nearest_id"].tolist() == ["Zon", "Maan", "Maan"]
    np.testing.assert_allclose(found["nearest_cost"], [500, 100, 3900])
    assert found["within_norm"].tolist() == [1, 1, 0]
    np.testing.assert_allclose(found["shortage"], [0, 14, 4])
    supply = table(ran["OUTPUT_SUPPLY"])
    np.testing.assert_allclose(supply["ratio"], [0.5, 0.2])
    np.testing.assert_allclose(supply["load"], [20, 6])
    np.testing.assert_allclose(supply["free_places"], [0, 0])
    np.testing.assert_allclose(supply["demand_within"], [40, 30])
    lines = table(ran["OUTPUT_ALLOCATION"])
    assert sorted(zip(lines["facility_id"], lines["people"], lines["cost"], strict=True)) == [
        ("Maan", 6, 100),
        ("Zon", 10, 500),
        ("Zon", 10, 500),
    ]
    assert (ran["DEMAND_TOTAL"], ran["SERVED"], ran["SHORTAGE"], ran["PLACES"], ran["FREE_PLACES"]) == (44, 26, 18, 26, 0)
    assert (ran["SHORTAGE_LEAST"], ran["SHORTAGE_MOVABLE"]) == (18, 0) and found["lacking_share"].tolist() == [1, 1, 1]
    assert ran["WITHIN_NORM_SHARE"] == pytest.approx(40 / 44)


def test_fields_are_added_and_part_of_the_people_may_look(run_algorithm, homes, places):
    ran = access(run_algorithm, homes, places, DEMAND_FIELD=["baby", "kleuter"], DEMAND_SHARE=50)
    np.testing.assert_allclose(table(ran["OUTPUT"])["demand"], [5.5, 16, 2])


def test_without_fields_each_feature_is_one_and_everyone_is_taken(run_algorithm, homes, places):
    ran = access(run_algorithm, homes, places, METHOD="cumulative", OUTPUT_SUPPLY="memory:")
    assert table(ran["OUTPUT"])["access"].tolist() == [1, 2, 0]
    assert (ran["SERVED"], ran["SHORTAGE"]) == (2, 1)
    assert not {"PLACES", "SHORTAGE_LEAST", "SHORTAGE_MOVABLE"} & set(ran.results), "without places nothing can be moved"
    assert "free_places" not in table(ran["OUTPUT_SUPPLY"])


def test_a_norm_of_its_own(run_algorithm, homes, places):
    ran = access(run_algorithm, homes, places, DEMAND_FIELD="baby", NORM=100)
    assert table(ran["OUTPUT"])["within_norm"].tolist() == [0, 1, 0]


@pytest.mark.parametrize(("decay", "weight"), [("linear", 0.5), ("step", 0.68), ("inverse_power", 0.2),
                                               ("gaussian", (np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5)))])  # fmt: skip
def test_decay_weighs_both_steps(run_algorithm, places, decay, weight):
    """Alone at half the threshold: the weight of the people and that of the facility cancel out; at 0 there are 10 more."""
    town = memory_layer("Point", [("Point(0 0)", 10), ("Point(500 0)", 10)], "n:integer")
    one = memory_layer("Point", [("Point(500 0)", 20)], "plaatsen:integer")
    ran = access(run_algorithm, town, one, DEMAND_FIELD="n", CAPACITY_FIELD="plaatsen", METHOD="e2sfca", DECAY=decay)
    ratio = 20 / (10 * weight + 10)
    np.testing.assert_allclose(table(ran["OUTPUT"])["access"], [ratio * weight, ratio])


def test_over_a_network_with_directions_and_speeds(run_algorithm, homes, places, street):
    """By car b may not go back to 500: it goes on to 1100; on foot it may. Minutes: 500 m at 50 km/h."""
    car = {"NETWORK": street, "MODE": "driving", "DIRECTION_FIELD": "richting", "SPEED_FIELD": "snelheid", "REACH": 10}
    by_car = table(access(run_algorithm, homes, places, METHOD="cumulative", **car)["OUTPUT"])
    assert by_car["access"].tolist() == [1, 1, 0]
    on_foot = table(access(run_algorithm, homes, places, METHOD="cumulative", **(car | {"MODE": "walking"}))["OUTPUT"])
    assert on_foot["access"].tolist() == [1, 2, 0]
    ran = access(run_algorithm, homes, places, COST="minutes", THRESHOLD=5, **car)
    found = table(ran["OUTPUT"])["nearest_cost"]
    np.testing.assert_allclose(found[:2], [0.5 / 50 * 60, 0.1 / 30 * 60])
    assert np.isnan(found[2])
    assert any("1 of 3 roads have no speed" in text for text in ran.infos)
    assert any("1 of 3 features of layer 'Adressen' lie farther than 10 m" in text for text in ran.warnings)
    assert (ran["NETWORK_PARTS"], ran["UNREACHED_COUNT"]) == (1, 1)


def test_gaps_are_joined_and_loose_parts_told(run_algorithm, homes, places):
    roads = memory_layer("LineString", [("LineString(0 0, 499 0)",), ("LineString(500 0, 1500 0)",), ("LineString(9000 0, 9100 0)",)])
    apart = access(run_algorithm, homes, places, NETWORK=roads)
    assert apart["NETWORK_PARTS"] == 3
    assert any("3 disconnected parts; the largest holds 62.5%" in text for text in apart.warnings)
    joined = access(run_algorithm, homes, places, NETWORK=roads, TOLERANCE=1)
    assert (joined["NETWORK_PARTS"], joined["NETWORK_JOINED"]) == (2, 2)
    np.testing.assert_allclose(table(joined["OUTPUT"])["nearest_cost"][0], 499)


def test_sectors_of_the_same_people_and_of_their_own(run_algorithm, homes, places):
    asked = {"CAPACITY_FIELD": "plaatsen", "SECTOR_FIELD": "soort"}
    together = table(access(run_algorithm, homes, places, DEMAND_FIELD="baby", METHOD="2sfca", **asked)["OUTPUT"])
    np.testing.assert_allclose(together["creche_access"], [0.5, 0.5, 0])
    np.testing.assert_allclose(together["onthaal_access"], [0, 0.2, 0])
    np.testing.assert_allclose(together["access"], [0.5, 0.7, 0])
    own = access(run_algorithm, homes, places, SECTOR_DEMAND="creche=baby, onthaal=kleuter", **asked)
    found = table(own["OUTPUT"])
    np.testing.assert_allclose(found["baby_shortage"], [0, 20, 4])
    np.testing.assert_allclose(found["kleuter_shortage"], [1, 0, 0])
    np.testing.assert_allclose(found["shortage"], [1, 20, 4])
    assert own["SHORTAGE"] == 25


def test_areas_spread_over_addresses_and_summed_up_by_units(run_algorithm, places):
    """30 people of one sector live at 2 addresses by dwellings 1 and 2; the units cut it in two."""
    square = "Polygon((-100 -100, {0} -100, {0} 100, -100 100, -100 -100))"
    sector = memory_layer("Polygon", [(square.format(3100), 30)], "n:integer", name="Sectoren")
    points = memory_layer("Point", [("Point(500 0)", 1), ("Point(3000 0)", 2)], "woningen:integer")
    units = memory_layer(
        "Polygon",
        [(square.format(1000), "west"), ("Polygon((1000 -100, 3100 -100, 3100 100, 1000 100, 1000 -100))", "oost")],
        "naam:string",
    )
    ran = access(run_algorithm, sector, places, DEMAND_FIELD="n", POINTS=points, POINTS_WEIGHT_FIELD="woningen", UNITS=units,
                 OUTPUT_UNITS="memory:", OUTPUT_POINTS="memory:", CAPACITY_FIELD="plaatsen")  # fmt: skip
    found = table(ran["OUTPUT"]).iloc[0]
    assert (found["demand"], found["served"], found["shortage"]) == (30, 10, 20)
    assert found["within_norm"] == pytest.approx(1 / 3)
    assert found["nearest_cost"] == pytest.approx((0 + 2 * 1900) / 3)
    assert found["nearest_id"] == 2  # the facility at 1100 is the nearest to most
    by_unit = table(ran["OUTPUT_UNITS"])
    np.testing.assert_allclose(by_unit["demand"], [10, 20])
    np.testing.assert_allclose(by_unit["shortage"], [0, 20])
    np.testing.assert_allclose(by_unit["access"], [0, 1900])
    assert table(ran["OUTPUT_POINTS"])["woningen"].tolist() == [1, 2]


def test_catchments(run_algorithm, homes, places):
    for kind, areas in (("reach", [np.pi * 0.04, np.pi * 0.04]), ("nearest", [np.pi * 0.04] * 2)):
        ran = access(run_algorithm, homes, places, THRESHOLD=200, CATCHMENTS=kind, OUTPUT_CATCHMENTS="memory:", NAME_FIELD="naam")
        np.testing.assert_allclose(table(ran["OUTPUT_CATCHMENTS"])["area_km2"], areas, rtol=5e-3)
    ran = access(run_algorithm, homes, places, THRESHOLD=600, CATCHMENTS="nearest", OUTPUT_CATCHMENTS="memory:")
    west, east = read_features(ran["OUTPUT_CATCHMENTS"])[0].geometry
    assert shapely.area(shapely.intersection(west, east)) < 20
    assert west.bounds[2] == pytest.approx(800, abs=1) and east.bounds[0] == pytest.approx(800, abs=1)


def test_the_report_says_it_in_words(run_algorithm, homes, places, tmp_path):
    path = tmp_path / "verslag.html"
    ran = access(
        run_algorithm,
        homes,
        places,
        DEMAND_FIELD="baby",
        CAPACITY_FIELD="plaatsen",
        NAME_FIELD="naam",
        SECTOR_FIELD="soort",
        REPORT=str(path),
    )
    text = path.read_text(encoding="utf-8")
    assert ran["REPORT"] == str(path)
    assert (
        "90.9\u00a0% of the people live within the norm of a facility; 26 of the 44 find a place" in text
        and "Zon" in text
        and "onthaal" in text
    )


def test_a_shortage_that_goes_when_people_move(run_algorithm, qgis_app, tmp_path):
    """B takes the ten places that A needs, though there are ten farther away that only B reaches (docs/access.md)."""
    town = memory_layer("Point", [("Point(0 0)", 10), ("Point(300 0)", 10)], "n:integer", name="Adressen")
    two = memory_layer("Point", [("Point(200 0)", 10), ("Point(900 0)", 10)], "plaatsen:integer", name="Opvang")
    path = tmp_path / "verslag.html"
    ran = access(run_algorithm, town, two, DEMAND_FIELD="n", CAPACITY_FIELD="plaatsen", THRESHOLD=700, REPORT=str(path))
    assert (ran["SHORTAGE"], ran["SHORTAGE_LEAST"], ran["SHORTAGE_MOVABLE"]) == (10, 0, 10)
    assert table(ran["OUTPUT"])[["shortage", "lacking_share"]].values.tolist() == [[10, 0], [0, 0]]
    assert "10 of the 10 without a place could get one if others took a place farther away" in path.read_text(encoding="utf-8")


def test_results_of_an_earlier_run_are_replaced(run_algorithm, homes, places):
    first = access(run_algorithm, homes, places)["OUTPUT"]
    again = access(run_algorithm, first, places, DEMAND_FIELD="baby")
    assert list(table(again["OUTPUT"])).count("demand") == 1
    assert any("replaced by the new results" in text for text in again.infos)


# ---- bad input


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"THRESHOLD": 0}, "THRESHOLD is 0: give a number above 0."),
        ({"NORM": 0}, "NORM is 0: give a number above 0."),
        ({"DEMAND_FIELD": "babies"}, "Layer 'Adressen' has no field 'babies': did you mean 'baby'?"),
        ({"DEMAND_FIELD": "naam"}, "Field 'naam' of layer 'Adressen' should hold numbers but holds 'a' in feature 1."),
        ({"CAPACITY_FIELD": "plaats"}, "Layer 'Opvang' has no field 'plaats': did you mean 'plaatsen'?"),
        ({"SECTOR_FIELD": "sector"}, "Layer 'Opvang' has no field 'sector'. It has: naam, plaatsen, soort."),
        ({"NAME_FIELD": "name"}, "Layer 'Opvang' has no field 'name': did you mean 'naam'?"),
        ({"SECTOR_DEMAND": "creche=baby"}, "SECTOR_DEMAND gives the demand field of each sector: give SECTOR_FIELD too."),
        ({"SECTOR_FIELD": "soort", "SECTOR_DEMAND": "creche"}, "SECTOR_DEMAND: 'creche' is no pair such as 'creche=aged_0_2'."),
        ({"SECTOR_FIELD": "soort", "SECTOR_DEMAND": "kreche=baby"}, "SECTOR_DEMAND names the sector 'kreche', which no facility has"),
        ({"SECTOR_FIELD": "soort", "SECTOR_DEMAND": "creche=baby"}, "SECTOR_DEMAND gives no demand field for: onthaal."),
        ({"METHOD": "e2sfca", "STEPS": "1,2"}, "'1,2' are no weights of zones"),
        ({"DIRECTION_FIELD": "richting"}, "DIRECTION_FIELD and SPEED_FIELD are fields of a network: give NETWORK, or leave them empty."),
        ({"OUTPUT_UNITS": "memory:"}, "OUTPUT_UNITS sums up by units: give UNITS."),
        ({"DEMAND_SHARE": 0}, "Layer 'Adressen' has no demand"),
    ],
)  # fmt: skip
def test_wrong_parameters_have_their_sentence(run_algorithm, homes, places, inputs, sentence):
    with pytest.raises(QgsProcessingException) as raised:
        access(run_algorithm, homes, places, **inputs)
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    ("homes_rows", "places_rows", "sentence"),
    [
        ([("Point(0 0)", -1)], [("Point(0 0)", 1)], "Field 'n' of layer 'laag' holds a negative number (-1) in feature 1: correct it."),
        ([("Point(0 0)", 0)], [("Point(0 0)", 1)], "Layer 'laag' has no demand: field 'n' holds no number above 0."),
        ([], [("Point(0 0)", 1)], "DEMAND: layer 'laag' has no features."),
        ([("Point(0 0)", 1)], [], "SUPPLY: layer 'laag' has no features."),
        ([("Point(0 0)", 1)], [("Point(0 0)", -2)], "holds a negative number (-2) in feature 1: correct it."),
        ([("Point(0 0)", 1)], [("Point(0 0)", 0)], "No facility of layer 'laag' has a place: field 'n' is 0 or empty everywhere."),
    ],
)
def test_wrong_layers_have_their_sentence(run_algorithm, homes_rows, places_rows, sentence):
    homes, places = memory_layer("Point", homes_rows, "n:integer"), memory_layer("Point", places_rows, "n:integer")
    with pytest.raises(QgsProcessingException) as raised:
        access(run_algorithm, homes, places, DEMAND_FIELD="n", CAPACITY_FIELD="n")
    assert sentence in str(raised.value)


def test_wrong_networks_have_their_sentence(run_algorithm, homes, places, street):
    none = memory_layer("LineString", [], name="Wegen")
    degrees = memory_layer("LineString", [("LineString(3.7 51.0, 3.8 51.0)",)], name="Wegen")
    nowhere = memory_layer("LineString", [("LineString(3.7 51.0, 3.8 51.0)",)], crs="", name="Wegen")
    by_car = {"NETWORK": street, "MODE": "driving"}
    for given, sentence in (
        ({"NETWORK": none}, "Network 'Wegen' has no lines"),
        ({"NETWORK": degrees, "REACH": 2}, "No feature of layer 'Adressen' (DEMAND) lies within 2 m of the network"),
        (by_car | {"DIRECTION_FIELD": "richtin"}, "Layer 'Wegen' has no field 'richtin': did you mean 'richting'?"),
        (by_car | {"DIRECTION_FIELD": "richting", "VALUE_FORWARD": "1"}, "holds neither '1' nor 'TF'"),
        ({"NETWORK": nowhere}, "'Wegen' has no coordinate system"),
    ):  # fmt: skip
        with pytest.raises(QgsProcessingException) as raised:
            access(run_algorithm, homes, places, **given)
        assert sentence in str(raised.value)


def test_people_in_degrees_are_refused(run_algorithm, places):
    homes = memory_layer("Point", [("Point(3.7 51.0)",)], crs="EPSG:4326", name="Adressen")
    with pytest.raises(QgsProcessingException, match="does not count in metres"):
        access(run_algorithm, homes, places)


# ---- real data


def test_ghent_from_libraries_to_addresses_and_cancelled(run_algorithm, shared_data, tmp_path):
    folder = shared_data / "gent"
    libraries = QgsVectorLayer(f"{folder / 'voorzieningen-gent.gpkg'}|subset=type = 'libraries'", "bibliotheken")
    given = {"DEMAND": str(folder / "adressen-crab2013-gent.gpkg"), "SUPPLY": libraries, "NETWORK": str(folder / "wegsegmenten-gent.gpkg"),
             "TOLERANCE": 1, "THRESHOLD": 1500, "OUTPUT": str(tmp_path / "uit.gpkg")}  # fmt: skip
    ran = run_algorithm("facility_access", given)
    assert (ran["DEMAND_COUNT"], ran["SUPPLY_COUNT"]) == (93_661, 16)
    assert 0.7 < ran["WITHIN_NORM_SHARE"] < 0.77
    for at in ("Building", "Measuring", "Writing"):
        feedback = RecordingFeedback(cancel_at=at)
        start = time.perf_counter()
        with pytest.raises((QgsProcessingException, Cancelled)):
            run_algorithm("facility_access", given | {"OUTPUT": str(tmp_path / f"{at}.gpkg")}, feedback=feedback)
        assert not (tmp_path / f"{at}.gpkg").exists()
        assert time.perf_counter() - start < 60


# ---- by public transport


@pytest.fixture
def bus(qgis_app, tmp_path):
    return str(one_bus(tmp_path / "bus.zip"))


def by_bus(run_algorithm, bus, **more):
    """Ten children at the first stop, four near the facility at the second, which has eight places."""
    homes = memory_layer("Point", [("Point(104000 194000)", 10), ("Point(109500 194000)", 4)], "baby:integer", name="Adressen")
    places = memory_layer("Point", [("Point(110000 194000)", "Zon", 8)], "naam:string,plaatsen:integer", name="Opvang")
    given = {"MODE": "transit", "COST": "minutes", "THRESHOLD": 20, "GTFS": bus, "DAY": "2026-06-09", "WINDOW": "07:00-07:20", "EVERY": 5,
             "DEMAND_FIELD": "baby", "CAPACITY_FIELD": "plaatsen", "NAME_FIELD": "naam", "METHOD": "2sfca"}  # fmt: skip
    return access(run_algorithm, homes, places, **given | more)


def test_by_bus_the_median_is_the_cost(run_algorithm, bus, tmp_path):
    """Who leaves at 7:00, 7:05 or 7:10 takes 20, 15 or 10 minutes, at 7:15 it is too late: half take at most 15. The others walk six."""
    report = tmp_path / "report.html"
    ran = by_bus(run_algorithm, bus, REPORT=str(report))
    found = table(ran["OUTPUT"])
    assert found["nearest_cost"].tolist() == [15.0, 6.0] and found["nearest_id"].tolist() == ["Zon", "Zon"]
    np.testing.assert_allclose(found["access"], 8 / 14)
    assert (ran["SERVED"], ran["SHORTAGE"]) == (8, 6)
    assert "By public transport, median travel time" in report.read_text(encoding="utf-8")


def test_by_bus_beyond_the_threshold_nobody_is_reached(run_algorithm, bus):
    """Within 12 minutes only one departure in four arrives, so that the median does not."""
    found = table(by_bus(run_algorithm, bus, THRESHOLD=12)["OUTPUT"])
    assert found["within_norm"].tolist() == [0.0, 1.0] and np.isnan(found["nearest_cost"][0])


def test_by_bus_a_catchment_lies_around_the_stops_too(run_algorithm, bus):
    """Five minutes' walk around the first stop, from where who leaves at 7:05 still catches the bus, and 15 around the facility."""
    ran = by_bus(run_algorithm, bus, OUTPUT_CATCHMENTS="memory:")
    (area,) = read_features(ran["OUTPUT_CATCHMENTS"])[0].geometry
    parts = sorted(shapely.get_parts(area), key=shapely.area)
    assert len(parts) == 2
    for part, centre, minutes in zip(parts, ((104000, 194000), (110000, 194000)), (5, 15), strict=True):
        radius = minutes / 60 * 5000
        assert np.hypot(*(shapely.get_coordinates(shapely.centroid(part))[0] - centre)) < 10
        assert part.area == pytest.approx(np.pi * radius**2, rel=0.04)


def test_by_bus_another_percentile_is_the_cost(run_algorithm, bus):
    """One departure in four takes at most 10 minutes, three in four at most 20, and not all of them arrive."""
    for percentile, minutes in ((25, 10.0), (50, 15.0), (75, 20.0), (51, 20.0)):
        assert table(by_bus(run_algorithm, bus, PERCENTILE=percentile)["OUTPUT"])["nearest_cost"].tolist() == [minutes, 6.0]
    assert np.isnan(table(by_bus(run_algorithm, bus, PERCENTILE=100)["OUTPUT"])["nearest_cost"][0])


def test_by_bus_catchments_of_several_thresholds(run_algorithm, bus, tmp_path):
    """Within 23 minutes five minutes' walk around the first stop and 15 around the facility, within 12 only 12 around that one."""
    ran = by_bus(run_algorithm, bus, CATCHMENT_THRESHOLDS="12, 23,12", OUTPUT_CATCHMENTS=str(tmp_path / "ground.gpkg"))
    found = read_features(QgsVectorLayer(ran["OUTPUT_CATCHMENTS"], "ground"))[0]
    assert found.table["threshold"].tolist() == [23.0, 12.0] and found.table["naam"].tolist() == ["Zon", "Zon"]
    parts = [shapely.area(shapely.get_parts(area)) for area in found.geometry]
    for areas, minutes in zip(parts, ((5, 15), (12,)), strict=True):
        np.testing.assert_allclose(np.sort(areas), np.pi * (np.array(minutes) / 60 * 5000) ** 2, rtol=0.06)


@pytest.mark.parametrize("text", ["15, dertig", "0, 30", "inf", ",".join(map(str, range(1, 14)))])
def test_thresholds_that_are_none(run_algorithm, bus, text):
    with pytest.raises(QgsProcessingException, match=r"CATCHMENT_THRESHOLDS is .* give numbers above 0"):
        by_bus(run_algorithm, bus, CATCHMENT_THRESHOLDS=text, OUTPUT_CATCHMENTS="memory:")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"COST": "metres"}, "set COST to 'minutes'"),
        ({"GTFS": None}, "give GTFS a zip file"),
        ({"DAY": "2026-06-14"}, "No trip of timetable 'bus' runs on 2026-06-14"),
    ],
)
def test_wrong_input_by_bus_is_a_sentence(run_algorithm, bus, asked, words):
    with pytest.raises(QgsProcessingException, match=words):
        by_bus(run_algorithm, bus, **asked)
