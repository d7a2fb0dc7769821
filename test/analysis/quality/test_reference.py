"""A layer beside a reference: planted omissions, excess, shift and rotation come back."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.quality.reference import (
    ClassComparison,
    DateComparison,
    ReferenceComparison,
    fit_movement,
    pair_by_key,
    pair_by_place,
)

SHIFT, DEGREES = np.array([3.25, -1.5]), 0.05


def town(count: int = 400) -> np.ndarray:
    return np.random.default_rng(1).uniform((100_000, 190_000), (104_000, 194_000), (count, 2))


def moved(points: np.ndarray) -> np.ndarray:
    angle, middle = np.radians(DEGREES), points.mean(axis=0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (points - middle) @ turn.T + middle + SHIFT


def test_a_planted_shift_and_rotation_come_back_within_a_centimetre():
    points = town()
    found = fit_movement(points, moved(points))
    assert (found.east, found.north) == pytest.approx(SHIFT, abs=0.01)
    assert found.degrees == pytest.approx(DEGREES, abs=1e-6)
    assert found.left == pytest.approx(0.0, abs=1e-6)


def test_omission_and_commission_are_as_planted():
    points, extra = town(), town(10) + 20_000
    layer = np.concatenate([points[40:] + 1.0, extra])
    beside = ReferenceComparison(pair_by_place(layer, points, 25.0), layer, points)
    assert beside.missing.tolist() == list(range(40))
    assert beside.excess.tolist() == list(range(360, 370))
    assert beside.root_mean_square == pytest.approx(np.sqrt(2)) and beside.circle_95 == pytest.approx(np.sqrt(2))


def test_classes_are_compared_by_hand():
    """Of 50 things both call 20 a park and 15 a square; 5 squares are parks in the reference, 10 parks are squares: kappa 0.4 (Cohen)."""
    own = np.array(["park"] * 30 + ["square"] * 20 + ["park", None], dtype=object)
    others = np.array(["park"] * 20 + ["square"] * 10 + ["park"] * 5 + ["square"] * 15 + [None, "park"], dtype=object)
    classes = ClassComparison.of("soort", np.column_stack([np.arange(52), np.arange(52)]), own, others)
    assert classes.matrix.to_numpy().tolist() == [[20, 10], [5, 15]] and list(classes.matrix) == ["park", "square"]
    assert classes.kappa == pytest.approx(0.4)
    assert classes.rows[classes.wrong].tolist() == list(range(20, 35))
    assert np.isnan(ClassComparison.of("soort", np.array([[0, 0]]), own, others).kappa), "one class says nothing of chance"


def test_keys_pair_once_and_blank_ones_never():
    keys, others = np.array(["a", "b", "b", None, "x"], dtype=object), np.array(["b", "a", None, "c"], dtype=object)
    assert pair_by_key(keys, others).tolist() == [[0, 1], [1, 0]]


def test_hand_computed_errors():
    points = np.array([[0.0, 0.0], [10.0, 0.0], [np.nan, np.nan]])
    others = np.array([[3.0, 4.0], [10.0, 0.0], [5.0, 5.0]])
    beside = ReferenceComparison(np.array([[0, 0], [1, 1], [2, 2]]), points, others)
    assert beside.root_mean_square == pytest.approx(np.sqrt(25 / 2))
    assert beside.circle_95 == pytest.approx(4.75), "95 % between 0 and 5 m"
    assert beside.movement is None, "two pairs say nothing of a rotation"
    nothing = ReferenceComparison(np.empty((0, 2), dtype=int), points, others)
    assert np.isnan(nothing.root_mean_square) and np.isnan(nothing.circle_95)


def test_nearest_is_mutual():
    """Of two features near one reference the nearer is it."""
    pairs = pair_by_place(np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([[3.0, 0.0]]), 10.0)
    assert pairs.tolist() == [[1, 0]]


def test_dates_are_compared_by_hand():
    """Three, four and no days off: the root of 25 / 3; what lacks one of both is left out, and less than a day is none."""
    own = np.array(["2020-01-04", "2020-01-01", "2020-05-05", "NaT", "2020-01-01"], dtype="datetime64[ns]")
    others = np.array(["2020-01-01", "2020-01-05", "2020-05-04T12:00", "2020-01-01", "NaT"], dtype="datetime64[ns]")
    dates = DateComparison.of("sinds", np.column_stack([np.arange(5), np.arange(5)]), own, others)
    assert dates.days.tolist() == [3, -4, 0.5] and dates.rows[dates.wrong].tolist() == [0, 1]
    assert dates.deviation == pytest.approx(np.sqrt(25.25 / 3)) and dates.within_95 == pytest.approx(1.96 * np.sqrt(25.25 / 3))
    assert np.isnan(DateComparison.of("sinds", np.array([[3, 3]]), own, others).deviation)
