"""Free hours: which of the hours that others need a building does not use itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ...model.errors import OpgaveError
from ...model.files import RESOURCES, label, read_json
from ...model.progress import SILENT, Progress
from ...model.text import Text, did_you_mean
from .calendar import DEFAULT, Calendar, read_calendar
from .parser import parse
from .schedule import OPEN, UNKNOWN, WEEK, by_week, hours_a_week, states
from .tokens import NotUnderstood

WEEKS = 52
PROFILES = RESOURCES / "calendar" / "profiles.json"


@dataclass(frozen=True)
class Profile:
    """Hours that a function needs, as an opening_hours text."""

    id: str
    title: Text
    hours: str


def year_calendar(as_of: date, path: str | Path = DEFAULT) -> Calendar:
    """Return 52 weeks from the Monday on or before a day, and one week before them, whose last night runs on into the first."""
    monday = as_of - timedelta(days=as_of.weekday())
    return read_calendar(monday - timedelta(days=WEEK), (WEEKS + 1) * WEEK, path)


def read_profiles(wanted: str) -> list[Profile]:
    """Return the profiles that a comma-separated list of built-in keys names, or those of a file; all built-in ones for an empty text.

    Raises
    ------
    OpgaveError
        An unknown key, or a file that holds no profiles.
    """
    builtin = {profile.id: profile for profile in profiles_of(PROFILES)}
    if not wanted.strip():
        return list(builtin.values())
    if wanted.strip().lower().endswith(".json"):
        return profiles_of(Path(wanted.strip()))
    keys = [key.strip() for key in wanted.split(",") if key.strip()]
    for key in keys:
        if key not in builtin:
            raise OpgaveError(
                "There is no demand profile '{key}' (did you mean '{close}'?): give keys among {known}, or the path of a JSON file.",
                key=key,
                close=did_you_mean(key, builtin) or next(iter(builtin)),
                known=", ".join(builtin),
            )
    return [builtin[key] for key in dict.fromkeys(keys)]


def profiles_of(path: Path) -> list[Profile]:
    """Return the profiles in a file; their hours must be understood."""
    document = read_json(path)
    entries = document.get("profiles") if isinstance(document, dict) else None
    if not entries or not isinstance(entries, list):
        raise OpgaveError("{file} holds no list 'profiles'.", file=label(path))
    return [_profile(entry, label(path)) for entry in entries]


def _profile(entry: object, where: str) -> Profile:
    if not isinstance(entry, dict) or not {"id", "hours"} <= set(entry):
        raise OpgaveError("{file}: each profile has an 'id' and 'hours'.", file=where)
    id, hours, title = entry["id"], entry["hours"], entry.get("title") or {}
    if not isinstance(title, dict) or not all(isinstance(text, str) for text in (id, hours, *title.values())):
        raise OpgaveError(
            "{file}: the 'id' and 'hours' of a profile are texts, and its 'title' is an object with a text for 'nl' and 'en'.", file=where
        )
    parse(hours)
    titles = {"nl": id, "en": id} | title
    return Profile(id, Text(titles["nl"], titles["en"]), hours)


@dataclass(frozen=True)
class FreeHours:
    """What was found for each text.

    Attributes
    ----------
    open : ndarray of float, shape (n,)
        Mean hours a week that the building is open over the year; NaN where the text is empty or not understood.
    free : ndarray of float, shape (n, profiles)
        Hours a week that the building is not open (nor perhaps open) while the profile needs them, in weeks of the largest need.
    trouble : list of str
        The text that was not understood, and where; empty where all is well.
    """

    open: np.ndarray
    free: np.ndarray
    trouble: list[str]


def free_hours(texts: Sequence[str | None], profiles: Sequence[Profile], calendar: Calendar, progress: Progress = SILENT) -> FreeHours:
    """Return open and free hours of each opening_hours text; equal texts are worked out once.

    The first week of the calendar only serves the night before the second.
    """
    needs = [states(parse(profile.hours), calendar)[WEEK:] == OPEN for profile in profiles]
    known: dict[str, tuple[float, list[float], str]] = {}
    distinct = list(dict.fromkeys((text or "").strip() for text in texts))
    for number, text in enumerate(distinct):
        progress.update(number / len(distinct))
        known[text] = of_text(text, needs, calendar)
    rows = [known[(text or "").strip()] for text in texts]
    free = np.array([row[1] for row in rows], dtype=float).reshape(len(rows), len(profiles))
    return FreeHours(np.array([row[0] for row in rows], dtype=float), free, [row[2] for row in rows])


def of_text(text: str, needs: Sequence[np.ndarray], calendar: Calendar) -> tuple[float, list[float], str]:
    """Return the open hours, the free hours for each need, and what was not understood."""
    nothing = [np.nan] * len(needs)
    if not text:
        return np.nan, nothing, ""
    try:
        state = states(parse(text), calendar)[WEEK:]
    except NotUnderstood as error:
        return np.nan, nothing, error.values["at"]
    free = (state != OPEN) & (state != UNKNOWN)
    return float(by_week(state == OPEN).mean()) / 60, [hours_a_week(free, need) for need in needs], ""
