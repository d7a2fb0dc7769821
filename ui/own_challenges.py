"""Challenges of the user's own: files that were saved or opened, which stay in the lists of challenges."""

from __future__ import annotations

import json
from pathlib import Path

from ..processing.model.challenge import Challenge, read_challenge
from ..processing.model.errors import OpgaveError
from .settings import settings

MOST = 12


def remember_challenge(path: str) -> None:
    """Put a file on top of the list."""
    settings.challenges = [path, *(one for one in settings.challenges if one != path)][:MOST]


def list_challenges(language: str) -> dict[str, str]:
    """Return what the files that are still there are called, by path: their title and their name."""
    found = {}
    for path in settings.challenges:
        try:
            titles = json.loads(Path(path).read_text(encoding="utf-8"))["title"]
            title = titles.get(language) or next(iter(titles.values()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
            continue  # whoever opens it by hand hears what is wrong
        found[path] = f"{title} ({Path(path).name})"
    return found


def find_file(challenge: Challenge) -> str:
    """Return the file that holds a challenge as it is; empty where none of those on the list does."""
    for path in settings.challenges:
        try:
            if read_challenge(path) == challenge:
                return path
        except OpgaveError:
            continue
    return ""
