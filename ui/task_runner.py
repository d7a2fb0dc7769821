"""Algorithms of the plugin run in a task of QGIS, so that the window stays free."""

from __future__ import annotations

import time
from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

PATIENCE = 3.0
"""Seconds that runs get to hear that they were cancelled, when the plugin goes."""


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says, warns of, and why it failed."""

    def __init__(self):
        super().__init__(logFeedback=False)
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def pushInfo(self, info):
        self.infos.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def reportError(self, error, fatalError=False):  # noqa: N803 - QGIS names it
        self.errors.append(error)


class Run:
    """One run of an algorithm.

    Parameters
    ----------
    name : str
        Of one of the plugin's algorithms.
    inputs : dict
    done : callable
        Called in the window's thread with the run when it has ended, with ``ok``, ``cancelled`` and ``results`` set.
    told : callable, optional
        Called in the window's thread while it runs, with how far it is (0-100) and what it said last.
    """

    def __init__(self, name: str, inputs: dict, done: Callable[[Run], None], told: Callable[[float, str], None] | None = None):
        self.done, self.told = done, told
        self.ok, self.cancelled, self.results = False, False, {}
        self.feedback = Feedback()
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"opgavenkaart:{name}")
        self.task = QgsProcessingAlgRunnerTask(algorithm, inputs, self.context, self.feedback)
        self.task.executed.connect(self._executed)
        if told:
            self.task.progressChanged.connect(self._progressed)
        running.add(self)
        QgsApplication.taskManager().addTask(self.task)

    def cancel(self) -> None:
        """Ask it to end; ``done`` hears of it."""
        self.cancelled = True
        self.task.cancel()

    def leave(self) -> None:
        """Ask it to end, and tell nobody."""
        self.done, self.told = lambda run: None, None
        self.cancel()

    def _progressed(self, progress: float) -> None:
        if self.told:
            self.told(progress, self.feedback.infos[-1] if self.feedback.infos else "")

    def _executed(self, ok: bool, results: dict) -> None:
        self.ok, self.results = ok, results
        running.discard(self)
        self.done(self)


running: set[Run] = set()
"""Runs under way: nobody else keeps them."""


class Runs:
    """Ends what still runs when the plugin goes."""

    def load(self) -> None:
        """Nothing runs yet."""

    def unload(self) -> None:
        """Cancel all, and wait a moment until they have heard it."""
        for run in list(running):
            run.leave()
        until = time.monotonic() + PATIENCE
        while running and time.monotonic() < until:
            QCoreApplication.processEvents()
            time.sleep(0.01)
