"""A dock that is empty until it is first shown: it costs nothing when QGIS starts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QMainWindow, QToolButton, QWidget

from .help import BUTTON, show_help
from .settings import settings

WIDTH = 60
"""Letters beside each other."""
SOON_MS = 300
"""Writing settings to disk takes a hundredth of a second: that is done when the contents are seen."""


class LazyDock(QgsDockWidget):
    """A dock whose contents are made when it first appears.

    Its ``entry`` stands for it in menu and toolbar: it brings the dock to the front, and hides it where it is in front.

    Parameters
    ----------
    name : str
        The object's name, by which QGIS remembers its place.
    title : str
    make : callable
        Returns the contents, with the button of `ui.help` in them.
    help_page : str
        The page that this button and F1 show.
    """

    def __init__(self, name: str, title: str, make: Callable[[], QWidget], help_page: str):
        super().__init__(title)
        self.setObjectName(name)
        self.make = make
        self.help_page = help_page
        self.entry = QAction(self, checkable=True)
        self.setToggleVisibilityAction(self.entry)

    def wait(self) -> None:
        """Stay empty until it is shown: QGIS shows every dock that it is given for a moment."""
        self.hide()
        self.visibilityChanged.connect(self.fill)

    def fill(self, visible: bool) -> None:
        """Make the contents where they are not there yet; keep the focus out of them while they lie behind another dock.

        Qt calls a dock behind a tab visible, and Tab would lead into what nobody sees.
        """
        if visible and self.widget() is None:
            self.setWidget(self.make())
            self.findChild(QToolButton, BUTTON).clicked.connect(self.show_help)
            if self.objectName() not in settings.placed:
                self.join()
                self.widen()
                QTimer.singleShot(SOON_MS, self.remember)
        if self.widget():
            self.widget().setEnabled(visible)

    def remember(self) -> None:
        """Note that the contents were shown once."""
        settings.placed = [*settings.placed, self.objectName()]

    def event(self, event):
        """Keep F1 from QGIS's own help as long as the focus is inside."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.HelpContents):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.show_help()
        else:
            super().keyPressEvent(event)

    def show_help(self) -> None:
        """Show the help of this dock."""
        show_help(self.help_page, self)

    def join(self) -> None:
        """Become a tab of one of ours that is open, in front of it; where a user moves it, QGIS puts it after that."""
        window = self.parent()
        for other in window.findChildren(LazyDock, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self and not (other.isHidden() or other.isFloating()):
                window.tabifyDockWidget(other, self)
                QTimer.singleShot(0, self.raise_)
                return

    def widen(self) -> None:
        """Take a width in which the contents are read well; the user's own width comes after it."""
        window = self.parent()
        if isinstance(window, QMainWindow) and not self.isFloating():
            window.resizeDocks([self], [WIDTH * self.fontMetrics().averageCharWidth()], Qt.Orientation.Horizontal)
