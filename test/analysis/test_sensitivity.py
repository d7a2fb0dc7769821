"""Certainty of an index, against draws that can be worked out and against plain loops."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.evaluation import evaluate
from opgavenkaart.processing.analysis.index import combine, score
from opgavenkaart.processing.analysis.influence import alike_groups
from opgavenkaart.processing.analysis.sensitivity import (
    Choices,
    _draw_indices,
    correlations,
    leave_one_sector_out,
    sensitivity,
)
from opgavenkaart.processing.model.challenge import Aggregation, Indicator, Measurement
from opgavenkaart.processing.model.choices import RELATIVE_NORMALISATIONS
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.units import grid, unit_types
from scipy.stats import spearmanr


def indicator(id, sector="energy", weight=1.0, **options):
    return Indicator(id, Text(id, id), sector, Measurement("layer", "attribute", id), weight=weight, **options)


def values(n=60, seed=3):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({"a": rng.gamma(2, 5, n), "b": rng.normal(100, 20, n), "c": rng.random(n)})


INDICATORS = [indicator("a"), indicator("b", "health", 2.0, direction="low"), indicator("c", "health", 0.5)]


def evaluated(raw, indicators=INDICATORS):
    return evaluate(indicators, raw, dict.fromkeys(raw, 1.0), Aggregation())


def test_a_unit_that_is_worst_in_everything_is_worst_in_every_draw():
    raw = values()
    raw.loc[7] = [1e3, 1.0, 2.0]
    found = sensitivity(INDICATORS, raw, evaluated(raw).index, draws=300)
    assert (found.rank_low[7], found.rank_high[7], found.worst_share[7], found.certainty[7]) == (1, 1, 1.0, "robust")


def test_worst_tenth_is_shared_out_whole():
    raw = values(80)
    found = sensitivity(INDICATORS, raw, evaluated(raw).index, draws=500)
    assert found.worst_share.sum() == pytest.approx(8.0, abs=1e-9)
    assert (found.rank_low <= found.rank_high).all()


def test_units_with_the_same_values_share_their_places():
    """Of 20 units one leads and 19 have nothing: each of these has the second place of the worst tenth one time in 19."""
    raw = pd.DataFrame({"a": np.eye(20)[4]})
    found = sensitivity(INDICATORS[:1], raw, raw["a"].to_numpy(), draws=50)
    assert (found.rank_low[4], found.rank_high[4], found.worst_share[4]) == (1, 1, 1.0)
    others = np.arange(20) != 4
    assert set(found.rank_low[others]) == {2} and set(found.rank_high[others]) == {20}
    assert found.worst_share[others] == pytest.approx(1 / 19)
    assert set(found.certainty[others]) == {"surely_not"}


@pytest.mark.parametrize(("units", "worst"), [(3, 1), (9, 1), (10, 1), (11, 2), (25, 3), (30, 3), (80, 8)])
def test_the_worst_tenth_holds_as_many_units_everywhere(units, worst):
    """A tenth or the next whole number: in the certainty of an index, and in clusters above the threshold that is taken by itself."""
    raw = pd.DataFrame({"a": np.arange(units) + 1.0})
    found = sensitivity(INDICATORS[:1], raw, raw["a"].to_numpy(), draws=50)
    assert found.worst_share.sum() == pytest.approx(worst)
    classified = unit_types(grid(units, 1), raw["a"].to_numpy(), ClusterRule("threshold"))
    assert (classified.cluster_type == "hot").sum() == worst


def test_ranks_equal_plain_loops_over_the_same_draws():
    raw = values(25)
    raw.loc[3, "a"] = np.nan
    index = evaluated(raw).index
    table = [[score(raw[one.id].to_numpy(), m, one.direction) for m in RELATIVE_NORMALISATIONS] for one in INDICATORS]
    flat = np.array([row for rows in table for row in rows])
    choices = Choices(
        np.nan_to_num(flat), np.nan_to_num(np.log(np.maximum(flat, 1.0))), np.isfinite(flat[::3]).astype(float), np.array([1, 2, 0.5])
    )
    drawn = _draw_indices(choices, 0.5, 40, np.random.default_rng(8))
    rng = np.random.default_rng(8)
    weights, chosen = np.array([1, 2, 0.5]) * rng.uniform(0.5, 1.5, (40, 3)), rng.integers(3, size=(40, 3))
    geometric = rng.random(40) < 0.5
    for draw in range(40):
        scores = np.array([table[i][chosen[draw, i]] for i in range(3)]).T
        plain, _ = combine(scores, weights[draw], "geometric" if geometric[draw] else "arithmetic", 1.0)
        assert np.allclose(np.exp(drawn[draw]) if geometric[draw] else drawn[draw], plain, rtol=1e-12)
    assert np.isfinite(index).all()


def test_without_spread_on_targets_only_the_aggregation_is_drawn():
    raw = values()
    fixed = [indicator("a", normalisation="target", target=0.0)]
    found = sensitivity(fixed, raw[["a"]], evaluated(raw[["a"]], fixed).index, draws=200, spread=0.0)
    assert (found.rank_low == found.rank_high).all()
    assert set(found.certainty) == {"robust", "surely_not"} and ((found.certainty == "robust") == (found.worst_share == 1)).all()
    assert (found.rank_low == (-raw["a"]).rank()).all()


def test_order_of_units_does_not_matter_and_seed_does():
    raw = values()
    shuffled = raw.sample(frac=1, random_state=1)
    one = sensitivity(INDICATORS, raw, evaluated(raw).index, draws=400)
    other = sensitivity(INDICATORS, shuffled.reset_index(drop=True), evaluated(shuffled.reset_index(drop=True)).index, draws=400)
    again = sensitivity(INDICATORS, raw, evaluated(raw).index, draws=400, seed=2)
    assert (one.worst_share[shuffled.index] == other.worst_share).all()
    assert (one.rank_high[shuffled.index] == other.rank_high).all()
    assert (one.worst_share != again.worst_share).any()


def test_units_without_index_take_no_part():
    raw = values()
    index = evaluated(raw).index
    index[[2, 9]] = np.nan
    found = sensitivity(INDICATORS, raw, index, draws=100)
    assert np.isnan(found.rank_low[[2, 9]]).all()
    assert (found.certainty[[2, 9]] == "too_little_data").all()
    assert np.nanmax(found.rank_high) <= 58


def test_nothing_to_draw_has_its_sentence():
    with pytest.raises(OpgaveError, match="No unit has an index"):
        sensitivity(INDICATORS, values(), np.full(60, np.nan), draws=5)
    with pytest.raises(OpgaveError, match="Draw at least once"):
        sensitivity(INDICATORS, values(), np.ones(60), draws=0)


def test_without_the_deciding_sector_the_worst_change():
    raw = values(200)
    table = leave_one_sector_out(INDICATORS, evaluated(raw).scores, evaluated(raw).index, "arithmetic", 0.34).set_index("sector")
    assert table.loc["energy", "weight_share"] == pytest.approx(1 / 3.5)
    assert table.loc["health", "weight_share"] == pytest.approx(2.5 / 3.5)
    assert table.loc["health", "stays"] < table.loc["energy", "stays"] <= 1.0
    before = pd.Series(-evaluated(raw).index).rank()
    after = pd.Series(-evaluated(raw).scores["a"]).rank()
    assert table.loc["health", "shift"] == pytest.approx((before - after).abs().mean())


def test_correlations_are_spearmans_and_name_what_counts_twice():
    raw = values(100)
    raw["d"] = np.exp(raw["a"] / 10)
    raw.loc[5, "b"] = np.nan
    matrix = correlations(raw)
    both = raw[["a", "b"]].dropna()
    assert matrix.loc["a", "b"] == pytest.approx(spearmanr(both["a"], both["b"]).statistic, abs=1e-12)
    assert [(one.ids, one.low) for one in alike_groups(matrix)] == [(("a", "d"), pytest.approx(1.0))]
