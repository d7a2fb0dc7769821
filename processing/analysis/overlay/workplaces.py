"""Where tiles are worked on: in this thread, in several, or (in `cluster`) on other machines.

A tile has a *state*, which is large and stays where it is worked on, behind a handle; what goes there is a *message*, and what comes back
is *news*, both small. Work on a tile is a function ``(state, message) -> (state, news)``, without side effects, so that it
may be done again elsewhere when a machine is lost.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import TypeVar

from ...model.progress import Progress
from .store import Handle, Memory, fetch

PATIENCE = 0.2
"""Seconds between two looks at whether the user cancelled."""

SHARED_LOAD = 2
"""How much larger tiles are that threads work on: each numpy call waits for the interpreter, so the fewer and longer the better."""

Item = TypeVar("Item")
Result = TypeVar("Result")
State = TypeVar("State")
Message = TypeVar("Message")
After = TypeVar("After")
News = TypeVar("News")

Work = Callable[[State, Message], tuple[After, News]]
"""Takes a tile's state and a message; returns its new state, ``None`` where that stays as it was, and news."""
Task = tuple[Handle[State], Message]
"""The handle of a tile's state, ``None`` where it has none yet, and the message."""


class Workplace:
    """Works on one tile after the other, in this thread, and tells how far it is.

    Attributes
    ----------
    progress : Progress
    new_store : callable
        Makes the stores in which states wait: `Memory`, or `Disk` once there is too much for that.
    tile_scale : int
        How much larger than usual tiles had better be.
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.begin, self.end = 0.0, 1.0
        self.new_store: Callable[[], Memory] = Memory
        self.tile_scale = 1

    def __enter__(self) -> Workplace:
        return self

    def __exit__(self, *problem: object) -> None:
        pass

    def stretch(self, begin: float, end: float) -> None:
        """Say from where to where the bar goes in what is done next."""
        self.begin, self.end = begin, end

    def work(
        self, function: Work[State, Message, After, News], tasks: Iterable[Task[State, Message]], count: int
    ) -> Iterator[tuple[Handle[After], News]]:
        """Do the same with many tiles; tasks are taken as there is room for them.

        Parameters
        ----------
        function : Work
        tasks : iterable of Task
        count : int
            Number of tasks.

        Yields
        ------
        handle, news
            In the order of the tasks; the handle of the new state, ``None`` where it stays as it was.
        """
        for number, done in enumerate(self.results(function, tasks), 1):
            self.progress.update(self.begin + (self.end - self.begin) * number / count)
            yield done

    def finish(
        self, function: Work[State, Message, After, News], last: Callable[[News], Result], tasks: Iterable[Task[State, Message]], count: int
    ) -> Iterator[Result]:
        """Yield ``last(news)`` of work on tiles; ``last`` may do and know what only this machine can."""
        return (news for _, news in self.work(partial(_follow_result, function=function, last=last), tasks, count))

    def results(
        self, function: Work[State, Message, After, News], tasks: Iterable[Task[State, Message]]
    ) -> Iterator[tuple[Handle[After], News]]:
        """Yield handles and news in order."""
        return self.in_order(partial(_done, function=function, store=self.new_store()), tasks)

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` of each item, in order."""
        return map(function, items)


class Threads(Workplace):
    """Works in threads: shapely and numpy let go of the interpreter while they compute.

    Parameters
    ----------
    progress : Progress
    workers : int
    """

    def __init__(self, progress: Progress, workers: int):
        super().__init__(progress)
        self.tile_scale = SHARED_LOAD
        self.workers = workers
        self.pool = ThreadPoolExecutor(workers)

    def __exit__(self, *problem: object) -> None:
        self.pool.shutdown(cancel_futures=True)

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the results in order; no more than a few are ready before they are asked for, so that memory stays bounded."""
        return ahead(
            (self.pool.submit(function, item) for item in items), 2 * self.workers, partial(wait_for_result, progress=self.progress)
        )


def wait_for_result(future: Future[Result], progress: Progress) -> Result:
    """Return the result of a future; the user may cancel while it is waited for."""
    while not wait([future], PATIENCE).done:
        progress.check()
    return future.result()


def ahead(futures: Iterator[Item], room: int, result: Callable[[Item], Result]) -> Iterator[Result]:
    """Yield the results of futures in order; so many are under way before the first is waited for."""
    under_way: deque[Item] = deque()
    for future in futures:
        under_way.append(future)
        if len(under_way) > room:
            yield result(under_way.popleft())
    while under_way:
        yield result(under_way.popleft())


def _done(task: Task[State, Message], function: Work[State, Message, After, News], store: Memory) -> tuple[Handle[After], News]:
    handle, message = task
    state, news = function(fetch(handle), message)
    return store.put(state), news


def _follow_result(
    state: State, message: Message, function: Work[State, Message, After, News], last: Callable[[News], Result]
) -> tuple[After, Result]:
    after, news = function(state, message)
    return after, last(news)


def threads(progress: Progress, workers: int = 0) -> Workplace:
    """Return a workplace with so many threads; 0 takes all cores."""
    workers = workers or os.cpu_count() or 1
    return Workplace(progress) if workers == 1 else Threads(progress, workers)
