"""All sources of a catalogue looked at, as many at once as their hosts allow."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urlsplit

from ...model import contract
from ...model.catalogue import Catalogue
from ...model.dates import Freshness, age_days, freshness, is_believable
from ...model.errors import OpgaveError
from ...model.file_places import WEB
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import NO_SOURCE, TILES, source_facts
from ...qgis_io.content_net import content_of
from ..kinds import SOURCE_KINDS
from ..kinds.probing import LayerGone, Probe, ProbeResult
from ..network import GetRequest, Limits, Reply, Trouble, fetch_all
from ..reading.canonical import find_column
from ..reading.file_day import steady
from .databases import Looked, look_at_tables
from .local_files import look_at_file
from .needed_fields import of_record
from .parts import Part, columns_of_field, parts_of

SLOW_SECONDS = 5.0
EXPIRING_DAYS = 30


class State(str, Enum):
    """How a source is."""

    UP = "up"
    SLOW = "slow"
    MOVED = "moved"
    CAPPED = "capped"
    EXPIRING = "expiring"
    CHANGED = "changed"
    CERTIFICATE = "certificate"
    GONE = "gone"
    DEAD = "dead"
    NO_SOURCE = "no_source"


class Verdict(str, Enum):
    """What that means: every record that has a source counts in one of these."""

    OK = "ok"
    STALE = "stale"
    CHANGED = "changed"
    DEAD = "dead"
    NONE = "none"


COUNTED = {
    contract.OK_COUNT: Verdict.OK,
    contract.STALE_COUNT: Verdict.STALE,
    contract.CHANGED_COUNT: Verdict.CHANGED,
    contract.DEAD_COUNT: Verdict.DEAD,
}
"""The verdicts that are counted, by the name of that count among the outputs."""
DEAD_STATES = (State.CERTIFICATE, State.GONE, State.DEAD)
GRAVEST_FIRST = (*DEAD_STATES, State.CHANGED, State.CAPPED, State.MOVED, State.EXPIRING, State.SLOW, State.UP, State.NO_SOURCE)


@dataclass(frozen=True)
class Checked:
    """What was found of one record.

    Attributes
    ----------
    detail : OpgaveError or None
        What is the matter, in a sentence.
    seconds : float
        Of the slowest request.
    moved_to : str
        The new address, where the server or the catalogue's list of successors names one.
    missing : tuple of str
        Canonical fields that challenges need and the source no longer has.
    date, date_origin
        Day of the data, and who says it: ``record``, ``service`` or ``file``.
    columns : tuple of str
        Those that the source shows; of a source of several those of all parts, and none where one part shows none.
    """

    record: LayerRecord
    state: State
    detail: OpgaveError | None = None
    status: int = 0
    seconds: float = 0.0
    moved_to: str = ""
    missing: tuple[str, ...] = ()
    date: datetime.date | None = None
    date_origin: str = ""
    freshness: Freshness = Freshness.UNKNOWN
    age_days: int | None = None
    columns: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the state and the age of the data mean."""
        if self.state == State.NO_SOURCE:
            return Verdict.NONE
        if self.state in DEAD_STATES:
            return Verdict.DEAD
        if self.state == State.CHANGED:
            return Verdict.CHANGED
        return Verdict.STALE if self.freshness == Freshness.STALE else Verdict.OK

    @property
    def has_trouble(self) -> bool:
        """Whether there is anything to look at."""
        return self.verdict not in (Verdict.OK, Verdict.NONE) or self.state not in (State.UP, State.NO_SOURCE)


def watch(
    records: Sequence[LayerRecord],
    catalogue: Catalogue,
    needed: dict[str, set[str]],
    as_of: datetime.date,
    limits: Limits | None = None,
    progress: Progress = SILENT,
) -> list[Checked]:
    """Return what was found of each record, in their order.

    Parameters
    ----------
    catalogue : Catalogue
        Where successors of retired services are found.
    needed : dict of str to set of str
        Canonical fields by record id; see `needed_fields`.
    as_of : date
        Day that ages are counted to.
    """
    parts = {record.id: parts_of(record, of_record(record, needed)) for record in records}
    every = [part for some in parts.values() for part in some]
    own = {part.record.id: set(part.wanted) for part in every}
    checked = watch_each([part.record for part in every], catalogue, own, as_of, limits or Limits(), progress)
    found = dict(zip((part.record.id for part in every), checked, strict=True))
    return [put_together(record, [(part, found[part.record.id]) for part in parts[record.id]], as_of) for record in records]


def watch_each(
    records: Sequence[LayerRecord],
    catalogue: Catalogue,
    needed: dict[str, set[str]],
    as_of: datetime.date,
    limits: Limits,
    progress: Progress,
) -> list[Checked]:
    """Return what was found of each record, which has one address."""
    asks = {record.id: asks_of(record, needed) for record in records}
    every = list(dict.fromkeys(ask for some in asks.values() if not isinstance(some, OpgaveError) for ask in some))
    replies = dict(zip(every, steady(fetch_all(every, limits, progress), limits, progress), strict=True)) if every else {}
    tables = look_at_tables([record for record in records if is_table(record)], limits, progress)
    checked = []
    for record in records:
        progress.check()
        asked = asks[record.id]
        if isinstance(asked, OpgaveError):
            found, seen = Checked(record, State.DEAD, asked), ProbeResult()
        else:
            found, seen = look(record, [replies[ask] for ask in asked], limits, tables)
        found = replace(found, columns=seen.fields or ())
        checked.append(with_age(with_needs(with_successor(found, catalogue), seen, needed), seen, as_of))
    return checked


def put_together(record: LayerRecord, found: Sequence[tuple[Part, Checked]], as_of: datetime.date) -> Checked:
    """Return what was found of a record from what was found of its parts: it is as the worst of them, and as old as the oldest."""
    if len(found) == 1:
        return replace(found[0][1], record=record)
    numbers = dict.fromkeys(part.number for part, _ in found)
    best = [min((one for one in found if one[0].number == number), key=lambda one: one[1].state in DEAD_STATES) for number in numbers]
    checked = [replace(one, state=State.CAPPED) if part.is_optional and one.state in DEAD_STATES else one for part, one in best]
    worst = min(checked, key=lambda one: GRAVEST_FIRST.index(one.state))
    dates = [(one.date, one.date_origin) for one in checked if one.date]
    day, origin = min(dates) if len(dates) == len(checked) else (None, "")
    missing = tuple(dict.fromkeys(field for one in checked for field in one.missing))
    columns = tuple(dict.fromkeys(name for one in checked for name in one.columns)) if all(one.columns for one in checked) else ()
    whole = replace(worst, record=record, seconds=max(one.seconds for one in checked), missing=missing, columns=columns)
    return with_age(whole, ProbeResult(date=day, date_origin=origin), as_of)


def asks_of(record: LayerRecord, needed: dict[str, set[str]]) -> list[GetRequest] | OpgaveError:
    """Return the requests for a record, or why there can be none; those of records of one service are the same and are made once."""
    probe = probe_of(record)
    try:
        with content_of(record.title_and_id):
            return probe.asks(record, bool(of_record(record, needed))) if probe else []
    except OpgaveError as error:  # one record that cannot be asked keeps nobody from looking at the others
        return error


def look(record: LayerRecord, replies: Sequence[Reply], limits: Limits, tables: dict[str, Looked]) -> tuple[Checked, ProbeResult]:
    """Return the state of a source and what it said."""
    if not has_source(record):
        return Checked(record, State.NO_SOURCE), ProbeResult()
    try:
        with content_of(record.title_and_id):
            seen = read_source(record, replies, tables)
    except LayerGone as error:
        return with_replies(Checked(record, State.GONE, error), replies), ProbeResult()
    except OpgaveError as error:
        return with_replies(Checked(record, state_of(replies), error), replies), ProbeResult()
    return with_warnings(with_replies(Checked(record, State.UP), replies), replies, seen, limits), seen


def read_source(record: LayerRecord, replies: Sequence[Reply], tables: dict[str, Looked]) -> ProbeResult:
    """Return what a source says of itself.

    Raises
    ------
    OpgaveError
        A request failed, or an answer is not what it should be.
    """
    probe = probe_of(record)
    if probe is None:
        return read_table(tables[record.id]) if is_table(record) else look_at_file(record)
    for reply in replies[: probe.essential]:
        if reply.error and not is_tile(record, reply):
            raise reply.error
    return probe.read(record, replies)


def has_source(record: LayerRecord) -> bool:
    """Whether a record says where its layer is."""
    return record.source.kind != NO_SOURCE and bool(record.source.path or record.source.layer)


def is_table(record: LayerRecord) -> bool:
    """Whether it is a table of a database, which no request can ask."""
    return source_facts(record.source.kind).database and has_source(record)


def read_table(looked: Looked) -> ProbeResult:
    """Return what a table says of itself, or raise why it says nothing."""
    if isinstance(looked, OpgaveError):
        raise looked
    return looked


def is_tile(record: LayerRecord, reply: Reply) -> bool:
    """Whether it is only the topmost tile that is absent: outside their ground tiles need not exist."""
    return source_facts(record.source.kind).picture == TILES and reply.trouble == Trouble.GONE


def state_of(replies: Sequence[Reply]) -> State:
    """Return the state that a failed request means."""
    trouble = next((reply.trouble for reply in replies if reply.error), Trouble.NONE)
    return {Trouble.CERTIFICATE: State.CERTIFICATE, Trouble.GONE: State.GONE}.get(trouble, State.DEAD)


def with_replies(checked: Checked, replies: Sequence[Reply]) -> Checked:
    """Return it with status, time and new address of the answers."""
    if not replies:
        return checked
    moved = replies[0].moved_to
    return replace(checked, status=replies[0].status, seconds=max(reply.seconds for reply in replies), moved_to=moved)


def with_warnings(checked: Checked, replies: Sequence[Reply], seen: ProbeResult, limits: Limits) -> Checked:
    """Return a source that is up with what deserves attention: the most pressing first."""
    address = checked.record.location
    ends = next((reply.certificate_until for reply in replies if reply.certificate_until), None)
    if checked.moved_to:
        error = OpgaveError("{url} has moved to {new}: change it in the catalogue.", url=address, new=checked.moved_to)
        return replace(checked, state=State.MOVED, detail=error)
    if ends and (ends - datetime.datetime.now(datetime.timezone.utc).date()).days <= EXPIRING_DAYS:
        error = OpgaveError("The certificate of {url} expires on {date}: inform the publisher.", url=address, date=ends.isoformat())
        return replace(checked, state=State.EXPIRING, detail=error)
    if seen.cap:
        error = OpgaveError("{url} gives at most {cap} features and has no pages: a larger layer is incomplete.", url=address, cap=seen.cap)
        return replace(checked, state=State.CAPPED, detail=error)
    if checked.seconds > min(SLOW_SECONDS, limits.seconds / 2):
        error = OpgaveError("{url} took {seconds} seconds.", url=address, seconds=round(checked.seconds, 1))
        return replace(checked, state=State.SLOW, detail=error)
    return checked


def with_successor(checked: Checked, catalogue: Catalogue) -> Checked:
    """Return it with the address that the catalogue knows as its successor."""
    new = catalogue.successor(checked.record.location) if checked.record.source.path else ""
    if not new or checked.state == State.NO_SOURCE:
        return checked
    if checked.state in DEAD_STATES:
        return replace(checked, moved_to=new)
    error = OpgaveError("{url} was retired; its successor is {new}: change it in the catalogue.", url=checked.record.location, new=new)
    return replace(checked, state=State.MOVED, moved_to=new, detail=error)


def with_needs(checked: Checked, seen: ProbeResult, needed: dict[str, set[str]]) -> Checked:
    """Return it with the fields that are needed and no longer there."""
    if seen.fields is None:
        return checked
    wanted = of_record(checked.record, needed)
    record, columns = checked.record, seen.fields
    missing = tuple(
        field for field in wanted if any(find_column(record, name, columns) is None for name in columns_of_field(record, field))
    )
    if not missing:
        return checked
    error = OpgaveError(
        "Layer '{record}' no longer has the fields {missing}, which challenges need. It has: {fields}. Name one of them under 'fields'.",
        record=checked.record.title_and_id,
        missing=", ".join(missing),
        fields=", ".join(seen.fields),
    )
    return replace(checked, state=State.CHANGED, missing=missing, detail=error)


def with_age(checked: Checked, seen: ProbeResult, as_of: datetime.date) -> Checked:
    """Return it with the age of its data; what the record states goes before what the source says."""
    record = checked.record
    said = seen.date if seen.date and is_believable(seen.date, max(as_of, datetime.date.today())) else None
    date, origin = (record.date, str(record.source.options.get("date_origin") or "record")) if record.date else (said, seen.date_origin)
    light = freshness(date, record.update_rhythm, as_of)
    return replace(checked, date=date, date_origin=origin if date else "", freshness=light, age_days=age_days(date, as_of))


def count_verdicts(checked: Sequence[Checked]) -> dict[str, int]:
    """Return how many records have each verdict, by the name of that count among the outputs."""
    return {name: sum(one.verdict == verdict for one in checked) for name, verdict in COUNTED.items()}


def probe_of(record: LayerRecord) -> Probe | None:
    """Return how a record's source is looked at over the network; None for a file, a database, or nothing."""
    if urlsplit(record.location).scheme not in WEB:
        return None
    return SOURCE_KINDS[record.source.kind].probe
