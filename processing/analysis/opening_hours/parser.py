"""A parser of OpenStreetMap's opening_hours syntax; what it does not understand it refuses with the text that it met.

Follows the grammar of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification (0.7.4). Understood: years, months, dates,
Easter, weeks, weekdays (also the nth of a month), public and school holidays, times also past midnight, `24/7`, comments, `open`, `off`,
`closed`, `unknown`, and rules joined by `;`, `,` and `||`. Not understood: sunrise and other events, open ends (`18:00+`), points in time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .calendar import Days
from .dates import wide_days
from .times import times_of_day
from .tokens import COMMENT, Tokens
from .weekdays import small_days

JOINS = NORMAL, ADDITIONAL, FALLBACK = ";", ",", "||"
OPEN_WORD, CLOSED_WORD, UNKNOWN_WORD = "open", "closed", "unknown"
STATES = {"open": OPEN_WORD, "off": CLOSED_WORD, "closed": CLOSED_WORD, "unknown": UNKNOWN_WORD}
ALWAYS_OPEN = "24/7"


@dataclass(frozen=True)
class OpeningRule:
    """One rule: on which days, during which minutes, in which state, and how it joins the rules before it.

    Attributes
    ----------
    days : list of Days
        All must hold; empty: every day.
    times : list of (int, int)
        Minutes since midnight, the end up to 48 hours; empty: all day.
    """

    join: str
    days: list[Days] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    state: str = OPEN_WORD


def parse(text: str) -> list[OpeningRule]:
    """Return the rules of an opening_hours text.

    Raises
    ------
    NotUnderstood
    """
    tokens = Tokens(text)
    rules = [rule(tokens, NORMAL)]
    while not tokens.ended:
        join = JOINS[tokens.one_of(JOINS)]
        if tokens.ended and join == NORMAL:
            break
        rules.append(rule(tokens, join))
    return rules


def rule(tokens: Tokens, join: str) -> OpeningRule:
    """Take one rule; one that only says when is open then."""
    begin = tokens.place
    always = tokens.take(ALWAYS_OPEN)
    days = [] if always else [*wide_days(tokens), *small_days(tokens)]
    times = [] if always else times_of_day(tokens)
    state = state_of(tokens)
    if tokens.place == begin:
        raise tokens.fail()
    return OpeningRule(join, days, times, state or OPEN_WORD)


def state_of(tokens: Tokens) -> str:
    """Take open, off, closed, unknown and a comment; a comment alone leaves it unknown."""
    state = STATES[tokens.next().text] if tokens.look().text in STATES else ""
    if tokens.look().kind == COMMENT:
        tokens.next()
        return state or UNKNOWN_WORD
    return state
