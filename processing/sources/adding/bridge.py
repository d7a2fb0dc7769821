"""The file that says which names in somebody's table are which areas: people's own answers, beside the catalogue that uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from ...analysis.name_matching import match_names
from ...model.errors import OpgaveError
from ...qgis_io.outputs import whole_file
from ..reading.tables import read_csv

NAME, ANSWER, PROPOSED, PROPOSED_NAME = "name", "answer", "proposed", "proposed_name"
SURE, YES, NO, OPEN = "sure", "yes", "no", "?"
YES_WORDS, NO_WORDS = ("yes", "ja", "y", "j"), ("no", "nee", "neen", "n")
"""What people write."""


@dataclass(frozen=True)
class NameAnswer:
    """One name of a table, and the area that it is or may be.

    Attributes
    ----------
    code, area : str
        Of the area that is proposed; empty where none is.
    answer : str
        `SURE`, `YES`, `NO` or `OPEN`: nobody has answered.
    """

    name: str
    code: str = ""
    area: str = ""
    answer: str = OPEN

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody has to say, or has said, whether it is the area."""
        return bool(self.code) and self.answer != SURE

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet."""
        return self.is_doubtful and self.answer == OPEN

    @property
    def key(self) -> str:
        """The code by which its row is joined; empty for none."""
        return self.code if self.answer in (SURE, YES) else ""


def answer_names(
    names: Sequence[str], codes: Sequence[str], areas: Sequence[str | None], known: Mapping[str, NameAnswer]
) -> list[NameAnswer]:
    """Return which area each name is: as people said before, else as the names themselves say.

    Parameters
    ----------
    codes, areas : sequences of equal length
        The areas' codes and names.
    known : mapping of name to NameAnswer
        Earlier answers; an area that somebody gave to one name is proposed for no other.
    """
    settled = {name: known[name] for name in names if name in known and known[name].answer != OPEN}
    taken = {one.key for one in settled.values() if one.key}
    free = [number for number, code in enumerate(codes) if code not in taken]
    asked = [name for name in names if name not in settled]
    matches = match_names(asked, [areas[number] for number in free])
    found = {}
    for match in matches:
        place = None if match.area is None else free[match.area]
        proposed = ("", "") if place is None else (codes[place], areas[place] or "")
        found[match.name] = NameAnswer(match.name, *proposed, answer=SURE if match.is_sure else OPEN)
    return [settled.get(name) or found[name] for name in names]


def read_bridge(path: Path, key: str) -> dict[str, NameAnswer]:
    """Return the answers in a bridge file by name; none where there is no file.

    A code in the column ``key`` counts as yes, whoever wrote it there; ``ja`` as ``yes``.

    Raises
    ------
    OpgaveError
        It is no such file.
    """
    if not path.is_file():
        return {}
    table = read_csv(path.read_bytes(), path.name).table
    lacking = [column for column in (NAME, key, ANSWER, PROPOSED) if column not in table]
    if lacking:
        raise OpgaveError(
            "'{path}' is no file of answers: it lacks the columns {columns}. Give another path, or remove the file.",
            path=path.name,
            columns=", ".join(lacking),
        )
    found = {}
    for row in table.fillna("").to_dict("records"):
        said = row[ANSWER].lower()
        answer = YES if said in YES_WORDS else NO if said in NO_WORDS else said
        code = row[key] or row[PROPOSED]
        if row[key] and answer != SURE:
            answer = YES
        found[row[NAME]] = NameAnswer(row[NAME], code, row.get(PROPOSED_NAME, ""), answer if answer in (SURE, YES, NO) else OPEN)
    return found


def write_bridge(path: Path, key: str, answers: Sequence[NameAnswer]) -> None:
    """Write answers: a row for each name, with the code where it is known, and what is proposed where nobody has answered."""
    rows = [{NAME: one.name, key: one.key, ANSWER: one.answer, PROPOSED: one.code, PROPOSED_NAME: one.area} for one in answers]
    with whole_file(path) as place:
        pd.DataFrame(rows, columns=[NAME, key, ANSWER, PROPOSED, PROPOSED_NAME]).to_csv(place, index=False, encoding="utf-8-sig")


def with_answers(answers: Sequence[NameAnswer], said: Mapping[str, bool]) -> list[NameAnswer]:
    """Return answers with what somebody said of some names: whether each is the area that is proposed."""
    return [replace(one, answer=YES if said[one.name] else NO) if one.name in said else one for one in answers]
