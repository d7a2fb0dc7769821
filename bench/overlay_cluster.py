"""Overlay of ten layers on a Dask cluster of two processes on this machine, beside two threads."""

from __future__ import annotations

import atexit
from functools import partial
from importlib.util import find_spec

from opgavenkaart.bench.harness import Case, scratch, times_as_fast
from opgavenkaart.bench.overlay import laid, overlay
from opgavenkaart.test.support.dask_cluster import DaskCluster

TITLE = "Overlay of ten layers on a cluster"
WORKERS = 2


def cases(quick: bool) -> list[Case] | str:
    """M, S in a quick run; a sentence where Dask is not installed."""
    if not find_spec("distributed"):
        return "there is no Dask: install distributed in .venv."
    size = "S" if quick else "M"
    goal = None if quick else times_as_fast(0.8)
    return [Case(f"{size}, {WORKERS} Dask workers", partial(with_cluster, size), on_cluster, in_threads, f"{WORKERS} threads", goal=goal)]


def with_cluster(size: str) -> tuple[list[str], str]:
    """Return the layers, and the scheduler of a cluster that has worked before; it stops when the process ends."""
    cluster = DaskCluster(scratch())
    atexit.register(cluster.stop)
    cluster.keep(WORKERS)
    overlay(WORKERS, laid("S"), cluster.address)
    return laid(size), cluster.address


def on_cluster(prepared: tuple[list[str], str]) -> str:
    return overlay(WORKERS, *prepared)


def in_threads(prepared: tuple[list[str], str]) -> str:
    return overlay(WORKERS, prepared[0])
