"""Feature services: what is said and asked of all of them in the same way."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from qgis.core import QgsDataSourceUri, QgsRectangle

from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from .request import LoadRequest

STATED_COUNT = re.compile(r'\bnumber(?:Matched|OfFeatures)="(\d+)"')
WFS = {"SERVICE": "WFS", "VERSION": "2.0.0"}
LONGEST_LIST = 30
DATASET = re.compile(r"(https?://[^?#]+?)/(?:api/explore/v[\d.]+/catalog/datasets|explore/dataset)/([^/?#]+)")
"""An address of an Opendatasoft portal that leads to one of its data sets."""


def in_own_crs(ask: LoadRequest) -> LoadRequest:
    """Return an ask that ends in the record's own coordinate system when no other is asked for, whatever the service answers in."""
    return replace(ask, target_crs=ask.target_crs or ask.record.crs)


def corners(extent: QgsRectangle) -> str:
    """Return an extent as services write it."""
    return ",".join(f"{value:.9g}" for value in (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()))


def provider_address(url: str, **more: str) -> QgsDataSourceUri:
    """Return what QGIS's own provider opens: an address, and what else it must know of the layer there."""
    uri = QgsDataSourceUri()
    for name, value in {"url": url, **more}.items():
        uri.setParam(name, value)
    return uri


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


def quarters_of(extent: QgsRectangle) -> list[QgsRectangle]:
    """Return the four quarters of an extent."""
    middle = extent.center()
    return [
        QgsRectangle(west, south, east, north)
        for west, east in ((extent.xMinimum(), middle.x()), (middle.x(), extent.xMaximum()))
        for south, north in ((extent.yMinimum(), middle.y()), (middle.y(), extent.yMaximum()))
    ]


def no_such_layer(ask: LoadRequest, layers: list[str]) -> OpgaveError:
    """Return the sentence for a service that answers, but not with the record's layer."""
    return OpgaveError(
        "Layer '{record}': {url} gives no layer '{layer}'. Correct 'layer' of its source in the catalogue; the service has: {layers}.",
        record=ask.record.title_and_id,
        url=without_secrets(ask.record.source.path),
        layer=ask.record.source.layer,
        layers=", ".join(layers[:LONGEST_LIST]) + (" ..." if len(layers) > LONGEST_LIST else "") or "none",
    )


def dataset_at(url: str) -> tuple[str, str] | None:
    """Return portal and id of the dataset to which an address leads: its page, its description, an export in any format; None elsewhere."""
    found = DATASET.match(url)
    return (found[1], unquote(found[2])) if found else None
