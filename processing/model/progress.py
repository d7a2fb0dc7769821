"""How long work tells where it is and asks whether to go on, without knowing QGIS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .errors import Cancelled


class Progress:
    """Silent progress; `qgis_io.feedback` subclasses it with QGIS's feedback.

    A computation calls `step` when it starts something that has a name, `update` with the share done (0-1) of that
    step, and `check` (or `update`) often enough that a cancel is obeyed within a second.
    """

    def step(self, name: str, **values: object) -> None:
        """Start a named step; ``name`` is an English template, translated where it is shown."""
        self.check()

    def skip(self) -> None:
        """Pass over a step for which there is nothing to do."""
        self.check()

    def update(self, share: float) -> None:
        """Say which share (0-1) of the present step is done."""
        self.check()

    def note(self, text: str, **values: object) -> None:
        """Report something worth knowing that stops nothing: a count dropped, repaired or missing."""

    def warn(self, text: str, **values: object) -> None:
        """Report something the user should look at."""

    def is_cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return False

    def check(self) -> None:
        """Raise `Cancelled` when the user asked to stop."""
        if self.is_cancelled():
            raise Cancelled()


class Unseen(Progress):
    """Shows nothing, and is cancelled with another progress: for a small part of a step whose bar it should not move.

    Parameters
    ----------
    outer : Progress
    """

    def __init__(self, outer: Progress):
        self.outer = outer

    def is_cancelled(self) -> bool:
        return self.outer.is_cancelled()

    def check(self) -> None:
        self.outer.check()


SILENT = Progress()
_HEARD: ContextVar[Progress] = ContextVar("heard", default=SILENT)


@contextmanager
def hearing(progress: Progress) -> Iterator[None]:
    """Let `check_cancelled` ask this progress as long as this lasts."""
    token = _HEARD.set(progress)
    try:
        yield
    finally:
        _HEARD.reset(token)


def check_cancelled() -> None:
    """Raise `Cancelled` when the user asked to stop, where what waits was given no progress."""
    _HEARD.get().check()
