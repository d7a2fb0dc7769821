"""The live preview: the same index as the algorithm, the same classes as the styled map."""

import json
from dataclasses import replace

import numpy as np
import pytest
from opgavenkaart.processing.cartography import live_index, styles
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.theme import theme as house_style
from opgavenkaart.processing.challenge import index_preview
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.challenge_file import write_challenge
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.town import read_layer
from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsRenderContext, QgsVectorLayer

CHANGES = {
    "weights": lambda one: replace(one, weight=one.weight * (1.7 if one.sector == "energy" else 0.4)),
    "directions": lambda one: replace(one, direction="low" if one.direction == "high" else "high"),
    "normalisations": lambda one: replace(one, normalisation="percentile" if one.normalisation == "z_score" else "min_max"),
    "left out": lambda one: replace(one, weight=0.0 if one.id == "median_income" else one.weight),
}


@pytest.fixture(scope="module")
def computed(demo_city, tmp_path_factory):
    """Warm homes of the demo city, computed once, and read back."""
    return compute(read_challenge("warm_homes"), demo_city, tmp_path_factory.mktemp("preview"))


def compute(challenge, demo_city, folder):
    from opgavenkaart.test.support.running import registered, run_algorithm

    write_challenge(folder / "challenge.json", challenge)
    units, clusters = str(folder / "units.gpkg"), str(folder / "clusters.gpkg")
    inputs = {
        "CHALLENGE": str(folder / "challenge.json"),
        "CATALOGUE": demo_city["CATALOGUE"],
        "OUTPUT": units,
        "OUTPUT_CLUSTERS": clusters,
    }
    with registered():
        run_algorithm("challenge_index", inputs)
    return index_preview.read_computed(challenge, units, clusters)


@pytest.mark.parametrize("change", CHANGES)
def test_the_preview_gives_the_index_of_the_algorithm(computed, demo_city, tmp_path, change):
    changed = replace(computed.challenge, indicators=tuple(map(CHANGES[change], computed.challenge.indicators)))
    changed = replace(changed, aggregation=replace(changed.aggregation, method="geometric" if change == "weights" else "arithmetic"))
    index, missing = index_preview.IndexPreview(computed).index(changed)
    expected = compute(changed, demo_city, tmp_path)
    assert np.isfinite(expected.index).any()
    np.testing.assert_allclose(index, expected.index, rtol=0, atol=1e-12)
    np.testing.assert_allclose(missing, expected.missing_share, rtol=0, atol=1e-12)
    assert not np.allclose(index, computed.index, equal_nan=True)


def test_nothing_changed_is_what_was_computed(computed):
    index, missing = index_preview.IndexPreview(computed).index(computed.challenge)
    np.testing.assert_allclose(index, computed.index, rtol=0, atol=1e-12)
    np.testing.assert_allclose(missing, computed.missing_share, rtol=0, atol=1e-12)
    means = index_preview.IndexPreview(computed).cluster_means(index)
    np.testing.assert_allclose(means, computed.table["mean_value"], rtol=0, atol=1e-9)


def test_the_map_shows_the_classes_that_its_style_has(computed):
    """Feature by feature the live renderer draws in the colour of the rule-based one, and says the same in its legend."""
    language, theme = Language("nl"), house_style()
    still, live = (QgsVectorLayer(computed.units, "units", "ogr") for _ in range(2))
    styles.apply(still, Style("units", "challenge_index", computed.classes.edges), theme, language)
    live.setRenderer(live_index.live_renderer(computed.classes, theme, language))
    live_index.recolour(live, live_index.class_expression(computed.ids, computed.classes.find(computed.index)))
    assert colours(live) == colours(still)
    assert len(set(colours(live))) > 3
    labels = [[item.label() for item in layer.renderer().legendSymbolItems()] for layer in (still, live)]
    assert set(labels[0]) <= set(labels[1])


def colours(layer):
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = []
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        found.append(renderer.symbolsForFeature(feature, context)[0].color().name())
    renderer.stopRender(context)
    return found


def test_the_expression_finds_a_unit_by_its_id_whatever_numbers_ids_have(qgis_app):
    layer = QgsVectorLayer("Point?field=a:integer", "a", "memory")
    ids = np.array([7, 9, 12])
    expression = QgsExpression(live_index.class_expression(ids, np.array([2, -1, 0])))
    context = QgsExpressionContext()
    found = []
    from qgis.core import QgsFeature

    for id in ids.tolist():
        context.setFeature(QgsFeature(layer.fields(), id))
        found.append(expression.evaluate(context))
    assert found == ["c", "-", "a"]


def test_what_is_measured_otherwise_waits_for_the_next_computation(computed):
    first, *others = computed.challenge.indicators
    renamed = replace(first, title=replace(first.title, nl="Anders"), weight=9.0, direction="high")
    remeasured = replace(others[0], scale=1000.0)
    new = replace(first, id="brand_new")
    found = index_preview.IndexPreview(computed).measured(replace(computed.challenge, indicators=(renamed, remeasured, new)))
    assert found == [renamed]
    with pytest.raises(OpgaveError, match="compute the challenge first"):
        index_preview.IndexPreview(computed).index(replace(computed.challenge, indicators=(new,)))


def test_the_largest_changes_of_rank_come_first(computed):
    """Against the same challenge turned around: whoever was first is now last, and back."""
    count = np.isfinite(computed.index).sum()
    found = index_preview.rank_changes(computed, computed, 100 - computed.index)
    assert len(found) == count
    worst = computed.names[np.nanargmax(computed.index)]
    assert abs(found["change"][0]) == count - 1
    assert found.set_index("name")["change"][worst] == 1 - count
    assert found["change"].abs().is_monotonic_decreasing


def test_areas_belong_as_probably_as_the_algorithm_says(computed):
    """The dock draws from what the algorithm wrote: values, errors, people, shapes."""
    found = index_preview.IndexPreview(computed).belonging(computed.challenge, computed.index)
    written = computed.unit_table.probability
    np.testing.assert_allclose(found.probability, written, atol=1e-9)
    assert written[computed.membership > 0].mean() > 0.7 > 0.3 > np.nanmean(written[computed.membership == 0])
    assert set(found.sampled) == set(computed.errors) != set()


def test_a_challenge_without_clusters_is_read_and_shown(computed, demo_city, tmp_path):
    spec = replace(computed.challenge.clusters, method="threshold", threshold=100.0)
    found = compute(replace(computed.challenge, clusters=spec), demo_city, tmp_path)
    assert len(found.table) == len(found.cluster_ids) == found.membership.sum() == 0
    assert index_preview.IndexPreview(found).cluster_means(found.index).tolist() == []
    layer = QgsVectorLayer(found.clusters, "clusters", "ogr")
    styles.apply(layer, Style("clusters", field="cluster_id", label="cluster_label"), house_style(), Language("nl"))


def test_the_clusters_of_the_index_are_those_of_the_integrated_map(computed, demo_bundle):
    ran = demo_bundle("warm_homes")
    _, clusters = read_layer(ran["GEOPACKAGE"], "clusters")
    ours = read_features(QgsVectorLayer(computed.clusters, "clusters", "ogr"))[0].table
    assert len(ours) == ran["CLUSTER_COUNT"] > 0
    for name in ("cluster_label", "unit_count", "population"):
        assert ours[name].tolist() == list(clusters[name])
    assert json.dumps(sorted(set(computed.membership.tolist()))) == json.dumps(list(range(len(ours) + 1)))
