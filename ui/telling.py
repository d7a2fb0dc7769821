"""What docks tell in QGIS's message bar."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis
from qgis.gui import QgsMessageBar

from ..processing.bridge.language import tr
from ..processing.model.errors import Mistakes, OpgaveError

NAME = "Opgavenkaart"
SHORT = 8
"""Seconds that good news stands."""


def succeed(bar: QgsMessageBar, text: str, seconds: int = SHORT) -> None:
    """Tell good news; a link in it can be followed."""
    bar.pushMessage(NAME, text, Qgis.MessageLevel.Success, seconds)


def caution(bar: QgsMessageBar, text: str) -> None:
    """Tell what a user should see before going on."""
    bar.pushMessage(NAME, text, Qgis.MessageLevel.Warning, 0)


def fail(bar: QgsMessageBar, error: OpgaveError) -> None:
    """Tell an error; of several mistakes the first, and all of them behind 'More'."""
    sentences = [one.sentence(tr) for one in error.mistakes] if isinstance(error, Mistakes) else [error.sentence(tr)]
    fail_with(bar, sentences)


def fail_with(bar: QgsMessageBar, sentences: Sequence[str]) -> None:
    """Tell sentences of one failure."""
    if len(sentences) > 1:
        bar.pushMessage(NAME, sentences[0], "\n".join(sentences), Qgis.MessageLevel.Critical, 0)
    else:
        bar.pushMessage(NAME, "".join(sentences), Qgis.MessageLevel.Critical, 0)
