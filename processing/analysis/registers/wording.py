"""Names and addresses as registers write them, brought to one spelling; and how words sound in Dutch."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.register_words import register_words
from ...model.text import SMALL_WORDS, strip_accents

WORD = re.compile(r"[a-z]+|[0-9]+")
POSTAL_CODE = re.compile(r"[1-9][0-9]{3}")
BOX = "bus"
SOUNDS = (
    *(("sch", "sg"), ("ch", "g"), ("gh", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("dt", "t"), ("x", "ks")),
    *(("ij", "y"), ("ei", "y"), ("ey", "y"), ("uy", "ui"), ("ae", "a"), ("au", "ou"), ("aw", "ou")),
    *(("c", "k"), ("q", "k"), ("z", "s"), ("v", "f"), ("w", "f"), ("d", "t"), ("j", "y")),
)
"""Spellings that sound alike in Dutch, in the order in which they are replaced."""
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiou]")
LOST = "\N{REPLACEMENT CHARACTER}"
"""A letter that was read in the wrong encoding, and is gone."""
GARBLED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
"""UTF-8 that was read as Latin letters, and can be put right."""
LIGATURES = str.maketrans({"\u0153": "oe", "\u00e6": "ae", "\u00df": "ss", LOST: ""})
ACCENTED = re.compile(r"[^\x00-\x7f]")
BRACKETS = re.compile(r"\([^)]*\)")
LEAST_LETTERS = 4
"""Of what stands by itself in a name: *Sud* in *Zuid/Sud* is none."""


@dataclass(frozen=True)
class AddressParts:
    """An address as it is compared; a part that is not known is empty.

    Attributes
    ----------
    street : str
        In one word, without accents and abbreviations.
    number, box, postal_code : str
        The number with its letter, such as ``12a``.
    municipality : str
        In one word.
    """

    street: str = ""
    number: str = ""
    box: str = ""
    postal_code: str = ""
    municipality: str = ""


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents; abbreviations in full, without legal form and articles.

    A name of nothing else keeps all its words.

    >>> name_words("V.Z.W. St.-Vincentius (WZC)")
    ('sint', 'vincentius', 'woonzorgcentrum')
    """
    known = register_words()
    words = [part for word in join_letters(split_words(name)) for part in known.abbreviations.get(word, word).split()]
    telling = tuple(word for word in words if word not in known.legal_forms and word not in SMALL_WORDS)
    return telling or tuple(words)


def further_names(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the names that stand in one: both of a name in two languages, a name without what is added in brackets, and one without its
    letters with accents, as it stands where they were lost.

    >>> further_names("Ronse/Renaix")
    (('ronse',), ('renaix',))
    >>> further_names("La Roche (Brabant)"), further_names("De Krook")
    ((('roche',),), ())
    >>> further_names("Daniël Kinetstraat"), name_words("Dani\ufffdl Kinetstraat")
    ((('danil', 'kinetstraat'),), ('danil', 'kinetstraat'))
    """
    bare = BRACKETS.sub(" ", name)
    parts = bare.split("/") if "/" in bare else [bare] if bare != name else []
    if not name.isascii():
        parts.append(ACCENTED.sub("", name))
    words = [name_words(part) for part in parts if sum(map(str.isalpha, part)) >= LEAST_LETTERS]
    return tuple(dict.fromkeys(words))


def split_words(text: str) -> list[str]:
    """Return the words and numbers of a text in small letters without accents; a letter that was lost leaves its word whole.

    >>> split_words("Crèche 't Pagadderke 2B")
    ['creche', 't', 'pagadderke', '2', 'b']
    >>> split_words("CafÃ© Be\ufffdthoven")
    ['cafe', 'bethoven']
    """
    if GARBLED.search(text):
        text = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    return WORD.findall(strip_accents(text.lower().translate(LIGATURES)))


def join_letters(words: Sequence[str]) -> list[str]:
    """Return the words with letters that stand one by one as one word.

    >>> join_letters(["v", "z", "w", "huis"])
    ['vzw', 'huis']
    """
    joined: list[str] = []
    run = False
    for word in words:
        letter = len(word) == 1 and word.isalpha()
        if letter and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = letter
    return joined


def read_address(text: str) -> AddressParts:
    """Return the parts of an address in the Belgian order: street, number, box, postal code, municipality.

    >>> read_address("Dr. Kerkstr. 12A bus 3, 9000 Gent")
    AddressParts(street='dokterkerkstraat', number='12a', box='3', postal_code='9000', municipality='gent')
    >>> read_address("11 Julistraat 5")
    AddressParts(street='11julistraat', number='5', box='', postal_code='', municipality='')
    """
    known, words = register_words(), split_words(text.replace("/", f" {BOX} "))
    first = next((place for place, word in enumerate(words) if place and word.isdigit()), len(words))
    street = [known.street_words.get(word, word) for word in words[:first]]
    if street:
        street[-1] = whole_ending(street[-1])
    rest = words[first:]
    code = next((place for place in reversed(range(len(rest))) if is_postal_code(rest, place)), len(rest))
    head, town = rest[:code], rest[code + 1 :]
    letter = "".join(head[1:2]) if head[1:2] and len(head[1]) == 1 and head[1].isalpha() and head[1] not in known.box_words else ""
    box = next((word for before, word in itertools.pairwise(head) if before in known.box_words), "")
    town = town or [word for word in head if word.isalpha() and len(word) > 1 and word not in known.box_words]
    return AddressParts("".join(street), "".join(head[:1]) + letter, box, "".join(rest[code : code + 1]), "".join(town))


def is_postal_code(words: Sequence[str], place: int) -> bool:
    """Whether a word is a postal code: four digits behind a number, or before the name of a municipality."""
    before_a_name = len(words) > place + 1 and words[place + 1].isalpha() and len(words[place + 1]) > 1
    return bool(POSTAL_CODE.fullmatch(words[place])) and (place > 0 or before_a_name and words[place + 1] not in register_words().box_words)


def whole_ending(word: str) -> str:
    """Return the last word of a street's name with its ending in full.

    >>> whole_ending("kerkstr"), whole_ending("stwg"), whole_ending("markt")
    ('kerkstraat', 'steenweg', 'markt')
    """
    endings = register_words().street_endings
    short = next((end for end in endings if word.endswith(end)), "")
    return word[: len(word) - len(short)] + endings[short] if short else word


def sound_of(word: str) -> str:
    """Return how a word sounds in Dutch, by its consonants and how it begins: what sounds alike is alike.

    Only to find what may be the same; how alike two names are is measured on their letters.

    >>> sound_of("Vandeputte") == sound_of("van de Putte".replace(" ", "")), sound_of("Dijck") == sound_of("dyk")
    (True, True)
    """
    sound = word.lower()
    for spelling, other in SOUNDS:
        sound = sound.replace(spelling, other)
    return DOUBLED.sub(r"\1", sound[:1] + VOWELS.sub("", sound[1:]))
