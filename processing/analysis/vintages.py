"""Two vintages of an index on the same kind of units: what changed in need, what of that is beyond chance, and what the method did.

An index compares units with each other, so that two of them tell who stands before whom, not whether need grew. Change is therefore
measured on the scale of the first vintage (see `anchors`); where that cannot be, it is change of rank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from ..model.challenge import Challenge, Indicator
from ..model.choices import NOISE
from ..model.errors import OpgaveError
from .anchors import Anchor, anchors_of, index_errors, score_on
from .evaluation import evaluate
from .means import Averaging, mean, whole_mean
from .noise import DRAWS, SURE, measure_again, probability_of, probability_together

RISES, FALLS, SAME, NEW, GONE, VALUES = "rises", "falls", "same", "new", "gone", "values"
Basis = Literal["need", "rank"]
NEED: Basis = "need"
RANK: Basis = "rank"
"""What rises and falls: need on the scale of the first vintage, or the rank among the units."""
LACKS, MEASURED = "lacks", "measured"
"""Why an indicator cannot be compared: one vintage has no values of it, or measured something else."""
TOLERANCE = 1e-9
"""Index points within which two indices are one: less is the rounding of another machine."""


@dataclass(frozen=True)
class Vintage:
    """An index as it was found once.

    Attributes
    ----------
    raw : DataFrame, shape (n, k)
        Values of the indicators, by unit key; one column an indicator id.
    index : Series, shape (n,)
        Need 0-100 by unit key; NaN where there is none.
    cluster : Series, shape (n,)
        Number of the unit's cluster by unit key; 0 for none.
    people : Series, shape (n,), or None
        What a unit counts for in a mean; None where nobody is counted.
    errors : DataFrame, shape (n, at most k)
        Standard errors of the values, in the same columns; empty where none are known.
    anchors : mapping of indicator id to Anchor
        The scale as it was kept; empty where it follows from the values.
    averaging : mapping of indicator id to Averaging
        How its values in several units become one, weights in the order of the units; by people where it does not say.
    """

    challenge: Challenge
    raw: pd.DataFrame
    index: pd.Series
    cluster: pd.Series
    people: pd.Series | None = None
    errors: pd.DataFrame = field(default_factory=pd.DataFrame)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    averaging: Mapping[str, Averaging] = field(default_factory=dict)

    @cached_property
    def scale(self) -> Mapping[str, Anchor]:
        """What the scores of this vintage were relative to, by indicator id."""
        return {**anchors_of(self.challenge.indicators, self.raw), **self.anchors}

    def under(self, challenge: Challenge) -> pd.Series:
        """Return what the index of these values is by another version of the challenge; NaN where that needs values that are not here."""
        own = pd.DataFrame({one.id: self.raw.get(one.id, np.nan) for one in challenge.indicators}, index=self.raw.index, dtype=float)
        failed = [id for id in own if own[id].isna().all()]
        ages = dict.fromkeys(own, np.nan)
        try:
            index = evaluate(challenge.indicators, own.reset_index(drop=True), ages, challenge.aggregation, failed).index
        except OpgaveError:
            index = np.full(len(self.raw), np.nan)
        return pd.Series(index, index=self.raw.index, dtype=float)


def rank(index: pd.Series) -> pd.Series:
    """Return the places of units, 1 for the most need, equal values sharing the best place; NaN without index.

    >>> rank(pd.Series([70.0, 90.0, 70.0, np.nan])).tolist()
    [2.0, 1.0, 2.0, nan]
    """
    return index.rank(method="min", ascending=False)


@dataclass(frozen=True)
class Change:
    """What changed between two vintages.

    Attributes
    ----------
    table : DataFrame
        For every unit of either vintage, by its key, those that are gone last: what it was, what it is, and what did that.

        - ``change``: ``rises`` or ``falls`` beyond chance, ``values`` (other values, no change beyond chance), ``same``, ``new``, ``gone``;
        - ``need_before``, ``need_after``, ``need_change``: the index on the scale of the first vintage, by its challenge; NaN by rank;
        - ``change_probability``: how probable it is (0.5-1) that what changed has that sign; NaN without both values;
        - ``<indicator>_change``: the difference in the indicator's own unit;
        - ``index_before``, ``index_after``, ``index_change``: the index of each vintage, relative to its own units. ``index_by_data`` is
          what it changes when the new values are put under the old challenge, ``index_by_method`` the rest;
        - ``rank_...``: the same in ranks (positive: more in need than before);
        - ``cluster_before``, ``cluster_after``, ``values_changed``: number of the cluster, how many values differ;
        - ``changed``: whether the unit rises or falls beyond chance, which one that is new or gone cannot; ``differs``: whether anything
          differs, being there, rank and cluster included.
    basis : str
        ``need``, or ``rank`` where the values cannot be put on one scale.
    obstacles : dict of indicator id to str
        Why not: ``lacks`` or ``measured``, for each indicator that cannot be compared.
    noise : float
        The standard error of a unit's need in one vintage that was assumed, in points: of the indicators of which a value differs, and that
        hold no standard errors of their own.
    measured : bool
        Whether others hold them.
    errors : Series
        The standard error of a unit's need in one vintage (the root of the mean square of both), by unit key.
    city : float
        Mean change of need over the units of both vintages, weighted by the people of the first; NaN by rank.
    city_probability : float
        How probable it is that the mean changed in that direction, when units' errors are independent; NaN by rank.
    indicators : DataFrame
        For each indicator that can be compared, by its id: ``before`` and ``after`` (brought together over the units with both values as
        `Vintage.averaging` of the first says), ``change``, and the number of units in which the value ``rises`` and ``falls``.
    """

    table: pd.DataFrame
    basis: Basis
    obstacles: dict[str, str]
    noise: float
    measured: bool
    errors: pd.Series
    city: float
    city_probability: float
    indicators: pd.DataFrame

    @property
    def on_both(self) -> int:
        """Number of units of both vintages."""
        return int((~self.table["change"].isin((NEW, GONE))).sum())

    @property
    def tested(self) -> int:
        """Number of units with a probability of change."""
        return int(self.table["change_probability"].notna().sum())

    @property
    def by_chance(self) -> float:
        """How many units are called changed by chance alone, where none of them is; none where values have no error."""
        return 2 * (1 - SURE) * self.tested if self.noise or self.measured else 0.0

    @property
    def city_changed(self) -> bool:
        """Whether the mean need of the whole city changed beyond chance."""
        return bool(self.city_probability >= SURE and abs(self.city) > TOLERANCE)


def compare_vintages(before: Vintage, after: Vintage, noise: float = NOISE) -> Change:
    """Return what changed for every unit of either vintage, and in all.

    Parameters
    ----------
    noise : float
        Standard error of a unit's need, in points, in vintages of which the standard errors of the values are not both known.
    """
    keys = after.index.index.append(before.index.index.difference(after.index.index, sort=False))
    obstacles = find_obstacles(before, after)
    basis: Basis = RANK if obstacles else NEED
    errors, assumed, measured = unit_errors(before, after, keys, noise, obstacles)
    need, relative = need_columns(before, after, keys, bool(obstacles)), relative_columns(before, after, keys)
    need_change = need["need_change"].to_numpy()
    if obstacles:
        probability = rank_probability(relative["index_before"], relative["index_after"], relative["rank_change"], errors)
    else:
        probability = probability_together(need_change, errors)
    table = pd.concat([need, pd.DataFrame({"change_probability": probability}, index=keys), relative], axis=1)
    table["change_probability"] = table["change_probability"].where(table[f"{basis}_change"].notna())
    compared = [one.id for one in before.challenge.indicators if one.id in after.raw and not obstacle_of(one, before, after)]
    for id in compared:
        table[f"{id}_change"] = after.raw[id].reindex(keys) - before.raw[id].reindex(keys)
    was, now = keys.isin(before.index.index), keys.isin(after.index.index)
    table["change"] = kinds(table, table[f"{basis}_change"].to_numpy(), was, now)
    table["changed"] = table["change"].isin((RISES, FALLS))
    table["differs"] = differs(table)
    people = None if before.people is None else before.people.reindex(keys).to_numpy()
    city, city_error = weighted_mean(need_change, people, errors)
    return Change(
        table,
        basis,
        obstacles,
        assumed,
        measured,
        pd.Series(errors / np.sqrt(2), index=keys),
        city,
        float(probability_of(np.array([city]), city_error)[0]) if city == city else np.nan,
        indicator_changes(before, after, compared, keys),
    )


def need_columns(before: Vintage, after: Vintage, keys: pd.Index, unknown: bool) -> pd.DataFrame:
    """Return the need of each unit in both vintages on the scale of the first, and its change; NaN throughout where it is ``unknown``."""
    was, now = (pd.Series(np.nan, keys) if unknown else need_on(before, one).reindex(keys) for one in (before, after))
    return pd.DataFrame({"need_before": was, "need_after": now, "need_change": zero_small_changes(now - was)}, index=keys)


def relative_columns(before: Vintage, after: Vintage, keys: pd.Index) -> pd.DataFrame:
    """Return index, rank and cluster of each unit in both vintages, each relative to its own units, and how many values differ."""
    between = after.under(before.challenge)
    steps = [one.reindex(keys) for one in (before.index, between, after.index)]
    places = [rank(one).reindex(keys) for one in (before.index, between, after.index)]
    clusters = [one.reindex(keys).fillna(0).astype("int64") for one in (before.cluster, after.cluster)]
    return pd.DataFrame(
        {
            "index_before": steps[0],
            "index_after": steps[2],
            "index_change": zero_small_changes(steps[2] - steps[0]),
            "index_by_data": zero_small_changes(steps[1] - steps[0]),
            "index_by_method": zero_small_changes(steps[2] - steps[1]),
            "rank_before": places[0],
            "rank_after": places[2],
            "rank_change": places[0] - places[2],
            "rank_by_data": places[0] - places[1],
            "rank_by_method": places[1] - places[2],
            "cluster_before": clusters[0],
            "cluster_after": clusters[1],
            "values_changed": changed_values(before, after).groupby("key").size().reindex(keys, fill_value=0).astype("int64"),
        },
        index=keys,
    )


def find_obstacles(before: Vintage, after: Vintage) -> dict[str, str]:
    """Return why values cannot be put on the scale of the first vintage, by indicator: those that count there, and cannot be compared."""
    found = {one.id: obstacle_of(one, before, after) for one in before.challenge.indicators if one.weight}
    return {id: why for id, why in found.items() if why}


def obstacle_of(indicator: Indicator, before: Vintage, after: Vintage) -> str:
    """Return why the values of an indicator of the first vintage cannot be compared; an empty text where they can."""
    id, later = indicator.id, {one.id: one for one in after.challenge.indicators}
    if id not in before.scale or id not in after.raw or after.raw[id].isna().all():
        return LACKS
    return "" if id in later and measured_by(indicator) == measured_by(later[id]) else MEASURED


def measured_by(indicator: Indicator) -> tuple:
    """Return what makes the values of an indicator: all that has to be equal for two of them to be compared."""
    return indicator.measurement, indicator.denominator, indicator.scale, indicator.smoothing


def need_on(first: Vintage, other: Vintage) -> pd.Series:
    """Return the index of a vintage on the scale of the first, by the first's challenge; by unit key."""
    index = score_on(first.scale, first.challenge.indicators, other.raw, first.challenge.aggregation)[1]
    return pd.Series(index, index=other.raw.index)


def unit_errors(
    before: Vintage, after: Vintage, keys: pd.Index, noise: float, obstacles: Mapping[str, str]
) -> tuple[np.ndarray, float, bool]:
    """Return the standard error of each unit's change of need, shape (n,), and what `Change` tells of it: ``noise`` and ``measured``.

    The errors of both vintages are independent, so that their squares add up. An indicator of which no value differs was measured once: its
    error is in both vintages, and adds nothing to their difference. Of the noise each of the others takes its part, as if all scores had
    the same error, but for those with standard errors of their own.
    """
    weights = {one.id: one.weight for one in before.challenge.indicators}
    differing = (set(changed_values(before, after)["indicator"]) | set(obstacles)) & set(weights)
    measured = [id for id in before.errors if id in after.errors and id in differing]

    def noise_of(ids: set[str]) -> float:
        return noise * float(np.sqrt(sum(weights[id] ** 2 for id in ids) / sum(weight**2 for weight in weights.values())))

    rest = noise_of(differing - set(measured))
    if not measured:
        return np.full(len(keys), rest * np.sqrt(2)), rest, False
    parts = []
    for one in (before, after):
        spec = before.challenge
        error = index_errors(before.scale, spec.indicators, one.raw, one.errors[measured], spec.aggregation)
        parts.append(pd.Series(np.hypot(error, rest), index=one.raw.index).reindex(keys).fillna(noise_of(differing)))
    return np.hypot(*parts), rest, True


def rank_probability(before: pd.Series, after: pd.Series, change: pd.Series, error: np.ndarray) -> np.ndarray:
    """Return how probable it is (0.5-1) that each unit's rank changed in the direction that it shows, shape (n,).

    An unchanged city is measured again, many times: 1 minus half of the share of these draws in which the unit moves as many ranks or more.
    """
    both = before.notna() & after.notna()
    index, one_error = before.where(both).to_numpy(), error / np.sqrt(2)
    moved = np.abs(change.to_numpy())
    was, beyond = rank(pd.Series(index)).to_numpy(), np.zeros(len(index))
    for again in measure_again(index, one_error, DRAWS):
        with np.errstate(invalid="ignore"):
            beyond += np.abs(rank(pd.Series(again)).to_numpy() - was) >= moved
    return 1 - (beyond + 1) / (DRAWS + 1) / 2


def weighted_mean(change: np.ndarray, people: np.ndarray | None, error: np.ndarray) -> tuple[float, float]:
    """Return the mean change and its standard error; NaN where no unit changed in a way that is known."""
    known = np.isfinite(change)
    if not known.any():
        return np.nan, np.nan
    weight = np.ones(int(known.sum())) if people is None else np.nan_to_num(people[known])
    weight = weight if weight.sum() > 0 else np.ones(len(weight))
    return mean(change[known], weight), float(np.sqrt(((weight * error[known]) ** 2).sum()) / weight.sum())


def indicator_changes(before: Vintage, after: Vintage, ids: list[str], keys: pd.Index) -> pd.DataFrame:
    """Return what each indicator was and is, over the units that have both values; see `Change.indicators`."""
    by_people = Averaging(weight=None if before.people is None else before.people.reindex(before.raw.index).to_numpy())
    rows, place = [], before.raw.index.get_indexer(keys)
    for id in ids:
        old, new = (one.raw[id].reindex(keys).to_numpy() for one in (before, after))
        both = np.isfinite(old) & np.isfinite(new)
        how = before.averaging.get(id, by_people)
        weight = None if how.weight is None else np.where(place < 0, np.nan, how.weight[place])
        means = [whole_mean(np.where(both, values, np.nan), replace(how, weight=weight)) for values in (old, new)]
        rows.append((*means, means[1] - means[0], int((new[both] > old[both]).sum()), int((new[both] < old[both]).sum())))
    return pd.DataFrame(rows, index=pd.Index(ids, dtype=object), columns=["before", "after", "change", RISES, FALLS])


def zero_small_changes(change: pd.Series) -> pd.Series:
    """Return changes, those within `TOLERANCE` as 0."""
    return change.where(~(change.abs() <= TOLERANCE), 0.0)


def differs(table: pd.DataFrame) -> pd.Series:
    """Return which units differ in anything: being there, values, index, rank, or being in a cluster."""
    clustered = (table["cluster_before"] > 0) != (table["cluster_after"] > 0)
    lost = table["index_before"].isna() != table["index_after"].isna()
    index = table["index_change"].fillna(0) != 0
    places = table["rank_change"].fillna(0) != 0
    return (table["change"] != SAME) | (table["values_changed"] > 0) | clustered | lost | index | places


def kinds(table: pd.DataFrame, change: np.ndarray, was: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Return of each unit: it ``rises`` or ``falls`` beyond chance, only its ``values`` changed, or it is ``new``, ``gone``, ``same``.

    ``change`` is that of need or of rank, shape (n,).
    """
    sure = table["change_probability"].to_numpy() >= SURE
    cases = [~was, ~now, sure & (change > 0), sure & (change < 0), table["values_changed"].to_numpy() > 0]
    return np.select(cases, [NEW, GONE, RISES, FALLS, VALUES], SAME).astype(object)


def changed_values(before: Vintage, after: Vintage) -> pd.DataFrame:
    """Return each value that differs: ``key``, ``indicator``, ``before``, ``after``; for the units and indicators of both vintages."""
    keys = before.raw.index.intersection(after.raw.index, sort=False)
    names = [name for name in after.raw if name in before.raw]
    old, new = (one.raw.loc[keys, names].to_numpy(dtype=float) for one in (before, after))
    rows, columns = np.nonzero(~((old == new) | (np.isnan(old) & np.isnan(new))))
    return pd.DataFrame(
        {
            "key": np.asarray(keys, dtype=object)[rows],
            "indicator": np.array(names, dtype=object)[columns],
            "before": old[rows, columns],
            "after": new[rows, columns],
        }
    )
