"""How a WFS is asked: names, versions, systems, pages, conditions and grounds, without a server."""

from urllib.parse import parse_qs, urlsplit

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.wfs.layer import WfsLayer, known_name, properties_in, stated_page
from opgavenkaart.processing.sources.kinds.wfs.load import Loading
from opgavenkaart.processing.sources.network import xml_of
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.test.support.layers import Heard, record
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
HOME = "https://geo.example/wfs"
PROPERTIES = {"code": "string", "n": "integer", "shape": "gml:PointPropertyType", "day": "date"}
BOX = QgsReferencedRectangle(QgsRectangle(100_000, 190_000, 101_000, 191_000), QgsCoordinateReferenceSystem("EPSG:31370"))


def element(text: str):
    return xml_of(text.encode(), "here", {})


LAMBERT = "<DefaultCRS>EPSG:31370</DefaultCRS>"


def layer(described=LAMBERT, version="2.0.0", properties=PROPERTIES, fields=None, extent=None, filter="", **more):
    source = record("wfs", HOME, "trees", **{"options": {"filter": filter} if filter else {}, "crs": "EPSG:31370", **more})
    ask = LoadRequest(source, fields, extent, None, QgsCoordinateTransformContext(), SILENT)
    return WfsLayer(ask, version, "a:trees", element(f"<FeatureType>{described}</FeatureType>"), properties, b"", 0)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


# --- what a server says


@pytest.mark.parametrize(
    ("wanted", "names", "found"),
    [
        ("a:trees", ["b:trees", "a:trees"], "a:trees"), ("trees", ["a:trees", "a:roads"], "a:trees"), ("b:trees", ["a:trees"], "a:trees"),
        ("trees", ["a:trees", "b:trees"], ""), ("x", ["a:trees"], ""), ("a:trees", ["trees"], "trees"), ("x", [], ""),
    ],
)  # fmt: skip
def test_the_name_of_a_type(wanted, names, found):
    assert known_name(wanted, names) == found


@pytest.mark.parametrize(
    ("name", "value", "page"),
    [
        ("CountDefault", "500", 500),
        ("DefaultMaxFeatures", "7", 7),
        ("CountDefault", "20000", 10_000),
        ("CountDefault", "x", 0),
        ("Other", "5", 0),
    ],
)
def test_how_many_features_an_answer_holds(name, value, page):
    assert stated_page(element(f'<X><Constraint name="{name}"><DefaultValue>{value}</DefaultValue></Constraint></X>')) == page
    listed = f'<X><Constraint name="{name}"><AllowedValues><Value>{value}</Value></AllowedValues></Constraint></X>'
    assert stated_page(element(listed)) == page and stated_page(element("<X/>")) == 0


def test_the_properties_of_a_type():
    schema = element(
        '<schema><element name="other" type="a:OtherType"/><element name="trees" type="a:TreesType"/><complexType name="OtherType">'
        '<element name="x" type="xsd:int"/></complexType><complexType name="TreesType"><element name="code" type="xsd:string"/>'
        '<element name="shape" type="gml:PointPropertyType"/><element name="n"><simpleType><restriction base="xsd:integer"/></simpleType>'
        "</element><element/></complexType></schema>"
    )
    assert properties_in(schema, "trees") == {"code": "string", "shape": "gml:PointPropertyType", "n": "integer"}
    assert properties_in(schema, "roads") == {}
    within = '<schema><element name="trees"><complexType><element name="a" type="xsd:int"/></complexType></element></schema>'
    assert properties_in(element(within), "trees") == {"a": "int"}


# --- what is asked


@pytest.mark.parametrize(
    ("described", "own", "srs"),
    [
        ("<DefaultCRS>EPSG:4326</DefaultCRS><OtherCRS>urn:ogc:def:crs:EPSG::31370</OtherCRS>", "EPSG:31370", "urn:ogc:def:crs:EPSG::31370"),
        ("<DefaultCRS>EPSG:4326</DefaultCRS><OtherCRS>EPSG:3812</OtherCRS>", "EPSG:31370", "EPSG:4326"),
        ("<SRS>EPSG:31370</SRS>", "", "EPSG:31370"), ("", "EPSG:3812", "EPSG:3812"),
        ("<DefaultSRS/><OtherSRS>EPSG:1</OtherSRS>", "x", "EPSG:1"),
    ],
)  # fmt: skip
def test_the_system_that_is_asked_for(described, own, srs):
    assert layer(described, crs=own).srs == srs


def test_geometry_and_columns():
    made = layer()
    assert made.geometry == "shape" and layer(properties={"a": "string"}).geometry == ""
    assert set(made.columns.values()) == {"code", "n", "day"}
    assert layer(fields=["n"]).columns == {"n": "n"}


@pytest.mark.parametrize(("version", "name", "count"), [("2.0.0", "TYPENAMES", "COUNT"), ("1.1.0", "TYPENAME", "MAXFEATURES")])
def test_a_page_in_every_version(version, name, count):
    query = asked(layer(version=version, key="code").page_from(20, 10))
    assert query == {
        "SERVICE": "WFS", "VERSION": version, "REQUEST": "GetFeature", name: "a:trees", "SRSNAME": "EPSG:31370", "STARTINDEX": "20",
        count: "10", "SORTBY": "code",
    }  # fmt: skip


def test_only_the_wanted_properties():
    assert asked(layer(fields=["n"]).page_from(0, 10))["PROPERTYNAME"] == "n,shape"
    table = asked(layer(fields=["n", "code"], geometry="none").page_from(0, 10))
    assert sorted(table["PROPERTYNAME"].split(",")) == ["code", "n"] and "SRSNAME" not in table
    for plain in (layer(), layer(fields=["n"], properties={})):
        assert "PROPERTYNAME" not in asked(plain.page_from(0, 10))
    modest = Loading(layer(fields=["n"], key="code", filter='"n" > 1'), None).without_extras().layer
    assert not {"PROPERTYNAME", "SORTBY", "FILTER"} & asked(modest.page_from(0, 10)).keys()


def test_a_server_that_describes_nothing_is_asked_for_everything():
    """Which of it is wanted is seen in what it gives."""
    made = layer(fields=["n"], properties={}, key="code", filter='"n" > 1')
    assert (made.columns, made.condition, made.geometry) == ({}, "", "")
    assert not {"PROPERTYNAME", "SORTBY", "FILTER"} & asked(made.page_from(0, 10)).keys()
    assert served(made, ("hits", b'<x numberMatched="12"/>')).total() == 12


def test_an_extent_in_the_order_of_its_axes():
    assert asked(layer(extent=BOX).question())["BBOX"].split(",") == ["100000", "190000", "101000", "191000", "EPSG:31370"]
    assert len(asked(layer(extent=BOX, version="1.0.0").question())["BBOX"].split(",")) == 4
    degrees = layer("<DefaultCRS>urn:ogc:def:crs:EPSG::4326</DefaultCRS>", extent=BOX, crs="EPSG:4326")
    south, west, north, east = map(float, asked(degrees.question())["BBOX"].split(",")[:4])
    assert 51 < south < north < 51.1 and 3.6 < west < east < 3.8
    plain = layer("<DefaultCRS>EPSG:4326</DefaultCRS>", extent=BOX, crs="EPSG:4326")
    assert 3.6 < float(asked(plain.question())["BBOX"].split(",")[0]) < 3.8
    assert layer(extent=BOX, geometry="none").extent is None and "BBOX" not in asked(layer().question())
    other = layer(extent=BOX).question(QgsRectangle(1, 2, 3, 4))
    assert asked(other)["BBOX"].startswith("1,2,3,4")


def test_a_filter_and_an_extent_go_together():
    made = asked(layer(extent=BOX, filter='"n" > 1').question())
    assert "BBOX" not in made
    assert made["FILTER"].startswith("<fes:Filter ") and "<fes:And><fes:PropertyIsGreaterThan>" in made["FILTER"]
    assert "<gml:lowerCorner>100000 190000</gml:lowerCorner><gml:upperCorner>101000 191000</gml:upperCorner>" in made["FILTER"]
    assert '<fes:BBOX><fes:ValueReference>shape</fes:ValueReference><gml:Envelope srsName="EPSG:31370">' in made["FILTER"]
    alone = asked(layer(filter='"n" > 1', version="1.1.0").question())["FILTER"]
    assert alone.startswith("<ogc:Filter ") and "BBOX" not in alone and "And" not in alone
    assert layer(filter='"day" > 1').condition == "" and "EqualTo" in layer(filter="\"code\" = 'a'").condition


def test_the_ground_is_as_stated_and_a_little_more():
    stated = "<WGS84BoundingBox><LowerCorner>3.6 51.0</LowerCorner><UpperCorner>3.8 51.1</UpperCorner></WGS84BoundingBox>"
    ground = layer(f"<DefaultCRS>EPSG:4326</DefaultCRS>{stated}", crs="EPSG:4326").ground
    sides = (ground.xMinimum(), ground.yMinimum(), ground.xMaximum(), ground.yMaximum())
    assert sides == pytest.approx((3.598, 50.999, 3.802, 51.101))
    whole = layer("<DefaultCRS>EPSG:31370</DefaultCRS>").ground
    assert whole.xMinimum() < 20_000 and whole.xMaximum() > 290_000


# --- how many there are


class Served(Loading):
    """A feature type of which answers are given beforehand, by what the address holds; one that is None is refused."""

    def asked(self, url):
        answer = next(answer for part, answer in self.answers if part in url)
        if answer is None:
            raise OpgaveError("refused")
        return answer


def served(made, *answers):
    loading = Served(made, None)
    loading.answers = answers
    return loading


def test_how_many_a_server_counts():
    assert served(layer(), ("RESULTTYPE=hits", b'<x numberMatched="12"/>')).total() == 12
    assert served(layer(), ("RESULTTYPE=hits", b"<x/>")).total() is None
    assert served(layer(), ("RESULTTYPE=hits", b" " * 4000 + b'<x numberMatched="12"/>')).total() is None
    assert served(layer(), ("hits", None)).total() is None
    refused = served(layer(filter='"n" > 1'), ("FILTER", None), ("hits", b'<x numberMatched="30"/>'))
    assert refused.total() == 30 and refused.layer.modest


def test_a_first_page_that_is_refused_is_asked_without_extras():
    class Counting:
        def add(self, content):
            return len(content)

    loading = served(layer(key="code"), ("SORTBY", None), ("STARTINDEX=0", b"123"))
    loading.pile = Counting()
    loading.first_page(10)
    assert (loading.most, loading.layer.modest) == (3, True)
    with pytest.raises(OpgaveError, match="refused"):
        served(loading.layer, ("STARTINDEX", None)).first_page(10)


def test_pages_past_the_end_may_be_refused():
    class Pile:
        different = 5

    class Refusing(Loading):
        def asked_together(self, urls):
            raise OpgaveError("refused")

    heard = Heard()
    made = layer()
    object.__setattr__(made.ask, "progress", heard)
    loading = Refusing(made, Pile())
    assert loading.add_pages([5], 10, 5) == 0 and heard.warnings == []
    assert loading.add_pages([5], 10, None) == 0
    assert heard.warnings == ["Layer 'Trial': the service gave 5 features and refuses more; the layer may be incomplete: refused"]
    with pytest.raises(OpgaveError, match="^refused$"):
        loading.add_pages([5], 10, 6)
