"""The sheet as it will be, in small."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPixmap
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...processing.texts.language import tr

LEAST = 140
"""Pixels that it is high at least."""


class PicturePreview(QWidget):
    """A picture that keeps its proportions, whatever room there is; without one, words."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.picture, self.words = QPixmap(), ""
        self.setMinimumHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Preview of the map"))

    def sizeHint(self):
        return QSize(2 * LEAST, 2 * LEAST)

    def show_picture(self, path: str) -> None:
        """Show a picture from a file."""
        self.picture = QPixmap(path)
        self.say("")

    def say(self, words: str) -> None:
        """Say something on the picture, or instead of it."""
        self.words = words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event):
        painter = QPainter(self)
        if not self.picture.isNull():
            place = self.place()
            painter.setOpacity(0.4 if self.words else 1.0)
            painter.drawPixmap(place, self.sharp(place.size()))
            painter.setOpacity(1.0)
            painter.setPen(self.palette().mid().color())
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        painter.end()

    def place(self) -> QRect:
        """Return where the picture stands: as large as it can be, in the middle."""
        size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height())

    def sharp(self, size: QSize) -> QPixmap:
        """Return the picture in this size, also where a pixel of the window is several of the screen."""
        ratio = self.devicePixelRatioF()
        scaled = self.picture.scaled(size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled
