"""Runs of the map dock: one thing at a time, and previews beside it, of which only the last counts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject

from ..one_at_a_time import OneAtATime
from ..places import new_place
from ..task_runner import Run, running


class Press(OneAtATime):
    """Prints, and previews."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.previewed: Run | None = None

    def preview(self, inputs: dict, done: Callable[[Run], None]) -> None:
        """Print a map as a picture; an earlier preview that is still under way is dropped."""
        self.drop_preview()
        output = {"FORMAT": "png", "OUTPUT": str(new_place().with_suffix(".png"))}
        self.previewed = Run("export_map", inputs | output, lambda run: self._previewed(run, done))

    def others_run(self) -> bool:
        """Whether anything else is under way: a preview waits for it, as QGIS may lock up when layers are copied meanwhile."""
        return bool(running - {self.previewed})

    def drop_preview(self) -> None:
        """Leave the preview that is under way."""
        if self.previewed:
            self.previewed.leave()
            self.previewed = None

    def _previewed(self, run: Run, done: Callable[[Run], None]) -> None:
        self.previewed = None
        done(run)
