"""The year of the areas: the sources of a catalogue that give the units of challenges as they were divided in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from ...model.catalogue import Catalogue
from ...model.choices import NEWEST, VINTAGES
from ...model.errors import OpgaveError
from ...model.record import YEAR, LayerRecord


def choose_vintage(catalogue: Catalogue, layers: Iterable[str], year: int) -> Catalogue:
    """Return a catalogue whose areas are those of a year: each source of another year is left out.

    Parameters
    ----------
    layers : iterable of str
        Record ids of the areas.

    Raises
    ------
    OpgaveError
        No source has the areas of that year.
    """
    found: dict[str, LayerRecord] = {}
    for id in layers:
        candidates = catalogue.candidates(id)
        known = [dated for one in candidates if (dated := _of_year(one, year))]
        if not known:
            others = [one for one in VINTAGES if one == NEWEST or any(_of_year(record, int(one)) for record in candidates)]
            raise OpgaveError(
                "The catalogue has no source of '{layer}' of {year}: choose another VINTAGE ({others}), or add a record with the date"
                " {year}-01-01 to the 'otherwise' of '{id}'.",
                layer=catalogue.get(id).title,
                year=year,
                others=", ".join(others),
                id=id,
            )
        further = {f"{id}_{number}": one for number, one in enumerate(known[1:], 2)}
        found |= {other: replace(one, id=other) for other, one in further.items()} | {id: replace(known[0], otherwise=tuple(further))}
    return replace(catalogue, own=catalogue.own | found)


def _of_year(record: LayerRecord, year: int) -> LayerRecord | None:
    """Return a record of the areas of a year, which may stand in its address; None where it is known to be, or may be, of another."""
    if YEAR in record.placeholders and str(record.source.options.get(YEAR, year)) == str(year):
        return replace(record.filled({YEAR: str(year)}), date=datetime.date(year, 1, 1))
    return record if record.date and record.date.year == year else None
