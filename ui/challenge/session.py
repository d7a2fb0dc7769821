"""The challenge that somebody works on: every change can be undone, opening another challenge too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.PyQt.QtCore import QObject, pyqtSignal

try:
    from qgis.PyQt.QtGui import QUndoCommand, QUndoStack
except ImportError:  # Qt 5 has them with its widgets
    from qgis.PyQt.QtWidgets import QUndoCommand, QUndoStack

from ...processing.model.challenge import FOLDER, Challenge, Indicator, builtin_challenges, read_challenge
from ...processing.model.challenge_file import write_challenge
from ...processing.model.files import read_json
from ...processing.model.text import Text, field_name, number_equals
from ...processing.texts.language import tr

GESTURE = 1
"""Id of changes that may become one: those of the same movement of a slider."""


@dataclass
class Saved:
    """What lies in a challenge's file: one for all that is done and undone with that file.

    Attributes
    ----------
    challenge : Challenge
        What it says; of one that was never saved, how it was begun.
    place : str
        The id of a built-in challenge, or a path; empty for one that was never saved.
    document : dict or None
        What the file holds, so that saving loses nothing of it.
    """

    challenge: Challenge
    place: str = ""
    document: dict | None = None


@dataclass(frozen=True)
class Opened:
    """A challenge as it is now, and its file."""

    challenge: Challenge
    file: Saved

    @property
    def is_own_version(self) -> bool:
        """Whether it is a built-in challenge that was changed: that itself stays, what was changed is the user's own."""
        return not self.is_saved and self.file.place in builtin_challenges()

    @property
    def is_saved(self) -> bool:
        """Whether nothing was changed since it was opened, begun or saved."""
        return self.challenge == self.file.challenge


class Session(QObject):
    """The challenge as it is now, and the way back.

    `changed` is emitted after every change, undone ones too.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.opened = begun(new_challenge())

    @property
    def challenge(self) -> Challenge:
        """The challenge as it is now."""
        return self.opened.challenge

    def start(self, place: str) -> None:
        """Open a challenge with nothing to go back to."""
        self.opened = open_challenge(place)
        self.stack.clear()
        self.changed.emit()

    def open(self, place: str) -> None:
        """Open a built-in challenge by its id, or a file.

        Raises
        ------
        OpgaveError
            It cannot be read.
        """
        self._push(open_challenge(place), tr("open a challenge"))

    def make(self) -> None:
        """Begin a new challenge on the units of the present one."""
        old = self.challenge
        new = replace(new_challenge(), units=old.units, areas=old.areas, background=old.background, disclosure=old.disclosure)
        self._push(begun(new), tr("new challenge"))

    def change(self, challenge: Challenge, text: str, gesture: str = "") -> None:
        """Change the challenge; ``text`` says what happens, and changes of one ``gesture`` are undone together."""
        if challenge != self.challenge:
            self._push(replace(self.opened, challenge=challenge), text, gesture)

    def change_indicator(self, id: str, text: str, gesture: str = "", **values) -> None:
        """Give an indicator other values."""
        indicators = tuple(replace(one, **values) if one.id == id else one for one in self.challenge.indicators)
        self.change(replace(self.challenge, indicators=indicators), text, gesture)

    def put_indicator(self, indicator: Indicator, instead_of: str = "") -> None:
        """Add an indicator, or put it in the place of another."""
        old = self.challenge.indicators
        new = tuple(indicator if one.id == instead_of else one for one in old) if instead_of else (*old, indicator)
        self.change(replace(self.challenge, indicators=new), tr("edit an indicator") if instead_of else tr("add an indicator"))

    def remove_indicator(self, id: str) -> None:
        """Take an indicator out."""
        kept = tuple(one for one in self.challenge.indicators if one.id != id)
        self.change(replace(self.challenge, indicators=kept), tr("remove an indicator"))

    def save(self, path: str) -> None:
        """Write the challenge to a file, with all that its former file held besides.

        Raises
        ------
        OpgaveError
            It is no whole challenge yet, or the file cannot be written.
        """
        file = self.opened.file
        file.document = write_challenge(path, self.challenge, file.document)
        file.place, file.challenge = path, self.challenge
        self.changed.emit()

    def show(self, opened: Opened) -> None:
        """Take a state over, as a change or its undoing asks."""
        self.opened = opened
        self.changed.emit()

    def _push(self, after: Opened, text: str, gesture: str = "") -> None:
        self.stack.push(StateChange(self, self.opened, after, text, gesture))


class StateChange(QUndoCommand):
    """From one state to another."""

    def __init__(self, session: Session, before: Opened, after: Opened, text: str, gesture: str):
        super().__init__(text)
        self.session, self.before, self.after, self.gesture = session, before, after, gesture

    def id(self):
        return GESTURE if self.gesture else -1

    def mergeWith(self, other):
        if other.gesture != self.gesture:
            return False
        self.after = other.after
        return True

    def redo(self):
        self.session.show(self.after)

    def undo(self):
        self.session.show(self.before)


def open_challenge(place: str) -> Opened:
    """Return a challenge with what its file holds.

    Raises
    ------
    OpgaveError
        It cannot be read.
    """
    challenge = read_challenge(place)
    document = read_json(FOLDER / f"{place}.json" if place in builtin_challenges() else place)
    return Opened(challenge, Saved(challenge, place, document))


def begun(challenge: Challenge) -> Opened:
    """Return a challenge that has no file yet."""
    return Opened(challenge, Saved(challenge))


def new_challenge() -> Challenge:
    """Return a challenge without indicators."""
    return Challenge("my_challenge", Text("Mijn opgave", "My challenge"), ())


def free_id(title: Text, taken: tuple[str, ...]) -> str:
    """Return an id after a title that none of the others has."""
    return next(reversed(number_equals([*taken, field_name(title.en or title.nl) or "indicator"])))
