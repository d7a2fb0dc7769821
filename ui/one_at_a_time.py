"""Algorithms for a dock: one at a time, with a row that shows how far it is and ends it."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from ..processing.bridge.language import tr
from .task_runner import Run


class OneAtATime(QObject):
    """Runs algorithms in tasks.

    `busy` tells whether something runs, `told` how far it is (0-100) and what it does, `failed` why it ended early.
    """

    busy = pyqtSignal(bool)
    told = pyqtSignal(float, str)
    failed = pyqtSignal(list)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.current: Run | None = None

    def start(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        """Run an algorithm; ``done`` gets the run when all went well. While something runs nothing else starts."""
        if self.current is None:
            self.current = Run(name, inputs, lambda run: self._ended(run, done), self.told.emit)
            self.busy.emit(True)

    def cancel(self) -> None:
        """Ask what runs to end."""
        if self.current:
            self.current.cancel()

    def _ended(self, run: Run, done: Callable[[Run], None]) -> None:
        self.current = None
        self.busy.emit(False)
        if run.ok:
            done(run)
        elif not run.cancelled:
            self.failed.emit(run.feedback.errors)


class ProgressRow(QWidget):
    """The named step, a bar and a button to cancel; hidden while nothing runs."""

    def __init__(self, runs: OneAtATime, parent: QWidget | None = None):
        super().__init__(parent)
        self.step = QLabel(self, wordWrap=True)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"), self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.step, 0, 0, 1, 2)
        grid.addWidget(self.bar, 1, 0)
        grid.addWidget(self.cancel, 1, 1)
        self.hide()
        self.cancel.clicked.connect(runs.cancel)
        runs.busy.connect(self._show_busy)
        runs.told.connect(self._show)

    def _show_busy(self, busy: bool) -> None:
        self._show(0.0, "")
        self.setVisible(busy)

    def _show(self, share: float, words: str) -> None:
        self.bar.setValue(round(share))
        self.step.setText(words)
