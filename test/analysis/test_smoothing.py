"""Empirical Bayes: equal to esda, by hand, and where there is nothing to smooth."""

import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from opgavenkaart.processing.analysis.smoothing import empirical_bayes
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.sids import north_carolina


def test_the_counties_of_north_carolina_as_esda_smooths_them():
    _, table = north_carolina()
    deaths, births = table["SID74"].to_numpy(), table["BIR74"].to_numpy()
    assert empirical_bayes(deaths, births) == pytest.approx(Empirical_Bayes(deaths, births).r.ravel(), rel=1e-9)


def test_without_more_variance_than_chance_all_become_the_mean_and_missing_stays_missing():
    smooth = empirical_bayes(np.array([1, 0, 1, np.nan, 2]), np.array([10, 10, 10, 10, 0.0]))
    assert smooth[:3] == pytest.approx([2 / 30] * 3)
    assert np.isnan(smooth[3:]).all()
    assert empirical_bayes(np.zeros(2), np.ones(2)).tolist() == [0, 0]


def test_negative_counts_are_refused():
    with pytest.raises(OpgaveError, match="Indicator 'x': smoothing takes counts, and some are negative"):
        empirical_bayes(np.array([-1.0, 2]), np.ones(2), "x")
