"""Runs of docks in QGIS's own history of Processing, where they can be looked up, changed and run again."""

from __future__ import annotations

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext
from qgis.gui import QgsGui

PROCESSING = "processing"
"""The part of QGIS's history that its toolbox writes too."""


class RunNote:
    """One entry: what was run with which parameters, and later what came of it.

    Parameters
    ----------
    algorithm : QgsProcessingAlgorithm
    inputs : dict
    context : QgsProcessingContext
    """

    def __init__(self, algorithm: QgsProcessingAlgorithm, inputs: dict, context: QgsProcessingContext):
        self.details = {
            "algorithm_id": algorithm.id(),
            "parameters": algorithm.asMap(inputs, context),
            "python_command": algorithm.asPythonCommand(inputs, context),
        }
        command, possible = algorithm.asQgisProcessCommand(inputs, context)
        if possible:
            self.details["process_command"] = command
        self.id, self.kept = QgsGui.historyProviderRegistry().addEntry(PROCESSING, self.details)

    def end(self, results: dict, log: str) -> None:
        """Note what came of it."""
        if self.kept:
            plain = {name: value for name, value in results.items() if isinstance(value, str | int | float)}
            QgsGui.historyProviderRegistry().updateEntry(self.id, self.details | {"results": plain, "log": log})
