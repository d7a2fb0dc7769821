"""What a result is called in lists and in the list of layers: what was asked, and when, so that ten runs have ten names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ..model.catalogue import Catalogue
from ..model.challenge import Challenge
from .language import Language


def name_result(asked: Iterable[str], made: datetime.datetime, language: Language) -> str:
    """Return a name such as ``Warm homes, Halle, Statistical sectors 2025 (2 December 14:05)``; empty words are left out."""
    return f"{', '.join(filter(None, asked))} ({language.day_and_time(made)})"


def name_units(title: str, date: datetime.date | None) -> str:
    """Return what the units of a result are called: the layer, and the year of its data where that is known."""
    return f"{title} {date.year}" if date else title


def name_computation(challenge: Challenge, catalogue: Catalogue, language: Language) -> str:
    """Return what the result of a challenge on the layers of a catalogue is called that is made now."""
    units = catalogue.records.get(challenge.units.layer)
    where = "" if catalogue.is_builtin else catalogue.title.of(language.code)
    what = name_units(units.title.of(language.code), units.date) if units else ""
    if challenge.units.grid:
        what = language.tr("cells of {size} m", size=language.number(challenge.units.grid))
    return name_result((challenge.title.of(language.code), where, what), datetime.datetime.now(), language)
