"""The chain from a challenge to its index, on a town of six units whose numbers can be reckoned by hand."""

import datetime
import os
from dataclasses import replace

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.unit_layer import given_units
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.town import ORIGIN, Town, point, write_gpkg
from osgeo import osr
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle, QgsVectorLayer

AS_OF = datetime.date(2026, 1, 1)
NAN = np.nan
INHABITANTS = [100, 200, 400, 0, 500, 1000]


@pytest.fixture
def town(qgis_app, tmp_path):
    """Units S1-S3 in the southern row, S4-S6 in the northern; five libraries, of which one outside; six addresses."""
    town = Town(tmp_path)
    town.table("population", {"sector_code": town.keys, "inhabitants": INHABITANTS})
    libraries = [point(500, 500), point(600, 500), point(1500, 500), point(2500, 1500), point(3500, 1500)]
    town.layer("libraries", libraries, columns={"kind": ["main", "branch", "branch", "branch", "main"], "books": [10, 30, None, 8, 5]})
    addresses = [point(500, 600), point(500, 900), point(1500, 900), point(1500, 1300), point(2500, 1400), point(2600, 1500)]
    town.layer("addresses", addresses, columns={"dwellings": [1, 3, 1, 1, 1, 9]})
    return town


def collected(town, *indicators, challenge=None, **options):
    paths = town.write(town.challenge(*indicators, **(challenge or {})))
    return collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]), **options)


def indexed(town, *indicators, challenge=None, **options):
    return index_challenge(collected(town, *indicators, challenge=challenge, **options), AS_OF)


def raw(town, **indicator):
    """The raw values of one indicator; by a target, so that equal values do not matter."""
    whole = {"id": "it", "normalisation": "target", "target": 0, **indicator}
    return indexed(town, whole, challenge={"aggregation": {"allowed_missing_share": 1}}).evaluation.raw["it"].tolist()


def equal(values, expected):
    assert values == pytest.approx(expected, nan_ok=True)


def moved(geometry, crs):
    """Geometry of Lambert 72 in another system, taken there by OSR."""
    systems = [osr.SpatialReference(), osr.SpatialReference()]
    for system, name in zip(systems, ("EPSG:31370", crs), strict=True):
        system.SetFromUserInput(name)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transformation = osr.CoordinateTransformation(*systems)
    return [shapely.transform(one, lambda xy: np.array(transformation.TransformPoints(xy))[:, :2]) for one in geometry]


# ---- measures, denominators, filters, points


def test_a_field_of_the_unit_itself(town):
    equal(raw(town, layer="population", field="inhabitants"), INHABITANTS)


def test_a_filter_leaves_units_without_value(town):
    equal(raw(town, layer="population", field="inhabitants", filter='"inhabitants" >= 400'), [NAN, NAN, 400, NAN, 500, 1000])


def test_counts_and_a_filter_on_features(town):
    equal(raw(town, layer="libraries", measure="count"), [2, 1, 0, 0, 0, 1])
    equal(raw(town, layer="libraries", measure="count", filter="\"kind\" = 'branch'"), [1, 1, 0, 0, 0, 1])


def test_a_denominator_of_0_or_without_row_gives_no_value(town):
    town.table("population", {"sector_code": ["S1", "S2", "S4", "S6"], "inhabitants": [100, 200, 0, 1000]})
    per_1000 = {"denominator": {"layer": "population", "measure": "attribute", "field": "inhabitants"}, "scale": 1000}
    equal(raw(town, layer="libraries", measure="count", **per_1000), [20, 5, NAN, NAN, NAN, 1])


def test_a_denominator_is_measured_like_any_other_with_its_own_filter(town):
    branches = {"layer": "libraries", "measure": "count", "filter": "\"kind\" = 'branch'"}
    equal(raw(town, layer="libraries", measure="count", denominator=branches), [2, 1, NAN, NAN, NAN, 1])


def test_the_scale_also_works_without_denominator(town):
    equal(raw(town, layer="libraries", measure="count", scale=0.5), [1, 0.5, 0, 0, 0, 0.5])


def test_features_without_value_take_no_part_and_are_counted(town):
    feedback = RecordingFeedback()
    progress = FeedbackProgress(feedback)
    gathered = collected(town, {"id": "books", "layer": "libraries", "measure": "sum", "field": "books"}, progress=progress)
    equal(index_challenge(gathered, AS_OF, progress).evaluation.raw["books"].tolist(), [40, NAN, 0, 0, 0, 8])
    assert "Indicator 'books (books)': 1 features of 'Layer libraries' have no value and take no part." in feedback.infos


def test_distances_from_the_middle_of_the_units_reach_beyond_the_border(town):
    last = raw(town, layer="libraries", measure="distance_nearest", filter="\"kind\" = 'main'")
    equal(last, [0, 1000, 2**0.5 * 1000, 1000, 2**0.5 * 1000, 1000])  # S3 and S6 are nearest to the library outside the town


def test_distances_from_addresses_are_the_mean_in_the_unit(town):
    equal(raw(town, layer="libraries", measure="distance_nearest", points="addresses"), [250, 400, NAN, NAN, 800, 100])


def test_addresses_can_be_weighed(town):
    distance = {"layer": "libraries", "measure": "distance_nearest", "points": "addresses"}
    equal(raw(town, weight_field="dwellings", **distance), [325, 400, NAN, NAN, 800, 100])


def test_the_share_of_addresses_within_a_distance_counts_the_distance_itself(town):
    share = {"layer": "libraries", "measure": "share_within", "points": "addresses", "scale": 100}
    equal(raw(town, distance=400, **share), [100, 100, NAN, NAN, 0, 100])
    equal(raw(town, distance=399.9, **share), [50, 0, NAN, NAN, 0, 100])


def test_polygons_and_lines_are_shared_out(town):
    parks = [shapely.box(500, 0, 2000, 500), shapely.box(1500, 0, 2500, 250)]
    town.layer("parks", shapely.transform(parks, lambda xy: xy + ORIGIN), columns={"trees": [300, 100]})
    road = shapely.transform(shapely.LineString([(-200, 500), (1200, 500), (1200, 1700)]), lambda xy: xy + ORIGIN)
    town.layer("roads", [road], columns={"speed": [50]})
    equal(raw(town, layer="parks", measure="area_share"), [0.25, 0.5, 0.125, 0, 0, 0])
    equal(raw(town, layer="parks", measure="transfer_extensive", field="trees"), [100, 250, 50, 0, 0, 0])
    equal(raw(town, layer="roads", measure="length"), [1000, 700, 0, 0, 700, 0])
    equal(raw(town, layer="libraries", measure="density"), [2, 1, 0, 0, 0, 1])


# ---- index, ages, people


def test_index_missing_share_and_age_of_two_indicators(town):
    town.records["libraries"]["date"] = "2024-01-01"
    result = indexed(
        town,
        {"id": "libraries", "layer": "libraries", "measure": "count", "weight": 3, "direction": "low"},
        {"id": "people", "layer": "population", "field": "inhabitants", "filter": '"inhabitants" > 0', "weight": 1},
    )
    # Scores of libraries: 0 50 100 100 100 50; of people, from 100 to 1000: 0 11.1 33.3 - 44.4 100.
    equal(result.evaluation.index.tolist(), [0, (150 + 100 / 9) / 4, (300 + 300 / 9) / 4, 100, (300 + 400 / 9) / 4, 62.5])
    equal(result.evaluation.missing_share.tolist(), [0, 0, 0, 0.25, 0, 0])
    equal(result.evaluation.data_age_days.tolist(), [731] * 6)
    assert (result.missing_share, result.without_index, result.oldest()) == (pytest.approx(0.25 / 6), 0, "libraries")
    assert result.people is None


def test_the_population_is_joined_by_key(town):
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    counted = {"units": {**units, "population": {"layer": "population", "field": "inhabitants"}}}
    result = indexed(town, {"id": "it", "layer": "libraries", "measure": "count"}, challenge=counted)
    equal(result.people.tolist(), INHABITANTS)
    assert list(result.unit_features.table) == [
        "sector_code", "sector_name", "inhabitants", "it", "it_score", "social_policy_index",
        "challenge_index", "missing_share", "data_age_days",
    ]  # fmt: skip


def test_an_indicator_may_be_called_as_the_population_it_is(town):
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    counted = {"units": {**units, "population": {"layer": "population", "field": "inhabitants"}}}
    table = indexed(town, {"id": "inhabitants", "layer": "population", "field": "inhabitants"}, challenge=counted).unit_features.table
    assert table["inhabitants"].tolist() == INHABITANTS


@pytest.mark.parametrize("people", [[0] * 6, [None] * 6])
def test_a_town_where_nobody_lives_still_has_an_index(town, people):
    town.table("population", {"sector_code": town.keys, "inhabitants": people})
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    counted = {"units": {**units, "population": {"layer": "population", "field": "inhabitants"}}}
    assert not np.isnan(indexed(town, {"id": "it", "layer": "libraries", "measure": "count"}, challenge=counted).evaluation.index).any()


def test_without_a_date_in_the_catalogue_the_file_says_it(town):
    town.records["libraries"].pop("date")
    moment = datetime.datetime(2025, 12, 22, 12).timestamp()
    os.utime(town.folder / "libraries.gpkg", (moment, moment))
    result = indexed(town, {"id": "it", "layer": "libraries", "measure": "count"})
    assert (result.collected.layers["libraries"].date_origin, result.evaluation.data_age_days.tolist()) == ("file", [10.0] * 6)


# ---- keys


@pytest.mark.parametrize(
    "unit_keys, table_keys",
    [
        ([1, 2, 3, 4, 5, 6], ["1", "2", "3", "4", "5", "6"]),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1, 2, 3, 4, 5, 6]),
        (["01", "02", "03", "04", "05", "06"], ["01", "02", "03", "04", "05", "06"]),
        (["A ", "B", "C", "D", "E", "F"], ["A", "B ", " C", "D", "E", "F"]),
        ([44021000000001, 2, 3, 4, 5, 6], ["44021000000001", "2", "3", "4", "5", "6"]),
    ],
)
def test_keys_meet_whether_number_or_text(qgis_app, tmp_path, unit_keys, table_keys):
    town = Town(tmp_path, keys=unit_keys)
    town.table("population", {"sector_code": table_keys[::-1], "inhabitants": [6, 5, 4, 3, 2, 1]})
    equal(raw(town, layer="population", field="inhabitants"), [1, 2, 3, 4, 5, 6])


def test_rows_without_unit_and_units_without_row(town):
    town.table("population", {"sector_code": ["S2", "elsewhere", None, "S1", None], "inhabitants": [20, 7, 8, 10, 9]})
    equal(raw(town, layer="population", field="inhabitants"), [10, 20, NAN, NAN, NAN, NAN])


def test_a_key_that_stands_twice_in_a_table_is_refused(town):
    town.table("population", {"sector_code": ["S1", "S2", "S2", "S4"], "inhabitants": [1, 2, 3, 4]})
    with pytest.raises(
        OpgaveError,
        match=r"^Table 'Layer population' \(population.csv\) has more than one row for 1 key in the column 'sector_code' \('S2'\)",
    ):
        raw(town, layer="population", field="inhabitants")
    equal(raw(town, layer="population", field="inhabitants", filter='"inhabitants" <> 3'), [1, 2, NAN, 4, NAN, NAN])


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (
            ["S1", "S2", "S2", "S4", "S5", "S6"],
            r"1 key in the field 'sector_code' stands at more than one area \('S2'\).*dissolve the layer by",
        ),
        (["S1", None, None, "S4", "S5", "S6"], "2 areas have no key in the field 'sector_code': fill the keys in"),
    ],
)
def test_units_need_a_key_each(qgis_app, tmp_path, keys, sentence):
    town = Town(tmp_path, keys=keys)
    with pytest.raises(OpgaveError, match=sentence):
        raw(town, layer="statistical_sectors", measure="area_share")


def test_a_table_without_the_key_or_the_field_says_what_it_has(town):
    town.table("population", {"sector": town.keys, "inhabitants": INHABITANTS})
    with pytest.raises(
        OpgaveError,
        match=r"^Layer 'Layer population \(population\)' has no column for the field 'sector_code' \(sought: sector_code\). Did",
    ):
        raw(town, layer="population", field="inhabitants")
    with pytest.raises(OpgaveError, match=r"field 'bocks' \(sought: bocks\). Did you mean 'books'\? The columns are "):
        raw(town, layer="libraries", measure="sum", field="bocks")
    with pytest.raises(OpgaveError, match=r"field 'adres' \(sought: adres\). The columns are "):
        raw(town, layer="libraries", measure="count", filter="\"adres\" = 'x'")


def test_a_table_can_only_be_an_attribute(town):
    with pytest.raises(
        OpgaveError, match=r"Layer 'Layer population \(population\)' is a table without geometry: only the measure 'attribute' can use it"
    ):
        raw(town, layer="population", measure="count")


# ---- layers that fail, are absent, or lie elsewhere


TWO = [
    {"id": "libraries", "layer": "libraries", "measure": "count", "weight": 3},
    {"id": "far", "layer": "stops", "measure": "distance_nearest", "points": "addresses", "weight": 1},
]


def test_a_layer_that_fails_stops_the_run(town):
    town.record("stops", {"kind": "gpkg", "path": "gone.gpkg"}, geometry="point")
    with pytest.raises(OpgaveError, match="Layer 'Layer stops .stops.': the file '.*gone.gpkg' does not exist"):
        indexed(town, *TWO)


def test_where_the_policy_allows_it_the_run_goes_on_without(town):
    town.record("stops", {"kind": "gpkg", "path": "gone.gpkg"}, geometry="point")
    feedback = RecordingFeedback()
    result = indexed(town, *TWO, challenge={"missing_data": {"layers": "continue"}}, progress=FeedbackProgress(feedback))
    assert list(result.collected.failures) == ["stops"]
    equal(result.evaluation.index.tolist(), [100, 50, 0, 0, 0, 50])
    equal(result.evaluation.missing_share.tolist(), [0.25] * 6)
    assert result.evaluation.raw["far"].isna().all()
    assert any("gone.gpkg" in line and line.endswith("The challenge is computed without this layer.") for line in feedback.warnings)


def test_without_the_points_there_is_no_distance_either(town):
    town.layer("stops", [point(0, 0)])
    town.record("addresses", {"kind": "gpkg", "path": "gone.gpkg"}, geometry="point")
    result = indexed(town, *TWO, challenge={"missing_data": {"layers": "continue"}})
    assert result.evaluation.raw["far"].isna().all()


def test_units_are_needed_whatever_the_policy(town):
    town.record("statistical_sectors", {"kind": "gpkg", "path": "gone.gpkg"}, key="sector_code", geometry="polygon")
    with pytest.raises(OpgaveError, match="Layer 'Layer statistical_sectors .statistical_sectors.': the file '.*gone.gpkg' does not exist"):
        indexed(town, TWO[0], challenge={"missing_data": {"layers": "continue"}})


def test_a_cancel_while_loading_is_no_failed_layer(town):
    (town.folder / "stops.csv").write_text("x;y\n100500;190500\n")
    town.record("stops", {"kind": "csv", "path": "stops.csv"}, geometry="point", crs="EPSG:31370")
    feedback = RecordingFeedback(cancel_at="points from the columns x and y")
    with pytest.raises(Cancelled):
        indexed(town, *TWO, challenge={"missing_data": {"layers": "continue"}}, progress=FeedbackProgress(feedback))
    assert feedback.warnings == []


def test_a_record_that_the_catalogue_lacks_is_named_with_the_nearest(town):
    with pytest.raises(OpgaveError, match="no record 'librarys'. Did you mean 'libraries'?"):
        raw(town, layer="librarys", measure="count")


def test_what_the_map_would_only_draw_may_be_absent(town):
    town.record("water", {"kind": "wms", "path": "https://example.org/wms", "layer": "water"}, geometry="raster")
    town.record("picture", {"kind": "wms", "path": "https://example.org/wms", "layer": "grey"}, geometry="raster")
    extra = {"overlay": ["flood_areas"], "background": {"water": "water", "roads": "roads", "service": "picture"}}
    assert collected(town, TWO[0], challenge=extra).absent == ("flood_areas", "roads", "water")


def test_what_the_map_would_only_draw_may_be_empty_here(town):
    town.layer("flood_areas", [shapely.box(0, 0, 9, 9)])
    assert collected(town, TWO[0], challenge={"overlay": ["flood_areas"]}).absent == ("flood_areas",)
    town.record("flood_areas", {"kind": "gpkg", "path": "gone.gpkg"}, geometry="polygon")
    with pytest.raises(OpgaveError, match="Layer 'Layer flood_areas .flood_areas.': the file '.*gone.gpkg' does not exist"):
        collected(town, TWO[0], challenge={"overlay": ["flood_areas"]})


def test_a_layer_that_lies_elsewhere_fails_by_its_extent(town):
    town.layer("stops", [shapely.Point(200_000, 100_000)])
    with pytest.raises(OpgaveError, match="Layer 'Layer stops' has no features in the extent"):
        indexed(town, *TWO)


def test_layers_in_other_systems_come_to_the_units(town):
    libraries = [point(500, 500), point(600, 500), point(1500, 500), point(2500, 1500), point(3500, 1500)]
    for crs in ("EPSG:4326", "EPSG:3812", "EPSG:3857"):
        town.layer(f"in_{crs[5:]}", moved(libraries, crs), crs=crs)
        equal(raw(town, layer=f"in_{crs[5:]}", measure="count"), [2, 1, 0, 0, 0, 1])
        distances = raw(town, layer=f"in_{crs[5:]}", measure="distance_nearest")
        assert distances == pytest.approx([0, 0, 1000, 1000, 1000, 0], abs=1.0)


def test_null_geometry_is_dropped_and_an_invalid_polygon_repaired_both_counted(town):
    bow_tie = shapely.transform(shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)]), lambda xy: xy + ORIGIN)
    town.layer("parks", [bow_tie, None])
    gathered = collected(town, {"id": "green", "layer": "parks", "measure": "area_share"})
    counts = gathered.layers["parks"].counts
    assert (counts.total, counts.null_geometry, len(counts.repaired)) == (2, 1, 1)
    equal(index_challenge(gathered, AS_OF).evaluation.raw["green"].tolist(), [0.5, 0, 0, 0, 0, 0])


# ---- what may not be passed on


def test_of_a_layer_that_may_not_be_passed_on_only_what_is_needed_is_read(town):
    town.records["libraries"]["redistribution"] = "no"
    gathered = collected(town, {"id": "it", "layer": "libraries", "measure": "count", "filter": "\"kind\" = 'main'"})
    assert list(gathered.layers["libraries"].features.table) == ["kind"]
    equal(index_challenge(replace(gathered, audience="internal"), AS_OF).evaluation.raw["it"].tolist(), [1, 0, 0, 0, 0, 0])


# ---- units, extent and coordinate system as the user gives them


def own_units(town, columns, crs="EPSG:31370"):
    geometry = town.units if crs == "EPSG:31370" else moved(town.units, crs)
    write_gpkg(town.folder / "own.gpkg", "own", geometry, crs, columns)
    return read_features(QgsVectorLayer(f"{town.folder / 'own.gpkg'}|layername=own", "own"))


def with_own_units(town, features, counts, *indicators):
    paths = town.write(town.challenge(*indicators))
    challenge, catalogue = read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"])
    units = given_units(features, counts, challenge, catalogue, SILENT)
    return index_challenge(collect(challenge, catalogue, units), AS_OF)


def test_own_units_keep_their_fields_and_are_recognised_by_the_catalogue(town):
    town.records["statistical_sectors"]["fields"] = {"sector_code": {"from": ["CD_SECTOR"]}, "sector_name": {"from": ["naam"]}}
    features, counts = own_units(town, {"CD_SECTOR": town.keys[::-1], "naam": list("abcdef"), "extra": [1.5] * 6})
    result = with_own_units(town, features, counts, {"id": "people", "layer": "population", "field": "inhabitants"})
    assert list(result.unit_features.table)[:7] == ["fid", "CD_SECTOR", "naam", "extra", "sector_code", "sector_name", "people"]
    equal(result.evaluation.raw["people"].tolist(), INHABITANTS[::-1])
    assert result.collected.layers["statistical_sectors"].date is None


def test_own_units_without_the_key_say_so(town):
    features, counts = own_units(town, {"naam": list("abcdef")})
    with pytest.raises(OpgaveError, match="Layer 'own' has no field 'sector_code'. It has: fid, naam."):
        with_own_units(town, features, counts, TWO[0])


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_own_units_in_a_system_without_true_metres_are_measured_in_lambert_72(town, crs):
    """A kilometre is one again: the distances are those of units in Lambert 72, to half a metre."""
    features, counts = own_units(town, {"sector_code": town.keys, "sector_name": town.keys}, crs)
    result = with_own_units(town, features, counts, TWO[0], {"id": "far", "layer": "libraries", "measure": "distance_nearest"})
    assert result.unit_features.crs == "EPSG:31370"
    assert result.evaluation.raw["libraries"].tolist() == [2, 1, 0, 0, 0, 1]
    assert result.evaluation.raw["far"].tolist() == pytest.approx([0, 0, 1000, 1000, 1000, 0], abs=0.5)


def test_own_units_in_degrees_far_from_here_are_refused(town):
    features, counts = own_units(town, {"sector_code": town.keys, "sector_name": town.keys}, "EPSG:4326")
    far = replace(features, geometry=shapely.transform(features.geometry, lambda xy: xy + (-18, -23)))
    with pytest.raises(OpgaveError, match="is in EPSG:4326, which does not count in metres.* take a layer that was saved in one"):
        with_own_units(town, far, counts, TWO[0])


def around(crs, xmin, ymin, xmax, ymax):
    return QgsReferencedRectangle(QgsRectangle(xmin, ymin, xmax, ymax), QgsCoordinateReferenceSystem(crs))


def test_the_extent_takes_the_units_that_it_meets(town):
    south_west = around("EPSG:31370", ORIGIN[0] + 100, ORIGIN[1] + 100, ORIGIN[0] + 1100, ORIGIN[1] + 900)
    result = indexed(town, TWO[0], extent=south_west)
    assert result.collected.unit_keys.tolist() == ["S1", "S2"]
    equal(result.evaluation.raw["libraries"].tolist(), [2, 1])


def test_the_extent_may_be_in_degrees(town):
    (corner, other) = (shapely.get_coordinates(moved([point(*at)], "EPSG:4326"))[0] for at in ((100, 100), (1100, 800)))
    assert collected(town, TWO[0], extent=around("EPSG:4326", *corner, *other)).unit_keys.tolist() == ["S1", "S2"]


def test_an_extent_elsewhere_says_so(town):
    with pytest.raises(OpgaveError, match="'Layer statistical_sectors' has no features in the extent"):
        collected(town, TWO[0], extent=around("EPSG:31370", 200_000, 100_000, 201_000, 101_000))


def test_the_work_is_done_in_the_system_that_is_asked_for(town):
    result = indexed(town, TWO[0], {"id": "far", "layer": "libraries", "measure": "distance_nearest"}, target_crs="EPSG:3812")
    assert result.unit_features.crs == "EPSG:3812"
    assert result.evaluation.raw["libraries"].tolist() == [2, 1, 0, 0, 0, 1]
    assert result.evaluation.raw["far"].tolist() == pytest.approx([0, 0, 1000, 1000, 1000, 0], abs=0.5)


def test_a_system_in_degrees_is_refused(town):
    with pytest.raises(OpgaveError, match="EPSG:4326, which does not count in metres"):
        indexed(town, TWO[0], target_crs="EPSG:4326")


def test_points_cannot_be_units(town):
    columns = {"sector_code": town.keys, "sector_name": town.keys}
    town.layer("statistical_sectors", shapely.centroid(town.units), key="sector_code", columns=columns)
    with pytest.raises(OpgaveError, match="Layer 'Layer statistical_sectors' cannot be used as units: units are polygons"):
        indexed(town, TWO[0])


# ---- filters from elsewhere


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("file_exists('/etc/passwd')", "uses the function 'file_exists', which is not allowed"),
        ("length(load_layer('/etc/passwd', 'ogr')) > 0", "uses the function 'load_layer', which is not allowed"),
        ("eval('\"kind\" = 1')", "uses the function 'eval', which is not allowed"),
        ("@user_account_name = 'root'", "uses the variable '@user_account_name'"),
        ("var('user_account_name') = 'root'", "uses the "),
        ("attribute($currentfeature, 'kind') = 'main'", "which is not allowed"),
        ("aggregate('libraries', 'count', 1) > 0", "which is not allowed"),
        ("env('HOME') = ''", "uses the function 'env', which is not allowed"),
        ('"kind" = ', "is not a valid expression"),
        ("\"kind\" = 'main' OR \"kin\" = 'x'", r"field 'kin' \(sought: kin\). Did you mean 'kind'\?"),
    ],
)
def test_a_filter_can_only_look_at_the_features(town, text, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        raw(town, layer="libraries", measure="count", filter=text)


def test_a_forbidden_filter_is_refused_before_anything_is_loaded(town):
    town.record("libraries", {"kind": "wfs", "path": "http://127.0.0.1:9/", "layer": "x"}, geometry="point")
    with pytest.raises(OpgaveError, match="uses the function 'load_layer', which is not allowed"):
        raw(town, layer="libraries", measure="count", filter="load_layer('x', 'ogr') IS NULL")


def test_a_negative_population_is_refused(town):
    town.table("population", {"sector_code": town.keys, "inhabitants": [100, -2, 400, 0, 500, 1000]})
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    with pytest.raises(OpgaveError, match=r"'inhabitants' of layer 'population' holds a negative number of inhabitants \(-2\)"):
        indexed(
            town,
            {"id": "it", "layer": "libraries", "measure": "count"},
            challenge={"units": {**units, "population": {"layer": "population", "field": "inhabitants"}}},
        )


# ---- small numbers and smoothing


PER_RETURN = {"layer": "population", "measure": "attribute", "field": "tax_returns"}


def few(town, **rest):
    town.table("population", {"sector_code": town.keys, "inhabitants": INHABITANTS, "tax_returns": [20, 21, 100, 100, 100, 100]})
    return indexed(town, {"id": "it", "layer": "population", "field": "inhabitants", "denominator": PER_RETURN}, challenge=rest)


def test_units_with_fewer_than_21_tax_returns_are_hidden_where_an_indicator_is_divided_by_those(town):
    result = few(town)
    assert result.hidden == 1
    assert np.isnan([result.evaluation.raw["it"][0], result.evaluation.index[0]]).all()
    assert result.evaluation.raw["it"][1] == INHABITANTS[1] / 21


def test_hidden_units_take_no_part_in_the_mean_that_small_numbers_are_drawn_to(town):
    """Whatever a hidden unit counts, the others are smoothed as without it: to the rate of 15 cases in 500 people of theirs."""
    rates = []
    for cases in (0, 20):
        counted = {"sector_code": town.keys, "cases": [cases, 3, 3, 3, 3, 3], "tax_returns": [20, *[100] * 5]}
        town.table("population", {**counted, "inhabitants": [20, 100, 100, 100, 100, 100]})
        per_head = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
        one = {"id": "it", "layer": "population", "field": "cases", "denominator": per_head, "smoothing": "empirical_bayes"}
        other = {"id": "other", "layer": "population", "field": "cases", "denominator": PER_RETURN}
        targets = {"normalisation": "target", "target": 0}
        found = indexed(town, {**one, **targets}, {**other, **targets})
        assert found.hides.tolist() == [True] + [False] * 5
        rates.append(found.evaluation.raw["it"].tolist())
    equal(rates[0], [NAN] + [15 / 500] * 5)
    equal(rates[1], rates[0])


def test_a_proposal_that_hides_more_units_is_smoothed_without_those(town):
    counted = {"sector_code": town.keys, "cases": [20, 3, 3, 3, 3, 3], "tax_returns": [20, *[100] * 5]}
    town.table("population", {**counted, "inhabitants": [20, 100, 100, 100, 100, 100]})
    targets = {"normalisation": "target", "target": 0}
    per_head = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    one = {"id": "it", "layer": "population", "field": "cases", "denominator": per_head, "smoothing": "empirical_bayes", **targets}
    new = town.challenge({"id": "other", "layer": "population", "field": "cases", "denominator": PER_RETURN, **targets})["indicators"]
    proposal = {"id": "more", "title": {"nl": "Meer", "en": "More"}, "indicators": new}
    found = indexed(town, one, challenge={"proposals": [proposal]})
    assert not found.hides.any() and found.proposals[0].hides.tolist() == [True] + [False] * 5
    equal(found.proposals[0].evaluation.raw["it"].tolist(), [NAN] + [15 / 500] * 5)
    assert found.evaluation.raw["it"][1] > 15 / 500


def test_the_challenge_names_field_and_count_itself(town):
    named = {"layer": "population", "field": "tax_returns"}
    assert few(town, small_numbers={**named, "minimum": 0}).hidden == 0
    assert few(town, small_numbers={**named, "minimum": 100}).hidden == 2


def test_the_errors_that_estimates_state(town):
    """10 of 100 people with an error of 4 is 10 % with an error of 4 points; an error that is stated goes before that of chance."""
    estimates = {"old": [10, 30, 30], "old_se": [4.0, None, 8.0], "plain": [1.0, 2.0, 3.0], "plain_se": [0.5, 0.5, 0.5]}
    town.table("facts", {"sector_code": town.keys[:3]} | estimates, key="sector_code")
    people = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    share = {"id": "share", "layer": "facts", "field": "old", "scale": 100, "denominator": people}
    plain = {"id": "plain", "layer": "facts", "field": "plain", "scale": 2}
    found = indexed(town, share, plain, challenge={"aggregation": {"allowed_missing_share": 1}}).measured.errors
    equal(found["share"].tolist(), [4, 100 * np.sqrt(0.1 * 0.9 / 200), 2, NAN, NAN, NAN])
    equal(found["plain"].tolist(), [1, 1, 1, NAN, NAN, NAN])
