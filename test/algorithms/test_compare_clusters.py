"""The algorithm `compare_clusters`: its rows, names and counts, and the sentence for each wrong input."""

import numpy as np
import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import run_and_load
from opgavenkaart.test.support.units import grid
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

FIELDS = "cluster_id:integer,cluster_label:string,cluster_type:string"


def square(x, width=10):
    return f"MultiPolygon((({x} 0, {x + width} 0, {x + width} 10, {x} 10, {x} 0)))"


def clusters(*rows, name="clusters"):
    return memory_layer("MultiPolygon", [(shape, number, label, "hot") for number, (shape, label) in enumerate(rows, 1)], FIELDS, name=name)


@pytest.fixture
def vintages(qgis_app):
    before = clusters((square(0), "Kern"), (square(100), "Dok"), (square(120), "Kaai"), (square(300), "Rand"))
    after = clusters((square(400), "Veld"), (square(0, 20), "Kern"), (square(100, 30), "Dok en Kaai"))
    return before, after


def table(result):
    return read_features(result)[0].table


def test_clusters_their_change_and_where_they_come_from(run_algorithm, vintages):
    before, after = vintages
    ran = run_algorithm("compare_clusters", {"INPUT": before, "INPUT_2": after, "OUTPUT": "memory:", "OUTPUT_PIECES": "memory:"})
    rows = table(ran["OUTPUT"])
    assert list(rows) == [
        "cluster_id", "cluster_label", "change", "before_ids", "before_labels",
        "area_before_m2", "area_after_m2", "kept_m2", "gained_m2", "lost_m2", "overlap", "change_probability",
    ]  # fmt: skip
    assert rows.iloc[:, :5].to_numpy().tolist() == [
        ["1", "Veld", "new", "", ""],
        ["2", "Kern", "grows", "1", "Kern"],
        ["3", "Dok en Kaai", "grows", "2,3", "Dok, Kaai"],
        [None, "Rand", "gone", "4", "Rand"],
    ]
    assert rows["gained_m2"].tolist() == [100, 100, 100, 0]
    assert rows["overlap"].tolist() == pytest.approx([0, 0.5, 2 / 3, 0]) and rows["change_probability"].isna().all()
    assert (
        "It is not known which of these changes chance alone could give: UNITS, the areas of the earlier clusters, tells that." in ran.infos
    )
    counts = {name: ran[name] for name in ("STAYS_COUNT", "GROWS_COUNT", "SHRINKS_COUNT", "NEW_COUNT", "GONE_COUNT")}
    assert counts == {"STAYS_COUNT": 0, "GROWS_COUNT": 2, "SHRINKS_COUNT": 0, "NEW_COUNT": 1, "GONE_COUNT": 1}
    pieces = table(ran["OUTPUT_PIECES"])
    assert pieces.groupby("piece")["area_m2"].sum().to_dict() == {"gained": 300, "kept": 300, "lost": 100}
    assert "0 clusters stay, 2 grow, 0 shrink, 1 are new and 1 are gone." in ran.infos
    assert "1 later clusters merge several earlier ones." in ran.infos


def test_with_the_areas_a_change_is_named_only_beyond_chance(run_algorithm, qgis_app):
    """Sixteen by sixteen areas with a high block of five by five, measured twice with an error of three points; then it is nine by nine."""
    geometry, rng = grid(16, 16, 100), np.random.default_rng(4)
    rows, columns = np.divmod(np.arange(256), 16)
    true = 30 + rng.normal(0, 6, 256) + 40 * ((abs(rows - 8) <= 2) & (abs(columns - 8) <= 2))
    grown = np.where((abs(rows - 8) <= 4) & (abs(columns - 8) <= 4), 70, true)
    layers, found = [], []
    for number, values in enumerate((true, true, grown)):
        measured = (values + rng.normal(0, 3, 256)).tolist()
        shapes = [shape.wkt for shape in geometry]
        layers.append(memory_layer("Polygon", list(zip(shapes, measured, strict=True)), "challenge_index:double", name=f"year{number}"))
        ran = run_algorithm("challenge_clusters", {"INPUT": layers[-1], "FIELD": "challenge_index", "OUTPUT": "memory:"})
        found.append(ran["OUTPUT"])
    asked = {"INPUT": found[0], "UNITS": layers[0], "OUTPUT": "memory:"}
    same = run_algorithm("compare_clusters", {**asked, "INPUT_2": found[1]})
    assert same["STAYS_COUNT"] == len(table(same["OUTPUT"])) > 0
    assert any("less with a probability of 97.5 % or more" in line for line in same.infos)
    grows = table(run_algorithm("compare_clusters", {**asked, "INPUT_2": found[2]})["OUTPUT"])
    largest = grows.loc[grows["area_after_m2"].idxmax()]
    assert largest["change"] == "grows" and largest["change_probability"] >= 0.975
    elsewhere = clusters((square(100_000), "far"))
    with pytest.raises(QgsProcessingException, match="1 of the 1 earlier clusters hold none of the areas of 'year0'"):
        run_algorithm("compare_clusters", {**asked, "INPUT": elsewhere, "INPUT_2": found[1]})


def test_layers_without_cluster_fields_go_by_their_own_ids_and_other_systems_are_reprojected(run_algorithm, qgis_app):
    before = memory_layer("Polygon", [("Polygon((100000 190000, 101000 190000, 101000 191000, 100000 191000, 100000 190000))",)])
    ran = run_algorithm("native:reprojectlayer", {"INPUT": before, "TARGET_CRS": "EPSG:3812", "OUTPUT": "memory:"})
    ran = run_algorithm("compare_clusters", {"INPUT": before, "INPUT_2": ran["OUTPUT"], "OUTPUT": "memory:"})
    assert table(ran["OUTPUT"])[["cluster_id", "change", "before_ids"]].to_numpy().tolist() == [["1", "stays", "1"]]
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"
    assert "OUTPUT_PIECES" not in ran.results


def test_nothing_to_compare_and_overlapping_clusters_are_said(run_algorithm, qgis_app):
    empty = memory_layer("MultiPolygon", [], FIELDS)
    ran = run_algorithm("compare_clusters", {"INPUT": empty, "INPUT_2": empty, "OUTPUT": "memory:"})
    assert ran.warnings == ["Neither layer holds a cluster, so there is nothing to compare."]
    double = clusters((square(0), "a"), (square(5), "b"))
    ran = run_algorithm("compare_clusters", {"INPUT": double, "INPUT_2": clusters((square(0, 15), "c")), "OUTPUT": "memory:"})
    assert ran.warnings == ["Clusters of one layer overlap over 50 m2: the overlap counts for the first of them."]


def test_wrong_layers_get_their_sentence_and_leave_nothing(run_algorithm, vintages, tmp_path):
    before, _ = vintages
    degrees = memory_layer("MultiPolygon", [("MultiPolygon(((3 51, 4 51, 4 52, 3 51)))",)], crs="EPSG:4326", name="graden")
    points = memory_layer("Point", [("Point(0 0)",)], name="punten")
    out = tmp_path / "change.gpkg"
    for first, second, sentence in (
        (degrees, before, "Layer 'graden' is in EPSG:4326, which does not count in metres"),
        (before, points, "Layer 'punten' is no polygon layer: choose a layer with clusters."),
        (before, QgsVectorLayer("nowhere.gpkg", "weg"), "Layer 'weg' cannot be read: its source is missing or broken."),
    ):
        with pytest.raises(QgsProcessingException) as failure:
            run_algorithm("compare_clusters", {"INPUT": first, "INPUT_2": second, "OUTPUT": str(out)})
        assert sentence in str(failure.value)
        assert not out.exists()


def test_the_change_opens_with_a_legend(qgis_processing, qgis_new_project, vintages):
    before, after = vintages
    QgsProject.instance().addMapLayers([before, after])
    inputs = {"INPUT": before, "INPUT_2": after, "OUTPUT": "TEMPORARY_OUTPUT", "OUTPUT_PIECES": "TEMPORARY_OUTPUT"}
    results = run_and_load("compare_clusters", inputs)
    clusters, pieces = (QgsProject.instance().mapLayer(results[name]) for name in ("OUTPUT", "OUTPUT_PIECES"))
    told = [[rule.label() for rule in layer.renderer().rootRule().children()] for layer in (clusters, pieces)]
    assert told[0] == ["new cluster", "cluster that grows", "cluster that disappears"]
    assert told[1] == ["in a cluster now, not before", "in a cluster before and now", "in a cluster before, not now"]
    assert clusters.labelsEnabled() and not pieces.labelsEnabled()
