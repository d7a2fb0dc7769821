"""Metadata after ISO 19139, as GeoNetwork and pycsw give them: one dataset becomes one record.

Not by OWSLib, which has no frequency of maintenance, one coordinate system, and texts about use and access in one list.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...model.dates import is_believable
from ...qgis_io.xml_tree import Element
from .found_layer import ENGLISH, FoundLayer, crs_of, date_of, geometry_of
from .links import Link, best_source

ROOT = "MD_Metadata"
SCHEMA = "http://www.isotc211.org/2005/gmd"
SERVICE = "service"
DATES = ("revision", "publication", "creation", "")
PUBLISHING = ("publisher", "owner", "custodian", "distributor", "pointOfContact", "")
MAIL = "contactInfo/CI_Contact/address/CI_Address/electronicMailAddress"
PAGE = "contactInfo/CI_Contact/onlineResource/CI_OnlineResource/linkage/URL"
CLOSED_ACCESS = ("restricted",)
NO_LIMITS = ("nolimitations", "geen beperkingen", "no limitations")


def is_dataset(metadata: Element) -> bool:
    """Whether the metadata describe data, not a service."""
    return code_at(metadata, "hierarchyLevel/MD_ScopeCode") != SERVICE


def read_found_layer(metadata: Element) -> FoundLayer:
    """Return what the metadata say."""
    data = metadata.first("identificationInfo/MD_DataIdentification") or Element("")
    parties = data.all("pointOfContact/CI_ResponsibleParty") + metadata.all("contact/CI_ResponsibleParty")
    party = publisher(parties)
    url, licences = terms(data)
    return FoundLayer(
        identity=metadata.text_at("fileIdentifier"),
        source=best_source(links(metadata)),
        title=main_text(data, "citation/CI_Citation/title"),
        abstract=main_text(data, "abstract"),
        language=code_at(metadata, "language/LanguageCode") or metadata.text_at("language"),
        publisher=party.text_at("organisationName") or party.text_at("individualName"),
        contact=next(filter(None, (one.text_at(place) for place in (MAIL, PAGE) for one in (party, *parties))), ""),
        licences=licences,
        licence_url=url,
        crs=crs(metadata),
        geometry=geometry(metadata, data),
        date=date(data),
        rhythm=rhythm(data),
        keywords=keywords(data),
        lineage=main_text(metadata, "dataQualityInfo/DQ_DataQuality/lineage/LI_Lineage/statement"),
        english_title=english_text(metadata, data, "citation/CI_Citation/title"),
        english_abstract=english_text(metadata, data, "abstract"),
        closed=any(code in CLOSED_ACCESS for code in access_codes(data)),
    )


def main_text(element: Element, path: str) -> str:
    """Return the first text at a path in the language of the metadata, without the same in others."""
    own = (child for one in element.all(path) for child in one.children if child.name != "PT_FreeText")
    return next((child.all_text for child in own if child.all_text), "") or element.text_at(path)


def english_text(metadata: Element, element: Element, path: str) -> str:
    """Return the first text at a path in English, of metadata in several languages; empty where there is none."""
    english = {f"#{one.get('id')}" for one in metadata.all("locale/PT_Locale") if code_at(one, "languageCode/LanguageCode") in ENGLISH}
    others = element.all(f"{path}/PT_FreeText/textGroup/LocalisedCharacterString")
    return next((one.all_text for one in others if one.get("locale") in english), "")


def access_codes(data: Element) -> list[str]:
    """Return by which codes access to the data is limited."""
    found = data.all("resourceConstraints/MD_LegalConstraints/accessConstraints/MD_RestrictionCode")
    return [one.get("codeListValue") or one.text for one in found]


def code_at(element: Element, path: str) -> str:
    """Return the first value of a code list at a path; its text where it has none."""
    return next((one.get("codeListValue") or one.text for one in element.all(path)), "")


def publisher(parties: list[Element]) -> Element:
    """Return the party that publishes; who else is responsible where none does."""
    by_role = {code_at(party, "role/CI_RoleCode"): party for party in reversed(parties)}
    return next((by_role[role] for role in PUBLISHING if role in by_role), parties[0] if parties else Element(""))


def terms(data: Element) -> tuple[str, tuple[str, ...]]:
    """Return the address of the licence and the texts about use and access, those about use first."""
    texts, url = [], ""
    legals = data.all("resourceConstraints/MD_LegalConstraints")
    for legal in sorted(legals, key=lambda one: one.first("useConstraints") is None):
        for other in legal.all("otherConstraints"):
            anchor = other.first("Anchor")
            href = anchor.get("href") if anchor is not None else ""
            if other.all_text and not any(word in f"{href} {other.all_text}".lower() for word in NO_LIMITS):
                texts.append(other.all_text)
                url = url or href
    texts += [one.all_text for one in data.all("resourceConstraints/MD_Constraints/useLimitation")]
    texts += [one.all_text for one in data.all("resourceConstraints/MD_LegalConstraints/useLimitation")]
    return url, tuple(filter(None, texts))


def crs(metadata: Element) -> str:
    """Return the first coordinate system that is understood: the address behind the code, else the code with its authority."""
    for identifier in metadata.all("referenceSystemInfo/MD_ReferenceSystem/referenceSystemIdentifier/RS_Identifier"):
        anchor = identifier.first("code/Anchor")
        code, space = identifier.text_at("code"), identifier.text_at("codeSpace")
        href = anchor.get("href") if anchor is not None else ""
        for text in (href, f"{space}:{code}" if code.isdecimal() else "", code):
            if crs_of(text):
                return text
    return ""


def geometry(metadata: Element, data: Element) -> str:
    """Return the type of geometry; only what is stated."""
    kind = code_at(data, "spatialRepresentationType/MD_SpatialRepresentationTypeCode")
    if kind == "grid":
        return "raster"
    if kind == "textTable":
        return "none"
    objects = "spatialRepresentationInfo/MD_VectorSpatialRepresentation/geometricObjects/MD_GeometricObjects/geometricObjectType"
    return geometry_of(code_at(metadata, f"{objects}/MD_GeometricObjectTypeCode"))


def date(data: Element) -> str:
    """Return the last revision, else publication, else creation, else a date of no kind; none that cannot be, such as of the future."""
    dates: dict[str, list[str]] = {}
    for one in data.all("citation/CI_Citation/date/CI_Date"):
        day = date_of(one.text_at("date"))
        if day and is_believable(day, datetime.date.today()):
            dates.setdefault(code_at(one, "dateType/CI_DateTypeCode"), []).append(day.isoformat())
    return next((max(dates[kind]) for kind in DATES if kind in dates), "")


def rhythm(data: Element) -> str:
    """Return how often the data are maintained."""
    maintenance = data.first("resourceMaintenance/MD_MaintenanceInformation") or Element("")
    stated = maintenance.text_at("userDefinedMaintenanceFrequency")
    return stated or code_at(maintenance, "maintenanceAndUpdateFrequency/MD_MaintenanceFrequencyCode")


def keywords(data: Element) -> tuple[str, ...]:
    """Return keywords, then topic categories."""
    words = [one.all_text for one in data.all("descriptiveKeywords/MD_Keywords/keyword")]
    topics = [one.all_text for one in data.all("topicCategory")]
    return tuple(dict.fromkeys(filter(None, [*words, *topics])))


def links(metadata: Element) -> Iterator[Link]:
    """Yield the addresses at which the data are offered."""
    for online in metadata.all("distributionInfo/MD_Distribution/transferOptions/MD_DigitalTransferOptions/onLine/CI_OnlineResource"):
        words = " ".join([online.text_at("protocol"), online.text_at("applicationProfile"), online.text_at("description")])
        yield Link(online.text_at("linkage"), online.text_at("protocol") or words, online.text_at("name"))
