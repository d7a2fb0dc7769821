"""A store in a schema of a PostGIS database: a table for each version, and a row that makes a version current.

Everything goes through a connection that QGIS knows; who writes holds an advisory lock of the database for that record,
which ends with its connection. Nobody but QGIS's authentication manager knows a password.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    Qgis,
    QgsAbstractDatabaseProviderConnection,
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsDataSourceUri,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsTransaction,
    QgsVectorDataProvider,
    QgsVectorLayerExporter,
)

from ...analysis.features import Features
from ...model import codec
from ...model.errors import OpgaveError
from ...model.files import parse_json
from ...model.progress import SILENT, Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord, Source
from ...model.store import Validators, Version, Withdrawal, read_validators, read_version, read_withdrawal
from ...model.text import field_name
from ...qgis_io.crs import read_crs
from ...qgis_io.writing import add_features, geometry_type, sink_fields
from ..kinds.postgis.load import table_rows_hash
from ..reading.kept_rows import check_rows
from .kept_documents import HANDED_OUT, WAIT_SECONDS, KeptDocuments
from .store import ROW_NUMBER, KeptHashes, Store, taken_number

SCHEMA, VERSIONS, CHECKED, WITHDRAWN = "opgavenkaart", "version", "checked", "withdrawn"
DOCUMENT = ".json"
"""How the name of a row that holds text ends; others hold base64."""
TABLES = """
CREATE SCHEMA IF NOT EXISTS opgavenkaart;
CREATE TABLE IF NOT EXISTS opgavenkaart.version
  (id serial PRIMARY KEY, record text NOT NULL, number integer NOT NULL, document text NOT NULL, UNIQUE (record, number));
CREATE TABLE IF NOT EXISTS opgavenkaart.checked
  (id serial PRIMARY KEY, record text NOT NULL UNIQUE, document text NOT NULL);
"""
WITHDRAWN_TABLE = """
CREATE TABLE IF NOT EXISTS opgavenkaart.withdrawn
  (id serial PRIMARY KEY, record text NOT NULL, number integer NOT NULL, document text NOT NULL, UNIQUE (record, number))
"""
"""Made when the first version is withdrawn: who only publishes need not own the schema."""
HANDED_OUT_TABLE = """
CREATE TABLE IF NOT EXISTS opgavenkaart.handed_out (id serial PRIMARY KEY, name text NOT NULL UNIQUE, content text NOT NULL)
"""
"""Made when the first map leaves, for the same reason."""
HANDED_OUT_DOCUMENTS = "SELECT name, content FROM opgavenkaart.handed_out WHERE name LIKE '%.json' ORDER BY name"
ACTING = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'opgavenkaart' AND (
  c.relkind IN ('v', 'm', 'f') OR c.relrowsecurity OR c.relhasrules
  OR EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal))
ORDER BY 1
"""
"""What in the schema does something by itself when it is read or written: views, rules, row policies, triggers."""
STRANGERS = """
WITH RECURSIVE mine(role) AS (
  SELECT oid FROM pg_roles WHERE rolname = current_user
  UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.role),
owners(owner) AS (
  SELECT nspowner FROM pg_namespace WHERE nspname = 'opgavenkaart'
  UNION SELECT c.relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'opgavenkaart' AND c.relname IN ('version', 'checked', 'withdrawn', 'handed_out'))
SELECT r.rolname FROM owners JOIN pg_roles r ON r.oid = owner
WHERE NOT r.rolsuper AND owner NOT IN (SELECT role FROM mine)
  AND owner <> (SELECT datdba FROM pg_database WHERE datname = current_database())
"""
"""Owners of the schema whose functions would run with the rights of who writes, and who are neither that user, a role of theirs, nor in
charge of the database. A superuser is a member of every role only by name, not in this list."""
LOCK_WAIT = "SET LOCAL lock_timeout = '300ms'"
LONGEST_NAME = 30
"""Letters of a record's id in the name of its tables: PostgreSQL cuts a name at 63 bytes."""


class PostgisStore(Store):
    """The schema ``opgavenkaart`` of a database.

    Parameters
    ----------
    name : str
        Of a PostGIS connection in QGIS.
    must_exist : bool
        Whether it must hold a store already.
    """

    def __init__(self, name: str, must_exist: bool = False):
        self.name = name
        self._connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(name)
        with said_when_refused(name):
            self._is_made = SCHEMA in self._connection.schemas()
        if must_exist and not self._is_made:
            raise OpgaveError(
                "The database of connection '{store}' holds no store: make one with 'sync_store' or 'publish_layer'.", store=name
            )
        self._refuse_acting()

    @property
    def handed_out(self) -> KeptRows:
        return KeptRows(self)

    def ids(self) -> list[str]:
        if not self._is_made:
            return []
        return [row[0] for row in self.run("SELECT DISTINCT record FROM opgavenkaart.version ORDER BY record")]

    def versions(self, id: str) -> list[Version]:
        found = [read_version(parse_json(row["document"], f"{self.name}, {id}"), f"{self.name}, {id}") for row in self.rows(VERSIONS, id)]
        return sorted(found, key=lambda version: version.number)

    def source(self, id: str, data: str) -> Source:
        return Source("postgis", self.name, f"{SCHEMA}.{data}")

    @contextmanager
    def locked(self, id: str) -> Iterator[None]:
        self.prepare()

        def busy(reason: str) -> OpgaveError:
            return OpgaveError(
                "Someone else is writing record '{record}' in store '{store}' at this moment, so nothing was changed: look at the"
                " new version, then try again ({reason}).",
                record=id,
                store=self.name,
                reason=reason,
            )

        with self.advisory_lock(id, LOCK_WAIT, busy):
            self._sweep(id)
            yield

    @contextmanager
    def advisory_lock(self, name: str, wait: str, busy: Callable[[str], OpgaveError]) -> Iterator[None]:
        """Hold a lock of the database for the length of the block, which asks for no right to write; ``wait`` says for how long."""
        transaction = QgsTransaction.create(QgsDataSourceUri(self._connection.uri()).connectionInfo(False), "postgres")
        begun, reason = transaction.begin()
        if not begun:
            raise refusal(self.name, reason)
        try:
            for sql in (wait, f"SELECT pg_advisory_xact_lock({zlib.crc32(SCHEMA.encode())}, {sign_id(name)})"):
                done, reason = transaction.executeSql(sql)
                if not done:
                    raise busy(shorten_reason(reason))
            yield
        finally:
            transaction.rollback()

    def write(self, id: str, number: int, features: Features, record: LayerRecord, progress: Progress = SILENT) -> str:
        data = f"{table_prefix(id)}{number}_{uuid.uuid4().hex[:8]}"
        kind = geometry_type(features.geometry)
        layout = sink_fields(features.table, None)
        crs = read_crs(features.crs) if features.crs else QgsCoordinateReferenceSystem()
        geometry = "geom" if kind != Qgis.WkbType.NoGeometry else ""
        sink = QgsVectorLayerExporter(self._uri(data, geometry, ROW_NUMBER).uri(False), "postgres", layout, kind, crs)
        if sink.errorCode() != Qgis.VectorExportResult.Success:
            raise refusal(self.name, sink.errorMessage())
        add_features(sink, features, layout, kind, progress)
        if not sink.flushBuffer() or sink.errorCount():
            raise refusal(self.name, sink.errorMessage())
        return data

    def hashes(self, id: str, data: str) -> KeptHashes:
        with said_when_refused(self.name):
            return KeptHashes(rows=table_rows_hash(self._connection, SCHEMA, data))

    def check_unchanged(self, id: str, version: Version) -> None:
        with said_when_refused(self.name):
            check_rows(self.record(id, version), self.name, lambda: table_rows_hash(self._connection, SCHEMA, version.data))

    def discard(self, id: str, data: str) -> None:
        with suppress(QgsProviderConnectionException):
            self._connection.dropVectorTable(SCHEMA, data)

    def commit(self, id: str, version: Version) -> None:
        document = json.dumps(codec.to_json(version), ensure_ascii=False)
        if not self.insert(VERSIONS, {"record": id, "number": version.number, "document": document}):
            raise taken_number(id, version.number)

    def withdrawals(self, id: str) -> list[Withdrawal]:
        rows = self.rows(WITHDRAWN, id) if self.holds(id, WITHDRAWN) else iter(())
        found = [read_withdrawal(parse_json(row["document"], f"{self.name}, {id}"), f"{self.name}, {id}") for row in rows]
        return sorted(found, key=lambda one: one.number)

    def withdraw(self, id: str, version: Version, withdrawal: Withdrawal) -> None:
        self.run(WITHDRAWN_TABLE)
        document = json.dumps(codec.to_json(withdrawal), ensure_ascii=False)
        rows = [row.id() for row in self.rows(VERSIONS, id) if row["number"] == version.number]
        known = any(one.number == version.number for one in self.withdrawals(id))
        if not known and not self.insert(WITHDRAWN, {"record": id, "number": version.number, "document": document}):
            raise refusal(self.name, "")
        if not self._provider(VERSIONS).deleteFeatures(rows):
            raise refusal(self.name, "")

    def holds(self, id: str, data: str) -> bool:
        if not self._is_made:
            return False
        with said_when_refused(self.name):
            return self._connection.tableExists(SCHEMA, data)

    def validators(self, id: str) -> Validators | None:
        row = next(self.rows(CHECKED, id), None)
        return read_validators(parse_json(row["document"], f"{self.name}, {id}"), f"{self.name}, {id}") if row else None

    def remember(self, id: str, validators: Validators) -> None:
        document = json.dumps(codec.to_json(validators), ensure_ascii=False)
        row = next(self.rows(CHECKED, id), None)
        if row is None:
            self.insert(CHECKED, {"record": id, "document": document})
            return
        provider = self._provider(CHECKED)
        provider.changeAttributeValues({row.id(): {provider.fieldNameIndex("document"): document}})

    def check(self) -> None:
        """Nothing to check: the rows themselves are the list."""

    def list_current(self, ids: Sequence[str] | None = None, gone: Sequence[str] = ()) -> None:
        """Nothing to do: the rows themselves are the list."""

    def prepare(self) -> None:
        """Make the tables if there are none; whoever writes begins here.

        Raises
        ------
        OpgaveError
            The schema belongs to somebody else, or cannot be made.
        """
        self._refuse_strangers()
        if not self._is_made:
            self.run(TABLES)
            self._is_made = True

    def run(self, sql: str) -> list[list[Any]]:
        """Run SQL that holds no value of a user's, and return the rows that it gives."""
        with said_when_refused(self.name):
            return self._connection.executeSql(sql)

    def _refuse_acting(self) -> None:
        """Check that the schema holds plain tables alone.

        Raises
        ------
        OpgaveError
            Something in it would act by itself, with the rights of whoever uses the store.
        """
        found = self.run(ACTING) if self._is_made else []
        if found:
            raise OpgaveError(
                "Store '{store}' holds '{name}', which would act by itself when the store is used, and is not opened: have the database's"
                " owner remove the view, trigger or rule.",
                store=self.name,
                name=found[0][0],
            )

    def _refuse_strangers(self) -> None:
        """Check that the schema belongs to whom the user may trust with the right to have functions run as the user.

        Raises
        ------
        OpgaveError
            It belongs to somebody else.
        """
        found = self.run(STRANGERS) if self._is_made else []
        if found:
            raise OpgaveError(
                "The schema 'opgavenkaart' of store '{store}' belongs to '{owner}', a role that you are not a member of, so nothing was"
                " written: have the database's owner make it the property of a role that all publishers share.",
                store=self.name,
                owner=found[0][0],
            )

    def _sweep(self, id: str) -> None:
        """Remove tables of the record that a killed program left; its lock is ours."""
        used = {version.data for version in self.versions(id)}
        own = re.compile(re.escape(table_prefix(id)) + r"\d+_[0-9a-f]{8}")
        with said_when_refused(self.name):
            names = [table.tableName() for table in self._connection.tables(SCHEMA, table_flags())]
        for name in names:
            if own.fullmatch(name) and name not in used:
                self.discard(id, name)

    def rows(self, table: str, id: str, field: str = "record") -> Iterator[QgsFeature]:
        """Yield the rows of a record, or those of which another field says so."""
        if self._is_made:
            wanted = QgsExpression.createFieldEqualityExpression(field, id)
            yield from self._provider(table).getFeatures(QgsFeatureRequest().setFilterExpression(wanted))

    def insert(self, table: str, values: dict[str, object]) -> bool:
        """Add a row; whether the database took it."""
        provider = self._provider(table)
        row = QgsFeature(provider.fields())
        for name, value in values.items():
            row[name] = value
        row[provider.fieldNameIndex("id")] = provider.defaultValueClause(provider.fieldNameIndex("id"))
        return provider.addFeatures([row])[0]

    def _provider(self, table: str) -> QgsVectorDataProvider:
        flags = QgsDataProvider.ReadFlags(QgsDataProvider.ReadFlag.SkipCredentialsRequest)
        registry = QgsProviderRegistry.instance()
        provider = registry.createProvider("postgres", self._uri(table, "", "id").uri(False), QgsDataProvider.ProviderOptions(), flags)
        if provider is None or not provider.isValid():
            raise refusal(self.name, "" if provider is None else provider.error().summary())
        return provider

    def _uri(self, table: str, geometry: str, key: str) -> QgsDataSourceUri:
        uri = QgsDataSourceUri(self._connection.uri())
        uri.setDataSource(SCHEMA, table, geometry, "", key)
        return uri


@dataclass(frozen=True)
class KeptRows(KeptDocuments):
    """Rows of the table ``handed_out``, which is made with the first."""

    store: PostgisStore

    def documents(self) -> Iterator[tuple[str, Any]]:
        found = self.store.run(HANDED_OUT_DOCUMENTS) if self._is_made else []
        for name, text in found:
            yield self.place(name), parse_json(text, self.place(name))

    def read(self, name: str) -> bytes:
        row = next(self.store.rows(HANDED_OUT, name, "name"), None) if self._is_made else None
        if row is None:
            raise FileNotFoundError(self.place(name))
        return base64.b64decode(row["content"], validate=True)

    def add(self, name: str, content: bytes) -> bool:
        self.store.prepare()
        if not self._is_made:
            self.store.run(HANDED_OUT_TABLE)
        if any(self.store.rows(HANDED_OUT, name, "name")):
            return False
        text = content.decode() if name.endswith(DOCUMENT) else base64.b64encode(content).decode()
        if self.store.insert(HANDED_OUT, {"name": name, "content": text}):
            return True
        if any(self.store.rows(HANDED_OUT, name, "name")):
            return False  # somebody was first
        raise OpgaveError(
            "The database of connection '{store}' took no row in the table 'handed_out' of its schema 'opgavenkaart': ask its owner for the"
            " right to add rows there.",
            store=self.store.name,
        )

    @contextmanager
    def alone(self) -> Iterator[None]:
        def busy(reason: str) -> OpgaveError:
            return OpgaveError(
                "Another map of store '{store}' is being handed out at this moment, so this one was not made: try again ({reason}).",
                store=self.store.name,
                reason=reason,
            )

        with self.store.advisory_lock(HANDED_OUT, f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'", busy):
            yield

    @property
    def _is_made(self) -> bool:
        return self.store.holds("", HANDED_OUT)

    def place(self, name: str) -> str:
        return f"{self.store.name}, {SCHEMA}.{HANDED_OUT}, {name}"


def table_flags() -> QgsAbstractDatabaseProviderConnection.TableFlag:
    """Return which tables may be versions: those with geometry and those without."""
    kinds = QgsAbstractDatabaseProviderConnection.TableFlag
    return QgsAbstractDatabaseProviderConnection.TableFlags(kinds.Vector | kinds.Aspatial)


def table_prefix(id: str) -> str:
    """Return how the names of a record's tables begin; no two records share it."""
    return f"{field_name(id)[:LONGEST_NAME]}_{zlib.crc32(id.encode()):08x}_v"


def sign_id(id: str) -> int:
    """Return a number of 32 bits with sign for a record, as the database's locks want it."""
    number = zlib.crc32(id.encode())
    return number - 2**32 if number >= 2**31 else number


@contextmanager
def said_when_refused(store: str) -> Iterator[None]:
    """Turn the database's refusal into one sentence."""
    try:
        yield
    except QgsProviderConnectionException as error:
        raise refusal(store, str(error)) from error


def shorten_reason(reason: str) -> str:
    """Return what a database says in one line, without secrets."""
    return without_secrets(" ".join(reason.split()))


def refusal(store: str, reason: str) -> OpgaveError:
    """Return the sentence for a database that does not do what is asked."""
    return OpgaveError(
        "The database of connection '{store}' cannot be used as store ({reason}): check the connection and the rights of its user.",
        store=store,
        reason=shorten_reason(reason),
    )
