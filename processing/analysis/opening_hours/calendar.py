"""Days in a row, with what opening hours ask of them: weekday, month, week, public and school holidays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ...model.errors import OpgaveError
from ...model.files import RESOURCES, label, read_json

DEFAULT = RESOURCES / "calendar" / "flanders.json"
PARTS = ("years", "public_holidays", "school_holidays")


@dataclass(frozen=True)
class Calendar:
    """Consecutive days.

    Attributes
    ----------
    days : list of date
    year, month, day, weekday, week : ndarray of int, shape (n,)
        Weekday 0 is Monday, week the ISO week.
    public_holiday, school_holiday : ndarray of bool, shape (n,)
    easter : dict of int to date
        Easter Sunday of each year.
    """

    days: list[date]
    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    weekday: np.ndarray
    week: np.ndarray
    public_holiday: np.ndarray
    school_holiday: np.ndarray
    easter: dict[int, date]

    def __len__(self) -> int:
        return len(self.days)


Days = Callable[[Calendar], np.ndarray]
"""Tells which days of a calendar are meant: bool, shape (n,)."""


def any_of(choices: Sequence[Days]) -> Days:
    """Return the days that at least one of them means."""
    return lambda calendar: np.any([days(calendar) for days in choices], axis=0)


def read_calendar(first: date, count: int, path: str | Path = DEFAULT) -> Calendar:
    """Return ``count`` days from ``first`` on, with the holidays of a calendar file.

    Raises
    ------
    OpgaveError
        The file is no calendar, or does not know the holidays of one of the years.
    """
    document = read_json(path)
    lacking = [part for part in PARTS if not isinstance(document, dict) or part not in document]
    if lacking:
        raise OpgaveError(
            "{file} is no calendar of holidays: it lacks '{part}'. Write it as flanders.json.", file=label(path), part=lacking[0]
        )
    days = [first + timedelta(days=number) for number in range(count)]
    low, high = document["years"]
    for day in (days[0], days[-1]):
        if not low <= day.year <= high:
            raise OpgaveError(
                "The calendar holds the holidays of {low} to {high}, not of {year}: choose another AS_OF.",
                low=low,
                high=high,
                year=day.year,
            )
    public = {date.fromisoformat(entry["date"]) for entry in document["public_holidays"]}
    school = [(date.fromisoformat(entry["from"]), date.fromisoformat(entry["to"])) for entry in document["school_holidays"]]
    return Calendar(
        days,
        np.array([day.year for day in days]),
        np.array([day.month for day in days]),
        np.array([day.day for day in days]),
        np.array([day.weekday() for day in days]),
        np.array([day.isocalendar()[1] for day in days]),
        np.array([day in public for day in days]),
        np.array([any(start <= day <= end for start, end in school) for day in days]),
        {year: easter(year) for year in range(days[0].year - 1, days[-1].year + 2)},
    )


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Gauss's rule with Lichtenberg's correction)."""
    golden, century = year % 19, year // 100
    moon_shift = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun_shift = 2 - (3 * century + 3) // 4
    moon = (19 * golden + moon_shift) % 30
    correction = moon // 29 + (moon // 28 - moon // 29) * (golden // 11)
    limit = 21 + moon - correction
    sunday = 7 - (year + year // 4 + sun_shift) % 7
    return date(year, 3, 1) + timedelta(days=limit + 7 - (limit - sunday) % 7 - 1)
