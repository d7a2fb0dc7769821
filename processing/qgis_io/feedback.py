"""QGIS's feedback seen as `Progress`."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsFeedback, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..model.errors import OpgaveError
from ..model.progress import Progress
from ..texts.language import tr

HEADLESS = "qgis_process"


class FeedbackProgress(Progress):
    """Progress that a QGIS feedback shows: named steps, one bar over all of them, cancel.

    Parameters
    ----------
    feedback : QgsProcessingFeedback
        Where it is shown.
    steps : int
        How many steps the work has; each takes an equal part of the bar.
    translate : callable
        Returns a template in the language of the window.
    """

    def __init__(self, feedback: QgsProcessingFeedback, steps: int = 1, translate: Callable[[str], str] = tr):
        self.feedback = feedback
        self.translate = translate
        self.steps = max(steps, 1)
        self.done = -1
        self.noted: set[str] = set()
        self.alone = QgsApplication.platform() == HEADLESS

    def step(self, name: str, **values: object) -> None:
        self.skip()
        self.feedback.pushInfo(self._in_words(name, values))

    def skip(self) -> None:
        super().skip()
        self.done = min(self.done + 1, self.steps - 1)
        self.update(0.0)

    def update(self, share: float) -> None:
        super().update(share)
        self.feedback.setProgress(100.0 * (max(self.done, 0) + min(share, 1.0)) / self.steps)

    def note(self, text: str, **values: object) -> None:
        """Tell it once: a dozen layers with the same to say about their coordinates need not all say it."""
        sentence = self._in_words(text, values)
        if sentence not in self.noted:
            self.noted.add(sentence)
            self.feedback.pushInfo(sentence)

    def warn(self, text: str, **values: object) -> None:
        self.feedback.pushWarning(self._in_words(text, values))

    def _in_words(self, template: str, values: dict[str, object]) -> str:
        """Return a message in the language of the window; an error among the values too."""
        return OpgaveError(template, **values).sentence(self.translate)

    def is_cancelled(self) -> bool:
        if self.alone:  # nobody else lets `qgis_process` see that it was interrupted (Ctrl+C)
            QCoreApplication.processEvents()
        return self.feedback.isCanceled()


def feedback_of(progress: Progress) -> QgsFeedback | None:
    """Return the QGIS feedback behind a progress, through which a running request can be cancelled; None where there is none."""
    return getattr(progress, "feedback", None)
