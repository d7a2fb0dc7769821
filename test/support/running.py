"""Run an algorithm inside the test's own QGIS, and see all that it said."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback


class RecordingFeedback(QgsProcessingFeedback):
    """Feedback that keeps what it is told.

    Parameters
    ----------
    cancel_at : str
        Cancel as soon as a message holds this text; empty: never.
    """

    def __init__(self, cancel_at: str = ""):
        super().__init__(False)
        self.cancel_at = cancel_at
        self.infos = []
        self.warnings = []
        self.errors = []
        self.shares = []
        self.progressChanged.connect(self.shares.append)

    def pushInfo(self, text):
        self.infos.append(text)
        if self.cancel_at and self.cancel_at in text:
            self.cancel()

    def pushWarning(self, text):
        self.warnings.append(text)

    def reportError(self, error, fatalError=False):  # noqa: N803
        self.errors.append(error)


@dataclass
class Ran:
    """What a run gave: its results (layers are layers) and its messages."""

    results: dict
    feedback: RecordingFeedback
    context: QgsProcessingContext = field(repr=False)

    @property
    def infos(self) -> list[str]:
        return self.feedback.infos

    @property
    def warnings(self) -> list[str]:
        return self.feedback.warnings

    def __getitem__(self, name):
        return self.results[name]


@contextmanager
def registered():
    """Have the plugin's provider in the registry; take it away again if it was not there before."""
    from opgavenkaart.processing.algorithms.provider import OpgavenkaartProvider

    registry = QgsApplication.processingRegistry()
    if registry.providerById("opgavenkaart"):
        yield
        return
    registry.addProvider(OpgavenkaartProvider())
    try:
        yield
    finally:
        registry.removeProvider("opgavenkaart")


def algorithm_id(name: str) -> str:
    """Return ``name`` where it has a provider (``native:buffer``), else the plugin's algorithm of that name."""
    return name if ":" in name else f"opgavenkaart:{name}"


def run_algorithm(name: str, inputs: dict, *, feedback: RecordingFeedback | None = None, project=None) -> Ran:
    """Run ``opgavenkaart:<name>`` in a fresh context without a project (as headless), unless ``project`` is given.

    A run that fails raises `QgsProcessingException` with the sentence that the user sees.
    """
    from qgis import processing

    feedback = feedback or RecordingFeedback()
    context = QgsProcessingContext()
    if project is not None:
        context.setProject(project)
    context.setFeedback(feedback)
    with registered():
        results = processing.run(algorithm_id(name), inputs, feedback=feedback, context=context)
    return Ran(results, feedback, context)


def run_and_load(name: str, inputs: dict) -> dict:
    """Run an algorithm and load what it makes into the project, styled, as the toolbox does; return its results.

    There is no window: where QGIS sees the one that pytest-qgis makes up, 3.44 asks it for more than it is.
    """
    from processing.gui import Postprocessing
    from qgis import processing

    with registered(), patch.object(Postprocessing, "iface", None):
        return processing.runAndLoadResults(f"opgavenkaart:{name}", inputs)
