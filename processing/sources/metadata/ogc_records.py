"""Records as records of OGC API Records, in files that any web server serves: a local catalogue of resources."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.catalogue import Catalogue
from ...model.files import JsonObject
from ...model.public_text import plain_text
from ...model.record import LayerRecord
from ..describing.own_terms import list_terms
from .offered import address_of, file_name, identity_of, offers_of, texts_of

CONFORMS = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core"
SCHEME = "urn:opgavenkaart"
COLLECTION, ALL_RECORDS, ITEMS = "collection.json", "records.json", "items"
GEO_JSON = "application/geo+json"


def collection_of(catalogue: Catalogue, records: Sequence[LayerRecord], publisher: str, contact: str) -> JsonObject:
    """Return what a crawler reads first: what the catalogue is, with a link to each record and to all in one."""
    title = catalogue.title.of("nl") or "Catalogus"
    links = [{"rel": "items", "type": GEO_JSON, "href": ALL_RECORDS}]
    links += [{"rel": "item", "type": GEO_JSON, "href": f"{ITEMS}/{file_name(one)}.json", "title": one.title.of("nl")} for one in records]
    contacts = {"contacts": [_contact(publisher or title, contact, "publisher")]} if publisher or contact else {}
    core = {"id": "opgavenkaart", "type": "Collection", "itemType": "record", "conformsTo": [CONFORMS]}
    return {**core, "title": title, "description": title, "language": {"code": "nl"}, **contacts, "links": links}


def page_of(records: Sequence[LayerRecord], base: str) -> JsonObject:
    """Return all records as one page."""
    features = [record_of(one, base) for one in records]
    return {"type": "FeatureCollection", "numberMatched": len(features), "numberReturned": len(features), "features": features, "links": []}


def record_of(record: LayerRecord, base: str) -> JsonObject:
    """Return a record; ``base`` is the address at which the folder will be served, empty where that is not known."""
    title = record.title
    properties: JsonObject = {
        "type": "dataset",
        "title": title.of("nl"),
        "language": {"code": "nl" if title.nl else "en"},
        "contacts": [_contact(record.publisher.name, record.contact, "publisher")],
        "themes": [{"scheme": SCHEME, "concepts": [{"id": term} for term in list_terms(record)]}],
        "externalIds": [{"value": address_of(record, base)}],
    }
    if record.description.of("nl"):
        properties["description"] = record.description.of("nl")
    if title.nl and title.en:
        properties["titles"] = dict(texts_of(title))
        properties["descriptions"] = dict(texts_of(record.description))
    stated = {
        "updated": record.date.isoformat() if record.date else "",
        "updateFrequency": record.update_rhythm,
        "rights": record.licence.name,
        "lineage": plain_text(record.lineage),
        "crs": record.crs,
    }
    properties |= {name: value for name, value in stated.items() if value}
    return {
        "id": identity_of(record),
        "type": "Feature",
        "conformsTo": [CONFORMS],
        "geometry": None,
        "time": {"date": record.date.isoformat()} if record.date else None,
        "properties": properties,
        "links": _links(record),
    }


def _links(record: LayerRecord) -> list[JsonObject]:
    """Return where the data can be had, and the page of the licence."""
    links = []
    for offer in offers_of(record):
        protocol = {"protocol": offer.protocol} if offer.protocol else {}
        name = {"name": offer.layer, "title": offer.layer} if offer.layer else {}
        links.append({"rel": "enclosure" if offer.protocol and not offer.endpoint else "item", "href": offer.url, **protocol, **name})
    if "://" in record.licence.url:
        links.append({"rel": "license", "href": record.licence.url, "title": record.licence.name})
    return links


def _contact(name: str, contact: str, role: str) -> JsonObject:
    contact = plain_text(contact).strip()
    found: JsonObject = {"organization": name, "roles": [role]}
    if "://" in contact:
        found["links"] = [{"rel": "about", "href": contact}]
    elif contact:
        found["emails"] = [{"value": contact}]
    return found
