"""The tool that sets pins on the map, drags them, and changes what may become of them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolEmitPoint, QgsVertexMarker
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QApplication

from .pins import Pins, transform

CATCH_PIXELS = 8
NEXT = {"candidate": "required", "required": "forbidden", "forbidden": "candidate", "existing": "candidate"}
"""What a click on a pin makes of it."""


class PinTool(QgsMapToolEmitPoint):
    """A click on the ground sets a pin, one on a pin changes what may become of it; a pin can be dragged.

    Parameters
    ----------
    canvas : QgsMapCanvas
    pins : Pins
    """

    def __init__(self, canvas: QgsMapCanvas, pins: Pins):
        super().__init__(canvas)
        self.pins = pins
        self.held: QgsFeature | None = None
        self.pressed, self.mark = QPoint(), None

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """That of the map."""
        return self.canvas().mapSettings().destinationCrs()

    def canvasPressEvent(self, event: QgsMapMouseEvent):
        self.held, self.pressed = self._pin_at(event.mapPoint()), event.pos()

    def canvasMoveEvent(self, event: QgsMapMouseEvent):
        if self.held and (self.mark or self._is_drag(event)):
            self.mark = self.mark or QgsVertexMarker(self.canvas())
            self.mark.setCenter(event.mapPoint())

    def canvasReleaseEvent(self, event: QgsMapMouseEvent):
        held, self.held = self.held, None
        if held and self._is_drag(event):
            self.pins.move(held.id(), event.mapPoint(), self.crs)
        elif held:
            self.pins.set_status([held.id()], NEXT.get(held["status"], "candidate"))
        else:
            self.pins.add([QgsGeometry.fromPointXY(event.mapPoint())], self.crs, [""])
        self._unmark()

    def deactivate(self):
        self.held = None
        self._unmark()
        super().deactivate()

    def _is_drag(self, event: QgsMapMouseEvent) -> bool:
        return (event.pos() - self.pressed).manhattanLength() >= QApplication.startDragDistance()

    def _unmark(self) -> None:
        if self.mark:
            self.canvas().scene().removeItem(self.mark)
            self.mark = None

    def _pin_at(self, point: QgsPointXY) -> QgsFeature | None:
        if not self.pins.layer:
            return None
        reach = CATCH_PIXELS * self.canvas().mapUnitsPerPixel()
        way = transform(self.pins.layer.crs(), self.crs)
        near = ((way.transform(pin.geometry().asPoint()).distance(point), pin.id(), pin) for pin in self.pins.features())
        distance, _, feature = min(near, default=(reach + 1, 0, None))
        return feature if distance <= reach else None
