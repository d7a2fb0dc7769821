"""Algorithms run as the toolbox runs them, in a task, while the layers of the project are watched, or gone."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from opgavenkaart.processing.algorithms.base import OpgavenkaartAlgorithm
from qgis.core import (
    QgsApplication,
    QgsDataProvider,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsMapLayerStore,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QThread

from .running import RecordingFeedback

WATCHED = (QgsMapLayer, QgsProject, QgsDataProvider, QgsLayerTreeNode, QgsMapLayerStore)
PATIENCE = 120.0


@dataclass
class TaskRun:
    """What a task gave."""

    feedback: RecordingFeedback
    ok: bool = False
    results: dict = field(default_factory=dict)


def run_in_task(
    algorithm: QgsProcessingAlgorithm,
    inputs: dict,
    project: QgsProject,
    before: Callable[[], None] = lambda: None,
    feedback: RecordingFeedback | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> TaskRun:
    """Run an algorithm in a task; ``before`` is called when it has been prepared, ``meanwhile`` again and again while it runs."""
    ran = TaskRun(feedback or RecordingFeedback())
    context = QgsProcessingContext()
    context.setProject(project)
    context.setFeedback(ran.feedback)
    task = QgsProcessingAlgRunnerTask(algorithm, inputs, context, ran.feedback)
    ended = []
    task.executed.connect(lambda ok, results: ended.append((ok, dict(results))))
    before()
    QgsApplication.taskManager().addTask(task)
    until = time.monotonic() + PATIENCE
    while not ended and time.monotonic() < until:
        meanwhile()
        QgsApplication.processEvents()
    ran.ok, ran.results = ended[0]
    return ran


def empty(project: QgsProject) -> None:
    """Take all layers out of a project, and delete them."""
    project.removeAllMapLayers()
    QgsApplication.sendPostedEvents()
    QgsApplication.processEvents()
    assert not project.mapLayers()


@contextmanager
def watched(monkeypatch) -> Iterator[list[str]]:
    """Yield a list that fills with every call that work in another thread makes on a layer or project of this one."""
    strays: list[str] = []
    outcome = OpgavenkaartAlgorithm._outcome

    def watch(frame, event, called):
        owner = getattr(called, "__self__", None) if event == "c_call" else None
        if not isinstance(owner, WATCHED) or sip.isdeleted(owner):
            return
        if owner.thread() not in (None, QThread.currentThread()):
            strays.append(f"{type(owner).__name__}.{called.__name__} in {frame.f_code.co_filename}:{frame.f_lineno}")

    def watched_outcome(self, parameters, context, feedback):
        sys.setprofile(watch)
        try:
            return outcome(self, parameters, context, feedback)
        finally:
            sys.setprofile(None)

    with monkeypatch.context() as patched:
        patched.setattr(OpgavenkaartAlgorithm, "_outcome", watched_outcome)
        yield strays
