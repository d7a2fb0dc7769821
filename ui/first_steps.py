"""The way from any dock to where the first map is made: the welcome in the catalogue dock."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDockWidget

from .settings import settings

CATALOGUE_DOCK = "OpgavenkaartCatalogueDock"


def lead_to_first_map(iface) -> None:
    """Bring the catalogue dock to the front, with the welcome, ready to type the name of a municipality."""
    settings.welcomed = False
    dock = iface.mainWindow().findChild(QDockWidget, CATALOGUE_DOCK)
    dock.setUserVisible(True)
    dock.fill(True)
    dock.widget().show_welcome()
