"""A cluster method that is added is found everywhere: by the algorithm, a challenge, legends, sentences and the editor."""

import ast
import copy

import numpy as np
import pytest
from opgavenkaart.processing.analysis.cluster_methods import CLASSIFY, UnitValues, by_types, classify_units, stand_out_from
from opgavenkaart.processing.cartography.looks.clusters import type_names, types
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model import challenge as challenge_model
from opgavenkaart.processing.model.challenge import ClusterSpec
from opgavenkaart.processing.model.cluster_methods import CLUSTER_METHODS, ClusterMethod, ClusterRule
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.model.schema import Schema, read_schema
from opgavenkaart.processing.products.integrated_map import words
from opgavenkaart.processing.products.integrated_map.group_words import group_title
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.texts.cluster_texts import METHOD_TEXTS, MethodTexts
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.six_units import outcome
from opgavenkaart.test.support.sources import plugin_sources
from opgavenkaart.test.support.town import Town
from opgavenkaart.test.support.units import grid
from opgavenkaart.ui.challenge.words import cluster_methods

ENGLISH = Language("en")
NEED = [5.0, 3.0, 1.0, 2.0, 10.0, 9.0, 4.0, 6.0, 7.0, 8.0]
WORST = NEED.index(10.0)
DECILE_TEXTS = MethodTexts(
    types={"hot": "among the worst decile", "none": "outside the worst decile"},
    title="the worst decile",
    legend="Worst decile",
    clusters_are="A cluster is a group of adjoining areas of the worst decile.",
    rests_on="The worst decile begins where nine areas in ten have a lower index.",
    nothing="No area is in the worst decile",
    none_high="No unit is in the worst decile.",
)


def allowed_in_challenges() -> list[str]:
    return read_schema("challenge")["properties"]["clusters"]["properties"]["method"]["enum"]


def take_worst_decile(units, rule, progress):
    return stand_out_from(units.values, np.quantile(units.values, 0.9))


@pytest.fixture
def decile(monkeypatch):
    """A method that takes the units from the ninth decile up; thrown away after."""
    schema = copy.deepcopy(dict(read_schema("challenge")))
    schema["properties"]["clusters"]["properties"]["method"]["enum"].append("decile")
    monkeypatch.setattr(challenge_model, "read_schema", lambda name: Schema(schema))
    monkeypatch.setitem(CLUSTER_METHODS, "decile", ClusterMethod("decile", tests=False))
    monkeypatch.setitem(CLASSIFY, "decile", by_types(take_worst_decile))
    monkeypatch.setitem(METHOD_TEXTS, "decile", DECILE_TEXTS)


def test_the_algorithm_finds_by_a_new_method(decile, run_algorithm, qgis_app):
    rows = [(shape.wkt, need) for shape, need in zip(grid(10, 1), NEED, strict=True)]
    inputs = {"INPUT": memory_layer("Polygon", rows, "need:double", name="units"), "FIELD": "need", "METHOD": "decile"}
    ran = run_algorithm("challenge_clusters", inputs | {"OUTPUT": "memory:", "OUTPUT_UNITS": "memory:"})
    marked = read_features(ran["OUTPUT_UNITS"])[0].table
    assert ran["CLUSTER_COUNT"] == 1
    assert np.flatnonzero(marked["cluster_type"] == "hot").tolist() == [WORST]
    legend = [label for *_, label in types("need", "cluster_type", "decile", theme(), ENGLISH)]
    assert legend[:-1] == ["among the worst decile", "outside the worst decile"]


def test_a_challenge_finds_by_a_new_method_and_says_so(decile, qgis_app, tmp_path):
    town = Town(tmp_path, 10, 1)
    town.table("facts", {"sector_code": town.keys, "need": NEED})
    town.table("population", {"sector_code": town.keys, "inhabitants": [100] * 10})
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    units["population"] = {"layer": "population", "field": "inhabitants"}
    found = outcome(town, {"id": "need", "layer": "facts", "field": "need"}, units=units, clusters={"method": "decile"})
    assert np.flatnonzero(found.clusters.membership).tolist() == [WORST]
    asked = found.indexed.collected.challenge
    assert words.clusters_are(found.indexed, ENGLISH) == DECILE_TEXTS.clusters_are
    assert list(words.method(found.indexed, True, ENGLISH))[-1] == DECILE_TEXTS.rests_on
    assert group_title(asked, ENGLISH) == "Worst decile"
    assert ("the worst decile", "decile") in cluster_methods(ENGLISH)


def test_each_method_has_its_arithmetic_and_its_words():
    assert list(CLASSIFY) == list(METHOD_TEXTS) == list(CLUSTER_METHODS)
    assert all(key == method.key for key, method in CLUSTER_METHODS.items())


def test_no_code_compares_a_method_with_a_name():
    """What a method is, is asked of its entry: a comparison with its name forgets the next method."""
    compared = {
        (path, constant.value)
        for path, tree in plugin_sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for part in (node.left, *node.comparators)
        for constant in (part.elts if isinstance(part, ast.Tuple | ast.List | ast.Set) else [part])
        if isinstance(constant, ast.Constant) and constant.value in CLUSTER_METHODS
    }
    assert compared == {("processing/model/cluster_methods.py", "threshold")}, "the key that a method needs"


def test_challenge_files_may_name_the_methods_that_are_for_challenges():
    assert allowed_in_challenges() == [key for key, method in CLUSTER_METHODS.items() if method.in_challenges]
    keys = read_schema("challenge")["properties"]["clusters"]["properties"]
    assert all(set(method.needs) <= set(keys) & set(vars(ClusterSpec())) for method in CLUSTER_METHODS.values())


@pytest.mark.parametrize("key", CLUSTER_METHODS)
def test_a_method_tests_against_chance_where_it_says_so(key):
    """Only then its finds have a p-value, and only then its words may speak of chance; a legend names each type that it finds."""
    method, rng = CLUSTER_METHODS[key], np.random.default_rng(1)
    values = rng.integers(1, 9, 100).astype(float)
    values[[44, 45, 54, 55]] = 40.0
    units = UnitValues(grid(10, 10), values, np.full(100, 100.0), values, "need", "other")
    said_of_units = classify_units(units, ClusterRule(key, permutations=199)).types
    found = said_of_units.cluster_type == ("high-high" if "high-high" in said_of_units.cluster_type else "hot")
    assert np.isfinite(said_of_units.p_value).any() == method.tests
    assert np.isfinite(said_of_units.p_value[found]).all() or not method.tests
    assert set(said_of_units.cluster_type) <= set(type_names(key, ENGLISH))
    said = METHOD_TEXTS[key]
    sentences = [said.title, said.clusters_are, said.rests_on, said.nothing, said.none_high]
    assert any("chance" in one or "significant" in one for one in sentences) == method.tests


@pytest.mark.parametrize("key", [key for key, method in CLUSTER_METHODS.items() if method.in_challenges])
def test_a_method_for_challenges_has_all_sentences_that_products_ask(key):
    said = METHOD_TEXTS[key]
    assert all((said.title, said.legend, said.clusters_are, said.rests_on, said.nothing))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_explains_each_method(language):
    page = (RESOURCES / "help" / language / "challenge_clusters.html").read_text(encoding="utf-8")
    assert [key for key in CLUSTER_METHODS if f"<tr><td><code>{key}</code></td>" not in page] == []
