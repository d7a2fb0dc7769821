"""How old data are, and whether that is too old for how often they change."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from .errors import OpgaveError

CONTINUOUS = "continuous"
EARLIEST = datetime.date(1901, 1, 1)
CLOCK_ZEROS = frozenset((datetime.date(1970, 1, 1), datetime.date(1980, 1, 1)))
"""Where the clocks of computers and of files in a zip begin; a spreadsheet's zero, and what databases write for none, lie before 1901."""
DURATION = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?")

WINDOW = re.compile(r"\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*")
LATEST = 24
"""Hour until which a window may last."""


def read_window(text: str) -> tuple[float, float] | None:
    """Return the hours from when until when; None where they are not written so, or end before they begin.

    >>> read_window("07:00-09:30"), read_window("9-7")
    ((7.0, 9.5), None)
    """
    found = WINDOW.fullmatch(text)
    if found is None:
        return None
    hour, minute, last, rest = map(int, found.groups())
    window = hour + minute / 60, last + rest / 60
    return window if max(minute, rest) < 60 and window[0] < window[1] <= LATEST else None


def is_day(text: str) -> bool:
    """Whether a text is a day, as ISO 8601 writes it.

    >>> is_day("2026-02-28"), is_day("2026-02-31")
    (True, False)
    """
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Freshness(str, Enum):
    """Age against the update rhythm: within it, within twice that, older; unknown without date or rhythm."""

    CURRENT = "current"
    DUE = "due"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rhythm:
    """Time between two updates, in calendar months and days."""

    months: int
    days: int

    def after(self, date: datetime.date, times: int = 1) -> datetime.date:
        """Return the day on which the ``times``-th next update is expected; a month's last day where it is shorter."""
        years, month = divmod(date.month - 1 + times * self.months, 12)
        year = date.year + years
        if year > datetime.MAXYEAR:
            return datetime.date.max
        last = calendar.monthrange(year, month + 1)[1]
        start = datetime.date(year, month + 1, min(date.day, last))
        return start + min(datetime.timedelta(times * self.days), datetime.date.max - start)


@lru_cache
def parse_rhythm(text: str) -> Rhythm | None:
    """Return an ISO 8601 duration of years, months, weeks and days, such as ``P1Y``, as a `Rhythm`.

    ``continuous`` counts as a month: what always changes is never quite the same, and a copy of some days is no old one. An empty text (not
    known) gives None.

    >>> parse_rhythm("P1Y6M")
    Rhythm(months=18, days=0)
    """
    if not text:
        return None
    if text == CONTINUOUS:
        return Rhythm(1, 0)
    match = DURATION.fullmatch(text)
    years, months, weeks, days = (int(part or 0) for part in match.groups()) if match else (0, 0, 0, 0)
    rhythm = Rhythm(12 * years + months, 7 * weeks + days)
    if rhythm == Rhythm(0, 0):
        raise OpgaveError("'{text}' is not an update rhythm. Write P1Y, P6M, P1W, P1D or continuous.", text=text)
    return rhythm


def is_believable(date: datetime.date, as_of: datetime.date) -> bool:
    """Whether data that somebody has on ``as_of`` can be of a date: not of the future, before 1901, or the zero of a clock."""
    return EARLIEST <= date <= as_of and date not in CLOCK_ZEROS


def age_days(date: datetime.date | None, as_of: datetime.date) -> int | None:
    """Return the days from the date of the data to ``as_of``; None where the date is not known."""
    return None if date is None else (as_of - date).days


def freshness(date: datetime.date | None, rhythm: str, as_of: datetime.date) -> Freshness:
    """Return whether data of ``date`` with an update rhythm (see `parse_rhythm`) are still current on ``as_of``.

    A year after its date a yearly layer is due, after two years stale:

    >>> freshness(datetime.date(2024, 1, 1), "P1Y", datetime.date(2025, 6, 1)).value
    'due'
    """
    step = parse_rhythm(rhythm)
    if date is None or step is None:
        return Freshness.UNKNOWN
    if as_of <= step.after(date):
        return Freshness.CURRENT
    return Freshness.DUE if as_of <= step.after(date, 2) else Freshness.STALE
