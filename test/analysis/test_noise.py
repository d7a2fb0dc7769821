"""How sure a change is: against tables of the normal distribution, and measured again as often as it takes."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.noise import SURE, measure_again, probability_of, probability_together


def test_probabilities_of_the_normal_table():
    """1.96 standard errors are 97.5 % on one side, whichever the sign; none is a coin."""
    found = probability_of(np.array([1.96, -1.96, 0.0, 3.92]), np.array([1.0, 1.0, 1.0, 2.0]))
    assert found == pytest.approx([0.975, 0.975, 0.5, 0.975], abs=1e-5)
    assert probability_of(np.array([0.0, 1e-6]), 0.0).tolist() == [0.5, 1.0]
    assert np.isnan(probability_of(np.array([np.nan]), 1.0)).all()


def test_of_what_does_not_change_one_in_twenty_is_named():
    rng = np.random.default_rng(1)
    change = rng.normal(0, 3, 100_000) - rng.normal(0, 3, 100_000)
    assert (probability_of(change, 3 * np.sqrt(2)) >= SURE).mean() == pytest.approx(0.05, abs=0.002)


def test_where_a_whole_city_changes_a_unit_is_read_with_it_by_hand():
    """Of 49 that fall by 0.5 errors or more one rises by as much, so that 2 in 49 are wrong; of the 40 that fall by 0.6, 1 in 40."""
    change = np.r_[np.full(9, -0.5), np.full(40, -0.6), 0.55, 0.0, np.nan]
    found = probability_together(change, np.ones(52))
    assert found[0] == pytest.approx(1 - 2 / 49) and found[9] == pytest.approx(1 - 1 / 40)
    assert found[49] == pytest.approx(probability_of(np.array([0.55]), 1.0)[0]), "1 + 40 against 1: it keeps its own"
    assert found[50] == 0.5 and np.isnan(found[51])
    np.testing.assert_allclose(probability_together(-change, np.ones(52)), found, err_msg="up as down")
    assert probability_together(np.array([-3.0, 3.0]), np.ones(2)) == pytest.approx(probability_of(np.array([3.0, 3.0]), 1.0))
    assert probability_together(np.array([-1e-9, 5.0]), np.zeros(2)).tolist() == [1, 1]


def test_a_second_measurement_is_spread_as_the_first_and_lies_from_it_as_two_measurements_do():
    """True values with deviation 4, error 3: measured variance 25, of which 16 is true; two measurements differ by a variance of 2 x 9."""
    rng = np.random.default_rng(2)
    first = rng.normal(50, 4, 20_000) + rng.normal(0, 3, 20_000)
    again = next(measure_again(first, np.full(20_000, 3.0), 1))
    assert again.var() == pytest.approx(25, rel=0.05) and (again - first).var() == pytest.approx(18, rel=0.05)
    assert np.cov(again, first)[0, 1] == pytest.approx(16, rel=0.05)


def test_what_is_missing_stays_missing_and_what_is_exact_stays_as_it_is():
    again = list(measure_again(np.array([1.0, np.nan, 5.0]), np.array([0.0, 1.0, 0.0]), 3))
    np.testing.assert_array_equal(again, [[1, np.nan, 5]] * 3)
    assert np.isnan(list(measure_again(np.array([np.nan]), np.array([1.0]), 1))).all()
    np.testing.assert_array_equal(list(measure_again(np.full(3, 7.0), np.zeros(3), 2)), np.full((2, 3), 7.0))
