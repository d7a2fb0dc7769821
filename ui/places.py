"""Where results come to lie: files in the user's profile, layers in a group of the open project."""

from __future__ import annotations

import datetime
from pathlib import Path

from qgis.core import QgsApplication, QgsLayerTreeGroup, QgsProject

GROUP = "Opgavenkaart"
FOLDER = "opgavenkaart/layers"
"""Where loaded and computed layers are kept, in the user's profile."""


def new_place() -> Path:
    """Return a path without ending, in the user's profile, that no file has."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / datetime.datetime.now().strftime("%Y-%m-%d_%H-%M-%S-%f")


def own_group() -> QgsLayerTreeGroup:
    """Return the plugin's group in the open project, at the top where it is new."""
    root = QgsProject.instance().layerTreeRoot()
    return root.findGroup(GROUP) or root.insertGroup(0, GROUP)
