"""Runs of algorithms for the challenge dock: in tasks, one at a time, their outputs read back in a task too."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas

from ...processing.model import contract
from ...processing.model.challenge import Challenge
from ...processing.model.challenge_file import write_challenge
from ...processing.model.choices import PUBLIC
from ...processing.model.errors import OpgaveError
from ...processing.model.files import write_json
from ...processing.texts.language import interface_language, tr
from ..message_bar import sentences
from ..one_at_a_time import OneAtATime
from ..result_places import new_place
from ..settings import settings
from ..task_runner import Run

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np

CHALLENGE_FILE, FACTS_FILE = ".challenge.json", ".indicators.json"
"""Endings of the files, beside the layers, with the challenge as it was computed, and with what its indicators rest on."""


@dataclass(frozen=True)
class Outcome:
    """What a run of `challenge_index` gave.

    Attributes
    ----------
    computed : preview.Computed
    counts : dict
        The algorithm's numbers.
    warnings : list of str
    catalogue : str
        Its file; empty for the built-in one.
    name : str
        What was asked, and when; empty for a result that comes into no list of layers anew.
    """

    computed: object
    counts: dict
    warnings: list[str]
    catalogue: str
    name: str = ""


class Computer(OneAtATime):
    """Computes, exports, measures and compares challenges, for an `audience`."""

    audience = PUBLIC

    def compute(self, challenge: Challenge, extent: QgsReferencedRectangle | None, done: Callable[[Outcome], None], name: str = "") -> None:
        """Compute a challenge's index and clusters; ``done`` gets what came of it, under a name, or nobody does."""
        place = new_place()
        outputs = {contract.OUTPUT: str(place.with_suffix(".gpkg")), contract.OUTPUT_CLUSTERS: f"{place}_clusters.gpkg"}
        inputs = self._inputs(challenge, place.with_suffix(CHALLENGE_FILE), extent)
        if inputs:
            self.start("challenge_index", inputs | outputs, lambda run: self._read(challenge, inputs[contract.CATALOGUE], name, run, done))

    def export(self, challenge: Challenge, extent: QgsReferencedRectangle | None, folder: str, done: Callable[[Run], None]) -> None:
        """Write the whole integrated map to a folder."""
        inputs = self._inputs(challenge, new_place().with_suffix(CHALLENGE_FILE), extent)
        looks = {contract.LANGUAGE: settings.language or interface_language(), contract.THEME: settings.theme, contract.LOAD_LAYERS: False}
        if inputs:
            self.start("integrated_map", inputs | looks | {contract.OUTPUT_FOLDER: folder}, done)

    def measure(self, challenge: Challenge, done: Callable[[np.ndarray], None]) -> None:
        """Measure the only indicator of a challenge; ``done`` gets its value for each unit, NaN where it has none."""
        place = new_place()
        inputs = self._inputs(challenge, place.with_suffix(CHALLENGE_FILE), None)
        if inputs:
            asked = inputs | {contract.OUTPUT: str(place.with_suffix(".gpkg"))}
            self.start(
                "challenge_index", asked, lambda run: self._read_values(challenge.indicators[0].id, run.results[contract.OUTPUT], done)
            )

    def compare(self, before: str, after: str, done: Callable[[Run], None]) -> None:
        """Compare two layers of clusters."""
        self.start(
            "compare_clusters",
            {contract.INPUT: before, contract.INPUT_2: after, contract.OUTPUT: str(new_place().with_suffix(".gpkg"))},
            done,
        )

    def _inputs(self, challenge: Challenge, path, extent: QgsReferencedRectangle | None) -> dict | None:
        """Return what every run on a challenge is given; None, and it is told, where the challenge is no whole one."""
        try:
            if not challenge.indicators:
                raise OpgaveError("Add at least one indicator first.")
            write_challenge(path, challenge)
        except OpgaveError as error:
            self.failed.emit(sentences(error))
            return None
        inputs = {
            contract.CHALLENGE: str(path),
            contract.CATALOGUE: settings.catalogue,
            contract.STORE: settings.store,
            contract.AUDIENCE: self.audience,
        }
        return inputs | ({contract.EXTENT: extent} if extent else {})

    def _read(self, challenge: Challenge, catalogue: str, name: str, run: Run, done: Callable[[Outcome], None]) -> None:
        def read(progress):
            from ...processing.challenge.index_preview import read_computed

            facts, units = json.loads(run.results[contract.INDICATORS]), run.results[contract.OUTPUT]
            write_json(Path(units).with_suffix(FACTS_FILE), facts)
            return read_computed(challenge, units, run.results[contract.OUTPUT_CLUSTERS], progress, facts)

        def hand_over(computed):
            done(Outcome(computed, run.results, run.feedback.warnings, catalogue, name))

        self.read(tr("Reading the result"), read, hand_over)

    def _read_values(self, id: str, source: str, done: Callable[[np.ndarray], None]) -> None:
        def read(progress):
            from ...processing.challenge.index_preview import read_values

            return read_values(source, id, progress)

        self.read(tr("Reading the result"), read, done)


def map_extent(canvas: QgsMapCanvas) -> QgsReferencedRectangle:
    """Return what the map shows."""
    return QgsReferencedRectangle(canvas.extent(), QgsProject.instance().crs())
