"""Every algorithm in a task: it touches no layer of the project there, and goes on when they are gone."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.algorithms.base import OpgavenkaartAlgorithm
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.processing.model.challenge import FOLDER as CHALLENGES
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support import running
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.tasks import empty, run_in_task, watched
from opgavenkaart.test.support.town import layer_names
from qgis.core import (
    QgsApplication,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterVectorLayer,
    QgsProject,
    QgsVectorLayer,
)

LAYERS = (
    QgsProcessingParameterFeatureSource, QgsProcessingParameterVectorLayer, QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers, QgsProcessingParameterExtent,
)  # fmt: skip
GIVEN = {
    "add_record": {"INPUT": "NUMBERS", "UNITS": "@statistical_sectors", "KEY": "sector_code", "CATALOGUE": ".json"},
    "aggregate_to_units": {"UNITS": "@statistical_sectors", "INPUT": "@addresses", "POINTS": "@stops", "MEASURE": "count"},
    "allocate_envelope": {"MEASURES": "@measures", "COST_FIELD": "cost_euro", "EFFECT_FIELD": "effect", "ENVELOPE": "2000000"},
    "challenge_clusters": {"INPUT": "@index", "FIELD": "challenge_index", "LABEL_LAYER": "@neighbourhoods", "METHOD": "threshold"},
    "challenge_index": {"CHALLENGE": "warm_homes", "UNITS": "@statistical_sectors", "EXTENT": "@municipality"},
    "challenge_sensitivity": {"CHALLENGE": "warm_homes", "UNITS": "@statistical_sectors", "DRAWS": 20},
    "chain_report": {"BUNDLE": "BUNDLE", "MEASURES": "@portfolio"},
    "compare_clusters": {"INPUT": "@clusters", "INPUT_2": "@neighbourhoods"},
    "compare_scenarios": {"LAYERS": ["@index", "@index_2"], "FIELD": "challenge_index", "KEY": "sector_code"},
    "export_atlas": {"CLUSTERS": "@clusters", "FORMAT": "png", "PAPER": "a4"},
    "estimate_population": {"UNITS": "@statistical_sectors", "PROFILE": "@population", "CLASSES": "0-2, 80+"},
    "export_map": {"FORMAT": "png", "PAPER": "a4", "EXTENT": "@municipality"},
    "facility_access": {"DEMAND": "@addresses", "SUPPLY": "@schools", "NETWORK": "@roads", "UNITS": "@statistical_sectors",
                        "OUTPUT_UNITS": ".gpkg"},
    "find_shared_sites": {"DEMANDS": ["@schools", "@care_homes"], "CANDIDATES": "@community_buildings", "NETWORK": "@roads",
                          "AVOID": "@flood_areas", "NODES": "@stops", "SITES": 3},
    "assess_quality": {"INPUT": "@schools", "REFERENCE": "@care_homes", "EXTENT": "@municipality", "MEASURES": ".gpkg",
                       "UNITS": "@neighbourhoods", "OUTPUT_STRIPS": ".gpkg"},
    "make_publishable": {"INPUT": "@schools", "UNITS": "@municipality"},
    "match_registers": {"INPUT": "@schools", "INPUT_2": "@care_homes", "OUTPUT_MERGED": ".gpkg"},
    "integrated_map": {"CHALLENGE": "SMALL", "UNITS": "@statistical_sectors", "EXTENT": "@municipality", "PAPER": "a4"},
    "load_layers": {"RECORDS": "schools,parks", "EXTENT": "@municipality"},
    "map_coalitions": {"CLUSTERS": "@clusters", "ACTORS": "@actors", "LINKS": "@actor_links"},
    "multi_use_hours": {"SUPPLY": "@community_buildings", "NEED": "@schools", "NETWORK": "@roads", "AS_OF": "2026-01-01"},
    "overlay_clusters": {"LAYERS": ["@clusters", "@neighbourhoods"]},
    "overlay_layers": {"LAYERS": ["@statistical_sectors", "@flood_areas", "@parks"]},
    "project_demand": {"UNITS": "@statistical_sectors", "POPULATION": "@population", "CAPACITY": "@childcare", "START": 2026,
                       "HORIZON": 2030, "DRAWS": 20},
    "publish_layer": {"INPUT": "@schools", "RECORD_ID": "schools", "KEY": "school_id", "PUBLISHER": "Stad", "CONTACT": "gis@stad.be",
                      "LICENCE": "CC0"},
    "raster_to_units": {"UNITS": "@statistical_sectors", "RASTER": "HEAT", "POINTS": "@addresses"},
    "recluster_bbc": {"ACTIONS": "@multi_year_plan"},
    "travel_times": {"ORIGINS": "@statistical_sectors", "DESTINATIONS": "@schools", "NETWORK": "@roads", "MEANS": "foot"},
    "sync_store": {"RECORDS": "schools,parks", "EXTENT": "@municipality"},
}  # fmt: skip
"""Inputs of each algorithm that reads layers; ``@`` names a layer of the project."""
FROM_CATALOGUE = ("challenge_index", "challenge_sensitivity", "integrated_map", "load_layers", "recluster_bbc", "sync_store")
PICTURES = {"chain_report", "export_atlas", "export_map"}
STORES = {"publish_layer", "sync_store"}
FOLDERS = {
    "export_atlas": "OUTPUT_FOLDER",
    "integrated_map": "OUTPUT_FOLDER",
    "make_publishable": "OUTPUT_FOLDER",
    "publish_layer": "STORE",
    "sync_store": "STORE",
}
FILES = {"export_map": ("OUTPUT", ".png"), "chain_report": ("REPORT", ".html"), "map_coalitions": ("OUTPUT_ACTORS", ".gpkg")}


def test_every_algorithm_that_reads_layers_is_tried(qgis_app):
    reading = {kind.NAME for kind in ALGORITHMS if any(isinstance(one, LAYERS) for one in defined(kind))}
    assert reading == set(GIVEN)


def defined(kind):
    algorithm = kind()
    algorithm.initAlgorithm()
    return algorithm.parameterDefinitions()


@pytest.fixture(scope="module")
def sources(demo_city, demo_bundle, tmp_path_factory):
    """Where each layer lies: those of the demo city, and what is made of them."""
    folder = tmp_path_factory.mktemp("tasks")
    city = demo_city["GEOPACKAGE"]
    catalogue = {"CATALOGUE": demo_city["CATALOGUE"]}
    made = demo_bundle("place_for_every_child")
    index = running.run_algorithm("challenge_index", {"CHALLENGE": "warm_homes", **catalogue, "OUTPUT": str(folder / "index.gpkg")})
    small = json.loads((CHALLENGES / "warm_homes.json").read_text(encoding="utf-8"))
    small |= {"indicators": small["indicators"][:2], "overlay": small["overlay"][:1], "background": {"water": "water", "parks": "parks"}}
    (folder / "small.json").write_text(json.dumps(small), encoding="utf-8")
    portfolio = folder / "portfolio.gpkg"
    running.run_algorithm(
        "allocate_envelope",
        {"MEASURES": f"{city}|layername=measures", "COST_FIELD": "cost_euro", "EFFECT_FIELD": "effect", "ENVELOPE": "2000000",
         "OUTPUT": str(portfolio)},
    )  # fmt: skip
    codes = read_features(QgsVectorLayer(f"{city}|layername=statistical_sectors", "", "ogr"), ["sector_code"])[0].table["sector_code"]
    (folder / "places.csv").write_text("sector_code;places\n" + "".join(f"{code};{at}\n" for at, code in enumerate(codes)))
    extent = QgsVectorLayer(f"{city}|layername=statistical_sectors", "", "ogr").extent()
    write_raster(folder / "heat.tif", np.arange(400.0).reshape(20, 20), extent.xMinimum(), extent.yMaximum(), extent.width() / 20)
    return {
        "HEAT": str(folder / "heat.tif"),
        "NUMBERS": str(folder / "places.csv"),
        "childcare": str(Path(city).parent / "childcare.geojson"),
        "clusters": f"{made['GEOPACKAGE']}|layername=clusters",
        "index": index["OUTPUT"],
        "index_2": index["OUTPUT"],
        "portfolio": str(portfolio),
        "SMALL": str(folder / "small.json"),
        "BUNDLE": made["OUTPUT_FOLDER"],
        "city": city,
        **catalogue,
    }


def opened(name, project, sources):
    """Open a layer in the project, and return its id."""
    layer = QgsVectorLayer(sources.get(name) or f"{sources['city']}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    return project.addMapLayer(layer).id()


def given(name, project, sources, folder):
    """Return the inputs of an algorithm, its layers opened in the project."""

    def resolved(value):
        if isinstance(value, list):
            return [resolved(one) for one in value]
        if isinstance(value, str) and value.startswith("@"):
            return opened(value[1:], project, sources)
        return sources[value] if value in ("BUNDLE", "HEAT", "NUMBERS", "SMALL") else value

    inputs = {key: str(folder / f"{key}{value}") if value in (".gpkg", ".json") else resolved(value) for key, value in GIVEN[name].items()}
    inputs |= {"CATALOGUE": sources["CATALOGUE"]} if name in FROM_CATALOGUE else {}
    if name in FOLDERS:
        return inputs | {FOLDERS[name]: str(folder / "made")}
    output, suffix = FILES.get(name, ("OUTPUT", ".gpkg"))
    return inputs | {output: str(folder / f"{output}{suffix}")}


def written(folder):
    """Return all that a run wrote into GeoPackages, by layer."""
    tables = {}
    for path in folder.rglob("*.gpkg"):
        for name in layer_names(path):
            features, _ = read_features(QgsVectorLayer(f"{path}|layername={name}", name, "ogr"), keep_null=True)
            tables[name] = features.table.astype(str), shapely.to_wkb(features.geometry)
    return tables


def in_a_task(name, sources, folder, monkeypatch):
    """Run an algorithm in a task while all that it calls is watched, with the layers deleted as soon as it has been prepared."""
    project = QgsProject.instance()
    if name == "export_map":
        opened("statistical_sectors", project, sources)
    inputs = given(name, project, sources, folder)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"opgavenkaart:{name}")
    with watched(monkeypatch) as strays:
        ran = run_in_task(algorithm, inputs, project, lambda: empty(project))
    assert ran.ok and not ran.feedback.errors, ran.feedback.errors
    assert strays == []
    return ran.results


def numbers(results):
    return {key: value for key, value in results.items() if isinstance(value, int | float)}


@pytest.mark.parametrize("name", sorted(GIVEN.keys() - PICTURES))
def test_no_layer_is_touched_and_none_is_missed(run_algorithm, qgis_new_project, sources, monkeypatch, tmp_path, name):
    """All the same as where the layers stay."""
    for folder in ("stay", "go"):
        (tmp_path / folder).mkdir()
    project = QgsProject.instance()
    ran = run_algorithm(name, given(name, project, sources, tmp_path / "stay"), project=project)
    empty(project)
    results = in_a_task(name, sources, tmp_path / "go", monkeypatch)
    assert numbers(results) == numbers(ran.results)
    before, after = written(tmp_path / "stay"), written(tmp_path / "go")
    assert before.keys() == after.keys() and (before or name in STORES)
    for key, (table, shapes) in before.items():
        assert table.equals(after[key][0]) and np.array_equal(shapes, after[key][1])


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_pictures_are_made_without_touching_a_layer(run_algorithm, qgis_new_project, sources, monkeypatch, tmp_path, name):
    in_a_task(name, sources, tmp_path, monkeypatch)
    assert max(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) > 10_000


class Careless(OpgavenkaartAlgorithm):
    """Reads a layer as one should not."""

    NAME, TITLE, GROUP = "careless", "Careless", "smart_data"

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", "Input"))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Output"))

    def compute(self, parameters, context, progress):
        self.parameterAsVectorLayer(parameters, "INPUT", context).featureCount()
        return {}


def test_the_watch_sees_what_touches_a_layer(run_algorithm, qgis_new_project, sources, monkeypatch):
    project = QgsProject.instance()
    inputs = {"INPUT": opened("schools", project, sources), "OUTPUT": "memory:"}
    algorithm = Careless()
    algorithm.initAlgorithm()
    with watched(monkeypatch) as strays:
        run_in_task(algorithm, inputs, project)
    assert len(strays) == 1 and strays[0].startswith("QgsVectorLayer.featureCount in ")
