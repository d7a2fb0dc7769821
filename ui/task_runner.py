"""Algorithms of the plugin run in a task of QGIS, so that the window stays free."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from ..processing.model.errors import Cancelled, OpgaveError
from ..processing.model.progress import Progress
from ..processing.qgis_io.lasting_threads import call_in_lasting_thread
from .asking_project import asking_project, go_on
from .garbage import watch
from .run_history import RunNote

TURN = 0.0005
"""Seconds after which a task lets the window's own Python go on; Python's usual 0.005 add up where a window calls it often."""
LOOK_MS = 100
"""Between two looks at how far an algorithm is: a word at each of its steps would be many in a row, and each waits for its Python."""
PATIENCE = 3.0
"""Seconds that runs get to hear that they were cancelled, when the plugin goes."""

FLAGS = QgsTask.Flag.CanCancel | QgsTask.Flag.Silent
"""What comes of a task its dock says itself: QGIS's own message would cover that."""


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
    noted : bool
        Whether it stands in QGIS's history of Processing.
    """

    def __init__(
        self,
        name: str,
        inputs: dict,
        done: Callable[[Run], None],
        told: Callable[[float, str], None] | None = None,
        noted: bool = True,
    ):
        self.done, self.told = done, told
        self.ok, self.cancelled, self.results = False, False, {}
        self.project = asking_project()
        self.feedback = Feedback()
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"opgavenkaart:{name}")
        self.note = RunNote(algorithm, inputs, self.context) if noted else None
        self.task = QgsProcessingAlgRunnerTask(algorithm, inputs, self.context, self.feedback, FLAGS)
        self.task.executed.connect(self._executed)
        self.looking = QTimer(interval=LOOK_MS)
        self.looking.timeout.connect(self._look)
        if told:
            self.looking.start()
        _begin(self)
        if self.task.isCanceled():  # its inputs were refused at once: QGIS tells nobody
            QTimer.singleShot(0, lambda: self._executed(False, {}))
        else:
            QgsApplication.taskManager().addTask(self.task)

    def cancel(self) -> None:
        """Ask it to end; ``done`` hears of it. What has ended stays as it ended."""
        if self in running:
            self.cancelled = True
            self.task.cancel()

    def leave(self) -> None:
        """Ask it to end, and tell nobody."""
        self.done, self.told = lambda run: None, None
        self.cancel()

    def _look(self) -> None:
        if self.told:
            self.told(self.task.progress(), self.feedback.infos[-1] if self.feedback.infos else "")

    def _executed(self, ok: bool, results: dict) -> None:
        self.looking.stop()
        self.ok, self.results = ok, results
        if self.note:
            self.note.end(results, self.feedback.htmlLog())
        _end(self)
        go_on(self.project, self.done, self)


class Work:
    """A function in a task, for what no algorithm does: reading an outcome back, say.

    Parameters
    ----------
    title : str
        What the task manager shows.
    function : callable
        Called in another thread with a `Progress`; what it returns is ``value``.
    done : callable
        Called in the window's thread when it has ended, with ``ok``, and ``value`` or ``error`` (None where it was cancelled, or failed in
        a way that QGIS told as an error of Python).
    """

    def __init__(self, title: str, function: Callable[[Progress], object], done: Callable[[Work], None]):
        self.function, self.done = function, done
        self.ok, self.value, self.error = False, None, None
        self.project = asking_project()
        self.task = _Task(title, self)
        _begin(self)
        QgsApplication.taskManager().addTask(self.task)

    @property
    def cancelled(self) -> bool:
        """Whether somebody ended it; to be asked in ``done``."""
        return self.task.isCanceled()

    def cancel(self) -> None:
        """Ask it to end; ``done`` hears of it. What has ended stays as it ended."""
        if self in running:
            self.task.cancel()

    def leave(self) -> None:
        """Ask it to end, and tell nobody."""
        self.done = lambda work: None
        self.cancel()


class _Task(QgsTask):
    def __init__(self, title: str, work: Work):
        super().__init__(title, FLAGS)
        self.work = work

    def run(self):
        try:
            self.work.value = call_in_lasting_thread(lambda: self.work.function(_TaskProgress(self)))
        except Cancelled:
            return False
        except OpgaveError as error:
            self.work.error = error
            return False
        return True

    def finished(self, result):
        self.work.ok = result
        _end(self.work)
        go_on(self.work.project, self.work.done, self.work)


class _TaskProgress(Progress):
    """Progress that hears whether a task was cancelled."""

    def __init__(self, task: QgsTask):
        self.task = task

    def is_cancelled(self) -> bool:
        return self.task.isCanceled()


running: set[Run | Work] = set()
"""What is under way: nobody else keeps it."""


def _begin(one: Run | Work) -> None:
    if not running:
        _usual.append(sys.getswitchinterval())
        sys.setswitchinterval(TURN)
    running.add(one)
    watch.begin(one)


def _end(one: Run | Work) -> None:
    running.discard(one)
    watch.end(one)
    if not running and _usual:
        sys.setswitchinterval(_usual.pop())


_usual: list[float] = []


class RunningTasks:
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
        watch.stop()
