"""Plans beside each other by hand: who gains and who loses, which plan is best for whom, and what it means for groups."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.scenarios import PlanComparison

NAN = np.nan
VALUES = np.array([[10, 12, 8], [10, 11, 10], [10, NAN, 30], [NAN, 5, 7], [NAN, NAN, NAN]], dtype=float)
PEOPLE = np.array([1, 2, 3, 4, 5], dtype=float)
HIGHER, LOWER = PlanComparison(VALUES, PEOPLE, tolerance=1.0), PlanComparison(VALUES, PEOPLE, lower_is_better=True, tolerance=1.0)


def test_the_change_is_against_the_first_plan():
    np.testing.assert_array_equal(HIGHER.change, [[0, 2, -2], [0, 1, 0], [0, NAN, 20], [NAN] * 3, [NAN] * 3])


def test_who_gains_and_who_loses():
    """A difference as large as the tolerance is none; what is missing in one of both says nothing."""
    assert [HIGHER.outcome(plan).tolist() for plan in (1, 2)] == [
        ["gains", "same", None, None, None],
        ["loses", "same", "gains", None, None],
    ]
    assert [LOWER.outcome(plan).tolist() for plan in (1, 2)] == [
        ["loses", "same", None, None, None],
        ["gains", "same", "loses", None, None],
    ]
    assert PlanComparison(VALUES, PEOPLE).outcome(1).tolist()[:2] == ["gains", "gains"]
    assert HIGHER.outcome(0).tolist() == ["same", "same", "same", None, None]


def test_the_best_plan_of_each_unit_is_the_first_of_equals():
    assert HIGHER.best().tolist() == [1, 1, 2, 2, -1] and LOWER.best().tolist() == [2, 0, 0, 1, -1]


@pytest.mark.parametrize(("compared", "worst"), [(HIGHER, 7.0), (LOWER, 30.0)])
def test_what_a_plan_means_for_all(compared, worst):
    facts = compared.facts(2, np.ones(5, dtype=bool))
    assert (facts["units"], facts["sum"], facts["worst"]) == (4, 55.0, worst)
    assert facts["mean"] == pytest.approx((8 + 20 + 90 + 28) / 10)
    assert facts["units_gains"] == facts["units_loses"] == 1
    assert (facts["people_gains"], facts["people_loses"]) == ((3, 1) if compared is HIGHER else (1, 3))


def test_a_row_for_each_group_and_plan():
    summary = HIGHER.summary(["now", "later", "last"], np.array(["b", "a", "b", "a", "c"], dtype=object))
    assert summary[["group", "plan"]].to_numpy().tolist() == [[group, plan] for group in "bac" for plan in ("now", "later", "last")]
    assert summary["units"].tolist() == [2, 1, 2, 1, 2, 2, 0, 0, 0]
    assert summary["units_gains"].tolist() == [0, 1, 1, 0, 0, 0, 0, 0, 0]
    assert summary["worst"].fillna(-1).tolist() == [10, 12, 8, 10, 5, 7, -1, -1, -1]
    alone = HIGHER.summary(["now", "later", "last"])
    assert alone["group"].tolist() == [""] * 3 and alone["units"].tolist() == [3, 3, 4]
