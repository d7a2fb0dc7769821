"""How the keys of tables meet those of units: the wrong table is seen, and an honest one is never refused."""

import csv
import json

import pytest
from opgavenkaart.processing.analysis.key_matching import HALF, alike, codes_of_numbers, likeness, match_keys
from opgavenkaart.test.support.data import data_folder

CITY = [f"44021A{number:02d}-" for number in range(20)]
FLANDERS = [f"{place}A{number:02d}-" for place in (11002, 23027, 44021, 71022) for number in range(20)]


def test_rows_and_units_are_counted_on_both_sides():
    match = match_keys(["b", "a", None, "x", "a", "44021ZZZZ", "  REST"], ["a", "b", "c"])
    assert (match.rows, match.matched, match.units) == (3, 2, 3)
    assert match.unmatched == ("x",) and match.elsewhere == () and match.lacks.tolist() == [False, False, True]
    assert match.fits


@pytest.mark.parametrize(
    ("table", "units", "others", "fits"),
    [
        (CITY, CITY, (), True),
        (FLANDERS, CITY, (), True),
        (CITY, FLANDERS, (), True),
        ([*FLANDERS[:40], *CITY[:3], *FLANDERS[60:]], CITY, (), True),
        (CITY[10:13], CITY, (), True),
        ([*CITY[:10], *CITY[10:14]], CITY[9:16], CITY, True),
        ([*CITY[:10], *CITY[14:20]], CITY[9:16], CITY, True),
        ([*CITY[:9], CITY[10]], CITY[9:16], CITY, True),
        ([*CITY[:9], CITY[10]], CITY[9:16], (), False),
        ([f"Wijk {letter}" for letter in "abcdefghij"] + CITY[:4], CITY, (), False),
        ([code.replace("A", "B") for code in CITY[5:]] + CITY[:5], CITY, (), False),
        (FLANDERS[:20], CITY, (), False),
        ([], CITY, (), False),
        (["Centrum", "Noord", "Zuid"], ["Brugse Poort", "Centrum", "Dampoort", "Kouter", "Muide"], (), False),
    ],
    ids=[
        "the same",
        "all Flanders on a city",
        "a city on all Flanders",
        "all Flanders with few rows of the city",
        "few rows, all of them the city's",
        "half of the units in the extent",
        "few of the units in the extent, rows of the whole city",
        "one of the units in the extent",
        "one of the units, the others not known",
        "names for codes",
        "another vintage",
        "another municipality",
        "no rows",
        "names of another layer",
    ],
)
def test_which_tables_fit(table, units, others, fits):
    assert match_keys(table, units, others).fits is fits


def test_exactly_half_is_enough():
    wrong = [f"wijk {number}" for number in "abcdefghijk"]
    assert HALF == 0.5 and match_keys(CITY[:10] + wrong, CITY).fits and not match_keys(CITY[:9] + wrong, CITY).fits


NAMES = [f"Wijk {letter}-Noord" for letter in "abcdefghijklmnopqrst"]


@pytest.mark.parametrize(
    ("table", "way", "count", "pair"),
    [
        ([name.upper().replace("-", " ") for name in NAMES[:18]], "names", 18, ("WIJK A NOORD", CITY[0])),
        ([code.rstrip("-") for code in CITY], "signs", 20, ("44021A00", "44021A00-")),
        ([code.replace("-", "_").lower() for code in CITY], "signs", 20, ("44021a00_", "44021A00-")),
        ([code.replace("A1", "Z1") for code in CITY], "vintage", 10, ("44021Z10-", "")),
    ],
)
def test_what_is_proposed(table, way, count, pair):
    found = likeness(match_keys(table, CITY), table, CITY, NAMES, {})
    assert (found.way, found.count, (found.key, found.like)) == (way, count, pair)


def test_numbers_and_zeros():
    units = ["01001", "01002", "02003"]
    zeros = likeness(match_keys(["1001", "1002", "2003"], units), ["1001", "1002", "2003"], units, units, {})
    assert (zeros.way, zeros.count, zeros.key, zeros.like) == ("zeros", 3, "1001", "01001")
    floats = ["44021.0", "44022.0"]
    found = likeness(match_keys(floats, ["44021", "44022"]), floats, ["44021", "44022"], ["a", "b"], {})
    assert (found.way, found.count, found.key, found.like) == ("decimals", 2, "44021.0", "44021")


def test_another_column_holds_the_keys():
    found = likeness(match_keys(NAMES, CITY), NAMES, CITY, ["?"] * 20, {"Sector": CITY[:17], "n": ["1", "2"]})
    assert (found.way, found.column, found.count) == ("column", "Sector", 17)


@pytest.mark.parametrize(("keys", "way", "key"), [("{}.0", "decimals", "44001.0"), ("{:,}", "signs", "44,001")])
def test_numbers_that_happen_to_equal_codes_are_no_keys(keys, way, key):
    """Two incomes of 141 are also the code of an area: what helps all rows is proposed, not that column."""
    codes = list(range(44001, 44142))
    table, units = [keys.format(code) for code in codes], [str(code) for code in codes]
    incomes = ["44003", "44020", *map(str, range(30000, 30139))]
    found = likeness(match_keys(table, units), table, units, units, {"mediaan": incomes})
    assert (found.way, found.count, found.key, found.like) == (way, 141, key, "44001")


def test_what_is_proposed_for_the_few_that_do_not_fit():
    """Most keys fit: what is said is of the others."""
    table = CITY[:15] + [name.upper() for name in NAMES[15:18]]
    found = likeness(match_keys(table, CITY), table, CITY, NAMES, {"Sector": CITY[:9]})
    assert (found.way, found.count, found.key, found.like) == ("names", 3, "WIJK P-NOORD", CITY[15])
    whole = [*CITY, "44021"]
    found = likeness(match_keys(whole, CITY), whole, CITY, NAMES, {})
    assert (found.way, found.count, found.key) == ("municipality", 1, "44021")
    other = [*CITY, "11002"]
    assert likeness(match_keys(other, CITY), other, CITY, NAMES, {}) is None


def test_nothing_is_proposed_where_nothing_helps():
    assert likeness(match_keys(["p", "q"], CITY), ["p", "q"], CITY, NAMES, {"n": ["1", "2"]}) is None


def test_the_reform_of_2025_in_ghent():
    """Of the 254 sectors of 2025, 86 have a code that stands in a table of 2021: the codes are Ghent's, of another division."""
    place = data_folder("public/tables/crosswalk/gent_statistical_sectors_2025.geojson") / "public/tables"
    sectors = json.loads((place / "crosswalk/gent_statistical_sectors_2025.geojson").read_text(encoding="utf-8"))["features"]
    column = next(name for name, value in sectors[0]["properties"].items() if str(value).startswith("44021") and len(str(value)) > 5)
    units = [str(one["properties"][column]) for one in sectors]
    with (place / "statbel/income_2021_per_sector.csv").open(encoding="utf-8") as lines:
        table = [row["cd_sector"] for row in csv.DictReader(lines)]
    match = match_keys(table, units)
    assert (match.units, match.matched, match.fits) == (254, len({*table} & {*units}), False) and match.matched == 86
    assert likeness(match, table, units, units, {}).way == "vintage"
    assert match_keys(table, [code for code in table if code.startswith("44021")]).lacking == 0


def test_the_example_of_another_spelling_is_one_that_differs():
    """Of three keys two are written as the unit is, and the third is one only without capitals; 'x' is none."""
    found = alike("signs", ["a", "B", "Été", "x"], ["a", "B", "été", None], ["a", "B", "été", "U4"], str.lower)
    assert (found.way, found.count, found.key, found.like) == ("signs", 3, "Été", "été")
    same = alike("signs", ["a", ""], ["a", ""], ["a", "U2"], str.lower)
    assert (same.count, same.key, same.like) == (1, "", "")


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        (["34503", "34.503"], {"34.503": "34503"}),
        (["34,504", "44021.0", None, "x"], {"34,504": "34504", "44021.0": "44021"}),
        (["34.503", "12.345"], {}),
        (["34.503", "A.000", "x.5"], {"34.503": "34503"}),
        (["34.503", "345.03"], {}),
        (["34.503", "44.021,0"], {}),
        (["44.000"], {}),
        (["1.234.567", "34.503"], {"1.234.567": "1234567", "34.503": "34503"}),
        (["34503"], {}),
    ],
)
def test_codes_that_were_written_as_numbers(keys, codes):
    """All of them or none: a number that is no unit's may be an income; '44.000' may be 44 as well as 44000."""
    assert codes_of_numbers(keys, ["34503", "34504", "44021", "44", "44000", "1234567", None]) == codes
