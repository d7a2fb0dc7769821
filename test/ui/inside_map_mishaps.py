"""What the tests of mishaps around the map dock do inside QGIS."""

from opgavenkaart.test.support import docks
from opgavenkaart.test.ui import inside_challenge, inside_map
from opgavenkaart.test.ui.inside_map import *  # noqa: F403 - all that a user does in this dock
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

PLUGIN = "opgavenkaart"
MANY = 25
"""Layers of the map of warm homes."""
notices = docks.notices
before = set()
"""Ids of the layers that were there when a map was opened."""


def new_project() -> None:
    iface.newProject()
    QTest.qWait(50)


def tree() -> list[list]:
    """Return the group, the name and whether it is switched on, of every layer of the project, the top one first."""
    return [[one.parent().name(), one.name(), one.isVisible()] for one in QgsProject.instance().layerTreeRoot().findLayers()]


def legend(name: str) -> list[str]:
    (layer,) = QgsProject.instance().mapLayersByName(name)
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def add_layer(source: str, name: str) -> None:
    QgsProject.instance().addMapLayer(QgsVectorLayer(source, name, "ogr"))


def busy() -> bool:
    return inside_map.panel().press.is_busy


def previewing() -> bool:
    return inside_map.panel().press.previewed is not None


at_rest = inside_map.at_rest


def cancel() -> None:
    inside_map.panel().press.cancel()


def can_print() -> bool:
    return inside_map.panel().export.isEnabled()


def compute(catalogue: str) -> None:
    """Compute warm homes in the challenge dock."""
    inside_challenge.open_dock(catalogue)
    inside_challenge.compute()


def computed() -> bool:
    return inside_challenge.is_at_rest()


def reload() -> bool:
    """Switch the plugin off and on; return whether its dock is filled again."""
    unloadPlugin(PLUGIN)
    return loadPlugin(PLUGIN) and startPlugin(PLUGIN) and inside_map.open_dock()


def refresh() -> None:
    inside_map.panel().maps.refresh()


def open_map() -> None:
    """Click the button that opens the chosen map."""
    before.clear()
    before.update(QgsProject.instance().mapLayers())
    inside_map.press("open")


def opened() -> bool:
    """Whether all of its layers are in the project."""
    new = [one for one in QgsProject.instance().layerTreeRoot().findLayers() if one.layerId() not in before]
    return len(new) == MANY and not iface.mapCanvas().isFrozen()
