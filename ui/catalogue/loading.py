"""Records loaded into the open project, in a task; what failed is told in the message bar."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsLayerTreeGroup, QgsProject, QgsReferencedRectangle
from qgis.gui import QgsMessageBar

from ...processing.bridge.language import interface_language, tr
from ..task_runner import Run

GROUP = "Opgavenkaart"
FOLDER = "opgavenkaart/layers"
"""Where loaded layers are kept, in the user's profile."""


class Loader:
    """Loads records.

    Parameters
    ----------
    bar : QgsMessageBar
        Where it is told what came of it.
    """

    def __init__(self, bar: QgsMessageBar):
        self.bar = bar

    def load(self, catalogue: str, ids: Sequence[str], extent: QgsReferencedRectangle | None = None) -> Run:
        """Start loading records of a catalogue file (empty: the built-in one), or only what lies in an extent."""
        place = new_place()
        inputs = {
            "CATALOGUE": catalogue,
            "RECORDS": ",".join(ids),
            "TARGET_CRS": QgsProject.instance().crs() if QgsProject.instance().crs().isValid() else None,
            "ON_ERROR": "continue",
            "LANGUAGE": interface_language(),
            "OUTPUT": str(place.with_suffix(".gpkg")),
            "PROJECT": str(place.with_suffix(".qgz")),
        }
        self.bar.pushMessage("Opgavenkaart", tr("Loading {count} layers").format(count=len(ids)), Qgis.MessageLevel.Info, 5)
        return Run("load_layers", inputs | ({"EXTENT": extent} if extent else {}), self._done)

    def _done(self, run: Run) -> None:
        if not run.ok:
            self._tell(Qgis.MessageLevel.Critical, tr("Nothing was loaded."), run.feedback.errors)
            return
        count = add_to_project(run.results["PROJECT"])
        if run.results["FAILED_COUNT"]:
            text = tr("{count} layers loaded, {failed} failed.").format(count=count, failed=run.results["FAILED_COUNT"])
            self._tell(Qgis.MessageLevel.Warning, text, run.feedback.warnings)
        else:
            self._tell(Qgis.MessageLevel.Success, tr("{count} layers loaded.").format(count=count), [])

    def _tell(self, level: Qgis.MessageLevel, text: str, more: Sequence[str]) -> None:
        if more:
            self.bar.pushMessage("Opgavenkaart", f"{text} {more[0]}", "\n".join(more), level, 0)
        else:
            self.bar.pushMessage("Opgavenkaart", text, level, 5)


def new_place() -> Path:
    """Return a path without ending, in the user's profile, that no file has."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / datetime.datetime.now().strftime("%Y-%m-%d_%H-%M-%S-%f")


def add_to_project(path: str) -> int:
    """Put the layers of a project file into the open project, in a group of their own, and return how many."""
    made = QgsProject()
    made.read(path)
    group = own_group()
    layers = [layer.clone() for layer in made.layerTreeRoot().layerOrder()]
    for place, layer in enumerate(layers):
        QgsProject.instance().addMapLayer(layer, False)
        group.insertLayer(place, layer)
    return len(layers)


def own_group() -> QgsLayerTreeGroup:
    """Return the plugin's group in the open project, at the top where it is new."""
    root = QgsProject.instance().layerTreeRoot()
    return root.findGroup(GROUP) or root.insertGroup(0, GROUP)
