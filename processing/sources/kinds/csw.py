"""CSW 2.0.2: page after page, whatever the number a server gives at a time; metadata after ISO 19139, else Dublin Core.

Not by OWSLib, whose client fetches by itself and takes no answer that QGIS has fetched.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from contextlib import suppress

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.xml_tree import Element
from ..describing import dublin_core, iso19139
from ..describing.address import HarvestAddress
from ..describing.found_layer import FoundLayer
from ..network import Reply
from .kind import SourceKind
from .probing import Probe, ProbeResult, capabilities, xml_in

CAPABILITIES = {"SERVICE": "CSW", "REQUEST": "GetCapabilities"}
CAPABILITIES_ROOT, NAMESPACE = "Capabilities", "/cat/csw"
ANSWERS = ("GetRecordsResponse", "GetRecordByIdResponse", iso19139.ROOT)
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
    "ELEMENTSETNAME": "full",
    "RESULTTYPE": "results",
}
METADATA = {iso19139.ROOT: iso19139, **dict.fromkeys(dublin_core.ROOTS, dublin_core)}
"""What reads a description, by the name of its element."""


def harvest_csw(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the datasets of a catalogue service; a filter is the server's work."""
    if place.is_document:
        yield from datasets(place, place.xml())
        return
    if place.filter:
        place.filtered.append(place.filter)
    start, (schema, results) = 1, first_page(place)
    seen: set[str] = set()
    while True:
        total, following = number(results, "numberOfRecordsMatched"), number(results, "nextRecord")
        seen |= {identity(one) for one in results.children if one.name in METADATA}
        yield from datasets(place, results)
        place.progress.update(len(seen) / max(total, 1))
        if not (start < following <= total and results.children):
            break
        start, results = following, page_at(place, schema, following)
    place.compare(place.url, len(seen), total)


def first_page(place: HarvestAddress) -> tuple[str, Element]:
    """Return the schema in which a server gives its metadata, and the results on the first page: after ISO 19139 where it can."""
    try:
        return iso19139.SCHEMA, page_at(place, iso19139.SCHEMA, 1)
    except OpgaveError as refused:
        place.progress.check()
        with suppress(OpgaveError):
            return dublin_core.SCHEMA, page_at(place, dublin_core.SCHEMA, 1)
        place.progress.check()
        raise refused


def page_at(place: HarvestAddress, schema: str, start: int) -> Element:
    """Return the results on the page that begins with a record."""
    asked = {"OUTPUTSCHEMA": schema, "MAXRECORDS": str(PAGE), "STARTPOSITION": str(start)}
    page = place.xml(query={**RECORDS, **constraint(place.filter), **asked})
    results = page.first("SearchResults")
    if results is None:
        raise OpgaveError("{url} gives no answer of a CSW, but '{root}'.", url=place.url, root=page.name)
    return results


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
    return int(text) if text.isdecimal() else 0


def identity(metadata: Element) -> str:
    """Return what a description calls its dataset."""
    return metadata.text_at("fileIdentifier") or metadata.text_at("identifier")


def datasets(place: HarvestAddress, root: Element) -> Iterator[FoundLayer]:
    """Yield the datasets in an answer; what has no title cannot be used and is counted."""
    for metadata in root.every(*METADATA):
        reader = METADATA[metadata.name]
        if not reader.is_dataset(metadata):
            continue
        found = reader.read_found_layer(metadata)
        if found.identity and found.title:
            yield found
        else:
            place.skip("md", found.identity)


def read_csw(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read capabilities of a CSW."""
    xml_in(replies[0])
    return ProbeResult()


def is_csw(root: Element) -> bool:
    """Whether these are capabilities of a CSW: those of a WMTS have the same root."""
    return root.name == CAPABILITIES_ROOT and NAMESPACE in root.namespace


KIND = SourceKind(
    probe=Probe(capabilities(CAPABILITIES), read_csw), harvest=harvest_csw, request=CAPABILITIES, roots=ANSWERS, in_xml=is_csw
)
