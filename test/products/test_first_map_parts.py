"""The first map of a municipality, step by step: which codes stand for it, the year of its areas, its own catalogue, what is shared."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.municipalities import municipalities
from opgavenkaart.processing.model.record import FieldSpec, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products.first_map.area import codes_of, condition_of, extent_around, limit_to, read_municipality
from opgavenkaart.processing.products.first_map.current_map import _are_as_fresh
from opgavenkaart.processing.products.first_map.estimates import inputs_of, is_estimated
from opgavenkaart.processing.products.first_map.municipal_catalogue import build_catalogue
from opgavenkaart.processing.products.first_map.public_data import is_shared
from opgavenkaart.processing.products.first_map.vintage import choose_vintage
from opgavenkaart.test.support.layers import record

HALLE = municipalities()["23027"]


def catalogue(*records) -> Catalogue:
    return Catalogue(title=Text("x", "x"), own={one.id: one for one in records})


# ---- where it lies


@pytest.mark.parametrize("text", ["Halle", " halle ", "23027"])
def test_a_municipality_is_meant_by_its_name_or_code(text):
    assert read_municipality(text) is HALLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "MUNICIPALITY is empty: give the name or the NIS code of a Flemish municipality."),
        ("Elsene", "Elsene is outside Flanders."),
        ("Haale", "No Flemish municipality is called 'Haale'. Did you mean 'Halle'?"),
        ("Qqqqxxzz", "No Flemish municipality is called 'Qqqqxxzz'. Give a name or an NIS code."),
    ],
)
def test_what_is_no_municipality_is_said(text, said):
    with pytest.raises(OpgaveError) as refused:
        read_municipality(text)
    assert refused.value.sentence() == said


def test_codes_of_municipalities_that_merged_stand_for_it():
    """Pajottegem was Galmaarden, Gooik and Herne until 2025; of Halle no other became part."""
    assert codes_of(HALLE) == ["23027"]
    merged = read_municipality("Pajottegem")
    assert codes_of(merged) == sorted({merged.nis, *merged.formerly}) and len(codes_of(merged)) == 4
    assert condition_of(["1", "2"]) == "\"nis_code\" IN ('1', '2')"


def test_its_layers_are_fetched_from_some_way_around_it(qgis_app):
    low_x, low_y, high_x, high_y = HALLE.extent
    found = extent_around(HALLE, 100.0)
    assert (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()) == (
        low_x - 100,
        low_y - 100,
        high_x + 100,
        high_y + 100,
    )
    assert found.crs().authid() == "EPSG:31370" and extent_around(HALLE).width() > found.width()


def test_a_record_is_limited_to_rows_and_to_those_it_had():
    plain, some = record("csv", "x.csv", options={"sheet": "a"}), record("csv", "x.csv", options={"filter": "y = 1 OR y = 2"})
    assert limit_to(plain, "z = 3").source.options == {"sheet": "a", "filter": "z = 3"}
    assert limit_to(some, "z = 3").source.options == {"filter": "(y = 1 OR y = 2) AND (z = 3)"}


# ---- the year of the areas


def dated(id: str, year: int | None, path: str = "x.csv", **more):
    return record("csv", path, id=id, geometry="polygon", date=year and datetime.date(year, 1, 1), **more)


def test_areas_of_a_year_are_those_of_the_sources_of_that_year():
    known = catalogue(dated("sectors", 2025, otherwise=("old", "older", "oldest")), dated("old", 2019, "o"), dated("older", 2019, "p"))
    chosen = choose_vintage(known, ["sectors"], 2019)
    assert chosen.records["sectors"].source.path == "o" and chosen.records["sectors"].otherwise == ("sectors_2",)
    assert (chosen.records["sectors_2"].source.path, chosen.records["sectors_2"].id) == ("p", "sectors_2")
    assert chosen.records["old"] == known.records["old"] and known.records["sectors"].otherwise, "the catalogue itself stays"
    now = choose_vintage(known, ["sectors"], 2025)
    assert now.records["sectors"].source.path == "x.csv" and now.records["sectors"].otherwise == () and "sectors_2" not in now.records


def test_a_year_may_stand_in_an_address():
    any_year = dated("sectors", None, "https://x/sectors_{year}.zip")
    chosen = choose_vintage(catalogue(any_year), ["sectors"], 2019).records["sectors"]
    assert chosen.source.path == "https://x/sectors_2019.zip" and chosen.date == datetime.date(2019, 1, 1)
    of_2024 = replace(any_year, source=replace(any_year.source, options={"year": "2024"}))
    assert choose_vintage(catalogue(of_2024), ["sectors"], 2024).records["sectors"].source.path == "https://x/sectors_2024.zip"
    with pytest.raises(OpgaveError):
        choose_vintage(catalogue(of_2024), ["sectors"], 2019)


def test_a_year_of_which_there_are_no_areas_is_said_with_those_of_which_there_are():
    known = catalogue(dated("sectors", 2025, otherwise=("old", "undated")), dated("old", 2019), dated("undated", None))
    with pytest.raises(OpgaveError) as none:
        choose_vintage(known, ["sectors"], 2024)
    assert none.value.sentence() == (
        "The catalogue has no source of 'Trial' of 2024: choose another VINTAGE (newest, 2025, 2019), or add a record with the date"
        " 2024-01-01 to the 'otherwise' of 'sectors'."
    )


# ---- its catalogue


def test_the_catalogue_of_a_municipality_has_its_rows_and_says_what_could_not_be_had():
    units = record("csv", "u.csv", id="sectors", options={"filter": "a = 1"}, fields={"sector_code": FieldSpec()})
    whole = record("csv", "w.csv", id="incomes", fields={"sector_code": FieldSpec()})
    flat = record("csv", "f.csv", id="flat", fields={"other": FieldSpec()})
    lost, live, unasked = (record("csv", f"{id}.csv", id=id, otherwise=("flat",)) for id in ("lost", "live", "unasked"))
    kept = record("csv", "kept.csv", id="kept")
    data = SimpleNamespace(
        records={"kept": replace(kept, source=Source("gpkg", "store.gpkg"))},
        whole={"incomes", "flat"},
        failures={"lost": OpgaveError("It is gone.")},
    )
    named = ("sectors", "incomes", "flat", "lost", "live", "kept", "unknown")
    challenges = [SimpleNamespace(layers_of_every_form=lambda: named, units=SimpleNamespace(layer="sectors"))]
    found = build_catalogue(HALLE, catalogue(units, whole, flat, lost, live, unasked, kept), challenges, data)
    assert list(found.own) == ["sectors", "incomes", "flat", "lost", "live", "kept"] and found.municipality == "23027"
    assert found.title == Text("Halle", "Halle")
    options = {id: one.source.options for id, one in found.own.items()}
    assert options["sectors"]["filter"] == "(a = 1) AND (\"nis_code\" IN ('23027'))" and "a = 1" in options["sectors"].values()
    assert options["incomes"]["filter"] == "\"sector_code\" LIKE '23027%'", "a table of all Flanders"
    assert "filter" not in options["flat"], "of which no field says where a row is"
    assert found.own["live"] == live and found.own["kept"].source.path == "store.gpkg"
    gone = found.own["lost"]
    assert gone.source.kind == "none" and gone.otherwise == () and {"It is gone."} == set(next(iter(gone.source.options.values())).values())


def test_a_table_at_one_address_is_shared_by_all_municipalities():
    for path, geometry, shared in (
        ("https://x/a.csv", "none", True),
        ("https://x/a_{year}.csv", "none", True),
        (
            "https://x/a_{nis}.csv",
            "none",
            "{nis}" not in "".join(f"{{{one}}}" for one in record("csv", "https://x/a_{nis}.csv").placeholders),
        ),
        ("https://x/a.csv", "point", False),
    ):
        assert is_shared(record("csv", path, geometry=geometry)) is shared, path


def test_which_records_are_estimated():
    made = {"made_by": "estimate_population", "made_from": {"UNITS": "sectors"}}
    assert is_estimated(record("none", options=made)) and inputs_of(record("none", options=made)) == {"UNITS": "sectors"}
    assert not is_estimated(record("none")) and not is_estimated(record("none", options=made | {"made_by": "hand"}))
    assert not is_estimated(record("none", options={"made_by": "estimate_population"}))


# ---- a map that is there already


@pytest.mark.parametrize(
    ("said", "as_of", "same"), [("current", 2025, True), ("current", 2026, False), ("due", 2026, True), ("stale", 2027, True)]
)
def test_a_map_is_as_fresh_as_it_said_whatever_left_the_catalogue_since(said, as_of, same):
    """Counts of 1 January 2025 that come each year: due after one, stale after two. A record that is gone says nothing."""
    yearly = replace(record("csv", "x.csv", id="yearly"), update_rhythm="P1Y")
    inputs = [{"record": "yearly", "date": "2025-01-01", "freshness": said}, {"record": "gone", "date": None, "freshness": "current"}]
    assert _are_as_fresh(inputs, catalogue(yearly), datetime.date(as_of, 12, 1)) is same
