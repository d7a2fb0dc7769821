"""Labels by hand: what they say, where they stand, which goes first; evaluated as QGIS does, without drawing a map."""

import pytest
from opgavenkaart.processing.cartography import labels
from opgavenkaart.processing.cartography.map_templates.grid import best_columns
from opgavenkaart.processing.cartography.sheet import Box
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsFeature,
    QgsPalLayerSettings,
    QgsRenderContext,
)

FIELDS = "rank:integer,label:string,cluster_type:string"
PRIORITY = QgsPalLayerSettings.Property.Priority


def said(expression, layer=None, scale=None, **values):
    """What an expression gives for a feature with these values."""
    layer = layer or memory_layer("Polygon", [], FIELDS)
    feature = QgsFeature(layer.fields())
    for name, value in values.items():
        feature.setAttribute(name, value)
    context, scope = QgsExpressionContext(), QgsExpressionContextScope()
    scope.setFields(layer.fields())
    scope.setFeature(feature)
    scope.setVariable("map_scale", scale)
    context.appendScope(scope)
    found = QgsExpression(expression)
    assert not found.hasParserError(), found.parserErrorString()
    return found.evaluate(context)


@pytest.fixture
def rules(qgis_app):
    root = labels.rank_and_name("rank", "label", theme())
    yield {rule.description(): rule for rule in root.children()}
    del root  # its rules go with it


def test_every_cluster_has_its_rank_on_a_disc(rules):
    assert list(rules) == ["rank", "name", "name within"]
    nameless = labels.rank_and_name("rank", "", theme())
    assert [rule.description() for rule in nameless.children()] == ["rank"]
    rank = rules["rank"].settings()
    assert said(rank.fieldName, rank=3) == "3" and rank.isExpression and rules["rank"].filterExpression() == ""
    assert rank.placement == Qgis.LabelPlacement.OverPoint and rank.centroidInside and not rank.obstacleSettings().isObstacle()
    assert rank.placementSettings().overlapHandling() == Qgis.LabelOverlapHandling.AllowOverlapIfRequired
    assert rank.priority == 10 and rank.format().background().enabled()
    assert rank.format().color() != rank.format().background().fillColor(), "light letters on a dark disc"


def test_the_first_ten_clusters_have_their_names_beside_them_and_regions_within(rules):
    beside, within = rules["name"].filterExpression(), rules["name within"].filterExpression()
    for rank, kind, shown in ((1, "high-high", (1, 0)), (10, None, (1, 0)), (11, "hot", (0, 0)), (1, "none", (0, 1)), (11, "none", (0, 1))):
        assert (said(beside, rank=rank, cluster_type=kind), said(within, rank=rank, cluster_type=kind)) == shown
    name, inside = rules["name"].settings(), rules["name within"].settings()
    for one in (name, inside):
        assert said(one.fieldName, rank=2, label="Noord, Zuid") == "2.\u00a0Noord,\nZuid"
        assert said(one.fieldName, rank=2, label="Cluster 2") == "", "called after its rank alone: the disc says it"
        assert said(one.fieldName, rank=2, label="Cluster 3") == "2.\u00a0Cluster 3"
    assert name.placement == Qgis.LabelPlacement.OutsidePolygons and inside.placement == Qgis.LabelPlacement.Horizontal
    assert inside.fitInPolygonOnly and not inside.obstacleSettings().isObstacle()
    assert name.autoWrapLength == inside.autoWrapLength == 26 and name.dist == theme().widths["halo"]
    priority = name.dataDefinedProperties().property(PRIORITY).expressionString()
    assert [said(priority, rank=rank) for rank in (1, 5, 9, 10, 30)] == [8, 4, 0, 0, 0]
    assert name.obstacleSettings().factor() > 1


def test_the_areas_where_the_index_is_highest_always_bear_their_name(qgis_app):
    """From the least that is named on, that one too; an area without index is not named."""
    layer = memory_layer("Polygon", [], "index:double,label:string")
    for kind, named_from, shown in (("units", 70.5, True), ("units", None, False)):
        style = Style(kind, "index", (0.0, 50.0, 100.0), label="label", named_from=named_from)
        apply(layer, style, theme(), Language("nl"))
        assert layer.labelsEnabled() == shown
        layer.setLabelsEnabled(False)
    (rule,) = layer.labeling().rootRule().children()
    assert [said(rule.filterExpression(), layer, index=index) for index in (70.5, 99.0, 70.4, None)] == [1, 1, 0, None]
    settings = rule.settings()
    assert said(settings.fieldName, layer, label="Grote Weide") == "Grote Weide"
    assert settings.placement == Qgis.LabelPlacement.Horizontal and not settings.obstacleSettings().isObstacle()
    assert settings.placementSettings().overlapHandling() == Qgis.LabelOverlapHandling.AllowOverlapIfRequired


def test_names_of_areas_for_which_a_condition_holds(qgis_app):
    root = labels.names("label", "rank > 1", theme())
    (rule,) = root.children()
    assert rule.filterExpression() == "rank > 1" and said(rule.settings().fieldName, label="Noord, Zuid") == "Noord,\nZuid"


def test_dots_have_their_words_beside_them(qgis_app):
    layer = memory_layer("Point", [], "name:string,n:integer")
    labels.label_points(layer, '"name"', '10 - "n"', 3.0, theme())
    settings = layer.labeling().settings()
    assert layer.labelsEnabled() and settings.placement == Qgis.LabelPlacement.OrderedPositionsAroundPoint
    assert settings.dist == pytest.approx(1.5 + theme().widths["halo"] / 2) and settings.distUnits == Qgis.RenderUnit.Millimeters
    assert said(settings.dataDefinedProperties().property(PRIORITY).expressionString(), layer, n=4) == 6
    assert settings.format().color() == theme().colour("ink")


@pytest.mark.parametrize(("below", "shown"), [(0.0, {5000: True, 50_000: True}), (20_000.0, {5000: True, 50_000: False})])
def test_names_within_areas(qgis_app, below, shown):
    layer = memory_layer("Polygon", [], FIELDS)
    labels.label_within(layer, "label", theme().text_format("small"), theme(), below)
    settings = layer.labeling().settings()
    assert layer.labelsEnabled() and settings.placement == Qgis.LabelPlacement.Horizontal and settings.priority == 4
    assert settings.fitInPolygonOnly == bool(below) and not settings.obstacleSettings().isObstacle()
    for scale, is_shown in shown.items():
        context = QgsRenderContext()
        context.setRendererScale(scale)
        assert (not settings.scaleVisibility or scale <= settings.minimumScale) == is_shown
    assert said(settings.fieldName, layer, label="Een wijk met een lange naam") == "Een wijk met een lange\nnaam"
    assert settings.format().color() == theme().colour("quiet")


def test_streets_have_their_names_along_them_the_main_ones_at_every_scale(qgis_app):
    layer = memory_layer("LineString", [], "name:string,kind:string")
    labels.label_lines(layer, "name", "kind", ["primary", "it's"], 10_000, theme())
    settings = layer.labeling().settings()
    assert layer.labelsEnabled() and settings.placement == Qgis.LabelPlacement.Curved and settings.priority == 2
    assert settings.lineSettings().mergeLines() and settings.lineSettings().placementFlags() == Qgis.LabelLinePlacementFlag.OnLine
    cases = {("primary", 50_000): "Steenweg", ("it's", 50_000): "Steenweg", ("path", 50_000): "", (None, 50_000): "",
             ("path", 9_999): "Steenweg",
             ("path", 10_000): ""}  # fmt: skip
    assert {case: said(settings.fieldName, layer, case[1], name="Steenweg", kind=case[0]) for case in cases} == cases
    for class_field, main in (("", ["primary"]), ("kind", [])):
        labels.label_lines(layer, "name", class_field, main, 10_000, theme())
        expression = layer.labeling().settings().fieldName
        assert [said(expression, layer, scale, name="Steenweg", kind="primary") for scale in (50_000, 5000)] == ["", "Steenweg"]


def test_long_names_are_cut_and_loud_ones_written_as_people_do(qgis_app):
    layer = memory_layer("Point", [("POINT(0 0)", "BASISSCHOOL DE LINDE"), ("POINT(0 0)", "De Beuk"), ("POINT(0 0)", None)], "name:string")
    expression = labels.break_lines(layer, "name")
    assert said(expression, layer, name="De Beuk") == "De Beuk"
    assert said(expression, layer, name="BASISSCHOOL DE LINDE").replace("\n", " ") == "Basisschool de Linde"
    plain = memory_layer("Point", [("POINT(0 0)", "De Beuk")], "name:string")
    for length in (44, 45):
        words = ("abcdefghi " * 5)[:length]
        shown = said(labels.break_lines(plain, "name"), plain, name=words).replace("\n", " ")
        assert shown == words if length == 44 else (shown.endswith("…") and len(shown) <= 44 and words.startswith(shown[:-1].strip()))


@pytest.mark.parametrize(
    ("count", "size", "aspect", "columns"),
    [(1, (100, 100), 1.0, 1), (4, (100, 100), 1.0, 2), (3, (300, 90), 1.0, 3), (3, (90, 300), 1.0, 1), (2, (200, 100), 1.0, 2),
     (2, (100, 100), 4.0, 1), (6, (300, 200), 1.0, 3), (5, (300, 200), 1.0, 3), (6, (200, 300), 1.0, 2)],
)  # fmt: skip
def test_maps_stand_in_as_many_columns_as_show_the_ground_largest(count, size, aspect, columns):
    assert best_columns(count, Box(0, 0, *size), 5.0, aspect) == columns
