"""What the page of a web map is given: every number, name and shape is that of the bundle."""

import json
from dataclasses import replace

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.classes import READABLE, class_breaks
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.products.web_map import background, subject
from opgavenkaart.processing.products.web_map.page import PageLook, page_content, tell_apart
from opgavenkaart.processing.products.web_map.shapes import ShapeWriter
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard

DUTCH = Language("nl")


@pytest.fixture(scope="module")
def bundle(demo_bundle):
    return open_bundle(demo_bundle("warm_homes")["OUTPUT_FOLDER"])


@pytest.fixture(scope="module")
def read(bundle):
    return subject.read_subject(bundle, SILENT)


@pytest.fixture(scope="module")
def content(read):
    return page_content([read], PageLook(theme(), DUTCH), SILENT)


@pytest.fixture(scope="module")
def pen(read):
    return ShapeWriter(tuple(shapely.total_bounds(read.units.geometry)))


def table(bundle, name: str) -> geopandas.GeoDataFrame:
    return geopandas.read_file(bundle.geopackage, layer=name)


def shape(content: dict, parts: list) -> shapely.Geometry:
    """Return a shape of the page in longitude and latitude, without its script."""
    origin, step = np.array(content["place"]["origin"]), np.array(content["place"]["step"])
    rings = [[origin + step * np.cumsum(np.reshape(ring, (-1, 2)), axis=0) for ring in part] for part in parts]
    return shapely.make_valid(shapely.multipolygons([shapely.Polygon(ring[0], ring[1:]) for ring in rings]))


def in_metres(shapes) -> geopandas.GeoSeries:
    return geopandas.GeoSeries(list(shapes), crs=4326).to_crs(31370)


def test_each_cluster_has_the_numbers_of_its_row(bundle, content):
    rows, shown = table(bundle, "clusters"), content["challenges"][0]["clusters"]
    assert [one["id"] for one in shown] == rows["cluster_id"].tolist() == sorted(rows["cluster_id"])
    assert [one["label"] for one in shown] == rows["cluster_label"].tolist()
    assert [one["units"] for one in shown] == rows["unit_count"].tolist()
    assert [one["people"] for one in shown] == pytest.approx(rows["population"].tolist(), rel=1e-6)
    assert [one["index"] for one in shown] == pytest.approx(rows["mean_value"].tolist(), rel=1e-6)
    assert [one["hectares"] for one in shown] == pytest.approx((rows.area / 10_000).tolist(), rel=1e-6)
    assert not any(one["low"] for one in shown)
    drawn = in_metres(shape(content, one["shape"]) for one in shown)
    assert drawn.area.tolist() == pytest.approx(rows.area.tolist(), rel=0.01)
    within = drawn.contains(in_metres(shapely.points([one["place"] for one in shown])))
    assert within.all(), "the disc with a cluster's number lies inside it"


def test_a_cluster_of_low_values_is_told_apart(read, pen):
    features = read.clusters
    cold = replace(read, clusters=features.with_columns(cluster_type=["cold", *features.table["cluster_type"][1:]]))
    assert [one["low"] for one in subject.clusters_of(cold, pen, Language("en"))] == [True, *[False] * (len(features) - 1)]


def test_each_unit_has_its_own_key_name_people_and_cluster(bundle, content):
    rows, shown = table(bundle, "units"), content["challenges"][0]["units"]
    assert shown["keys"] == rows["sector_code"].tolist()
    assert [name.casefold() for name in shown["names"]] == rows["sector_name"].str.casefold().tolist()
    assert not any(name.isupper() for name in shown["names"])
    assert shown["people"] == rows["inhabitants"].astype(int).tolist()
    assert shown["clusters"] == rows["cluster_id"].fillna(0).astype(int).tolist()
    assert shown["coarse"] is None, "few vertices need no second drawing"


def test_each_indicator_has_its_values_scores_classes_and_weight(bundle, content):
    rows, shown = table(bundle, "units"), content["challenges"][0]["indicators"]
    for given, own in zip(bundle.challenge.indicators, shown, strict=True):
        values, scores = rows[own["id"]].to_numpy(dtype=float), rows[f"{own['id']}_score"].to_numpy(dtype=float)
        np.testing.assert_allclose(np.array(own["values"], dtype=float), values, rtol=1e-6)
        np.testing.assert_allclose(np.array(own["scores"], dtype=float), scores, atol=1e-9)
        assert (own["id"], own["title"], own["why"], own["unit"]) == (given.id, given.title.nl, given.why.nl, given.unit)
        assert own["weight"] == given.weight > 0
        assert own["breaks"] == class_breaks(values, slack=READABLE).breaks.tolist()
        known = values[np.isfinite(values)]
        assert (own["decimals"] == 0) or not (known == known.round()).all()


def test_the_classes_of_the_index_run_from_its_lowest_to_its_highest_value(bundle, content):
    index = table(bundle, "units")["challenge_index"]
    breaks = content["challenges"][0]["breaks"]
    assert breaks == class_breaks(index.to_numpy(dtype=float), slack=READABLE).breaks.tolist()
    assert breaks[0] <= index.min() and breaks[-1] >= index.max() and len(breaks) == 6


def test_the_sources_are_those_of_the_manifest_and_the_oldest_is_named(bundle, content):
    inputs, shown = bundle.manifest["inputs"], content["challenges"][0]
    assert [(one["title"], one["publisher"], one["light"]) for one in shown["sources"]] == [
        (one["title"], one["publisher"], one["freshness"]) for one in inputs
    ]
    oldest = max((one for one in inputs if one["age_days"] is not None), key=lambda one: one["age_days"])
    assert shown["facts"].startswith(f"Oudste laag: {oldest['title']}, ")
    share = 100 * bundle.manifest["results"]["missing_share"]
    assert f"{share:.1f} %".replace(".", ",") in shown["facts"]


def test_other_layers_are_those_used_and_passed_on_that_are_no_background(bundle, content):
    shown = {one["id"]: one for one in content["layers"]}
    challenge = bundle.challenge
    hidden = {challenge.units.layer, challenge.areas.layer, *challenge.background.layers()}
    allowed = {row["record"] for row in bundle.manifest["inputs"] if row["passed_on"]}
    assert shown and shown.keys() <= allowed - hidden
    centres = table(bundle, "service_centres").to_crs(4326)
    assert shown["service_centres"]["kind"] == "point"
    assert np.array(shown["service_centres"]["shapes"]) == pytest.approx(shapely.get_coordinates(centres.geometry.to_numpy()), abs=1e-6)
    social = table(bundle, "social_housing")
    assert shown["social_housing"]["kind"] == "polygon"
    drawn = in_metres(shape(content, [part]) for part in shown["social_housing"]["shapes"])
    assert drawn.area.sum() == pytest.approx(social.area.sum(), rel=0.05)


def test_a_layer_of_just_the_most_features_is_drawn_and_one_more_is_not(bundle, pen, monkeypatch):
    count = len(table(bundle, "service_centres"))
    for most, there in ((count, True), (count - 1, False)):
        monkeypatch.setattr(background, "MOST_FEATURES", most)
        heard = Heard()
        ids = {one["id"] for one in background.used_layers(bundle, pen, DUTCH, heard)}
        assert ("service_centres" in ids) is there
        assert any("dienstencentra" in note and str(count) in note for note in heard.notes) is not there


def test_water_and_parks_cover_what_those_of_the_bundle_cover(bundle, content):
    for role in ("water", "parks"):
        whole = table(bundle, role).union_all()
        drawn = in_metres([shape(content, content["ground"][role])]).iloc[0]
        assert drawn.area == pytest.approx(whole.area, rel=0.05)
        assert drawn.symmetric_difference(whole).area < 0.05 * whole.area


def lengths(content: dict, lines: list) -> float:
    origin, step = np.array(content["place"]["origin"]), np.array(content["place"]["step"])
    return in_metres(shapely.linestrings(origin + step * np.cumsum(np.reshape(one, (-1, 2)), axis=0)) for one in lines).length.sum()


def test_roads_come_by_class_from_wide_to_narrow(bundle, content):
    roads = table(bundle, "roads")
    classes = [set(one.classes) for one in theme().roads]
    wanted = [roads.length[roads["road_class"].isin(names)].sum() for names in classes]
    wanted.append(roads.length[~roads["road_class"].isin(set().union(*classes))].sum())
    found = [lengths(content, lines) for lines in content["ground"]["roads"]]
    assert len(found) == len(classes) + 1 and wanted[-1] > 0
    for drawn, there in zip(found, wanted, strict=True):
        assert drawn == pytest.approx(there, rel=0.02, abs=1)


def test_of_very_many_roads_only_the_main_ones_are_drawn(bundle, pen, monkeypatch):
    roads = background.read_layer(bundle, "roads", SILENT)
    vertices = int(shapely.get_num_coordinates(roads.geometry).sum())
    for most, minor in ((vertices, True), (vertices - 1, False)):
        monkeypatch.setattr(background, "MOST_ROAD_VERTICES", most)
        heard = Heard()
        *main, last = background.road_classes(roads, pen, theme(), heard)
        assert any(main) and bool(last) is minor and bool(heard.notes) is not minor


def test_neighbourhoods_have_their_names_and_shapes(bundle, content):
    rows = table(bundle, "neighbourhoods")
    assert [one["name"] for one in content["areas"]] == rows["name"].tolist()
    drawn = in_metres(shape(content, one["shape"]) for one in content["areas"])
    assert drawn.area.tolist() == pytest.approx(rows.area.tolist(), rel=0.01)


def test_the_outline_is_that_of_all_units(bundle, content):
    (outline,) = content["outlines"]
    whole = table(bundle, "units").union_all()
    drawn = in_metres([shape(content, outline)]).iloc[0]
    assert drawn.symmetric_difference(whole).area < 1e-3 * whole.area


def test_each_municipality_has_its_outline_where_units_are_statistical_sectors(read):
    squares = shapely.box([4.0, 4.1, 4.2], [51.0] * 3, [4.1, 4.2, 4.3], [51.1] * 3)

    def outlines(keys: list[str]) -> list[float]:
        units = Features("units", squares, pd.DataFrame({read.challenge.units.key: keys}), "EPSG:4326")
        pen = ShapeWriter(tuple(shapely.total_bounds(squares)))
        found = background.outlines([replace(read, units=units)], pen)
        return [shape({"place": pen.facts()}, one).area for one in found]

    assert outlines(["44021A001", "44021B112", "11002A00-"]) == pytest.approx([0.01, 0.02], rel=1e-3)
    assert outlines(["44021A001", "44021B112", "other"]) == pytest.approx([0.03], rel=1e-3)
    assert outlines(["1", "2", "3"]) == pytest.approx([0.03], rel=1e-3)


def test_polygons_that_lie_over_each_other_are_dissolved_too():
    whole = background.dissolve(np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2), None, shapely.Polygon()], dtype=object))
    assert whole.equals(shapely.box(0, 0, 3, 2))


def test_numbers_travel_rounded_and_missing_ones_as_none():
    values = np.array([np.nan, 2.0, 1234567.891, 0.000123456789])
    assert subject.round_values(values, digits=7) == [None, 2, 1234568, 0.0001234568]
    assert [type(one) for one in subject.round_values(values, digits=7)][1] is int
    assert subject.round_values(np.array([np.nan, 12.3456789012]), decimals=9) == [None, 12.345678901]
    assert subject.number(None) is None and subject.number(float("nan")) is None and subject.number(4.0) == 4
    assert json.dumps(subject.number(0.5)) == "0.5"


def test_shapes_are_drawn_coarse_from_afar_only_where_they_have_very_many_vertices(read, pen, monkeypatch):
    from opgavenkaart.processing.products.web_map import shapes

    vertices = int(shapely.get_num_coordinates(read.units.geometry).sum())
    monkeypatch.setattr(shapes, "MOST_VERTICES", vertices)
    assert pen.coarse(read.units.geometry) is None
    monkeypatch.setattr(shapes, "MOST_VERTICES", vertices - 1)
    assert len(pen.coarse(read.units.geometry)) == len(read.units)


@pytest.mark.parametrize(
    ("titles", "days", "shown"),
    [
        (["Energie", "Zorg"], ["1 mei 2025", "1 mei 2025"], ["Energie", "Zorg"]),
        (["Energie", "Energie"], ["1 mei 2025", "1 mei 2026"], ["Energie (1 mei 2025)", "Energie (1 mei 2026)"]),
        (["Energie", "Energie"], ["1 mei 2025", "1 mei 2025"], ["Energie (oud)", "Energie (nieuw)"]),
    ],
)
def test_two_results_of_one_challenge_have_titles_that_differ(titles, days, shown):
    challenges = [{"title": title, "day": day} for title, day in zip(titles, days, strict=True)]
    tell_apart(challenges, ["oud", "nieuw"])
    assert [one["title"] for one in challenges] == shown


def test_a_page_with_one_challenge_twice_tells_them_apart(read):
    later = replace(read, bundle=replace(read.bundle, manifest=read.bundle.manifest | {"as_of": "2031-05-01"}))
    titles = [one["title"] for one in page_content([read, later], PageLook(theme(), DUTCH), SILENT)["challenges"]]
    assert len(set(titles)) == 2 and titles[1].endswith("(1 mei 2031)")


def test_scores_compare_areas_only_where_there_are_enough_of_them(read):
    def said(count):
        return list(subject.how_made(replace(read, units=read.units.where(np.arange(len(read.units)) < count)), DUTCH))

    compares = "Een score vergelijkt de gebieden van deze kaart met elkaar"
    assert said(10)[0].startswith(compares) and not any(one.startswith(compares) for one in said(9))


def test_a_map_says_when_it_was_made_and_of_which_day_its_ages_are(read):
    made = {"made": "2026-02-01T00:30:00+01:00"}
    older = replace(read, bundle=replace(read.bundle, manifest=read.bundle.manifest | made | {"as_of": "2026-01-31"}))
    (shown,) = page_content([older], PageLook(theme(), DUTCH), SILENT)["challenges"]
    assert shown["made"] == "Gemaakt op 1 februari 2026, ouderdom van de gegevens op 31 januari 2026"
    unknown = replace(read, bundle=replace(read.bundle, manifest=read.bundle.manifest | {"made": "?", "as_of": "2026-01-31"}))
    assert (
        page_content([unknown], PageLook(theme(), DUTCH), SILENT)["challenges"][0]["made"] == "Ouderdom van de gegevens op 31 januari 2026"
    )


# ---- two vintages


def later(read, **columns):
    """A later vintage of the same bundle: other values, and the index and scores that it would have of its own."""
    return replace(read, units=read.units.with_columns(**columns))


def test_two_vintages_stand_on_the_scale_of_the_first(read):
    """Half the E/F share everywhere: scores of their own would be the same, on one scale all of them are lower; the finding is its own."""
    half = {"poor_labels": read.units.table["poor_labels"].to_numpy(dtype=float) / 2}
    shown = page_content([read, later(read, **half)], PageLook(theme(), DUTCH), SILENT)
    first, second = shown["challenges"]
    scores = [[one for one in challenge["indicators"] if one["id"] == "poor_labels"][0]["scores"] for challenge in (first, second)]
    pairs = [(before, after) for before, after in zip(*scores, strict=True) if before is not None]
    own = read.units.table["poor_labels"].to_numpy(dtype=float)
    assert len(pairs) > 100 and all(
        after < before for (before, after), value in zip(pairs, own[np.isfinite(own)], strict=True) if value > 0
    )
    assert first["breaks"] == second["breaks"] and second["finding"] == first["finding"]
    breaks = [[one for one in challenge["indicators"] if one["id"] == "poor_labels"][0]["breaks"] for challenge in (first, second)]
    assert breaks[0] == breaks[1] and all(b["index"] < a["index"] for a, b in zip(first["clusters"], second["clusters"], strict=True))
    assert "Beide kaarten gebruiken de schaal van" in shown["comparison"] and "Kleine verschillen kunnen toeval zijn" in shown["comparison"]


def test_vintages_that_cannot_be_put_on_one_scale_say_so(read):
    """An indicator that has no values any more; one page alone says nothing of comparing."""
    lacking = later(read, poor_labels=np.full(len(read.units), np.nan))
    shown = page_content([read, lacking], PageLook(theme(), DUTCH), SILENT)
    assert shown["comparison"].startswith("Deze twee kaarten kunnen niet op één schaal gezet worden")
    assert page_content([read], PageLook(theme(), DUTCH), SILENT)["comparison"] == ""
