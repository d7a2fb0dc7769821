"""Third link: the index of a collected challenge, and of each of its proposals."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from qgis.core import QgsLayerMetadata

from ..analysis.evaluation import Evaluation, evaluate
from ..analysis.features import Features, find_fields, find_replaced
from ..analysis.means import mean
from ..analysis.proposals import rank_change
from ..model.challenge import Proposal
from ..model.choices import FEW_COUNTED, INTERNAL
from ..model.dates import age_days
from ..model.own_use import AGGREGATED
from ..model.progress import SILENT, Progress
from ..model.results import (
    DATA_AGE,
    INDEX,
    MISSING_SHARE,
    base_field,
    error_field,
    expected_field,
    hidden_field,
    proposed_index_field,
    rank_change_field,
    score_field,
    sector_field,
)
from ..qgis_io.crs import read_crs
from ..qgis_io.layer_metadata import Oldest, result_metadata
from ..qgis_io.own_use import hold_for_own_use
from ..texts import record_words
from ..texts.language import Language
from .collected import Collected
from .comparison import compare_few
from .counting import few_counted
from .coverage import Coverage, coverage
from .measure import MeasuredIndicators, indicator_dates, leave_out_hidden, measure_indicators
from .shown import shown_measures
from .unit_table import UnitTable

MAP_ONLY = frozenset({"areas", "overlay", "background"})
"""Roles that put nothing into the index."""


@dataclass(frozen=True)
class Indexed:
    """A challenge with its index.

    Attributes
    ----------
    measured : MeasuredIndicators
        What its indicators rest on: values, their standard errors, counts, and what they are rates of.
    people : ndarray or None
        Population of each unit; NaN where not known.
    as_of : date
        The day that ages are counted to.
    few_people : ndarray of bool, or None
        Where the population is hidden; None where it is not sensitive.
    hides : ndarray of bool
        Which units are hidden because too few are counted there; they have no values, and so no index.
    proposals : tuple of Indexed
        The challenge as each of its proposals would have it, in their order.
    """

    collected: Collected
    evaluation: Evaluation
    measured: MeasuredIndicators
    people: np.ndarray | None
    few_people: np.ndarray | None
    as_of: datetime.date
    hides: np.ndarray
    proposals: tuple[Indexed, ...] = ()

    @property
    def hidden(self) -> int:
        """Number of units hidden because too few are counted there."""
        return int(self.hides.sum())

    @property
    def hidden_cells(self) -> dict[str, tuple[int, float]]:
        """In how many units each sensitive indicator is hidden, and the share of people (0-1) there; NaN where nobody is counted."""
        cells = {id: column.to_numpy() == 1 for id, column in self.measured.hidden.items()}
        whole = 0.0 if self.people is None else float(np.nansum(self.people))
        return {
            id: (int(hides.sum()), float(np.nansum(self.people[hides])) / whole if self.people is not None and whole else math.nan)
            for id, hides in cells.items()
        }

    @property
    def proposed(self) -> Iterator[tuple[Proposal, Indexed]]:
        """Each proposal with what it would make of the index."""
        return zip(self.collected.challenge.proposals, self.proposals, strict=True)

    @property
    def missing_share(self) -> float:
        """Mean missing share over the units."""
        return float(self.evaluation.missing_share.mean())

    @cached_property
    def coverage(self) -> Coverage:
        """How many units have the data, and which tables others lack."""
        return coverage(self.collected, self.evaluation.raw, self.hides, self.measured.cover)

    @property
    def without_index(self) -> int:
        """Number of units with too little data for an index."""
        return int(np.isnan(self.evaluation.index).sum())

    @property
    def results(self) -> dict[str, np.ndarray]:
        """What was found for the units, by field: people; indicators with errors, bases and scores; sub-indices, index and its account.

        What is hidden is empty; scores and index are those of what is expected there.
        """
        evaluation, measured = self.evaluation, self.measured
        return {
            **self._people_results,
            **{name: show_known(measured, name, evaluation.raw[name]) for name in evaluation.raw},
            **{error_field(name): show_known(measured, name, column) for name, column in measured.errors.items()},
            **{base_field(name): column.to_numpy() for name, column in measured.bases.items()},
            **{name: values for id in measured.hidden for name, values in hidden_results(measured, id, evaluation.raw[id])},
            **{score_field(name): evaluation.scores[name].to_numpy() for name in evaluation.scores},
            **{sector_field(sector): evaluation.sectors[sector].to_numpy() for sector in evaluation.sectors},
            **{INDEX: evaluation.index, MISSING_SHARE: evaluation.missing_share, DATA_AGE: evaluation.data_age_days},
            **{name: values for proposal, indexed in self.proposed for name, values in self._proposed_results(proposal, indexed)},
        }

    @property
    def _people_results(self) -> dict[str, np.ndarray]:
        """The people, where the units do not have them in their own table, or not as they are shown."""
        spec = self.collected.challenge.units
        if (
            self.people is None
            or spec.population is None
            or (spec.population.layer == spec.layer and self.few_people is None and not spec.grid)
        ):
            return {}
        field = spec.population.field
        if self.few_people is None:
            return {field: self.people}
        return {
            field: np.where(self.few_people, np.nan, self.people),
            hidden_field(field): self.few_people.astype(float),
            expected_field(field): np.where(self.few_people, self.people, np.nan),
        }

    def _proposed_results(self, proposal: Proposal, indexed: Indexed) -> Iterator[tuple[str, np.ndarray]]:
        """Yield what a proposal adds, by field: its indicators and their scores, its index, and the places that a unit rises."""
        for one in proposal.indicators:
            yield one.id, show_known(indexed.measured, one.id, indexed.evaluation.raw[one.id])
            if one.id in indexed.measured.hidden:
                yield from hidden_results(indexed.measured, one.id, indexed.evaluation.raw[one.id])
            yield score_field(one.id), indexed.evaluation.scores[one.id].to_numpy()
        yield proposed_index_field(proposal.id), indexed.evaluation.index
        yield rank_change_field(proposal.id), rank_change(self.evaluation.index, indexed.evaluation.index)

    @property
    def unit_features(self) -> Features:
        """The units with their own fields, and the results behind them."""
        return with_results(self.collected.shown_units, self.results)

    @cached_property
    def unit_table(self) -> UnitTable:
        """The table of the units as the products speak of it."""
        return UnitTable(self.collected.challenge, self.unit_features.table, self.collected.alike)

    def sector_facts(self) -> dict[str, dict]:
        """Return for each sector its share of the weight (0-1), the mean of its sub-index, and how many units lack that."""
        indicators, evaluation = self.collected.challenge.indicators, self.evaluation
        return {
            sector: {
                "weight_share": sum(one.weight for one in indicators if one.sector == sector) / evaluation.weights.sum(),
                "mean": mean(index.to_numpy(), self.people),
                "missing": int(index.isna().sum()),
            }
            for sector, index in evaluation.sectors.items()
        }

    def oldest(self, others: Iterable[str] = ()) -> str:
        """Return the record id of the oldest layer behind the index, and behind ``others``; empty where no date is known."""
        dated = [(date, id) for id in (*self.index_layers(), *others) if (date := self.collected.date_of(id))]
        return min(dated)[1] if dated else ""

    def metadata(self, id: str, title: str, language: Language, others: Iterable[str] = ()) -> QgsLayerMetadata:
        """Return what is known of a result: it is as old as the oldest layer behind the index, and behind ``others``."""
        oldest, layer = None, self.collected.layers.get(self.oldest(others))
        if layer and layer.date:
            said = record_words.word_date(layer.date, layer.date_origin, layer.record, language)
            oldest = Oldest(layer.record.title.of(language.code), layer.date, said, layer.record.update_rhythm)
        metadata = result_metadata(id, title, read_crs(self.collected.units.crs), oldest, language)
        if self.collected.audience == INTERNAL:
            hold_for_own_use(metadata, AGGREGATED, language)
        return metadata

    def index_layers(self) -> Iterator[str]:
        """Yield the loaded layers that put something into the index: not those that only name or draw, or that a proposal would add."""
        for id, roles in replace(self.collected.challenge, proposals=()).layers().items():
            if id in self.collected.layers and not MAP_ONLY.issuperset(roles) and set(roles) != {"unit"}:
                yield id


def show_known(measured: MeasuredIndicators, id: str, column: pd.Series) -> np.ndarray:
    """Return a column of an indicator without what is hidden."""
    return column.mask(measured.hidden[id] == 1).to_numpy() if id in measured.hidden else column.to_numpy()


def hidden_results(measured: MeasuredIndicators, id: str, column: pd.Series) -> Iterator[tuple[str, np.ndarray]]:
    """Yield where an indicator is hidden, and what is expected there, which score and index rest on."""
    hides = measured.hidden[id] == 1
    yield hidden_field(id), hides.to_numpy(dtype=float)
    yield expected_field(id), column.where(hides).to_numpy()


def with_results(units: Features, results: Mapping) -> Features:
    """Return the units with results behind their own fields."""
    kept = units.table.drop(columns=find_fields(units, {name.lower() for name in results}))
    return replace(units, table=pd.concat([kept, pd.DataFrame(results, index=kept.index)], axis=1))


def index_challenge(collected: Collected, as_of: datetime.date, progress: Progress = SILENT) -> Indexed:
    """Measure, score and combine the indicators; those of proposals too, each proposal beside the challenge itself."""
    collected = compare_few(collected, progress)
    measured = measure_indicators(collected, progress)
    collected = leave_out_hidden(collected, measured, progress)
    people, few_people = shown_measures(collected, progress).population()
    progress.step("Computing the index")
    challenge = collected.challenge
    collected = collected.with_hidden(shown_measures(collected).hides)
    if collected.beneath:
        areas = collected.beneath.collected
        collected = replace(collected, beneath=replace(collected.beneath, collected=areas.with_hidden(shown_measures(areas).hides)))
    indexed = _evaluate_challenge(collected, measured, people, few_people, as_of, progress)
    proposed = [replace(collected, challenge=challenge.proposed(proposal)) for proposal in challenge.proposals]
    known = [measured if one.hiding == collected.hiding else measure_indicators(one, progress) for one in proposed]
    indexed = replace(
        indexed, proposals=tuple(_evaluate_challenge(one, its, people, few_people, as_of) for one, its in zip(proposed, known, strict=True))
    )
    if indexed.hidden:
        progress.note(
            "1 unit is hidden because of small numbers. | {count} units are hidden because of small numbers.",
            count=indexed.hidden,
        )
    for indicator in challenge.indicators:
        cells, _ = indexed.hidden_cells.get(indicator.id, (0, 0.0))
        if cells:
            progress.note(
                "Indicator '{indicator}': the value of 1 unit is hidden, because too few are counted; other counts are rounded. | Indicator"
                " '{indicator}': the values of {count} units are hidden, because too few are counted; other counts are rounded.",
                indicator=indicator.title,
                count=cells,
            )
    for few in few_counted(challenge.indicators, indexed.measured):
        progress.note(
            "Indicator '{indicator}': 1 unit counts fewer than {least}; its value can vary strongly by chance. Smooth it, or hide"
            " the unit ('units_minimum'). | Indicator '{indicator}': {count} units count fewer than {least}; their values can vary strongly"
            " by chance. Smooth them, or hide the units ('units_minimum').",
            indicator=few.indicator.title,
            count=few.units,
            least=FEW_COUNTED,
        )
    find_replaced(collected.units, {name.lower() for name in indexed.results}, progress)
    if indexed.without_index:
        progress.note(
            "{count} of {total} units have too little data for an index.", count=indexed.without_index, total=len(collected.units)
        )
    return indexed


def _evaluate_challenge(
    collected: Collected,
    measured: MeasuredIndicators,
    people: np.ndarray | None,
    few_people: np.ndarray | None,
    as_of: datetime.date,
    progress: Progress = SILENT,
) -> Indexed:
    """Return the index of a challenge whose indicators are among the measured ones."""
    challenge = collected.challenge
    hides = shown_measures(collected, progress).hides
    own = measured.of(challenge.indicators, hides)
    ages = {id: _age(date, as_of) for id, date in indicator_dates(collected).items()}
    others = collected.comparison.values if collected.comparison else {}
    evaluation = evaluate(challenge.indicators, own.values, ages, challenge.aggregation, collected.missing, others)
    return Indexed(collected, evaluation, own, people, few_people, as_of, hides)


def _age(date: datetime.date | None, as_of: datetime.date) -> float:
    days = age_days(date, as_of)
    return math.nan if days is None else float(days)
