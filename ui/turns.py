"""Work of the window's own thread, done in small turns between which the window answers."""

from __future__ import annotations

from collections.abc import Callable, Generator

from qgis.PyQt.QtCore import QTimer


def in_turns(work: Generator, done: Callable[[object], None]) -> None:
    """Go on with a generator each time the window is free, up to its next ``yield``; ``done`` gets what it returns."""
    try:
        next(work)
    except StopIteration as end:
        done(end.value)
    else:
        QTimer.singleShot(0, lambda: in_turns(work, done))
