"""Records of a catalogue as the dock shows them: words in the user's language, age, and what is searched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...processing.model.catalogue import Catalogue
from ...processing.model.dates import Freshness, age_days, freshness
from ...processing.model.record import LayerRecord
from ...processing.model.source_kinds import source_facts
from ...processing.texts.ages import age_in_words
from ...processing.texts.language import Language
from ...processing.texts.quality_texts import short_mark

if TYPE_CHECKING:
    from ...processing.model.challenge import Challenge


@dataclass(frozen=True, eq=False)
class Entry:
    """One record; what is worked out of it waits until somebody looks.

    Attributes
    ----------
    title : str
    record : LayerRecord
    catalogue : Catalogue
        Knows the titles of its sectors.
    language : Language
    as_of : datetime.date
        The day on which it is so old.
    """

    title: str
    record: LayerRecord
    catalogue: Catalogue
    language: Language
    as_of: datetime.date

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def publisher(self) -> str:
        """The publisher's name."""
        return self.record.publisher.name

    @property
    def kind(self) -> str:
        """What kind of publisher it is."""
        return self.record.publisher.kind

    @property
    def sectors(self) -> tuple[str, ...]:
        """Ids of its sectors."""
        return self.record.sectors

    @property
    def sector(self) -> str:
        """The first of its sectors; empty for none."""
        return self.sectors[0] if self.sectors else ""

    @property
    def loadable(self) -> bool:
        """False for a record that is known and no layer of itself: its data a city has to bring, or it leads to others."""
        return source_facts(self.record.source.kind).layer

    @cached_property
    def light(self) -> Freshness:
        """Its traffic light."""
        return freshness(self.record.date, self.record.update_rhythm, self.as_of)

    @cached_property
    def age(self) -> str:
        """Its age in words; empty where the record states no date."""
        days = age_days(self.record.date, self.as_of)
        return "" if days is None else age_in_words(days, self.language)

    @property
    def age_and_mark(self) -> str:
        """Its age in words, and how good it was when it was last assessed, as far as these are known."""
        return " · ".join(filter(None, [self.age, short_mark(self.record.quality, self.language)]))

    @property
    def searched(self) -> str:
        """Everything that a search looks at."""
        one, code = self.record, self.language.code
        sectors = [self.catalogue.sector_title(id).of(code) for id in one.sectors]
        return " ".join([self.title, one.id, one.theme, one.publisher.name, one.description.of(code), *sectors])


def entries(catalogue: Catalogue, language: Language, as_of: datetime.date) -> list[Entry]:
    """Return the records of a catalogue, by title."""
    records = catalogue.records.values()
    found = [Entry(record.title.of(language.code) or record.id, record, catalogue, language, as_of) for record in records]
    return sorted(found, key=lambda one: one.title.lower())


@dataclass(frozen=True)
class Filters:
    """What the lists beside the search leave over; an empty text leaves all.

    Attributes
    ----------
    challenge : Challenge or None
    sector, publisher_kind, light, licence, redistribution : str
    favourites : frozenset of str or None
        Ids that pass; None: all.
    """

    challenge: Challenge | None = None
    sector: str = ""
    publisher_kind: str = ""
    light: str = ""
    licence: str = ""
    redistribution: str = ""
    favourites: frozenset[str] | None = None

    def admits(self, one: Entry) -> bool:
        """Whether an entry passes."""
        return (
            (self.challenge is None or one.id in self.challenge.layers())
            and (not self.sector or self.sector in one.sectors)
            and (not self.publisher_kind or one.kind == self.publisher_kind)
            and (not self.light or one.light.value == self.light)
            and (not self.licence or one.record.licence.name == self.licence)
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
