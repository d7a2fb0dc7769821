"""What is said of a table whose keys do not fit the areas: how many, which, and what to do."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import Publisher
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.loading.matching import (
    KeyedTable,
    KeyedUnits,
    check_unique,
    match_rows,
    name_first,
    source_of,
    with_codes,
)
from opgavenkaart.test.support.layers import Heard, record

CODES = ("44021A00", "44021A01", "44021A02", "44021A03")
NAMES = ("Binnenstad", "Rabot", "Brugse Poort", "Ledeberg")


def units(codes=CODES, names=NAMES, others=()):
    return KeyedUnits(Text("Sectoren", "Sectors"), np.array(codes, dtype=object), np.array(names, dtype=object), lambda: others)


def table(*keys, columns=None, **more):
    rows = pd.DataFrame({"code": pd.Series(keys, dtype=object), **more})
    features = Features("t", np.full(len(keys), None, dtype=object), rows, "")
    return KeyedTable(
        record("csv", "/data/counts.csv", title=Text("Aantallen", "Counts")),
        features,
        "code",
        {"code": "CD"} if columns is None else columns,
    )


def said(made, of) -> str:
    with pytest.raises(OpgaveError) as caught:
        match_rows(made, of, Heard())
    return str(caught.value)


def test_a_table_that_fits_says_nothing():
    heard = Heard()
    found = match_rows(table(*CODES), units(), heard)
    assert (found.matched, found.rows, heard.notes, heard.warnings) == (4, 4, [], [])


def test_one_key_or_more_of_other_areas():
    heard = Heard()
    match_rows(table(*CODES, "44021B00"), units(others=(*CODES, "44021B00")), heard)
    assert heard.notes == ["Table 'Counts' (counts.csv): 1 key is that of another area than those of 'Sectors' ('44021B00')."]
    many, heard = [f"44021B0{number}" for number in range(5)], Heard()
    match_rows(table(*CODES, *many), units(others=(*CODES, *many)), heard)
    assert heard.notes == [
        "Table 'Counts' (counts.csv): 5 keys are those of other areas than those of 'Sectors' ('44021B00', '44021B01', '44021B02' (+2))."
    ]
    assert heard.warnings == []


def test_one_key_or_more_of_no_area():
    heard = Heard()
    match_rows(table(*CODES, "x1"), units(), heard)
    (warning,) = heard.warnings
    assert warning.startswith("Table 'Counts' (counts.csv): 1 of the 5 keys in the column 'CD' belongs to no area of 'Sectors' ('x1'). ")
    assert warning.endswith("Under 'fields' of its record, name the column that holds the areas' keys, or correct the keys.")
    heard = Heard()
    match_rows(table(*CODES, "x1", "x2"), units(), heard)
    assert "2 of the 6 keys in the column 'CD' belong to no area of 'Sectors' ('x1', 'x2'). Under" in heard.warnings[0]


def test_areas_without_a_row():
    heard = Heard()
    match_rows(table(*CODES[:3]), units(), heard)
    assert heard.warnings == ["Table 'Counts' (counts.csv) has no row for 1 area of 'Sectors' ('Ledeberg'), which gets no value from it."]
    heard = Heard()
    match_rows(table(*CODES[:2]), units(), heard)
    assert heard.warnings == [
        "Table 'Counts' (counts.csv) has no row for 2 of the 4 areas of 'Sectors' ('Brugse Poort', 'Ledeberg'), which get no value from it."
    ]


def test_a_table_without_any_key():
    assert said(table(None, None, columns={}), units()) == (
        "Table 'Counts' (counts.csv) holds no key of any area of 'Sectors' (with keys such as '44021A00', '44021A01', '44021A02' (+1)):"
        " no row has one in the column 'code'. "
        "Under 'fields' of its record, name the column that holds the areas' keys, or correct the keys."
    )


def test_a_table_of_other_keys():
    assert said(table("x"), units()).startswith(
        "Table 'Counts' (counts.csv) does not fit 'Sectors': 1 of the 1 keys in the column 'CD' ('x') belongs to none of the 4 areas"
        " (whose keys are such as '44021A00', '44021A01', '44021A02' (+1)). Under"
    )
    assert "3 of the 3 keys in the column 'CD' ('x', 'y', 'z') belong to none of the 4 areas" in said(table("x", "y", "z"), units())


def test_a_table_of_areas_elsewhere():
    sentence = said(table("44021B00"), units(others=(*CODES, "44021B00")))
    assert sentence.startswith("Table 'Counts' (counts.csv) has no row for any of the 4 areas of 'Sectors' (with keys such as '44021A00', ")
    assert "the 1 keys in the column 'CD' ('44021B00') are of other areas. " in sentence


@pytest.mark.parametrize(
    ("keys", "more", "words"),
    [
        (("x", "y"), {"other": CODES[:2]}, "The column 'other' holds the keys of 2 areas: name it under 'fields' of its record."),
        (("Rabot", "LEDEBERG"), {}, "The column holds names, of which 2 of 2 are names of areas ('Rabot' has the key '44021A01')"),
        (("44021-a00", "44021 A01", "z"), {}, "The keys are written differently ('44021-a00' for '44021A00'); ignoring capitals, spaces,"
                                             " hyphens and other signs, 2 of 3 match"),
    ],
)  # fmt: skip
def test_what_to_do(keys, more, words):
    assert words in said(table(*keys, **{name: pd.Series(values, dtype=object) for name, values in more.items()}), units())


def test_numbers_that_were_read_otherwise():
    numbers = ("0101", "0102", "0103")
    assert "Leading zeros differ ('101' for '0101'); without leading zeros 2 of 2 match" in said(
        table("101", "102"), units(numbers, NAMES[:3])
    )
    plain = ("101", "102", "103")
    assert "numbers with decimals ('101.0' for '101'); without decimals 2 of 2 match" in said(
        table("101.0", "102.0"), units(plain, NAMES[:3])
    )


def test_codes_that_were_written_as_numbers_are_read_and_told():
    plain, heard = ("34503", "34504", "34505"), Heard()
    made = with_codes(table("34503", "34.504", "34505.0", None), units(plain, NAMES[:3]), heard)
    assert made.keys == ["34503", "34504", "34505", None]
    assert heard.notes == ["Table 'Counts' (counts.csv): 2 keys in the column 'CD' are written as numbers; '34.504' is read as '34504'."]
    doubtful = table("34503", "34.504", "12.345")
    assert with_codes(doubtful, units(plain, NAMES[:3]), heard) is doubtful and len(heard.notes) == 1


def test_keys_that_stand_twice():
    check_unique(table("a", "b", "b", None, None), ["a", "c", None])
    with pytest.raises(OpgaveError) as caught:
        check_unique(table("a", "b", "b"), ["a", "b"])
    assert str(caught.value).startswith("Table 'Counts' (counts.csv) has more than one row for 1 key in the column 'CD' ('b'), such as")
    with pytest.raises(OpgaveError, match=r"more than one row for 2 keys in the column 'CD' \('b', 'a'\), such as areas in two parts"):
        check_unique(table("a", "b", "b", "a"), ["a", "b"])


def test_names_of_files_and_services():
    assert [source_of(record("csv", path, "laag")) for path in ("/a/b.csv", "C:\\a\\b.csv", "https://x.be/a?layers=b", "")] == [
        "b.csv", "b.csv", "https://x.be/a?layers=b", "laag",
    ]  # fmt: skip
    kept = record("gpkg", "/store/layers/a/v1-3e7eb965.gpkg", "a")
    kept = replace(kept, publisher=Publisher("Statbel", "federal"), source=replace(kept.source, options={"rows_sha256": "0"}))
    assert source_of(kept) == "Statbel"  # what a store calls its files says nothing to a reader
    assert name_first(["a", "b", "c"]) == "'a', 'b', 'c'" and name_first(list("abcde")) == "'a', 'b', 'c' (+2)" and name_first([]) == ""
