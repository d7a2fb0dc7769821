"""Only a kind of source itself goes by its name: all else asks the facts of `model.source_kinds`, or what `sources.kinds` can do."""

import ast
from collections.abc import Iterator

import pytest
from opgavenkaart.processing.model.source_kinds import HEADER, SHEETS, SOURCE_FACTS, file_endings, kind_of_file
from opgavenkaart.test.support.sources import plugin_sources
from qgis.core import Qgis, QgsProviderRegistry

OWN_PLACES = ("processing/sources/kinds/", "processing/model/source_kinds.py")
WORDS_OF_OTHERS = {"none", "other", "records", "json", "raster"}
"""Kinds whose name also means something else: they count only where a source has one or is compared with one."""
ALLOWED = {
    "processing/cartography/pictures.py": ({"xyz"}, "QGIS's own word for tiles, in the address of its provider"),
    "processing/cartography/project_sources.py": ({"wms"}, "a provider of QGIS, as a project names it"),
    "processing/model/choices.py": (
        {"csv", "dcat", "excel", "geojson"},
        "files that are written and not read: of a catalogue, a bundle, a layer that may be published",
    ),
    "processing/products/other_formats/extras.py": ({"excel", "geojson"}, "the same files, and the folder of one"),
    "processing/products/integrated_map/report.py": ({"csv"}, "what the template of the report calls its table"),
    "processing/products/demo_city.py": ({"csv", "geojson", "gtfs"}, "the demo city writes its files in formats of its own choice"),
    "processing/products/publishable/files.py": (
        {"csv", "geojson", "gpkg", "parquet"},
        "the formats in which a layer that may be published is written",
    ),
    "processing/sources/metadata/iso19139.py": ({"csw"}, "a namespace of XML"),
    "processing/sources/metadata/rdf_text.py": ({"dcat"}, "a namespace of RDF"),
    "processing/sources/project_records.py": (
        {"csv"},
        "QGIS has a provider of its own for tables of text, whatever the ending of the file",
    ),
    "processing/sources/store/postgis.py": ({"postgis"}, "a store in PostGIS, whose layers are tables of it"),
    "processing/texts/record_words.py": ({"vector_tiles"}, "what a language has its own word for"),
}
"""Where a name stands rightly, and why."""


def names_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names of kinds that stand as literals in code."""
    of_kinds = {id(part) for node in ast.walk(tree) for one in places_of_kinds(node) for part in ast.walk(one)}
    literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (one.value for one in literals if one.value in SOURCE_FACTS and (one.value not in WORDS_OF_OTHERS or id(one) in of_kinds))


def places_of_kinds(node: ast.AST) -> list[ast.expr]:
    """Return what can only be a kind of source: the first argument of `Source`, and what the kind of one is compared with."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "Source":
        return node.args[:1]
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return sides if any(ast.unparse(side).endswith("source.kind") for side in sides) else []
    return []


def test_only_a_kind_itself_goes_by_its_name():
    found = {path: set(names_in(tree)) for path, tree in plugin_sources().items() if not path.startswith(OWN_PLACES)}
    assert {path: names for path, names in found.items() if names} == {path: names for path, (names, _) in ALLOWED.items()}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("if record.source.kind == 'wfs': pass", ["wfs"]),
        ("SERVICES = ('wms', 'oapif')", ["wms", "oapif"]),
        ("WORDS = {'locator': 1}[kind]", ["locator"]),
        ("known = source.kind != 'none'", ["none"]),
        ("drawn = record.source.kind in ('raster', 'other')", ["raster", "other"]),
        ("records = Source('other', path)", ["other"]),
        ("rows = table.to_dict('records'); correction = 'none'; text = 'OGC:WFS, GPKG'", []),
    ],
)
def test_a_name_would_be_seen(code, names):
    assert list(names_in(ast.parse(code))) == names


def test_files_are_known_by_their_ending():
    names = ["bomen.SHP", "bomen.zip", "bomen.json", "bomen.geoparquet", "bomen.tsv", "bomen.ods", "ortho.tif", "bomen.pdf", "bomen"]
    assert [*map(kind_of_file, names)] == ["shapefile", "shapefile", "geojson", "parquet", "csv", "excel", "raster", "", ""]
    tables = file_endings([HEADER, SHEETS])
    assert {".csv", ".tsv", ".xlsx", ".xls", ".ods"} <= set(tables)
    assert [ending for ending in tables if not SOURCE_FACTS[kind_of_file(f"bomen{ending}")].rows] == []
    assert [ending for ending in file_endings() if ending not in tables and SOURCE_FACTS[kind_of_file(f"bomen{ending}")].rows] == []


def test_what_qgis_opens_is_what_the_facts_say(qgis_app):
    """QGIS has each of the providers, and those of pictures draw: no picture is opened as features, nor the other way about."""
    registry = QgsProviderRegistry.instance()
    for kind, facts in SOURCE_FACTS.items():
        for provider in facts.project.providers[:1] if facts.project else ():
            metadata = registry.providerMetadata(provider)
            assert metadata is not None, kind
            assert bool(facts.picture) == (metadata.supportedLayerTypes() != [Qgis.LayerType.Vector]), kind


def test_pictures_of_features_are_of_a_kind_that_draws():
    drawn = {kind: facts.drawn_by for kind, facts in SOURCE_FACTS.items() if facts.drawn_by}
    assert {kind for kind in drawn.values() if not SOURCE_FACTS[kind].picture} == set()
    assert {kind for kind in drawn if SOURCE_FACTS[kind].picture} == set() and drawn
