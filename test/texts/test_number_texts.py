"""Numbers written as text: what is decimal and what thousands is seen from the whole column, and asked for where nobody can know."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.qgis_io.columns import find_grouped_texts, found_mark, is_missing_mark, numbers_in_text
from opgavenkaart.processing.qgis_io.reading import number_column
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, record

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["821", "1.022"], [821, 1022]),
        (["5", "0", "1.030"], [5, 0, 1030]),
        (["1.022", "1.234.567"], [1022, 1234567]),
        (["1.022", "12,5"], [1022, 12.5]),
        (["1.022,5", "821"], [1022.5, 821]),
        (["1,022.5", "821"], [1022.5, 821]),
        (["821", "1,022"], [821, 1022]),
        (["0.821", "1.022"], [0.821, 1.022]),
        (["1.022", "1.5"], [1.022, 1.5]),
        (["1.0225", "3.125"], [1.0225, 3.125]),
        (["1022.500", "3.125"], [1022.5, 3.125]),
        (["0,821", "1,022"], [0.821, 1.022]),
        (["-00", "-821", "+1.022"], [0, -821, 1022]),
        (["1 022", "12 345,5"], [1022, 12345.5]),
        (["1e3", "2.5"], [1000, 2.5]),
        (["7", ""], [7, np.nan]),
    ],
)
def test_what_a_column_means(texts, numbers):
    found, wrong = numbers_in_text(pd.Series(texts))
    assert wrong is None and found.tolist() == pytest.approx(numbers, nan_ok=True)
    assert not np.signbit(found[np.array(numbers) == 0]).any()


def test_texts_that_come_more_than_once_are_the_same_numbers_each_time():
    texts = pd.Series([None, "821", "1.022", " ", "n.v.t.", "1.022", "7"] * 5, index=range(100, 135))
    marked = is_missing_mark(texts)
    assert marked.index.equals(texts.index) and marked.tolist() == [False, False, False, False, True, False, False] * 5
    found, wrong = numbers_in_text(texts)
    assert wrong == 4, "the first row with a mark"
    assert found.tolist() == pytest.approx([np.nan, 821, 1022, np.nan, np.nan, 1022, 7] * 5, nan_ok=True)
    grouped = find_grouped_texts(texts)
    assert grouped.index.tolist() == [start + place for start in range(100, 135, 7) for place in (2, 5)] and set(grouped) == {"1.022"}


@pytest.mark.parametrize(
    "texts",
    [
        ["1.022"],
        ["1.022", "12.345"],
        ["5", "1.022"],
        ["1500", "1.022"],
        ["1.022", "1,022"],
        ["0", "1,125"],
        ["1.50", "2,5", "1.022", "7"],
        ["1.5", "2,50", "1.022", "7"],
    ],
)
def test_what_nobody_can_know(texts):
    assert found_mark(pd.Series(texts)) == ""


@pytest.mark.parametrize(
    ("texts", "row"), [(["1.5", "2,5"], 0), (["12.10.2024", "5"], 0), (["1.234,5", "1,234.5"], 0), (["1.2.3"], 0), (["3", "1..5"], 1)]
)
def test_what_is_no_number_is_not_made_one(texts, row):
    numbers, wrong = numbers_in_text(pd.Series(texts))
    assert wrong is not None and np.isnan(numbers[wrong])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.sampled_from(".,"))
def test_whole_numbers_in_groups_come_back_or_are_asked_for(numbers, mark):
    texts = pd.Series([f"{number:,}".replace(",", mark) for number in numbers])
    assert found_mark(texts) == "" or numbers_in_text(texts)[0].tolist() == numbers


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=20), st.integers(0, 4), st.sampled_from(".,"))
def test_fractions_come_back_or_are_asked_for(numbers, decimals, mark):
    """All with as many decimals, as a program writes them, or none that is not needed, as pandas does.

    Three decimals beside a whole number of three digits (2.507 and 100) are what thousands look like, and are taken for them.
    """
    values = [number / 10**decimals for number in numbers]
    for written in ([f"{value:.{decimals}f}" for value in values], [f"{value:g}" if value % 1 else f"{value:.0f}" for value in values]):
        texts = pd.Series([text.replace(".", mark) for text in written])
        if any(re.fullmatch(r"-?[1-9]\d\d", text) for text in written) and all(re.fullmatch(r"-?\d+(\.\d{3})?", text) for text in written):
            continue
        if found_mark(texts):
            assert numbers_in_text(texts)[0].tolist() == [float(text) for text in written]


# --- in tables


def load(tmp_path, lines, options=None, fields=None, **facts):
    path, heard = tmp_path / "tabel.csv", Heard()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = record("csv", path, options=options, geometry="none", key="code", **facts)
    return load_record(made, fields, progress=heard).features.table, heard


def test_thousands_are_told(tmp_path):
    table, heard = load(tmp_path, ["code;n", "a;821", "b;1.022", "c;1.030", "d;-00", "e;*"])
    assert table["n"].tolist()[:4] == [821, 1022, 1030, 0] and np.isnan(table["n"][4])
    assert heard.notes[1:] == [
        "Layer 'Trial': the mark '.' separates thousands in n: '1.022' is 1022.",
        "Layer 'Trial': the values '*' count as missing: n (1).",
    ]


def test_a_column_is_asked_for_only_where_it_is_wanted(tmp_path):
    lines = ["code;n;m", "a;1.022;1", "b;2.345;2"]
    sentence = (
        "Layer 'Trial (proef)': in the column 'n' the mark '.' may separate thousands or decimals ('1.022'): write 'decimal' as '.' or ','"
        " in the options of its source."
    )
    with pytest.raises(OpgaveError) as stopped:
        load(tmp_path, lines, fields=["code", "n"])
    assert str(stopped.value) == sentence
    table, heard = load(tmp_path, lines)
    assert table["n"].tolist() == ["1.022", "2.345"] and table["m"].tolist() == [1, 2]
    assert heard.warnings == [sentence + " Until then the column is text."]
    assert load(tmp_path, lines, {"decimal": ","})[0]["n"].tolist() == [1022, 2345]
    assert load(tmp_path, lines, {"decimal": "."})[0]["n"].tolist() == [1.022, 2.345]
    with pytest.raises(OpgaveError, match=r"the option 'decimal' of its source is 'punt': write '.' or ','\.$"):
        load(tmp_path, lines, {"decimal": "punt"})


def test_text_of_which_nobody_knows_the_numbers_is_never_computed_with(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("code;n\na;1.022\nb;2.345\n")
    features = load_record(record("csv", path, geometry="none", key="code")).features
    with pytest.raises(
        OpgaveError, match=r"^Field 'n' of layer 'proef' holds numbers as text, such as '1.022', of which it cannot be known"
    ):
        number_column(features, "n")


def test_another_column_of_the_table_says_it(tmp_path):
    table, _ = load(tmp_path, ["code;n;aandeel", "a;1.022;0,5", "b;2.345;12,75"])
    assert table["n"].tolist() == [1022, 2345] and table["aandeel"].tolist() == [0.5, 12.75]
    table, _ = load(tmp_path, ["code,n,aandeel", "a,1.022,0.5", "b,2.345,12.75"])
    assert table["n"].tolist() == [1.022, 2.345]


@pytest.mark.parametrize("mark", ["*", "C", "c", "REST", "x", "X", ".", "n.b.", "-", "..", ":", "n.v.t."])
def test_marks_for_what_is_missing(tmp_path, mark):
    table, heard = load(tmp_path, ["code;n", "a;5", f"b;{mark}", "c;7"])
    assert table["n"].tolist()[::2] == [5, 7] and np.isnan(table["n"][1])
    assert heard.notes[1:] == [f"Layer 'Trial': the values '{mark}' count as missing: n (1)."]


def test_percent_signs(tmp_path):
    """In every row, they only say what the numbers are; in some of them, nobody knows what the others are."""
    table, heard = load(tmp_path, ["code;n;m;k", "a;12,5 %;5%;7", "b;*;821%;3 %", "c;7 %;1.234%;9"])
    assert table["n"].tolist()[::2] == [12.5, 7] and np.isnan(table["n"][1]) and table["m"].tolist() == [5, 821, 1234]
    assert table["k"].tolist() == ["7", "3 %", "9"]
    assert "Layer 'Trial': the numbers in n, m are percentages, read without their sign ('12,5 %')." in heard.notes
    assert "Layer 'Trial': the values '*' count as missing: n (1)." in heard.notes
    assert load(tmp_path, ["code;n", "a;5%", "b;1.234%"])[0]["n"].tolist() == ["5%", "1.234%"]


def test_a_letter_among_letters_is_no_mark(tmp_path):
    assert load(tmp_path, ["code;klasse", "a;A", "b;C", "c;x"])[0]["klasse"].tolist() == ["A", "C", "x"]


def test_a_long_form_is_read_before_it_is_divided(tmp_path):
    """Apart, the kilowatt-hours could be fractions: 1.022 and 2.345; with the 821 connections they cannot."""
    lines = ["code;soort;n", "a;kwh;1.022", "a;aantal;821", "b;kwh;2.345", "b;aantal;812"]
    pivot = {"rows": ["code"], "columns": ["soort"], "values": "n"}
    table, _ = load(tmp_path, lines, {"pivot": pivot})
    assert table["kwh"].tolist() == [1022, 2345] and table["aantal"].tolist() == [821, 812]
    added = [*lines, "a;kwh;1.000", "b;kwh;*"]
    table, heard = load(tmp_path, added, {"pivot": pivot | {"sum": True}})
    assert table["kwh"].tolist() == [2022, 2345]
    assert heard.warnings == ["Layer 'Trial': 1 of 6 values of 'n' are missing or no number; the sums are without them."]


def test_sums_keep_their_decimals(tmp_path):
    pivot = {"rows": ["code"], "columns": ["soort"], "values": "n", "sum": True}
    table, _ = load(tmp_path, ["code;soort;n", "a;x1;1.125", "a;x1;0.5", "b;x1;900"], {"pivot": pivot})
    assert table["x1"].tolist() == [1.625, 900]
    table, _ = load(tmp_path, ["code;soort;n", "a;x1;0.625", "a;x1;0.5", "b;x1;900"], {"pivot": pivot})
    assert table["x1"].tolist() == [1.125, 900]


def test_numbers_in_json_are_what_they_are(tmp_path):
    path = tmp_path / "tabel.json"
    path.write_text(json.dumps([{"code": "a", "n": 1.022}, {"code": "b", "n": 821}]))
    assert load_record(record("json", path, geometry="none", key="code")).features.table["n"].tolist() == [1.022, 821]


@pytest.mark.parametrize(("x", "y"), [("104.700", "194.500"), ("4.310", "50.760"), ("104700,125", "194500,250")])
def test_coordinates_lie_in_belgium_in_one_way_only(tmp_path, x, y):
    path = tmp_path / "punten.csv"
    path.write_text(f"naam;x;y\na;{x};{y}\n")
    assert load_record(record("csv", path)).features.crs == ("EPSG:4326" if x.startswith("4.") else "EPSG:31370")


def test_cars_and_households_of_statbel():
    """4.96 million households in 2019; with points read as decimals there were 3.88."""
    folder = data_folder("public/tables/statbel/TF_CAR_HH_SECTOR_2019.txt")
    fields = {
        "sector_code": FieldSpec(("CD_STAT_SECTOR",)),
        "households": FieldSpec(("MS_NUM_HH",)),
        "cars": FieldSpec(("MS_NUM_CAR",)),
    }
    path, heard = folder / "public/tables/statbel/TF_CAR_HH_SECTOR_2019.txt", Heard()
    table = load_record(record("csv", path, fields=fields, key="sector_code", geometry="none"), progress=heard).features.table
    with path.open(encoding="utf-8-sig") as lines:
        rows = [line.rstrip("\n").split(";") for line in lines][1:]
    households, cars = (sum(int(row[place].replace(".", "")) for row in rows) for place in (-2, -1))
    assert table["households"].sum() == households and table["cars"].sum() == cars
    assert round(households / 1e6, 2) == 4.96
    assert table.set_index("sector_code").loc[rows[0][4], "households"] == 218
    assert any("the mark '.' separates thousands in MS_NUM_HH, MS_NUM_CAR" in note for note in heard.notes)
