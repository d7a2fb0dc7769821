"""How data may be shown to others: what a record says of it, what a challenge adds, and what holds where neither does."""

from __future__ import annotations

from dataclasses import dataclass, field

PEOPLE = "people"
LEAST_COUNTED = {PEOPLE: 5.0, "households": 5.0, "dwellings": 5.0, "tax_returns": 21.0}
"""By what is counted, the least that is shown where the record does not say it; Statbel shows nothing of 20 tax returns or fewer."""
ROUNDING = 5
"""What sensitive counts are multiples of where the record does not say it."""
DOMINANCE = 0.8
"""The largest share that one feature may have of a shown sum where the record does not say it."""
GRID = 500.0
"""Metres: where distances to sensitive features are measured, each lies in the middle of its cell of this side."""


@dataclass(frozen=True)
class CountLimits:
    """What a challenge asks beside its records, each the stricter one of both.

    Attributes
    ----------
    minimum : float
        The least number of those counted that is shown.
    rounding : int
        What shown counts are multiples of; 1 leaves them as they are.
    dominance : float
        The largest share (0-1) that one feature may have of a sum, such as of euros, or of the weight of a mean.
    """

    minimum: float = 0.0
    rounding: int = 1
    dominance: float = 1.0

    def stricter(self, other: CountLimits) -> CountLimits:
        """Return what satisfies both: a coarser rounding is at least as coarse as either."""
        return CountLimits(max(self.minimum, other.minimum), max(self.rounding, other.rounding), min(self.dominance, other.dominance))


@dataclass(frozen=True)
class FieldDisclosure:
    """What holds for one field; what is None or empty is as the record says.

    Attributes
    ----------
    personal : bool or None
        Whether it tells of one person; None where nobody says, and the look of it decides (`model.personal`).
    sensitive : bool or None
        Whether small counts of it are hidden and the others rounded.
    counts : str
        What it counts: a key of `LEAST_COUNTED`.
    minimum, rounding, dominance
        As of `CountLimits`.
    units_minimum : float or None
        Units of which it counts fewer are hidden whole, whatever is measured there.
    of : str
        Of a rate that the source states: the field of the same record by which it was divided; empty: the people of the units.
    """

    personal: bool | None = None
    sensitive: bool | None = None
    counts: str = ""
    minimum: float | None = None
    rounding: int | None = None
    dominance: float | None = None
    units_minimum: float | None = None
    of: str = ""


@dataclass(frozen=True)
class Disclosure:
    """How a record's data may be shown.

    Attributes
    ----------
    sensitive : bool or None
        None where nobody says: then it is what may not be redistributed.
    counts, minimum, rounding, dominance
        As of `FieldDisclosure`, for all of its fields and its features.
    fields : dict of str to FieldDisclosure
        What holds for single canonical fields, or columns of the source.
    """

    sensitive: bool | None = None
    counts: str = ""
    minimum: float | None = None
    rounding: int | None = None
    dominance: float | None = None
    fields: dict[str, FieldDisclosure] = field(default_factory=dict)

    @property
    def units_minima(self) -> dict[str, float]:
        """By field, below which count of it units are hidden whole."""
        return {name: own.units_minimum for name, own in self.fields.items() if own.units_minimum is not None}

    def of(self, name: str) -> str:
        """Return the field by which a rate that the source states was divided; empty where nobody says."""
        return self.fields[name].of if name in self.fields else ""

    def limits(self, name: str, open_data: bool) -> CountLimits | None:
        """Return how counts of a field may be shown; None where they may be shown as they are.

        Parameters
        ----------
        name : str
            The field; empty for the number of features.
        open_data : bool
            Whether the layer may be redistributed.

        >>> Disclosure().limits("", open_data=False), Disclosure().limits("", open_data=True)
        (CountLimits(minimum=5.0, rounding=5, dominance=0.8), None)
        >>> Disclosure(counts="tax_returns", rounding=1).limits("returns", open_data=False)
        CountLimits(minimum=21.0, rounding=1, dominance=0.8)
        """
        own = self.fields.get(name, FieldDisclosure())
        said = next((one for one in (own.sensitive, self.sensitive) if one is not None), not open_data)
        if not said:
            return None
        least = LEAST_COUNTED[own.counts or self.counts or PEOPLE]
        minimum = next((one for one in (own.minimum, None if own.counts else self.minimum) if one is not None), least)
        rounding = next((one for one in (own.rounding, self.rounding) if one is not None), ROUNDING)
        dominance = next((one for one in (own.dominance, self.dominance) if one is not None), DOMINANCE)
        return CountLimits(minimum, rounding, dominance)
