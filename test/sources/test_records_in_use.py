"""Records with several sources, changed values and places to fill in, where others use them: watch, store, bundle, own catalogue, card."""

import datetime
import json

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.features import table_only
from opgavenkaart.processing.challenge.unit_layer import for_municipality_of
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.record import FieldSpec, LayerRecord
from opgavenkaart.processing.products.integrated_map.used_inputs import anywhere
from opgavenkaart.processing.qgis_io.reading import ReadCounts
from opgavenkaart.processing.sources.loading import Loaded, load_record
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.sources.store.offline import read_stored_records, with_store
from opgavenkaart.processing.sources.store.sync import SyncOutcome, sync
from opgavenkaart.processing.sources.watch.report import as_table
from opgavenkaart.processing.sources.watch.watch import State, Verdict, watch
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.processing.texts.record_words import date_origin
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.ui.catalogue import own
from opgavenkaart.ui.catalogue.card import source_words

pytestmark = pytest.mark.usefixtures("qgis_app")
TODAY = datetime.date(2026, 12, 1)
HEAD = {"id": "schools", "title": {"nl": "Scholen", "en": "Schools"}, "publisher": {"name": "Onderwijs", "kind": "flemish"}}


def made(source, fields=None, geometry="none", base="", **facts) -> LayerRecord:
    return LayerRecord.from_json({**HEAD, "source": source, "fields": fields or {}, "geometry": geometry, **facts}, base)


def csv(content: str) -> Answer:
    return Answer(content.encode(), "text/csv")


def watched(one: LayerRecord, *needed: str):
    (found,) = watch([one], Catalogue(own={one.id: one}), {one.id: set(needed)}, TODAY)
    return found


# --- watched


def union(url, **last):
    parts = [
        {"kind": "csv", "path": f"{url}/a.csv", "fields": {"level": {"constant": "primary"}}},
        {"kind": "csv", "path": f"{url}/b.csv", **last},
    ]
    return made({"kind": "union", "parts": parts}, {"name": {"from": ["naam"]}, "level": {}})


GOOD = {"/a.csv": csv("naam\nx\n"), "/b.csv": csv("naam;level\ny;secondary\n")}


def test_all_sources_of_a_record_are_looked_at():
    with replay(GOOD) as web:
        found = watched(union(web.url), "name", "level")
        assert found.state == State.UP and found.verdict == Verdict.OK and found.record == union(web.url)
        assert as_table([found]).table["address"].tolist() == [f"{web.url}/a.csv, {web.url}/b.csv"]
    with replay({"/a.csv": GOOD["/a.csv"]}) as web:
        found = watched(union(web.url), "name")
        assert found.state == State.GONE and f"{web.url}/b.csv does not exist" in str(found.detail)
        found = watched(union(web.url, optional=True), "name")
        assert found.state == State.CAPPED and found.verdict == Verdict.OK and f"{web.url}/b.csv does not exist" in str(found.detail)


def test_a_field_that_one_of_the_sources_lost_is_missed():
    with replay(GOOD | {"/b.csv": csv("titel;level\ny;secondary\n")}) as web:
        found = watched(union(web.url), "name", "level")
    assert (found.state, found.missing) == (State.CHANGED, ("name",))


def test_of_sources_side_by_side_each_must_have_its_own_fields():
    parts = [{"kind": "csv", "path": "/a.csv"}, {"kind": "csv", "path": "/b.csv", "fields": {"code": {}, "cars": {"from": ["wagens"]}}}]
    fields = {"code": {}, "share": {"compute": "cars / homes"}, "homes": {"from": ["huizen"]}}

    def at(url):
        return made({"kind": "join", "key": ["code"], "parts": [{**part, "path": url + part["path"]} for part in parts]}, fields)

    with replay({"/a.csv": csv("code;huizen\n1;2\n"), "/b.csv": csv("code;wagens\n1;3\n")}) as web:
        assert watched(at(web.url), "share", "cars").state == State.UP
        assert load_record(at(web.url), ["share"]).features.table["share"].tolist() == [1.5]
    with replay({"/a.csv": csv("code;huizen\n1;2\n"), "/b.csv": csv("code;fietsen\n1;3\n")}) as web:
        assert watched(at(web.url), "share").missing == ("cars",)
        assert watched(at(web.url), "homes").state == State.UP


def test_constants_and_computed_fields_are_not_missed_and_their_columns_are():
    fields = {"mode": {"constant": "train"}, "aged": {"compute": '"80-84" + "85+"'}}
    with replay({"/a.csv": csv("80-84;85+\n1;2\n"), "/b.csv": csv("80-84;90+\n1;2\n")}) as web:
        assert watched(made({"kind": "csv", "path": f"{web.url}/a.csv"}, fields), "mode", "aged").state == State.UP
        assert watched(made({"kind": "csv", "path": f"{web.url}/b.csv"}, fields), "mode", "aged").missing == ("aged",)


def test_of_a_long_form_the_columns_are_sought_by_which_it_is_turned():
    pivot = {"rows": ["sector_code"], "columns": ["Markt"], "values": ["kWh"]}
    fields = {"sector_code": {"from": ["Sector"]}, "gas_kwh": {"from": ["Gas"]}}
    with replay({"/a.csv": csv("Sector;Markt;kWh\n1;Gas;2\n"), "/b.csv": csv("Sector;Energie;kWh\n1;Gas;2\n")}) as web:
        one, other = (made({"kind": "csv", "path": f"{web.url}/{name}.csv", "options": {"pivot": pivot}}, fields) for name in "ab")
        assert watched(one, "sector_code", "gas_kwh").state == State.UP
        assert watched(other, "gas_kwh").state == State.CHANGED


def test_a_zip_shows_no_columns_and_is_not_missed_any():
    with replay({"/a.zip": Answer(b"PK\x03\x04...;naam\n", "application/zip")}) as web:
        assert watched(made({"kind": "csv", "path": f"{web.url}/a.zip"}, {"name": {}}), "name").state == State.UP


def test_an_address_is_looked_at_for_one_municipality_and_for_the_newest_year():
    year = datetime.date.today().year
    with replay({"/44021.csv": csv("a\n1\n"), "/23027.csv": Answer(b"", "text/csv", 404), f"/{year - 1}.csv": csv("a\n1\n")}) as web:
        one = made({"kind": "csv", "path": f"{web.url}/{{nis_code}}.csv"})
        assert watched(one).state == State.UP
        assert watched(LayerRecord(**{**vars(one), "municipality": "23027"})).state == State.GONE
        assert watched(made({"kind": "csv", "path": f"{web.url}/{{year}}.csv"})).state == State.UP
        assert watched(made({"kind": "csv", "path": f"{web.url}/weg/{{year}}.csv"})).state == State.GONE


# --- kept in a store


def test_a_store_keeps_canonical_values_and_gives_them_again(tmp_path):
    """What was recoded, computed and constant once is not so again: the copy has the values themselves."""
    (tmp_path / "a.csv").write_text("nr;gridcode;lx;ly\n1;3;104000;194000\n2;2;105000;195000\n")
    (tmp_path / "b.csv").write_text("nr;klasse;lx;ly\n3;hoog;106000;196000\n")
    high = {"hazard": {"from": ["klasse"], "recode": {"hoog": "high"}}}
    source = {"kind": "union", "parts": [{"kind": "csv", "path": "a.csv"}, {"kind": "csv", "path": "b.csv", "fields": high}]}
    fields = {
        "id": {"from": ["nr"]},
        "hazard": {"from": ["gridcode"], "recode": {"3": "medium", "2": "low"}},
        "double": {"compute": "2 * nr"},
        "mode": {"constant": "x"},
    }
    one = made(source, fields, "point", str(tmp_path), key="id")
    store = open_store(str(tmp_path / "opslag.gpkg"))
    (done,) = sync(store, [one])
    assert done.outcome == SyncOutcome.UPDATED and sync(store, [one])[0].outcome == SyncOutcome.UNCHANGED
    catalogue = with_store(Catalogue(own={one.id: one}), read_stored_records(store))
    table = load_record(catalogue.get("schools"), ["id", "hazard", "double", "mode"]).features.table
    assert table.to_dict("list") == {
        "id": ["1", "2", "3"],
        "hazard": ["medium", "low", "high"],
        "double": [2, 4, 6],
        "mode": ["x", "x", "x"],
    }
    (tmp_path / "b.csv").unlink()
    (failed,) = sync(store, [one])
    assert failed.outcome == SyncOutcome.FAILED and failed.version == done.version and "would be incomplete" in str(failed.details[0])


def test_a_store_is_filled_for_one_municipality(tmp_path):
    store = open_store(str(tmp_path / "opslag.gpkg"))
    with replay({"/23027.csv": csv("naam\nHalle\n")}) as web:
        one = made({"kind": "csv", "path": f"{web.url}/{{nis_code}}.csv"})
        (failed,) = sync(store, [one])
        assert failed.outcome == SyncOutcome.FAILED and "is asked for one municipality at a time" in str(failed.details[0])
        halle = Catalogue(own={one.id: one}, municipality="Halle")
        (done,) = sync(store, [halle.get("schools")])
        assert done.outcome == SyncOutcome.UPDATED and done.version.origin == f"{web.url}/23027.csv"
        assert sync(store, [halle.get("schools")])[0].outcome == SyncOutcome.UNCHANGED


def test_the_newest_year_is_looked_for_at_each_sync(tmp_path):
    store, year = open_store(str(tmp_path / "opslag.gpkg")), datetime.date.today().year
    with replay({f"/{year - 1}.csv": csv("n\n1\n")}) as web:
        one = made({"kind": "csv", "path": f"{web.url}/{{year}}.csv"})
        assert sync(store, [one])[0].outcome == SyncOutcome.UPDATED
        assert sync(store, [one])[0].outcome == SyncOutcome.UNCHANGED
        web.routes[f"/{year}.csv"] = csv("n\n2\n")
        assert sync(store, [one])[0].outcome == SyncOutcome.UPDATED
        kept = read_stored_records(store)["schools"].record
        assert load_record(kept).features.table["n"].tolist() == [2]


# --- in a bundle, in a catalogue, on a card


def test_a_bundle_leads_to_the_same_sources_from_anywhere(tmp_path):
    parts = [{"kind": "csv", "path": "a.csv"}, {"kind": "csv", "path": "https://x.be/b.csv?token=geheim"}]
    whole = anywhere(made({"kind": "union", "parts": parts}, base=str(tmp_path)), str(tmp_path.parent))
    first, second = whole.locations
    assert first == f"{tmp_path.name}/a.csv" and "geheim" not in second and second.startswith("https://x.be/b.csv") and whole.base == ""


def test_the_municipality_is_that_of_the_units_where_they_have_one():
    def units(*codes):
        table = table_only("units", pd.DataFrame({"nis_code": codes}))
        return Loaded(table, record("csv"), ReadCounts(), None, "", "")

    one = made({"kind": "csv", "path": "https://x.be/{nis_code}"})
    catalogue = Catalogue(own={one.id: one})
    assert for_municipality_of(units("23027", "23027", None), catalogue).get("schools").municipality == "23027"
    assert for_municipality_of(units(23027.0, np.nan), catalogue).nis_code == "23027"
    assert for_municipality_of(units("23027", "23003"), catalogue).nis_code == ""
    assert for_municipality_of(units("23003"), Catalogue(municipality="Halle")).nis_code == "23027"


def test_records_of_several_sources_are_told_apart_in_the_catalogue_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.setattr(own, "own_path", lambda: tmp_path / "own.json")
    write_catalogue(tmp_path / "own.json", Catalogue())
    one, other = (made({"kind": "union", "parts": [{"kind": "csv", "path": f"https://x.be/{name}"}, {"kind": "csv"}]}) for name in "ab")
    assert own.add_records([one, other], str(tmp_path / "own.json")) == ["schools", "schools_2"]
    assert own.add_records([other], str(tmp_path / "own.json")) == ["schools_2"]
    assert list(read_catalogue(tmp_path / "own.json").own) == ["schools", "schools_2"]


def test_a_card_names_all_sources():
    parts = [{"kind": "csv", "path": "a.csv"}, {"kind": "wfs", "path": "https://x.be", "layer": "scholen"}]
    one = made({"kind": "union", "parts": parts})
    assert source_words(one, Language("en")) == "merged sources (CSV, WFS 'scholen')"
    assert source_words(one, Language("nl")) == "samengevoegde bronnen (CSV, WFS 'scholen')"
    beside = made({"kind": "join", "key": ["a"], "parts": parts})
    assert source_words(beside, Language("nl")).startswith("gekoppelde bronnen (")


def test_who_says_the_date_of_a_vintage():
    one = record("csv", options={"newest": "CD_YEAR"}, fields={"a": FieldSpec()})
    assert date_origin("column", one, Language("en")) == "newest value of 'CD_YEAR'"
    assert json.loads(json.dumps(one.to_json()))["source"]["options"] == {"newest": "CD_YEAR"}
