"""Second link: each indicator's value for each unit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from ..analysis.aggregation import UnitMatrix, aggregate
from ..analysis.features import Features
from ..analysis.smoothing import empirical_bayes, standard_errors
from ..model.averaging import GROUND, base_of
from ..model.challenge import Indicator, Measurement
from ..model.errors import OpgaveError
from ..model.measures import DEFAULT_DISTANCE
from ..model.progress import SILENT, Progress
from ..model.results import error_field
from ..model.text import Text
from ..qgis_io.expressions import check_filter, filter_mask
from ..qgis_io.reading import number_column, refuse_negative
from ..sources.loading.matching import KeyedTable, check_unique
from .collect import Collected


@dataclass(frozen=True)
class MeasuredIndicators:
    """What was measured for n units and k indicators.

    Attributes
    ----------
    values : DataFrame, shape (n, k)
        In the indicators' own units, columns by indicator id; NaN where missing.
    errors : DataFrame
        Standard errors of those values, a column for each indicator of which they are known: one that divides counts, and one whose layer
        states them beside its values.
    counts : DataFrame, shape (n, k)
        What was measured of the indicator's own layer: the value before it is divided, scaled and smoothed.
    bases : DataFrame
        What the values are rates of, and so what weighs them in a mean over units (`model.averaging.base_of`), for those that have one.
    """

    values: pd.DataFrame
    errors: pd.DataFrame
    counts: pd.DataFrame
    bases: pd.DataFrame

    def of(self, indicators: Sequence[Indicator], hides: np.ndarray) -> MeasuredIndicators:
        """Return what was measured for some of the indicators, with nothing of the units that are hidden."""
        tables = [table[[one.id for one in indicators if one.id in table]].copy() for table in vars(self).values()]
        for table in tables:
            table.loc[hides] = np.nan
        return MeasuredIndicators(*tables)


@dataclass(frozen=True)
class MeasuredIndicator:
    """One indicator's columns of `MeasuredIndicators`, shapes (n,); ``errors`` is all NaN, and ``base`` None, where there is none."""

    values: np.ndarray
    errors: np.ndarray
    counts: np.ndarray
    base: np.ndarray | None


def measure_indicators(collected: Collected, progress: Progress = SILENT) -> MeasuredIndicators:
    """Return the raw values of all indicators, those that proposals would add last, and how far chance may have made them.

    An indicator whose layer failed (which the challenge's policy allowed) has no value at all.

    Raises
    ------
    OpgaveError
        A field holds no numbers, a filter is not allowed, keys stand twice.
    """
    indicators = collected.challenge.every_indicator
    gauge = Gauge(collected, progress)
    progress.step("Measuring {count} indicators", count=len(indicators))
    failed, nothing = failed_indicators(collected), np.full(len(collected.units), np.nan)
    measured = {}
    for number, indicator in enumerate(indicators):
        progress.update(number / len(indicators))
        lacks = MeasuredIndicator(nothing, nothing, nothing, None)
        measured[indicator.id] = lacks if indicator.id in failed else gauge.indicator(indicator)
    columns = (
        {id: one.values for id, one in measured.items()},
        {id: one.errors for id, one in measured.items() if np.isfinite(one.errors).any()},
        {id: one.counts for id, one in measured.items()},
        {id: one.base for id, one in measured.items() if one.base is not None},
    )
    return MeasuredIndicators(*(pd.DataFrame(one, index=range(len(collected.units)), dtype=float) for one in columns))


def population(collected: Collected, progress: Progress = SILENT) -> np.ndarray | None:
    """Return the people in each unit, shape (n,), NaN where not known; None where the challenge counts none.

    Raises
    ------
    OpgaveError
        The field holds no numbers, or a negative one.
    """
    spec = collected.challenge.units.population
    if spec is None or spec.layer in collected.failures:
        return None
    people = Gauge(collected, progress).attribute(Measurement(spec.layer, "attribute", spec.field))
    refuse_negative(people, spec.field, spec.layer)
    return people


def hidden_units(collected: Collected, progress: Progress = SILENT) -> np.ndarray:
    """Return which units are hidden because too few are counted there, shape (n,); a unit whose count is not known is not.

    Raises
    ------
    OpgaveError
        The layer that the challenge names for it could not be loaded.
    """
    challenge, gauge = collected.challenge, Gauge(collected, progress)
    hidden = np.zeros(len(collected.units), dtype=bool)
    for measurement, minimum in challenge.hiding():
        if measurement.layer not in collected.failures:
            hidden |= gauge.measurement(measurement, measurement.field) < minimum
        elif challenge.small_numbers:
            raise OpgaveError(
                "Layer '{layer}' could not be loaded, so it is not known which units have too few '{field}' to be shown:"
                " bring the layer, or leave out 'small_numbers'.",
                layer=measurement.layer,
                field=measurement.field,
            )
    return hidden


def cases_and_people(collected: Collected, id: str, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray]:
    """Return what an indicator counts in each unit, and what it divides that by, shapes (n,).

    Raises
    ------
    OpgaveError
        A layer of the indicator could not be loaded, or its denominator is negative.
    """
    indicator = next(one for one in collected.challenge.indicators if one.id == id)
    for measurement in indicator.measurements():
        if measurement.layer in collected.failures:
            raise OpgaveError(
                "Layer '{layer}' could not be loaded, so '{indicator}' cannot be scanned: bring the layer, or take another cluster method.",
                layer=measurement.layer,
                indicator=id,
            )
    gauge = Gauge(collected, progress)
    counted, below = indicator.measurements()
    cases, people = (gauge.measurement(measurement, indicator.title_and_id) for measurement in (counted, below))
    refuse_negative(people, below.field or id, below.layer)
    return cases, people


def indicator_dates(collected: Collected) -> dict[str, datetime.date | None]:
    """Return for each indicator the date of the oldest layer that it uses; None where no date is known."""
    dates = {}
    for indicator in collected.challenge.indicators:
        ids = {id for one in indicator.measurements() for id in (one.layer, one.points) if id}
        known = [date for date in map(collected.date_of, ids) if date]
        dates[indicator.id] = min(known, default=None)
    return dates


def failed_indicators(collected: Collected) -> frozenset[str]:
    """Return the indicators that use a layer, or a field of one, which is not there."""
    failed = collected.failures.keys()
    return collected.missing | frozenset(
        indicator.id
        for indicator in collected.challenge.every_indicator
        if any({one.layer, one.points} & failed for one in indicator.measurements())
    )


class Gauge:
    """Measures on the collected layers; what meets what is found once a layer, whatever number of indicators ask."""

    def __init__(self, collected: Collected, progress: Progress = SILENT):
        self.collected = collected
        self.progress = progress
        self._matrices: dict[str, UnitMatrix] = {}
        self._bases: dict[Measurement, np.ndarray] = {}

    @cached_property
    def hides(self) -> np.ndarray:
        """Which units are hidden (see `hidden_units`): they take no part in what the values of others are drawn to."""
        return hidden_units(self.collected, self.progress)

    def indicator(self, indicator: Indicator) -> MeasuredIndicator:
        """Return what is measured for an indicator: its value for each unit, and what that rests on."""
        counts = self.measurement(indicator.measurement, indicator.title_and_id)
        stated = self.stated_errors(indicator.measurement)
        if indicator.denominator is None:
            return MeasuredIndicator(counts * indicator.scale, stated * indicator.scale, counts, self._base(indicator))
        below = self.measurement(indicator.denominator, indicator.title_and_id)
        shown, smoothed = np.where(self.hides, np.nan, counts), indicator.smoothing == "empirical_bayes"
        if smoothed:
            values = empirical_bayes(shown, below, indicator.id) * indicator.scale
        else:
            values = np.divide(counts * indicator.scale, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        own = np.divide(stated, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        errors = np.where(np.isfinite(own), own, standard_errors(shown, below, smoothed))
        return MeasuredIndicator(values, errors * indicator.scale, counts, below)

    def stated_errors(self, measurement: Measurement) -> np.ndarray:
        """Return the standard errors that a layer of estimates gives beside its values (`results.error_field`); NaN where it gives none."""
        name, table = error_field(measurement.field), self.collected.layers[measurement.layer].features.table
        if measurement.measure != "attribute" or name not in table:
            return np.full(len(self.collected.units), np.nan)
        return self.attribute(replace(measurement, field=name))

    def _base(self, indicator: Indicator) -> np.ndarray | None:
        """Return what the values of an indicator without denominator are means or shares of, each measured once; None where it has none."""
        base = base_of(indicator)
        if base == GROUND:
            return shapely.area(self.collected.units.geometry)
        if base is not None and base not in self._bases:
            self._bases[base] = self.measurement(base, indicator.title_and_id)
        return None if base is None else self._bases[base]

    def measurement(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return a measurement's value for each unit; ``indicator`` names it in messages."""
        loaded = self.collected.layers[measurement.layer]
        features, called = loaded.features, loaded.record.title_and_id
        check_filter(measurement.filter, list(features.table), indicator)
        if measurement.measure == "attribute":
            return self.attribute(measurement)
        matrix = self._matrix(measurement.layer).where(filter_mask(features, measurement.filter))
        chosen = matrix.layer
        points = self._matrix(measurement.points) if measurement.points else None
        weighed, weigher = (points.layer, self.collected.layers[measurement.points].record.title_and_id) if points else (chosen, called)
        result = aggregate(
            matrix,
            measurement.measure,
            number_column(chosen, measurement.field, self.progress, called) if measurement.field else None,
            number_column(weighed, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None,
            points=points,
            distance=DEFAULT_DISTANCE if measurement.distance is None else measurement.distance,
        )
        if result.missing:
            self.progress.note(
                "Indicator '{indicator}': {count} features of '{layer}' have no value and take no part.",
                indicator=indicator,
                count=result.missing,
                layer=loaded.record.title,
            )
        return result.values

    def attribute(self, measurement: Measurement) -> np.ndarray:
        """Return the field of the row with the same key, for each unit; NaN where there is none."""
        loaded, units = self.collected.layers[measurement.layer], self.collected.unit_keys
        features = loaded.features.where(filter_mask(loaded.features, measurement.filter))
        table = KeyedTable(loaded.record, features, self.collected.challenge.units.key, loaded.columns)
        check_unique(table, units)
        values = pd.Series(number_column(features, measurement.field, self.progress, loaded.record.title_and_id), index=table.keys)
        return values[~values.index.duplicated()].reindex(units).to_numpy(dtype=float)

    def _matrix(self, id: str) -> UnitMatrix:
        if id not in self._matrices:
            self._matrices[id] = UnitMatrix(self.collected.units, self._planar(id), self.progress)
        return self._matrices[id]

    def _planar(self, id: str) -> Features:
        loaded = self.collected.layers[id]
        if not loaded.features.crs:
            raise OpgaveError(
                "Layer '{layer}' is a table without geometry: only the measure 'attribute' can use it.", layer=loaded.record.title_and_id
            )
        return loaded.features
