"""Gi*, local Moran and their p-values: by hand, against esda on the same weights, and by what must hold."""

import itertools
import warnings

import numpy as np
import pytest
import shapely
from esda.getisord import G_Local
from esda.moran import Moran_Local, Moran_Local_BV
from libpysal.weights import WSP
from opgavenkaart.processing.analysis.local_statistics import (
    _quadrant,
    bivariate_moran,
    false_discovery,
    gi_star,
    local_moran,
    permutation_p,
    require_deviation,
    require_units,
    worst_count,
)
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.units import FLANDERS, GHENT, grid, real_units, unit_types
from scipy.sparse import csr_matrix
from scipy.stats import false_discovery_control, norm

CASES = [(GHENT, "inkomen_mediaan", "queen"), (GHENT, "inkomen_mediaan", "knn:8"), (FLANDERS, "inkomen_per_aangifte", "queen"),
         (FLANDERS, "inkomen_per_aangifte", "knn:8"), (FLANDERS, "inkomen_per_aangifte", "distance:3000")]  # fmt: skip


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0][:5]}-{case[2]}", scope="module")
def real(request):
    file, field, spec = request.param
    geometry, table = real_units(file, field)
    known = table[field].notna().to_numpy()
    return table[field][known].to_numpy(), spatial_weights(geometry[known], spec)


def esda(statistic, *values, weights, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return statistic(*values, WSP(weights.copy()).to_W(silence_warnings=True), **options)


class Listener(Progress):
    def __init__(self, cancelled=False):
        self.warnings, self.cancelled = [], cancelled

    def warn(self, text, **values):
        self.warnings.append(text.format(**values))

    def is_cancelled(self):
        return self.cancelled


def test_gi_star_of_four_in_a_row_by_hand():
    """Values 1, 2, 3, 6: mean 3, deviation sqrt(3.5); the ends have 2 units in their sum, the others 3."""
    found = gi_star(np.array([1.0, 2.0, 3.0, 6.0]), spatial_weights(grid(4, 1), "queen"), permutations=0)
    two, three = np.sqrt(3.5) * np.sqrt((4 * 2 - 4) / 3), np.sqrt(3.5) * np.sqrt((4 * 3 - 9) / 3)
    expected = [(3 - 6) / two, (6 - 9) / three, (11 - 9) / three, (9 - 6) / two]
    assert found.z_score == pytest.approx(expected, rel=1e-12)
    assert found.p_value == pytest.approx(2 * norm.sf(np.abs(expected)), rel=1e-12)
    assert found.cluster_type.tolist() == ["cold", "cold", "hot", "hot"]


def test_local_moran_of_four_in_a_row_by_hand():
    """Deviations -2, -1, 0, 3, sum of squares 14: I = 3 z lag / 14, with the mean of the neighbours as lag."""
    found = local_moran(np.array([1.0, 2.0, 3.0, 6.0]), spatial_weights(grid(4, 1), "queen"), permutations=0)
    assert found.statistic == pytest.approx([3 * -2 * -1 / 14, 3 * -1 * -1 / 14, 0, 0], abs=1e-12)
    assert found.cluster_type.tolist()[:2] == ["low-low", "low-low"]


def test_moran_z_score_is_that_of_every_possible_draw():
    """The analytic mean and deviation are those over all ways to draw k neighbours from the other units."""
    values, weights = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]), spatial_weights(grid(7, 1), "queen")
    found = local_moran(values, weights, permutations=0)
    z = (values - values.mean()) / values.std()
    for unit in range(7):
        k = weights[[unit]].nnz
        others = np.delete(z, unit)
        draws = np.array([z[unit] * others[list(draw)].mean() * 6 / 7 for draw in itertools.combinations(range(6), k)])
        assert found.z_score[unit] == pytest.approx((found.statistic[unit] - draws.mean()) / draws.std(), rel=1e-9)


def test_permutation_p_is_that_of_every_possible_draw():
    """With many permutations the counts approach the exact tail over all draws from the other units, ties included."""
    values, weights = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]), spatial_weights(grid(4, 2), "queen")
    p = permutation_p((values - values.mean()) / values.std(), weights, 99_999)
    for unit in range(8):
        around = weights[[unit]].indices
        sums = np.array([values[list(draw)].sum() for draw in itertools.combinations(np.delete(np.arange(8), unit), len(around))])
        observed = values[around].sum()
        exact = min(1.0, 2 * min((sums >= observed).mean(), (sums <= observed).mean()))
        assert p[unit] == pytest.approx(exact, abs=0.015)


def test_gi_star_equals_esda(real):
    values, weights = real
    ours, peer = gi_star(values, weights, 999), esda(G_Local, values, weights=weights, transform="B", star=True, permutations=0)
    connected = np.diff(weights.indptr) > 0
    assert ours.z_score == pytest.approx(peer.Zs, abs=1e-9)
    assert np.isnan(ours.p_value[~connected]).all()
    assert (ours.cluster_type[~connected] == "none").all()


def test_local_moran_equals_esda(real):
    values, weights = real
    ours, peer = local_moran(values, weights, 0), esda(Moran_Local, values, weights=weights, permutations=0)
    connected, n = np.diff(weights.indptr) > 0, len(values)
    assert ours.statistic[connected] == pytest.approx(peer.Is[connected], abs=1e-9)
    peer_z = (peer.Is * n / (n - 1) - peer.EIc)[connected] / np.sqrt(peer.VIc[connected])
    assert ours.z_score[connected] == pytest.approx(peer_z, abs=1e-9)
    assert np.isnan(ours.statistic[~connected]).all()
    assert np.isnan(ours.z_score[~connected]).all()
    names = np.array(["", "high-high", "low-high", "low-low", "high-low"])
    assert (ours.cluster_type[connected] == names[peer.q[connected].astype(int)]).all()


@pytest.mark.parametrize("case", CASES[:2], ids=lambda case: case[2])
def test_permutation_p_values_equal_esda_within_chance(case):
    """Two Monte Carlo estimates of the same p: their difference stays within four standard errors of both together."""
    geometry, table = real_units(case[0], case[1])
    known = table[case[1]].notna().to_numpy()
    values, weights = table[case[1]][known].to_numpy(), spatial_weights(geometry[known], case[2])
    peer = esda(G_Local, values, weights=weights, transform="B", star=True, permutations=1999, seed=5, n_jobs=1)
    moran = esda(Moran_Local, values, weights=weights, permutations=1999, seed=6)
    gi, local = gi_star(values, weights, 9999), local_moran(values, weights, 9999)
    for ours, theirs in ((gi.p_value, peer.p_sim), (local.p_value, moran.p_sim)):
        error = np.sqrt(ours * (2 - ours) * (1 / 9999 + 1 / 1999)) + 2 / 2000
        difference = np.abs(ours - np.minimum(1, 2 * theirs))
        assert (difference <= 4 * error).all()
        assert difference.mean() < error.mean()
    assert np.array_equal(gi.p_value, local.p_value)


def test_bivariate_moran_equals_esda():
    geometry, table = real_units(GHENT, "inkomen_mediaan", "v2506_gas_res_cons")
    known = table.notna().all(axis=1).to_numpy()
    x, y = table[known].to_numpy().T
    weights = spatial_weights(geometry[known], "queen")
    ours, peer = bivariate_moran(x, y, weights, 999), esda(Moran_Local_BV, x, y, weights=weights, permutations=999, seed=1)
    assert ours.statistic == pytest.approx(peer.Is, abs=1e-9)
    assert np.corrcoef(ours.z_score, peer.z_sim)[0, 1] > 0.999
    assert (ours.p_value <= 0.05).sum() == pytest.approx((2 * peer.p_sim <= 0.05).sum(), abs=8)


def test_missing_values_are_as_if_the_units_were_not_there():
    values, squares = np.random.default_rng(2).normal(size=48), grid(8, 6)
    values[[3, 11, 40]] = np.nan
    known = np.isfinite(values)
    for statistic in (gi_star, local_moran):
        whole = statistic(values, spatial_weights(squares, "queen"), 999)
        part = statistic(values[known], spatial_weights(squares[known], "queen"), 999)
        assert np.array_equal(whole.z_score[known], part.z_score)
        assert np.array_equal(whole.p_value[known], part.p_value)
        assert np.isnan(whole.z_score[~known]).all()
        assert whole.cluster_type[~known].tolist() == ["none"] * 3


@pytest.mark.parametrize("weights", ["queen", "knn:8", "distance:400"])
def test_p_values_do_not_depend_on_the_order_of_units(weights):
    """Distances of 400 m reach so many units that whole permutations are drawn, 8 neighbours so few that they are not."""
    rng = np.random.default_rng(4)
    values, corner = rng.normal(size=180), shapely.bounds(grid(15, 12))[:, :2] + rng.uniform(0, 9, (180, 2))
    squares = shapely.box(*corner.T, *(corner + 100).T)
    shuffled = np.random.default_rng(5).permutation(len(squares))
    straight = gi_star(values, spatial_weights(squares, weights), 999, seed=9)
    other = gi_star(values[shuffled], spatial_weights(squares[shuffled], weights), 999, seed=9)
    assert np.array_equal(straight.p_value[shuffled], other.p_value, equal_nan=True)
    assert straight.z_score[shuffled] == pytest.approx(other.z_score, abs=1e-12)


def test_same_seed_same_p_other_seed_other_p():
    values, weights = np.random.default_rng(4).normal(size=100), spatial_weights(grid(10, 10), "queen")
    first, again, other = (gi_star(values, weights, 999, seed).p_value for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert np.abs(first - other).max() < 0.12


def test_p_values_follow_chance_where_there_is_no_pattern():
    """Over many random fields, a p-value at or under 0.05 comes up about one time in twenty, never much more."""
    weights, rng = spatial_weights(grid(12, 12), "queen"), np.random.default_rng(8)
    p = np.array([local_moran(rng.gamma(1.0, size=144), weights, 199, seed).p_value for seed in range(100)])
    assert 0.035 < (p <= 0.05).mean() < 0.055
    assert p.min() >= 2 / 200


def test_a_peak_among_low_values_is_neither_hot_nor_cold():
    values = np.ones(49) + np.random.default_rng(1).uniform(0, 1, 49)
    values[[16, 17, 18, 23, 25, 30, 31, 32]] = 0.0
    values[24] = 400.0
    weights = spatial_weights(grid(7, 7), "queen")
    found = gi_star(values, weights, 999)
    assert found.z_score[24] > 1.96
    assert found.p_value[24] < 0.05
    assert found.cluster_type[24] == "none"
    assert local_moran(values, weights, 999).cluster_type[24] == "high-low"


def test_false_discovery_equals_scipy():
    rng = np.random.default_rng(6)
    for share in (0.0, 0.1, 0.9):
        p = np.where(rng.uniform(size=400) < share, rng.beta(1, 60, 400), rng.uniform(size=400)).round(3)
        assert np.array_equal(false_discovery(p, 0.05), false_discovery_control(p) <= 0.05)


def test_false_discovery_by_hand_and_without_tests():
    """Of four, 0.01 <= 1/4 x 0.05 and 0.025 <= 2/4 x 0.05 count; 0.04 > 3/4 x 0.05 does not. NaN is no test."""
    assert false_discovery(np.array([0.04, 0.01, np.nan, 0.8, 0.025]), 0.05).tolist() == [False, True, False, False, True]
    assert false_discovery(np.full(3, np.nan), 0.05).tolist() == [False] * 3
    assert false_discovery(np.array([0.5, 0.9]), 0.05).tolist() == [False] * 2


def planted(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return noise on 20 x 20 squares with a block of 4 x 4 raised and one lowered by 3 deviations, and the block's units."""
    values = np.random.default_rng(seed).normal(size=400)
    block = np.array([row * 20 + column for row in range(3, 7) for column in range(3, 7)])
    values[block] += 3.0
    values[block + 10 * 21] -= 3.0
    return values, block


@pytest.mark.parametrize("method, high, low", [("gi_star", "hot", "cold"), ("local_moran", "high-high", "low-low")])
def test_planted_blocks_are_found(method, high, low):
    values, block = planted(3)
    found = unit_types(grid(20, 20), values, ClusterRule(method, "queen"))
    heart = block[[5, 6, 9, 10]]
    assert (found.cluster_type[heart] == high).all()
    assert (found.cluster_type[heart + 210] == low).all()
    outside = np.setdiff1d(np.arange(400), np.concatenate([block, block + 210]))
    assert (found.cluster_type[outside] == high).sum() < 25
    assert (found.missing_count, found.island_count) == (0, 0)


def test_noise_holds_next_to_nothing_after_correction():
    """At 5 % false discovery, at most about one noise field in twenty has any find; without correction all have."""
    rng, squares, seeds = np.random.default_rng(11), grid(15, 15), count(400)
    finds = {"fdr": [], "none": []}
    for _ in range(seeds):
        values = rng.normal(size=225)
        for correction, found in finds.items():
            rule = ClusterRule("gi_star", "queen", permutations=999, correction=correction)
            found.append((unit_types(squares, values, rule).cluster_type != "none").any())
    assert np.mean(finds["fdr"]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / seeds)
    assert all(finds["none"])


def test_normal_approximation_and_no_correction_is_a_plain_z_test():
    values, _ = planted(5)
    found = unit_types(grid(20, 20), values, ClusterRule("gi_star", "queen", permutations=0, correction="none", alpha=0.01))
    assert np.array_equal(found.cluster_type == "hot", found.z_score > norm.isf(0.005))
    assert np.array_equal(found.cluster_type == "cold", found.z_score < -norm.isf(0.005))


def test_threshold_takes_the_worst_tenth_or_the_value_given():
    values = np.array([*range(1, 20), np.nan], dtype=float)
    found = unit_types(grid(20, 1), values, ClusterRule("threshold"))
    assert found.threshold == 18.0
    assert np.flatnonzero(found.cluster_type == "hot").tolist() == [17, 18]
    assert found.missing_count == 1
    assert np.isnan(found.z_score).all()
    assert np.isnan(found.p_value).all()
    given = unit_types(grid(20, 1), values, ClusterRule("threshold", threshold=17.0))
    assert np.flatnonzero(given.cluster_type == "hot").tolist() == [16, 17, 18]


def test_units_without_geometry_or_neighbours_are_counted():
    squares = np.append(grid(5, 5), grid(7, 1, 1000.0)[4::2])
    squares[0] = None
    values = np.random.default_rng(1).normal(size=27)
    values[3] = np.nan
    listener = Listener()
    found = unit_types(squares, values, ClusterRule("local_moran", "queen", permutations=99), progress=listener)
    assert (found.missing_count, found.island_count) == (2, 2)
    assert np.isnan(found.z_score[[0, 3, 25, 26]]).all()
    assert listener.warnings[0] == "2 units have no neighbours with weights 'queen': their type is 'none'."


def test_too_few_permutations_for_alpha_are_said():
    listener = Listener()
    rule = ClusterRule("gi_star", "queen", permutations=9)
    unit_types(grid(5, 5), np.random.default_rng(1).normal(size=25), rule, progress=listener)
    assert listener.warnings == ["With 9 permutations no p-value is under 0.2, so nothing can be found at 0.05: use more."]


def test_bivariate_needs_both_values():
    values, second = np.random.default_rng(1).normal(size=(2, 36))
    second[4] = np.nan
    found = unit_types(grid(6, 6), values, ClusterRule("bivariate_moran", "queen", permutations=99), second)
    assert found.missing_count == 1
    assert np.isnan(found.z_score[4])
    with pytest.raises(OpgaveError, match="Field 'flat': all 36 units have the value 0, so no unit stands out"):
        unit_types(grid(6, 6), values, ClusterRule("bivariate_moran", "queen"), np.zeros(36), "index", "flat")


@pytest.mark.parametrize("rule", [ClusterRule("gi_star", "queen"), ClusterRule("local_moran", "queen"), ClusterRule("threshold")])
def test_equal_values_are_refused(rule):
    with pytest.raises(OpgaveError, match="Field 'need': all 9 units have the value 0.1, so no unit stands out"):
        unit_types(grid(3, 3), np.full(9, 0.1), rule, field="need")


@pytest.mark.parametrize("known", [0, 1, 2])
def test_fewer_than_three_units_are_refused(known):
    values = np.array([1.0] * known + [np.nan] * (4 - known))
    with pytest.raises(OpgaveError, match=f"Field 'need' has a value in {known} of 4 units: clusters need at least 3 units"):
        unit_types(grid(2, 2), values, ClusterRule(weights="queen"), field="need")


def test_weights_that_join_all_are_refused():
    with pytest.raises(OpgaveError, match="'knn:3' make all 4 units neighbours of each other, so no unit can stand out"):
        unit_types(grid(2, 2), np.arange(4.0), ClusterRule(weights="knn:3"))


def test_cancel_stops_the_permutations():
    values, weights = np.random.default_rng(4).normal(size=100), spatial_weights(grid(10, 10), "queen")
    with pytest.raises(Cancelled):
        gi_star(values, weights, 9999, progress=Listener(cancelled=True))


def test_the_middle_of_a_slope_stands_out_on_no_side():
    """Five in a row, each one more than the one before: in the middle the unit and its neighbours are the mean."""
    weights = csr_matrix(np.eye(5, k=1) + np.eye(5, k=-1))
    found = gi_star(np.arange(5.0), weights, 0)
    assert found.z_score[2] == 0 and found.cluster_type.tolist() == ["cold", "cold", "none", "hot", "hot"]


def test_quadrants_up_to_their_borders():
    """What is just the mean is not above it."""
    x = np.array([1.0, 1, -1, -1, 0, 0, 1, 0, 1])
    lag = np.array([1.0, -1, 1, -1, 1, -1, 0, 0, np.nan])
    names = ["high-high", "high-low", "low-high", "low-low", "low-high", "low-low", "high-low", "low-low", "none"]
    assert _quadrant(x, lag).tolist() == names


def test_the_worst_tenth_is_a_whole_number():
    assert [worst_count(count) for count in (0, 1, 9, 10, 11, 20, 21, 100)] == [0, 1, 1, 1, 2, 2, 3, 10]


def test_values_that_are_all_but_equal_stand_out_nowhere():
    assert require_deviation(np.array([1.0, 3.0]), "n") == 1
    with pytest.raises(OpgaveError, match=r"^Field 'n': all 3 units have the value 1e\+06, so no unit stands out; choose another field\.$"):
        require_deviation(np.full(3, 1e6), "n")
    require_units(np.array([True, True, True, False]), "n")
    with pytest.raises(OpgaveError, match="^Field 'n' has a value in 2 of 4 units: clusters need at least 3 units with a value.$"):
        require_units(np.array([True, True, False, False]), "n")
