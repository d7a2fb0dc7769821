"""What is found in a separated text by looking, function by function: where its columns are named, how it is written, what is a number."""

import json

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.cartography.looks.need import class_labels
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.reading.json_objects import (
    DEEPEST,
    LONGEST_LIST,
    columns_of,
    is_plain,
    lists_in,
    read_objects,
    text_of_value,
)
from opgavenkaart.processing.sources.reading.tables import (
    LARGEST_EXACT,
    SAMPLE_LINES,
    NumberNotes,
    all_numbers,
    begins_with_text,
    blank_to_none,
    check_header,
    column_names,
    decimal_option,
    decode,
    find_named_row,
    first_rows,
    header_row,
    how_many_named,
    join_names,
    likely_separator,
    mark_elsewhere,
    names_below,
    read_csv,
    row_widths,
    two_rows,
    type_column,
    wide_encoding,
    without_percent_signs,
    without_titles,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, record


def texts(*values):
    return pd.Series(values, dtype=object)


# ---- where the columns are named


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([["Title"], ["a", "b", "c"], ["1", "2", "3"]], 2),
        ([["Title", "2024"], ["a", "b", "c", "d"]], 1),  # two of four cells are half of them
        ([["Title", "2024"], ["a", "b", "c", "d", "e"]], 2),
        ([["Title"], ["a", "b"]], 1),  # too narrow to tell
        ([["Title"], ["a", "b"], ["1", "2"]], 2),
        ([["Title"], ["a", " ", "b"], ["1", "", "2"]], 2),
        ([["Title"], ["1", "b"], ["1", "2"]], 1),  # not both are words
        ([["x" * 81, "y" * 81, "z"], ["a", "b", "c"]], 2),  # sentences about columns
        ([["x" * 80, "y" * 80, "z"], ["a", "b", "c"]], 1),
        ([["", " ", None], ["a", "b", "c"]], 2),
        ([[None], [""]], 1),
        ([], 1),
    ],
)
def test_the_first_row_that_names_half_of_the_columns(rows, row):
    assert header_row(rows) == row


def test_the_nearest_row_that_has_a_name_that_is_looked_for():
    rows = [["x"], ["Code", "n"], ["y"], ["z"], [" CODE "]]
    assert [find_named_row(rows, header, {"code"}) for header in (1, 2, 3, 4, 5)] == [2, 2, 2, 5, 5]
    assert find_named_row(rows, 4, {"other"}) == find_named_row(rows, 4, ()) == 4
    assert how_many_named(["Code", None, " code", "n"], {"code", "n"}) == 3


TWO = [["Area", "", "Men", ""], ["", "Name", "", "Share"], ["1", "a", "2", "3"]]


def test_names_in_two_rows():
    assert two_rows(TWO) and not two_rows(TWO[:2]) and two_rows([*TWO, ["2"] * 4])
    assert join_names(*TWO[:2]) == ["Area", "Area Name", "Men", "Men Share"]
    assert names_below(TWO) == (["Area", "Area Name", "Men", "Men Share"], 2)
    assert names_below(TWO[:2]) == (TWO[0], 1)
    assert names_below(TWO, {"area", "men"}) == (TWO[0], 1), "the first row holds as many of those that are looked for"
    assert names_below(TWO, {"men share"}) == (["Area", "Area Name", "Men", "Men Share"], 2)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (["a", "b"], ["c", "d"], ["1", "2"]),  # nothing is blank
        (["a", ""], ["c", "d"], ["1", "2"]),  # the first row alone is blank somewhere
        (["a", "b"], ["", "d"], ["1", "2"]),
        (["a", "", ""], ["", "b", ""], ["1", "2", "3"]),  # a column without any name
        (["a", ""], ["", "b"], ["", "2"]),  # what is named above holds no value
    ],
)
def test_names_in_one_row(first, second, third):
    assert not two_rows([first, second, third])


def test_a_header_that_is_not_there_is_refused():
    check_header(1, 1, "x")
    check_header(3, 3, "x")
    for header, rows in ((4, 3), (0, 3), (-1, 3)):
        with pytest.raises(OpgaveError, match=f"Layer 'x': row {header} should hold the columns' names, but the table has {rows} rows"):
            check_header(header, rows, "x")
    assert list(read_csv(b"Title\na;b", "x", separator=";", header=2).table) == ["a", "b"], "the last row, without an end of line"
    with pytest.raises(OpgaveError, match="row 3 should hold the columns' names, but the table has 2 rows"):
        read_csv(b"Title\na;b", "x", header=3)
    assert read_csv(b"\n\na;b\n1;2", "x", header=3).header == 3 and read_csv(b"\n\na;b\n1;2", "x").header == 3


def test_columns_without_a_name_are_called_after_their_place():
    assert column_names(["a ", None, "Unnamed: 2", ""]) == ["a", "column_2", "column_3", "column_4"]
    assert len(set(column_names(["a", "a", "a"]))) == 3
    assert first_rows('a;b\n"c\nd";e\nf;g', ";") == ([0, 1, 3], [["a", "b"], ["c\nd", "e"], ["f", "g"]])
    assert len(first_rows("a\n" * 200, ";")[1]) == SAMPLE_LINES == 50
    assert first_rows("", ";") == ([0], [])


# ---- how it is written


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_of_two_bytes_a_letter(encoding):
    assert wide_encoding("naam;aantal\n".encode(encoding)) == encoding
    assert decode("naam;aantal\n".encode(encoding), "x") == ("naam;aantal\n", encoding)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("é".encode(), ("é", "utf-8")),
        ("é".encode("latin-1"), ("é", "cp1252")),
        ("é".encode("utf-8-sig"), ("é", "utf-8-sig")),
        ("é".encode("utf-16"), ("é", "utf-16")),
        (b"\xfe\xff" + "é".encode("utf-16-be"), ("é", "utf-16")),
        (b"", ("", "utf-8")),
    ],
)
def test_encodings_are_found(content, expected):
    assert decode(content, "x") == expected and wide_encoding(b"abc") == wide_encoding(b"") == ""


def test_a_given_encoding_goes_first():
    assert decode("é".encode("latin-1"), "x", "latin-1") == ("é", "latin-1")
    for encoding in ("ascii", "no such"):
        with pytest.raises(OpgaveError, match=f"Layer 'x': the file is not text in the encoding {encoding} "):
            decode("é".encode(), "x", encoding)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b\n1;2", ";"),
        ("a,b;c\n1,2;3\n4,5;6", ";"),  # of equals the first
        ("a|b\n1|2,5\n3|4", "|"),
        ("a\tb\n1\t2", "\t"),
        ("alone\n1", ","),
        ("Title\na;b;c\n1;2;3", ";"),
        ("a,b,c;d\n1,2,3;4", ","),  # the wider one
        ("", ","),
    ],
)
def test_the_separator_that_makes_a_table(text, separator):
    assert likely_separator(text) == separator


def test_widths_of_rows():
    assert row_widths("a;b\n\n1;2;3\n", ";") == [2, 3]
    assert without_titles([1, 1, 3, 3]) == [3, 3] and without_titles([3, 3]) == [3, 3]
    assert without_titles([1, 3]) == without_titles([1, 3, 2]) == without_titles([1, 1]) == without_titles([]) == []


# ---- what is a number


def test_blank_texts_are_missing():
    table = blank_to_none(pd.DataFrame({"a": [" x ", "  ", ""], "b": ["", "y", None]}, dtype="string"))
    assert table["a"].tolist() == ["x", None, None] and table["b"].tolist() == [None, "y", None]


@pytest.mark.parametrize("decimal", ["", ".", ","])
def test_the_decimal_mark_of_a_record(decimal):
    assert decimal_option(record("csv", "x", options={"decimal": decimal})) == decimal and decimal_option(record("csv", "x")) == ""
    with pytest.raises(OpgaveError, match="the option 'decimal' of its source is ';': write '.' or ','."):
        decimal_option(record("csv", "x", options={"decimal": ";"}))


def test_percent_signs_stand_behind_all_numbers_or_are_text():
    column, had = without_percent_signs(texts("5 %", None, "7,5%", "x"))
    assert had and column.dropna().tolist() == ["5", "7,5", "x"]
    for values in (("5 %", "7"), ("5", "7 %"), (None,), ()):
        column, had = without_percent_signs(texts(*values))
        assert not had and column.tolist() == list(values)


def test_columns_of_numbers():
    assert all_numbers(texts("1", "2,5", "x", None)) and not all_numbers(texts("1", "park")) and not all_numbers(texts("x", None))
    assert begins_with_text(texts("park", "1")) and not begins_with_text(texts("1", "x", None))
    assert not begins_with_text(texts(*["1"] * SAMPLE_LINES, "park"))
    whole = type_column(texts("1", "-2"))
    assert whole.dtype == "int64" and whole.tolist() == [1, -2]
    gaps = type_column(texts("1", None))
    assert gaps.dtype == float and gaps[0] == 1 and np.isnan(gaps[1])
    assert type_column(texts("1,0", "2,5"), ",").tolist() == [1.0, 2.5]
    assert type_column(texts("1e3", "2")).dtype == float
    for values in (("01", "2"), (str(LARGEST_EXACT + 2),), ("a",), (None,)):
        assert type_column(texts(*values)).tolist() == list(values), "a code, more digits than a number can hold, a text, nothing"
    assert type_column(texts(str(LARGEST_EXACT))).tolist() == [LARGEST_EXACT]


def test_the_mark_that_the_other_columns_have():
    sure, unsure, other = texts("1,25", "3"), texts("1.022", "1.030"), texts("0.5", "7")
    assert mark_elsewhere(pd.DataFrame({"a": sure, "b": unsure})) == ","
    assert mark_elsewhere(pd.DataFrame({"a": sure, "b": other})) == "" == mark_elsewhere(pd.DataFrame({"b": texts("park", "2")}))


def test_what_is_told_of_columns_of_numbers():
    told, said = NumberNotes(), Heard()
    told.tell("x", said)
    assert said.notes == []
    told.look("a", texts("1 234", "x"), np.array([1, 2]), ",")
    told.look("b", texts("1.234,5", "7", "-"), np.array([1, 1, 1]), ",")
    told.look("c", texts("1", "2"), np.array([4, 4]), ",")
    told.percents["d"] = "5 %"
    told.tell("x", said)
    assert said.notes == [
        "Layer 'x': spaces between thousands are left out of the numbers in a.",
        "Layer 'x': the mark '.' separates thousands in b: '1.234,5' is 1234.5.",
        "Layer 'x': the numbers in d are percentages, read without their sign ('5 %').",
        "Layer 'x': the values 'x', '-' count as missing: a (2), b (1).",
    ]


# ---- objects


def objects(document, **options):
    return read_objects(json.dumps(document).encode(), record("json", "https://example.org/x.json", options=options))


def test_the_longest_list_of_objects_is_the_table():
    document = {"z": [{"n": 0}], "a": {"items": [{"n": 1}, {"n": 2}]}, "plain": [1, 2, 3], "none": []}
    assert objects(document)["n"].tolist() == ["1", "2"]
    assert objects(document, records="z")["n"].tolist() == ["0"]
    assert objects([{"n": 1}, {"m": " "}]).to_dict("list") == {"n": ["1", None], "m": [None, None]}
    with pytest.raises(OpgaveError, match=r"no list of objects at 'b'\. .* one of: 'z' \(1\), 'a.items' \(2\)\."):
        objects(document, records="b")
    with pytest.raises(OpgaveError, match="as one of: none"):
        objects({"plain": [1]})
    with pytest.raises(OpgaveError, match="Trial|Proef"):
        read_objects(b"{", record("json", "https://example.org/x.json"))


def test_lists_lie_no_deeper_than_people_put_them():
    deep = [{"n": 1}]
    for _ in range(DEEPEST):
        deep = {"a": deep}
    assert [path for path, _ in lists_in(deep)] == [".".join("a" * DEEPEST)] and list(lists_in({"a": deep})) == []
    assert list(lists_in([{"n": 1}, 2])) == list(lists_in([])) == []


def test_columns_of_an_object():
    value = {"id": 7, "place": {"x": 1.5, "at": [4.4, 51.2]}, "tags": ["a", "b"], "open": True, "none": None, "empty": {}, "no": []}
    assert dict(columns_of(value)) == {
        "id": "7", "place.x": "1.5", "place.at.0": "4.4", "place.at.1": "51.2", "tags": '["a", "b"]', "open": "1", "none": None,
        "empty": "{}", "no": "[]",
    }  # fmt: skip
    for length, columns in ((LONGEST_LIST, LONGEST_LIST), (LONGEST_LIST + 1, 1)):
        assert len(dict(columns_of({"n": [1] * length}))) == columns
    assert is_plain([1, 2.5]) and not is_plain([1, True]) and not is_plain(["1"])
    assert [text_of_value(one) for one in (False, "é", ["é"], 0.1)] == ["0", "é", '["é"]', "0.1"]


# ---- ranges of classes


@pytest.mark.parametrize(
    ("breaks", "names", "unit", "whole", "labels"),
    [
        ([0, 10, 20], ["low", "high"], "%", False, ["low (0 to 10 %)", "high (10 to 20 %)"]),
        ([0, 0.5, 1.25], ["", ""], "", False, ["0.00 to 0.50", "0.50 to 1.25"]),
        ([0, 1, 3, 9], ["", "", ""], "m", True, ["0 to 1 m", "2 to 3 m", "4 to 9 m"]),
        ([0, 1, 2], ["", ""], "", True, ["0 to 1", "2"]),
        ([5, 5, 5], [""], "m", False, ["5 m"]),
        ([40.6921, 40.6921], [""], "", False, ["40.7"]),
        ([1234.567], [""], "", False, ["1,235"]),
        ([0.04], [""], "", False, ["0.04"]),
        ([0], [""], "", False, ["0"]),
        ([], [], "m", False, []),
        ([20, 0, 10, 10], ["", ""], "", False, ["0 to 10", "10 to 20"]),
    ],
)
def test_the_range_of_each_class(qgis_app, breaks, names, unit, whole, labels):
    assert class_labels(breaks, names, Language("en"), unit, whole) == labels
