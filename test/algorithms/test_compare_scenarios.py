"""The algorithm `compare_scenarios`: gains and losses by hand, units that differ, groups, the report."""

from pathlib import Path

import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

FIELDS = "code:string,shortage:double,people:double,area:string"


def square(x):
    return f"MultiPolygon((({x} 0, {x + 10} 0, {x + 10} 10, {x} 10, {x} 0)))"


def plan(name, *values):
    rows = [(square(20 * number), code, value, 10 * (number + 1), "Noord" if number < 2 else "Zuid")
            for number, (code, value) in enumerate(values)]  # fmt: skip
    return memory_layer("MultiPolygon", rows, FIELDS, name=name)


@pytest.fixture
def plans(qgis_app):
    """Shortage in three units: plan B helps a and harms c, plan C lacks b and has one more."""
    return [
        plan("Nu", ("a", 8), ("b", 4), ("c", 2)),
        plan("Plan B", ("c", 5), ("a", 3), ("b", 4)),
        plan("Plan C", ("a", 0), ("c", 2), ("x", 1)),
    ]


def table(layer):
    return read_features(layer)[0].table


def test_gains_and_losses_by_hand(run_algorithm, plans, tmp_path):
    report = tmp_path / "report.html"
    ran = run_algorithm("compare_scenarios", {"LAYERS": plans[:2], "FIELD": "shortage", "KEY": "code", "LOWER_IS_BETTER": True,
                                              "GROUP_FIELD": "area", "POPULATION_FIELD": "people", "OUTPUT": "memory:",
                                              "OUTPUT_GROUPS": "memory:", "REPORT": str(report)})  # fmt: skip
    found = table(ran["OUTPUT"])
    assert list(found) == ["code", "shortage", "people", "area", "nu_value", "plan_b_value", "plan_b_change", "best_plan", "outcome"]
    assert found["plan_b_change"].tolist() == [-5, 0, 3]
    assert found["outcome"].tolist() == ["gains", "same", "loses"]
    assert found["best_plan"].tolist() == ["Plan B", "Nu", "Nu"]
    assert (ran["UNIT_COUNT"], ran["GAINS_COUNT"], ran["LOSES_COUNT"]) == (3, 1, 1)
    groups = table(ran["OUTPUT_GROUPS"]).set_index(["group", "plan"])
    assert groups.loc[("Noord", "Plan B"), ["mean", "sum", "worst", "people_gains", "people_loses"]].tolist() == pytest.approx(
        [110 / 30, 7, 4, 10, 0]
    )
    assert groups.loc[("Zuid", "Plan B"), ["mean", "people_gains", "people_loses"]].tolist() == [5, 0, 30]
    assert groups.loc[("Zuid", "Nu"), ["units_gains", "units_loses"]].tolist() == [0, 0]
    assert "Plan B" in Path(report).read_text(encoding="utf-8")


def test_units_that_differ_are_said(run_algorithm, plans):
    ran = run_algorithm("compare_scenarios", {"LAYERS": plans, "FIELD": "shortage", "KEY": "code", "OUTPUT": "memory:"})
    found = table(ran["OUTPUT"])
    assert found["plan_c_value"].fillna(-1).tolist() == [0, -1, 2]
    assert found["plan_b_outcome"].tolist() == ["loses", "same", "gains"]
    assert found["outcome"].tolist() == ["loses", None, "same"]
    assert any("'Plan C' lacks 1 units of 'Nu' and has 1 others" in warning for warning in ran.warnings)


def test_plans_go_by_given_names_and_each_has_its_map(run_algorithm, plans, tmp_path):
    report = tmp_path / "report.html"
    ran = run_algorithm("compare_scenarios", {"LAYERS": plans, "FIELD": "shortage", "KEY": "code", "NAMES": "Vandaag, Zes plekken,Budget",
                                              "OUTPUT": "memory:", "REPORT": str(report)})  # fmt: skip
    found = table(ran["OUTPUT"])
    assert found["zes_plekken_change"].tolist() == [-5, 0, 3]
    text = report.read_text(encoding="utf-8")
    assert text.count("data:image/png;base64,") == 2
    assert "Zes plekken" in text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"FIELD": "shortages"}, "did you mean 'shortage'"),
        ({"KEY": "area"}, "has unit 'Noord' more than once in field 'area'"),
        ({"GROUP_FIELD": "wijk"}, "no field 'wijk'"),
        ({"LAYERS": 1}, "LAYERS: give at least two plans"),
        ({"NAMES": "nu"}, "NAMES holds 1 names and there are 3 plans"),
    ],
)
def test_wrong_input_gets_a_sentence(run_algorithm, plans, given, sentence):
    given = {**given, "LAYERS": plans[: given["LAYERS"]]} if "LAYERS" in given else given
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("compare_scenarios", {"LAYERS": plans, "FIELD": "shortage", "KEY": "code", "OUTPUT": "memory:"} | given)
