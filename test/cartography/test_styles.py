"""Looks of layers: each unit in the colour of its class, legends in words, colours that everyone can tell apart."""

import gc
import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from opgavenkaart.processing.analysis.classes import map_classes
from opgavenkaart.processing.cartography import styles
from opgavenkaart.processing.cartography.live_index import live_renderer
from opgavenkaart.processing.cartography.style import CarriedLayer, Style
from opgavenkaart.processing.cartography.theme import theme, warn_of_colours
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer
from opgavenkaart.test.support.maps import BREAKS, EXTENT, INDEX, city_layers, square, write_city
from opgavenkaart.test.support.themes import TELLING
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

ROOT = Path(__file__).parents[2]
ENGLISH, DUTCH = "en", "nl"
SIMULATIONS = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""


@pytest.fixture
def city(qgis_app):
    return city_layers()


def look(layer, style, code=ENGLISH, looks=None):
    styles.apply(layer, style, looks or theme(), Language(code))
    return layer


def symbols_of(layer, feature):
    """Return the symbols that QGIS draws a feature with."""
    context = QgsRenderContext()
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    context.expressionContext().setFeature(feature)
    found = [symbol.clone() for symbol in renderer.symbolsForFeature(feature, context)]
    renderer.stopRender(context)
    return found


def legend(layer):
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def lab(colour) -> np.ndarray:
    """Return CIELAB (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ colour / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def linear(colour) -> np.ndarray:
    rgb = np.array(colour.getRgbF()[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("eyes", SIMULATIONS)
@pytest.mark.parametrize("use", ["need", "indicator"])
def test_every_class_can_be_told_from_every_other(qgis_app, use, eyes):
    seen = [lab(np.clip(SIMULATIONS[eyes] @ linear(colour), 0, 1)) for colour in theme().ramp(use, 5)]
    distances = [np.linalg.norm(seen[i] - seen[j]) for i in range(5) for j in range(i)]
    assert min(distances) > TELLING
    assert np.all(np.diff([colour[0] for colour in seen]) < -TELLING), "lighter means less need, in grey print too"


@pytest.mark.parametrize("code", [ENGLISH, DUTCH])
def test_the_legend_speaks_plainly(city, code):
    spoken = {
        "en": ["very high need (80 to 100)", "high need (60 to 80)", "moderate need (40 to 60)", "low need (20 to 40)",
               "very low need (0 to 20)", "too little data"],
        "nl": ["zeer hoge nood (80 tot 100)", "hoge nood (60 tot 80)", "matige nood (40 tot 60)", "lage nood (20 tot 40)",
               "zeer lage nood (0 tot 20)", "te weinig gegevens"],
    }  # fmt: skip
    assert legend(look(city["units"], Style("units", "challenge_index", BREAKS), code)) == spoken[code]


def test_each_unit_has_the_colour_of_its_class(city):
    layer = look(city["units"], Style("units", "challenge_index", BREAKS))
    ramp = theme().ramp("need", 5)
    for feature, value in zip(layer.getFeatures(), INDEX, strict=True):
        (symbol,) = symbols_of(layer, feature)
        expected = theme().colour("missing") if value is None else ramp[max(np.searchsorted(BREAKS, value) - 1, 0)]
        assert symbol.symbolLayer(0).fillColor().name() == expected.name(), value
    hatched = [symbols_of(layer, feature)[0].symbolLayerCount() == 2 for feature in layer.getFeatures()]
    assert hatched == [value is None for value in INDEX]


def test_values_outside_the_limits_stay_on_the_map(city):
    layer = look(city["units"], Style("units", "challenge_index", (30.0, 40.0, 50.0)))
    drawn = [len(symbols_of(layer, feature)) for feature in layer.getFeatures()]
    assert drawn == [1] * len(INDEX)


@pytest.mark.parametrize(
    ("values", "breaks", "expected"),
    [
        ([1.5, 2.0], (0.0, 50.0, 100.0), ["high need (50 to 100)", "low need (0 to 50)"]),
        ([7.0, 7.0], (), ["7"]),
        ([None, None], (), ["too little data"]),
        ([7.0, None], (7.0, 7.0), ["7", "too little data"]),
        ([1.0, 8.5], (0.0, 1.5, 3.25, 9.0), ["high need (3.25 to 9.00)", "moderate need (1.50 to 3.25)", "low need (0.00 to 1.50)"]),
        ([1.0, 8.5], tuple(range(7)), ["5 to 6", "4 to 5", "3 to 4", "2 to 3", "1 to 2", "0 to 1"]),
        ([0, 1, 2, 5], (0.0, 0.5, 1.0, 5.0), ["high need (2 to 5)", "moderate need (1)", "low need (0)"]),
    ],
)
def test_any_number_of_classes(qgis_app, values, breaks, expected):
    layer = memory_layer("Polygon", [(square(number, 0), value) for number, value in enumerate(values)], "need:double")
    assert legend(look(layer, Style("units", "need", breaks))) == expected


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [((49.0, 50.0, 51.0), ["50 to 51", "49 to 50"]), ((40.0, 50.0, 60.0), ["high need (50 to 60)", "low need (40 to 50)"])],
)
def test_of_areas_that_hardly_differ_none_is_called_low_or_high(qgis_app, breaks, expected):
    values = np.array([breaks[0] + 0.5, breaks[-1] - 0.5])
    layer = memory_layer("Polygon", [(square(number, 0), value) for number, value in enumerate(values.tolist())], "challenge_index:double")
    assert legend(look(layer, Style("units", "challenge_index", breaks))) == expected
    live = live_renderer(map_classes(np.array([breaks[0], breaks[-1]])), theme(), Language(ENGLISH))
    assert ("need" in live.categories()[0].label()) == ("need" in expected[0])


def test_without_limits_the_layer_gets_those_of_its_values(city):
    labels = legend(look(city["units"], Style("units", "challenge_index")))
    assert len(labels) == 6 and labels[-1] == "too little data"


TYPES = [("hot", 3.0), ("cold", 1.0), ("none", 2.0), ("none", None)]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("gi_star", ["cluster van hoge waarden", "cluster van lage waarden", "niet significant"]),
        ("threshold", ["vanaf de drempel", "cluster van lage waarden", "onder de drempel"]),
        ("scan", ["meer gevallen dan elders", "minder gevallen dan elders", "niet significant"]),
    ],
)
def test_types_of_units_are_told_in_plain_words_and_only_those_that_are_there(qgis_app, method, expected):
    layer = memory_layer("Polygon", [(square(at, 0), *row) for at, row in enumerate(TYPES)], "cluster_type:string,need:double")
    assert legend(look(layer, Style("types", "need", method=method), DUTCH)) == [*expected, "te weinig gegevens"]
    drawn = [len(symbols_of(layer, feature)) for feature in layer.getFeatures()]
    assert drawn == [1, 1, 1, 1]
    some = memory_layer("Polygon", [(square(0, 0), "low-high", 1.0)], "cluster_type:string,need:double")
    assert legend(look(some, Style("types", "need", method="local_moran"), DUTCH)) == ["laag, tussen hoge buren"]


def test_ground_gained_and_lost_and_meeting_challenges_are_told_in_plain_words(qgis_app):
    rows = [(square(at, 0), piece, at + 1) for at, piece in enumerate(("gained", "lost"))]
    layer = memory_layer("Polygon", rows, "piece:string,challenge_count:integer")
    assert legend(look(layer, Style("pieces", "piece"), DUTCH)) == ["nu in een cluster, vroeger niet", "vroeger in een cluster, nu niet"]
    assert legend(look(layer, Style("meeting", "challenge_count"), DUTCH)) == ["2 opgaven overlappen", "één opgave"]


def test_what_a_proposal_changes_is_told_in_plain_words(qgis_app):
    rows = [(square(at, 0), change) for at, change in enumerate(("joins", "stays", "leaves", "none"))]
    layer = look(memory_layer("Polygon", rows, "tenants_cluster_change:string"), Style("proposal", "tenants_cluster_change"), DUTCH)
    assert legend(layer) == [
        "komt met dit voorstel in een cluster",
        "in beide gevallen in een cluster",
        "valt met dit voorstel uit de cluster",
        "in beide gevallen in geen cluster",
    ]
    assert [len(symbols_of(layer, feature)) for feature in layer.getFeatures()] == [1, 1, 1, 1]


def test_an_indicator_has_its_unit_and_its_own_ramp(city):
    layer = look(city["units"], Style("indicator", "challenge_index", (0.0, 1000.0, 20000.0), "kWh"), DUTCH)
    assert legend(layer) == ["1.000 tot 20.000 kWh", "0 tot 1.000 kWh", "te weinig gegevens"]
    (symbol,) = symbols_of(layer, next(layer.getFeatures()))
    assert symbol.color().name() == theme().ramp("indicator", 2)[0].name()


def test_a_field_that_is_not_there(city):
    with pytest.raises(OpgaveError) as refused:
        look(city["units"], Style("units", "chalenge_index", BREAKS))
    assert str(refused.value) == "Layer 'laag' has no field 'chalenge_index'. It has: code, challenge_index."


def test_saved_in_the_geopackage_any_qgis_opens_it_styled(qgis_app, tmp_path):
    source = f"{write_city(tmp_path / 'city.gpkg')}|layername=units"
    first = look(QgsVectorLayer(source, "units", "ogr"), Style("units", "challenge_index", BREAKS), DUTCH)
    styles.save_default(first)
    again = QgsVectorLayer(source, "another name", "ogr")
    assert legend(again) == legend(first)
    assert again.renderer().type() == "RuleRenderer"


def test_a_source_that_keeps_no_styles_is_said(city):
    with pytest.raises(OpgaveError, match="The style of layer 'laag' cannot be saved in '.*': check that the file can be written"):
        styles.save_default(look(city["units"], Style("units", "challenge_index", BREAKS)))


def test_main_roads_are_wider_and_minor_ones_wait_for_a_large_scale(city):
    layer = look(city["roads"], Style("roads"))
    casing, line = layer.renderer().symbol().symbolLayers()

    def evaluated(symbol_layer, which, road_class, scale):
        context = QgsExpressionContext()
        feature = next(feature for feature in layer.getFeatures() if feature["road_class"] == road_class)
        context.setFields(layer.fields())
        context.setFeature(feature)
        expression = symbol_layer.dataDefinedProperties().property(which).asExpression().replace("@map_scale", str(scale))
        return QgsExpression(expression).evaluate(context)

    properties = type(line).Property
    width, enabled = properties.PropertyStrokeWidth, properties.PropertyLayerEnabled
    assert evaluated(line, width, "motorway", 100_000) > 2 * evaluated(line, width, "residential", 100_000)
    assert evaluated(casing, width, "motorway", 100_000) > evaluated(line, width, "motorway", 100_000)
    assert [evaluated(line, enabled, "residential", scale) for scale in (10_000, 100_000)] == [1, 0]
    assert [evaluated(casing, enabled, kind, 10_000) for kind in ("motorway", "residential")] == [1, 0]


def drawn_labels(layer):
    """Return the texts that QGIS places on the map."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(*EXTENT))
    settings.setOutputSize(QSize(1200, 1000))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return sorted(label.labelText for label in job.takeLabelingResults().allLabels())


def test_every_cluster_shows_its_rank_and_its_name(city):
    layer = look(city["clusters"], Style("clusters", "cluster_id", label="cluster_label"))
    assert drawn_labels(layer) == ["1", "1.\xa0Noordwijk,\nHavenwijk", "2", "2.\xa0Oostwijk", "3", "3.\xa0Zuidwijk"]


def test_a_name_that_only_repeats_the_rank_is_left_out(qgis_app):
    rows = [(square(0, 0), 1, "Cluster 1"), (square(3, 0), 2, "Cluster 9")]
    layer = memory_layer("MultiPolygon", rows, "cluster_id:integer,cluster_label:string")
    assert drawn_labels(look(layer, Style("clusters", "cluster_id", label="cluster_label"))) == ["1", "2", "2.\xa0Cluster 9"]


def test_crowded_clusters_all_keep_their_rank(qgis_app):
    tiny = [(square(3 + 0.02 * number, 2, 0.02, 0.02), number + 1, f"Een wijk met een lange naam {number}") for number in range(12)]
    layer = memory_layer("MultiPolygon", tiny, "cluster_id:integer,cluster_label:string")
    shown = drawn_labels(look(layer, Style("clusters", "cluster_id", label="cluster_label")))
    assert {text for text in shown if text.isdigit()} == {str(number) for number in range(1, 13)}


def test_clusters_of_low_values_are_drawn_apart(city):
    rows = [(square(0, 0), 1, "A", "hot"), (square(2, 0), 2, "B", "cold")]
    layer = memory_layer("MultiPolygon", rows, "cluster_id:integer,cluster_label:string,cluster_type:string")
    look(layer, Style("clusters", "cluster_id", label="cluster_label"))
    assert legend(layer) == ["cluster of high values", "cluster of low values"]
    high, low = (symbols_of(layer, feature) for feature in layer.getFeatures())
    strokes = [symbol[0].symbolLayers()[-1].strokeColor().name() for symbol in (high, low)]
    assert strokes == [theme().colour("cluster").name(), theme().colour("cold_cluster").name()]
    assert len(high) == len(low) == 1
    assert legend(look(city["clusters"], Style("clusters", "cluster_id"))) == [""], "one symbol where all clusters are of need"


def test_ground_under_two_layers_has_two_hatches(city):
    overlays = (CarriedLayer("flood_areas_count", "Flood area"), CarriedLayer("estates_count", "Social housing"))
    layer = look(city["integrated"], Style("integrated", overlays=overlays))
    assert legend(layer) == ["Flood area", "Social housing"]
    drawn = [[symbol.symbolLayer(0).lineAngle() for symbol in symbols_of(layer, feature)] for feature in layer.getFeatures()]
    assert drawn == [[45.0], [45.0, 135.0], [135.0]]


@pytest.mark.parametrize(
    ("kind", "layer", "role"),
    [
        ("water", "water", "water"),
        ("parks", "parks", "park"),
        ("boundary", "units", "boundary"),
        ("plain", "units", "area"),
        ("plain", "roads", "road_casing"),
    ],
)
def test_the_background_is_in_the_colours_of_its_role(city, kind, layer, role):
    first = look(city[layer], Style(kind)).renderer().symbol().symbolLayer(0)
    colour = first.strokeColor() if kind == "boundary" else first.fillColor() if layer != "roads" else first.color()
    assert colour.name() == theme().colour(role).name()


def test_other_points_are_dots_and_tables_have_no_looks(qgis_app):
    points = look(memory_layer("Point", [("POINT(0 0)",)]), Style("plain"))
    assert points.renderer().symbol().color().name() == theme().colour("point").name()
    assert look(memory_layer("None", [(None, 1)], "n:integer"), Style("plain")).renderer() is None


def test_units_let_a_background_service_through(city):
    layer = look(city["units"], Style("units", "challenge_index", BREAKS, opacity=0.75))
    (symbol,) = symbols_of(layer, next(layer.getFeatures()))
    assert symbol.opacity() == 0.75


def test_a_style_is_kept_with_the_layer(city):
    style = Style("indicator", "challenge_index", BREAKS, "kWh", overlays=(CarriedLayer("a_count", "A"),), opacity=0.8)
    styles.keep_style(city["units"], style)
    assert styles.kept_style(city["units"]) == style
    assert styles.kept_style(city["roads"]) is None


def test_an_output_is_styled_when_the_toolbox_loads_it(city):
    project, context = QgsProject(), QgsProcessingContext()
    layer = city["units"]
    context.temporaryLayerStore().addMapLayer(layer)
    context.addLayerToLoadOnCompletion(layer.id(), QgsProcessingContext.LayerDetails("units", project, "OUTPUT"))
    details = context.layerToLoadOnCompletionDetails(layer.id())
    details.groupName = "Results"
    styles.style_on_load(context, layer.id(), Style("units", "challenge_index", BREAKS))
    assert (details.name, details.groupName) == ("units", "Results"), "as QGIS chose it"
    styles.style_on_load(
        context, layer.id(), Style("units", "challenge_index", BREAKS), title="Need index", group="Warm homes (2 December 14:05)"
    )
    assert (details.name, details.groupName) == ("Need index", "Warm homes (2 December 14:05)")
    styles.style_on_load(context, "another output, which is not loaded", Style("units", "challenge_index"))
    gc.collect()
    processor = context.layerToLoadOnCompletionDetails(layer.id()).postProcessor()
    processor.postProcessLayer(layer, context, QgsProcessingFeedback(False))
    assert legend(layer)[-1] in ("too little data", "te weinig gegevens")


def test_the_house_style_keeps_its_own_schema():
    schema = json.loads((ROOT / "resources/schemas/theme.schema.json").read_text(encoding="utf-8"))
    document = json.loads((ROOT / "resources/styles/theme.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    for part in ("text", "ramps", "widths"):
        assert set(document[part]) == set(schema["properties"][part]["properties"])
    assert schema["properties"]["colours"] == schema["properties"]["dark"] == {"$ref": "#/$defs/palette"}
    assert set(document["dark"]) < set(document["colours"]) == set(schema["$defs"]["palette"]["properties"])


def test_a_citys_theme_changes_what_it_names_and_nothing_else(qgis_app, tmp_path):
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    own = {"colours": {"water": "#112233"}, "text": {"title": {"size": 30}}, "logo": "logo.svg"}
    (tmp_path / "own.json").write_text(json.dumps(own), encoding="utf-8")
    ours, house = theme(tmp_path / "own.json"), theme()
    assert ours.colour("water").name() == "#112233" and ours.colour("park") == house.colour("park")
    assert (ours.text["title"].size, ours.text["title"].least) == (30, house.text["title"].least)
    assert Path(ours.logo) == tmp_path / "logo.svg" and ours.roads == house.roads


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        ({"colors": {}}, ["own.json: the key 'colors' is unknown. Did you mean 'colours'?"]),
        (
            {"colours": {"water": "blue", "lake": "#000000"}},
            [
                "own.json, colours.water: \"blue\" does not have the form ^#[0-9a-fA-F]{6}$, such as '#1d2733'.",
                "own.json, colours: the key 'lake' is unknown. Allowed are ink,",
            ],
        ),
        ({"logo": "logo.exe"}, ["Theme 'own.json' names the logo 'logo.exe', which is no existing picture."]),
    ],
)
def test_a_wrong_theme_gets_a_sentence_a_mistake(tmp_path, document, sentences):
    (tmp_path / "own.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(OpgaveError) as refused:
        theme(tmp_path / "own.json")
    lines = str(refused.value).splitlines()
    assert len(lines) == len(sentences)
    for sentence in sentences:
        assert any(line.startswith(sentence) for line in lines), lines


def test_a_theme_whose_classes_look_alike_to_some_is_named(tmp_path):
    heard = Heard()
    warn_of_colours(theme(), heard)
    assert heard.warnings == []
    (tmp_path / "own.json").write_text(json.dumps({"name": "Rood-groen", "ramps": {"need": ["#c02020", "#5f6010"]}}), encoding="utf-8")
    warn_of_colours(theme(tmp_path / "own.json"), heard)
    (warning,) = heard.warnings
    assert warning.startswith("Theme 'Rood-groen': two colours of 'need' differ by only ") and "anopia" in warning


@pytest.mark.parametrize(("kind", "within"), [("none", True), ("hot", False)])
def test_names_of_regions_stand_within_them_and_those_of_clusters_beside_them(qgis_app, kind, within):
    """Two areas side by side, as QGIS draws them: beside a region there is another one."""
    fields = "cluster_id:integer,cluster_label:string,cluster_type:string"
    layer = memory_layer("Polygon", [(square(0, 0), 1, "Oost", kind), (square(1, 0), 2, "West", kind)], fields)
    look(layer, Style("clusters", "cluster_id", label="cluster_label"), DUTCH)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(900, 600))
    extent = layer.extent()
    extent.scale(1.6)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    names = [label for label in job.takeLabelingResults().allLabels() if "." in label.labelText]
    assert len(names) == 2
    areas = {feature["cluster_id"]: feature.geometry().boundingBox() for feature in layer.getFeatures()}
    inside = [areas[int(label.labelText.split(".")[0])].contains(label.labelRect) for label in names]
    assert inside == [within, within]


def test_names_of_crowded_clusters_lie_on_no_other_name(qgis_app):
    rows = [(square(1.5 * (at % 4), 1.5 * (at // 4), 0.2, 0.2), at + 1, f"Wijk, Nummer {at}") for at in range(12)]
    layer = memory_layer("MultiPolygon", rows, "cluster_id:integer,cluster_label:string")
    look(layer, Style("clusters", "cluster_id", label="cluster_label"))
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(*EXTENT))
    settings.setOutputSize(QSize(1200, 1000))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    names = [label.labelGeometry for label in job.takeLabelingResults().allLabels() if "." in label.labelText]
    assert len(names) > 3
    assert not [1 for at, one in enumerate(names) for other in names[at + 1 :] if one.intersection(other).area() > 1.0]
