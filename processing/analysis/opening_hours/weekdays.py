"""The small part of a rule: weekdays, the nth of a month, public and school holidays."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .calendar import Calendar, Days, any_of
from .tokens import Token, Tokens

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
PUBLIC_HOLIDAY, SCHOOL_HOLIDAY = "ph", "sh"
MOST_OF_A_MONTH = 5


def small_days(tokens: Tokens) -> list[Days]:
    """Take weekdays and holidays: joined by a comma either may hold, side by side both must."""
    days = []
    while is_day(tokens.look()):
        days.append(any_of(tokens.take_list(day, is_day)))
    tokens.take(":")
    return days


def is_day(token: Token) -> bool:
    """Whether a token is a weekday or a kind of holiday."""
    return token.text in (*WEEKDAYS, PUBLIC_HOLIDAY, SCHOOL_HOLIDAY)


def day(tokens: Tokens) -> Days:
    """Take a weekday, a range of them, the nth of a month, or holidays."""
    if tokens.take(PUBLIC_HOLIDAY):
        return lambda calendar: calendar.public_holiday
    if tokens.take(SCHOOL_HOLIDAY):
        return lambda calendar: calendar.school_holiday
    first = tokens.one_of(WEEKDAYS)
    if tokens.look().text == "-" and tokens.look(1).text in WEEKDAYS:
        tokens.next()
        last = tokens.one_of(WEEKDAYS)
        wanted = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        return lambda calendar: np.isin(calendar.weekday, wanted)
    if tokens.take("["):
        places = nth(tokens)
        return lambda calendar: (calendar.weekday == first) & nth_of_month(calendar, places)
    return lambda calendar: calendar.weekday == first


def nth(tokens: Tokens) -> list[int]:
    """Take which of a month's weekdays are meant, from its begin or (negative) its end, and the bracket behind them."""
    wanted = []
    while True:
        sign = -1 if tokens.take("-") else 1
        first, last, _ = tokens.span(1, MOST_OF_A_MONTH)
        wanted += [sign * number for number in range(first, last + 1)]
        if tokens.take("]"):
            return wanted
        if not tokens.take(","):
            raise tokens.fail()


def nth_of_month(calendar: Calendar, wanted: list[int]) -> np.ndarray:
    """Return which days are, among the same weekdays of their month, one of the wanted places."""
    length = np.array([((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day for day in calendar.days])
    from_begin, from_end = (calendar.day - 1) // 7 + 1, -((length - calendar.day) // 7 + 1)
    return np.isin(from_begin, wanted) | np.isin(from_end, wanted)
