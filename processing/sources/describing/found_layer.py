"""What a catalogue or service says of one layer, in its own words, and the record that becomes of it."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from ...model.record import LayerRecord, Licence, Publisher, Source
from ...model.text import Text, field_name
from .own_terms import read_terms, stricter
from .vocabulary import CLOSED, licence_of, publisher_kind, rhythm_of, theme_of

TAG = re.compile(r"<[^>]{1,400}>")
DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
CRS = re.compile(r"(EPSG|CRS|OGC|IGNF|ESRI)(?::|/|\.xml#)+(?:[\d.]*[:/])?([0-9A-Za-z]+)[)\s]*$", re.IGNORECASE)
DEFAULT_CRS = {"CRS84": "OGC:CRS84", "84": "OGC:CRS84"}
NOT_IN_AN_ID = re.compile(r"[^a-z0-9_.:-]+")
ENGLISH = ("en", "eng", "english")
GEOMETRIES = (("point", "point"), ("line", "line"), ("curve", "line"), ("polygon", "polygon"), ("surface", "polygon"), ("raster", "raster"))


@dataclass(frozen=True)
class FoundLayer:
    """One layer as found; every text may be empty.

    Attributes
    ----------
    identity : str
        What the origin calls it for good: a metadata id, or a layer's name.
    prefix : str
        What goes before the identity in the record's id: ``md``, or the service's own name.
    licences : tuple of str
        Texts about the terms of use; the most telling first.
    geometry : str
        As a record's; empty: unknown.
    english_title, english_abstract : str
        The same in English, of what is written in two languages.
    closed : bool
        Whether its catalogue says that not everyone may have it.
    """

    identity: str
    source: Source
    prefix: str = "md"
    title: str = ""
    abstract: str = ""
    language: str = ""
    publisher: str = ""
    publisher_kind: str = ""
    contact: str = ""
    licences: tuple[str, ...] = ()
    licence_url: str = ""
    crs: str = ""
    geometry: str = ""
    date: str = ""
    rhythm: str = ""
    keywords: tuple[str, ...] = ()
    lineage: str = ""
    english_title: str = ""
    english_abstract: str = ""
    closed: bool = False
    base: str = field(default="", compare=False)


def record_of(found: FoundLayer, origin: str) -> LayerRecord:
    """Return the record; ``origin`` is the address that was harvested."""
    licence, redistribution = licence_of(found.licences, found.licence_url)
    theme, sector = theme_of(found.keywords, found.title)
    said = read_terms(found.keywords)
    for word in (*said.get("redistribution", ()), *([CLOSED] if found.closed and "redistribution" not in said else [])):
        redistribution = stricter(redistribution, word)
    place = found.source.path or origin
    host = urlsplit(place).hostname or ""
    name = found.publisher or host or "?"
    title = in_language(strip_markup(found.title) or found.identity, found.language, strip_markup(found.english_title))
    description = in_language(strip_markup(found.abstract), found.language, strip_markup(found.english_abstract))
    return LayerRecord(
        id=record_id(found),
        title=title,
        description=Text() if description == title else description,
        publisher=Publisher(name, found.publisher_kind or first_of(said, "publisher") or publisher_kind(name, place)),
        sectors=said.get("sector") or ((sector,) if sector else ()),
        theme=first_of(said, "theme") or theme,
        licence=licence if licence.name else Licence(),
        redistribution=redistribution,
        contact=found.contact,
        source=found.source,
        crs=crs_of(found.crs),
        geometry=first_of(said, "geometry") or found.geometry or "unknown",
        update_rhythm=rhythm_of(found.rhythm),
        date=date_of(found.date),
        lineage=strip_markup(found.lineage),
        base=found.base,
    )


def record_id(found: FoundLayer) -> str:
    """Return the record's id: the same at every harvest."""
    return as_id(f"{found.prefix}:{found.identity}").strip("-")


def as_id(text: str) -> str:
    """Return a text in the letters that ids may have."""
    id = NOT_IN_AN_ID.sub("-", text.lower().translate(PLAIN_LETTERS))
    return id if id[:1].isalpha() else f"h{id}"


class _PlainLetters(dict):
    """Letters without their accents, whatever the letter."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        return letter if letter.isascii() else field_name(letter)


PLAIN_LETTERS = _PlainLetters()


def service_name(url: str) -> str:
    """Return a service's name for ids: its host and path."""
    parts = urlsplit(url)
    path = "-".join(part for part in parts.path.split("/") if part)
    return "-".join(filter(None, [(parts.netloc.rpartition("@")[2]).replace(":", "-"), path]))


def first_of(said: Mapping[str, tuple[str, ...]], about: str) -> str:
    """Return the first word on something; empty where nothing is said."""
    return next(iter(said.get(about, ())), "")


def in_language(text: str, language: str, english: str = "") -> Text:
    """Return a text in the language that its catalogue says; Dutch where that is not English. ``english``: the same text in English."""
    return Text(en=text) if language.lower() in ENGLISH else Text(nl=text, en=english)


def strip_markup(text: str) -> str:
    """Return a text without markup and with single spaces."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def crs_of(text: str) -> str:
    """Return the authority's code in any of the ways to write it, such as ``EPSG:31370``; empty where there is none."""
    match = CRS.search(text.strip())
    if not match:
        return f"EPSG:{text.strip()}" if text.strip().isdecimal() else ""
    authority, code = match[1].upper(), match[2]
    return DEFAULT_CRS.get(code.upper(), f"{'EPSG' if authority == 'OGC' else authority}:{code}")


def date_of(text: str) -> datetime.date | None:
    """Return the day that a text starts with; the first of the month where it says no more."""
    match = DATE.match(text.strip())
    if not match:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def geometry_of(text: str) -> str:
    """Return a record's word for a type of geometry by any of its names (``MultiSurfacePropertyType``); empty where it says none."""
    text = text.lower()
    return next((geometry for word, geometry in GEOMETRIES if word in text), "")


def with_words(found: FoundLayer, filter: str) -> bool:
    """Whether every word of ``filter`` occurs in what was found."""
    everything = " ".join([found.identity, found.title, found.abstract, found.publisher, found.source.layer, *found.keywords]).lower()
    return all(word in everything for word in filter.lower().split())


def number_apart(founds: list[FoundLayer]) -> list[FoundLayer]:
    """Return what was found, with a number where two would get the same id; which is which follows their source, not their order."""
    by_id: dict[str, list[FoundLayer]] = {}
    for found in founds:
        by_id.setdefault(record_id(found), []).append(found)
    apart = []
    for twins in by_id.values():
        for number, twin in enumerate(sorted(twins, key=lambda one: (one.identity, one.source.path, one.source.layer)), 1):
            apart.append(twin if number == 1 else replace(twin, identity=f"{twin.identity}-{number}"))
    return apart
