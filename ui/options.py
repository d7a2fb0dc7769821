"""The plugin's place in QGIS's options."""

from __future__ import annotations

from qgis.gui import QgsOptionsWidgetFactory

from .docks import MENU
from .icons import icon


class PageFactory(QgsOptionsWidgetFactory):
    """Makes the page when the options are opened."""

    def __init__(self):
        super().__init__(MENU, icon())

    def createWidget(self, parent=None):
        from .settings_page import SettingsPage

        return SettingsPage(parent)


class Options:
    """Registers the page."""

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Register it."""
        self.factory = PageFactory()
        self.iface.registerOptionsWidgetFactory(self.factory)

    def unload(self) -> None:
        """Take it back."""
        self.iface.unregisterOptionsWidgetFactory(self.factory)
        self.factory.deleteLater()
        del self.factory
