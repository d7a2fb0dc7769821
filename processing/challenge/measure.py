"""Second link: each indicator's value for each unit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..model.challenge import Indicator
from ..model.errors import OpgaveError
from ..model.measures import RASTER
from ..model.progress import SILENT, Progress
from ..qgis_io.reading import refuse_negative
from .collected import Collected
from .shown import MeasuredIndicator, shown_measures


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
        tables stands there what is expected (`ShownMeasures.protect`): for computing, not for showing.
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


def measure_indicators(collected: Collected, progress: Progress = SILENT) -> MeasuredIndicators:
    """Return the raw values of all indicators, those that proposals would add last, and how far chance may have made them.

    An indicator whose layer failed (which the challenge's policy allowed) has no value at all, nor has one that is hidden everywhere.

    Raises
    ------
    OpgaveError
        A field holds no numbers, a filter is not allowed, keys stand twice.
    """
    indicators = collected.challenge.every_indicator
    shown = shown_measures(collected, progress)
    progress.step("Measuring {count} indicators", count=len(indicators))
    nothing = np.full(len(collected.units), np.nan)
    measured = {}
    for number, indicator in enumerate(indicators):
        progress.update(number / len(indicators))
        lacks = MeasuredIndicator(nothing, nothing, nothing, None, None)
        found = lacks if indicator.id in collected.missing else shown.indicator(indicator)
        known = np.isfinite(found.values)
        if found.hidden is not None and known.any() and not (known & ~found.hidden).any():
            found = replace(lacks, hidden=found.hidden)
        measured[indicator.id] = found
    columns = (
        {id: one.values for id, one in measured.items()},
        {id: one.errors for id, one in measured.items() if np.isfinite(one.errors).any()},
        {id: one.counts for id, one in measured.items()},
        {id: one.base for id, one in measured.items() if one.base is not None},
        {one.id: shown.cover(one) for one in indicators if one.measurement.measure == RASTER and one.id not in collected.missing},
        {id: one.hidden for id, one in measured.items() if one.hidden is not None},
    )
    return MeasuredIndicators(*(pd.DataFrame(one, index=range(len(collected.units)), dtype=float) for one in columns))


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
    shown = shown_measures(collected, progress)
    _, below = indicator.measurements()
    cases, people, _ = shown.rate(indicator, below)
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
