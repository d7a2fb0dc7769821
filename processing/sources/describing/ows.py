"""What the capabilities of WFS, WMS and WMTS have in common: who provides the service, and on which terms.

Not by OWSLib, which has no e-mail address of a WMS 1.3.0 and stops at a WFS 1.0 without keywords.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model.geography import LAMBERT_72
from ...qgis_io.xml_tree import Element
from .address import HarvestAddress

PREFERRED_CRS = (LAMBERT_72, "EPSG:3812", "EPSG:3857")

NO_TERMS = {"none", "geen", "no conditions apply", "geen voorwaarden", "-", "unknown"}


@dataclass(frozen=True)
class ServiceHead:
    """The head of a capabilities document."""

    title: str = ""
    abstract: str = ""
    publisher: str = ""
    contact: str = ""
    licences: tuple[str, ...] = ()
    language: str = ""


def service_of(root: Element) -> ServiceHead:
    """Return the head of a document in the form of OWS 1.1 (WFS 1.1 and 2.0, WMTS) or of WMS."""
    head = root.first("ServiceIdentification") or root.first("Service") or Element("")
    provider = root.first("ServiceProvider") or head.first("ContactInformation") or Element("")
    person = provider.first("ServiceContact/ContactInfo") or provider
    publisher = provider.text_at("ProviderName") or provider.text_at("ContactPersonPrimary/ContactOrganization")
    contact = person.text_at("Address/ElectronicMailAddress") or provider.text_at("ContactElectronicMailAddress")
    terms = [head.text_at("Fees"), *(element.all_text for element in head.all("AccessConstraints"))]
    language = next((element.text for element in root.every("DefaultLanguage")), "")
    return ServiceHead(
        title=head.text_at("Title"),
        abstract=head.text_at("Abstract"),
        publisher=publisher,
        contact=contact,
        licences=tuple(text for text in reversed(terms) if text and text.lower() not in NO_TERMS),
        language=language,
    )


def keywords_of(element: Element) -> tuple[str, ...]:
    """Return the keywords of a service or layer, each once."""
    words = [*element.all("Keywords/Keyword"), *element.all("KeywordList/Keyword")]
    texts = [word.text for word in words] or [part.strip() for part in element.text_at("Keywords").split(",")]
    return tuple(dict.fromkeys(filter(None, texts)))


def address_in(root: Element, operation: str) -> str:
    """Return the address that the document gives for an operation, as OWS, WMS or WFS 1.0 writes it; empty where it gives none."""
    operations = [one for one in root.every("Operation") if one.get("name") == operation] or root.every(operation)
    places = [place for one in operations for get in one.every("Get") for place in (get, *get.all("OnlineResource"))]
    return next(filter(None, (place.get("href") or place.get("onlineResource") for place in places)), "")


def service_address(place: HarvestAddress, root: Element, operation: str) -> str:
    """Return the address to keep: the one that answered; for a document on disk the one in it."""
    return place.at(address_in(root, operation)).url if place.is_document else place.url


def choose_crs(systems: tuple[str, ...]) -> str:
    """Return the system in which Flemish maps are made, where the layer has it; else its first."""
    return next((system for system in PREFERRED_CRS if system in systems), next(filter(None, systems), ""))
