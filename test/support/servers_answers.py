"""Answers of services made after their documentation, for `servers_replay`."""

import json

from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, JSON, XML, Answer

ARCGIS_ROOT = {"currentVersion": 10.91, "folders": ["Publiek"], "services": []}
ARCGIS_FOLDER = {
    "currentVersion": 10.91,
    "folders": [],
    "services": [
        {"name": "Publiek/portaal", "type": "MapServer"},
        {"name": "Publiek/kapot", "type": "FeatureServer"},
        {"name": "Publiek/Geocoder", "type": "GeocodeServer"},
    ],
}
ARCGIS_SERVICE = {
    "currentVersion": 10.91,
    "copyrightText": "Stad Antwerpen, CC-BY-4.0",
    "documentInfo": {"Author": "Stad Antwerpen", "Keywords": "groen,parken"},
    "spatialReference": {"wkid": 102100, "latestWkid": 3857},
    "layers": [
        {"id": 0, "name": "Grenzen", "type": "Group Layer", "subLayerIds": [1]},
        {"id": 1, "name": "Wijken", "type": "Feature Layer", "parentLayerId": 0, "geometryType": "esriGeometryPolygon"},
    ],
    "tables": [{"id": 9, "name": "Cijfers"}],
}
ARCGIS_LAYERS = {
    "layers": [
        {
            "id": 1,
            "type": "Feature Layer",
            "name": "Wijken",
            "description": "<p>De <b>wijken</b> van de stad</p>",
            "geometryType": "esriGeometryPolygon",
            "extent": {"spatialReference": {"wkid": 31370, "latestWkid": 31370}},
            "editingInfo": {"lastEditDate": 1714521600000},
        }
    ],
    "tables": [{"id": 9, "type": "Table", "name": "Cijfers"}],
}
ARCGIS = {
    "/arcgis/rest/services": ARCGIS_ROOT,
    "/arcgis/rest/services/Publiek": ARCGIS_FOLDER,
    "/arcgis/rest/services/Publiek/portaal/MapServer": ARCGIS_SERVICE,
    "/arcgis/rest/services/Publiek/portaal/MapServer/layers": ARCGIS_LAYERS,
    "/arcgis/rest/services/Publiek/kapot/FeatureServer": {"error": {"code": 499, "message": "Token Required"}},
}


def dataset(id: str, **default) -> dict:
    facts = {"title": id.replace("-", " ").capitalize(), "license": "Modellicentie Gratis Hergebruik", "publisher": "Stad Gent", **default}
    return {
        "dataset_id": id,
        "features": ["geo", "analyze"],
        "fields": [{"name": "geo_point_2d", "type": "geo_point_2d"}, {"name": "naam", "type": "text"}],
        "metas": {"default": facts, "dcat": {"accrualperiodicity": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"}},
    }


ODS_DATASETS = [dataset(f"dataset-{number:03}-gent") for number in range(150)]
ODS_DATASETS[0] = dataset("parken-gent", description="<p>Alle parken</p>", keyword=["groen"], modified="2024-05-03T10:00:00+00:00")


def opendatasoft(query, before):
    offset, limit = int(query.get("offset", 0)), int(query.get("limit", 10))
    return Answer(json.dumps({"total_count": len(ODS_DATASETS), "results": ODS_DATASETS[offset : offset + limit]}).encode(), JSON)


def iso(id: str, title: str, level: str = "dataset") -> str:
    return f"""<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco">
<gmd:fileIdentifier><gco:CharacterString>{id}</gco:CharacterString></gmd:fileIdentifier>
<gmd:hierarchyLevel><gmd:MD_ScopeCode codeListValue="{level}">{level}</gmd:MD_ScopeCode></gmd:hierarchyLevel>
<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>
<gmd:title><gco:CharacterString>{title}</gco:CharacterString></gmd:title>
</gmd:CI_Citation></gmd:citation></gmd:MD_DataIdentification></gmd:identificationInfo></gmd:MD_Metadata>"""


def csw(count: int, page: int, stable: bool = True):
    """Return a CSW of ``count`` datasets that gives at most ``page`` at a time; not ``stable``: in another order at each request."""
    records = [iso(f"id-{number}", f"Laag {number}") for number in range(count)]

    def answer(query, before):
        start = int(query["startposition"])
        turned = records if stable else records[-before:] + records[:-before] if before else records
        some = turned[start - 1 : start - 1 + page]
        following = start + len(some)
        following = following if following <= count else 0
        head = f'numberOfRecordsMatched="{count}" numberOfRecordsReturned="{len(some)}" nextRecord="{following}"'
        start, end = '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">', "</csw:GetRecordsResponse>"
        return Answer(f"{start}<csw:SearchResults {head}>{''.join(some)}</csw:SearchResults>{end}".encode(), XML)

    return answer


DUBLIN_CORE = """<csw:{root} xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dct="http://purl.org/dc/terms/" xmlns:ows="http://www.opengis.net/ows"><dc:identifier>{id}</dc:identifier><dc:title>{title}</dc:title>
<dc:type>{kind}</dc:type>{more}</csw:{root}>"""
DUBLIN_CORE_FULL = """<dc:subject>groen</dc:subject><dct:abstract>Alle parken</dct:abstract><dct:modified>2024-05-03</dct:modified>
<dc:publisher>Stad Gent</dc:publisher><dc:rights>CC0</dc:rights><dc:language>dut</dc:language>
<dct:references scheme="OGC:WMS">https://x.be/wms?layers=parken</dct:references>
<dct:references scheme="OGC:WFS">https://x.be/wfs?service=WFS&amp;typenames=stad:parken</dct:references>
<ows:BoundingBox crs="urn:x-ogc:def:crs:EPSG:6.11:31370"><ows:LowerCorner>1 2</ows:LowerCorner></ows:BoundingBox>"""


def csw_in_dublin_core(root: str, refuses: bool):
    """Return a CSW that gives nothing but Dublin Core: another schema it refuses with a report, or leaves aside; two a page."""
    full = DUBLIN_CORE_FULL if root == "Record" else ""
    texts = [DUBLIN_CORE.format(root=root, id=f"id-{number}", title=f"Laag {number}", kind="dataset", more=full) for number in range(4)]
    texts.append(DUBLIN_CORE.format(root=root, id="id-s", title="Dienst", kind="service", more=""))

    def answer(query, before):
        if refuses and "isotc211" in query.get("outputschema", ""):
            return Answer(EXCEPTION_REPORT)
        start = int(query["startposition"])
        some = texts[start - 1 : start + 1]
        following = start + 2 if start + 2 <= len(texts) else 0
        head = f'numberOfRecordsMatched="{len(texts)}" numberOfRecordsReturned="{len(some)}" nextRecord="{following}"'
        begin, end = '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">', "</csw:GetRecordsResponse>"
        return Answer(f"{begin}<csw:SearchResults {head}>{''.join(some)}</csw:SearchResults>{end}".encode(), XML)

    return answer


DCAT_XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:vcard="http://www.w3.org/2006/vcard/ns#">
<dcat:Catalog rdf:about="https://x.be/catalog"><dcat:dataset rdf:resource="https://x.be/id/dataset/wegen"/></dcat:Catalog>
<dcat:Dataset rdf:about="https://x.be/id/dataset/wegen">
 <dct:title xml:lang="en">Roads</dct:title><dct:title xml:lang="nl">Wegen</dct:title>
 <dct:description xml:lang="nl">Alle wegen</dct:description>
 <dct:publisher><foaf:Agent rdf:about="https://x.be/id/org">
 <foaf:name xml:lang="nl">Agentschap Wegen en Verkeer</foaf:name></foaf:Agent></dct:publisher>
 <dcat:contactPoint><vcard:Organization><vcard:hasEmail rdf:resource="mailto:wegen@x.be"/></vcard:Organization></dcat:contactPoint>
 <dcat:keyword xml:lang="nl">wegen</dcat:keyword>
 <dct:accrualPeriodicity rdf:resource="http://publications.europa.eu/resource/authority/frequency/MONTHLY"/>
 <dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2024-03-01</dct:modified>
 <dct:conformsTo rdf:resource="http://www.opengis.net/def/crs/EPSG/0/31370"/>
 <dcat:distribution rdf:nodeID="d1"/>
 <dcat:distribution><dcat:Distribution><dcat:downloadURL rdf:resource="https://x.be/wegen.csv"/>
  <dct:format rdf:resource="http://publications.europa.eu/resource/authority/file-type/CSV"/></dcat:Distribution></dcat:distribution>
</dcat:Dataset>
<rdf:Description rdf:nodeID="d1"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Distribution"/>
 <dcat:accessURL rdf:resource="https://x.be/geoserver/wfs?service=WFS&amp;request=GetFeature&amp;typeNames=awv:wegen&amp;count=10"/>
 <dct:license rdf:resource="https://data.vlaanderen.be/id/licentie/creative-commons-zero-verklaring/v1.0"/></rdf:Description>
</rdf:RDF>"""
_PREFIXED = {
    "@context": {"dct": "http://purl.org/dc/terms/", "dcat": "http://www.w3.org/ns/dcat#"},
    "@graph": [
        {
            "@id": "https://x.be/id/dataset/wegen",
            "@type": "dcat:Dataset",
            "dct:title": [{"@language": "en", "@value": "Roads"}, {"@language": "nl", "@value": "Wegen"}],
            "dct:description": {"@language": "nl", "@value": "Alle wegen"},
            "dct:publisher": {"@id": "https://x.be/id/org"},
            "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:hasEmail": {"@id": "mailto:wegen@x.be"}},
            "dcat:keyword": [{"@language": "nl", "@value": "wegen"}],
            "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/MONTHLY"},
            "dct:modified": {"@type": "xsd:date", "@value": "2024-03-01"},
            "dct:conformsTo": {"@id": "http://www.opengis.net/def/crs/EPSG/0/31370"},
            "dcat:distribution": [{"@id": "_:d1"}],
        },
        {"@id": "https://x.be/id/org", "@type": "foaf:Agent", "foaf:name": "Agentschap Wegen en Verkeer"},
        {
            "@id": "_:d1",
            "@type": "dcat:Distribution",
            "dcat:accessURL": {"@id": "https://x.be/geoserver/wfs?service=WFS&request=GetFeature&typeNames=awv:wegen&count=10"},
            "dct:license": {"@id": "https://data.vlaanderen.be/id/licentie/creative-commons-zero-verklaring/v1.0"},
        },
    ],
}
_NESTED = {
    "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
    "@type": "dcat:Catalog",
    "dataset": [
        {
            "@type": "dcat:Dataset",
            "identifier": "https://x.be/id/dataset/wegen",
            "title": {"nl": "Wegen", "en": "Roads"},
            "description": {"nl": "Alle wegen"},
            "publisher": {"@type": "org:Organization", "name": "Agentschap Wegen en Verkeer"},
            "contactPoint": {"@type": "vcard:Contact", "fn": "AWV", "hasEmail": "mailto:wegen@x.be"},
            "keyword": ["wegen"],
            "accrualPeriodicity": "P1M",
            "modified": "2024-03-01T12:00:00Z",
            "license": "https://data.vlaanderen.be/id/licentie/creative-commons-zero-verklaring/v1.0",
            "conformsTo": "http://www.opengis.net/def/crs/EPSG/0/31370",
            "distribution": [
                {"@type": "dcat:Distribution", "downloadURL": "https://x.be/wegen.csv", "mediaType": "text/csv"},
                {"@type": "dcat:Distribution", "accessURL": "https://x.be/geoserver/wfs", "title": "awv:wegen", "format": "OGC:WFS"},
            ],
        }
    ],
}
_FULL = [
    {
        "@id": "https://x.be/id/dataset/wegen",
        "@type": ["http://www.w3.org/ns/dcat#Dataset"],
        "http://purl.org/dc/terms/title": [{"@value": "Wegen", "@language": "nl"}],
        "http://purl.org/dc/terms/description": [{"@value": "Alle wegen", "@language": "nl"}],
        "http://purl.org/dc/terms/publisher": [{"@id": "https://x.be/id/org"}],
        "http://www.w3.org/ns/dcat#contactPoint": [{"@id": "_:c"}],
        "http://www.w3.org/ns/dcat#keyword": [{"@value": "wegen"}],
        "http://purl.org/dc/terms/accrualPeriodicity": [{"@id": "http://publications.europa.eu/resource/authority/frequency/MONTHLY"}],
        "http://purl.org/dc/terms/modified": [{"@value": "2024-03-01"}],
        "http://purl.org/dc/terms/conformsTo": [{"@id": "http://www.opengis.net/def/crs/EPSG/0/31370"}],
        "http://www.w3.org/ns/dcat#distribution": [{"@id": "_:d"}],
    },
    {
        "@id": "https://x.be/id/org",
        "@type": ["http://xmlns.com/foaf/0.1/Agent"],
        "http://xmlns.com/foaf/0.1/name": [{"@value": "Agentschap Wegen en Verkeer"}],
    },
    {"@id": "_:c", "http://www.w3.org/2006/vcard/ns#hasEmail": [{"@id": "mailto:wegen@x.be"}]},
    {
        "@id": "_:d",
        "http://www.w3.org/ns/dcat#accessURL": [{"@id": "https://x.be/geoserver/wfs?service=WFS&request=GetFeature&typeNames=awv:wegen"}],
        "http://purl.org/dc/terms/rights": [{"@value": "CC0"}],
    },
]
DCAT = {
    "rdf.xml": DCAT_XML.encode(),
    "prefixed.jsonld": json.dumps(_PREFIXED).encode(),
    "nested.json": json.dumps(_NESTED).encode(),
    "full.jsonld": json.dumps(_FULL).encode(),
}

WFS_PAGES = """<ows:Constraint name="ImplementsResultPaging"><ows:NoValues/><ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint>
<ows:Constraint name="CountDefault"><ows:NoValues/><ows:DefaultValue>{page}</ows:DefaultValue></ows:Constraint>"""
WFS_CAPABILITIES = """<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:stad="http://stad.be"><ows:OperationsMetadata>
 <ows:Operation name="GetFeature"><ows:DCP><ows:HTTP/></ows:DCP></ows:Operation>{pages}</ows:OperationsMetadata>
<wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>stad:bomen</wfs:Name><wfs:Title>Bomen</wfs:Title>
<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::31370</wfs:DefaultCRS><ows:WGS84BoundingBox><ows:LowerCorner>3 50</ows:LowerCorner>
<ows:UpperCorner>4 52</ows:UpperCorner></ows:WGS84BoundingBox></wfs:FeatureType></wfs:FeatureTypeList></wfs:WFS_Capabilities>"""
WFS_SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:stad="http://stad.be" xmlns:gml="http://www.opengis.net/gml/3.2"
 targetNamespace="http://stad.be" elementFormDefault="qualified"><import namespace="http://www.opengis.net/gml/3.2"/>
<element name="bomen" type="stad:bomenType" substitutionGroup="gml:AbstractFeature"/><complexType name="bomenType"><complexContent>
<extension base="gml:AbstractFeatureType"><sequence><element name="geom" type="gml:PointPropertyType" minOccurs="0"/>
<element name="code" type="string" minOccurs="0"/><element name="n" type="integer" minOccurs="0"/>
</sequence></extension></complexContent></complexType></schema>"""
WFS_FEATURE = """<wfs:member><stad:bomen gml:id="bomen.{n}"><stad:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::31370">
<gml:pos>{x} 190000</gml:pos></gml:Point></stad:geom><stad:code>c{n}</stad:code><stad:n>{n}</stad:n></stad:bomen></wfs:member>"""
WFS_COLLECTION = """<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:stad="http://stad.be" numberMatched="{total}" numberReturned="{given}">{members}</wfs:FeatureCollection>"""


def wfs(count: int, page: int, pages: bool = True, stable: bool = True):
    """Return a WFS 2.0 with ``count`` trees in ``stad:bomen`` that gives ``page`` at most.

    Without ``pages`` it says nothing of that, and has no way to the rest; not ``stable``: each page but the first repeats a feature.
    """

    def answer(query, before):
        request = query.get("request", "").lower()
        if request == "getcapabilities":
            return Answer(WFS_CAPABILITIES.format(pages=WFS_PAGES.format(page=page) if pages else "").encode(), XML)
        if request == "describefeaturetype":
            return Answer(WFS_SCHEMA.encode(), XML)
        start = int(query.get("startindex", 0)) if pages else 0
        numbers = range(start, min(count, start + min(page, int(query.get("count", page)))))
        if not stable and start:
            numbers = [number - 1 for number in numbers]
        if query.get("resulttype") == "hits":
            numbers = []
        members = "".join(WFS_FEATURE.format(n=n, x=100000 + n) for n in numbers)
        return Answer(WFS_COLLECTION.format(total=count, given=len(numbers), members=members).encode(), XML)

    return answer
