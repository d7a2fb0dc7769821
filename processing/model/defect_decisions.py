"""What people decided about the defects of a layer: done, or no mistake, and why; kept in a file, whatever is assessed later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import codec
from .errors import Mistakes, OpgaveError
from .files import label, read_json, write_json
from .schema import mistakes, read_schema

DONE, NO_MISTAKE = "done", "no_mistake"
MARK_LENGTH = 32
"""Letters of a digest that tell a defect from all others."""


@dataclass(frozen=True)
class Decision:
    """What somebody decided about one defect.

    Attributes
    ----------
    mark : str
        Tells the defect from all others of the layer: see `mark_defect`.
    code, field : str
        Its kind, and the field where it is; for people who read the file.
    decision : str
        `DONE` (mended, as they say: found again later, it is open again) or `NO_MISTAKE`.
    reason, by : str
        Why, in their words; and who.
    made : str
        Moment in UTC, ISO 8601.
    """

    mark: str
    code: str
    decision: str
    made: str
    field: str = ""
    reason: str = ""
    by: str = ""


def mark_defect(code: str, field: str, feature: str, value: str, place: tuple[float, ...]) -> str:
    """Return what tells a defect from all others of its layer, the same in each assessment.

    Parameters
    ----------
    feature : str
        The key of its feature, else its number; empty for a defect of the layer.
    value : str
        What is wrong there; only a digest is kept of it, since it may be of a person.
    place : tuple of float
        Rounded coordinates of a defect of the geometry; empty for others.

    Examples
    --------
    >>> one = mark_defect("text_spaces", "name", "7", "Park ", ())
    >>> one == mark_defect("text_spaces", "name", "7", "Park ", ()), one == mark_defect("text_spaces", "name", "8", "Park ", ())
    (True, False)
    """
    told = "\0".join([code, field, feature, value, *(f"{one:.9g}" for one in place)])
    return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return what was decided, by mark; nothing where the file is not there.

    Raises
    ------
    OpgaveError
        The file cannot be read, or is wrong.
    """
    if not path.exists():
        return {}
    document = read_json(path)
    found = mistakes(document, read_schema("decisions"), label(path))
    if found:
        raise Mistakes(found)
    every = (codec.from_json(Decision, one) for one in document["decisions"])
    return {one.mark: one for one in every}


def keep_decisions(path: Path, layer: str, new: Iterable[Decision], gone: Iterable[str] = ()) -> Mapping[str, Decision]:
    """Add decisions to those that stand in a file, take those of the marks in ``gone`` away, and return all: others may have decided too.

    Raises
    ------
    OpgaveError
        The file cannot be read or written, or is wrong; it stays as it is.
    """
    known = read_decisions(path) | {one.mark: one for one in new}
    for mark in gone:
        known.pop(mark, None)
    document = {"layer": layer, "decisions": [codec.to_json(one) for one in known.values()]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, document)
    except OSError as error:
        raise OpgaveError(
            "What you decided cannot be kept in '{path}' ({reason}): check its permissions.", path=path, reason=error.strerror
        ) from error
    return known
