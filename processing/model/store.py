"""What a store keeps of a layer: its versions, and by what its source showed that it had not changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, TypeVar

from . import codec
from .dates import is_day
from .errors import Mistakes
from .files import JsonObject
from .quality_mark import QualityMark
from .record import FILE_HASH, ROWS_HASH, LayerRecord, Source
from .schema import mistakes, read_schema

T = TypeVar("T")


NOT_JUDGED = -1.0
"""The score of a version of which nobody looked how good it is."""


class Action(str, Enum):
    """How a version came to be."""

    PUBLISH = "publish"
    SYNC = "sync"
    RESTORE = "restore"


@dataclass(frozen=True)
class Version:
    """One version of a layer; the one with the highest number is current. Once kept it never changes.

    Attributes
    ----------
    number : int
        From 1.
    made : str
        Moment in UTC, ISO 8601.
    action : str
        ``publish``, ``sync`` or ``restore``.
    data : str
        Name of the file, layer or table that holds the features; a restored version shares it with the version that it restores.
    record : dict
        The layer's record as JSON, its source left out: publisher, licence and contact as they were.
    by : str
        Who made it.
    features, inserted, changed, deleted : int
        Features it has, and how they differ from the version before; without key the last three are 0.
    hash : str
        SHA-256 of the features, whatever their order.
    origin : str
        Where they were fetched, without secrets; empty for a published layer.
    extent : str
        To which part of the source it is limited; empty for all of it.
    restored : int
        Number of the version that it restores; 0 for none.
    date_origin : str
        Who says the record's date: as `sources.loading.Loaded` has it; empty where the record itself does.
    score : float
        How good it is, 0-100 (`quality.assessment`); `NOT_JUDGED` where nobody looked.
    blocking : tuple of str
        Codes of the defects that block publishing it to all.
    file_hash, rows_hash : str
        SHA-256 of the file in which they are kept, where it holds nothing else, and of the rows in it; empty in a version of before.
    """

    number: int
    made: str
    action: str
    data: str
    record: JsonObject = field(default_factory=dict)
    by: str = ""
    features: int = 0
    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    hash: str = ""
    origin: str = ""
    extent: str = ""
    restored: int = 0
    date_origin: str = ""
    score: float = NOT_JUDGED
    blocking: tuple[str, ...] = ()
    file_hash: str = ""
    rows_hash: str = ""

    @property
    def quality(self) -> QualityMark | None:
        """How good it was when it was kept; None where nobody looked."""
        if self.score == NOT_JUDGED:
            return None
        day = self.made[:10]
        return QualityMark(self.score, self.blocking, datetime.date.fromisoformat(day) if is_day(day) else None)

    def layer_record(self, source: Source, base: str, where: str) -> LayerRecord:
        """Return the record with ``source`` as the place of its data; a relative path in it starts at ``base``.

        Where nobody said the date of the data, its option ``date_origin`` is empty: the date of the copy's file is not theirs. What its
        rows must be stands among the options too.
        """
        told = {"date_origin": self.date_origin} if self.date_origin or not self.record.get("date") else {}
        kept = {name: hash for name, hash in ((FILE_HASH, self.file_hash), (ROWS_HASH, self.rows_hash)) if hash}
        source = replace(source, options={**source.options, **told, **kept})
        record = LayerRecord.from_json(self.record | {"source": codec.to_json(source)}, base, where, "record")
        return replace(record, quality=self.quality)


@dataclass(frozen=True)
class Withdrawal:
    """What stays of a version of which the features were removed: something was kept that should not have been.

    Attributes
    ----------
    number : int
        Of the version.
    made, by, reason : str
        Moment in UTC, ISO 8601; who withdrew it; why, in their words.
    kept, kept_by : str
        When the version was made, and by whom.
    hash : str
        SHA-256 of its features: the same ones are not taken again.
    features : int
        How many there were.
    """

    number: int
    made: str
    by: str
    reason: str
    kept: str = ""
    kept_by: str = ""
    hash: str = ""
    features: int = 0


@dataclass(frozen=True)
class Validators:
    """What shows without fetching it whether a source is still as it was.

    Attributes
    ----------
    version : int
        Number of the version that was fetched when the source showed this; for any other version it says nothing.
    origin, extent : str
        What was asked, without secrets: of another address, or for another extent, it says nothing either.
    etag, last_modified : str
        Headers of a web server.
    changed, size, hash : int, int, str
        Nanoseconds, bytes and SHA-256 of a file.
    total, bounds, newest : int, str, str
        Features that a service counts (-1: it does not say), their extent, and the newest date in them.
    newest_field : str
        The service's column in which that date stands; empty where it says the date itself.
    feed : str
        How far the source's feed of changes was read; empty where it has none.
    """

    version: int = 0
    origin: str = ""
    extent: str = ""
    etag: str = ""
    last_modified: str = ""
    changed: int = 0
    size: int = 0
    hash: str = ""
    total: int = -1
    bounds: str = ""
    newest: str = ""
    newest_field: str = ""
    feed: str = ""


def without_source(record: LayerRecord) -> JsonObject:
    """Return a record for a version: no source and no marks of a harvest or of an assessment.

    What is kept has canonical names, so these come before the names in the source: those serve the next who publishes.
    """
    document = replace(record.kept_as(record.source), harvested=None, quality=None).to_json()
    return {key: value for key, value in document.items() if key != "source"}


def read_version(document: Any, where: str) -> Version:
    """Return the version that a JSON object describes.

    Raises
    ------
    Mistakes
        One sentence for each mistake in it.
    """
    return _read_part(Version, document, "version", where)


def read_withdrawal(document: Any, where: str) -> Withdrawal:
    """Return the withdrawal that a JSON object describes, or raise as `read_version` does."""
    return _read_part(Withdrawal, document, "withdrawal", where)


def read_validators(document: Any, where: str) -> Validators:
    """Return the validators that a JSON object describes, or raise as `read_version` does."""
    return _read_part(Validators, document, "validators", where)


def _read_part(kind: type[T], document: Any, part: str, where: str) -> T:
    found = mistakes(document, read_schema("store"), where, "", f"#/$defs/{part}")
    if found:
        raise Mistakes(found)
    return codec.from_json(kind, document)
