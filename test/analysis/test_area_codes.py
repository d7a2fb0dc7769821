"""Codes of another year: what becomes of rates and counts when areas were divided, merged or renamed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.area_codes import COUNT, RATE, carry_over, leave_out_repeats, link_by_shares, link_codes
from opgavenkaart.processing.model.area_codes import CodeChanges, beginning, known_changes

NOTHING = CodeChanges()


def carried(rows, units, changes=NOTHING, others=(), weights=None):
    """Return count and rate by unit, once a table of {code: (count, rate)} is brought to units."""
    table = pd.DataFrame([(code, *values) for code, values in rows.items()], columns=["code", "count", "rate"])
    links = link_codes(list(rows), units, changes, lambda: others, None if weights is None else lambda: np.array(weights, dtype=float))
    found, _ = carry_over(table, "code", links, {"count": COUNT, "rate": RATE})
    assert found.index.tolist() == list(range(len(found)))
    found = found.set_index("code").astype(object)
    return {
        code: tuple(None if pd.isna(value) else value for value in row) for code, row in zip(found.index, found.to_numpy(), strict=True)
    }, links


def test_a_divided_sector_hands_down_its_rate_and_divides_its_count():
    """60 people over 30 and 10 addresses: 45 and 15; both have its median income."""
    found, _ = carried({"44021A05-": (60, 21000), "44021A06-": (9, 1)}, ["44021A05K", "44021A05L", "44021A06-"], weights=[30, 10, 5])
    assert found == {"44021A06-": (9, 1), "44021A05K": (45, 21000), "44021A05L": (15, 21000)}


def test_whole_people_stay_whole():
    """Ten people over three alike: 4, 3 and 3."""
    found, _ = carried({"44021A05-": (10, 1)}, [f"44021A05{letter}" for letter in "KLM"], weights=[1, 1, 1])
    assert [found[f"44021A05{letter}"][0] for letter in "KLM"] == [4, 3, 3]


def test_a_sector_with_a_new_code_keeps_everything():
    found, links = carried({"11001A052": (60, 21000)}, ["11001A05K"])
    assert found == {"11001A05K": (60, 21000)} and not links.unsettled


def test_without_weights_a_count_is_not_divided():
    found, _ = carried({"44021A05-": (60, 21000)}, ["44021A05K", "44021A05L"])
    assert found == {"44021A05K": (None, 21000), "44021A05L": (None, 21000)}
    found, _ = carried({"44021A05-": (60, 21000)}, ["44021A05K", "44021A05L"], weights=[0, 0])
    assert found["44021A05K"] == (None, 21000)


def test_a_part_outside_the_extent_is_not_forgotten():
    """L lies outside: K does not get all 60 people."""
    found, _ = carried({"44021A05-": (60, 21000)}, ["44021A05K"], others=["44021A05K", "44021A05L"], weights=[1])
    assert found == {"44021A05K": (None, 21000)}


def test_sectors_that_became_one_add_up_their_counts_and_have_no_rate():
    changes = CodeChanges(sizes={"44021A05": (2, 1)})
    found, _ = carried({"44021A051": (60, 1), "44021A052": (40, 3)}, ["44021A05K"], changes)
    assert found == {"44021A05K": (100, None)}
    found, _ = carried({"44021A051": (np.nan, 1), "44021A052": (40, 3)}, ["44021A05K"], changes)
    assert found == {"44021A05K": (None, None)}


def test_a_row_that_a_publisher_hides_is_not_taken_for_nobody():
    """One of two sectors that became one is hidden: 40 people would be too few."""
    found, links = carried({"44021A052": (40, 3), "44021B012": (5, 5)}, ["44021A05K", "44021B01K"], CodeChanges(sizes={"44021A05": (2, 1)}))
    assert found == {"44021A052": (40, 3), "44021B01K": (5, 5)} and links.unsettled == ("44021A05K",)
    found, links = carried({"44021A05K": (40, 3)}, ["44021A05-"], CodeChanges(sizes={"44021A05": (1, 2)}))
    assert found == {"44021A05K": (40, 3)} and links.unsettled == ("44021A05-",)


def test_two_that_became_two_others_are_not_settled():
    found, links = carried({"13008A001": (1, 1), "13008A002": (2, 2)}, ["13008A00K", "13008A00L"])
    assert links.unsettled == ("13008A00K", "13008A00L") and set(found) == {"13008A001", "13008A002"}


def test_a_later_table_on_older_sectors_is_added_up():
    found, _ = carried({"44021A05K": (45, 2), "44021A05L": (15, 4)}, ["44021A05-"], CodeChanges(sizes={"44021A05": (1, 2)}))
    assert found == {"44021A05-": (60, None)}


def test_a_sector_that_kept_its_code_and_lost_a_part():
    """44021L011 lost a part to L01K in 2025: known by name, and only in a table that is of 2024 in its other rows too."""
    rows, units = {"44021L011": (60, 7), "44021A052": (1, 1)}, ["44021L011", "44021L01K", "44021A05K"]
    found, _ = carried(rows, units, known_changes(), weights=[2, 1, 1])
    assert found == {"44021L011": (40, 7), "44021L01K": (20, 7), "44021A05K": (1, 1)}
    found, _ = carried({"44021L011": (60, 7), "44021A05K": (1, 1)}, units, known_changes(), weights=[2, 1, 1])
    assert found["44021L011"] == (60, 7) and "44021L01K" not in found


def test_sectors_of_2019_through_2024_to_2025():
    """11002J881 became 11002P6FK (2024); in Geel nothing is known of what replaced 13008A04."""
    found, _ = carried({"11002J881": (8, 9)}, ["11002P6FK"], known_changes())
    assert found == {"11002P6FK": (8, 9)}
    found, _ = carried({"11002J81-": (8, 9)}, ["11002J8AK"], known_changes())
    assert found == {"11002J8AK": (8, 9)}


def test_municipalities_that_merged():
    rows = {"46003": (48000, 1), "46013": (16000, 2), "11056": (19000, 3), "11002": (530000, 4), "11007": (10000, 5), "44021": (7, 7)}
    found, _ = carried(rows, ["46030", "11002", "44021"], known_changes())
    assert found == {"44021": (7, 7), "46030": (83000, None), "11002": (540000, None)}
    found, _ = carried({"12030": (17000, 1), "12034": (8000, 2)}, ["12041"], known_changes())
    assert found == {"12041": (25000, None)}
    found, links = carried({"46003": (48000, 1), "46013": (16000, 2)}, ["46030"], known_changes())
    assert links.unsettled == ("46030",) and "46030" not in found


def test_a_unit_with_a_row_of_its_own_keeps_it():
    """A table with Hasselt and Kortessem of before 2025 beside Hasselt of 2025 is taken as it is."""
    rows = {"71022": (80000, 1), "73040": (8000, 2), "71072": (89000, 3), "44021": (7, 7)}
    found, links = carried(rows, ["71072", "44021"], known_changes())
    assert found == rows and not len(links) and not links.unsettled


def test_a_table_of_2025_keeps_antwerp_as_it_is():
    found, links = carried({"11002": (540000, 4), "46030": (83000, 1)}, ["11002", "46030", "44021"], known_changes())
    assert found == {"11002": (540000, 4), "46030": (83000, 1)} and not len(links)


def test_a_field_of_which_nobody_says_what_it_is():
    table = pd.DataFrame({"code": ["44021A05-", "44021B012"], "x": [60, 5], "text": ["a", "b"], "number": ["1.007", "3"]})
    links = link_codes(table["code"].tolist(), ["44021A05K", "44021A05L", "44021B01K"], NOTHING, weigh=lambda: np.ones(3))
    found, unknown = carry_over(table, "code", links, {})
    assert unknown == {"x": 2, "number": 2}
    assert found.set_index("code").loc["44021B01K"].tolist() == [5, "b", "3"]
    assert found["x"].isna().sum() == 2 and found["text"].tolist() == ["a", "a", "b"] and found["number"].isna().sum() == 2


def test_rows_of_several_years():
    """A divided sector hands down all its rows; of two that became one and have several, nobody knows which belong together."""
    table = pd.DataFrame({"code": ["44021A05-"] * 2 + ["44021B011", "44021B012", "44021B012"], "year": [2020, 2021, 2020, 2020, 2021]})
    table["count"] = [10, 20, 1, 2, 3]
    codes = table["code"].unique().tolist()
    changes = CodeChanges(sizes={"44021B01": (2, 1)})
    links = link_codes(codes, ["44021A05K", "44021A05L", "44021B01K"], changes, weigh=lambda: np.array([1.0, 1.0, 1.0]))
    links = leave_out_repeats(links, table["code"].tolist())
    assert links.unsettled == ("44021B01K",)
    found, _ = carry_over(table, "code", links, {"year": RATE, "count": COUNT})
    rows = found[found["code"].str.startswith("44021A05")].sort_values(["code", "year"])
    assert rows["year"].tolist() == [2020, 2021, 2020, 2021] and rows["count"].tolist() == [5, 10, 5, 10]


def test_a_crosswalk_with_shares():
    """A has 30 addresses in p and 10 in q, B 30 in q: q has 1/4 of A's people and all of B's, and a rate of both by 10 and 30."""
    crosswalk = pd.DataFrame({"code": ["A", "A", "B"], "unit": ["p", "q", "q"], "share": [30, 10, 30]})
    table = pd.DataFrame({"code": ["A", "B"], "count": [40, 7], "rate": [0.2, 0.6]})
    found, _ = carry_over(table, "code", link_by_shares(["A", "B"], ["p", "q"], crosswalk), {"count": COUNT, "rate": RATE})
    assert found.set_index("code")["count"].to_dict() == {"p": 30, "q": 17}
    assert found.set_index("code")["rate"].to_dict() == pytest.approx({"p": 0.2, "q": (0.2 * 10 + 0.6 * 30) / 40})
    links = link_by_shares(["B"], ["p", "q"], crosswalk)
    assert links.unsettled == ("q",) and len(links) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.lists(st.integers(0, 50), min_size=1, max_size=5)), min_size=1, max_size=12))
def test_totals_stay_to_the_person(areas):
    """Whatever is divided adds up to what it was, in whole numbers."""
    codes = [f"44021A{number:02d}-" for number in range(len(areas))]
    units = [[f"44021A{number:02d}{letter}" for letter in "KLMNO"[: len(weights)]] for number, (_, weights) in enumerate(areas)]
    rows = {code: (count, 1) for code, (count, _) in zip(codes, areas, strict=True)}
    weights = [weight for _, part in areas for weight in part]
    found, _ = carried(rows, [unit for part in units for unit in part], weights=weights)
    for (count, part), names in zip(areas, units, strict=True):
        values = [found[name][0] for name in names]
        if sum(part) or len(part) == 1:
            assert sum(values) == count and all(value == int(value) for value in values)
        else:
            assert values == [None] * len(values)


def test_beginnings_are_those_of_sectors():
    assert (beginning("44021A05K"), beginning("44021A0MA"), beginning("44021"), beginning("44021ZZZZ"), beginning("Gent")) == (
        "44021A05", "44021A0M", "", "44021ZZZ", "",
    )  # fmt: skip


def real(shared_data):
    folder = shared_data / "public/tables"
    rows = pd.read_csv(folder / "derived_flanders_sectors2024_real_values.csv", sep=";", dtype={"sector_code": str})
    bridge = pd.read_csv(folder / "crosswalk/derived_sector_2025_to_2024.csv", sep=";", dtype=str, keep_default_na=False)
    return rows, bridge


def test_a_table_of_2024_on_the_sectors_of_2025(shared_data):
    """Ages, income and gas together: 5,273 of 9,845 sectors by their codes, now 8,858: what lacks is hidden in one of the tables, or one of
    the few sectors of which nobody knows the parent."""
    rows, bridge = real(shared_data)
    units = bridge["sector_code_2025"].drop_duplicates().tolist()
    columns = {"aged_65_plus_2021": COUNT, "median_income_2021": RATE, "gas_kwh_2020": COUNT}
    table = rows[["sector_code", *columns]].dropna()
    before = table["sector_code"].isin(units).sum()
    links = link_codes(table["sector_code"].tolist(), units, known_changes(), weigh=lambda: np.ones(len(units)))
    found, unknown = carry_over(table, "sector_code", links, columns)
    whole = found[found["sector_code"].isin(units)].dropna()
    assert not unknown and whole["sector_code"].is_unique
    assert (before, len(whole), len(links.unsettled)) == (5273, 8858, 26)
    one_parent = bridge[bridge["relation"].isin(("same_code", "nis8_parent")) & bridge["sector_code_2024"].isin(table["sector_code"])]
    assert set(one_parent["sector_code_2025"]) - set(whole["sector_code"]) <= set(links.unsettled)
    counted = whole["aged_65_plus_2021"].sum() / table["aged_65_plus_2021"].sum()
    assert 0.98 < counted <= 1


def test_links_are_those_of_the_bridge(shared_data):
    """Every link made from codes alone stands in the bridge, and what the bridge calls ambiguous is not settled."""
    rows, bridge = real(shared_data)
    old = [code for code in bridge["sector_code_2024"].drop_duplicates() if code]
    units = bridge["sector_code_2025"].drop_duplicates().tolist()
    links = link_codes(old, units, known_changes(), weigh=lambda: np.ones(len(units)))
    said = set(bridge.loc[bridge["relation"] != "same_code", ["sector_code_2024", "sector_code_2025"]].itertuples(index=False, name=None))
    made = set(zip(links.codes, links.units, strict=True)) - {("44021L011", "44021L011")}
    assert made <= said
    ambiguous = set(bridge.loc[bridge["relation"] == "nis8_ambiguous", "sector_code_2025"])
    assert {unit for _, unit in said - made if unit} <= ambiguous | {""} | set(bridge.loc[bridge["relation"] == "none", "sector_code_2025"])


def test_sectors_of_2019_on_those_of_2024(shared_data):
    """The list of Provincies in Cijfers: all sectors of 2019 that have another code in 2024 find it, and no other changes."""
    from osgeo import gdal

    gdal.UseExceptions()
    sheet = gdal.OpenEx(str(shared_data / "public/tables/crosswalk/statsec2019_statsec2024.xlsx"), open_options=["FIELD_TYPES=STRING"])
    rows = [(row.GetField(0).strip(), row.GetField(1).strip()) for row in sheet.GetLayer(0)][1:]
    rows = [(old, new) for old, new in rows if beginning(old) and beginning(new) and not old.endswith("ZZZZ")]
    links = link_codes([old for old, _ in rows], [new for _, new in rows], known_changes())
    changed = {(old, new) for old, new in rows if old != new}
    assert len(changed) == 12 and set(zip(links.codes, links.units, strict=True)) == changed and not links.unsettled


def test_a_municipality_that_took_in_one_other_and_kept_its_code_is_its_own_successor():
    """Antwerpen took in Borsbeek, and is Antwerpen since: what had its code is of the new one."""
    assert {("11007", "11002"), ("11002", "11002")} <= set(known_changes().successors)
