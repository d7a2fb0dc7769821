"""Undo by keys, where QGIS's own undo would take them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QWidget


class UndoKeys(QWidget):
    """A part of the window with a way back of its own: ``stack`` is undone by its keys as long as the focus is inside."""

    stack = None

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride and self._way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):
        way = self._way(event)
        if way:
            way()
        else:
            super().keyPressEvent(event)

    def _way(self, event):
        """Return what undoes or does again, where the keys ask for that."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.stack.undo
        return self.stack.redo if event.matches(QKeySequence.StandardKey.Redo) else None
