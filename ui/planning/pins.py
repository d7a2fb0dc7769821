"""Candidate sites as pins: a layer of its own in the project, a tool that sets them, and what may become of each."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolEmitPoint
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...processing.bridge.language import tr
from ...processing.model.choices import SITE_STATUSES
from ..places import own_group

STATUS_TEXTS = {"candidate": "may be chosen", "existing": "is there", "required": "must be chosen", "forbidden": "may not be chosen"}
LOOKS = {
    "candidate": {"name": "circle", "color": "#ffffff", "outline_color": "#7f2704"},
    "existing": {"name": "square", "color": "#6d6d6d", "outline_color": "#333333"},
    "required": {"name": "star", "color": "#c5531f", "outline_color": "#7f2704"},
    "forbidden": {"name": "cross2", "color": "#333333", "outline_color": "#333333"},
}
"""A shape for each status: colour never tells it alone."""
FIELDS = "field=name:string&field=status:string"
CATCH_PIXELS = 8
NEXT = {"candidate": "required", "required": "forbidden", "forbidden": "candidate", "existing": "candidate"}
"""What a click on a pin makes of it."""


class Pins(QObject):
    """The candidates; `changed` tells that there are others, or others may be chosen."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.id = ""

    @property
    def layer(self) -> QgsVectorLayer | None:
        """Their layer in the project; None where there is none."""
        return QgsProject.instance().mapLayer(self.id) if self.id else None

    def features(self) -> list[QgsFeature]:
        """Return the pins, the first one first."""
        return list(self.layer.getFeatures()) if self.layer else []

    def add(self, places: Sequence[QgsGeometry], names: Sequence[str], status: str = "candidate") -> None:
        """Set pins, in the project's CRS."""
        layer = self.layer or self._make()
        number = layer.featureCount()
        features = []
        for place, (geometry, name) in enumerate(zip(places, names, strict=True), start=number + 1):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(geometry)
            feature["name"], feature["status"] = name or tr("Site {number}").format(number=place), status
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        self._renew(layer)

    def take(self, source: QgsVectorLayer, name_field: str) -> int:
        """Set a pin on each feature of a layer, and return how many; a feature without a place gets none."""
        way = QgsCoordinateTransform(source.crs(), QgsProject.instance().crs(), QgsProject.instance())
        places, names = [], []
        for feature in source.getSelectedFeatures() if source.selectedFeatureCount() else source.getFeatures():
            geometry = feature.geometry().pointOnSurface() if feature.hasGeometry() else QgsGeometry()
            if not geometry.isEmpty():
                geometry.transform(way)
                places.append(geometry)
                names.append(str(feature[name_field]) if name_field else "")
        if places:
            self.add(places, names)
        return len(places)

    def set_status(self, ids: Sequence[int], status: str) -> None:
        """Say what may become of pins."""
        layer = self.layer
        column = layer.fields().lookupField("status")
        layer.dataProvider().changeAttributeValues({id: {column: status} for id in ids})
        self._renew(layer)

    def remove(self, ids: Sequence[int]) -> None:
        """Take pins away."""
        self.layer.dataProvider().deleteFeatures(list(ids))
        self._renew(self.layer)

    def _make(self) -> QgsVectorLayer:
        crs = QgsProject.instance().crs()
        layer = QgsVectorLayer(f"Point?crs={crs.authid()}&{FIELDS}", tr("Candidate sites"), "memory")
        layer.setRenderer(QgsCategorizedSymbolRenderer("status", [category(status) for status in SITE_STATUSES]))
        layer.setCustomProperty("skipMemoryLayersCheck", 1)
        QgsProject.instance().addMapLayer(layer, False)
        own_group().insertLayer(0, layer)
        self.id = layer.id()
        return layer

    def _renew(self, layer: QgsVectorLayer) -> None:
        layer.updateExtents()
        layer.triggerRepaint()
        self.changed.emit()


def category(status: str) -> QgsRendererCategory:
    """Return how pins of a status look."""
    symbol = QgsMarkerSymbol.createSimple(LOOKS[status] | {"size": "4", "outline_width": "0.6"})
    return QgsRendererCategory(status, symbol, tr(STATUS_TEXTS[status]))


class PinTool(QgsMapToolEmitPoint):
    """A click on the ground sets a pin, one on a pin changes what may become of it.

    Parameters
    ----------
    canvas : QgsMapCanvas
    pins : Pins
    """

    def __init__(self, canvas: QgsMapCanvas, pins: Pins):
        super().__init__(canvas)
        self.pins = pins

    def canvasReleaseEvent(self, event: QgsMapMouseEvent):
        point = event.mapPoint()
        hit = self._pin_at(point)
        if hit:
            self.pins.set_status([hit.id()], NEXT[hit["status"]])
        else:
            self.pins.add([QgsGeometry.fromPointXY(point)], [""])

    def _pin_at(self, point: QgsPointXY) -> QgsFeature | None:
        reach = CATCH_PIXELS * self.canvas().mapUnitsPerPixel()
        near = ((feature.geometry().asPoint().distance(point), feature.id(), feature) for feature in self.pins.features())
        distance, _, feature = min(near, default=(reach + 1, 0, None))
        return feature if distance <= reach else None
