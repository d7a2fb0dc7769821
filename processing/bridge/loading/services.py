"""Feature services: WFS and OGC API Features, through QGIS's providers."""

from __future__ import annotations

from qgis.core import QgsDataProvider, QgsDataSourceUri, QgsProviderRegistry, QgsVectorDataProvider

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from .answer import Answer, Ask, read_source
from .secrets import without_secrets


def load_wfs(ask: Ask) -> Answer:
    """Load a feature type of a WFS; the provider asks page after page, within the extent."""
    uri = service_uri(ask.record)
    uri.setParam("version", "auto")
    uri.setParam("pagingEnabled", "default")
    return read_source(open_service(ask.record, "WFS", uri), ask)


def load_oapif(ask: Ask) -> Answer:
    """Load a collection of an OGC API Features; the provider asks page after page, within the extent."""
    return read_source(open_service(ask.record, "OAPIF", service_uri(ask.record)), ask)


def service_uri(record: LayerRecord) -> QgsDataSourceUri:
    """Return the provider's address of the record's layer, limited to the extent that is asked for."""
    uri = QgsDataSourceUri()
    uri.setParam("url", record.source.path)
    uri.setParam("typename", record.source.layer)
    uri.setParam("restrictToRequestBBOX", "1")
    if record.crs:
        uri.setParam("srsname", record.crs)
    if record.source.auth:
        uri.setAuthConfigId(record.source.auth)
    return uri


def open_service(record: LayerRecord, provider_key: str, uri: QgsDataSourceUri) -> QgsVectorDataProvider:
    """Return the provider, or say why the service does not give the layer."""
    flags = QgsDataProvider.ReadFlags(QgsDataProvider.ReadFlag.SkipCredentialsRequest)
    registry = QgsProviderRegistry.instance()
    provider = registry.createProvider(provider_key, uri.uri(False), QgsDataProvider.ProviderOptions(), flags)
    if provider is None or not provider.isValid():
        raise OpgaveError(
            "Record '{record}': layer {layer} of {url} cannot be read ({reason}). Check the address, the layer's name and the network, or"
            " try again later.",
            record=record.id,
            layer=record.source.layer,
            url=without_secrets(record.source.path),
            reason=without_secrets(provider.error().summary() if provider else "") or "no answer",
        )
    return provider
