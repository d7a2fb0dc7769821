"""Layers that several challenges of one run need are read once, and what several do with the same layer is done once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from qgis.core import QgsRectangle

from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import source_facts
from .load import Loaded, load_cells, load_record

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Run:
    """What was read and made so far; ``made`` holds what each answer rests on too, so that no other thing comes under its identity."""

    stack: ExitStack
    read: dict[tuple, Loaded] = field(default_factory=dict)
    made: dict[tuple, tuple[Sequence[object], Any]] = field(default_factory=dict)


_RUN: ContextVar[_Run | None] = ContextVar("run_that_shares", default=None)


@contextmanager
def share_loads() -> Iterator[None]:
    """Keep what `load_shared` reads and `make_once` makes as long as this lasts."""
    with ExitStack() as stack:
        token = _RUN.set(_Run(stack))
        try:
            yield
        finally:
            _RUN.reset(token)


def load_shared(
    record: LayerRecord, fields: Sequence[str] | None, extent: QgsRectangle | None, crs: str, progress: Progress = SILENT
) -> Loaded:
    """Load a record (`load_record`; of a raster `load_cells`).

    Within `share_loads` the same question is read once, and its messages are given once. Whoever gets a layer leaves it as it is: others
    may have the same one.
    """
    run = _RUN.get()
    fields, crs = (None, "") if source_facts(record.source.kind).cells else (fields, crs)
    asked = (record.id, None if fields is None else tuple(fields), extent.toString(6) if extent else "", crs)
    known = run.read.get(asked) if run else None
    if known is not None and known.record == record:
        return known
    if source_facts(record.source.kind).cells:
        loaded = load_cells(record, extent, progress)
    else:
        loaded = load_record(record, fields, extent, crs, progress=progress)
    if run:
        run.read[asked] = loaded
    return loaded


def make_once(make: Callable[[], Made], of: Sequence[object], *about: Hashable) -> Made:
    """Return what ``make`` gives; within `share_loads` it is made once of the same things.

    Parameters
    ----------
    of : sequence of object
        The things that it is made of, the same ones and not such as are equal.
    about : hashable
        What else tells one question from another, its name first.
    """
    run = _RUN.get()
    if run is None:
        return make()
    key = (*about, *map(id, of))
    if key not in run.made:
        run.made[key] = of, make()
    return run.made[key][1]


def shared_folder() -> Path | None:
    """Return a folder for files that several challenges of one run have in common, which goes when `share_loads` ends; None outside."""
    run = _RUN.get()
    if run is None:
        return None
    place = make_once(lambda: run.stack.enter_context(tempfile.TemporaryDirectory(prefix="opgavenkaart-")), (), "folder")
    return Path(place)
