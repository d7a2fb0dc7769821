"""Runs of the map dock: one thing at a time, and previews beside it, of which only the last counts."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, QTimer

from ...processing.model import contract
from ...processing.texts.language import tr
from ..one_at_a_time import OneAtATime
from ..result_places import new_place
from ..task_runner import Run, running

LOOK_MS = 50
"""Between two looks whether anything still runs."""


class Pause:
    """Waits until others have ended; it can be ended as a run can.

    Parameters
    ----------
    others : callable
        Returns the runs that are waited for.
    over : callable
        Called when none of them is left.
    ended : callable
        Called with the pause when somebody ended it.
    """

    cancelled = True
    """``ended`` hears of nothing else."""

    def __init__(self, others: Callable[[], set], over: Callable[[], None], ended: Callable[[Pause], None]):
        self.others, self.over, self.ended = others, over, ended
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
        if not self.others():
            self.leave()
            self.over()


class MapPress(OneAtATime):
    """Prints, and previews.

    QGIS may stand still for good when two tasks open one GeoPackage, or when layers are copied while others are opened:
    a run waits until the preview that it takes the place of has really ended, and one that copies the open project until all else has.
    """

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.previewed: Run | None = None
        self.dropped: set[Run] = set()

    def start(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        """Run an algorithm, which the preview makes way for."""
        if self.is_busy:
            return
        self.drop_preview()
        others = self.all_runs if inputs.get(contract.PROJECT) == "" else self.dropped_runs
        if others():
            self._begin(Pause(others, lambda: self._go(name, inputs, done), self._stopped))
            self.told.emit(0.0, tr("Waiting for another task"))
        else:
            super().start(name, inputs, done)

    def _go(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        self.current = None  # the pause
        super().start(name, inputs, done)

    def preview(self, inputs: dict, done: Callable[[Run], None]) -> None:
        """Print a map as a picture, when `may_preview`."""
        output = {contract.FORMAT: "png", contract.OUTPUT: str(new_place().with_suffix(".png"))}
        self.previewed = Run("export_map", inputs | output, lambda run: self._previewed(run, done), noted=False)

    def may_preview(self) -> bool:
        """Whether nothing is under way, here or in another dock, and nothing waits to begin."""
        return not self.is_busy and not running

    def all_runs(self) -> set:
        """Return all that is under way, of this dock and others."""
        return running

    def dropped_runs(self) -> set:
        """Return the previews that were left and have not yet heard it."""
        self.dropped &= running
        return self.dropped

    def drop_preview(self) -> None:
        """Leave the preview that is under way."""
        if self.previewed:
            self.dropped.add(self.previewed)
            self.previewed.leave()
            self.previewed = None

    def _previewed(self, run: Run, done: Callable[[Run], None]) -> None:
        self.previewed = None
        done(run)
