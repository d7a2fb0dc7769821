"""The public data of a municipality, fetched once and kept: what is in the stores is not asked again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from qgis.core import QgsReferencedRectangle

from ...analysis.features import Features
from ...model.choices import NEWEST
from ...model.errors import OpgaveError
from ...model.municipalities import Municipality
from ...model.progress import SILENT, Progress
from ...model.record import NIS_CODE, YEAR, LayerRecord
from ...qgis_io.turns import call_by_turns
from ...sources.store import Store, open_store
from ...sources.store.publish import Judge, add_version
from ...sources.store.source_states import extent_text
from ...sources.store.sync import SyncResult, sync
from .area import codes_of, condition_of, extent_around, limit_to

BACKGROUND = "background.sqlite"
SHARED = "flanders"
"""Store of the tables that come whole, whatever the municipality."""
EDGE = 100.0
"""Metres around a municipality within which its areas end, however their borders were simplified."""


@dataclass
class PublicData:
    """What could be had for a municipality, and what not.

    Attributes
    ----------
    shared, own, areas : Store
        Tables that all municipalities share; what lies in and around this one; its areas and what is estimated for these, which is
        ``own`` too unless a year of the areas is asked for.
    extent, ground : QgsReferencedRectangle
        From which layers are fetched: the municipality with what lies around it, and that of the municipality alone.
    codes : list of str
        The NIS codes that stand for the municipality in some year.
    refresh : bool
        Whether sources are asked again for what the stores have already.
    judge : callable, optional
        Its mark is kept with each version.
    records : dict of str to LayerRecord
        By id, with the store as their source.
    whole : set of str
        Ids of those that hold the rows of all municipalities.
    failures : dict of str to OpgaveError
        Why the others could not be had.
    """

    shared: Store
    own: Store
    areas: Store
    extent: QgsReferencedRectangle
    ground: QgsReferencedRectangle
    codes: list[str]
    refresh: bool = False
    judge: Judge | None = None
    records: dict[str, LayerRecord] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    failures: dict[str, OpgaveError] = field(default_factory=dict)

    @property
    def background(self) -> Path:
        """The file in which pictures of the ground are kept."""
        return Path(self.own.base) / BACKGROUND

    def fetch(
        self,
        wanted: Mapping[str, Sequence[LayerRecord]],
        progress: Progress = SILENT,
        areas: Collection[str] = (),
        within: Collection[str] = (),
    ) -> None:
        """Fetch layers of which the stores have no copy yet.

        Parameters
        ----------
        wanted : mapping of record id to sequence of LayerRecord
            The records that may give the layer, each under its id, the best one first: the first that answers is kept.
        areas : collection of str
            The ids of those that are the areas of a challenge.
        within : collection of str
            The ids of those of which only what lies in the municipality is wanted.
        """
        rank = 0
        while some := [records[rank] for id, records in wanted.items() if id not in self.records and rank < len(records)]:
            own = [one for one in some if not is_shared(one)]
            inside = [one for one in own if one.id in within]
            around = [one for one in own if one.id not in (*areas, *within)]
            pieces = [
                partial(self._fetch, [one for one in some if is_shared(one)], self.shared, None),
                partial(self._fetch, [one for one in own if one.id in areas], self.areas, self.extent),
                partial(self._fetch, around, self.own, self.extent),
                partial(self._fetch, [self._limited(one) for one in inside], self.own, self.ground),
            ]
            call_by_turns(pieces, progress)
            rank += 1

    def keep(self, record: LayerRecord, features: Features, progress: Progress = SILENT) -> None:
        """Keep a layer that was estimated for the areas."""
        self.areas.check()
        with self.areas.locked(record.id):
            mark = self.judge(features, record) if self.judge else None
            add_version(self.areas, self.areas.current(record.id), record, features, progress, mark)
        self.areas.list_current([record.id])
        self.take(record.id)

    def take(self, id: str) -> bool:
        """Take over what was kept of a layer that was estimated; return whether it was."""
        version = self.areas.current(id)
        if version is None:
            return False
        self.records[id] = self.areas.record(id, version)
        self.failures.pop(id, None)
        return True

    def _limited(self, record: LayerRecord) -> LayerRecord:
        """Return a record with the rows of the municipality alone, where it says of which municipality each is."""
        return limit_to(record, condition_of(self.codes)) if NIS_CODE in record.fields else record

    def _fetch(self, records: Sequence[LayerRecord], store: Store, extent: QgsReferencedRectangle | None, progress: Progress) -> None:
        enough = ("", extent_text(extent), extent_text(self.extent))
        kept = {one.id: store.current(one.id) for one in records}
        asked = [one for one in records if self.refresh or (version := kept[one.id]) is None or version.extent not in enough]
        outcomes = sync(store, asked, extent, progress, self.judge) if asked else []
        failed = {one.record.id: one.details[0] for one in outcomes if one.version is None}
        narrow = extent_text(self.ground) if extent is self.extent else None
        failed |= {one.record.id: _not_enough(one) for one in outcomes if one.version and one.version.extent == narrow and one.has_failed}
        self.failures |= failed
        for id in (one.id for one in records if one.id not in failed):
            self.records[id] = store.record(id, store.newest(id))
            self.failures.pop(id, None)
            if store is self.shared:
                self.whole.add(id)


def open_public_data(
    folder: Path, municipality: Municipality, refresh: bool = False, vintage: str = NEWEST, judge: Judge | None = None
) -> PublicData:
    """Return the stores below a folder for a municipality and a year of its areas; the first who fetches makes them."""
    own = open_store(str(folder / municipality.nis))
    areas = own if vintage == NEWEST else open_store(str(folder / f"{municipality.nis}_{vintage}"))
    return PublicData(
        open_store(str(folder / SHARED)),
        own,
        areas,
        extent_around(municipality),
        extent_around(municipality, EDGE),
        codes_of(municipality),
        refresh,
        judge,
    )


def _not_enough(synced: SyncResult) -> OpgaveError:
    """Return why a layer cannot be had of which the store keeps a part."""
    return OpgaveError(
        "{reason} What was kept of this layer before lies in the municipality alone, and what lies around it is needed too.",
        reason=synced.details[0],
    )


def is_shared(record: LayerRecord) -> bool:
    """Whether a record is the same for every municipality: a table without place, at an address without one."""
    return record.geometry == "none" and record.placeholders <= {YEAR}
