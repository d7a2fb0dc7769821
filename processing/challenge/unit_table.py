"""The units of a computed challenge as the products speak of them: one reading of their table, whether just computed or from a bundle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..analysis.clusters import LOW_TYPES
from ..analysis.means import Averaging, cluster_means
from ..model.averaging import averaging, base_of
from ..model.certainty import ALMOST_CERTAIN, LEAST_POSSIBLE
from ..model.challenge import Challenge, Indicator, Measurement
from ..model.cluster_methods import CLUSTER_METHODS
from ..model.results import CLUSTER_ID, CLUSTER_PROBABILITY, CLUSTER_TYPE, INDEX, Z_SCORE, base_field, expected_field, score_field
from ..qgis_io.columns import display_names
from .counting import counted_cases


@dataclass(frozen=True)
class UnitTable:
    """A challenge and the table of its units, in the fields of a bundle's layer of units.

    ``alike`` are the indicators that are left out because all areas that few units are compared with have the same value.
    """

    challenge: Challenge
    table: pd.DataFrame
    alike: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def people(self) -> np.ndarray | None:
        """People of each unit, shape (n,), NaN where not known; None where the challenge counts none."""
        spec = self.challenge.units.population
        return self._numbers(spec.field) if spec and spec.field in self.table else None

    @property
    def counts_people(self) -> bool:
        """Whether means are weighted by people: some are counted."""
        return self.people is not None and bool(np.nansum(self.people) > 0)

    @cached_property
    def index(self) -> np.ndarray:
        """The index of each unit, shape (n,); NaN where it has none."""
        return self._numbers(INDEX)

    @cached_property
    def membership(self) -> np.ndarray:
        """Number of each unit's cluster, shape (n,); 0 for none."""
        return np.nan_to_num(self._numbers(CLUSTER_ID)).astype(int)

    @cached_property
    def probability(self) -> np.ndarray | None:
        """How probably each unit belongs to a cluster, shape (n,), NaN where it has no index; None where that was not drawn."""
        return self._numbers(CLUSTER_PROBABILITY) if CLUSTER_PROBABILITY in self.table else None

    @property
    def core(self) -> np.ndarray:
        """Which units of the clusters almost certainly belong to one, shape (n,); none where that was not drawn."""
        if self.probability is None:
            return np.zeros(len(self), dtype=bool)
        return (self.membership > 0) & (self.probability >= ALMOST_CERTAIN)

    @property
    def fringe(self) -> np.ndarray:
        """Which other units lie in a cluster, or may belong to one, shape (n,); none where that was not drawn."""
        if self.probability is None:
            return np.zeros(len(self), dtype=bool)
        return ~self.core & ((self.membership > 0) | (self.probability > LEAST_POSSIBLE))

    @property
    def tested(self) -> bool:
        """Whether the method for clusters compared units with each other, or needs none of that: some have a statistic."""
        tests = CLUSTER_METHODS[self.challenge.clusters.method].tests
        return not tests or (Z_SCORE in self.table and bool(np.isfinite(self._numbers(Z_SCORE)).any()))

    @cached_property
    def low(self) -> np.ndarray:
        """Which units are of significantly low need, shape (n,)."""
        return self.table[CLUSTER_TYPE].isin(LOW_TYPES).to_numpy() if CLUSTER_TYPE in self.table else np.zeros(len(self), dtype=bool)

    @cached_property
    def names(self) -> list[str]:
        """What each unit is called, as people write it: its name, else its key."""
        spec = self.challenge.units
        keys = self.table[spec.result_key]
        names = self.table[spec.name].where(self.table[spec.name].notna(), keys) if spec.name in self.table else keys
        return list(display_names(names.astype(str)))

    @cached_property
    def values(self) -> pd.DataFrame:
        """Each indicator's values in its own unit, where they are hidden what is expected there, shape (n, k)."""
        values, expected = self._columns(lambda id: id), self._columns(expected_field)
        return values.where(values.notna(), expected.reindex(columns=values.columns)) if len(expected.columns) else values

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Each indicator's need scores 0-100, shape (n, k)."""
        return self._columns(score_field)

    @property
    def score_means(self) -> pd.DataFrame:
        """The mean score of each indicator by cluster (see `means.cluster_means`)."""
        return cluster_means(self.scores, self.membership, self.score_averaging)

    @property
    def value_means(self) -> pd.DataFrame:
        """Each indicator's values by cluster, brought together as `value_averaging` says (see `means.cluster_means`)."""
        return cluster_means(self.values, self.membership, self.value_averaging)

    @cached_property
    def cases(self) -> dict[str, np.ndarray]:
        """The cases of need that indicators count, in each unit by indicator id (see `counting.counted_cases`).

        They follow from a value and what it is a rate of; what was smoothed tells them no more.
        """
        bases = self._columns(base_field)
        plain = [one for one in self.challenge.indicators if one.smoothing == "none" and one.id in self.values]
        over = {one.id: bases[one.id] if one.id in bases and one.denominator else 1.0 for one in plain}
        counts = pd.DataFrame({one.id: self.values[one.id] * over[one.id] / one.scale for one in plain}, index=range(len(self)))
        return counted_cases(self.challenge.indicators, counts, bases)

    @property
    def score_averaging(self) -> Averaging:
        """How scores and the index are averaged: by people."""
        return Averaging(weight=self.people)

    @cached_property
    def value_averaging(self) -> dict[str, Averaging]:
        """How each indicator's values are brought together over units: a rate by what it is a rate of, where the table holds that."""
        return {
            one.id: Averaging(averaging(one), self.people if self.base(one) is None else self._numbers(base_field(one.id)))
            for one in self.challenge.indicators
        }

    def base(self, indicator: Indicator) -> Measurement | None:
        """Return what weighs an indicator's values in a mean; None where that is the people, also for want of a number in the table."""
        return base_of(indicator) if base_field(indicator.id) in self.table else None

    def with_index(self, index: np.ndarray) -> UnitTable:
        """Return the table with another index, shape (n,), such as that of other weights."""
        return replace(self, table=self.table.assign(**{INDEX: index}))

    def share_within(self, within: np.ndarray) -> float | None:
        """Return the share (0-1) of the people in the units ``within``; None where nobody is counted."""
        if self.people is None or not self.counts_people:
            return None
        return float(np.nansum(self.people[within]) / np.nansum(self.people))

    def _columns(self, field_of: Callable[[str], str]) -> pd.DataFrame:
        ids = [one.id for one in self.challenge.indicators]
        return pd.DataFrame({id: self._numbers(field_of(id)) for id in ids if field_of(id) in self.table}, index=range(len(self)))

    def _numbers(self, field: str) -> np.ndarray:
        return pd.to_numeric(self.table[field], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
