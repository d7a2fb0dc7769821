"""The challenges that come with the plugin, by name: for lists that have to be there at once, without what a challenge is made of."""

from __future__ import annotations

from . import codec
from .files import RESOURCES, read_json
from .text import Text

FOLDER = RESOURCES / "challenges"
DEFAULT_CHALLENGE = "warm_homes"
"""The one that is worked out where none is named, and shown first."""


def builtin_challenges() -> tuple[str, ...]:
    """Return the ids of the built-in challenges."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def builtin_titles() -> dict[str, Text]:
    """Return the titles of the built-in challenges by id."""
    return {id: codec.from_json(Text, read_json(FOLDER / f"{id}.json")["title"]) for id in builtin_challenges()}
