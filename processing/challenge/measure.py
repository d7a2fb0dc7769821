"""Second link: each indicator's value for each unit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsCoordinateReferenceSystem

from ..analysis.aggregation import UnitMatrix, aggregate, over_points, representative
from ..analysis.aggregation.measures import SQUARE_KILOMETRE
from ..analysis.disclosure.cells import ProtectedCounts, Protection, are_counts, protect_counts, protect_part, round_shown, to_grid
from ..analysis.features import Features
from ..analysis.network import Ways
from ..analysis.raster.class_list import read_classes
from ..analysis.raster.measures import MeasuredUnits, RasterMeasure, measure_points, measure_units
from ..analysis.smoothing import empirical_bayes, standard_errors
from ..model.averaging import GROUND, base_of, features_of, own_base_of
from ..model.challenge import Indicator, Measurement
from ..model.choices import INTERNAL
from ..model.disclosure import GRID, CountLimits
from ..model.errors import OpgaveError
from ..model.measures import (
    ATTRIBUTE,
    BY_DISTANCE,
    BY_TRAVEL,
    COUNTING,
    DEFAULT_DISTANCE,
    DEFAULT_QUANTILE,
    DENSITY,
    OVER_FEATURES,
    RASTER,
    SHARE_IN_TIME,
    SHARES_OF_POINTS,
)
from ..model.parts import is_part
from ..model.progress import SILENT, Progress
from ..model.record import FieldSpec
from ..model.results import error_field
from ..model.text import Text
from ..qgis_io.crs import preferred_transforms, read_crs, transform_geometry, transformation
from ..qgis_io.expressions import check_filter, filter_mask
from ..qgis_io.inputs import InputRaster
from ..qgis_io.rasters import check_same_system, open_raster
from ..qgis_io.reading import number_column, refuse_negative
from ..sources.loading import make_once
from ..sources.loading.load import not_a_raster
from ..sources.loading.matching import KeyedTable, check_unique
from .collect import Beneath, Collected
from .travelling import Journey, journey_of, longest, minutes_to_first, ways_of

OF_ONE = ("min", "max")
"""What is said of the cells of a raster in sensitive points that tells of one of these."""
TWO = 2
"""Different values of a field of which a mean is a share of one of them."""


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
    cover : DataFrame
        Which share of each unit (0-1) a raster has data in, for the indicators that are measured on one.
    hidden : DataFrame
        1 where a value is hidden because too few are counted, else 0, for the indicators of which counts are sensitive. In the other
        tables stands there what is expected (`Gauge.protect`): for computing, not for showing.
    """

    values: pd.DataFrame
    errors: pd.DataFrame
    counts: pd.DataFrame
    bases: pd.DataFrame
    cover: pd.DataFrame
    hidden: pd.DataFrame

    def of(self, indicators: Sequence[Indicator], hides: np.ndarray) -> MeasuredIndicators:
        """Return what was measured for some of the indicators, with nothing of the units that are hidden."""
        tables = [table[[one.id for one in indicators if one.id in table]].copy() for table in vars(self).values()]
        for table in tables:
            table.loc[hides] = np.nan
        tables[-1].loc[hides] = 1.0
        return MeasuredIndicators(*tables)


@dataclass(frozen=True)
class MeasuredIndicator:
    """One indicator's columns of `MeasuredIndicators`, shapes (n,).

    ``errors`` is all NaN, and ``base`` and ``hidden`` are None, where there is none.
    """

    values: np.ndarray
    errors: np.ndarray
    counts: np.ndarray
    base: np.ndarray | None
    hidden: np.ndarray | None


def measure_indicators(collected: Collected, progress: Progress = SILENT) -> MeasuredIndicators:
    """Return the raw values of all indicators, those that proposals would add last, and how far chance may have made them.

    An indicator whose layer failed (which the challenge's policy allowed) has no value at all, nor has one that is hidden everywhere.

    Raises
    ------
    OpgaveError
        A field holds no numbers, a filter is not allowed, keys stand twice.
    """
    indicators = collected.challenge.every_indicator
    gauge = Gauge(collected, progress)
    progress.step("Measuring {count} indicators", count=len(indicators))
    nothing = np.full(len(collected.units), np.nan)
    measured = {}
    for number, indicator in enumerate(indicators):
        progress.update(number / len(indicators))
        lacks = MeasuredIndicator(nothing, nothing, nothing, None, None)
        found = lacks if indicator.id in collected.missing else gauge.indicator(indicator)
        known = np.isfinite(found.values)
        if found.hidden is not None and known.any() and not (known & ~found.hidden).any():
            found = replace(lacks, hidden=found.hidden)
        measured[indicator.id] = found
    columns = (
        {id: one.values for id, one in measured.items()},
        {id: one.errors for id, one in measured.items() if np.isfinite(one.errors).any()},
        {id: one.counts for id, one in measured.items()},
        {id: one.base for id, one in measured.items() if one.base is not None},
        {one.id: gauge.cover(one) for one in indicators if one.measurement.measure == RASTER and one.id not in collected.missing},
        {id: one.hidden for id, one in measured.items() if one.hidden is not None},
    )
    return MeasuredIndicators(*(pd.DataFrame(one, index=range(len(collected.units)), dtype=float) for one in columns))


def population(collected: Collected, progress: Progress = SILENT) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return the people in each unit, NaN where not known, and where they are hidden, as `Gauge.protect` does; None where none are counted.

    Raises
    ------
    OpgaveError
        The field holds no numbers, or a negative one.
    """
    spec = collected.challenge.units.population
    if spec is None or spec.layer in collected.failures:
        return None, None
    counted, gauge = Measurement(spec.layer, "attribute", spec.field), Gauge(collected, progress)
    people = gauge.attribute(counted)
    refuse_negative(people, spec.field, spec.layer)
    return gauge.protect(counted, people, is_count=True)


def hidden_units(collected: Collected, progress: Progress = SILENT) -> np.ndarray:
    """Return which units are hidden because too few are counted there, shape (n,); a unit whose count is not known is not.

    Raises
    ------
    OpgaveError
        The layer that the challenge names for it could not be loaded.
    """
    if collected.beneath:
        return hidden_units(collected.beneath.collected, progress)[collected.beneath.grid.largest]
    challenge, gauge = collected.challenge, Gauge(collected, progress)
    hidden = np.zeros(len(collected.units), dtype=bool)
    for measurement, minimum in collected.hiding:
        if measurement.layer not in collected.failures:
            # as the audience may know them: who sees that a unit is hidden knows no more of a count that is rounded
            counts, few = gauge.protect(measurement, gauge.measurement(measurement, measurement.field), is_count=True)
            hidden |= (counts < minimum) | (few if few is not None and minimum > 0 else False)
        elif challenge.disclosure.units_minimum or (measurement, minimum) not in challenge.hiding():
            raise OpgaveError(
                "Layer '{layer}' could not be loaded, so it is not known which units have too few '{field}' to be shown: bring the layer,"
                " or leave out what hides units ('units_minimum' under 'disclosure' in the challenge, or in the layer's record).",
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
    if collected.by_area(indicator):
        raise OpgaveError(
            "'{indicator}' is counted by area, and cells cannot be scanned for cases that are spread over them: leave out the grid, or take"
            " another cluster method.",
            indicator=indicator.title_and_id,
        )
    for measurement in indicator.measurements():
        if measurement.layer in collected.failures:
            raise OpgaveError(
                "Layer '{layer}' could not be loaded, so '{indicator}' cannot be scanned: bring the layer, or take another cluster method.",
                layer=measurement.layer,
                indicator=id,
            )
    gauge = Gauge(collected, progress)
    _, below = indicator.measurements()
    cases, people, _ = gauge.protected_rate(indicator, below)
    refuse_negative(people, below.field or id, below.layer)
    return cases, people


def leave_out_hidden(collected: Collected, measured: MeasuredIndicators, progress: Progress = SILENT) -> Collected:
    """Return a challenge in which the indicators that are hidden in every unit are missing, with that reason."""
    hidden = [one for one in collected.challenge.every_indicator if one.id in measured.hidden and measured.values[one.id].isna().all()]
    reasons = {one.id: _hidden_everywhere(one, collected) for one in hidden if measured.hidden[one.id].any()}
    for reason in reasons.values():
        progress.warn("{reason} The index is computed without it.", reason=reason)
    return replace(collected, missing=collected.missing | reasons.keys(), reasons={**collected.reasons, **reasons})


def _hidden_everywhere(indicator: Indicator, collected: Collected) -> OpgaveError:
    return OpgaveError(
        "'{indicator}' is left out, because too few are counted in every area. Take larger areas, or say under 'disclosure' in the record"
        " of '{layer}' how its counts may be shown; a map for use within the service (AUDIENCE) hides nothing.",
        indicator=indicator.title,
        layer=collected.layers[indicator.measurement.layer].record.title,
    )


def indicator_dates(collected: Collected) -> dict[str, datetime.date | None]:
    """Return for each indicator the date of the oldest layer that it uses; None where no date is known."""
    dates = {}
    for indicator in collected.challenge.indicators:
        ids = {id for one in indicator.measurements() for id in one.layers}
        known = [date for date in map(collected.date_of, ids) if date]
        dates[indicator.id] = min(known, default=None)
    return dates


def shown_limits(collected: Collected, measurement: Measurement) -> CountLimits | None:
    """Return how counts of a measurement may be shown, as its records and the challenge say; None where they are shown as they are."""
    own = own_limits(collected, measurement)
    return own.stricter(collected.challenge.disclosure) if own else None


def own_limits(collected: Collected, measurement: Measurement) -> CountLimits | None:
    """Return how counts of a measurement may be shown as its records say; None where they may be shown as they are.

    A layer to which distances are measured asks nothing of the count of those points from which they are.
    """
    if collected.audience == INTERNAL:
        return None
    own = [] if measurement.measure in BY_DISTANCE else [(measurement.layer, measurement.field)]
    sides = [*own, *([(measurement.points, measurement.weight_field)] if measurement.points else [])]
    sides += [(measurement.weight_layer, "")] if measurement.weight_layer else []
    asked = [limits for id, name in sides if (limits := collected.layers[id].record.count_limits(name))]
    return reduce(CountLimits.stricter, asked) if asked else None


def is_moved(collected: Collected, measurement: Measurement) -> bool:
    """Whether distances are measured to the middle of grid cells, because the layer is sensitive, and not to the features themselves."""
    sensitive = collected.layers[measurement.layer].record.count_limits("") is not None
    return sensitive and measurement.measure in BY_DISTANCE and collected.audience != INTERNAL


class Gauge:
    """Measures on the collected layers; what meets what is found once a layer, whatever number of indicators ask."""

    def __init__(self, collected: Collected, progress: Progress = SILENT):
        self.collected = collected
        self.progress = progress
        self._matrices: dict[tuple[str, bool], UnitMatrix] = {}
        self._bases: dict[Measurement, np.ndarray] = {}
        self._cells: dict[Measurement, MeasuredUnits] = {}
        self._ways: dict[tuple[str, str, Journey | None], Ways] = {}
        self._of_areas = Gauge(collected.beneath.collected, progress) if collected.beneath else None

    @cached_property
    def hides(self) -> np.ndarray:
        """Which units are hidden (see `hidden_units`): they take no part in what the values of others are drawn to."""
        return hidden_units(self.collected, self.progress)

    def indicator(self, indicator: Indicator) -> MeasuredIndicator:
        """Return what is measured for an indicator: its value for each unit, and what that rests on."""
        if self.collected.beneath and all(one.measure == ATTRIBUTE for one in indicator.measurements()):
            return self._bring_indicator(indicator)
        stated = self.stated_errors(indicator.measurement)
        if indicator.denominator is None:
            counts = self.measurement(indicator.measurement, indicator.title_and_id)
            counts, hidden = self.protect(indicator.measurement, counts)
            return MeasuredIndicator(counts * indicator.scale, stated * indicator.scale, counts, self._base(indicator), hidden)
        counts, below, hidden = self.protected_rate(indicator, indicator.denominator)
        shown, smoothed = np.where(self.hides, np.nan, counts), indicator.smoothing == "empirical_bayes"
        if smoothed:
            values = empirical_bayes(shown, below, indicator.id) * indicator.scale
        else:
            values = np.divide(counts * indicator.scale, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        own = np.divide(stated, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        errors = np.where(np.isfinite(own), own, standard_errors(shown, below, smoothed))
        return MeasuredIndicator(values, errors * indicator.scale, counts, below, hidden)

    def protected_rate(self, indicator: Indicator, below: Measurement) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Return what an indicator counts, what it divides that by, and where either is hidden, shapes (n,); as `protect` does."""
        base, few_below = self.protect(below, self.measurement(below, indicator.title_and_id), is_count=True)
        counts = self.measurement(indicator.measurement, indicator.title_and_id)
        counts, few = self.protect(indicator.measurement, counts, is_count=True, base=base)
        sides = [some for some in (few, few_below) if some is not None]
        return counts, base, np.logical_or.reduce(sides) if sides else None

    def protect(
        self, measurement: Measurement, values: np.ndarray, is_count: bool = False, base: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray | None]:
        """Return a measurement's values as the audience may know them, and where they are hidden; None where they are not sensitive.

        Counts are rounded; where they are small, what is expected there stands in their place (`cells.ProtectedCounts.expected`), so that
        all that is computed from them tells no more than what is shown. A mean of few features gives way to that of the others.

        Parameters
        ----------
        is_count : bool
            Whether a field of which the record does not say what it is counts something, because it is divided or divides.
        base : ndarray, shape (n,), optional
            What the counts are counted among.
        """
        if self.collected.beneath and measurement.measure == ATTRIBUTE:
            return self._bring(measurement, is_count)
        limits, own = shown_limits(self.collected, measurement), own_limits(self.collected, measurement)
        if limits is None or own is None:
            return values, None
        protection = Protection.of(own, self.collected.challenge.disclosure)
        counts = measurement.measure in COUNTING and (is_count or self._counts(measurement, values, protection))
        if not counts and measurement.measure not in OVER_FEATURES and not measurement.points:
            return self._stated(measurement, values, protection)
        if counts and measurement.measure == ATTRIBUTE:
            values = _with_zeros(values)
        wholes = [one for one in self._counted if is_part(measurement, one)] if counts else []
        if counts and measurement.measure != "sum":
            if wholes:
                return self._protect_part(measurement, values, wholes, protection)
            found = protect_counts(values, protection)
            return found.expected(base), found.hidden
        title = self.collected.layers[measurement.layer].record.title_and_id
        behind = self.measurement(features_of(measurement), title) * self._share_with_data(replace(measurement, weight_field=""))
        few = protect_counts(behind, protection)
        hides = few.hidden | (self._largest_share(measurement) > limits.dominance)
        if measurement.quantile is not None:  # what lies beyond it is of few too
            hides = hides | (behind * min(measurement.quantile, 1 - measurement.quantile) < protection.least)
        if counts:
            return (
                self._protect_part(measurement, values, wholes, protection, hides)
                if wholes
                else _protect_sum(values, few, hides, protection)
            )
        if measurement.measure == DENSITY:
            area = shapely.area(self.collected.units.geometry) / SQUARE_KILOMETRE
            if not measurement.field:
                return few.expected(area) / area, few.hidden
            if self._counts(replace(measurement, measure="sum"), values * area, protection):
                sums, hides = _protect_sum(values * area, few, hides, protection)
                return sums / area, hides
        if measurement.statistic in OF_ONE:
            return values, np.ones(len(values), dtype=bool)
        ends = self._ends_of_share(measurement)
        if ends is not None:
            return self._protect_share(measurement, values, *ends, protection, hides)
        hides = hides | self._is_mean_of_few(measurement, values, protection)
        return round_shown(values, hides), hides

    def _bring_indicator(self, indicator: Indicator) -> MeasuredIndicator:
        """Return for the cells of a grid what is measured of the areas: means by what the values are rates of, else by ground."""
        beneath, areas = _areas_of(self)
        found, grid, shown = areas.indicator(indicator), beneath.grid, ~areas.hides
        values, errors, counts = (np.where(shown, one, np.nan) for one in (found.values, found.errors, found.counts))
        base = None if found.base is None else np.where(shown, found.base, np.nan)
        is_count = areas.is_count(indicator.measurement)
        return MeasuredIndicator(
            grid.share_out(values) if is_count and base is None else grid.mean(values, base),
            grid.mean(errors, base),
            grid.share_out(counts) if is_count or base is not None else grid.mean(counts),
            None if base is None else grid.share_out(base),
            None if found.hidden is None else found.hidden[grid.largest],
        )

    def _bring(self, measurement: Measurement, is_count: bool) -> tuple[np.ndarray, np.ndarray | None]:
        """Return for the cells of a grid what a table says of the areas, as `protect` gives it: counts are spread over the ground."""
        beneath, areas = _areas_of(self)
        of_areas = areas.attribute(measurement)
        is_count = is_count or areas.is_count(measurement)
        values, hidden = areas.protect(measurement, of_areas, is_count)
        people = beneath.collected.challenge.units.population
        if people is None or (measurement.layer, measurement.field) != (people.layer, people.field):
            values = np.where(areas.hides, np.nan, values)
        brought = beneath.grid.share_out(values) if is_count else beneath.grid.mean(values)
        return brought, None if hidden is None else hidden[beneath.grid.largest]

    def is_count(self, measurement: Measurement) -> bool:
        """Whether the record of a field says that it counts something."""
        spec = self.collected.layers[measurement.layer].record.fields.get(measurement.field)
        return spec is not None and spec.quantity == "count"

    def _protect_part(
        self,
        measurement: Measurement,
        values: np.ndarray,
        wholes: Sequence[Measurement],
        protection: Protection,
        hides: np.ndarray | bool = False,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return counts of which the challenge shows the wholes too, as `cells.protect_part` does."""
        title = self.collected.layers[measurement.layer].record.title_and_id
        counted = [self.measurement(one, title) for one in wholes]
        least = int(np.argmin([np.nansum(one) for one in counted]))
        shown, _ = self.protect(wholes[least], counted[least], is_count=True)
        return protect_part(values, protection, [one - values for one in counted], shown, hides)

    def _ends_of_share(self, measurement: Measurement) -> tuple[float, float] | None:
        """Return what a mean is where nothing and where all has the higher of two values that a field has; None where it is no share."""
        if measurement.measure in SHARES_OF_POINTS or measurement.statistic in ("share", "share_above"):
            return 0.0, 1.0
        if measurement.measure not in ("mean", "weighted_mean"):
            return None
        known = np.unique(self._numbers(measurement))
        return (float(known[0]), float(known[1])) if len(known) == TWO else None

    def _protect_share(
        self, measurement: Measurement, values: np.ndarray, low: float, high: float, protection: Protection, hides: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return means of two values, such as shares of yes and no: both counts that make one up are rounded, and hidden where small."""
        below = own_base_of(measurement)
        if below is None:
            return round_shown(values, hides), hides
        base = self.measurement(below, self.collected.layers[below.layer].record.title_and_id) * self._share_with_data(measurement)
        part = (values - low) / (high - low) * base
        whole = protect_counts(base, protection).expected()
        shown, hidden = protect_part(part, protection, [base - part], whole, hides)
        return low + (high - low) * np.divide(shown, whole, out=np.full(len(whole), np.nan), where=whole > 0), hidden

    def _share_with_data(self, measurement: Measurement) -> np.ndarray:
        """Return of the points at which a raster is read the share that lies where it has data, shape (n,); 1 where none is read."""
        if measurement.measure != RASTER or not measurement.points:
            return np.ones(len(self.collected.units))
        return np.nan_to_num(self.cells(measurement).cover)

    def _is_mean_of_few(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> np.ndarray:
        """Return where a mean of counts, such as of children of a household, gives back a small sum, shape (n,)."""
        known = self._numbers(measurement) if measurement.measure == "mean" else None
        if known is None or (known < 0).any() or (known != np.rint(known)).any():
            return np.zeros(len(values), dtype=bool)
        title = self.collected.layers[measurement.layer].record.title_and_id
        return values * self.measurement(features_of(measurement), title) < protection.least

    def _numbers(self, measurement: Measurement) -> np.ndarray:
        """Return the known values of a measurement's field, in the features that it measures."""
        loaded = self.collected.layers[measurement.layer]
        chosen = loaded.features.where(filter_mask(loaded.features, measurement.filter))
        numbers = number_column(chosen, measurement.field, SILENT, loaded.record.title_and_id)
        return numbers[np.isfinite(numbers)]

    @cached_property
    def _counted(self) -> list[Measurement]:
        """What the challenge measures, each once."""
        shown = (one for one in self.collected.challenge.every_indicator if one.id not in self.collected.missing)
        return list(dict.fromkeys(one for indicator in shown for one in indicator.measurements()))

    def _counts(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> bool:
        """Whether a measurement counts something: as the record says of its field, else where it gives whole numbers, or shares of them."""
        spec = self.collected.layers[measurement.layer].record.fields.get(measurement.field)
        if spec and (spec.quantity or spec.is_rate):
            return spec.quantity == "count"
        return measurement.measure in ("count", "transfer_extensive") or are_counts(values, protection.least)

    def _stated(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> tuple[np.ndarray, np.ndarray | None]:
        """Return rates and scores that a layer itself states, as they may be shown, and where they are hidden.

        A rate is shown as that of the count that it was made of, which is rounded, and hidden where it or the rest is small: whoever knows
        by what it was divided would have it back. What was divided by the field that the record names is known to be so, and in per cent it
        is taken to be of the people. Others are rounded as means are, and hidden where few people live.
        """
        # as the audience may know them: 8 and 9 people are both shown as 10
        people, few_people = population(self.collected, self.progress)
        few = np.zeros(len(values), dtype=bool) if people is None else people < protection.least
        if few_people is not None:
            few = few | few_people
        record = self.collected.layers[measurement.layer].record
        spec, of = record.fields.get(measurement.field, FieldSpec()), record.disclosure.of(measurement.field)
        if of:
            below = Measurement(measurement.layer, ATTRIBUTE, of)
            base = self.attribute(below)
            whole, few_below = self.protect(below, base, is_count=True)
            few = few | few_below if few_below is not None else few
        elif spec.is_rate and spec.per > 1 and people is not None:
            base = whole = people
        else:
            return round_shown(values, few), few
        part = values * base / spec.per
        is_share = bool((part[np.isfinite(part)] <= base[np.isfinite(part)] + 1).all())
        shown, hidden = protect_part(part, protection, [base - part] if is_share else [], whole, few)
        return spec.per * np.divide(shown, whole, out=np.full(len(whole), np.nan), where=whole > 0), hidden

    def _largest_share(self, measurement: Measurement) -> np.ndarray:
        """Return which share (0-1) the largest feature has of each unit's sum, or of the weight of its mean; 0 where neither is asked."""
        weighted, id = measurement.points or measurement.measure == "weighted_mean", measurement.points or measurement.layer
        name = measurement.weight_field if weighted else measurement.field
        if not (weighted or measurement.measure in ("sum", DENSITY)) or not name:
            return np.zeros(len(self.collected.units))
        loaded = self.collected.layers[id]
        matrix = self._matrix(id).where(filter_mask(loaded.features, "" if measurement.points else measurement.filter))
        size = np.abs(np.nan_to_num(number_column(matrix.layer, name, SILENT, loaded.record.title_and_id)))
        each = matrix.membership.multiply(size[None, :]).tocsr()
        total, most = np.asarray(each.sum(axis=1)).ravel(), each.max(axis=1).toarray().ravel()
        return np.divide(most, total, out=np.zeros(len(total)), where=total > 0)

    def stated_errors(self, measurement: Measurement) -> np.ndarray:
        """Return the standard errors that a layer of estimates gives beside its values (`results.error_field`); NaN where it gives none.

        Those of a sensitive layer are not shown: they follow from counts as they are.
        """
        name, table = error_field(measurement.field), self.collected.layers[measurement.layer].features.table
        if self.collected.beneath or measurement.measure != "attribute" or name not in table or own_limits(self.collected, measurement):
            return np.full(len(self.collected.units), np.nan)
        return self.attribute(replace(measurement, field=name))

    def _base(self, indicator: Indicator) -> np.ndarray | None:
        """Return what the values of an indicator without denominator are means or shares of, each measured once; None where it has none."""
        base = base_of(indicator)
        if base == GROUND:
            return shapely.area(self.collected.units.geometry)
        if base is not None and base not in self._bases:
            self._bases[base], _ = self.protect(base, self.measurement(base, indicator.title_and_id), is_count=True)
        return None if base is None else self._bases[base]

    def measurement(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return a measurement's value for each unit; ``indicator`` names it in messages."""
        loaded = self.collected.layers[measurement.layer]
        features, called = loaded.features, loaded.record.title_and_id
        check_filter(measurement.filter, list(features.table), indicator)
        if measurement.measure == ATTRIBUTE:
            return self.attribute(measurement)
        if measurement.measure == RASTER:
            return self.cells(measurement).values[0.0]
        if measurement.measure in BY_TRAVEL:
            return self.under_way(measurement, indicator)
        taken = make_once(lambda: filter_mask(features, measurement.filter), (features,), "features_that_pass", measurement.filter)
        matrix = self._matrix(measurement.layer, is_moved(self.collected, measurement)).where(taken)
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

    def under_way(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return minutes to the nearest feature, or the share within the minutes, by unit: over its points, or from a point within it.

        Who reaches none within the minutes that are looked at counts for that many.
        """
        layer = self._planar(measurement.layer)
        chosen = layer.geometry[filter_mask(layer, measurement.filter)]
        if is_moved(self.collected, measurement):
            chosen = to_grid(chosen, GRID)
        points = self._matrix(measurement.points) if measurement.points else None
        origins = self.collected.units.geometry if points is None else points.layer.geometry
        from_xy, to_xy = (np.column_stack(representative(one, self.progress)) for one in (origins, chosen))
        titles = {"indicator": indicator, "roads": self.collected.layers[measurement.roads].record.title}
        minutes = minutes_to_first(measurement, self._ways_for(measurement), from_xy, to_xy, titles, self.progress)
        most = longest(measurement)
        known = np.isfinite(minutes) | np.isinf(minutes)
        values = (minutes <= most).astype(float) if measurement.measure == SHARE_IN_TIME else np.minimum(minutes, most)
        values = np.where(known, values, np.nan)
        if points is None:
            return values
        weigher = self.collected.layers[measurement.points].record.title_and_id
        weights = number_column(points.layer, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None
        return over_points(points, values, weights).values

    def _ways_for(self, measurement: Measurement) -> Ways:
        journey = journey_of(measurement)
        asked = (measurement.roads, measurement.means, journey)
        if asked not in self._ways:
            schedule = self.collected.timetables[journey] if journey else None
            self._ways[asked] = ways_of(measurement, self._planar(measurement.roads), schedule, self.progress)
        return self._ways[asked]

    def cells(self, measurement: Measurement) -> MeasuredUnits:
        """Return what the cells of a raster say of each unit, once for each measurement.

        Raises
        ------
        OpgaveError
            Its layer is no raster, a class is not known, or the raster of weights has other cells.
        """
        if measurement not in self._cells:
            layer = self.raster(measurement.layer)
            with open_raster(layer) as raster:
                quantile = DEFAULT_QUANTILE if measurement.quantile is None else measurement.quantile
                classes = read_classes(measurement.classes, raster.classes, raster.cells.name) if measurement.classes else ()
                asked = RasterMeasure(measurement.statistic, quantile, classes, measurement.threshold or 0.0)
                units = self._in_system(self.collected.units, layer.crs)
                if measurement.points:
                    points = self._planar(measurement.points)
                    places = shapely.get_coordinates(shapely.centroid(self._in_system(points, layer.crs)))
                    weigher = self.collected.layers[measurement.points].record.title_and_id
                    amounts = number_column(points, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None
                    known = np.ones(len(points)) if amounts is None else np.nan_to_num(amounts)
                    measured = measure_points(units, places, known, raster.cells, asked, self.progress)
                elif measurement.weight_layer:
                    weights = self.raster(measurement.weight_layer)
                    check_same_system(weights, layer)
                    with open_raster(weights) as weight:
                        measured = measure_units(units, raster.cells, asked, weight.cells, self.progress)
                else:
                    measured = measure_units(units, raster.cells, asked, progress=self.progress)
            self._cells[measurement] = measured
        return self._cells[measurement]

    def cover(self, indicator: Indicator) -> np.ndarray:
        """Return the share of each unit, or of the points in it, in which the raster of an indicator has data.

        Of sensitive points it is not told how many lie beyond the data.
        """
        cover = np.nan_to_num(self.cells(indicator.measurement).cover)
        tells_of_points = indicator.measurement.points and own_limits(self.collected, indicator.measurement)
        return np.sign(cover) if tells_of_points else cover

    def raster(self, id: str) -> InputRaster:
        """Return the raster of a layer.

        Raises
        ------
        OpgaveError
            The layer has features.
        """
        loaded = self.collected.layers[id]
        if loaded.raster is None:
            raise not_a_raster(loaded.record)
        return loaded.raster

    def _in_system(self, features: Features, crs: QgsCoordinateReferenceSystem) -> np.ndarray:
        """Return the geometry of features in the coordinate system of a raster, which itself stays as it is."""
        own = read_crs(features.crs)
        if own == crs:
            return features.geometry
        transform = transformation(own, crs, preferred_transforms(), self.progress)
        return transform_geometry(features.geometry, transform, features.name, self.progress)

    def attribute(self, measurement: Measurement) -> np.ndarray:
        """Return the field of the row with the same key, for each unit; NaN where there is none."""
        if self.collected.beneath:
            return self._bring(measurement, False)[0]
        loaded, units = self.collected.layers[measurement.layer], self.collected.unit_keys
        features = loaded.features.where(filter_mask(loaded.features, measurement.filter))
        table = KeyedTable(loaded.record, features, self.collected.challenge.units.key, loaded.columns)
        check_unique(table, units)
        values = pd.Series(number_column(features, measurement.field, self.progress, loaded.record.title_and_id), index=table.keys)
        return values[~values.index.duplicated()].reindex(units).to_numpy(dtype=float)

    def _matrix(self, id: str, moved: bool = False) -> UnitMatrix:
        if (id, moved) not in self._matrices:
            units, layer = self.collected.units, self._planar(id)

            def make() -> UnitMatrix:
                return UnitMatrix(units, replace(layer, geometry=to_grid(layer.geometry, GRID)) if moved else layer, self.progress)

            self._matrices[id, moved] = make_once(make, (units, layer), "what_meets_what", moved)
        return self._matrices[id, moved]

    def _planar(self, id: str) -> Features:
        loaded = self.collected.layers[id]
        if loaded.raster is not None:
            raise OpgaveError(
                "Layer '{layer}' is a raster: choose the measure 'raster' for it, or another layer.", layer=loaded.record.title_and_id
            )
        if not loaded.features.crs:
            raise OpgaveError(
                "Layer '{layer}' is a table without geometry: only the measure 'attribute' can use it.", layer=loaded.record.title_and_id
            )
        return loaded.features


def _areas_of(gauge: Gauge) -> tuple[Beneath, Gauge]:
    """Return the areas beneath the cells of a grid, and what measures on them."""
    if gauge.collected.beneath is None or gauge._of_areas is None:
        raise ValueError("the units are no cells of a grid")
    return gauge.collected.beneath, gauge._of_areas


def _with_zeros(counts: np.ndarray) -> np.ndarray:
    """Return counts by area with 0 where there is none, if no area has 0: then the table leaves zeros out, and an empty cell is one."""
    known = np.isfinite(counts)
    return np.where(known, counts, 0.0) if known.any() and (counts[known] > 0).all() else counts


def _protect_sum(values: np.ndarray, few: ProtectedCounts, hides: np.ndarray, protection: Protection) -> tuple[np.ndarray, np.ndarray]:
    """Return sums of what features count, as they may be shown, and where they are hidden; ``few`` are the features themselves."""
    found, features = protect_counts(np.where(hides, 0.0, values), protection), few.expected()
    known = np.isfinite(found.values)
    each = found.values[known].sum() / features[known].sum() if known.any() else 0.0
    return np.where(found.hidden, features * each, found.values), found.hidden
