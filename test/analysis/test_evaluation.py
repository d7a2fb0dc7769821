"""From raw values to the index, on units that can be reckoned by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.evaluation import evaluate
from opgavenkaart.processing.model.challenge import Aggregation, Indicator, Measurement
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text

NAN = np.nan
RAW = pd.DataFrame({"young": [0.0, 5.0, 10.0], "income": [2.0, NAN, 4.0]})
AGES = {"young": 10.0, "income": 400.0}


def indicator(id, **changes):
    return Indicator(id, Text(id), "health", Measurement("population", "attribute", id), **{"normalisation": "min_max", **changes})


YOUNG, INCOME = indicator("young", weight=3.0), indicator("income", direction="low")


def test_scores_index_missing_share_and_age_of_three_units():
    result = evaluate([YOUNG, INCOME], RAW, AGES, Aggregation(allowed_missing_share=0.25))
    assert list(result.scores) == ["young", "income"]
    assert result.scores["young"].tolist() == [0.0, 50.0, 100.0]
    assert result.scores["income"].tolist() == pytest.approx([100.0, NAN, 0.0], nan_ok=True)
    assert result.weights.tolist() == [3.0, 1.0]
    assert result.index.tolist() == [25.0, 50.0, 75.0]
    assert result.missing_share.tolist() == [0.0, 0.25, 0.0]
    assert result.data_age_days.tolist() == [400.0, 10.0, 400.0]
    assert result.raw is RAW


def test_each_sector_has_its_own_index_by_the_same_rules():
    housing = indicator("income", direction="low", weight=2.0)
    rent = Indicator("rent", Text("rent"), "housing", Measurement("rents", "attribute", "rent"), normalisation="min_max")
    idle = Indicator("idle", Text("idle"), "mobility", Measurement("bikes", "attribute", "n"), normalisation="min_max", weight=0.0)
    raw = RAW.assign(rent=[1.0, 2.0, 3.0], idle=[1.0, 2.0, 3.0])
    result = evaluate([YOUNG, housing, rent, idle], raw, AGES | {"rent": NAN, "idle": NAN}, Aggregation(allowed_missing_share=0.4))
    assert list(result.sectors) == ["health", "housing"]
    assert result.sectors["health"].tolist() == [40.0, 50.0, 60.0]
    assert result.sectors["housing"].tolist() == [0.0, 50.0, 100.0]


def test_above_the_allowed_share_there_is_no_index():
    result = evaluate([YOUNG, INCOME], RAW, AGES, Aggregation(allowed_missing_share=0.0))
    assert result.index.tolist() == pytest.approx([25.0, NAN, 75.0], nan_ok=True)
    assert result.missing_share.tolist() == [0.0, 0.25, 0.0]


def test_the_geometric_mean_takes_a_score_of_0_as_1():
    result = evaluate([YOUNG, INCOME], RAW, AGES, Aggregation("geometric", 0.5))
    assert result.index.tolist() == pytest.approx([100**0.25, 50.0, 100**0.75])


def test_the_z_score_is_taken_from_the_population_standard_deviation():
    result = evaluate([indicator("young", normalisation="z_score")], RAW, AGES, Aggregation())
    assert result.index.tolist() == pytest.approx([11.0335680560, 50.0, 88.9664319440])  # z = -sqrt(3/2), 0, sqrt(3/2)


def test_a_failed_indicator_counts_as_missing_and_is_not_scored():
    raw = RAW.assign(income=NAN)
    result = evaluate([YOUNG, INCOME], raw, AGES, Aggregation(), failed=["income"])
    assert result.scores["income"].isna().all()
    assert result.missing_share.tolist() == [0.25] * 3
    assert result.index.tolist() == [0.0, 50.0, 100.0]
    assert result.data_age_days.tolist() == [10.0] * 3


def test_an_indicator_without_any_value_that_did_not_fail_is_refused():
    with pytest.raises(OpgaveError, match="Indicator 'income': no unit has a value"):
        evaluate([YOUNG, INCOME], RAW.assign(income=NAN), AGES, Aggregation())


def test_an_error_names_the_indicator_by_its_title():
    titled = replace(INCOME, title=Text("Inkomen per gezin", "Income per household"))
    with pytest.raises(OpgaveError, match="Indicator 'Income per household': only one unit has a value"):
        evaluate([YOUNG, titled], RAW.assign(income=[1.0, NAN, NAN]), AGES, Aggregation())


def test_the_age_of_an_indicator_without_date_takes_no_part():
    ages = {"young": NAN, "income": 400.0}
    assert evaluate([YOUNG, INCOME], RAW, ages, Aggregation()).data_age_days.tolist() == pytest.approx([400.0, NAN, 400.0], nan_ok=True)


def test_a_weight_of_0_changes_nothing_and_is_never_missed():
    result = evaluate([YOUNG, indicator("income", weight=0.0)], RAW, AGES, Aggregation(allowed_missing_share=0.0))
    assert result.index.tolist() == [0.0, 50.0, 100.0]
    assert result.missing_share.tolist() == [0.0, 0.0, 0.0]


def test_huge_weights_give_the_same_index_as_their_proportion():
    huge = evaluate([indicator("young", weight=3e300), indicator("income", weight=1e300)], RAW, AGES, Aggregation())
    small = evaluate([indicator("young", weight=3.0), indicator("income", weight=1.0)], RAW, AGES, Aggregation())
    np.testing.assert_allclose(huge.index, small.index, rtol=1e-12)
