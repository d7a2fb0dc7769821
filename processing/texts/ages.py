"""Ages in words."""

from __future__ import annotations

import datetime

from .language import Language

DAYS_A_YEAR, MONTHS_A_YEAR = 365, 12
"""Of a year without a leap day: what is as old as a year to the day is a year old."""


def age_in_words(days: int | None, language: Language) -> str:
    """Return an age such as '12 years' or '3 months'; what is no age says so.

    >>> age_in_words(400, Language("en")), age_in_words(4000, Language("nl"))
    ('13 months', '10 jaar')
    """
    if days is None:
        return language.tr("age unknown")
    if days < 0:
        return language.tr("dated in the future")
    if MONTHS_A_YEAR * days < 2 * DAYS_A_YEAR:
        return language.tr("1 day | {count} days", count=days)
    if days < 2 * DAYS_A_YEAR:
        return language.tr("{count} months", count=MONTHS_A_YEAR * days // DAYS_A_YEAR)
    return language.tr("{count} years", count=days // DAYS_A_YEAR)


def oldest_in_words(days: int | None, language: Language) -> str:
    """Return how old the oldest data behind an index are on its day, as a part of a sentence."""
    if days is None:
        return language.tr("the age of the oldest data behind the index is unknown")
    if days < 0:
        return language.tr("the oldest data behind the index have a later date")
    return language.tr("the oldest data behind the index are {age} old", age=age_in_words(days, language))


def made_in_words(made: datetime.date | None, as_of: datetime.date, language: Language) -> str:
    """Return when a product was made, and to which day the ages in it are counted where that is another; only that where it alone is known.

    >>> made_in_words(datetime.date(2026, 3, 2), datetime.date(2026, 1, 31), Language("en"))
    'Made on 2 March 2026, age of the data on 31 January 2026'
    """
    if made is None:
        return language.tr("Age of the data on {day}", day=language.date(as_of))
    if made == as_of:
        return language.tr("Made on {date}", date=language.date(made))
    return language.tr("Made on {date}, age of the data on {day}", date=language.date(made), day=language.date(as_of))
