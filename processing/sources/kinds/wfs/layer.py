"""What a WFS says of a feature type, and the questions that it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsRectangle

from ....model.errors import Cancelled, OpgaveError
from ....model.progress import SILENT
from ....model.public_text import without_secrets
from ....qgis_io.crs import frame_for
from ....qgis_io.crs_names import find_crs
from ....qgis_io.xml_tree import Element
from ...network import xml_of
from ...reading.canonical import columns_for, comparable_columns
from ...reading.download import fetch_record
from ...reading.request import LoadRequest
from ...reading.server_filter import FilterEncoding, server_filter
from ...reading.services import WFS, corners, no_such_layer, with_query

WHOLE = ("int", "integer", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong")
NUMBERS = frozenset((*WHOLE, "decimal", "double", "float"))
LARGEST_PAGE = 10_000
ROOM = 1.02
"""Stated extents are rounded."""
NEWEST = "2.0"
MOMENT = re.compile(rb'"[\w-]+:TimeInstantType"')
"""What MapServer calls a date; its answers hold it in an element ``timePosition`` that GDAL takes for the property itself."""


@dataclass(frozen=True)
class WfsLayer:
    """A feature type.

    Attributes
    ----------
    version : str
        That the server speaks.
    name : str
        As the server has it, with its prefix.
    described : Element
        Its part of the capabilities.
    properties : dict of str to str
        The type of each property, without prefix; empty where the server does not describe it.
    schema : bytes
        The XML schema that says so.
    page : int
        Features in an answer, as the server states it; 0 where it does not.
    modest : bool
        Whether nothing is asked but the type and the extent: what every server takes.
    """

    ask: LoadRequest
    version: str
    name: str
    described: Element
    properties: dict[str, str]
    schema: bytes
    page: int
    modest: bool = False

    @cached_property
    def geometry(self) -> str:
        """The property with the geometry; empty where there is none, or nobody says."""
        return next((name for name, kind in self.properties.items() if kind.startswith("gml:")), "")

    @cached_property
    def columns(self) -> dict[str, str]:
        """The properties that are wanted, by canonical field; none where the server does not describe any."""
        plain = [name for name, kind in self.properties.items() if not kind.startswith("gml:")]
        return columns_for(self.ask.record, self.ask.fields, plain, SILENT) if self.properties else {}

    @cached_property
    def srs(self) -> str:
        """The coordinate system to ask in, as the server writes it: the record's own where it has that, else its first."""
        kinds = ("DefaultCRS", "DefaultSRS", "SRS", "OtherCRS", "OtherSRS")
        listed = [one.text for kind in kinds for one in self.described.all(kind) if one.text]
        own = (text for text in listed if read_srs(text).authid() == self.ask.record.crs)
        return next(own, "") or next(iter(listed), "") or self.ask.record.crs

    @cached_property
    def crs(self) -> QgsCoordinateReferenceSystem:
        return read_srs(self.srs)

    @cached_property
    def extent(self) -> QgsRectangle | None:
        """The extent that is asked for, in the server's coordinates; None for everything."""
        if self.ask.is_table or not self.crs.isValid():
            return None
        record = self.ask.record
        frame = frame_for(record.id, self.crs, self.ask.target_crs or record.crs, self.ask.extent, self.ask.transform_context)
        return frame.extent_at_source()

    @cached_property
    def condition(self) -> str:
        """As much of the record's filter as the server understands, as XML."""
        kinds = {name: "number" if kind in NUMBERS else "text" for name, kind in self.properties.items() if kind in NUMBERS | {"string"}}
        columns = comparable_columns(self.ask.record, self.columns, kinds)
        return server_filter(self.ask.filter, columns, self.encoding)

    @property
    def encoding(self) -> FilterEncoding:
        return FilterEncoding("fes", "ValueReference") if self.version >= NEWEST else FilterEncoding("ogc", "PropertyName")

    def question(self, extent: QgsRectangle | None = None, **more: str) -> str:
        """Return the address of a question about features, within an extent other than the one asked for."""
        extent = self.extent if extent is None else extent
        name = "TYPENAMES" if self.version >= NEWEST else "TYPENAME"
        query = {"SERVICE": "WFS", "VERSION": self.version, "REQUEST": "GetFeature", name: self.name}
        if self.srs and not self.ask.is_table:
            query["SRSNAME"] = self.srs
        condition = "" if self.modest else self.condition
        if condition and extent is not None:
            condition = f"<{self.encoding.prefix}:And>{condition}{self.within(extent)}</{self.encoding.prefix}:And>"
        if condition:
            query["FILTER"] = self.encoding.whole(condition)
        elif extent is not None:
            query["BBOX"] = corners(self.turned(extent)) + (f",{self.srs}" if self.version >= "1.1" else "")
        return with_query(self.ask.record.source.path, query | more)

    def page_from(self, start: int, size: int, extent: QgsRectangle | None = None) -> str:
        """Return the address of some features, with the wanted properties; in the key's order, so that no page depends on another."""
        query = {"STARTINDEX": str(start), "COUNT" if self.version >= NEWEST else "MAXFEATURES": str(size)}
        if self.ask.fields is not None and self.properties and not self.modest:
            names = [*self.columns.values(), *([] if self.ask.is_table else filter(None, [self.geometry]))]
            query["PROPERTYNAME"] = ",".join(dict.fromkeys(names))
        key = self.columns.get(self.ask.record.key)
        if key and not self.modest:
            query["SORTBY"] = key
        return self.question(extent, **query)

    def within(self, extent: QgsRectangle) -> str:
        """Return the condition of an extent."""
        box = self.turned(extent)
        lower, upper = f"{box.xMinimum():.9g} {box.yMinimum():.9g}", f"{box.xMaximum():.9g} {box.yMaximum():.9g}"
        envelope = (
            f'<gml:Envelope srsName="{self.srs}"><gml:lowerCorner>{lower}</gml:lowerCorner><gml:upperCorner>{upper}</gml:upperCorner>'
        )
        prefix = self.encoding.prefix
        return f"<{prefix}:BBOX>{self.encoding.reference(self.geometry)}{envelope}</gml:Envelope></{prefix}:BBOX>"

    def turned(self, extent: QgsRectangle) -> QgsRectangle:
        """Return an extent in the order of the axes that the name of the coordinate system asks for: latitude first in a URN."""
        if not self.srs.startswith(("urn:", "http")) or not self.crs.hasAxisInverted():
            return extent
        return QgsRectangle(extent.yMinimum(), extent.xMinimum(), extent.yMaximum(), extent.xMaximum())

    @cached_property
    def ground(self) -> QgsRectangle:
        """Where all features lie: as the server states it, and a little more; else where the coordinate system is used."""
        corner = [one.text.split() for name in ("LowerCorner", "UpperCorner") for one in self.described.all(f"WGS84BoundingBox/{name}")]
        box = QgsRectangle(*map(float, corner[0]), *map(float, corner[1])) if len(corner) == 2 else self.crs.bounds()
        context = self.ask.transform_context or QgsCoordinateTransformContext()
        found = QgsCoordinateTransform(find_crs("EPSG:4326"), self.crs, context).transformBoundingBox(box)
        found.scale(ROOM)
        return found


def read_srs(text: str) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system that a service names: short, as URN or as address."""
    return find_crs(text)


def describe_layer(ask: LoadRequest) -> WfsLayer:
    """Return the record's feature type as its server describes it.

    Raises
    ------
    OpgaveError
        The service does not answer as a WFS, or has no such type.
    """
    capabilities = fetch_xml(ask, {**WFS, "REQUEST": "GetCapabilities"})
    if capabilities.name != "WFS_Capabilities":
        raise OpgaveError(
            "Layer '{record}': {url} is no WFS: it answers with '{root}'. Check the address and the kind of its source.",
            record=ask.record.title_and_id,
            url=without_secrets(ask.record.source.path),
            root=capabilities.name,
        )
    version = capabilities.get("version") or WFS["VERSION"]
    types = {one.text_at("Name"): one for one in capabilities.all("FeatureTypeList/FeatureType")}
    name = known_name(ask.record.source.layer, list(types))
    if not name:
        raise no_such_layer(ask, list(types))
    schema, properties = schema_of(ask, version, name)
    return WfsLayer(ask, version, name, types[name], properties, schema, stated_page(capabilities))


def known_name(wanted: str, names: list[str]) -> str:
    """Return a type's name as the server has it, which may have a prefix more or less; empty where there is none."""
    if wanted in names:
        return wanted
    alike = [name for name in names if name.rpartition(":")[2] == wanted.rpartition(":")[2]]
    return alike[0] if len(alike) == 1 else ""


def stated_page(capabilities: Element) -> int:
    """Return how many features the server says to give at most, but no more than is wise to ask at once; 0 where it does not say."""
    for one in capabilities.every("Constraint"):
        stated = one.text_at("DefaultValue") or one.text_at("AllowedValues/Value")
        if one.get("name") in ("CountDefault", "DefaultMaxFeatures") and stated.isdecimal():
            return min(int(stated), LARGEST_PAGE)
    return 0


def schema_of(ask: LoadRequest, version: str, name: str) -> tuple[bytes, dict[str, str]]:
    """Return the schema of a feature type and its properties; both empty where the server does not describe it."""
    query = {"SERVICE": "WFS", "VERSION": version, "REQUEST": "DescribeFeatureType", "TYPENAME": name}
    if version >= NEWEST:
        query |= {"TYPENAMES": name}
    url = with_query(ask.record.source.path, query)
    try:
        content = MOMENT.sub(b'"dateTime"', fetch_record(ask.record, url, ask.progress).content)
        properties = properties_in(xml_of(content, url), name.rpartition(":")[2])
    except Cancelled:
        raise
    except OpgaveError:
        return b"", {}
    return (content, properties) if properties else (b"", {})


def properties_in(schema: Element, name: str) -> dict[str, str]:
    """Return the type of each property of a feature type."""
    types = {one.get("name"): one for one in schema.all("complexType")}
    element = next((one for one in schema.all("element") if one.get("name") == name), None)
    if element is None:
        return {}
    inside = types.get(element.get("type").rpartition(":")[2], element)
    return {one.get("name"): type_of(one) for one in inside.every("element") if one is not element and one.get("name")}


def type_of(element: Element) -> str:
    """Return the type of a property: of XML Schema without prefix, of GML with it."""
    base = next((one.get("base") for one in element.every("restriction")), "")
    kind = element.get("type") or base
    return kind if kind.startswith("gml:") else kind.rpartition(":")[2]


def fetch_xml(ask: LoadRequest, query: dict[str, str]) -> Element:
    """Return an answer of the service as XML."""
    url = with_query(ask.record.source.path, query)
    reply = fetch_record(ask.record, url, ask.progress)
    try:
        return xml_of(reply.content, url, reply.headers)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=ask.record.title, reason=error) from error
