"""Two vintages of an index by hand: what each unit was and is, and whether the data or the method did that."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.vintages import (
    TOLERANCE,
    Vintage,
    changed_values,
    compare_vintages,
    is_changed,
    rank,
    zero_small_changes,
)
from opgavenkaart.processing.model.challenge import read_challenge

NAN = np.nan


def challenge(**weights):
    """A challenge of indicators of which high values mean need, from the lowest (0) to the highest (100)."""
    base = read_challenge("warm_homes")
    first = replace(base.indicators[0], normalisation="min_max", direction="high", smoothing="none", denominator=None)
    return replace(base, indicators=tuple(replace(first, id=id, weight=weight) for id, weight in weights.items()))


def vintage(asked, keys, raw, index, cluster):
    keys = pd.Index(list(keys), dtype=object)
    return Vintage(asked, pd.DataFrame(raw, index=keys, dtype=float), pd.Series(index, keys, dtype=float), pd.Series(cluster, keys))


ONE = challenge(a=1.0)


def test_what_changed_in_each_unit():
    """b rises, c falls, d comes to have an index, e is gone, f is new; of a only a cluster changes."""
    before = vintage(ONE, "abcde", {"a": [0, 5, 10, 2, 7]}, [0, 50, 100, NAN, 70], [0, 0, 1, 0, 2])
    after = vintage(ONE, "fcbad", {"a": [3, 8, 10, 0, 2]}, [30, 80, 100, 0, 20], [0, 1, 1, 2, 0])
    table = compare_vintages(before, after)
    assert table.index.tolist() == ["f", "c", "b", "a", "d", "e"], "those that are gone come last"
    assert table["change"].tolist() == ["new", "falls", "rises", "same", "same", "gone"]
    np.testing.assert_array_equal(table["index_before"], [NAN, 100, 50, 0, NAN, 70])
    np.testing.assert_array_equal(table["index_after"], [30, 80, 100, 0, 20, NAN])
    np.testing.assert_array_equal(table["index_change"], [NAN, -20, 50, 0, NAN, NAN])
    np.testing.assert_array_equal(table["rank_before"], [NAN, 1, 3, 4, NAN, 2])
    np.testing.assert_array_equal(table["rank_after"], [3, 2, 1, 5, 4, NAN])
    np.testing.assert_array_equal(table["rank_change"], [NAN, -1, 2, -1, NAN, NAN])
    assert table["cluster_before"].tolist() == [0, 1, 0, 0, 0, 2] and table["cluster_after"].tolist() == [0, 1, 1, 2, 0, 0]
    assert table["values_changed"].tolist() == [0, 1, 1, 0, 0, 0]
    assert table["changed"].all()


def test_units_that_are_as_they_were():
    """Nothing differs but rounding, and the number of a cluster: which one it is counted as says nothing of the unit."""
    before = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50, 100], [0, 1, 2])
    again = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50 + TOLERANCE / 2, 100], [0, 2, 1])
    table = compare_vintages(before, again)
    assert table["change"].tolist() == ["same"] * 3 and not table["changed"].any() and (table["index_change"] == 0).all()


def test_values_that_change_no_index_are_told_apart():
    before = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50, 100], [0, 0, 0])
    table = compare_vintages(before, vintage(ONE, "abc", {"a": [0, 5, 11]}, [0, 50, 100], [0, 0, 0]))
    assert table["change"].tolist() == ["same", "same", "values"] and table["changed"].tolist() == [False, False, True]


def test_what_the_data_did_and_what_the_method():
    """Under the old weights alone the new values would give 100, 75 and 0; twice the weight of b makes that 100, 50 and 0."""
    before = vintage(challenge(a=1.0, b=1.0), "xyz", {"a": [10, 0, 0], "b": [10, 0, 0]}, [100, 0, 0], [0, 0, 0])
    after = vintage(challenge(a=1.0, b=3.0), "xyz", {"a": [10, 10, 0], "b": [10, 5, 0]}, [100, 62.5, 0], [0, 0, 0])
    table = compare_vintages(before, after)
    assert table["index_by_data"].tolist() == [0, 75, 0] and table["index_by_method"].tolist() == [0, -12.5, 0]
    assert table["index_change"].tolist() == [0, 62.5, 0]
    assert table["rank_before"].tolist() == [1, 2, 2] and table["rank_after"].tolist() == [1, 2, 3]
    assert table["rank_by_data"].tolist() == [0, 0, -1] and table["rank_by_method"].tolist() == [0, 0, 0]


def test_an_indicator_that_the_new_values_lack_leaves_nothing_to_split():
    before = vintage(challenge(a=1.0, b=1.0), "xy", {"a": [10, 0], "b": [10, 0]}, [100, 0], [0, 0])
    table = compare_vintages(before, vintage(challenge(c=1.0), "xy", {"c": [1, 2]}, [0, 100], [0, 0]))
    assert table["index_by_data"].isna().all() and table["index_by_method"].isna().all() and table["index_change"].tolist() == [-100, 100]


def test_equal_need_shares_the_best_place():
    assert rank(pd.Series([50.0, 80, NAN, 50, 10])).fillna(0).tolist() == [2, 1, 0, 2, 4]


def test_rounding_is_no_change():
    assert zero_small_changes(pd.Series([TOLERANCE, -TOLERANCE, 2 * TOLERANCE, -2 * TOLERANCE])).tolist() == [
        0,
        0,
        2 * TOLERANCE,
        -2 * TOLERANCE,
    ]
    assert zero_small_changes(pd.Series([NAN])).isna().all()


def test_each_value_that_differs():
    """Of units and indicators that both have; a value that is missing both times is the same."""
    before = vintage(ONE, "abc", {"n": [1, NAN, 3], "m": [1, 2, NAN], "old": [1, 1, 1]}, [0, 0, 0], [0, 0, 0])
    after = vintage(ONE, "cbd", {"m": [NAN, 7, 9], "n": [4, NAN, 9], "new": [1, 1, 1]}, [0, 0, 0], [0, 0, 0])
    found = changed_values(before, after)
    assert sorted(found.itertuples(index=False, name=None)) == [("b", "m", 2, 7), ("c", "n", 3, 4)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, False),
        ({"change": "values"}, True),
        ({"cluster_after": 3}, True),
        ({"cluster_before": 3, "cluster_after": 1}, False),
        ({"index_before": NAN}, True),
        ({"index_before": NAN, "index_after": NAN, "rank_change": NAN}, False),
        ({"rank_change": -1.0}, True),
    ],
)
def test_what_counts_as_changed(columns, expected):
    same = {"change": "same", "cluster_before": 0, "cluster_after": 0, "index_before": 5.0, "index_after": 5.0, "rank_change": 0.0}
    assert is_changed(pd.DataFrame([same | columns])).tolist() == [expected]
