"""What is told of data that load all the same, and tables in long form made into one row a unit: by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Join
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.loading.defects import report_defects, without_repeats, without_totals
from opgavenkaart.processing.sources.loading.matching import KeyedTable, KeyedUnits
from opgavenkaart.processing.sources.loading.table_joining import join_to_geometry
from opgavenkaart.processing.sources.reading.canonical import canonical_table, columns_for, find_column, required_column
from opgavenkaart.processing.sources.reading.cell_types import column_number
from opgavenkaart.processing.sources.reading.gml_pile import readable, without_moments
from opgavenkaart.processing.sources.reading.long_form import pivot_rows
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.test.support.layers import Heard, record


def table(**columns):
    rows = len(next(iter(columns.values())))
    return Features("x", np.full(rows, None, dtype=object), pd.DataFrame(columns))


def points(places, /, **columns):
    shapes = np.array([None if x is None else shapely.Point(x, 0) for x in places], dtype=object)
    return Features("x", shapes, pd.DataFrame(columns))


def warned(features, whole=True, **said):
    heard = Heard()
    report_defects(features, record("csv", **said), whole, heard)
    return heard.warnings


# ---- defects


@pytest.mark.parametrize(
    ("count", "listed"),
    [(7, "c0, c1, c2, c3, c4, c5, c6"), (8, "c0, c1, c2, c3, c4, c5, c6, c7"), (9, "c0, c1, c2, c3, c4, c5, c6, c7 ...")],
)
def test_of_many_columns_without_values_eight_are_named(count, listed):
    (text,) = warned(points([1, 2], n=["a", "b"], m=["c", "d"], **{f"c{number}": [None, " "] for number in range(count)}))
    assert f"{count} of {count + 2} columns are empty in every feature ({listed})." in text


@pytest.mark.parametrize(("filled", "all_empty"), [(1, True), (2, False)])
def test_a_layer_with_one_column_of_values_beside_empty_ones_holds_none(filled, all_empty):
    values = {f"n{number}": ["a", "b"] for number in range(filled)}
    (text,) = warned(points([1, 2], **values, x=[None, None], y=["", " "]))
    assert text.startswith("Layer 'Trial' holds no values: 2 of its 3 columns") is all_empty
    assert "holds no values" not in warned(points([1, 2], n0=["a", "b"], x=[None, None]))[0], "of one empty column nobody thinks so"


def test_features_that_repeat_another():
    """The same place and the same values; numbers of rows do not count as values, and with a part of the columns nobody can know."""
    twice = points([1, 1, 2, 2], fid=[1, 2, 3, 4], n=["a", "a", "b", "b"])
    (text,) = warned(twice)
    assert "2 of 4 features repeat" in text and "each of the 2" in text and "occurs 2 times" in text
    uneven = points([1, 1, 1, 2], n=["a", "a", "a", "b"])
    assert "2 of 4 features repeat" in warned(uneven)[0] and "2 different ones remain" in warned(uneven)[0]
    assert warned(twice, whole=False) == []
    for different in (points([1, 1], n=["a", "b"]), points([1, 2], n=["a", "a"]), points([1], n=["a"]), points([], n=[])):
        assert warned(different) == []
    assert warned(points([1, 1])) != [] and warned(points([1, 2])) == []
    assert warned(points([None, None], n=["a", "a"])) != [] and warned(points([None, None], n=["a", None])) == []
    heard = Heard()
    kept = without_repeats(points([1, 2, 1, 2, 1], n=list("abaca")), record("csv"), heard)
    assert kept.table["n"].tolist() == ["a", "b", "c"] and len(heard.notes) == 1 and " 2 features" in heard.notes[0]
    quiet = Heard()
    assert len(without_repeats(points([1, 2], n=["a", "b"]), record("csv"), quiet)) == 2 and quiet.notes == []


def test_columns_without_any_value():
    (text,) = warned(table(a=["x", "y"], b=["x", "z"], c=[None, " "], d=[np.nan, np.nan]))
    assert "2 of 4 columns are empty" in text and "(c, d)" in text
    assert "1 of 2 columns is empty" in warned(table(a=["x", "y"], b=[None, None]))[0]
    (bare,) = warned(table(code=["a", "b"], c=[None, None], d=["", ""]))
    assert "holds no values: 2 of its 3 columns" in bare
    assert "holds no values" not in warned(table(code=["a", "b"], c=[None, None]))[0]
    many = warned(table(a=["x", "y"], z=["p", "q"], **{f"c{number}": [None, None] for number in range(9)}))[0]
    assert "c7 ..." in many and "c8" not in many
    assert warned(table(a=["x", None], b=[0, 0])) == []


def test_keys_that_repeat_or_are_blank():
    said = warned(table(k=["a", "b", "a", "a", None], n=list("12345")), key="k")
    assert any("2 features repeat a value of the key 'k', such as 'a'" in text for text in said)
    assert "Layer 'Trial': 1 feature has no value in the key 'k'." in said
    assert "Layer 'Trial': 1 feature repeats a value of the key 'k' ('b')." in warned(table(k=["b", "b"], n=list("12")), key="k")
    assert warned(table(k=["a", "b"], n=[1, 2]), key="k") == [] == warned(table(k=["a", "a"], n=[1, 2]), key="")
    (blank,) = warned(table(k=[None, None, "a"], n=[1, 2, 3]), key="k")
    assert "2 features have no value" in blank


def test_rows_that_lie_in_no_sector():
    (text,) = warned(table(sector_code=["44021A00-", "44021ZZZZ", "44022ZZZZ"], n=[1, 2, 3]))
    assert "2 rows belong to no sector" in text and "ZZZZ" in text
    (one,) = warned(table(sector_code=["44021A00-", "44021ZZZZ"], n=[1, 2]))
    assert one == "Layer 'Trial': 1 row belongs to no sector (its code ends in ZZZZ) and cannot be shown on a map."
    assert warned(table(sector_code=["44021A00-", None], n=[1, 2])) == [] == warned(table(code=["44021ZZZZ"], n=[1]))


def test_rows_with_totals_are_left_out():
    """By the key, or by another text where the key is blank; of a layer with places, and of names that only begin so, nothing."""
    rows = table(k=["a", "Totaal", "Algemeen totaal:", None, None, "Totaalplan"], name=["x", "y", "z", "Subtotaal", "v", "w"])
    heard = Heard()
    kept = without_totals(rows, record("csv", key="k", geometry="none"), heard)
    assert kept.table["name"].tolist() == ["x", "v", "w"] and len(heard.notes) == 1 and "3 rows" in heard.notes[0]
    assert len(without_totals(rows, record("csv", key="k", geometry="point"), Heard())) == 6
    quiet = Heard()
    keyed = table(k=["a", "b"], name=["Totaal", "x"])
    assert len(without_totals(keyed, record("csv", key="k", geometry="none"), quiet)) == 2 and quiet.notes == []
    assert len(without_totals(rows, record("csv", key="other", geometry="none"), Heard())) == 6


# ---- long form


LONG = {
    "code": ["a", "a", "b", "b", "a"], "what": ["men", "women", "men", "women", "men"], "year": ["2024", "2024", "2024", "2024", "2023"],
    "n": ["1", "2", "3", None, "9"],
}  # fmt: skip


def wide(pivot, long=None, heard=None):
    ask = LoadRequest(record("csv", options={"pivot": pivot} if pivot else {}), None, None, "", None, heard or Heard())
    return pivot_rows(pd.DataFrame(long or LONG), ask)


def test_a_row_for_each_unit():
    heard = Heard()
    found = wide({"rows": "code", "columns": ["what", "year"], "values": "n"}, heard=heard)
    assert found["code"].tolist() == ["a", "b"]
    assert list(found.columns) == ["code", "men_2024", "women_2024", "men_2023"]
    assert found["men_2024"].tolist() == ["1", "3"] and found["men_2023"].tolist() == ["9", None]
    assert any("5 rows" in text and "2 rows" in text for text in heard.notes)
    assert wide(None)["n"].tolist() == LONG["n"]


def test_a_new_column_is_called_after_all_that_name_it_and_a_blank_stays_blank():
    long = LONG | {"year": ["2024", "2024", None, "2024", "2023"]}
    found = wide({"rows": "code", "columns": ["what", "year"], "values": ["n", "year"]}, long)
    assert list(found.columns) == ["code", *(f"{cell}_{value}" for value in ("n", "year") for cell in CELLS)]
    assert found["men__n"].tolist() == [None, "3"] and found["men_2024_n"].tolist() == ["1", None]


CELLS = ("men_2024", "women_2024", "men_", "men_2023")


def test_only_the_newest_period():
    heard = Heard()
    found = wide({"rows": ["code"], "columns": "what", "values": "n", "newest": "year"}, heard=heard)
    assert found["men"].tolist() == ["1", "3"] and found["women"].tolist() == ["2", None]
    assert any("2024" in text and "4 of 5 rows" in text for text in heard.notes)


@pytest.mark.parametrize(
    ("periods", "newest"),
    [
        (("31/12/2023", "01/02/2024"), 1),  # as text the first would sort last
        (("2024-02-01", "2023-12-31"), 0),
        (("9 maanden", "10 maanden"), 0),  # no dates: as text
        (("01/02/2024", "onbekend"), 0),
        ((None, "2023"), 1),
    ],
)
def test_the_newest_period_is_the_last_day_or_else_the_last_text(periods, newest):
    heard = Heard()
    long = {"code": ["a", "a"], "what": ["men", "men"], "year": list(periods), "n": ["1", "2"]}
    found = wide({"rows": "code", "columns": "what", "values": "n", "newest": "year"}, long, heard)
    assert found["men"].tolist() == [["1", "2"][newest]]
    assert any(f"is taken, {periods[newest]}: 1 of 2 rows" in text for text in heard.notes)


def test_values_of_one_cell_are_added_where_that_is_asked():
    pivot = {"rows": "code", "columns": "what", "values": "n"}
    with pytest.raises(OpgaveError, match="1 rows of the long form .* such as a / men"):
        wide(pivot)
    heard = Heard()
    found = wide(pivot | {"sum": True}, heard=heard)
    assert [float(value) for value in found["men"]] == [10, 3]
    assert float(found["women"][0]) == 2 and found["women"][1] is None
    assert any("1 of 5 values of 'n' are missing" in text for text in heard.warnings)


def test_a_cell_of_which_there_is_no_row_has_the_value_that_is_said():
    """Of men in b nothing was counted in 2023; the number of women there is hidden, and stays so."""
    found = wide({"rows": "code", "columns": ["what", "year"], "values": "n", "absent": 0})
    assert found["men_2023"].tolist() == ["9", "0"] and found["women_2024"].tolist() == ["2", None]


@pytest.mark.parametrize(
    ("pivot", "part"),
    [
        ({"columns": "what", "values": "n"}, "rows"), ({"rows": "code", "columns": "wat", "values": "n"}, "columns"),
        ({"rows": "code", "columns": "what", "values": []}, "values"),
        ({"rows": "code", "columns": "what", "values": "n", "newest": "jaar"}, "newest"),
    ],
)  # fmt: skip
def test_a_part_that_is_no_column(pivot, part):
    with pytest.raises(OpgaveError, match=f"'{part}' .*code, what, year, n"):
        wide(pivot)


# ---- columns, cells, answers


def test_which_column_carries_a_field():
    """The first of the record's names that is there, the field's own last; letters' case counts only where nothing fits exactly."""
    fields = {"income": FieldSpec(sources=("INKOMEN", "Inkomen")), "code": FieldSpec()}
    one = record("csv", fields=fields, key="code", join=Join("units", "sector"))
    assert find_column(one, "income", ["Inkomen", "INKOMEN"]) == "INKOMEN"
    assert find_column(one, "income", ["inkomen", "income"]) == "income"
    assert find_column(one, "income", ["inkomen", "Income"]) == "inkomen"
    assert find_column(one, "code", ["CODE", "Code"]) == "CODE" and find_column(one, "other", ["x"]) is None
    heard = Heard()
    assert columns_for(one, None, ["INKOMEN", "x"], heard) == {"income": "INKOMEN", "x": "x"}
    assert len(heard.warnings) == 1 and "'code'" in heard.warnings[0]
    assert columns_for(one, ["x", "income", "x"], ["INKOMEN", "x"], Heard()) == {"x": "x", "income": "INKOMEN"}
    with pytest.raises(OpgaveError, match="income.*INKOMEN, Inkomen.*Did you mean 'INKOME'"):
        required_column(one, "income", ["INKOME", "y"])
    renamed = canonical_table(one, pd.DataFrame({"C": [1.0, 2], "S": [3, 4], "N": [5, 6]}), {"code": "C", "sector": "S", "n": "N"})
    assert renamed.to_dict("list") == {"code": ["1", "2"], "sector": ["3", "4"], "n": [5, 6]}


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("B", 1), ("Z", 25), ("AA", 26), ("AZ", 51), ("BA", 52), ("XFD", 16383)])
def test_columns_of_a_workbook(letters, number):
    assert column_number(letters) == number


def test_gml_in_the_encoding_that_it_says():
    utf, latin = "<a>é</a>".encode(), "<a>é</a>".encode("latin-1")
    assert readable(utf) == utf == readable(latin)
    for says in (b"<?xml version='1.0' encoding='ISO-8859-1'?>",):
        assert readable(says + latin) == says + latin
    says = b"<?xml version='1.0' encoding='UTF-8'?>"
    assert readable(says + latin) == says + utf
    late = b"<a>" + b" " * 100 + b"encoding=" + latin  # what the file says stands in its first line
    assert readable(late) == late[: -len(latin)] + utf
    assert without_moments(b"<d><gml:timePosition frame='x'>2026</gml:timePosition></d>") == b"<d>2026</d>"
    assert without_moments(b"<d>2026</d>") == b"<d>2026</d>"


# ---- a table put on the map


def test_a_row_goes_to_the_area_of_its_key():
    """Of four rows two are of these areas, in another order; that two of elsewhere share a key is nobody's trouble."""
    keys, squares = np.array(["a", "b", "c"], dtype=object), np.array([shapely.box(at, 0, at + 1, 1) for at in range(3)], dtype=object)
    geometry = Features("sectors", squares, pd.DataFrame({"code": keys, "name": ["A", "B", "C"]}), "EPSG:31370", np.arange(3) + 5)
    rows = pd.DataFrame({"code": ["x", "c", "x", "a"], "n": [9.0, 3.0, 8.0, 1.0], "text": ["-", "three", "-", "one"]})
    table = KeyedTable(record("csv", "counts.csv", id="counts"), Features("t", np.full(4, None, dtype=object), rows), "code", {})
    units = KeyedUnits(Text("Sectoren", "Sectors"), keys, keys, lambda: ["a", "b", "c", "x"])
    said = Heard()
    found = join_to_geometry(table, geometry, units, said)
    assert list(found.table) == ["code", "n", "text"] and found.name == "counts"
    assert found.table["code"].tolist() == ["a", "b", "c"]
    np.testing.assert_array_equal(found.table["n"].astype(float), [1, np.nan, 3])
    assert found.table["text"].tolist()[::2] == ["one", "three"] and pd.isna(found.table["text"][1])
    assert found.geometry is squares and found.ids.tolist() == [5, 6, 7]
    assert len(said.notes) == len(said.warnings) == 1
    assert "'x'" in said.notes[0] and "no row for 1 area" in said.warnings[0] and "b" in said.warnings[0]
    capitals = replace(units, names=np.array(["ZONNEWIJK", "KANAALZONE NOORD", "Dorp"], dtype=object))
    join_to_geometry(table, geometry, capitals, said)
    assert "('Kanaalzone Noord')" in said.warnings[1], "names are shown as people write them"
    twice = replace(table, features=replace(table.features, table=rows.assign(code=["a", "c", "x", "a"])))
    with pytest.raises(OpgaveError, match="more than one row for 1 key"):
        join_to_geometry(twice, geometry, units, said)
