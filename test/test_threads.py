"""Doors that code in other threads goes through: layers and the open project, coordinate systems, and the threads themselves."""

import ast
from pathlib import Path

import pytest
from opgavenkaart.test.support.sources import last_name, plugin_sources

ROOT = Path(__file__).parents[1]
DOOR = "processing/qgis_io/inputs.py"
LAYERS = {
    "parameterAsSource", "parameterAsVectorLayer", "parameterAsLayer", "parameterAsLayerList", "parameterAsMapLayer",
    "parameterAsRasterLayer", "parameterAsMeshLayer", "parameterAsPointCloudLayer", "parameterAsVectorTileLayer",
    "parameterAsAnnotationLayer", "parameterAsTiledSceneLayer", "parameterAsCompatibleSourceLayerPath",
    "parameterAsCompatibleSourceLayerPathAndLayerName", "parameterAsExtent", "parameterAsExtentCrs", "parameterAsExtentGeometry",
    "parameterAsCrs", "parameterAsPoint", "parameterAsPointCrs", "parameterAsGeometry", "parameterAsGeometryCrs", "mapLayerFromString",
    "getMapLayer",
}  # fmt: skip
PROJECTS = {"QgsProject.instance", "context.project"}
ALLOWED = {
    ("processing/qgis_io/crs.py", "QgsProject.instance"): "where no algorithm runs",
    ("processing/algorithms/integrated_maps/integrated_map.py", "context.project"): "passed on to QGIS, which loads the layers there later",
    ("processing/algorithms/integrated_maps/export_map.py", "context.project"): "in prepareAlgorithm, on the project's own thread",
}


def asked(tree: ast.AST) -> list[str]:
    """Return what code asks QGIS for: layers by parameters, and projects."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    names = [ast.unparse(call) for call in calls if call.attr in LAYERS or call.attr in ("instance", "project")]
    return [name for name in names if name.split(".")[-1] in LAYERS or name in PROJECTS]


def test_layers_come_through_one_door():
    sources = {path: tree for path, tree in plugin_sources().items() if path.startswith("processing/")}
    assert asked(sources.pop(DOOR))
    assert {(path, name) for path, tree in sources.items() for name in asked(tree)} == set(ALLOWED)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("self.parameterAsVectorLayer(p, 'X', c).name()", ["self.parameterAsVectorLayer"]),
        ("QgsProject.instance().mapLayers()", ["QgsProject.instance"]),
        ("context.project()", ["context.project"]),
        ("self.parameterAsString(p, 'X', c); self.inputs.layer('X'); self.project(p, c)", []),
    ],
)
def test_the_check_itself_sees_what_asks(code, expected):
    assert asked(ast.parse(code)) == expected


CRS_DOOR = "processing/qgis_io/crs_names.py"
CRS = "QgsCoordinateReferenceSystem"


def made_systems(tree: ast.AST) -> list[str]:
    """Return where code makes a coordinate system from what names one; ``QgsCoordinateReferenceSystem()`` is none."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [ast.unparse(call.func) for call in calls if is_crs_maker(call)]


def is_crs_maker(call: ast.Call) -> bool:
    function = call.func
    name = last_name(function)
    if name == CRS:
        return bool(call.args or call.keywords)
    of_the_class = isinstance(function, ast.Attribute) and ast.unparse(function.value).split(".")[-1] == CRS
    return name.startswith("createFrom") or of_the_class and name.startswith("from")


def test_coordinate_systems_come_through_one_door():
    found = {path: made for path, tree in plugin_sources().items() if (made := made_systems(tree))}
    assert list(found) == [CRS_DOOR]


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("QgsCoordinateReferenceSystem('EPSG:31370')", 1),
        ("core.QgsCoordinateReferenceSystem(text)", 1),
        ("QgsCoordinateReferenceSystem.fromEpsgId(31370); QgsCoordinateReferenceSystem.fromWkt(wkt)", 2),
        ("crs = QgsCoordinateReferenceSystem(); crs.createFromString(text)", 1),
        ("field(default_factory=QgsCoordinateReferenceSystem); QgsGeometry.fromWkt(text); find_crs(text)", 0),
    ],
)
def test_the_check_sees_what_makes_a_system(code, count):
    assert len(made_systems(ast.parse(code))) == count


STARTERS = {"Thread", "Timer", "ThreadPoolExecutor", "QThread", "QRunnable", "QgsTask", "fromFunction", "start_new_thread"}
THREADS = {
    "processing/qgis_io/lasting_threads.py": "the threads in which QGIS is used",
    "processing/sources/network/worker.py": "requests, which name no coordinate system",
    "processing/sources/network/inside.py": "names of servers, looked up without QGIS",
    "processing/products/atlas/processes.py": "the lines that another process writes",
    "processing/analysis/side_thread.py": "mathematics without QGIS",
    "processing/analysis/threads.py": "mathematics without QGIS",
    "processing/analysis/overlay/cluster.py": "mathematics without QGIS",
    "processing/analysis/overlay/workplaces.py": "mathematics without QGIS",
    "ui/catalogue/panel.py": "an index of texts",
    "ui/task_runner.py": "tasks, whose work is called in a lasting thread",
}


def started_threads(tree: ast.AST) -> list[str]:
    """Return what code makes threads or tasks from, as a call or a base class."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    bases = [base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    return [name for name in map(last_name, [*calls, *bases]) if name in STARTERS]


def test_other_threads_are_known():
    found = {path for path, tree in plugin_sources().items() if started_threads(tree)}
    assert found == set(THREADS)


def test_the_check_sees_what_starts_a_thread():
    assert started_threads(ast.parse("class A(QThread): pass\nthreading.Thread(target=f)\nQgsTask.fromFunction('a', f)")) == [
        "Thread",
        "fromFunction",
        "QThread",
    ]
