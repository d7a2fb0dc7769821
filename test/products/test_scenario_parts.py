"""Plans beside each other, by hand: units of one plan in the others, the fields of the result, the map of gains and losses."""

import base64

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.scenarios import PlanComparison
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.products.scenario_report import (
    by_unit,
    geometry_name,
    keys_of,
    maps,
    outcome_layer,
    scenario_units,
    write_scenario_report,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard
from qgis.PyQt.QtGui import QImage


def plan(name: str, codes, values, shapes=None, crs: str = "EPSG:31370", **more) -> Features:
    table = pd.DataFrame({"code": list(codes), "km": list(values)} | more)
    geometry = np.full(len(table), None, dtype=object) if shapes is None else np.array(shapes, dtype=object)
    return Features(name, geometry, table, crs, np.arange(len(table)))


def test_each_plan_is_laid_beside_the_units_of_the_first():
    heard = Heard()
    found = by_unit([plan("Now", "abc", [1, 2, 3]), plan("Bus", "dca", [9, 6, 4]), plan("Tram", "bac", [8, 7, 9])], "km", "code", heard)
    assert found[:, 0].tolist() == [1, 2, 3] and found[:, 2].tolist() == [7, 8, 9]
    assert found[[0, 2], 1].tolist() == [4, 6] and np.isnan(found[1, 1])
    assert heard.warnings == ["'Bus' lacks 1 units of 'Now' and has 1 others, which are left out."]
    for codes, said in (("abcd", "lacks 0 units of 'Now' and has 1 others"), ("ab", "lacks 1 units of 'Now' and has 0 others")):
        one_way = Heard()
        by_unit([plan("Now", "abc", [1, 2, 3]), plan("Bus", codes, range(len(codes)))], "km", "code", one_way)
        assert len(one_way.warnings) == 1 and said in one_way.warnings[0]


def test_plans_without_a_unit_in_common_and_a_unit_that_occurs_twice():
    with pytest.raises(OpgaveError) as apart:
        by_unit([plan("Now", "ab", [1, 2]), plan("Bus", "cd", [3, 4])], "km", "code", Heard())
    assert apart.value.sentence() == "'Bus' and 'Now' have no unit in common: check KEY 'code'."
    with pytest.raises(OpgaveError) as twice:
        keys_of(plan("Bus", "abcb", [1, 2, 3, 4]), "code")
    assert twice.value.sentence() == "Layer 'Bus' has unit 'b' more than once in field 'code'."


VALUES = np.array([[1.0, 2.0, 0.0], [5.0, 5.0, 7.0], [np.nan, np.nan, np.nan]])
COMPARED = PlanComparison(VALUES, np.ones(3))


def test_the_fields_of_the_result():
    first = plan("Now", "abc", [1, 5, np.nan], best_plan=["old"] * 3)
    made = scenario_units(first, ["Nu", "Bus lijn", "Bus lijn"], COMPARED).table
    assert list(made) == [
        "code", "km", "nu_value", "bus_lijn_value", "bus_lijn_2_value", "bus_lijn_change", "bus_lijn_2_change",
        "bus_lijn_outcome", "bus_lijn_2_outcome", "best_plan", "outcome",
    ]  # fmt: skip
    assert made["bus_lijn_change"].tolist()[:2] == [1, 0] and made["bus_lijn_2_change"].tolist()[:2] == [-1, 2]
    assert made["bus_lijn_value"].tolist()[:2] == [2, 5] and made["best_plan"].tolist() == ["Bus lijn", "Bus lijn", None]
    assert made["outcome"].tolist() == made["bus_lijn_2_outcome"].tolist() == ["loses", "gains", None], "that of the last plan"
    two = scenario_units(first, ["Nu", "Bus"], PlanComparison(VALUES[:, :2], np.ones(3))).table
    assert "bus_outcome" not in two and two["outcome"].tolist() == ["gains", "same", None], "of two there is but one"


def test_the_map_of_gains_and_losses(qgis_app):
    shapes = [shapely.box(0, 0, 100, 100), None, shapely.box(100, 0, 400, 100)]
    first = plan("Now", "abc", [1, 5, 3], shapes)
    found = list(maps(first, ["Nu", "Bus", "Tram"], COMPARED, Language("en")))
    assert [one["plan"] for one in found] == ["Bus", "Tram"] and all(one["picture"].startswith("data:image/png;base64,") for one in found)
    assert [[label for _, label in one["legend"]] for one in found] == [["gains", "too little data"], ["loses", "too little data"]]
    assert all(colour.startswith("#") and label for colour, label in found[0]["legend"])
    picture = QImage.fromData(base64.b64decode(found[0]["picture"].partition(",")[2]))
    assert (picture.width(), picture.height()) == (900, 450), "at least half as high as wide"
    tall = plan("Now", "abc", [1, 5, 3], [shapely.box(0, 0, 100, 500), None, shapely.box(0, 500, 100, 900)])
    (one, _) = maps(tall, ["Nu", "Bus", "Tram"], COMPARED, Language("en"))
    picture = QImage.fromData(base64.b64decode(one["picture"].partition(",")[2]))
    assert (picture.width(), picture.height()) == (900, 1800), "at most twice as high"
    square = plan("Now", "abc", [1, 5, 3], [shapely.box(0, 0, 100, 100)] * 3)
    (one, _) = maps(square, ["Nu", "Bus", "Tram"], COMPARED, Language("en"))
    picture = QImage.fromData(base64.b64decode(one["picture"].partition(",")[2]))
    assert picture.height() == 900
    for nowhere in (plan("Now", "abc", [1, 5, 3]), plan("Now", "abc", [1, 5, 3], shapes, crs="")):
        assert list(maps(nowhere, ["Nu", "Bus", "Tram"], COMPARED, Language("en"))) == []


def test_the_layer_of_outcomes(qgis_app):
    layer = outcome_layer(np.array([shapely.Point(1, 2), shapely.Point(3, 4)], dtype=object), np.array(["gains", None]), "EPSG:31370")
    assert [(one["outcome"] or "", one.geometry().asPoint().x()) for one in layer.getFeatures()][0] == ("gains", 1)
    assert layer.featureCount() == 2 and layer.extent().xMaximum() == 3 and layer.crs().authid() == "EPSG:31370"
    assert geometry_name(np.array([shapely.box(0, 0, 1, 1)], dtype=object)) == "MultiPolygon"


def test_the_report_has_a_table_by_group_only_where_there_are_groups(tmp_path):
    first, names = plan("Now", "abc", [1, 5, np.nan]), ["Nu", "Bus"]
    compared = PlanComparison(VALUES[:, :2], np.ones(3))
    for groups, shown in ((None, False), (np.array(["Noord", "Zuid", "Zuid"]), True)):
        summary = compared.summary(names, groups)
        write_scenario_report(tmp_path / "plans.html", "km", first, names, summary, compared, Language("en"))
        written = (tmp_path / "plans.html").read_text(encoding="utf-8")
        assert ("By group" in written, "Noord" in written, "Zuid" in written) == (shown, shown, shown)
