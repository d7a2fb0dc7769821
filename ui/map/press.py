"""Runs of the map dock: one thing at a time, and previews beside it, of which only the last counts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, QTimer

from ...processing.bridge.language import tr
from ..one_at_a_time import OneAtATime
from ..places import new_place
from ..task_runner import Run, running

LOOK_MS = 50
"""Between two looks whether anything still runs."""


class Pause:
    """Waits until nothing runs; it can be ended as a run can.

    Parameters
    ----------
    over : callable
        Called when nothing runs any more.
    ended : callable
        Called with the pause when somebody ended it.
    """

    cancelled = True
    """``ended`` hears of nothing else."""

    def __init__(self, over: Callable[[], None], ended: Callable[[Pause], None]):
        self.over, self.ended = over, ended
        self.looking = QTimer(interval=LOOK_MS)
        self.looking.timeout.connect(self._look)
        self.looking.start()

    def cancel(self) -> None:
        """End it; ``ended`` hears of it."""
        self.leave()
        self.ended(self)

    def leave(self) -> None:
        """End it, and tell nobody."""
        self.looking.stop()

    def _look(self) -> None:
        if not running:
            self.leave()
            self.over()


class Press(OneAtATime):
    """Prints, and previews."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.previewed: Run | None = None

    def start(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        """Run an algorithm, which the preview makes way for. One that copies the open project waits until all else has ended."""
        if self.is_busy:
            return
        self.drop_preview()
        if running and inputs.get("PROJECT") == "":
            self._begin(Pause(lambda: self._go(name, inputs, done), self._stopped))
            self.told.emit(0.0, tr("Waiting for another task"))
        else:
            super().start(name, inputs, done)

    def _go(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        self.current = None  # the pause
        super().start(name, inputs, done)

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
