"""The help in QGIS's menus."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAction

from ..processing.texts.language import tr
from .docks import MENU
from .help import BUTTON, FIRST_PAGE, HelpWindow, show_help
from .icons import theme_icon


class HelpEntry:
    """Adds the help to the plugin's own menu and to *Help > Plugins*, where QGIS keeps that of all plugins."""

    def __init__(self, iface):
        self.iface = iface
        self.action = None

    def load(self) -> None:
        """Add the entries."""
        window = self.iface.mainWindow()
        self.action = QAction(theme_icon("mActionHelpContents"), tr("Help of Opgavenkaart"), window)
        self.action.setObjectName(BUTTON)
        self.action.triggered.connect(lambda: show_help(FIRST_PAGE, window))
        self.iface.addPluginToMenu(MENU, self.action)
        self.iface.pluginHelpMenu().addAction(self.action)

    def unload(self) -> None:
        """Take them away, and the help that stands open."""
        self.iface.removePluginMenu(MENU, self.action)
        self.iface.pluginHelpMenu().removeAction(self.action)
        self.action.deleteLater()
        for window in self.iface.mainWindow().findChildren(HelpWindow):
            window.deleteLater()
        self.action = None
