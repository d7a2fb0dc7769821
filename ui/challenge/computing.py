"""Runs of algorithms for the challenge dock: in tasks, one at a time, their outputs read back in a task too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...processing.bridge.language import interface_language, tr
from ...processing.model.challenge import Challenge
from ...processing.model.challenge_file import write_challenge
from ...processing.model.errors import OpgaveError
from ..places import new_place
from ..settings import settings
from ..task_runner import Run, Work

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np


@dataclass(frozen=True)
class Outcome:
    """What a run of `challenge_index` gave.

    Attributes
    ----------
    computed : preview.Computed
    counts : dict
        The algorithm's numbers.
    warnings : list of str
    """

    computed: object
    counts: dict
    warnings: list[str]


class Computer(QObject):
    """Runs one thing at a time.

    `busy` is emitted with whether something runs, `told` with how far it is (0-100) and what it does, `failed` with sentences.
    """

    busy = pyqtSignal(bool)
    told = pyqtSignal(float, str)
    failed = pyqtSignal(list)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.current: Run | Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self.current is not None

    def cancel(self) -> None:
        """Ask what runs to end."""
        if self.current:
            self.current.cancel()

    def compute(self, challenge: Challenge, extent: QgsReferencedRectangle | None, done: Callable[[Outcome], None]) -> None:
        """Compute a challenge's index and clusters; ``done`` gets what came of it, or nobody does."""
        place = new_place()
        outputs = {"OUTPUT": str(place.with_suffix(".gpkg")), "OUTPUT_CLUSTERS": f"{place}_clusters.gpkg"}
        inputs = self._inputs(challenge, place.with_suffix(".challenge.json"), extent)
        if inputs:
            self._run("challenge_index", inputs | outputs, lambda run: self._read(challenge, run, done))

    def export(self, challenge: Challenge, extent: QgsReferencedRectangle | None, folder: str, done: Callable[[Run], None]) -> None:
        """Write the whole integrated map to a folder."""
        inputs = self._inputs(challenge, new_place().with_suffix(".challenge.json"), extent)
        looks = {"LANGUAGE": settings.language or interface_language(), "THEME": settings.theme, "LOAD_LAYERS": False}
        if inputs:
            self._run("integrated_map", inputs | looks | {"OUTPUT_FOLDER": folder}, done)

    def measure(self, challenge: Challenge, done: Callable[[np.ndarray], None]) -> None:
        """Measure the only indicator of a challenge; ``done`` gets its value for each unit, NaN where it has none."""
        place = new_place()
        inputs = self._inputs(challenge, place.with_suffix(".challenge.json"), None)
        if inputs:
            asked = inputs | {"OUTPUT": str(place.with_suffix(".gpkg"))}
            self._run("challenge_index", asked, lambda run: self._read_values(challenge.indicators[0].id, run.results["OUTPUT"], done))

    def compare(self, before: str, after: str, done: Callable[[Run], None]) -> None:
        """Compare two layers of clusters."""
        self._run("compare_clusters", {"INPUT": before, "INPUT_2": after, "OUTPUT": str(new_place().with_suffix(".gpkg"))}, done)

    def _inputs(self, challenge: Challenge, path, extent: QgsReferencedRectangle | None) -> dict | None:
        """Return what every run on a challenge is given; None, and it is told, where the challenge is no whole one."""
        try:
            write_challenge(path, challenge)
        except OpgaveError as error:
            self.failed.emit(sentences(error))
            return None
        inputs = {"CHALLENGE": str(path), "CATALOGUE": settings.catalogue, "STORE": settings.store}
        return inputs | ({"EXTENT": extent} if extent else {})

    def _run(self, name: str, inputs: dict, done: Callable[[Run], None]) -> None:
        self._begin(Run(name, inputs, lambda run: self._ran(run, done), self.told.emit))

    def _ran(self, run: Run, done: Callable[[Run], None]) -> None:
        self._end()
        if run.ok:
            done(run)
        elif run.cancelled:
            self.failed.emit([])
        else:
            self.failed.emit(run.feedback.errors or [tr("It failed, and QGIS says no more: look in the log messages.")])

    def _read(self, challenge: Challenge, run: Run, done: Callable[[Outcome], None]) -> None:
        def read(progress):
            from ...processing.bridge.preview import read_computed

            return read_computed(challenge, run.results["OUTPUT"], run.results["OUTPUT_CLUSTERS"], progress)

        self._work(read, lambda computed: done(Outcome(computed, run.results, run.feedback.warnings)))

    def _read_values(self, id: str, source: str, done: Callable[[np.ndarray], None]) -> None:
        def read(progress):
            from ...processing.bridge.preview import read_values

            return read_values(source, id, progress)

        self._work(read, done)

    def _work(self, function, done: Callable) -> None:
        """Run a function of the bridge in a task; ``done`` gets what it returns."""

        def ended(work: Work) -> None:
            self._end()
            if work.error:
                self.failed.emit(sentences(work.error))
            elif work.ok:
                done(work.value)

        self._begin(Work(tr("Reading the outcome"), function, ended))

    def _begin(self, current: Run | Work) -> None:
        self.current = current
        self.busy.emit(True)

    def _end(self) -> None:
        self.current = None
        self.busy.emit(False)


def sentences(error: OpgaveError) -> list[str]:
    """Return an error's sentences, one a mistake."""
    return error.sentence(tr).split("\n")


def map_extent(canvas: QgsMapCanvas) -> QgsReferencedRectangle:
    """Return what the map shows."""
    return QgsReferencedRectangle(canvas.extent(), QgsProject.instance().crs())
