"""A layer shared with the team: its key checked, its difference counted, its old versions kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from ...analysis.features import Features
from ...model import contract
from ...model.catalogue import Catalogue
from ...model.choices import KEEP, REDISTRIBUTION
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.quality_mark import QualityMark
from ...model.record import FieldSpec, LayerRecord, Licence, Publisher, Source
from ...model.source_kinds import NO_SOURCE
from ...model.store import NOT_JUDGED, Action, Version, without_source
from ...model.text import Text, field_name
from ...qgis_io.user_name import user_name
from ...qgis_io.writing import geometry_type
from ..describing.folder import geometry_word
from ..leaving import personal_fields, tell_held_back
from ..reading.canonical import columns_for, find_column
from .difference import FeatureDifference, check_key, difference
from .store import ROW_NUMBER, Store, is_known_crs


@dataclass(frozen=True)
class Offer:
    """What a person says of the layer that they publish; empty leaves what the catalogue or the version before says.

    Attributes
    ----------
    id : str
        Record id; empty makes one of the layer's name.
    key : str
        Field that tells the features apart, by its own or its canonical name.
    redistribution : str
        ``keep``, or as in a record.
    date : date or None
        Day that the data describe; None: today.
    own_use : str
        How the layer itself says that it may not be redistributed (`own_use.own_use_of`): it is kept where the person says nothing else.
    """

    key: str
    id: str = ""
    title: str = ""
    publisher: str = ""
    contact: str = ""
    licence: str = ""
    redistribution: str = KEEP
    date: datetime.date | None = None
    own_use: str = ""

    def redistribution_of(self, record: LayerRecord) -> str:
        """Return what may be redistributed of the layer, of which this record is known."""
        if self.redistribution != KEEP:
            return self.redistribution
        return max(record.redistribution, self.own_use or record.redistribution, key=REDISTRIBUTION.index)


@dataclass(frozen=True)
class Published:
    """The version that is current now, and how it differs from the one before."""

    id: str
    version: Version
    difference: FeatureDifference
    is_new: bool = True


Judge = Callable[[Features, LayerRecord], QualityMark]
"""Says how good the features of a record are."""


def publish(
    store: Store, features: Features, offer: Offer, catalogue: Catalogue, progress: Progress = SILENT, judge: Judge | None = None
) -> Published:
    """Make a layer the current version of a record.

    Parameters
    ----------
    features : Features
        The whole layer, features without geometry included.
    catalogue : Catalogue
        Where a record of that id may be described: its canonical fields, sectors, rhythm.
    judge : callable, optional
        Its mark is kept with the version; without it there is none.

    Raises
    ------
    OpgaveError
        The key, the licence, the contact or the publisher is missing or wrong, or another writes the same record now: nothing changed.
    """
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features: there is nothing to publish.", layer=features.name)
    id = offer.id or field_name(features.name)
    known = known_record(store, id, catalogue)
    named = without_personal(canonical(features, known, offer, progress), id, known, offer, progress)
    check_key(named.features, named.key)
    described = describe_record(named, id, offer, known_record(store, id, catalogue))
    check_said(described)
    store.check()
    mark = judge(named.features, described) if judge else None
    with store.locked(id):
        record = describe_record(named, id, offer, known_record(store, id, catalogue))
        check_said(record)
        published = add_version(store, store.current(id), record, named.features, progress, mark)
    store.list_current()
    return published


@dataclass(frozen=True)
class CanonicalFeatures:
    """Features under canonical names, and the canonical name of their key."""

    features: Features
    key: str


def known_record(store: Store, id: str, catalogue: Catalogue) -> LayerRecord | None:
    """Return what is known of a record: by the store, else by the catalogue."""
    current = store.current(id)
    return store.record(id, current) if current else catalogue.find(id)


def canonical(features: Features, known: LayerRecord | None, offer: Offer, progress: Progress) -> CanonicalFeatures:
    """Return the features with the field names that the record knows; a GeoPackage's own row number stays behind unless it is the key."""
    own = [column for column in features.table if column != ROW_NUMBER or offer.key == ROW_NUMBER]
    if known is None:
        return CanonicalFeatures(replace(features, table=features.table[own]), offer.key)
    columns = columns_for(known.kept_as(known.source), None, own, progress)
    table = features.table[list(columns.values())].set_axis(list(columns), axis=1)
    named = next((field for field, column in columns.items() if column == offer.key), None)
    key = named or (offer.key if find_column(known, offer.key, own) else offer.key)
    return CanonicalFeatures(replace(features, table=table), key)


def without_personal(named: CanonicalFeatures, id: str, known: LayerRecord | None, offer: Offer, progress: Progress) -> CanonicalFeatures:
    """Return the features without fields that look personal, and say which, where the layer may be redistributed; else as they are."""
    record = known or blank_record(named, id)
    if offer.redistribution_of(record) != "yes":
        return named
    found = personal_fields(named.features, record.disclosure, {named.key})
    tell_held_back(record, found, progress)
    return replace(named, features=named.features.without(found))


def blank_record(named: CanonicalFeatures, id: str) -> LayerRecord:
    """Return a record of which only the name is known."""
    return LayerRecord(id, Text(named.features.name, named.features.name), Publisher("", "city"), Source(NO_SOURCE))


def describe_record(named: CanonicalFeatures, id: str, offer: Offer, known: LayerRecord | None) -> LayerRecord:
    """Return the record of a published layer; what must be said of it may still be lacking."""
    record = known or replace(blank_record(named, id), fields={field: FieldSpec() for field in named.features.table if is_canonical(field)})
    title = Text(offer.title, offer.title) if offer.title else record.title
    return replace(
        record,
        title=title,
        publisher=replace(record.publisher, name=offer.publisher or record.publisher.name),
        contact=offer.contact or record.contact,
        licence=Licence(offer.licence) if offer.licence not in ("", record.licence.name) else record.licence,
        redistribution=offer.redistribution_of(record),
        key=named.key,
        geometry=geometry_word(geometry_type(named.features.geometry)) or "unknown",
        crs=named.features.crs if is_known_crs(named.features.crs) else "",
        date=offer.date or datetime.datetime.now().astimezone().date(),
    )


def is_canonical(field: str) -> bool:
    """Whether a field's name may be a canonical one."""
    return field == field_name(field) and field[:1].isalpha()


def list_unsaid(record: LayerRecord) -> list[str]:
    """Return the names of the parameters for what others must know and the record does not say."""
    said = {contract.PUBLISHER: record.publisher.name, contract.LICENCE: record.licence.name, contract.CONTACT: record.contact}
    return [name for name, value in said.items() if not value.strip()]


def check_said(record: LayerRecord) -> None:
    """Check that others can know whose layer it is, what they may do with it, and whom to ask, and that its id is allowed."""
    missing = list_unsaid(record)
    if missing:
        raise OpgaveError(
            "Layer '{record}' cannot be published without {missing}: give its publisher, its licence and its contact.",
            record=record.title_and_id,
            missing=", ".join(missing),
        )
    LayerRecord.from_json(record.to_json(), where=record.id)


def add_version(
    store: Store, before: Version | None, record: LayerRecord, features: Features, progress: Progress, mark: QualityMark | None = None
) -> Published:
    """Write the features, compare them with what was current, and make them so."""
    store.check_not_withdrawn(record, features.content_hash)
    number = store.next_number(record.id)
    data = store.write(record.id, number, features, record, progress)
    try:
        found = compare_versions(store, before, record, data, progress)
        document, kept = without_source(record), store.hashes(record.id, data)
        if before and not found and comparable_record(before.record) == comparable_record(document):
            store.discard(record.id, data)
            return Published(record.id, before, found, is_new=False)
        version = Version(
            number,
            now(),
            Action.PUBLISH.value,
            data,
            document,
            user_name(),
            len(features),
            found.inserted,
            found.changed,
            found.deleted,
            features.content_hash,
            score=mark.score if mark else NOT_JUDGED,
            blocking=mark.blocking if mark else (),
            file_hash=kept.file,
            rows_hash=kept.rows,
        )
        progress.check()
        store.commit(record.id, version)
    except BaseException:
        discard_unless_current(store, record.id, data)
        raise
    return Published(record.id, version, found)


def discard_unless_current(store: Store, id: str, data: str) -> None:
    """Remove features that did not become a version."""
    current = store.current(id)
    if current is None or current.data != data:
        store.discard(id, data)


def compare_versions(store: Store, before: Version | None, record: LayerRecord, data: str, progress: Progress) -> FeatureDifference:
    """Return how what was just written, read back, differs from the version before."""
    new = store.read(record.id, record, data, progress)
    if before is None or not store.is_unchanged(record.id, before, progress):
        return difference(None, new, record.key)
    known = store.record(record.id, before)
    if known.key and known.key != record.key:
        progress.warn(
            "Layer '{record}': the key was '{old}' and is now '{new}'; features are identified by the new key.",
            record=record.title_and_id,
            old=known.key,
            new=record.key,
        )
    old = store.read(record.id, known, before.data, progress)
    return difference(old, new, record.key)


def comparable_record(document: dict) -> dict:
    """Return what a record says, but for the day: publishing the same once more is no news."""
    return {key: value for key, value in document.items() if key != "date"}


def restore(store: Store, id: str, number: int, progress: Progress = SILENT) -> Version:
    """Make an old version current again, as a new version.

    Raises
    ------
    OpgaveError
        The store has no such version, it is current already, somebody changed its features, or another writes the record now.
    """
    store.version(id, number)
    store.check()
    with store.locked(id):
        before, old = store.newest(id), store.version(id, number)
        if old.number == before.number:
            title = store.record(id, before).title_and_id
            raise OpgaveError("Layer '{record}': version {number} is already the current version.", record=title, number=number)
        store.check_unchanged(id, old)
        counts = count_restored(store, id, before, old, progress)
        version = replace(
            old,
            number=store.next_number(id),
            made=now(),
            by=user_name(),
            action=Action.RESTORE.value,
            restored=old.number,
            inserted=counts.inserted,
            changed=counts.changed,
            deleted=counts.deleted,
        )
        store.commit(id, version)
    store.list_current()
    return version


def count_restored(store: Store, id: str, before: Version, old: Version, progress: Progress) -> FeatureDifference:
    """Return how the restored version differs from the one before; nothing where it has no key."""
    record = store.record(id, old)
    if not record.key:
        return FeatureDifference()
    known = store.read(id, store.record(id, before), before.data) if store.is_unchanged(id, before, progress) else None
    return difference(known, store.read(id, record, old.data), record.key)


def now() -> str:
    """Return this moment in UTC."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
