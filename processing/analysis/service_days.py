"""On which days the services of a timetable in GTFS run (``calendar.txt``, ``calendar_dates.txt``), and an ordinary Tuesday among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TUESDAY = WEEKDAYS.index("tuesday")
ADDED, REMOVED = 1, 2
"""What ``exception_type`` says of a service on a day."""


@dataclass(frozen=True)
class ServiceDays:
    """On which days services run.

    Attributes
    ----------
    services : Index of str, n of them
    weekly : ndarray of bool, shape (n, 7)
        Whether a service runs on each day of the week, from Monday.
    first, last : ndarray of datetime64[D], shape (n,)
        Between which days that holds; NaT for a service of single days only.
    dates : ndarray of int, shape (m,)
        Days of the exceptions since 1970-01-01, in order: a feed may have millions.
    codes : ndarray of int, shape (m,)
        Which service each exception is about.
    kinds : ndarray of int, shape (m,)
        `ADDED` or `REMOVED`.
    """

    services: pd.Index
    weekly: np.ndarray
    first: np.ndarray
    last: np.ndarray
    dates: np.ndarray
    codes: np.ndarray
    kinds: np.ndarray

    def running(self, day: np.datetime64) -> np.ndarray:
        """Return whether each service runs on a day: ndarray of bool, shape (n,)."""
        runs = self.weekly[:, weekday(day)] & (self.first <= day) & (day <= self.last)
        number = day.astype("datetime64[D]").astype("int32")
        start, end = np.searchsorted(self.dates, number, "left"), np.searchsorted(self.dates, number, "right")
        kinds, codes = self.kinds[start:end], self.codes[start:end]
        runs[codes[kinds == REMOVED]] = False
        runs[codes[kinds == ADDED]] = True
        return runs

    @property
    def span(self) -> tuple[np.datetime64, np.datetime64] | None:
        """The first and the last day of which the feed speaks; None where it speaks of none."""
        ends = self.dates[[0, -1]].astype("datetime64[D]") if len(self.dates) else self.first[:0]
        days = np.concatenate([self.first, self.last, ends])
        days = days[~np.isnat(days)]
        return (days.min(), days.max()) if len(days) else None

    def tuesdays(self) -> np.ndarray:
        """Return all Tuesdays of the span."""
        if self.span is None:
            return np.empty(0, "datetime64[D]")
        first, last = self.span
        first += np.timedelta64((TUESDAY - weekday(first)) % len(WEEKDAYS), "D")
        return np.arange(first, last + np.timedelta64(1, "D"), np.timedelta64(7, "D"))


class NoService(ValueError):
    """Nothing runs on the day, or on any Tuesday; ``span`` is that of the feed, or None."""

    def __init__(self, span: tuple[np.datetime64, np.datetime64] | None):
        super().__init__(span)
        self.span = span


def weekday(day: np.datetime64) -> int:
    """Return the day of the week, Monday 0.

    >>> weekday(np.datetime64("2026-12-01"))
    1
    """
    return int((day.astype("datetime64[D]").astype(int) + 3) % len(WEEKDAYS))


def read_days(texts: pd.Series) -> np.ndarray:
    """Return days written as YYYYMMDD; NaT for anything else."""
    return pd.to_datetime(texts.astype(str).str.strip(), format="%Y%m%d", errors="coerce").to_numpy("datetime64[D]")


def read_numbers(texts: pd.Series) -> np.ndarray:
    """Return numbers in texts; NaN for anything else."""
    return pd.to_numeric(texts.astype(object), errors="coerce").to_numpy("float64")


def service_days(calendar: pd.DataFrame, exceptions: Iterable[pd.DataFrame]) -> ServiceDays:
    """Return on which days services run.

    Parameters
    ----------
    calendar : DataFrame of texts
        ``service_id``, the seven days, ``start_date``, ``end_date``.
    exceptions : iterable of DataFrame of categoricals
        Parts of ``service_id``, ``date``, ``exception_type``; a feed may have millions.
    """
    calendar = calendar.drop_duplicates("service_id")
    known = {service: place for place, service in enumerate(calendar["service_id"].astype(object))}
    found = [read_exceptions(part, known) for part in exceptions]
    none = (np.empty(0, "int32"), np.empty(0, "int32"), np.empty(0, "int8"))
    dates, codes, kinds = (np.concatenate(columns) for columns in zip(*[none, *found], strict=True))
    del found
    order = np.argsort(dates, kind="stable")
    weekly = np.zeros((len(known), len(WEEKDAYS)), dtype=bool)
    first, last = (np.full(len(known), "NaT", "datetime64[D]") for _ in range(2))
    count = len(calendar)
    weekly[:count] = np.column_stack([read_numbers(calendar[name]) == 1 for name in WEEKDAYS])
    first[:count], last[:count] = read_days(calendar["start_date"]), read_days(calendar["end_date"])
    return ServiceDays(pd.Index(list(known), dtype=object), weekly, first, last, dates[order], codes[order], kinds[order])


def read_exceptions(part: pd.DataFrame, known: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return day, place of the service and kind of each exception; a service that is not ``known`` yet is added to those that are."""
    owners, dates, kinds = (part[name].cat for name in ("service_id", "date", "exception_type"))
    own = np.array([known.setdefault(service, len(known)) for service in owners.categories] + [-1], dtype="int32")
    days = np.append(read_days(pd.Series(dates.categories, dtype=object)), np.datetime64("NaT"))
    kind = np.append(np.nan_to_num(read_numbers(pd.Series(kinds.categories, dtype=object))), 0).astype("int8")
    right = (owners.codes >= 0).to_numpy() & ~np.isnat(days)[dates.codes]
    return days[dates.codes[right]].astype("int32"), own[owners.codes[right]], kind[kinds.codes[right]]


def median_tuesday(feeds: Sequence[tuple[ServiceDays, np.ndarray]]) -> np.datetime64:
    """Return the first Tuesday that has as many trips as the median one; of an even number the lower of the two in the middle.

    Tuesdays on which nothing runs take no part; of several feeds none on which one of them does not run.

    Parameters
    ----------
    feeds : sequence of (ServiceDays, ndarray of int, shape (n,))
        Days of each feed, and how many trips each of its services has.

    Raises
    ------
    NoService
        With the span of the first feed.
    """
    tuesdays = feeds[0][0].tuesdays()
    totals = np.array([[trips[days.running(day)].sum() for days, trips in feeds] for day in tuesdays], dtype=int)
    totals = totals.reshape(len(tuesdays), len(feeds))
    served = (totals > 0).all(axis=1)
    tuesdays, total = tuesdays[served], totals[served].sum(axis=1)
    if not len(total):
        raise NoService(feeds[0][0].span)
    middle = np.sort(total)[(len(total) - 1) // 2]
    return tuesdays[np.argmax(total == middle)]
