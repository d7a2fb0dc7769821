"""The sentences on a map that follow from its content."""

from __future__ import annotations

import datetime

from qgis.core import QgsCoordinateReferenceSystem

from ..texts import record_words
from ..texts.ages import age_in_words
from ..texts.language import Language
from ..texts.quality_texts import short_mark, warn_of_blocking
from .map_content import MapContent, SourceLine
from .text_fit import ELLIPSIS, Ending, Listing

LIGHTS = {"current": "\u25cf", "due": "\u25a0", "stale": "\u25c6", "unknown": "\u25cb"}
"""The sign of each freshness: shapes that differ, so that nobody has to tell their colours apart."""


def orientation(key: str, language: Language) -> str:
    """Return the word for an orientation."""
    return language.tr("landscape") if key == "landscape" else language.tr("portrait")


def more(content: MapContent, language: Language) -> Ending:
    """Return what gives the line that ends a list which does not fit."""

    def line(left: int) -> str:
        count = language.number(left)
        if content.reported:
            return f"{ELLIPSIS} {language.tr('and {count} more (full list in the report)', count=count)}"
        return f"{ELLIPSIS} {language.tr('and {count} more', count=count)}"

    return line


def age_and_completeness(content: MapContent, language: Language) -> tuple[str, list[str]]:
    """Return heading and lines on age and completeness; no lines where nothing is known of them."""
    lines = [*warnings(content, language), *_lights(content, language), *oldest(content, language)]
    if content.missing_share is not None:
        share = language.number(100 * content.missing_share, 1)
        lines.append(language.tr("Weight missing: {share} %.", share=share))
    return language.tr("Age and completeness"), [*lines, *content.coverage]


def warnings(content: MapContent, language: Language) -> list[str]:
    """Return for whom the map is, where it is not for everybody, and a sentence for each layer with defects that block publishing."""
    return [*filter(None, [content.audience]), *warn_of_blocking(((line.title, line.quality) for line in content.sources), language)]


def oldest(content: MapContent, language: Language) -> list[str]:
    """Return the line on the oldest data; none where no date is known."""
    line = content.oldest
    if not line:
        return []
    return [language.tr("Oldest layer: {layer}, {age}.", layer=line.title, age=_age(line.date, content.day, language))]


def sources(content: MapContent, language: Language) -> tuple[str, list[str | Listing]]:
    """Return heading and paragraphs of the source block: one for each publisher and licence, naming layers and their dates."""
    groups: dict[tuple[str, str], list[SourceLine]] = {}
    for line in content.sources:
        groups.setdefault((line.publisher, line.licence), []).append(line)
    lines = [_source_line(*group, lines, language) for group, lines in groups.items()]
    return language.tr("Sources"), [*filter(None, [content.background.words]), *lines]


def imprint(content: MapContent, crs: QgsCoordinateReferenceSystem, scale: float, paper: str, language: Language) -> list[str]:
    """Return the lines under the map: scale, coordinate system, date."""
    first = language.tr("Scale 1:{scale} on {paper}", scale=language.number(scale), paper=paper.upper())
    system = language.tr("Coordinate system {name} ({id})", name=crs.description(), id=crs.authid()) if crs.isValid() else ""
    return [" · ".join(filter(None, [first, system, *_made(content, language)]))]


def _made(content: MapContent, language: Language) -> list[str]:
    """Return when and with what a map was made, and to which day its ages are counted where that is another."""
    made = language.tr("Made on {date} with Opgavenkaart", date=language.date(content.made)) if content.made else "Opgavenkaart"
    if content.day == content.made:
        return [made]
    return [made, language.tr("Age of the data on {day}", day=language.date(content.day))]


def _lights(content: MapContent, language: Language) -> list[str]:
    """Return a line that counts the layers by freshness, and so explains the signs; none where nothing is known of it."""
    found = [line.freshness for line in content.sources if line.freshness]
    counted = [(sign, found.count(light), record_words.freshness(light, language)) for light, sign in LIGHTS.items()]
    words = [f"{sign} {count} {word}" for sign, count, word in counted if count]
    return [language.tr("Layers: {lights}.", lights=", ".join(words))] if words else []


def _age(date: datetime.date | None, day: datetime.date | None, language: Language) -> str:
    """Return the date of the oldest input, and its age where the map has a date itself."""
    if not (date and day):
        return language.date(date)
    days = (day - date).days
    age = age_in_words(days, language)
    if days < 0:
        return f"{language.date(date)} ({age})"
    return language.tr("{date} ({age} old)", date=language.date(date), age=age)


def _source_line(publisher: str, licence: str, lines: list[SourceLine], language: Language) -> Listing:
    owner = publisher or language.tr("publisher unknown")
    terms = licence or language.tr("licence unknown")
    layers = tuple(
        f"{_sign(line)}{', '.join(filter(None, [line.title, _date(line, language), _quality(line, language)]))}" for line in lines
    )
    return Listing(f"{owner}, {terms}: ", layers)


def _sign(line: SourceLine) -> str:
    """Return the sign of a layer's freshness and a space that no line breaks at; nothing where it was not judged."""
    return f"{LIGHTS[line.freshness]}\u00a0" if line.freshness else ""


def _quality(line: SourceLine, language: Language) -> str:
    """Return the score of a layer; nothing where nobody assessed it."""
    return language.tr("quality {score}", score=short_mark(line.quality, language)) if line.quality else ""


def _date(line: SourceLine, language: Language) -> str:
    if line.date is None:
        return language.tr("date unknown")
    date = language.date(line.date)
    if line.date_origin in ("file", "last_modified"):
        return language.tr("file of {date}", date=date)
    said = {"column": language.tr("newest value"), "record": language.tr("catalogue"), "service": language.tr("service")}
    return f"{date} ({said[line.date_origin]})" if line.date_origin in said else date
