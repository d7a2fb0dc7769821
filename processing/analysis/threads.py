"""Work cut into slices, a thread for each core: shapely and numpy let go of the interpreter while they compute."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from ..model.progress import SILENT, Progress


def slice_range(count: int, size: int) -> list[slice]:
    """Return slices of ``size`` that together are 0..count."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def cut_between(groups: np.ndarray, size: int, load: np.ndarray | None = None) -> list[slice]:
    """Return slices of about ``size`` over sorted ``groups`` that never part a group; of about so much ``load`` where that is given.

    A prepared geometry builds its index when first asked something, so that two threads may not ask the same one.
    """
    borders = np.append(np.flatnonzero(np.diff(groups)) + 1, len(groups))
    done = np.append(0, np.arange(1, len(groups) + 1) if load is None else np.cumsum(load))[borders] // size
    ends = borders[np.append(np.diff(done) > 0, True)]
    return [slice(start, end) for start, end in pairwise([0, *ends.tolist()]) if end > start]


def in_threads(work: Callable[[slice], object], slices: list[slice], progress: Progress = SILENT) -> list:
    """Return ``work(slice)`` for each slice, in order.

    Parameters
    ----------
    work : callable
        What it raises is raised here, after the slices under way have ended.
    slices : list of slice
        See `slice_range`; keep one under half a second, for cancel waits for it.
    progress : Progress
        Told the share done, in the caller's thread only.
    """
    if len(slices) < 2:
        progress.check()
        return [work(part) for part in slices]
    pool = ThreadPoolExecutor(os.cpu_count())
    results = []
    try:
        for future in [pool.submit(work, part) for part in slices]:
            results.append(future.result())
            progress.update(len(results) / len(slices))
    finally:
        pool.shutdown(cancel_futures=True)
    return results
