"""A dock that is empty until it is first shown: it costs nothing when QGIS starts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow, QWidget

from .settings import settings

WIDTH = 60
"""Letters beside each other."""


class LazyDock(QDockWidget):
    """A dock whose contents are made when it first appears.

    Parameters
    ----------
    name : str
        The object's name, by which QGIS remembers its place.
    title : str
    make : callable
        Returns the contents.
    """

    def __init__(self, name: str, title: str, make: Callable[[], QWidget]):
        super().__init__(title)
        self.setObjectName(name)
        self.make = make

    def wait(self) -> None:
        """Stay empty until it is shown: QGIS shows every dock that it is given for a moment."""
        self.hide()
        self.visibilityChanged.connect(self.fill)

    def fill(self, visible: bool) -> None:
        """Make the contents where they are not there yet."""
        if visible and self.widget() is None:
            self.setWidget(self.make())
            if self.objectName() not in settings.placed:
                settings.placed = [*settings.placed, self.objectName()]
                self.widen()

    def widen(self) -> None:
        """Take a width in which the contents are read well; the user's own width comes after it."""
        window = self.parent()
        if isinstance(window, QMainWindow) and not self.isFloating():
            window.resizeDocks([self], [WIDTH * self.fontMetrics().averageCharWidth()], Qt.Orientation.Horizontal)
