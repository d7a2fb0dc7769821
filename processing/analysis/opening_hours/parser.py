"""A parser of OpenStreetMap's opening_hours syntax; what it does not understand it refuses with the text that it met.

Follows the grammar of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification (0.7.4). Understood: years, months, dates,
Easter, weeks, weekdays (also the nth of a month), public and school holidays, times also past midnight, `24/7`, comments, `open`, `off`,
`closed`, `unknown`, and rules joined by `;`, `,` and `||`. Not understood: sunrise and other events, open ends (`18:00+`), points in time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from ...model.errors import OpgaveError
from .calendar import Calendar

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NORMAL, ADDITIONAL, FALLBACK = ";", ",", "||"
OPEN_WORD, CLOSED_WORD, UNKNOWN_WORD = "open", "closed", "unknown"
MINUTES = 24 * 60

Days = Callable[[Calendar], np.ndarray]
"""Tells which days of a calendar are meant: bool, shape (n,)."""

TOKENS = re.compile(
    r"""\s*(?:
    (?P<comment>"[^"]*") | (?P<always>24/7) | (?P<time>\d{1,2}:\d{2}) | (?P<fallback>\|\|) |
    (?P<number>\d+) | (?P<word>[A-Za-z]+) | (?P<sign>[-–,;:/\[\]+])
    )""",
    re.VERBOSE,
)


class NotUnderstood(OpgaveError):
    """A text that is no opening hours, or more than is understood: with the place where reading stopped."""

    def __init__(self, text: str, at: str):
        super().__init__("'{text}' is not understood at '{at}'.", text=text, at=at)


@dataclass(frozen=True)
class Rule:
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


@dataclass(frozen=True)
class Token:
    """A word, number, time or sign, and whether a space stands before it."""

    kind: str
    text: str
    spaced: bool


def parse(text: str) -> list[Rule]:
    """Return the rules of an opening_hours text.

    Raises
    ------
    NotUnderstood
    """
    reader = Reader(text)
    rules = [reader.rule(NORMAL)]
    while not reader.ended:
        join = reader.separator()
        if reader.ended and join == NORMAL:
            break
        rules.append(reader.rule(join))
    return rules


class Reader:
    """Reads tokens from left to right."""

    def __init__(self, text: str):
        self.text, self.place = text, 0
        self.tokens = list(self.split(text))

    def split(self, text: str):
        """Yield the tokens; whether a space stands before one matters after a comma."""
        at = 0
        while text[at:].strip():
            found = TOKENS.match(text, at)
            if not found:
                raise NotUnderstood(self.text, text[at:].strip())
            kind = found.lastgroup
            word = found[kind].replace("–", "-")
            yield Token(kind, word.lower() if kind == "word" else word, found.start(kind) > at)
            at = found.end()

    @property
    def ended(self) -> bool:
        return self.place >= len(self.tokens)

    def look(self, ahead: int = 0) -> Token:
        """Return a token without taking it; an empty one past the end."""
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("", "", False)

    def take(self, *texts: str) -> bool:
        """Take the next tokens if they are these."""
        if [self.look(number).text for number in range(len(texts))] != list(texts):
            return False
        self.place += len(texts)
        return True

    def fail(self) -> NotUnderstood:
        """Return the error at this place."""
        return NotUnderstood(self.text, " ".join(token.text for token in self.tokens[self.place : self.place + 3]) or "...")

    # ---- rules

    def separator(self) -> str:
        """Take what joins two rules."""
        for join in (NORMAL, ADDITIONAL, FALLBACK):
            if self.take(join):
                return join
        raise self.fail()

    def rule(self, join: str) -> Rule:
        """Take one rule."""
        begin = self.place
        if self.look().kind == "always":
            self.place += 1
            days, times = [], []
        else:
            days = self.wide_days() + self.small_days()
            times = self.times()
        selected = self.place > begin
        state = self.state()
        if self.place == begin:
            raise self.fail()
        return Rule(join, days, times, state if state else OPEN_WORD if selected else self.refuse())

    def refuse(self) -> str:
        raise self.fail()

    def state(self) -> str:
        """Take open, off, closed, unknown and a comment; a comment alone leaves it unknown."""
        words = {"open": OPEN_WORD, "off": CLOSED_WORD, "closed": CLOSED_WORD, "unknown": UNKNOWN_WORD}
        state = words.get(self.look().text, "") if self.look().kind == "word" else ""
        if state:
            self.place += 1
        if self.look().kind == "comment":
            self.place += 1
            state = state or UNKNOWN_WORD
        return state

    # ---- years, months, dates, weeks

    def wide_days(self) -> list[Days]:
        """Take years, then months and dates, then weeks."""
        days = []
        if self.look().kind == "number" and len(self.look().text) == 4 and not self.is_date(self.look(1)):
            days.append(self.alternatives(self.years, lambda: len(self.look().text) == 4))
        if self.is_date(self.look()) or (self.look().kind == "number" and len(self.look().text) == 4):
            days.append(self.dates())
        if self.take("week"):
            days.append(self.alternatives(self.weeks, lambda: self.look().kind == "number"))
        self.take(":")
        return days

    def is_date(self, token: Token) -> bool:
        """Whether a token begins a date."""
        return token.text in MONTHS or token.text == "easter"

    def alternatives(self, one: Callable[[], Days], more: Callable[[], bool]) -> Days:
        """Take one or several, joined by commas: any of them holds."""
        found = [one()]
        while self.look().text == ",":
            self.place += 1
            if not more():
                self.place -= 1
                break
            found.append(one())
        return lambda calendar: np.any([days(calendar) for days in found], axis=0)

    def number(self, low: int, high: int) -> int:
        """Take a whole number within limits."""
        if self.look().kind != "number" or not low <= int(self.look().text) <= high:
            raise self.fail()
        self.place += 1
        return int(self.tokens[self.place - 1].text)

    def span(self, low: int, high: int, endless: bool = False) -> tuple[int, int, int]:
        """Take a number, or a range with perhaps a step: first, last, step."""
        first = self.number(low, high)
        last = first
        if endless and self.take("+"):
            last = high
        elif self.take("-"):
            last = self.number(low, high)
        step = self.number(1, high) if last != first and self.take("/") else 1
        if last < first:
            raise self.fail()
        return first, last, step

    def years(self) -> Days:
        first, last, step = self.span(1900, 9999, endless=True)
        return lambda calendar: (calendar.year >= first) & (calendar.year <= last) & ((calendar.year - first) % step == 0)

    def weeks(self) -> Days:
        first, last, step = self.span(1, 53)
        return lambda calendar: (calendar.week >= first) & (calendar.week <= last) & ((calendar.week - first) % step == 0)

    def dates(self) -> Days:
        """Take months, dates and their ranges; a day alone after a comma is of the month before."""
        found, month = [], None
        while True:
            days, month = self.date_range(month)
            found.append(days)
            again = self.look().text == "," and (
                self.is_date(self.look(1)) or (self.look(1).kind == "number" and month is not None and self.look(2).text != ":")
            )
            if not again:
                return lambda calendar: np.any([days(calendar) for days in found], axis=0)
            self.place += 1

    def date_range(self, month: int | None) -> tuple[Days, int | None]:
        """Take one date or range of dates; return the days and the month that a next day may be of."""
        year = self.number(1900, 9999) if self.look().kind == "number" and len(self.look().text) == 4 else None
        if self.look().text == "easter":
            return self.easter(year), None
        month, day = self.month_and_day(month)
        last_year, last_month, last_day = year, month, day
        if self.look().text == "-" and not self.is_time(self.look(1)):
            self.place += 1
            if self.look().kind == "number" and len(self.look().text) == 4:
                last_year = self.number(1900, 9999)
            if self.look().text in MONTHS:
                last_month, last_day = self.month_and_day(None)
            elif day is not None:
                last_day = self.number(1, 31)
            else:
                raise self.fail()
        if (day is None) != (last_day is None):
            raise self.fail()
        first = month * 100 + (1 if day is None else day)
        last = last_month * 100 + (31 if last_day is None else last_day)
        return date_days(year, first, last_year, last), last_month

    def is_time(self, token: Token) -> bool:
        return token.kind == "time"

    def month_and_day(self, month: int | None) -> tuple[int, int | None]:
        """Take a month with or without a day, or a day alone where the month is known."""
        if self.look().text in MONTHS:
            month = MONTHS.index(self.look().text) + 1
            self.place += 1
            has_day = self.look().kind == "number" and len(self.look().text) <= 2
            return month, self.number(1, 31) if has_day else None
        if month is None:
            raise self.fail()
        return month, self.number(1, 31)

    def easter(self, year: int | None) -> Days:
        """Take Easter, with days before or after it."""
        self.place += 1
        shift = 0
        if self.look().text in ("+", "-") and self.look(1).kind == "number" and self.look(2).text in ("day", "days"):
            shift = int(self.look(1).text) * (-1 if self.look().text == "-" else 1)
            self.place += 3
        return lambda calendar: np.array(
            [day == calendar.easter[day.year] + timedelta(days=shift) and (year is None or day.year == year) for day in calendar.days],
            dtype=bool,
        )

    # ---- weekdays and holidays

    def small_days(self) -> list[Days]:
        """Take weekdays and holidays: joined by a comma either may hold, side by side both must."""
        days = []
        while self.is_day(self.look()):
            days.append(self.alternatives(self.day, lambda: self.is_day(self.look())))
        self.take(":")
        return days

    def is_day(self, token: Token) -> bool:
        return token.text in WEEKDAYS or token.text in ("ph", "sh")

    def day(self) -> Days:
        """Take a weekday, a range of them, the nth of a month, or holidays."""
        if self.take("ph"):
            return lambda calendar: calendar.public_holiday
        if self.take("sh"):
            return lambda calendar: calendar.school_holiday
        first = self.weekday()
        if self.look().text == "-" and self.look(1).text in WEEKDAYS:
            self.place += 1
            last = self.weekday()
            wanted = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
            return lambda calendar: np.isin(calendar.weekday, wanted)
        if self.take("["):
            return self.nth(first)
        return lambda calendar: calendar.weekday == first

    def weekday(self) -> int:
        """Take a weekday."""
        if self.look().text not in WEEKDAYS:
            raise self.fail()
        self.place += 1
        return WEEKDAYS.index(self.tokens[self.place - 1].text)

    def nth(self, weekday: int) -> Days:
        """Take which of a month's weekdays are meant, from its begin or (negative) its end."""
        wanted = set()
        while True:
            backward = self.take("-")
            first, last, _ = self.span(1, 5)
            wanted |= {-number if backward else number for number in range(first, last + 1)}
            if self.take("]"):
                break
            if not self.take(","):
                raise self.fail()
        return lambda calendar: (calendar.weekday == weekday) & nth_of_month(calendar, wanted)

    # ---- times

    def times(self) -> list[tuple[int, int]]:
        """Take the times of a day."""
        found = []
        while self.look().kind == "time":
            found.append(self.time_range())
            if not (self.look().text == "," and self.look(1).kind == "time"):
                break
            self.place += 1
        return found

    def time_range(self) -> tuple[int, int]:
        """Take a begin and an end; an end before the begin is on the next day."""
        begin = self.minutes(MINUTES)
        if not self.take("-"):
            raise self.fail()
        end = self.minutes(2 * MINUTES)
        if self.look().text == "+" or end == begin:
            raise self.fail()
        return begin, end if end > begin else end + MINUTES

    def minutes(self, most: int) -> int:
        """Take a time as minutes since midnight."""
        if self.look().kind != "time":
            raise self.fail()
        hours, minutes = map(int, self.look().text.split(":"))
        if minutes > 59 or hours * 60 + minutes > most:
            raise self.fail()
        self.place += 1
        return hours * 60 + minutes


def date_days(year: int | None, first: int, last_year: int | None, last: int) -> Days:
    """Return the days between two dates (month x 100 + day, both included); without year they come back each year."""

    def days(calendar: Calendar) -> np.ndarray:
        now = calendar.month * 100 + calendar.day
        if year is None:
            return (now >= first) & (now <= last) if first <= last else (now >= first) | (now <= last)
        whole = calendar.year * 10_000 + now
        end = last_year if last_year != year or last >= first else year + 1
        return (whole >= year * 10_000 + first) & (whole <= end * 10_000 + last)

    return days


def nth_of_month(calendar: Calendar, wanted: set[int]) -> np.ndarray:
    """Return which days are, among the same weekdays of their month, one of the wanted places."""
    length = np.array([((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day for day in calendar.days])
    from_begin, from_end = (calendar.day - 1) // 7 + 1, -((length - calendar.day) // 7 + 1)
    return np.isin(from_begin, list(wanted)) | np.isin(from_end, list(wanted))
