"""CSW 2.0.2 with metadata after ISO 19139: page after page, whatever the number a server gives at a time."""

from __future__ import annotations

import html
from collections.abc import Iterator

from ...model.errors import OpgaveError
from ..markup import Element
from . import iso19139
from .found import Found
from .place import Place

PAGE = 100
LIKE = (
    '<ogc:PropertyIsLike wildCard="%" singleChar="_" escapeChar="\\"><ogc:PropertyName>csw:AnyText</ogc:PropertyName>'
    "<ogc:Literal>%{word}%</ogc:Literal></ogc:PropertyIsLike>"
)
RECORDS = {
    "SERVICE": "CSW",
    "VERSION": "2.0.2",
    "REQUEST": "GetRecords",
    "TYPENAMES": "csw:Record",
    "NAMESPACE": "xmlns(csw=http://www.opengis.net/cat/csw/2.0.2)",
    "OUTPUTSCHEMA": "http://www.isotc211.org/2005/gmd",
    "ELEMENTSETNAME": "full",
    "RESULTTYPE": "results",
}
ROOTS = ("GetRecordsResponse", "GetRecordByIdResponse", iso19139.ROOT)


def harvest_csw(place: Place) -> Iterator[Found]:
    """Yield the datasets of a catalogue service; a filter is the server's work."""
    if place.is_document:
        yield from datasets(place, place.xml())
        return
    if place.filter:
        place.filtered.append(place.filter)
    start, total, seen = 1, 0, set()
    while start:
        page = place.xml(query={**RECORDS, **constraint(place.filter), "MAXRECORDS": str(PAGE), "STARTPOSITION": str(start)})
        results = page.first("SearchResults")
        if results is None:
            raise OpgaveError("{url} gives no answer of a CSW, but '{root}'.", url=place.url, root=page.name)
        total, following = number(results, "numberOfRecordsMatched"), number(results, "nextRecord")
        given = [one for one in results.children if one.name == iso19139.ROOT]
        seen |= {one.text_at("fileIdentifier") for one in given}
        yield from datasets(place, page)
        start = following if start < following <= total and results.children else 0
        place.progress.update(len(seen) / max(total, 1))
    place.compare(place.url, len(seen), total)


def constraint(filter: str) -> dict[str, str]:
    """Return the words as a condition that the server applies."""
    if not filter:
        return {}
    words = [LIKE.format(word=html.escape(word)) for word in filter.split()]
    both = f"<ogc:And>{''.join(words)}</ogc:And>" if len(words) > 1 else words[0]
    namespaces = 'xmlns:ogc="http://www.opengis.net/ogc" xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"'
    condition = f"<ogc:Filter {namespaces}>{both}</ogc:Filter>"
    return {"CONSTRAINTLANGUAGE": "FILTER", "CONSTRAINT_LANGUAGE_VERSION": "1.1.0", "CONSTRAINT": condition}


def number(element: Element, attribute: str) -> int:
    """Return an attribute as a number; 0 where it is none."""
    text = element.get(attribute)
    return int(text) if text.isdigit() else 0


def datasets(place: Place, root: Element) -> Iterator[Found]:
    """Yield the datasets in an answer; what has no title cannot be used and is counted."""
    for metadata in root.every(iso19139.ROOT):
        if not iso19139.is_dataset(metadata):
            continue
        found = iso19139.found_in(metadata)
        if found.identity and found.title:
            yield found
        else:
            place.skip("md", found.identity)
