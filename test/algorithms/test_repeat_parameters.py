"""A bundle made with any parameter, in every form that QGIS takes, says what it was asked, and is made again the same."""

import datetime
import json
from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.integrated_maps.integrated_map import IntegratedMapAlgorithm
from opgavenkaart.processing.sources.parameter_texts import name_again, restore_parameters
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import ORIGIN, Town
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

AS_OF = datetime.date(2026, 1, 31)
pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
WEST = QgsRectangle(ORIGIN[0] - 10, ORIGIN[1] - 10, ORIGIN[0] + 2500.25, ORIGIN[1] + 1500.1)
"""The town but for its eastern edge, which all units touch."""
HALF = QgsRectangle(ORIGIN[0] + 500, ORIGIN[1] + 500, ORIGIN[0] + 1500, ORIGIN[1] + 1500)
"""Four of the six units."""
WAITING = {"S1": 0, "S2": 1, "S3": 2, "S4": 3, "S5": 4, "S6": 10}


@pytest.fixture(scope="module")
def town(qgis_app, qgis_processing, tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    made = Town(folder)
    made.table("waiting", {"sector_code": list(WAITING), "waiting": list(WAITING.values())})
    challenge = made.challenge(
        {"id": "waiting", "layer": "waiting", "field": "waiting", "direction": "high"}, clusters={"method": "threshold", "threshold": 60}
    )
    theme = folder / "look.json"
    theme.write_text(json.dumps({"name": "Stad"}), encoding="utf-8")
    return {**made.write(challenge), "AS_OF": "2026-01-31", "THEME": str(theme), "UNITS": str(folder / "statistical_sectors.gpkg")}


@pytest.fixture
def project(town):
    """The open project, in longitude and latitude, with the units as a layer of it."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    project.addMapLayer(QgsVectorLayer(f"{town['UNITS']}|layername=layer", "Units of mine"))
    yield project
    project.clear()


def units_of(ran) -> set[str]:
    layer = QgsVectorLayer(f"{ran['GEOPACKAGE']}|layername=units", "units")
    return {feature["sector_code"] for feature in layer.getFeatures()}


def crs_of(ran) -> QgsCoordinateReferenceSystem:
    return QgsVectorLayer(f"{ran['GEOPACKAGE']}|layername=units", "units").crs()


def parameters_of(ran) -> dict:
    return json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["parameters"]


def prepared(parameters: dict, project=None) -> tuple[IntegratedMapAlgorithm, QgsProcessingContext]:
    """Return the algorithm, having taken its inputs as QGIS has it do."""
    algorithm, context = IntegratedMapAlgorithm(), QgsProcessingContext()
    if project is not None:
        context.setProject(project)
    algorithm.initAlgorithm()
    algorithm.prepareAlgorithm(parameters, context, QgsProcessingFeedback())
    return algorithm, context


def kept_and_given_again(project, **given):
    """Return what a manifest keeps of parameters, and the algorithm to which that is given again, without a project."""
    algorithm, context = prepared(given, project)
    kept = json.loads(json.dumps(algorithm.asked(given, context, AS_OF)))
    asked = restore_parameters(kept)
    again, context = prepared(asked)
    name_again(again.inputs, kept)
    assert again.asked(asked, context, AS_OF) == kept
    return kept, again, algorithm


def made_and_repeated(town, folder: Path, project=None, **given):
    """Make the map, make it again without the project, and return the first when nothing at all differs."""
    inputs = {name: town[name] for name in ("CATALOGUE", "CHALLENGE", "AS_OF")} | given
    first = run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder / "first")}, project=project)
    if project:
        project.clear()
    bundle = first["ZIP"] if given.get("ZIP") else first["OUTPUT_FOLDER"]
    again = run_algorithm("repeat_bundle", {"BUNDLE": bundle, "OUTPUT_FOLDER": str(folder / "again")})
    assert [again[f"CHANGED_{name}"] for name in ("COUNT", "LAYERS", "FILES")] == [0, 0, 0]
    assert not [line for line in again.infos if line.startswith(("Method:", "Data:"))]
    assert parameters_of(again) == parameters_of(first)
    assert units_of(again) == units_of(first)
    return first


def lon_lat(rectangle: QgsRectangle) -> QgsRectangle:
    crs = (QgsCoordinateReferenceSystem(id) for id in ("EPSG:31370", "EPSG:4326"))
    return QgsCoordinateTransform(*crs, QgsProject.instance()).transformBoundingBox(rectangle)


def sides(rectangle: QgsRectangle) -> str:
    return ",".join(map(repr, (rectangle.xMinimum(), rectangle.xMaximum(), rectangle.yMinimum(), rectangle.yMaximum())))


def own_system() -> QgsCoordinateReferenceSystem:
    """Return a system in metres that has no id anywhere."""
    crs = QgsCoordinateReferenceSystem.fromProj("+proj=lcc +lat_0=50.8 +lat_1=49.8 +lat_2=51.2 +lon_0=4.3 +ellps=GRS80 +units=m +type=crs")
    assert crs.isValid()
    assert not crs.authid()
    return crs


EXTENTS = {
    "text with a code": lambda project: f"{sides(HALF)} [EPSG:31370]",
    "text in the project's system": lambda project: sides(lon_lat(HALF)),
    "text with PROJ": lambda project: f"{sides(HALF)} [PROJ:{QgsCoordinateReferenceSystem('EPSG:31370').toProj()}]",
    "rectangle with its system": lambda project: QgsReferencedRectangle(HALF, QgsCoordinateReferenceSystem("EPSG:31370")),
    "rectangle without": lambda project: lon_lat(HALF),
    "rectangle in a system without an id": lambda project: in_own_system(HALF),
    "geometry": lambda project: QgsGeometry.fromRect(lon_lat(HALF)),
    "property": lambda project: QgsProperty.fromValue(f"{sides(HALF)} [EPSG:31370]"),
    "layer's id": lambda project: half_layer(project).id(),
    "layer": lambda project: half_layer(project),
}


def in_own_system(rectangle: QgsRectangle) -> QgsReferencedRectangle:
    way = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31370"), own_system(), QgsProject.instance())
    return QgsReferencedRectangle(way.transformBoundingBox(rectangle), own_system())


def half_layer(project) -> QgsVectorLayer:
    """Return a layer of the project in no file, that covers four units."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:31370", "Half", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(HALF))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return project.addMapLayer(layer)


@pytest.mark.parametrize("form", EXTENTS)
def test_an_extent_in_every_form(project, form):
    kept, again, _ = kept_and_given_again(project, EXTENT=EXTENTS[form](project))
    assert kept["EXTENT"].endswith("]")
    assert "[EPSG:" in kept["EXTENT"] or "[WKT:" in kept["EXTENT"]
    found = again.inputs.extents["EXTENT"]
    back = QgsCoordinateTransform(found.crs(), QgsCoordinateReferenceSystem("EPSG:31370"), QgsProject.instance())
    there = back.transformBoundingBox(QgsRectangle(found))
    assert there.buffered(1).contains(HALF)
    assert HALF.buffered(100).contains(there)


SYSTEMS = {
    "code": lambda project: "EPSG:3812",
    "code in small letters": lambda project: "epsg:3812",
    "WKT": lambda project: QgsCoordinateReferenceSystem("EPSG:3812").toWkt(),
    "marked WKT": lambda project: "WKT:" + QgsCoordinateReferenceSystem("EPSG:3812").toWkt(),
    "system": lambda project: QgsCoordinateReferenceSystem("EPSG:3812"),
    "system without an id": lambda project: own_system(),
    "WKT without an id": lambda project: own_system().toWkt(),
    "PROJ without an id": lambda project: "PROJ:" + own_system().toProj(),
    "property": lambda project: QgsProperty.fromValue("EPSG:3812"),
    "layer's id": lambda project: project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:3812", "There", "memory")).id(),
}


@pytest.mark.parametrize("form", SYSTEMS)
def test_a_coordinate_system_in_every_form(project, form):
    kept, again, _ = kept_and_given_again(project, TARGET_CRS=SYSTEMS[form](project))
    if "without" in form:
        assert "+proj=lcc" in again.inputs.systems["TARGET_CRS"].toProj()
    else:
        assert kept["TARGET_CRS"] == again.inputs.systems["TARGET_CRS"].authid() == "EPSG:3812"


def units_layer(project) -> QgsVectorLayer:
    (layer,) = project.mapLayersByName("Units of mine")
    return layer


def selected(project, **rest) -> QgsProcessingFeatureSourceDefinition:
    layer = units_layer(project)
    layer.selectByExpression("sector_code IN ('S2', 'S3', 'S6')")
    return QgsProcessingFeatureSourceDefinition(layer.id(), True, **rest)


UNITS = {
    "path": (lambda town, project: town["UNITS"], WAITING),
    "path and layer": (lambda town, project: f"{town['UNITS']}|layername=layer", WAITING),
    "path, layer and subset": (lambda town, project: f"{town['UNITS']}|layername=layer|subset=\"sector_code\" < 'S4'", {"S1", "S2", "S3"}),
    "layer's id": (lambda town, project: units_layer(project).id(), WAITING),
    "layer's name": (lambda town, project: "Units of mine", WAITING),
    "layer": (lambda town, project: units_layer(project), WAITING),
    "definition": (lambda town, project: QgsProcessingFeatureSourceDefinition(town["UNITS"]), WAITING),
    "selection": (lambda town, project: selected(project), {"S2", "S3", "S6"}),
    "filter": (
        lambda town, project: QgsProcessingFeatureSourceDefinition(town["UNITS"], filterExpression="sector_code <> 'S1'"),
        set(WAITING) - {"S1"},
    ),
    "selection, filter and limit": (lambda town, project: selected(project, featureLimit=2, filterExpression="true"), {"S2", "S3"}),
    "property": (lambda town, project: QgsProperty.fromValue(town["UNITS"]), WAITING),
}


def sectors(layer) -> set[str]:
    ids, wanted = layer.list_wanted_ids(), QgsFeatureRequest()
    return {feature["sector_code"] for feature in layer.getFeatures(wanted if ids is None else wanted.setFilterFids(ids))}


@pytest.mark.parametrize("form", UNITS)
def test_units_in_every_form(town, project, form):
    give, expected = UNITS[form]
    _, again, first = kept_and_given_again(project, UNITS=give(town, project))
    assert sectors(again.inputs.layer("UNITS")) == sectors(first.inputs.layer("UNITS")) == set(expected)
    assert again.inputs.layer("UNITS").sourceName() == first.inputs.layer("UNITS").sourceName()


def test_units_in_no_file_are_refused_in_a_sentence(town, project, tmp_path):
    memory = project.addMapLayer(units_layer(project).materialize(QgsFeatureRequest()))
    memory.setName("Scratch / units")
    inputs = {name: town[name] for name in ("CATALOGUE", "CHALLENGE", "AS_OF")}
    first = run_algorithm("integrated_map", {**inputs, "UNITS": memory.id(), "OUTPUT_FOLDER": str(tmp_path / "first")}, project=project)
    with pytest.raises(QgsProcessingException, match="were the layer 'Scratch / units' of a project"):
        run_algorithm("repeat_bundle", {"BUNDLE": first["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "again")})


REST = {
    "a list": ("EXTRAS", ["geojson", "sld"], "geojson,sld"),
    "a text of several": ("EXTRAS", "geojson,sld", "geojson,sld"),
    "a choice": ("PAPER", "a4", "a4"),
    "a choice as a property": ("ORIENTATION", QgsProperty.fromValue("portrait"), "portrait"),
    "an id": ("CHALLENGE", " warm_homes ", "warm_homes"),
    "a text as an expression": ("CHALLENGE", QgsProperty.fromExpression("'warm' || '_homes'"), "warm_homes"),
}


@pytest.mark.parametrize("form", REST)
def test_the_other_parameters(form):
    name, given, expected = REST[form]
    assert kept_and_given_again(None, **{name: given})[0][name] == expected


def test_choices_and_further_files(town, tmp_path):
    given = {"LANGUAGE": "en", "PAPER": "a4", "ORIENTATION": "portrait", "EXTRAS": ["geojson"], "LOAD_LAYERS": False}
    made_and_repeated(town, tmp_path, **given, AS_OF=QDateTime(QDate(2026, 1, 31), QTime(12, 0)))


def test_a_house_style_and_a_store_are_found_from_another_folder(town, tmp_path, monkeypatch):
    monkeypatch.chdir(Path(town["THEME"]).parent)
    run_algorithm("sync_store", {"CATALOGUE": town["CATALOGUE"], "STORE": "kept"})
    inputs = {name: Path(town[name]).name for name in ("CATALOGUE", "CHALLENGE", "THEME", "UNITS")} | {"STORE": "kept"}
    first = run_algorithm("integrated_map", {**inputs, "AS_OF": town["AS_OF"], "OUTPUT_FOLDER": str(tmp_path / "first")})
    monkeypatch.chdir(tmp_path)
    again = run_algorithm("repeat_bundle", {"BUNDLE": first["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert [again[f"CHANGED_{name}"] for name in ("COUNT", "LAYERS", "FILES")] == [0, 0, 0]


def test_a_layer_extent_and_system_of_the_project_from_a_zip(town, project, tmp_path):
    given = {"EXTENT": in_own_system(WEST), "TARGET_CRS": own_system(), "UNITS": selected(project), "THEME": town["THEME"], "ZIP": True}
    first = made_and_repeated(town, tmp_path, project, **given)
    assert units_of(first) == {"S2", "S3", "S6"}
    assert "+proj=lcc" in crs_of(first).toProj()


def test_an_extent_and_a_system_by_their_codes(town, tmp_path):
    first = made_and_repeated(town, tmp_path, EXTENT=f"{sides(HALF)} [EPSG:31370]", TARGET_CRS="EPSG:3812")
    assert (units_of(first), crs_of(first).authid()) == ({"S1", "S2", "S4", "S5"}, "EPSG:3812")


def test_units_that_are_gone_are_named(town, tmp_path):
    units = tmp_path / "units.gpkg"
    units.write_bytes(Path(town["UNITS"]).read_bytes())
    inputs = {name: town[name] for name in ("CATALOGUE", "CHALLENGE", "AS_OF")} | {"UNITS": str(units)}
    first = run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path / "first")})
    units.unlink()
    with pytest.raises(QgsProcessingException, match=f"UNITS: the layer '{units}.*' cannot be read"):
        run_algorithm("repeat_bundle", {"BUNDLE": first["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "again")})


def test_a_manifest_of_before_that_did_not_write_it_down_is_refused_in_a_sentence(town, tmp_path):
    inputs = {name: town[name] for name in ("CATALOGUE", "CHALLENGE", "AS_OF")}
    first = run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path / "first")})
    manifest = Path(first["MANIFEST"])
    document = json.loads(manifest.read_text(encoding="utf-8"))
    document["parameters"]["TARGET_CRS"] = "<QgsCoordinateReferenceSystem: EPSG:31370>"
    manifest.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="does not say what TARGET_CRS was"):
        run_algorithm("repeat_bundle", {"BUNDLE": first["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "again")})
