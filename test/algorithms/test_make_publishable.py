"""The version that may be published: nobody is told of one by one, what is mended is counted, and every file opens with its description."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.disclosure.anonymity import make_anonymous
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.defect_decisions import NO_MISTAKE, Decision, keep_decisions
from opgavenkaart.processing.model.trust import Trust
from opgavenkaart.processing.qgis_io.decision_files import place_of_decisions
from opgavenkaart.processing.sources import trust
from opgavenkaart.test.support.layers import memory_layer
from osgeo import ogr
from qgis.core import QgsLayerMetadata, QgsProcessingException, QgsVectorLayer

SAID = {"PUBLISHER": "Stad Halle", "CONTACT": "gis@halle.be", "LICENCE": "Modellicentie Gratis Hergebruik", "DESCRIPTION": "Scholen"}
FIELDS = "code:string,naam:string,contactpersoon:string,soort:string,plaatsen:integer,sinds:date"
BOWTIE = "Polygon((146000 159000,146100 159100,146100 159000,146000 159100,146000 159000))"


def schools() -> list:
    people = ("Jan Peeters", "An Maes", "Fatima El Amrani", "Piet Janssens")
    rows = [
        (
            f"Point({146_000 + 37 * row} {159_000 + 41 * row})",
            f"S{row}",
            f" School {row}",
            people[row % 4],
            "basis",
            100 + row,
            "2020-09-01",
        )
        for row in range(10)
    ]
    return [*rows, (rows[3][0], "S3b", *rows[3][2:])]


def read_csv(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_people_decided_is_no_mistake_blocks_nothing(run_algorithm, tmp_path, qgis_app):
    """A key twice, which is meant; others read how many, not why and who says so."""
    layer = memory_layer("Point", [(place, "S1", *more) for place, _, *more in schools()[:2]], FIELDS, name="scholen")
    asked = SAID | {"INPUT": layer, "KEY": "code", "OUTPUT_FOLDER": str(tmp_path), "LANGUAGE": "en"}
    with pytest.raises(QgsProcessingException, match="Key is not unique"):
        run_algorithm("make_publishable", asked)
    (row,) = [
        one
        for one in run_algorithm("assess_quality", {"INPUT": layer, "KEY": "code", "OUTPUT": "memory:"})["OUTPUT"].getFeatures()
        if one["code"] == "key_repeated"
    ]
    decided = Decision(row["mark"], "key_repeated", NO_MISTAKE, "2026-12-01T09:30:00+00:00", "code", "Mevrouw Maes weet het", "An")
    place = place_of_decisions(layer.providerType(), layer.source())
    keep_decisions(place, "scholen", [decided])
    try:
        run_algorithm("make_publishable", asked)
    finally:
        place.unlink()
    report = (tmp_path / "scholen.html").read_text(encoding="utf-8")
    assert "No mistakes, as people decided" in report and "Key is not unique" in report and "Maes" not in report


def test_a_layer_is_published_without_its_people(run_algorithm, tmp_path, qgis_app):
    ran = run_algorithm(
        "make_publishable",
        SAID | {"INPUT": memory_layer("Point", schools(), FIELDS, name="scholen"), "KEY": "code", "OUTPUT_FOLDER": str(tmp_path)},
    )
    assert (ran["HELD_BACK_COUNT"], ran["DROPPED_COUNT"], ran["REPAIRED_COUNT"], ran["FEATURE_COUNT"]) == (1, 0, 1, 10)
    assert ran["PUBLISHABLE"] == 1 and ran["SCORE"] == 100
    for path in tmp_path.iterdir():
        assert b"Peeters" not in path.read_bytes(), path
    rows = read_csv(tmp_path / "scholen.csv")
    assert rows[2] == {
        "x": "146074",
        "y": "159082",
        "code": "S2",
        "naam": "School 2",
        "soort": "basis",
        "plaatsen": "102",
        "sinds": "2020-09-01",
    }
    document = json.loads((tmp_path / "scholen.geojson").read_text(encoding="utf-8"))
    assert len(document["features"]) == 10
    assert document["features"][0]["geometry"]["coordinates"] == pytest.approx([4.312, 50.7415], abs=0.001)
    layer = QgsVectorLayer(f"{tmp_path / 'scholen.gpkg'}|layername=scholen", "scholen", "ogr")
    assert layer.featureCount() == 10 and layer.metadata().contacts()[0].organization == "Stad Halle"
    assert isinstance(layer.metadata(), QgsLayerMetadata) and layer.metadata().licenses() == [SAID["LICENCE"]]
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "contactpersoon" in report and "Klaar voor publicatie." in report


def test_the_data_package_describes_its_files(run_algorithm, tmp_path, qgis_app):
    ran = run_algorithm(
        "make_publishable",
        SAID | {"INPUT": memory_layer("Point", schools(), FIELDS, name="scholen"), "KEY": "code", "OUTPUT_FOLDER": str(tmp_path)},
    )
    package = json.loads(Path(ran["METADATA"]).read_text(encoding="utf-8"))
    assert package["contributors"] == [{"title": "Stad Halle", "role": "publisher", "email": "gis@halle.be"}]
    for one in package["resources"]:
        content = (tmp_path / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    (table,) = [one for one in package["resources"] if one["format"] == "csv"]
    assert [(one["name"], one["type"]) for one in table["schema"]["fields"]] == [
        ("x", "number"), ("y", "number"), ("code", "string"), ("naam", "string"), ("soort", "string"),
        ("plaatsen", "integer"), ("sinds", "date"),
    ]  # fmt: skip
    assert table["schema"]["primaryKey"] == "code" and list(read_csv(tmp_path / table["path"])[0]) == [
        one["name"] for one in table["schema"]["fields"]
    ]


def test_the_stars_say_how_open_the_data_are(run_algorithm, tmp_path, qgis_app):
    """Three with an open licence, a fourth where each feature has an address, a fifth where it leads to another's; none without licence."""
    address, other = "https://data.halle.be/id/school/{}", "https://data.vlaanderen.be/id/adres/{}"
    licence = "Modellicentie Gratis Hergebruik"
    tried = (
        ("code:string,naam:string", ("S{}", "School {}"), licence, 3),
        ("code:string,naam:string", (address, "School {}"), licence, 4),
        ("code:string,adres:string", (address, other), licence, 5),
        ("code:string,adres:string", (address, other), "Onze voorwaarden", 0),
        ("code:string,pagina:string", (address, "https://data.halle.be/school/{}"), licence, 4),
        ("code:string,adres:string", ("S{}", "https://data.vlaanderen.be/id/adres/1"), licence, 3),
    )
    for number, (fields, values, terms, stars) in enumerate(tried):
        rows = [(place, *(value.format(row) for value in values)) for row, (place, *_) in enumerate(schools()[:10])]
        asked = SAID | {"INPUT": memory_layer("Point", rows, fields, name="scholen"), "LICENCE": terms, "LANGUAGE": "en"}
        keyed = {"KEY": "code"} if number else {}
        ran = run_algorithm("make_publishable", asked | keyed | {"OUTPUT_FOLDER": str(tmp_path / str(number)), "FORMATS": ["csv"]})
        report = Path(ran["REPORT"]).read_text(encoding="utf-8")
        assert f"Open data: {stars} of 5 stars" in report and report.count("★") == stars
        assert ("by its key, &#39;code&#39;" in report) == bool(keyed) and ("Name a key." in report) != bool(keyed)


def test_frictionless_finds_nothing_wrong(run_algorithm, tmp_path, qgis_app):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    ran = run_algorithm(
        "make_publishable",
        SAID
        | {
            "INPUT": memory_layer("Point", schools(), FIELDS, name="scholen"),
            "KEY": "code",
            "OUTPUT_FOLDER": str(tmp_path),
            "FORMATS": ["csv"],
        },
    )
    assert frictionless.validate(ran["METADATA"]).valid


def test_the_catalogue_leads_to_what_was_written(run_algorithm, tmp_path, qgis_app):
    asked = SAID | {
        "INPUT": memory_layer("Point", schools(), FIELDS, name="scholen"),
        "KEY": "code",
        "OUTPUT_FOLDER": str(tmp_path / "uit"),
    }
    ran = run_algorithm("make_publishable", asked)
    record = read_catalogue(ran["CATALOGUE"]).get("scholen")
    assert (record.publisher.name, record.licence.name, record.key, record.redistribution) == ("Stad Halle", SAID["LICENCE"], "code", "yes")
    loaded = run_algorithm("load_layers", {"CATALOGUE": ran["CATALOGUE"], "RECORDS": "scholen", "OUTPUT": str(tmp_path / "geladen.gpkg")})
    assert loaded["FEATURE_COUNT"] == 10
    published = {
        "INPUT": f"{tmp_path / 'uit' / 'scholen.gpkg'}|layername=scholen",
        "STORE": str(tmp_path / "winkel"),
        "CATALOGUE": ran["CATALOGUE"],
        "RECORD_ID": "scholen",
        "KEY": "code",
    }
    assert run_algorithm("publish_layer", published)["INSERTED_COUNT"] == 10


def test_what_others_must_know_and_is_not_said_is_missing(run_algorithm, tmp_path, qgis_app):
    ran = run_algorithm(
        "make_publishable", {"INPUT": memory_layer("Point", schools(), FIELDS, name="scholen"), "OUTPUT_FOLDER": str(tmp_path)}
    )
    assert (ran["PUBLISHABLE"], ran["CATALOGUE"]) == (0, "")
    assert "Nog niet klaar voor publicatie" in Path(ran["REPORT"]).read_text(encoding="utf-8")


def test_areas_are_repaired_and_written_as_text(run_algorithm, tmp_path, qgis_app):
    layer = memory_layer("Polygon", [(BOWTIE, "A")], "code:string", name="zones")
    ran = run_algorithm("make_publishable", SAID | {"INPUT": layer, "FORMATS": ["csv"], "OUTPUT_FOLDER": str(tmp_path)})
    assert ran["REPAIRED_COUNT"] == 1
    (row,) = read_csv(tmp_path / "zones.csv")
    assert ogr.CreateGeometryFromWkt(row["wkt"]).Area() == pytest.approx(5000)
    assert not (tmp_path / "zones.gpkg").exists()


def test_a_key_that_repeats_stops_it(run_algorithm, tmp_path, qgis_app):
    rows = [(f"Point({146_000 + 37 * row} 159000)", "S1", f"{row}") for row in range(3)]
    with pytest.raises(QgsProcessingException, match="cannot be published: Key is not unique"):
        run_algorithm(
            "make_publishable",
            SAID | {"INPUT": memory_layer("Point", rows, "code:string,n:string"), "KEY": "code", "OUTPUT_FOLDER": str(tmp_path / "uit")},
        )
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(("redistribution", "said"), [("no", "may not be redistributed"), ("aggregated", "may only be published by unit")])
def test_the_record_forbids(run_algorithm, tmp_path, qgis_app, redistribution, said):
    catalogue = tmp_path / "catalogus.json"
    record = {
        "id": "wachtlijst",
        "title": {"nl": "Wachtlijst"},
        "publisher": {"name": "Stad", "kind": "city"},
        "source": {"kind": "none"},
        "redistribution": redistribution,
    }
    catalogue.write_text(json.dumps({"records": [record]}), encoding="utf-8")
    asked = SAID | {"INPUT": memory_layer("Point", schools(), FIELDS), "CATALOGUE": str(catalogue), "RECORD_ID": "wachtlijst"}
    with pytest.raises(QgsProcessingException, match=said):
        run_algorithm("make_publishable", asked | {"OUTPUT_FOLDER": str(tmp_path / "uit")})


@pytest.mark.parametrize(
    ("source", "more", "said"),
    [
        ({"kind": "csv", "path": "/elsewhere/wachtlijst.csv"}, {}, "may not be redistributed"),
        ({"kind": "none"}, {"redistribution": "never"}, "redistribution"),
    ],
    ids=["foreign", "wrong"],
)
def test_a_record_that_is_foreign_or_wrong_is_not_passed_over(run_algorithm, tmp_path, monkeypatch, source, more, said):
    """A catalogue that nobody here accepted, whose record leads out of its folder, forbids as much as another; a mistake in it is told."""
    monkeypatch.setattr(trust, "organisation_trust", Trust)
    monkeypatch.setattr(trust, "kept_folder", lambda: tmp_path / "another_profile")
    trust.use_decisions()
    record = {"id": "wachtlijst", "title": {"nl": "Wachtlijst"}, "publisher": {"name": "Stad", "kind": "city"}, "redistribution": "no"}
    catalogue = tmp_path / "catalogus.json"
    catalogue.write_text(json.dumps({"records": [record | {"source": source} | more]}), encoding="utf-8")
    asked = SAID | {"INPUT": memory_layer("Point", schools(), FIELDS), "CATALOGUE": str(catalogue), "RECORD_ID": "wachtlijst"}
    try:
        with pytest.raises(QgsProcessingException, match=said):
            run_algorithm("make_publishable", asked | {"OUTPUT_FOLDER": str(tmp_path / "uit")})
    finally:
        monkeypatch.undo()
        trust.use_decisions()
    assert not (tmp_path / "uit").exists()


def test_by_unit_each_feature_looks_like_several(run_algorithm, tmp_path, qgis_app):
    """Sector A has 7 applicants of two kinds, one of a third kind; sector B has 3; one lies in none."""
    places = (
        [(146_010 + 10 * row, 159_010) for row in range(8)] + [(146_210 + 10 * row, 159_010) for row in range(3)] + [(150_000, 150_000)]
    )
    kinds = ["huur"] * 4 + ["koop"] * 3 + ["erfpacht"] + ["huur"] * 4
    rows = [
        (f"Point({x} {y})", f"D{row}", kind, "2020-05-0" + str(1 + row % 9))
        for row, ((x, y), kind) in enumerate(zip(places, kinds, strict=True))
    ]
    sectors = [
        (f"Polygon(({x} 159000,{x + 100} 159000,{x + 100} 159100,{x} 159100,{x} 159000))", code)
        for x, code in ((146_000, "A"), (146_200, "B"))
    ]
    asked = SAID | {
        "INPUT": memory_layer("Point", rows, "dossier:string,soort:string,datum:date", name="aanvragen"), "KEY": "dossier",
        "UNITS": memory_layer("Polygon", sectors, "sector:string"), "UNIT_KEY": "sector", "MINIMUM": 3, "OUTPUT_FOLDER": str(tmp_path),
    }  # fmt: skip
    ran = run_algorithm("make_publishable", asked)
    told = read_csv(tmp_path / "aanvragen.csv")
    assert Counter((one["unit"], one["soort"], one["datum"]) for one in told) == {
        ("A", "huur", "2020"): 4,
        ("A", "koop", "2020"): 3,
        ("B", "huur", "2020"): 3,
    }
    assert {(one["x"], one["y"]) for one in told if one["unit"] == "A"} == {("146050", "159050")} and "dossier" not in told[0]
    assert (ran["DROPPED_COUNT"], ran["HELD_BACK_COUNT"]) == (2, 1)


def test_whatever_the_table_every_row_is_one_of_several():
    for seed in range(20):
        draw = np.random.default_rng(seed)
        table = pd.DataFrame({
            "kind": draw.choice(["a", "b", "c", None], 300), "year": draw.integers(2000, 2005, 300),
            "share": draw.choice([0.5, np.nan, 1.5], 300), "open": draw.random(300) < 0.1,
        })  # fmt: skip
        unit = draw.integers(-1, 8, 300)
        found = make_anonymous(table, unit, 5)
        same = found.table.astype("string").assign(unit=unit[found.kept]).groupby(["unit", *table], dropna=False).size()
        assert same.min() >= 5 and (unit[found.kept] >= 0).all()
        assert len(found.table) > 200 and found.blanked < 0.5 * found.table.size
        shown = found.table.kind.notna().to_numpy()
        assert (found.table.kind[shown].to_numpy() == table.kind[found.kept].to_numpy()[shown]).all()
