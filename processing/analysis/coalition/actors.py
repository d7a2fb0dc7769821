"""Actors and their links as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...model.errors import OpgaveError
from ...model.text import did_you_mean

PUBLIC, NON_PROFIT, PROFIT, CITIZENS = "public", "non_profit", "profit", "citizens"
KINDS = (PUBLIC, NON_PROFIT, PROFIT, CITIZENS)
EXISTS, TO_MAKE = "exists", "to_make"
"""States of a link between two actors: known from the table, or unknown between two who share a cluster."""


@dataclass(frozen=True)
class Actors:
    """Who takes part.

    Attributes
    ----------
    ids, names : ndarray of str, shape (n,)
    kinds : ndarray of str, shape (n,)
        One of `KINDS`, or empty where unknown.
    roles : ndarray of bool, shape (n, r)
        Who plays which of the challenge's roles.
    places : ndarray of shapely geometries, shape (n,)
        A point, or the area that an actor serves, in metres.
    reach : ndarray of float, shape (n,)
        Metres from its place within which an actor works.
    means : ndarray of float, shape (n,)
        Euro that an actor has for this; NaN where it is not told.
    """

    ids: np.ndarray
    names: np.ndarray
    kinds: np.ndarray
    roles: np.ndarray
    places: np.ndarray
    reach: np.ndarray
    means: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def concerned(self) -> np.ndarray:
        """Who plays at least one role; bool, shape (n,)."""
        return np.asarray(self.roles.any(axis=1))


@dataclass(frozen=True)
class Links:
    """Who is known to know whom, each pair once and without direction; of other pairs nothing is known.

    Attributes
    ----------
    one, other : ndarray of int, shape (m,)
        Rows of the actors, ``one`` the lower of the two.
    row : ndarray of int, shape (m,)
        The first row of the table that states the link.
    repeated, selves : int
        Rows that state a pair again, and rows that link an actor with itself: neither counts.
    """

    one: np.ndarray
    other: np.ndarray
    row: np.ndarray
    repeated: int = 0
    selves: int = 0

    def __len__(self) -> int:
        return len(self.one)

    @classmethod
    def none(cls) -> Links:
        """Return no links."""
        empty = np.empty(0, dtype=np.int64)
        return cls(empty, empty, empty)

    @classmethod
    def of(cls, actors: Sequence[str], first: Sequence[str], second: Sequence[str], table: str = "links") -> Links:
        """Return the links that two columns of actors' ids state.

        Raises
        ------
        OpgaveError
            A row names nobody, or one who is no actor.
        """
        known = {id: row for row, id in enumerate(actors)}
        ends = np.array([list(_rows(known, column, table)) for column in (first, second)], dtype=np.int64).reshape(2, -1)
        ends.sort(axis=0)
        apart = np.flatnonzero(ends[0] != ends[1])
        _, kept = np.unique(ends[0, apart] * len(known) + ends[1, apart], return_index=True)
        row = apart[np.sort(kept)]
        one, other = ends[:, row]
        return cls(one, other, row, repeated=len(apart) - len(row), selves=ends.shape[1] - len(apart))


def _rows(known: dict[str, int], names: Sequence[str], table: str) -> Iterator[int]:
    """Yield the actors' rows."""
    for place, name in enumerate(names, start=1):
        if name not in known:
            raise _nobody(name, place, table, known)
        yield known[name]


def _nobody(name: str, place: int, table: str, known: dict[str, int]) -> OpgaveError:
    if not name:
        return OpgaveError("Row {row} of '{table}' is incomplete: give the ids of two actors.", row=place, table=table)
    meant = did_you_mean(name, known)
    if meant:
        return OpgaveError(
            "Row {row} of '{table}' links to '{name}', which is not an actor: did you mean '{meant}'?",
            row=place,
            table=table,
            name=name,
            meant=meant,
        )
    return OpgaveError(
        "Row {row} of '{table}' links to '{name}', which is not an actor. Add the actor, or remove the link.",
        row=place,
        table=table,
        name=name,
    )
