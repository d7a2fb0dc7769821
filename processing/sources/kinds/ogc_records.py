"""OGC API Records: the records of every catalogue that the API offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ...model.errors import OpgaveError
from ..describing.address import HarvestAddress
from ..describing.found_layer import FoundLayer
from ..describing.links import Link, best_source
from ..describing.paging import object_at, pages
from ..reading.services import below
from .dcat import is_json_ld
from .kind import SourceKind

PAGE = 100
FILE = ".json"
RECORD = "record"
NOT_DATA = ("self", "alternate", "collection", "root", "next", "prev", "license", "preview")
ROLES = ("publisher", "owner", "custodian", "pointOfContact", "distributor")
SERVICE_TYPES = ("service", "http://purl.org/dc/dcmitype/Service")


def harvest_records(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the datasets that the catalogues describe; a filter is the server's work."""
    if place.is_document:
        yield from founds(place, place.json())
        return
    if urlsplit(place.url).path.endswith(FILE):  # a page that any web server serves
        for page in pages(place, place.url, {}):
            yield from founds(place, page)
        return
    if place.filter:
        place.filtered.append(place.filter)
    query = {"limit": str(PAGE), **({"q": place.filter} if place.filter else {})}
    for items in item_addresses(place):
        seen, total = 0, 0
        for page in pages(place, items, query):
            seen, total = seen + len(page.get("features") or ()), page.get("numberMatched") or 0
            place.progress.update(seen / max(total, seen, 1))
            yield from founds(place, page)
        place.compare(items, seen, total)


def item_addresses(place: HarvestAddress) -> list[str]:
    """Return the addresses of the records: those of the collection that the address names, else of every collection of records."""
    url = place.url.rstrip("/")
    if url.endswith("/items"):
        return [url]
    if "/collections/" in url:
        return [f"{url}/items"]
    document = object_at(place, below(url, "collections"))
    ids = [str(one.get("id")) for one in document.get("collections") or () if one.get("itemType") == RECORD]
    if not ids:
        raise OpgaveError("{url} has no collection of records.", url=url)
    return [below(url, "collections", id, "items") for id in ids]


def founds(place: HarvestAddress, page: object) -> Iterator[FoundLayer]:
    """Yield the datasets on a page."""
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list):
        raise OpgaveError("{url} gives no records of an OGC API.", url=place.url)
    for feature in features:
        properties = feature.get("properties") or {}
        if properties.get("type") in SERVICE_TYPES:
            continue
        if feature.get("id") and properties.get("title"):
            yield read_found_layer(str(feature["id"]), properties, feature)
        else:
            place.skip("md", str(feature.get("id") or ""))


def read_found_layer(id: str, properties: dict, feature: dict) -> FoundLayer:
    """Return what a record says."""
    contact = publisher(properties.get("contacts") or properties.get("providers") or ())
    links = [*(feature.get("links") or ()), *(properties.get("associations") or ())]
    language = properties.get("language") or ""
    stated = properties.get("license")
    english = [(properties.get(name) or {}).get("en") or "" for name in ("titles", "descriptions")]
    return FoundLayer(
        identity=id,
        source=best_source(links_in(links)),
        title=str(properties["title"]),
        abstract=str(properties.get("description") or ""),
        language=str(language.get("code") or "") if isinstance(language, dict) else str(language),
        publisher=str(contact.get("organization") or contact.get("name") or ""),
        contact=mail_of(contact),
        licences=tuple(filter(None, [str(stated or ""), str(properties.get("rights") or "")])),
        licence_url=next((str(link.get("href")) for link in links if link.get("rel") == "license"), ""),
        date=first(properties, "updated", "modified", "created", "record-updated"),
        rhythm=first(properties, "updateFrequency", "accrualPeriodicity"),
        keywords=keywords(properties),
        crs=str(properties.get("crs") or ""),
        lineage=str(properties.get("lineage") or ""),
        english_title=str(english[0]),
        english_abstract=str(english[1]),
    )


def first(properties: dict, *names: str) -> str:
    """Return the first property that has a value; empty where none has."""
    return next((str(properties[name]) for name in names if properties.get(name)), "")


def publisher(contacts: Iterable[dict]) -> dict:
    """Return the contact that publishes; else the first."""
    contacts = [one for one in contacts if isinstance(one, dict)]
    for role in ROLES:
        for one in contacts:
            if role in (one.get("roles") or ()):
                return one
    return contacts[0] if contacts else {}


def mail_of(contact: dict) -> str:
    """Return the address of a contact in any of the forms that the standard has had."""
    mails = contact.get("emails") or [{"value": (contact.get("contactInfo") or {}).get("email")}]
    first = mails[0]
    value = first.get("value") if isinstance(first, dict) else first
    page = next((str(link.get("href") or "") for link in contact.get("links") or () if isinstance(link, dict)), "")
    return str((value.get("work") if isinstance(value, dict) else value) or page)


def keywords(properties: dict) -> tuple[str, ...]:
    """Return keywords, then concepts of themes."""
    concepts = [concept for theme in properties.get("themes") or () for concept in theme.get("concepts") or ()]
    names = [str(one.get("title") or one.get("id") or "") if isinstance(one, dict) else str(one) for one in concepts]
    return tuple(dict.fromkeys(filter(None, [*map(str, properties.get("keywords") or ()), *names])))


def links_in(links: Iterable[dict]) -> Iterator[Link]:
    """Yield the addresses at which the data are offered."""
    for link in links:
        if not isinstance(link, dict) or link.get("rel") in NOT_DATA:
            continue
        words = " ".join(str(link.get(key) or "") for key in ("protocol", "type", "rel"))
        yield Link(str(link.get("href") or ""), words, str(link.get("name") or link.get("title") or ""))


def is_page(document: object) -> bool:
    """Whether a JSON document is a page of records: features with a title and links; what is linked data too is read as that."""
    if not isinstance(document, dict) or is_json_ld(document):
        return False
    features = document.get("features") or [{}]
    return isinstance(features[0], dict) and "title" in (features[0].get("properties") or {}) and "links" in features[0]


def has_records(place: HarvestAddress) -> bool:
    """Whether an OGC API has records rather than features."""
    if "/collections/" in place.url:
        answer = place.json(place.url.removesuffix("/items"))
        return isinstance(answer, dict) and answer.get("itemType") == RECORD
    answer = place.json(f"{place.url.rstrip('/')}/collections")
    kinds = {one.get("itemType", "feature") for one in answer.get("collections") or ()} if isinstance(answer, dict) else set()
    return kinds == {RECORD}


KIND = SourceKind(harvest=harvest_records, in_json=is_page)
