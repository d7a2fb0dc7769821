"""Feature services: WFS and OGC API Features, through QGIS's providers, compared with the count that the server states."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from qgis.core import QgsDataProvider, QgsDataSourceUri, QgsProviderRegistry, QgsRectangle, QgsVectorDataProvider

from ...model.errors import Cancelled, OpgaveError
from ...model.record import LayerRecord
from ..crs import frame_for
from ..network import text_of
from ..secrets import without_secrets
from .answer import Answer, Ask, compare_count, read_source
from .download import fetched

FEATURE_TYPE = re.compile(r"<(?:\w+:)?FeatureType\b[^>]*>\s*(?:<!--.*?-->\s*)*<(?:\w+:)?Name>([^<]+)<", re.DOTALL)
STATED_COUNT = re.compile(r'\bnumber(?:Matched|OfFeatures)="(\d+)"')
WFS = {"SERVICE": "WFS", "VERSION": "2.0.0"}
LONGEST_LIST = 30


def load_oapif(ask: Ask) -> Answer:
    """Load a collection of an OGC API Features; the provider asks page after page, within the extent."""
    provider = opened("OAPIF", service_uri(ask.record))
    if provider is None:
        raise refused(ask, oapif_collections(ask))
    answer = read_source(provider, in_own_crs(ask))
    compare(ask, answer, lambda: oapif_count(ask, extent_asked(ask, provider)))
    return answer


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


def opened(provider_key: str, uri: QgsDataSourceUri) -> QgsVectorDataProvider | None:
    """Return the provider of a service's layer; None where it does not give it."""
    flags = QgsDataProvider.ReadFlags(QgsDataProvider.ReadFlag.SkipCredentialsRequest)
    registry = QgsProviderRegistry.instance()
    provider = registry.createProvider(provider_key, uri.uri(False), QgsDataProvider.ProviderOptions(), flags)
    return provider if provider is not None and provider.isValid() else None


def in_own_crs(ask: Ask) -> Ask:
    """Return an ask that ends in the record's own coordinate system when no other is asked for, whatever the service answers in."""
    return replace(ask, target_crs=ask.target_crs or ask.record.crs)


def extent_asked(ask: Ask, provider: QgsVectorDataProvider) -> QgsRectangle | None:
    """Return the extent in the service's coordinates."""
    frame = frame_for(ask.record.id, provider.sourceCrs(), ask.target_crs or ask.record.crs, ask.extent, ask.transform_context)
    return frame.extent_at_source()


def compare(ask: Ask, answer: Answer, count: Callable[[], int | None]) -> None:
    """Warn when fewer features came than the server counts; a server need not count."""
    try:
        stated = count()
    except Cancelled:
        raise
    except OpgaveError:
        return
    compare_count(ask, answer.counts.given, stated)


def refused(ask: Ask, layers: list[str]) -> OpgaveError:
    """Return the sentence for a service that answers, but not with this layer."""
    if ask.record.source.layer in layers:
        return OpgaveError(
            "Record '{record}': {url} lists layer '{layer}' but does not describe it in a way that QGIS can read. Try again later.",
            record=ask.record.id,
            url=without_secrets(ask.record.source.path),
            layer=ask.record.source.layer,
        )
    return OpgaveError(
        "Record '{record}': {url} gives no layer '{layer}'. Correct 'layer' of its source in the catalogue; the service has: {layers}.",
        record=ask.record.id,
        url=without_secrets(ask.record.source.path),
        layer=ask.record.source.layer,
        layers=", ".join(layers[:LONGEST_LIST]) + (" ..." if len(layers) > LONGEST_LIST else "") or "none",
    )


def oapif_collections(ask: Ask) -> list[str]:
    """Return the collections of an OGC API Features."""
    document = answer_json(ask, with_query(below(ask.record.source.path, "collections"), {"f": "json"}))
    return [str(collection.get("id")) for collection in document.get("collections", ())]


def oapif_count(ask: Ask, extent: QgsRectangle | None) -> int | None:
    """Return how many features the API counts; None where it does not say."""
    query = {"limit": "1", "f": "json"} | ({} if extent is None else {"bbox": corners(extent)})
    items = below(ask.record.source.path, "collections", ask.record.source.layer, "items")
    count = answer_json(ask, with_query(items, query)).get("numberMatched")
    return count if isinstance(count, int) else None


def corners(extent: QgsRectangle) -> str:
    """Return an extent as services write it."""
    return ",".join(f"{value:.9g}" for value in (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()))


def answer_text(ask: Ask, url: str) -> str:
    """Return the answer of a service as text."""
    return text_of(fetched(ask.record, url, ask.progress).content)


def answer_json(ask: Ask, url: str) -> dict:
    """Return the answer of a service as a JSON object; empty where it is none."""
    try:
        document = json.loads(answer_text(ask, url))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def with_query(url: str, query: dict[str, str]) -> str:
    """Return a URL with parameters added, in place of those of the same name."""
    parts = urlsplit(url)
    names = {name.lower() for name in query}
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name.lower() not in names]
    return urlunsplit(parts._replace(query=urlencode([*kept, *query.items()])))


def below(url: str, *names: str) -> str:
    """Return the URL of something below an API's landing page."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path="/".join([parts.path.rstrip("/"), *names])))
