"""Notices that the catalogue's file was written by somebody else: a colleague on the network, an editor, a harvest at night."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QApplication


class FileWatch(QObject):
    """Looks at one file whenever somebody comes back to QGIS; `changed` when it was written since.

    No QFileSystemWatcher: on Linux it can wait for ever for an event that was taken back, and the whole window with it.
    """

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.path, self.seen = "", 0.0
        QApplication.instance().applicationStateChanged.connect(self._returned)

    def watch(self, path: str) -> None:
        """Watch this file alone, as it is now; none for an empty path."""
        self.path, self.seen = path, read_change_time(path)

    def look(self) -> None:
        """Tell where the file was written since it was read; one that is gone tells nothing."""
        if read_change_time(self.path) not in (0.0, self.seen):
            self.changed.emit()

    @pyqtSlot(Qt.ApplicationState)
    def _returned(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()


def read_change_time(path: str) -> float:
    """Return when a file was written last; 0 where there is none."""
    try:
        return Path(path).stat().st_mtime if path else 0.0
    except OSError:
        return 0.0
