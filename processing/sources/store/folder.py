"""A store in a folder: a GeoPackage (of a raster a GeoTIFF) and a small JSON file for each version, and a catalogue of what is current.

``layers/<id>/v3.json`` appears last and in one step: the highest number there is the current version. ``catalogue.json``
follows it, for everyone who loads by a catalogue; whichever of the two a killed program left behind names a whole version.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

from qgis.core import QgsRectangle

from ...analysis.features import Features
from ...model import codec
from ...model.errors import OpgaveError
from ...model.files import label, read_json
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Source
from ...model.source_kinds import kind_of_file, source_facts
from ...model.store import Validators, Version, Withdrawal, read_validators, read_version, read_withdrawal
from ...qgis_io.inputs import InputRaster
from ...qgis_io.outputs import said_when_refused
from ...qgis_io.rasters import write_copy
from ...qgis_io.user_name import user_name
from ...qgis_io.writing import write_geopackage
from ..reading.hashes import source_hash
from .durable_files import beside, refuse_link, replace_durably, write_document
from .kept_documents import KeptFiles
from .locks import Holder, is_held, lock_file
from .store import LANGUAGE, KeptHashes, Store, taken_number
from .store_catalogue import known_catalogue, list_in

CATALOGUE, LAYERS, LOCK, CHECKED = "catalogue.json", "layers", ".lock", "checked.json"
VERSION_FILE = re.compile(r"v([1-9]\d{0,8})\.json")
WITHDRAWN_FILE = re.compile(r"v[1-9]\d{0,8}\.withdrawn\.json")
DATA_FILE = re.compile(r"v[1-9]\d*-[0-9a-f]{8}\.(?:gpkg|tif)")
HIDDEN_FILE = re.compile(r"\..+-[0-9a-f]{12}(\.\w+)?(-\w+)?")
"""As `qgis_io.outputs.hidden_name` calls what is being made."""


class FolderStore(Store):
    """A shared folder.

    Parameters
    ----------
    path : Path
        Made by the first who writes.
    """

    keeps_cells = True

    def __init__(self, path: Path):
        self.path = path.absolute()
        self.name = str(path)
        self._lock, self._holder = self.path, Holder()

    @property
    def base(self) -> str:
        return str(self.path)

    @property
    def catalogue_path(self) -> Path:
        """The catalogue of what is current."""
        return self.path / CATALOGUE

    @property
    def handed_out(self) -> KeptFiles:
        return KeptFiles.beside(self.catalogue_path)

    def ids(self) -> list[str]:
        folders = sorted((self.path / LAYERS).glob("*")) if (self.path / LAYERS).is_dir() else []
        return [id_of(folder.name) for folder in folders if self._numbers(folder)]

    def versions(self, id: str) -> list[Version]:
        return [self._version(id, number) for number in self._numbers(self._folder(id))]

    def current(self, id: str) -> Version | None:
        numbers = self._numbers(self._folder(id))
        return self._version(id, numbers[-1]) if numbers else None

    def source(self, id: str, data: str) -> Source:
        if not DATA_FILE.fullmatch(data):
            raise OpgaveError(
                "Store '{store}', record '{record}': a version names '{data}', which is no file of this store, and is not opened: ask who"
                " wrote that version.",
                store=self.name,
                record=id,
                data=data,
            )
        refuse_link(self._folder(id) / data)
        kind = kind_of_file(data)
        layer = "" if source_facts(kind).cells else layer_name(id)
        return Source(kind, (self._folder(id) / data).relative_to(self.path).as_posix(), layer)

    @contextmanager
    def locked(self, id: str) -> Iterator[None]:
        folder = self._folder(id)
        refuse_link(self.path / LAYERS)
        with said_when_refused(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = folder / LOCK
        with lock_file(self._lock, user_name(), folder) as self._holder:
            self._sweep(id)
            yield

    def write(self, id: str, number: int, features: Features, record: LayerRecord, progress: Progress = SILENT) -> str:
        target = self._folder(id) / f"v{number}-{uuid.uuid4().hex[:8]}.gpkg"
        with said_when_refused(target), beside(target) as temporary:
            title, description = record.title.of(LANGUAGE), record.description.of(LANGUAGE)
            write_geopackage(temporary, layer_name(id), features, title=title, description=description, progress=progress)
            replace_durably(temporary, target)
        return target.name

    def write_cells(self, id: str, number: int, raster: InputRaster, extent: QgsRectangle | None = None) -> str:
        target = self._folder(id) / f"v{number}-{uuid.uuid4().hex[:8]}.tif"
        with said_when_refused(target), beside(target) as temporary:
            write_copy(raster, temporary, extent)
            replace_durably(temporary, target)
        return target.name

    def hashes(self, id: str, data: str) -> KeptHashes:
        return replace(super().hashes(id, data), file=source_hash(self._folder(id) / data))

    def discard(self, id: str, data: str) -> None:
        with suppress(OSError):
            (self._folder(id) / data).unlink()

    def commit(self, id: str, version: Version) -> None:
        target = self._folder(id) / f"v{version.number}.json"
        if not is_held(self._lock, self._holder):
            raise taken_number(id, version.number)
        with said_when_refused(target):
            try:
                write_document(target, codec.to_json(version), new=True)
            except FileExistsError as error:
                raise taken_number(id, version.number) from error

    def withdrawals(self, id: str) -> list[Withdrawal]:
        folder = self._folder(id)
        paths = self._withdrawn_files(folder)
        for path in paths:
            refuse_link(path)
        return sorted((read_withdrawal(read_json(path), label(path)) for path in paths), key=lambda one: one.number)

    def withdraw(self, id: str, version: Version, withdrawal: Withdrawal) -> None:
        path = self._folder(id) / f"v{version.number}.json"
        refuse_link(path)
        with said_when_refused(path):
            write_document(path.with_suffix(".withdrawn.json"), codec.to_json(withdrawal))
            path.unlink()

    def holds(self, id: str, data: str) -> bool:
        return (self._folder(id) / data).exists()

    def validators(self, id: str) -> Validators | None:
        path = self._folder(id) / CHECKED
        return read_validators(read_json(path), label(path)) if path.is_file() else None

    def remember(self, id: str, validators: Validators) -> None:
        path = self._folder(id) / CHECKED
        with said_when_refused(path):
            write_document(path, codec.to_json(validators))

    def check(self) -> None:
        known_catalogue(self.catalogue_path)

    def list_current(self, ids: Sequence[str] | None = None, gone: Sequence[str] = ()) -> None:
        kept = self.listed_records(ids)
        list_in(self.catalogue_path, kept, self.path.name, gone)

    def _sweep(self, id: str) -> None:
        """Remove what a killed program left in the folder of a record; its lock is ours."""
        folder = self._folder(id)
        used = {version.data for version in self.versions(id)}
        for path in folder.iterdir():
            if DATA_FILE.fullmatch(path.name) and path.name not in used or HIDDEN_FILE.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()

    def _folder(self, id: str) -> Path:
        """Return the folder of a record: where it has one of before, under the name that it had then, though all was withdrawn from it."""
        earlier = self.path / LAYERS / earlier_folder_name(id)
        new = self.path / LAYERS / folder_name(id)
        folder = earlier if earlier != new and (self._numbers(earlier) or self._withdrawn_files(earlier)) else new
        refuse_link(folder)
        return folder

    def _version(self, id: str, number: int) -> Version:
        path = self._folder(id) / f"v{number}.json"
        refuse_link(path)
        return read_version(read_json(path), label(path))

    def _withdrawn_files(self, folder: Path) -> list[Path]:
        return [path for path in folder.iterdir() if WITHDRAWN_FILE.fullmatch(path.name)] if folder.is_dir() else []

    def _numbers(self, folder: Path) -> list[int]:
        if not folder.is_dir():
            return []
        return sorted(int(found[1]) for path in folder.iterdir() if (found := VERSION_FILE.fullmatch(path.name)))


def folder_name(id: str) -> str:
    """Return a record's id as the name of a folder on any system, with ``=3A`` for a colon: QGIS opens no GeoPackage below ``%3A``."""
    return earlier_folder_name(id).replace("%", "=")


def earlier_folder_name(id: str) -> str:
    """Return the name of that folder in stores of before."""
    return quote(id, safe="").replace(".", "%2E")


def id_of(folder: str) -> str:
    """Return the id of the record in a folder, by either name."""
    return unquote(folder.replace("=", "%"))


def layer_name(id: str) -> str:
    """Return a record's id as the name of a layer in its GeoPackage."""
    return id


def check_is_store(path: Path) -> None:
    """Check that there is a store in a folder."""
    if not (path / LAYERS).is_dir():
        raise OpgaveError(
            "There is no store in '{path}': give the folder of a store, or make one with 'sync_store' or 'publish_layer'.", path=path
        )
