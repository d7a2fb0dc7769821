"""Bars of a distribution, measured with a ruler."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.histogram import histogram


def test_bars_fill_the_box_in_proportion_to_their_counts():
    drawn = histogram(np.array([0.0, 1.0, 1.0, 3.0, 4.0, np.nan, np.inf]), width=100.0, height=60.0, top=5.0, bins=4)
    assert [(bar.x, bar.width) for bar in drawn.bars] == [(0.0, 24.2), (25.0, 24.2), (75.0, 24.2)]  # one bin is empty; 0.8 between bars
    assert [(bar.y, bar.height) for bar in drawn.bars] == [(35.0, 30.0), (5.0, 60.0), (5.0, 60.0)]  # the last bin holds 3 and 4
    assert (drawn.low, drawn.median, drawn.high) == (0.0, 1.0, 4.0)
    assert drawn.median_x == 25.0


def test_no_value_is_no_drawing():
    assert histogram(np.array([np.nan, np.inf]), 100.0, 60.0) is None
    assert histogram(np.array([]), 100.0, 60.0) is None


HARDLY_DIFFERENT = [[7.0], [0.0, 0.0], [0.3, 0.1 + 0.2], [1e16, 1e16], [1e16, 1e16 + 2], [-5e-324, 5e-324]]


@pytest.mark.parametrize("values", [*HARDLY_DIFFERENT, [1e300, -1e300]])
def test_values_that_hardly_differ_stay_in_the_box(values):
    drawn = histogram(np.array(values), width=100.0, height=60.0, top=5.0)
    assert max(bar.height for bar in drawn.bars) == 60.0
    assert all(bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= 100 and 5 <= bar.y <= 65 for bar in drawn.bars)
    assert 0 <= drawn.median_x <= 100
    assert (drawn.low, drawn.high) == (min(values), max(values))


def test_bars_as_they_stand_unless_said():
    """24 of them, from the top of the box on."""
    found = histogram(np.arange(240.0), 240, 50)
    assert len(found.bars) == 24 and {(bar.y, bar.height, bar.width) for bar in found.bars} == {(0, 50, 9.2)}


@pytest.mark.parametrize("value", [0.0, 10.0, -10.0, 0.5])
def test_one_value_stands_in_the_middle_of_its_axis(value):
    found = histogram(np.full(3, value), 100, 50, bins=4)
    assert [(bar.x, bar.width, bar.height) for bar in found.bars] == [(50, 24.2, 50)]
    assert (found.median_x, found.low, found.median, found.high) == (50, value, value, value)
