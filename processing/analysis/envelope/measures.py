"""The measures that a portfolio is chosen from, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...model.envelope import Cofinancing, Envelope, EnvelopeRules, ShareRule
from ...model.errors import OpgaveError
from ...model.text import did_you_mean

ANY_YEAR = 0
MOST = 1e12
"""Largest cost or effect of a measure: beyond it the solver loses the small ones."""
SHOWN = 5


@dataclass(frozen=True)
class Measures:
    """One row a measure.

    Attributes
    ----------
    ids : ndarray of str, shape (n,)
    cost : ndarray of float, shape (n,)
        Euro, once, in the year it starts.
    effect : ndarray of float, shape (n,)
        Of carrying it out in full, already weighed over several effect fields.
    running : ndarray of float, shape (n,)
        Euro a year, from the year after it starts.
    year : ndarray of int, shape (n,)
        The year it starts; `ANY_YEAR` where that is open.
    scalable : ndarray of bool, shape (n,)
        It may be carried out for a part: cost and effect go with it.
    party : ndarray of str, shape (n,)
        Who carries it out; empty where nobody is named.
    excludes, requires : ndarray of int, shape (k, 2)
        Rows of which not both may be chosen; rows of which the first needs the second, no later.
    labels : dict of str to ndarray of str
        Values of the fields that rules name.
    """

    ids: np.ndarray
    cost: np.ndarray
    effect: np.ndarray
    running: np.ndarray
    year: np.ndarray
    scalable: np.ndarray
    party: np.ndarray
    excludes: np.ndarray
    requires: np.ndarray
    labels: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        cost: Sequence[float] | np.ndarray,
        effect: Sequence[float] | np.ndarray,
        excludes: Iterable[tuple[str, str]] = (),
        requires: Iterable[tuple[str, str]] = (),
        **others: Any,
    ) -> Measures:
        """Return measures with a default for all that is not given; ``excludes`` and ``requires`` are pairs of ids."""
        count = len(ids)
        place = {id: row for row, id in enumerate(ids)}
        given: dict[str, Any] = {
            "running": np.zeros(count),
            "year": np.full(count, ANY_YEAR),
            "scalable": np.zeros(count, dtype=bool),
            "party": np.full(count, "", dtype=object),
        } | others
        return cls(
            np.asarray(ids, dtype=object),
            np.asarray(cost, float),
            np.asarray(effect, float),
            excludes=pairs_once(sorted((place[one], place[other])) for one, other in excludes),
            requires=pairs_once((place[one], place[other]) for one, other in requires),
            **given,
        )

    def in_group(self, name: str, value: str) -> np.ndarray:
        """Return which measures have a value in a field."""
        return self.labels[name] == value

    def rows(self, ids: Iterable[str], where: str) -> np.ndarray:
        """Return the rows of measures by id.

        Raises
        ------
        OpgaveError
            There is no such measure.
        """
        place = {id: row for row, id in enumerate(self.ids)}
        for id in ids:
            if id not in place:
                raise unknown_measure(id, self.ids, where)
        return np.array([place[id] for id in ids], dtype=int)

    def only(self, parties: Iterable[str]) -> np.ndarray:
        """Return which measures these parties can carry out together: their own and those of nobody."""
        return np.isin(self.party.astype(str), ["", *parties])


def pairs_once(pairs: Iterable[Sequence[int]]) -> np.ndarray:
    """Return pairs of rows, each once and in the order in which they come; int, shape (k, 2)."""
    return np.array(list(dict.fromkeys(map(tuple, pairs))), dtype=int).reshape(-1, 2)


def unknown_measure(id: str, ids: Iterable[str], where: str) -> OpgaveError:
    """Return the error that a measure is named which is not there."""
    near = did_you_mean(id, ids)
    if near:
        return OpgaveError("{where} names measure '{id}', which is not in the layer. Did you mean '{near}'?", where=where, id=id, near=near)
    return OpgaveError("{where} names measure '{id}', which is not in the layer. Add it, or leave the name out.", where=where, id=id)


def check_rules(measures: Measures, rules: EnvelopeRules, where: str) -> None:
    """Refuse rules that name a measure or a value that no measure has."""
    for ids in (rules.required, rules.forbidden, *(group.measures for group in rules.groups)):
        measures.rows(ids, where)
    by_value: tuple[ShareRule | Cofinancing, ...] = (*rules.shares, *rules.cofinancing)
    for rule in by_value:
        if not measures.in_group(rule.field, rule.value).any():
            values = sorted(set(measures.labels[rule.field].astype(str)) - {""})
            raise OpgaveError(
                "{where}: no measure has '{value}' in field '{field}'. There are: {values}.",
                where=where, value=rule.value, field=rule.field, values=", ".join(values),
            )  # fmt: skip


def check_measures(measures: Measures, cost_field: str = "cost", running_field: str = "running") -> None:
    """Refuse measures without a cost of 0 or more, with numbers that no solver can tell apart, or that need each other in a circle."""
    for name, values in ((cost_field, measures.cost), (running_field, measures.running)):
        wrong = measures.ids[~(values >= 0)]
        if len(wrong):
            raise OpgaveError(
                "Field '{field}' is negative or empty for {count} measures ({ids}). Give euros of 0 or more.",
                field=name, count=len(wrong), ids=some(wrong),
            )  # fmt: skip
    for name, values in ((cost_field, measures.cost), (running_field, measures.running), ("effect", measures.effect)):
        wrong = measures.ids[np.abs(values) > MOST]
        if len(wrong):
            raise OpgaveError(
                "'{field}' is over {most:,.0f} for {count} measures ({ids}). Check the unit, or give the number in a larger one.",
                field=name, most=MOST, count=len(wrong), ids=some(wrong),
            )  # fmt: skip
    circle = circle_of(measures.requires, len(measures))
    if circle:
        raise OpgaveError(
            "Measures need each other in a circle: {ids}. Leave out one of these dependencies.", ids=" > ".join(measures.ids[circle])
        )


def some(ids: Sequence[str] | np.ndarray) -> str:
    """Return the first ids as text."""
    return ", ".join(map(str, ids[:SHOWN])) + (", ..." if len(ids) > SHOWN else "")


def circle_of(requires: np.ndarray, count: int) -> list[int]:
    """Return rows that need one another in a circle, the first one again at the end; empty where none do."""
    needs = [requires[requires[:, 0] == row, 1].tolist() for row in range(count)]
    done = np.zeros(count, dtype=bool)
    for start in range(count):
        path: list[int] = [start] * (not done[start])
        left = [iter(needs[start])]
        while path:
            following = next(left[-1], None)
            if following is None:
                done[path.pop()] = True
                left.pop()
            elif following in path:
                return [*path[path.index(following) :], following]
            elif not done[following]:
                path.append(following)
                left.append(iter(needs[following]))
    return []


def plannable(measures: Measures, envelope: Envelope) -> np.ndarray:
    """Return which measures start in a year of the envelope; all where it knows no years."""
    return np.isin(measures.year, [ANY_YEAR, *envelope.years]) if envelope.years else np.ones(len(measures), dtype=bool)


def charged_share(measures: Measures, rules: EnvelopeRules) -> np.ndarray:
    """Return the share of each measure's cost that the envelope pays, where rules of co-financing leave the rest to others.

    Raises
    ------
    OpgaveError
        Others would pay more than all of a measure.
    """
    others = np.zeros(len(measures))
    for rule in rules.cofinancing:
        others += rule.rate * measures.in_group(rule.field, rule.value)
    above = measures.ids[others > 1 + 1e-9]
    if len(above):
        raise OpgaveError("Co-financing pays more than 100% of measures {ids}. Lower the rates that meet there.", ids=some(above))
    return 1.0 - np.minimum(others, 1.0)
