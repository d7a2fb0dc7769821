"""Corrections by hand, kept in a file of their own: they find their action again in next year's plan."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from .assign import BY_HAND, NONE, Assignment, with_none
from .columns import find_columns
from .identity import CODES, collapse
from .plan import PolicyPlan, text_column

COLUMNS = ("municipality", "action_key", *CODES, "ac_short", "challenge", "serves", "comment")
YES, NO = ("", "yes", "ja", "1", "true", "1.0"), ("no", "nee", "neen", "0", "false", "0.0")
ALIKE = 0.6
FIRST_ROW = 2
WAYS = (("action_key",), (*CODES, "ac_short"), ("ac_short",))
"""By what an action is found again, the surest way first; after these, by its codes with a title that is alike."""


def read_corrections(table: pd.DataFrame) -> pd.DataFrame:
    """Return corrections with the columns of `COLUMNS` as texts, and ``serves`` as True or False.

    Raises
    ------
    OpgaveError
        No column says which challenge, none says which action, or ``serves`` is neither yes nor no.
    """
    found = find_columns([str(name) for name in table], "corrections")
    if "challenge" not in found or not {"action_key", "ac_short"} & set(found):
        raise OpgaveError(
            "The corrections need a column 'challenge' and a column 'action_key' or 'ac_short'. They have: {columns}.",
            columns=", ".join(map(str, table)),
        )
    texts = pd.DataFrame({name: collapse(text_column(table, found.get(name))) for name in COLUMNS})
    said = texts["serves"].str.lower()
    wrong = ~said.isin(YES + NO)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise OpgaveError(
            "Corrections, row {row}: 'serves' is '{value}'. Write yes or no.", row=row + FIRST_ROW, value=texts["serves"].iloc[row]
        )
    return texts.assign(serves=said.isin(YES))


def correct(
    assignment: Assignment, plan: PolicyPlan, corrections: pd.DataFrame, challenges: Sequence[str], progress: Progress = SILENT
) -> tuple[Assignment, int]:
    """Return the assignment with the corrections in it, and how many were applied.

    ``serves`` yes adds the challenge to the action, no takes it away; the challenge ``none`` takes all away. What was not found
    again, names a challenge of another run, or a municipality that is not here, is told.
    """
    finder = Finder(plan)
    here = corrections["municipality"].map(finder.has_municipality)
    known = corrections["challenge"].isin([*challenges, NONE])
    usable = corrections[here & known]
    found = [finder.find(row) for row in usable.itertuples(index=False)]
    report_idle_corrections(corrections, here, known, usable[[not actions for actions in found]], progress)
    served = assignment.with_challenge
    for row, actions in zip(usable.itertuples(index=False), found, strict=True):
        mine = served["action"].isin(actions)
        served = served[~(mine & (served["challenge"].eq(row.challenge) | (row.challenge == NONE)))]
        if row.serves and row.challenge != NONE:
            served = pd.concat([served, by_hand(actions, row)], ignore_index=True)
    return Assignment(with_none(served, len(plan))), sum(map(bool, found))


def by_hand(actions: Sequence[int], row: Any) -> pd.DataFrame:
    """Return the rows that a correction adds."""
    fixed = {"challenge": row.challenge, "basis": BY_HAND, "words": "", "certainty": BY_HAND, "score": 1.0, "comment": row.comment}
    return pd.DataFrame({"action": list(actions), **fixed})


def report_idle_corrections(corrections: pd.DataFrame, here: pd.Series, known: pd.Series, lost: pd.DataFrame, progress: Progress) -> None:
    """Say which corrections have no effect."""
    if not here.all():
        progress.note("{count} corrections are for other municipalities.", count=int((~here).sum()))
    if (here & ~known).any():
        names = ", ".join(sorted(set(corrections["challenge"][here & ~known])))
        progress.warn("Corrections for challenges that are not among the chosen ones are left out: {names}.", names=names)
    for row in lost.itertuples(index=False):
        progress.warn(
            "A correction for '{challenge}' finds no action, or several, in this plan: '{action}'. Look at it again.",
            challenge=row.challenge,
            action=row.ac_short or row.action_key,
        )


class Finder:
    """Finds the actions that corrections speak of."""

    def __init__(self, plan: PolicyPlan):
        texts = plan.table[["municipality", "nis_code", "action_key", *CODES, "ac_short"]].apply(collapse)
        self._titles = texts["ac_short"].str.lower()
        self._town = texts["municipality"].str.lower()
        self._towns = {"": None}
        for name, code in set(zip(self._town, texts["nis_code"], strict=True)):
            self._towns |= {name: name, code: name}
        columns = texts.assign(ac_short=self._titles)
        self._rows = {way: self._by(columns, way) for way in (*WAYS, CODES)}

    def _by(self, columns: pd.DataFrame, way: Sequence[str]) -> dict[tuple, list[int]]:
        rows: dict[tuple, list[int]] = {}
        for row, values in enumerate(zip(self._town, *(columns[name] for name in way), strict=True)):
            rows.setdefault(values, []).append(row)
            rows.setdefault((None, *values[1:]), []).append(row)
        return rows

    def has_municipality(self, name: str) -> bool:
        """Whether the plan has this municipality, by name or NIS code; an empty name is any."""
        return name.lower() in self._towns

    def find(self, correction: Any) -> list[int]:
        """Return the rows of the action of a correction; none where it is not there, or where it may be several."""
        town = self._towns[correction.municipality.lower()]
        known = correction._asdict() | {"ac_short": correction.ac_short.lower()}
        for way in WAYS:
            values = tuple(known[name] for name in way)
            rows = self._rows[way].get((town, *values), []) if all(values) else []
            if len(rows) == 1 or (rows and way != ("ac_short",)):
                return rows
        return list(self._alike(town, correction))

    def _alike(self, town: str | None, correction: Any) -> Iterator[int]:
        codes = tuple(getattr(correction, name) for name in CODES)
        for row in self._rows[CODES].get((town, *codes), []) if all(codes) else []:
            if difflib.SequenceMatcher(None, self._titles[row], correction.ac_short.lower()).ratio() >= ALIKE:
                yield row
