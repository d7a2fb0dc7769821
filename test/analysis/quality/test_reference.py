"""A layer beside a reference: planted omissions, excess, shift and rotation come back."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.quality.line_accuracy import compare_lines
from opgavenkaart.processing.analysis.quality.movement import fit_movement
from opgavenkaart.processing.analysis.quality.pairing import pair_by_ground, pair_by_key, pair_by_place
from opgavenkaart.processing.analysis.quality.reference import (
    ClassComparison,
    DateComparison,
    ReferenceComparison,
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
    assert np.allclose(found.apply(points, points.mean(axis=0)), moved(points))


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


def test_what_both_say_comes_before_what_is_nearer():
    """House numbers on a row of houses 6 m apart, all moved 5 m along the row: the nearest house is the neighbour's."""
    others = np.column_stack([6.0 * np.arange(30), np.zeros(30)])
    points = others + [5.0, 0.0]
    numbers = np.array([str(2 * one + 1) for one in range(30)], dtype=object)
    street = np.full(30, "Dorpsstraat", dtype=object)
    assert not (pair_by_place(points, others, 25.0)[:, 0] == pair_by_place(points, others, 25.0)[:, 1]).any()
    pairs = pair_by_place(points, others, 25.0, [(numbers, numbers), (street, street)])
    assert pairs.tolist() == [[one, one] for one in range(30)]
    renamed = numbers.copy()
    renamed[4] = "9bis"
    pairs = pair_by_place(points, others, 25.0, [(renamed, numbers), (street, street)])
    assert pairs.tolist() == [[one, one] for one in range(30)], "the one that is left is its partner"
    unrelated = np.array([str(one) for one in range(100, 130)], dtype=object)
    assert pair_by_place(points, others, 25.0, [(unrelated, numbers)]).tolist() == pair_by_place(points, others, 25.0).tolist()
    everywhere = pair_by_place(points, others, 25.0, [(street, street)])
    assert everywhere.tolist() == pair_by_place(points, others, 25.0).tolist(), "what all say tells nothing"


def test_areas_are_one_where_each_holds_most_of_the_other():
    parcels = np.array([shapely.box(20 * x, 0, 20 * x + 20, 30) for x in range(6)], dtype=object)
    split = [shapely.box(40, 0, 50, 30), shapely.box(50, 0, 60, 30)]
    merged = shapely.box(60, 0, 100, 30)
    shifted = shapely.box(104, 0, 124, 30)
    bow = shapely.Polygon([(0, 0), (20, 0), (20, 30), (0, 30), (0, 15), (5, 15), (0, 15)])
    layer = np.array([bow, None, shapely.box(20, 0, 40, 29), *split, merged, shifted, shapely.Point(0, 0)], dtype=object)
    pairs = pair_by_ground(layer, parcels)
    assert pairs.tolist() == [[0, 0], [2, 1], [6, 5]], "what was split or merged is another"
    assert layer[0] is bow, "what is invalid is repaired in a copy"
    twice = pair_by_ground(np.array([parcels[0], parcels[0]], dtype=object), parcels[:1])
    assert twice.tolist() == [[0, 0]], "one area is the partner of one"


def test_the_share_of_a_line_within_a_distance_by_hand():
    """Of 100 m of street 60 lie on the reference and 40 lie 4 m beside it; a second one is nowhere near."""
    street = shapely.LineString([(0, 0), (60, 0), (60, 4), (100, 4)])
    far = shapely.LineString([(0, 500), (52, 500)])
    reference = np.array([shapely.LineString([(0, 0), (100, 0)]), None, shapely.LineString([(0, 900), (10, 900)])], dtype=object)
    beside = compare_lines(np.array([street, far], dtype=object), reference, 2.0)
    shares = beside.shares_within()
    assert shares[0.5] == pytest.approx(60.5 / 156, abs=0.005) and shares[2.0] == pytest.approx(62 / 156, abs=0.005)
    assert shares[5.0] == shares[20.0] == pytest.approx(104 / 156)
    assert beside.pairs.tolist() == [[0, 0]]
    assert beside.excess.tolist() == [1] and beside.missing.tolist() == [1, 2]


def test_streets_that_are_cut_elsewhere_are_still_there():
    """One street of 300 m in the layer, in three parts in the reference: nothing is missing and nothing too much."""
    whole = np.array([shapely.LineString([(0, 0), (300, 0)])], dtype=object)
    parts = np.array([shapely.LineString([(x, 1), (x + length, 1)]) for x, length in ((0, 90), (90, 120), (210, 90))], dtype=object)
    beside = compare_lines(whole, parts, 5.0)
    assert not len(beside.excess) and not len(beside.missing)
    assert beside.pairs.tolist() == [[0, 1]] and not beside.as_long(beside.pairs).any()
    points = np.array([[150.0, 0.0]]), np.array([[45.0, 1.0], [150.0, 1.0], [255.0, 1.0]])
    compared = ReferenceComparison(beside.pairs, *points, lines=beside, by_lines=True)
    assert not len(compared.excess) and not len(compared.missing) and np.isnan(compared.root_mean_square)


def test_each_area_has_its_own_shift():
    """The north was moved a metre east, the south two metres south; what lies in no area counts for the whole alone."""
    points = town(101)
    area = np.where(np.arange(101) < 50, "zuid", "noord").astype(object)
    area[100] = None
    moves = np.where((area == "noord")[:, None], [1.0, 0.0], [0.0, -2.0])
    moves[100] = [0.0, 0.0]
    pairs = np.column_stack([np.arange(101)] * 2)
    beside = ReferenceComparison(pairs, points + moves, points, areas=area)
    parts = beside.by_area()
    assert list(parts) == ["noord", "zuid"]
    north, south = parts.values()
    assert (north.movement.east, north.movement.north, north.circle_95) == pytest.approx((1.0, 0.0, 1.0))
    assert (south.movement.east, south.movement.north, south.root_mean_square) == pytest.approx((0.0, -2.0, 2.0))
    assert beside.root_mean_square == pytest.approx(np.sqrt((50 * 4 + 50) / 101))
