"""Records of a catalogue as the dock shows them: words in the user's language, age, and what is searched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ...processing.bridge.ages import age_in_words
from ...processing.bridge.language import Language
from ...processing.model.catalogue import Catalogue
from ...processing.model.challenge import Challenge
from ...processing.model.dates import Freshness, age_days, freshness
from ...processing.model.record import LayerRecord

UNLOADABLE = ("none", "locator", "csw")
"""Kinds of sources that are no layer: data that a city brings, a geocoder, a catalogue."""


@dataclass(frozen=True)
class Entry:
    """One record.

    Attributes
    ----------
    sector : str
        The first of its sectors; empty for none.
    light : Freshness
    age : str
        In words; empty where the record states no date.
    searched : str
        Everything that a search looks at.
    loadable : bool
        False for a record that is known and no layer of itself: its data a city has to bring, or it leads to others.
    """

    id: str
    title: str
    publisher: str
    kind: str
    sector: str
    sectors: tuple[str, ...]
    light: Freshness
    age: str
    searched: str
    loadable: bool
    record: LayerRecord


def entries(catalogue: Catalogue, language: Language, as_of: datetime.date) -> list[Entry]:
    """Return the records of a catalogue, by title."""
    found = [entry(record, catalogue, language, as_of) for record in catalogue.records.values()]
    return sorted(found, key=lambda one: one.title.lower())


def entry(record: LayerRecord, catalogue: Catalogue, language: Language, as_of: datetime.date) -> Entry:
    """Return what the dock shows of a record."""
    title = record.title.of(language.code) or record.id
    sectors = [catalogue.sector_title(id).of(language.code) for id in record.sectors]
    days = age_days(record.date, as_of)
    return Entry(
        id=record.id,
        title=title,
        publisher=record.publisher.name,
        kind=record.publisher.kind,
        sector=record.sectors[0] if record.sectors else "",
        sectors=record.sectors,
        light=freshness(record.date, record.update_rhythm, as_of),
        age="" if days is None else age_in_words(days, language),
        searched=" ".join([title, record.id, record.theme, record.publisher.name, record.description.of(language.code), *sectors]),
        loadable=record.source.kind not in UNLOADABLE,
        record=record,
    )


@dataclass(frozen=True)
class Filters:
    """What the lists beside the search leave over; an empty text leaves all.

    Attributes
    ----------
    challenge : Challenge or None
    sector, publisher_kind, light, redistribution : str
    favourites : frozenset of str or None
        Ids that pass; None: all.
    """

    challenge: Challenge | None = None
    sector: str = ""
    publisher_kind: str = ""
    light: str = ""
    redistribution: str = ""
    favourites: frozenset[str] | None = None

    def admits(self, one: Entry) -> bool:
        """Whether an entry passes."""
        return (
            (self.challenge is None or one.id in self.challenge.layers())
            and (not self.sector or self.sector in one.sectors)
            and (not self.publisher_kind or one.kind == self.publisher_kind)
            and (not self.light or one.light.value == self.light)
            and (not self.redistribution or one.record.redistribution == self.redistribution)
            and (self.favourites is None or one.id in self.favourites)
        )


def by_sector(found: Iterable[Entry], catalogue: Catalogue, language: Language) -> list[tuple[str, list[Entry]]]:
    """Return entries in groups, each with the title of its sector, in the order of the titles."""
    groups: dict[str, list[Entry]] = {}
    for one in found:
        groups.setdefault(one.sector, []).append(one)
    titled = [(catalogue.sector_title(id).of(language.code) if id else language.tr("Other"), rows) for id, rows in groups.items()]
    return sorted(titled, key=lambda group: group[0].lower())
