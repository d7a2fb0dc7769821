"""Several pieces of work at a time: while one waits for an answer of the network, another works.

Only one works at any moment, and it gives its turn to the others nowhere but where it waits: nothing that QGIS, GDAL or a store does is
ever interrupted by the others. What each says is said in the order of the pieces, whatever the order in which answers come.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import partial
from typing import TypeVar

from ..model.progress import SILENT, Progress
from .feedback import feedback_of
from .lasting_threads import start_in_lasting_thread

Result = TypeVar("Result")
LOOK_SECONDS = 0.1


class Turn:
    """Who works; the others get their turn in the order in which they ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def ask(self) -> threading.Event:
        """Return what is set as soon as it is the turn of whoever asks."""
        mine = threading.Event()
        with self._lock:
            if self._taken:
                self._waiting.append(mine)
            else:
                self._taken = True
                mine.set()
        return mine

    def give(self) -> None:
        """Give the turn to the next."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_TURN: ContextVar[Turn | None] = ContextVar("turn", default=None)
"""Which the pieces of work at present share; None where there is only one."""


@contextmanager
def let_others_work() -> Iterator[None]:
    """Give the turn to others for as long as this lasts: the block waits, and touches nothing that is shared."""
    turn = _TURN.get()
    if turn:
        turn.give()
    try:
        yield
    finally:
        if turn:
            turn.ask().wait()


def call_by_turns(pieces: Sequence[Callable[[Progress], Result]], progress: Progress = SILENT) -> list[Result]:
    """Return what some pieces of work return, in their order; each gets the progress that it tells where it is.

    They begin in their order, in threads that stay (`lasting_threads`), with the context of the caller, and may have pieces of their own.

    Raises
    ------
    Cancelled
        When all of them have noticed it.
    BaseException
        What the first of them that failed raised, when all have ended.
    """
    turn, lock = _TURN.get() or Turn(), threading.Lock()
    told = [Told(progress, lock) for _ in pieces]
    with let_others_work():
        futures = [start_in_lasting_thread(_at_its_turn(turn, piece, own)) for piece, own in zip(pieces, told, strict=True)]
        _wait_for(futures, told, progress)
    return [future.result() for future in futures]


def _at_its_turn(turn: Turn, piece: Callable[[Progress], Result], told: Told) -> Callable[[], Result]:
    context, mine = copy_context(), turn.ask()

    def work() -> Result:
        _TURN.set(turn)
        mine.wait()
        try:
            told.check()
            return piece(told)
        finally:
            turn.give()

    return lambda: context.run(work)


def _wait_for(futures: Sequence[Future], told: Sequence[Told], progress: Progress) -> None:
    """Wait until all have ended, and hear each of them as soon as those before it have."""
    heard, waiting = 0, set(futures)
    while waiting:
        while heard < len(told) and (heard == 0 or futures[heard - 1].done()):
            told[heard].be_heard()
            heard += 1
        waiting = wait(waiting, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED).not_done
        if not progress.is_cancelled():  # else each piece notices it, and its end is waited for
            progress.update(sum(1.0 if future.done() else own.share for future, own in zip(futures, told, strict=True)) / len(futures))
    for own in told:
        own.be_heard()


class Told(Progress):
    """What a piece of work tells, kept until it is to be heard.

    Parameters
    ----------
    outer : Progress
        Where it goes on to.
    lock : Lock
        Which all share who tell it.
    """

    def __init__(self, outer: Progress, lock: threading.Lock):
        self.outer = outer
        self.feedback = feedback_of(outer)
        self.share = 0.0
        self._lock = lock
        self._is_heard = False
        self._kept: list[Callable[[], None]] = []

    def update(self, share: float) -> None:
        super().update(share)
        self.share = min(share, 1.0)

    def note(self, text: str, **values: object) -> None:
        self._tell(partial(self.outer.note, text, **values))

    def warn(self, text: str, **values: object) -> None:
        self._tell(partial(self.outer.warn, text, **values))

    def is_cancelled(self) -> bool:
        return self.outer.is_cancelled()

    def be_heard(self) -> None:
        """Say what was kept, and from now on everything at once."""
        with self._lock:
            for say in self._kept:
                say()
            self._kept, self._is_heard = [], True

    def _tell(self, say: Callable[[], None]) -> None:
        with self._lock:
            if self._is_heard:
                say()
            else:
                self._kept.append(say)
