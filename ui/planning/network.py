"""The network of actors as a drawing that can be clicked, beside the map."""

from __future__ import annotations

from math import cos, pi, sin

from qgis.PyQt.QtCore import QPointF, QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainterPath, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QGraphicsPathItem, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView, QWidget

from ...processing.bridge.language import tr

SIDE, EDGE = 600.0, 60.0
"""Units of the drawing, and of the margin around it."""
DOT, PER_LINK, LARGEST = 7.0, 1.2, 14.0
"""Radius of an actor, and what each of its links adds, up to the largest."""
NAMED = 25
"""Actors that bear their name in the drawing; the others tell it under the mouse."""
CORNERS = {"public": 4, "non_profit": 0, "profit": 3, "citizens": 6}
"""Corners of an actor by kind, 0 for a circle: colour never tells it alone."""
COLOURS = {"public": "#2166ac", "non_profit": "#1b7837", "profit": "#b35806", "citizens": "#762a83"}
OTHER = "#6d6d6d"


class NetworkView(QGraphicsView):
    """Actors by kind, links that are there, and, dashed, those to make; `chosen` gives the number of an actor that is clicked."""

    chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(QGraphicsScene(), parent)
        self.scene().setParent(self)
        self.setAccessibleName(tr("Network of actors"))
        self.setAccessibleDescription(tr("The list below says the same in words."))
        self.setMinimumHeight(160)
        self.nodes: list[QGraphicsPathItem] = []
        self.scene().selectionChanged.connect(self._selected)

    def show_network(self, drawn) -> None:
        """Show a `Drawn` network instead of the one before."""
        self.scene().clear()
        self.nodes = []
        for edge in drawn.edges:
            self._link(drawn.nodes[edge.one], drawn.nodes[edge.other], edge.exists)
        for number, node in enumerate(drawn.nodes):
            self.nodes.append(self._actor(number, node))
        self.scene().setSceneRect(QRectF(-EDGE, -EDGE, SIDE + 2 * EDGE, SIDE + 2 * EDGE))
        self._fit()

    def choose(self, number: int) -> None:
        """Show which actor is chosen."""
        self.scene().blockSignals(True)
        self.scene().clearSelection()
        self.nodes[number].setSelected(True)
        self.scene().blockSignals(False)
        self.viewport().update()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def _selected(self) -> None:
        found = [number for number, node in enumerate(self.nodes) if node.isSelected()]
        if found:
            self.chosen.emit(found[0])

    def _link(self, one, other, exists: bool) -> None:
        pen = QPen(self.palette().mid().color() if exists else QColor("#c5531f"), 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if exists else Qt.PenStyle.DashLine)
        self.scene().addLine(one.x * SIDE, one.y * SIDE, other.x * SIDE, other.y * SIDE, pen)

    def _actor(self, number: int, node) -> QGraphicsPathItem:
        radius = min(DOT + PER_LINK * node.degree, LARGEST)
        item = QGraphicsPathItem(outline(CORNERS.get(node.kind, 0), radius))
        item.setPos(node.x * SIDE, node.y * SIDE)
        item.setBrush(QColor(COLOURS.get(node.kind, OTHER)))
        item.setPen(QPen(self.palette().windowText().color(), 3.0 if node.broker else 1.0))
        item.setFlag(QGraphicsPathItem.GraphicsItemFlag.ItemIsSelectable)
        item.setToolTip(node.name)
        self.scene().addItem(item)
        if number < NAMED:
            self._name(node, radius)
        return item

    def _name(self, node, radius: float) -> None:
        text = QGraphicsSimpleTextItem(node.name)
        text.setBrush(self.palette().windowText())
        box = text.boundingRect()
        x = min(max(node.x * SIDE - box.width() / 2, -EDGE), SIDE + EDGE - box.width())
        text.setPos(x, node.y * SIDE + radius)
        self.scene().addItem(text)


def outline(corners: int, radius: float) -> QPainterPath:
    """Return a circle, or a regular shape with so many corners."""
    path = QPainterPath()
    if not corners:
        path.addEllipse(QPointF(0, 0), radius, radius)
        return path
    turns = [2 * pi * corner / corners - pi / 2 for corner in range(corners)]
    path.addPolygon(QPolygonF([QPointF(radius * cos(turn), radius * sin(turn)) for turn in turns]))
    path.closeSubpath()
    return path
