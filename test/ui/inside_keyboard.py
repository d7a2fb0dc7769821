"""What the tests of the keyboard do inside QGIS: all docks open on the demo city, and no mouse."""

from opgavenkaart.test.support import keyboard
from opgavenkaart.test.ui import inside_challenge, inside_pictures, inside_planning
from qgis.core import QgsProject
from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QContextMenuEvent
from qgis.PyQt.QtWidgets import QApplication, QTabWidget
from qgis.utils import iface

DOCKS = inside_pictures.DOCKS
open_all, show = inside_pictures.open_all, inside_pictures.show
go_to, write = keyboard.go_to, keyboard.write
answer, ceiling = inside_planning.answer, inside_planning.ceiling
extent = inside_challenge.extent


def press(keys: list[str]) -> str:
    return keyboard.press(*keys)


def focused() -> str:
    """Return the name of what has the focus."""
    return keyboard.spoken(keyboard.focus())


def is_open(dock: str) -> bool:
    return not DOCKS[dock].dock().isHidden()


def tabs() -> list[str]:
    """Return the titles of the docks, and the names of what shows and hides them."""
    docks = [module.dock() for module in DOCKS.values()]
    return [[dock.windowTitle(), dock.toggleViewAction().text()] for dock in docks]


def begin(dock: str, tab: str = "") -> str:
    """Give the focus to a dock, on a tab of it: where its keys lead."""
    show(dock)
    panel = DOCKS[dock].panel()
    if tab:
        titles = [panel.tabs.tabText(place) for place in range(panel.tabs.count())]
        panel.tabs.setCurrentIndex(titles.index(tab))
        QApplication.processEvents()
    return keyboard.begin(panel)


def way(dock: str, tab: str = "") -> dict:
    """Go through a dock with Tab; return what was not reached, what has no name, and where the way leads back up."""
    begin(dock, tab)
    panel = DOCKS[dock].panel()
    wanted = keyboard.reached(panel)
    passed, back = keyboard.way(panel)
    missed = [type(one).__name__ for one in wanted if one not in passed and not any(two.isAncestorOf(one) for two in passed)]
    return {"missed": missed, "unnamed": [type(one).__name__ for one in passed if not keyboard.spoken(one)], "back": back}


def narrowest(dock: str) -> float:
    """Return the least width of a dock, in letters."""
    found = DOCKS[dock].dock()
    return found.minimumSizeHint().width() / found.fontMetrics().averageCharWidth()


def lowest(dock: str) -> int:
    """Return the least height (pixels) of a dock, whatever stands open in it."""
    show(dock)
    for found in DOCKS[dock].panel().findChildren(QgsCollapsibleGroupBoxBasic):
        found.setCollapsed(False)
    for tabs in DOCKS[dock].panel().findChildren(QTabWidget):
        tabs.setCurrentIndex(tabs.count() - 1)
    QApplication.processEvents()
    return DOCKS[dock].dock().minimumSizeHint().height()


def round_trip(dock: str) -> list[str]:
    """Press Tab from a dock until it comes back, or a hundred times; return the docks that had the focus behind another one."""
    begin(dock)
    unseen = set()
    for _ in range(keyboard.MOST):
        keyboard.press("Tab")
        unseen |= {name for name in DOCKS if is_behind(name) and DOCKS[name].dock().isAncestorOf(keyboard.focus())}
    return sorted(unseen)


def is_behind(dock: str) -> bool:
    return DOCKS[dock].dock().visibleRegion().isEmpty()


def layers() -> list[str]:
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


def menu() -> list[str]:
    """Ask for the menu of what has the focus, as the Menu key does; return its entries, and close it."""
    found = []

    def read():
        shown = QApplication.activePopupWidget()
        found.extend(action.text() for action in shown.actions())
        shown.close()

    QTimer.singleShot(200, read)
    widget = keyboard.focus()
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, widget.rect().center()))
    return found


def favourites() -> list[str]:
    from opgavenkaart.ui.settings import settings

    return settings.favourites


def computed() -> bool:
    return inside_challenge.is_at_rest()


def weight() -> str:
    return inside_challenge.texts()[0][3]


def title() -> str:
    return inside_challenge.texts()[0][0]


def editor() -> str:
    """Return the title of the dialog that stands open; empty where none does."""
    return keyboard.window().windowTitle() if keyboard.window() is not iface.mainWindow() else ""


def candidates() -> list:
    return inside_planning.candidates()


def measured() -> str:
    """Return what the editor's preview says."""
    return inside_challenge.tried()


def loaded(title: str) -> bool:
    return title in layers()
