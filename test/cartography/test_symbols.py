"""Symbols in the house style, pictures of layers without a layout, and what lies under a map: widths, colours, angles, holes."""

from types import SimpleNamespace

import pytest
from opgavenkaart.processing.cartography import symbols
from opgavenkaart.processing.cartography.background import HOLE, LOOKED_AT, hole_share, with_whole_background, without_service
from opgavenkaart.processing.cartography.looks.ground import HATCH_ANGLES, style_background, style_integrated, style_plain
from opgavenkaart.processing.cartography.map_content import MapBackground, MapContent
from opgavenkaart.processing.cartography.rendering import png_of
from opgavenkaart.processing.cartography.style import CarriedLayer
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.test.support.layers import Heard, memory_layer
from qgis.core import Qgis, QgsFillSymbol, QgsMarkerSymbol, QgsProject, QgsRectangle, QgsSingleSymbolRenderer, QgsSymbolLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QImage

HOUSE = theme()
RED, BLUE = QColor("#ff0000"), QColor("#0000ff")
GROUND = QgsRectangle(0, 0, 1000, 500)
Pen, Brush, ROUND = Qt.PenStyle, Qt.BrushStyle, Qt.PenJoinStyle.RoundJoin

pytestmark = pytest.mark.usefixtures("qgis_app")


def parts(symbol):
    """Return copies of a symbol's layers: its own go with it."""
    return [symbol.symbolLayer(place).clone() for place in range(symbol.symbolLayerCount())]


def names(*colours):
    return [colour.name() for colour in colours]


def test_areas_and_borders():
    (layer,) = parts(symbols.area(RED, BLUE, 0.7))
    assert names(layer.fillColor(), layer.strokeColor()) == ["#ff0000", "#0000ff"] and layer.strokeWidth() == 0.7
    assert (layer.brushStyle(), layer.strokeStyle(), layer.penJoinStyle()) == (
        Brush.SolidPattern,
        Pen.SolidLine,
        ROUND,
    )
    plain = symbols.outline(HOUSE, "boundary")
    assert plain.symbolLayerCount() == 1 and plain.symbolLayer(0).brushStyle() == Brush.NoBrush
    assert plain.symbolLayer(0).strokeColor().name() == HOUSE.colour("boundary").name()
    assert plain.symbolLayer(0).strokeWidth() == HOUSE.widths["boundary"] and plain.symbolLayer(0).strokeStyle() == Pen.SolidLine
    cased = symbols.outline(HOUSE, "boundary", casing=2.0, dashed=True)
    under, over = cased.symbolLayer(0), cased.symbolLayer(1)
    assert (under.strokeWidth(), under.strokeColor().name(), under.strokeStyle()) == (
        2.0,
        HOUSE.colour("halo").name(),
        Pen.SolidLine,
    )
    assert over.strokeStyle() == Pen.DashLine and over.penJoinStyle() == ROUND


def test_hatches():
    bare = symbols.hatched(HOUSE, RED, 30.0)
    assert bare.symbolLayerCount() == 1 and bare.symbolLayer(0).lineAngle() == 30
    assert bare.symbolLayer(0).distance() == HOUSE.widths["hatch_distance"]
    assert bare.symbolLayer(0).distanceUnit() == Qgis.RenderUnit.Millimeters
    assert bare.symbolLayer(0).subSymbol().symbolLayer(0).width() == HOUSE.widths["hatch"]
    missing = symbols.missing(HOUSE)
    ground, lines = missing.symbolLayer(0), missing.symbolLayer(1)
    assert ground.fillColor().name() == HOUSE.colour("missing").name() and ground.strokeWidth() == HOUSE.widths["unit_border"]
    assert lines.lineAngle() == 45 and lines.subSymbol().symbolLayer(0).width() == HOUSE.widths["missing_hatch"]
    assert lines.subSymbol().color().name() == HOUSE.colour("missing_hatch").name()


def test_points_and_lines():
    (point,) = parts(symbols.point(HOUSE))
    assert (point.size(), point.color().name(), point.strokeColor().name()) == (
        HOUSE.widths["point"], HOUSE.colour("point").name(), HOUSE.colour("halo").name(),
    )  # fmt: skip
    assert point.strokeWidth() == HOUSE.widths["unit_border"] and point.shape() == Qgis.MarkerShape.Circle
    assert parts(symbols.dot(RED, 3.5, HOUSE, "diamond"))[0].shape() == Qgis.MarkerShape.Diamond
    (line,) = parts(symbols.line(RED, 0.4))
    assert (line.color().name(), line.width()) == ("#ff0000", 0.4)
    under, over = parts(symbols.cased(RED, 0.4, HOUSE, dashed=True))
    assert under.width() == pytest.approx(0.4 + HOUSE.widths["halo"]) and over.width() == 0.4
    assert under.color().name() == HOUSE.colour("halo").name() and (under.penStyle(), over.penStyle()) == (
        Pen.SolidLine,
        Pen.DashLine,
    )
    assert parts(symbols.cased(RED, 0.4, HOUSE))[1].penStyle() == Pen.SolidLine


def test_roads_are_drawn_by_their_class():
    symbol = symbols.road(HOUSE, "")
    casing, road = symbol.symbolLayer(0), symbol.symbolLayer(1)
    assert casing.width() == pytest.approx(HOUSE.widths["road"] + 2 * HOUSE.widths["road_casing"]) and road.width() == HOUSE.widths["road"]
    assert (casing.renderingPass(), road.renderingPass()) == (0, 1), "no casing lies over a road that it meets"
    assert names(casing.color(), road.color()) == names(HOUSE.colour("road_casing"), HOUSE.colour("road"))
    assert road.penCapStyle() == Qt.PenCapStyle.RoundCap and road.penJoinStyle() == ROUND
    width, enabled = QgsSymbolLayer.Property.PropertyStrokeWidth, QgsSymbolLayer.Property.PropertyLayerEnabled
    assert not casing.dataDefinedProperties().isActive(width)
    casing, road = parts(symbols.road(HOUSE, "kind"))
    on_casing, on_road = (layer.dataDefinedProperties().property(enabled).expressionString() for layer in (casing, road))
    assert on_road == f"{on_casing} OR @map_scale < 50000" and on_casing.startswith('coalesce(to_string("kind") IN (')
    for layer, extra in ((casing, 2 * HOUSE.widths["road_casing"]), (road, 0.0)):
        told = layer.dataDefinedProperties().property(width).expressionString()
        assert told.endswith(f"ELSE {HOUSE.widths['minor_road'] + extra:g} END")
        assert all(f"THEN {kind.width + extra:g}" in told for kind in HOUSE.roads)


def test_layers_that_overlap_are_hatched_each_its_own_way():
    layer = memory_layer("Polygon", [], "a:integer,b:integer,c:integer,d:integer,e:integer")
    style_integrated(layer, [CarriedLayer(field, field.upper()) for field in "abcde"], HOUSE)
    rules = layer.renderer().rootRule().children()
    assert [rule.filterExpression() for rule in rules] == [f'"{field}" > 0' for field in "abcde"]
    assert [rule.label() for rule in rules] == list("ABCDE")
    angles = [rule.symbol().symbolLayer(0).lineAngle() for rule in rules]
    assert angles == [*HATCH_ANGLES, HATCH_ANGLES[0]] and len(set(HATCH_ANGLES)) == 4
    ramp = HOUSE.ramps["overlay"]
    colours = [rule.symbol().symbolLayer(0).subSymbol().color().name() for rule in rules]
    assert colours == [QColor(ramp[number % len(ramp)]).name() for number in range(5)]


def test_what_orients_competes_with_nothing():
    for role, name in (("water", "water"), ("parks", "park")):
        layer = memory_layer("Polygon", [])
        style_background(layer, role, HOUSE)
        drawn = layer.renderer().symbol().symbolLayer(0)
        assert names(drawn.fillColor(), drawn.strokeColor()) == names(HOUSE.colour(name), HOUSE.colour(f"{name}_border"))
        assert drawn.strokeWidth() == HOUSE.widths[f"{name}_border"]
    edge = memory_layer("Polygon", [])
    style_background(edge, "boundary", HOUSE)
    assert edge.renderer().symbol().symbolLayer(0).strokeWidth() == HOUSE.widths["boundary"]
    width = QgsSymbolLayer.Property.PropertyStrokeWidth
    for fields, asked, field in (("", "", ""), ("road_class:string", "", "road_class"), ("road_class:string", "own", "own")):
        roads = memory_layer("LineString", [], fields)
        style_background(roads, "roads", HOUSE, asked)
        defined = roads.renderer().symbol().symbolLayer(0).dataDefinedProperties().property(width).expressionString()
        assert roads.renderer().usingSymbolLevels() and (f'"{field}"' in defined if field else defined == "")
    kinds = {"Point": QgsMarkerSymbol, "LineString": symbols.line(RED, 1).__class__, "Polygon": QgsFillSymbol}
    for geometry, kind in kinds.items():
        layer = memory_layer(geometry, [])
        style_plain(layer, HOUSE)
        assert isinstance(layer.renderer().symbol(), kind)
    assert layer.renderer().symbol().symbolLayer(0).fillColor().name() == HOUSE.colour("area").name()


# ---- pictures and holes


def half(name="half"):
    """A red area over the western half of the ground."""
    layer = memory_layer("Polygon", [("POLYGON((0 0, 500 0, 500 500, 0 500, 0 0))",)], name=name)
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.area(RED, RED, 0.0)))
    return layer


def test_a_picture_has_the_size_and_the_ground_that_are_asked():
    layer = half()
    image = QImage.fromData(png_of([layer], layer.crs(), GROUND, 200, 100))
    assert (image.width(), image.height()) == (200, 100)
    assert names(*(image.pixelColor(x, 50) for x in (10, 90, 110, 190))) == ["#ff0000"] * 2 + ["#ffffff"] * 2
    dot = memory_layer("Point", [("POINT(500 250)",)])
    dot.setRenderer(QgsSingleSymbolRenderer(symbols.dot(BLUE, 5.0, HOUSE)))

    def wide(size):
        drawn = QImage.fromData(png_of([dot, layer], layer.crs(), GROUND, 200, 100, size))
        return sum(drawn.pixelColor(x, 50).name() == "#0000ff" for x in range(200))

    assert wide(1.0) == pytest.approx(5 / 25.4 * 96, abs=3) and wide(2.0) == pytest.approx(2 * wide(1.0), abs=4), "the top one first"


def test_holes_of_a_background_are_measured(qgis_new_project):
    project = QgsProject.instance()
    layer = half()
    project.setCrs(layer.crs())
    assert hole_share(layer, project, GROUND) == pytest.approx(0.5, abs=0.01) and LOOKED_AT == 1600
    assert hole_share(layer, project, QgsRectangle(0, 0, 400, 500)) == 0.0
    assert hole_share(layer, project, QgsRectangle(0, 0, 10, 500)) == 0.0, "high and narrow too"


def test_a_background_with_holes_makes_way_for_the_datas_own(qgis_new_project):
    project, layer = QgsProject.instance(), half("Grey")
    project.setCrs(layer.crs())
    layer.setCustomProperty("opgavenkaart/key", "grey")
    project.addMapLayer(layer)
    background = MapBackground("Background: grey.", "grey", ("water", "parks"), "Background: own.")
    content = MapContent("x", layers=("clusters", "units", "grey"), extent=(0, 0, 400, 500), background=background)
    assert with_whole_background(project, content) is content
    heard = Heard()
    found = with_whole_background(project, MapContent(**{**vars(content), "extent": (0, 0, 1000, 500)}), heard)
    assert found.layers == ("clusters", "water", "parks", "units") and found.background == MapBackground("Background: own.")
    assert heard.warnings == ["The background 'Grey' is incomplete: the background shows layers of the data instead."] and HOLE == 0.001
    for other in ({"layers": ("clusters", "units")}, {"background": MapBackground("none")}):
        plain = MapContent(**{**vars(content), "extent": (0, 0, 1000, 500), **other})
        assert with_whole_background(project, plain) is plain
    project.removeMapLayer(layer)
    heard = Heard()
    assert with_whole_background(project, content, heard).layers == ("clusters", "water", "parks", "units")
    assert "'grey'" in heard.warnings[0], "by its key, where it is gone"
    assert without_service(SimpleNamespace(layers=("grey", "a"), background=background)) == ["a", "water", "parks"]
