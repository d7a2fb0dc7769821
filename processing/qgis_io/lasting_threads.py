"""Work of tasks in threads that stay for as long as QGIS does.

QGIS binds a coordinate system to the thread that first makes it, and keeps it for everybody: by its code, by its WKT, by its number. When
that thread ends, as the threads of tasks do after half a minute of rest, the system has lost its definition in layers and in QGIS's cache:
transformations return their input, and files are written without one. It happens inside QGIS too, when a layer or a project is opened, so
that no list of systems made beforehand is complete. Therefore whatever touches QGIS outside its main thread is called here.

A thread that has nothing to do waits, and takes the next work; there are never more than ran at once. They stay when the plugin goes:
their end would break what they made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from qgis.core import QgsProcessingContext
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QThread

Result = TypeVar("Result")


def call_in_lasting_thread(function: Callable[[], Result]) -> Result:
    """Return what a function returns, or raise what it raises, after calling it in a thread that stays.

    The main thread and a lasting one call it themselves: nobody waits there, so that a task and the window cannot wait for each other.
    """
    return function() if stays() else start_in_lasting_thread(function).result()


def call_with_context(context: QgsProcessingContext, function: Callable[[], Result]) -> Result:
    """Do as `call_in_lasting_thread`; the layers of a Processing context go along, and come back with what was added to them."""
    if stays():
        return function()

    def called_there() -> Result:
        context.pushToThread(QThread.currentThread())
        try:
            return function()
        finally:
            context.pushToThread(None)

    here = QThread.currentThread()
    context.pushToThread(None)
    try:
        return start_in_lasting_thread(called_there).result()
    finally:
        context.pushToThread(here)


def start_in_lasting_thread(function: Callable[[], Result]) -> Future[Result]:
    """Have a lasting thread call a function, and do not wait for it; who no longer wants the outcome may leave it."""
    future: Future[Result] = Future()
    try:
        thread = _resting.pop()
    except IndexError:
        thread = _LastingThread()
    thread.jobs.put((function, future))
    return future


def stays() -> bool:
    """Whether the present thread lives as long as QGIS."""
    application = QCoreApplication.instance()
    return application is None or getattr(_here, "is_lasting", False) or QThread.currentThread() == application.thread()


class _LastingThread(QThread):
    """A thread of Qt's, which layers and requests need. Python does not own it: at its own end it would destroy a thread that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: SimpleQueue[tuple[Callable[[], object], Future]] = SimpleQueue()
        sip.transferto(self, None)
        _threads.append(self)
        self.start()

    def run(self) -> None:
        _here.is_lasting = True
        while True:
            self._do(*self.jobs.get())

    def _do(self, function: Callable[[], object], future: Future) -> None:
        """Do one piece of work; nothing of it is kept while the thread rests."""
        try:
            result = function()
        except BaseException as error:  # noqa: BLE001 - whoever asked for it gets it
            _resting.append(self)
            future.set_exception(error)
        else:
            _resting.append(self)
            future.set_result(result)


_threads: list[_LastingThread] = []
_resting: list[_LastingThread] = []
"""Those of them that have nothing to do."""
_here = threading.local()
