"""A toolbar with a button for each dock; View > Toolbars hides it, and QGIS remembers that."""

from __future__ import annotations

from .docks import MENU, Docks


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

    def unload(self) -> None:
        """Take it away."""
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
        self.toolbar = None
