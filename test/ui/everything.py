"""Everything that the plugin shows in a window, opened and looked at but not clicked on: the functions that `Window.call` names."""

from opgavenkaart.test.support import opened
from qgis import processing
from qgis.core import QgsApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

PLUGIN = "opgavenkaart"
LOOK_MS = 100


def algorithms() -> list[str]:
    """Return the ids of the plugin's algorithms."""
    return [algorithm.id() for algorithm in QgsApplication.processingRegistry().providerById(PLUGIN).algorithms()]


def look_at_dialog(id: str) -> str:
    """Open an algorithm's dialog, with its help beside it, and close it again; return its title."""
    dialog = processing.createAlgorithmDialog(id)
    dialog.show()
    QTest.qWait(LOOK_MS)
    title = dialog.windowTitle()
    dialog.close()
    return title


def look_at_docks() -> list[str]:
    """Bring every dock to the front, those of QGIS itself too: its browser and toolbox show what the plugin adds; return those filled."""
    docks = iface.mainWindow().findChildren(QDockWidget)
    for dock in docks:
        dock.setUserVisible(True) if hasattr(dock, "setUserVisible") else dock.show()
        QTest.qWait(LOOK_MS)
    return [dock.objectName() for dock in docks if dock.widget() is not None]


look_at_all = opened.open_all


def check(catalogue: str, output: str) -> int:
    """Do what does ask: look whether the sources of a catalogue answer; return how many do not."""
    return processing.run(f"{PLUGIN}:check_services", {"CATALOGUE": catalogue, "TIMEOUT": 5, "OUTPUT": output})["DEAD_COUNT"]
