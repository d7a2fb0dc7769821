"""One of the plugin's docks, as the scripts that run inside QGIS open it and look at it; and the message bar above them."""

from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QTextBrowser, QWidget
from qgis.utils import iface

TURN_MS = 5


class Dock:
    """A dock of the window.

    Parameters
    ----------
    name : str
        As `ui.docks` names it.
    """

    def __init__(self, name: str):
        self.name = f"Opgavenkaart{name}"

    def dock(self) -> QDockWidget | None:
        return iface.mainWindow().findChild(QDockWidget, f"{self.name}Dock")

    def panel(self) -> QWidget | None:
        """Return its contents."""
        return self.dock().widget()

    def state(self) -> dict:
        """Return whether the dock is there, shown and filled."""
        return {"there": self.dock() is not None, "shown": self.dock().isVisible(), "filled": self.panel() is not None}

    def open(self) -> bool:
        """Show the dock by its menu entry where it is hidden, and wait until it has read its catalogue."""
        if not self.dock().isVisible():
            self.press()
        self.dock().raise_()
        self.settle()
        return self.panel() is not None

    def entry(self) -> QAction:
        """Return its entry in the plugin's menu."""
        menus = (entry.menu() for entry in iface.pluginMenu().actions() if entry.menu() and entry.text() == "Opgavenkaart")
        return next(action for menu in menus for action in menu.actions() if action.objectName() == self.name)

    def press(self) -> None:
        """Choose that entry."""
        self.entry().trigger()

    def settle(self) -> None:
        """Wait until the dock has read its catalogue, where it has one."""
        QApplication.processEvents()
        while getattr(self.panel(), "reading", None):
            QTest.qWait(TURN_MS)


def notices() -> list[str]:
    """Return what stands in the message bar."""
    return [label.toPlainText() for item in iface.messageBar().items() for label in item.findChildren(QTextBrowser)]


def notice_with(text: str) -> str:
    """Return the first notice that holds a text; empty without one."""
    return next((notice for notice in notices() if text in notice), "")


def clear_notices() -> None:
    iface.messageBar().clearWidgets()
