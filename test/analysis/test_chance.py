"""Cities as smooth by chance, and how often a planted cluster is found: by hand, against esda, and where the truth is known."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from esda.moran import Moran
from libpysal.weights import WSP
from opgavenkaart.processing.analysis import chance
from opgavenkaart.processing.analysis.chance import arrange, draw_smooth_cities, guess_coefficient, measure_power, morans_i
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units
from opgavenkaart.processing.analysis.power import STRENGTH, cluster_size
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.units import grid
from scipy.sparse import csr_matrix

RULE = ClusterRule(weights="queen")
ROW = csr_matrix(np.array([[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]], dtype=float))
"""Three in a row, rows that add up to 1."""


def smooth_field(seed: int, side: int, coefficient: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a grid and skewed values in the order of an autoregressive field of that coefficient."""
    rng, geometry = np.random.default_rng(seed), grid(side, side)
    weights = chance._row_standardised(spatial_weights(geometry, "queen"))
    return geometry, arrange(rng.gamma(3, 1, side**2), weights, coefficient, rng.normal(size=(side**2, 1)))[:, 0]


def test_moran_of_three_in_a_row_by_hand_and_of_a_grid_by_esda():
    """z = -1, 0, 1: neighbours' means 0, 0, 0, so I = 0. z = (-4, 2, 2) / 3: sum of z x mean = (-8 - 2 + 4) / 9, of z^2 = 24 / 9."""
    assert morans_i(np.array([1.0, 2, 3]), ROW) == 0
    assert morans_i(np.array([1.0, 3, 3]), ROW) == pytest.approx(-6 / 24)
    geometry, values = smooth_field(1, 12, 0.7)
    weights = spatial_weights(geometry, "queen")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Moran(values, WSP(weights.copy()).to_W(silence_warnings=True), transformation="r", permutations=0).I
    assert morans_i(values, chance._row_standardised(weights)) == pytest.approx(theirs)


def test_a_field_of_three_by_hand():
    """y = (I - W / 2)^-1 e with e = (1, 0, 0): y1 = 1 + y2 / 2, y2 = (y1 + y3) / 4, y3 = y2 / 2: y = (7/6, 1/3, 1/6)."""
    assert arrange(np.array([10.0, 20, 30]), ROW, 0.5, np.array([[1.0], [0], [0]]))[:, 0].tolist() == [30, 20, 10]
    solved = np.linalg.solve(np.eye(3) - ROW.toarray() / 2, [1.0, 0, 0])
    assert solved == pytest.approx([7 / 6, 1 / 3, 1 / 6])


@pytest.mark.parametrize("coefficient", [0.4, 0.8, 0.95])
def test_the_coefficient_of_a_field_is_guessed_back(coefficient):
    guesses = []
    for seed in range(5):
        geometry, values = smooth_field(seed, 40, coefficient)
        guesses.append(guess_coefficient(values, chance._row_standardised(spatial_weights(geometry, "queen"))))
    assert np.mean(guesses) == pytest.approx(coefficient, abs=0.03)


@pytest.mark.parametrize(("side", "coefficient"), [(8, 0.6), (20, 0.3), (20, 0.9)])
def test_drawn_cities_hold_the_same_values_and_are_as_smooth(side, coefficient):
    geometry, values = smooth_field(3, side, coefficient)
    found = draw_smooth_cities(UnitValues(geometry, values), RULE)
    assert found.drawn_moran == pytest.approx(found.moran, abs=0.03)
    weights = chance._row_standardised(spatial_weights(geometry, "queen"))
    drawn = arrange(values, weights, found.coefficient, np.random.default_rng(0).normal(size=(side**2, 200)))
    assert (np.sort(drawn, axis=0) == np.sort(values)[:, None]).all()
    assert morans_i(drawn, weights).mean() == pytest.approx(found.moran, abs=0.03)


def test_in_cities_that_are_smooth_by_chance_as_much_stands_out_as_chance_has_it():
    """The share of the drawn cities with as much is even between 0 and 1: half of the cities lie under the middle."""
    cities = count(100) + 10
    below = []
    for seed in range(cities):
        found = draw_smooth_cities(UnitValues(*smooth_field(seed, 15, 0.85)), RULE, 50)
        below.append((found.shares < found.share).mean() + (found.shares == found.share).mean() / 2)
    assert abs(np.mean(below) - 0.5) < 3.1 * np.sqrt(1 / 12 / cities)
    assert np.mean(below) > 0.1


def test_shuffled_values_give_next_to_nothing_and_a_planted_block_gives_more_than_smoothness():
    rng, geometry = np.random.default_rng(2), grid(20, 20)
    noise = rng.normal(size=400)
    shuffled = draw_smooth_cities(UnitValues(geometry, noise), RULE)
    assert shuffled.coefficient < 0.15
    assert np.mean(shuffled.shares > 0) <= 0.2
    block = noise + 3.0 * np.isin(np.arange(400), [row * 20 + column for row in range(5, 11) for column in range(5, 11)])
    planted = draw_smooth_cities(UnitValues(geometry, block), RULE)
    types = classify_units(UnitValues(geometry, block), replace(RULE, permutations=0)).types
    assert planted.share == (types.cluster_type == "hot").mean() > 0.05
    assert planted.as_large == (planted.shares >= planted.share).sum() < 50


def test_units_without_value_take_no_part_and_other_methods_have_none():
    geometry, values = smooth_field(4, 10, 0.7)
    holed = np.append(values, [np.nan, 1.0])
    beside = np.append(geometry, [grid(1, 1)[0], None])
    assert (
        draw_smooth_cities(UnitValues(beside, holed), RULE).shares.tolist()
        == draw_smooth_cities(UnitValues(geometry, values), RULE).shares.tolist()
    )
    assert measure_power(UnitValues(beside, holed), RULE) == measure_power(UnitValues(geometry, values), RULE)
    for method in ("threshold", "skater", "scan"):
        assert draw_smooth_cities(UnitValues(geometry, values), ClusterRule(method)) is None
        assert measure_power(UnitValues(geometry, values), ClusterRule(method)) is None  # a scan without inhabitants
    assert measure_power(UnitValues(geometry, np.ones(100)), RULE) is None
    assert measure_power(UnitValues(geometry, values), replace(RULE, sides="mismatch")) is None
    assert measure_power(UnitValues(geometry, values, second=values), replace(RULE, method="bivariate_moran")) is None


@pytest.mark.parametrize(("side", "low", "high"), [((6, 5), 0.0, 0.2), ((20, 20), 0.4, 0.9)])
def test_the_power_is_that_of_clusters_planted_one_by_one(side, low, high):
    """Planted here in another way: the nearest by sorting all distances, one classification each."""
    geometry = grid(*side)
    n = len(geometry)
    values = np.random.default_rng(0).normal(size=n)
    power = measure_power(UnitValues(geometry, values), RULE)
    assert power.size == cluster_size(n)
    rng, found, draws = np.random.default_rng(9), 0, 150
    for _ in range(draws):
        shuffled, middle = rng.permutation(values), rng.integers(n)
        column, row = np.arange(n) % side[0], np.arange(n) // side[0]
        near = np.lexsort((rng.random(n), np.hypot(column - column[middle], row - row[middle])))[: power.size]
        shuffled[near] += STRENGTH * values.std()
        types = classify_units(UnitValues(geometry, shuffled), replace(RULE, permutations=0)).types
        found += 2 * (types.cluster_type[near] == "hot").sum() >= power.size
    assert low <= power.found <= high
    assert power.found == pytest.approx(found / draws, abs=4 * np.sqrt(0.25 * (1 / draws + 1 / power.draws)) * 0.7 + 0.01)


def test_both_can_be_cancelled_and_say_how_far_they_are():
    units = UnitValues(*smooth_field(0, 10, 0.7))
    for work in (draw_smooth_cities, measure_power):
        with pytest.raises(Cancelled):
            work(units, RULE, progress=Heard(cancel_after=10))
