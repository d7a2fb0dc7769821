"""Which fields look as if they tell of one person: by what they are called, and by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from .files import RESOURCES, read_json
from .text import field_name

NAME, MAIL, PHONE, NATIONAL_NUMBER, BIRTH, ENTERPRISE_NUMBER, FREE_TEXT = (
    "name",
    "mail",
    "phone",
    "national_number",
    "birth",
    "enterprise_number",
    "free_text",
)
"""How a field looks personal."""
LOOKED_AT = 2000
"""Different values of a field that are looked at; more tell no more of what it holds."""
MOST = 0.5
"""Share of values that look personal from which the field is."""
NAMED = 0.3
"""The same for names of people, of which a list knows only the most frequent first names."""
LEAST = 3
"""Fewer different values are a list of codes, or chance."""
LONG = 80
"""Characters of a text that nobody chose from a list."""
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
PHONE_NUMBER = re.compile(r"(\+|00)\d{10,13}|0[1-9]\d{7,8}")
PHONE_MARKS = re.compile(r"[\s./()-]")
ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
MENTION = re.compile(r"(?:\b(?:dhr|mevr|mw|mr|mme|mrs)\.|\b(?:[Dd]e heer|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Mm]adame|[Mm]onsieur)) +[A-Z]")
"""A person who is named with Mr or Mrs."""
NUMBER_IN_TEXT = re.compile(r"(?<![\w.,])(?:\+|00?)[1-9][\d\s./()-]{6,16}\d(?![\w.,]\d)")
TWO_NAMES = re.compile(
    r"(?<![\w-])([A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?) ((?:(?:De|Van|Vander|Vanden|El|Den|Der|Ten|Le|La) )*[A-Z][^\W\d_]+)"
)
OF_A_PLACE = re.compile(
    r"(?:straat|laan|plein|weg|dreef|lei|kaai|park|markt|hof|school|academie|kerk|kapel|zaal|huis|tuin|brug|dal|berg|naar)$"
)
"""How what follows a first name ends in what is named after somebody, or in who lives somewhere (``Elke Hallenaar``)."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def personal_kind(name: str, values: Iterable[object]) -> str:
    """Return how a field looks personal; an empty text where it does not.

    Parameters
    ----------
    name : str
        Of the column; capitals and marks do not count.
    values : iterable
        What it holds; missing values do not count.

    >>> personal_kind("E-mail", []), personal_kind("wie", ["Jan Peeters", "Fatima El Amrani", "An Maes"])
    ('mail', 'name')
    """
    called = field_name(name)
    for kind, names in _lists()["fields"].items():
        if called in names:
            return str(kind)
    texts: dict[str, None] = {}
    for text in filter(None, map(_text, values)):
        texts[text] = None
        if len(texts) == LOOKED_AT:
            break
    if len(texts) < LEAST:
        return ""
    return next((kind for kind, fits, share in LOOKS if sum(map(fits, texts)) > share * len(texts)), "")


def names_person(text: str) -> bool:
    """Whether a text tells of one person: a mail address, a telephone number, Mr or Mrs, or a frequent first name with another name.

    >>> names_person("Vraag het aan Fatima El Amrani."), names_person("De brug over de Jan Breydelstraat wordt hersteld.")
    (True, False)
    """
    if MAIL_ADDRESS.search(text) or MENTION.search(text) or any(map(_is_phone, NUMBER_IN_TEXT.findall(text))):
        return True
    return any(first in _first_names() and not OF_A_PLACE.search(last) for first, last in TWO_NAMES.findall(text))


def is_national_number(text: str) -> bool:
    """Whether a text is a Belgian national register number: eleven digits of which the last two check the others.

    They are 97 less the rest of the first nine by 97; who was born from 2000 on has a 2 before these nine.

    >>> is_national_number("85.07.30-033.28"), is_national_number("85.07.30-033.29")
    (True, False)
    """
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"\d{11}", digits):
        return False
    check = int(digits[9:])
    return check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def _is_mail(text: str) -> bool:
    return MAIL_ADDRESS.fullmatch(text) is not None


def _is_phone(text: str) -> bool:
    digits = PHONE_MARKS.sub("", text)
    return PHONE_NUMBER.fullmatch(digits) is not None and not _is_enterprise_number(digits)


def _is_enterprise_number(digits: str) -> bool:
    """Whether ten digits are an enterprise number, of which the last two check the others; it looks like a number of a telephone."""
    return re.fullmatch(r"[01]\d{9}", digits) is not None and int(digits[8:]) == 97 - int(digits[:8]) % 97


def _is_name(text: str) -> bool:
    """Whether a text of two to five words begins or ends with a frequent first name."""
    words = WORD.findall(text)
    return 2 <= len(words) <= 5 and not any(mark.isdigit() for mark in text) and bool({words[0], words[-1]} & _first_names())


def _is_long(text: str) -> bool:
    return len(text) > LONG and " " in text and len(ADDRESS_OF_PAGE.sub("", text)) > LONG


LOOKS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    (MAIL, _is_mail, MOST),
    (NATIONAL_NUMBER, is_national_number, MOST),
    (PHONE, _is_phone, MOST),
    (NAME, _is_name, NAMED),
    (FREE_TEXT, _is_long, MOST),
)
"""How values of each kind look, and in what share of them."""


def _text(value: object) -> str:
    """Return a value as text, whole numbers without a point; empty where it is missing, or no text and no whole number."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    number = float(value) if isinstance(value, (int, float)) else float("nan")
    return f"{number:011.0f}" if number == number and 1e8 <= number < 1e11 and number.is_integer() else ""


@cache
def _lists() -> dict[str, Any]:
    return dict(read_json(RESOURCES / "catalogue" / "personal_fields.json"))


@cache
def _first_names() -> frozenset[str]:
    return frozenset(_lists()["first_names"])
