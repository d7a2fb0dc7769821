"""The wide part of a rule: years, months and dates, Easter, weeks."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .calendar import Calendar, Days, any_of
from .tokens import NUMBER, TIME, Token, Tokens

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EASTER = "easter"
YEARS = (1900, 9999)


def wide_days(tokens: Tokens) -> list[Days]:
    """Take years, then months and dates, then weeks: all must hold."""
    days = []
    if is_year(tokens.look()) and not is_date(tokens.look(1)):
        days.append(any_of(tokens.take_list(years, is_year)))
    if is_date(tokens.look()) or is_year(tokens.look()):
        days.append(any_of(dates(tokens)))
    if tokens.take("week"):
        days.append(any_of(tokens.take_list(weeks, is_number)))
    tokens.take(":")
    return days


def is_number(token: Token) -> bool:
    """Whether a token is a whole number."""
    return token.kind == NUMBER


def is_year(token: Token) -> bool:
    """Whether a token is a number that only a year can be."""
    return is_number(token) and len(token.text) == 4


def is_date(token: Token) -> bool:
    """Whether a token begins a date."""
    return token.text in MONTHS or token.text == EASTER


def years(tokens: Tokens) -> Days:
    """Take a year, or a range of them."""
    first, last, step = tokens.span(*YEARS, endless=True)
    return lambda calendar: (calendar.year >= first) & (calendar.year <= last) & ((calendar.year - first) % step == 0)


def weeks(tokens: Tokens) -> Days:
    """Take a week, or a range of them."""
    first, last, step = tokens.span(1, 53)
    return lambda calendar: (calendar.week >= first) & (calendar.week <= last) & ((calendar.week - first) % step == 0)


def dates(tokens: Tokens) -> list[Days]:
    """Take months, dates and their ranges; a day alone after a comma is of the month before."""
    days, month = date_range(tokens, None)
    found = [days]
    while tokens.look().text == "," and (is_date(tokens.look(1)) or (month is not None and is_day_of_month(tokens))):
        tokens.next()
        days, month = date_range(tokens, month)
        found.append(days)
    return found


def is_day_of_month(tokens: Tokens) -> bool:
    """Whether a number behind the comma is a day."""
    return is_number(tokens.look(1)) and tokens.look(2).text != ":"


def date_range(tokens: Tokens, month: int | None) -> tuple[Days, int | None]:
    """Take one date or range of dates; return the days and the month that a next day may be of."""
    year = year_before(tokens)
    if tokens.take(EASTER):
        return easter_days(year, days_after(tokens)), None
    month, day = month_and_day(tokens, month)
    last_year, last_month, last_day = year, month, day
    if tokens.look().text == "-" and tokens.look(1).kind != TIME:
        tokens.next()
        if year is None and is_year(tokens.look()):
            raise tokens.fail()
        last_year = year_before(tokens) or year
        last_month, last_day = month_and_day(tokens, None if day is None else month)
    if (day is None) != (last_day is None):
        raise tokens.fail()
    first = month * 100 + (1 if day is None else day)
    last = last_month * 100 + (31 if last_day is None else last_day)
    return date_days(year, first, last_year, last), last_month


def year_before(tokens: Tokens) -> int | None:
    """Take the year that stands before a date, if one does."""
    return tokens.number(*YEARS) if is_year(tokens.look()) else None


def month_and_day(tokens: Tokens, month: int | None) -> tuple[int, int | None]:
    """Take a month with or without a day, or a day alone where the month is known."""
    if tokens.look().text in MONTHS:
        has_day = is_number(tokens.look(1)) and len(tokens.look(1).text) <= 2
        return tokens.one_of(MONTHS) + 1, tokens.number(1, 31) if has_day else None
    if month is None:
        raise tokens.fail()
    return month, tokens.number(1, 31)


def days_after(tokens: Tokens) -> int:
    """Take how many days after (negative: before) a date are meant, such as ``+1 day``; 0 where that is not said."""
    sign, number, unit = (tokens.look(ahead) for ahead in range(3))
    if sign.text not in ("+", "-") or not is_number(number) or unit.text not in ("day", "days"):
        return 0
    for _ in range(3):
        tokens.next()
    return int(number.text) * (-1 if sign.text == "-" else 1)


def easter_days(year: int | None, shift: int) -> Days:
    """Return the day so long after Easter, of one year or each."""

    def days(calendar: Calendar) -> np.ndarray:
        meant = [day == calendar.easter[day.year] + timedelta(days=shift) and year in (None, day.year) for day in calendar.days]
        return np.array(meant, dtype=bool)

    return days


def date_days(year: int | None, first: int, last_year: int | None, last: int) -> Days:
    """Return the days between two dates (month x 100 + day, both included); without year they come back each year."""

    def days(calendar: Calendar) -> np.ndarray:
        now = calendar.month * 100 + calendar.day
        if year is None:
            return (now >= first) & (now <= last) if first <= last else (now >= first) | (now <= last)
        whole = calendar.year * 10_000 + now
        end = year if last_year is None else last_year
        if end == year and last < first:
            end += 1
        return (whole >= year * 10_000 + first) & (whole <= end * 10_000 + last)

    return days
