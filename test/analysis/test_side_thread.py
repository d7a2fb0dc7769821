"""Work in a thread of its own: its answer and its error come back, and who waits may stop."""

import threading

import pytest
from opgavenkaart.processing.analysis.side_thread import run_aside
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import SILENT, Progress


def test_the_answer_comes_from_another_thread():
    assert run_aside(lambda: (threading.current_thread() is threading.main_thread(), 7), SILENT) == (False, 7)


def test_an_error_is_raised_where_it_is_waited_for():
    def fails():
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        run_aside(fails, SILENT)


def test_who_cancels_does_not_wait():
    go_on, threads = threading.Event(), []

    class Stopped(Progress):
        def is_cancelled(self):
            return True

    def waits():
        threads.append(threading.current_thread())
        go_on.wait()

    with pytest.raises(Cancelled):
        run_aside(waits, Stopped())
    assert threads[0].is_alive() and threads[0].daemon
    go_on.set()
    threads[0].join()
