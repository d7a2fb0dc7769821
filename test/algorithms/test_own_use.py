"""What may not be redistributed is marked, and so is all that is made of it: layers, reports, maps, versions in a store."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.model.own_use import AGGREGATED, NO
from opgavenkaart.processing.qgis_io.own_use import hold_for_own_use, own_use_of
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point, read_layer, write_gpkg
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsLayerMetadata,
    QgsMarkerSymbol,
    QgsProcessingException,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
INSIDE = "For use within the service only"
MADE_OF = "Do not redistribute: this was made of"


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    """Six sectors with homes, a waiting list that may only be passed on by area, and children at their places, of whom nobody says it."""
    town = Town(tmp_path_factory.mktemp("town"))
    town.table("list", {"sector_code": town.keys, "waiting": [4, 7, 8, 12, 40, 100]}, fields={"waiting": {}}, redistribution="aggregated")
    town.table("homes", {"sector_code": town.keys, "homes": [50, 60, 70, 80, 90, 200]}, fields={"homes": {}})
    spots = [point(500 + 1000 * (at % 3), 500 + 1000 * (at // 3)) for at in range(6)]
    facts = {"fields": {"places": {}}, "redistribution": "aggregated", "licence": {"name": ""}}
    town.layer("children", spots, columns={"places": [1, 2, 3, 1, 1, 4]}, **facts)
    town.layer("schools", spots[:2], columns={"places": [20, 30]}, fields={"places": {}})
    return town


@pytest.fixture(scope="module")
def maps(town) -> dict:
    """A map for everybody, one for partners, one for use within the service."""
    divided = {"layer": "homes", "measure": "attribute", "field": "homes"}
    rate = {"id": "rate", "layer": "list", "field": "waiting", "denominator": divided, "scale": 100}
    clusters = {"weights": "queen", "method": "threshold", "threshold": 30}
    inputs = town.write(town.challenge(rate, clusters=clusters)) | {"LANGUAGE": "en"}
    return {
        audience: run_algorithm("integrated_map", inputs | {"AUDIENCE": audience, "OUTPUT_FOLDER": str(town.folder / audience)})
        for audience in ("public", "partners", "internal")
    }


@pytest.fixture(scope="module")
def loaded(town) -> str:
    """The children and schools, loaded for one's own use."""
    path = str(town.folder / "loaded.gpkg")
    inputs = town.write(town.challenge())
    run_algorithm("load_layers", {"CATALOGUE": inputs["CATALOGUE"], "RECORDS": "children,schools", "OUTPUT": path, "LANGUAGE": "nl"})
    return path


def own_use(path: str | Path, layer: str = "") -> str:
    return own_use_of(QgsVectorLayer(f"{path}|layername={layer}" if layer else str(path)).metadata())


def test_the_mark_is_what_the_record_says_and_a_sentence_that_a_user_wrote_is_one_too(loaded):
    assert own_use(loaded, "children") == AGGREGATED and own_use(loaded, "schools") == ""
    for rights, how in ((["Niet verder verspreiden."], NO), (["Do not redistribute."], NO), (["Free for all"], ""), ([], "")):
        metadata = QgsLayerMetadata()
        metadata.setRights(rights)
        assert own_use_of(metadata) == how
    metadata = QgsLayerMetadata()
    metadata.setKeywords({"gmd:topicCategory": ["society"]})
    hold_for_own_use(metadata, AGGREGATED, Language("nl"))
    assert metadata.keywords()["gmd:topicCategory"] == ["society"] and own_use_of(metadata) == AGGREGATED


def test_planning_outputs_of_closed_layers_bear_the_mark(loaded, tmp_path):
    """Access of the children, as GeoPackage and as GeoJSON, which has no place for it; that of the schools bears none."""
    asked = {"DEMAND": f"{loaded}|layername=children", "SUPPLY": f"{loaded}|layername=schools", "CAPACITY_FIELD": "places"}
    outputs = {"OUTPUT": str(tmp_path / "people.gpkg"), "OUTPUT_SUPPLY": str(tmp_path / "facilities.geojson")}
    ran = run_algorithm("facility_access", asked | outputs | {"REPORT": str(tmp_path / "access.html")})
    assert own_use(outputs["OUTPUT"]) == AGGREGATED
    assert ran.warnings[-2].startswith("What was made of ") and "may not be redistributed either" in ran.warnings[-2]
    assert outputs["OUTPUT_SUPPLY"] in ran.warnings[-1] and outputs["OUTPUT"] not in ran.warnings[-1]
    assert MADE_OF in Path(ran["REPORT"]).read_text(encoding="utf-8")
    open_data = {"DEMAND": f"{loaded}|layername=schools", "SUPPLY": f"{loaded}|layername=schools"}
    ran = run_algorithm("facility_access", open_data | {"OUTPUT": str(tmp_path / "open.gpkg"), "REPORT": str(tmp_path / "open.html")})
    assert own_use(tmp_path / "open.gpkg") == "" and not any("redistributed" in said for said in ran.warnings)
    assert MADE_OF not in Path(ran["REPORT"]).read_text(encoding="utf-8")


def test_a_layer_in_memory_and_one_made_of_what_was_made_bear_it_too(loaded, town, tmp_path):
    units = f"{town.folder / 'statistical_sectors.gpkg'}|layername=layer"
    asked = {"UNITS": units, "INPUT": f"{loaded}|layername=children", "MEASURE": "sum", "FIELD": "places", "NAME": "children"}
    made = run_algorithm("aggregate_to_units", asked | {"OUTPUT": "memory:"})["OUTPUT"]
    assert own_use_of(made.metadata()) == AGGREGATED
    run_algorithm("aggregate_to_units", asked | {"OUTPUT": str(tmp_path / "units.gpkg")})
    clusters = {"INPUT": str(tmp_path / "units.gpkg"), "FIELD": "children", "METHOD": "threshold", "THRESHOLD": 2}
    run_algorithm("challenge_clusters", clusters | {"OUTPUT": str(tmp_path / "clusters.gpkg")})
    assert own_use(tmp_path / "clusters.gpkg") == AGGREGATED, "two steps away"


@pytest.mark.parametrize("audience", ["public", "partners", "internal"])
def test_what_is_made_of_a_map_says_for_whom_that_is(maps, tmp_path, audience):
    ran = maps[audience]
    bundle = {"BUNDLE": ran["OUTPUT_FOLDER"], "LANGUAGE": "en"}
    run_algorithm("export_web_map", bundle | {"OUTPUT_FOLDER": str(tmp_path / "web")})
    atlas = {
        "CLUSTERS": f"{ran['GEOPACKAGE']}|layername=clusters",
        "FORMAT": "svg",
        "LANGUAGE": "en",
        "OUTPUT_FOLDER": str(tmp_path / "atlas"),
    }
    run_algorithm("export_atlas", atlas)
    run_algorithm("chain_report", bundle | {"REPORT": str(tmp_path / "chain.html")})
    compared = {"BUNDLE_2": maps["public"]["OUTPUT_FOLDER"], "REPORT": str(tmp_path / "compared.html"), "OUTPUT": str(tmp_path / "c.gpkg")}
    run_algorithm("compare_bundles", bundle | compared)
    printed = {"PROJECT": ran["PROJECT"], "LANGUAGE": "en"}
    for kind in ("svg", "qpt"):
        run_algorithm("export_map", printed | {"FORMAT": kind, "OUTPUT": str(tmp_path / f"map.{kind}")})
    (page,) = (tmp_path / "atlas").glob("*.svg")
    said = {"public": "", "partners": "For partners of the service", "internal": INSIDE}[audience]
    for path in (
        tmp_path / "web" / "data.js",
        page,
        tmp_path / "chain.html",
        tmp_path / "compared.html",
        tmp_path / "map.svg",
        tmp_path / "map.qpt",
    ):
        text = path.read_text(encoding="utf-8")
        assert (INSIDE in text, "For partners of the service" in text) == (said == INSIDE, audience == "partners"), path.name
    mark = AGGREGATED if audience == "internal" else ""
    assert [own_use(ran["GEOPACKAGE"], table) for table in ("units", "clusters")] == [mark, mark]
    assert own_use(tmp_path / "c.gpkg") == mark
    with zipfile.ZipFile(ran["PROJECT"]) as project:
        (xml,) = (project.read(name).decode() for name in project.namelist() if name.endswith(".qgs"))
    assert ("opgavenkaart:redistribution" in xml) == bool(mark)


def test_a_map_of_any_project_says_which_of_its_layers_may_not_be_redistributed(loaded, tmp_path):
    for layer, said in (("children", True), ("schools", False)):
        project, path = QgsProject(), str(tmp_path / f"{layer}.qgz")
        project.addMapLayer(QgsVectorLayer(f"{loaded}|layername={layer}", layer))
        project.write(path)
        project.clear()
        run_algorithm("export_map", {"PROJECT": path, "FORMAT": "svg", "LANGUAGE": "en", "OUTPUT": str(tmp_path / "map.svg")})
        assert (f"{MADE_OF} {layer}." in (tmp_path / "map.svg").read_text(encoding="utf-8")) == said


def test_the_chain_report_for_everybody_leaves_out_what_was_made_of_closed_layers(maps, town, tmp_path):
    """The needs of the children in each sector, summed by cluster: in the report for use within the service only."""
    columns = {f"demand_{name}": [1.0, 2.0, 3.0, 1.0, 1.0, 4.0] for name in ("start", "low", "mid", "high")}
    write_gpkg(tmp_path / "needs.gpkg", "needs", town.units, columns=columns)
    marked = QgsVectorLayer(str(tmp_path / "needs.gpkg"), "needs")
    metadata = marked.metadata()
    hold_for_own_use(metadata, AGGREGATED, Language("en"))
    marked.setMetadata(metadata)
    for audience in ("public", "partners", "internal"):
        given = {"BUNDLE": maps[audience]["OUTPUT_FOLDER"], "DEMAND": marked, "REPORT": str(tmp_path / "chain.html"), "LANGUAGE": "en"}
        ran = run_algorithm("chain_report", given)
        text = Path(ran["REPORT"]).read_text(encoding="utf-8")
        assert ("Projected demand" in text) == (audience == "internal")
        assert [said for said in ran.warnings if "is left out" in said] == (
            []
            if audience == "internal"
            else [
                "Units with projected demand (output of Project demand): 'needs' may not be redistributed and is left out, as this map is"
                " not for use within the service only. Compute it from the map's own units, or make the map for use within the service"
                " (AUDIENCE)."
            ]
        )
        assert MADE_OF not in text


@pytest.mark.parametrize(("asked", "kept"), [("keep", AGGREGATED), ("no", "no"), ("yes", "yes")])
def test_a_closed_layer_does_not_become_open_by_being_published(loaded, tmp_path, asked, kept):
    """As before the mark was read, a new record said 'yes', and the next map had the children themselves in it."""
    store = str(tmp_path / "store")
    said = {"PUBLISHER": "Stad", "CONTACT": "gis@stad.be", "LICENCE": "Intern", "TITLE": "Kinderen", "KEY": "fid", "REDISTRIBUTION": asked}
    run_algorithm("publish_layer", {"INPUT": f"{loaded}|layername=children", "STORE": store, "RECORD_ID": "children"} | said)
    opened = open_store(store)
    assert opened.record("children", opened.current("children")).redistribution == kept
    run_algorithm("publish_layer", {"INPUT": f"{loaded}|layername=schools", "STORE": store, "RECORD_ID": "schools"} | said)
    assert opened.record("schools", opened.current("schools")).redistribution == (asked if asked != "keep" else "yes")


def test_a_closed_layer_is_published_to_all_by_unit_only(loaded, town, tmp_path):
    given = {"INPUT": f"{loaded}|layername=children", "OUTPUT_FOLDER": str(tmp_path / "out"), "RECORD_ID": "children"}
    with pytest.raises(QgsProcessingException, match="may only be published by unit, as its record or the layer itself says"):
        run_algorithm("make_publishable", given)
    layer = QgsVectorLayer(f"{loaded}|layername=children", "children")
    metadata = layer.metadata()
    hold_for_own_use(metadata, NO, Language("en"))
    layer.setMetadata(metadata)
    units = {"UNITS": f"{town.folder / 'statistical_sectors.gpkg'}|layername=layer"}
    with pytest.raises(QgsProcessingException, match="may not be redistributed, as its record or the layer itself says"):
        run_algorithm("make_publishable", given | units | {"INPUT": layer})


def test_a_bundle_with_features_that_are_sensitive_is_refused_though_their_terms_are_open(maps, tmp_path):
    folder = tmp_path / "map"
    shutil.copytree(maps["public"]["OUTPUT_FOLDER"], folder)
    (path,) = folder.glob("*.catalogue.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    (record,) = (one for one in document["records"] if one["id"] == "homes")
    assert "homes" in str(read_layer(folder / "small_town.gpkg", "homes")[1].columns)
    record["disclosure"] = {"sensitive": True}
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="contains the features themselves of layers that may not be redistributed: homes"):
        run_algorithm("check_disclosure", {"FOLDERS": str(folder), "OUTPUT": str(tmp_path / "cells.gpkg")})


def test_an_open_layer_of_the_same_name_does_not_open_a_closed_one(loaded, town, tmp_path):
    """The children of last year, which are open, are called as those of this year."""
    spots = [point(500 + 1000 * (at % 3), 500 + 1000 * (at // 3)) for at in range(6)]
    write_gpkg(tmp_path / "last.gpkg", "children", spots, columns={"places": [1] * 6})
    last, now = (QgsVectorLayer(f"{path}|layername=children", "children") for path in (tmp_path / "last.gpkg", loaded))
    for demand, supply in ((now, last), (last, now)):
        asked = {"DEMAND": demand, "SUPPLY": supply, "OUTPUT": str(tmp_path / "people.gpkg"), "REPORT": str(tmp_path / "access.html")}
        ran = run_algorithm("facility_access", asked)
        assert own_use(asked["OUTPUT"]) == AGGREGATED and MADE_OF in Path(ran["REPORT"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_project_with_closed_layers_is_not_packed_with_a_map_for_everybody(loaded, town, tmp_path, audience):
    """Its classes may name who is in them."""
    project, path = QgsProject(), str(tmp_path / "own.qgz")
    layer = QgsVectorLayer(f"{loaded}|layername=children", "Children")
    layer.setRenderer(QgsCategorizedSymbolRenderer("places", [QgsRendererCategory(4, QgsMarkerSymbol(), "Jan Peeters")]))
    project.addMapLayer(layer)
    project.write(path)
    project.clear()
    homes = town.challenge({"id": "homes", "layer": "homes", "field": "homes"}, clusters={"weights": "queen", "permutations": 0})
    given = {"BASE_PROJECT": path, "ZIP": True, "AUDIENCE": audience, "OUTPUT_FOLDER": str(tmp_path / "map"), "LANGUAGE": "en"}
    ran = run_algorithm("integrated_map", town.write(homes) | given)
    with zipfile.ZipFile(ran["ZIP"]) as packed:
        assert any(name.endswith(".qgz") for name in packed.namelist()) == (audience == "internal")
    told = [said for said in ran.warnings if said.startswith("The project holds 'Children', which may not be redistributed")]
    assert len(told) == (audience == "public")
