"""DCAT-AP, as RDF/XML or JSON-LD: a record for each dataset, from the best of its distributions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from urllib.parse import urljoin

from ...model.errors import OpgaveError
from ...qgis_io.xml_tree import Element
from ..describing.address import XML_TYPES, HarvestAddress
from ..describing.found_layer import FoundLayer, crs_of
from ..describing.links import Link, best_source
from ..describing.own_terms import PREFIX
from ..describing.rdf_graph import RdfGraph, RdfNode, graph_of_json, graph_of_xml, local
from ..network import json_of, xml_of
from .kind import SourceKind

ACCEPT = f"application/ld+json, application/rdf+xml;q=0.9, {XML_TYPES}"
DATASETS = ("Dataset", "DatasetSeries")
CLOSED_ACCESS = ("RESTRICTED", "NON_PUBLIC")
NEXT_PAGE = ("next", "nextPage")
MOST_PAGES, MOST_LINKS = 10_000, 1000
"""Pages of a catalogue, and links of a dataset that are looked at."""


def harvest_dcat(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the datasets of a catalogue, on all its pages."""
    url, asked = place.address, set()
    while url:
        asked.add(url)
        graph = graph_at(place, url)
        given = False
        for dataset in graph.of_type(*DATASETS):
            given = True
            if dataset.first("title"):
                yield read_found_layer(graph, dataset)
            else:
                place.skip("md", identity_of(dataset))
        if not given and len(asked) == 1:
            raise OpgaveError("{url} holds no datasets of DCAT.", url=place.url)
        url = next_page(graph, url)
        if url in asked or len(asked) > MOST_PAGES:
            raise OpgaveError("{url} returns the same page again as the next page: inform the publisher.", url=url)


def graph_at(place: HarvestAddress, url: str) -> RdfGraph:
    """Return the graph at an address, by what its first letter shows."""
    content, where, headers = place.content(url, ACCEPT)
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return graph_of_json(json_of(content, where, headers))
    return graph_of_xml(xml_of(content, where, headers))


def next_page(graph: RdfGraph, url: str) -> str:
    """Return the address of the next page, as Hydra writes it; empty where this was the last."""
    for node in graph.of_type("PagedCollection", "PartialCollectionView"):
        following = node.first(*NEXT_PAGE)
        if following:
            return urljoin(url, following)
    return ""


def identity_of(dataset: RdfNode) -> str:
    """Return the dataset's own identifier: the last part of an address, for ids."""
    stated = dataset.first("identifier") or dataset.id
    return stated.rstrip("/").split("/")[-1] if "://" in stated else stated


def read_found_layer(graph: RdfGraph, dataset: RdfNode) -> FoundLayer:
    """Return what a catalogue says of a dataset."""
    distributions = graph.behind(dataset, "distribution")
    publisher = next(iter(graph.behind(dataset, "publisher", "creator")), None)
    contact = next(iter(graph.behind(dataset, "contactPoint")), None)
    licences = [text for node in (dataset, *distributions) for text in licence_texts(graph, node)]
    return FoundLayer(
        identity=identity_of(dataset),
        source=best_source(islice((link for one in distributions for link in links(graph, one)), MOST_LINKS)),
        title=dataset.first("title"),
        abstract=dataset.first("description"),
        language=dataset.language("title"),
        publisher=publisher.first("name", "prefLabel", "label") if publisher else local_name(dataset.first("publisher")),
        contact=(contact.first("hasEmail", "email", "hasURL", "note") if contact else "").removeprefix("mailto:"),
        licences=tuple(text for text in licences if "://" not in text),
        licence_url=next((text for text in licences if "://" in text), ""),
        crs=first_of((dataset, *distributions), crs_stated),
        date=dataset.first("modified") or dataset.first("issued") or first_of(distributions, lambda one: one.first("modified")),
        rhythm=rhythm(graph, dataset),
        keywords=tuple(keywords(graph, dataset)),
        lineage=first_of(graph.behind(dataset, "provenance"), lambda one: one.first("label", "description")),
        english_title=dataset.text_in("title", "en"),
        english_abstract=dataset.text_in("description", "en"),
        closed=any(local(one) in CLOSED_ACCESS for one in dataset.all("accessRights")),
    )


def first_of(nodes: Iterable[RdfNode], get: Callable[[RdfNode], str]) -> str:
    """Return the first text that is not empty."""
    return next(filter(None, map(get, nodes)), "")


def crs_stated(node: RdfNode) -> str:
    """Return the coordinate system among what the data conform to."""
    return next((text for text in node.all("conformsTo") if "/crs/" in text and crs_of(text)), "")


def local_name(text: str) -> str:
    """Return a name that is written out; an address is none."""
    return "" if "://" in text else text


def licence_texts(graph: RdfGraph, node: RdfNode) -> Iterator[str]:
    """Yield the addresses and texts about terms of use."""
    for value in node.all("license", "rights", "accessRights"):
        described = graph.nodes.get(value)
        if described:
            yield described.first("title", "label", "prefLabel")
        if not value.startswith("_:") and "access-right" not in value:
            yield value


def rhythm(graph: RdfGraph, dataset: RdfNode) -> str:
    """Return the frequency: a code's address, or what a node says of it."""
    stated = dataset.first("accrualPeriodicity", "frequency")
    node = graph.nodes.get(stated)
    return (node.first("value", "notation", "label") if node and stated.startswith("_:") else "") or stated


def keywords(graph: RdfGraph, dataset: RdfNode) -> Iterator[str]:
    """Yield keywords, then the names or codes of themes."""
    yield from dataset.all("keyword")
    for value in dataset.all("theme", "subject"):
        node = graph.nodes.get(value)
        yield (node.first("prefLabel", "label") if node else "") or (value if value.startswith(PREFIX) else local(value))


def links(graph: RdfGraph, distribution: RdfNode) -> Iterator[Link]:
    """Yield the addresses of a distribution: that of its service first, then of its file, then of its page."""
    labels = [one.first("label", "value") for one in graph.behind(distribution, "format", "mediaType")]
    words = " ".join([*labels, *map(local, distribution.all("format", "mediaType")), *distribution.all("conformsTo")])
    for service in graph.behind(distribution, "accessService"):
        stated = " ".join([*service.all("conformsTo"), service.first("title"), words])
        for url in service.all("endpointURL", "endpointDescription"):
            yield Link(url, stated)
    for url in distribution.all("downloadURL", "accessURL"):
        yield Link(url, words, layer_name(distribution))


def layer_name(distribution: RdfNode) -> str:
    """Return the layer's name, where the distribution's identifier or title is one (``GRB:ADP``)."""
    stated = [distribution.first("identifier"), distribution.first("title")]
    return next((text for text in stated if ":" in text and " " not in text and "://" not in text), "")


def is_dcat(root: Element) -> bool:
    """Whether an XML document holds data sets in the namespace of DCAT, without RDF around them."""
    return "dcat" in root.namespace and next(root.every("Dataset"), None) is not None


def is_json_ld(document: object) -> bool:
    """Whether a JSON document is linked data: a list of nodes, or a graph."""
    if isinstance(document, list):
        return any(isinstance(one, dict) and "@id" in one for one in document)
    return isinstance(document, dict) and bool(document.keys() & {"@context", "@graph"})


KIND = SourceKind(harvest=harvest_dcat, roots=("RDF",), in_xml=is_dcat, in_json=is_json_ld)
