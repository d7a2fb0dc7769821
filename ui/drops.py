"""What is dragged from the catalogue or the browser is loaded where it is dropped: on the map, or on the list of layers."""

from __future__ import annotations

from qgis.gui import QgsCustomDropHandler

from .catalogue.order import PROVIDER, order_of


class DropHandler(QgsCustomDropHandler):
    """Loads the orders that QGIS hands over."""

    def __init__(self, iface):
        super().__init__()
        self.iface = iface

    def customUriProviderKey(self):
        return PROVIDER

    def handleCustomUriDrop(self, uri):
        from .catalogue.loading import Loader

        Loader(self.iface).load(order_of(uri.uri))


class Drops:
    """Registers the handler."""

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Register it."""
        self.handler = DropHandler(self.iface)
        self.iface.registerCustomDropHandler(self.handler)

    def unload(self) -> None:
        """Take it back."""
        self.iface.unregisterCustomDropHandler(self.handler)
        self.handler.deleteLater()
        del self.handler
