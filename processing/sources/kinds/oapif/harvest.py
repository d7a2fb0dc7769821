"""OGC API Features: a record for each collection."""

from __future__ import annotations

from collections.abc import Iterator

from ....model.errors import OpgaveError
from ....model.record import Source
from ...describing.address import HarvestAddress
from ...describing.found_layer import FoundLayer, crs_of, geometry_of, service_name
from ...describing.paging import link_to, object_at
from ...reading.services import below

FEATURES = "feature"
CRS84 = "OGC:CRS84"


def harvest_oapif(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the collections of features."""
    document = place.json() if place.is_document else object_at(place, below(place.url, "collections"))
    if not isinstance(document, dict) or not isinstance(document.get("collections"), list):
        raise OpgaveError("{url} gives no collections of an OGC API.", url=place.url)
    base = address_in(document) if place.is_document else place.url.rstrip("/")
    for collection in document["collections"]:
        if collection.get("itemType", FEATURES) == FEATURES:
            yield read_found_layer(collection, base)


def address_in(document: dict) -> str:
    """Return the landing page of a document of collections."""
    return link_to(document, "self").partition("?")[0].removesuffix("/collections")


def read_found_layer(collection: dict, base: str) -> FoundLayer:
    """Return what an API says of a collection."""
    id = str(collection.get("id") or collection.get("name") or "")
    links = [link for link in collection.get("links") or () if isinstance(link, dict)]
    licence = next((link for link in links if link.get("rel") == "license"), {})
    systems = [collection.get("storageCrs") or "", *(collection.get("crs") or ())]
    interval = (collection.get("extent") or {}).get("temporal") or {}
    return FoundLayer(
        identity=id,
        prefix=service_name(base),
        source=Source("oapif", base, id),
        title=str(collection.get("title") or id),
        abstract=str(collection.get("description") or ""),
        publisher=str(collection.get("attribution") or ""),
        licences=tuple(filter(None, [str(licence.get("title") or ""), str(collection.get("license") or "")])),
        licence_url=str(licence.get("href") or ""),
        crs=next((system for text in systems if (system := crs_of(str(text))) and system != CRS84), CRS84),
        geometry=geometry_of(str(collection.get("geometryType") or collection.get("geometryDimension") or "")),
        date=last_day(interval),
        keywords=tuple(map(str, collection.get("keywords") or ())),
    )


def last_day(interval: dict) -> str:
    """Return the end of the collection's extent in time; empty where it is open."""
    spans = interval.get("interval") or [[None, None]]
    return str((spans[0] or [None])[-1] or "")


def is_document(document: object) -> bool:
    """Whether a JSON document is one of an OGC API: its landing page, its collections, or one of these."""
    return isinstance(document, dict) and "links" in document and bool(document.keys() & {"collections", "title", "conformsTo", "itemType"})
