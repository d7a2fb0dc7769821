"""All that the products tell of a town of six units, whole: what is wanted is read and judged in ``test/products/town``.

The town is that of `support.six_units`, whose index, people and clusters are reckoned by hand in `test/challenge/test_chain_results`,
with a proposal, layers that may not be passed on, one that is not there, one without features, keys that meet no unit, and a table
from which small numbers are left out. What differs is written to ``build/told``: where that is meant, it takes the place of the file here.
"""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.challenge.certainty import draw_ranks
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.products import certainty_report
from opgavenkaart.processing.products.atlas.content import pages_of
from opgavenkaart.processing.products.bundle_titles import record_titles
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.products.compare.report import content as comparison
from opgavenkaart.processing.products.compare.vintages import compare
from opgavenkaart.processing.products.integrated_map import report
from opgavenkaart.processing.products.integrated_map.dictionary import meanings
from opgavenkaart.processing.products.integrated_map.drawing import Drawing
from opgavenkaart.processing.products.integrated_map.integrate import integrate
from opgavenkaart.processing.products.integrated_map.plots import rank_rows
from opgavenkaart.processing.products.integrated_map.provenance import account
from opgavenkaart.processing.products.integrated_map.report_tables import copies
from opgavenkaart.processing.products.other_formats.dictionary import describe_layers
from opgavenkaart.processing.products.web_map.page import PageLook, page_content
from opgavenkaart.processing.products.web_map.palettes import page_palettes
from opgavenkaart.processing.products.web_map.subject import read_subject
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.running import registered, run_algorithm
from opgavenkaart.test.support.six_units import AS_OF, CLUSTERED, TWO, outcome, six_units
from opgavenkaart.test.support.told import assert_told
from opgavenkaart.test.support.town import ORIGIN, layer_names, point, read_layer
from qgis.core import QgsProject
from shapely import box
from shapely.affinity import translate

HERE = Path(__file__).parent / "town"
BUILT = Path(__file__).parents[2] / "build" / "told"
ENGLISH, DUTCH = Language("en"), Language("nl")
LANGUAGES = [ENGLISH, DUTCH]
MADE = AS_OF + datetime.timedelta(days=31)
BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES, ids=["en", "nl"])
PEOPLE = {"id": "people", "title": {"nl": "mensen", "en": "people"}, "sector": "housing", "layer": "population", "field": "inhabitants"}
PROPOSAL = {
    "id": "renters",
    "title": {"nl": "Huurders eerst", "en": "Renters first"},
    "party": "Huurdersbond",
    "role": "renters",
    "why": {"nl": "Wie huurt, wacht.", "en": "Who rents, waits."},
    "weights": {"need": 1, "more": 3},
    "indicators": [{"measure": "attribute", "normalisation": "min_max", **PEOPLE}],
    "comments": [{"role": "city", "text": {"nl": "Te duur.", "en": "Too expensive."}}],
}
NAMED = {"name": {}}
ROLES = [
    {"id": "renters", "title": {"nl": "Huurders", "en": "Renters"}},
    {"id": "city", "title": {"nl": "De stad", "en": "The city"}},
]


def ground(*bounds):
    return translate(box(*bounds), *ORIGIN)


def make_town(folder: Path):
    town = six_units(folder)
    fields = {"need": {"title": {"nl": "Nood", "en": "Need"}, "unit": "euro"}, "more": {"title": {"nl": "Meer", "en": "More"}}}
    keys, need, more = [*town.keys, "X1", "X2"], [100, 10, 90, 20, 0, 80, 5, 6], [0, 100, 50, 100, 100, None, 1, 2]
    town.table("facts", {"sector_code": keys, "need": need, "more": more}, date="2025-12-01", update_rhythm="P1Y", fields=fields)
    town.layer("water", [ground(0, 0, 100, 100)], date="2024-01-01", update_rhythm="P10Y")
    town.layer("roads", [ground(0, 0, 3000, 10).boundary], redistribution="no")
    town.layer(
        "estates",
        [ground(2000, 0, 3000, 1000), ground(2500, 500, 3000, 1500)],
        columns={"name": ["a", "b"]},
        fields=NAMED,
        date="2019-05-01",
    )
    town.layer(
        "halls",
        [point(500, 500), point(2500, 500), point(2600, 600)],
        columns={"name": ["De Zaal", "Het Huis", None]},
        fields=NAMED,
        quality={"score": 72.5, "blocking": ["key_repeated", "personal_data"], "date": "2025-11-03"},
    )
    return town


RULES = {
    "background": {"water": "water", "roads": "roads", "parks": "parks"},
    "overlay": ["estates", "halls"],
    "proposals": [PROPOSAL],
    "roles": ROLES,
    "question": {"nl": "Waar beginnen we?", "en": "Where do we start?"},
    "owner": "Stad",
    "aggregation": {"allowed_missing_share": 0.5},
    "small_numbers": {"layer": "population", "field": "inhabitants", "minimum": 50},
}


@pytest.fixture(scope="module")
def found(qgis_app, tmp_path_factory):
    return outcome(make_town(tmp_path_factory.mktemp("town")), *TWO, **RULES)


@pytest.fixture(scope="module")
def bundle(qgis_app, qgis_processing, tmp_path_factory):
    """The integrated map of the town, with its files for other programs."""
    folder = tmp_path_factory.mktemp("bundle")
    town = make_town(folder)
    paths = town.write(town.challenge(*TWO, **(CLUSTERED | RULES)))
    given = {"AS_OF": AS_OF.isoformat(), "LANGUAGE": "nl", "EXTRAS": ["qml", "sld", "geojson"], "OUTPUT_FOLDER": str(folder / "map")}
    with registered():
        results = run_algorithm("integrated_map", paths | given).results
    return open_bundle(results["MANIFEST"])


@pytest.fixture(scope="module")
def certainty(found):
    return draw_ranks(found.indexed)


@BY_LANGUAGE
def test_the_report(found, language):
    content = report.content(found.indexed, found, report.NO_PICTURES, language, made=MADE)
    content.pop("qgis")
    assert_told(content, HERE / f"report_{language.code}.json", BUILT)


def test_the_report_of_an_index_alone(found):
    content = report.content(found.indexed, None, report.NO_PICTURES, ENGLISH, made=AS_OF)
    content.pop("qgis")
    assert_told(content, HERE / "report_of_index.json", BUILT)


def test_plots_and_the_tables_behind_them(found, certainty):
    drawn = report.draw_plots(found.indexed, certainty, found, theme(), ENGLISH)
    for name in ("distribution", "rank_plot"):  # the first font that is installed, on whatever machine
        drawn[name] = replace(drawn[name], svg=drawn[name].svg.replace(theme().family(), "Font of the house"))
    assert_told(drawn | {"rows": rank_rows(found.indexed, certainty)}, HERE / "plots.json", BUILT)
    shown = report.content(found.indexed, found, report.NO_PICTURES, ENGLISH) | drawn
    assert_told(copies(shown, ENGLISH), HERE / "copies.json", BUILT)


def test_the_report_on_certainty(found, certainty):
    assert_told(certainty_report.content(found.indexed, certainty, 500, ENGLISH), HERE / "certainty.json", BUILT)


def test_where_all_of_it_comes_from(found):
    told = account(found.indexed, {"LANGUAGE": "nl"}, finding="x")
    digests = {one["record"]: len(one.pop("sha256")) for one in told["inputs"]}
    assert digests.pop("roads") == 0 and set(digests.values()) == {64}, "none of what may not be redistributed"
    assert_told(told, HERE / "account.json", BUILT)


@BY_LANGUAGE
def test_project_and_map(found, language):
    drawing = Drawing(found, Path("town.gpkg"), language, made=MADE)
    entries = [
        {"key": one.key, "group": one.group, "name": one.name, "source": one.source, "style": one.style, "visible": one.visible}
        for one in drawing.entries()
    ]
    told = {"entries": entries, "content": drawing.content(), "background": drawing.background_name}
    assert_told(told, HERE / f"map_{language.code}.json", BUILT)


@BY_LANGUAGE
def test_what_each_field_means(found, language):
    layers = {layer: meanings(found, layer, language) for layer in ("units", "clusters", "integrated")}
    assert_told({"layers": layers, "described": describe_layers(found, language)}, HERE / f"dictionary_{language.code}.json", BUILT)


def test_clusters_on_the_layers_that_overlap_them(found):
    integrated = integrate(found)
    assert_told({"table": integrated.table, "ground": integrated.geometry, "crs": integrated.crs}, HERE / "integrated.json", BUILT)


# ---- the files


def test_what_the_bundle_holds(bundle):
    files = sorted(path.relative_to(bundle.folder).as_posix() for path in bundle.folder.rglob("*") if path.is_file())
    tables = {}
    for table in layer_names(bundle.geopackage):
        geometry, rows = read_layer(bundle.geopackage, table)
        if table not in ("layer_styles", "qgis_projects"):
            tables[table] = {"rows": rows, "ground": geometry}
    assert_told({"files": files, "results": bundle.manifest["results"], "tables": tables}, HERE / "bundle.json", BUILT)


def test_the_project_of_the_bundle(bundle):
    """Its layers in their order, what is switched on, their looks; and what QGIS Server gives of it."""
    project = QgsProject()
    project.read(str(bundle.file(".qgz")))
    layers = []
    for node in project.layerTreeRoot().findLayers():
        layer, server = node.layer(), node.layer().serverProperties()
        drawn = layer.renderer()
        items = drawn.legendSymbolItems() if drawn else []
        legend = [(item.label(), item.symbol().color().name() if item.symbol() else "") for item in items]
        layers.append(
            {
                "name": layer.name(), "group": node.parent().name(), "on": node.itemVisibilityChecked(), "open": node.isExpanded(),
                "looks": drawn and drawn.type(), "legend": legend, "opacity": layer.opacity(), "labels": layer.labelsEnabled(),
                "server": [server.shortName(), server.title()], "key": layer.customProperty("opgavenkaart/key"),
            }
        )  # fmt: skip
    ids = {layer.id(): layer.name() for layer in project.mapLayers().values()}
    told = {
        "title": project.title(),
        "crs": project.crs().authid(),
        "layers": layers,
        "layouts": [one.name() for one in project.layoutManager().layouts()],
        "texts": {name: project.readEntry(name, "/")[0] for name in ("WMSServiceTitle", "WMSServiceAbstract", "WMSContactOrganization")},
        "lists": {name: project.readListEntry(name, "/")[0] for name in ("WMSExtent", "WMSCrsList")},
        "served": project.readBoolEntry("WMSServiceCapabilities", "/")[0],
        "features": [ids[id] for id in project.readListEntry("WFSLayers", "/")[0]],
        "digits": sorted({project.readNumEntry("WFSLayersPrecision", f"/{id}")[0] for id in project.readListEntry("WFSLayers", "/")[0]}),
    }
    project.clear()
    assert_told(told, HERE / "project.json", BUILT)


def test_records_are_called_in_the_language_that_is_asked(bundle, tmp_path):
    assert record_titles(bundle, ENGLISH)["estates"] == "Layer estates" and record_titles(bundle, DUTCH)["estates"] == "Laag estates"
    manifest = bundle.manifest | {"files": {name: facts for name, facts in bundle.manifest["files"].items() if "catalogue" not in name}}
    without = replace(bundle, manifest=manifest)
    assert record_titles(without, ENGLISH)["estates"] == "Laag estates", "as its manifest has them"
    assert record_titles(replace(bundle, folder=tmp_path), ENGLISH)["estates"] == "Laag estates"
    extra = bundle.manifest["inputs"] + [{"record": "gone", "title": "Weg"}]
    assert record_titles(replace(bundle, manifest=bundle.manifest | {"inputs": extra}), ENGLISH)["gone"] == "Weg"


@BY_LANGUAGE
def test_the_web_map(bundle, language):
    subject = read_subject(replace(bundle, manifest=bundle.manifest | {"made": f"{MADE}T10:00:00+01:00"}), SILENT)
    content = page_content([subject], PageLook(theme(), language), SILENT)
    assert content.pop("palettes") == page_palettes(theme())
    assert content.pop("fonts") == list(theme().fonts) and content.pop("texts")
    assert_told(content, HERE / f"web_{language.code}.json", BUILT)


def test_what_changed_between_two_maps_is_told_in_the_language_that_is_asked(bundle):
    """The later map has other estates. The sentence above a map is written anew; without its catalogue titles stay as they are."""
    inputs = [row | ({"sha256": "other"} if row["record"] == "estates" else {}) for row in bundle.manifest["inputs"]]
    found = compare(bundle, replace(bundle, manifest=bundle.manifest | {"inputs": inputs}))
    for language, title in ((ENGLISH, "Layer estates"), (DUTCH, "Laag estates")):
        told = comparison(found, language)
        assert [row["title"] for row in told["layers"]] == [title]
        assert [one["finding"] for one in told["bundles"]] == [read_subject(bundle, SILENT).finding(language)] * 2
    assert comparison(found, DUTCH)["bundles"][0]["finding"] == bundle.manifest["results"]["finding"]
    files = {name: facts for name, facts in bundle.manifest["files"].items() if "catalogue" not in name}
    without = [replace(one, manifest=one.manifest | {"files": files}) for one in (found.before, found.after)]
    told = comparison(replace(found, before=without[0], after=without[1]), ENGLISH)
    assert [row["title"] for row in told["layers"]] == ["Laag estates"]


def test_a_web_map_calls_layers_as_its_language_does(bundle):
    subject = read_subject(bundle, SILENT)
    titles = {row["record"]: row["title"] for row in bundle.manifest["inputs"]}
    for language in LANGUAGES:
        told = page_content([subject], PageLook(theme(), language), SILENT)
        known = record_titles(bundle, language)
        assert [row["title"] for row in told["challenges"][0]["sources"]] == [known[id] for id in titles]
        assert {one["id"]: one["title"] for one in told["layers"]} == {one["id"]: known[one["id"]] for one in told["layers"]}
    assert record_titles(bundle, DUTCH) == titles != record_titles(bundle, ENGLISH)


@BY_LANGUAGE
def test_the_pages_of_an_atlas(bundle, language):
    pages = pages_of(bundle.read("clusters"), bundle, language)
    assert_told([replace(page, wkb="") for page in pages], HERE / f"atlas_{language.code}.json", BUILT)
