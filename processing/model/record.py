"""The layer record: who publishes a layer, under which licence, how old it is and where it comes from."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from . import codec
from .dates import parse_rhythm
from .errors import Mistakes, OpgaveError
from .evidence import MEASURED
from .files import JsonObject
from .schema import extend_path, mistakes, name_place, read_schema
from .source_kinds import source_facts
from .text import Text


@dataclass(frozen=True)
class Publisher:
    """Who publishes; ``kind`` is city, flemish, federal, private, non_profit or citizens."""

    name: str
    kind: str


@dataclass(frozen=True)
class Licence:
    """Terms of use and the page that states them."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Source:
    """Where a layer is read: a provider kind, a file path or URL, the layer's name there, an authentication id."""

    kind: str
    path: str = ""
    layer: str = ""
    auth: str = ""
    options: JsonObject = field(default_factory=dict)


@dataclass(frozen=True)
class FieldSpec:
    """One canonical field: the names under which sources carry it (the first present counts), title and unit, what its codes mean.

    ``kind`` says how its values came about: a word of `model.evidence`, measured where nobody says otherwise.
    """

    sources: tuple[str, ...] = field(default=(), metadata={"key": "from"})
    title: Text = Text()
    unit: str = ""
    values: dict[str, Text] = field(default_factory=dict)
    kind: str = MEASURED


@dataclass(frozen=True)
class Join:
    """A table's link to a layer with geometry: equal values in the canonical field ``key`` of both."""

    layer: str
    key: str


@dataclass(frozen=True)
class Harvested:
    """What a harvest remembers of a record that it made, so that a person's edits can be told from its own words.

    Attributes
    ----------
    origin : str
        Address that was harvested; ``from`` in the file.
    filter : str
        Words to which that harvest was limited.
    marks : dict of str to str
        For each part of the record the fingerprint of what the harvest wrote; see `model.harvest`.
    gone : bool
        Whether the origin no longer lists it.
    """

    origin: str = field(metadata={"key": "from"})
    filter: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    gone: bool = False


@dataclass(frozen=True)
class LayerRecord:
    """One layer of a catalogue; see ``docs/records.md`` for ids and canonical fields.

    Attributes
    ----------
    redistribution : str
        ``yes``, ``aggregated`` (values per unit only) or ``no`` (values per unit only, and only in the maker's own
        products).
    geometry : str
        ``point``, ``line``, ``polygon``, ``none`` (a table), ``raster``, or ``unknown``: whatever the source gives.
    key : str
        Canonical field that tells features apart.
    update_rhythm : str
        ISO 8601 duration, ``continuous``, or empty where not known; see `model.dates`.
    date : date or None
        Day that the data describe; None where it is read from the source, or not known.
    harvested : Harvested or None
        None for a record that a person wrote.
    otherwise : tuple of str
        Records with the same canonical fields that are taken where this one has no source, or does not answer: in this order.
    evidence : str
        ``seen``, ``documented`` or ``guessed``: how its address and columns are known (`model.evidence`), which then are all that it has;
        empty for a record of the user's own.
    checked : date or None
        Day on which its source was last seen to answer as the record says; None where nobody saw it.
    base : str
        Folder of the catalogue file, from which a relative path is reckoned; not written.
    """

    id: str
    title: Text
    publisher: Publisher
    source: Source
    description: Text = Text()
    sectors: tuple[str, ...] = ()
    theme: str = ""
    licence: Licence = Licence()
    redistribution: str = "yes"
    contact: str = ""
    crs: str = ""
    geometry: str = "none"
    key: str = ""
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    join: Join | None = None
    update_rhythm: str = ""
    date: datetime.date | None = None
    lineage: str = ""
    style: str = ""
    harvested: Harvested | None = None
    otherwise: tuple[str, ...] = ()
    evidence: str = ""
    checked: datetime.date | None = None
    base: str = field(default="", compare=False, metadata={"outside": True})

    @classmethod
    def from_json(cls, document: Any, base: str = "", where: str = "record", path: str = "") -> LayerRecord:
        """Return the record that a JSON object describes.

        Parameters
        ----------
        document
            What `json` read.
        base : str
            Folder of its file.
        where, path : str
            Its file and JSON path, for the sentences.

        Raises
        ------
        Mistakes
            One sentence for each mistake in it.
        """
        found = mistakes(document, read_schema("catalogue"), where, path, "#/$defs/record") or _wrong_dates(document, where, path)
        if found:
            raise Mistakes(found)
        record = codec.from_json(cls, document, base=base)
        own = Licence(*source_facts(record.source.kind).licence)
        return record if record.licence.name or not own.name else replace(record, licence=own)

    def to_json(self) -> JsonObject:
        """Return the JSON object that `from_json` reads; values equal to their default are left out."""
        document: JsonObject = codec.to_json(self)
        return document

    @property
    def title_and_id(self) -> Text:
        """The title with the id behind it, for a sentence that sends someone to the record in the catalogue's file."""
        return self.title.with_id(self.id)

    def has_field(self, name: str) -> bool:
        """Whether a canonical field may be found in its source: what is known of a source that was looked into lists all of them."""
        return not self.evidence or not self.fields or name in self.fields

    @property
    def location(self) -> str:
        """The URL or path to read; a relative file path starts at the folder of the catalogue file."""
        path = self.source.path
        if not path or not self._is_relative_file():
            return path
        return str(Path(self.base, path))

    def moved(self, base: str) -> LayerRecord:
        """Return the record for a catalogue file in another folder: a relative path still leads to the same file."""
        if not self._is_relative_file() or not base or base == self.base:
            return replace(self, base=base)
        path = os.path.relpath(self.location, base)
        return replace(self, base=base, source=replace(self.source, path=Path(path).as_posix()))

    def _is_relative_file(self) -> bool:
        path = self.source.path
        return source_facts(self.source.kind).file and bool(path) and "://" not in path and not Path(path).is_absolute()


def _wrong_dates(document: JsonObject, where: str, path: str) -> list[OpgaveError]:
    """Return the mistakes that a pattern cannot see: 30 February, a rhythm of no time."""
    found = []
    rhythm = document.get("update_rhythm", "")
    for key in ("date", "checked"):
        date = document.get(key)
        if date and not _is_day(date):
            place = name_place(where, extend_path(path, key))
            found.append(OpgaveError("{place}: {date} is not a day of the calendar.", place=place, date=date))
    if rhythm and not _is_rhythm(rhythm):
        rhythm_place = name_place(where, extend_path(path, "update_rhythm"))
        found.append(
            OpgaveError("{place}: {rhythm} lasts no time. Write P1Y, P6M, P1W, P1D or continuous.", place=rhythm_place, rhythm=rhythm)
        )
    return found


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_rhythm(text: str) -> bool:
    try:
        parse_rhythm(text)
    except OpgaveError:
        return False
    return True
