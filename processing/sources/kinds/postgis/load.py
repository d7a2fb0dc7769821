"""PostGIS tables, through QGIS's provider: the password comes from QGIS's authentication manager, never from a prompt."""

from __future__ import annotations

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsDataProvider,
    QgsDataSourceUri,
    QgsField,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorDataProvider,
)

from ....model.errors import OpgaveError
from ....model.progress import SILENT
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....qgis_io.authentication import not_for, opens
from ...reading.canonical import columns_for, comparable_columns, find_column
from ...reading.kept_rows import check_rows
from ...reading.request import LoadedFeatures, LoadRequest, read_source
from ...reading.server_filter import Dialect, server_filter, sql_text

TEXT_TYPES = ("text", "varchar", "bpchar", "citext")
"""Types of columns that are compared with texts as QGIS does; a fixed width's trailing blanks do not count, which lets more through."""


def load_postgis(ask: LoadRequest) -> LoadedFeatures:
    """Load a table or view; the record's path is a QGIS data source (``host=... dbname=...``) or the name of a stored connection.

    The database gives no more than the columns, the extent and as much of the filter as it understands.
    """
    provider = open_table(ask.record)
    condition = sql_filter(ask, provider)
    if condition and not provider.setSubsetString(condition, False):
        ask.progress.note(
            "Layer '{record}': the database cannot apply the filter; all rows are fetched and filtered here.", record=ask.record.title
        )
    return read_source(provider, ask)


def sql_filter(ask: LoadRequest, provider: QgsVectorDataProvider) -> str:
    """Return as much of the record's filter as the database understands, as SQL; names and values come from a parsed expression."""
    kinds = {field.name(): kind_of(field) for field in provider.fields() if kind_of(field)}
    columns = columns_for(ask.record, ask.fields, [field.name() for field in provider.fields()], SILENT)
    return server_filter(ask.filter, comparable_columns(ask.record, columns, kinds), DIALECT)


def kind_of(field: QgsField) -> str:
    """Return ``number`` or ``text``; empty for columns whose values a database writes in another way."""
    if field.isNumeric():
        return "number"
    return "text" if field.typeName() in TEXT_TYPES else ""


def quote(column: str) -> str:
    """Return a column's name as SQL quotes it."""
    return '"' + column.replace('"', '""') + '"'


DIALECT = Dialect(column=quote, text=sql_text)
ROWS_HASH = """
SELECT encode(sha256(convert_to(concat(
  (SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = {name}::regclass AND attnum > 0 AND NOT attisdropped),
  string_agg(hash, '' ORDER BY hash)), 'UTF8')), 'hex')
FROM (SELECT encode(sha256(convert_to((kept.*)::text, 'UTF8')), 'hex') AS hash FROM {table} AS kept) AS one
"""
"""The columns and rows of a table as a number; the names in it are quoted."""


def open_table(record: LayerRecord) -> QgsVectorDataProvider:
    """Return the provider of the record's table (``schema.table``, or ``table`` in ``public``)."""
    try:
        uri = table_uri(record)
        check_rows(record, without_secrets(record.source.path), lambda: table_rows_hash(database(record), *schema_and_table(record)))
    except QgsProviderConnectionException as error:
        raise refusal(record, str(error)) from error
    registry = QgsProviderRegistry.instance()
    flags = QgsDataProvider.ReadFlags(QgsDataProvider.ReadFlag.SkipCredentialsRequest | QgsDataProvider.ReadFlag.ForceReadOnly)
    provider = registry.createProvider("postgres", uri.uri(False), QgsDataProvider.ProviderOptions(), flags)
    if provider is None or not provider.isValid():
        raise OpgaveError(
            "Layer '{record}': table {table} has no column of unique values that QGIS can number its rows by: name one as 'key' in the"
            " options of its source.",
            record=record.title_and_id,
            table=record.source.layer,
        )
    return provider


def table_uri(record: LayerRecord) -> QgsDataSourceUri:
    """Return the address of a table with its geometry column and key, as the database describes it."""
    schema, table = schema_and_table(record)
    connection = database(record)
    found = connection.table(schema, table)
    uri = QgsDataSourceUri(connection.uri())
    uri.setDataSource(schema, table, found.geometryColumn(), "", ",".join(key_columns(record, found)))
    return uri


def schema_and_table(record: LayerRecord) -> tuple[str, str]:
    """Return where a record's rows stand."""
    schema, _, table = record.source.layer.rpartition(".")
    return schema or "public", table


def table_rows_hash(connection: QgsAbstractDatabaseProviderConnection, schema: str, table: str) -> str:
    """Return the SHA-256 of a table's columns and rows, in whatever order, as the database itself reckons it."""
    place = f"{quote(schema)}.{quote(table)}"
    found = connection.executeSql(ROWS_HASH.format(name=sql_text(place), table=place))
    return str(found[0][0])


def shared_table(record: LayerRecord) -> QgsDataSourceUri:
    """Return the address of a table as a project may hold it: with the id of an authentication configuration, never with a password.

    Raises
    ------
    OpgaveError
        The connection keeps a password of its own, or does not give the table.
    """
    try:
        uri = table_uri(record)
    except QgsProviderConnectionException as error:
        raise refusal(record, str(error)) from error
    if uri.password():
        raise OpgaveError(
            "Layer '{record}': its connection keeps a password of its own, which a project would show to whoever gets it. Give the"
            " connection an authentication configuration, or load a copy.",
            record=record.title,
        )
    return uri


def key_columns(record: LayerRecord, table: QgsAbstractDatabaseProviderConnection.TableProperty) -> list[str]:
    """Return the columns that number a table's rows: its primary key; for a view, where all columns may be, the record's key."""
    given = record.source.options.get("key")
    if given:
        return [str(given)]
    columns = table.primaryKeyColumns()
    if not table.flags() & QgsAbstractDatabaseProviderConnection.TableFlag.View:
        return columns
    own = find_column(record, record.key, columns) if record.key else None
    return [own] if own else columns[:1]


def database(record: LayerRecord) -> QgsAbstractDatabaseProviderConnection:
    """Return the connection that the record's path describes or names."""
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    if "=" not in record.source.path:
        if record.source.path not in metadata.connections(False):
            raise OpgaveError(
                "Layer '{record}': QGIS knows no PostGIS connection '{name}'. Make it in the browser panel, or give a data source.",
                record=record.title,
                name=without_secrets(record.source.path),
            )
        return metadata.createConnection(record.source.path)
    uri = QgsDataSourceUri(record.source.path)
    if record.source.auth:
        uri.setAuthConfigId(record.source.auth)
    if uri.authConfigId() and not opens(uri.authConfigId(), record.source.path):
        raise not_for(uri.authConfigId(), record.source.path)
    return metadata.createConnection(uri.uri(False), {})


def refusal(record: LayerRecord, reason: str) -> OpgaveError:
    """Return the sentence for a database that does not give the table."""
    return OpgaveError(
        "Layer '{record}': table {table} of {place} cannot be read ({reason}). Check the address, the table's name and the"
        " authentication configuration.",
        record=record.title,
        table=record.source.layer,
        place=without_secrets(record.source.path),
        reason=without_secrets(" ".join(reason.split())),
    )
