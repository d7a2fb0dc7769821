"""Running the same function on many tiles: in this thread, or in several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

from ...model.progress import Progress

PATIENCE = 0.2
"""Seconds between two looks at whether the user cancelled."""


class Runner:
    """Runs functions on tiles one after the other and tells how far it is.

    Parameters
    ----------
    progress : Progress
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.begin, self.end = 0.0, 1.0

    def stretch(self, begin: float, end: float) -> None:
        """Say from where to where the bar goes in what is run next."""
        self.begin, self.end = begin, end

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *problem) -> None:
        pass

    def map(self, function: Callable, items: Iterable, count: int) -> Iterator:
        """Yield ``function(item)`` for each of ``count`` items, in order; items are taken as they are needed."""
        for number, result in enumerate(self.results(function, items), 1):
            self.progress.update(self.begin + (self.end - self.begin) * number / count)
            yield result

    def results(self, function: Callable, items: Iterable) -> Iterator:
        """Yield the results in order."""
        return map(function, items)


class Threads(Runner):
    """Runs functions on tiles in threads; shapely and numpy let go of the interpreter while they compute.

    Parameters
    ----------
    progress : Progress
    workers : int
    """

    def __init__(self, progress: Progress, workers: int):
        super().__init__(progress)
        self.workers = workers
        self.pool = ThreadPoolExecutor(workers)

    def __exit__(self, *problem) -> None:
        self.pool.shutdown(cancel_futures=True)

    def results(self, function: Callable, items: Iterable) -> Iterator:
        """Yield the results in order; no more than a few are ready before they are asked for, so that memory stays bounded."""
        ahead: deque[Future] = deque()
        for item in items:
            ahead.append(self.pool.submit(function, item))
            if len(ahead) > 2 * self.workers:
                yield self._wait(ahead.popleft())
        while ahead:
            yield self._wait(ahead.popleft())

    def _wait(self, future):
        while not wait([future], PATIENCE).done:
            self.progress.check()
        return future.result()


def threads(progress: Progress, workers: int = 0) -> Runner:
    """Return a runner with so many threads; 0 takes all cores."""
    workers = workers or os.cpu_count() or 1
    return Runner(progress) if workers == 1 else Threads(progress, workers)
