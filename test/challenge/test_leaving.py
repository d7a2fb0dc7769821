"""Of a file only what is named leaves, and nothing that looks like one person's."""

import sqlite3
from contextlib import closing

import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point, write_gpkg

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
QUEEN = {"weights": "queen", "permutations": 0}
TEXTS = {".json", ".geojson", ".html"}
APPLICANTS = ["Jan Peeters", "An Maes", "Fatima El Amrani", "Piet Claes", "Els De Wit", "Marie Smets"]


def columns(geopackage: str, table: str) -> list[str]:
    with closing(sqlite3.connect(geopackage)) as database:
        return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def test_only_named_fields_leave(tmp_path):
    """Six of 73 columns are named: the others are in no file; of the named ones the names of people stay behind, unless released."""
    town = Town(tmp_path)
    rest = {f"rest_{number}": list(range(6)) for number in range(66)}
    wide = {"sector_code": town.keys, "need": [1, 2, 3, 4, 5, 6], "people": [90] * 6, "extra": [7] * 6}
    wide |= {"who": APPLICANTS, "mail": ["x"] * 6}
    fields = {"sector_code": {}, "need": {}, "people": {}, "extra": {}, "who": {}, "mail": {}}
    for id, disclosure in (("wide", {}), ("released", {"fields": {"who": {"personal": False}, "extra": {"personal": True}}})):
        town.table(id, {**wide, **rest, "loose": APPLICANTS}, fields=fields, disclosure=disclosure)
    town.layer("homes", [point(100 * place, 100) for place in range(6)], columns={"colour": ["red"] * 6, "owner": APPLICANTS})
    own = {"layer": "wide", "field": "need"}
    indicators = (
        {"id": "need", **own},
        {"id": "others", "layer": "released", "field": "need"},
        {"id": "red", "layer": "homes", "measure": "count", "filter": "\"colour\" = 'red'"},
    )
    inputs = town.write(town.challenge(*indicators, clusters=QUEEN))
    asked = {**inputs, "OUTPUT_FOLDER": str(tmp_path / "map"), "EXTRAS": ["excel", "geojson"], "LANGUAGE": "en"}
    ran = run_algorithm("integrated_map", asked)
    assert columns(ran["GEOPACKAGE"], "wide") == ["fid", "sector_code", "need", "people", "extra"]
    assert columns(ran["GEOPACKAGE"], "released") == ["fid", "sector_code", "need", "people", "who"]
    assert columns(ran["GEOPACKAGE"], "homes") == ["fid", "geom", "colour"]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "map").rglob("*") if path.is_file() and path.suffix in TEXTS)
    assert b"rest_1" not in kept
    said = [text for text in ran.warnings if "wide" in text and "contains" in text]
    assert said[0].startswith("Layer 'Layer wide': no file contains 'who', which looks like names of people.") and len(said) == 2


def test_own_units_keep_their_fields_but_what_looks_personal(tmp_path):
    town = Town(tmp_path)
    town.table("need", {"sector_code": town.keys, "need": [1, 2, 3, 4, 5, 6]})
    inputs = town.write(town.challenge({"id": "need", "layer": "need", "field": "need"}, clusters=QUEEN))
    own = {"sector_code": town.keys, "sector_name": [f"Plein {one}" for one in town.keys], "zone": ["a"] * 6, "contactpersoon": APPLICANTS}
    write_gpkg(tmp_path / "own.gpkg", "own", town.units, columns=own)
    asked = {**inputs, "UNITS": f"{tmp_path / 'own.gpkg'}|layername=own", "OUTPUT_FOLDER": str(tmp_path / "map")}
    ran = run_algorithm("integrated_map", asked)
    found = columns(ran["GEOPACKAGE"], "units")
    assert "zone" in found and "sector_name" in found and "contactpersoon" not in found
