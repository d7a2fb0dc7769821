"""What the indicators of an index count one by one: cases of need, and where those are counted among so few that a rate is chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.challenge import Indicator, Measurement
from ..model.choices import FEW_COUNTED
from ..model.measures import COUNTING
from .measure import MeasuredIndicators

SHARES = ("%", "\u2030")
"""Units of an indicator that divides like by like."""


@dataclass(frozen=True)
class FewCounted:
    """An indicator whose values rest on few counted in some units.

    Attributes
    ----------
    units : int
        How many units have a value that rests on fewer than `FEW_COUNTED`.
    low, high : float
        Between which those values lie.
    smallest : int
        The unit that rests on the fewest.
    counted : float
        How many are counted there.
    step : float
        By how much one case more or less would change the value there; NaN where the indicator does not count cases.
    """

    indicator: Indicator
    units: int
    low: float
    high: float
    smallest: int
    counted: float
    step: float


def counted_cases(indicators: Sequence[Indicator], counts: pd.DataFrame, bases: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the cases of need in each unit, shape (n,), NaN where not known, for each indicator that counts some.

    It does where high values mean need, and it counts features, or a part of what it is divided by: no more of them than of that in all.
    An indicator without weight, or with its layer missing, has none.

    Parameters
    ----------
    counts, bases : DataFrame
        Of each unit, by indicator id, as of `MeasuredIndicators`.
    """
    found = {}
    for one in indicators:
        if one.weight > 0 and one.direction == "high" and one.id in counts and _counts_cases(one, counts, bases):
            found[one.id] = counts[one.id].to_numpy()
    return found


def few_counted(indicators: Sequence[Indicator], measured: MeasuredIndicators) -> Iterator[FewCounted]:
    """Yield the indicators with weight that divide by a count, are not smoothed, and rest on few in some units."""
    for one in indicators:
        base = _counted_base(one, measured.bases)
        if base is None or one.weight == 0 or one.smoothing != "none":
            continue
        values = measured.values[one.id].to_numpy()
        few = np.flatnonzero(np.isfinite(values) & (base > 0) & (base < FEW_COUNTED))
        if len(few):
            smallest = int(few[np.argmin(base[few])])
            step = one.scale / base[smallest] if _counts_cases(one, measured.counts, measured.bases) else np.nan
            yield FewCounted(one, len(few), values[few].min(), values[few].max(), smallest, float(base[smallest]), float(step))


def _counts_cases(one: Indicator, counts: pd.DataFrame, bases: pd.DataFrame) -> bool:
    """Whether an indicator counts features, or cases among what it is divided by: a share, since only like counts make one."""
    cases = counts[one.id].to_numpy()
    if not np.isfinite(cases).any():
        return False
    if one.denominator is None:
        return one.measurement.measure == "count"
    base = _counted_base(one, bases)
    share = one.unit.strip() in SHARES
    return (
        share and one.measurement.measure in COUNTING and base is not None and bool(np.nansum(cases) <= np.nansum(base[np.isfinite(cases)]))
    )


def _counted_base(one: Indicator, bases: pd.DataFrame) -> np.ndarray | None:
    """Return what an indicator is divided by, where that is counted: whole numbers of people or things; else None."""
    below: Measurement | None = one.denominator
    if below is None or below.measure not in COUNTING or one.id not in bases:
        return None
    base = bases[one.id].to_numpy()
    known = base[np.isfinite(base)]
    return base if (known == np.rint(known)).all() else None
