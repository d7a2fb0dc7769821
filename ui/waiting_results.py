"""Results whose project was closed before they were there: they wait in a message until somebody says where they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem

from ..processing.texts.language import tr
from . import message_bar
from .asking_project import ProjectCount, file_of, is_open

MOST_NAMES = 3
"""Layers that the message names."""


class WaitingResults:
    """Offers them in the message bar of a window.

    Parameters
    ----------
    iface : QgisInterface
    """

    iface: ClassVar = None
    """Of the window; None where there is none."""
    messages: ClassVar[list[QgsMessageBarItem]] = []

    def __init__(self, iface):
        self.window = iface

    def load(self) -> None:
        """Begin to offer."""
        WaitingResults.iface = self.window

    def unload(self) -> None:
        """Take the messages away: nobody could answer them any more."""
        for message in self.messages:
            message_bar.retract(self.iface.messageBar(), message)
        self.messages.clear()
        WaitingResults.iface = None


def wait_for_project(project: int, names: Sequence[str], put: Callable[[], object]) -> None:
    """Offer to put a result into the project that asked for it, which is opened again, or into the one that is open.

    Parameters
    ----------
    project : int
        The one that asked, as `asking_project` gave it.
    names : sequence of str
        What the result is called: of layers their names.
    put : callable
        Puts it into the open project.
    """
    iface, file = WaitingResults.iface, file_of(project)
    if iface is None:
        return
    title, what = Path(file).stem, ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
    if file:
        text = tr("'{project}' was closed: its result waits here ({what}).").format(project=title, what=what)
    else:
        text = tr("The project was closed: its result waits here ({what}).").format(what=what)

    def open_and_put() -> None:
        if not is_open(project):
            before = ProjectCount.number
            iface.newProject(True)  # asks whether to save; who cancels stays where he is
            if ProjectCount.number != before:
                iface.addProject(file)
        if is_open(project):
            put()
        else:
            wait_for_project(project, names, put)

    ways = {tr("Open in '{project}'").format(project=title): open_and_put} if file else {}
    ways |= {tr("Add here"): put}
    WaitingResults.messages.append(message_bar.offer(iface.messageBar(), text, Qgis.MessageLevel.Warning, ways))
