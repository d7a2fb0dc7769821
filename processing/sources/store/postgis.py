"""A store in a schema of a PostGIS database: a table for each version, and a row that makes a version current.

Everything goes through a connection that QGIS knows; who writes holds an advisory lock of the database for that record,
which ends with its connection. Nobody but QGIS's authentication manager knows a password.

A connection to a database takes far longer than a question, and each provider of QGIS opens one or more. Rows are therefore read and
written as SQL, for which QGIS keeps one connection at hand; only who reads features takes a provider.
"""

from __future__ import annotations

import base64
import json
import re
import time
import uuid
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsTransaction,
)

from ...analysis.features import Features
from ...model import codec
from ...model.errors import OpgaveError
from ...model.files import parse_json
from ...model.progress import SILENT, Progress, check_cancelled
from ...model.public_text import without_secrets
from ...model.record import LayerRecord, Source
from ...model.store import Validators, Version, Withdrawal, read_validators, read_version, read_withdrawal
from ...model.text import field_name
from ..kinds.postgis.load import quote, table_rows_hash
from ..reading.kept_rows import check_rows
from .kept_documents import HANDED_OUT, WAIT_SECONDS, KeptDocuments
from .postgis_tables import TableToWrite, sql_value
from .store import KeptHashes, Store, taken_number

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
STATE = """
WITH RECURSIVE mine(role) AS (
  SELECT oid FROM pg_roles WHERE rolname = current_user
  UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.role),
here AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'opgavenkaart'),
own AS (SELECT * FROM here WHERE relname IN ('version', 'checked', 'withdrawn', 'handed_out')),
owners(owner) AS (SELECT nspowner FROM pg_namespace WHERE nspname = 'opgavenkaart' UNION SELECT relowner FROM own)
SELECT json_build_object(
  'is_made', EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'opgavenkaart'),
  'tables', (SELECT coalesce(json_agg(relname), '[]') FROM own),
  'acting', (SELECT min(relname::text) FROM here WHERE
    relkind IN ('v', 'm', 'f') OR relrowsecurity OR relhasrules
    OR EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = here.oid AND NOT t.tgisinternal)),
  'stranger', (SELECT min(r.rolname::text) FROM owners JOIN pg_roles r ON r.oid = owner
    WHERE NOT r.rolsuper AND owner NOT IN (SELECT role FROM mine)
    AND owner <> (SELECT datdba FROM pg_database WHERE datname = current_database())))::text
"""
"""Whether there is a schema, which of the tables of a store it has, and whom it may not be trusted to.

``acting``: what in the schema does something by itself when it is read or written: views, rules, row policies, triggers.

``stranger``: an owner of the schema whose functions would run with the rights of who writes, and who is neither that user, a role of
theirs, nor in charge of the database. A superuser is a member of every role only by name, and none of these."""
TABLES_NAMED = """
SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'opgavenkaart' AND c.relkind = 'r' AND {condition}
"""
"""The tables of which the names are as a condition says."""
COLUMNS = """
SELECT a.attname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = {table}::regclass AND a.attnum > 0 AND NOT a.attisdropped AND t.typname <> 'geometry' ORDER BY a.attnum
"""
"""The columns of a table without that of its geometries."""
ALL_VERSIONS = "SELECT record, document FROM opgavenkaart.version ORDER BY record"
VERSIONS_OF = "SELECT record, document FROM opgavenkaart.version WHERE record IN ({records}) ORDER BY record"
SAID_OF = "SELECT document FROM opgavenkaart.{table} WHERE record = {record}"
HANDED_OUT_AS = "SELECT {column} FROM opgavenkaart.handed_out WHERE name = {name}"
KEEP = "INSERT INTO opgavenkaart.{table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING RETURNING id"
REMEMBER = """
INSERT INTO opgavenkaart.checked (record, document) VALUES ({record}, {document})
ON CONFLICT (record) DO UPDATE SET document = EXCLUDED.document
"""
WITHDRAW = """
WITH kept AS (
  INSERT INTO opgavenkaart.withdrawn (record, number, document) VALUES ({record}, {number}, {document}) ON CONFLICT DO NOTHING)
DELETE FROM opgavenkaart.version WHERE record = {record} AND number = {number}
"""
LOCK_WAIT = "SET LOCAL lock_timeout = '300ms'"
LONGEST_NAME = 30
"""Letters of a record's id in the name of its tables: PostgreSQL cuts a name at 63 bytes."""


@dataclass(frozen=True)
class SchemaState:
    """What a schema was when it was looked at, as `STATE` says."""

    is_made: bool
    tables: Collection[str]
    acting: str | None
    stranger: str | None


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
        self._state = self._look()
        self._of_locked: dict[str, list[Version] | None] = {}
        if must_exist and not self._state.is_made:
            raise OpgaveError(
                "The database of connection '{store}' holds no store: make one with 'sync_store' or 'publish_layer'.", store=name
            )

    @property
    def handed_out(self) -> KeptRows:
        return KeptRows(self)

    def ids(self) -> list[str]:
        if not self._state.is_made:
            return []
        return [row[0] for row in self.run("SELECT DISTINCT record FROM opgavenkaart.version ORDER BY record")]

    def versions(self, id: str) -> list[Version]:
        if id not in self._of_locked:
            return self.versions_of([id])[id]
        if (known := self._of_locked[id]) is None:
            self._of_locked[id] = known = self.versions_of([id])[id]
        return list(known)

    def versions_of(self, ids: Sequence[str] | None = None) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = {id: [] for id in ids or ()}
        if self._state.is_made and (ids is None or ids):
            sql = ALL_VERSIONS if ids is None else VERSIONS_OF.format(records=", ".join(map(sql_value, ids)))
            for id, document in self.run(sql):
                found.setdefault(id, []).append(read_version(parse_json(document, f"{self.name}, {id}"), f"{self.name}, {id}"))
        return {id: sorted(versions, key=lambda version: version.number) for id, versions in found.items()}

    def source(self, id: str, data: str) -> Source:
        return Source("postgis", self.name, f"{SCHEMA}.{data}")

    @contextmanager
    def locked(self, id: str) -> Iterator[None]:
        """Keep others from writing a record; its versions are read once meanwhile, for nobody else changes them."""

        def busy(reason: str) -> OpgaveError:
            return OpgaveError(
                "Someone else is writing record '{record}' in store '{store}' at this moment, so nothing was changed: look at the"
                " new version, then try again ({reason}).",
                record=id,
                store=self.name,
                reason=reason,
            )

        with self.advisory_lock(id, busy):
            self.prepare()  # only now, for whoever had the lock may have made tables
            self._of_locked[id] = None
            try:
                self._sweep(id)
                yield
            finally:
                del self._of_locked[id]

    @contextmanager
    def advisory_lock(self, name: str, busy: Callable[[str], OpgaveError], seconds: float = 0.0) -> Iterator[None]:
        """Hold a lock of the database for the length of the block, which asks for no right to write; wait for it for some seconds.

        Raises
        ------
        OpgaveError
            Another holds it, as ``busy`` says with the database's reason.
        Cancelled
            While it was waited for.
        """
        until = time.monotonic() + seconds
        while reason := self._try_lock(transaction := self._transaction(), name):
            transaction.rollback()
            if time.monotonic() >= until:
                raise busy(reason)
            check_cancelled()
        try:
            yield
        finally:
            transaction.rollback()

    def _transaction(self) -> QgsTransaction:
        """Return a transaction that has begun, on a connection of its own."""
        transaction = QgsTransaction.create(QgsDataSourceUri(self._connection.uri()).connectionInfo(False), "postgres")
        begun, reason = transaction.begin()
        if not begun:
            raise refusal(self.name, reason)
        return transaction

    def _try_lock(self, transaction: QgsTransaction, name: str) -> str:
        """Take a lock within a transaction; return why that cannot be, empty where it was done."""
        for sql in (LOCK_WAIT, f"SELECT pg_advisory_xact_lock({zlib.crc32(SCHEMA.encode())}, {sign_id(name)})"):
            done, reason = transaction.executeSql(sql)
            if not done:
                return shorten_reason(reason) or "?"
        return ""

    def write(self, id: str, number: int, features: Features, record: LayerRecord, progress: Progress = SILENT) -> str:
        data = f"{table_prefix(id)}{number}_{uuid.uuid4().hex[:8]}"
        table = TableToWrite(SCHEMA, data, features)
        self.run(table.create())
        for sql in table.fill():
            progress.check()
            self.run(sql)
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
        self._read_anew(id)
        if not self.insert(VERSIONS, {"record": id, "number": version.number, "document": to_text(version)}):
            raise taken_number(id, version.number)

    def withdrawals(self, id: str) -> list[Withdrawal]:
        documents = self.documents(WITHDRAWN, id) if self.has(WITHDRAWN) else []
        found = [read_withdrawal(parse_json(document, f"{self.name}, {id}"), f"{self.name}, {id}") for document in documents]
        return sorted(found, key=lambda one: one.number)

    def withdraw(self, id: str, version: Version, withdrawal: Withdrawal) -> None:
        self._read_anew(id)
        values = {"record": sql_value(id), "number": version.number, "document": sql_value(to_text(withdrawal))}
        self.run(f"{WITHDRAWN_TABLE}; {WITHDRAW.format(**values)}")
        self._look()

    def holds(self, id: str, data: str) -> bool:
        return bool(self.run(TABLES_NAMED.format(condition=f"c.relname = {sql_value(data)}")))

    def validators(self, id: str) -> Validators | None:
        documents = self.documents(CHECKED, id) if self._state.is_made else []
        return read_validators(parse_json(documents[0], f"{self.name}, {id}"), f"{self.name}, {id}") if documents else None

    def remember(self, id: str, validators: Validators) -> None:
        self.run(REMEMBER.format(record=sql_value(id), document=sql_value(to_text(validators))))

    def field_names(self, id: str, version: Version) -> list[str]:
        return [row[0] for row in self.run(COLUMNS.format(table=sql_value(f"{SCHEMA}.{quote(version.data)}")))]

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
        self._look()
        self._refuse_stranger()
        if not self._state.is_made:
            self.run(TABLES)
            self._look()
            self._refuse_stranger()

    def run(self, sql: str) -> list[list[Any]]:
        """Run SQL that holds no value of a user's, and return the rows that it gives."""
        with said_when_refused(self.name):
            return self._connection.executeSql(sql)

    def has(self, table: str) -> bool:
        """Whether the schema has one of the tables that are made when they are needed; others may make them while no lock is held."""
        return table in self._state.tables or not self._of_locked and table in self._look().tables

    def _look(self) -> SchemaState:
        """Return what the schema is now, and keep that.

        Raises
        ------
        OpgaveError
            Something in it would act by itself, with the rights of whoever uses the store.
        """
        self._state = SchemaState(**json.loads(self.run(STATE)[0][0]))
        if self._state.acting is not None:
            raise OpgaveError(
                "Store '{store}' holds '{name}', which would act by itself when the store is used, and is not opened: have the database's"
                " owner remove the view, trigger or rule.",
                store=self.name,
                name=self._state.acting,
            )
        return self._state

    def _refuse_stranger(self) -> None:
        """Check that the schema belongs to whom the user may trust with the right to have functions run as the user.

        Raises
        ------
        OpgaveError
            It belongs to somebody else.
        """
        if self._state.stranger is not None:
            raise OpgaveError(
                "The schema 'opgavenkaart' of store '{store}' belongs to '{owner}', a role that you are not a member of, so nothing was"
                " written: have the database's owner make it the property of a role that all publishers share.",
                store=self.name,
                owner=self._state.stranger,
            )

    def _sweep(self, id: str) -> None:
        """Remove tables of the record that a killed program left; its lock is ours."""
        used = {version.data for version in self.versions(id)}
        own = re.compile(re.escape(table_prefix(id)) + r"\d+_[0-9a-f]{8}")
        names = [row[0] for row in self.run(TABLES_NAMED.format(condition=f"starts_with(c.relname::text, {sql_value(table_prefix(id))})"))]
        for name in names:
            if own.fullmatch(name) and name not in used:
                self.discard(id, name)

    def documents(self, table: str, id: str) -> list[str]:
        """Return what a table says of a record."""
        return [row[0] for row in self.run(SAID_OF.format(table=table, record=sql_value(id)))]

    def insert(self, table: str, values: dict[str, str | int]) -> bool:
        """Add a row; whether nothing else had its place."""
        given = ", ".join(sql_value(value) if isinstance(value, str) else str(int(value)) for value in values.values())
        return bool(self.run(KEEP.format(table=table, columns=", ".join(values), values=given)))

    def _read_anew(self, id: str) -> None:
        """Have the versions of a record, whose lock may be held, read again."""
        if id in self._of_locked:
            self._of_locked[id] = None


@dataclass(frozen=True)
class KeptRows(KeptDocuments):
    """Rows of the table ``handed_out``, which is made with the first."""

    store: PostgisStore

    def documents(self) -> Iterator[tuple[str, Any]]:
        found = self.store.run(HANDED_OUT_DOCUMENTS) if self.store.has(HANDED_OUT) else []
        for name, text in found:
            yield self.place(name), parse_json(text, self.place(name))

    def read(self, name: str) -> bytes:
        content = self._find("content", name) if self.store.has(HANDED_OUT) else None
        if content is None:
            raise FileNotFoundError(self.place(name))
        return base64.b64decode(content, validate=True)

    def add(self, name: str, content: bytes) -> bool:
        self.store.prepare()
        if not self.store.has(HANDED_OUT):
            self.store.run(HANDED_OUT_TABLE)
        if self._find("name", name) is not None:
            return False
        text = content.decode() if name.endswith(DOCUMENT) else base64.b64encode(content).decode()
        try:
            return self.store.insert(HANDED_OUT, {"name": name, "content": text})
        except OpgaveError as error:
            raise OpgaveError(
                "The database of connection '{store}' took no row in the table 'handed_out' of its schema 'opgavenkaart': ask its owner for"
                " the right to add rows there.",
                store=self.store.name,
            ) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        def busy(reason: str) -> OpgaveError:
            return OpgaveError(
                "Another map of store '{store}' is being handed out at this moment, so this one was not made: try again ({reason}).",
                store=self.store.name,
                reason=reason,
            )

        with self.store.advisory_lock(HANDED_OUT, busy, WAIT_SECONDS):
            yield

    def _find(self, column: str, name: str) -> str | None:
        """Return what is in a column of the row of a name; None where there is no such row."""
        found = self.store.run(HANDED_OUT_AS.format(column=column, name=sql_value(name)))
        return found[0][0] if found else None

    def place(self, name: str) -> str:
        return f"{self.store.name}, {SCHEMA}.{HANDED_OUT}, {name}"


def table_prefix(id: str) -> str:
    """Return how the names of a record's tables begin; no two records share it."""
    return f"{field_name(id)[:LONGEST_NAME]}_{zlib.crc32(id.encode()):08x}_v"


def sign_id(id: str) -> int:
    """Return a number of 32 bits with sign for a record, as the database's locks want it."""
    number = zlib.crc32(id.encode())
    return number - 2**32 if number >= 2**31 else number


def to_text(kept: Version | Withdrawal | Validators) -> str:
    """Return what is kept as the text of a row."""
    return json.dumps(codec.to_json(kept), ensure_ascii=False)


@contextmanager
def said_when_refused(store: str) -> Iterator[None]:
    """Turn the database's refusal into one sentence."""
    try:
        yield
    except QgsProviderConnectionException as error:
        raise refusal(store, without_sql(str(error))) from error


def without_sql(message: str) -> str:
    """Return why a database refused, of what QGIS says of that: without the SQL, which may be rows of people, and where in it."""
    found = re.fullmatch(r".* returned -?\d+ \[(.*)\]", message, re.DOTALL)
    return found[1].strip().partition("\n")[0] if found else message


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
