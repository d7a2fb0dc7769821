"""Texts in two languages, names turned into field names, and the nearest of several words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .public_text import plain_text

NOT_IN_A_FIELD_NAME = re.compile(r"[^a-z0-9_]")
LETTERS_WITHOUT_ACCENT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
NEAR = 0.6
WORD = re.compile(r"[^\W\d_]+")
SMALL_WORDS = frozenset(
    ("aan", "achter", "bij", "boven", "d", "de", "den", "der", "des", "du", "en", "het", "in", "la", "le", "les", "lez", "naar", "nabij")
    + ("of", "onder", "op", "over", "s", "sur", "te", "ten", "ter", "tot", "uit", "van", "voor")
)
"""Dutch and French words that a name writes small, unless it begins with them."""
KIND_WORDS = frozenset(("bew", "bewoning", "industriezone", "verspr", "verspreid", "verspreide"))
"""Words by which lists of sectors say what is there; they are no part of a name, and are small too behind one."""
INITIALS = frozenset(("bpa", "kmo", "kul", "nmbs", "ocmw", "rup", "rvt", "ulb", "uza", "vub", "wzc", "zna"))
"""Abbreviations that could be words; others are told by their missing vowels or their two letters."""
APOSTROPHES = ("'", "\u2019")
VOWELS = frozenset("aeiouy")
ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True)
class Text:
    """One text in Dutch and in English; either may be empty."""

    nl: str = ""
    en: str = ""

    def __post_init__(self) -> None:
        """Leave out what misleads the eye: titles come from catalogues and services of others."""
        if not (self.nl.isprintable() and self.en.isprintable()):
            object.__setattr__(self, "nl", plain_text(self.nl))
            object.__setattr__(self, "en", plain_text(self.en))

    def of(self, language: str) -> str:
        """Return the text in ``nl`` or ``en``, or in the other language where that one is empty."""
        own, other = (self.en, self.nl) if language == "en" else (self.nl, self.en)
        return own or other

    @classmethod
    def join(cls, texts: Iterable[Text]) -> Text:
        """Return several texts as one, with commas between them.

        >>> Text.join([Text("Scholen", "Schools"), Text("Parken", "Parks")]).of("en")
        'Schools, Parks'
        """
        every = list(texts)
        return cls(*(", ".join(one.of(language) for one in every) for language in ("nl", "en")))

    def with_id(self, id: str) -> Text:
        """Return the text with an id behind it."""
        return Text(f"{self.of('nl')} ({id})", f"{self.of('en')} ({id})")

    def __str__(self) -> str:
        return self.of("en")


def field_name(layer_name: str) -> str:
    """Return a layer's name as part of a field name.

    Lower case, accents dropped, and anything but the letters a-z, digits and ``_`` turned into ``_``.

    >>> field_name("Crèches & scholen")
    'creches___scholen'
    """
    return NOT_IN_A_FIELD_NAME.sub("_", strip_accents(layer_name.lower().translate(LETTERS_WITHOUT_ACCENT)))


def display_name(name: str) -> str:
    """Return a name as people write it: what an official list has in capitals, such as ``SINT-AMANDSBERG``, as ``Sint-Amandsberg``.

    A name that holds a small letter stays as it is, and so do abbreviations (``OCMW``, ``AZ``), Roman numbers and single words of up to
    three letters. Only what is shown changes: data keep the spelling of their source.

    >>> display_name("SINT-AMANDSBERG"), display_name("OCMW VAN GENT")
    ('Sint-Amandsberg', 'OCMW van Gent')
    """
    words = WORD.findall(name)
    if name != name.upper() or not any(len(word) > 3 for word in words):
        return name
    return WORD.sub(lambda found: _display_word(found.group(), name[: found.start()]), name)


def _display_word(word: str, before: str) -> str:
    """Return a word of a name in capitals as it is written behind what stands before it."""
    small = word.lower()
    if small in SMALL_WORDS | KIND_WORDS and (WORD.search(before) or before.endswith(APOSTROPHES)):
        return small
    if small in INITIALS or ROMAN.fullmatch(word) or not VOWELS.intersection(strip_accents(small)) and small != "st":
        return word
    if len(word) == 2 and small not in ("st", *SMALL_WORDS):
        return word
    return "IJ" + small[2:] if small.startswith("ij") else small.capitalize()


def strip_accents(text: str) -> str:
    """Return a text without accents on its letters."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def number_equals(names: Iterable[str]) -> list[str]:
    """Return the names in their order, the second and later of equals numbered ``_2``, ``_3``; all differ.

    >>> number_equals(["park", "plein", "park"])
    ['park', 'plein', 'park_2']
    """
    names = list(names)
    taken = set(names)
    seen: set[str] = set()
    result = []
    for name in names:
        result.append(_free(name, taken) if name in seen else name)
        seen.add(name)
        taken.add(result[-1])
    return result


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the choice nearest to a misspelt word, case aside; an empty text when none is near.

    >>> did_you_mean("gi_ster", ["gi_star", "local_moran", "skater"])
    'gi_star'
    """
    import difflib  # every start of QGIS would pay for what a misspelt word needs

    by_lower_case = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), by_lower_case, n=1, cutoff=NEAR)
    return by_lower_case[near[0]] if near else ""
