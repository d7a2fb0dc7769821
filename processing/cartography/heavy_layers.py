"""Layers of so many features that a map of a whole municipality is neither read nor drawn well with them."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsVectorLayer

HEAVY_THEMES = frozenset(("addresses", "buildings", "parcels"))
"""Themes of records of which every municipality has tens of thousands of features."""
MOST_FEATURES = 20_000
"""More than so many features are heavy, whatever they are."""
CLOSE = 10_000
"""A heavy layer is drawn from scale 1:10,000 on: then a screen shows some streets."""
FILE_PROVIDER = "ogr"
"""Only files are counted: a service would have to be asked."""


def is_heavy(layer: QgsMapLayer, theme: str = "") -> bool:
    """Return whether a layer is heavy: a file by its number of features, what lies at a service by the theme of its record."""
    if not isinstance(layer, QgsVectorLayer):
        return False
    if layer.providerType() == FILE_PROVIDER:
        return bool(layer.featureCount() > MOST_FEATURES)
    return theme in HEAVY_THEMES


def draw_close_only(layer: QgsMapLayer) -> None:
    """Have a layer drawn only where the map shows a few streets."""
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(CLOSE)
    layer.setMaximumScale(0)
