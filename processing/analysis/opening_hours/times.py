"""The times of a rule: from one minute of a day to another, also past midnight."""

from __future__ import annotations

from .tokens import TIME, Token, Tokens

MINUTES = 24 * 60


def times_of_day(tokens: Tokens) -> list[tuple[int, int]]:
    """Take the times of a day: none, or begin and end of each in minutes since midnight, the end up to 48 hours."""
    return tokens.take_list(time_range, is_time) if is_time(tokens.look()) else []


def is_time(token: Token) -> bool:
    """Whether a token is a time such as 8:30."""
    return token.kind == TIME


def time_range(tokens: Tokens) -> tuple[int, int]:
    """Take a begin and an end; an end before the begin is on the next day."""
    begin = minutes(tokens, MINUTES)
    if not tokens.take("-"):
        raise tokens.fail()
    end = minutes(tokens, 2 * MINUTES)
    if tokens.look().text == "+" or end == begin:
        raise tokens.fail()
    return begin, end if end > begin else end + MINUTES


def minutes(tokens: Tokens, most: int) -> int:
    """Take a time as minutes since midnight."""
    if not is_time(tokens.look()):
        raise tokens.fail()
    hour, minute = map(int, tokens.look().text.split(":"))
    if minute > 59 or hour * 60 + minute > most:
        raise tokens.fail()
    tokens.next()
    return hour * 60 + minute
