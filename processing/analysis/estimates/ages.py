"""Ages in each unit today: the profile of a census, the unit's people of today, and the single years of the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.ages import AgeClass
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..demand.ages import membership
from ..demand.fitting import fit_groups
from .spread import LEAST_PLACES, CountSpread, Estimate, LeftOut, fill_grain, judge, measure_spread, with_interval

SOME = 1.0
"""People of the municipality's own ages that are added to each unit's profile: an age that a census met nobody of may be there today."""
USUAL = CountSpread(0.00154, 0.000616, 2.0)
"""Where too few municipalities are known: that of people of 65 and over in 308 Flemish municipalities, 2015 to 2021 (Statbel), of which the
share in 2021 was foretold with a mean error of 0.96 percentage points."""
USUAL_GRAIN = 1200.0
"""People in the sector of an average inhabitant, as the mean of Flemish municipalities has it (2021)."""


@dataclass(frozen=True)
class KnownAges:
    """Ages of n places: ``counts``, shape (n, classes); the classes hold all ages and do not overlap."""

    classes: tuple[AgeClass, ...]
    counts: np.ndarray

    @property
    def by_class(self) -> np.ndarray:
        """Which ages each class holds, shape (classes, AGES)."""
        return membership(self.classes)


@dataclass(frozen=True)
class FittedAges:
    """Who lives in the units: ``people``, whole numbers, shape (n, classes of the municipalities); and who does not fit.

    Attributes
    ----------
    known : ndarray of bool, shape (n,)
        Units that have ages: those with people, in a municipality with ages.
    scaled : ndarray of bool, shape (municipalities,)
        Where the units together have other totals than the municipality.
    """

    classes: tuple[AgeClass, ...]
    people: np.ndarray
    known: np.ndarray
    scaled: np.ndarray


def fit_ages(
    profile: KnownAges, totals: np.ndarray, group: np.ndarray, margins: KnownAges, names: list[str], progress: Progress = SILENT
) -> FittedAges:
    """Return who lives in the units today.

    The classes of the profile are divided over single years as in the municipality, brought to the unit's people of today, and fitted to
    the municipality's ages by iterative proportional fitting, then rounded so that both totals stay (`demand.fitting`).

    Parameters
    ----------
    profile : KnownAges
        Of the units; rows of NaN where not known, which start as the municipality.
    totals : ndarray, shape (n,)
        People of today; NaN where not known.
    group : ndarray of int, shape (n,)
        Row of ``margins``; -1: not known.
    margins : KnownAges
        Of the municipalities, in whole persons.
    """
    known = np.isfinite(totals) & (group >= 0)
    seed = np.zeros((len(totals), len(margins.classes)))
    for number in np.unique(group[known]):
        members = np.flatnonzero(known & (group == number))
        seed[members] = _seed(profile, members, margins, number)
    people, scaled = fit_groups(
        seed, np.where(known, totals, 0.0), np.where(known, group, -1), np.rint(margins.counts).astype("int64"), names, progress
    )
    return FittedAges(margins.classes, people, known, scaled)


def _seed(profile: KnownAges, members: np.ndarray, margins: KnownAges, number: int) -> np.ndarray:
    """Return the ages of a municipality's units as the profile has them, in the classes of the municipality."""
    single = by_single_year(margins, margins.counts[number])
    structure = single / max(single.sum(), 1.0)
    counts = np.nan_to_num(profile.counts[members])
    ages = divide_classes(counts, profile, structure) + SOME * structure
    return ages @ margins.by_class.T


def by_single_year(known: KnownAges, counts: np.ndarray) -> np.ndarray:
    """Return counts by class spread evenly over the ages of each class, shape (..., AGES)."""
    return counts @ (known.by_class / known.by_class.sum(axis=1, keepdims=True))


def divide_classes(counts: np.ndarray, known: KnownAges, structure: np.ndarray) -> np.ndarray:
    """Return counts by class divided over single years as a population is that has ``structure``, shape (AGES,), or evenly."""
    weights = known.by_class * structure
    empty = weights.sum(axis=1) == 0
    weights[empty] = known.by_class[empty]
    return counts @ (weights / weights.sum(axis=1, keepdims=True))


def estimate_ages(
    fitted: FittedAges,
    classes: Sequence[AgeClass],
    profile: Sequence[AgeClass],
    group: np.ndarray,
    margins: KnownAges,
    places: KnownAges | None = None,
    grain: np.ndarray | None = None,
) -> dict[AgeClass, Estimate]:
    """Return the estimated number of people in each class, with its interval.

    Parameters
    ----------
    classes : sequence of AgeClass
        Each made of classes of the municipalities.
    profile : sequence of AgeClass
        The classes of the profile.
    group : ndarray of int, shape (n,)
        As for `fit_ages`.
    places : KnownAges, optional
        The profile of the municipalities, in the rows of ``margins``, NaN where not known: where there are enough of them the spread is
        measured by leaving each out (`foretell_places`), else it is `USUAL`.
    grain : ndarray, optional
        Of the municipalities, as `spread.measure_grain` gives it; NaN where not known.

    Raises
    ------
    OpgaveError
        A class is not made of classes of the municipalities.
    """
    people = np.where(fitted.known, fitted.people.sum(axis=1), np.nan)
    whole = np.where(group >= 0, margins.counts.sum(axis=1)[group], np.nan)
    foretold = None if places is None else foretell_places(places, margins)
    grain = fill_grain(np.full(len(margins.counts), np.nan) if grain is None else grain, USUAL_GRAIN)
    result = {}
    for one in classes:
        columns = columns_of(one, fitted.classes)
        spread, left_out = measure_class(foretold, margins, columns, grain, class_chance(one, profile, margins))
        values = np.where(fitted.known, fitted.people[:, columns].sum(axis=1), np.nan)
        result[one] = with_interval(values, people, whole, spread, left_out)
    return result


def class_chance(one: AgeClass, profile: Sequence[AgeClass], margins: KnownAges) -> float:
    """Return how often chance plays in a class: once in who lives there today, and once in who lived there at the census.

    There it weighs less where the class is a part of what the census counted: as the people of the class to those of the classes of the
    profile that it touches.
    """
    single = by_single_year(margins, margins.counts).sum(axis=0)
    touched = [other for other in profile if other.first <= one.last and one.first <= other.last]
    own, around = (float(single @ membership(part).sum(axis=0)) for part in ([one], touched))
    return 1 + (own / around if around else 1.0)


def columns_of(one: AgeClass, classes: Sequence[AgeClass]) -> np.ndarray:
    """Return which classes make up another one.

    Raises
    ------
    OpgaveError
        None do.
    """
    inside = np.array([one.first <= other.first and other.last <= one.last for other in classes])
    if membership([other for other, within in zip(classes, inside, strict=True) if within]).sum() != one.last - one.first + 1:
        raise OpgaveError(
            "The ages {ages} cannot be made from the classes of the municipalities, which are {classes}. Give single years of age as"
            " MARGINS, or leave these ages out of CLASSES.",
            ages=one,
            classes=", ".join(map(str, classes)),
        )
    return np.flatnonzero(inside)


def foretell_places(places: KnownAges, margins: KnownAges) -> np.ndarray:
    """Return the share of each class of the margins that each municipality would have by its profile and the other municipalities' today.

    With q(k) the share of a class of the profile in a municipality, Q(k) that in all others, and r(a) the share of age a in the others
    today: r(a) q(k) / Q(k), brought to a sum of 1. NaN for a municipality without profile; shape (municipalities, classes).
    """
    there = np.isfinite(places.counts).all(axis=1) & (places.counts.sum(axis=1) > 0) & (margins.counts.sum(axis=1) > 0)
    result = np.full((len(there), len(margins.classes)), np.nan)
    if there.sum() < LEAST_PLACES:
        return result
    profile, today = places.counts[there], by_single_year(margins, margins.counts[there])
    others, now = profile.sum(axis=0) - profile, today.sum(axis=0) - today
    ratio = _share(profile) / np.maximum(_share(others), 1e-12)
    shares = _share(now) * (ratio @ places.by_class)
    result[there] = _share(shares) @ margins.by_class.T
    return result


def _share(counts: np.ndarray) -> np.ndarray:
    return counts / counts.sum(axis=1, keepdims=True)


def measure_class(
    foretold: np.ndarray | None, margins: KnownAges, columns: np.ndarray, grain: np.ndarray, chance: float
) -> tuple[CountSpread, LeftOut | None]:
    """Return the spread of a class over municipalities that were each foretold by the others; `USUAL` where they are too few."""
    usual = replace(USUAL, chance=chance)
    if foretold is None:
        return usual, None
    share = foretold[:, columns].sum(axis=1)
    used = np.isfinite(share)
    if used.sum() < LEAST_PLACES:
        return usual, None
    people, truth = margins.counts[used].sum(axis=1), margins.counts[used][:, columns].sum(axis=1)
    spread = measure_spread(truth, people, share[used], grain[used], chance)
    return spread, judge(truth, people, share[used], grain[used], spread)


def sum_by_group(profile: KnownAges, group: np.ndarray, count: int) -> KnownAges:
    """Return the profile of groups, NaN where no row of a group is known; shape (count, classes)."""
    known = np.isfinite(profile.counts).all(axis=1) & (group >= 0)
    totals = np.zeros((count, profile.counts.shape[1]))
    np.add.at(totals, group[known], profile.counts[known])
    totals[np.bincount(group[known], minlength=count) == 0] = np.nan
    return KnownAges(profile.classes, totals)


def ages_on_classes(fitted: FittedAges) -> np.ndarray:
    """Return the people by single year of age, shape (n, AGES), spread evenly over a class that holds several."""
    return by_single_year(KnownAges(fitted.classes, fitted.people), fitted.people)
