"""What project and map hold of a town of six units: layers and their order, legend, sources, side panel, background."""

import datetime

import pytest
from opgavenkaart.processing.cartography.project import LayerEntry
from opgavenkaart.processing.products.integrated_map import map_words
from opgavenkaart.processing.products.integrated_map.dictionary import meanings
from opgavenkaart.processing.products.integrated_map.drawing import Drawing, grey_service
from opgavenkaart.processing.products.integrated_map.integrate import integrate, overlay_names
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.six_units import TWO, UNITS, outcome, six_units
from opgavenkaart.test.support.town import ORIGIN, point
from shapely import box
from shapely.affinity import translate

ENGLISH = Language("en")
PROPOSAL = {"id": "other", "title": {"nl": "Anders", "en": "Otherwise"}, "weights": {"more": 3}}


def ground(*bounds):
    return translate(box(*bounds), *ORIGIN)


@pytest.fixture
def town(qgis_app, tmp_path):
    """With water and parks as background, the parks not to be passed on, and flood areas over S3 and a corner of S6 to overlay."""
    town = six_units(tmp_path)
    town.layer("water", [ground(0, 0, 100, 100)], date="2024-01-01", update_rhythm="P10Y")
    town.layer("parks", [ground(200, 0, 300, 100)], redistribution="no")
    town.layer("flood:areas", [ground(2000, 0, 3000, 1000), ground(2500, 500, 3000, 1500)], columns={"name": ["a", "b"]})
    return town


@pytest.fixture
def drawing(town, tmp_path):
    found = outcome(town, background={"water": "water", "parks": "parks"}, overlay=["flood:areas"], proposals=[PROPOSAL])
    return Drawing(found, tmp_path / "x.gpkg", ENGLISH)


def test_the_layers_of_the_project_in_their_order(drawing):
    """The map on top; of what may not be passed on nothing; only what the map shows is switched on."""
    entries = {entry.key: entry for entry in drawing.entries()}
    assert list(entries) == [
        "clusters", "belonging", "integrated", "water", "units", "indicator:need", "indicator:more", "proposal:other",
        "statistical_sectors", "population", "facts", "flood:areas",
    ]  # fmt: skip
    assert [key for key, entry in entries.items() if entry.visible] == ["clusters", "belonging", "water", "units"]
    assert entries["units"].style.opacity == 1.0
    assert entries["indicator:need"].style.field == "need" and entries["indicator:need"].source.endswith("layername=units")
    assert entries["water"].style.kind == "water"
    assert drawing.background_name == "data"


def test_what_the_map_draws_and_its_legend(drawing):
    content = drawing.content()
    assert content.layers == ("clusters", "belonging", "water", "units")
    assert [entry.key for entry in content.legend] == ["units", "clusters", "belonging", "water"]
    west, south, east, north = content.extent
    assert (west - ORIGIN[0], south - ORIGIN[1], east - ORIGIN[0], north - ORIGIN[1]) == (0, 0, 3000, 2000)
    assert len(content.notes) == 2 and content.notes[0].startswith("1. ") and content.notes_title and content.notes_left == 0
    assert content.missing_share == pytest.approx(0.25 / 6)
    assert (content.made, content.as_of) == (drawing.made, datetime.date(2026, 1, 1)) and drawing.made > content.as_of
    assert content.unit_name == "sector_name"
    assert content.titles["indicator:need"] == "need" and content.titles["proposal:other"] == "Otherwise"
    assert "layer water" in content.background.words and "parks" not in content.background.words


def test_areas_that_the_headline_names_bear_their_name(town, drawing):
    """Without clusters S3 (100), S1 (75) and S6 (60) have the highest index; where there are clusters these are named."""
    found = outcome(town, clusters={"method": "threshold", "threshold": 101})
    drawn = Drawing(found, drawing.geopackage, ENGLISH)
    style = {entry.key: entry for entry in drawn.entries()}["units"].style
    table = found.unit_features.table
    named = table.loc[table[style.field] >= style.named_from, style.label].tolist()
    assert drawn.content().title.count("Sector") == len(named) == 3 and all(name in drawn.content().title for name in named)
    assert {entry.key: entry for entry in drawing.entries()}["units"].style.named_from is None


def test_over_a_service_the_datas_own_background_waits(drawing, town):
    town.record(
        "grey", {"kind": "wms", "path": "https://example.org/wms", "layer": "grey"}, geometry="raster", title={"nl": "Grijs", "en": "Grey"}
    )
    found = outcome(town, background={"water": "water", "service": "grey"})
    drawn = Drawing(found, drawing.geopackage, ENGLISH, LayerEntry("grey", "Map", "Grey", ""))
    content, entries = drawn.content(), {entry.key: entry for entry in drawn.entries()}
    assert content.layers == ("clusters", "belonging", "units", "grey")
    assert [entry.key for entry in content.legend] == ["units", "clusters", "belonging"]
    assert list(entries)[-1] == "grey" and not entries["water"].visible
    assert entries["units"].style.opacity < 1
    assert content.background.service == "grey" and content.background.instead == ("water",)
    assert content.sources[-1].title == "Grey"
    assert drawn.background_name == "grey"


def test_a_service_that_does_not_answer_is_left_out(drawing, town):
    assert grey_service(drawing.outcome, ENGLISH) is None
    town.record("grey", {"kind": "wms", "path": "http://127.0.0.1:9/wms", "layer": "grey"}, geometry="raster")
    assert grey_service(outcome(town, background={"service": "grey"}), ENGLISH) is None
    assert grey_service(outcome(town, background={"service": "water"}), ENGLISH) is None


def test_every_layer_that_went_in_is_a_source(drawing):
    """Also one that is not drawn or passed on; with its date and the light of that day."""
    lines = {line.title: line for line in drawing.content().sources}
    assert set(lines) == {f"Layer {id}" for id in ("statistical_sectors", "population", "facts", "water", "parks", "flood:areas")}
    assert lines["Layer population"].date == datetime.date(2023, 1, 1) and lines["Layer population"].freshness == "stale"
    assert lines["Layer water"].freshness == "current" and lines["Layer parks"].freshness == "unknown"
    assert lines["Layer facts"].licence == "CC0" and lines["Layer facts"].publisher == "Stad"


def test_results_are_as_old_as_the_oldest_layer_behind_them(drawing, town):
    """The index as the population of 2023; the integrated layer as the flood areas, where those are older."""
    assert "2023" in said_of(drawing, "units")
    town.records["flood:areas"]["date"] = "2011-01-01"
    older = Drawing(outcome(town, overlay=["flood:areas"]), drawing.geopackage, ENGLISH)
    assert "2011" in said_of(older, "integrated") and "2011" not in said_of(older, "units")


def said_of(drawing, table):
    metadata = drawing.result_metadata(table)
    return metadata.abstract() + "".join(metadata.history())


# ---- the side panel


def test_profiles_tell_what_drives_a_cluster_towards_need(drawing):
    """In the first cluster the need is 116,000 / 1,400 where it is 128,000 / 2,200 in all; the other lies below the mean, and is no bar."""
    first, second = map_words.profiles(drawing.outcome, ENGLISH)
    assert first.title == "1. Sector 3, Sector 6" and second.title == "2. Sector 1"
    assert "1,400 inhabitants" in first.size and "80" in first.size
    (bar,) = first.bars
    assert (bar.here, bar.whole) == (pytest.approx(116_000 / 1400), pytest.approx(128_000 / 2200))
    assert bar.words == "need: 82.9 euro (mean weighted by inhabitants: 58.2)"


def test_how_many_indicators_point_the_same_way(drawing, town):
    """In the first cluster one of two lies above the mean."""
    assert "1 of 2" in map_words.indicators_finding(drawing.outcome, ENGLISH)
    assert map_words.indicators_finding(drawing.outcome, ENGLISH).startswith("Sector 3 and around:"), "sectors 3 and 6"
    none = outcome(town, clusters={"method": "threshold", "threshold": 99})
    assert map_words.indicators_finding(none, ENGLISH) == ""
    assert map_words.profiles(none, ENGLISH) == ()


def test_the_layer_that_tells_the_supply(town):
    """The heaviest indicator that measures how much there is or how near it lies; where none does the heaviest of all."""
    town.layer("libraries", [point(500, 500), point(1500, 500)])
    near = {"id": "near", "layer": "libraries", "measure": "distance_nearest", "weight": 1}
    many = {"id": "many", "layer": "libraries", "measure": "count", "weight": 2}
    challenge = outcome(town, TWO[0], near, many).indexed.collected.challenge
    assert map_words.supply(challenge) == "indicator:many"
    assert map_words.supply(outcome(town).indexed.collected.challenge) == "indicator:need"


# ---- the integrated layer


def test_the_clusters_cut_by_what_lies_over_them(drawing):
    """The flood areas cover S3 whole, half of it twice, and a corner of S6; in S1 there is none."""
    features = integrate(drawing.outcome)
    table = features.table
    name = overlay_names(drawing.outcome)["flood:areas"]
    assert table["area_m2"].sum() == pytest.approx(3e6)
    by_count = table.groupby(["cluster_id", f"{name}_count"])["area_m2"].sum().to_dict()
    assert by_count == pytest.approx({(1, 0): 750_000, (1, 1): 1_000_000, (1, 2): 250_000, (2, 0): 1e6})
    assert sorted(table[f"{name}_ids"].unique()) == ["", "1", "1,2", "2"]


def test_every_field_of_the_results_has_a_meaning(drawing):
    """The dictionary holds each field that a layer has, but for those that the units brought."""
    own = {"fid", *UNITS.values()}
    for layer, table in (("units", drawing.outcome.unit_features.table), ("integrated", integrate(drawing.outcome).table)):
        known = meanings(drawing.outcome, layer, ENGLISH)
        assert {field for field in table if field not in known} <= own
        assert all(known[field].title for field in table if field in known)
    units = meanings(drawing.outcome, "units", ENGLISH)
    assert units["need"].unit == "euro" and units["need"].record == "facts" and units["need"].text == "Therefore"
    assert units["inhabitants"].record == "population"
    assert units["need_score"].title.endswith("need") and units["need_score"].unit == "0-100"
