"""The store brought up to date with the sources: only what changed is fetched, and what fails leaves the last good copy."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path

import pandas as pd
from qgis.core import QgsReferencedRectangle

from ...analysis.features import Features
from ...model.errors import Cancelled, OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import source_facts
from ...model.store import NOT_JUDGED, Action, Validators, Version, without_source
from ...qgis_io.columns import key_texts, kind_in_table
from ...qgis_io.crs import crs_text
from ...qgis_io.reading import ReadCounts
from ...qgis_io.turns import call_by_turns
from ...qgis_io.user_name import user_name
from ...qgis_io.writing import geometry_type
from ..describing.folder import geometry_word
from ..kinds import SOURCE_KINDS
from ..loading import NOT_FEATURES, Loaded, Message, load_record
from ..loading.load import load_cells, not_a_raster
from ..reading.placeholders import fill_placeholders
from .change_feed import FeedPlace, apply_events, check_can_follow, feed_of, find_end, newest_day, read_changes
from .difference import FeatureDifference, difference
from .publish import Judge, discard_unless_current, now
from .source_states import DATES, SourceState, blank, fitting, look_at_all
from .store import Store, is_known_crs

AT_ONCE = 12
"""Records whose sources are asked at the same time; a file that changed comes with the answer, into a file here."""

FOUND = ("date", "crs", "geometry")
"""Parts of a kept record that follow the data, whatever the catalogue says."""


class SyncOutcome(str, Enum):
    """What became of a record."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    LEFT = "left"


@dataclass(frozen=True)
class SyncResult:
    """A record after the sync.

    Attributes
    ----------
    version : Version or None
        What the store has now; None: nothing.
    details : tuple of OpgaveError
        Why it failed or was left, how it was fetched.
    messages : tuple of Message
        What was noted and warned while it was loaded.
    """

    record: LayerRecord
    outcome: SyncOutcome
    version: Version | None
    details: tuple[OpgaveError, ...] = ()
    messages: tuple[Message, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether its source gave nothing good, so that the version is an earlier one."""
        return self.outcome == SyncOutcome.FAILED


def sync(
    store: Store,
    records: Sequence[LayerRecord],
    extent: QgsReferencedRectangle | None = None,
    progress: Progress = SILENT,
    judge: Judge | None = None,
) -> list[SyncResult]:
    """Fetch what changed, record by record: while one waits for its answers, others are read and written.

    Parameters
    ----------
    extent : QgsReferencedRectangle, optional
        Only features that intersect it.
    judge : callable, optional
        Its mark is kept with each new version; without it there is none.

    Raises
    ------
    Cancelled
        The records that were done by then are kept.
    """
    done: dict[str, SyncResult] = {}
    waiting = []
    for record in records:
        reason = not_to_keep(store, record)
        if reason is None:
            try:
                waiting.append(record if record.source.parts else fill_placeholders(record, extent))
            except OpgaveError as error:
                done[record.id] = report_failure(store, record, error, progress)
        else:
            done[record.id] = SyncResult(record, SyncOutcome.LEFT, store.current(record.id), (reason,))
            progress.note("{reason}", reason=reason)
    store.check()
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
            cells = [one for one in some if source_facts(one.source.kind).cells]
            asked = [one for one in some if not feed_of(one) and one not in cells]
            looks = look_at_all([(one, known_of(store, one, extent, progress)) for one in asked], Path(folder), progress)
            ways = {one.id: partial(look_and_keep, store, one, look, extent, judge) for one, look in zip(asked, looks, strict=True)}
            ways |= {one.id: partial(follow_feed, store, one, extent, judge) for one in some if feed_of(one) and one not in cells}
            ways |= {one.id: partial(keep_raster, store, one, extent) for one in cells}
            pieces = [partial(sync_one, store, record, ways[record.id]) for record in some]
            for synced in call_by_turns(pieces, progress):
                done[synced.record.id] = synced
        updated = [one.id for one in some if done[one.id].outcome == SyncOutcome.UPDATED]
        if updated:
            store.list_current(updated)
    if waiting:
        store.list_current()
    return [done[record.id] for record in records]


def not_to_keep(store: Store, record: LayerRecord) -> OpgaveError | None:
    """Return why a record has no place in the store, or is not for a sync to change; None where it is."""
    current = store.current(record.id)
    if current and not current.origin:
        return OpgaveError("Layer '{record}' was published in the store by hand and stays as it is.", record=record.title_and_id)
    if source_facts(record.source.kind).cells:
        if store.keeps_cells:
            return None
        return OpgaveError(
            "Layer '{record}' is a raster, which only a store in a folder keeps, and was left out.", record=record.title_and_id
        )
    if record.source.kind in NOT_FEATURES:
        return OpgaveError(
            "Layer '{record}' has a source of the kind {kind}, without features to store, and was left out.",
            record=record.title_and_id,
            kind=record.source.kind,
        )
    return None


def mark_as_internal(synced: SyncResult, progress: Progress) -> SyncResult:
    """Return what became of a record, and say where it is that its features may not leave the team."""
    if synced.version is None or synced.record.redistribution == "yes":
        return synced
    inside = OpgaveError(
        "Layer '{record}' may not be redistributed: the store keeps the layer for internal use, and no export contains its features.",
        record=synced.record.title_and_id,
    )
    progress.note("{reason}", reason=inside)
    return replace(synced, details=(*synced.details, inside))


def known_of(store: Store, record: LayerRecord, extent: QgsReferencedRectangle | None, progress: Progress) -> Validators:
    """Return what the source of a record showed when its current version was fetched; nothing after any doubt."""
    current, wanted = store.current(record.id), blank(record, extent)
    known = current and store.is_unchanged(record.id, current, progress)
    return fitting(store.validators(record.id), current.number, wanted) if current and known else wanted


def sync_one(store: Store, record: LayerRecord, way: Callable[[Progress], SyncResult], progress: Progress) -> SyncResult:
    """Bring one record up to date in some way; whatever goes wrong, the store keeps what it has."""
    try:
        synced = way(progress)
    except Cancelled:
        raise
    except OpgaveError as error:
        synced = report_failure(store, record, error, progress)
    return mark_as_internal(synced, progress)


def look_and_keep(
    store: Store, record: LayerRecord, look: SourceState, extent: QgsReferencedRectangle | None, judge: Judge | None, progress: Progress
) -> SyncResult:
    """Return what became of a record by what its source shows: fetched where that may have changed."""
    if look.error:
        raise look.error
    return report_unchanged(store, record, look) if look.is_unchanged else fetch_and_keep(store, record, look, extent, judge, progress)


def follow_feed(
    store: Store, record: LayerRecord, extent: QgsReferencedRectangle | None, judge: Judge | None, progress: Progress
) -> SyncResult:
    """Return what became of a record by the feed of its changes; fetched whole the first time, and where the feed does not say all."""
    known, reasons = known_of(store, record, extent, progress), []
    if known.feed:
        try:
            return keep_changes(store, record, known, extent, judge, progress)
        except Cancelled:
            raise
        except OpgaveError as error:
            reasons.append(OpgaveError("Fetched completely: {reason}.", reason=error))
    end = ""
    try:
        end = find_end(record, progress).text  # before the layer: what changes meanwhile comes twice rather than never
    except Cancelled:
        raise
    except OpgaveError as error:
        reasons.append(OpgaveError("The change feed cannot be followed: {reason}", reason=error))
    for reason in reasons:
        progress.note("Layer '{record}': {reason}", record=record.title_and_id, reason=reason)
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        (look,) = look_at_all([(record, replace(blank(record, extent), feed=end))], Path(folder), progress)
        synced = look_and_keep(store, record, look, extent, judge, progress)
    return replace(synced, details=tuple(reasons))


def keep_changes(
    store: Store,
    record: LayerRecord,
    known: Validators,
    extent: QgsReferencedRectangle | None,
    judge: Judge | None,
    progress: Progress,
) -> SyncResult:
    """Return what became of a record whose copy takes the events of its feed since.

    Raises
    ------
    OpgaveError
        The feed does not reach back, or does not say all.
    """
    events, place = read_changes(record, FeedPlace.of(known.feed), progress)
    shown = replace(known, feed=place.text)
    if not events:
        return report_unchanged(store, record, SourceState(record, shown, is_unchanged=True))
    check_can_follow(record)
    current = store.newest(record.id)
    kept = store.read(record.id, store.record(record.id, current), current.data, progress)
    day = record.date or newest_day(events)
    features = apply_events(kept, record, events, extent)
    loaded = Loaded(features, record, ReadCounts(), day, "record" if record.date else "service", "")
    outcome, version = keep(store, record, loaded, shown, judge, progress)
    remember(store, record.id, replace(shown, version=version.number))
    if outcome == SyncOutcome.UNCHANGED:
        return SyncResult(record, outcome, version)
    said = OpgaveError(
        "By {count} events of the change feed: {inserted} features added, {changed} changed, {deleted} removed.",
        count=len(events),
        inserted=version.inserted,
        changed=version.changed,
        deleted=version.deleted,
    )
    progress.note("Layer '{record}': {reason}", record=record.title_and_id, reason=said)
    return SyncResult(record, outcome, version, (said,))


def report_failure(store: Store, record: LayerRecord, error: OpgaveError, progress: Progress) -> SyncResult:
    """Return the outcome of a record whose source gives nothing good."""
    current = store.current(record.id)
    progress.warn("{reason}", reason=error)
    if current is None:
        return SyncResult(record, SyncOutcome.FAILED, None, (error,))
    kept = OpgaveError("The last good copy stays: version {number} of {made}.", number=current.number, made=current.made[:10])
    progress.note("{reason}", reason=kept)
    return SyncResult(record, SyncOutcome.FAILED, current, (error, kept))


def report_unchanged(store: Store, record: LayerRecord, look: SourceState) -> SyncResult:
    """Return the outcome of a record whose source shows that its data did not change; what the catalogue says of it may have."""
    current = version = store.newest(record.id)
    if new_description(record, current):
        with store.locked(record.id):
            version = describe_anew(store, record, store.newest(record.id))
    remember(store, record.id, replace(look.validators, version=version.number))
    return SyncResult(record, SyncOutcome.UNCHANGED if version == current else SyncOutcome.UPDATED, version, whole_reason(look))


def new_description(record: LayerRecord, current: Version) -> dict:
    """Return what the catalogue now says of the same data where it says another licence, contact or title; else nothing."""
    found = {name: current.record[name] for name in FOUND if name in current.record}
    document = {name: value for name, value in without_source(record).items() if name not in FOUND} | found
    return {} if document == current.record else document


def describe_anew(store: Store, record: LayerRecord, current: Version) -> Version:
    """Return the current version of a record that is locked, or a new one of the same data where the catalogue says something else."""
    document = new_description(record, current)
    if not document:
        return current
    version = replace(
        current, number=store.next_number(record.id), made=now(), by=user_name(), record=document, inserted=0, changed=0, deleted=0
    )
    store.commit(record.id, version)
    return version


def remember(store: Store, id: str, validators: Validators) -> None:
    """Keep validators where they say something new."""
    if validators != store.validators(id):
        store.remember(id, validators)


def whole_reason(look: SourceState) -> tuple[OpgaveError, ...]:
    """Return the sentence for a source that had to be fetched whole to see whether it changed."""
    if not look.says_nothing:
        return ()
    return (OpgaveError("Fetched completely: the source does not indicate changes."),)


def fetch_and_keep(
    store: Store, record: LayerRecord, look: SourceState, extent: QgsReferencedRectangle | None, judge: Judge | None, progress: Progress
) -> SyncResult:
    """Load a record and keep it where it differs from what the store has."""
    loaded = look.dated(load_record(look.record, extent=extent, progress=progress))
    check_whole(loaded)
    check_fields(store, record, loaded)
    outcome, version = keep(store, record, loaded, look.validators, judge, progress)
    validators = with_newest(record, look.validators, loaded.features, progress)
    remember(store, record.id, replace(validators, version=version.number))
    return SyncResult(record, outcome, version, whole_reason(look), loaded.messages)


def keep_raster(store: Store, record: LayerRecord, extent: QgsReferencedRectangle | None, progress: Progress) -> SyncResult:
    """Return what became of a raster: fetched whole, and kept where a cell of the extent differs from what the store has.

    The copy is the band that counts, in its own cells; it has no mark of quality, for nobody looks how good cells are.
    """
    loaded = load_cells(record, extent, progress)
    if loaded.raster is None:
        raise not_a_raster(record)
    whole = OpgaveError("Fetched completely: the source does not indicate changes.")
    with store.locked(record.id):
        current, number = store.current(record.id), store.next_number(record.id)
        data = store.write_cells(record.id, number, loaded.raster, extent)
        digest = store.hashes(record.id, data).file
        try:
            progress.check()
            if current and current.hash == digest and store.is_unchanged(record.id, current, SILENT):
                store.discard(record.id, data)
                version = describe_anew(store, record, current)
                outcome = SyncOutcome.UNCHANGED if version == current else SyncOutcome.UPDATED
                return SyncResult(record, outcome, version, (whole,), loaded.messages)
            store.check_not_withdrawn(record, digest)
            crs = crs_text(loaded.raster.crs)
            kept = replace(record, date=loaded.date, crs=crs if is_known_crs(crs) else "", geometry="raster")
            version = Version(
                number,
                now(),
                Action.SYNC.value,
                data,
                without_source(kept),
                user_name(),
                hash=digest,
                origin=blank(record, extent).origin,
                extent=blank(record, extent).extent,
                date_origin=loaded.date_origin,
                file_hash=digest,
            )
            store.commit(record.id, version)
        except BaseException:
            discard_unless_current(store, record.id, data)
            raise
    progress.note("Layer '{record}': version {number}, a raster.", record=record.title_and_id, number=number)
    return SyncResult(record, SyncOutcome.UPDATED, version, (whole,), loaded.messages)


def keep(
    store: Store, record: LayerRecord, loaded: Loaded, validators: Validators, judge: Judge | None, progress: Progress
) -> tuple[SyncOutcome, Version]:
    """Keep the features of a record as a new version where they differ from what the store has."""
    digest = loaded.features.content_hash
    with store.locked(record.id):
        current = store.current(record.id)
        versions = store.versions(record.id) if current and store.is_unchanged(record.id, current, SILENT) else []
        known = {one.hash for one in versions if current and (current.number == one.number or one.number > current.restored > 0)}
        if current and digest in known:
            version = describe_anew(store, record, current)
            outcome = SyncOutcome.UNCHANGED if version == current else SyncOutcome.UPDATED
        else:
            outcome, version = SyncOutcome.UPDATED, add_copy(store, current, record, loaded, digest, validators, judge, progress)
    if outcome == SyncOutcome.UPDATED:
        progress.note(
            "Layer '{record}': version {number}, {count} features.",
            record=record.title_and_id,
            number=version.number,
            count=version.features,
        )
    return outcome, version


def check_whole(loaded: Loaded) -> None:
    """Check that a service gave all that it counts: a part must not take the place of a whole copy."""
    for message in loaded.messages:
        if message.warning and {"given", "stated"} <= set(message.values):
            raise OpgaveError(message.template, **message.values)


def check_fields(store: Store, record: LayerRecord, loaded: Loaded) -> None:
    """Check that every canonical field of the current copy came again: those that read it would miss them."""
    current = store.current(record.id)
    if current is None or not store.is_unchanged(record.id, current, SILENT):
        return
    kept = store.field_names(record.id, current)
    lost = [field for field in record.fields if field in kept and field not in loaded.features.table]
    if lost:
        raise OpgaveError(
            "Layer '{record}': the copy in the store has the field '{field}', but no column of the source carries that field any more."
            " The source has: {columns}. Name one of these columns under 'fields'.",
            record=record.title_and_id,
            field=", ".join(lost),
            columns=", ".join(loaded.features.table),
        )


def add_copy(
    store: Store,
    before: Version | None,
    record: LayerRecord,
    loaded: Loaded,
    digest: str,
    validators: Validators,
    judge: Judge | None,
    progress: Progress,
) -> Version:
    """Write the features as the next version of a record."""
    features = loaded.features
    kept = replace(
        record,
        date=loaded.date,
        crs=features.crs if is_known_crs(features.crs) else "",
        geometry=geometry_word(geometry_type(features.geometry)) or "unknown",
    )
    store.check_not_withdrawn(record, digest)
    number = store.next_number(record.id)
    data = store.write(record.id, number, features, record, progress)
    try:
        first = FeatureDifference(inserted=len(features))
        found = difference_by_key(store, before, kept, data, progress) if before else first
        mark = judge(features, kept) if judge else None
        version = Version(
            number,
            now(),
            Action.SYNC.value,
            data,
            without_source(kept),
            user_name(),
            len(features),
            found.inserted,
            found.changed,
            found.deleted,
            digest,
            validators.origin,
            validators.extent,
            date_origin=loaded.date_origin,
            score=mark.score if mark else NOT_JUDGED,
            blocking=mark.blocking if mark else (),
            file_hash=(hashes := store.hashes(record.id, data)).file,
            rows_hash=hashes.rows,
        )
        progress.check()
        store.commit(record.id, version)
    except BaseException:
        discard_unless_current(store, record.id, data)
        raise
    return version


def difference_by_key(store: Store, before: Version, record: LayerRecord, data: str, progress: Progress) -> FeatureDifference:
    """Return how a version differs from the one before; nothing where no key tells the features of both apart."""
    new = store.read(record.id, record, data, progress)
    if not store.is_unchanged(record.id, before, SILENT):
        return FeatureDifference(inserted=len(new))
    old = store.read(record.id, store.record(record.id, before), before.data, progress)
    return difference(old, new, record.key) if is_key(old, record.key) and is_key(new, record.key) else FeatureDifference()


def is_key(features: Features, key: str) -> bool:
    """Whether a field tells the features apart."""
    if key not in features.table:
        return False
    keys = pd.Series(key_texts(features.table[key]))
    return bool(keys.notna().all() and keys.is_unique)


def with_newest(record: LayerRecord, validators: Validators, features: Features, progress: Progress) -> Validators:
    """Return validators of a service with the newest date in it, asked in a column of dates that the features turn out to have."""
    dates = [column for column in features.table if kind_in_table(features.table[column]) in DATES and features.table[column].notna().any()]
    signs = SOURCE_KINDS[record.source.kind].signs
    if not (signs and signs.newest) or validators.newest or not dates:
        return validators
    spec = record.fields.get(dates[0])
    asked = replace(validators, newest_field=spec.sources[0] if spec and spec.sources else dates[0])
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        look = look_at_all([(record, asked)], Path(folder), progress)[0]
    return look.validators if look.validators.newest else validators


def to_sync(catalogue_records: Sequence[LayerRecord]) -> list[LayerRecord]:
    """Return the records of a catalogue that hold features, and the rasters in files here: one of a server may be all of Flanders."""
    return [record for record in catalogue_records if record.source.kind not in NOT_FEATURES or is_raster_here(record)]


def is_raster_here(record: LayerRecord) -> bool:
    """Whether a record is a raster in a file on this computer."""
    return source_facts(record.source.kind).cells and "://" not in record.location


def count(synced: Sequence[SyncResult], outcome: SyncOutcome) -> int:
    """Return how many records had an outcome."""
    return sum(one.outcome == outcome for one in synced)


__all__ = ["SyncOutcome", "SyncResult", "count", "sync", "to_sync"]
