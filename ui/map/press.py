"""Runs of the map dock: one thing at a time, and previews beside it, of which only the last counts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..places import new_place
from ..task_runner import Run


class Press(QObject):
    """Runs algorithms in tasks.

    `busy` tells whether something runs, `told` how far it is (0-100) and what it does, `failed` why it ended early.
    """

    busy = pyqtSignal(bool)
    told = pyqtSignal(float, str)
    failed = pyqtSignal(list)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.current: Run | None = None
        self.previewed: Run | None = None

    def start(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        """Run an algorithm; ``done`` gets the run when all went well. While something runs nothing else starts."""
        if self.current is None:
            self.current = Run(name, inputs, lambda run: self._ended(run, done), self.told.emit)
            self.busy.emit(True)

    def cancel(self) -> None:
        """Ask what runs to end."""
        if self.current:
            self.current.cancel()

    def preview(self, inputs: dict, done: Callable[[Run], None]) -> None:
        """Print a map as a picture; an earlier preview that is still under way is dropped."""
        self.drop_preview()
        output = {"FORMAT": "png", "OUTPUT": str(new_place().with_suffix(".png"))}
        self.previewed = Run("export_map", inputs | output, lambda run: self._previewed(run, done))

    def drop_preview(self) -> None:
        """Leave the preview that is under way."""
        if self.previewed:
            self.previewed.leave()
            self.previewed = None

    def _previewed(self, run: Run, done: Callable[[Run], None]) -> None:
        self.previewed = None
        done(run)

    def _ended(self, run: Run, done: Callable[[Run], None]) -> None:
        self.current = None
        self.busy.emit(False)
        if run.ok:
            done(run)
        elif not run.cancelled:
            self.failed.emit(run.feedback.errors)
