"""A store as the source: records that it has are read from there, and nobody asks their services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.catalogue import Catalogue
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.store import Version
from ...model.text import Text
from .store import Store


@dataclass(frozen=True)
class OfflineRecord:
    """A record with the store as its source, and the version that is."""

    record: LayerRecord
    version: Version


def read_stored_records(store: Store) -> dict[str, OfflineRecord]:
    """Return what a store has, by record id."""
    return {id: OfflineRecord(store.record(id, version), version) for id, version in store.newest_of().items()}


def with_store(catalogue: Catalogue, kept: Mapping[str, OfflineRecord]) -> Catalogue:
    """Return a catalogue in which the records that a store has are read from there; also those that the catalogue lacks."""
    own = {id: one.record for id, one in kept.items()}
    return Catalogue(title=catalogue.title, own=own, included=(catalogue,), path=catalogue.path)


def tell_what_is_kept(
    catalogue: Catalogue, kept: Mapping[str, OfflineRecord], ids: Sequence[str], store: str, progress: Progress = SILENT
) -> None:
    """Say which records of a catalogue come from the store, how old the oldest copy is, which do not, and what is only a part."""
    used = {id: kept[id].version for id in ids if id in kept}
    if used:
        progress.note(
            "From the store '{store}', without asking their sources: {layers}; the oldest copy is of {day}.",
            store=store,
            layers=Text.join(kept[id].record.title for id in used),
            day=min(version.made for version in used.values())[:10],
        )
    asked = [catalogue.get(id).title for id in ids if id not in kept]
    if asked:
        progress.note("Not in the store '{store}', so asked from their sources: {layers}.", store=store, layers=Text.join(asked))
    for id, version in used.items():
        if version.extent:
            title = kept[id].record.title_and_id
            progress.warn("Only a part of layer '{record}' is in the store: {extent}.", record=title, extent=version.extent)
