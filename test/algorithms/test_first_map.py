"""The first map of a municipality: what is fetched and kept, what fails, and what is measured then."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.challenge.around import weigh_once
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.disclosure import CountLimits
from opgavenkaart.processing.products.integrated_map.words import index_title
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.town import Town, point, read_layer
from qgis.core import QgsProcessingException

NO_SOURCE = (
    "'Layer audits' has no public source: link a layer of your own in the challenge, or add a record 'audits' with your own file or service"
    " to your catalogue."
)
GENT, DEINZE = "44021", "44083"
OLD_CODES = [*(f"44021A{number:02}-" for number in range(5)), "44049A00-"]
NEW_CODES = [code[:-1] + end for code in OLD_CODES for end in "KL"]
INCOME = {"id": "income", "layer": "income", "measure": "attribute", "field": "median_income", "direction": "low", "weight": 2}
STOPS = {"id": "stops", "layer": "stops", "measure": "count"}
AUDITS = {
    "id": "audits",
    "layer": "audits",
    "measure": "count",
    "holder": {"nl": "De netbeheerder", "en": "The network operator"},
    "otherwise": [
        {"title": {"nl": "Oude woningen", "en": "Old homes"}, "layer": "homes", "measure": "attribute", "field": "old", "kind": "proxy"}
    ],
}


@pytest.fixture
def town(tmp_path):
    """Twelve units, of which the last two lie in the next municipality."""
    folder = tmp_path / "sources"
    folder.mkdir()
    town = Town(folder, 4, 3)
    nis = [GENT] * 10 + [DEINZE] * 2
    columns = {"sector_code": town.keys, "sector_name": town.keys, "nis_code": nis}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=columns)
    town.table("income", {"sector_code": town.keys, "median_income": list(range(20_000, 32_000, 1_000))})
    town.layer("stops", [point(500, 500), point(1500, 500), point(1600, 600)], key="stop_id", columns={"stop_id": ["a", "b", "c"]})
    town.record("audits", {"kind": "none"})
    town.table("homes", {"sector_code": town.keys, "old": list(range(12))})
    return town


@pytest.fixture
def first_map(town, run_algorithm):
    """Make the first map of Gent on the town's sources."""

    def run(out, **more):
        paths = town.write(town.challenge(INCOME, STOPS, AUDITS, missing_data={"layers": "continue"}))
        return run_algorithm(
            "first_map", {**paths, "MUNICIPALITY": "Gent", "OUTPUT_FOLDER": str(out), "AS_OF": "2026-01-01", "LANGUAGE": "en", **more}
        )

    return run


def test_a_map_of_one_municipality_is_made_of_what_is_public(first_map, tmp_path):
    results = first_map(tmp_path / "out")
    assert (results["MAP_COUNT"], results["FAILED_COUNT"]) == (1, 0)
    manifest = json.loads(Path(results["MANIFEST"]).read_text(encoding="utf-8"))
    counted = {one["record"]: (one["features"], one.get("units_lacking")) for one in manifest["inputs"]}
    assert counted == {"statistical_sectors": (10, None), "income": (12, 0), "stops": (3, None), "homes": (12, 0)}
    (twin,) = (one for one in manifest["challenge"]["indicators"] if one["id"] == "audits")
    assert (twin["title"]["en"], twin["kind"], twin["stands_for"]["en"]) == ("Old homes", "proxy", "audits")
    assert Path(results["MANIFEST"]).parent == tmp_path / "out" / "small_town"
    table = pd.read_csv(results["INDICATORS"], keep_default_na=False)
    assert table.values.tolist() == [
        ["Small town", "income", "income", "measured", 2.0, "Layer income", "2025-01-01", "", "", "", ""],
        ["Small town", "stops", "stops", "measured", 1.0, "Layer stops", "2025-01-01", "", "", "", ""],
        ["Small town", "audits", "Old homes", "proxy", 1.0, "Layer homes", "2025-01-01", "", "", NO_SOURCE, "The network operator"],
    ]


def test_few_areas_are_compared_with_others_and_no_clusters_are_sought(town, run_algorithm, tmp_path):
    """Gent has two of the twelve areas: incomes are ranked among all twelve, stops among those around, which are all twelve too."""
    columns = {"sector_code": town.keys, "sector_name": town.keys, "nis_code": [DEINZE] * 10 + [GENT] * 2}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=columns)
    indicators = [{**INCOME, "normalisation": "percentile"}, {**STOPS, "normalisation": "min_max"}]
    paths = town.write(town.challenge(*indicators, missing_data={"layers": "continue"}))
    asked = {**paths, "MUNICIPALITY": "Gent", "OUTPUT_FOLDER": str(tmp_path / "out"), "AS_OF": "2026-01-01", "LANGUAGE": "en"}
    results = run_algorithm("first_map", asked)
    folder = Path(results["MANIFEST"]).parent
    units = read_layer(folder / "small_town.gpkg", "units")[1]
    assert units["income_score"].tolist() == pytest.approx([100 - 100 * (10 + 0.5) / 12, 100 - 100 * (11 + 0.5) / 12])
    assert units["stops"].tolist() == units["stops_score"].tolist() == [0, 0], "the least among the areas around, which have three"
    assert results["MAP_COUNT"] == 1 and set(units["cluster_type"]) == {"none"}
    undone = ("Finding clusters", "Overlaying the clusters", "Testing how certain", "Comparing with", "Estimating how probably")
    assert not [text for text in results.infos if text.startswith(undone)] and "Writing the report" in results.infos
    report = Path(results["REPORT"]).read_text(encoding="utf-8")
    assert "2 areas are too few to compare with each other." in report and "with the 12 areas within 2.5 km" in report
    assert "No clusters were sought among only 2 areas" in report
    titles = [index_title(SimpleNamespace(challenge=read_challenge("warm_homes"), comparison=one), Language("en")) for one in (12, None)]
    assert titles == ["Need index (0-100)", "Need index (0-100), compared with the other areas"]


def test_few_areas_are_compared_with_those_around_by_tables_of_another_year_too(divided, run_algorithm, tmp_path):
    """One stop and two in areas of five households each, none in the other ten: 0.2, 0.4 and 0. A bench lies beyond all areas."""
    columns = {"sector_code": NEW_CODES, "sector_name": NEW_CODES, "nis_code": [GENT] * 2 + [DEINZE] * 10}
    divided.layer("statistical_sectors", divided.units, key="sector_code", columns=columns)
    divided.table(
        "homes", {"sector_code": OLD_CODES, "households": [10] * 6}, fields={"sector_code": {}, "households": {"quantity": "count"}}
    )
    divided.layer("benches", [point(6500, 500)], key="id", columns={"id": ["a"]})
    rate = STOPS | {"denominator": {"layer": "homes", "measure": "attribute", "field": "households"}, "normalisation": "min_max"}
    benches = {"id": "benches", "layer": "benches", "measure": "count"}
    paths = divided.write(divided.challenge(rate, benches, missing_data={"layers": "continue"}))
    asked = {**paths, "MUNICIPALITY": "Gent", "OUTPUT_FOLDER": str(tmp_path / "out"), "LANGUAGE": "en"}
    results = run_algorithm("first_map", asked)
    units = read_layer(Path(results["MANIFEST"]).parent / "small_town.gpkg", "units")[1]
    assert units["stops_score"].tolist() == [50, 100]
    said = "left out: all 12 areas with which it could be compared have the same value (0)"
    page = Path(results["REPORT"]).read_text(encoding="utf-8")
    assert said in page and "the same everywhere" in page
    (row,) = [one for one in json.loads(Path(results["MANIFEST"]).read_text(encoding="utf-8"))["indicators"] if one["id"] == "benches"]
    assert row["kind"] == "none" and row["alike"]
    table = pd.read_csv(results["INDICATORS"], keep_default_na=False)
    assert table["Kind of values"].tolist() == ["measured", "the same everywhere"]


def test_what_is_kept_is_not_asked_again(first_map, town, tmp_path):
    """The second run reads the stores: its sources are gone."""
    first = first_map(tmp_path / "out", STORE=str(tmp_path / "kept"))
    for file in town.folder.glob("*.csv"):
        file.unlink()
    for file in town.folder.glob("*.gpkg"):
        file.unlink()
    again = first_map(tmp_path / "again", STORE=str(tmp_path / "kept"))
    assert again["MAP_COUNT"] == 1
    one, other = (json.loads(Path(results["MANIFEST"]).read_text(encoding="utf-8")) for results in (first, again))
    assert one["anchors"] == other["anchors"] and one["results"] == other["results"]
    with pytest.raises(QgsProcessingException, match="1 of 1 challenges have no map"):
        first_map(tmp_path / "third", STORE=str(tmp_path / "other"))


def test_maps_made_together_are_those_made_alone(town, run_algorithm, tmp_path):
    """Layers are read once for both; each map has the bytes that it has alone."""
    files = {}
    for id, indicators in {"first": [INCOME, STOPS], "second": [STOPS, AUDITS]}.items():
        paths = town.write({**town.challenge(*indicators, missing_data={"layers": "continue"}), "id": id})
        files[id] = Path(paths["CHALLENGE"]).rename(tmp_path / f"{id}.json")
    asked = {"CATALOGUE": paths["CATALOGUE"], "MUNICIPALITY": "Gent", "STORE": str(tmp_path / "kept"), "AS_OF": "2026-01-01"}
    together, alone = tmp_path / "together", tmp_path / "alone"
    run_algorithm("first_map", {**asked, "CHALLENGE": ",".join(map(str, files.values())), "OUTPUT_FOLDER": str(together)})
    run_algorithm("first_map", {**asked, "CHALLENGE": str(files["second"]), "OUTPUT_FOLDER": str(alone)})
    for name in ("second.gpkg", "second.png", "second.pdf"):
        assert (together / "second" / name).read_bytes() == (alone / "second" / name).read_bytes(), name


def test_a_source_that_fails_is_told_in_the_catalogue_and_not_asked_by_it(first_map, town, tmp_path):
    (town.folder / "stops.gpkg").unlink()
    results = first_map(tmp_path / "out")
    record = read_catalogue(results["MUNICIPAL_CATALOGUE"]).records["stops"]
    why = record.source.options["why_none"]
    assert record.source.kind == "none" and "stops.gpkg" in why["nl"] and why["nl"].startswith("Laag '") and why["en"].startswith("Layer '")
    manifest = json.loads(Path(results["MANIFEST"]).read_text(encoding="utf-8"))
    assert "stops" not in manifest["anchors"] and {"income", "audits"} == set(manifest["anchors"])


def test_a_file_of_the_municipality_itself_is_read_where_it_is(first_map, town, tmp_path):
    """It goes before a copy of the public layer that the store holds, and what is changed in it counts at once."""
    store = str(tmp_path / "kept")
    first_map(tmp_path / "out", STORE=store)
    table = town.folder / "own_income.csv"
    record = town.records["income"] | {"source": {"kind": "csv", "path": "own_income.csv"}}
    own = {"includes": ["catalogue.json"], "municipality": "Gent", "records": [record]}
    (town.folder / "own.json").write_text(json.dumps(own), encoding="utf-8")
    for value in (50_000, 60_000):
        pd.DataFrame({"sector_code": town.keys, "median_income": [value + row for row in range(12)]}).to_csv(table, index=False)
        results = first_map(tmp_path / f"own_{value}", STORE=store, CATALOGUE=str(town.folder / "own.json"))
        kept = load_record(read_catalogue(results["MUNICIPAL_CATALOGUE"]).records["income"]).features.table
        assert kept["median_income"].min() == value


@pytest.mark.parametrize(("name", "said"), [("Gend", "Did you mean 'Gent'?"), ("Brussel", "outside Flanders"), ("", "MUNICIPALITY")])
def test_a_municipality_that_is_none_is_told(first_map, tmp_path, name, said):
    with pytest.raises(QgsProcessingException, match=said.replace("?", r"\?")):
        first_map(tmp_path / "out", MUNICIPALITY=name)


def test_what_is_estimated_is_made_kept_and_said(town, run_algorithm, tmp_path):
    """Twice the people of the census: each class doubles, and all of them together are the people of today."""
    young = {name: [5] * 12 for name in ("aged_0_2", "aged_3_5", "aged_6_11", "aged_12_17")}
    ages = {**young, "aged_18_64": [60] * 12, "aged_65_79": [15] * 12, "aged_80_plus": list(range(12))}
    town.table("census", {"sector_code": town.keys, **ages}, date="2021-01-01")
    today = [2 * sum(row) for row in zip(*ages.values(), strict=True)]
    town.table("people", {"sector_code": town.keys, "inhabitants": today}, date="2025-01-01", redistribution="aggregated")
    made_from = {"UNITS": "statistical_sectors", "PROFILE": "census", "TOTALS": "people"}
    source = {"kind": "none", "options": {"made_by": "estimate_population", "made_from": made_from}}
    kinds = {"sector_code": {}, "aged_80_plus": {"kind": "estimated", "quantity": "count"}}
    town.record("estimates", source, geometry="none", key="sector_code", fields=kinds)
    old = {"id": "old", "layer": "estimates", "measure": "attribute", "field": "aged_80_plus"}
    paths = town.write(town.challenge(old, missing_data={"layers": "continue"}))
    asked = {"MUNICIPALITY": GENT, "OUTPUT_FOLDER": str(tmp_path / "out"), "STORE": str(tmp_path / "kept"), "LANGUAGE": "en"}
    results = run_algorithm("first_map", {**paths, **asked})
    (row,) = pd.read_csv(results["INDICATORS"], keep_default_na=False).values.tolist()
    assert row[1:7] == ["old", "old", "estimated", 1.0, "Layer estimates", "2021-01-01"]
    record = read_catalogue(results["MUNICIPAL_CATALOGUE"]).records["estimates"]
    assert (record.redistribution, record.count_limits("inhabitants")) == ("aggregated", CountLimits(5.0, 5, 0.8)), "as what it is made of"
    kept = load_record(record).features.table
    assert kept["sector_code"].tolist() == town.keys[:10] and kept["inhabitants"].tolist() == today[:10]
    assert kept["aged_80_plus"].sum() == 2 * sum(ages["aged_80_plus"][:10])
    assert (kept["aged_80_plus"] - 2 * np.arange(10)).abs().max() <= 1, "a person more or less, for whole persons"
    stores = [open_store(f"{tmp_path}/kept/{name}") for name in (GENT, "flanders")]
    marks = {id: store.current(id).score for store in stores for id in ("statistical_sectors", "estimates", "census") if store.current(id)}
    assert marks.keys() == {"statistical_sectors", "estimates", "census"} and all(50 < score <= 100 for score in marks.values()), "judged"
    for file in ("census.csv", "people.csv"):
        (town.folder / file).unlink()
    again = run_algorithm("first_map", {**paths, **asked, "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert again["MAP_COUNT"] == 1


@pytest.fixture
def divided(town):
    """The town as it was in 2024: half as many areas, each of which became two in 2025 (K and L); Deinze still was Nevele then."""
    columns = {"sector_code": NEW_CODES, "sector_name": NEW_CODES, "nis_code": [GENT] * 10 + [DEINZE] * 2}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=columns, otherwise=["of_a_year"])
    pairs = [shapely.union_all(town.units[start : start + 2]) for start in range(0, 12, 2)]
    columns = {"sector_code": OLD_CODES, "sector_name": OLD_CODES, "nis_code": [GENT] * 5 + ["44049"]}
    town.layer("of_a_year", pairs, key="sector_code", columns=columns)
    (town.folder / "of_a_year.gpkg").rename(town.folder / "sectors_2024.gpkg")
    town.records["of_a_year"]["source"]["path"] = "sectors_{year}.gpkg"
    del town.records["of_a_year"]["date"]
    people = {"sector_code": NEW_CODES, "inhabitants": list(range(1, 13))}
    town.table("people", people, fields={"sector_code": {}, "inhabitants": {"quantity": "count"}})
    return town


PEOPLE = {"id": "people", "layer": "people", "measure": "attribute", "field": "inhabitants"}


def first_map_of(town, run_algorithm, folder, **more):
    """Return the units of a first map by their codes, and its run."""
    paths = town.write(town.challenge(PEOPLE, STOPS, missing_data={"layers": "continue"}))
    asked = {**paths, "OUTPUT_FOLDER": str(folder), "AS_OF": "2026-01-01", "LANGUAGE": "en", "MUNICIPALITY": "Gent", **more}
    results = run_algorithm("first_map", asked)
    return read_layer(Path(results["MANIFEST"]).parent / "small_town.gpkg", "units")[1].set_index("sector_code"), results


def test_a_map_on_the_areas_of_a_year_has_the_counts_of_what_became_of_them(divided, run_algorithm, tmp_path):
    """The areas of each year are kept apart: the newest follow from the same store."""
    kept = str(tmp_path / "kept")
    units, results = first_map_of(divided, run_algorithm, tmp_path / "old", STORE=kept, VINTAGE="2024")
    assert units["people"].to_dict() == {"44021A00-": 3, "44021A01-": 7, "44021A02-": 11, "44021A03-": 15, "44021A04-": 19}
    manifest = json.loads(Path(results["MANIFEST"]).read_text(encoding="utf-8"))
    assert [one["date"] for one in manifest["inputs"] if one["record"] == "statistical_sectors"] == ["2024-01-01"]
    units, _ = first_map_of(divided, run_algorithm, tmp_path / "new", STORE=kept)
    assert units["people"].tolist() == list(range(1, 11)) and units.index[0] == "44021A00K"
    handed_out = [document for _, document in open_store(f"{kept}/{GENT}").handed_out.documents()]
    assert [set(one["files"]) >= {"small_town.gpkg", "manifest.json"} for one in handed_out] == [True, True], "whatever their year"


@pytest.mark.parametrize(("redistribution", "by"), [("yes", "addresses"), ("aggregated", "area")])
def test_addresses_that_may_not_be_passed_on_divide_no_counts(town, redistribution, by):
    """Of an open count of 1,000 the parts 997 and 3 would tell of three addresses."""
    town.layer("addresses", [point(500, 500), point(1500, 500), point(1600, 600)], redistribution=redistribution)
    catalogue = read_catalogue(town.write({})["CATALOGUE"])
    loaded = {id: load_record(catalogue.records[id]) for id in ("statistical_sectors", "addresses")}
    assert weigh_once(loaded["statistical_sectors"].features, loaded).name == by


def test_the_areas_of_before_a_merger_are_those_of_the_municipality_of_today(divided, run_algorithm, tmp_path):
    units, _ = first_map_of(divided, run_algorithm, tmp_path / "out", MUNICIPALITY="Deinze", VINTAGE="2024")
    assert units["people"].to_dict() == {"44049A00-": 23}


def test_a_year_without_areas_is_told_with_those_that_there_are(first_map, tmp_path):
    said = r"no source of 'Layer statistical_sectors' of 2019: choose another VINTAGE \(newest, 2025\)"
    with pytest.raises(QgsProcessingException, match=said):
        first_map(tmp_path / "out", VINTAGE="2019")
