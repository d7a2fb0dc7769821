"""The layer record: who publishes a layer, under which licence, how old it is and where it comes from."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import codec
from .choices import REDISTRIBUTION
from .dates import is_day, parse_rhythm
from .disclosure import CountLimits, Disclosure
from .errors import Mistakes, OpgaveError
from .evidence import MEASURED
from .file_places import WEB, leads_elsewhere
from .files import JsonObject
from .public_text import plain_text
from .quality_mark import QualityMark
from .recoding import Scalar, find_overlap
from .schema import extend_path, mistakes, name_place, read_schema
from .source_kinds import BESIDE, SOURCE_FACTS, source_facts
from .text import Text

NIS_CODE, NAME, CAPITALS, BBOX, YEAR = "nis_code", "municipality", "MUNICIPALITY", "bbox", "year"
CORNERS = ("west", "south", "east", "north")
PLACEHOLDERS = (NIS_CODE, NAME, CAPITALS, BBOX, *CORNERS, YEAR)
"""Words that stand between braces in an address, and are filled in when a layer is loaded."""
OPTIONS_OF_PARTS = ("newest", "pivot", "member", "year", "thousands", "decimal", "header", "where", "x", "y")
"""Options that say how one address is read; a source that is put together of several has none."""
WHOLE_TABLE, DISTINCT = ("missing", "newest", "pivot"), "distinct"
"""Options that come before the filter and need all rows; the one that keeps of features that repeat each other the first."""
FILE_HASH, ROWS_HASH = "sha256", "rows_sha256"
"""Options of a copy that a store keeps: the SHA-256 of its file, and of the rows in it, which must not have changed."""
WAYS = {"from": "sources", "constant": "constant", "compute": "compute"}
"""The keys that say how a source gives a field, of which one holds, with the attributes of `FieldSpec` that they fill."""

COLUMN = re.compile(r"""'(?:[^']|'')*'|"([^"]+)"|\b([^\W\d]\w*)""")
"""What may be a column in an expression: in quotes or not; a text between single quotes is none."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes; ``kind`` is city, flemish, federal, private, non_profit or citizens."""

    name: str
    kind: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", plain_text(self.name))


@dataclass(frozen=True)
class Licence:
    """Terms of use and the page that states them."""

    name: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", plain_text(self.name))


PER = {"%": 100.0, "\u2030": 1000.0}
"""Per how many a rate is stated, by the sign of its unit."""


@dataclass(frozen=True)
class FieldSpec:
    """One canonical field: how a source gives its values, and what people call it.

    Attributes
    ----------
    sources : tuple of str
        Names of the column under which sources carry it, of which the first present counts; ``CS01*`` is any that begins so.
    constant : str, int or float, optional
        The value that every feature has.
    compute : str
        QGIS expression on other fields of the record and on columns of the source.
    recode : dict of str to str, int, float or None
        The canonical value for each of the source's: exact words and numbers, or a range such as ``[0, 5)``; see `model.recoding`.
    missing : tuple of str, int or float
        Values that stand for a missing one.
    thousands : str
        The mark between thousands where the source's numbers are text; empty where it is to be found.
    values : dict of str to Text
        What the codes mean to people.
    kind : str
        How its values came about: a word of `model.evidence`, measured where nobody says otherwise.
    quantity : str
        ``count`` (the values of parts add up to that of the whole) or ``rate`` (parts have what the whole has: a share, a mean, a median);
        empty where nobody says.
    """

    sources: tuple[str, ...] = field(default=(), metadata={"key": "from"})
    title: Text = Text()
    unit: str = ""
    values: dict[str, Text] = field(default_factory=dict)
    constant: Scalar | None = None
    compute: str = ""
    recode: dict[str, Scalar | None] = field(default_factory=dict)
    missing: tuple[Scalar, ...] = ()
    thousands: str = ""
    kind: str = MEASURED
    quantity: str = ""

    @property
    def per(self) -> float:
        """Of a rate: per how many it states them, by its unit; 1 where that says nothing."""
        return PER.get(self.unit.strip(), 1.0)

    def per_of(self, most: float) -> float:
        """Return per how many a rate is stated of which the greatest value is known; where the record has no unit that follows from it.

        >>> [FieldSpec(quantity="rate").per_of(most) for most in (0.6, 60, 600, 6000)], FieldSpec(unit="kWh").per_of(60)
        ([1.0, 100.0, 1000.0, 1.0], 1.0)
        """
        if self.unit.strip():
            return self.per
        return next((per for per in (1.0, *sorted(set(PER.values()))) if most <= per), 1.0)

    @property
    def is_rate(self) -> bool:
        """Whether the record says that its values are rates or shares, of whatever."""
        return self.quantity == "rate" or (not self.quantity and self.per > 1)

    def is_share_of_people(self, most: float) -> bool:
        """Whether a rate of which nobody says by what it was divided is taken to be a share of people; ``most`` is its greatest value."""
        return self.is_rate and (self.per > 1 or (not self.unit.strip() and most <= 1))

    @property
    def is_plain(self) -> bool:
        """Whether its values are those of a column, as the source has them."""
        return self.constant is None and not self.compute and not self.recode and not self.missing

    def within(self, whole: FieldSpec) -> FieldSpec:
        """Return what holds for a part of a source: what this says goes before what the record as a whole says of the field.

        A way to get the values takes the place of any other.
        """
        nothing = FieldSpec()
        given = {key: value for key, value in vars(self).items() if value != getattr(nothing, key)}
        ways = {key: getattr(self, key) for key in WAYS.values()} if any(key in given for key in WAYS.values()) else {}
        return replace(whole, **{**ways, **given})

    def kept_as(self, name: str) -> FieldSpec:
        """Return how a copy that has the canonical values carries the field: under its own name, which goes before those of the source."""
        names = (name, *(one for one in self.sources if one != name)) if self.sources else ()
        return replace(self, sources=names, constant=None, compute="", recode={}, missing=(), thousands="")


@dataclass(frozen=True)
class Source:
    """Where a layer is read.

    Attributes
    ----------
    kind : str
        A key of `source_kinds.SOURCE_FACTS`.
    path : str
        A file or URL, in which `PLACEHOLDERS` may stand between braces.
    layer : str
        The layer's name there.
    auth : str
        Id of an authentication configuration.
    parts : tuple of SourcePart
        The sources of which a source of several is put together.
    key : tuple of str
        Canonical fields by which rows of such parts belong together.
    """

    kind: str
    path: str = ""
    layer: str = ""
    auth: str = ""
    options: JsonObject = field(default_factory=dict)
    parts: tuple[SourcePart, ...] = ()
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourcePart:
    """One of several sources of a layer.

    Attributes
    ----------
    source : Source
        Its keys stand in the part itself.
    fields : dict of str to FieldSpec
        Where this source gives a field in another way than the record says.
    crs : str
        Its coordinate system; empty for that of the record.
    optional : bool
        Whether the layer goes without it where it fails.
    """

    source: Source = field(metadata={"flat": True})
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    crs: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Join:
    """A table's link to a layer with geometry: equal values in the canonical field ``key`` of both, or in several."""

    layer: str
    key: str | tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The canonical fields."""
        return (self.key,) if isinstance(self.key, str) else self.key


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
    disclosure : Disclosure
        How its data may be shown to others.
    quality : QualityMark or None
        How good it was when it was last assessed; None where nobody did.
    base : str
        Folder of the catalogue file, from which a relative path is reckoned; not written.
    municipality : str
        NIS code of the municipality for which the catalogue is read; empty for none; not written.
    foreign : bool
        Whether it is of a catalogue that nobody here made or accepted (`model.trust`); not written.
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
    disclosure: Disclosure = Disclosure()
    quality: QualityMark | None = None
    base: str = field(default="", compare=False, metadata={"outside": True})
    municipality: str = field(default="", compare=False, metadata={"outside": True})
    foreign: bool = field(default=False, compare=False, metadata={"outside": True})

    @classmethod
    def from_json(cls, document: Any, base: str = "", where: str = "record", path: str = "", foreign: bool = False) -> LayerRecord:
        """Return the record that a JSON object describes.

        Parameters
        ----------
        document
            What `json` read.
        base : str
            Folder of its file.
        where, path : str
            Its file and JSON path, for the sentences.
        foreign : bool

        Raises
        ------
        Mistakes
            One sentence for each mistake in it.
        """
        found = mistakes(document, read_schema("catalogue"), where, path, "#/$defs/record")
        found = found or [*_wrong_dates(document, where, path), *_wrong_parts(document, base, where, path)]
        if found:
            raise Mistakes(found)
        record = codec.from_json(cls, document, base=base, foreign=foreign)
        own = next((Licence(*licence) for one in each_source(record.source) if any(licence := source_facts(one.kind).licence)), Licence())
        return record if record.licence.name or not own.name else replace(record, licence=own)

    def to_json(self) -> JsonObject:
        """Return the JSON object that `from_json` reads; values equal to their default are left out."""
        document: JsonObject = codec.to_json(self)
        return document

    @property
    def can_be_live(self) -> bool:
        """Whether QGIS can show its features where they are: those of one source, each with the values that the source gives it.

        A service that wants a password is copied: QGIS would follow every address that its answers name, with that password.
        """
        reshaped = any(self.source.options.get(name) for name in (*WHOLE_TABLE, DISTINCT)) or self.placeholders
        plain = all(spec.is_plain for spec in self.fields.values())
        facts = source_facts(self.source.kind)
        return facts.live and plain and not reshaped and self.join is None and (facts.database or not self.source.auth)

    @property
    def may_travel(self) -> bool:
        """Whether its features themselves may be passed on."""
        return self.redistribution == "yes" and self.disclosure.sensitive is not True

    def count_limits(self, field: str) -> CountLimits | None:
        """Return how counts of a field, or of its features (empty), may be shown; None where they may be shown as they are.

        A field that is made of one that the record calls sensitive is as sensitive.
        """
        open_data = self.redistribution == "yes"
        asked = [self.disclosure.limits(name, open_data) for name in (field, *self._sensitive_behind(field))]
        limits = [one for one in asked if one is not None]
        return reduce(CountLimits.stricter, limits) if limits else None

    def says_sensitive(self, field: str) -> bool:
        """Whether the record says of a field itself that it is sensitive, or of one of which it is made."""
        own = self.disclosure.fields.get(field)
        return bool(own and own.sensitive) or bool(self._sensitive_behind(field))

    def _sensitive_behind(self, field: str) -> list[str]:
        """Return the other fields, or columns of the source, that the record calls sensitive and of which one is made."""
        own = self.disclosure.fields.get(field)
        said = [name for name, one in self.disclosure.fields.items() if one.sensitive and name != field]
        if not said or not field or (own and own.sensitive is not None):
            return []
        behind = self._behind(field)
        return [name for name in said if behind & {name, *(self.fields[name].sources if name in self.fields else ())}]

    def _behind(self, field: str) -> frozenset[str]:
        """Return a field with the columns from which it comes, and the fields and columns from which it is computed."""
        found, waiting = set(), [field]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                spec = self.fields.get(name)
                waiting += [*spec.sources, *map("".join, COLUMN.findall(spec.compute))] if spec else []
        return frozenset(found)

    @property
    def is_sensitive(self) -> bool:
        """Whether small counts of any of its fields, or of its features, are hidden: what is found in its rows is told nobody else."""
        return any(self.count_limits(name) is not None for name in ("", *self.disclosure.fields))

    def as_closed_as(self, others: Sequence[LayerRecord]) -> LayerRecord:
        """Return the record of a layer that is made of others: what is asked of any of these is asked of it."""
        asked = [one.count_limits(name) for one in (self, *others) for name in ("", *one.disclosure.fields)]
        limits = [one for one in asked if one is not None]
        closed = max((self.redistribution, *(one.redistribution for one in others)), key=REDISTRIBUTION.index)
        if not limits:
            return replace(self, redistribution=closed)
        strictest = reduce(CountLimits.stricter, limits)
        own = {
            name: replace(one, sensitive=None, minimum=None, rounding=None, dominance=None) for name, one in self.disclosure.fields.items()
        }
        said = Disclosure(True, self.disclosure.counts, strictest.minimum, strictest.rounding, strictest.dominance, own)
        return replace(self, redistribution=closed, disclosure=said)

    @property
    def title_and_id(self) -> Text:
        """The title with the id behind it, for a sentence that sends someone to the record in the catalogue's file."""
        return self.title.with_id(self.id)

    def has_field(self, name: str) -> bool:
        """Whether a canonical field may be found in its source: what is known of a source that was looked into lists all of them."""
        named = {*self.fields, *(field for part in self.source.parts for field in part.fields)}
        return not self.evidence or not named or name in named

    @property
    def location(self) -> str:
        """The URL or path to read; a relative file path starts at the folder of the catalogue file."""
        return locate(self.source, self.base)

    @property
    def locations(self) -> tuple[str, ...]:
        """The URLs or paths of all its sources: one, or those of its parts."""
        return tuple(path for one in each_source(self.source) if (path := locate(one, self.base)))

    @property
    def parts(self) -> tuple[LayerRecord, ...]:
        """A record for each of the sources of which the layer is put together; none where it has one source.

        All have the id of the whole, and their titles say which source it is.
        """
        return tuple(self._part(number) for number in range(len(self.source.parts)))

    def composed(self) -> LayerRecord:
        """Return what is still to be done with the values of its parts once they are together: fields computed from those of several."""
        beside = source_facts(self.source.kind).parts == BESIDE
        fields = {name: spec if beside and spec.compute else spec.kept_as(name) for name, spec in self.fields.items()}
        return replace(self, fields=fields)

    def _part(self, number: int) -> LayerRecord:
        parts, beside = self.source.parts, source_facts(self.source.kind).parts == BESIDE
        part, added = parts[number], beside and number > 0
        elsewhere: set[str] = set()
        if beside:
            computed = {name for name, spec in self.fields.items() if spec.compute}
            elsewhere = (computed | {name for one in parts[1:] for name in one.fields}) - set(self.source.key)
        whole = {name: spec for name, spec in self.fields.items() if name in part.fields or not added and name not in elsewhere}
        words = (("nl", "bron"), ("en", "source"))
        return replace(
            self,
            title=Text(*(f"{self.title.of(language)}, {word} {number + 1}" for language, word in words)),
            source=part.source,
            fields={name: part.fields[name].within(spec) if name in part.fields else spec for name, spec in (part.fields | whole).items()},
            crs=part.crs or self.crs,
            geometry="none" if added else self.geometry,
            key="" if added else self.key,
            join=None,
            date=None,
        )

    @property
    def placeholders(self) -> frozenset[str]:
        """The `PLACEHOLDERS` in the addresses and options of its sources."""
        texts = " ".join(text for one in each_source(self.source) for text in _texts(one))
        return frozenset(name for name in PLACEHOLDERS if f"{{{name}}}" in texts)

    def filled(self, values: Mapping[str, str]) -> LayerRecord:
        """Return the record with values in place of the placeholders of these names, in its sources and their options."""

        def fill(text: Any) -> Any:
            return reduce(lambda one, name: one.replace(f"{{{name}}}", values[name]), values, text) if isinstance(text, str) else text

        return self.with_sources(
            lambda one: replace(
                one, path=fill(one.path), layer=fill(one.layer), options={name: fill(value) for name, value in one.options.items()}
            )
        )

    def kept_as(self, source: Source) -> LayerRecord:
        """Return the record of a copy that has the canonical fields under their own names."""
        return replace(self, source=source, fields={name: spec.kept_as(name) for name, spec in self.fields.items()})

    def moved(self, base: str) -> LayerRecord:
        """Return the record for a catalogue file in another folder: relative paths still lead to the same files."""
        if not base or base == self.base:
            return replace(self, base=base)

        def move(one: Source) -> Source:
            return replace(one, path=Path(os.path.relpath(locate(one, self.base), base)).as_posix()) if is_relative_file(one) else one

        return replace(self.with_sources(move), base=base)

    def with_sources(self, change: Callable[[Source], Source]) -> LayerRecord:
        """Return the record with each of its sources changed, that of the whole and those of its parts."""
        return replace(self, source=_changed(self.source, change))


def each_source(source: Source) -> Iterator[Source]:
    """Yield a source and those of its parts."""
    yield source
    for part in source.parts:
        yield from each_source(part.source)


def locate(source: Source, base: str) -> str:
    """Return the URL or path of a source; a relative path of a file starts at the folder ``base``."""
    return str(Path(base, source.path)) if is_relative_file(source) else source.path


def is_relative_file(source: Source) -> bool:
    """Whether a source is a file on disk, of which the path starts at the folder of the catalogue."""
    path = source.path
    return source_facts(source.kind).file and bool(path) and "://" not in path and not Path(path).is_absolute()


def _changed(source: Source, change: Callable[[Source], Source]) -> Source:
    return replace(change(source), parts=tuple(replace(part, source=_changed(part.source, change)) for part in source.parts))


def _texts(source: Source) -> Iterator[str]:
    yield from (source.path, source.layer)
    yield from (value for value in source.options.values() if isinstance(value, str))


def _wrong_parts(document: JsonObject, base: str, where: str, path: str) -> list[OpgaveError]:
    """Return the mistakes in how a record is put together: sources without parts, fields with two ways to get them."""
    source_path = extend_path(path, "source")
    return [
        *_wrong_fields(document.get("fields", {}), where, extend_path(path, "fields")),
        *_wrong_source(document["source"], base, where, source_path),
    ]


def _wrong_source(source: JsonObject, base: str, where: str, path: str) -> list[OpgaveError]:
    found, kind = _wrong_address(source, base, where, path), source["kind"]
    how, parts, place = source_facts(kind).parts, source.get("parts", []), name_place(where, path)
    if how and len(parts) < 2:
        found.append(OpgaveError("{place}: a source of the kind {kind} needs two 'parts' or more.", place=place, kind=kind))
    if parts and not how:
        found.append(
            OpgaveError(
                "{place}: a source of the kind {kind} has no 'parts'; one of the kind {kinds} has.",
                place=place,
                kind=kind,
                kinds=" / ".join(name for name, facts in SOURCE_FACTS.items() if facts.parts),
            )
        )
    elsewhere = next(
        (name for name in OPTIONS_OF_PARTS if how and name in source.get("options", {})), "path" if how and source.get("path") else ""
    )
    if elsewhere:
        found.append(
            OpgaveError(
                "{place}: '{name}' is said of each of the 'parts' of a {kind}: give it there.", place=place, name=elsewhere, kind=kind
            )
        )
    if how == BESIDE and not source.get("key"):
        found.append(
            OpgaveError("{place}: give 'key', the fields by which rows of the parts of a {kind} belong together.", place=place, kind=kind)
        )
    if how == BESIDE and parts and parts[0].get("optional"):
        found.append(OpgaveError("{place}: the first of the parts of a {kind} cannot be optional.", place=place, kind=kind))
    if source.get("key") and how != BESIDE:
        found.append(OpgaveError("{place}: a source of the kind {kind} takes no 'key': leave the key out.", place=place, kind=kind))
    for number, part in enumerate(parts):
        part_path = extend_path(extend_path(path, "parts"), number)
        found += _wrong_fields(part.get("fields", {}), where, extend_path(part_path, "fields"))
        found += _wrong_source(part, base, where, part_path)
    return found


def _wrong_fields(fields: JsonObject, where: str, path: str) -> list[OpgaveError]:
    found = []
    for name, spec in fields.items():
        place = name_place(where, extend_path(path, name))
        ways = [way for way in WAYS if way in spec]
        twice = find_overlap(spec.get("recode", {}))
        if len(ways) > 1:
            found.append(
                OpgaveError(
                    "{place}: {first} and {second} both say how to get the field: keep one.", place=place, first=ways[0], second=ways[1]
                )
            )
        if twice and twice[0] == twice[1]:
            found.append(OpgaveError("{place}.recode: no number lies in the range {range}.", place=place, range=twice[0]))
        elif twice:
            found.append(
                OpgaveError(
                    "{place}.recode: a number may lie both in {first} and in {second}.", place=place, first=twice[0], second=twice[1]
                )
            )
    return found


def _wrong_address(source: JsonObject, base: str, where: str, path: str) -> list[OpgaveError]:
    """Return the mistake in an address of which no request can be made, or that leads where no source may be."""
    address, facts = source.get("path", ""), source_facts(source["kind"])
    if (facts.file or "://" in address) and (leads_elsewhere(address, base) or not _is_asked(address)):
        place = name_place(where, extend_path(path, "path"))
        return [
            OpgaveError(
                "{place}: '{address}' is neither a web address (http or https) nor a file that may be opened from here: put the file beside"
                " the catalogue, or give a path on a drive of this computer.",
                place=place,
                address=address,
            )
        ]
    try:
        if "://" in address:
            _ = urlsplit(address).port
    except ValueError:
        place = name_place(where, extend_path(path, "path"))
        return [OpgaveError("{place}: '{address}' is not an address: check its brackets and its port.", place=place, address=address)]
    return []


def _is_asked(address: str) -> bool:
    """Whether an address, if it is one of the web, is asked over the web."""
    return "://" not in address or address.split("://", 1)[0].lower() in WEB


def _wrong_dates(document: JsonObject, where: str, path: str) -> list[OpgaveError]:
    """Return the mistakes that a pattern cannot see: 30 February, a rhythm of no time."""
    found = []
    rhythm = document.get("update_rhythm", "")
    for key in ("date", "checked"):
        date = document.get(key)
        if date and not is_day(date):
            place = name_place(where, extend_path(path, key))
            found.append(OpgaveError("{place}: {date} is not a day of the calendar.", place=place, date=date))
    if rhythm and not _is_rhythm(rhythm):
        rhythm_place = name_place(where, extend_path(path, "update_rhythm"))
        found.append(
            OpgaveError("{place}: {rhythm} lasts no time. Write P1Y, P6M, P1W, P1D or continuous.", place=rhythm_place, rhythm=rhythm)
        )
    return found


def _is_rhythm(text: str) -> bool:
    try:
        parse_rhythm(text)
    except OpgaveError:
        return False
    return True
