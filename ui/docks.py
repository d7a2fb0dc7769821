"""The plugin's docks, their entries in the menu and their shortcuts: adding a dock is a line in `table`, and a function that imports it.

By `import` and not by name: QGIS forgets, with a plugin that goes or is renewed, what was imported by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsSettings
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..processing.texts.language import tr
from .dock import LazyDock
from .icons import icon

MENU = "Opgavenkaart"
SOON_MS = 1000
"""After the last move of a dock, before the places of all are noted."""


@dataclass(frozen=True)
class DockSpec:
    """One dock.

    Attributes
    ----------
    name : str
        Its object is called ``Opgavenkaart<name>Dock``; its icon is ``<name>.svg`` in lower case.
    title : str
        Short: docks that lie behind each other are told apart by it. Its entry in menus says whose it is, too.
    make : callable
        Takes QGIS's interface and returns its contents, when the dock first appears: its module is read only then.
    shortcut : str
        Keys that show and hide it, until a user chooses others. No Ctrl+Alt: a Belgian keyboard writes @ and # with it.
    """

    name: str
    title: str
    make: Callable[[object], QWidget]
    shortcut: str

    @property
    def icon(self) -> QIcon:
        """The icon of its menu entry and button."""
        return icon(self.name.lower())


def _catalogue(iface) -> QWidget:
    from .catalogue.panel import CataloguePanel

    return CataloguePanel(iface)


def _challenge(iface) -> QWidget:
    from .challenge.panel import ChallengePanel

    return ChallengePanel(iface)


def _map(iface) -> QWidget:
    from .map.panel import MapPanel

    return MapPanel(iface)


def _planning(iface) -> QWidget:
    from .planning.panel import PlanningPanel

    return PlanningPanel(iface)


def table() -> tuple[DockSpec, ...]:
    """Return the docks, in the order of the menu."""
    return (
        DockSpec("Catalogue", tr("Catalogue"), _catalogue, "Alt+Shift+C"),
        DockSpec("Challenge", tr("Challenge"), _challenge, "Alt+Shift+G"),
        DockSpec("Map", tr("Map"), _map, "Alt+Shift+M"),
        DockSpec("Planning", tr("Planning"), _planning, "Alt+Shift+P"),
    )


class Docks:
    """Adds the docks, hidden and empty: QGIS shows those that were open when it ended, and they fill when they appear.

    QGIS notes where docks stand when it ends; here that is noted as soon as one of ours moves, so that it also holds after a crash.
    """

    def __init__(self, iface):
        self.iface = iface
        self.soon = QTimer(singleShot=True, interval=SOON_MS)
        self.soon.timeout.connect(self.note_places)
        self.docks: dict[str, LazyDock] = {}

    @property
    def actions(self) -> list[QAction]:
        """What shows and hides each dock."""
        return [dock.entry for dock in self.docks.values()]

    def load(self) -> None:
        """Add them."""
        for spec in table():
            self.docks[spec.name] = self._add(spec)

    def unload(self) -> None:
        """Take them away, the last one first, and the menu, which QGIS only hides when it is empty."""
        menus = [action.menu() for action in self.iface.pluginMenu().actions() if action.text() == MENU]
        for name in reversed(list(self.docks)):
            self._remove(self.docks.pop(name))
        self.soon.stop()
        for menu in menus:
            menu.deleteLater()

    def note_places(self) -> None:
        """Note where all docks stand, as QGIS itself does when it ends; not before its window is there, with what was noted last."""
        window = self.iface.mainWindow()
        if window.isVisible():
            QgsSettings().setValue("UI/state", window.saveState())
            QgsSettings().setValue("UI/geometry", window.saveGeometry())

    def show(self, name: str) -> QWidget:
        """Bring a dock to the front and return its contents."""
        dock = self.docks[name]
        dock.setUserVisible(True)
        dock.fill(True)
        return dock.widget()

    def _add(self, spec: DockSpec) -> LazyDock:
        dock = LazyDock(f"Opgavenkaart{spec.name}Dock", spec.title, lambda: spec.make(self.iface), f"dock_{spec.name.lower()}")
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.wait()
        dock.entry.setObjectName(f"Opgavenkaart{spec.name}")
        dock.entry.setText(f"{spec.title} ({MENU})")
        dock.entry.setIconText(spec.title)
        dock.entry.setIcon(spec.icon)
        dock.toggleViewAction().setText(dock.entry.text())
        QgsGui.shortcutsManager().registerAction(dock.entry, spec.shortcut, MENU)
        self.iface.addPluginToMenu(MENU, dock.entry)
        for moved in moves(dock):
            moved.connect(self._note_soon)
        return dock

    def _note_soon(self, *_) -> None:
        self.soon.start()

    def _remove(self, dock: LazyDock) -> None:
        for moved in moves(dock):  # it is hidden when it goes: that is no place to note
            moved.disconnect(self._note_soon)
        self.iface.removePluginMenu(MENU, dock.entry)
        QgsGui.shortcutsManager().unregisterAction(dock.entry)
        self.iface.removeDockWidget(dock)
        dock.deleteLater()


def moves(dock: LazyDock) -> tuple:
    """Return the signals that tell of a dock's place."""
    return dock.dockLocationChanged, dock.topLevelChanged, dock.visibilityChanged
