"""A catalogue read as the dock shows it, in a task: the window answers meanwhile."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from operator import attrgetter

from ...processing.model.catalogue import Catalogue, read_catalogue
from ...processing.model.errors import OpgaveError
from ...processing.model.search import TextIndex
from ...processing.texts.language import Language
from .entries import Entry, entries


@dataclass(frozen=True)
class Contents:
    """What the dock shows.

    Attributes
    ----------
    path : str
        The catalogue's file; empty: the built-in one.
    entries : dict of str to Entry
        By id, in the order of their titles.
    found : TextIndex
        What finds them.
    error : OpgaveError or None
        Why this is the built-in catalogue where another one was asked for.
    asked : str
        The file that was asked for.
    """

    path: str = ""
    catalogue: Catalogue = field(default_factory=Catalogue)
    entries: dict[str, Entry] = field(default_factory=dict)
    found: TextIndex = field(default_factory=lambda: TextIndex({}))
    error: OpgaveError | None = None
    asked: str = ""


def read_contents(path: str, language: Language) -> Contents:
    """Read a catalogue; one that cannot be read gives the built-in one, and why."""
    catalogue, error = read_or_builtin(path)
    found = {one.id: one for one in entries(catalogue, language, datetime.date.today())}
    return Contents("" if error else path, catalogue, found, TextIndex(found, attrgetter("searched")), error, path)


def read_or_builtin(path: str) -> tuple[Catalogue, OpgaveError | None]:
    """Return a catalogue, or the built-in one and why the other cannot be read."""
    try:
        return read_catalogue(path), None
    except OpgaveError as error:
        return read_catalogue(""), error
