"""Work done aside, so that whoever waits can be told to stop at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from ..model.progress import Progress

POLL = 0.05
Answer = TypeVar("Answer")


def run_aside(work: Callable[[], Answer], progress: Progress) -> Answer:
    """Return what some work gives, done in a thread of its own; what it raises is raised here.

    On cancel `Cancelled` is raised at once and the thread is left behind: it ends by itself, at the next place where it asks whether it is
    cancelled or at its time limit, and a program that ends meanwhile does not wait for it.
    """
    answer: list[Answer] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(work())
        except BaseException as error:  # noqa: BLE001 whatever it is, the waiting thread raises it
            failure.append(error)

    task = threading.Thread(target=run, daemon=True)
    task.start()
    while task.is_alive():
        task.join(POLL)
        progress.check()
    if failure:
        raise failure[0]
    return answer[0]
