"""The algorithm `overlay_clusters`: pieces, people and matrices worked out by hand, the report, and the sentence for each wrong input."""

import numpy as np
import pytest
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import run_and_load
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

FIELDS = "cluster_id:integer,cluster_label:string,cluster_type:string"


def box(x0, x1, y0=0, y1=10):
    return f"MultiPolygon((({x0} {y0}, {x1} {y0}, {x1} {y1}, {x0} {y1}, {x0} {y0})))"


@pytest.fixture
def layers(qgis_app):
    """Three challenges on a strip: warm 0-20 and 60-70, care 10-30, green 15-40 (and a cluster of low values that does not count)."""
    warm = memory_layer("MultiPolygon", [(box(0, 20), 1, "Kern", "hot"), (box(60, 70), 2, "Rand", "hot")], FIELDS, name="Warm wonen")
    care = memory_layer("MultiPolygon", [(box(10, 30), 1, "Dok", "high-high")], FIELDS, name="Zorg")
    green = memory_layer("MultiPolygon", [(box(15, 40), 1, "Park", "hot"), (box(0, 10), 2, "Bos", "cold")], FIELDS, name="Groen")
    return [warm, care, green]


@pytest.fixture
def units(qgis_app):
    """Two units of 20 and 60 m with 200 and 300 inhabitants: 10 and 5 a metre; one more without number."""
    return memory_layer("MultiPolygon", [(box(0, 20), 200), (box(20, 80), 300), (box(80, 90), None)], "people:integer", name="units")


def table(result):
    return read_features(result)[0].table


def test_pieces_people_and_matrix_by_hand(run_algorithm, layers, units):
    ran = run_algorithm("overlay_clusters", {"LAYERS": layers, "UNITS": units, "POPULATION_FIELD": "people",
                                             "OUTPUT": "memory:", "OUTPUT_MATRIX": "memory:"})  # fmt: skip
    pieces = table(ran["OUTPUT"]).sort_values("area_m2", kind="stable")
    assert list(pieces) == ["challenge_count", "challenges", "warm_wonen_ids", "zorg_ids", "groen_ids", "population", "area_m2"]
    found = {tuple(row[2:5]): (row[0], row[1], row[5], row[6]) for row in pieces.to_numpy().tolist()}
    assert found == {
        ("1", "", ""): (1, "Warm wonen", 100, 100),
        ("1", "1", ""): (2, "Warm wonen, Zorg", 50, 50),
        ("1", "1", "1"): (3, "Warm wonen, Zorg, Groen", 50, 50),
        ("", "1", "1"): (2, "Zorg, Groen", 50, 100),
        ("", "", "1"): (1, "Groen", 50, 100),
        ("2", "", ""): (1, "Warm wonen", 50, 100),
    }
    matrix = table(ran["OUTPUT_MATRIX"])
    area = matrix.pivot(index="challenge", columns="challenge_2", values="shared_area_m2")
    assert area.loc["Warm wonen", ["Warm wonen", "Zorg", "Groen"]].tolist() == [300, 100, 50]
    assert area.loc["Zorg", ["Warm wonen", "Zorg", "Groen"]].tolist() == [100, 200, 150]
    assert np.array_equal(area, area.T)
    people = matrix.pivot(index="challenge", columns="challenge_2", values="shared_population")
    assert people.loc["Groen", ["Warm wonen", "Zorg", "Groen"]].tolist() == [50, 100, 150]
    share = matrix.set_index(["challenge", "challenge_2"])["shared_share"]
    assert share["Groen", "Zorg"] == 0.6
    assert {name: ran[name] for name in ("PIECE_COUNT", "MEETING_COUNT", "MOST_CHALLENGES")} == {
        "PIECE_COUNT": 6, "MEETING_COUNT": 3, "MOST_CHALLENGES": 3
    }  # fmt: skip
    assert "Layer 'Groen': 1 clusters of low values do not indicate need and are left out." in ran.infos


def test_without_units_there_are_no_people_and_equal_names_are_numbered(run_algorithm, layers):
    layers[1].setName("Warm wonen")
    ran = run_algorithm("overlay_clusters", {"LAYERS": layers[:2], "OUTPUT": "memory:", "OUTPUT_MATRIX": "memory:"})
    assert list(table(ran["OUTPUT"])) == ["challenge_count", "challenges", "warm_wonen_ids", "warm_wonen_2_ids", "area_m2"]
    assert table(ran["OUTPUT_MATRIX"])["challenge_2"].tolist() == ["Warm wonen", "Warm wonen_2"] * 2
    assert "shared_population" not in table(ran["OUTPUT_MATRIX"])
    assert "REPORT" not in ran.results


def test_the_report_names_places_matrices_and_sectors(run_algorithm, layers, units, tmp_path):
    report = tmp_path / "report.html"
    ran = run_algorithm("overlay_clusters", {"LAYERS": layers, "UNITS": units, "POPULATION_FIELD": "people", "OUTPUT": "memory:",
                                             "CHALLENGES": "warm_homes", "REPORT": str(report)})  # fmt: skip
    page = report.read_text(encoding="utf-8")
    assert ran["REPORT"] == str(report)
    assert "Warm wonen: Kern<br>Zorg: Dok<br>Groen: Park" in page
    pairs = 6 * 2
    assert page.count('class="n" style="background') == pairs + len(read_challenge("warm_homes").sectors)
    assert "100 %" not in page
    assert "://" not in page


def test_challenge_by_sector_as_a_table(run_algorithm, layers):
    ran = run_algorithm("overlay_clusters", {"LAYERS": layers, "CHALLENGES": "warm_homes,green_and_cool", "OUTPUT": "memory:",
                                             "OUTPUT_SECTORS": "memory:"})  # fmt: skip
    sectors = table(ran["OUTPUT_SECTORS"])
    assert list(sectors) == ["challenge", "challenge_title", "sector", "sector_title", "weight_share"]
    np.testing.assert_allclose(sectors.groupby("challenge")["weight_share"].sum(), 1)
    climate = [one.weight for one in read_challenge("green_and_cool").indicators if one.sector == "climate"]
    weights = [one.weight for one in read_challenge("green_and_cool").indicators]
    row = sectors.set_index(["challenge", "sector"]).loc[("green_and_cool", "climate")]
    assert row["weight_share"] == sum(climate) / sum(weights) and row["sector_title"] == "Climate"


def test_layers_in_another_system_meet_too(run_algorithm, layers):
    moved = run_algorithm("native:reprojectlayer", {"INPUT": layers[1], "TARGET_CRS": "EPSG:3812", "OUTPUT": "memory:"})["OUTPUT"]
    moved.setName("Zorg")
    ran = run_algorithm("overlay_clusters", {"LAYERS": [layers[0], moved], "OUTPUT": "memory:"})
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"
    met = table(ran["OUTPUT"]).query("challenge_count == 2")["area_m2"].sum()
    assert met == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"LAYERS": 1}, "LAYERS: give at least two layers with clusters, one for each challenge."),
        ({"POPULATION_FIELD": ""}, "give both UNITS and POPULATION_FIELD, or neither"),
        ({"UNITS": None}, "give both UNITS and POPULATION_FIELD, or neither"),
        ({"POPULATION_FIELD": "peple"}, "Layer 'units' has no field 'peple': did you mean 'people'?"),
        ({"POPULATION_FIELD": "debt"}, "Field 'debt' of layer 'units' holds a negative number of inhabitants (-1)"),
        ({"CHALLENGES": "warm_hoems"}, "There is no challenge 'warm_hoems'. Did you mean 'warm_homes'?"),
    ],
)
def test_wrong_input_gets_its_sentence_and_leaves_nothing(run_algorithm, layers, tmp_path, change, sentence):
    units = memory_layer("MultiPolygon", [(box(0, 20), 2, -1)], "people:integer,debt:integer", name="units")
    out, report = tmp_path / "out.gpkg", tmp_path / "report.html"
    inputs = {"LAYERS": layers, "UNITS": units, "POPULATION_FIELD": "people", "OUTPUT": str(out), "REPORT": str(report), **change}
    inputs["LAYERS"] = layers[: inputs["LAYERS"]] if isinstance(inputs["LAYERS"], int) else layers
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm("overlay_clusters", inputs)
    assert sentence in str(failure.value)
    assert list(tmp_path.iterdir()) == []


def test_layers_that_are_no_clusters_get_their_sentence(run_algorithm, layers):
    points = memory_layer("Point", [("Point(0 0)",)], name="punten")
    with pytest.raises(QgsProcessingException, match="Layer 'punten' is no polygon layer: choose a layer with clusters."):
        run_algorithm("overlay_clusters", {"LAYERS": [layers[0], points], "OUTPUT": "memory:"})
    with pytest.raises(QgsProcessingException, match="cannot be read"):
        run_algorithm("overlay_clusters", {"LAYERS": [layers[0], QgsVectorLayer("nowhere.gpkg", "weg")], "OUTPUT": "memory:"})


def test_pieces_open_with_a_class_for_each_number_of_challenges(qgis_processing, qgis_new_project, layers):
    QgsProject.instance().addMapLayers(layers)
    results = run_and_load("overlay_clusters", {"LAYERS": layers, "OUTPUT": "TEMPORARY_OUTPUT"})
    pieces = QgsProject.instance().mapLayer(results["OUTPUT"])
    rules = pieces.renderer().rootRule().children()
    assert [rule.filterExpression() for rule in rules] == [f'"challenge_count" = {count}' for count in (3, 2, 1)]
    assert [rule.filterExpression() for rule in pieces.labeling().rootRule().children()] == ['"challenge_count" > 1']
