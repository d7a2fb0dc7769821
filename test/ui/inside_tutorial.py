"""The ten minutes of docs/handleiding.md inside QGIS: what the tests of the docks do, in one window."""

from pathlib import Path

import opgavenkaart
from opgavenkaart.test.ui import inside_catalogue, inside_challenge, inside_map, inside_planning, inside_planning_mishaps, inside_window
from opgavenkaart.ui.task_runner import Run
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThreadPool
from qgis.PyQt.QtWidgets import QDockWidget, QTabWidget
from qgis.utils import iface

PARTS = {
    "window": inside_window,
    "catalogue": inside_catalogue,
    "challenge": inside_challenge,
    "map": inside_map,
    "planning": inside_planning,
    "mishaps": inside_planning_mishaps,
}
clear_notices = inside_window.clear_notices


def at(part: str, step: str, inputs: dict):
    """Do in one part of the window what the functions of its tests do."""
    return getattr(PARTS[part], step)(**inputs)


def open_dock(part: str) -> bool:
    """Open a dock by its menu entry."""
    return PARTS[part].ours.open()


def clusters() -> int:
    """Return how many clusters the challenge dock lists, once it knows how sure they are."""
    return len(inside_challenge.panel().clusters.model().rows) if inside_challenge.is_at_rest() else 0


def step_back() -> str:
    """Press Ctrl+Z where the focus is; return the weights that then stand there."""
    inside_challenge.keys(key="Key_Z", modifier="ControlModifier")
    return inside_challenge.texts()[0][3]


def screenshot(path: str) -> bool:
    return inside_window.screenshot(path)


def source() -> str:
    """Return where the plugin that runs lies."""
    return str(Path(opgavenkaart.__file__).parent)


# what is left after a rest

AT_ONCE_MS = 50
OWN_SYSTEM = (
    'PROJCS["Eigen stelsel",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",4.5],'
    'PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",50.0],UNIT["Meter",1.0]]'
)
runs, ended_runs = [], []


def let_threads_end() -> None:
    """Have the threads of tasks end as soon as they rest."""
    for pool in (QgsApplication.taskManager().threadPool(), QThreadPool.globalInstance()):
        pool.setExpiryTimeout(AT_ONCE_MS)


def definition(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the code of a system that has all it needs, or its name where it has no code; empty where its definition is lost."""
    degrees = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    place = crs.bounds().center()
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance()).transform(place)
    if not crs.toWkt() or not crs.isGeographic() and degrees.transform(there).distance(place) > 0.001:
        return ""
    return crs.authid() or crs.description() or "own"


def systems_of_layers() -> dict[str, str]:
    """Return the system of the project and of each of its layers with places, also as its file gives it; empty where it is lost."""
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if layer.isSpatial()]
    found = {f"{layer.name()} {layer.id()}": definition(layer.crs()) and definition(layer.dataProvider().crs()) for layer in layers}
    return found | {"project": definition(QgsProject.instance().crs())}


def layers_without_system(path: str) -> list[str]:
    """Return the layers of a file that hold places, and do not say in which system."""
    names = [one.name() for one in QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(path)]
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names]
    return [layer.name() for layer in layers if layer.isSpatial() and not definition(layer.crs())]


def saved_again(folder: str) -> list[str]:
    """Save each layer of the project with places as a new file, as QGIS does; return those that come back in another system."""
    lost = []
    for number, layer in enumerate(QgsProject.instance().mapLayers().values()):
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial():
            path = str(Path(folder) / f"again_{number}.gpkg")
            options = QgsVectorFileWriter.SaveVectorOptions()
            QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
            again = QgsVectorLayer(path, "again", "ogr")
            lost += [layer.name()] if definition(again.crs()) != definition(layer.crs()) else []
    return lost


def complaints() -> list[str]:
    """Return what the message bar says of anything that failed, and the whole message log where it speaks of such."""
    bar = [item.text() for item in iface.messageBar().items() if item.level() == Qgis.MessageLevel.Critical]
    tabs = iface.mainWindow().findChild(QDockWidget, "MessageLog").findChild(QTabWidget)
    log = "\n".join(tabs.widget(number).toPlainText() for number in range(tabs.count()))
    return bar + ([log] if any(word in log for word in ("CRITICAL", "Traceback", "OGR Error")) else [])


def write_own_files(folder: str) -> dict[str, str]:
    """Write a layer of the project as files of one's own; return the system of each, as `definition` tells it."""
    layer = next(one for one in QgsProject.instance().mapLayers().values() if one.isSpatial() and one.featureCount() > 2)
    own = {"etrs.gpkg": "EPSG:25831", "eigen.shp": OWN_SYSTEM, "utm.fgb": "EPSG:32631"}
    for name, text in own.items():
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf"}[name.split(".")[1]]
        options.ct = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(text), QgsProject.instance())
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(Path(folder) / name), QgsProject.instance().transformContext(), options)
    return {name: definition(QgsVectorLayer(str(Path(folder) / name), name, "ogr").crs()) for name in own}


def begin(name: str, inputs: dict) -> None:
    """Run an algorithm in a task, as a dock does."""
    runs[:] = [Run(name, inputs, lambda run: ended_runs.append(run))]
    ended_runs.clear()


def ended() -> dict | None:
    """Return how it went, once it has ended."""
    return {"ok": runs[0].ok, "said": runs[0].feedback.errors} if ended_runs else None


def open_file(path: str) -> list[str]:
    """Open all layers of a file in the project; return their systems."""
    names = [one.name() for one in QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(path)]
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names]
    QgsProject.instance().addMapLayers(layers)
    return [definition(layer.crs()) for layer in layers]
