"""What a keyboard and a screen reader need of a window: an order, and names."""

from __future__ import annotations

from itertools import pairwise

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSlot
from qgis.PyQt.QtWidgets import QApplication, QFrame, QScrollArea, QTabWidget, QToolButton, QWidget

from ..processing.texts.language import tr

LEAST_LINES = 8
"""Of a part of a dock that scrolls where there is little room."""


class Scrolled(QScrollArea):
    """A part of a dock that scrolls up and down where there is little room, and brings what gets the focus into sight."""

    def __init__(self):
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        QApplication.instance().focusChanged.connect(self._follow)

    def setWidget(self, widget):
        """Take the contents. They do not fill their own ground: Qt then draws them anew where they scroll, whatever a theme says of theirs.

        What fills its ground Qt moves on the screen as it is; under a theme that makes the ground transparent, that would smear.
        """
        super().setWidget(widget)
        widget.setAutoFillBackground(False)

    @pyqtSlot("QWidget*", "QWidget*")
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now and self.widget() and self.widget().isAncestorOf(now):
            self.ensureWidgetVisible(now)


class FittedScrollArea(Scrolled):
    """A part of a dock that takes the room there is, and scrolls only where that is less than its least height."""

    def __init__(self, widget: QWidget):
        super().__init__()
        self.setWidgetResizable(False)
        self.setWidget(widget)

    def sizeHint(self):
        return self.widget().sizeHint()

    def minimumSizeHint(self):
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, LEAST_LINES * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        width = self.viewport().width()
        self.widget().resize(width, max(self.viewport().height(), self.widget().layout().minimumHeightForWidth(width)))


def in_order(*widgets: QWidget) -> None:
    """Let Tab go through widgets in this order, whenever they were made."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def give_name(widget: QWidget, title: str) -> None:
    """Tell a screen reader what a widget is called, and those of its parts that take the focus."""
    widget.setAccessibleName(title)
    if isinstance(widget, QgsFileWidget):
        widget.lineEdit().setAccessibleName(title)
        for button in widget.findChildren(QToolButton):
            button.setAccessibleName(tr("Choose a file: {title}").format(title=title))
    elif isinstance(widget, QTabWidget):
        widget.tabBar().setAccessibleName(title)
