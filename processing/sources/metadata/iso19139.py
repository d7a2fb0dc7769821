"""Records as metadata after ISO 19139."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model.public_text import plain_text
from ...model.record import LayerRecord
from ...model.text import Text
from ..describing.own_terms import list_terms
from .dcat import OPEN_DATA
from .offered import address_of, crs_address, identity_of, is_flemish_open_data, offers_of, vocabularies

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "gts": "http://www.isotc211.org/2005/gts",
    "csw": "http://www.opengis.net/cat/csw/2.0.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
CODE_LISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
LANGUAGES = "http://www.loc.gov/standards/iso639-2/"
NO_LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
STANDARD = ("ISO 19115:2003/19139", "1.0")
"""No more than that: INSPIRE and GDI-Vlaanderen ask for an extent, which no record knows."""
SHAPES = {"point": "point", "line": "curve", "polygon": "surface"}
REPRESENTATIONS = {"raster": "grid", "none": "textTable"} | dict.fromkeys(SHAPES, "vector")
ENGLISH = "EN"
"""Id of the language of translations, within a document."""
WEEKS = re.compile(r"P(\d+)W")
OPEN_DATA_DAY, OWN_TERMS_DAY = datetime.date(2014, 2, 26), datetime.date(2026, 12, 1)
"""When the lists of keywords were published: GDI-Vlaanderen's, and the names of `describing.own_terms`."""


def to_iso19139(records: Sequence[LayerRecord], base: str, today: datetime.date) -> bytes:
    """Return the metadata of records as one answer of a catalogue service, as harvesters take them from a file."""
    root = _new("csw:GetRecordsResponse")
    _put(root, "csw:SearchStatus", timestamp=f"{today.isoformat()}T00:00:00")
    size = str(len(records))
    results = _put(root, "csw:SearchResults", numberOfRecordsMatched=size, numberOfRecordsReturned=size, nextRecord="0", elementSet="full")
    results.extend(metadata_of(record, base, today) for record in records)
    return write_xml(root)


def write_xml(root: _Element) -> bytes:
    """Return a document as text."""
    from lxml import etree

    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def metadata_of(record: LayerRecord, base: str, today: datetime.date) -> _Element:
    """Return the metadata of a record.

    Parameters
    ----------
    base : str
        Address at which the folder will be served; empty where that is not known.
    today : date
        Day of the metadata.
    """
    root = _new("gmd:MD_Metadata")
    _text(root, "gmd:fileIdentifier", identity_of(record))
    _language(root, "gmd:language", record)
    _code(root, "gmd:characterSet/gmd:MD_CharacterSetCode", "utf8")
    _code(root, "gmd:hierarchyLevel/gmd:MD_ScopeCode", "dataset")
    _text(root, "gmd:hierarchyLevelName", "dataset")
    _party(root, "gmd:contact", record, "pointOfContact")
    _put(root, "gmd:dateStamp/gco:Date").text = today.isoformat()
    for name, value in zip(("gmd:metadataStandardName", "gmd:metadataStandardVersion"), STANDARD, strict=True):
        _text(root, name, value)
    if record.title.nl and record.title.en:
        locale = _put(root, "gmd:locale/gmd:PT_Locale", id=ENGLISH)
        _put(locale, "gmd:languageCode/gmd:LanguageCode", codeList=LANGUAGES, codeListValue="eng").text = "eng"
        _code(locale, "gmd:characterEncoding/gmd:MD_CharacterSetCode", "utf8")
    if record.geometry in SHAPES:
        path = "gmd:spatialRepresentationInfo/gmd:MD_VectorSpatialRepresentation/gmd:geometricObjects/gmd:MD_GeometricObjects"
        _code(root, f"{path}/gmd:geometricObjectType/gmd:MD_GeometricObjectTypeCode", SHAPES[record.geometry])
    if record.crs:
        path = "gmd:referenceSystemInfo/gmd:MD_ReferenceSystem/gmd:referenceSystemIdentifier/gmd:RS_Identifier"
        _anchor(root, f"{path}/gmd:code", record.crs, crs_address(record.crs))
    _identification(_put(root, "gmd:identificationInfo/gmd:MD_DataIdentification"), record, base, today)
    _distribution(root, record)
    if record.lineage:
        quality = _put(root, "gmd:dataQualityInfo/gmd:DQ_DataQuality")
        _code(quality, "gmd:scope/gmd:DQ_Scope/gmd:level/gmd:MD_ScopeCode", "dataset")
        _text(quality, "gmd:lineage/gmd:LI_Lineage/gmd:statement", record.lineage)
    return root


def _identification(data: _Element, record: LayerRecord, base: str, today: datetime.date) -> None:
    """Say what the data are, of whom, how current, about what, and what may be done with them."""
    codes = vocabularies()
    citation = _put(data, "gmd:citation/gmd:CI_Citation")
    _texts(citation, "gmd:title", record.title)
    _dated(citation, record.date)
    _text(citation, "gmd:identifier/gmd:MD_Identifier/gmd:code", address_of(record, base))
    _texts(data, "gmd:abstract", record.description if record.description.of("nl") else record.title)
    _party(data, "gmd:pointOfContact", record, "publisher")
    if record.update_rhythm:
        _maintenance(_put(data, "gmd:resourceMaintenance/gmd:MD_MaintenanceInformation"), record.update_rhythm)
    if is_flemish_open_data(record):
        keywords = _put(data, "gmd:descriptiveKeywords/gmd:MD_Keywords")
        _anchor(keywords, "gmd:keyword", codes["labels"]["open_data"], OPEN_DATA)
        _thesaurus(keywords, "GDI-Vlaanderen Trefwoorden", OPEN_DATA_DAY)
    terms = list_terms(record)
    if terms:
        keywords = _put(data, "gmd:descriptiveKeywords/gmd:MD_Keywords")
        for term in terms:
            _text(keywords, "gmd:keyword", term)
        _thesaurus(keywords, "Opgavenkaart", OWN_TERMS_DAY)
    _constraints(data, record)
    if record.geometry in REPRESENTATIONS:
        _code(data, "gmd:spatialRepresentationType/gmd:MD_SpatialRepresentationTypeCode", REPRESENTATIONS[record.geometry])
    _language(data, "gmd:language", record)
    _code(data, "gmd:characterSet/gmd:MD_CharacterSetCode", "utf8")
    for topic in sorted({codes["sectors"].get(sector, codes["otherwise"])["topic"] for sector in record.sectors or ("",)}):
        _put(data, "gmd:topicCategory/gmd:MD_TopicCategoryCode").text = topic


def _constraints(data: _Element, record: LayerRecord) -> None:
    """Say under which licence the data are, and whether everyone may have them."""
    licence = record.licence
    if licence.name or licence.url:
        legal = _put(data, "gmd:resourceConstraints/gmd:MD_LegalConstraints")
        _code(legal, "gmd:useConstraints/gmd:MD_RestrictionCode", "otherRestrictions")
        _anchor(legal, "gmd:otherConstraints", licence.name or licence.url, licence.url)
    legal = _put(data, "gmd:resourceConstraints/gmd:MD_LegalConstraints")
    is_open = record.redistribution == "yes"
    _code(legal, "gmd:accessConstraints/gmd:MD_RestrictionCode", "otherRestrictions" if is_open else "restricted")
    if is_open:
        _anchor(legal, "gmd:otherConstraints", vocabularies()["labels"]["no_limits"], NO_LIMITS)


def _maintenance(element: _Element, rhythm: str) -> None:
    """Say how often the data change: by a code of ISO, or as a duration where none says it."""
    known = vocabularies()["rhythms"].get(rhythm, {}).get("maintenance")
    _code(element, "gmd:maintenanceAndUpdateFrequency/gmd:MD_MaintenanceFrequencyCode", known or "unknown")
    if not known:
        days = WEEKS.sub(lambda found: f"P{7 * int(found[1])}D", rhythm)  # XML's durations know no weeks
        _put(element, "gmd:userDefinedMaintenanceFrequency/gts:TM_PeriodDuration").text = days


def _distribution(root: _Element, record: LayerRecord) -> None:
    """Say where the data can be had."""
    offers = offers_of(record)
    if not offers:
        return
    options = _put(root, "gmd:distributionInfo/gmd:MD_Distribution/gmd:transferOptions/gmd:MD_DigitalTransferOptions")
    for offer in offers:
        online = _put(options, "gmd:onLine/gmd:CI_OnlineResource")
        _put(online, "gmd:linkage/gmd:URL").text = offer.url
        _text(online, "gmd:protocol", offer.protocol or "WWW:LINK-1.0-http--link")
        if offer.layer:
            _text(online, "gmd:name", offer.layer)


def _party(parent: _Element, path: str, record: LayerRecord, role: str) -> None:
    """Say who is responsible, and where to ask them."""
    party = _put(parent, f"{path}/gmd:CI_ResponsibleParty")
    _text(party, "gmd:organisationName", record.publisher.name)
    if record.contact:
        contact = _put(party, "gmd:contactInfo/gmd:CI_Contact")
        if "://" in record.contact:
            _put(contact, "gmd:onlineResource/gmd:CI_OnlineResource/gmd:linkage/gmd:URL").text = plain_text(record.contact)
        else:
            _text(contact, "gmd:address/gmd:CI_Address/gmd:electronicMailAddress", record.contact)
    _code(party, "gmd:role/gmd:CI_RoleCode", role)


def _thesaurus(keywords: _Element, title: str, day: datetime.date) -> None:
    """Say from which list keywords are."""
    _code(keywords, "gmd:type/gmd:MD_KeywordTypeCode", "theme")
    citation = _put(keywords, "gmd:thesaurusName/gmd:CI_Citation")
    _text(citation, "gmd:title", title)
    _dated(citation, day, "publication")


def _dated(citation: _Element, day: datetime.date | None, kind: str = "revision") -> None:
    """Say of which day something is; that it is not known where nobody says."""
    if day is None:
        _put(citation, "gmd:date").set(_full("gco:nilReason"), "unknown")
        return
    date = _put(citation, "gmd:date/gmd:CI_Date")
    _put(date, "gmd:date/gco:Date").text = day.isoformat()
    _code(date, "gmd:dateType/gmd:CI_DateTypeCode", kind)


def _language(parent: _Element, path: str, record: LayerRecord) -> None:
    """Say in which language a record is written: Dutch, or English where there is no Dutch."""
    code = "dut" if record.title.nl else "eng"
    _put(parent, f"{path}/gmd:LanguageCode", codeList=LANGUAGES, codeListValue=code).text = code


def _texts(parent: _Element, path: str, text: Text) -> None:
    """Add a text, in English too where it has both."""
    element = _put(parent, path)
    _put(element, "gco:CharacterString").text = text.of("nl")
    if text.nl and text.en:
        element.set(_full("xsi:type"), "gmd:PT_FreeText_PropertyType")
        _put(element, "gmd:PT_FreeText/gmd:textGroup/gmd:LocalisedCharacterString", locale=f"#{ENGLISH}").text = text.en


def _text(parent: _Element, path: str, text: str) -> None:
    _put(parent, f"{path}/gco:CharacterString").text = plain_text(text)


def _anchor(parent: _Element, path: str, text: str, href: str) -> None:
    """Add a text that leads to an address; a plain text where there is none."""
    if "://" not in href:
        _text(parent, path, text)
        return
    anchor = _put(parent, f"{path}/gmx:Anchor")
    anchor.set(_full("xlink:href"), href)
    anchor.text = text


def _code(parent: _Element, path: str, value: str) -> None:
    """Add a value of a code list of ISO, which is named as the path's last element."""
    name = path.rpartition(":")[2]
    _put(parent, path, codeList=f"{CODE_LISTS}#{name}", codeListValue=value).text = value


def _put(parent: _Element, path: str, **attributes: str) -> _Element:
    """Return a new element at a path of names below another, those on the way made too."""
    from lxml import etree

    for name in path.split("/"):
        parent = etree.SubElement(parent, _full(name))
    parent.attrib.update(attributes)
    return parent


def _new(name: str) -> _Element:
    from lxml import etree

    return etree.Element(_full(name), nsmap=NAMESPACES)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
