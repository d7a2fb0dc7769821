"""Records as datasets of a catalogue after DCAT-AP Vlaanderen 3."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ...model.catalogue import Catalogue
from ...model.public_text import plain_text
from ...model.record import LayerRecord
from ...model.text import Text
from ..describing.own_terms import list_terms
from .offered import (
    OfferedAddress,
    address_of,
    crs_address,
    identity_of,
    is_flemish_open_data,
    lasting_code,
    lasting_name,
    offers_of,
    texts_of,
    vocabularies,
)
from .rdf_text import PREFIXES, Iri, Literal, Node

EU = "http://publications.europa.eu/resource/authority"
PUBLISHER_TYPES = "http://purl.org/adms/publishertype"
OPEN_DATA = "https://metadata.vlaanderen.be/id/GDI-Vlaanderen-Trefwoorden/VLOPENDATA"
PROFILE = "https://data.vlaanderen.be/doc/applicatieprofiel/DCAT-AP-VL/erkendestandaard/2026-02-12"
DATE, TIME = "xsd:date", "xsd:dateTime"


def catalogue_node(
    catalogue: Catalogue, records: Sequence[LayerRecord], base: str, publisher: str, contact: str, today: datetime.date
) -> Node:
    """Return a catalogue with its datasets.

    Parameters
    ----------
    base : str
        Address at which the folder will be served; empty where that is not known.
    publisher, contact : str
        Who offers the catalogue, and where to ask; its title stands for a name that is not given.
    today : date
        When the records are written.
    """
    title = catalogue.title if catalogue.title.of("nl") else Text(nl="Catalogus", en="Catalogue")
    node = Node("dcat:Catalog", base or lasting_name(publisher, title.of("nl")))
    for name in ("dct:title", "dct:description"):
        _add_text(node, name, title)
    node.add("dct:identifier", Literal(node.address))
    node.add("dct:publisher", agent_node(publisher or title.of("nl")))
    if contact:
        node.add("dcat:contactPoint", contact_node(publisher or title.of("nl"), contact))
    for code in ("NLD", "ENG"):
        node.add("dct:language", Iri(f"{EU}/language/{code}"))
    for record in records:
        dataset = dataset_node(record, base)
        node.add("dcat:dataset", dataset)
        entry = Node("dcat:CatalogRecord", f"{dataset.address}#record" if base else "")
        entry.add("dct:identifier", Literal(lasting_name(record.publisher.name, record.id, "record")))
        entry.add("dct:modified", Literal(f"{today.isoformat()}T00:00:00", type=TIME))
        entry.add("foaf:primaryTopic", Iri(dataset.address))
        if record.contact and record.licence.name:  # the profile asks for both
            entry.add("dct:conformsTo", Node("dct:Standard", PROFILE))
        node.add("dcat:record", entry)
    return node


def dataset_node(record: LayerRecord, base: str) -> Node:
    """Return a record as a dataset with its distributions."""
    codes = vocabularies()
    node = Node("dcat:Dataset", address_of(record, base))
    node.add("dct:identifier", Literal(identity_of(record)))
    _add_text(node, "dct:title", record.title)
    _add_text(node, "dct:description", record.description if record.description.of("nl") else record.title)
    node.add("dct:publisher", publisher_node(record))
    if record.contact:
        node.add("dcat:contactPoint", contact_node(record.publisher.name, record.contact))
    node.add("dct:accessRights", access_right(record))
    if is_flemish_open_data(record):
        node.add("mdcat:statuut", Iri(OPEN_DATA))
    themes = {codes["sectors"].get(sector, codes["otherwise"])["data_theme"] for sector in record.sectors or ("",)}
    for theme in sorted(themes):
        node.add("dcat:theme", Iri(f"{EU}/data-theme/{theme}"))
    for term in list_terms(record):
        node.add("dct:subject", Iri(term))
    if record.date:
        node.add("dct:modified", Literal(record.date.isoformat(), type=DATE))
    if record.update_rhythm:
        node.add("dct:accrualPeriodicity", rhythm_value(record.update_rhythm))
    if record.crs:
        node.add("dct:conformsTo", Node("dct:Standard", crs_address(record.crs)))
    if record.lineage:
        node.add("dct:provenance", Node("dct:ProvenanceStatement").add("rdfs:label", Literal(plain_text(record.lineage))))
    for offer in offers_of(record):
        node.add("dcat:distribution", distribution_node(record, offer))
    if not offers_of(record):
        _add_licence(node, record)
    return node


def rhythm_value(rhythm: str) -> Iri | Node:
    """Return how often data change: a code of the EU, or the duration itself where none says it."""
    known = vocabularies()["rhythms"].get(rhythm, {}).get("frequency")
    return Iri(f"{EU}/frequency/{known}") if known else Node("dct:Frequency").add("rdfs:label", Literal(rhythm))


def agent_node(name: str) -> Node:
    """Return somebody: an agent as DCAT-AP knows it, and as its Flemish profile does."""
    return Node("foaf:Agent").add("rdf:type", term("dct:Agent")).add("foaf:name", Literal(name, "nl"))


def publisher_node(record: LayerRecord) -> Node:
    """Return who publishes a layer, and of which kind they are."""
    kind = vocabularies()["publishers"][record.publisher.kind]
    return agent_node(record.publisher.name).add("dct:type", Iri(f"{PUBLISHER_TYPES}/{kind}"))


def contact_node(name: str, contact: str) -> Node:
    """Return where to ask: a mail address, else a page, else what else is known."""
    contact = plain_text(contact).strip()
    node = Node("vcard:Organization").add("rdf:type", term("vcard:Kind")).add("vcard:fn", Literal(name, "nl"))
    if "://" in contact:
        return node.add("vcard:hasURL", Iri(contact)).add("foaf:page", Iri(contact))
    return node.add("vcard:hasEmail", Iri(f"mailto:{contact}")) if "@" in contact else node.add("vcard:note", Literal(contact))


def distribution_node(record: LayerRecord, offer: OfferedAddress) -> Node:
    """Return one way to get the data."""
    node = Node("dcat:Distribution")
    node.add("dct:identifier", Literal(lasting_code(record.publisher.name, record.id, offer.url)))
    node.add("dct:title", Literal(offer.layer or record.title.of("nl"), "nl"))
    node.add("dcat:accessURL", Iri(offer.url))
    if offer.endpoint:
        node.add("dcat:accessService", service_node(record, offer))
    elif offer.protocol:
        node.add("dcat:downloadURL", Iri(offer.url))
    if offer.protocol:
        kind = Node("dct:MediaTypeOrExtent").add("rdf:type", term("skos:Concept"))
        node.add("dct:format", kind.add("rdfs:label", Literal(offer.protocol)))
    _add_licence(node, record)
    return node


def service_node(record: LayerRecord, offer: OfferedAddress) -> Node:
    """Return the service behind an address, with whom to ask and who may use it: what is said of the layer."""
    node = Node("dcat:DataService").add("dct:identifier", Literal(lasting_code(record.publisher.name, record.id, offer.endpoint)))
    node.add("dct:title", Literal(offer.protocol, "en"))
    node.add("dcat:endpointURL", Iri(offer.endpoint)).add("dcat:endpointDescription", Iri(offer.description))
    node.add("dct:publisher", publisher_node(record))
    if record.contact:
        node.add("dcat:contactPoint", contact_node(record.publisher.name, record.contact))
    return node.add("dct:accessRights", access_right(record))


def access_right(record: LayerRecord) -> Iri:
    """Return who may have a layer, as a code of the EU."""
    return Iri(f"{EU}/access-right/{vocabularies()['access'][record.redistribution]}")


def term(name: str) -> Iri:
    """Return the address of a term that has a prefixed name."""
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


def _add_licence(node: Node, record: LayerRecord) -> None:
    licence = record.licence
    if licence.name or licence.url:
        document = Node("dct:LicenseDocument", licence.url if "://" in licence.url else "")
        node.add("dct:license", document.add("dct:title", Literal(licence.name or licence.url)))


def _add_text(node: Node, name: str, text: Text) -> None:
    for code, one in texts_of(text):
        node.add(name, Literal(one, code))
