"""WFS 2.0 as the Flemish services have it: pages of 10,000, errors as XML with status 200, counts that go no further than a page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import shapely

from ..servers_replay import XML, Answer
from .layers import Layer, geojson_features, plain
from .server import Ask, given
from .world import Table, box_to_crs, to_crs

CAP = 10_000
CRSS = (31370, 3812, 4326, 3857)
SPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:ows="http://www.opengis.net/ows/1.1"'
    ' xmlns:fes="http://www.opengis.net/fes/2.0"'
)
CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" {spaces}><ows:ServiceIdentification><ows:Title>{prefix}</ows:Title>
<ows:ServiceType>WFS</ows:ServiceType></ows:ServiceIdentification><ows:OperationsMetadata>
<ows:Operation name="GetFeature"><ows:DCP><ows:HTTP>
<ows:Get xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></ows:HTTP></ows:DCP>
<ows:Constraint name="PagingIsTransactionSafe"><ows:NoValues/><ows:DefaultValue>FALSE</ows:DefaultValue></ows:Constraint></ows:Operation>
<ows:Constraint name="ImplementsResultPaging"><ows:NoValues/><ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint>
<ows:Constraint name="CountDefault"><ows:NoValues/><ows:DefaultValue>{cap}</ows:DefaultValue></ows:Constraint>
</ows:OperationsMetadata><wfs:FeatureTypeList>{types}</wfs:FeatureTypeList></wfs:WFS_Capabilities>"""
TYPE = """<wfs:FeatureType><wfs:Name>{prefix}:{name}</wfs:Name><wfs:Title>{name}</wfs:Title>
<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::{crs}</wfs:DefaultCRS>{others}<ows:WGS84BoundingBox><ows:LowerCorner>2.5 50.6</ows:LowerCorner>
<ows:UpperCorner>6.0 51.6</ows:UpperCorner></ows:WGS84BoundingBox></wfs:FeatureType>"""
SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:{prefix}="{space}"
 targetNamespace="{space}" elementFormDefault="qualified"><xsd:import namespace="http://www.opengis.net/gml/3.2"/>
<xsd:element name="{name}" type="{prefix}:{name}Type" substitutionGroup="gml:AbstractFeature"/>
<xsd:complexType name="{name}Type"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>{columns}
</xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType></xsd:schema>"""
COLUMN = '<xsd:element name="{name}" type="{kind}" minOccurs="0" nillable="true"/>'
COLLECTION = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection {spaces} numberMatched="{total}" numberReturned="{given}">{members}</wfs:FeatureCollection>"""
REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0"><ows:Exception exceptionCode="{code}">
<ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"""
GEOMETRY_TYPES = {"Point": "gml:PointPropertyType", "LineString": "gml:CurvePropertyType", "MultiPolygon": "gml:MultiSurfacePropertyType"}
SIGNS = {
    "PropertyIsEqualTo": "=",
    "PropertyIsNotEqualTo": "<>",
    "PropertyIsLessThan": "<",
    "PropertyIsGreaterThan": ">",
    "PropertyIsLessThanOrEqualTo": "<=",
    "PropertyIsGreaterThanOrEqualTo": ">=",
}


class Refused(Exception):
    """What the service reports as an exception."""


@dataclass(frozen=True)
class Wfs:
    """A service.

    Attributes
    ----------
    geometry : str
        The column of the shapes.
    caps_hits : bool
        Whether it counts no further than a page.
    """

    prefix: str
    layers: tuple[Layer, ...]
    geometry: str = "SHAPE"
    caps_hits: bool = True
    cap: int = CAP

    def __call__(self, ask: Ask) -> Answer:
        request = ask.query.get("request", "").lower()
        try:
            if request == "getcapabilities":
                return given(self.capabilities(ask), XML, False)
            if request == "describefeaturetype":
                return given(self.schema(ask), XML, False)
            if request == "getfeature":
                return self.features(ask)
            raise Refused(f"Operation {request} is not supported")
        except (Refused, sqlite3.Error, ElementTree.ParseError) as error:
            return given(REPORT.format(code="InvalidParameterValue", text=escape(str(error))), XML, False)

    @staticmethod
    def space_of(prefix: str) -> str:
        return f"http://geo.vlaanderen.be/{prefix}"

    @property
    def spaces(self) -> str:
        prefixes = dict.fromkeys(self.names_of(one)[0] for one in self.layers)
        return " ".join([SPACES, *(f'xmlns:{prefix}="{self.space_of(prefix)}"' for prefix in prefixes)])

    def capabilities(self, ask: Ask) -> str:
        types = "".join(
            TYPE.format(
                prefix=self.names_of(one)[0],
                name=self.names_of(one)[1],
                crs=one.crs,
                others="".join(f"<wfs:OtherCRS>urn:ogc:def:crs:EPSG::{crs}</wfs:OtherCRS>" for crs in CRSS if crs != one.crs),
            )
            for one in self.layers
        )
        return CAPABILITIES.format(spaces=self.spaces, prefix=self.prefix, url=ask.url, cap=self.cap, types=types)

    def names_of(self, layer: Layer) -> tuple[str, str]:
        """Return prefix and name of a type: a layer may have a prefix of its own."""
        prefix, _, name = layer.name.rpartition(":")
        return prefix or self.prefix, name

    def layer(self, ask: Ask) -> Layer:
        wanted = (ask.query.get("typenames") or ask.query.get("typename") or "").rpartition(":")[2]
        found = next((one for one in self.layers if self.names_of(one)[1] == wanted), None)
        if found is None:
            raise Refused(f"Feature type {wanted} unknown")
        return found

    def schema(self, ask: Ask) -> str:
        layer = self.layer(ask)
        frame = ask.fault.spoil(columns_of(ask, layer))
        columns = [COLUMN.format(name=self.geometry, kind=GEOMETRY_TYPES[layer.geometry])]
        columns += [COLUMN.format(name=escape(name), kind=f"xsd:{kind_of(frame[name])}") for name in frame]
        prefix, name = self.names_of(layer)
        return SCHEMA.format(prefix=prefix, space=self.space_of(prefix), name=name, columns="\n".join(columns))

    def features(self, ask: Ask) -> Answer:
        layer, query = self.layer(ask), ask.query
        box, where = self.condition(ask, layer)
        wanted = max(self.cap, int(query.get("startindex") or 0) + self.cap)
        all_of_it = self.caps_hits and box is None and not where
        found = layer.first(ask.world, wanted, ask.fault)[0] if all_of_it else layer.select(ask.world, box, where, ask.fault)
        if key := query.get("sortby", "").partition(" ")[0]:
            if key not in found.frame:
                raise Refused(f"Illegal property name: {key}")
            order = np.argsort(found.frame[key].astype(str).to_numpy(), kind="stable")
            order = order[::-1] if query["sortby"].upper().endswith((" D", " DESC")) else order
            found = Table(found.frame.iloc[order].reset_index(drop=True), found.shapes[order], found.recorded)
        total = min(len(found), self.cap) if self.caps_hits else len(found)
        if query.get("resulttype", "").lower() == "hits":
            return given(COLLECTION.format(spaces=self.spaces, total=total, given=0, members=""), XML, found.recorded)
        size = min(self.cap, int(query.get("count") or query.get("maxfeatures") or self.cap))
        some = found.take(int(query.get("startindex") or 0), size)
        names = [name.rpartition(":")[2] for name in query.get("propertyname", "").split(",") if name]
        if unknown := [name for name in names if name not in some.frame and name != self.geometry]:
            raise Refused(f"Requested property: {unknown[0]} is not available")
        some = Table(some.frame[[name for name in names if name in some.frame]] if names else some.frame, some.shapes, some.recorded)
        keys = ids_of(found.frame, layer, self.names_of(layer)[1])[int(query.get("startindex") or 0) :][:size]
        crs = crs_number(query.get("srsname", ""), layer.crs)
        if "json" in query.get("outputformat", ""):
            features = ",".join(geojson_features(some, crs))
            head = f'"numberMatched":{total},"crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{crs}"}}}}'
            return given(f'{{"type":"FeatureCollection","features":[{features}],{head}}}', "application/json", some.recorded)
        members = "".join(self.members(layer, some, keys, crs, not names or self.geometry in names))
        return given(COLLECTION.format(spaces=self.spaces, total=total, given=len(some), members=members), XML, some.recorded)

    def members(self, layer: Layer, some: Table, keys: Sequence[str], crs: int, with_shapes: bool) -> list[str]:
        """Return features in GML 3.2."""
        prefix, type_name = self.names_of(layer)
        columns = [[written(f"{prefix}:{name}", value) for value in plain(some.frame[name])] for name in some.frame]
        rows = ["".join(texts) for texts in zip(*columns, strict=True)] if columns else [""] * len(some)
        shapes = [""] * len(some)
        if with_shapes:
            turned = to_crs(some.shapes, 31370, crs)
            name = f"{prefix}:{self.geometry}"
            shapes = [f"<{name}>{gml(shape, crs, key)}</{name}>" for shape, key in zip(turned, keys, strict=True)]
        tag = f"{prefix}:{type_name}"
        return [
            f'<wfs:member><{tag} gml:id="{escape(key)}">{shape}{row}</{tag}></wfs:member>'
            for key, shape, row in zip(keys, shapes, rows, strict=True)
        ]

    def condition(self, ask: Ask, layer: Layer) -> tuple[tuple[float, ...] | None, str]:
        """Return the extent in EPSG:31370 and the condition in SQL that are asked for."""
        if "bbox" in ask.query:
            parts = ask.query["bbox"].split(",")
            named = parts[4] if len(parts) > 4 else ask.query.get("srsname", "")
            return in_lambert(tuple(map(float, parts[:4])), named, layer.crs), ask.query.get("cql_filter", "")
        if "filter" not in ask.query:
            return None, ask.query.get("cql_filter", "")
        boxes: list[tuple[float, ...]] = []

        def keep(corners: tuple[float, ...], named: str) -> None:
            boxes.append(in_lambert(corners, named, layer.crs))

        where = sql_of(next(iter(ElementTree.fromstring(ask.query["filter"]))), keep)
        return (boxes[0] if boxes else None), where


def columns_of(ask: Ask, layer: Layer) -> pd.DataFrame:
    """Return rows that show the layer's columns."""
    return ask.world.once(("columns", layer), lambda: layer.make(ask.world, ask.world.places["23027"]).frame)


def ids_of(frame: pd.DataFrame, layer: Layer, name: str) -> list[str]:
    """Return the id of each row: its key, and a number where rows share it, as those of the two directions of a street do."""
    if layer.key not in frame:
        return [f"{name}.{number}" for number in range(len(frame))]
    again = frame.groupby(layer.key).cumcount().tolist()
    return [f"{name}.{key}_{number}" if number else f"{name}.{key}" for key, number in zip(plain(frame[layer.key]), again, strict=True)]


def kind_of(column: pd.Series) -> str:
    """Return a column's type in XML Schema."""
    if pd.api.types.is_integer_dtype(column):
        return "long"
    return "double" if pd.api.types.is_float_dtype(column) else "string"


def written(name: str, value: object) -> str:
    return "" if value is None else f"<{name}>{escape(str(value))}</{name}>"


def gml(shape: shapely.Geometry, crs: int, key: str) -> str:
    """Return a shape in GML 3.2; latitude goes first in degrees, which have three decimals too few where AWV gives them."""
    place = f'srsName="urn:ogc:def:crs:EPSG::{crs}" gml:id="{escape(key)}.g"'
    if shape.geom_type == "Point":
        return f"<gml:Point {place}><gml:pos>{positions(shape, crs)}</gml:pos></gml:Point>"
    if shape.geom_type == "LineString":
        return f"<gml:LineString {place}><gml:posList>{positions(shape, crs)}</gml:posList></gml:LineString>"
    members = []
    for number, polygon in enumerate(shapely.get_parts(shape)):
        rings = [("exterior", polygon.exterior), *(("interior", ring) for ring in polygon.interiors)]
        inner = "".join(
            f"<gml:{where}><gml:LinearRing><gml:posList>{positions(ring, crs)}</gml:posList></gml:LinearRing></gml:{where}>"
            for where, ring in rings
        )
        members.append(f'<gml:surfaceMember><gml:Polygon gml:id="{escape(key)}.{number}">{inner}</gml:Polygon></gml:surfaceMember>')
    return f"<gml:MultiSurface {place}>{''.join(members)}</gml:MultiSurface>"


def positions(shape: shapely.Geometry, crs: int) -> str:
    xy = shapely.get_coordinates(shape)
    if crs == 4326:
        return " ".join(f"{y:.7f} {x:.7f}" for x, y in xy)
    return " ".join(f"{x:.2f} {y:.2f}" for x, y in xy)


def crs_number(name: str, default: int) -> int:
    """Return the EPSG number of a coordinate system in any of its spellings."""
    found = re.search(r"(\d+)\D*$", name)
    return int(found[1]) if found else default


def in_lambert(box: tuple[float, ...], named: str, default: int) -> tuple[float, ...]:
    """Return an extent in EPSG:31370; a URN of degrees has latitude first."""
    crs = crs_number(named, default)
    if crs == 4326 and named.startswith(("urn:", "http")):
        box = (box[1], box[0], box[3], box[2])
    return box_to_crs(box, crs, 31370)


def sql_of(element: ElementTree.Element, keep: Callable[[tuple[float, ...], str], None]) -> str:
    """Return a filter of Filter Encoding as SQL; an extent is handed to ``keep``."""
    name, inner = element.tag.rpartition("}")[2], list(element)
    if name in ("And", "Or"):
        sides = [text for text in (sql_of(one, keep) for one in inner) if text]
        return f"({f' {name.upper()} '.join(sides)})" if sides else ""
    if name == "Not":
        return f"NOT {sql_of(inner[0], keep)}"
    if name == "BBOX":
        envelope = next(one for one in element.iter() if one.tag.endswith("Envelope"))
        corners = [float(number) for corner in envelope for number in (corner.text or "").split()]
        keep(tuple(corners), envelope.get("srsName", ""))
        return ""
    if name == "PropertyIsNull":
        return f"({quoted(inner[0].text)} IS NULL)"
    if name == "PropertyIsLike":
        return f"({quoted(inner[0].text)} LIKE {literal(inner[1].text).replace('*', '%')})"
    if name in SIGNS:
        return f"({quoted(inner[0].text)} {SIGNS[name]} {literal(inner[1].text)})"
    raise Refused(f"Filter {name} is not supported")


def quoted(name: str | None) -> str:
    return '"' + str(name).rpartition(":")[2].replace('"', '""') + '"'


def literal(text: str | None) -> str:
    """Return a value as SQL has it; SQLite compares it as the column wants."""
    return "'" + (text or "").replace("'", "''") + "'"
