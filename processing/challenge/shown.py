"""What is measured in each unit as the audience may know it: counts rounded, and in place of small ones what is expected there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely

from ..analysis.aggregation.measures import SQUARE_KILOMETRE
from ..analysis.disclosure.cells import ProtectedCounts, Protection, are_counts, protect_counts, protect_part, round_shown
from ..analysis.smoothing import empirical_bayes, standard_errors
from ..model.averaging import GROUND, base_of, features_of, own_base_of
from ..model.challenge import Indicator, Measurement
from ..model.choices import INTERNAL
from ..model.disclosure import CountLimits
from ..model.errors import OpgaveError
from ..model.measures import ATTRIBUTE, COUNTING, DENSITY, OVER_FEATURES, RASTER, SHARES_OF_POINTS
from ..model.parts import counted_in, is_inner_share, is_part, shares_among
from ..model.progress import SILENT, Progress
from ..model.record import FieldSpec
from ..model.results import error_field
from ..model.text import Text
from ..qgis_io.reading import refuse_negative
from ..sources.challenge_fields import measured_limits
from .collected import Beneath, Collected
from .gauge import Gauge

OF_ONE = ("min", "max")
"""What is said of the cells of a raster in sensitive points that tells of one of these."""
TWO = 2
"""Different values of a field of which a mean is a share of one of them."""


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


def shown_limits(collected: Collected, measurement: Measurement) -> CountLimits | None:
    """Return how counts of a measurement may be shown, as its records and the challenge say; None where they are shown as they are."""
    own = own_limits(collected, measurement)
    return own.stricter(collected.challenge.disclosure) if own else None


def own_limits(collected: Collected, measurement: Measurement) -> CountLimits | None:
    """Return how counts of a measurement may be shown as its records say; None where they may be shown as they are."""
    if collected.audience == INTERNAL:
        return None
    return measured_limits(measurement, {id: loaded.record for id, loaded in collected.layers.items()})


class ShownMeasures:
    """What the audience of a challenge may know of what is measured in its units."""

    def __init__(self, collected: Collected, progress: Progress = SILENT):
        self.collected = collected
        self.progress = progress
        self.gauge = Gauge(collected, progress)
        self._bases: dict[Measurement, np.ndarray] = {}

    @cached_property
    def hides(self) -> np.ndarray:
        """Which units are hidden because too few are counted there, shape (n,); a unit whose count is not known is not.

        They take no part in what the values of others are drawn to.

        Raises
        ------
        OpgaveError
            The layer that the challenge names for it could not be loaded.
        """
        challenge = self.collected.challenge
        hidden = np.zeros(len(self.collected.units), dtype=bool)
        for measurement, minimum in self.collected.hiding:
            if measurement.layer not in self.collected.failures:
                # as the audience may know them: who sees that a unit is hidden knows no more of a count that is rounded
                counts, few = self.protect(measurement, self.measure(measurement, measurement.field), is_count=True)
                hidden |= (counts < minimum) | (few if few is not None and minimum > 0 else False)
            elif challenge.disclosure.units_minimum or (measurement, minimum) not in challenge.hiding():
                raise OpgaveError(
                    "Layer '{layer}' could not be loaded, so it is not known which units have too few '{field}' to be shown: bring the"
                    " layer, or leave out what hides units ('units_minimum' under 'disclosure' in the challenge, or in the layer's"
                    " record).",
                    layer=measurement.layer,
                    field=measurement.field,
                )
        return hidden

    def indicator(self, indicator: Indicator) -> MeasuredIndicator:
        """Return what is measured for an indicator: its value for each unit, and what that rests on."""
        stated = self.stated_errors(indicator.measurement)
        if indicator.denominator is None:
            counts = self.measure(indicator.measurement, indicator.title_and_id)
            counts, hidden = self.protect(indicator.measurement, counts)
            return MeasuredIndicator(counts * indicator.scale, stated * indicator.scale, counts, self._base(indicator), hidden)
        counts, below, hidden = self.rate(indicator, indicator.denominator)
        shown, smoothed = np.where(self.hides, np.nan, counts), indicator.smoothing == "empirical_bayes"
        if smoothed:
            values = empirical_bayes(shown, below, indicator.id) * indicator.scale
        else:
            values = np.divide(counts * indicator.scale, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        own = np.divide(stated, below, out=np.full(len(counts), np.nan), where=np.isfinite(below) & (below != 0))
        errors = np.where(np.isfinite(own), own, standard_errors(shown, below, smoothed))
        return MeasuredIndicator(values, errors * indicator.scale, counts, below, hidden)

    def rate(self, indicator: Indicator, below: Measurement) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Return what an indicator counts, what it divides that by, and where either is hidden, shapes (n,); as `protect` does."""
        base, few_below = self.protect(below, self.measure(below, indicator.title_and_id), is_count=True)
        counts = self.measure(indicator.measurement, indicator.title_and_id)
        counts, few = self.protect(indicator.measurement, counts, is_count=True, base=base)
        sides = [some for some in (few, few_below) if some is not None]
        return counts, base, np.logical_or.reduce(sides) if sides else None

    def population(self) -> tuple[np.ndarray | None, np.ndarray | None]:
        """Return the people in each unit, NaN where not known, and where they are hidden, as `protect` does; None where none are counted.

        Raises
        ------
        OpgaveError
            The field holds no numbers, or a negative one.
        """
        spec = self.collected.challenge.units.population
        if spec is None or spec.layer in self.collected.failures:
            return None, None
        counted = Measurement(spec.layer, ATTRIBUTE, spec.field)
        people = self.measure(counted, spec.field)
        refuse_negative(people, spec.field, spec.layer)
        return self.protect(counted, people, is_count=True)

    def measure(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return a measurement's value for each unit, as it is; ``indicator`` names it in messages."""
        return self.gauge.measure(measurement, indicator)

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
        limits, own = shown_limits(self.collected, measurement), own_limits(self.collected, measurement)
        if limits is None or own is None:
            return values, None
        protection = Protection.of(own, self.collected.challenge.disclosure)
        if measurement.measure == RASTER and not measurement.points:
            return self._protect_cells(measurement, values, protection, base)
        counts = measurement.measure in COUNTING and (is_count or self._counts(measurement, values, protection))
        if not counts and measurement.measure not in OVER_FEATURES and not measurement.points:
            return self._stated(measurement, values, protection)
        if counts and measurement.measure == ATTRIBUTE:
            values = _with_zeros(values, protection.least)
        wholes = self._wholes(measurement, values) if counts else []
        if counts and measurement.measure != "sum":
            if wholes:
                return self._protect_part(measurement, values, wholes, protection)
            found = protect_counts(values, protection)
            return found.expected(base), found.hidden
        return self._protect_over_features(measurement, values, counts, wholes, limits.dominance, protection)

    def stated_errors(self, measurement: Measurement) -> np.ndarray:
        """Return the standard errors that a layer of estimates gives beside its values (`results.error_field`); NaN where it gives none.

        Those of a sensitive layer are not shown: they follow from counts as they are.
        """
        name, table = error_field(measurement.field), self.collected.layers[measurement.layer].features.table
        if measurement.measure != ATTRIBUTE or name not in table or own_limits(self.collected, measurement):
            return np.full(len(self.collected.units), np.nan)
        return self.gauge.attribute(replace(measurement, field=name))

    def cover(self, indicator: Indicator) -> np.ndarray:
        """Return the share of each unit, or of the points in it, in which the raster of an indicator has data.

        Of sensitive points it is not told how many lie beyond the data.
        """
        cover = np.nan_to_num(self.gauge.cells(indicator.measurement).cover)
        tells_of_points = indicator.measurement.points and own_limits(self.collected, indicator.measurement)
        return np.sign(cover) if tells_of_points else cover

    def is_count(self, measurement: Measurement) -> bool:
        """Whether the record of a field says that it counts something."""
        spec = self.collected.layers[measurement.layer].record.fields.get(measurement.field)
        return spec is not None and spec.quantity == "count"

    def _protect_over_features(
        self,
        measurement: Measurement,
        values: np.ndarray,
        counts: bool,
        wholes: Sequence[Measurement],
        dominance: float,
        protection: Protection,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return sums, densities, means and shares of features: those of few, and of which one has the most, are hidden.

        Parameters
        ----------
        counts : bool
            Whether what is summed counts something.
        wholes : sequence of Measurement
            What the challenge shows too, and of which this is a part.
        dominance : float
            The largest share (0-1) that one feature may have.
        """
        title = self.collected.layers[measurement.layer].record.title_and_id
        behind = self.measure(features_of(measurement), title) * self.gauge.share_with_data(replace(measurement, weight_field=""))
        few = protect_counts(behind, protection)
        hides = few.hidden | (self.gauge.largest_share(measurement) > dominance)
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
            counted = counted_in(measurement)
            if wholes := self._wholes(counted, values * area):
                part, hides = self._protect_part(counted, values * area, wholes, protection, hides)
                return part / area, hides
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
        counted = [self.measure(one, title) for one in wholes]
        least = int(np.argmin([np.nansum(one) for one in counted]))
        shown, _ = self.protect(wholes[least], counted[least], is_count=True)
        return protect_part(values, protection, [one - values for one in counted], shown, hides)

    def _ends_of_share(self, measurement: Measurement) -> tuple[float, float] | None:
        """Return what a mean is where nothing and where all has the higher of two values that a field has; None where it is no share."""
        if measurement.measure in SHARES_OF_POINTS or measurement.statistic in ("share", "share_above"):
            return 0.0, 1.0
        if measurement.measure not in ("mean", "weighted_mean"):
            return None
        known = np.unique(self.gauge.numbers(measurement))
        return (float(known[0]), float(known[1])) if len(known) == TWO else None

    def _protect_share(
        self, measurement: Measurement, values: np.ndarray, low: float, high: float, protection: Protection, hides: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return means of two values, such as shares of yes and no: both counts that make one up are rounded, and hidden where small."""
        below = own_base_of(measurement)
        if below is None:
            return round_shown(values, hides), hides
        base = self.measure(below, self.collected.layers[below.layer].record.title_and_id) * self.gauge.share_with_data(measurement)
        part = (values - low) / (high - low) * base
        whole = protect_counts(base, protection).expected()
        title = self.collected.layers[measurement.layer].record.title_and_id
        wider = [self.measure(one, title) * base for one in self._counted if is_inner_share(measurement, one)]
        shown, hidden = protect_part(part, protection, [base - part, *(one - part for one in wider)], whole, hides)
        return low + (high - low) * np.divide(shown, whole, out=np.full(len(whole), np.nan), where=whole > 0), hidden

    def _is_mean_of_few(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> np.ndarray:
        """Return where a mean gives back a small sum, or how few have another value than the least or the greatest one, shape (n,).

        A mean of counts, such as of children of a household, gives back their sum. Of 20 scores of which the least is 1 and the next 2, a
        mean of 1.1 tells that at most two are higher.
        """
        known = np.unique(self.gauge.numbers(measurement)) if measurement.measure in ("mean", "weighted_mean") else np.array([])
        below = own_base_of(measurement)
        if len(known) < TWO or below is None:
            return np.zeros(len(values), dtype=bool)
        base = self.measure(below, self.collected.layers[measurement.layer].record.title_and_id)
        few = [(values - known[0]) * base / (known[1] - known[0]), (known[-1] - values) * base / (known[-1] - known[-2])]
        if measurement.measure == "mean" and known[0] >= 0 and (known == np.rint(known)).all():
            few.append(values * base)
        return np.logical_or.reduce([one < protection.least for one in few])

    def _wholes(self, measurement: Measurement, values: np.ndarray) -> list[Measurement]:
        """Return what the challenge shows too, and of which a count is a part: also what may be that in the same table.

        A field is no part of one that is less somewhere.
        """
        found = [counted_in(one) for one in self._counted if is_part(measurement, one)]
        for one in self._shares.get(measurement, ()):
            whole = self.measure(one, one.field)
            both = np.isfinite(values) & np.isfinite(whole)
            if (values[both] <= whole[both]).all() and np.nansum(values) < np.nansum(whole):
                found.append(one)
        return found

    @cached_property
    def _shares(self) -> dict[Measurement, list[Measurement]]:
        """Of which fields of the same table a field may be a part: by what it is divided, and the people."""
        people = self.collected.challenge.units.population
        return shares_among(self._shown, None if people and people.layer in self.collected.failures else people)

    @cached_property
    def _shown(self) -> list[Indicator]:
        return [one for one in self.collected.challenge.every_indicator if one.id not in self.collected.missing]

    @cached_property
    def _counted(self) -> list[Measurement]:
        """What the challenge measures, each once."""
        return list(dict.fromkeys(one for indicator in self._shown for one in indicator.measurements()))

    def _counts(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> bool:
        """Whether a measurement counts something: as the record says of its field, else where it gives whole numbers, or shares of them."""
        spec = self.collected.layers[measurement.layer].record.fields.get(measurement.field)
        if spec and (spec.quantity or spec.is_rate):
            return spec.quantity == "count"
        return measurement.measure in ("count", "transfer_extensive") or are_counts(values, protection.least)

    def _protect_cells(
        self, measurement: Measurement, values: np.ndarray, protection: Protection, base: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray | None]:
        """Return what the cells of a raster say that is sensitive itself, or weighs another, as `protect` does.

        Its cells may hold people: a sum is a count of them, and the least or greatest is what one cell says.
        """
        if measurement.statistic in OF_ONE:
            return values, np.ones(len(values), dtype=bool)
        if measurement.statistic == "sum" and not (values < 0).any():
            found = protect_counts(values, protection)
            return found.expected(base), found.hidden
        return self._stated(measurement, values, protection)

    def _stated(self, measurement: Measurement, values: np.ndarray, protection: Protection) -> tuple[np.ndarray, np.ndarray | None]:
        """Return rates and scores that a layer itself states, as they may be shown, and where they are hidden.

        A rate is shown as that of the count that it was made of, which is rounded, and hidden where it or the rest is small: whoever knows
        by what it was divided would have it back. What was divided by the field that the record names is known to be so; in per cent, or
        where no unit is said and none is above 1, it is taken to be of the people. Others are rounded as means are, and hidden where few
        people live.
        """
        # as the audience may know them: 8 and 9 people are both shown as 10
        people, few_people = self.population()
        few = np.zeros(len(values), dtype=bool) if people is None else people < protection.least
        if few_people is not None:
            few = few | few_people
        record = self.collected.layers[measurement.layer].record
        spec, of = record.fields.get(measurement.field, FieldSpec()), record.disclosure.of(measurement.field)
        most = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
        per = spec.per_of(most)
        if of:
            below = Measurement(measurement.layer, ATTRIBUTE, of)
            base = self.measure(below, record.title_and_id)
            whole, few_below = self.protect(below, base, is_count=True)
            few = few | few_below if few_below is not None else few
        elif people is not None and spec.is_share_of_people(most):
            base = whole = people
        else:
            return round_shown(values, few), few
        part = values * base / per
        is_share = bool((part[np.isfinite(part)] <= base[np.isfinite(part)] + 1).all())
        shown, hidden = protect_part(part, protection, [base - part] if is_share else [], whole, few)
        return per * np.divide(shown, whole, out=np.full(len(whole), np.nan), where=whole > 0), hidden

    def _base(self, indicator: Indicator) -> np.ndarray | None:
        """Return what the values of an indicator without denominator are means or shares of, each measured once; None where it has none."""
        base = base_of(indicator)
        if base == GROUND:
            return shapely.area(self.collected.units.geometry)
        if base is not None and base not in self._bases:
            self._bases[base], _ = self.protect(base, self.measure(base, indicator.title_and_id), is_count=True)
        return None if base is None else self._bases[base]


class ShownOnCells(ShownMeasures):
    """The same on the cells of a grid: they have what tables say of the areas in which they lie, as it may be shown of these.

    Parameters
    ----------
    beneath : Beneath
        The areas over which the cells of ``collected`` lie.
    """

    def __init__(self, collected: Collected, beneath: Beneath, progress: Progress = SILENT):
        super().__init__(collected, progress)
        self.areas = ShownMeasures(beneath.collected, progress)
        self.grid = beneath.grid

    @cached_property
    def hides(self) -> np.ndarray:
        return self.areas.hides[self.grid.largest]

    def indicator(self, indicator: Indicator) -> MeasuredIndicator:
        of_tables = all(one.measure == ATTRIBUTE for one in indicator.measurements())
        return self._bring_indicator(indicator) if of_tables else super().indicator(indicator)

    def measure(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        if measurement.measure != ATTRIBUTE:
            return super().measure(measurement, indicator)
        return self._bring(measurement, self.areas.measure(measurement, indicator), is_count=False)[0]

    def protect(
        self, measurement: Measurement, values: np.ndarray, is_count: bool = False, base: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray | None]:
        if measurement.measure != ATTRIBUTE:
            return super().protect(measurement, values, is_count, base)
        return self._bring(measurement, self.areas.measure(measurement, measurement.field), is_count)

    def stated_errors(self, measurement: Measurement) -> np.ndarray:
        return np.full(len(self.collected.units), np.nan)

    def _bring_indicator(self, indicator: Indicator) -> MeasuredIndicator:
        """Return for the cells of a grid what is measured of the areas: means by what the values are rates of, else by ground."""
        areas, grid = self.areas, self.grid
        found, shown = areas.indicator(indicator), ~areas.hides
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

    def _bring(self, measurement: Measurement, of_areas: np.ndarray, is_count: bool) -> tuple[np.ndarray, np.ndarray | None]:
        """Return for the cells of a grid what a table says of the areas, as `protect` gives it: counts are spread over the ground."""
        areas, grid = self.areas, self.grid
        is_count = is_count or areas.is_count(measurement)
        values, hidden = areas.protect(measurement, of_areas, is_count)
        people = areas.collected.challenge.units.population
        if people is None or (measurement.layer, measurement.field) != (people.layer, people.field):
            values = np.where(areas.hides, np.nan, values)
        return grid.share_out(values) if is_count else grid.mean(values), None if hidden is None else hidden[grid.largest]


def shown_measures(collected: Collected, progress: Progress = SILENT) -> ShownMeasures:
    """Return what may be known of what is measured on the units of a challenge, be they areas or cells of a grid."""
    if collected.beneath is None:
        return ShownMeasures(collected, progress)
    return ShownOnCells(collected, collected.beneath, progress)


def _with_zeros(counts: np.ndarray, least: float) -> np.ndarray:
    """Return counts by area with 0 where there is none, if no area has 0: then the table leaves zeros out, and an empty cell is one.

    That a missing count is not hidden tells that some hidden one is 0. Where but one is below ``least``, it would be known to be that.
    """
    known = counts[np.isfinite(counts)]
    leaves_out = len(known) and ((known > 0).all() or (known < least).sum() < TWO)
    return np.where(np.isfinite(counts), counts, 0.0) if leaves_out else counts


def _protect_sum(values: np.ndarray, few: ProtectedCounts, hides: np.ndarray, protection: Protection) -> tuple[np.ndarray, np.ndarray]:
    """Return sums of what features count, as they may be shown, and where they are hidden; ``few`` are the features themselves."""
    found, features = protect_counts(np.where(hides, 0.0, values), protection), few.expected()
    known = np.isfinite(found.values)
    each = found.values[known].sum() / features[known].sum() if known.any() else 0.0
    return np.where(found.hidden, features * each, found.values), found.hidden
