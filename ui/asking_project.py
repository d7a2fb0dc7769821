"""Which project asked for a result: it goes there, or nowhere, and never into another that was opened meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from qgis.core import QgsProject

_asked: ContextVar[int | None] = ContextVar("asked", default=None)
"""The project for which something is being done that began earlier; None for what begins now."""


class ProjectCount:
    """Counts the projects that were open in this window."""

    number = 0

    def load(self) -> None:
        """Begin to count."""
        QgsProject.instance().cleared.connect(self._another)

    def unload(self) -> None:
        """Count no more."""
        QgsProject.instance().cleared.disconnect(self._another)

    def _another(self) -> None:
        ProjectCount.number += 1


def asking_project() -> int:
    """Return the project for which what happens now is done: the open one, unless this goes on with what another asked for."""
    asked = _asked.get()
    return ProjectCount.number if asked is None else asked


def is_open(project: int) -> bool:
    """Return whether a project is still the one that is open."""
    return project == ProjectCount.number


def go_on(project: int, do: Callable, *given: object) -> None:
    """Call a function that goes on with what a project asked for."""
    before = _asked.set(project)
    try:
        do(*given)
    finally:
        _asked.reset(before)
