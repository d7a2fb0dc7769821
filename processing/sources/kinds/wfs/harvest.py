"""WFS 1.0, 1.1 and 2.0: a record for each feature type in the capabilities.

Not by OWSLib, which sees no constraint of a WFS 2.0, such as the size of a page that `layer` and `probe` read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from ....model.errors import OpgaveError
from ....model.record import Source
from ....qgis_io.xml_tree import Element
from ....texts.language import tr
from ...describing.address import XML_TYPES, HarvestAddress
from ...describing.found_layer import FoundLayer, geometry_of, service_name, with_words
from ...describing.ows import ServiceHead, keywords_of, service_address, service_of
from ...network import GetRequest, Reply, fetch_all, xml_of
from ...reading.services import with_query

CAPABILITIES = {"SERVICE": "WFS", "REQUEST": "GetCapabilities"}
TYPES_AT_ONCE = 100
QUESTIONS_AT_ONCE = 16
PATIENCE_SECONDS = 30.0
REFUSALS = 2
"""Refused or unanswered requests after which a service is no longer asked to describe its types."""
ROOT = "WFS_Capabilities"


def harvest_wfs(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the feature types of a WFS; types of geometry where it describes them."""
    root = place.xml(query=CAPABILITIES)
    if root.name != ROOT:
        raise OpgaveError("{url} gives no capabilities of a WFS, but '{root}'.", url=place.url, root=root.name)
    service = service_of(root)
    address = service_address(place, root, "GetFeature")
    founds = [feature_type(one, service, address) for one in root.all("FeatureTypeList/FeatureType")]
    wanted = [] if place.is_document else [found.source.layer for found in founds if with_words(found, place.filter)]
    geometries = geometry_types(place, wanted)
    for found in founds:
        yield replace(found, geometry=geometries.get(local(found.source.layer), ""))


def feature_type(element: Element, service: ServiceHead, address: str) -> FoundLayer:
    """Return what the capabilities say of a feature type."""
    name = element.text_at("Name")
    return FoundLayer(
        identity=name,
        prefix=service_name(address),
        source=Source("wfs", address, name),
        title=element.text_at("Title"),
        abstract=element.text_at("Abstract") or service.abstract,
        language=service.language,
        publisher=service.publisher,
        contact=service.contact,
        licences=service.licences,
        crs=element.text_at("DefaultCRS") or element.text_at("DefaultSRS") or element.text_at("SRS"),
        keywords=keywords_of(element),
    )


def geometry_types(place: HarvestAddress, names: list[str]) -> dict[str, str]:
    """Return the type of geometry by local name, as far as the service describes its types; they are no reason to stop or to wait long."""
    found: dict[str, str] = {}
    refusals: list[OpgaveError] = []
    questions = [describing(place, names[start : start + TYPES_AT_ONCE]) for start in range(0, len(names), TYPES_AT_ONCE)]
    end, done = time.monotonic() + PATIENCE_SECONDS, 0
    while done < len(questions) and len(refusals) < REFUSALS and time.monotonic() < end:
        some = questions[done : done + (QUESTIONS_AT_ONCE if done and not refusals else 1)]
        for reply in fetch_all(some, place.limits, place.progress, show=False):
            try:
                found |= geometries_of(reply)
            except OpgaveError as error:
                refusals.append(error)
        done += len(some)
        place.progress.update(done / len(questions))
    if refusals:
        place.progress.note("Types of geometry are not known: {reason}", reason=refusals[0].sentence(tr))
    elif done < len(questions):
        place.progress.note(
            "The service takes long to describe its layers: the types of geometry of the last {count} of {total} are not asked for.",
            count=len(names) - done * TYPES_AT_ONCE,
            total=len(names),
        )
    return found


def describing(place: HarvestAddress, names: list[str]) -> GetRequest:
    """Return the request for the description of some types."""
    query = {"SERVICE": "WFS", "VERSION": "1.1.0", "REQUEST": "DescribeFeatureType", "TYPENAME": ",".join(names)}
    return GetRequest(with_query(place.url, query), place.auth, XML_TYPES)


def geometries_of(reply: Reply) -> dict[str, str]:
    """Return what an answer says of types of geometry."""
    if reply.error:
        raise reply.error
    return geometries_in(xml_of(reply.content, reply.url, reply.headers))


def local(name: str) -> str:
    """Return the name of a type without its prefix."""
    return name.rpartition(":")[2]


def geometries_in(schema: Element) -> dict[str, str]:
    """Return the type of geometry of each element of an XML schema, ``none`` where it has no geometry."""
    types = {one.get("name"): one for one in schema.all("complexType")}
    found = {}
    for element in schema.all("element"):
        inside = types.get(local(element.get("type")), element)
        kinds = [one.get("type") for one in inside.every("element") if one.get("type").startswith("gml:")]
        if inside is not element or element.children:
            found[element.get("name")] = next(filter(None, map(geometry_of, kinds)), "" if kinds else "none")
    return found
