"""What each indicator of a challenge rests on: a row of the table that stands in manifest, report, map, web map and dock."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..model.challenge import Indicator
from ..model.errors import OpgaveError
from ..model.evidence import ABSENT, ESTIMATED, MEASURED, MUNICIPAL, UNSEEN, told_kind, weakest_kind
from ..model.record import LayerRecord
from ..texts.evidence_texts import count_unchecked, list_kinds, say_figure
from ..texts.language import Language
from .collected import Collected
from .figures import Figure, has_figure
from .measure import indicator_dates
from .variants import kind_of, kind_without_data


@dataclass(frozen=True)
class IndicatorSource:
    """What one indicator rests on.

    Attributes
    ----------
    indicator, asked : Indicator
        As it is measured, and as the challenge asks for it.
    kind : str
        How its values came about (`model.evidence`).
    records : tuple of LayerRecord
        The layers that it reads.
    figure : LayerRecord or None
        Of an indicator without values of its own by area the record that has a figure for the whole municipality.
    read : Figure or None
        That figure, where it could be read.
    is_alike : bool
        Whether it is left out because all areas that few units are compared with have the same value.
    date : date or None
        Of the oldest of its layers.
    reason : OpgaveError or None
        Why it is not measured as asked.
    """

    indicator: Indicator
    asked: Indicator
    kind: str
    records: tuple[LayerRecord, ...] = ()
    figure: LayerRecord | None = None
    date: datetime.date | None = None
    reason: OpgaveError | None = None
    read: Figure | None = None
    is_alike: bool = False

    @property
    def said_kind(self) -> str:
        """What people are told of its kind (`model.evidence.told_kind`)."""
        return told_kind(self.kind, self.is_alike, self.read is not None)

    @property
    def is_measured(self) -> bool:
        """Whether areas have values of it."""
        return self.kind not in (MUNICIPAL, ABSENT)

    @property
    def unchecked(self) -> str:
        """How the least known of its sources is known, of those that nobody has seen in use or to answer; empty where there are none."""
        known = [record.evidence for record in self.records if record.evidence in UNSEEN and record.checked is None]
        return max(known, key=UNSEEN.index, default="")

    @property
    def is_twin(self) -> bool:
        """Whether another measurement stands in its place."""
        return self.is_measured and self.indicator.title != self.asked.title

    @property
    def twin(self) -> int:
        """Which twin stands in its place, the first 1; 0 where none does."""
        forms = [self.asked.replaced_by(twin) for twin in self.asked.otherwise]
        return forms.index(self.indicator) + 1 if self.is_measured and self.indicator in forms else 0

    @property
    def is_plain(self) -> bool:
        """Whether it is measured as asked, and nothing needs to be said."""
        return self.kind == MEASURED and not self.is_twin

    def figure_words(self, language: Language) -> str:
        """Return what the figure for the municipality is, of when and whose; empty where none could be read."""
        return say_figure(self.figure_facts(language), language)

    def lacking_figure(self, language: Language) -> str:
        """Return of a figure for the municipality of which the number is not known where it is, and what to do; empty of any other."""
        if self.figure is None or self.read is not None:
            return ""
        said = {"record": self.figure.title.of(language.code), "id": self.figure.id}
        if has_figure(self.figure):
            return language.tr("'{record}', number not known: it could not be read, and the messages tell why", **said)
        return language.tr(
            "'{record}', number not known: a person has to download its table and add that as a file with the id '{id}'", **said
        )

    def figure_facts(self, language: Language) -> dict[str, Any]:
        """Return the figure for the municipality as plain values; nothing where none could be read."""
        known = self.asked.municipal
        if self.read is None or known is None:
            return {}
        return {
            "title": known.title.of(language.code) or self.read.record.title.of(language.code),
            "value": self.read.value,
            "unit": known.unit,
            "date": self.read.date.isoformat() if self.read.date else None,
            "publisher": self.read.record.publisher.name,
        }


def evidence_lines(collected: Collected, language: Language) -> list[str]:
    """Return which indicators are not measured, a line for each kind, with the figures for the municipality; and how many are unchecked."""
    sources = indicator_sources(collected)
    lines = list_kinds(((one.said_kind, one.indicator.title.of(language.code), one.figure_words(language)) for one in sources), language)
    return [*lines, *count_unchecked((one.unchecked for one in sources), language)]


def indicator_sources(collected: Collected) -> tuple[IndicatorSource, ...]:
    """Return what each indicator of a collected challenge rests on, in their order."""
    return tuple(_sources(collected))


def _sources(collected: Collected) -> Iterator[IndicatorSource]:
    challenge, dates = collected.challenge, indicator_dates(collected)
    records = {id: loaded.record for id, loaded in collected.layers.items()}
    asked = {one.id: one for one in (collected.asked or challenge).indicators}
    for indicator in challenge.indicators:
        before = asked.get(indicator.id, indicator)
        reason = collected.reasons.get(indicator.id)
        known = indicator.municipal if indicator.id in collected.missing or indicator.stands_for.of("en") else None
        figure = collected.catalogue.records.get(known.layer) if known else None
        if indicator.id in collected.missing:
            reason = reason or next((collected.failures[id] for id in _layers(indicator) if id in collected.failures), None)
            kind = kind_without_data(indicator)
            read = collected.figures.get(indicator.id)
            alike = indicator.id in collected.alike
            yield IndicatorSource(indicator, before, kind, figure=figure, reason=reason, read=read, is_alike=alike)
            continue
        used = tuple(records[id] for id in _layers(indicator) if id in records)
        kind = kind_of(indicator, records, challenge.units.key)
        if collected.by_area(indicator):
            kind = weakest_kind([kind, ESTIMATED])
        read = collected.figures.get(indicator.id)
        yield IndicatorSource(indicator, before, kind, used, figure, dates[indicator.id], reason, read)


def _layers(indicator: Indicator) -> list[str]:
    """Return the record ids that an indicator reads, each once."""
    return list(dict.fromkeys(id for one in indicator.measurements() for id in one.layers))
