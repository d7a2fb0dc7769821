"""When to build: cases worked by hand, every plan there is on 200 small areas, and the range that prices give."""

from itertools import product

import numpy as np
import pytest
from opgavenkaart.processing.analysis.demand.phasing import EUROS, plan_building, span_costs
from opgavenkaart.processing.model.demography import Costs, read_demography
from opgavenkaart.test.support.counts import count

CHILDCARE = read_demography().service("childcare").costs


def one(lacking, costs=CHILDCARE):
    return plan_building(np.array([lacking], dtype=float), costs)


def cost_of(decided, lacking, costs):
    """What deciding on so many places in each year costs, year by year: no layers."""
    wait, last = costs.years_to_build, len(lacking) - 1
    worth = ((1 + costs.price_rise) / (1 + costs.discount)) ** np.arange(last + wait + 1)
    total = sum(costs.place * places * worth[year] for year, places in enumerate(decided))
    for year in range(last + wait + 1):
        there, needed = sum(decided[: max(year - wait + 1, 0)]), lacking[min(year, last)]
        total += worth[year] * (costs.temporary * max(needed - there, 0) + costs.upkeep * max(there - needed, 0))
    return total


# ---- by hand


def test_ten_places_from_year_four_on():
    """Two years to build, prices as they are: built two years ahead they cost 1,000; now 100 more for two empty years; later 600 more."""
    found = one([0, 0, 0, 0, 10, 10], Costs(place=100, temporary=30, upkeep=5, years_to_build=2))
    assert (found.phased[0], found.now[0], found.after[0]) == (1000, 1000 + 2 * 10 * 5, 1000 + 2 * 10 * 30)
    assert found.decided.tolist() == [[0, 0, 10, 0, 0, 0]] and found.never[0] == 0
    assert (found.waiting[0], found.spared[0]) == (600, 0)


def test_two_places_more_each_year():
    """In docs/demand.md: with the prices of childcare, ahead beats both now and late."""
    found = one([min(20, 2 * year) for year in range(11)])
    assert [round(float(getattr(found, name)[0]), -3) for name in ("now", "after", "phased")] == [762_000, 935_000, 725_000]
    assert found.decided.tolist() == [[8, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]], "those that lack before 2030 at once, the others four years ahead"
    spans = span_costs(np.array([[min(20.0, 2 * year) for year in range(11)]]), CHILDCARE.combine_prices())
    assert [round(float(end), -3) for end in (spans["waiting"][1].low, spans["waiting"][1].high)] == [16_000, 439_000]
    assert spans["phased"][1].low < found.phased[0] < spans["phased"][1].high


def test_places_that_lack_for_a_few_years_are_not_built():
    """Three years of temporary places cost 12,000 euro each at most, building one 35,000; both other ways build them."""
    found = one([0, 5, 5, 5, 0, 0])
    worth = (1.015 / 1.03) ** np.arange(1, 4)
    assert found.phased[0] == pytest.approx(5 * 4000 * worth.sum()) and found.never[0] == 5 and not found.decided.any()
    assert found.waiting[0] == 0 and found.spared[0] == pytest.approx(found.after[0] - found.phased[0])
    lasting = one([0, 5, 5, 5, 5, 5])
    assert lasting.never[0] == 0 and lasting.decided.sum() == 5, "what lacks in the last year goes on lacking"


def test_now_and_late_by_their_formulas():
    """The formulas of docs/demand.md for all now and all late, worked out."""
    costs = Costs(place=100, temporary=10, upkeep=1, years_to_build=1, discount=1.0)
    found = one([4, 10], costs)
    assert (found.now[0], found.after[0]) == pytest.approx((1000 + 40, 400 + 40 + 0.5 * (600 + 60)))
    assert one([0, 0, 10], costs).now[0] == pytest.approx(1000 + 0.5 * 10)
    assert one([0, 0, 0]).decided.sum() == 0 == one([0, 0, 0]).phased[0]


# ---- every plan there is


@pytest.mark.parametrize("seed", range(count(200)))
def test_it_equals_the_best_of_all_plans(seed):
    rng = np.random.default_rng(seed)
    times, most = int(rng.integers(3, 6)), 3
    lacking = rng.integers(0, most + 1, times)
    costs = Costs(
        place=float(rng.uniform(5, 40)),
        temporary=float(rng.uniform(0, 12)),
        upkeep=float(rng.uniform(0, 6)),
        years_to_build=int(rng.integers(0, 4)),
        price_rise=float(rng.uniform(-0.05, 0.1)),
        discount=float(rng.uniform(0, 0.1)),
    )
    plans = [one for one in product(range(most + 2), repeat=times) if lacking[-1] <= sum(one) <= most + 1]
    best = min(cost_of(plan, lacking, costs) for plan in plans)
    found = one(lacking, costs)
    assert found.phased[0] == pytest.approx(best)
    assert cost_of(found.decided[0], lacking, costs) == pytest.approx(best), "the plan costs what is said of it"
    assert found.phased[0] <= min(found.now[0], found.after[0]) + 1e-9
    now, rise = np.zeros(times), np.diff(np.maximum.accumulate(lacking), prepend=0)
    now[0] = lacking.max()
    assert (found.now[0], found.after[0]) == pytest.approx((cost_of(now, lacking, costs), cost_of(rise, lacking, costs)))
    assert found.after[0] == pytest.approx(found.phased[0] + found.waiting[0] + found.spared[0])
    assert found.decided.sum() + found.never[0] == pytest.approx(lacking.max())


def test_areas_are_reckoned_one_by_one(monkeypatch):
    """In blocks too; fractions of places are layers like any other."""
    rng = np.random.default_rng(3)
    lacking = np.maximum(rng.normal(0, 3, (40, 12)).cumsum(axis=1), 0)
    whole = plan_building(lacking, CHILDCARE)
    monkeypatch.setattr("opgavenkaart.processing.analysis.demand.phasing.BLOCK_NUMBERS", 50)
    parts = plan_building(lacking, CHILDCARE)
    for name in (*EUROS, "decided", "never"):
        each = np.concatenate([getattr(one(row), name) for row in lacking])
        np.testing.assert_allclose(getattr(whole, name), each)
        np.testing.assert_allclose(getattr(parts, name), each)


# ---- prices


def test_every_price_that_is_an_assumption_has_a_range():
    assert CHILDCARE.span_price("place") == (26_250, 43_750) and CHILDCARE.span_price("upkeep") == (200, 600)
    assert CHILDCARE.span_price("price_rise") == pytest.approx((0.005, 0.025))
    assert len(CHILDCARE.combine_prices()) == 17 and CHILDCARE.combine_prices()[0] is CHILDCARE
    known = Costs(
        place=30, ranges={name: (value, value) for name, value in (("place", 30), ("temporary", 0), ("upkeep", 0), ("discount", 0))}
    )
    assert {(one.place, one.price_rise) for one in known.combine_prices()} == {(30, 0), (30, -0.01), (30, 0.01)}
    tender = Costs(place=30, ranges={"place": (28, 40)})
    assert tender.span_price("place") == (28, 40) and tender.span_price("temporary") == (0, 0)


def test_the_range_holds_every_price_within_the_ranges():
    """Three hundred prices drawn between the ends: no cost of building lies outside what is said; all of a city at one price at a time."""
    rng = np.random.default_rng(1)
    lacking = np.maximum(rng.normal(0, 3, (6, 12)).cumsum(axis=1), 0)
    spans = span_costs(lacking, CHILDCARE.combine_prices())
    names = ("place", "temporary", "upkeep", "price_rise", "discount")
    for _ in range(count(300)):
        drawn = Costs(**{name: rng.uniform(*CHILDCARE.span_price(name)) for name in names}, years_to_build=4)
        plan = plan_building(lacking, drawn)
        for name in ("now", "after", "phased"):
            each, together = spans[name]
            cost = getattr(plan, name)
            assert (each.low <= cost + 1e-6).all() and (cost <= each.high + 1e-6).all()
            assert together.low <= cost.sum() <= together.high
    both = [plan_building(lacking, price) for price in CHILDCARE.combine_prices()]
    assert spans["waiting"][1].high == max((one.waiting).sum() for one in both)
