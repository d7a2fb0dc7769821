"""What every store can do, whether it is a folder, a GeoPackage or a schema of a database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsFeatureSource, QgsRectangle, QgsVectorLayer

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Source
from ...model.source_kinds import source_facts
from ...model.store import NOT_JUDGED, Validators, Version, Withdrawal
from ...qgis_io.crs_names import find_crs
from ...qgis_io.inputs import InputRaster
from ...qgis_io.layer_rows import layer_rows_hash
from ...qgis_io.reading import read_features
from ..kinds.postgis.load import open_table
from ..reading.files import open_layer
from ..reading.kept_rows import check_layer
from .kept_documents import KeptDocuments

MOST_SCORES = 9
"""Earlier versions whose scores a catalogue lists."""
ROW_NUMBER = "fid"
"""Column that a GeoPackage has for its own use."""
LANGUAGE = "nl"
"""Of the titles in a store, which are the same for the whole team, whoever syncs."""


@dataclass(frozen=True)
class KeptHashes:
    """SHA-256 of the file in which features are kept, empty where it holds more than these, and of its rows."""

    rows: str
    file: str = ""


class Store(ABC):
    """Layers by record id, each in versions; a reader sees a version whole or not at all.

    Writing goes in two steps: `write` puts the features where nobody looks, `commit` makes them the current version.
    """

    name: str
    """As the user knows it."""
    keeps_cells = False
    """Whether it has a place for rasters."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Return the ids of the records it holds."""

    @abstractmethod
    def versions(self, id: str) -> list[Version]:
        """Return the versions of a record, the oldest first; the last one is current."""

    def versions_of(self, ids: Sequence[str] | None = None) -> dict[str, list[Version]]:
        """Return the versions of some records or all, by id."""
        return {id: self.versions(id) for id in (self.ids() if ids is None else ids)}

    @abstractmethod
    def source(self, id: str, data: str) -> Source:
        """Return where the features called ``data`` are read."""

    @property
    @abstractmethod
    def handed_out(self) -> KeptDocuments:
        """What it keeps of the maps that were made from it."""

    @property
    def base(self) -> str:
        """The folder at which a relative path in a source starts."""
        return ""

    @abstractmethod
    def locked(self, id: str) -> AbstractContextManager[None]:
        """Keep others from writing a record.

        Raises
        ------
        OpgaveError
            Another writes it now.
        """

    @abstractmethod
    def write(self, id: str, number: int, features: Features, record: LayerRecord, progress: Progress = SILENT) -> str:
        """Write features for a version to come and return what they are called."""

    def write_cells(self, id: str, number: int, raster: InputRaster, extent: QgsRectangle | None = None) -> str:
        """Write the cells of a raster for a version to come, those that an extent meets or all, and return what they are called."""
        raise NotImplementedError

    @abstractmethod
    def discard(self, id: str, data: str) -> None:
        """Remove features that did not become a version."""

    def erase(self, id: str, data: str) -> None:
        """Remove the features of a withdrawn version, so that nothing of them is left in a file."""
        self.discard(id, data)

    @abstractmethod
    def commit(self, id: str, version: Version) -> None:
        """Make a version current, in one step.

        Raises
        ------
        OpgaveError
            Another made a version with that number.
        """

    @abstractmethod
    def withdrawals(self, id: str) -> list[Withdrawal]:
        """Return what stays of the versions of a record that were withdrawn, the oldest first."""

    @abstractmethod
    def withdraw(self, id: str, version: Version, withdrawal: Withdrawal) -> None:
        """Have a withdrawal take the place of a version, under the record's lock; the features still stand."""

    @abstractmethod
    def holds(self, id: str, data: str) -> bool:
        """Whether the features called ``data`` stand in the store."""

    @abstractmethod
    def validators(self, id: str) -> Validators | None:
        """Return what the source of a record showed last."""

    @abstractmethod
    def remember(self, id: str, validators: Validators) -> None:
        """Keep what the source of a record shows."""

    @abstractmethod
    def check(self) -> None:
        """Raise where something would keep a new version from being listed; called before work begins."""

    @abstractmethod
    def list_current(self, ids: Sequence[str] | None = None, gone: Sequence[str] = ()) -> None:
        """Have whatever lists the current versions follow, for some records or all, and no longer name those that are gone; called after
        `commit`.
        """

    def current(self, id: str) -> Version | None:
        """Return the current version of a record; None where there is none."""
        versions = self.versions(id)
        return versions[-1] if versions else None

    def next_number(self, id: str) -> int:
        """Return the number of the version to come: no withdrawn one has it."""
        used = [one.number for one in self.versions(id)] + [one.number for one in self.withdrawals(id)]
        return 1 + max(used, default=0)

    def check_not_withdrawn(self, record: LayerRecord, hash: str) -> None:
        """Check that features are not those of a version that was withdrawn.

        Raises
        ------
        OpgaveError
            They are.
        """
        for one in self.withdrawals(record.id):
            if one.hash == hash:
                raise OpgaveError(
                    "Layer '{record}': these are the data of version {number}, which {by} withdrew on {day} ({reason}), so they are not"
                    " kept again: correct them first, or ask who withdrew them.",
                    record=record.title_and_id,
                    number=one.number,
                    by=one.by,
                    day=one.made[:10],
                    reason=one.reason,
                )

    def newest(self, id: str) -> Version:
        """Return the current version of a record that the store has.

        Raises
        ------
        OpgaveError
            It has no such record.
        """
        current = self.current(id)
        if current is None:
            raise OpgaveError(
                "Store '{store}' has no record '{record}'. The records are: {ids}.",
                store=self.name,
                record=id,
                ids=", ".join(self.ids()) or "none",
            )
        return current

    def newest_of(self, ids: Sequence[str] | None = None) -> dict[str, Version]:
        """Return the current version of some records or all, by id."""
        return {id: versions[-1] if versions else self.newest(id) for id, versions in self.versions_of(ids).items()}

    def version(self, id: str, number: int) -> Version:
        """Return a version by its number."""
        versions = self.versions(id)
        found = next((one for one in versions if one.number == number), None)
        if found is None:
            newest = versions[-1] if versions else self.newest(id)
            numbers = ", ".join(str(one.number) for one in versions)
            title = self.record(id, newest).title_and_id
            raise OpgaveError(
                "Layer '{record}' has no version {number}. The versions are: {numbers}.", record=title, number=number, numbers=numbers
            )
        return found

    def record(self, id: str, version: Version) -> LayerRecord:
        """Return the record of a version, its source being the store itself."""
        return version.layer_record(self.source(id, version.data), self.base, f"{self.name}, {id}")

    def field_names(self, id: str, version: Version) -> list[str]:
        """Return the names of the fields of a version, whose features are as they were kept."""
        return [field.name() for field in open_record(self.record(id, version)).fields()]

    def hashes(self, id: str, data: str) -> KeptHashes:
        """Return what tells later on whether features called ``data``, which were just written, are still as they are."""
        source = self.source(id, data)
        if source_facts(source.kind).cells:
            return KeptHashes("")
        return KeptHashes(rows=layer_rows_hash(Path(self.base, source.path), source.layer))

    def check_unchanged(self, id: str, version: Version) -> None:
        """Check that the features of a version are those that were kept, where it says by what that is known.

        Raises
        ------
        OpgaveError
            They are not, or are gone.
        """
        record = self.record(id, version)
        check_layer(record, Path(record.location))

    def is_unchanged(self, id: str, version: Version, progress: Progress) -> bool:
        """Whether the features of a version are there, as they were kept; where not, a warning tells why."""
        try:
            self.check_unchanged(id, version)
        except OpgaveError as error:
            progress.warn("{reason}", reason=error)
            return False
        return True

    def listed_records(self, ids: Sequence[str] | None = None) -> dict[str, LayerRecord]:
        """Return the current records of some layers or all, as a catalogue lists them: a mark of quality with the scores before it."""
        found = {}
        for id, versions in self.versions_of(ids).items():
            record = self.record(id, versions[-1] if versions else self.newest(id))
            if record.quality is not None:
                before = [one.score for one in versions[:-1] if one.score != NOT_JUDGED]
                record = replace(record, quality=replace(record.quality, before=tuple(before[-MOST_SCORES:])))
            found[id] = record
        return found

    def read(self, id: str, record: LayerRecord, data: str, progress: Progress = SILENT) -> Features:
        """Return features exactly as they are kept, those without geometry too.

        Raises
        ------
        OpgaveError
            It is a raster, which has none.
        """
        if source_facts(self.source(id, data).kind).cells:
            raise OpgaveError(
                "Layer '{record}' is a raster in store '{store}', and has no features.", record=record.title_and_id, store=self.name
            )
        record = replace(record, source=self.source(id, data), base=self.base)
        features, _ = read_features(open_record(record), name=id, keep_null=True, progress=progress)
        extra = [column for column in features.table if column == ROW_NUMBER != record.key]
        return replace(features, table=features.table.drop(columns=extra))


def open_record(record: LayerRecord) -> QgsVectorLayer | QgsFeatureSource:
    """Return the layer or table of a record of a store."""
    return open_table(record) if source_facts(record.source.kind).database else open_layer(record, Path(record.location))


def taken_number(id: str, number: int) -> OpgaveError:
    """Return the sentence for a version that another made first."""
    return OpgaveError(
        "Record '{record}': someone else made version {number} at the same moment, so nothing was changed: look at that version, then try"
        " again.",
        record=id,
        number=number,
    )


def is_known_crs(crs: str) -> bool:
    """Whether a catalogue can name a coordinate system: by authority and code."""
    return bool(crs) and ":" in crs and find_crs(crs).authid() == crs
