"""The network of actors as a drawing that can be clicked, beside the map."""

from __future__ import annotations

from math import cos, pi, sin

from qgis.PyQt.QtCore import QPointF, QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainterPath, QPen, QPolygonF, QTransform
from qgis.PyQt.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from ...processing.model.house_style import house_colours, house_shades
from ...processing.texts.language import tr
from ..plain_words import plain

EDGE = 0.06
"""Margin around the drawing, as a share of its side."""
DOT, PER_LINK, LARGEST = 4.0, 0.5, 9.0
"""Pixels of an actor's radius, of what each of its links adds, and of the largest."""
CORNERS = {"public": 4, "non_profit": 0, "profit": 3, "citizens": 6}
"""Corners of an actor by kind, 0 for a circle: colour never tells it alone."""
LINK, GROUND = 0.4, 0.75
"""How opaque a link is, and what lies behind a name."""
RIGHT = 0.5
"""Actors farther to the right than this have their names on the left."""
NAMED = 8
"""Neighbours of the chosen actor that bear their names."""


class NetworkView(QGraphicsView):
    """Actors by kind, links that are there, and, dashed, those to make; the chosen one and its neighbours bear their names.

    `chosen` gives the number of an actor that is clicked.
    """

    chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(QGraphicsScene(), parent)
        self.scene().setParent(self)
        self.setAccessibleName(tr("Network of actors"))
        self.setAccessibleDescription(tr("The list below gives the same information in words."))
        self.setMinimumHeight(200)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nodes: list[QGraphicsPathItem] = []
        self.names: list[QGraphicsSimpleTextItem] = []
        self.links: list[tuple[int, int, QGraphicsLineItem]] = []
        self.scene().selectionChanged.connect(self._selected)

    def show_network(self, drawn) -> None:
        """Show a `Drawn` network instead of the one before."""
        self.nodes = []  # the scene tells of a selection that goes with them
        self.scene().clear()
        self.links = [(edge.one, edge.other, self._link(drawn, edge)) for edge in drawn.edges]
        self.nodes = [self._actor(node) for node in drawn.nodes]
        self.names = [self._name(node) for node in drawn.nodes]
        self.scene().setSceneRect(QRectF(-EDGE, -EDGE, 1 + 2 * EDGE, 1 + 2 * EDGE))
        self._fit()

    def choose(self, number: int) -> None:
        """Show which actor is chosen, with its links and neighbours."""
        self.scene().blockSignals(True)
        self.scene().clearSelection()
        self.nodes[number].setSelected(True)
        self.scene().blockSignals(False)
        near = [number]
        for one, other, line in self.links:
            its = number in (one, other)
            line.setOpacity(1.0 if its else 0.25)
            near += [one + other - number] * its
        self._name_some(near[: NAMED + 1])

    def _name_some(self, wanted: list[int]) -> None:
        """Show these names, the first one first, but for those that would lie over another."""
        taken: list[QRectF] = []
        for name in self.names:
            name.setVisible(False)
        for place in wanted:
            name = self.names[place]
            box = name.deviceTransform(self.viewportTransform()).mapRect(name.boundingRect())
            if not any(box.intersects(one) for one in taken):
                taken.append(box)
                name.setVisible(True)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.IgnoreAspectRatio)

    def _selected(self) -> None:
        found = [number for number, node in enumerate(self.nodes) if node.isSelected()]
        if found:
            self.chosen.emit(found[0])

    def _link(self, drawn, edge) -> QGraphicsLineItem:
        one, other = drawn.nodes[edge.one], drawn.nodes[edge.other]
        pen = QPen(faint(self.palette().windowText().color(), LINK) if edge.exists else QColor(house_shades("need")[3]), 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if edge.exists else Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        return self.scene().addLine(one.x, one.y, other.x, other.y, pen)

    def _actor(self, node) -> QGraphicsPathItem:
        item = QGraphicsPathItem(outline(CORNERS.get(node.kind, 0), min(DOT + PER_LINK * node.degree, LARGEST)))
        item.setBrush(QColor(actor_colour(node.kind)))
        item.setPen(QPen(self.palette().windowText().color(), 2.5 if node.broker else 1.0))
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        item.setToolTip(plain(node.name))
        return self._stand(item, node)

    def _name(self, node) -> QGraphicsSimpleTextItem:
        item = Name(node.name)
        item.setBrush(self.palette().windowText())
        item.ground = faint(self.palette().base().color(), GROUND)
        item.setVisible(False)
        item.setZValue(1)
        if node.x > RIGHT:
            item.setTransform(QTransform.fromTranslate(-item.boundingRect().width(), 0))
        return self._stand(item, node)

    def _stand(self, item, node):
        """Put an item at its place, in pixels of the window whatever the drawing's size."""
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        item.setPos(node.x, node.y)
        self.scene().addItem(item)
        return item


class Name(QGraphicsSimpleTextItem):
    """A name that is read over links and actors: the ground shines through behind it."""

    def paint(self, painter, option, widget=None):
        painter.fillRect(self.boundingRect(), self.ground)
        super().paint(painter, option, widget)


def faint(colour: QColor, opacity: float) -> QColor:
    """Return a colour that lets through what lies behind it."""
    found = QColor(colour)
    found.setAlphaF(opacity)
    return found


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


def actor_colour(kind: str) -> str:
    """Return the colour (``#rrggbb``) that a kind of actor has on the map."""
    from ...processing.cartography.looks.coalition import SHAPES  # with the libraries of analysis

    return house_shades("overlay", len(SHAPES))[SHAPES[kind][1]] if kind in SHAPES else house_colours()["point"]
