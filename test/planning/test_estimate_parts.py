"""What estimates rest on and what is told of them, by hand: keys, municipalities, cars, and the rows of the report."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.estimates.spread import CountSpread, Estimate, LeftOut
from opgavenkaart.processing.analysis.features import Features, table_only
from opgavenkaart.processing.model.ages import AGES, AgeClass
from opgavenkaart.processing.model.demography import read_demography
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.demand.ages import Counts
from opgavenkaart.processing.planning.estimates import report
from opgavenkaart.processing.planning.estimates.inputs import (
    EstimateKeys,
    Known,
    KnownHouseholds,
    blank_places,
    bring_counts,
    find_places,
    holds_municipalities,
    holds_sectors,
    join_counts,
    municipality_fields,
    read_households,
    read_known,
    read_margins,
    required,
    sum_cars,
)
from opgavenkaart.processing.planning.estimates.outputs import (
    AGES_METHOD,
    ALONE,
    ALONE_METHOD,
    CARS_METHOD,
    HOUSEHOLDS,
    INHABITANTS,
    WITHOUT_CAR,
    Estimates,
    alone_in_margins,
    class_field,
    error_rows,
    error_table,
    estimate_columns,
    read_classes,
    sum_apart,
    tell,
    tell_other_totals,
    totals,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard

ENGLISH = Language("en")
CLASSES = (AgeClass(0, 4), AgeClass(5, AGES - 1))
NAN = np.nan


def units(**columns) -> Features:
    count = len(next(iter(columns.values())))
    squares = np.array([shapely.box(10 * row, 0, 10 * row + 10, 10) for row in range(count)])
    return Features("areas", squares, pd.DataFrame(columns), "EPSG:31370", np.arange(1, count + 1))


def table(name: str, **columns) -> Features:
    return table_only(name, pd.DataFrame(columns))


# --- what is known


def test_what_is_known_of_two_areas_and_their_municipality():
    """The census has 10 and 30 of 100 under five, and 5 of 50 in another municipality, of which the area is not asked."""
    areas = units(sector_code=["44021A01-", "44021A02-"], nis_code=["44021", "44021"])
    census = table("census", sector_code=["44021A02-", "44021A01-", "11002A00-"], **{"0-4": [30, 10, 5], "5+": [70, 90, 45]})
    today = table("today", sector_code=["44021A01-", "44021A02-"], inhabitants=[200, 100])
    ages = table("ages", nis_code=["11002", "44021"], **{"0-4": [7, 60], "5+": [43, 240]})
    found = read_known(areas, census, today, ages, EstimateKeys(), Heard())
    assert (found.key, found.names, found.group.tolist()) == ("sector_code", ["11002", "44021"], [1, 1])
    assert found.profile.values.tolist() == [[10, 90], [30, 70]] and found.totals.tolist() == [200, 100]
    assert found.margins.values.tolist() == [[7, 43], [60, 240]] and found.margin_ages.counts[1].tolist() == [60, 240]
    assert found.places.counts.tolist() == [[5, 45], [40, 160]] and found.grain.tolist() == [50, 100]
    assert found.profile_ages.classes == CLASSES


def test_without_ages_of_the_municipality_all_areas_are_one_place():
    """The first has twice as many people today, of the second the number is not known: 20 of 200 are under five."""
    areas = units(code=["a", "b"], inhabitants=[200, None], **{"0-4": [10, 30], "5+": [90, 70]})
    heard = Heard()
    found = read_known(areas, None, None, None, EstimateKeys(), heard)
    assert (found.names, found.group.tolist(), found.margins.values.tolist()) == (["areas"], [0, -1], [[20, 180]])
    assert found.places is None
    assert any("the areas together keep the ages of the profile" in text for text in heard.notes)
    read_known(units(code=["a"], **{"0-4": [10], "5+": [90]}), None, None, None, EstimateKeys(), heard)
    assert any(text.startswith("No totals of today were given") for text in heard.notes)
    partly = Counts(CLASSES, (None, None), np.array([[10.0, 90], [NAN, 5]]))
    group, _, margins = read_margins(units(code=["a", "b"]), None, EstimateKeys(), partly, np.array([200.0, 50]), Heard())
    assert group.tolist() == [0, -1] and margins.values.tolist() == [[20, 180]]


def test_fields_that_hold_codes():
    """More than half of the values are codes: of sectors, of municipalities of today or of before a merger."""
    some = table("t", a=["44021A01-", "44021A02-", "x"], b=["44021A01-", "x", "y"], c=["44021", "46003", "x"], d=[1.5, 2.5, 3.5])
    some = some.with_columns(e=[44021, 11002, 7], f=[None, None, None])
    assert [name for name in some.table if holds_sectors(some, name)] == ["a"]
    assert [name for name in some.table if holds_municipalities(some, name)] == ["c", "e"]
    for codes, are_most in ((10, False), (11, True)):
        twenty = table("t", a=["44021A01-"] * codes + ["x"] * (20 - codes))
        assert holds_sectors(twenty, "a") is are_most, codes


def test_counts_under_codes_of_another_year_are_told():
    """A01- was divided in two, of a quarter and three quarters of its surface; A02- stays."""
    heard = Heard()
    census = table("census", sector_code=["44021A01-", "44021A02-"], label=["x", "y"], people=[12, 30])
    codes = np.array(["44021A01K", "44021A01L", "44021A02-"], dtype=object)
    found = bring_counts(census, "sector_code", codes, np.array([100.0, 300.0, 50.0]), heard).table.set_index("sector_code")["people"]
    assert found.to_dict() == {"44021A01K": 3, "44021A01L": 9, "44021A02-": 30}
    assert len(heard.notes) == 1 and "codes of another year: 2 areas" in heard.notes[0] and not heard.warnings
    same = bring_counts(census, "sector_code", np.array(["44021A02-"], dtype=object), None, heard)
    assert same is census
    parts = table("census", sector_code=["44021A01K", "44021A01L"], people=[3, 9])
    whole = bring_counts(parts, "sector_code", np.array(["44021A01-"], dtype=object), np.array([400.0]), heard).table
    assert whole["people"].tolist() == [12] and "another year: 1 area takes" in heard.notes[-1], "one area, of two rows"


def test_a_field_that_names_each_area_goes_before_one_that_several_share():
    areas = units(town=["Gent", "Gent"], quarter=["North", "South"])
    census = table("census", town=["Gent", "Gent"], quarter=["South", "North"], people=[1, 2])
    key, found, rows = join_counts(areas, census, "", "", Heard())
    assert (key, rows.tolist()) == ("quarter", [1, 0]) and found.table["people"].tolist() == [1, 2]


def test_fields_with_codes_need_not_have_one_name():
    areas = units(code=["44021A01-", "44021A02-"])
    census = table("census", cs=["44021A02-", "44021A01-"], people=[1, 2])
    assert [*join_counts(areas, census, "", "", Heard())[::2]][0] == "code"
    assert join_counts(areas, census, "", "", Heard())[2].tolist() == [1, 0]
    with pytest.raises(OpgaveError, match="has no field 'nope'"):
        join_counts(areas, census, "nope", "", Heard())
    assert municipality_fields(units(here=["46030"]), table("ages", there=["46003"]), "", "") == ("here", "there")
    with pytest.raises(OpgaveError, match="No field of layer 'ages' holds the same places"):
        municipality_fields(units(here=["46030"]), table("ages", there=["x"]), "", "")


def test_one_row_of_a_municipality_is_that_of_all_areas():
    areas, people = units(code=["a", "b"]), Counts(CLASSES, (None, None), np.array([[1.0, 9], [1, 9]]))
    ages = table("ages", town=["Gent"], **{"0-4": [4], "5+": [16]})
    group, names, margins = read_margins(areas, ages, EstimateKeys(), people, np.array([10.0, 10]), Heard())
    assert (group.tolist(), names, margins.values.tolist()) == ([0, 0], ["Gent"], [[4, 16]])
    with pytest.raises(OpgaveError, match="Layer 'ages' has no ages: no columns such as '0-2'"):
        read_margins(areas, table("ages", town=["Gent"], inhabitants=[20]), EstimateKeys(), people, np.array([10.0, 10]), Heard())
    homes = read_households(areas, "code", None, table("homes", town=["Gent"], households=[9]), EstimateKeys(), Heard())
    assert homes.group.tolist() == [0, 0] and homes.keys.tolist() == [""] and homes.places["households"].tolist() == [9]


def test_a_municipality_without_ages_has_nobody_and_its_areas_are_not_known():
    areas = units(code=["a", "b"], town=["Gent", "Halle"])
    ages = table("ages", town=["Gent", "Halle"], **{"0-4": [60, None], "5+": [240, 9]})
    people = Counts(CLASSES, (None, None), np.array([[1.0, 9], [1, 9]]))
    group, names, margins = read_margins(areas, ages, EstimateKeys(), people, np.array([10.0, 10]), Heard())
    assert (group.tolist(), names, margins.values.tolist()) == ([0, -1], ["Gent", "Halle"], [[60, 240], [0, 0]])


def test_municipalities_of_rows_of_a_table():
    """By the units where they are these, else by how the code begins, under the code of since a merger; else not known."""
    some = table("census", number=[1, 2, 3, 4], sector=["44021A01-", "46003B00-", "11002C00-", "99999D00-"])
    found = find_places(some, np.array([0, -1]), np.array([2, 0]), ["11002", "46030", "other"])
    assert found.tolist() == [2, 1, 0, -1]
    assert find_places(table("t", a=["x", "y"]), np.array([1, -1]), np.array([0, 0]), ["a"]).tolist() == [-1, 0]


def test_cars_of_municipalities_for_as_many_households_as_they_have():
    """110 cars of 99 sectors' households are 111.1 of 100; at 97.9 the sectors are not all there; nobody says of the third."""
    group = np.array([0, 0, 1, 2, -1, 0])
    cars, households = np.array([60.0, 50, 97, 10, 5, NAN]), np.array([49.0, 50, 97.9, 10, 5, 1])
    found = sum_cars(cars, households, group, np.array([100.0, 100, NAN, 100]))
    assert found[0] == pytest.approx(110 * 100 / 99) and np.isnan(found[1:]).all()
    assert sum_cars(np.array([50.0]), np.array([102.1]), np.array([0]), np.array([100.0])).tolist() == [pytest.approx(NAN, nan_ok=True)]
    assert sum_cars(np.array([98.0]), np.array([98.0]), np.array([0]), np.array([100.0]))[0] == pytest.approx(100)


def test_households_of_areas_and_municipalities():
    """The table has the sectors of two municipalities; of the second area it has nothing."""
    areas = units(sector_code=["44021A01-", "44021A09-"], nis_code=["44021", "44021"])
    cars = table("cars", sector_code=["44021A01-", "11002A00-", "44021A02-"], households=[50, 20, 50], cars=[80, 30, 20])
    homes = table("homes", nis_code=["11002", "44021"], households=[20, 100], households_without_car=[4, 30])
    found = read_households(areas, "sector_code", cars, homes, EstimateKeys(), Heard())
    assert found.group.tolist() == [1, 1] and found.keys.tolist() == ["11002", "44021"]
    assert found.cars[0] == 80 and found.households[0] == 50 and np.isnan(found.cars[1]) and np.isnan(found.households[1])
    assert found.places["cars"].tolist() == [30, 100] and found.places["without"].tolist() == [4, 30]
    assert found.places["alone"].isna().all() and found.grain.tolist() == [20, 50]
    given = read_households(areas, "sector_code", cars, homes.with_columns(cars=[31, None]), EstimateKeys(), Heard()).places["cars"]
    assert given[0] == 31 and np.isnan(given[1]), "cars that are given are not counted anew"
    nothing = read_households(areas, "sector_code", None, None, EstimateKeys(), Heard())
    assert np.isnan(nothing.cars).all() and nothing.group.tolist() == [0, 0] and len(nothing.places) == 1


def test_a_field_that_is_not_there_names_those_that_are():
    assert required(table("cars", Wagens=[1]), ("cars", "wagens")) == "Wagens"
    with pytest.raises(OpgaveError, match="Layer 'cars' has no field 'cars'; it has: a, b"):
        required(table("cars", a=[1], b=[2]), ("cars", "wagens"))


# --- what is told


def known(profile, totals) -> Known:
    counts = np.array(profile, dtype=float)
    group = np.zeros(len(counts), dtype=int)
    margins = Counts(CLASSES, (None, None), np.array([[10.0, 90]]))
    return Known("code", group, ["Gent"], Counts(CLASSES, (None, None), counts), np.array(totals), margins, None, np.array([NAN]))


def test_areas_that_lack_something_are_counted_by_cause():
    """In order: whole; no ages; some ages; no people known; nobody, without ages; people but no municipality."""
    given = known([[1, 9], [NAN, NAN], [NAN, 5], [1, 1], [NAN, NAN], [1, 1]], [10.0, 10, 10, NAN, 0, 5])
    heard = Heard()
    tell(given, np.array([True, True, True, False, True, False]), heard)
    said = [*heard.warnings, *heard.notes]
    assert len(said) == 5 and all("1 area" in one for one in said), said


@pytest.mark.parametrize(
    ("count", "lines", "rest"), [(0, 0, ""), (3, 3, ""), (4, 4, "1 more municipality"), (6, 4, "3 more municipalities")]
)
def test_three_municipalities_with_another_total_are_named(count, lines, rest):
    heard = Heard()
    tell_other_totals(INHABITANTS, {f"M{one}": (100.0 + one, 90.0) for one in range(count)}, heard)
    assert len(heard.warnings) == lines and (not count or "Municipality M0 has 100 inhabitants by age" in heard.warnings[0])
    assert not rest or heard.warnings[-1].startswith(rest)


def test_totals_of_municipalities_and_of_their_areas():
    found = sum_apart(np.array([False, True]), ["A", "B"], np.array([5.0, 9]), np.array([1.0, 2, NAN, 4]), np.array([0, 1, 1, 1]))
    assert found == {"B": (9.0, 6.0)}


def test_one_person_households_in_the_order_of_the_ages():
    given = known([[1, 9]], [10.0])
    two = replace(given, names=["B", "A", "C"])
    places = blank_places(2).assign(alone=[3.0, 4.0])
    nothing = np.full(1, NAN)
    homes = KnownHouseholds(nothing, nothing, np.zeros(1, dtype=int), places, np.array(["A", "B"], dtype=object), nothing)
    found = alone_in_margins(two, homes)
    assert found[:2].tolist() == [4, 3] and np.isnan(found[2])
    only = replace(homes, places=places[:1], keys=np.array([""], dtype=object))
    assert alone_in_margins(given, only).tolist() == [3], "one of each is the same, whatever it is called"


def test_classes_that_are_asked_for():
    assert read_classes(" 0-2, 80+ ,7,") == [AgeClass(0, 2), AgeClass(80, AGES - 1), AgeClass(7, 7)]
    assert read_classes("0-2, ,7") == [AgeClass(0, 2), AgeClass(7, 7)]
    assert [class_field(one) for one in read_classes("0-2,80+,7")] == ["aged_0_2", "aged_80_plus", "aged_7"]


def estimate(values, half, left_out=None) -> Estimate:
    values = np.array(values, dtype=float)
    return Estimate(values, values - half, values + half, np.full(len(values), 1.23456), CountSpread(0.3, 0.1), left_out)


@pytest.fixture
def made() -> Estimates:
    """Four areas, of which the last has no people; ages tested in 12 municipalities, living alone and cars not."""
    left = LeftOut(12, 0.5, 1.5, 0.04, 0.9)
    found = {
        "aged_0_2": estimate([10, 30, 20, NAN], np.array([1.0, 2, 6, NAN]), left),
        "aged_80_plus": estimate([1, 3, 2, NAN], 1.0),
        "aged_99": estimate([1, 1, 1, NAN], 1.0),
        ALONE: estimate([4, 5, 6, NAN], 3.0, left),
        WITHOUT_CAR: estimate([6, 7, 9, NAN], 4.0),
    }
    methods = dict.fromkeys(found, AGES_METHOD) | {ALONE: ALONE_METHOD, WITHOUT_CAR: CARS_METHOD}
    classes = {"aged_0_2": AgeClass(0, 2), "aged_80_plus": AgeClass(80, AGES - 1), "aged_99": AgeClass(99, 99)}
    people, households = np.array([100.0, 120, 80, NAN]), np.array([50.0, NAN, 20, 20])
    return Estimates(found, methods, people, households, classes, frozenset({AGES_METHOD}), ("Gent",))


def test_what_the_report_says(made):
    content = report.content(units(code=["a", "b", "c", "d"]), made, read_demography(), ENGLISH)
    assert (content["title"], content["units"], content["known"], content["people"], content["scaled"]) == ("areas", 4, 3, 300, ["Gent"])
    first, last = content["rows"][0], content["rows"][-1]
    assert first == {"title": "Inhabitants of 0–2 years", "total": 60, "median": 20, "half": 2}
    assert last == {"title": "Households without a car", "total": 22, "median": 7, "half": 4}
    assert [row["title"] for row in content["rows"][1:3]] == ["Inhabitants of 80 years and over", "Inhabitants of 99 years"]
    assert [row["title"] for row in content["tested"]] == ["Inhabitants of 0–2 years", "Living alone, all ages"]
    assert content["untested"] == ["Inhabitants of 80 years and over", "Inhabitants of 99 years", "Households without a car"]
    ages, alone, cars = content["methods"]
    assert "iterative" in ages and "one number" not in alone and "one number" not in cars
    assert content["alone_source"]


def test_without_people_who_live_alone_no_source_of_rates_is_named(made):
    less = replace(made, found={"aged_0_2": made.found["aged_0_2"]}, methods={"aged_0_2": AGES_METHOD})
    assert report.content(units(code=["a", "b", "c", "d"]), less, read_demography(), ENGLISH)["alone_source"] == ""


def test_rows_of_errors_and_columns_of_areas(made):
    rows = {row["field"]: row for row in error_rows(made)}
    assert rows["aged_0_2"] == {
        "field": "aged_0_2", "method": "ages", "left_out": 12, "points": 0.5, "largest_points": 1.5, "relative": 0.04, "within": 0.9,
        "own": 0.3, "common": 0.1, "tested": "municipalities, untested_per_sector",
    }  # fmt: skip
    assert rows[ALONE]["tested"] == "municipalities_all_ages, untested_per_sector"
    assert rows[WITHOUT_CAR]["tested"] == "untested_per_sector" and rows[WITHOUT_CAR]["left_out"] == 0
    assert np.isnan([rows[WITHOUT_CAR][name] for name in ("points", "largest_points", "relative", "within")]).all()
    columns = estimate_columns(made)
    assert columns["aged_0_2_low"][:2].tolist() == [9, 28] and columns["aged_0_2_high"][:2].tolist() == [11, 32]
    assert columns["aged_0_2_se"][0] == 1.235 and columns["value_kind"].tolist() == ["estimated", "estimated", "estimated", None]
    assert columns[HOUSEHOLDS][0] == 50 and HOUSEHOLDS not in estimate_columns(replace(made, households=np.full(4, NAN)))
    assert error_table(made).name == "output_errors" and len(error_table(made)) == 5
    assert totals(made) == {"UNIT_COUNT": 4, "MISSING_COUNT": 1, "SCALED_COUNT": 1, "INHABITANTS": 300.0, "ESTIMATE_COUNT": 5}
