"""The chance that two records are the same thing, by how alike they are: weights of Fellegi and Sunter (1969), fitted by EM.

What is compared has levels, from quite the same to quite different. Each level is likelier among the same things (m) or among different
ones (u); the logarithm of m / u is its weight. Neither is known: expectation-maximisation (Winkler 1988) finds both from the pairs
themselves, beginning with what registers usually show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

UNKNOWN = -1
"""Level of a pair of which one record does not say."""
ROUNDS, SETTLED = 100, 1e-6
USUAL_PAIRS = 10.0
"""Pairs that are the same for which the usual shares stand: they count as much as so many that are found."""
USUAL_STRANGERS = 1000.0
"""The same for pairs that differ: small registers have too few to measure it, in large ones it counts for nothing."""
LEAST_FOUND = 0.5
"""Pairs that are the same, at least, so that nothing is ruled out."""


@dataclass(frozen=True)
class Levels:
    """What is compared.

    Attributes
    ----------
    levels : ndarray of int, shape (pairs,)
        0 the most alike; `UNKNOWN` where nothing is known.
    usual, usual_strangers : tuple of float
        Share of the same things, and of different ones, at each level, as registers usually are.
    by_chance : ndarray of float, shape (levels,)
        Share of each level among other pairs of both registers, drawn at random, which are taken to differ.
    most, least : ndarray of float, shape (pairs,)
        Between these lies the share of different things that are as alike as this very pair: a rare name says more than one that many
        things have (Winkler 1989).
    """

    levels: np.ndarray
    usual: tuple[float, ...]
    usual_strangers: tuple[float, ...]
    by_chance: np.ndarray
    most: np.ndarray
    least: np.ndarray


def weigh_pairs(one: np.ndarray, other: np.ndarray, sizes: tuple[int, int], comparisons: Sequence[Levels], start: np.ndarray) -> np.ndarray:
    """Return the odds that the records of each pair are the same thing, shape (pairs,).

    Parameters
    ----------
    one, other : ndarray of int, shape (pairs,)
        The records of each pair that may be the same; all other pairs of both registers are taken to differ.
    sizes : tuple of int
        Records in each register.
    start : ndarray of bool, shape (pairs,)
        Pairs that are taken to be the same thing at first: what is found depends on where one begins.

    Notes
    -----
    While the shares are fitted a record is the same as one other at most: of several pairs with it each counts by its odds.
    """
    everything = float(sizes[0]) * sizes[1]
    same, before = start.astype(float), np.inf
    for _ in range(ROUNDS):
        m, u = fit_levels(comparisons, same, everything)
        prior = min(max(same.sum(), LEAST_FOUND) / everything, 0.5)
        odds = odds_of(comparisons, m, u, prior)
        if abs(prior - before) < SETTLED * prior:
            break
        same, before = divide_between_pairs(one, other, odds, sizes), prior
    return odds


def odds_of(comparisons: Sequence[Levels], m: Sequence[np.ndarray], u: Sequence[np.ndarray], prior: float) -> np.ndarray:
    """Return the odds of each pair: those of any two records, times m / u of each level."""
    odds = np.full(len(comparisons[0].levels), prior / (1 - prior))
    for compared, same, different in zip(comparisons, m, u, strict=True):
        known = compared.levels != UNKNOWN
        level = compared.levels[known]
        odds[known] *= same[level] / np.maximum(np.minimum(different[level], compared.most[known]), compared.least[known])
    return odds


def divide_between_pairs(one: np.ndarray, other: np.ndarray, odds: np.ndarray, sizes: tuple[int, int]) -> np.ndarray:
    """Return the chance that each pair is the same thing when a record has one partner at most."""
    rivals = np.maximum(
        np.bincount(one, weights=odds, minlength=sizes[0])[one], np.bincount(other, weights=odds, minlength=sizes[1])[other]
    )
    return odds / (1 + rivals)


def fit_levels(comparisons: Sequence[Levels], same: np.ndarray, everything: float) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return m and u of each comparison, from how likely each pair is the same thing."""
    m, u = [], []
    for compared in comparisons:
        known, count = compared.levels != UNKNOWN, len(compared.usual)
        level = compared.levels[known]
        found = np.bincount(level, weights=same[known], minlength=count) + USUAL_PAIRS * np.array(compared.usual)
        m.append(found / found.sum())
        apart = np.bincount(level, weights=1 - same[known], minlength=count) + compared.by_chance * (everything - len(same))
        u.append((apart + USUAL_STRANGERS * np.array(compared.usual_strangers)) / (everything + USUAL_STRANGERS))
    return m, u
