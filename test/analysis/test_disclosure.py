"""What is hidden in tables cannot be computed back, by a programme written here."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.disclosure.attack import bound_over_faces, comes_out
from opgavenkaart.processing.analysis.disclosure.audit import CellBounds, attack_intervals
from opgavenkaart.processing.analysis.disclosure.cells import ProtectedCounts, Protection, protect_counts, protect_part, round_means
from opgavenkaart.processing.analysis.disclosure.inversion import bounds_from_order, invert_line
from opgavenkaart.processing.analysis.overlay.labels import Labels
from opgavenkaart.test.support.counts import count
from scipy.optimize import linprog
from scipy.stats import norm

DATA = Path(__file__).parent / "data"


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


def drawn_table(seed: int, size: int, hierarchies: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return counts of the smallest units, and by which larger units they are grouped, in ways that overlap."""
    random = np.random.default_rng(seed)
    parts = random.poisson(random.choice([2, 8, 30, 120], size)).astype(float)
    return parts, [random.integers(0, max(2, size // 3), size) for _ in range(hierarchies)]


def test_bounds_of_hidden_cells_are_those_of_another_programme():
    """Of tables of which some cells are hidden: by the attack, and by a programme in all cells."""
    for seed in range(count(60)):
        values, relations = table_of(*drawn_table(seed, 9 + seed % 6, 2 + seed % 2))
        hidden = (values < 5) | (np.random.default_rng(seed).random(len(values)) < 0.3)
        found = attack_intervals(relations, values, hidden)
        for cell in np.flatnonzero(hidden):
            width = width_of(cell, relations, values, hidden)
            assert found.width[cell] == pytest.approx(width, abs=1e-6), (seed, cell)


def test_bounds_are_those_of_tau_argus():
    """Tables that tau-Argus protected, and some that it only audited (pytauargus 0.6.0): its bounds, to the last digit but rounding."""
    documents = json.loads((DATA / "tau_argus_audits.json").read_text(encoding="utf-8"))
    for one in documents:
        values, hidden = np.array(one["values"]), np.isin(np.arange(len(one["values"])), one["hidden"])
        relations = np.zeros((len(one["relations"]), len(values)))
        for row, cells in enumerate(one["relations"]):
            for cell, factor in cells:
                relations[row, cell] = factor
        low, high = np.zeros(len(values)), np.zeros(len(values))
        low[hidden], high[hidden] = np.array(one["known"]).T
        found = attack_intervals(relations, values, hidden, low, high)
        np.testing.assert_allclose(found.low[hidden], one["low"], atol=1e-6)
        np.testing.assert_allclose(found.high[hidden], one["high"], atol=1e-6)
    assert len(documents) == 10 and sum(len(one["hidden"]) for one in documents) > 100


def test_what_the_gate_lets_pass_of_overlapping_hierarchies_is_not_found():
    """Small units and larger ones in groupings that overlap, each rounded and hidden by itself: the gate's verdict on all together, and a
    programme of its own for either bound of each count, in the unknown counts of the small units."""
    passed = refused = 0
    for seed in range(count(200)):
        protection = Protection(5, (5, 10, 15)[seed % 3])
        parts, groupings = drawn_table(seed, 9 + seed % 6, 1 + seed % 3)
        of = [np.eye(len(parts)), *(np.array([groups == one for one in np.unique(groups)], dtype=float) for groups in groupings)]
        shown = [protect_counts(rows @ parts, protection) for rows in of]
        bounds = [
            CellBounds(
                np.where(one.hidden, 0.0, np.nan_to_num(one.values) - protection.slack),
                np.where(one.hidden, one.most, np.nan_to_num(one.values) + protection.slack),
            )
            for one in shown
        ]
        labels = [Labels(*np.nonzero(rows.T), len(parts)) for rows in of]
        found = bound_over_faces(bounds, labels)
        rows, low, high = np.vstack(of), *(np.concatenate([getattr(one, side) for one in bounds]) for side in ("low", "high"))
        ends = []
        for asked in rows:
            limits = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([high, -low]), "bounds": (0, None)}
            ends.append([sign * linprog(sign * asked, **limits).fun for sign in (1, -1)])
        least, most = np.array(ends).T
        np.testing.assert_allclose(np.concatenate([one.low for one in found]), least, atol=1e-6)
        np.testing.assert_allclose(np.concatenate([one.high for one in found]), most, atol=1e-6)
        truth = rows @ parts
        small = (truth < 5) & (most - least < 5 - 1e-6)
        comes = np.concatenate([comes_out(one, protection) for one in found])
        assert (comes >= small).all(), "no small count that another finds passes the gate"
        passed, refused = passed + (not comes.any()), refused + bool(comes.any())
    assert passed and refused


def cheapest_suppression(rows: np.ndarray, values: np.ndarray, least: float) -> float:
    """Return how many people the cheapest suppression hides that leaves no count below ``least`` within an interval narrower than that.

    Every choice of further cells is tried, the cheapest first; what is shown is shown exactly.
    """

    def leaves_room(hidden: np.ndarray) -> bool:
        shown = {"A_eq": rows[~hidden], "b_eq": values[~hidden]} if not hidden.all() else {}
        for row in rows[values < least]:
            low, high = (linprog(sign * row, **shown, bounds=(0, None)) for sign in (1, -1))
            if high.status != 3 and -high.fun - low.fun < least - 1e-6:
                return False
        return True

    others = np.flatnonzero(values >= least)
    choices = [list(some) for size in range(len(others) + 1) for some in combinations(others, size)]
    for further in sorted(choices, key=lambda some: values[some].sum()):
        hidden = values < least
        hidden[further] = True
        if leaves_room(hidden):
            return float(values[hidden].sum())
    raise AssertionError("all hidden leaves room")


def test_fewer_people_are_hidden_than_the_cheapest_suppression_hides():
    """Tables with totals, all shown together: what the gate hides at the mildest rounding that it lets pass, and what the optimum would."""
    gate = cheapest = asked = 0
    for seed in range(count(60)):
        parts, groupings = drawn_table(seed, 5 + seed % 2, 1 + seed % 2)
        of = [np.eye(len(parts)), *(np.array([groups == one for one in np.unique(groups)], dtype=float) for groups in groupings)]
        rows = np.unique(np.vstack([*of, np.ones((1, len(parts)))]), axis=0)
        values = rows @ parts
        if not (values < 5).any() or (values >= 5).sum() > 9:
            continue
        for rounding in (5, 10, 15):
            shown, protection = protect_counts(values, Protection(5, rounding)), Protection(5, rounding)
            near = np.nan_to_num(shown.values)
            low = np.where(shown.hidden, 0.0, near - protection.slack)
            high = np.where(shown.hidden, shown.most, near + protection.slack)
            (found,) = bound_over_faces([CellBounds(low, high)], [Labels(*np.nonzero(rows.T), len(parts))])
            if not comes_out(found, protection).any():
                gate += values[shown.hidden].sum()
                break
        else:
            raise AssertionError(f"table {seed} passes in no rounding")
        cheapest, asked = cheapest + cheapest_suppression(rows, values, 5), asked + 1
    assert asked and gate <= 1.2 * cheapest


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


def test_a_hidden_part_is_told_by_the_share_of_those_that_are_shown():
    """Shown are 10 of 40: a quarter, so 2 of 8. Where none is shown, or none of nothing, half is told."""
    part, whole = np.array([10.0, 1.0]), np.array([40.0, 8.0])
    assert protect_part(part, Protection(5), [whole - part], whole)[0].tolist() == [10, 2]
    assert protect_part(part[1:], Protection(5), [whole[1:] - 1], whole[1:])[0].tolist() == [4]
    shares = np.array([0.5, 0.25])
    assert protect_part(part, Protection(5), [whole - part], shares)[0].tolist() == [10, 5], "a whole of less than one has shares too"


def test_what_is_expected_of_hidden_counts_is_reached():
    """The rate at which what is expected is what it is computed from: every further step leaves it as it is."""
    for most, values in ((4.0, [np.nan, 40, 60, np.nan]), (7.0, [np.nan, np.nan, 9]), (4.0, [np.nan, 400, np.nan])):
        counts = ProtectedCounts(np.array(values), np.isnan(values), most)
        found = counts.expected()
        rate = found.sum() / len(found)
        chances = np.array([rate**number / np.prod(np.arange(1, number + 1)) for number in range(int(most) + 1)])
        mean = (chances * np.arange(len(chances))).sum() / chances.sum()
        np.testing.assert_allclose(found[counts.hidden], mean, rtol=1e-6)


@pytest.mark.parametrize("base", [np.nan, np.inf, 0.0])
def test_a_count_among_nobody_tells_nothing_of_the_others(base):
    counts = ProtectedCounts(np.array([np.nan, 40.0, 60.0]), np.array([True, False, False]), 4.0)
    without = ProtectedCounts(np.array([np.nan, 60.0]), np.array([True, False]), 4.0)
    found, wanted = counts.expected(np.array([30.0, base, 600.0])), without.expected(np.array([30.0, 600.0]))
    assert found.tolist() == pytest.approx([wanted[0], 40, 60])
    assert 2 < wanted[0] < 3, "a tenth of 30 is 3, and it is at most 4"


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
