"""What is hidden in tables cannot be computed back, by a programme written here; and hiding costs little."""

from itertools import combinations

import numpy as np
import pytest
from opgavenkaart.processing.analysis.disclosure.audit import attack_intervals
from opgavenkaart.processing.analysis.disclosure.cells import Protection, protect_counts, round_means
from opgavenkaart.processing.analysis.disclosure.inversion import bounds_from_order, invert_line
from opgavenkaart.processing.analysis.disclosure.suppression import PublishedTable, suppress_cells
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.counts import count
from scipy.optimize import linprog
from scipy.stats import norm


def table_of(parts: np.ndarray, groupings: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return values and relations: parts, the totals of each grouping of them, and the total of all, which each grouping adds up to."""
    totals = [[parts[groups == one].sum() for one in np.unique(groups)] for groups in groupings]
    values = np.concatenate([parts, *totals, [parts.sum()]])
    rows, place = [], len(parts)
    for groups in groupings:
        every = np.unique(groups)
        for number, one in enumerate(every):
            row = np.zeros(len(values))
            row[: len(parts)] = groups == one
            row[place + number] = -1
            rows.append(row)
        whole = np.zeros(len(values))
        whole[place : place + len(every)], whole[-1] = 1, -1
        rows.append(whole)
        place += len(every)
    return values, np.array(rows)


def width_of(cell: int, relations: np.ndarray, values: np.ndarray, hidden: np.ndarray) -> float:
    """Return how far apart the least and greatest value of a cell lie, by a programme in all cells, published ones held where they are."""
    bounds = [(0, None) if hides else (value, value) for value, hides in zip(values, hidden, strict=True)]
    cost = np.eye(len(values))[cell]
    ends = [linprog(sign * cost, A_eq=relations, b_eq=np.zeros(len(relations)), bounds=bounds) for sign in (1, -1)]
    return np.inf if ends[1].status == 3 else -ends[1].fun - ends[0].fun


def drawn_table(seed: int, size: int, hierarchies: int) -> PublishedTable:
    random = np.random.default_rng(seed)
    parts = random.poisson(random.choice([2, 8, 30], size)).astype(float)
    groupings = [random.integers(0, max(2, size // 3), size) for _ in range(hierarchies)]
    values, relations = table_of(parts, groupings)
    return PublishedTable(relations, values, values < 5)


def test_hidden_cells_of_overlapping_hierarchies_are_not_found():
    hidden_more = 0
    for seed in range(count(200)):
        table = drawn_table(seed, 9 + seed % 6, 2 + seed % 2)
        hidden = suppress_cells(table)
        assert (hidden >= table.small).all()
        widths = [width_of(cell, table.relations, table.values, hidden) for cell in np.flatnonzero(table.small)]
        assert min(widths, default=5) >= 5 - 1e-6, seed
        hidden_more += int((hidden & ~table.small).sum())
    assert hidden_more > count(200)


def least_cost(table: PublishedTable) -> float:
    """Of all sets of cells, the cheapest first, the first that leaves the small cells unknown."""
    small, others = np.flatnonzero(table.small), np.flatnonzero(~table.small)
    cost, sets = table.values + 1, (set(some) for size in range(len(others) + 1) for some in combinations(others, size))
    for some in sorted(sets, key=lambda one: cost[list(one)].sum()):
        hidden = table.small | np.isin(np.arange(len(cost)), list(some))
        if all(width_of(cell, table.relations, table.values, hidden) >= 5 - 1e-6 for cell in small):
            break
    return cost[hidden].sum()


def test_hiding_costs_at_most_a_fifth_more_than_the_least():
    for seed in range(count(40)):
        table = drawn_table(1000 + seed, 6, 2)
        assert table.costs[suppress_cells(table)].sum() <= 1.2 * least_cost(table) + 1e-6, seed


def test_all_small_cells_together_cost_less_than_one_by_one(monkeypatch):
    """Four small cells, which one by one ask for 10 more than the least."""
    table = drawn_table(1003, 6, 2)
    least = table.costs[suppress_cells(table)].sum()
    assert least == least_cost(table)
    monkeypatch.setattr("opgavenkaart.processing.analysis.disclosure.suppression.EXACT", 0)
    assert table.costs[suppress_cells(table)].sum() == least + 10


def test_a_table_beyond_the_exact_way_is_safe_too(monkeypatch):
    monkeypatch.setattr("opgavenkaart.processing.analysis.disclosure.suppression.EXACT", 0)
    table = drawn_table(3, 12, 2)
    hidden = suppress_cells(table)
    assert all(width_of(cell, table.relations, table.values, hidden) >= 5 - 1e-6 for cell in np.flatnonzero(table.small))


def test_a_total_that_others_publish_is_not_hidden():
    values, relations = table_of(np.array([2.0, 9, 12]), [np.array([0, 0, 1])])
    fixed = np.zeros(len(values), dtype=bool)
    fixed[-1] = True
    hidden = suppress_cells(PublishedTable(relations, values, values < 5, fixed=fixed))
    assert hidden[0] and not hidden[-1] and width_of(0, relations, values, hidden) >= 5
    with pytest.raises(OpgaveError, match="whatever is hidden"):
        suppress_cells(PublishedTable(relations, values, values < 5, fixed=np.array([False, True, True, True, True, True])))


def test_nothing_small_hides_nothing():
    values, relations = table_of(np.array([20.0, 30]), [np.array([0, 1])])
    assert not suppress_cells(PublishedTable(relations, values, values < 5)).any()


def test_an_attacker_finds_one_hidden_part_exactly_and_two_between_bounds():
    values, relations = table_of(np.array([2.0, 9, 12]), [np.array([0, 0, 0])])
    one, two = (np.isin(np.arange(len(values)), places) for places in ([0], [0, 1]))
    assert attack_intervals(relations, values, one).low[0] == attack_intervals(relations, values, one).high[0] == 2
    found = attack_intervals(relations, values, two)
    assert found.low[:3].tolist() == [0, 0, 12] and found.high[:3].tolist() == [11, 11, 12]
    known = attack_intervals(relations, values, two, low=1.0, high=8.0)
    assert (known.low[0], known.high[0]) == (3, 8)


@pytest.mark.parametrize("protection", [Protection(5, 5), Protection(5), Protection(21, 5), Protection(5, 10), Protection(20, 3)])
def test_a_shown_count_and_a_hidden_one_leave_room(protection):
    """Of all counts that look alike the least and greatest lie as far apart as the minimum, wherever one of them is below it."""
    counts = np.arange(200.0)
    shown = protect_counts(counts, protection)
    groups = [counts[shown.hidden], *(counts[shown.values == one] for one in np.unique(shown.values[~shown.hidden]))]
    assert all(np.ptp(group) >= protection.minimum for group in groups if (group < protection.minimum).any())
    assert all(np.ptp(group) >= protection.rounding - 1 for group in groups if len(group) and group.max() < 190)
    assert shown.hidden[counts < protection.minimum].all() and not shown.hidden[counts > 2 * protection.minimum + protection.rounding].any()


def test_a_missing_count_is_not_hidden():
    shown = protect_counts(np.array([np.nan, 3.0]), Protection(5, 5))
    assert np.isnan(shown.values).all() and shown.hidden.tolist() == [False, True]


def test_means_of_shares_are_rounded_by_their_own_spread():
    """Whatever the unit: a fifth of 0.18 is 0.036, so hundredths; equal means have no spread, and nothing to round by."""
    assert round_means(np.array([0.637142857, 0.4]), spread=0.18).tolist() == pytest.approx([0.64, 0.4])
    assert round_means(np.array([0.637142857]), spread=0.0).tolist() == [0.637142857]


def test_scores_give_values_back():
    values = np.array([3.0, 8, 12, 40, 7])
    known = np.where(values == 7, np.nan, values)
    z = 100 * norm.cdf((values - values.mean()) / values.std())
    assert invert_line(z, known, normal=True)[4] == pytest.approx(7)
    assert np.isnan(invert_line(z, known)[4])
    assert invert_line(100 - 2 * values, known)[4] == pytest.approx(7)
    assert np.isnan(invert_line(z, np.full(5, np.nan))).all()


def test_ranks_give_bounds():
    ranks, known = np.array([5.0, 3, 2, 1, 4]), np.array([3.0, 8, 12, 40, np.nan])
    found = bounds_from_order(ranks, known)
    assert (found.low[4], found.high[4]) == (3, 8)
    ends = bounds_from_order(np.array([1.0, 2, 3]), np.array([np.nan, 6, 9]))
    assert (ends.low[0], ends.high[0]) == (0, 6)
    neither = bounds_from_order(np.array([1.0, 2, 3, 4]), np.array([5, 2, 7, np.nan]))
    assert (neither.low[3], neither.high[3]) == (0, np.inf)
