"""`challenge_clusters` with the methods `scan` and `skater`: what they give, and the sentence for each wrong input."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.sids import north_carolina
from opgavenkaart.test.support.units import grid
from qgis.core import QgsProcessingException


def table(result):
    return read_features(result)[0].table


def units(columns, shapes):
    """Return a layer of shapes; ``columns`` are name -> values."""
    kinds = {name: "string" if isinstance(values[0], str) else "double" for name, values in columns.items()}
    rows = [(shape.wkt, *values) for shape, *values in zip(shapes, *columns.values(), strict=True)]
    return memory_layer("Polygon", rows, ",".join(f"{name}:{kind}" for name, kind in kinds.items()), name="units")


def test_scan_finds_the_clusters_of_north_carolina_and_tells_their_risk(run_algorithm, qgis_app):
    counties, facts = north_carolina()
    deaths, births = ((facts[one] + facts[other]).tolist() for one, other in (("SID74", "SID79"), ("BIR74", "BIR79")))
    columns = {"name": facts["NAME"].tolist(), "deaths": deaths, "births": births}
    largest = [max(getattr(county, "geoms", [county]), key=lambda part: part.area) for county in counties]
    moved = np.array([150_000, 170_000]) - np.mean([[one.centroid.x, one.centroid.y] for one in largest], axis=0)
    layer = units(columns, [shapely.transform(one, lambda xy: xy + moved) for one in largest])  # where Lambert 72 is true to scale
    ran = run_algorithm("challenge_clusters", {"INPUT": layer, "FIELD": "deaths", "POPULATION_FIELD": "births", "METHOD": "scan",
                                               "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})  # fmt: skip
    clusters, marked = table(ran["OUTPUT"]), table(ran["OUTPUT_UNITS"])
    first, second = (set(marked["name"][marked["cluster_id"] == id]) for id in (1, 2))
    assert first == {"Robeson", "Hoke", "Scotland", "Bladen", "Columbus", "Cumberland"}, "two more than in the published Poisson scan"
    assert second == {"Halifax", "Northampton", "Hertford", "Bertie"} and clusters["cases"].tolist() == [234, 70]
    assert any("differ by 23 % (standard deviation) beyond chance" in line for line in ran.infos), "why they are more"
    assert list(clusters)[-6:] == ["radius_m", "cases", "expected", "relative_risk", "log_likelihood_ratio", "p_value"]
    assert clusters["cases"][0] == marked["deaths"][marked["cluster_id"] == 1].sum()
    assert set(marked["cluster_type"][marked["cluster_id"].notna()]) == {"hot"}
    assert "A scan uses 999 permutations: p-values go down to 0.001." in ran.infos
    assert marked["z_score"].isna().all()


def test_skater_divides_all_units_with_enough_people_each(run_algorithm, qgis_app):
    """A strip of nine units of 10 inhabitants: three steps; with 40 inhabitants in each region only two regions are left."""
    need, people = [1.0, 1, 1, 5, 5, 5, 9, 9, 9], [10.0] * 9
    layer = units({"need": need, "other": need[::-1], "people": people}, grid(9, 1))
    inputs = {"INPUT": layer, "FIELD": "need", "METHOD": "skater", "REGIONS": 3, "POPULATION_FIELD": "people",
              "OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"}  # fmt: skip
    ran = run_algorithm("challenge_clusters", inputs)
    assert table(ran["OUTPUT_UNITS"])["cluster_id"].tolist() == [3, 3, 3, 2, 2, 2, 1, 1, 1]
    regions = table(ran["OUTPUT"])
    assert regions["mean_value"].tolist() == [9, 5, 1]
    assert regions["population"].tolist() == [30, 30, 30]
    assert set(regions["cluster_type"]) == {"none"}
    ran = run_algorithm("challenge_clusters", {**inputs, "FLOOR": 40, "FIELD_2": "other"})
    assert (ran["CLUSTER_COUNT"], sorted(table(ran["OUTPUT"])["population"])) == (2, [40, 50])
    assert ran.warnings == ["Only 2 regions were found in which 40 people live or more."]


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"METHOD": "skater", "REGIONS": 10}, "REGIONS is 10, but only 9 units have a value: ask for fewer regions."),
        ({"METHOD": "skater", "REGIONS": 3, "FLOOR": 5, "POPULATION_FIELD": ""}, "FLOOR is a number of inhabitants"),
        ({"METHOD": "skater", "REGIONS": 3, "FLOOR": 91}, "FLOOR is 91, but all units together have 90 inhabitants."),
        ({"METHOD": "skater", "REGIONS": 3, "FIELD": "rate"}, "Field 'rate': all 9 units have the value 0.5"),
        ({"METHOD": "scan", "POPULATION_FIELD": ""}, "Method 'scan' compares cases with inhabitants: give their field as"),
        ({"METHOD": "scan", "FIELD": "rate"}, "Field 'rate' holds 0.5: method 'scan' counts cases"),
        ({"METHOD": "scan", "POPULATION_FIELD": "nobody"}, "Field 'need' counts cases in 9 units without inhabitants"),
        ({"METHOD": "scan", "POPULATION_FIELD": "debt"}, "Field 'debt' of layer 'units' holds a negative number of inhabitants (-5)"),
    ],
)
def test_wrong_input_gets_its_sentence_and_leaves_nothing(run_algorithm, qgis_app, tmp_path, inputs, sentence):
    nine = np.ones(9)
    columns = {"need": np.arange(1.0, 10), "people": 10 * nine, "rate": nine / 2, "nobody": 0 * nine, "debt": -5 * nine}
    layer = units({name: values.tolist() for name, values in columns.items()}, grid(3, 3))
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm("challenge_clusters", {"INPUT": layer, "FIELD": "need", "POPULATION_FIELD": "people",
                                             "OUTPUT": str(tmp_path / "out.gpkg"), **inputs})  # fmt: skip
    assert sentence in str(failure.value)
    assert list(tmp_path.iterdir()) == []
