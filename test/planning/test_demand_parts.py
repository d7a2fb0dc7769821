"""Ages, programmes and places from tables, and the report's numbers of a look ahead, by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.demand.levels import ReachedPlaces
from opgavenkaart.processing.analysis.demand.phasing import CostSpan
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.ages import AgeClass
from opgavenkaart.processing.model.demography import SCENARIOS, Costs, read_demography
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.planning.demand import report
from opgavenkaart.processing.planning.demand.ages import (
    age_column,
    age_columns,
    age_counts,
    check_total,
    field_called,
    is_long,
    take_rows,
    widen,
)
from opgavenkaart.processing.planning.demand.inputs import (
    Keys,
    blank_ones,
    fill_ages,
    in_municipality,
    municipalities,
    own_key,
    read_neighbourhoods,
    read_population,
    whole_persons,
)
from opgavenkaart.processing.planning.demand.outputs import Answer, cost_columns, totals
from opgavenkaart.processing.planning.demand.programmes import household_mix, new_dwellings, places_by_year, unit_of_each, whole_years
from opgavenkaart.processing.planning.demand.sentences import (
    round_span,
    say_costs,
    say_least_cost,
    say_shortage,
    say_spared,
    say_waiting,
)
from opgavenkaart.processing.planning.demand.unit_keys import meeting_fields, rows_of, unique_keys
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard

ENGLISH = Language("en")
RATES = read_demography()
KINDS = list(RATES.households)


def table(name="Tabel", /, **columns):
    rows = len(next(iter(columns.values())))
    return Features(name, np.full(rows, None, dtype=object), pd.DataFrame(columns))


def squares(count, /, **columns):
    """Units of 100 m side in a row."""
    shapes = np.array([shapely.box(100 * at, 0, 100 * at + 100, 100) for at in range(count)], dtype=object)
    return Features("Wijken", shapes, pd.DataFrame(columns, index=range(count)), "EPSG:31370")


def points(name, places, /, **columns):
    return Features(name, shapely.points([[at, 50] for at in places]), pd.DataFrame(columns), "EPSG:31370")


# ---- columns of ages


@pytest.mark.parametrize(
    ("name", "first", "last", "sex"),
    [
        ("aged_0_2", 0, 2, None), ("0-2", 0, 2, None), ("80+", 80, 100, None), ("age_80_plus", 80, 100, None),
        ("80 en meer", 80, 100, None),
        ("m_0_2", 0, 2, 0), ("vrouwen 3-5", 3, 5, 1), ("aged_7_f", 7, 7, 1), ("leeftijd_12_tot_17", 12, 17, None),
        ("90_120", 90, 100, None),
        ("3-5 jaar", 3, 5, None),
    ],
)  # fmt: skip
def test_columns_of_ages_by_their_names(name, first, last, sex):
    found = age_column(name)
    assert (found.name, found.ages, found.sex) == (name, AgeClass(first, last), sex)


@pytest.mark.parametrize("name", ["inhabitants", "5_2", "aged", "m_", "2026", "x_0_2", "sector_1", "0_2_4"])
def test_columns_of_something_else(name):
    assert age_column(name) is None


def test_columns_by_sex_count_only_where_both_are_there():
    assert [one.name for one in age_columns(["m_0_50", "f_0_50", "0-50"])] == ["m_0_50", "f_0_50"]
    assert [one.name for one in age_columns(["m_0_50", "0-50", "name"])] == ["0-50"]
    assert field_called(["Name", "INWONERS"], ("inhabitants", "inwoners")) == "INWONERS"
    assert field_called(["Name"], ("inhabitants",)) == ""


def test_counts_by_class_and_without_sex():
    counts = age_counts(table(m_0_17=[1.0, 2], m_18_plus=[3.0, np.nan], f_0_17=[5.0, 6], f_18_plus=[7.0, 8]))
    assert counts.sexes == (0, 0, 1, 1)
    assert counts.total[0] == 16 and np.isnan(counts.total[1])
    both = counts.without_sex()
    assert both.classes == (AgeClass(0, 17), AgeClass(18, 100)) and both.values[0].tolist() == [6, 10]
    chosen = take_rows(counts, np.array([1, -1, 0]))
    assert chosen.values[2].tolist() == [1, 3, 5, 7] and np.isnan(chosen.values[1]).all() and chosen.values[0, 0] == 2
    assert age_counts(table(name=["x"], aged_0_2=[1])) is None


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"0-17": [1], "17+": [1]}, "ages 0-17 and 17\\+ of layer 'Tabel' overlap"),
        ({"0-17": [1], "20+": [1]}, "no column for the ages 18-19"),
        ({"0-17": [1, -2], "18+": [1, 1]}, "Field '0-17' of layer 'Tabel' holds a negative number of people .-2"),
    ],
)
def test_classes_that_do_not_hold_everybody_once(columns, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        age_counts(table(**columns))


def test_ages_that_add_up_to_the_total_beside_them():
    counts = age_counts(table(**{"0-17": [10, 20], "18+": [30, 40]}))
    check_total(counts, np.array([40.5, 59.5]), "inwoners", "x", np.array(["a", "b"]))
    with pytest.raises(OpgaveError, match="do not add up to 'inwoners' in 1 places: in 'b' they are 60, not 61"):
        check_total(counts, np.array([40, 60.52]), "inwoners", "x", np.array(["a", "b"]))


def test_a_row_for_each_class_becomes_a_column():
    long = table(code=["a", "a", "b", "a"], age=["0-17", "18+", "18+", "18+"], persons=[5, 7, 9, 1])
    assert is_long(long) and not is_long(table(age=["0"], other=[1]))
    wide = widen(long, "code", Heard())
    assert wide.table.set_index("code").loc["a"].to_dict() == {"0_17": 5, "18_100": 8}
    assert wide.table.set_index("code").loc["b"].to_dict() == {"0_17": 0, "18_100": 9}
    single = widen(table(code=["a"] * 3, sex=["M ", "V", "m"], age=["0", "2+", "0"], persons=[1, 2, 3]), "code", Heard())
    assert single.table.columns.is_unique
    assert {name: int(values[0]) for name, values in single.table.drop(columns="code").items()} == {
        "m_0_0": 4, "f_2_100": 2, "m_1_1": 0, "f_1_1": 0, "f_0_0": 0, "m_2_100": 0
    }  # fmt: skip
    with pytest.raises(OpgaveError, match="holds 'old', which is no age"):
        widen(table(code=["a"], age=["old"], persons=[1]), "code", Heard())
    with pytest.raises(OpgaveError, match="holds 'x', which is no sex"):
        widen(table(code=["a"], sex=["x"], age=["1"], persons=[1]), "code", Heard())


# ---- joining


def test_fields_that_hold_the_same_places():
    units = squares(4, name=["Noord", "Zuid", "Oost", "West"], code=["a", "b", "c", "d"])
    other = table(place=["b", "c", "d", "e"], words=["Noord", "x", "y", "z"])
    assert meeting_fields(units, other) == ("code", "place")
    assert meeting_fields(units, table(x=["a", "b", "q", "r"])) == ("code", "x")
    with pytest.raises(OpgaveError, match="No field of layer 'Tabel' holds the same places"):
        meeting_fields(units, table(x=["a", "p", "q", "r"]))
    assert meeting_fields(units, other, "name", "words") == ("name", "words")
    with pytest.raises(OpgaveError, match="has no field 'cod'"):
        meeting_fields(units, other, "cod")
    codes = squares(2, code=[1000, 1001], floor=[1, 2])
    assert meeting_fields(codes, table(nr=[1000.0, 1001.0], floor=[1, 2])) == ("code", "nr")
    same = squares(2, group=["g", "g"], code=["a", "b"])
    assert meeting_fields(same, table(group=["g"], code=["a"]), own=True)[0] == "code"
    assert meeting_fields(same, table(group=["g"], code=["a"]))[0] == "group", "of a municipality several units may be"
    mixed = squares(2, n=[1, 2000], code=["a", "b"])
    assert meeting_fields(mixed, table(n=[1, 2000], x=["a", "b"])) == ("code", "x"), "a number that is small somewhere is no code"
    named = squares(2, x=["a", "b"], code=["a", "b"])
    assert meeting_fields(named, table(code=["a", "b"])) == ("code", "code")
    assert meeting_fields(units, other, "code") == ("code", "place") == meeting_fields(units, other, "", "place")
    assert meeting_fields(squares(2, name=["a", "b"], code=["a", "b"]), table(code=["a", "b"]), "name") == ("name", "code")
    assert meeting_fields(squares(2, code=["a", "b"]), table(x=["a", "b"], code=["a", "b"]), "", "x") == ("code", "x")
    floors = squares(2, floor=["1", "2"], code=["a", "b"])
    assert meeting_fields(floors, table(floor=[1, 2], empty=[None, None], x=["a", "b"])) == ("code", "x")
    lacking = squares(3, code=[1000.0, 1001, np.nan])
    assert meeting_fields(lacking, table(nr=[1000, 1001, 1002])) == ("code", "nr"), "one code that is not known makes no other field of it"
    twins = squares(2, b=["a", "b"], c=["a", "b"])
    assert meeting_fields(twins, table(x=["a", "b"], y=["a", "b"])) == ("b", "x"), "of those that are as good the first"
    assert meeting_fields(squares(2, AAA=["a", "b"], Code=["a", "b"]), table(CODE=["a", "b"])) == ("Code", "CODE"), "in any case"


def test_rows_by_key():
    assert rows_of(np.array(["b", "x", "a"], dtype=object), np.array(["a", "b", None], dtype=object)).tolist() == [1, -1, 0]
    assert rows_of(np.array([None, "a"], dtype=object), np.array(["a", None], dtype=object)).tolist() == [-1, 0], "nothing is no key"
    assert unique_keys(table(k=["a", None, None, "b"]), "k").tolist() == ["a", None, None, "b"]
    with pytest.raises(OpgaveError, match="Field 'k' of layer 'Tabel' has 'a' twice"):
        unique_keys(table(k=["a", "b", "a"]), "k")
    assert own_key(squares(2, same=["x", "x"], number=[1, 2], code=["a", "b"])) == "code"
    assert own_key(squares(2, same=["x", None])) == ""


# ---- who lives where


def test_people_of_units_with_their_own_ages():
    units = squares(3, code=["a", "b", "c"])
    ages = table(code=["c", "a", "z"], inhabitants=[30, 10, 5], **{"0-17": [10, 4, 1], "18+": [20, 6, 4]})
    said = Heard()
    found = read_population(units, ages, None, Keys(), RATES, said)
    assert found.known.tolist() == [True, False, True] and not found.fitted
    shared = read_population(
        squares(2, town=["x", "x"], code=["a", "b"]), table(town=["x", "x"], code=["b", "a"], **{"0-17": [1, 2], "18+": [3, 4]}),
        None, Keys(), RATES, Heard(),
    )  # fmt: skip
    assert shared.key == "code" and shared.people.sum(axis=(1, 2)).tolist() == pytest.approx([6, 4]), "each unit is a place of its own"
    assert found.people.sum(axis=(1, 2)).tolist() == pytest.approx([10, 0, 30])
    assert found.people[:, :, :18].sum(axis=(1, 2)).tolist() == pytest.approx([4, 0, 10])
    assert "1 rows of layer 'Tabel' belong to no unit and are left out." in said.notes
    assert said.warnings == ["1 units have no ages in layer 'Tabel' and get no result."]
    by_sex = {"m_18_plus": [3.0, 4], "f_18_plus": [7, 8], "m_0_17": [1, 2], "f_0_17": [5, 6]}
    own = read_population(squares(2, code=["a", "b"], name=["p", "q"], **by_sex), None, None, Keys(unit="name"), RATES, quiet := Heard())
    assert own.key == "name" and own.classes == (AgeClass(0, 17), AgeClass(18, 100)) and quiet.warnings == []
    assert own.people.sum(axis=(1, 2)).tolist() == pytest.approx([16, 20])
    with pytest.raises(OpgaveError, match="has no ages"):
        read_population(units, table(code=["a", "b"], n=[1, 2]), None, Keys(), RATES, Heard())
    with pytest.raises(OpgaveError, match="do not add up to 'inhabitants'"):
        read_population(units, table(code=["a", "b"], inhabitants=[1, 2], **{"0-17": [4, 1], "18+": [6, 1]}), None, Keys(), RATES, Heard())


def test_a_table_by_age_is_halved_for_both_sexes():
    found = fill_ages(np.array([[2.0, 4, 6], [8, 0, 10]]))
    assert found.tolist() == [[[1, 2, 3], [1, 2, 3]], [[4, 0, 5], [4, 0, 5]]]


def test_ages_of_a_municipality_are_divided_over_its_units():
    """Of 40 people, 12 of them under 18, two units that hold 10 and 30; whole persons, and both totals stay."""
    units = squares(3, code=["a", "b", "c"], town=["x", "x", "y"], inhabitants=[10, 30, 7])
    margins = table(town=["x"], **{"0-17": [12], "18+": [28]})
    said = Heard()
    found = read_population(units, None, margins, Keys(group="town", margin="town"), RATES, said)
    assert found.fitted and found.known.tolist() == [True, True, False]
    assert found.people.sum(axis=(1, 2)).tolist() == pytest.approx([10, 30, 0])
    assert found.people[:, :, :18].sum() == pytest.approx(12)
    assert any("1 units lie in a municipality without ages" in text for text in said.warnings)
    other = Heard()
    read_population(
        units, None, table(town=["x", "y"], **{"0-17": [24, 2], "18+": [56, 5]}), Keys(group="town", margin="town"), RATES, other
    )
    assert any("1 municipalities have other totals than their units together, such as x:" in text for text in other.warnings)
    six = squares(6, code=list("abcdef"), town=list("uvwxyz"), inhabitants=[10] * 6)
    many = Heard()
    towns = table(town=list("uvwxyz"), **{"0-17": [3] * 6, "18+": [6] * 6})
    read_population(six, None, towns, Keys(group="town", margin="town"), RATES, many)
    assert any("6 municipalities have other totals than their units together, such as u, v, w: the units" in text for text in many.warnings)
    assert any("40 inhabitants of 1 municipalities divided over 2 units" in text for text in said.notes)


def test_ages_of_units_are_brought_to_those_of_their_municipality():
    """Each of two units has 5 of 10 people under 18, as their town has 10 of 20; the third has no ages of its own."""
    units = squares(3, code=["a", "b", "c"], town=["x"] * 3)
    profile = table(code=["a", "b"], **{"0-17": [5, 5], "18+": [5, 5]})
    towns = table(town=["x"], **{"0-17": [10], "18+": [10]})
    found = read_population(units, profile, towns, Keys(group="town", margin="town"), RATES, Heard())
    assert found.known.tolist() == [True, True, False] and found.fitted
    assert found.people[:, :, :18].sum(axis=(1, 2)).tolist() == pytest.approx([5, 5, 0])
    assert found.people.sum(axis=(1, 2)).tolist() == pytest.approx([10, 10, 0])


def test_municipalities_whose_ages_are_not_known():
    with pytest.raises(OpgaveError, match="No unit lies in a municipality of layer 'x'"):
        in_municipality(np.array([True, False]), np.array([-1, 0]), "x", Heard())
    counts = age_counts(table(**{"0-17": [1.0, np.nan], "18+": [1.0, 2]}))
    assert blank_ones(counts, np.array([0, 1, -1])).tolist() == [0, -1, -1]
    assert whole_persons(age_counts(table(**{"0-17": [1.0], "18+": [2.0000001]}))).tolist() == [[1, 2]]
    with pytest.raises(OpgaveError, match="not whole persons"):
        whole_persons(age_counts(table(**{"0-17": [0.25], "18+": [0.75]})))
    group, names, _ = municipalities(squares(2, code=["a", "b"]), table(name=["x"], **{"0-17": [1], "18+": [2]}), Keys(), Heard())
    assert group.tolist() == [0, 0] and names == ["x"]


# ---- dwellings and places


def test_a_programme_by_unit_and_year():
    """30 dwellings in 2027 and 2028 each in the first square, 5 in the second; one lies outside, one comes too late."""
    units = squares(2, code=["a", "b"])
    layer = points(
        "Projecten", [50, 150, 999, 50], dwellings=[30, 5, 7, 9], year=[2027, 2026, 2026, 2040], until_year=[2028, None, None, None]
    )
    said = Heard()
    found = new_dwellings(layer, units, "code", RATES, np.array([2026, 2027, 2028]), said)
    assert found.shape == (2, 3, len(KINDS))
    assert found.sum(axis=2).tolist() == pytest.approx(np.array([[0, 30, 30], [5, 0, 0]]))
    usual = np.array([RATES.mix.get(kind, 0) for kind in KINDS])
    assert found[1, 0].tolist() == pytest.approx((5 * usual).tolist())
    assert any("1 feature of layer 'Projecten' lies in no unit" in text for text in said.warnings)
    assert any("1 rows of layer 'Projecten' are delivered before 2026 or after 2028" in text for text in said.warnings)
    assert any("65 new dwellings" in text for text in said.notes)
    assert new_dwellings(None, units, "code", RATES, np.array([2026]), Heard()).sum() == 0


def test_shares_of_households():
    """As shares or percentages; a row without any takes the usual mix."""
    usual = [RATES.mix.get(kind, 0) for kind in KINDS]
    one, other = KINDS[:2]
    mix = household_mix(table(**{one: [0.25, np.nan, 0], other: [0.75, np.nan, 1]}), RATES, Heard())
    assert mix[0, :2].tolist() == [0.25, 0.75] and mix[1].tolist() == pytest.approx(usual) and mix[2, :2].tolist() == [0, 1]
    assert household_mix(table(**{one: [25], other: [75]}), RATES, Heard())[0, :2].tolist() == [0.25, 0.75]
    assert household_mix(table(**{one: [25.2], other: [75]}), RATES, Heard())[0].sum() == pytest.approx(1)
    with pytest.raises(OpgaveError, match="in row 2 of layer 'Tabel' add up to 90%"):
        household_mix(table(**{one: [50, 40], other: [50, 50]}), RATES, Heard())
    with pytest.raises(OpgaveError, match="in row 1 of layer 'Tabel' add up to 101%"):
        household_mix(table(**{one: [25.52], other: [75]}), RATES, Heard())


def test_years_that_a_table_has_to_say():
    layer = table(year=[2026, np.nan])
    assert whole_years(layer, "year", -5, Heard()).tolist() == [2026, -5]
    assert whole_years(layer, "", 7, Heard()).tolist() == [7, 7]
    with pytest.raises(OpgaveError, match="Field 'year' of layer 'Tabel' is empty for 1 rows"):
        whole_years(layer, "year", None, Heard())
    late = table("Plannen", code=["a"], dwellings=[1], year=[2028], until_year=[2027])
    with pytest.raises(OpgaveError, match="Row 1 of layer 'Plannen' ends in 2027, before it begins in 2028"):
        new_dwellings(late, squares(1, code=["a"]), "code", RATES, np.array([2026]), Heard())


def test_where_each_feature_lies():
    units = squares(2, code=["a", "b"])
    assert unit_of_each(points("x", [150, 50, 999], n=[1, 1, 1]), units, "code", Heard()).tolist() == [1, 0, -1]
    assert unit_of_each(table(CODE=["b", "a"]), units, "code", Heard()).tolist() == [1, 0]
    assert unit_of_each(table(code=["b", "a"]), squares(2, Code=["a", "b"]), "Code", Heard()).tolist() == [1, 0]
    with pytest.raises(OpgaveError, match=r"names the place 'bb', which is no unit\. Did you mean 'b'\?"):
        unit_of_each(table(code=["bb"]), squares(3, code=["a", "b", None]), "code", Heard())
    with pytest.raises(OpgaveError, match="names the place '', which is no unit. Correct it"):
        unit_of_each(table(code=["a", None]), units, "code", Heard())
    with pytest.raises(OpgaveError, match="neither shapes nor a field 'code'"):
        unit_of_each(table(n=[1]), units, "code", Heard())


def test_places_open_and_close():
    """8 places of the first unit until 2026, 3 from 2027 on; 5 planned in the second for 2028."""
    units, years = squares(2, code=["a", "b"]), np.array([2026, 2027, 2028])
    now = points("Opvang", [50, 50], places=[8, 3], year=[np.nan, 2027], until_year=[2027, np.nan])
    planned = table("Gepland", code=["b"], capacity=[5], year=[2028])
    places = places_by_year([(now, "", False), (planned, "", True)], units, "code", np.array([10.0, 10]), 0.0, years, Heard())
    found = places.by_unit
    assert places.reached.room.tolist() == [[8, 0, 0], [0, 3, 3], [0, 0, 5]]
    assert (places.reached.area.tolist(), places.reached.facility.tolist(), places.reach) == ([0, 0, 1], [0, 1, 2], 0)
    assert found[:, 0].tolist() == [8, 0]
    assert found[:, 2].tolist() == [3, 5] and found[1].tolist() == [0, 0, 5]
    assert places_by_year([], units, "code", np.array([1.0, 1]), 0.0, years, Heard()) is None
    with pytest.raises(OpgaveError, match="'places'"):
        places_by_year([(table(code=["a"], n=[1]), "", False)], units, "code", np.array([1.0, 1]), 0.0, years, Heard())


# ---- the report


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 0.25), (1, 0.25), (4, 1), (4.1, 2), (8, 2), (9, 2.5), (11, 5), (21, 10), (400, 100), (401, 200)]
)
def test_a_round_distance_between_lines(largest, step):
    assert report.round_step(largest) == pytest.approx(step)
    assert largest <= report.TICKS * step


def test_about_ten_years_are_written():
    years = np.arange(2026, 2057)
    assert [year for year in years if report.is_labelled(year, years)] == list(range(2026, 2057, 3))
    assert all(report.is_labelled(year, np.arange(2026, 2031)) for year in range(2026, 2031))


def shortage(need, places, known=None, neighbourhood=None, costs=None):
    """An answer about need and places of units through the years, all scenarios alike; what is cached works on it as on any other."""
    need, places = np.array(need, dtype=float), np.array(places, dtype=float)
    known = np.ones(len(need), dtype=bool) if known is None else np.array(known)
    flows = {name: np.full((len(need), need.shape[1] - 1), 2.0) for name in report.FLOWS}
    one = SimpleNamespace(need=need, people=10 * need * known[:, None], flows=flows)
    early = np.where(known, 0, -1)
    spread = SimpleNamespace(earliest=early, low=np.zeros(len(need)), high=np.ones(len(need)), chance=np.full(len(need), 0.5))
    return Answer(
        2026 + np.arange(need.shape[1]), None, SimpleNamespace(costs=costs, title=Text("Opvang", "Care")),
        SimpleNamespace(key="", known=known), np.zeros((1, 1, 1)),
        places,
        dict.fromkeys(SCENARIOS, one), spread, neighbourhood=neighbourhood,
    )  # fmt: skip


def test_the_units_that_are_short_first_come_first():
    """b is short now, d and a from 2027 on, d of more places; c never."""
    found = shortage([[5.0, 12], [9, 9], [1, 1], [5, 30]], [[10.0, 10], [8, 8], [5, 5], [10, 10]])
    rows = report.unit_rows(squares(4, sector_name=["A", "BEEKWIJK", "C", "D"]), found, ENGLISH)
    assert [(row["name"], row["year"], row["early"], row["short"], row["need"], row["places"]) for row in rows] == [
        ("Beekwijk", 2026, 2026, 1, 9, 8), ("D", 2027, 2026, 20, 30, 10), ("A", 2027, 2026, 2, 12, 10)
    ]  # fmt: skip
    assert report.unit_rows(squares(1), SimpleNamespace(places=None), ENGLISH) == []


def test_a_probability_of_shortage_is_never_certain():
    """Simulated futures that all lack a place prove nothing of the real one, nor do those that never do."""
    found = shortage([[9, 9], [9, 9], [9, 9]], [[8, 8]] * 3)
    spread = SimpleNamespace(**vars(found.band) | {"chance": np.array([1.0, 0.0, 0.736])})
    rows = report.unit_rows(squares(3, name=list("abc")), replace(found, band=spread), ENGLISH)
    assert {row["name"]: row["chance"] for row in rows} == {"a": "> 99", "b": "< 1", "c": "74"}


def test_the_table_of_units_closes(monkeypatch):
    """Three units lack 20, 2 and 1 places at the horizon, one 0.4, one lacked some only earlier, one lies without ages: 23.4 in all."""
    monkeypatch.setattr(report, "SHOWN", 2)
    found = shortage(
        [[5, 12], [9, 9], [5, 30], [5, 10.4], [14, 9], [99, 99]],
        [[10, 10], [8, 8], [10, 10], [10, 10], [10, 10], [0, 0]],
        [True] * 5 + [False],
    )
    rows, rest = report.unit_rows(squares(6, name=list("abcdef")), found, ENGLISH), report.rest_rows(found)
    assert [row["short"] for row in rows] == [1, 20]
    assert rest["hidden"] == {"count": 1, "short": 2} and rest["crumbs"] == {"count": 1, "short": pytest.approx(0.4)}
    assert rest["total"] == {"count": 4, "short": pytest.approx(23.4)} and rest["earlier"] == 1
    assert sum(row["short"] for row in rows) + 2 + 0.4 == pytest.approx(found.levels["mid"]["unit"].short[-1])
    assert report.title(found, ENGLISH) == "Care: all areas together lack 22 places in 2027 (middle scenario; low 22, high 22)"


def test_the_account_of_each_year_counts_known_units_only():
    """What lacks is counted unit by unit, by neighbourhood and together, in that year: room in one unit does not help another."""
    found = shortage([[5, 12], [9, 9], [7, 7]], [[10, 10], [8, 8], [0, 0]], [True, True, False], np.array([0, 0, 0]))
    first, second = report.year_rows(found)
    assert (first["year"], first["people"], first["need"], first["places"]) == (2026, 140, 21, 18) and second["places"] == 18
    assert first["short"] == {"unit": 1, "neighbourhood": 0, "all": 0} and second["short"] == {"unit": 3, "neighbourhood": 3, "all": 3}
    assert first["flows"] == {} and second["flows"] == dict.fromkeys(report.FLOWS, 6)
    assert report.year_rows(replace(found, places=None))[0]["short"] == {}


def test_shortages_of_different_years_are_never_added_up():
    """A lacks ten places in 2026, B in 2027; in 2028 there are places to spare everywhere (docs/demand.md)."""
    found = shortage([[20, 6, 0], [0, 20, 6]], [[10, 10, 10]] * 2, neighbourhood=np.array([0, 0]))
    rows = {row["level"]: row for row in report.level_rows(found)}
    assert {name: (row["start"], row["last"], row["worst_year"], row["worst"]) for name, row in rows.items()} == {
        "unit": (10, 0, 2026, 10), "neighbourhood": (0, 0, 2027, 6), "all": (0, 0, 2027, 6),
    }  # fmt: skip
    said = Heard()
    say_shortage(found, said.note)
    assert said.notes == [
        "In 2028, all areas together have 14 places to spare in the middle scenario.",
        "In 2028, no area lacks a whole place in the middle scenario.",
        "Counted by neighbourhood, 0 places are lacking in 2028 in the middle scenario: 0 of the 1 neighbourhoods lack at least one.",
        "Counted area by area, the shortage of the middle scenario is largest in 2026: 10 places in that one year.",
        "From 2026 to 2028, 2 areas lack a place in some year of the middle scenario, not all in the same one.",
    ]
    assert report.title(found, ENGLISH) == "Care: enough places in every area in 2028 (middle scenario), but 2 areas lack some earlier"
    numbers = totals(found)
    assert (numbers["SHORTAGE_UNITS"], numbers["SHORTAGE_NEIGHBOURHOODS"], numbers["SHORTAGE_TOTAL"], numbers["SHORT_COUNT"]) == (
        0,
        0,
        0,
        2,
    )


def test_what_building_costs_is_said_as_a_range():
    """Ten places of 100 euro (75 to 125) from year four on, two years to build; together with its neighbour's ten spare places none."""
    prices = {"temporary": (30, 30), "upkeep": (5, 5), "price_rise": (0, 0), "discount": (0, 0)}
    costs = Costs(place=100, temporary=30, upkeep=5, years_to_build=2, ranges=prices)
    found = shortage([[0, 0, 0, 0, 10, 10], [0] * 6], [[0] * 6, [10] * 6], costs=costs)
    rows = {(row["level"], row["scenario"]): row for row in report.bill_rows(found)}
    unit = rows["unit", "mid"]
    assert (unit["phased"], unit["now"], unit["after"]) == ((750, 1250), (850, 1350), (1350, 1850))
    assert unit["waiting"] == (600, 600) and unit["spared"] == (0, 0) and not rows["all", "mid"]["lacks"]
    assert report.plan_rows(found) == [{"year": 2028, "places": {"unit": 10, "all": 0}}]
    columns = {name: values.tolist() for name, values in cost_columns(found).items()}
    assert columns == {
        "places_short": [10, 0], "cost_now": [1100, 0], "cost_after": [1600, 0], "cost_phased": [1000, 0], "cost_phased_low": [750, 0],
        "cost_phased_high": [1250, 0], "places_to_build": [10, 0], "build_year": [2028, pd.NA],
    }  # fmt: skip
    without = cost_columns(replace(found, population=SimpleNamespace(key="", known=np.array([False, True]))))
    assert np.isnan(without["cost_phased"][0]) and without["cost_phased"][1] == 0 and without["build_year"].isna().all()
    said = Heard()
    say_costs(found, said.note)
    assert said.notes == [
        "If each area solves its own shortage up to 2031, in the middle scenario, the phased plan costs 750 to 1,250 euro of 2026; building"
        " everything now 850 to 1,350 euro; building each place once it is short 1,350 to 1,850 euro.",
        "That is 10 places together: of each area its own largest shortage, not all in the same year. After 2031, the need of that year is"
        " assumed to continue.",
        "Area by area, in the middle scenario, waiting until places are short costs 600 euro more for the places that the phased plan"
        " builds.",
        "If places could serve all areas, wherever they stand, nothing would have to be built up to 2031 in the middle scenario.",
    ]
    assert [name for name, row in report.price_rows(found).items() if row["assumed"]] == ["place"]
    known = Heard()
    say_costs(shortage([[0, 0, 0, 0, 10, 10]], [[0] * 6], costs=replace(costs, ranges=prices | {"place": (100, 100)})), known.note)
    assert known.notes == [
        "If each area solves its own shortage up to 2031, in the middle scenario, the phased plan costs 1,000 euro of 2026; building"
        " everything now"
        " 1,100 euro; building each place once it is short 1,600 euro.",
        "That is 10 places together: of each area its own largest shortage, not all in the same year. After 2031, the need of that year is"
        " assumed to continue.",
        "Area by area, in the middle scenario, waiting until places are short costs 600 euro more for the places that the phased plan"
        " builds.",
        "If places could serve all areas, wherever they stand, the phased plan of the middle scenario would cost 1,000 euro.",
    ]
    brief = Heard()
    say_costs(shortage([[0, 5, 0]], [[0] * 3], costs=Costs(place=1000, temporary=10)), brief.note)
    assert brief.notes[1].startswith("That is 5 places together") and "After 2028," in brief.notes[1]
    assert brief.notes[2] == "Area by area, in the middle scenario, waiting costs no more for the places that the phased plan builds."
    assert brief.notes[3].startswith("Area by area, in the middle scenario and at the middle prices, 5 places are lacking for so few years")
    silent = Heard()
    say_costs(shortage([[0, 5]], [[0, 0]]), silent.note)
    assert silent.notes == ["The rates give no prices for this service, so what building and waiting cost was not computed."]


@pytest.mark.parametrize(
    ("need", "together", "said"),
    [
        (11.3, 1, "lack 1 place in"),
        (12.6, 3, "lack 3 places in"),
        (10.6, 0, "have as many places as they need"),
        (9, 0, "have 1 place to spare"),
    ],
)
def test_title_and_first_sentence_agree(need, together, said):
    found, heard = shortage([[need] * 2], [[10, 10]]), Heard()
    say_shortage(found, heard.note)
    lacks = f"lack {together} places" if together else "enough places in every area"
    assert lacks in report.title(found, ENGLISH) and said in heard.notes[0]
    assert any("1 place is lacking in 2027" in text for text in heard.notes) == (need == 11.3)


def scenarios(low, mid, high, places):
    """An answer with other needs in each scenario, of units in two years."""
    found = shortage([[0, need] for need in mid], [[places] * 2 for _ in mid])
    needs = {id: np.array([[0.0, need] for need in values]) for id, values in zip(SCENARIOS, (low, mid, high), strict=True)}
    return replace(found, projections={id: SimpleNamespace(**vars(found.mid) | {"need": need}) for id, need in needs.items()})


@pytest.mark.parametrize(
    ("low", "mid", "high", "title"),
    [
        ([4, 4], [9, 13], [20, 22], "lack 2 places in 2027 (middle scenario; low 0, high 22)"),
        (
            [4, 4],
            [5, 13],
            [20, 22],
            "together in 2027 (middle scenario; in the high scenario 22 too few), but 1 of the 2 areas lacks places",
        ),
        ([4, 4], [5, 13], [5, 13], "together in 2027 (middle scenario), but 1 of the 2 areas lacks places"),
        ([4, 4], [5, 5], [5, 13], "every area until 2027 (middle scenario; in the high scenario 3 too few)"),
        ([4, 4], [5, 5], [5, 5], "every area until 2027 (middle scenario)"),
    ],
)
def test_the_title_says_what_the_high_scenario_would_make_of_it(low, mid, high, title):
    """Two areas with ten places each: what lacks is counted for both together, or area by area where every area has enough."""
    assert report.title(scenarios(low, mid, high, 10), ENGLISH).endswith(title)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 0, "waiting costs no more for the places"), (0.4, 0.9, "waiting costs no more for the places"),
        (500, 500, "costs 500 euro more for the places"), (0, 1234, "costs up to 1,230 euro more for the places"),
        (1000, 2000, "costs 1,000 to 2,000 euro more for the places"),
    ],
)  # fmt: skip
def test_what_waiting_costs(low, high, said):
    heard = Heard()
    say_waiting(CostSpan(low, high), heard.note)
    assert len(heard.notes) == 1 and said in heard.notes[0]


def test_what_is_spared_and_what_it_costs_at_least_is_said_where_there_is_something_to_say():
    heard = Heard()
    say_spared(0.49, CostSpan(0, 100), heard.note)
    say_spared(9.0, CostSpan(0, 0), heard.note)
    say_least_cost(None, {}, heard.note)
    assert heard.notes == []
    say_spared(0.51, CostSpan(20, 100), heard.note)
    assert "1 places are lacking for so few years" in heard.notes[0] and heard.notes[0].endswith("saves 20 to 100 euro.")
    spans = {"least": {"phased": CostSpan(100, 200), "waiting": CostSpan(1, 2)}}
    say_least_cost(SimpleNamespace(reach=400.0), spans, heard.note)
    assert "within 400 m" in heard.notes[1] and "no less than 100 to 200 euro" in heard.notes[1]


def test_units_without_ages_are_counted_among_all():
    found = totals(shortage([[5, 12], [5, 5], [5, 5]], [[10, 10]] * 3, [True, False, False]))
    assert (found["UNIT_COUNT"], found["MISSING_COUNT"], found["SHORT_COUNT"]) == (3, 2, 1)


def test_places_to_build_are_the_worst_year_of_each_area():
    """A lacks ten in 2026, B twelve in 2027: 22 in all, though never more than twelve at once."""
    found, said = shortage([[20, 6], [0, 22]], [[10, 10]] * 2, costs=Costs(place=100, temporary=30, upkeep=5)), Heard()
    say_costs(found, said.note)
    assert "That is 22 places together: of each area its own largest shortage, not all in the same year." in said.notes[1]
    assert max(row["short"]["unit"] for row in report.year_rows(found)) == 12


def test_what_another_division_would_solve_is_a_number_of_its_own():
    """Both areas reach the twenty places, A has all; each needs ten: divided otherwise nobody goes without, until B needs fifteen."""
    reached = ReachedPlaces(np.array([0, 1]), np.array([0, 0]), np.full((1, 2), 20.0))
    found = replace(shortage([[10, 10], [10, 15]], [[20, 20], [0, 0]], costs=Costs(place=1000)), reached=reached, reach=500.0)
    rows = {row["level"]: (row["areas"], row["start"], row["last"], row["low"]) for row in report.level_rows(found)}
    assert list(rows) == ["unit", "least", "all"]
    assert rows == {"unit": (2, 10, 15, 15), "least": (None, 0, 5, 5), "all": (None, 0, 5, 5)}
    numbers = totals(found)
    assert (numbers["SHORTAGE_UNITS"], numbers["SHORTAGE_LEAST"], numbers["SHORTAGE_MOVABLE"], numbers["SHORTAGE_TOTAL"]) == (15, 5, 10, 5)
    assert (numbers["SHORT_COUNT"], numbers["SHORT_COUNT_HORIZON"]) == (1, 1) and "SHORTAGE_NEIGHBOURHOODS" not in numbers
    said = Heard()
    say_shortage(found, said.note)
    assert said.notes == [
        "In 2027, all areas together lack 5 places in the middle scenario.",
        "In 2027, 1 of the 2 areas lacks at least one place in the middle scenario.",
        "Counted area by area, 15 places are lacking in 2027 in the middle scenario, while other areas have 10 to spare; in the low"
        " scenario 15 are lacking, in the high scenario 15.",
        "With the best division of the places within 500 m in a straight line, 5 places are lacking in 2027 in the middle scenario: another"
        " division could solve at most 10 of the 15 without building, if everyone takes the place that is allocated.",
    ]
    assert [(row["level"], row["lacks"]) for row in report.bill_rows(found)][::3] == [("unit", True), ("least", True), ("all", True)]
    known = replace(found, population=SimpleNamespace(key="", known=np.array([True, False])))
    assert known.least.tolist() == [0, 0], "who lives in an area without ages is not known, and asks for nothing"
    alone = Heard()
    say_shortage(replace(found, reach=0.0), alone.note)
    assert alone.notes[3].startswith("Each area is taken to have only the places inside it")
    assert [row["level"] for row in report.level_rows(replace(found, reach=0.0))] == ["unit", "all"]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(75_312, 375_123, (75_000, 375_000)), (0.2, 0.4, (0, 0)), (402, 5_616_234, (0, 5_620_000)), (1.4, 99.6, (1, 100)), (0.2, 1.0, (0, 1))],
)
def test_euros_are_said_in_three_digits(low, high, said):
    assert round_span(CostSpan(low, high)) == said


def test_neighbourhoods_of_units():
    units = squares(4, wijkcode=["A", "B", None, "A"], code=list("wxyz"))
    said = Heard()
    assert read_neighbourhoods(units, "", said).tolist() == [0, 1, -1, 0]
    assert said.warnings == ["1 units have no neighbourhood in field 'wijkcode' and stay on their own."]
    assert read_neighbourhoods(units, "code", said) is None and "another neighbourhood for each unit" in said.notes[0]
    assert read_neighbourhoods(squares(2, code=["a", "b"]), "", said) is None
    with pytest.raises(OpgaveError, match="has no field 'wijk'"):
        read_neighbourhoods(units, "wijk", said)
