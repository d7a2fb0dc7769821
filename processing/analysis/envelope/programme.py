"""From measures, an envelope and rules to a mixed-integer model.

A measure without a year of its own has an *option* for each year of the envelope. An option is chosen or not; of a scalable measure
it is carried out for a part, its *level*, and a second variable says whether it is *active* at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from ...model.envelope import OF_SPENT, Envelope, EnvelopeRules
from ..milp import Model
from .measures import ANY_YEAR, Measures, charged_share, plannable

CEILING, REQUIRED, FORBIDDEN, SHARE, GROUP, EXCLUDES, REQUIRES = (
    "ceiling",
    "required",
    "forbidden",
    "share",
    "group",
    "excludes",
    "requires",
)
SMALLEST = 0.01
"""A scalable measure that is chosen is carried out for at least this part."""
Row = tuple[np.ndarray, np.ndarray, float, float]
"""What a row adds up: levels of options, activity of options, and between which two values the sum lies."""


@dataclass(frozen=True)
class ProgrammeRule:
    """One thing that must hold: its kind, and which of that kind (a year, a measure's row, a number in the rules)."""

    kind: str
    which: int


@dataclass(frozen=True)
class Programme:
    """The question: what to choose from, how much money there is, and what must hold.

    Attributes
    ----------
    available : ndarray of bool, shape (n,), optional
        Measures that may be chosen; default all.
    """

    measures: Measures
    envelope: Envelope
    rules: EnvelopeRules = EnvelopeRules()
    available: np.ndarray | None = None

    @cached_property
    def imposed(self) -> np.ndarray:
        """Measures that every portfolio has, whoever takes part: required ones, groups asked for whole, and what those need.

        ndarray of bool, shape (n,).
        """
        measures = self.measures
        whole = [id for group in self.rules.groups if group.at_least >= len(group.measures) for id in group.measures]
        found = np.zeros(len(measures), dtype=bool)
        found[measures.rows([*self.rules.required, *whole], "")] = True
        while not found[needed := measures.requires[found[measures.requires[:, 0]], 1]].all():
            found[needed] = True
        return found

    @cached_property
    def options(self) -> np.ndarray:
        """Measure (row) and year (column of the envelope) of each option: int, shape (m, 2)."""
        rows = np.flatnonzero(plannable(self.measures, self.envelope) & (True if self.available is None else self.available))
        years = self.envelope.years or (ANY_YEAR,)
        free = (self.measures.year[rows] == ANY_YEAR) | (not self.envelope.years)
        fits = free[:, None] | (self.measures.year[rows][:, None] == np.array(years))
        row, column = np.nonzero(fits)
        return np.column_stack([rows[row], column])

    @cached_property
    def gross(self) -> np.ndarray:
        """Euro that each option costs under each ceiling, whoever pays: float, shape (m, years)."""
        row, start = self.options.T
        columns = np.arange(len(self.envelope.ceilings))
        once = self.measures.cost[row][:, None] * (columns == start[:, None])
        yearly = self.measures.running[row][:, None] * (columns > start[:, None])
        if not self.envelope.years:
            yearly = self.measures.running[row][:, None]
        return once + yearly

    @cached_property
    def charge(self) -> np.ndarray:
        """Euro of that which the envelope pays: float, shape (m, years)."""
        return charged_share(self.measures, self.rules)[self.options[:, 0], None] * self.gross

    @property
    def effect(self) -> np.ndarray:
        return self.measures.effect[self.options[:, 0]]

    @property
    def scalable(self) -> np.ndarray:
        return self.measures.scalable[self.options[:, 0]]

    def of(self, rows: int | np.ndarray) -> np.ndarray:
        """Return 1 for the options of a measure or of several, else 0."""
        return np.isin(self.options[:, 0], rows).astype(float)

    def all_rules(self) -> list[ProgrammeRule]:
        """Return everything that must hold, the ones easiest to give up first."""
        counts = (
            (EXCLUDES, len(self.measures.excludes)),
            (REQUIRES, len(self.measures.requires)),
            (GROUP, len(self.rules.groups)),
            (SHARE, len(self.rules.shares)),
            (FORBIDDEN, len(self.rules.forbidden)),
            (REQUIRED, len(self.rules.required)),
            (CEILING, len(self.envelope.ceilings)),
        )
        return [ProgrammeRule(kind, which) for kind, count in counts for which in range(count)]

    def model(self, active: Collection[ProgrammeRule] | None = None, aim: np.ndarray | None = None, extra: Collection[Row] = ()) -> Model:
        """Return the model in which the active rules (default all) hold and ``aim`` over the levels (default minus the effect) is least."""
        whole, part = np.flatnonzero(~self.scalable), np.flatnonzero(self.scalable)
        aim = -self.effect if aim is None else aim
        model = Model()
        model.variables("whole", len(whole), aim[whole], integer=True)
        model.variables("part", len(part), aim[part])
        model.variables("active", len(part), integer=True)
        for bound, lower, upper in ((1.0, -np.inf, 0.0), (SMALLEST, 0.0, np.inf)):
            model.add({"part": sparse.eye_array(len(part)), "active": -bound * sparse.eye_array(len(part))}, lower, upper)
        rows = [
            *self.one_start(),
            *(row for rule in (self.all_rules() if active is None else active) for row in self.rows_of(rule)),
            *extra,
        ]
        if rows:
            level, activity, least, most = (np.array(part) for part in zip(*rows, strict=True))
            model.add({"whole": (level + activity)[:, whole], "part": level[:, part], "active": activity[:, part]}, least, most)
        return model

    def one_start(self) -> Iterator[Row]:
        """Yield that a measure with several options starts once."""
        rows, counts = np.unique(self.options[:, 0], return_counts=True)
        for row in rows[counts > 1]:
            yield self.zero, self.of(row), 0.0, 1.0

    @cached_property
    def zero(self) -> np.ndarray:
        return np.zeros(len(self.options))

    def rows_of(self, rule: ProgrammeRule) -> Iterator[Row]:
        """Yield the rows that make a rule hold."""
        yield from getattr(self, f"rows_of_{rule.kind}")(rule.which)

    def rows_of_ceiling(self, year: int) -> Iterator[Row]:
        spent, ceilings = self.charge, np.array(self.envelope.ceilings)
        if self.rules.carry_over:
            spent, ceilings = spent.cumsum(axis=1), ceilings.cumsum()
        yield spent[:, year], self.zero, -np.inf, ceilings[year]

    def rows_of_required(self, place: int) -> Iterator[Row]:
        yield self.of(self.measures.rows([self.rules.required[place]], "")), self.zero, 1.0, 1.0

    def rows_of_forbidden(self, place: int) -> Iterator[Row]:
        yield self.zero, self.of(self.measures.rows([self.rules.forbidden[place]], "")), 0.0, 0.0

    def rows_of_group(self, place: int) -> Iterator[Row]:
        group = self.rules.groups[place]
        most = np.inf if group.at_most is None else float(group.at_most)
        yield self.zero, self.of(self.measures.rows(group.measures, "")), float(group.at_least), most

    def rows_of_excludes(self, place: int) -> Iterator[Row]:
        yield self.zero, self.of(self.measures.excludes[place]), -np.inf, 1.0

    def rows_of_requires(self, place: int) -> Iterator[Row]:
        one, needed = self.measures.requires[place]
        begun = self.options[:, 1] <= np.arange(len(self.envelope.ceilings))[:, None]
        for row in np.unique((self.of(one) - self.of(needed)) * begun, axis=0):  # a year in which neither can start asks nothing new
            if row.any():
                yield row, self.zero, -np.inf, 0.0

    def rows_of_share(self, place: int) -> Iterator[Row]:
        share = self.rules.shares[place]
        total = self.charge.sum(axis=1)
        inside = self.measures.in_group(share.field, share.value)[self.options[:, 0]] * total
        if share.of == OF_SPENT:
            yield inside - share.at_least * total, self.zero, 0.0, np.inf
            yield inside - share.at_most * total, self.zero, -np.inf, 0.0
        else:
            yield inside, self.zero, share.at_least * self.envelope.total, share.at_most * self.envelope.total
