"""The bundles that were made or opened last."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..processing.texts.language import LANGUAGES, Language
from ..processing.texts.result_names import name_result, name_units
from .result_places import time_of
from .settings import settings

MOST = 12


@dataclass(frozen=True)
class Recent:
    """A bundle.

    Attributes
    ----------
    manifest : str
        Path of its manifest, which algorithms take for the whole.
    challenge, title : str
        The challenge's id and title.
    finding : str
        What its map found.
    day : date
        That ages were counted to.
    files : dict of str to str
        Its files' paths, by ending.
    asked : tuple of str
        Of which place and of which units it is.
    made : datetime or None
        When it was made, in local time; None where an earlier version did not say.
    """

    manifest: str
    challenge: str
    title: str
    finding: str
    day: datetime.date
    files: dict[str, str]
    asked: tuple[str, ...] = ()
    made: datetime.datetime | None = None

    def name(self, language: Language) -> str:
        """Return what was asked and when, which others may have been too."""
        if self.made is None:
            return f"{self.title}, {language.date(self.day)}"
        return name_result((self.title, *self.asked), self.made, language)

    def gone(self, *endings: str) -> str:
        """Return the path of its first file with one of these endings that is not there; its manifest counts too."""
        paths = [self.manifest, *(self.files.get(ending, ending) for ending in endings)]
        return next((path for path in paths if not Path(path).is_file()), "")

    def mark(self, language: Language) -> str:
        """Return what tells it from another of its name: when it was made where the plugin chose its folder, else the folder's name."""
        folder = Path(self.manifest).parent
        made = time_of(folder)
        return language.moment(made) if made else folder.name


def names(bundles: Sequence[Recent], language: Language) -> list[str]:
    """Return what bundles are called in a list; those that would be called the same have what tells them apart behind it."""
    found = [one.name(language) for one in bundles]
    return [f"{name} ({one.mark(language)})" if found.count(name) > 1 else name for name, one in zip(found, bundles, strict=True)]


def remember(manifest: str) -> None:
    """Put a bundle on top of the list."""
    settings.bundles = [manifest, *(one for one in settings.bundles if one != manifest)][:MOST]


def forget(manifest: str) -> None:
    """Take a bundle out of the list; its files stay."""
    settings.bundles = [one for one in settings.bundles if one != manifest]


def recent(language: str) -> list[Recent]:
    """Return the bundles that are still there, the last one first."""
    return [bundle for manifest in settings.bundles if (bundle := read_bundle(manifest, language))]


def asked_of(document: dict) -> tuple[str, ...]:
    """Return of which place a manifest says that its bundle is, and of which units: the built-in catalogue is of no place."""
    place = document.get("catalogue", "")
    builtin = [Language(code).tr("Built-in catalogue") for code in LANGUAGES]
    units = [one for one in document.get("inputs", ()) if "unit" in one["used_as"]]
    names = [name_units(one["title"], datetime.date.fromisoformat(one["date"]) if one["date"] else None) for one in units]
    return tuple(filter(None, ("" if place in builtin else place, *names)))


def read_bundle(manifest: str, language: str) -> Recent | None:
    """Return a bundle; None where it is gone, or no bundle any more."""
    path = Path(manifest)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        challenge, titles = document["challenge"]["id"], document["challenge"]["title"]
        files = {Path(name).suffix: str(path.parent / name) for name in document["files"] if "/" not in name}
        day = datetime.date.fromisoformat(document["as_of"])
        title = titles.get(language) or next(iter(titles.values()))
        made = document.get("made", "")
        return Recent(
            manifest,
            challenge,
            title,
            document["results"].get("finding", ""),
            day,
            files,
            asked_of(document),
            datetime.datetime.fromisoformat(made).astimezone().replace(tzinfo=None) if made else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None
