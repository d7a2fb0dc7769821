"""Background maps: capabilities as they were recorded, tiles and maps of one plain grey; pages; and the Flemish geocoder."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable

import numpy as np
import shapely

from ..servers_replay import HTML, XML, Answer
from .server import Ask, given, given_json, replayed
from .world import to_crs

GREY = 222
MATRIX = """<TileMatrix><ows:Identifier>{level}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator>
<TopLeftCorner>9928 329072</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>
<MatrixWidth>{count}</MatrixWidth><MatrixHeight>{count}</MatrixHeight></TileMatrix>"""
WMTS = """<?xml version="1.0" encoding="utf-8"?><Capabilities version="1.0.0" xmlns="http://www.opengis.net/wmts/1.0"
 xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink"><ows:ServiceIdentification><ows:Title>WMTS</ows:Title>
<ows:ServiceType>OGC WMTS</ows:ServiceType><ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
<ows:OperationsMetadata>{operations}</ows:OperationsMetadata><Contents>{layers}<TileMatrixSet><ows:Identifier>BPL72VL</ows:Identifier>
<ows:SupportedCRS>EPSG:31370</ows:SupportedCRS>{matrices}</TileMatrixSet></Contents></Capabilities>"""
OPERATION = """<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{url}?"><ows:Constraint name="GetEncoding">
<ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get></ows:HTTP></ows:DCP></ows:Operation>"""
LAYER = """<Layer><ows:Title>{name}</ows:Title><ows:WGS84BoundingBox><ows:LowerCorner>2.5 50.6</ows:LowerCorner><ows:UpperCorner>6 51.6
</ows:UpperCorner></ows:WGS84BoundingBox><ows:Identifier>{name}</ows:Identifier><Style isDefault="true">
<ows:Identifier>default</ows:Identifier></Style><Format>image/png</Format><TileMatrixSetLink><TileMatrixSet>BPL72VL</TileMatrixSet></TileMatrixSetLink></Layer>"""
WMS = """<?xml version="1.0" encoding="UTF-8"?><WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
 xmlns:xlink="http://www.w3.org/1999/xlink"><Service><Name>WMS</Name><Title>WMS</Title></Service><Capability><Request><GetCapabilities>
<Format>text/xml</Format>{get}</GetCapabilities><GetMap><Format>image/png</Format>{get}</GetMap></Request><Exception><Format>XML</Format>
</Exception><Layer><Title>WMS</Title><CRS>EPSG:31370</CRS><CRS>EPSG:3857</CRS><CRS>EPSG:4326</CRS><EX_GeographicBoundingBox>
<westBoundLongitude>2.5</westBoundLongitude><eastBoundLongitude>6</eastBoundLongitude><southBoundLatitude>50.6</southBoundLatitude>
<northBoundLatitude>51.6</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:31370" minx="21000" miny="153000" maxx="259000" maxy="244000"/>{layers}</Layer></Capability></WMS_Capabilities>"""
CSW = """<?xml version="1.0" encoding="UTF-8"?><csw:Capabilities version="2.0.2" xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"
 xmlns:ows="http://www.opengis.net/ows"><ows:ServiceIdentification><ows:Title>Metadata Vlaanderen</ows:Title><ows:ServiceType>CSW
</ows:ServiceType><ows:ServiceTypeVersion>2.0.2</ows:ServiceTypeVersion></ows:ServiceIdentification></csw:Capabilities>"""
NO_RECORDS = """<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults numberOfRecordsMatched="0"
 numberOfRecordsReturned="0" nextRecord="0"/></csw:GetRecordsResponse>"""
GET = '<DCPType><HTTP><Get><OnlineResource xlink:type="simple" xlink:href="{url}?"/></Get></HTTP></DCPType>'


def picture(width: int = 256, height: int = 256) -> bytes:
    """Return a PNG of one grey."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([GREY]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def wmts(*layers: str) -> Callable[[Ask], Answer]:
    """Return a WMTS with these layers; that of the GRB has the capabilities that were recorded."""

    def answer(ask: Ask) -> Answer:
        if ask.query.get("request", "").lower() != "getcapabilities":
            return given(picture(), "image/png", False)
        path = ask.world.file("recorded", "geoapi-wmts-capabilities.xml")
        if path and "grb_bsk" in layers:
            text = re.sub(r"https?://[\w.-]+", lambda found: replayed(found[0], ask.ports), path.read_text(encoding="utf-8"))
            return given(text, XML, True)
        matrices = "".join(MATRIX.format(level=level, scale=3657142.857142857 / 2**level, count=2**level) for level in range(16))
        operations = "".join(OPERATION.format(name=name, url=ask.url) for name in ("GetCapabilities", "GetTile"))
        named = "".join(LAYER.format(name=name) for name in layers)
        return given(WMTS.format(operations=operations, layers=named, matrices=matrices), XML, False)

    return answer


def wms(*layers: str) -> Callable[[Ask], Answer]:
    """Return a WMS with these layers."""

    def answer(ask: Ask) -> Answer:
        request = ask.query.get("request", "").lower()
        if request == "getmap":
            return given(picture(int(ask.query.get("width", 256)), int(ask.query.get("height", 256))), "image/png", False)
        if request == "getfeatureinfo":
            return given('{"type":"FeatureCollection","features":[]}', "application/geo+json", False)
        named = "".join(f'<Layer queryable="1"><Name>{name}</Name><Title>{name}</Title></Layer>' for name in layers)
        return given(WMS.format(get=GET.format(url=ask.url), layers=named), XML, False)

    return answer


def tile(ask: Ask) -> Answer:
    return given(picture(), "image/png", False)


def page(ask: Ask) -> Answer:
    """Return a page for people."""
    return given("<!DOCTYPE html><html><head><title>Cijfers</title></head><body><h1>Cijfers</h1></body></html>", HTML, False)


def metadata(ask: Ask) -> Answer:
    """Return the capabilities of a catalogue service, or no records."""
    if ask.query.get("request", "").lower() == "getcapabilities":
        return given(CSW, XML, False)
    return given(NO_RECORDS, XML, False)


def geocoder(ask: Ask) -> Answer:
    """Return where an address is: the recorded answer for its street in Ghent, else the middle of the municipality that is named."""
    words = ask.query.get("q", "")
    path = ask.world.file("public", "services", "geocoder", "geocoder_kortrijksesteenweg.json")
    if path and "kortrijksesteenweg" in words.lower() and ask.path.endswith("/Location"):
        return given(path.read_bytes(), "application/json", True)
    named = [place for place in ask.world.places.values() if re.search(rf"\b{re.escape(place.name.lower())}\b", words.lower())]
    if ask.path.endswith("/Suggestion"):
        return given_json({"SuggestionResult": [place.name for place in named]})
    middles = shapely.centroid(np.array([place.box for place in named], dtype=object))
    results = []
    for place, at, turned in zip(named, middles, to_crs(middles, 31370, 4326), strict=True):
        corner = {"Lat_WGS84": turned.y, "Lon_WGS84": turned.x, "X_Lambert72": at.x, "Y_Lambert72": at.y}
        results.append(
            {
                "Municipality": place.name,
                "Zipcode": place.postcode,
                "Thoroughfarename": None,
                "Housenumber": None,
                "ID": int(place.nis),
                "FormattedAddress": place.name,
                "Location": corner,
                "LocationType": "gemeente",
                "BoundingBox": {"LowerLeft": corner, "UpperRight": corner},
            }
        )
    return given(json.dumps({"LocationResult": results}), "application/json", False)
