"""Cells of a grid as units: what is measured in them, what areas bring to them, and what of it is said; reckoned by hand."""

import datetime

import numpy as np
import pytest
from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.coverage import coverage_words
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.indicator_sources import indicator_sources
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.town import ORIGIN, Town, point, read_layer
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

NAN = np.nan
LEFT, TOP = ORIGIN[0], ORIGIN[1] + 2000
HEAT = np.arange(24.0).reshape(4, 6)
"""A cell of 500 m each, in reading order from the north-west."""
HEAT_UPWARDS = HEAT[::-1].ravel().tolist()
"""As cells are numbered: from the south-west."""
HEATED = {"id": "heat", "layer": "heat", "measure": "raster", "statistic": "mean"}
SCHOOLS = {"id": "schools", "layer": "schools", "measure": "count"}


@pytest.fixture
def town(qgis_app, tmp_path):
    town = Town(tmp_path)
    town.raster("heat", write_raster(tmp_path / "heat.tif", HEAT, LEFT, TOP, 500.0))
    town.layer("schools", [point(100, 100), point(200, 100), point(2900, 1900)], columns={"name": ["a", "b", "c"]})
    people = [100, 200, 300, 400, 500, 600]
    fields = {"inhabitants": {"quantity": "count"}, "homes": {"quantity": "count"}, "old_homes": {"quantity": "count"}}
    columns = {"sector_code": town.keys, "inhabitants": people, "homes": [10, 20, 30, 40, 50, 60], "old_homes": [1, 4, 9, 16, 25, 36]}
    town.table("people", columns | {"income": [20, 21, 22, 23, 24, 25]}, fields=fields)
    return town


def indexed(town, *indicators, extent=None, units=None, **rest):
    document = town.challenge(*indicators, **{"aggregation": {"allowed_missing_share": 1}} | rest)
    document["units"] |= {"grid": 500, "population": {"layer": "people", "field": "inhabitants"}} | (units or {})
    paths = town.write(document)
    collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]), extent=extent)
    return index_challenge(collected, datetime.date(2026, 1, 1))


def raw(town, *indicators, **options):
    return indexed(town, *indicators, **options).evaluation.raw[indicators[-1]["id"]].tolist()


def test_what_lies_in_cells_is_measured_there(town):
    found = indexed(town, HEATED, SCHOOLS)
    assert len(found.collected.units) == 24
    assert found.evaluation.raw["heat"].tolist() == HEAT_UPWARDS
    assert found.evaluation.raw["schools"].tolist() == [2] + 22 * [0] + [1]
    table = found.unit_features.table
    assert table["grid_cell"].tolist()[:2] == ["500mN380E200", "500mN380E201"]
    assert table["sector_name"].tolist()[:3] == ["Sector 1 500mN380E200", "Sector 1 500mN380E201", "Sector 2 500mN380E202"]
    assert list(table)[:3] == ["grid_cell", "sector_name", "inhabitants"]


def test_people_of_areas_are_spread_over_their_cells(town):
    found = indexed(town, HEATED)
    assert found.people.tolist() == 2 * [25, 25, 50, 50, 75, 75] + 2 * [100, 100, 125, 125, 150, 150]
    assert found.people.sum() == 2100


def test_rates_counts_and_other_values_of_areas_come_to_the_cells(town):
    """Cells of 400 m: the third of a row lies half in Sector 1 (10 homes, 1 old) and half in Sector 2 (20, 4); rates by homes."""
    old = {
        "id": "old",
        "layer": "people",
        "field": "old_homes",
        "denominator": {"layer": "people", "measure": "attribute", "field": "homes"},
    }
    size = {"units": {"grid": 400}}
    found = indexed(town, HEATED, old, **size)
    assert found.evaluation.raw["old"].tolist()[:4] == pytest.approx([1 / 10, 1 / 10, 5 / 30, 4 / 20])
    assert found.measured.bases["old"].tolist()[:3] == pytest.approx([10 / 6.25, 10 / 6.25, 30 / 6.25 / 2])
    assert found.measured.counts["old"].sum() == pytest.approx(91)
    assert raw(town, HEATED, {"id": "income", "layer": "people", "field": "income"}, **size)[:4] == [20, 20, 20.5, 21]
    assert sum(raw(town, HEATED, {"id": "homes", "layer": "people", "field": "homes"}, **size)) == pytest.approx(210)
    by_home = SCHOOLS | {"id": "by_home", "denominator": {"layer": "people", "measure": "attribute", "field": "homes"}}
    assert raw(town, by_home, **size)[:2] == pytest.approx([2 / 1.6, 0])


def test_what_is_known_by_area_alone_is_told_and_is_an_estimate(town):
    found = indexed(town, HEATED, {"id": "income", "layer": "people", "field": "income"})
    assert coverage_words(found.collected, found.coverage, Language("en")) == [
        "Cells of 500 m. Known by area alone, so that cells have the values of 'Layer statistical_sectors' by the ground that they share:"
        " income."
    ]
    assert [one.kind for one in indicator_sources(found.collected)] == ["measured", "estimated"]
    assert coverage_words(indexed(town, HEATED).collected, found.coverage, Language("en")) == []


def test_areas_of_few_stay_hidden_in_their_cells_and_in_those_beside_them(town):
    """Sector 1 has fewer than 15 homes: the cells in it are hidden, and one half in Sector 2 has the income of that alone."""
    hiding = {"small_numbers": {"layer": "people", "field": "homes", "minimum": 15}}
    income = {"id": "income", "layer": "people", "field": "income"}
    found = indexed(town, HEATED, income, **hiding)
    assert found.hidden == 4
    assert found.evaluation.raw["heat"].isna().tolist() == 2 * [True, True, False, False, False, False] + 12 * [False]
    beside = indexed(town, HEATED, income, units={"grid": 700}, **hiding)
    assert "E144" in beside.collected.unit_keys[1]
    assert beside.evaluation.raw["income"].tolist()[1] == 21
    assert [record.id for record, features in _passed_on(found) if len(features) == 5] == ["people"]


def _passed_on(found):
    from opgavenkaart.processing.challenge.collected import list_redistributable

    return list(list_redistributable(found.collected))


def test_few_counted_in_a_cell_are_hidden_as_in_any_unit(town):
    """17 patients in the first cell, 3 in the last: of a layer that may not be redistributed, the three are hidden."""
    town.layer("patients", 17 * [point(100, 100)] + 3 * [point(2900, 1900)], columns={"name": 20 * ["x"]}, redistribution="no")
    found = indexed(town, HEATED, {"id": "patients", "layer": "patients", "measure": "count"})
    shown, hidden = (found.results[name].tolist() for name in ("patients", "patients_hidden"))
    assert shown[0] == 15
    assert np.isnan(shown[-1])
    assert (hidden[0], hidden[-1]) == (0, 1)


def test_a_sensitive_table_comes_to_the_cells_as_it_is_shown_by_area(town):
    """3 of 6 and 41 of 44: the first are not shown, so that nothing of its four cells tells more than what is expected there."""
    columns = {"sector_code": town.keys, "cases": [3, 41, 52, 63, 74, 85]}
    town.table("care", columns, redistribution="aggregated", fields={"cases": {"quantity": "count"}})
    found = indexed(town, HEATED, {"id": "cases", "layer": "care", "field": "cases"})
    shown = found.results["cases"]
    assert np.isnan(shown[[0, 1, 6, 7]]).all()
    assert shown[[2, 3, 8, 9]].tolist() == 4 * [10.0]


def test_an_extent_takes_the_cells_with_their_middle_in_it(town):
    crs = QgsCoordinateReferenceSystem("EPSG:31370")
    box = QgsReferencedRectangle(QgsRectangle(LEFT, ORIGIN[1], LEFT + 1400, TOP), crs)
    assert raw(town, HEATED, extent=box) == [value for row in HEAT[::-1].tolist() for value in row[:3]]


def test_clusters_are_named_after_the_areas(town):
    found = cluster_challenge(indexed(town, HEATED, clusters={"method": "threshold", "threshold": 70}))
    assert found.clusters.table["cluster_label"].tolist() == ["Sector 3, Sector 1, Sector 2"]


def test_what_cannot_be_laid_is_one_sentence(town):
    income = {"id": "income", "layer": "people", "field": "income"}
    with pytest.raises(OpgaveError, match="All that 'Small town' measures is known by area alone, so that cells would repeat the values"):
        indexed(town, income)
    with pytest.raises(OpgaveError, match="Only 6 cells of 1000 m lie for at least half in .* take smaller cells"):
        indexed(town, HEATED, units={"grid": 1000})
    with pytest.raises(OpgaveError, match="take cells of 10.. m or more|take cells of 20 m or more"):
        indexed(town, HEATED, units={"grid": 10})
    with pytest.raises(Mistakes, match=r"units.grid: 0 is too low; more than 0 is allowed"):
        indexed(town, HEATED, units={"grid": 0})
    scanned = {
        "id": "old",
        "layer": "people",
        "field": "old_homes",
        "denominator": {"layer": "people", "measure": "attribute", "field": "homes"},
    }
    with pytest.raises(OpgaveError, match="is counted by area, and cells cannot be scanned"):
        cluster_challenge(indexed(town, HEATED, scanned, clusters={"method": "scan", "indicator": "old"}))


def test_map_index_and_their_repetition_on_cells(town, run_algorithm, tmp_path):
    """CELL_SIZE lays the grid over the units of a challenge that names none; the bundle says so, and can be made again."""
    document = town.challenge(HEATED, {"id": "income", "layer": "people", "field": "income"})
    document["units"]["population"] = {"layer": "people", "field": "inhabitants"}
    inputs = town.write(document) | {"CELL_SIZE": 500, "AS_OF": "2026-01-01"}
    ran = run_algorithm("integrated_map", inputs | {"OUTPUT_FOLDER": str(tmp_path / "map"), "LANGUAGE": "en"})
    geometry, table = read_layer(ran["GEOPACKAGE"], "units")
    assert len(geometry) == 24
    assert table["heat"].tolist() == HEAT_UPWARDS
    assert "Known by area alone" in (tmp_path / "map" / "small_town.html").read_text(encoding="utf-8")
    again = run_algorithm("repeat_bundle", {"BUNDLE": str(tmp_path / "map"), "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert (again["CHANGED_COUNT"], again["CHANGED_LAYERS"]) == (0, 0)
    web = run_algorithm("export_web_map", {"BUNDLE": str(tmp_path / "map"), "OUTPUT_FOLDER": str(tmp_path / "web")})
    assert "500mN380E200" in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "web").rglob("*.js"))
    compared = run_algorithm(
        "compare_bundles", {"BUNDLE": str(tmp_path / "map"), "BUNDLE_2": str(tmp_path / "again")} | {"OUTPUT": "memory:"}
    )
    assert compared["CHANGED_COUNT"] == 0
    assert web["INDEX"]
