"""The algorithm `challenge_clusters`: what it gives on real and made units, and the sentence for each wrong input."""

import warnings

import numpy as np
import pytest
import shapely
from esda.getisord import G_Local
from libpysal.weights import KNN
from opgavenkaart.processing.analysis.chance import measure_power
from opgavenkaart.processing.analysis.cluster_methods import UnitValues
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.running import RecordingFeedback, run_algorithm, run_and_load
from opgavenkaart.test.support.units import FLANDERS, GHENT, grid
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

DISTRICTS = "gent/stadswijken-gent.geojson"
BLOCK = [33, 34, 35, 43, 44, 45, 53, 54, 55]
CROSS = [34, 43, 44, 45, 54]
"""The units of the block with five or eight raised neighbours; its corners have only three, which chance gives too."""


def layer(geometry, title="units", crs="EPSG:31370", shape_type="MultiPolygon", /, **columns):
    """Return a memory layer; each column is (type, values), such as ``need=("double", [1, 2])``."""
    fields = "".join(f"&field={field}:{kind}" for field, (kind, _) in columns.items())
    made = QgsVectorLayer(f"{shape_type}?crs={crs}{fields}", title, "memory")
    for row, shape in enumerate(geometry):
        feature = QgsFeature(made.fields())
        feature.setAttributes([values[row] for _, values in columns.values()])
        if shape is not None:
            geom = QgsGeometry.fromWkt(shape.wkt)
            geom.convertToMultiType()
            feature.setGeometry(geom)
        assert made.dataProvider().addFeature(feature)
    return made


def block_values() -> list[float]:
    """Return noise on 10 x 10 units with a block of 3 x 3 far above it."""
    values = np.random.default_rng(1).normal(50, 5, 100)
    values[BLOCK] += 40
    return values.tolist()


@pytest.fixture
def units(qgis_app):
    return layer(grid(10, 10), need=("double", block_values()), people=("integer", [10] * 100), name=("string", list(map(str, range(100)))))


def table(result):
    return read_features(result)[0].table


def test_the_planted_block_is_the_one_cluster(run_algorithm, units):
    ran = run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "WEIGHTS": "queen", "POPULATION_FIELD": "people",
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    clusters, marked = table(ran["OUTPUT"]), table(ran["OUTPUT_UNITS"])
    assert list(clusters) == [
        "cluster_id", "cluster_label", "cluster_type", "unit_count", "population", "mean_value", "max_value", "area_m2"
    ]  # fmt: skip
    assert list(marked) == ["need", "people", "name", "z_score", "p_value", "cluster_type", "cluster_id"]
    members = np.flatnonzero(marked["cluster_id"] == 1)
    assert set(CROSS) <= set(members)
    assert clusters["unit_count"][0] == len(members) == clusters["population"][0] / 10 == clusters["area_m2"][0] / 1e4
    assert clusters["mean_value"][0] == pytest.approx(marked["need"][members].mean())
    assert clusters["max_value"][0] == marked["need"][members].max()
    assert {name: ran[name] for name in ("CLUSTER_COUNT", "UNIT_COUNT", "MISSING_COUNT", "ISLAND_COUNT", "REPAIRED_COUNT")} == {
        "CLUSTER_COUNT": len(clusters), "UNIT_COUNT": 100, "MISSING_COUNT": 0, "ISLAND_COUNT": 0, "REPAIRED_COUNT": 0
    }  # fmt: skip
    assert marked["cluster_id"].isna().sum() == 100 - clusters["unit_count"].sum()
    assert any(line.startswith("1. Cluster 1: ") for line in ran.infos)


@pytest.mark.parametrize("method, types", [("local_moran", {"high-high"}), ("bivariate_moran", {"high-high"}), ("threshold", {"hot"})])
def test_every_method_finds_the_block(run_algorithm, units, method, types):
    ran = run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "FIELD_2": "need", "METHOD": method, "WEIGHTS": "queen",
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    marked = table(ran["OUTPUT_UNITS"])
    assert set(table(ran["OUTPUT"])["cluster_type"]) == types
    assert (marked["cluster_id"][CROSS] == 1).all()
    assert ("local_i" in marked) == (method != "threshold")


def test_need_without_supply_around_it(run_algorithm, qgis_app):
    """The block of need lies where the supply, its mirror image, is low: what ``high`` does not show, ``mismatch`` does."""
    need = np.array(block_values())
    source = layer(grid(10, 10), need=("double", need.tolist()), supply=("double", (100 - need).tolist()))
    options = {"INPUT": source, "FIELD": "need", "FIELD_2": "supply", "METHOD": "bivariate_moran", "WEIGHTS": "queen", "OUTPUT": "memory:"}
    assert run_algorithm("challenge_clusters", options)["CLUSTER_COUNT"] == 0
    ran = run_algorithm("challenge_clusters", options | {"SIDES": "mismatch", "OUTPUT_UNITS": "memory:"})
    assert table(ran["OUTPUT"])["cluster_type"].tolist() == ["high-low"]
    assert (table(ran["OUTPUT_UNITS"])["cluster_id"][CROSS] == 1).all()


def test_threshold_gives_the_units_from_that_value(run_algorithm, units):
    ran = run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "METHOD": "threshold", "THRESHOLD": 70,
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    marked = table(ran["OUTPUT_UNITS"])
    assert np.flatnonzero(marked["cluster_type"] == "hot").tolist() == BLOCK
    assert ran["CLUSTER_COUNT"] == 1
    assert marked["z_score"].isna().all()
    assert "Units count from the value 70." in ran.infos


def test_ghent_equals_esda_and_is_named_after_districts(run_algorithm, shared_data):
    ran = run_algorithm("challenge_clusters", {"INPUT": str(shared_data / GHENT), "FIELD": "inkomen_mediaan", "SIDES": "both",
                                               "LABEL_LAYER": str(shared_data / DISTRICTS), "POPULATION_FIELD": "n_aangiften",
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    units, _ = read_features(ran["OUTPUT_UNITS"])
    known = units.table["inkomen_mediaan"].notna().to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nearest = KNN.from_array(shapely.get_coordinates(shapely.centroid(units.geometry[known])), k=8)
        peer = G_Local(units.table["inkomen_mediaan"][known].to_numpy(), nearest, transform="B", star=True, permutations=0)
    assert units.table["z_score"][known].to_numpy() == pytest.approx(peer.Zs, abs=1e-9)
    assert units.table["z_score"][~known].isna().all()
    assert (ran["UNIT_COUNT"], ran["MISSING_COUNT"], len(units)) == (201, 24, 201)
    clusters = table(ran["OUTPUT"])
    districts = set(table(QgsVectorLayer(str(shared_data / DISTRICTS)))["naam"])
    named = {name.split(" (")[0] for label in clusters["cluster_label"] for name in label.split(", ")}
    assert named <= districts
    assert len(named) > 2
    assert sorted(clusters["cluster_type"], reverse=True) == clusters["cluster_type"].tolist()
    assert "8 units have no number of inhabitants: they count as 0." in ran.infos


def test_flanders_keeps_fields_and_order(run_algorithm, shared_data):
    ran = run_algorithm("challenge_clusters", {"INPUT": str(shared_data / FLANDERS), "FIELD": "inkomen_per_aangifte", "WEIGHTS": "queen",
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    source = QgsVectorLayer(str(shared_data / FLANDERS))
    before, after = table(source), table(ran["OUTPUT_UNITS"])
    assert list(after)[: before.shape[1]] == list(before)
    assert after["geoitem"].tolist() == before["geoitem"].tolist()
    assert ran["ISLAND_COUNT"] == 1
    assert ran.warnings == ["1 units have no neighbours with weights 'queen': their type is 'none'."]


def test_results_of_an_earlier_run_are_replaced(run_algorithm, units):
    inputs = {"FIELD": "need", "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"}
    first = run_algorithm("challenge_clusters", {"INPUT": units, **inputs})
    second = run_algorithm("challenge_clusters", {"INPUT": first["OUTPUT_UNITS"], **inputs})
    assert table(second["OUTPUT_UNITS"]).equals(table(first["OUTPUT_UNITS"]))
    assert any("had z_score, p_value, cluster_type, cluster_id: replaced by the new results." in line for line in second.infos)


def test_no_cluster_gives_an_empty_polygon_layer_and_says_so(run_algorithm, qgis_app):
    noise = layer(grid(8, 8), need=("double", np.random.default_rng(2).normal(size=64).tolist()))
    ran = run_algorithm("challenge_clusters", {"INPUT": noise, "FIELD": "need", "OUTPUT": "memory:"})
    assert (ran["CLUSTER_COUNT"], ran["OUTPUT"].featureCount()) == (0, 0)
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"
    assert "OUTPUT_UNITS" not in ran.results
    assert ran.warnings == ["No unit has significantly high values: look at p_value of the units, or use METHOD 'threshold'."]
    power = measure_power(UnitValues(grid(8, 8), np.random.default_rng(2).normal(size=64)), ClusterRule())
    assert any(
        f"A cluster of 7 units that lies 2 standard deviations above the others would be found by this method in {100 * power.found:.0f} %"
        in line
        for line in ran.infos
    )


CASES = {
    ("gi_star", "high"): "No unit has significantly high values: look at p_value of the units, or use METHOD 'threshold'.",
    ("gi_star", "both"): "No unit has significantly high or low values: look at p_value of the units, or use METHOD 'threshold'.",
    ("local_moran", "mismatch"): "No unit has a high value with significantly low values around it: look at p_value of the units.",
    ("bivariate_moran", "high"): "No unit has a high value with significantly high values of the second field around it: look at p_value"
    " of the units.",
    ("threshold", "high"): "No unit reaches the threshold of 101: choose a lower one.",
    ("scan", "high"): "No circle of units has significantly more cases than elsewhere.",
    ("scan", "both"): "No circle of units has significantly more or fewer cases than elsewhere.",
}


@pytest.mark.parametrize(("method", "sides"), CASES)
def test_what_was_not_found_is_said_by_method_and_side_with_how_many_units_lack_a_value(run_algorithm, qgis_app, method, sides):
    random = np.random.default_rng(2)
    values = random.normal(size=64).tolist()
    values[:5] = [None] * 5
    cases = [None] * 5 + [5] * 59
    noise = layer(grid(8, 8), need=("double", values), other=("double", random.normal(size=64).tolist()),
                  cases=("integer", cases), people=("integer", [100] * 64))  # fmt: skip
    inputs = {"INPUT": noise, "FIELD": "cases" if method == "scan" else "need", "METHOD": method, "SIDES": sides, "THRESHOLD": 101,
              "POPULATION_FIELD": "people", "FIELD_2": "other", "OUTPUT": "memory:"}  # fmt: skip
    ran = run_algorithm("challenge_clusters", inputs)
    assert ran.warnings == [CASES[method, sides]]
    assert (ran["MISSING_COUNT"], ran["CLUSTER_COUNT"]) == (5, 0)
    assert "5 of 64 units have no value and take no part." in ran.infos


def test_units_of_low_values_are_told_where_only_high_ones_were_sought(run_algorithm, qgis_app):
    """A block of low values and nothing else: the sentence does not say that nothing differs from chance."""
    values = np.random.default_rng(7).permutation(100).astype(float)
    values[[row * 10 + column for row in range(6, 10) for column in range(6, 10)]] -= 200
    low = layer(grid(10, 10), need=("double", values.tolist()))
    ran = run_algorithm("challenge_clusters", {"INPUT": low, "FIELD": "need", "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})
    cold = sum(row["cluster_type"] == "cold" for row in ran["OUTPUT_UNITS"].getFeatures())
    assert ran["CLUSTER_COUNT"] == 0 and cold > 1
    assert f"{cold} units have significantly low values: SIDES 'both' gives clusters of those too." in ran.infos


def test_units_without_geometry_stay_without_type(run_algorithm, qgis_app):
    squares = grid(10, 10)
    squares[[0, 99]] = None
    holed = layer(squares, need=("double", block_values()))
    ran = run_algorithm("challenge_clusters", {"INPUT": holed, "FIELD": "need", "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})
    rows = list(ran["OUTPUT_UNITS"].getFeatures())
    assert (len(rows), ran["MISSING_COUNT"]) == (100, 2)
    assert [rows[0]["cluster_type"], rows[99]["cluster_type"]] == ["none", "none"]
    assert not rows[0].hasGeometry()


def test_only_the_selected_units_take_part(run_algorithm, units):
    QgsProject.instance().addMapLayer(units)
    units.selectByExpression('"need" > 40')
    selected = QgsProcessingFeatureSourceDefinition(units.id(), True)
    ran = run_algorithm("challenge_clusters", {"INPUT": selected, "FIELD": "need", "OUTPUT": "memory:"}, project=QgsProject.instance())
    assert ran["UNIT_COUNT"] == units.selectedFeatureCount() < 100
    QgsProject.instance().removeAllMapLayers()


def test_clusters_are_named_after_the_asked_field(run_algorithm, units):
    areas = layer([shapely.box(0, 0, 1000, 1000)], other=("string", ["no"]), Name=("string", ["Dampoort"]), code=("integer", [9000]))
    inputs = {"INPUT": units, "FIELD": "need", "LABEL_LAYER": areas, "OUTPUT": "memory:"}
    assert table(run_algorithm("challenge_clusters", inputs)["OUTPUT"])["cluster_label"][0] == "Dampoort"
    assert table(run_algorithm("challenge_clusters", {**inputs, "LABEL_FIELD": "code"})["OUTPUT"])["cluster_label"][0] == "9000"


@pytest.mark.parametrize(
    "inputs, sentence",
    [
        ({"FIELD": "needs"}, "Layer 'units' has no field 'needs': did you mean 'need'?"),
        ({"FIELD": "name"}, "Field 'name' of layer 'units' should hold numbers but holds 'a' in feature"),
        ({"METHOD": "bivariate_moran"}, "compares two fields: give the second one as FIELD_2"),
        ({"POPULATION_FIELD": "debt"}, "Field 'debt' of layer 'units' holds a negative number of inhabitants (-2)"),
        ({"WEIGHTS": "rook"}, "Weights 'rook' are not known: use 'queen'"),
        ({"WEIGHTS": "knn:9"}, "Weights 'knn:9' need more than 9 units and there are 9"),
        ({"WEIGHTS": "knn:8"}, "make all 9 units neighbours of each other"),
        ({"FIELD": "flat"}, "Field 'flat': all 9 units have the value 7, so no unit stands out"),
        ({"FIELD": "hollow"}, "Field 'hollow' has a value in 1 of 9 units: clusters need at least 3 units"),
        ({"FIELD": "z_score", "OUTPUT_UNITS": "memory:"}, "Field 'z_score' of layer 'units' would be replaced by a result of that name"),
    ],
)
def test_wrong_input_gets_its_sentence(run_algorithm, qgis_app, inputs, sentence):
    nine = layer(grid(3, 3), need=("double", list(range(9))), name=("string", list("abcdefghi")), debt=("double", [-2.0] * 9),
                 flat=("double", [7.0] * 9), hollow=("double", [1.0] + [None] * 8), z_score=("double", list(range(9))))  # fmt: skip
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm("challenge_clusters", {"INPUT": nine, "FIELD": "need", "WEIGHTS": "queen", "OUTPUT": "memory:", **inputs})
    assert sentence in str(failure.value)


def test_wrong_layers_get_their_sentence(run_algorithm, units):
    values = ("double", [1.0, 2.0, 3.0, 4.0])
    wrong = {
        "Layer 'degrees' is in EPSG:4326, which does not count in metres": layer(grid(2, 2, 0.01), "degrees", "EPSG:4326", need=values),
        "Layer 'nowhere' has no coordinate system": layer(grid(2, 2), "nowhere", "", need=values),
        "Layer 'empty' has no features: choose the layer with the units.": layer([], "empty", need=("double", [])),
        "has a value in 1 of 1 units: clusters need at least 3 units": layer(grid(1, 1), need=values),
        "Layer 'points' is no polygon layer": layer(shapely.centroid(grid(2, 2)), "points", "EPSG:31370", "MultiPoint", need=values),
    }
    for sentence, bad in wrong.items():
        with pytest.raises(QgsProcessingException) as failure:
            run_algorithm("challenge_clusters", {"INPUT": bad, "FIELD": "need", "OUTPUT": "memory:"})
        assert sentence in str(failure.value)
    nameless = layer(grid(1, 1), "numbers", code=("integer", [1]))
    with pytest.raises(QgsProcessingException, match="Layer 'numbers' has no text field to name clusters after"):
        run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "LABEL_LAYER": nameless, "OUTPUT": "memory:"})


def test_a_cancelled_run_writes_nothing(qgis_processing, units, tmp_path):
    out = tmp_path / "clusters.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "OUTPUT": str(out)},
                      feedback=RecordingFeedback(cancel_at="Testing"))  # fmt: skip
    assert not out.exists()


def test_layers_open_styled_when_the_toolbox_loads_them(qgis_processing, qgis_new_project, units):
    QgsProject.instance().addMapLayer(units)
    inputs = {"INPUT": units, "FIELD": "need", "WEIGHTS": "queen", "OUTPUT": "TEMPORARY_OUTPUT", "OUTPUT_UNITS": "TEMPORARY_OUTPUT"}
    results = run_and_load("challenge_clusters", inputs)
    clusters, marked = (QgsProject.instance().mapLayer(results[name]) for name in ("OUTPUT", "OUTPUT_UNITS"))
    assert clusters.labelsEnabled()
    assert [node.layerId() for node in QgsProject.instance().layerTreeRoot().findLayers()][:2] == [clusters.id(), marked.id()]
    assert [rule.label() for rule in marked.renderer().rootRule().children()] == [
        "cluster of high values",
        "not significant",
    ]
