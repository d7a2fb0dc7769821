"""How the values of an indicator in several areas became the one number that a product prints beside an area's own."""

from __future__ import annotations

from ...challenge.unit_table import UnitTable
from ...model.averaging import averaging
from ...model.challenge import Indicator
from ...texts.averaging_texts import averaging_words, base_name
from ...texts.language import Language
from .headline import people_name


def averaged_words(indicator: Indicator, units: UnitTable, language: Language) -> str:
    """Return in words how the values of an indicator were brought together, such as 'mean weighted by dwellings'."""
    base = units.base(indicator)
    people = people_name(units, language) if units.counts_people else ""
    return averaging_words(averaging(indicator), people if base is None else base_name(base, language), language)
