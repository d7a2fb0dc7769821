"""An envelope of money, and the rules under which it may be spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import codec
from .errors import Mistakes, OpgaveError
from .files import label, read_json
from .schema import mistakes, read_schema

OF_ENVELOPE, OF_SPENT = "envelope", "spent"
FULL = 1 + 1e-9


@dataclass(frozen=True)
class Envelope:
    """How much may be spent: in all, or by year.

    Attributes
    ----------
    ceilings : tuple of float
        Euro: one amount, or one for each year.
    years : tuple of int
        The years, ascending; empty where the envelope knows no years.
    """

    ceilings: tuple[float, ...]
    years: tuple[int, ...] = ()

    @property
    def total(self) -> float:
        return sum(self.ceilings)

    def raised(self, amount: float, place: int) -> Envelope:
        """Return the envelope with one ceiling so many euro higher."""
        return Envelope(tuple(ceiling + amount * (one == place) for one, ceiling in enumerate(self.ceilings)), self.years)

    def scaled(self, share: float) -> Envelope:
        """Return the same share of each ceiling."""
        return Envelope(tuple(ceiling * share for ceiling in self.ceilings), self.years)


def parse_envelope(text: str) -> Envelope:
    """Return the envelope that ``5000000`` or ``2026:1000000,2027:1500000`` means.

    Raises
    ------
    OpgaveError
        The text is neither, an amount is negative, or a year is there twice.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 1 and ":" not in parts[0]:
        return Envelope((_amount(parts[0], text),))
    by_year: dict[int, float] = {}
    for part in parts:
        year, colon, amount = (piece.strip() for piece in part.partition(":"))
        if not colon or not re.fullmatch(r"\d{4}", year):
            raise _unreadable(text)
        if int(year) in by_year:
            raise OpgaveError("ENVELOPE '{text}' names the year {year} twice. Give one amount a year.", text=text, year=year)
        by_year[int(year)] = _amount(amount, text)
    if not by_year:
        raise _unreadable(text)
    years = tuple(sorted(by_year))
    return Envelope(tuple(by_year[year] for year in years), years)


def _amount(text: str, whole: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise _unreadable(whole)
    if text.startswith("-"):
        raise OpgaveError("ENVELOPE '{text}' holds a negative amount. Give euros of 0 or more.", text=whole)
    return float(text)


def _unreadable(text: str) -> OpgaveError:
    return OpgaveError(
        "ENVELOPE '{text}' is not understood. Give an amount such as 5000000, or amounts by year: 2026:1000000,2027:1500000.", text=text
    )


@dataclass(frozen=True)
class ShareRule:
    """Part of the money that is kept for, or is the most for, measures with one value in one field.

    Attributes
    ----------
    field, value : str
        Such as ``sector`` and ``childcare``.
    at_least, at_most : float
        Shares from 0 to 1.
    of : str
        ``envelope``, all its years together, or ``spent``, what the portfolio takes of it.
    """

    field: str
    value: str
    at_least: float = 0.0
    at_most: float = 1.0
    of: str = OF_ENVELOPE


@dataclass(frozen=True)
class Cofinancing:
    """The share of the cost, from 0 to 1, that others pay for measures with one value in one field."""

    field: str
    value: str
    rate: float


@dataclass(frozen=True)
class Group:
    """Measures, by id, of which at least or at most so many are chosen."""

    measures: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True)
class Effect:
    """What one effect field counts in, and what one of that weighs beside the other fields."""

    unit: str = ""
    weight: float | None = None


@dataclass(frozen=True)
class EnvelopeRules:
    """All rules beside the envelope itself; without any, only exclusions, dependencies and ceilings hold.

    Attributes
    ----------
    required, forbidden : tuple of str
        Ids of measures.
    carry_over : bool
        What is not spent in a year may be spent later.
    effects : dict of str to Effect
        By effect field.
    """

    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    shares: tuple[ShareRule, ...] = ()
    cofinancing: tuple[Cofinancing, ...] = ()
    groups: tuple[Group, ...] = ()
    carry_over: bool = False
    effects: dict[str, Effect] = field(default_factory=dict)

    def fields(self) -> tuple[str, ...]:
        """Return the fields by which measures are told apart, each once."""
        rules: tuple[ShareRule | Cofinancing, ...] = (*self.shares, *self.cofinancing)
        return tuple(dict.fromkeys(rule.field for rule in rules))

    def weights(self, fields: tuple[str, ...]) -> tuple[float, ...]:
        """Return what one of each effect field weighs.

        Raises
        ------
        OpgaveError
            The fields count in different units and not all have a weight.
        """
        effects = [self.effects.get(name, Effect()) for name in fields]
        units = {effect.unit for effect in effects}
        if len(units) > 1 and any(effect.weight is None for effect in effects):
            raise OpgaveError(
                "The effects {fields} count in different units ({units}). Give each a weight under 'effects' in the rules.",
                fields=", ".join(fields),
                units=", ".join(sorted(unit or "?" for unit in units)),
            )
        return tuple(1.0 if effect.weight is None else effect.weight for effect in effects)


def read_rules(path: str | Path) -> EnvelopeRules:
    """Return the rules in a file.

    Raises
    ------
    Mistakes, OpgaveError
        The file cannot be read, or holds what cannot be a rule.
    """
    where, document = label(path), read_json(path)
    wrong = mistakes(document, read_schema("rules"), where)
    if wrong:
        raise Mistakes(wrong)
    rules = codec.from_json(EnvelopeRules, document)
    wrong = list(_contradictions(rules, where))
    if wrong:
        raise Mistakes(wrong)
    return rules


def _contradictions(rules: EnvelopeRules, where: str) -> Iterator[OpgaveError]:
    """Yield what a schema cannot see."""
    for rule in rules.shares:
        if rule.at_least > rule.at_most:
            yield OpgaveError(
                "{where}: at least {least:.0%} and at most {most:.0%} for {field} '{value}' cannot both hold. Change one of them.",
                where=where, least=rule.at_least, most=rule.at_most, field=rule.field, value=rule.value,
            )  # fmt: skip
    for kind in dict.fromkeys((rule.field, rule.of) for rule in rules.shares):
        total = sum(rule.at_least for rule in rules.shares if (rule.field, rule.of) == kind)
        if total > FULL:
            yield OpgaveError(
                "{where}: the shares guaranteed by '{field}' add up to {total:.0%}. Lower them to 100% or less.",
                where=where, field=kind[0], total=total,
            )  # fmt: skip
    for id in set(rules.required) & set(rules.forbidden):
        yield OpgaveError("{where}: measure '{id}' is both required and excluded. Leave out one of the two.", where=where, id=id)
