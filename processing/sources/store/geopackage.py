"""A store in one GeoPackage: a layer for each version, and a table in which a row makes a version current.

That row is written last, in a transaction of SQLite, which leaves a killed program's half work out. A catalogue
``<name>.catalogue.json`` stands beside it, for everyone who loads by a catalogue.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from osgeo import gdal

from ...analysis.features import Features
from ...model import codec
from ...model.errors import OpgaveError
from ...model.files import parse_json
from ...model.progress import SILENT, Progress, check_cancelled
from ...model.record import LayerRecord, Source
from ...model.source_kinds import kind_of_file
from ...model.store import Validators, Version, Withdrawal, read_validators, read_version, read_withdrawal
from ...model.text import field_name
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import OWN, open_dataset
from ...qgis_io.outputs import LOCKED, said_when_refused
from ...qgis_io.user_name import user_name
from ...qgis_io.writing import write_geopackage
from .durable_files import beside, replace_durably
from .kept_documents import KeptFiles
from .locks import Holder, is_held, lock_file
from .store import LANGUAGE, Store, taken_number
from .store_catalogue import known_catalogue, list_in

TABLES = """
CREATE TABLE IF NOT EXISTS opgavenkaart_version
  (record TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (record, number));
CREATE TABLE IF NOT EXISTS opgavenkaart_checked (record TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS opgavenkaart_withdrawn
  (record TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (record, number));
CREATE TABLE IF NOT EXISTS opgavenkaart_writing (data TEXT PRIMARY KEY);
"""
OWN_TABLES = ("opgavenkaart_version", "opgavenkaart_checked", "opgavenkaart_writing", "opgavenkaart_withdrawn")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
WRITES = re.compile(r"\b(?:insert|update|delete|replace)\b", re.IGNORECASE)
"""What a trigger does that is more than refusing a row, as those of GeoPackage's own tables do."""
COUNTS = re.compile(
    r"UPDATE gpkg_ogr_contents SET feature_count = feature_count [+-] 1 WHERE lower\(table_name\) = lower\(\);? ?END;?\s*", re.IGNORECASE
)
"""What the triggers of GDAL do on every table that it makes, once the texts are out: they count its rows."""

MARK = "__v"
"""Before the number in the name of a version's layer."""
VERSION_LAYER = re.compile(rf".+{MARK}[1-9]\d*_[0-9a-f]{{8}}")
WAIT_SECONDS, LOOK_SECONDS = 20.0, 0.1
"""How long another program may have the file, and how long one look takes."""

Result = TypeVar("Result")


class GeopackageStore(Store):
    """One GeoPackage.

    Parameters
    ----------
    path : Path
    must_exist : bool
        Whether it must hold a store already.
    """

    def __init__(self, path: Path, must_exist: bool = False):
        self.path = path.absolute()
        self.name = str(path)
        self.catalogue_path = self.path.with_suffix(".catalogue.json")
        self._lock = self.path.with_name(f".{self.path.name}.lock")
        self._holder = Holder()
        if must_exist and not self._is_store():
            raise OpgaveError(
                "'{path}' is no store: give the GeoPackage of one, or make it with 'sync_store' or 'publish_layer'.", path=self.path
            )

    @property
    def base(self) -> str:
        return str(self.path.parent)

    @property
    def handed_out(self) -> KeptFiles:
        return KeptFiles.beside(self.catalogue_path)

    def ids(self) -> list[str]:
        return [id for (id,) in self._rows("SELECT DISTINCT record FROM opgavenkaart_version ORDER BY record")]

    def versions(self, id: str) -> list[Version]:
        rows = self._rows("SELECT document FROM opgavenkaart_version WHERE record = ? ORDER BY number", (id,))
        return [read_version(parse_json(text, f"{self.path.name}, {id}"), f"{self.path.name}, {id}") for (text,) in rows]

    def source(self, id: str, data: str) -> Source:
        return Source(kind_of_file(self.path), self.path.name, data)

    @contextmanager
    def locked(self, id: str) -> Iterator[None]:
        """Keep others from writing: the whole file, for SQLite has one who writes."""
        with said_when_refused(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with lock_file(self._lock, user_name(), self.path) as self._holder:
            self._prepare()
            self._sweep()
            yield

    def write(self, id: str, number: int, features: Features, record: LayerRecord, progress: Progress = SILENT) -> str:
        data = f"{field_name(id)}{MARK}{number}_{uuid.uuid4().hex[:8]}"
        self._change("INSERT INTO opgavenkaart_writing VALUES (?)", (data,))
        title, description = record.title.of(LANGUAGE), record.description.of(LANGUAGE)
        write_geopackage(self.path, data, features, title=f"{title} ({id}, {number})", description=description, progress=progress)
        return data

    def discard(self, id: str, data: str) -> None:
        with gdal_raises(), suppress(RuntimeError):
            dataset = open_dataset(self.path, gdal.OF_VECTOR | gdal.OF_UPDATE, OWN)
            names = [dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())]
            if data in names:
                dataset.DeleteLayer(names.index(data))

    def erase(self, id: str, data: str) -> None:
        super().erase(id, data)
        self._use(lambda database: database.execute("VACUUM"))  # what SQLite deletes stays in the file, for whoever looks

    def commit(self, id: str, version: Version) -> None:
        if not is_held(self._lock, self._holder):
            raise taken_number(id, version.number)
        row = (id, version.number, json.dumps(codec.to_json(version), ensure_ascii=False))
        try:
            self._change("INSERT INTO opgavenkaart_version VALUES (?, ?, ?)", row)
            self._change("DELETE FROM opgavenkaart_writing WHERE data = ?", (version.data,))
        except sqlite3.IntegrityError as error:
            raise taken_number(id, version.number) from error

    def withdrawals(self, id: str) -> list[Withdrawal]:
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'opgavenkaart_withdrawn' AND type = 'table'", must_be=False):
            return []
        rows = self._rows("SELECT document FROM opgavenkaart_withdrawn WHERE record = ? ORDER BY number", (id,))
        return [read_withdrawal(parse_json(text, f"{self.path.name}, {id}"), f"{self.path.name}, {id}") for (text,) in rows]

    def withdraw(self, id: str, version: Version, withdrawal: Withdrawal) -> None:
        document = json.dumps(codec.to_json(withdrawal), ensure_ascii=False)

        def replace(database: sqlite3.Connection) -> None:
            with database:
                database.execute("INSERT OR REPLACE INTO opgavenkaart_withdrawn VALUES (?, ?, ?)", (id, version.number, document))
                database.execute("DELETE FROM opgavenkaart_version WHERE record = ? AND number = ?", (id, version.number))

        self._use(replace)

    def holds(self, id: str, data: str) -> bool:
        return bool(self._rows("SELECT 1 FROM sqlite_master WHERE name = ?", (data,)))

    def validators(self, id: str) -> Validators | None:
        rows = self._rows("SELECT document FROM opgavenkaart_checked WHERE record = ?", (id,))
        return read_validators(parse_json(rows[0][0], f"{self.path.name}, {id}"), f"{self.path.name}, {id}") if rows else None

    def remember(self, id: str, validators: Validators) -> None:
        document = json.dumps(codec.to_json(validators), ensure_ascii=False)
        self._change("INSERT OR REPLACE INTO opgavenkaart_checked VALUES (?, ?)", (id, document))

    def check(self) -> None:
        known_catalogue(self.catalogue_path)

    def list_current(self, ids: Sequence[str] | None = None, gone: Sequence[str] = ()) -> None:
        kept = self.listed_records(ids)
        list_in(self.catalogue_path, kept, self.path.stem, gone)

    def _is_store(self) -> bool:
        found = "SELECT 1 FROM sqlite_master WHERE name = 'opgavenkaart_version' AND type = 'table'"
        return self.path.is_file() and bool(self._rows(found, must_be=False))

    def _prepare(self) -> None:
        """Make the file and its tables."""
        with gdal_raises():
            if not self.path.exists():  # a program that is killed while it makes one must not leave half of it under the store's name
                with beside(self.path) as temporary:
                    gdal.GetDriverByName("GPKG").Create(str(temporary), 0, 0, 0, gdal.GDT_Unknown).Close()
                    replace_durably(temporary, self.path)
        self._refuse_triggers()
        self._use(lambda database: database.executescript(TABLES))

    def _sweep(self) -> None:
        """Remove layers that a killed program left."""
        used = {version.data for id in self.ids() for version in self.versions(id)}
        for (name,) in self._rows("SELECT data FROM opgavenkaart_writing"):
            if VERSION_LAYER.fullmatch(name) and name not in used:
                self.discard("", name)
            self._change("DELETE FROM opgavenkaart_writing WHERE data = ?", (name,))

    def _refuse_triggers(self) -> None:
        """Check that nothing in the file writes by itself when the store is written: on the store's tables, or those that list layers.

        Raises
        ------
        OpgaveError
            Somebody put such a trigger, or a view in place of a table, into the file.
        """
        layers = {name for (name,) in self._rows("SELECT table_name FROM gpkg_contents", must_be=False)}
        rows = self._rows("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')", must_be=False)
        for kind, name, table, sql in rows:
            body = " ".join(QUOTED.sub("", sql or "").partition("BEGIN")[2].split())
            writes = table not in layers and WRITES.search(body) and not COUNTS.fullmatch(body)
            acts = kind == "trigger" and (table in OWN_TABLES or writes)
            if acts or kind == "view" and name in OWN_TABLES:
                raise OpgaveError(
                    "Store '{path}' holds '{name}', which would act by itself when the store is used; nothing was changed. Remove it from"
                    " the file, and ask who made it.",
                    path=self.path,
                    name=name,
                )

    def _rows(self, sql: str, values: Sequence = (), must_be: bool = True) -> list[tuple]:
        if not self.path.is_file() or (must_be and not self._is_store()):
            return []
        return self._use(lambda database: database.execute(sql, values).fetchall())

    def _change(self, sql: str, values: Sequence) -> None:
        def change(database: sqlite3.Connection) -> None:
            with database:
                database.execute(sql, values)

        self._use(change)

    def _use(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what ``work`` does with the database, all of it or nothing; while another program has it, it is tried again.

        In short waits, so that a cancel is heard.
        """
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                with closing(sqlite3.connect(self.path, timeout=LOOK_SECONDS)) as database:
                    database.execute("PRAGMA synchronous = FULL")
                    return work(database)
            except sqlite3.IntegrityError:
                raise
            except sqlite3.Error as error:
                locked = LOCKED in str(error)
                if not locked or time.monotonic() > until:
                    advice = OpgaveError("close the program that uses the file") if locked else OpgaveError("check the file")
                    raise OpgaveError(
                        "Store '{path}' cannot be used ({reason}): {advice}.", path=self.path, reason=error, advice=advice
                    ) from error
            check_cancelled()
            time.sleep(LOOK_SECONDS)
