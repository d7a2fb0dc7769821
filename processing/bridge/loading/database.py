"""PostGIS tables, through QGIS's provider: the password comes from QGIS's authentication manager, never from a prompt."""

from __future__ import annotations

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsDataProvider,
    QgsDataSourceUri,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorDataProvider,
)

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from .answer import Answer, Ask, read_source
from .secrets import without_secrets


def load_postgis(ask: Ask) -> Answer:
    """Load a table or view; the record's path is a QGIS data source (``host=... dbname=...``) or the name of a stored connection."""
    return read_source(open_table(ask.record), ask)


def open_table(record: LayerRecord) -> QgsVectorDataProvider:
    """Return the provider of the record's table (``schema.table``, or ``table`` in ``public``)."""
    schema, _, table = record.source.layer.rpartition(".")
    try:
        uri = table_uri(record, schema or "public", table)
    except QgsProviderConnectionException as error:
        raise refused(record, str(error)) from error
    registry = QgsProviderRegistry.instance()
    flags = QgsDataProvider.ReadFlags(QgsDataProvider.ReadFlag.SkipCredentialsRequest | QgsDataProvider.ReadFlag.ForceReadOnly)
    provider = registry.createProvider("postgres", uri.uri(False), QgsDataProvider.ProviderOptions(), flags)
    if provider is None or not provider.isValid():
        raise refused(record, provider.error().summary() if provider else "")
    return provider


def table_uri(record: LayerRecord, schema: str, table: str) -> QgsDataSourceUri:
    """Return the address of a table with its geometry column and key, as the database describes it."""
    connection = database(record)
    found = connection.table(schema, table)
    uri = QgsDataSourceUri(connection.uri())
    key = ",".join(found.primaryKeyColumns())
    uri.setDataSource(schema, table, found.geometryColumn(), "", key)
    return uri


def database(record: LayerRecord) -> QgsAbstractDatabaseProviderConnection:
    """Return the connection that the record's path describes or names."""
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    if "=" not in record.source.path:
        return metadata.createConnection(record.source.path)
    uri = QgsDataSourceUri(record.source.path)
    if record.source.auth:
        uri.setAuthConfigId(record.source.auth)
    return metadata.createConnection(uri.uri(False), {})


def refused(record: LayerRecord, reason: str) -> OpgaveError:
    """Return the sentence for a database that does not give the table."""
    return OpgaveError(
        "Record '{record}': table {table} of {place} cannot be read ({reason}). Check the address, the table's name and the"
        " authentication configuration.",
        record=record.id,
        table=record.source.layer,
        place=without_secrets(record.source.path),
        reason=without_secrets(reason) or "no connection",
    )
