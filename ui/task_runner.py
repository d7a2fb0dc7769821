"""Algorithms of the plugin run in a task of QGIS, so that the window stays free."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm warns of, and why it failed."""

    def __init__(self):
        super().__init__(logFeedback=False)
        self.warnings: list[str] = []
        self.errors: list[str] = []

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
        Called in the window's thread with the run when it has ended, with ``ok`` and ``results`` set.
    """

    def __init__(self, name: str, inputs: dict, done: Callable[[Run], None]):
        self.done = done
        self.ok, self.results = False, {}
        self.feedback = Feedback()
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"opgavenkaart:{name}")
        self.task = QgsProcessingAlgRunnerTask(algorithm, inputs, self.context, self.feedback)
        self.task.executed.connect(self._executed)
        running.add(self)
        QgsApplication.taskManager().addTask(self.task)

    def _executed(self, ok: bool, results: dict) -> None:
        self.ok, self.results = ok, results
        running.discard(self)
        self.done(self)


running: set[Run] = set()
"""Runs under way: nobody else keeps them."""
