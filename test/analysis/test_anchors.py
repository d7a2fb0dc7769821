"""What later values score on the scale of earlier ones: by hand, and the same as then for the same values."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.anchors import MOST_QUANTILES, Anchor, anchors_of, index_errors, score_on
from opgavenkaart.processing.analysis.index import score
from opgavenkaart.processing.model.challenge import Aggregation, read_challenge
from opgavenkaart.processing.model.codec import from_json, to_json

NAN = np.nan
BASE = replace(read_challenge("warm_homes").indicators[0], smoothing="none", denominator=None)


def indicator(id="a", normalisation="min_max", direction="high", weight=1.0, target=None, limit=None):
    return replace(BASE, id=id, normalisation=normalisation, direction=direction, weight=weight, target=target, limit=limit)


def anchor(values, *choices, **more):
    return anchors_of([indicator("a", *choices, **more)], pd.DataFrame({"a": np.array(values, dtype=float)}))["a"]


def test_later_values_on_each_scale_by_hand():
    """z: mean 3, deviation 2, so 7 is two deviations above it: 97.7 %. Range 1-5: 7 is half a range beyond it. Percentiles: 25 and 75."""
    assert anchor([1, 5], "z_score").score([3, 5, 7]).round(2).tolist() == [50, 84.13, 97.72]
    assert anchor([1, 5], "min_max").score([1, 2, 7, NAN]).tolist()[:3] == [0, 25, 150]
    assert anchor([1, 5], "min_max", "low").score([1, 2, 7]).tolist() == [100, 75, -50]
    assert anchor([1, 5], "percentile").score([0, 1, 3, 5, 6]).tolist() == [0, 25, 50, 75, 100]
    assert anchor([1, 5, 5], "percentile", "low").score([5]).tolist() == pytest.approx([100 / 3]), "5 is the mean of ranks 2 and 3"


def test_a_target_stays_where_it_is_and_its_limit_where_it_was():
    """With a stated limit nothing is worse than 100; the worst value of then may be exceeded."""
    stated, worst = anchor([10, 30], "target", target=10, limit=30), anchor([10, 30], "target", target=10)
    assert stated.score([5, 20, 50]).tolist() == [0, 50, 100] and worst.score([5, 20, 50]).tolist() == [0, 50, 200]
    assert anchor([10, 30], "target", "low", target=30).score([40, 20, 0]).tolist() == [0, 50, 150]
    none_beyond = anchor([4, 10], "target", target=10)
    assert none_beyond.score([10, 10.1]).tolist() == [0, 100], "the worst of then was at the target: that is still good, any more is not"
    without_need = anchor([5, 8], "target", target=10).score([9, 11, NAN])
    np.testing.assert_array_equal(without_need, [0, 100, NAN], "then nothing was worse than the target: what is so now is the worst")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)) | st.just(NAN), min_size=3, max_size=40),
    st.sampled_from(["z_score", "min_max", "percentile", "target"]),
    st.sampled_from(["high", "low"]),
)
def test_the_same_values_score_as_they_did(values, normalisation, direction):
    values = np.array(values)
    known = values[np.isfinite(values)]
    if len(known) < 2 or np.ptp(known) < 1e-3 * max(np.abs(known).max(), 1):
        return
    asked = indicator("a", normalisation, direction, target=0.0 if normalisation == "target" else None)
    kept = anchors_of([asked], pd.DataFrame({"a": values}))["a"]
    there = from_json(Anchor, to_json(kept))
    np.testing.assert_allclose(there.score(values), score(values, normalisation, direction, asked.target), atol=1e-6)


def test_many_values_are_kept_as_quantiles_a_tenth_of_a_point_near():
    values = np.random.default_rng(1).gamma(2, size=20_000)
    kept = anchor(values, "percentile")
    assert len(kept.quantiles) == MOST_QUANTILES and np.abs(kept.score(values) - score(values, "percentile")).max() < 0.1


def test_indicators_without_values_or_of_one_value_have_no_scale():
    raw = pd.DataFrame({"none": [NAN, NAN], "equal": [3.0, 3.0], "aim": [3.0, 3.0]})
    asked = [indicator("none"), indicator("equal"), indicator("aim", "target", target=1.0), indicator("absent")]
    assert list(anchors_of(asked, raw)) == ["aim"]


def test_an_index_on_an_earlier_scale():
    """a 0-10 with weight 1, b 0-100 with weight 3: (50 + 3 x 20) / 4 = 27.5; without b too much is missing."""
    asked = [indicator("a", weight=1.0), indicator("b", weight=3.0)]
    kept = anchors_of(asked, pd.DataFrame({"a": [0, 10], "b": [0, 100]}))
    scores, index = score_on(kept, asked, pd.DataFrame({"a": [5.0, 5.0], "b": [20.0, NAN]}), Aggregation())
    assert scores["b"].tolist()[0] == 20 and index[0] == 27.5 and np.isnan(index[1])


def test_the_error_of_an_index_by_hand():
    """a 0-10 and b 0-100 weigh the same; errors of 1 and 20 are 10 and 20 points, half of which reach the index: root of 5^2 + 10^2."""
    asked = [indicator("a"), indicator("b")]
    kept = anchors_of(asked, pd.DataFrame({"a": [0, 10], "b": [0, 100]}))
    raw = pd.DataFrame({"a": [5.0, 5.0, 5.0], "b": [50.0, 50.0, 50.0]})
    errors = pd.DataFrame({"a": [1.0, 1.0, NAN], "b": [20.0, NAN, NAN]})
    np.testing.assert_allclose(index_errors(kept, asked, raw, errors, Aggregation()), [np.sqrt(125), 5, NAN])
