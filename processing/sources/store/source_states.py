"""What a source shows of itself before it is fetched: enough to see that it has not changed, or what is needed to fetch it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsReferencedRectangle, QgsVectorDataProvider

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.public_text import without_secrets
from ...model.record import YEAR, LayerRecord
from ...model.source_kinds import source_facts
from ...model.store import Validators
from ...qgis_io.columns import kind_of
from ..kinds import SOURCE_KINDS
from ..kinds.postgis.load import open_table
from ..loading import Loaded
from ..network import GetRequest, Limits, Reply, Trouble, check_is_data, fetch_all
from ..reading.download import FOR_FILES
from ..reading.file_day import file_day, steady
from ..reading.hashes import SHAPEFILE_PARTS, source_hash

DATES = ("date", "datetime")
INTO_FILES = replace(FOR_FILES, file_size=FOR_FILES.size)
"""What is downloaded is read into memory as a whole afterwards, one file at a time."""
UNREACHED = (Trouble.SILENT, Trouble.UNREACHABLE, Trouble.CERTIFICATE, Trouble.NOT_ASKED, Trouble.AUTHENTICATION, Trouble.DENIED)
"""Troubles with a first question after which the data need not be asked for."""


@dataclass(frozen=True)
class SourceState:
    """What a source shows.

    Attributes
    ----------
    validators : Validators
    is_unchanged : bool
        Whether that proves that nothing changed.
    record : LayerRecord
        What to load otherwise: the record itself, or with a file already downloaded as its source.
    error : OpgaveError or None
        Why it cannot be loaded.
    says_nothing : bool
        Whether it shows nothing by which a change could be seen, so that it is fetched whole each time.
    is_download : bool
        Whether the record's file is one that was downloaded just now, whose own date says nothing.
    changed : date or None
        The day on which its server says that file was changed.
    """

    record: LayerRecord
    validators: Validators
    is_unchanged: bool = False
    error: OpgaveError | None = None
    says_nothing: bool = False
    is_download: bool = False
    changed: datetime.date | None = None

    def dated(self, loaded: Loaded) -> Loaded:
        """Return what was loaded with the date of the file at its server in place of that of its copy here."""
        if not self.is_download or loaded.date_origin != "file":
            return loaded
        return replace(loaded, date=self.changed, date_origin="last_modified" if self.changed else "")


def origin_of(record: LayerRecord) -> str:
    """Return where a record's data come from, without secrets; a mark tells addresses apart that differ in what is left out."""
    return " ".join(filter(None, [*map(marked_address, record.locations), record.source.layer]))


def marked_address(location: str) -> str:
    """Return an address or path that anyone may read, with a mark of its own where its query had more.

    The mark is too short to try passwords on.
    """
    public, query = without_secrets(location), location.partition("?")[2]
    return public if query in public else f"{public} #{hashlib.sha256(query.encode()).hexdigest()[:4]}"


def extent_text(extent: QgsReferencedRectangle | None) -> str:
    """Return an extent as text; empty for none."""
    if extent is None:
        return ""
    corners = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
    return f"{','.join(f'{value:.12g}' for value in corners)} [{extent.crs().authid()}]"


def blank(record: LayerRecord, extent: QgsReferencedRectangle | None) -> Validators:
    """Return validators that say what is asked, and nothing of the answer."""
    return Validators(origin=origin_of(record), extent=extent_text(extent))


def fitting(known: Validators | None, version: int, wanted: Validators) -> Validators:
    """Return what is known of a source where it is about the current version and the same question; else nothing."""
    if known is None or (known.version, known.origin, known.extent) != (version, wanted.origin, wanted.extent):
        return wanted
    return known


def look_at_all(pairs: Sequence[tuple[LayerRecord, Validators]], folder: Path, progress: Progress) -> list[SourceState]:
    """Return what the sources of some records show, those on the web asked at once.

    Parameters
    ----------
    pairs : sequence of (LayerRecord, Validators)
        With what is known of each source.
    folder : Path
        Where downloaded files are put.
    """
    asks = [asks_of(record, known, folder / str(place)) for place, (record, known) in enumerate(pairs)]
    replies: dict[int, list[Reply]] = {}
    for limits, services in ((Limits(), True), (INTO_FILES, False)):
        places = [place for place, (record, _) in enumerate(pairs) if bool(SOURCE_KINDS[record.source.kind].signs) == services]
        found = fetch_all([ask for place in places for ask in asks[place]], limits, progress, show=False)
        answers = iter(steady(found, limits, progress))
        replies |= {place: [next(answers) for _ in asks[place]] for place in places}
    return [look_at(record, known, replies[place]) for place, (record, known) in enumerate(pairs)]


def look_at(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Return what one source shows."""
    try:
        return reader_of(record)(record, known, replies)
    except OpgaveError as error:
        return SourceState(record, known, error=error)


def reader_of(record: LayerRecord) -> Callable[..., SourceState]:
    """Return what reads the signs of a kind of source."""
    facts = source_facts(record.source.kind)
    if SOURCE_KINDS[record.source.kind].signs and YEAR not in record.placeholders:
        return look_at_service
    if facts.database:
        return look_at_table
    if not facts.file or YEAR in record.placeholders or "://" in record.location and SOURCE_KINDS[record.source.kind].keeps_download:
        return look_at_nothing
    return look_at_web_file if "://" in record.location else look_at_file


def asks_of(record: LayerRecord, known: Validators, place: Path) -> list[GetRequest]:
    """Return the first questions to a source on the web: a file only if it changed, a service how much it has.

    A file comes to ``place``, with the ending of its kind: the answers of many sources need not fit in memory together.
    """
    kind = SOURCE_KINDS[record.source.kind]
    if kind.signs and YEAR not in record.placeholders:
        return [GetRequest.of(record, url) for url in kind.signs.ask(record, known)]
    is_file = source_facts(record.source.kind).file and not kind.keeps_download
    if not is_file or "://" not in record.location or YEAR in record.placeholders:
        return []
    named = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    headers, into = tuple((name, value) for name, value in named if value), f"{place}{source_facts(record.source.kind).suffix}"
    return [GetRequest.of(record, record.location, headers=headers, into=into)]


def look_at_nothing(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Look at a service that is not asked for signs: its data are loaded and compared."""
    return SourceState(record, known, says_nothing=True)


def look_at_web_file(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Look at a file on the web, whose server either says that it is as it was, or sends it."""
    reply = replies[0]
    if reply.error:
        raise reply.error
    if reply.is_unchanged:
        return SourceState(record, known, is_unchanged=True)
    check_is_data(reply.content, reply.url)
    path = Path(reply.ask.into)
    path.touch()  # of an answer without a single byte
    shown = replace(
        known,
        etag=reply.headers.get("etag", ""),
        last_modified=reply.headers.get("last-modified", ""),
        size=path.stat().st_size,
        hash=source_hash(path),
    )
    here = replace(record, source=replace(record.source, path=str(path)))
    mute = not shown.etag and not shown.last_modified
    return SourceState(here, shown, is_unchanged=shown.hash == known.hash, says_nothing=mute, is_download=True, changed=file_day(reply))


def look_at_file(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Look at a file on disk: when it was changed and its size; only where these differ, what it holds."""
    path = Path(record.location)
    parts = [part for part in file_parts(path) if part.is_file()]
    if not record.source.path or not parts:
        return SourceState(record, known)
    states = [part.stat() for part in parts]
    shown = replace(known, changed=max(state.st_mtime_ns for state in states), size=sum(state.st_size for state in states))
    if known.hash and shown == known:
        return SourceState(record, known, is_unchanged=True)
    shown = replace(shown, hash=source_hash(path))
    return SourceState(record, shown, is_unchanged=shown.hash == known.hash)


def file_parts(path: Path) -> list[Path]:
    """Return the files of which a data set consists."""
    return [path.with_suffix(suffix) for suffix in SHAPEFILE_PARTS] if path.suffix.lower() == ".shp" else [path]


def look_at_table(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Look at a table of a database: the number of its rows, their extent, the newest date in them."""
    provider = open_table(record)
    shown = replace(known, total=int(provider.featureCount()), bounds=provider.extent().toString(3), newest=newest_in(provider))
    return judge(record, known, shown)


def newest_in(provider: QgsVectorDataProvider) -> str:
    """Return the newest dates of a table, one for each column of dates."""
    columns = [index for index, field in enumerate(provider.fields()) if kind_of(field) in DATES]
    values = [provider.maximumValue(index) for index in columns]
    return " ".join(value.toString("yyyy-MM-ddTHH:mm:ss.zzz") for value in values if hasattr(value, "toString") and not value.isNull())


def look_at_service(record: LayerRecord, known: Validators, replies: Sequence[Reply]) -> SourceState:
    """Look at a service: its total, extent and newest date."""
    signs, first = SOURCE_KINDS[record.source.kind].signs, replies[0]
    if first.error and first.trouble in UNREACHED:
        raise first.error
    nothing = replace(known, total=-1, bounds="", newest="")
    return judge(record, known, signs.read(record, nothing, replies) if signs else nothing)


def judge(record: LayerRecord, known: Validators, shown: Validators) -> SourceState:
    """Return whether total, extent and newest date prove that nothing changed: without a date they do not, for values may differ."""
    mute = not shown.newest or shown.total < 0
    return SourceState(record, shown, is_unchanged=shown == known and not mute, says_nothing=mute)
