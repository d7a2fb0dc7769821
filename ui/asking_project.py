"""Which project asked for a result: it goes there, or waits, and never goes unasked into another that was opened meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import ClassVar

from qgis.core import QgsProject

from ..processing.model.errors import OpgaveError

_asked: ContextVar[int | None] = ContextVar("asked", default=None)
"""The project for which something is being done that began earlier; None for what begins now."""


class ProjectClosed(OpgaveError):
    """A result has no project to go to: it waits, and a message of its own says so (`waiting_results`)."""


class ProjectCount:
    """Counts the projects that were open in this window, and notes their files."""

    number = 0
    file = ""
    """Of the open project; empty where it was never saved."""
    closed: ClassVar[dict[int, str]] = {}
    """The files of those that were closed."""

    def load(self) -> None:
        """Begin to count."""
        project = QgsProject.instance()
        ProjectCount.file = project.fileName()
        project.cleared.connect(self._another)
        for signal in (project.readProject, project.projectSaved):  # while it is read the project already has the other name
            signal.connect(self._note_file)

    def unload(self) -> None:
        """Count no more."""
        project = QgsProject.instance()
        project.cleared.disconnect(self._another)
        for signal in (project.readProject, project.projectSaved):
            signal.disconnect(self._note_file)

    def _note_file(self, *_) -> None:
        ProjectCount.file = QgsProject.instance().fileName()

    def _another(self) -> None:
        ProjectCount.closed[ProjectCount.number] = ProjectCount.file
        ProjectCount.number, ProjectCount.file = ProjectCount.number + 1, ""


def asking_project() -> int:
    """Return the project for which what happens now is done: the open one, unless this goes on with what another asked for."""
    asked = _asked.get()
    return ProjectCount.number if asked is None else asked


def file_of(project: int) -> str:
    """Return the file of a project that was closed; empty where it was never saved."""
    return ProjectCount.closed.get(project, "")


def is_open(project: int) -> bool:
    """Return whether a project is still the one that is open, or is so again."""
    return project == ProjectCount.number or bool(file_of(project) and file_of(project) == ProjectCount.file)


def go_on(project: int, do: Callable, *given: object) -> None:
    """Call a function that goes on with what a project asked for."""
    before = _asked.set(project)
    try:
        do(*given)
    finally:
        _asked.reset(before)
