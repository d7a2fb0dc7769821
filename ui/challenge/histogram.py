"""A small drawing of how values are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor, QPainter, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...processing.texts.language import Language
from ..plain_words import plain

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np

LETTERS_WIDE, LINES_HIGH = 14, 1.6


class HistogramView(QWidget):
    """Bars in one colour, with a line at the median; empty until it has values.

    Parameters
    ----------
    language : Language
    """

    def __init__(self, language: Language, parent: QWidget | None = None):
        super().__init__(parent)
        self.language = language
        self.values, self.drawn, self.colour = None, None, QColor()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_values(self, values: np.ndarray | None, unit: str, colour: str) -> None:
        """Draw values, missing ones (NaN) left out; None where there are none yet."""
        self.values, self.drawn, self.colour = values, None, QColor(colour)
        words = "" if values is None else spread(values, unit, self.language)
        self.setToolTip(plain(words))
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self):
        metrics = self.fontMetrics()
        return QSize(LETTERS_WIDE * metrics.averageCharWidth(), int(LINES_HIGH * metrics.height()))

    def minimumSizeHint(self):
        return self.sizeHint()

    def resizeEvent(self, event):
        self.drawn = None

    def paintEvent(self, event):
        if self.values is None:
            return
        from ...processing.challenge.index_preview import histogram

        self.drawn = self.drawn or histogram(self.values, self.width() - 1, self.height() - 2)
        if self.drawn:
            self._paint(self.drawn)

    def _paint(self, drawn) -> None:
        painter = QPainter(self)
        for bar in drawn.bars:
            painter.fillRect(QRectF(bar.x, bar.y, max(bar.width, 1.0), max(bar.height, 1.0)), self.colour)
        painter.setPen(QPen(self.palette().text().color(), 1))
        bottom = self.height() - 1
        painter.drawLine(0, bottom, self.width(), bottom)
        painter.drawLine(int(drawn.median_x), 0, int(drawn.median_x), bottom)


def spread(values: np.ndarray, unit: str, language: Language) -> str:
    """Return lowest, median and highest value in words."""
    import numpy as np

    from ...processing.products.integrated_map.words import decimals_for

    known = values[np.isfinite(values)]
    if not len(known):
        return language.tr("no values")
    ends = [float(known.min()), float(np.median(known)), float(known.max())]
    decimals = decimals_for(max(map(abs, ends)))
    low, median, high = (f"{language.number(value, decimals)} {unit}".strip() for value in ends)
    return language.tr("lowest {low}, median {median}, highest {high}", low=low, median=median, high=high)
