"""Styles as SLD: labels are fields or nothing, on each QGIS; QGIS's own reader of SLD tells what it finds."""

import sqlite3
from contextlib import closing

import pytest
from opgavenkaart.processing.cartography.sld import save_sld, sld_of
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply, save_default
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.maps import city_layers, write_city
from qgis.core import QgsPalLayerSettings, QgsVectorLayer, QgsVectorLayerSimpleLabeling


@pytest.fixture
def clusters(qgis_app, tmp_path):
    """Clusters with their rank on a disc, and their name by an expression."""
    layer = QgsVectorLayer(f"{write_city(tmp_path / 'city.gpkg')}|layername=clusters", "Clusters", "ogr")
    apply(layer, Style("clusters", "cluster_id", label="cluster_label"), theme(), Language("nl"))
    return layer


@pytest.fixture
def labelled(qgis_app):
    """A layer whose labels are an expression or a field."""

    def give(text: str, is_expression: bool) -> QgsVectorLayer:
        layer, settings = city_layers()["parks"], QgsPalLayerSettings()
        settings.fieldName, settings.isExpression = text, is_expression
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        layer.setLabelsEnabled(True)
        return layer

    return give


def label_read(layer: QgsVectorLayer, path) -> str | None:
    """Return the field that QGIS reads as the label from an SLD of a layer; None where it reads no label."""
    reason, done = save_sld(layer, path)
    assert done, reason
    bare = QgsVectorLayer(layer.source(), "bare", layer.providerType())
    reason, done = bare.loadSldStyle(str(path))
    assert done, reason
    if not bare.labelsEnabled():
        return None
    assert not bare.labeling().settings().isExpression
    return bare.labeling().settings().fieldName


def expressions(layer: QgsVectorLayer) -> list[tuple[str, bool]]:
    return [(rule.settings().fieldName, rule.settings().isExpression) for rule in layer.labeling().rootRule().descendants()]


def test_clusters_have_their_rank_and_keep_their_own_labels(clusters, tmp_path):
    before = expressions(clusters)
    assert label_read(clusters, tmp_path / "clusters.sld") == "cluster_id"
    assert len(before) == 3 and all(is_expression for _, is_expression in before)
    assert expressions(clusters) == before


def test_the_geopackage_keeps_the_same(clusters):
    save_default(clusters)
    with closing(sqlite3.connect(clusters.source().partition("|")[0])) as database:
        ((qml, sld),) = database.execute("SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_name = 'clusters'")
    assert "to_string(&quot;cluster_id&quot;)" in qml
    assert sld.count("<se:PropertyName>") + sld.count("<ogc:PropertyName>") == 1 and "cluster_id" in sld
    assert "Placeholder" not in sld


@pytest.mark.parametrize(
    ("text", "is_expression", "read"),
    [
        ("name", False, "name"),
        ('"name"', True, "name"),
        ('wordwrap(to_string("name"), 22)', True, "name"),
        ('upper("name")', True, None),
        ("'Park'", True, None),
        ('"name" || to_string("name")', True, None),
    ],
)
def test_a_label_is_a_field_or_none(labelled, tmp_path, text, is_expression, read):
    layer = labelled(text, is_expression)
    assert label_read(layer, tmp_path / "parks.sld") == read
    assert "Placeholder" not in (tmp_path / "parks.sld").read_text(encoding="utf-8")
    settings = layer.labeling().settings()
    assert (settings.fieldName, settings.isExpression) == (text, is_expression)


def test_without_labels_it_has_none(qgis_app):
    layer = city_layers()["parks"]
    assert layer.labeling() is None
    assert "PolygonSymbolizer" in sld_of(layer) and "TextSymbolizer" not in sld_of(layer)
    assert layer.labeling() is None
