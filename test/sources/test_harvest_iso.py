"""ISO 19139: contact, licence, dates, rhythm and coordinate system, in the ways in which INSPIRE, GeoNetwork and others write them."""

import datetime

import pytest
from opgavenkaart.processing.sources.harvest import gather

SPACES = " ".join(f'xmlns:{name}="http://www.isotc211.org/2005/{name}"' for name in ("gmd", "gco", "gmx"))
LICENCE = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0"
NO_LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
ARTICLE_13 = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1e"
NEXT_YEAR = datetime.date.today().year + 1


def text(words):
    return f"<gco:CharacterString>{words}</gco:CharacterString>"


def anchor(href, words):
    return f'<gmx:Anchor xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{href}">{words}</gmx:Anchor>'


def code(kind, value):
    return f'<gmd:{kind} codeList="x" codeListValue="{value}"/>'


def party(role, name, mail=""):
    address = f"<gmd:electronicMailAddress>{text(mail)}</gmd:electronicMailAddress>" if mail else ""
    contact = f"<gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address>{address}</gmd:CI_Address></gmd:address></gmd:CI_Contact>"
    inner = (
        f"<gmd:organisationName>{name}</gmd:organisationName>{contact}</gmd:contactInfo><gmd:role>{code('CI_RoleCode', role)}</gmd:role>"
    )
    return f"<gmd:CI_ResponsibleParty>{inner}</gmd:CI_ResponsibleParty>"


def legal(kind, *others):
    inner = "".join(f"<gmd:otherConstraints>{one}</gmd:otherConstraints>" for one in others)
    restriction = f"<gmd:{kind}>{code('MD_RestrictionCode', 'otherRestrictions')}</gmd:{kind}>"
    return f"<gmd:resourceConstraints><gmd:MD_LegalConstraints>{restriction}{inner}</gmd:MD_LegalConstraints></gmd:resourceConstraints>"


def dated(kind, day):
    date_type = f"<gmd:dateType>{code('CI_DateTypeCode', kind)}</gmd:dateType>" if kind else ""
    tag = "DateTime" if "T" in day else "Date"
    return f"<gmd:date><gmd:CI_Date><gmd:date><gco:{tag}>{day}</gco:{tag}></gmd:date>{date_type}</gmd:CI_Date></gmd:date>"


def system(code_text, space=""):
    space = f"<gmd:codeSpace>{text(space)}</gmd:codeSpace>" if space else ""
    inner = f"<gmd:RS_Identifier><gmd:code>{code_text}</gmd:code>{space}</gmd:RS_Identifier>"
    inner = f"<gmd:MD_ReferenceSystem><gmd:referenceSystemIdentifier>{inner}</gmd:referenceSystemIdentifier></gmd:MD_ReferenceSystem>"
    return f"<gmd:referenceSystemInfo>{inner}</gmd:referenceSystemInfo>"


def maintained(value="", own=""):
    frequency = code("MD_MaintenanceFrequencyCode", value) if value else ""
    inner = f"<gmd:maintenanceAndUpdateFrequency>{frequency}</gmd:maintenanceAndUpdateFrequency>"
    if own:
        duration = f"<gts:TM_PeriodDuration xmlns:gts='http://www.isotc211.org/2005/gts'>{own}</gts:TM_PeriodDuration>"
        inner += f"<gmd:userDefinedMaintenanceFrequency>{duration}</gmd:userDefinedMaintenanceFrequency>"
    information = f"<gmd:MD_MaintenanceInformation>{inner}</gmd:MD_MaintenanceInformation>"
    return f"<gmd:resourceMaintenance>{information}</gmd:resourceMaintenance>"


def harvested(tmp_path, *, contacts="", legals="", dates="", systems="", maintenance=""):
    points = f"<gmd:pointOfContact>{contacts}</gmd:pointOfContact>" if contacts else ""
    citation = f"<gmd:citation><gmd:CI_Citation><gmd:title>{text('Bomen')}</gmd:title>{dates}</gmd:CI_Citation></gmd:citation>"
    data = f"<gmd:MD_DataIdentification>{citation}{points}{maintenance}{legals}</gmd:MD_DataIdentification>"
    path = tmp_path / "md.xml"
    path.write_text(
        f"<gmd:MD_Metadata {SPACES}><gmd:fileIdentifier>{text('bomen-1')}</gmd:fileIdentifier>"
        f"<gmd:contact>{party('pointOfContact', text('Meldpunt'), 'meld@stad.be')}</gmd:contact>{systems}"
        f"<gmd:identificationInfo>{data}</gmd:identificationInfo></gmd:MD_Metadata>",
        encoding="utf-8",
    )
    (record,) = gather(str(path)).harvest.records
    return record


def test_the_publisher_and_where_to_ask(qgis_app, tmp_path):
    both = party("pointOfContact", text("Helpdesk"), "help@stad.be") + party(
        "publisher", anchor("https://stad.be", "Stad Gent"), "gis@stad.be"
    )
    record = harvested(tmp_path, contacts=both)
    assert (record.publisher.name, record.publisher.kind, record.contact) == ("Stad Gent", "city", "gis@stad.be")


def test_a_publisher_without_address_is_asked_through_another(qgis_app, tmp_path):
    record = harvested(tmp_path, contacts=party("publisher", text("Stad Gent")))
    assert (record.publisher.name, record.contact) == ("Stad Gent", "meld@stad.be")


@pytest.mark.parametrize("access", [anchor(NO_LIMITS, "geen beperkingen"), anchor(ARTICLE_13, "Artikel 13, 1e"), text("Na aanvraag")])
@pytest.mark.parametrize(
    "use", [anchor(LICENCE, "Modellicentie Gratis Hergebruik"), text(f"Modellicentie Gratis Hergebruik - v1.0 {LICENCE}")]
)
def test_the_licence_is_what_limits_use_not_access(qgis_app, tmp_path, access, use):
    record = harvested(tmp_path, legals=legal("accessConstraints", access) + legal("useConstraints", use))
    assert record.licence.name.startswith("Modellicentie Gratis Hergebruik") and record.redistribution == "yes"


def test_terms_that_nobody_knows_are_kept_and_closed(qgis_app, tmp_path):
    use = anchor("https://stad.be/voorwaarden", "Voorwaarden van de stad")
    record = harvested(tmp_path, legals=legal("accessConstraints", anchor(ARTICLE_13, "Artikel 13")) + legal("useConstraints", use))
    assert (record.licence.name, record.licence.url) == ("Voorwaarden van de stad", "https://stad.be/voorwaarden")
    assert record.redistribution == "no"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([("creation", "2010-01-01"), ("publication", "2012-05-06"), ("revision", "2019-02-03"), ("revision", "2021-07")], "2021-07-01"),
        ([("creation", "2010-01-01"), ("publication", "2012-05-06T10:00:00")], "2012-05-06"),
        ([("creation", "2010-01-01"), ("revision", f"{NEXT_YEAR}-12-31")], "2010-01-01"),
        ([("publication", "2012-05-06"), ("revision", "0001-01-01")], "2012-05-06"),
        ([("", "2012-05-06")], "2012-05-06"),
        ([("revision", "onbekend")], "None"),
        ([], "None"),
    ],
)
def test_the_date_by_its_kind(qgis_app, tmp_path, dates, expected):
    assert str(harvested(tmp_path, dates="".join(dated(*one) for one in dates)).date) == expected


@pytest.mark.parametrize(
    ("maintenance", "rhythm"),
    [
        (maintained("continual"), "continuous"),
        (maintained("daily"), "P1D"),
        (maintained("weekly"), "P1W"),
        (maintained("fortnightly"), "P2W"),
        (maintained("monthly"), "P1M"),
        (maintained("quarterly"), "P3M"),
        (maintained("biannually"), "P6M"),
        (maintained("annually"), "P1Y"),
        (maintained("asNeeded"), ""),
        (maintained("irregular"), ""),
        (maintained("unknown"), ""),
        (maintained("asNeeded", own="P2Y"), "P2Y"),
        (maintained(own="P0Y6M0DT0H0M0S"), "P0Y6M0D"),
        ("", ""),
    ],
)
def test_the_rhythm(qgis_app, tmp_path, maintenance, rhythm):
    assert harvested(tmp_path, maintenance=maintenance).update_rhythm == rhythm


@pytest.mark.parametrize(
    "code_text",
    [
        text("31370"),
        text("EPSG:31370"),
        text("urn:ogc:def:crs:EPSG::31370"),
        text("http://www.opengis.net/def/crs/EPSG/0/31370"),
        text("Belge 1972 / Belgian Lambert 72 (EPSG:31370)"),
        anchor("http://www.opengis.net/def/crs/EPSG/0/31370", "Belge Lambert 72"),
        anchor("https://stad.be/stelsels", "EPSG:31370"),
    ],
)
def test_the_coordinate_system_in_any_writing(qgis_app, tmp_path, code_text):
    assert harvested(tmp_path, systems=system(text("Lambert")) + system(code_text) + system(text("4326"), "EPSG")).crs == "EPSG:31370"
