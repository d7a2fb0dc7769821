"""A toolbar with a button for each dock; View > Toolbars hides it, and QGIS remembers that.

Names stand beside the pictures until every dock was opened once.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt

from .docks import MENU, Docks
from .settings import settings


class Toolbar:
    """Adds the toolbar.

    Parameters
    ----------
    iface : QgisInterface
    docks : Docks
        Loaded before it.
    """

    def __init__(self, iface, docks: Docks):
        self.iface = iface
        self.docks = docks
        self.toolbar = None

    def load(self) -> None:
        """Add it."""
        self.toolbar = self.iface.addToolBar(MENU)
        self.toolbar.setObjectName("OpgavenkaartToolbar")
        self.toolbar.addActions(self.docks.actions)
        settings.changed.connect(self._follow)
        self._name()

    def unload(self) -> None:
        """Take it away."""
        settings.changed.disconnect(self._follow)
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
        self.toolbar = None

    def _follow(self, name: str) -> None:
        if name == "placed":
            self._name()

    def _name(self) -> None:
        """Show the names as long as there is a dock that was never opened."""
        known = len(settings.placed) >= len(self.docks.actions)
        style = Qt.ToolButtonStyle.ToolButtonFollowStyle if known else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.toolbar.setToolButtonStyle(style)
