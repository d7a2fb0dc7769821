"""What the tests of a second window on the same profile do inside QGIS."""

from opgavenkaart.test.support.docks import Dock
from opgavenkaart.test.ui import inside_challenge
from opgavenkaart.test.ui.inside_challenge import *  # noqa: F403 - all that a user does in the challenge dock
from opgavenkaart.ui.settings import settings
from opgavenkaart.ui.task_runner import running
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QToolBar
from qgis.utils import iface

BUTTON = QMessageBox.StandardButton
yes = QTimer(interval=100)
NAMES = ("Catalogue", "Challenge", "Map", "Planning")


def toolbar() -> QToolBar:
    return iface.mainWindow().findChild(QToolBar, "OpgavenkaartToolbar")


def hide_toolbar() -> None:
    """Hide it by its entry under View > Toolbars."""
    toolbar().toggleViewAction().trigger()


def open_map_dock(folder: str) -> None:
    """Open the map dock, put a map on its list, and go back to the challenge."""
    Dock("Map").open()
    Dock("Map").panel().add_folder(folder)
    to_the_front("Challenge")


def to_the_front(name: str) -> None:
    Dock(name).dock().raise_()
    QApplication.processEvents()


def favour(id: str) -> None:
    settings.favourites = [id]


def standing() -> dict:
    """Return what a user finds of the docks, after a look at each that is open."""
    QApplication.processEvents()
    shown = [name for name in NAMES if Dock(name).state()["shown"]]
    for name in reversed(shown):
        to_the_front(name)
    maps = Dock("Map").panel()
    return {
        "docks": shown,
        "toolbar": toolbar().isVisible(),
        "maps": [maps.maps.list.item(row).text() for row in range(maps.maps.list.count())] if maps else [],
        "catalogue": settings.catalogue,
        "favourites": settings.favourites,
    }


def save_project(path: str) -> bool:
    return QgsProject.instance().write(path)


def open_project(path: str) -> bool:
    opened = iface.addProject(path)
    QTest.qWait(50)
    return opened


def read_back() -> bool:
    """Whether the dock knows the outcome and how sure it is."""
    return inside_challenge.is_at_rest()


def looks() -> list[list]:
    """Return the name, whether it can be read, its legend and its map tip, of every layer."""
    layers = QgsProject.instance().layerTreeRoot().layerOrder()
    return [
        [layer.name(), layer.isValid(), [item.label() for item in layer.renderer().legendSymbolItems()], layer.mapTipTemplate()]
        for layer in layers
    ]


def quit() -> None:
    """Close the window by its menu when no task runs; that layers are temporary, as QGIS says of a profile in ``/tmp``, is all right."""
    while running or Dock("Map").panel().soon.isActive():
        QTest.qWait(20)
    QgsProject.instance().setDirty(False)
    yes.timeout.connect(lambda: QApplication.activeModalWidget() and QApplication.activeModalWidget().button(BUTTON.Yes).click())
    yes.start()
    QTimer.singleShot(100, iface.actionExit().trigger)


def new_project() -> None:
    iface.newProject()
    QTest.qWait(50)


def places_noted() -> bool:
    """Whether QGIS's settings have the places of the docks as they are now, on the disk."""
    state = QgsSettings().value("UI/state")
    QgsSettings().sync()
    return state is not None and state == iface.mainWindow().saveState()  # to PyQt None equals any bytes
