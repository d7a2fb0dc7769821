"""What clusters cannot be made of: every method and every mistake gets one sentence, and nothing is left behind."""

import numpy as np
import pytest
import shapely
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.town import Town
from opgavenkaart.test.support.units import grid
from qgis.core import QgsProcessingException

METHODS = ("gi_star", "local_moran", "bivariate_moran", "threshold", "skater", "scan")
COUNT = 16
FIELDS = {"FIELD": "need", "POPULATION_FIELD": "people", "REGIONS": 3}


def layer(need, shapes=None, people=None):
    """Return units with the fields need, other and people."""
    shapes = grid(4, 4) if shapes is None else shapes
    people = [100.0] * len(shapes) if people is None else people
    rows = [(shape.wkt, *values) for shape, *values in zip(shapes, need, range(len(shapes)), people, strict=True)]
    return memory_layer("Polygon", rows, "need:double,other:double,people:double", name="units")


def refused(run_algorithm, units, folder, **inputs) -> str:
    """Return the sentence with which a run fails; the folder must stay empty."""
    with pytest.raises(QgsProcessingException) as failure:
        outputs = {"OUTPUT": str(folder / "out.gpkg"), "OUTPUT_UNITS": str(folder / "units.gpkg")}
        run_algorithm("challenge_clusters", {**FIELDS, "INPUT": units, "FIELD_2": "other", **outputs, **inputs})
    assert list(folder.iterdir()) == []
    sentence = str(failure.value)
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("method", [method for method in METHODS if method != "scan"])
def test_values_that_are_all_equal(run_algorithm, qgis_app, tmp_path, method):
    sentence = refused(run_algorithm, layer([5.0] * COUNT), tmp_path, METHOD=method)
    assert "Field 'need': all 16 units have the value 5, so no unit stands out" in sentence


def test_a_scan_finds_nothing_where_all_rates_are_equal(run_algorithm, qgis_app):
    ran = run_algorithm("challenge_clusters", {**FIELDS, "INPUT": layer([5.0] * COUNT), "METHOD": "scan", "OUTPUT": "memory:"})
    assert ran["CLUSTER_COUNT"] == 0
    assert ran.warnings == ["No circle of units has significantly more cases than elsewhere."]


@pytest.mark.parametrize("method", METHODS)
def test_two_units_are_too_few(run_algorithm, qgis_app, tmp_path, method):
    units = layer([1.0, 2.0], grid(2, 1))
    assert "has a value in 2 of 2 units: clusters need at least 3" in refused(run_algorithm, units, tmp_path, METHOD=method, REGIONS=2)


@pytest.mark.parametrize("method", METHODS)
def test_a_field_without_any_value(run_algorithm, qgis_app, tmp_path, method):
    assert "Field 'need' has a value in 0 of 16 units" in refused(run_algorithm, layer([None] * COUNT), tmp_path, METHOD=method)


@pytest.mark.parametrize("method", METHODS)
def test_negative_inhabitants(run_algorithm, qgis_app, tmp_path, method):
    units = layer(np.arange(1.0, 17).tolist(), people=[100.0] * 15 + [-3.0])
    assert "Field 'people' of layer 'units' holds a negative number of inhabitants (-3)" in refused(
        run_algorithm, units, tmp_path, METHOD=method
    )


@pytest.mark.parametrize("method", ["gi_star", "local_moran", "bivariate_moran"])
@pytest.mark.parametrize("weights", ["queen", "distance:10"])
def test_units_that_all_lie_apart(run_algorithm, qgis_app, tmp_path, method, weights):
    units = layer(np.arange(1.0, 17).tolist(), shapely.buffer(shapely.centroid(grid(4, 4)), 20))
    sentence = refused(run_algorithm, units, tmp_path, METHOD=method, WEIGHTS=weights)
    assert f"None of the 16 units has a neighbour with weights '{weights}'" in sentence


@pytest.mark.parametrize(("method", "warned"), [("threshold", 0), ("skater", 1), ("scan", 0)])
def test_methods_that_need_no_neighbours_go_on_and_say_what_that_means(run_algorithm, qgis_app, method, warned):
    units = layer(np.arange(1.0, 17).tolist(), shapely.buffer(shapely.centroid(grid(4, 4)), 20))
    ran = run_algorithm("challenge_clusters", {**FIELDS, "INPUT": units, "METHOD": method, "OUTPUT": "memory:"})
    assert ran["CLUSTER_COUNT"] >= 1
    assert sum("The units do not hang together: 16 separate parts are regions from the start." in one for one in ran.warnings) == warned


@pytest.fixture
def town(qgis_app, tmp_path):
    town = Town(tmp_path, 4, 4)
    columns = {"need": list(range(COUNT)), "same": [4] * COUNT, "absent": [None] * COUNT, "people": [10] * 15 + [-1]}
    town.table("facts", {"sector_code": town.keys, **columns})
    return town


NEED, SAME, ABSENT = ({"id": name, "layer": "facts", "field": name} for name in ("need", "same", "absent"))


@pytest.mark.parametrize("algorithm", ["challenge_index", "challenge_sensitivity", "integrated_map"])
@pytest.mark.parametrize(
    ("indicators", "people", "sentence"),
    [
        ([NEED | {"weight": 0}], "", "no weight is above 0"),
        ([NEED, ABSENT], "", "Indicator 'absent': no unit has a value"),
        ([NEED, SAME], "", "Indicator 'same': all values are equal (4)"),
        ([NEED], "people", "Field 'people' of layer 'facts' holds a negative number of inhabitants (-1)"),
    ],
)
def test_a_challenge_that_cannot_be_reckoned(run_algorithm, town, algorithm, indicators, people, sentence):
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "facts", "field": people} if people else None}  # fmt: skip
    inputs = town.write(town.challenge(*indicators, units=units))
    before = sorted(town.folder.iterdir())
    out = {"OUTPUT_FOLDER": str(town.folder / "map")} if algorithm == "integrated_map" else {
        "OUTPUT": str(town.folder / "out.gpkg"), "REPORT": str(town.folder / "out.html")}  # fmt: skip
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm(algorithm, {**inputs, **out})
    assert sentence in str(failure.value)
    assert "Traceback" not in str(failure.value)
    assert sorted(town.folder.iterdir()) == before
