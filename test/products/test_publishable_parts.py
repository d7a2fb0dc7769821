"""The version of a layer that may be published, step by step: mends, places of units, what its record still says, and its stars."""

import datetime
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.disclosure import Disclosure
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Licence
from opgavenkaart.processing.products.publishable.files import write_files, write_record
from opgavenkaart.processing.products.publishable.prepare import (
    AskedUnits,
    check_id,
    check_unblocked,
    describe_result,
    find_least,
    make_publishable,
    mend,
    tell_by_unit,
)
from opgavenkaart.processing.products.publishable.stars import hosts_of, name_words, star_words, stars_of
from opgavenkaart.processing.quality.assessment.inputs import AssessedLayer
from opgavenkaart.processing.sources.store.publish import CanonicalFeatures, Offer
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, record

ENGLISH = Language("en")
BOW = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
SQUARE = shapely.box(20, 0, 30, 10)
OPEN = Licence("CC0", "")


def features(geometry, **columns) -> Features:
    table = pd.DataFrame(columns, index=range(len(geometry)))
    return Features("Scholen", np.array(geometry, dtype=object), table, "EPSG:31370", np.arange(1, len(geometry) + 1))


def points(*places):
    return [shapely.Point(x, 5) for x in places]


# ---- how many must look the same


def units(least: int, key: str = "code") -> AskedUnits:
    return AskedUnits(features([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], code=["A", "B"]), key, least)


def test_how_many_features_must_look_the_same():
    """As many as asked, and as many as the record's rules need: of counts below 6 none is shown, of those in fives none below 8."""
    free, limited = record("csv"), record("csv", redistribution="aggregated", disclosure=Disclosure(minimum=5, rounding=1))
    assert find_least(free, None) == 0 and find_least(free, units(3)) == 3
    assert find_least(limited, units(3)) == 6 and find_least(limited, units(7)) == 7
    in_fives = record("csv", redistribution="aggregated", disclosure=Disclosure(minimum=5, rounding=5))
    assert find_least(in_fives, units(3)) == 8
    with pytest.raises(OpgaveError, match="may only be published by unit, as its record or the layer itself says: give UNITS"):
        find_least(limited, None)
    for asked in (None, units(3)):
        with pytest.raises(OpgaveError, match="may not be redistributed, as its record or the layer itself says: it cannot be published"):
            find_least(record("csv", redistribution="no"), asked)


# ---- mends


def test_what_is_mended_is_counted():
    named = features([BOW, SQUARE, SQUARE, SQUARE], code=["a", "b", "c", "d"], name=[" Bow", "Zuid", "Zuid ", "Noord"], n=[1, 2, 2, 2])
    made = mend(CanonicalFeatures(named, "code"))
    assert (made.repaired, made.repeated, made.trimmed) == (1, 1, 2)
    assert list(made.features.table["code"]) == ["a", "b", "d"] and list(made.features.table["name"]) == ["Bow", "Zuid", "Noord"]
    assert made.features.geometry[0].is_valid and made.features.geometry[0].area == 50 and list(made.features.ids) == [1, 2, 4]
    assert list(named.table["name"]) == [" Bow", "Zuid", "Zuid ", "Noord"], "the layer itself stays as it is"
    assert mend(CanonicalFeatures(named, "")).repeated == 0, "without a key every field tells them apart"
    blank = mend(CanonicalFeatures(features(points(1, 2), name=[None, 3]), ""))
    assert (blank.repaired, blank.repeated, blank.trimmed) == (0, 0, 0)


# ---- at the place of their unit


def test_features_are_told_at_a_point_of_their_unit(qgis_app):
    heard, kinds = Heard(), ["basis", "basis", "basis", "kleuter", "basis"]
    schools = features(points(1, 2, 3, 4, 99), code=list("abcde"), kind=kinds, empty=[None] * 5, unit=["x"] * 5)
    made = tell_by_unit(schools, "code", units(2), 2, heard)
    table = made.features.table
    assert list(table) == ["unit_2", "kind", "unit"] and list(table["unit_2"]) == ["A"] * len(table), "a field that is called so stays"
    assert heard.warnings == ["Layer 'Scholen': 1 feature lies in no unit and is left out."]
    assert set(made.features.geometry) == {shapely.Point(5, 5)} and list(made.features.ids) == list(range(1, len(table) + 1))
    assert list(table["kind"].dropna()) == ["basis"] * 3 and made.blanked == len(table) - 3
    numbered = tell_by_unit(schools, "code", units(2, key=""), 2, Heard()).features.table
    assert set(numbered["unit_2"]) == {"1"}, "without a key their numbers"
    whole = Heard()
    tell_by_unit(schools.where(np.array([True] * 4 + [False])), "code", units(2), 2, whole)
    assert whole.warnings == []


def test_where_too_few_look_the_same_nothing_is_told(qgis_app):
    schools = features(points(1, 2), code=["a", "b"], kind=["basis", "basis"])
    with pytest.raises(OpgaveError) as none:
        tell_by_unit(schools, "code", units(3), 3, Heard())
    assert none.value.sentence() == "Layer 'Scholen': no unit has 3 features that look the same: give larger units, or leave out fields."


# ---- the record of what is left


def test_the_record_tells_what_is_left_and_hides_nothing_any_more():
    known = record(
        "gpkg",
        id="schools",
        key="code",
        redistribution="aggregated",
        otherwise=("other",),
        evidence="guessed",
        disclosure=Disclosure(minimum=5),
        fields={"code": FieldSpec(("c",)), "kind": FieldSpec(("k",)), "gone": FieldSpec(("g",))},
        licence=OPEN,
    )
    left = features(points(1, 2), kind=["a", "b"], places=[1, 2], **{"Rare naam": [1, 2]})
    told = describe_result(known, left, Offer("code", title="Other"))
    assert told.key == "" and told.disclosure == Disclosure() and told.redistribution == "yes" and told.geometry == "point"
    assert told.otherwise == () and told.evidence == "" and told.join is None and told.checked is None and told.harvested is None
    assert told.fields == {"kind": FieldSpec(("k",)), "places": FieldSpec()}, "of what left and of what no program can name nothing is said"
    assert told.title == known.title and told.licence == OPEN
    assert describe_result(known, replace(left, table=left.table.assign(code=["x", "y"])), Offer("code")).key == "code"


def test_an_id_of_which_files_can_be_called():
    check_id(record("csv", id="schools"))
    nameless = record("csv", id="schools")
    check_id(replace(nameless, publisher=replace(nameless.publisher, name="")))  # which is asked for elsewhere
    with pytest.raises(OpgaveError):
        check_id(record("csv", id="../schools"))


def test_a_blocking_defect_stops_it():
    schools = record("csv", id="schools")
    assert check_unblocked(SimpleNamespace(counts={"text_spaces": 3}), schools) is None
    with pytest.raises(OpgaveError) as blocked:
        check_unblocked(SimpleNamespace(counts={"text_spaces": 3, "key_repeated": 1}), schools)
    assert blocked.value.sentence() == (
        "Layer 'Trial (schools)' cannot be published: Key is not unique. 'Assess data quality' shows where; mend it first."
    )


# ---- stars


def made(licence=OPEN, key="", **columns) -> SimpleNamespace:
    count = len(next(iter(columns.values())))
    return SimpleNamespace(features=features(points(*range(count)), **columns), record=record("csv", id="x", key=key, licence=licence))


HOME, AWAY = "https://data.halle.be/id/{}", "http://data.vlaanderen.be/id/{}"


def web(pattern: str, count: int = 4) -> list[str]:
    return [pattern.format(number) for number in range(count)]


@pytest.mark.parametrize(
    ("columns", "addresses", "linked"),
    [
        ({"code": ["a", "b", "c", "d"]}, False, False),
        ({"page": web(HOME)}, True, False),
        ({"page": [*web(HOME, 3), "x"]}, False, False),
        ({"page": [web(HOME)[0]] * 4}, False, False),
        ({"page": web(HOME), "other": web(AWAY)}, True, True),
        ({"page": web(HOME), "other": [*web(AWAY, 2), None, None]}, True, True),
        ({"page": web(HOME), "other": [*web(AWAY, 1), None, None, None]}, True, False),
        ({"page": web(HOME), "other": web("https://data.halle.be/school/{}")}, True, False),
        ({"page": [None] * 4, "other": [*web(AWAY, 3), None]}, False, False),
        ({"n": [1, 2, 3, 4]}, False, False),
    ],
)
def test_addresses_of_features_and_links_to_those_of_others(columns, addresses, linked):
    found = stars_of(made(**columns))
    assert (found["addresses"], found["linked"]) == (addresses, linked)
    assert list(found) == ["licence", "structured", "open_format", "addresses", "linked"] and found["structured"] and found["open_format"]


def test_a_star_counts_with_all_before_it():
    whole, closed = (star_words(made(licence, page=web(HOME), other=web(AWAY)), ENGLISH) for licence in (OPEN, Licence("Onze voorwaarden")))
    assert [there for there, _ in whole] == [True] * 5 and [there for there, _ in closed] == [False] * 5
    assert whole[0][1] == "on the web under an open licence" and "in a field" in whole[3][1]
    assert [there for there, _ in star_words(made(page=["x"] * 4), ENGLISH)] == [True, True, True, False, False]
    assert not stars_of(made(Licence(), page=web(HOME)))["licence"]


def test_the_host_of_an_address():
    found = hosts_of(pd.Series(["https://A.be/x", "http://b.be", "ftp://c.be", "a.be", None, 3], dtype=object))
    assert list(found) == ["a.be", "b.be", "", "", "", ""]


@pytest.mark.parametrize(
    ("key", "column", "lasting"),
    [
        ("code", ["a", "b"], True),
        ("code", ["a", "a"], False),
        ("code", ["a", ""], False),
        ("code", ["a", None], False),
        ("", ["a", "b"], False),
        ("other", ["a", "b"], False),
    ],
)
def test_others_can_name_a_feature_by_a_key_that_lasts(key, column, lasting):
    said = name_words(made(key=key, code=column), ENGLISH)
    assert said.startswith("Others can name each feature for good by its key, 'code'." if lasting else "No field names each feature")


def test_the_number_of_a_row_is_no_name():
    assert name_words(made(key="row", row=[1, 2]), ENGLISH).startswith("Others can name")
    assert name_words(made(key="fid", fid=[1, 2]), ENGLISH).startswith("No field names each feature")


# ---- the record of the files


@pytest.mark.parametrize(
    ("endings", "kind"),
    [((".gpkg", ".csv"), "gpkg"), ((".geojson", ".csv"), "geojson"), ((".parquet", ".csv"), "parquet"), ((".csv",), "csv")],
)
def test_the_catalogue_names_the_richest_file_that_was_written(tmp_path, endings, kind):
    for ending in endings:
        (tmp_path / f"scholen{ending}").touch()
    name = write_record(tmp_path, SimpleNamespace(record=record("csv", id="scholen"), unsaid=()))
    (told,) = json.loads((tmp_path / name).read_text(encoding="utf-8"))["records"]
    assert name == "scholen.catalogue.json" and (told["source"]["kind"], told["source"]["path"]) == (kind, f"scholen.{kind}")


def test_without_a_file_or_a_publisher_there_is_no_catalogue(tmp_path):
    schools = SimpleNamespace(record=record("csv", id="scholen"), unsaid=("PUBLISHER",))
    with pytest.raises(OpgaveError) as none:
        write_record(tmp_path, schools)
    assert none.value.sentence() == "Layer 'Trial' cannot be written in the formats that are asked: choose others."
    (tmp_path / "scholen.csv").touch()
    assert write_record(tmp_path, schools) == "" and [path.name for path in tmp_path.iterdir()] == ["scholen.csv"]


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        (("csv",), {"scholen.csv"}),
        (("geojson",), {"scholen.geojson"}),
        (("geopackage",), {"scholen.gpkg"}),
        (("geopackage", "csv"), {"scholen.gpkg", "scholen.csv"}),
    ],
)
def test_the_formats_that_are_asked_for_are_written_and_no_others(qgis_app, tmp_path, asked, files):
    schools = record("csv", id="scholen", licence=OPEN)
    made = SimpleNamespace(features=features(points(1, 2), places=[20, 30]), record=schools, unsaid=("PUBLISHER",))
    assert write_files(tmp_path, made, asked, ENGLISH) == ""
    assert {path.name for path in tmp_path.iterdir()} == {*files, "datapackage.json"}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"]: one["bytes"] for one in package["resources"]} == {name: (tmp_path / name).stat().st_size for name in files}


def test_the_key_that_a_catalogue_knows_is_the_key_unless_another_is_given(qgis_app):
    schools = features(points(1, 2), code=["x", "y"], number=["1", "2"])
    known = record("csv", id="scholen", key="code", fields={"code": FieldSpec(("code",))}, licence=OPEN)
    layer = AssessedLayer(schools, None, False)
    for given, key in (("", "code"), ("number", "number")):
        assert make_publishable(layer, Offer(given), "", known, None, datetime.date(2026, 1, 1), Heard()).record.key == key
