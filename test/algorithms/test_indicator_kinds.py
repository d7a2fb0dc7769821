"""What the indicators rest on stands in manifest, report, printed map and web map, and not where all are measured as asked."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.challenge.index_preview import IndexPreview, read_computed
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.products.web_map.subject import age_sentences, indicators_of, read_subject
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town

CARS = {
    "id": "without_car",
    "title": {"nl": "Gezinnen zonder auto", "en": "Households without a car"},
    "layer": "mobility",
    "field": "households_without_car",
    "weight": 3,
    "holder": {"nl": "de FOD Mobiliteit", "en": "the federal mobility department"},
    "municipal": {
        "layer": "cars_by_municipality",
        "field": "without",
        "title": {"nl": "Zonder auto in de gemeente", "en": "Without a car in the municipality"},
        "unit": "%",
    },
    "otherwise": [
        {
            "title": {"nl": "Auto's per gezin", "en": "Cars per household"},
            "why": {"nl": "Weinig auto's.", "en": "Few cars."},
            "layer": "mobility",
            "measure": "attribute",
            "field": "cars",
            "direction": "low",
        }
    ],
}
RENT = {
    "id": "rent",
    "title": {"nl": "Huurwoningen", "en": "Rented dwellings"},
    "layer": "scores",
    "field": "rented",
    "kind": "proxy",
    "weight": 2,
}
WAITING = {
    "id": "waiting",
    "title": {"nl": "Wachtlijst", "en": "Waiting list"},
    "layer": "waiting_list",
    "field": "waiting",
    "holder": {"nl": "de woonmaatschappij", "en": "the housing company"},
    "municipal": {"layer": "waiting_by_municipality", "field": "waiting"},
    "weight": 1,
}
AGED = {"id": "aged", "title": {"nl": "Ouderen", "en": "Older people"}, "layer": "estimates", "field": "aged", "weight": 1}


@pytest.fixture(scope="module")
def bundle(qgis_app, qgis_processing, tmp_path_factory):
    """A map of one indicator of each kind, in English."""
    folder = tmp_path_factory.mktemp("kinds")
    town = Town(folder, 6, 6)
    ranks = np.arange(36)
    fields = {"sector_code": {}, "cars": {}}
    town.table("mobility", {"sector_code": town.keys, "cars": ranks + 1.0}, date="2024-12-31", evidence="documented", fields=fields)
    town.table("scores", {"sector_code": town.keys, "rented": (36 - ranks) // 4}, date="2026-01-01")
    town.table("estimates", {"sector_code": town.keys, "aged": 40.0 - ranks}, fields={"aged": {"kind": "estimated"}, "sector_code": {}})
    columns = {"sector_code": town.keys, "sector_name": town.keys, "nis_code": ["44021"] * 36}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=columns, fields={name: {} for name in columns})
    figures = {"nis_code": ["11002", "44021"], "without": [35.0, 23.4]}
    town.table("cars_by_municipality", figures, key="nis_code", date="2023-12-31", publisher={"name": "Statbel", "kind": "federal"})
    town.record("waiting_list", {"kind": "none"}, geometry="none")
    town.record("waiting_by_municipality", {"kind": "other", "path": "https://example.org/waiting"}, geometry="none")
    indicators = [{"measure": "attribute", **one} for one in (CARS, RENT, WAITING, AGED)]
    rest = {"missing_data": {"layers": "continue"}, "aggregation": {"allowed_missing_share": 0.34}}
    given = {
        **town.write(town.challenge(*indicators, **rest)),
        "AS_OF": "2026-06-30",
        "LANGUAGE": "en",
        "OUTPUT_FOLDER": str(folder / "map"),
    }
    return run_algorithm("integrated_map", given)


def manifest_of(ran) -> dict:
    return json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))


def page_of(ran) -> str:
    return html.unescape(Path(ran["REPORT"]).read_text(encoding="utf-8"))


def test_the_manifest_says_it_of_each_indicator(bundle):
    rows = {row.pop("id"): row for row in manifest_of(bundle)["indicators"]}
    assert rows["without_car"]["title"] == "Auto's per gezin" and rows["without_car"]["asked"] == "Gezinnen zonder auto"
    assert "households_without_car" in rows["without_car"]["reason"] and rows["without_car"]["holder"] == "de FOD Mobiliteit"
    assert {id: row["kind"] for id, row in rows.items()} == {
        "without_car": "measured",
        "rent": "proxy",
        "waiting": "municipal",
        "aged": "estimated",
    }
    assert (rows["waiting"]["figure"], rows["waiting"]["records"]) == ("waiting_by_municipality", [])
    assert rows["rent"] == {"title": "Huurwoningen", "kind": "proxy", "weight": 2, "records": ["scores"], "date": "2026-01-01"}


def test_a_figure_for_the_municipality_is_shown_with_its_value_date_and_source_and_not_indexed(bundle):
    """Of households without a car there is one figure; of the waiting list only a page with it is known."""
    rows = {row["id"]: row for row in manifest_of(bundle)["indicators"]}
    words = "Zonder auto in de gemeente"
    known = {"title": words, "value": 23.4, "unit": "%", "date": "2023-12-31", "publisher": "Statbel"}
    assert rows["without_car"]["municipal"] == known and "municipal" not in rows["waiting"]
    said = "one figure for the municipality: Without a car in the municipality 23.4 % (31 December 2023, Statbel)"
    assert said in page_of(bundle).replace("\xa0", " ")
    subject = read_subject(open_bundle(bundle["MANIFEST"]), SILENT)
    said = "Enkel één cijfer voor de hele gemeente: Zonder auto in de gemeente 23,4 % (31 december 2023, Statbel)."
    lacking = "Enkel één cijfer voor de hele gemeente, waarvan het getal niet gekend is: Wachtlijst."
    assert f"{said} {lacking}" in age_sentences(subject, Language("nl"))
    values = subject.units.table
    assert not [name for name in values if "without_car" in name and (values[name] == 23.4).any()]
    assert "cars_by_municipality" not in {row["record"] for row in manifest_of(bundle)["inputs"]}


def test_a_source_that_nobody_saw_in_use_or_to_answer_is_not_just_called_measured(bundle, run_algorithm, tmp_path):
    rows = manifest_of(bundle)["indicators"]
    assert {row["id"]: row["evidence"] for row in rows if "evidence" in row} == {"without_car": "documented"}
    assert re.search(r"measured<br><span[^>]*>from its documentation, not yet checked live</span>", page_of(bundle))
    said = "De bron van 1 van de 4 indicatoren is nog niet live gecontroleerd."
    assert said in age_sentences(read_subject(open_bundle(bundle["MANIFEST"]), SILENT), Language("nl"))
    for known, evidence in (({}, "guessed"), ({"checked": "2026-01-01"}, None)):
        town = Town(tmp_path, 4, 3)
        fields = {"sector_code": {}, "cars": {}}
        town.table("mobility", {"sector_code": town.keys, "cars": range(12)}, evidence="guessed", fields=fields, **known)
        paths = town.write(town.challenge({**CARS, "measure": "attribute", "field": "cars"}))
        (row,) = json.loads(run_algorithm("challenge_index", {**paths, "OUTPUT": "memory:"})["INDICATORS"])
        assert row.get("evidence") == evidence


def test_what_was_computed_is_kept_so_that_it_can_be_computed_again(bundle):
    kept = {one["id"]: one for one in manifest_of(bundle)["challenge"]["indicators"]}
    assert kept["without_car"]["stands_for"] == {"nl": "Gezinnen zonder auto", "en": "Households without a car"}
    assert kept["without_car"]["direction"] == "low" and "otherwise" not in kept["without_car"]


def test_the_report_has_a_table_and_a_word_on_every_card(bundle):
    page = page_of(bundle)
    table = page.split('<section aria-labelledby="evidence">')[1].split("</section>")[0]
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)][1:]
    said = [re.sub(" +", " ", row).strip() for row in rows]
    assert said[0].startswith(
        "Cars per household in place of: Households without a car measured from its documentation, not yet checked live 43 %"
        " Layer mobility, one figure for the municipality:"
    )
    assert said[0].endswith("The data are usually held by: the federal mobility department.")
    assert said[1] == "Rented dwellings proxy 29 % Layer scores 1 January 2026"
    assert said[2].startswith("Waiting list figure of the municipality only, number not known 14 % 'Layer waiting_by_municipality', number")
    assert "a person has to download its table and add that as a file with the id" in said[2]
    assert said[3].startswith("Older people estimated 14 % Layer estimates")
    cards = re.findall(r"<dt>Values</dt><dd>(.*?)</dd>", page)
    assert cards == ["measured", "proxy", "figure of the municipality only, number not known", "estimated"]
    assert "In place of 'Households without a car', of which there are no data." in page


def test_the_map_and_the_web_map_say_what_is_not_measured(bundle):
    subject = read_subject(open_bundle(bundle["MANIFEST"]), SILENT)
    said = age_sentences(subject, Language("nl"))
    for line in (
        "Geschat, niet geteld: Ouderen.",
        "Benadering van wat gevraagd is: Huurwoningen.",
    ):
        assert line in said
    kinds = {row["id"]: row.get("kind", "") for row in indicators_of(subject, Language("nl"))}
    lacking = "enkel een cijfer voor de gemeente, getal niet gekend"
    assert kinds == {"without_car": "", "rent": "benadering", "waiting": lacking, "aged": "geschat"}


def test_what_cannot_be_measured_takes_no_part_in_the_index(bundle):
    assert bundle["MISSING_SHARE"] == pytest.approx(1 / 7)


def test_where_all_is_measured_nothing_is_said(bundle, tmp_path):
    town = Town(tmp_path, 4, 3)
    town.table("mobility", {"sector_code": town.keys, "households_without_car": range(12), "cars": [1] * 12})
    given = {**town.write(town.challenge({"measure": "attribute", **CARS})), "LANGUAGE": "en", "OUTPUT_FOLDER": str(tmp_path / "map")}
    ran = run_algorithm("integrated_map", given)
    assert 'aria-labelledby="evidence"' not in page_of(ran) and "usually held by" not in page_of(ran)
    (row,) = manifest_of(ran)["indicators"]
    assert sorted(row) == ["date", "id", "kind", "records", "title", "weight"] and row["kind"] == "measured"


def test_a_preview_goes_on_with_the_twin_that_was_measured(bundle, tmp_path):
    town = Town(tmp_path, 4, 3)
    town.table("mobility", {"sector_code": town.keys, "cars": range(12)})
    town.table("scores", {"sector_code": town.keys, "rented": [5, 3] * 6})
    indicators = [{"measure": "attribute", **one} for one in (CARS, RENT)]
    paths = town.write(town.challenge(*indicators, missing_data={"layers": "continue"}))
    outputs = {"OUTPUT": str(tmp_path / "units.gpkg"), "OUTPUT_CLUSTERS": str(tmp_path / "clusters.gpkg")}
    facts = json.loads(run_algorithm("challenge_index", {**paths, **outputs})["INDICATORS"])
    assert [(one["id"], one.get("twin", 0), one["kind"]) for one in facts] == [("without_car", 1, "measured"), ("rent", 0, "proxy")]
    challenge = read_challenge(paths["CHALLENGE"])
    preview = IndexPreview(read_computed(challenge, *outputs.values(), facts=facts))
    assert [one.title.en for one in preview.measured(challenge)] == ["Cars per household", "Rented dwellings"]
    np.testing.assert_allclose(preview.index(challenge)[0], preview.computed.index)
    heavier = replace(challenge, indicators=(replace(challenge.indicators[0], weight=9), challenge.indicators[1]))
    town.write(json.loads(json.dumps(heavier.to_json())))
    again = {name: path.replace(".gpkg", "_2.gpkg") for name, path in outputs.items()}
    run_algorithm("challenge_index", {**paths, **again})
    np.testing.assert_allclose(preview.index(heavier)[0], read_computed(challenge, *again.values(), facts=facts).index)
    assert preview.index(heavier)[0].argmax() == 0  # the fewest cars
