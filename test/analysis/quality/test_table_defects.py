"""Each defect of a table is found where it was planted, and nowhere else."""

import datetime

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.quality.attributes import find_table_defects

TODAY = datetime.date(2026, 12, 1)
COUNT = 60


def clean(count: int = COUNT) -> pd.DataFrame:
    """A table of schools with nothing wrong."""
    draw = np.random.default_rng(4)
    begin = pd.to_datetime("2020-01-01") + pd.to_timedelta(draw.integers(0, 1500, count), "D")
    return pd.DataFrame(
        {
            "code": [f"S{number:03d}" for number in range(count)],
            "naam": [f"School {number}" for number in range(count)],
            "niscode": ["23027", "44021"] * (count // 2),
            "postcode": [1500, 9000] * (count // 2),
            "kbo": ["0207.437.468"] * count,
            "plaatsen": draw.normal(200, 40, count).round(),
            "oppervlakte": draw.lognormal(6, 1, count),
            "soort": ["basis", "secundair"] * (count // 2),
            "begindatum": begin,
            "einddatum": begin + pd.Timedelta(days=100),
            "prijs": [f"{value:.2f}".replace(".", ",") for value in draw.uniform(1, 9, count)],
        }
    )


def findings(table, key="code", expected=None):
    return [(one.code, one.field, one.rows.tolist()) for one in find_table_defects(table, key, expected or {}, TODAY)]


def test_a_clean_table_has_none():
    assert findings(clean(), expected={"soort": ("basis", "secundair"), "naam": ()}) == []


@pytest.mark.parametrize(
    ("field", "row", "value", "code"),
    [
        ("code", 7, None, "key_missing"),
        ("code", 7, "S003", "key_repeated"),
        ("niscode", 5, "23999", "code_invalid"),
        ("niscode", 5, "2302", "code_invalid"),
        ("postcode", 5, 150, "code_invalid"),
        ("kbo", 5, "0207.437.469", "code_invalid"),
        ("naam", 5, "CrÃ¨che De Bron", "text_garbled"),
        ("naam", 5, "School 5 ", "text_spaces"),
        ("prijs", 5, "onbekend", "not_a_number"),
        ("soort", 5, "kleuter", "value_unknown"),
        ("plaatsen", 5, 20_000.0, "outlier"),
        ("oppervlakte", 5, 1e9, "outlier"),
        ("begindatum", 5, pd.Timestamp("2027-06-01"), "date_future"),
        ("begindatum", 5, pd.Timestamp("2026-12-02"), "date_future"),
        ("naam", 5, "Totaal", "total_row"),
    ],
)
def test_what_was_planted_is_found(field, row, value, code):
    table = clean()
    table.loc[row, field] = value
    if field == "begindatum":
        table.loc[row, "einddatum"] = value + pd.Timedelta(days=1)
    expected = {"soort": ("basis", "secundair")}
    where = "" if code == "total_row" else field
    assert (code, where, [row]) in findings(table, expected=expected)
    assert {one for one, *_ in findings(table, expected=expected)} == {code}


def test_what_ends_before_it_begins():
    table = clean()
    table.loc[9, "einddatum"] = table.loc[9, "begindatum"] - pd.Timedelta(days=1)
    assert findings(table) == [("date_order", "einddatum", [9])]


def test_a_column_without_values_and_a_field_that_should_be_there():
    table = clean().assign(leeg=[None] * COUNT)
    assert findings(table, expected={"capaciteit": ()}) == [("field_absent", "capaciteit", [-1]), ("column_empty", "leeg", [-1])]


def test_a_row_that_adds_up_all_others_is_found_without_its_name():
    table = clean()[["code", "plaatsen"]].assign(leerlingen=np.arange(1, COUNT + 1))
    table.loc[COUNT - 1, ["plaatsen", "leerlingen"]] = [table["plaatsen"][: COUNT - 1].sum(), table["leerlingen"][: COUNT - 1].sum()]
    assert ("total_row", "", [COUNT - 1]) in findings(table)


def test_outliers_of_usual_distributions_are_rare():
    """Of a million numbers at most one in a thousand, whatever their distribution."""
    draw = np.random.default_rng(1)
    for values in (draw.normal(size=100_000), draw.exponential(size=100_000), draw.lognormal(size=100_000), draw.uniform(size=100_000)):
        found = findings(pd.DataFrame({"waarde": values}), key="")
        assert sum(len(rows) for code, _, rows in found if code == "outlier") <= 100


def test_future_is_fine_for_what_is_planned():
    table = clean().rename(columns={"begindatum": "geplande_start"}).drop(columns="einddatum")
    table["geplande_start"] = pd.Timestamp("2030-01-01")
    assert findings(table) == []


def numbers_with(*more: float) -> pd.DataFrame:
    """The numbers 1 to 35, and a hundred times 100."""
    return pd.DataFrame({"waarde": [*range(1, 36), *[100.0] * 100, *more]})


def test_a_column_of_which_most_values_are_one_has_no_outliers():
    assert findings(numbers_with(101.0), key="") == [], "how far nine in ten lie above the median is not known"


def test_the_date_of_today_is_no_future():
    table = clean()
    table.loc[5, "begindatum"] = table.loc[5, "einddatum"] = pd.Timestamp("2026-12-01 15:00")
    assert findings(table) == []


def test_spaces_around_a_code_are_told_once():
    table = clean()
    table.loc[5, "niscode"] = " 23027"
    assert findings(table) == [("text_spaces", "niscode", [5])]


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("sectorcode", "23027A00-", False),
        ("sectorcode", "23999A00-", True),
        ("sectorcode", "23027A0", True),
        ("cd_sector", "23027", True),
        ("postcode", "9992", False),
        ("postcode", "9993", True),
        ("postcode", "0999", True),
        ("refnis", "21004", False),
        ("nis_code", "99999", True),
        ("kbo_nummer", "BE0207.437.468", False),
        ("kbo_nummer", "2207437468", True),
        ("ondernemingsnummer", "020743746", True),
        ("naam", "23999", False),
    ],
)
def test_codes_that_cannot_exist(name, value, wrong):
    found = findings(pd.DataFrame({name: [value, value]}), key="")
    assert found == ([("code_invalid", name, [0, 1])] if wrong else [])


def test_few_rows_do_not_show_which_is_the_total():
    """Of three rows the last adds up the others in both columns, as small numbers do by chance; of ten it is a total."""
    few = pd.DataFrame({"jongens": [1, 2, 3], "meisjes": [2, 3, 5]})
    assert findings(few, key="") == []
    first, second = np.arange(1, 10), np.arange(9, 0, -1)
    enough = pd.DataFrame({"jongens": [*first, 45], "meisjes": [*second, 45]})
    assert findings(enough, key="") == [("total_row", "", [9])]
    assert findings(enough.assign(meisjes=[*second, 44]), key="") == [], "in one column only"
    assert findings(enough[["jongens"]].assign(wijk=[*"abcdefghi", "Totaal"]), key="") == [("total_row", "", [9])]


@pytest.mark.parametrize(("wrong", "told"), [(1, True), (6, True), (7, False), (0, False)])
def test_a_column_of_numbers_is_one_where_nine_in_ten_are(wrong, told):
    table = clean()
    table.loc[: wrong - 1, "prijs"] = "onbekend"
    rows = list(range(wrong))
    assert findings(table) == ([("not_a_number", "prijs", rows)] if told else [])


def test_house_numbers_and_blanks_are_no_wrong_numbers():
    table = clean()
    table["prijs"] = [*map(str, range(COUNT - 1)), "12a"]
    assert findings(table) == []
    table["prijs"] = [*map(str, range(COUNT - 2)), "geen", " "]
    assert findings(table) == [("not_a_number", "prijs", [COUNT - 2])]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Sector", ["HUISHOUDENS", "LANDBOUW, BOSBOUW EN VISSERIJ"]),
        ("TX_REFNIS_NL", ["Waals Gewest", "Provincie Antwerpen"]),
        ("LVL_REFNIS", ["1", "4"]),
        ("CD_SUP_REFNIS", ["23000", "02000", "20001", "71000"]),
        ("NIS-code", [2000, 23027]),
        ("Statistische Sector", ["12025zzzz", "44021ZZZZ", "     zzzz"]),
    ],
)
def test_what_is_only_called_like_a_code_and_codes_of_larger_areas(name, values):
    """A branch of industry is called a sector too; districts, provinces and regions have NIS codes; a number has no zero in front; what
    lies in no sector has four times z."""
    found = findings(pd.DataFrame({name: values}), key="")
    assert [one for one in found if one[0] != "text_spaces"] == []


def test_half_of_the_values_show_whether_a_field_holds_codes():
    assert findings(pd.DataFrame({"niscode": ["23027", "Halle"]}), key="") == [("code_invalid", "niscode", [1])]
    assert findings(pd.DataFrame({"niscode": ["23027", "Halle", "Beersel"]}), key="") == []


def test_a_code_that_lost_its_first_zero_as_text_is_wrong():
    assert findings(pd.DataFrame({"nis": ["2000", "23027"]}), key="") == [("code_invalid", "nis", [0])]


@pytest.mark.parametrize("mark", ["NA", "X", "-", " .", "n.v.t."])
def test_a_mark_for_a_missing_number_is_no_text_among_numbers(mark):
    table = clean()
    table.loc[[3, 9], "prijs"] = mark
    found = [one for one in findings(table) if one[0] != "text_spaces"]
    assert found == [("missing_mark", "prijs", [3, 9])]
    table.loc[4, "prijs"] = "veel"
    assert ("not_a_number", "prijs", [4]) in findings(table) and ("missing_mark", "prijs", [3, 9]) in findings(table)


def test_marks_in_a_column_of_texts_are_texts():
    table = clean()
    table.loc[5, "soort"] = "X"
    assert findings(table) == []


def test_a_mark_among_codes():
    assert findings(pd.DataFrame({"nis": ["23027", "-", "23002"]}), key="") == [("missing_mark", "nis", [1])]


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ([-399_996.0, -99_999.0], "missing_mark"),
        ([-99.0, -99.0], "missing_mark"),
        ([-9_999.0, -19_998.0], "missing_mark"),
        ([-198.0, -99.0], ""),
        ([-99.0, -5.0], ""),
        ([-9.0, -9.0], ""),
    ],
)
def test_negative_nines_mark_that_a_number_is_missing(planted, told):
    """Only where no other number is negative; a sum of marks only where chance does not make one."""
    table = clean()
    table.loc[[3, 9], "plaatsen"] = planted
    marks = [one for one in findings(table) if one[0] == "missing_mark"]
    assert marks == ([(told, "plaatsen", [3, 9])] if told else [])


def test_amounts_with_a_long_tail_have_no_outliers_though_one_is_negative():
    draw = np.random.default_rng(6)
    amounts = draw.lognormal(11, 2, 5_000).round()
    amounts[7] = -20.0
    assert findings(pd.DataFrame({"bedrag": amounts}), key="") == []
    amounts[7] = -9e6
    assert findings(pd.DataFrame({"bedrag": amounts}), key="") == [("outlier", "bedrag", [7])]
    amounts[7] = 1e15
    amounts[8] = -20.0
    assert findings(pd.DataFrame({"bedrag": amounts}), key="") == [("outlier", "bedrag", [7])]


def test_a_total_to_a_thousandth_is_a_total_and_no_outlier():
    """Numbers that were hidden or rounded keep a total from being exact; it lies far from all others because it is their sum."""
    draw = np.random.default_rng(8)
    table = pd.DataFrame({name: draw.normal(20_000, 900, COUNT).round() for name in ("huishoudens", "woningen")})
    table.loc[0] = table[1:].sum() * 1.0004
    assert findings(table, key="") == [("total_row", "", [0])]
    table.loc[0] *= 1.005
    assert findings(table, key="") == [("outlier", "huishoudens", [0]), ("outlier", "woningen", [0])]


def test_a_small_municipality_is_no_outlier_in_each_of_its_columns():
    draw = np.random.default_rng(5)
    size = draw.lognormal(9, 0.9, 300)
    table = pd.DataFrame({age: (size * draw.uniform(0.1, 0.2, 300)).round() for age in ("jong", "werkend", "oud", "hoogbejaard")})
    table.loc[7] = 0.0
    assert findings(table, key="") == []
    table.loc[7, ["jong", "werkend"]] = [1500, 1500]
    assert findings(table, key="") == [("outlier", "oud", [7]), ("outlier", "hoogbejaard", [7])], "in two columns it may be a slip"
