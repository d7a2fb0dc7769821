"""What is told of two vintages of a map: layers that changed, and units that came into clusters and left them; by hand."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.challenge import Measurement
from opgavenkaart.processing.model.differences import DocumentDifference
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.products.compare import report
from opgavenkaart.processing.products.compare.clusters import ComparedClusters
from opgavenkaart.processing.products.compare.repeating import again, repeat_parameters
from opgavenkaart.processing.products.compare.report import change_map, cluster_rows, layer_row, show_value, tell_layer, units_in_clusters
from opgavenkaart.processing.products.compare.vintages import (
    LayerChange,
    check_common_units,
    check_same_challenge,
    compared_units,
    indicators_of,
    layer_changes,
    method,
    state_of,
    vintage,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard

HASHES = DocumentDifference("sha256", "0123456789abcdef", "fedcba9876543210")
DATES = DocumentDifference("date", "2024-01-01", None)


def change(state, *facts):
    return LayerChange("trees", "Bomen", state, list(facts), ("green",), 7)


def test_units_in_clusters():
    table = pd.DataFrame({"cluster_before": [1, 2, 0, 0, 0, 3, 0], "cluster_after": [1, 1, 1, 2, 3, 0, 0]})
    assert units_in_clusters(table) == {"before": 3, "after": 5}


def test_what_became_of_each_cluster_the_changed_ones_first():
    """Areas in hectares, and the ground in common of all ground; one that is gone is called as it was."""
    places = {"after": [0, 1, -1], "before": [-1, -1, 1], "overlap": [0.5, 0, 0]}
    sure = {"change": ["stays", "new", "gone"], "change_probability": [np.nan, 0.98, 0.999]}
    change = pd.DataFrame({**places, **sure, "area_before_m2": [10_000.0, 0, 30_000], "area_after_m2": [20_000.0, 5_000, 0]})
    layers = [SimpleNamespace(labels=["Kern", "Oost"]), SimpleNamespace(labels=["Kern", "West"])]
    compared = ComparedClusters(*layers, SimpleNamespace(table=change), True)
    rows = list(cluster_rows(compared, Language("en")))
    assert [(row["label"], row["probability"], row["hectares_before"], row["hectares_after"], row["overlap"]) for row in rows] == [
        ("Oost", "more than 99 %", 3, 0, 0),
        ("West", "98 %", 0, 0.5, 0),
        ("Kern", "–", 1, 2, 50),
    ]
    assert [row["change"] for row in rows[:2]] == ["cluster that disappears", "new cluster"]


@pytest.mark.parametrize(
    ("state", "facts", "parts"),
    [
        ("changed", (DATES, HASHES), ("other content", "0123456789ab before", "fedcba987654 now", "7 values")),
        ("new", (HASHES,), ("is used now",)),
        ("gone", (HASHES,), ("was used before",)),
        ("described", (DATES,), ("the same content", "different description")),
    ],
)
def test_a_layer_that_changed_is_told(state, facts, parts):
    said = Heard()
    tell_layer(change(state, *facts), said)
    (line,) = said.notes
    assert "'Bomen'" in line and all(part in line for part in parts)


def test_the_row_of_a_layer_shows_what_differs_where_it_was_there_twice():
    english = Language("en")
    row = layer_row(change("changed", DATES, HASHES), "Trees", english)
    assert (row["title"], row["record"], row["value_count"]) == ("Trees", "trees", 7)
    assert [(fact["before"], fact["after"]) for fact in row["facts"]] == [("2024-01-01", "–"), ("0123456789ab", "fedcba987654")]
    assert layer_row(change("new", DATES), "Trees", english)["facts"] == layer_row(change("gone", DATES), "Trees", english)["facts"] == []


def test_values_of_a_manifest_as_text():
    assert [show_value(value) for value in (None, "0123456789abcdef", 1.5, ["é"], False)] == [
        "–",
        "0123456789abcdef",
        "1.5",
        '["é"]',
        "false",
    ]


@pytest.mark.parametrize(("size", "ratio"), [((400, 400), 1), ((400, 200), 0.5), ((10_000, 1), None), ((1, 10_000), None)])
def test_the_change_map_shows_all_units_with_as_much_around_them_on_every_side(qgis_app, monkeypatch, size, ratio):
    """However long and narrow the ground is, the picture is of a shape that a page has room for."""
    drawn = []
    monkeypatch.setattr(report, "png_of", lambda layers, crs, ground, width, height: drawn.append((layers, ground, width, height)) or b"")
    low, high = np.array([500, 800]), np.array([500, 800]) + size
    corners = [shapely.box(*low, *(low + 1)), shapely.box(*(high - 1), *high), None]
    table = pd.DataFrame({"change": ["rises", "falls", "gone"]})
    units = Features("x", np.array(corners, dtype=object), table, "EPSG:31370", np.arange(3))
    found = change_map(units, "need", Language("en"))
    ((layer,), ground, width, height) = drawn[0]
    edges = [low[0] - ground.xMinimum(), low[1] - ground.yMinimum(), ground.xMaximum() - high[0], ground.yMaximum() - high[1]]
    assert edges == pytest.approx([report.EDGE * max(size)] * 4) and layer.featureCount() == 2
    assert ratio is None or height / width == pytest.approx((ratio + 2 * report.EDGE) / (1 + 2 * report.EDGE), abs=0.01)
    assert report.LEAST_RATIO - 0.01 <= height / width <= 1 / report.LEAST_RATIO + 0.01
    assert found["legend"] and len(found["legend"][0]) == 2
    assert change_map(units.where(np.array([False, False, True])), "rank", Language("en")) is None


# ---- two bundles


def bundle(id="warm", name="kaart", inputs=(), folder=None, **manifest):
    trees, stops = Measurement("trees", "attribute", "green"), Measurement("stops", "distance_nearest", points="homes")
    green = SimpleNamespace(id="green", measurement=trees, denominator=None, measurements=lambda: [trees])
    near = SimpleNamespace(id="near", measurement=stops, denominator=None, measurements=lambda: [stops, trees])
    units = SimpleNamespace(key="code", result_key="code", name="label", population=None)
    challenge = SimpleNamespace(id=id, indicators=(green, near), units=units)
    return SimpleNamespace(name=name, challenge=challenge, folder=folder, anchors={}, manifest={"inputs": list(inputs)} | manifest)


def unit_rows(keys, names, xs, crs="EPSG:31370", **more):
    table = pd.DataFrame({"code": list(keys), "label": names, "challenge_index": "50", "cluster_id": None, "green": "1", "near": 2} | more)
    return Features("units", np.array([shapely.box(x, 0, x + 1, 1) for x in xs], dtype=object), table, crs, np.arange(len(table)) + 1)


def test_what_a_bundle_says_of_its_units():
    found = vintage(bundle(), unit_rows("ab", ["A", "B"], [0, 1], challenge_index=["80", None], cluster_id=["2", None], green=["x", "7"]))
    assert found.index.index.tolist() == ["a", "b"] and list(found.raw) == ["green", "near"]
    np.testing.assert_array_equal(found.index, [80, np.nan])
    np.testing.assert_array_equal(found.raw["green"], [np.nan, 7])
    assert found.cluster.tolist() == [2, 0]
    with pytest.raises(OpgaveError, match="'kaart' has unit 'a' more than once"):
        vintage(bundle(), unit_rows("aab", ["A", "B", "C"], [0, 1, 2]))
    for field in ("code", "label", "challenge_index", "cluster_id", "near"):
        units = unit_rows("ab", ["A", "B"], [0, 1])
        with pytest.raises(OpgaveError, match=field):
            vintage(bundle(), Features("u", units.geometry, units.table.drop(columns=field), units.crs, units.ids))


def test_units_of_both_maps_lie_where_the_later_one_has_them_and_are_called_as_there():
    """The later map holds c, a and d in that order; b was in the earlier one alone, and comes last."""
    old, new = unit_rows("abc", ["A", "B", "C"], [0, 10, 20]), unit_rows("cad", ["C2", "A2", "D2"], [21, 1, 31])
    known = [vintage(bundle(), one) for one in (old, new)]
    table = pd.DataFrame({"change": list("wxyz")}, index=pd.Index(["c", "a", "d", "b"], dtype=object))
    found = compared_units((old, new), known, bundle().challenge, table)
    assert found.table["code"].tolist() == ["c", "a", "d", "b"] and found.table["label"].tolist() == ["C2", "A2", "D2", "B"]
    assert [one.bounds[0] for one in found.geometry] == [21, 1, 31, 10]
    assert found.table["change"].tolist() == list("wxyz") and list(found.table) == ["code", "label", "change"]
    moved = unit_rows("abc", ["A", "B", "C"], [0, 10, 20], crs="EPSG:3812")
    with pytest.raises(OpgaveError, match=r"two coordinate systems \(EPSG:3812 and EPSG:31370\)"):
        compared_units((moved, new), known, bundle().challenge, table)
    assert len(compared_units((moved, new), known, bundle().challenge, table.iloc[:2])) == 2, (
        "none is gone: the earlier places are not asked"
    )


def test_maps_that_cannot_be_compared():
    check_same_challenge(bundle(), bundle(name="later"))
    with pytest.raises(OpgaveError, match="'kaart' is a map of the challenge 'warm' and 'later' of 'green'"):
        check_same_challenge(bundle(), bundle("green", "later"))
    one, other, far = (vintage(bundle(), unit_rows(keys, ["A", "B"], [0, 1])) for keys in ("ab", "bc", "xy"))
    check_common_units(bundle(), bundle(), (one, other))
    with pytest.raises(OpgaveError, match="'kaart' and 'later' have no unit in common: .* their key 'code'"):
        check_common_units(bundle(), bundle(name="later"), (one, far))


def test_layers_that_differ_between_two_maps():
    """Trees have other content, stops only another date, homes are new and roads gone; parks are the same."""
    same = {"record": "parks", "title": "Parken", "sha256": "p"}
    old = [same, {"record": "trees", "title": "Bomen", "sha256": "a", "note": "x"}, {"record": "stops", "sha256": "s", "date": "2024"},
           {"record": "roads", "title": "Wegen", "sha256": "r"}]  # fmt: skip
    new = [{"record": "homes", "title": "Woningen", "sha256": "h"}, {"record": "trees", "title": "Bomen 2", "sha256": "b", "note": "y"},
           {"record": "stops", "sha256": "s", "date": "2025"}, same | {"note": "z"}]  # fmt: skip
    values = pd.DataFrame({"indicator": ["green", "near", "near"]})
    found = layer_changes(bundle(inputs=old), bundle(inputs=new), values)
    assert [(one.record, one.title, one.state, one.indicators, one.values) for one in found] == [
        ("homes", "Woningen", "new", ("near",), 2),
        ("trees", "Bomen 2", "changed", ("green", "near"), 3),
        ("stops", "stops", "described", ("near",), 2),
        ("roads", "Wegen", "gone", (), 0),
    ]
    assert [fact.place for fact in found[1].facts] == ["sha256"] and [fact.place for fact in found[2].facts] == ["date"]
    assert state_of("x", {"x": {}}, {"x": {}}) == "described" and indicators_of(bundle().challenge, "stops") == ["near"]


def test_where_data_come_from_is_no_method():
    told = method(
        {"challenge": {"id": "warm"}, "parameters": {"AS_OF": "2026-01-01", "PAPER": "a4", "UNITS": "x"}, "versions": {"qgis": "3.40"}}
    )
    assert told == {"challenge": {"id": "warm"}, "parameters": {"PAPER": "a4"}, "versions": {"qgis": "3.40"}}
    assert method({"challenge": {}}) == {"challenge": {}, "parameters": {}, "versions": {}}


def test_a_map_is_asked_again_with_the_challenge_and_catalogue_that_it_keeps(tmp_path):
    kept = bundle(as_of="2026-01-31")
    kept.file = lambda suffix: tmp_path / f"warm{suffix}"
    asked = repeat_parameters(kept, {"PAPER": "a3", "CHALLENGE": "mine.json", "AS_OF": "today"})
    assert (asked["PAPER"], asked["AS_OF"]) == ("a3", "2026-01-31")
    assert {name: asked[name].rpartition("warm")[0] for name in ("CHALLENGE", "CATALOGUE")} == dict.fromkeys(
        ("CHALLENGE", "CATALOGUE"), f"{tmp_path}/"
    )
    assert asked["CHALLENGE"] != asked["CATALOGUE"]


def test_a_map_made_again_in_its_own_folder_is_read_from_a_copy(tmp_path):
    @dataclass(frozen=True)
    class Kept:
        folder: object
        manifest: dict

    (tmp_path / "data").mkdir()
    for name in ("a.txt", "data/b.txt"):
        (tmp_path / name).write_text(name)
    kept = Kept(tmp_path, {"files": {"a.txt": {}, "data/b.txt": {}, "gone.txt": {}}})
    with again(kept, tmp_path / "other") as there:
        assert there is kept
    with again(kept, tmp_path / "data" / "..") as copied:
        assert copied == replace(kept, folder=copied.folder) and copied.folder != tmp_path
        assert {name: (copied.folder / name).read_text() for name in ("a.txt", "data/b.txt")} == {
            "a.txt": "a.txt",
            "data/b.txt": "data/b.txt",
        }
    assert not copied.folder.exists() and (tmp_path / "a.txt").exists()
