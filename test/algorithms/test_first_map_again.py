"""The first map asked for again: what is still current stays as it is, what changed in any way is made anew."""

import copy
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from opgavenkaart.processing.products.first_map.current_map import AT_SERVICE, _hash_data
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.running import RecordingFeedback, run_algorithm
from opgavenkaart.test.support.town import Town, point
from qgis.core import QgsProcessingException

GENT = "44021"
STOPS = {"id": "stops", "layer": "stops", "measure": "count", "weight": 2}
INCOME = {"id": "income", "layer": "income", "measure": "attribute", "field": "median_income", "direction": "low"}
AUDITS = {"id": "audits", "layer": "audits", "measure": "count"}


def test_data_of_which_one_source_is_a_service_are_never_known_to_be_unchanged(tmp_path):
    (tmp_path / "own.csv").write_text("a", encoding="utf-8")
    own, served = record("csv", str(tmp_path / "own.csv")), record("wfs", "https://stad.example/wfs")
    assert _hash_data([own]) == _hash_data([own]) != AT_SERVICE
    assert _hash_data([served]) == _hash_data([own, served]) == AT_SERVICE


class Case:
    """The first map of a town: two layers that are fetched and kept, and a table of the municipality's own."""

    def __init__(self, folder):
        self.folder, self.out, self.bundle, sources = folder, folder / "out", folder / "out" / "small_town", folder / "sources"
        sources.mkdir()
        self.town = Town(sources, 4, 3)
        columns = {"sector_code": self.town.keys, "sector_name": self.town.keys, "nis_code": [GENT] * 12}
        self.town.layer("statistical_sectors", self.town.units, key="sector_code", columns=columns)
        self.town.layer("stops", [point(500, 500), point(1600, 600)], key="stop_id", columns={"stop_id": ["a", "b"]})
        self.town.record("audits", {"kind": "none"})
        self.town.table("income", {"sector_code": self.town.keys, "median_income": list(range(20_000, 32_000, 1_000))})
        self.own = [self.town.records.pop("income")]
        self.indicators = [STOPS, INCOME, AUDITS]

    def run(self, cancel_at="", **more):
        """Make the first map, or leave it as it is."""
        paths = self.town.write(self.town.challenge(*self.indicators, missing_data={"layers": "continue"}))
        catalogue = Path(paths["CATALOGUE"]).with_name("own.json")
        own = {"includes": [Path(paths["CATALOGUE"]).name], "municipality": GENT, "records": self.own}
        catalogue.write_text(json.dumps(own), encoding="utf-8")
        asked = {"MUNICIPALITY": GENT, "OUTPUT_FOLDER": str(self.out), "AS_OF": "2026-01-01", "LANGUAGE": "en"}
        feedback = RecordingFeedback(cancel_at)
        return run_algorithm("first_map", {**paths, **asked, "CATALOGUE": str(catalogue), **more}, feedback=feedback)

    def begins(self, **more):
        """Whether the map is going to be made again; it is not waited for."""
        try:
            return not self.run(cancel_at="Loading the units", **more)["UNCHANGED_COUNT"]
        except QgsProcessingException as error:
            assert "Cancelled" in str(error)
            return True


@pytest.fixture(scope="module")
def made(tmp_path_factory, qgis_app, qgis_processing):
    """A town with its first map."""
    case = Case(tmp_path_factory.mktemp("again"))
    case.run()
    shutil.copytree(case.folder, case.folder.with_name("kept"))
    return case


@pytest.fixture
def case(made):
    """That town as it was when its map was made."""
    case = copy.deepcopy(made)
    yield case
    shutil.rmtree(made.folder)
    shutil.copytree(made.folder.with_name("kept"), made.folder)


def contents(case):
    return {path.name: path.read_bytes() for path in case.bundle.iterdir()}


def test_a_map_that_was_made_again_is_current_then(case):
    change_table(case)
    assert case.run()["UNCHANGED_COUNT"] == 0 and not case.begins()


def test_a_map_that_is_still_current_stays_as_it_is(case):
    table = case.out / f"{GENT}_indicators.csv"
    before, rows = contents(case), table.read_bytes()
    table.unlink()
    again = case.run()
    assert contents(case) == before and table.read_bytes() == rows
    assert (again["MAP_COUNT"], again["UNCHANGED_COUNT"], again["FAILED_COUNT"]) == (1, 1, 0)
    assert any("'Small town' is still current: nothing that it rests on has changed since 20" in one for one in again.infos)
    assert [Path(again[name]).name for name in ("MANIFEST", "PROJECT", "REPORT")] == ["manifest.json", "small_town.qgz", "small_town.html"]
    assert all(Path(again[name]).is_file() for name in ("MANIFEST", "PROJECT", "REPORT"))


@pytest.mark.parametrize(("rhythm", "stays"), [("", True), ("P10Y", True), ("P1D", False)])
def test_on_another_day_a_map_stays_that_says_of_which_day_it_is_until_data_are_due(tmp_path, rhythm, stays, qgis_processing):
    case = Case(tmp_path)
    case.own[0] |= {"date": "2026-01-01", "update_rhythm": rhythm}
    case.run()
    assert case.begins(AS_OF="2026-01-02")
    if not stays:
        assert case.begins(AS_OF="")
        return
    before, again = contents(case), case.run(AS_OF="")
    assert again["UNCHANGED_COUNT"] == 1 and contents(case) == before
    assert "The map of 'Small town' counts ages to 2026-01-01: with 'AS_OF' it is made for another day." in again.infos


def change_table(case):
    rows = {"sector_code": case.town.keys, "median_income": [30_000 + row for row in range(12)]}
    pd.DataFrame(rows).to_csv(case.town.folder / "income.csv", index=False)


def change_stored_layer(case):
    (file,) = (case.out / "store" / GENT / "layers" / "stops").glob("*.gpkg")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM stops WHERE stop_id = 'b'")


def change_version(case):
    path = case.bundle / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["versions"]["opgavenkaart"] = "0.0.1"
    path.write_text(json.dumps(manifest), encoding="utf-8")


CHANGES = {
    "a file of one's own": change_table,
    "a layer in the store": change_stored_layer,
    "the challenge": lambda case: case.indicators.__setitem__(0, STOPS | {"weight": 3}),
    "what the catalogue says of a layer": lambda case: case.town.records["audits"].update(description={"nl": "Anders", "en": "Other"}),
    "a product that was edited": lambda case: (case.bundle / "small_town.html").write_text("mine", encoding="utf-8"),
    "a product that is gone": lambda case: (case.bundle / "small_town.png").unlink(),
    "a folder that was emptied": lambda case: shutil.rmtree(case.bundle),
    "the version of the plugin": change_version,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_map_is_made_again_when_something_changed(case, change):
    assert not case.begins()
    CHANGES[change](case)
    assert case.begins()


@pytest.mark.parametrize("asked", [{"LANGUAGE": "nl"}, {"AS_OF": "2026-01-02"}, {"PAPER": "a4"}])
def test_a_map_is_made_again_when_it_is_asked_otherwise(case, asked):
    assert case.begins(**asked)
