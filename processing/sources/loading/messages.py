"""What happened while a record was loaded, kept for the report in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...qgis_io.feedback import feedback_of


@dataclass(frozen=True)
class Message:
    """One note or warning: an English template and its values, as `OpgaveError` has them."""

    template: str
    values: dict[str, object] = field(default_factory=dict)
    warning: bool = False

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, its template passed through ``translate`` first."""
        return OpgaveError(self.template, **self.values).sentence(translate)


class Recorder(Progress):
    """Progress that passes everything on and keeps what was noted and warned.

    Parameters
    ----------
    progress : Progress
        Where it goes on to.
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.feedback = feedback_of(progress)
        self.messages: list[Message] = []

    def step(self, name: str, **values: object) -> None:
        self.progress.step(name, **values)

    def update(self, share: float) -> None:
        self.progress.update(share)

    def note(self, text: str, **values: object) -> None:
        self.messages.append(Message(text, values))
        self.progress.note(text, **values)

    def warn(self, text: str, **values: object) -> None:
        self.messages.append(Message(text, values, warning=True))
        self.progress.warn(text, **values)

    def is_cancelled(self) -> bool:
        return self.progress.is_cancelled()

    def check(self) -> None:
        self.progress.check()
