"""Layers in the user's profile that no project was saved with go after a while; those that one was saved with stay."""

from __future__ import annotations

import contextlib
import math
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer

from ..processing.texts.language import tr
from .result_places import files_of, layers_folder, place_of
from .settings import settings
from .task_runner import Work

KEPT = ".kept"
"""Ending of an empty file beside what a saved project shows."""
DAYS = 30
SOON_MS = 10_000
"""The window has other things to do first."""


class Tidying:
    """Notes what projects are saved with, and clears the rest once, a moment after QGIS started."""

    def load(self) -> None:
        """Begin to listen."""
        project = QgsProject.instance()
        for signal in (project.projectSaved, project.readProject):
            signal.connect(self.note)
        self.soon = QTimer(singleShot=True, interval=SOON_MS)
        self.soon.timeout.connect(self.clear)
        self.soon.start()

    def unload(self) -> None:
        """Listen no more."""
        self.soon.stop()
        project = QgsProject.instance()
        for signal in (project.projectSaved, project.readProject):
            signal.disconnect(self.note)

    def note(self, *_) -> None:
        """Note which results the open project's file shows."""
        if QgsProject.instance().fileName():
            for place in shown_places():
                place.with_name(place.name + KEPT).touch()

    def clear(self) -> None:
        """Clear in a task what is old, was never saved with a project, and is neither open nor on the list of maps."""
        in_use = shown_places() | {place_of(bundle) for bundle in settings.bundles}
        Work(tr("Clearing old layers"), lambda progress: clear_old(layers_folder(), in_use, time.time()), lambda work: None)


def shown_places() -> set[Path]:
    """Return the places that the open project's layers lie in."""
    return {place for layer in QgsProject.instance().mapLayers().values() if (place := place_of(layer.source()))}


def clear_old(folder: Path, in_use: Iterable[Path], now: float) -> list[str]:
    """Take away the files of each place that is older than `DAYS` on ``now`` (seconds), kept for no project and not in use.

    Returns
    -------
    list of str
        Names of the places that went.
    """
    gone = []
    for place, files in files_of(folder).items():
        if place in in_use or any(file.name.endswith(KEPT) for file in files) or now - last_change(files) < DAYS * 86_400:
            continue
        for file in files:
            discard(file)
        gone.append(place.name)
    return gone


def last_change(files: Iterable[Path]) -> float:
    """Return when the newest of some files was changed, in seconds; a file that went meanwhile is somebody's who is writing there now."""
    try:
        return max(file.stat().st_mtime for file in files)
    except FileNotFoundError:
        return math.inf


def discard(path: Path) -> None:
    """Take a file or a folder away; what another program holds stays for the next time."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
