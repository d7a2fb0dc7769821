"""No code of an algorithm asks QGIS for a layer or the open project outside the one door, which is passed on the window's thread."""

import ast
from pathlib import Path

import pytest
from opgavenkaart.test.support.sources import plugin_sources

ROOT = Path(__file__).parents[1]
DOOR = "processing/bridge/inputs.py"
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
    ("processing/bridge/crs.py", "QgsProject.instance"): "where no algorithm runs",
    ("processing/algorithms/integrated_maps/integrated_map.py", "context.project"): "passed on to QGIS, which loads the layers there later",
    ("processing/algorithms/integrated_maps/export_map.py", "context.project"): "in prepareAlgorithm, on the project's own thread",
}


def asked(code: str) -> list[str]:
    """Return what code asks QGIS for: layers by parameters, and projects."""
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = [ast.unparse(call) for call in calls if isinstance(call, ast.Attribute)]
    return [name for name in names if name.split(".")[-1] in LAYERS or name in PROJECTS]


def test_layers_come_through_one_door():
    files = [path for path in plugin_sources() if path.startswith("processing/") and path != DOOR]
    found = {(path, name) for path in files for name in asked((ROOT / path).read_text(encoding="utf-8"))}
    assert found == set(ALLOWED)
    assert asked((ROOT / DOOR).read_text(encoding="utf-8"))


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
    assert asked(code) == expected
