"""From rules to a state for every minute of a calendar, and from those to hours that a building is free when others need it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .calendar import Calendar
from .parser import CLOSED_WORD, FALLBACK, NORMAL, OPEN_WORD, OpeningRule
from .times import MINUTES

UNSAID, CLOSED, UNKNOWN, OPEN = 0, 1, 2, 3
WEEK = 7
STATE = {OPEN_WORD: OPEN, CLOSED_WORD: CLOSED}


def states(rules: Sequence[OpeningRule], calendar: Calendar) -> np.ndarray:
    """Return the state of each minute: int8, shape (days, 1440); `UNSAID` where no rule speaks, which is closed.

    As the specification has it: a rule that opens replaces what earlier rules said of its days (`;`), adds to it (`,`), or only
    speaks where it would be closed (`||`); `off` takes its times away. Of rules that speak of the same minute the last one counts. The part
    of a time past midnight belongs to the next day: a later rule for that day replaces it.
    """
    state = np.zeros((len(calendar), MINUTES), dtype=np.int8)
    for rule in rules:
        days = np.ones(len(calendar), dtype=bool)
        for chosen in rule.days:
            days &= chosen(calendar)
        value = STATE.get(rule.state, UNKNOWN)
        if rule.join == NORMAL and value != CLOSED:
            state[days] = UNSAID
        marked = minutes_of(rule, days)
        if rule.join == FALLBACK:
            marked &= state <= CLOSED
        state[marked] = value
    return state


def minutes_of(rule: OpeningRule, days: np.ndarray) -> np.ndarray:
    """Return which minutes a rule speaks of: bool, shape (days, 1440)."""
    marked = np.zeros((len(days), MINUTES), dtype=bool)
    if not rule.times:
        marked[days] = True
    for begin, end in rule.times:
        marked[days, begin : min(end, MINUTES)] = True
        if end > MINUTES:
            next_days = np.zeros(len(days), dtype=bool)
            next_days[1:] = days[:-1]
            marked[next_days, : end - MINUTES] = True
    return marked


def hours_a_week(minutes: np.ndarray, need: np.ndarray) -> float:
    """Return the hours in a week in which both hold, as a mean over the weeks in which the need is whole (the largest in the calendar).

    ``minutes`` and ``need`` are bool, shape (days, 1440), the days whole weeks.
    """
    asked = by_week(need)
    whole = asked == asked.max(initial=0)
    return float(by_week(minutes & need)[whole].mean()) / 60 if asked.any() else 0.0


def by_week(minutes: np.ndarray) -> np.ndarray:
    """Return the number of minutes in each week."""
    return minutes.reshape(-1, WEEK * MINUTES).sum(axis=1)
