"""A dock that is empty until it is first shown: it costs nothing when QGIS starts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QDockWidget, QWidget

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
        self.visibilityChanged.connect(self.fill)

    def sizeHint(self):
        """Ask for the width of the contents before they are there; a width that QGIS remembers comes first."""
        return QSize(WIDTH * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def fill(self, visible: bool) -> None:
        """Make the contents where they are not there yet."""
        if visible and self.widget() is None:
            self.setWidget(self.make())
