"""Outliers: by hand, by the rule of the JRC, and against pandas' moments."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.outliers import find_outlier

NAN = np.nan


def test_the_value_that_is_far_from_the_others():
    """Pandas corrects its moments for the size of the sample: of 4,000 values they are nearly the same."""
    values = np.append(np.random.default_rng(1).normal(50, 5, 4000), [NAN, 900.0, NAN])
    found = find_outlier(values)
    assert (found.unit, found.alike, found.value) == (4001, 1, 900.0)
    assert found.median == pytest.approx(50, abs=0.3)
    assert (found.skewness, found.kurtosis) == pytest.approx((pd.Series(values).skew(), pd.Series(values).kurt()), rel=5e-3)


def test_far_below_and_several_alike():
    found = find_outlier(np.array([5.0] * 40 + [4, 6, 4.5, -100, -100]))
    assert (found.unit, found.alike, found.value, found.median) == (43, 2, -100.0, 5.0)
    assert found.skewness < -2


@pytest.mark.parametrize(
    "values",
    [np.arange(100.0), np.random.default_rng(2).normal(size=3000), [1, 2, 3, 90], [7.0] * 50, [NAN] * 8, [], [0.0] * 9 + [1.0] * 3],
)
def test_values_without_outliers(values):
    assert find_outlier(np.asarray(values, dtype=float)) is None
