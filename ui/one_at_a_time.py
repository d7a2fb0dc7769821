"""Algorithms for a dock: one at a time, with a row that shows how far it is and ends it."""

from __future__ import annotations

from collections.abc import Callable, Generator

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QGridLayout, QProgressBar, QPushButton, QWidget

from ..processing.model.progress import Progress
from ..processing.texts.language import tr
from .layer_opening import open_layers
from .message_bar import why
from .plain_words import PlainLabel
from .task_runner import Run, Work


class OneAtATime(QObject):
    """Runs algorithms, and functions that read what they left, in tasks.

    `busy` tells whether something runs, `told` how far it is (0-100) and what it does, `failed` in sentences why it ended early,
    `cancelled` that somebody ended it.
    """

    busy = pyqtSignal(bool)
    told = pyqtSignal(float, str)
    failed = pyqtSignal(list)
    cancelled = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.current: Run | Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self.current is not None

    def start(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        """Run an algorithm; ``done`` gets the run when all went well. While something runs nothing else starts."""
        if not self.is_busy:
            self._begin(Run(name, inputs, lambda run: self._ran(run, done), self.told.emit))

    def read(self, title: str, function: Callable[[Progress], object], done: Callable[[object], None]) -> None:
        """Call a function in another thread; ``done`` gets what it returns. While something runs nothing else starts."""
        if not self.is_busy:
            self._begin(Work(title, function, lambda work: self._worked(work, done)))

    def open(
        self,
        make: Callable[[Progress], list[QgsMapLayer]],
        putting: Callable[[list[QgsMapLayer]], Generator[None, None, object]],
        done: Callable[[object], None],
    ) -> None:
        """Open layers in another thread and put them into the project, as `open_layers` does. While something runs nothing else starts."""
        if not self.is_busy:
            work = open_layers(make, putting, lambda put: self._put(work, put, done), self._stopped)
            self._begin(work)

    def cancel(self) -> None:
        """Ask what runs to end."""
        if self.current:
            self.current.cancel()

    def leave(self) -> None:
        """End what runs and hear no more of it: whoever asked for it goes."""
        if self.current:
            self.current.leave()
            self.current = None

    def _begin(self, current: Run | Work) -> None:
        self.current = current
        self.busy.emit(True)

    def _end(self) -> None:
        self.current = None
        self.busy.emit(False)

    def _ran(self, run: Run, done: Callable[[Run], None]) -> None:
        self._end()
        if run.ok:
            done(run)
        elif run.cancelled:
            self.cancelled.emit()
        else:
            self.failed.emit([line for error in run.feedback.errors for line in error.splitlines() if line] or why(None))

    def _worked(self, work: Work, done: Callable[[object], None]) -> None:
        if work.ok:
            self._opened(work.value, done)
        else:
            self._stopped(work)

    def _opened(self, value: object, done: Callable[[object], None]) -> None:
        self._end()
        done(value)

    def _put(self, work: Work, value: object, done: Callable[[object], None]) -> None:
        if self.current is work:  # else the layers waited for their project
            self._end()
        done(value)

    def _stopped(self, work: Work) -> None:
        self._end()
        if work.cancelled:
            self.cancelled.emit()
        else:
            self.failed.emit(why(work.error))


class ProgressRow(QWidget):
    """The named step, a bar and a button to cancel; hidden while nothing runs."""

    def __init__(self, runs: OneAtATime, parent: QWidget | None = None):
        super().__init__(parent)
        self.step = PlainLabel(self, wordWrap=True)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"), self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.step, 0, 0, 1, 2)
        grid.addWidget(self.bar, 1, 0)
        grid.addWidget(self.cancel, 1, 1)
        self.pressed: QWidget | None = None
        self.hide()
        self.cancel.clicked.connect(runs.cancel)
        runs.busy.connect(self._show_busy)
        runs.told.connect(self._show)

    def _show_busy(self, busy: bool) -> None:
        before, held = QApplication.focusWidget(), self.cancel.hasFocus()
        self._show(0.0, "")
        self.setVisible(busy)
        if busy:
            self.pressed = self.pressed or before
            QTimer.singleShot(0, self._take_focus)
        else:
            self.pressed = self.pressed if held else None
            QTimer.singleShot(0, self._give_focus_back)

    def _take_focus(self) -> None:
        """Keep the focus in the dock where the button that had it can no longer be pressed."""
        one = self.pressed
        if self.isVisible() and one and not one.isEnabled() and self.parentWidget().isAncestorOf(one):
            self.cancel.setFocus()
        else:
            self.pressed = None

    def _give_focus_back(self) -> None:
        """After the last of what ran: reading what an algorithm left follows on it."""
        if self.pressed and not self.isVisible():
            self.pressed.setFocus()
            self.pressed = None

    def _show(self, share: float, words: str) -> None:
        self.bar.setValue(round(share))
        self.step.setText(words)
