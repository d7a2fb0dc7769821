"""A PostGIS database: a record for each table and view that its user may read."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import Qgis, QgsAbstractDatabaseProviderConnection, QgsDataSourceUri, QgsProviderConnectionException

from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord, Publisher, Source
from ....model.text import Text
from ...describing.address import HarvestAddress
from ...describing.folder import geometry_word
from ...describing.found_layer import FoundLayer, service_name
from .load import database

OWN_SCHEMAS = {"information_schema", "pg_catalog", "topology", "tiger", "tiger_data"}
SPATIAL_TABLES = {"spatial_ref_sys", "geometry_columns", "geography_columns", "raster_columns", "raster_overviews"}
OWN_TABLES = SPATIAL_TABLES | {"layer_styles", "qgis_projects"}


def harvest_postgis(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the tables of all schemas; the address is a QGIS data source or the name of a stored connection."""
    if "password" in place.address.lower():
        raise OpgaveError(
            "The address of the database holds a password, which a catalogue would show: make an authentication configuration for it and"
            " give its id as AUTH."
        )
    source = Source("postgis", without_secrets(place.address), auth=auth_of(place))
    record = LayerRecord("database", Text(en="database"), Publisher("?", "city"), source)
    try:
        connection = database(record)
        schemas = [name for name in connection.schemas() if name not in OWN_SCHEMAS and not name.startswith("pg_")]
        tables = [(schema, table) for schema in schemas for table in connection.tables(schema) if table.tableName() not in OWN_TABLES]
    except QgsProviderConnectionException as error:
        raise OpgaveError(
            "The database {place} cannot be read ({reason}). Check the address and the authentication configuration.",
            place=without_secrets(place.address),
            reason=without_secrets(str(error)),
        ) from error
    for schema, table in tables:
        yield read_found_layer(schema, table, source)


def auth_of(place: HarvestAddress) -> str:
    """Return the id of the authentication configuration: the one given, else the one in the data source."""
    return place.auth or (QgsDataSourceUri(place.address).authConfigId() if "=" in place.address else "")


def read_found_layer(schema: str, table: QgsAbstractDatabaseProviderConnection.TableProperty, source: Source) -> FoundLayer:
    """Return what a database says of a table; one with several geometry columns is known by its first."""
    kinds = table.geometryColumnTypes()
    kind = kinds[0].wkbType if kinds and table.geometryColumn() else Qgis.WkbType.NoGeometry
    place = QgsDataSourceUri(source.path)
    name = f"{schema}.{table.tableName()}"
    prefix = service_name(f"pg://{place.host()}/{place.database()}") if "=" in source.path else source.path
    return FoundLayer(
        identity=name,
        prefix=prefix,
        source=Source(source.kind, source.path, name, source.auth),
        title=table.comment() or table.tableName(),
        publisher_kind="city",
        crs=kinds[0].crs.authid() if kinds and table.geometryColumn() else "",
        geometry=geometry_word(kind),
    )
