"""A harvested catalogue merged into an edited one: what is new, gone, moved or changed, and what a person wrote stays.

A record that came from a harvest keeps, under ``harvested``, a fingerprint of every part as the harvest wrote it. At the
next harvest a part whose fingerprint still fits was not touched by a person, and follows its source; a part that differs
was edited, and stays, whatever the source says now. Both are told. A record without ``harvested`` was written by a person
and is never changed. What its origin no longer lists stays in the catalogue, marked as gone: challenges may name it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from .catalogue import Catalogue
from .files import JsonObject
from .record import Harvested, LayerRecord

FINGERPRINT_LENGTH = 12
BY_LANGUAGE = ("title", "description")
ADDRESS = ("kind", "path", "layer")


class HarvestDifference(str, Enum):
    """What a harvest found that differs from the catalogue."""

    NEW = "new"
    GONE = "gone"
    BACK = "back"
    MOVED = "moved"
    LICENCE = "licence"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True)
class RecordChange:
    """One difference of one record.

    Attributes
    ----------
    part : str
        Key of the record, such as ``licence`` or ``title.nl``; empty for the record as a whole.
    before, after : object
        What the catalogue said, and what the source says now, as JSON values; None: nothing. Where a person's text was
        kept, ``before`` is that text.
    """

    id: str
    difference: HarvestDifference
    part: str = ""
    before: object = None
    after: object = None


@dataclass(frozen=True)
class Harvest:
    """What one address gave.

    Attributes
    ----------
    origin, filter : str
        What was harvested, without secrets.
    records : tuple of LayerRecord
    unread : frozenset of str
        How the ids begin of what was listed but could not be understood: that is not gone.
    is_whole : bool
        Whether the address gave all that it counts; if not, nothing is gone.
    """

    origin: str
    filter: str = ""
    records: tuple[LayerRecord, ...] = ()
    unread: frozenset[str] = frozenset()
    is_whole: bool = True


@dataclass(frozen=True)
class Merged:
    """A merged catalogue and its differences.

    Attributes
    ----------
    known : dict of str to str
        For each harvested record that the catalogue has already under a person's own id, that id.
    """

    catalogue: Catalogue
    changes: tuple[RecordChange, ...] = ()
    known: dict[str, str] = field(default_factory=dict)

    def ids(self, *differences: HarvestDifference) -> list[str]:
        """Return the ids of the records with one of these differences, each once."""
        return list(dict.fromkeys(change.id for change in self.changes if change.difference in differences))

    @property
    def new_count(self) -> int:
        """How many records are new."""
        return len(self.ids(HarvestDifference.NEW))

    @property
    def gone_count(self) -> int:
        """How many records their origin no longer lists, and did before."""
        return len(self.ids(HarvestDifference.GONE))

    @property
    def changed_count(self) -> int:
        """How many records their source describes otherwise than before, kept edits included."""
        rest = (
            HarvestDifference.BACK,
            HarvestDifference.MOVED,
            HarvestDifference.LICENCE,
            HarvestDifference.CHANGED,
            HarvestDifference.KEPT,
        )
        return len(self.ids(*rest))


def merge(catalogue: Catalogue, harvest: Harvest) -> Merged:
    """Return the catalogue with a harvest merged into it.

    A harvested record is the catalogue's when the id is the same; when a record of the same origin, the only one of its
    kind and layer name, has lost its place (it moved); or when one has the same source. The records keep the order and
    the ids of the catalogue, new ones come after.
    """
    own = dict(catalogue.own)
    places = match(catalogue, harvest)
    changes: list[RecordChange] = []
    known: dict[str, str] = {}
    for record in harvest.records:
        id = places.get(record.id)
        if not id:
            own[record.id] = stamp_record(record, harvest)
            changes.append(RecordChange(record.id, HarvestDifference.NEW))
            continue
        old = catalogue.own.get(id)
        if old is None or old.harvested is None or (id != record.id and not is_of(old, catalogue, harvest)):
            known[record.id] = id
        else:
            own[old.id], found = follow_source(old, old.harvested, record, harvest)
            changes += found
    listed = {places.get(record.id, record.id) for record in harvest.records}
    for id, harvested in list_lost(catalogue, harvest, listed):
        own[id] = replace(own[id], harvested=replace(harvested, gone=True))
        changes.append(RecordChange(id, HarvestDifference.GONE))
    return Merged(replace(catalogue, own=own), tuple(changes), known)


def stamp_record(record: LayerRecord, harvest: Harvest) -> LayerRecord:
    """Return a record with what its harvest remembers of it."""
    return replace(record, harvested=Harvested(harvest.origin, harvest.filter, marks_of(split_record(record))))


def marks_of(values: Mapping[str, object]) -> dict[str, str]:
    """Return the fingerprint of each part."""
    return {part: fingerprint(value) for part, value in values.items()}


def fingerprint(value: object) -> str:
    """Return a short hash of a JSON value; empty for None."""
    if value is None:
        return ""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:FINGERPRINT_LENGTH]


def split_record(record: LayerRecord) -> dict[str, object]:
    """Return the parts of a record that are edited apart: texts by language; a source's address, authentication and options."""
    document = record.to_json()
    values: dict[str, object] = {}
    for key, value in document.items():
        if key in BY_LANGUAGE:
            values |= {f"{key}.{language}": text for language, text in value.items()}
        elif key == "source":
            values["source"] = {name: value[name] for name in ADDRESS if name in value}
            values |= {f"source.{name}": value[name] for name in value if name not in ADDRESS}
        elif key not in ("id", "harvested"):
            values[key] = value
    return values


def join_record(id: str, values: Mapping[str, Any], base: str) -> LayerRecord:
    """Return the record that `split_record` took apart."""
    document: JsonObject = {"id": id}
    for part, value in values.items():
        key, _, inner = part.partition(".")
        if inner:
            document.setdefault(key, {})[inner] = value
        elif key == "source":
            document["source"] = {**document.get("source", {}), **value}
        else:
            document[key] = value
    return LayerRecord.from_json(document, base, id)


def follow_source(old: LayerRecord, harvested: Harvested, new: LayerRecord, harvest: Harvest) -> tuple[LayerRecord, list[RecordChange]]:
    """Return a record of the catalogue, last harvested as ``harvested``, brought up to its source, edits kept, with what differs."""
    mine, theirs, marks = split_record(old), split_record(new.moved(old.base)), harvested.marks
    values: dict[str, object] = {}
    changes = [RecordChange(old.id, HarvestDifference.BACK)] if harvested.gone else []
    for part in dict.fromkeys([*mine, *theirs]):
        before, after = mine.get(part), theirs.get(part)
        edited = fingerprint(before) != marks.get(part, "")
        value = before if edited else after
        if value is not None:
            values[part] = value
        if before != after and fingerprint(after) != marks.get(part, ""):
            changes.append(RecordChange(old.id, HarvestDifference.KEPT if edited else difference_of(part), part, before, after))
    record = join_record(old.id, values, old.base)
    return replace(record, harvested=Harvested(harvest.origin, harvest.filter, marks_of(theirs))), changes


def difference_of(part: str) -> HarvestDifference:
    """Return what a change of a part is called."""
    return {"source": HarvestDifference.MOVED, "licence": HarvestDifference.LICENCE}.get(part, HarvestDifference.CHANGED)


def match(catalogue: Catalogue, harvest: Harvest) -> dict[str, str]:
    """Return the catalogue's id for each harvested record that it has."""
    found = {record.id: record.id for record in harvest.records if record.id in catalogue.records}
    rest = [record for record in harvest.records if record.id not in found]
    taken = set(found.values())
    by_address = {address_of(record): id for id, record in catalogue.records.items() if record.source.path}
    for record in rest:
        id = by_address.get(address_of(record), "") if record.source.path else ""
        if id and (id not in taken or catalogue.records[id].harvested is None):
            found[record.id] = id
            taken.add(id)
    moved = by_layer(old for id, old in catalogue.own.items() if id not in taken and is_of(old, catalogue, harvest))
    arrived = by_layer(record for record in rest if record.id not in found)
    found |= {arrived[key]: moved[key] for key in arrived if key in moved}
    return found


def by_layer(records: Iterable[LayerRecord]) -> dict[tuple[str, str], str]:
    """Return the id of the record of each kind and layer name that only one has."""
    pairs = [((record.source.kind, record.source.layer), record.id) for record in records if record.source.layer]
    times = Counter(key for key, _ in pairs)
    return {key: id for key, id in pairs if times[key] == 1}


def address_of(record: LayerRecord) -> tuple[str, str, str]:
    """Return where a record is read, so that two ways to write it are equal."""
    return record.source.kind, record.location.partition("://")[2].rstrip("/?&") or record.location, record.source.layer


def is_of(record: LayerRecord, catalogue: Catalogue, harvest: Harvest) -> bool:
    """Whether a record came from the harvest's origin, or from one that it succeeds."""
    if record.harvested is None:
        return False
    origin = record.harvested.origin
    return harvest.origin in (origin, catalogue.successor(origin))


def list_lost(catalogue: Catalogue, harvest: Harvest, listed: set[str]) -> Iterator[tuple[str, Harvested]]:
    """Yield the ids that the origin listed before and no longer does, with what was harvested then.

    A limited harvest only judges what its filter found before.
    """
    for id, record in catalogue.own.items() if harvest.is_whole else ():
        harvested = record.harvested
        if harvested is None or harvested.gone or id in listed or id.startswith(tuple(harvest.unread)):
            continue
        if not is_of(record, catalogue, harvest):
            continue
        if not harvest.filter or harvested.filter == harvest.filter:
            yield id, harvested
