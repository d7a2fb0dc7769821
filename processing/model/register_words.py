"""How names and addresses are shortened in registers: legal forms, abbreviations, endings of streets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import codec
from .files import RESOURCES, read_json


@dataclass(frozen=True)
class RegisterWords:
    """What the words of names and addresses stand for, all in small letters without accents.

    Attributes
    ----------
    legal_forms : tuple of str
        Words of a name that say nothing about which thing it is.
    abbreviations : dict of str to str
        What an abbreviation in a name stands for, as one or more words.
    street_endings, street_words : dict of str to str
        What the end of a street's name, and a word in it, stand for.
    box_words : tuple of str
        Words before the number of a box.
    """

    legal_forms: tuple[str, ...]
    abbreviations: dict[str, str]
    street_endings: dict[str, str]
    street_words: dict[str, str]
    box_words: tuple[str, ...]


@cache
def register_words() -> RegisterWords:
    """Return the words that the plugin knows."""
    return codec.from_json(RegisterWords, read_json(RESOURCES / "registers" / "words.json"))
