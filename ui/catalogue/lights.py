"""Traffic lights: a shape, a colour and words for how fresh data are, so that the colour alone says nothing."""

from __future__ import annotations

from functools import lru_cache

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ...processing.model.dates import Freshness
from ...processing.model.house_style import house_colours
from ...processing.texts.language import Language

SIZE = 32
"""Pixels; drawn large and shown small, so that it stays sharp on a dense screen."""


@lru_cache
def light_icon(light: Freshness) -> QIcon:
    """Return a disc for current, a square for due, a diamond for stale and a ring for unknown."""
    pixmap = QPixmap(SIZE, SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(house_colours()[light.value])
    painter.setBrush(colour if light is not Freshness.UNKNOWN else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 4) if light is Freshness.UNKNOWN else Qt.PenStyle.NoPen)
    _draw(painter, light)
    painter.end()
    return QIcon(pixmap)


def _draw(painter: QPainter, light: Freshness) -> None:
    if light is Freshness.DUE:
        painter.drawRect(QRectF(7, 7, 18, 18))
    elif light is Freshness.STALE:
        painter.drawPolygon(QPolygonF([QPointF(16, 3), QPointF(29, 16), QPointF(16, 29), QPointF(3, 16)]))
    else:
        painter.drawEllipse(QRectF(6, 6, 20, 20))


def light_words(light: Freshness, language: Language) -> str:
    """Return what a traffic light says."""
    from ...processing.texts import record_words

    return record_words.freshness(light.value, language)
