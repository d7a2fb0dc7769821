"""The plugin's own icons, and QGIS's."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QIcon

from ..processing.model.files import RESOURCES

FOLDER = RESOURCES / "icons"
HOUSE = "opgavenkaart"


def icon(name: str = HOUSE) -> QIcon:
    """Return an icon of the plugin; the house's own where there is none of that name."""
    path = FOLDER / f"{name}.svg"
    return QIcon(str(path if path.exists() else FOLDER / f"{HOUSE}.svg"))


def theme_icon(name: str) -> QIcon:
    """Return an icon of QGIS, which follows its light or dark theme."""
    return QgsApplication.getThemeIcon(f"/{name}.svg")
