"""Work of the window's own thread, done in small turns between which the window answers."""

from __future__ import annotations

from collections.abc import Callable, Generator

from qgis.PyQt.QtCore import QTimer

REST_MS = 2
"""Between two turns. Not 0: Qt then goes on before it looks at keys, mouse and timers."""


def run_in_turns(work: Generator, done: Callable[[object], None]) -> None:
    """Go on with a generator each time the window is free, up to its next ``yield``; ``done`` gets what it returns."""
    QTimer.singleShot(REST_MS, lambda: _turn(work, done))


def _turn(work: Generator, done: Callable[[object], None]) -> None:
    try:
        next(work)
    except StopIteration as end:
        done(end.value)
    else:
        run_in_turns(work, done)
