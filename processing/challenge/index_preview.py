"""A challenge worked out anew while somebody changes it: the values that an algorithm measured go in, its index comes out.

Scores and index are those of `analysis.index`, as in the algorithm. `cartography.live_index` shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pandas as pd

from ..analysis.belonging import CLUSTER, DRAWS, Belonging, draw_belonging
from ..analysis.classes import Classes, map_classes
from ..analysis.features import Features
from ..analysis.histogram import histogram
from ..analysis.index import combine, score
from ..analysis.means import group_means
from ..analysis.proposals import rank_change
from ..model.challenge import Challenge, Indicator
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.results import CLUSTER_ID, INDEX, MISSING_SHARE, error_field, expected_field
from ..qgis_io.columns import display_names, key_texts
from ..qgis_io.opening import open_ogr_layer
from ..qgis_io.reading import number_column, read_features
from .clustering import PROBABILITY_FIELDS, cluster_rule
from .unit_table import UnitTable

__all__ = [
    "Belonging",
    "Computed",
    "IndexPreview",
    "histogram",
    "rank_changes",
    "read_computed",
    "read_values",
]


NO_FACTS: Mapping[str, Mapping] = MappingProxyType({})


@dataclass(frozen=True)
class Computed:
    """What `challenge_index` found for n units, read from its outputs.

    Attributes
    ----------
    challenge : Challenge
        As it was computed.
    units, clusters : str
        The sources of the two layers.
    ids : ndarray of int, shape (n,)
        The units' feature ids.
    keys, names : ndarray of str, shape (n,)
        The units' keys and names.
    geometry : ndarray of shapely polygons, shape (n,)
    raw : DataFrame, shape (n, k)
        Indicator values by id, those that are expected where they are hidden; NaN where missing.
    errors : DataFrame
        Standard errors of the values, by the ids of the indicators of which they are known.
    people : ndarray or None, shape (n,)
        Population of each unit, 0 where not known; None where nobody is counted.
    index, missing_share : ndarray, shape (n,)
    membership : ndarray of int, shape (n,)
        Cluster of each unit, 0 for none.
    table : DataFrame
        A row a cluster, in their order.
    cluster_ids : ndarray of int
        Feature ids of the clusters.
    classes : Classes
        The map's classes of the index.
    unit_table : UnitTable
        The table of the units as the products speak of it.
    facts : mapping of indicator id to facts
        What its indicators rest on, as the algorithm says it; nothing of an earlier result.
    belonging : Belonging or None
        How probably each unit belongs to a cluster, as the algorithm drew it; None where it did not.
    """

    challenge: Challenge
    units: str
    clusters: str
    ids: np.ndarray
    keys: np.ndarray
    names: np.ndarray
    geometry: np.ndarray
    raw: pd.DataFrame
    errors: pd.DataFrame
    people: np.ndarray | None
    index: np.ndarray
    missing_share: np.ndarray
    membership: np.ndarray
    table: pd.DataFrame
    cluster_ids: np.ndarray
    classes: Classes
    unit_table: UnitTable
    facts: Mapping[str, Mapping] = NO_FACTS
    belonging: Belonging | None = None

    def as_measured(self, indicator: Indicator) -> Indicator:
        """Return the form of an indicator that was measured."""
        return measured_form(indicator, self.facts)


def read_computed(challenge: Challenge, units: str, clusters: str, progress: Progress = SILENT, facts: Sequence[Mapping] = ()) -> Computed:
    """Return what an algorithm computed for a challenge, from its two layers; ``facts`` says what its indicators rest on.

    Raises
    ------
    OpgaveError
        A layer is gone or not the challenge's.
    """
    layers = (open_ogr_layer(path, path) for path in (units, clusters))
    of_units, of_clusters = (
        read_features(layer, geometry=whole, progress=progress)[0] for layer, whole in zip(layers, (True, False), strict=True)
    )
    table, spec = of_units.table, challenge.units
    population = spec.population if spec.population and spec.population.field in table else None
    index = number_column(of_units, INDEX)
    errors = {one.id: error_field(one.id) for one in challenge.indicators}
    by_id = {one["id"]: one for one in facts}
    drawn = (Belonging(to, number_column(of_units, name), DRAWS) for to, name in PROBABILITY_FIELDS.items() if name in table)
    return Computed(
        challenge,
        units,
        clusters,
        of_units.ids,
        key_texts(table[spec.result_key]),
        display_names(table[spec.name or spec.result_key].astype(str)),
        of_units.geometry,
        pd.DataFrame({one.id: counted_values(of_units, one.id) for one in challenge.indicators}),
        pd.DataFrame({id: number_column(of_units, field) for id, field in errors.items() if field in table}),
        np.nan_to_num(number_column(of_units, population.field)) if population else None,
        index,
        number_column(of_units, MISSING_SHARE),
        np.nan_to_num(number_column(of_units, CLUSTER_ID)).astype(int),
        of_clusters.table,
        of_clusters.ids,
        map_classes(index),
        UnitTable(replace(challenge, indicators=tuple(measured_form(one, by_id) for one in challenge.indicators)), table),
        by_id,
        next(drawn, None),
    )


def counted_values(units: Features, id: str) -> np.ndarray:
    """Return what the index rests on: an indicator's values, and what is expected where these are hidden, shape (n,)."""
    values, expected = number_column(units, id), expected_field(id)
    return np.where(np.isnan(values), number_column(units, expected), values) if expected in units.table else values


def measured_form(indicator: Indicator, facts: Mapping[str, Mapping]) -> Indicator:
    """Return the form of an indicator that was measured: one of its twins, where its own data are not there."""
    twin = facts.get(indicator.id, {}).get("twin", 0)
    return indicator.replaced_by(indicator.otherwise[twin - 1]) if 0 < twin <= len(indicator.otherwise) else indicator


def read_values(source: str, field: str, progress: Progress = SILENT) -> np.ndarray:
    """Return a field of a layer as numbers, NaN where missing."""
    return number_column(read_features(open_ogr_layer(source, source), [field], geometry=False, progress=progress)[0], field)


@dataclass
class IndexPreview:
    """Indices of a challenge that changes, over what was measured once; scores are kept, so that a weight costs one mean."""

    computed: Computed
    _scores: dict[tuple, np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def _counted(self) -> dict[str, Indicator]:
        return {one.id: count_as_measured(one) for one in self.computed.challenge.indicators}

    def measured(self, challenge: Challenge) -> list[Indicator]:
        """Return the indicators whose values are known, as they were measured: those that were computed and are not asked otherwise."""
        known = (one for one in challenge.indicators if self._counted.get(one.id) == count_as_measured(one))
        return [self.computed.as_measured(one) for one in known]

    def index(self, challenge: Challenge) -> tuple[np.ndarray, np.ndarray]:
        """Return the index (0-100) of each unit and the share of the weight that is missing in it, shapes (n,).

        Indicators whose values are not known yet are left out.

        Raises
        ------
        OpgaveError
            No indicator is known, none has weight, or one cannot be scored.
        """
        indicators = self.measured(challenge)
        if not indicators:
            raise OpgaveError("None of the indicators has been measured yet: compute the challenge first.")
        scores = np.column_stack([self.score(one) for one in indicators])
        weights = np.array([one.weight for one in indicators], dtype=float)
        rule = challenge.aggregation
        return combine(scores, weights, rule.method, rule.allowed_missing_share)

    def score(self, indicator: Indicator) -> np.ndarray:
        """Return the need score of each unit, shape (n,); all missing where the indicator has no value at all, its layer having failed."""
        rule = (indicator.normalisation, indicator.direction, indicator.target, indicator.limit)
        key = (indicator.id, *rule)
        if key not in self._scores:
            values = self.values(indicator.id)
            self._scores[key] = score(values, *rule, name=indicator.title) if np.isfinite(values).any() else values
        return self._scores[key]

    def values(self, id: str) -> np.ndarray:
        """Return an indicator's value for each unit, shape (n,), the same array each time."""
        return self._values[id]

    def missing(self, id: str) -> float:
        """Return the share (0-1) of the units for which an indicator has no value."""
        return float(np.isnan(self.values(id)).mean())

    @cached_property
    def _values(self) -> dict[str, np.ndarray]:
        return {id: column.to_numpy() for id, column in self.computed.raw.items()}

    def cluster_means(self, index: np.ndarray) -> np.ndarray:
        """Return the mean of an index, or of other values, of each cluster's units (see `analysis.means`), shape (clusters,)."""
        computed = self.computed
        return group_means(index, computed.membership, len(computed.table) + 1, computed.people)[1:]

    def known_belonging(self, challenge: Challenge) -> Belonging | None:
        """Return how probably each unit belongs to a cluster, where the algorithm drew it for this very challenge; else None."""
        return self.computed.belonging if challenge == self.computed.challenge else None

    def belonging(self, challenge: Challenge, index: np.ndarray, draws: int = DRAWS, progress: Progress = SILENT) -> Belonging:
        """Return how probably each unit belongs to a cluster of need, as the algorithm would; NaN where no draw can tell units apart."""
        computed = self.computed
        drawn = draw_belonging(
            self.measured(challenge),
            computed.raw,
            computed.errors,
            index,
            computed.geometry,
            cluster_rule(challenge),
            draws,
            progress=progress,
        )
        return drawn or Belonging(CLUSTER, np.full(len(index), np.nan), 0)


def count_as_measured(indicator: Indicator) -> Indicator:
    """Return an indicator reduced to how it is measured."""
    return Indicator(
        indicator.id,
        replace(indicator.title, nl="", en=""),
        "",
        indicator.measurement,
        denominator=indicator.denominator,
        scale=indicator.scale,
        smoothing=indicator.smoothing,
    )


def rank_changes(before: Computed, after: Computed, index: np.ndarray | None = None) -> pd.DataFrame:
    """Return how each unit's place differs between two challenges: a row a unit that both have, the largest change first.

    Parameters
    ----------
    index : ndarray, optional
        The later challenge's index, where it is not the computed one.

    Returns
    -------
    DataFrame
        ``id`` (feature in the later layer), ``name``, ``before``, ``after`` (indices) and ``change`` (places risen; negative: fallen).
    """
    earlier = pd.Series(before.index, index=before.keys).reindex(after.keys).to_numpy()
    later = after.index if index is None else index
    table = pd.DataFrame({"id": after.ids, "name": after.names, "before": earlier, "after": later, "change": rank_change(earlier, later)})
    table = table[table["change"].notna()]
    return table.iloc[np.argsort(-table["change"].abs().to_numpy(), kind="stable")].reset_index(drop=True)
