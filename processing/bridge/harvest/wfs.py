"""WFS 1.1 and 2.0: a record for each feature type in the capabilities."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.errors import OpgaveError
from ...model.record import Source
from ..language import tr
from ..markup import Element
from .found import Found, geometry_of, service_name
from .ows import Service, address_in, keywords_of, service_of
from .place import Place

CAPABILITIES = {"SERVICE": "WFS", "REQUEST": "GetCapabilities"}
TYPES_AT_ONCE = 100
REFUSALS = 2
"""Refused or unanswered requests after which a service is no longer asked to describe its types."""
ROOT = "WFS_Capabilities"


def harvest_wfs(place: Place) -> Iterator[Found]:
    """Yield the feature types of a WFS; types of geometry where it describes them."""
    root = place.xml(query=CAPABILITIES)
    if root.name != ROOT:
        raise OpgaveError("{url} gives no capabilities of a WFS, but '{root}'.", url=place.url, root=root.name)
    service = service_of(root)
    address = service_address(place, root, "GetFeature")
    types = root.all("FeatureTypeList/FeatureType")
    geometries = {} if place.is_document else geometry_types(place, [one.text_at("Name") for one in types])
    for element in types:
        yield feature_type(element, service, address, geometries)


def service_address(place: Place, root: Element, operation: str) -> str:
    """Return the address to keep: the one that answered; for a document on disk the one in it."""
    return place.at(address_in(root, operation)).url if place.is_document else place.url


def feature_type(element: Element, service: Service, address: str, geometries: dict[str, str]) -> Found:
    """Return what the capabilities say of a feature type."""
    name = element.text_at("Name")
    return Found(
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
        geometry=geometries.get(name.rpartition(":")[2], ""),
        keywords=keywords_of(element),
    )


def geometry_types(place: Place, names: list[str]) -> dict[str, str]:
    """Return the type of geometry by local name, as far as the service describes its types; they are no reason to stop."""
    found: dict[str, str] = {}
    refusals: list[OpgaveError] = []
    for start in range(0, len(names), TYPES_AT_ONCE):
        some = ",".join(names[start : start + TYPES_AT_ONCE])
        query = {"SERVICE": "WFS", "VERSION": "1.1.0", "REQUEST": "DescribeFeatureType", "TYPENAME": some}
        try:
            found |= geometries_in(place.xml(query=query))
        except OpgaveError as error:
            place.progress.check()
            refusals.append(error)
            if len(refusals) == REFUSALS:
                break
    if refusals:
        place.progress.note("Types of geometry are not known: {reason}", reason=refusals[0].sentence(tr))
    return found


def geometries_in(schema: Element) -> dict[str, str]:
    """Return the type of geometry of each element of an XML schema, ``none`` where it has no geometry."""
    types = {one.get("name"): one for one in schema.all("complexType")}
    found = {}
    for element in schema.all("element"):
        inside = types.get(element.get("type").rpartition(":")[2], element)
        kinds = [one.get("type") for one in inside.every("element") if one.get("type").startswith("gml:")]
        if inside is not element or element.children:
            found[element.get("name")] = next(filter(None, map(geometry_of, kinds)), "" if kinds else "none")
    return found
