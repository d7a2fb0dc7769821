"""What indicators' values are weighted by when they are averaged, in words: never a field's name where the field is a usual one."""

from __future__ import annotations

from ..model.averaging import GROUND, MEDIAN, PER_UNIT
from ..model.challenge import Measurement
from .language import Language

COUNTED_TEXTS = {
    "inhabitants": "inhabitants",
    "households": "households",
    "dwellings": "dwellings",
    "tax_returns": "tax returns",
    "gas_connections": "gas connections",
    "electricity_connections": "electricity connections",
    "aged_0_2": "children aged 0 to 2",
    "aged_3_5": "children aged 3 to 5",
    "aged_6_11": "children aged 6 to 11",
    "aged_12_17": "young people aged 12 to 17",
    "aged_18_64": "inhabitants aged 18 to 64",
    "aged_65_79": "inhabitants aged 65 to 79",
    "aged_80_plus": "inhabitants aged 80 and over",
    "addresses": "addresses",
    "buildings": "buildings",
    "area": "ground area",
    "roads": "length of roads",
}
"""By canonical field, or by the record whose features are counted or whose lines are measured."""


def base_name(base: Measurement | None, language: Language) -> str:
    """Return what is counted, as a sentence names it; the name of its field or record where that is not a usual one; empty for none."""
    if base is None:
        return ""
    name = base.measure if base == GROUND else base.field or base.layer
    return language.tr(COUNTED_TEXTS[name]) if name in COUNTED_TEXTS else name


def averaging_words(how: str, weighed_by: str, language: Language) -> str:
    """Return how values of several areas became one, such as 'mean weighted by dwellings'.

    Parameters
    ----------
    how : str
        `MEAN`, `PER_UNIT` or `MEDIAN`.
    weighed_by : str
        What a mean is weighted by, as a sentence names it; empty where each area counts once.
    """
    if how == MEDIAN:
        return language.tr("median of the areas")
    if how == PER_UNIT:
        return language.tr("mean per area")
    return language.tr("mean weighted by {counted}", counted=weighed_by) if weighed_by else language.tr("mean of the areas, not weighted")
