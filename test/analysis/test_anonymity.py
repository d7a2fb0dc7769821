"""What may be told of features by their area alone, on tables of a few rows."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.disclosure.anonymity import NOWHERE, find_units, make_anonymous


def test_a_geometry_lies_in_the_first_unit_that_holds_a_point_on_it():
    """Two squares that share the border x = 10; an empty geometry and one beyond both lie nowhere."""
    units = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    places = np.array([shapely.Point(15, 5), shapely.Point(10, 5), shapely.Point(30, 5), shapely.Point(), shapely.Point(1, 1)])
    assert find_units(places, units).tolist() == [1, 0, -1, -1, 0]


def test_a_unit_holds_what_lies_in_it_and_not_what_lies_beside_it_in_a_corner():
    corner = shapely.box(0, 0, 10, 10).difference(shapely.box(5, 5, 10, 10))
    places = shapely.points([(8, 8), (2, 8)])
    assert find_units(places, np.array([corner])).tolist() == [-1, 0]


def test_rows_that_enough_others_share_stay_as_they_are():
    table = pd.DataFrame({"kind": ["oak", "oak", "elm", "elm"], "height": [3, 3, 5, 5]})
    told = make_anonymous(table, np.array([0, 0, 1, 1]), 2)
    assert told.table.to_dict("list") == {"kind": ["oak", "oak", "elm", "elm"], "height": [3, 3, 5, 5]}
    assert told.kept.all() and told.blanked == 0


def test_the_column_with_most_different_values_is_blanked_first():
    """Four oaks of four heights: without their heights they look the same, so the kind stays."""
    table = pd.DataFrame({"kind": ["oak"] * 4, "height": [1.0, 2, 3, 4]})
    told = make_anonymous(table, np.zeros(4, dtype=int), 4)
    assert told.table.kind.tolist() == ["oak"] * 4 and told.table.height.isna().all()
    assert told.blanked == 4


def test_only_the_rows_that_too_few_share_are_blanked():
    table = pd.DataFrame({"kind": ["oak", "oak", "elm", "ash"]})
    told = make_anonymous(table, np.zeros(4, dtype=int), 2)
    assert told.table.kind.fillna("").tolist() == ["oak", "oak", "", ""]
    assert told.blanked == 2


def test_rows_that_are_too_few_in_their_unit_are_left_out_and_what_was_blanked_in_them_does_not_count():
    table = pd.DataFrame({"kind": ["oak", "oak", "elm", "oak"]})
    told = make_anonymous(table, np.array([0, 0, 1, NOWHERE]), 2)
    assert told.kept.tolist() == [True, True, False, False]
    assert told.table.kind.tolist() == ["oak", "oak"] and told.blanked == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (pd.to_datetime(["2020-03-01", "2020-11-30", None, None]), [2020, 2020, None, None]),
        ([True, True, False, False], [1.0, 1.0, 0.0, 0.0]),
        ([7, 7, 8, 8], [7, 7, 8, 8]),
    ],
    ids=["dates become years", "yes and no", "whole numbers"],
)
def test_values_as_they_are_told(given, told):
    found = make_anonymous(pd.DataFrame({"value": given}), np.zeros(4, dtype=int), 2)
    assert [None if pd.isna(value) else value for value in found.table.value] == told
    assert found.blanked == 0


def test_what_was_missing_was_not_blanked():
    """Of four rows two have no value: the other two differ, and lose theirs."""
    table = pd.DataFrame({"value": [None, None, 1.0, 2.0]})
    assert make_anonymous(table, np.zeros(4, dtype=int), 2).blanked == 2


def test_the_table_that_was_given_keeps_its_values():
    table = pd.DataFrame({"height": [1.0, 2.0]})
    make_anonymous(table, np.zeros(2, dtype=int), 2)
    assert table.height.tolist() == [1.0, 2.0]
