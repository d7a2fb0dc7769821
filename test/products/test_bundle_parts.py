"""Bundles found and read, two of them compared, and what the chain report tells of a cluster: by hand, without making a map."""

import datetime
import gc
import json
import tempfile
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.vintages import Change
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.differences import DocumentDifference
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products import bundles
from opgavenkaart.processing.products.bundle_writing import write_large
from opgavenkaart.processing.products.bundles import (
    Bundle,
    check_manifest,
    manifest_name,
    manifests,
    open_bundle,
    pack,
    read_parameters,
    stays_inside,
    unpack,
)
from opgavenkaart.processing.products.chain_report import pages
from opgavenkaart.processing.products.chain_report.links import Chain
from opgavenkaart.processing.products.chain_report.report import shorten_lists
from opgavenkaart.processing.products.compare import report
from opgavenkaart.processing.products.compare.vintages import (
    ComparedVintages,
    challenge_differs,
    check_common_units,
    check_same_challenge,
    indicators_of,
    layer_changes,
    method,
    vintage,
)
from opgavenkaart.processing.products.manifest import versions
from opgavenkaart.processing.qgis_io.cluster_layers import as_clusters
from opgavenkaart.processing.qgis_io.reproducible_files import fix_time
from opgavenkaart.processing.qgis_io.writing import GeopackageTable
from opgavenkaart.processing.sources.loading import make_once, share_loads, shared_folder
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.town import Town

ENGLISH = Language("en")
DAY = datetime.date(2026, 1, 1)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """A challenge of two indicators: libraries within reach of addresses, and need by inhabitant."""
    town = Town(tmp_path_factory.mktemp("town"))
    per = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    near = {"id": "near", "layer": "libraries", "measure": "distance_nearest", "points": "addresses"}
    whole = town.challenge(near, {"id": "need", "layer": "facts", "field": "need", "denominator": per})
    return read_challenge(town.write(whole)["CHALLENGE"]).to_json()


def manifest(document, **changes):
    inputs = [facts("facts"), facts("libraries")]
    return {"challenge": document, "as_of": "2026-01-01", "inputs": inputs, "results": {}, "files": {"a.gpkg": {"sha256": "x"}}} | changes


def facts(record, **changes):
    told = {
        "title": record.title(),
        "sha256": "0123456789abcdef",
        "date": "2025-01-01",
        "features": 6,
        "publisher": "Stad",
        "licence": "CC0",
    }
    return {"record": record} | told | changes


def written(folder, name, document, **changes):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(manifest(document, **changes)))
    return folder / name


# ---- bundles


def test_a_bundle_is_found_by_folder_manifest_or_any_of_its_files(document, tmp_path):
    place = written(tmp_path / "map", "manifest.json", document)
    (place.parent / "a.gpkg").write_text("")
    for text in (place.parent, place, place.parent / "a.gpkg"):
        found = open_bundle(str(text))
        assert found.folder == place.parent and found.as_of == DAY and found.challenge.id == "small_town"
    assert found.geopackage == place.parent / "a.gpkg"
    with pytest.raises(OpgaveError, match=r"map.* \.qgz file"):
        found.file(".qgz")
    (place.parent / "a.gpkg").unlink()
    with pytest.raises(OpgaveError, match=r"map.* \.gpkg file"):
        found.file(".gpkg")
    with pytest.raises(OpgaveError, match="is (no|not a) bundle"):
        open_bundle(str(tmp_path))
    with pytest.raises(OpgaveError, match="is (no|not a) bundle"):
        open_bundle(str(tmp_path / "absent.json"))


def test_of_several_maps_in_a_folder_one_has_to_be_named(document, tmp_path):
    first = written(tmp_path, "manifest.json", document)
    second = written(tmp_path, "other.manifest.json", document | {"id": "other"}, files={"b.gpkg": {}})
    assert manifests(tmp_path) == [first, second]
    assert open_bundle(str(tmp_path / "b.gpkg")).challenge.id == "other"
    with pytest.raises(OpgaveError, match=r"holds several maps.*\(manifest.json, other.manifest.json\)"):
        open_bundle(str(tmp_path))


def test_a_manifest_keeps_its_name_unless_another_has_it(document, tmp_path):
    assert manifest_name(tmp_path, "small_town") == "manifest.json"
    written(tmp_path, "manifest.json", document)
    assert manifest_name(tmp_path, "small_town") == "manifest.json"
    assert manifest_name(tmp_path, "other") == "other.manifest.json"
    (tmp_path / "manifest.json").write_text("{}")
    assert manifest_name(tmp_path, "small_town") == "small_town.manifest.json"
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "small_town.manifest.json").write_text("{}")
    assert manifest_name(tmp_path, "small_town") == "small_town.manifest.json"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 3}, "a manifest of format 3, and this version of Opgavenkaart reads up to 2"),
        ({"format": "x"}, "a manifest of format x"),
        ({"as_of": "1 January"}, "'as_of' is '1 January', which is no day"),
        ({"as_of": 1}, "is no manifest"),
        ({"inputs": [{"title": "x"}]}, "is no manifest"),
        ({"inputs": ["facts"]}, "is no manifest"),
        ({"files": {"../x": {}}}, "is no manifest"),
        ({"files": []}, "is no manifest"),
    ],
)
def test_what_is_no_manifest(document, tmp_path, changes, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        check_manifest(manifest(document, **changes), tmp_path / "manifest.json")


def test_manifests_of_both_formats_are_read(document, tmp_path):
    for format in (1, 2):
        assert check_manifest(manifest(document, format=format), tmp_path)["format"] == format
    assert "format" not in check_manifest(manifest(document), tmp_path)


@pytest.mark.parametrize(
    ("name", "inside"),
    [("a.gpkg", True), ("a/b.png", True), ("../a", False), ("a/../../b", False), ("/etc/passwd", False), ("./a", False), ("a//b", False)],
)
def test_names_that_stay_in_the_folder(name, inside):
    assert stays_inside(name) is inside


def test_a_zip_holds_the_same_bytes_whenever_it_is_made(document, tmp_path):
    """In whatever folder the manifest stands in there, and nothing outside that folder comes out."""
    place = written(tmp_path / "map", "manifest.json", document, parameters={"SEED": "1"})
    (tmp_path / "map" / "a.gpkg").write_text("x")
    for name in ("one.zip", "two.zip"):
        pack(tmp_path / name, place.parent, [place, place.parent / "a.gpkg"], datetime.date(1975, 5, 6))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert [(entry.filename, entry.date_time[:3]) for entry in archive.infolist()] == [
            ("manifest.json", (1980, 5, 6)), ("a.gpkg", (1980, 5, 6))
        ]  # fmt: skip
    (tmp_path / "two.zip").rename(tmp_path / "TWO.ZIP")
    assert all(read_parameters(str(one)) == {"SEED": "1"} for one in (place, tmp_path / "one.zip", tmp_path / "TWO.ZIP"))
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as archive:
        for name in ("outer/map/manifest.json", "outer/map/sub/x.txt", "outer/other.txt"):
            archive.writestr(name, place.read_text() if name.endswith(".json") else "x")
    made = unpack(tmp_path / "deep.zip")
    names = sorted(path.relative_to(made.name).as_posix() for path in (tmp_path / made.name).rglob("*") if path.is_file())
    assert names == ["manifest.json", "sub/x.txt"]
    assert read_parameters(str(tmp_path / "deep.zip")) == {"SEED": "1"}
    (tmp_path / "bad.zip").write_text("no zip")
    for read in (open_bundle, read_parameters):
        with pytest.raises(OpgaveError, match="cannot be unpacked"):
            read(str(tmp_path / "bad.zip"))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("x.txt", "x")
    for read in (open_bundle, read_parameters):
        with pytest.raises(OpgaveError, match="is (no|not a) bundle"):
            read(str(tmp_path / "empty.zip"))


# ---- two vintages


def bundle(document, tmp_path, name="map", **changes):
    return Bundle(tmp_path, manifest(document, **changes), name)


def test_what_happened_to_each_layer(document, tmp_path):
    """Other content, another licence only, new and gone; of what feeds an indicator its values that differ are counted."""
    before = bundle(document, tmp_path, inputs=[facts("facts"), facts("population"), facts("water"), facts("same"), facts("old")])
    now = [facts("facts", sha256="f", features=7), facts("population", licence="other"), facts("new"), facts("water", title="Other")]
    after = bundle(document, tmp_path, inputs=[*now, facts("same"), facts("libraries")])
    values = pd.DataFrame({"indicator": ["need", "need", "near"], "key": ["a", "b", "a"]})
    found = {one.record: one for one in layer_changes(before, after, values)}
    assert {id: one.state for id, one in found.items()} == {
        "facts": "changed", "population": "described", "new": "new", "old": "gone", "libraries": "new"
    }  # fmt: skip
    assert [(one.place, one.before, one.after) for one in found["facts"].facts] == [
        ("sha256", "0123456789abcdef", "f"), ("features", 6, 7)
    ]  # fmt: skip
    assert {id: (one.indicators, one.values) for id, one in found.items()} == {
        "facts": (("need",), 2), "population": (("need",), 2), "new": ((), 0), "old": ((), 0), "libraries": (("near",), 1)
    }  # fmt: skip
    assert found["old"].title == "Old"
    assert indicators_of(after.challenge, "addresses") == ["near"]


def test_method_leaves_out_where_data_come_from(document):
    asked = {"AS_OF": "x", "CHALLENGE": "x", "CATALOGUE": "x", "STORE": "x", "UNITS": "x", "TARGET_CRS": "EPSG:3812"}
    assert method(manifest(document, parameters=asked))["parameters"] == {"TARGET_CRS": "EPSG:3812"}
    assert method(manifest(document)) == {"challenge": document, "parameters": {}, "versions": {}}


def units_of(**columns):
    count = len(next(iter(columns.values())))
    whole = {"sector_code": [f"S{n}" for n in range(count)], "sector_name": [f"n{n}" for n in range(count)], "need": [1.0] * count,
             "near": [1.0] * count, "challenge_index": [10.0] * count, "cluster_id": [None] * count} | columns  # fmt: skip
    return Features("units", np.full(count, None, dtype=object), pd.DataFrame(whole), "EPSG:31370")


def test_an_index_that_a_bundle_holds(document, tmp_path):
    one = bundle(document, tmp_path)
    found = vintage(one, units_of(cluster_id=[1, None], challenge_index=["5", "x"]))
    assert found.cluster.tolist() == [1, 0]
    assert found.index.tolist()[0] == 5 and np.isnan(found.index.iloc[1])
    with pytest.raises(OpgaveError, match="'map' has unit 'S0' more than once"):
        vintage(one, units_of(sector_code=["S0", "S0"]))
    lacking = units_of(need=[1.0])
    with pytest.raises(OpgaveError, match="has no field 'near'"):
        vintage(one, replace(lacking, table=lacking.table.drop(columns="near")))


def test_maps_that_cannot_be_compared(document, tmp_path):
    one, other = bundle(document, tmp_path, "one"), bundle(document | {"id": "other"}, tmp_path, "two")
    with pytest.raises(OpgaveError, match="'one' is a map of the challenge 'small_town' and 'two' of 'other'"):
        check_same_challenge(one, other)
    check_same_challenge(one, one)
    first, second = vintage(one, units_of(need=[1.0, 1])), vintage(one, units_of(sector_code=["X"]))
    with pytest.raises(OpgaveError, match="have no unit in common"):
        check_common_units(one, one, [first, second])
    check_common_units(one, one, [first, vintage(one, units_of(sector_code=["S1"]))])


CHANGES = {
    "need_before": [10.0, 20, np.nan, 30], "need_after": [22.0, 8, 50, 29], "need_change": [12.0, -12, np.nan, -1],
    "change_probability": [0.998, 0.98, np.nan, 0.6],
    "index_before": [10.0, 20, np.nan, 30], "index_after": [12.0, 20, 50, 29], "index_change": [2.0, 0, np.nan, -1],
    "index_by_data": [2.0, 0, np.nan, -1], "index_by_method": [0.0] * 4, "rank_before": [4, 3, np.nan, 1], "rank_after": [3, 4, 1, 2],
    "rank_change": [1.0, -1, np.nan, -1], "rank_by_data": [1.0, -1, np.nan, -3], "rank_by_method": [0.0] * 4,
    "cluster_before": [0, 1, 0, 2], "cluster_after": [1, 0, 0, 2], "change": ["rises", "falls", "new", "values"],
    "changed": [True, True, False, False], "differs": [True, True, True, False],
}  # fmt: skip


@pytest.fixture
def compared(document, tmp_path):
    one = bundle(document, tmp_path)
    table = pd.DataFrame({"sector_code": list("abcd"), "sector_name": ["A", "B", "C", "D"]} | CHANGES)
    units = Features("changes", np.full(4, None, dtype=object), table, "EPSG:31370")
    values = pd.DataFrame({"indicator": ["need", "need", "near"], "key": ["a", "d", "b"], "before": [1, 2, 3], "after": [4, 5, 6]})
    indicators = pd.DataFrame({"before": [12.5], "after": [13.0], "change": [0.5], "rises": [2], "falls": [1]}, index=["need"])
    change = Change(table, "need", {}, 3.0, False, pd.Series(3.0, index=list("abcd")), -4.0, 0.98, indicators)
    return ComparedVintages(one, one, units, change, values, layer_changes(one, one, values), [DocumentDifference("challenge.x", 1, 2)], [])


def test_the_report_on_two_vintages_in_numbers(compared):
    content = report.content(compared, ENGLISH)
    assert content["changed"] == "2 of the 3 areas on both maps changed by more than chance can explain. 1 area is new."
    assert content["value_count"] == 3 and content["other_challenge"] == {}
    assert content["kinds"] == {"rises": 1, "falls": 1, "new": 1, "gone": 0}
    assert content["clusters"] == {"before": 2, "after": 2}
    assert content["map"] is None
    assert content["city"] == "Averaged over all areas, need fell by 4.0 points (probability: 98 %)."
    assert [(row["title"], row["before"], row["rises"], row["falls"], row["decimals"]) for row in content["indicators"]] == [
        ("need", 12.5, 2, 1, 1)
    ]
    assert content["method"] == [{"place": "challenge.x", "before": "1", "after": "2"}]


def test_units_that_move_most_come_first(compared):
    """First those that changed beyond chance, the largest change of need on top, then what is new; what does not differ is left out."""
    assert [row["key"] for row in report.unit_rows(compared, ENGLISH)] == ["a", "b", "c"]
    assert [row["probability"] for row in report.unit_rows(compared, ENGLISH)] == ["more than 99 %", "98 %", "–"]
    rows = list(report.value_rows(compared, ENGLISH))
    assert [(row["key"], row["indicator"]) for row in rows] == [("a", "need"), ("b", "near"), ("d", "need")]
    assert (rows[0]["name"], rows[0]["rank_change"], rows[0]["need_after"]) == ("A", 1, 22)


@pytest.mark.parametrize(
    ("basis", "kinds", "sentence"),
    [
        ("need", ["same", "values", "same", "same", "same", "new"], "Of the 5 areas on both maps, none changed by {}. 1 area is new."),
        ("need", ["rises", "same", "gone", "gone"], "1 of the 2 areas on both maps changed by {}. 2 areas are gone."),
        ("rank", ["rises", "falls", "same"], "2 of the 3 areas on both maps changed in rank by {}."),
        ("rank", ["same", "new", "gone"], "Of the 1 areas on both maps, none changed in rank by {}. 1 area is new. 1 area is gone."),
    ],
)
def test_areas_on_one_map_only_never_count_as_changed(compared, basis, kinds, sentence):
    table = pd.DataFrame({"change": kinds, "changed": [one in ("rises", "falls") for one in kinds]})
    units = Features("changes", np.full(len(kinds), None, dtype=object), table, "EPSG:31370")
    found = replace(compared, units=units, change=replace(compared.change, table=table, basis=basis))
    assert report.changed_sentence(found, ENGLISH) == sentence.format("more than chance can explain")


def test_another_challenge_says_nothing_of_clusters_nor_of_ranks(document, tmp_path, compared):
    """Weights, indicators and methods make another challenge, its texts do not."""
    one = bundle(document, tmp_path).challenge
    first = one.indicators[0]
    heavier = replace(one, indicators=(replace(first, weight=first.weight + 1), *one.indicators[1:]))
    others = [heavier, replace(one, indicators=one.indicators[1:]), replace(one, clusters=replace(one.clusters, threshold=12.0))]
    assert [challenge_differs(one, other) for other in others] == [True] * 3
    assert not challenge_differs(one, one) and not challenge_differs(one, replace(one, question=Text("Waar?", "Where?"), owner="Stad"))
    both = {"clusters": object(), "challenge_differs": True}
    said = report.other_challenge_sentences(replace(compared, **both), ENGLISH)
    assert list(said) == ["clusters"] and said["clusters"].endswith(
        "changes of clusters may follow from that and say nothing about the city."
    )
    by_rank = replace(compared, change=replace(compared.change, basis="rank"), **both)
    assert list(report.other_challenge_sentences(by_rank, ENGLISH)) == ["clusters", "rank"]
    assert report.other_challenge_sentences(replace(by_rank, challenge_differs=False), ENGLISH) == {}


def test_values_as_the_report_shows_them():
    assert report.show_value(None) == "–" and report.show_value({"a": 1}) == '{"a": 1}'
    assert (
        report.show_value("0123456789abcdef", "sha256") == "0123456789ab"
        and report.show_value("0123456789abcdef", "date") == "0123456789abcdef"
    )


# ---- the chain report


@pytest.fixture
def chain(document, tmp_path):
    """Two clusters of 1 km2, 2 km apart; the second of low need, of which the headline does not speak."""
    shapes = np.array([shapely.box(0, 0, 1000, 1000), shapely.box(3000, 0, 4000, 1000)], dtype=object)
    table = pd.DataFrame({"cluster_id": [1, 2], "cluster_label": ["Noord, Zuid", "Oost"], "cluster_type": ["hot", "cold"],
                          "unit_count": [2, 1], "population": [300.0, 100], "area_m2": [1e6, 1e6], "mean_value": [80.0, 10]})  # fmt: skip
    units = units_of(cluster_id=[1, 1, 2], need=[1.0, 2, 3], need_score=[90.0, 70, 10], near_score=[50.0, 40, 60], inhabitants=[1, 1, 2])
    whole = bundle(document, tmp_path, inputs=[facts("facts", date=None)], results={"oldest_input_age_days": 3})
    return Chain(whole, as_clusters(Features("clusters", shapes, table, "EPSG:31370")), units)


def at(places, /, **columns):
    shapes = np.array([None if x is None else shapely.Point(x, 500) for x in places], dtype=object)
    return Features("x", shapes, pd.DataFrame(columns), "EPSG:31370")


def test_what_lies_in_or_near_a_cluster(chain):
    """500 m from the border counts, one more does not; a point on the border lies in it."""
    sites = at([500, 1500, 1501, None, 1000], n=[1, 2, 3, 4, 5])
    assert chain.near(sites, 0)["n"].tolist() == [1, 2, 5]
    assert chain.within(sites, 0)["n"].tolist() == [1, 5]
    assert chain.near(sites, 1)["n"].tolist() == []
    lying = Features("x", shapely.box([900, 100], 100, [1400, 300], 300), pd.DataFrame({"n": [1, 2]}), "EPSG:31370")
    assert chain.within(lying, 0)["n"].tolist() == [2] and chain.near(lying, 0)["n"].tolist() == [1, 2], "by a point inside"


def test_need_against_places_in_a_cluster(chain):
    """Of two areas one lacks a place and one has a place to spare: together as many as they need, area by area one is lacking."""
    columns = {"demand_start": [1.0, 2, 9], "demand_low": [1.0, 1, 9], "demand_mid": [3.0, 4, 9], "demand_high": [5.0, 6, 9],
               "capacity_horizon": [2.0, 5, 9], "shortage": [1.0, -1, 0], "shortage_year": [2031, 2029, 2026]}  # fmt: skip
    years = {"year_start": [2026, 2026, np.nan], "year_horizon": [2036, 2036, np.nan]}
    known = replace(chain, demand=at([500, 600, 3500], **columns, **years))
    figures = {"now": 3, "low": 2, "then": 7, "high": 11, "places": 7, "short": 1, "first": 2029}
    assert pages.demand(known, 0) == {"year_start": 2026, "year_horizon": 2036, **figures}
    silent = replace(chain, demand=at([500, 600], **{name: [np.nan if name.startswith(("c", "s")) else 1] * 2 for name in columns}))
    assert [pages.demand(silent, 0)[name] for name in ("places", "short", "first")] == [None] * 3, "no places were given: nothing is known"
    bare = replace(chain, demand=at([500], **{name: values[:1] for name, values in columns.items() if name.startswith("demand")}))
    unknown = dict.fromkeys(("year_start", "year_horizon", "places", "short", "first"))
    assert pages.demand(bare, 0) == {"now": 1, "low": 1, "then": 3, "high": 5, **unknown}, "of a projection without years"
    assert pages.demand(chain, 0) is None


def test_chosen_sites_the_largest_first(chain):
    known = replace(chain, sites=at([500, 600, 700], chosen=[0.5, 0, 1], naam=["a", "b", "c"]))
    assert [(row["title"], row["chosen"]) for row in pages.chosen(known, "sites", 0)] == [("c", 1), ("a", 0.5)]
    assert list(pages.chosen(known, "sites", 1)) == [] and list(pages.chosen(chain, "sites", 0)) == []
    unnamed = replace(chain, measures=at([500], chosen=[1]))
    assert [row["title"] for row in pages.chosen(unnamed, "measures", 0)] == [""]


def test_who_works_in_a_cluster_and_who_should_meet(chain):
    who = at([None] * 3, clusters=["1", "1, 2", "12"], in_challenge=[1, 0, 1], actor_name=["A", "B", "C"])
    links = at([None] * 4, clusters=["1", "1", "2", "1"], state=["to_make", "exists", "to_make", "to_make"], priority=[2, 0, 1, 1],
               from_name=["A", "B", "C", "D"], to_name=["B", "C", "D", "E"], via=["", None, "", None])  # fmt: skip
    roles = at([None] * 2, cluster_id=[2.0, 1.0], roles_missing=["care", "advice, money"])
    known = replace(chain, actors=who, links=links, coalitions=roles)
    assert list(pages.actors(known, 0)) == ["A"] and list(pages.actors(known, 1)) == []
    assert [(row["from_name"], row["via"]) for row in pages.pairs(known, 0)] == [("D", ""), ("A", "")]
    assert pages.missing(known, 0, ENGLISH) == ["advice", "money"] and pages.missing(known, 1, ENGLISH) == ["care"]
    assert pages.missing(chain, 0, ENGLISH) == [] == list(pages.actors(chain, 0)) == list(pages.pairs(chain, 0))


def test_actions_that_name_a_place_in_a_cluster(chain):
    columns = {"challenge": ["small_town"] * 4 + ["other", "small_town"], "places": ["noord; West", "N1", None, "West", "Noord", ""],
               "total": [1.0, 5, 7, 3, 9, 8], "action_key": list("abcdef"), "ac_short": ["A", "", "C", "D", "E", "F"],
               "ac_long": ["", "long", "", "", "", ""]}  # fmt: skip
    known = replace(chain, actions=at([None] * 6, **columns))
    assert list(pages.actions(known, 0)) == [
        {"code": "b", "title": "long", "euro": 5, "places": "N1"},
        {"code": "a", "title": "A", "euro": 1, "places": "noord; West"},
    ]
    assert list(pages.actions(known, 1)) == []
    first = [{"code": "f", "title": "F", "euro": 8, "places": ""}, {"code": "c", "title": "C", "euro": 7, "places": ""}]
    assert pages.everywhere(known) == {"count": 2, "euro": 15, "first": first}
    many = {"challenge": ["small_town"] * 60, "places": [""] * 60, "total": [1.0, 2] * 30, "action_key": [str(row) for row in range(60)],
            "ac_short": ["A"] * 60, "ac_long": [""] * 60}  # fmt: skip
    told = pages.everywhere(replace(chain, actions=at([None] * 60, **many)))
    assert [row["code"] for row in told["first"]] == [str(row) for row in range(1, 2 * pages.ACTIONS, 2)], "equal ones as in the plan"
    assert pages.everywhere(chain) is None
    assert known.names(0) == {"noord", "zuid", "n0", "n1"}


def test_a_page_for_each_cluster(chain):
    first, second = pages.cluster_pages(chain, ENGLISH)
    assert [first[name] for name in ("id", "label", "people", "units", "hectares", "index")] == ["1", "Noord, Zuid", 300, 2, 100, 80]
    assert [(row["title"], row["here"], row["whole"]) for row in first["profile"]] == [("need", 1.5, 2)]
    assert second["id"] == "2" and first["demand"] is None
    content = pages.content(chain, ENGLISH)
    assert "Oost" not in content["finding"] and content["given"] == dict.fromkeys(content["given"], False)
    assert list(pages.sources(chain, ENGLISH)) == [{"title": "Facts", "publisher": "Stad", "licence": "CC0", "date": "unknown"}]


def test_a_page_cut_to_fit_says_how_much_more_there_is():
    page = {name: list(range(5)) for name in ("profile", "sites", "measures", "actors", "pairs", "actions")} | {"label": "x"}
    shorter = shorten_lists(page, 3)
    assert shorter["sites"] == [0, 1, 2] and shorter["more"]["sites"] == 2 and shorter["label"] == "x"
    assert shorten_lists(page, 5)["more"] == dict.fromkeys(shorter["more"], 0)


def test_a_package_that_does_not_know_its_version_is_left_out_of_a_manifest(monkeypatch):
    """Debian has built a shapely that calls itself so; of a venv the metadata may know better."""
    stated = {"shapely": "0+unknown", "pandas": "3.1"}
    monkeypatch.setattr("importlib.metadata.version", stated.__getitem__)
    monkeypatch.setattr(shapely, "__version__", "2.1.0")
    assert versions()["shapely"] == "2.1.0"
    monkeypatch.setattr(shapely, "__version__", "0+unknown")
    monkeypatch.setattr(pd, "__version__", "0+untagged.1")
    told = versions()
    assert "shapely" not in told and told["pandas"] == "3.1"
    assert told["numpy"] == np.__version__


def test_a_zip_that_unpacks_to_more_than_a_bundle_holds_is_not_used(tmp_path, monkeypatch):
    """What is written is counted; of the folder nothing stays."""
    monkeypatch.setattr(bundles, "LARGEST", 2 << 30)
    monkeypatch.setattr(bundles, "CHUNK", 1 << 16)
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("a.gpkg", b"0" * (1 << 20))
    unpack(tmp_path / "small.zip").cleanup()
    monkeypatch.setattr(bundles, "LARGEST", 1 << 19)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with pytest.raises(OpgaveError, match="unpacks to more than 0 GB, and is not used"):
        unpack(tmp_path / "small.zip")
    gc.collect()
    assert not list((tmp_path / "temporary").iterdir())


def test_large_layers_that_another_map_of_the_run_wrote_are_the_same_bytes(tmp_path, qgis_app):
    def table(name, size):
        return GeopackageTable(name, Features(name, shapely.points(np.arange(size), 0.0), pd.DataFrame({"n": range(size)}), "EPSG:31370"))

    def written(name, tables):
        path = tmp_path / name / "map.gpkg"
        path.parent.mkdir()
        with fix_time(DAY):
            write_large(tables, path, DAY, SILENT)
        return path.read_bytes()

    addresses, roads, changed = table("addresses", 300), table("roads", 200), table("roads", 201)
    alone = [written(f"alone{number}", tables) for number, tables in enumerate(([addresses, roads], [addresses, changed]))]
    with share_loads():
        together = [written(f"together{number}", tables) for number, tables in enumerate(([addresses, roads], [addresses, changed]))]
        again = written("again", [addresses, roads])
        kept = shared_folder()
    assert together == alone and again == alone[0] != alone[1]
    assert not kept.exists() and shared_folder() is None


def test_what_several_maps_ask_of_the_same_layer_is_made_once_and_of_an_equal_one_again():
    made, first, equal = [], ["layer"], ["layer"]

    def ask(layer, word):
        return make_once(lambda: made.append(word) or len(made), [layer], "question", word)

    assert [ask(first, "a"), ask(first, "a")] == [1, 2]
    with share_loads():
        assert [ask(first, "a"), ask(first, "a"), ask(equal, "a"), ask(first, "b")] == [3, 3, 4, 5]
