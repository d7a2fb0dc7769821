"""Two vintages of an index by hand: what each unit was and is, and whether the data or the method did that."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.means import Averaging
from opgavenkaart.processing.analysis.vintages import (
    TOLERANCE,
    Vintage,
    changed_values,
    compare_vintages,
    differs,
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
    table = compare_vintages(before, after).table
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
    assert table["changed"].tolist() == [False, True, True, False, False, False] and table["differs"].all()


def test_units_that_are_as_they_were():
    """Nothing differs but rounding, and the number of a cluster: which one it is counted as says nothing of the unit."""
    before = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50, 100], [0, 1, 2])
    again = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50 + TOLERANCE / 2, 100], [0, 2, 1])
    table = compare_vintages(before, again).table
    assert table["change"].tolist() == ["same"] * 3 and not table["differs"].any() and (table["index_change"] == 0).all()


def test_values_that_change_no_need_beyond_chance_are_told_apart():
    before = vintage(ONE, "abc", {"a": [0, 5, 10]}, [0, 50, 100], [0, 0, 0])
    table = compare_vintages(before, vintage(ONE, "abc", {"a": [0, 5, 10.1]}, [0, 50, 100], [0, 0, 0])).table
    assert table["change"].tolist() == ["same", "same", "values"] and table["differs"].tolist() == [False, False, True]
    assert not table["changed"].any()


def test_what_the_data_did_and_what_the_method():
    """Under the old weights alone the new values would give 100, 75 and 0; twice the weight of b makes that 100, 50 and 0."""
    before = vintage(challenge(a=1.0, b=1.0), "xyz", {"a": [10, 0, 0], "b": [10, 0, 0]}, [100, 0, 0], [0, 0, 0])
    after = vintage(challenge(a=1.0, b=3.0), "xyz", {"a": [10, 10, 0], "b": [10, 5, 0]}, [100, 62.5, 0], [0, 0, 0])
    table = compare_vintages(before, after).table
    assert table["index_by_data"].tolist() == [0, 75, 0] and table["index_by_method"].tolist() == [0, -12.5, 0]
    assert table["index_change"].tolist() == [0, 62.5, 0]
    assert table["rank_before"].tolist() == [1, 2, 2] and table["rank_after"].tolist() == [1, 2, 3]
    assert table["rank_by_data"].tolist() == [0, 0, -1] and table["rank_by_method"].tolist() == [0, 0, 0]


def test_an_indicator_that_the_new_values_lack_leaves_nothing_to_split():
    before = vintage(challenge(a=1.0, b=1.0), "xy", {"a": [10, 0], "b": [10, 0]}, [100, 0], [0, 0])
    table = compare_vintages(before, vintage(challenge(c=1.0), "xy", {"c": [1, 2]}, [0, 100], [0, 0])).table
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
        ({"index_before": NAN, "index_after": NAN, "index_change": NAN, "rank_change": NAN}, False),
        ({"rank_change": -1.0}, True),
        ({"index_change": -1.0}, True),
        ({"values_changed": 1}, True),
    ],
)
def test_what_counts_as_different(columns, expected):
    same = {"change": "same", "cluster_before": 0, "cluster_after": 0, "index_before": 5.0, "index_after": 5.0, "index_change": 0.0,
            "rank_change": 0.0, "values_changed": 0}  # fmt: skip
    assert differs(pd.DataFrame([same | columns])).tolist() == [expected]


# ---- change of need


def city(count=200, seed=1):
    """Keys and the E/F share (10-70 %) of as many units."""
    return [f"u{at}" for at in range(count)], np.random.default_rng(seed).uniform(10, 70, count)


def scored(asked, keys, values, **more):
    """A vintage of one indicator with its own index."""
    made = vintage(asked, keys, {"a": values}, 0.0, 0)
    return replace(made, index=made.under(asked), **more)


def test_one_unit_that_gets_worse_changes_alone():
    """The worst value of a city scored by the range: all other indices fall, and the need of nobody else does."""
    keys, values = city()
    worse = values.copy()
    worse[7] = 100.0
    found = compare_vintages(scored(ONE, keys, values), scored(ONE, keys, worse))
    assert (found.table["index_change"] < 0).sum() >= 198, "in an index that is relative"
    assert np.flatnonzero(found.table["need_change"]).tolist() == [7] and np.flatnonzero(found.table["changed"]).tolist() == [7]
    assert found.table["change"].value_counts().to_dict() == {"same": 199, "rises": 1}
    assert found.indicators.loc["a", ["rises", "falls"]].tolist() == [1, 0]


def test_a_fall_everywhere_is_known_as_one_though_each_might_be_chance():
    """E/F shares of 20 to 40 % fall by a tenth, incomes stay as they are and so bring no error: 3 points on the index, 2.1 of which are of
    the shares. A fall of 2.5 to 5 points is nowhere sure by itself; 199 of them and no rise are. One unit has no such dwellings.
    """
    keys, shares = city()
    shares = 20 + (shares - 10) / 3
    shares[0] = 0.0
    asked = challenge(ef=1.0, income=1.0)
    raw = {"ef": shares, "income": np.random.default_rng(8).uniform(0, 50, 200)}
    before, after = (vintage(asked, keys, raw | {"ef": values}, 50.0, 0) for values in (shares, shares * 0.9))
    found = compare_vintages(before, after)
    assert found.noise == pytest.approx(3 / np.sqrt(2)) and not found.measured and found.city_changed
    assert found.table["need_change"].iloc[1:].between(-5.1, -2.4).all()
    assert found.table["change"].tolist() == ["same"] + ["falls"] * 199
    assert found.table["change_probability"].tolist() == [0.5] + [1 - 1 / 199] * 199
    assert found.indicators.loc["ef", ["rises", "falls"]].tolist() == [0, 199]
    assert found.indicators.loc["income", ["rises", "falls"]].tolist() == [0, 0]


@pytest.mark.parametrize("normalisation", ["z_score", "min_max", "percentile"])
def test_half_the_share_everywhere_is_a_fall_everywhere(normalisation):
    """What no relative index shows. With the standard errors of 300 homes a unit it is named everywhere, by z-score and by range;
    by percentile not in the lowest few: below the lowest value of then all is 0.
    """
    keys, values = city()
    asked = replace(ONE, indicators=(replace(ONE.indicators[0], normalisation=normalisation),))
    errors = [pd.DataFrame({"a": np.sqrt(share * (100 - share) / 300)}, index=keys) for share in (values, values / 2)]
    before, after = scored(asked, keys, values, errors=errors[0]), scored(asked, keys, values / 2, errors=errors[1])
    found = compare_vintages(before, after)
    assert (found.table["index_change"] == 0).all(), "in an index that is relative"
    lowest = 200 if normalisation != "percentile" else 190
    assert (found.table["need_change"] < 0).sum() == 200 and (found.table["a_change"] < 0).all()
    assert (found.table["change"] == "falls").sum() >= lowest and found.measured and found.noise == 0
    assert found.city < -20 and found.city_changed and found.city_probability > 0.999
    assert found.indicators.loc["a", "change"] == pytest.approx(-values.mean() / 2)


def test_the_mean_of_the_whole_city_by_hand():
    """On 0-10: 50 to 60 with 300 people, 100 to 90 with 100, 0 to 0 with none: (10 x 300 - 10 x 100) / 400 = 5. Errors of 3 twice, so
    3 root 2 each: root of (300^2 + 100^2) x 18 / 400^2 = 3.354, and 5 / 3.354 = 1.491 is a probability of 93.2 %.
    """
    people = pd.Series([300.0, 100.0, 0.0], index=list("abc"))
    before = replace(vintage(ONE, "abc", {"a": [5, 10, 0]}, [50, 100, 0], [0, 0, 0]), people=people)
    found = compare_vintages(before, vintage(ONE, "abc", {"a": [6, 9, 0]}, [67, 100, 0], [0, 0, 0]))
    assert found.city == pytest.approx(5) and found.city_probability == pytest.approx(0.932, abs=5e-4) and not found.city_changed
    assert found.indicators.loc["a"].tolist() == pytest.approx([6.25, 6.75, 0.5, 1, 1])
    assert compare_vintages(before, vintage(ONE, "x", {"a": [6]}, [67], [0])).city_probability != 1.0, "no unit in common"


def test_a_rate_before_and_after_is_weighted_by_what_it_is_a_rate_of():
    """As in atlas and report: of 10 and 90 homes 80 and 20 % are old, then 80 and 30: 26 and 35 % of all, whoever lives there."""
    people = pd.Series([900.0, 100.0], index=list("ab"))
    homes = {"a": Averaging(weight=np.array([10.0, 90.0]))}
    before = replace(vintage(ONE, "ab", {"a": [80, 20]}, [100, 0], [0, 0]), people=people, averaging=homes)
    after = vintage(ONE, "bac", {"a": [30, 80, 99]}, [0, 70, 100], [0, 0, 0])
    assert compare_vintages(before, after).indicators.loc["a", ["before", "after", "change"]].tolist() == pytest.approx([26, 35, 9])
    median = replace(before, averaging={"a": Averaging("median")})
    assert compare_vintages(median, after).indicators.loc["a", ["before", "after"]].tolist() == [50, 55]
    assert compare_vintages(replace(before, averaging={}), after).indicators.loc["a", "before"] == pytest.approx(74), "by people"


def test_a_change_is_named_from_its_probability_on():
    """Twice an error of 3 points is 4.24: 8.4 points are 97.6 %, 8.2 are 97.3 %. Measured exactly, any change is sure."""
    before = vintage(ONE, "abcd", {"a": [0, 5, 5, 10]}, [0, 50, 50, 100], [0] * 4)
    after = vintage(ONE, "abcd", {"a": [0, 5.84, 4.18, 10]}, [0, 58.4, 41.8, 100], [0] * 4)
    table = compare_vintages(before, after).table
    assert table["change"].tolist() == ["same", "rises", "values", "same"]
    np.testing.assert_allclose(table["change_probability"], [0.5, 0.9761, 0.9734, 0.5], atol=1e-4)
    assert compare_vintages(before, after, noise=0.0).table["change"].tolist() == ["same", "rises", "falls", "same"]


def test_the_scale_that_was_kept_is_the_scale():
    """Units of which the worst is gone from the layer: the anchor still knows the range of 0-20."""
    whole = vintage(ONE, "abc", {"a": [0, 10, 20]}, [0, 50, 100], [0] * 3)
    left = replace(vintage(ONE, "ab", {"a": [0, 10]}, [0, 50], [0] * 2), anchors=whole.scale)
    found = compare_vintages(left, vintage(ONE, "ab", {"a": [0, 20]}, [0, 100], [0] * 2))
    assert found.table["need_after"].tolist() == [0, 100] and found.table["need_before"].tolist() == [0, 50]


def test_the_errors_of_values_and_the_noise_of_the_others_by_hand():
    """a and b on 0-10 and 0-100 weigh the same. An error of 1 in a is 5 points of the index, twice: root of 50. Without errors b takes its
    part of a noise of 4: 4 / root 2 in each map, so root of 50 + 16 in all. What is not measured anew (b the same) brings nothing.
    """
    asked, keys = challenge(a=1.0, b=1.0), pd.Index(list("xyz"), dtype=object)
    errors = pd.DataFrame({"a": [1.0, 1.0, 1.0]}, index=keys)

    def error(b, **more):
        before = replace(vintage(asked, keys, {"a": [0, 5, 10], "b": [0, 50, 100]}, 50.0, 0), **more)
        after = replace(vintage(asked, keys, {"a": [0, 6, 10], "b": b}, 50.0, 0), **more)
        found = compare_vintages(before, after, noise=4.0)
        return found.errors.iloc[1] * np.sqrt(2), found.noise, found.measured

    assert error([0, 50, 100], errors=errors) == pytest.approx((np.sqrt(50), 0, True))
    assert error([0, 60, 100], errors=errors) == pytest.approx((np.sqrt(66), 4 / np.sqrt(2), True))
    assert error([0, 60, 100]) == pytest.approx((4 * np.sqrt(2), 4, False)) and error([0, 50, 100]) == pytest.approx(
        (4, 4 / np.sqrt(2), False)
    )


def test_what_was_measured_otherwise_is_compared_in_rank():
    """Also where an indicator is gone; one without weight is in nobody's way."""
    keys, values = city(60)
    other = replace(ONE, indicators=(replace(ONE.indicators[0], scale=1000.0),))
    moved = values.copy()
    moved[np.argmin(values)] = 99.0
    found = compare_vintages(scored(ONE, keys, values), scored(other, keys, moved))
    assert (found.basis, found.obstacles) == ("rank", {"a": "measured"}) and found.city != found.city and found.indicators.empty
    assert found.table["need_change"].isna().all() and found.table["change"].tolist().count("rises") == 1
    assert found.table["change"].iloc[int(np.argmin(values))] == "rises" and "a_change" not in found.table
    two = vintage(challenge(a=1.0, b=1.0), keys, {"a": values, "b": values}, values, 0)
    assert compare_vintages(two, scored(ONE, keys, values)).obstacles == {"b": "lacks"}
    assert (
        compare_vintages(vintage(challenge(a=1.0, b=0.0), keys, {"a": values, "b": values}, values, 0), scored(ONE, keys, values)).basis
        == "need"
    )


def test_an_indicator_without_weight_that_was_measured_otherwise_has_no_difference():
    keys, values = city(40)
    asked = challenge(a=1.0, b=0.0)
    other = replace(asked, indicators=(asked.indicators[0], replace(asked.indicators[1], scale=1000.0)))
    two = {"a": values, "b": values}
    found = compare_vintages(vintage(asked, keys, two, 50.0, 0), vintage(other, keys, two, 50.0, 0))
    assert found.basis == "need" and "a_change" in found.table and "b_change" not in found.table and list(found.indicators.index) == ["a"]


@pytest.mark.parametrize("by_rank", [False, True])
def test_between_two_noisy_copies_of_a_city_few_units_are_called_changed(by_rank):
    """Forty cities of 100 units measured twice with an error of three points of need; in each fewer than a tenth are named on average."""
    shares = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        keys, true = city(100, seed)
        true = np.r_[0, 100, true[2:]]
        first, second = (np.r_[0, 100, true[2:] + rng.normal(0, 3, 98)] for _ in range(2))
        asked = replace(ONE, indicators=(replace(ONE.indicators[0], scale=2.0),)) if by_rank else ONE
        shares.append(compare_vintages(scored(ONE, keys, first), scored(asked, keys, second)).table["changed"].mean())
    assert 0.01 < np.mean(shares) < 0.1 and np.mean(np.array(shares) < 0.1) > 0.9


def test_planted_change_is_found():
    keys, values = city()
    grown, rng = values + np.r_[np.full(20, 25.0), np.zeros(180)], np.random.default_rng(5)
    first, second = (np.r_[one + rng.normal(0, 1.8, 200)] for one in (values, grown))
    table = compare_vintages(scored(ONE, keys, first), scored(ONE, keys, second)).table
    assert (table["change"][:20] == "rises").sum() >= 19 and table["changed"][20:].mean() < 0.1
