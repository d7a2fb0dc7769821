"""Records found by a few letters: accents, capitals and one mistyped letter in a word do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

SEPARATORS = re.compile(r"[\W_]+")
LEAST_MISTYPED = 4
"""Letters that a word needs before one of them may be wrong."""
LEAST_PART = 3
"""Letters that each part of a compound has."""


class TextIndex:
    """Texts that are searched while somebody types.

    Parameters
    ----------
    known : mapping of id to anything
        In the order in which they are to be found.
    text : callable
        Returns what is searched of one of them; asked for when the first word is.
    """

    def __init__(self, known: Mapping[str, object], text: Callable[[object], str] = str):
        self._known, self._text = known, text

    def find(self, query: str) -> list[str]:
        """Return the ids of the texts that hold every word of the query, or for a word that none holds one a letter away from it."""
        found: Iterable[str] = self._known
        for word in fold_text(query).split():
            fitting = [id for id in found if word in self._plain[id]]
            found = fitting or self._mistyped(word, found) or self._compounds(word, found)
        return list(found)

    def prepare(self) -> None:
        """Do beforehand what the first words ask for: a third of a second for thousands of texts."""
        _ = self._words_without_a_letter

    def _mistyped(self, word: str, among: Iterable[str]) -> list[str]:
        """Return the ids of texts with a word that begins as the given one does but for a letter."""
        if len(word) < LEAST_MISTYPED:
            return []
        near = {known for reduced in drop_letters(word) for known in self._words_without_a_letter.get(reduced, ())}
        holding = set().union(*(self._ids_of[known] for known in near))
        return [id for id in among if id in holding]

    def _compounds(self, word: str, among: Iterable[str]) -> list[str]:
        """Return the ids of texts that hold both parts of a compound: who types 'bushalte' means 'haltes van de bus'."""
        for place in range(LEAST_PART, len(word) - LEAST_PART + 1):
            parts = word[:place], word[place:]
            fitting = [id for id in among if all(begins_a_word(part, self._plain[id]) for part in parts)]
            if fitting:
                return fitting
        return []

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {id: fold_text(self._text(one)) for id, one in self._known.items()}

    @cached_property
    def _ids_of(self) -> dict[str, set[str]]:
        """The ids of the texts that hold a word, by the words that are long enough to be mistyped."""
        table: dict[str, set[str]] = {}
        for id, text in self._plain.items():
            for word in set(text.split()):
                if len(word) >= LEAST_MISTYPED:
                    table.setdefault(word, set()).add(id)
        return table

    @cached_property
    def _words_without_a_letter(self) -> dict[str, set[str]]:
        """The words of all texts by each of their beginnings and what is left of those without one letter."""
        table: dict[str, set[str]] = {}
        for word in self._ids_of:
            for length in range(LEAST_MISTYPED - 1, len(word) + 1):
                for reduced in drop_letters(word[:length]):
                    table.setdefault(reduced, set()).add(word)
        return table


def begins_a_word(part: str, text: str) -> bool:
    """Return whether a word of a folded text begins so.

    >>> begins_a_word("bus", "haltes van bus en tram"), begins_a_word("alte", "haltes van bus en tram")
    (True, False)
    """
    return f" {part}" in f" {text}"


def drop_letters(word: str) -> Sequence[str]:
    """Return a word, and what is left of it without each of its letters: two words a letter apart have one of these in common."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]


def fold_text(text: str) -> str:
    """Return a text in lower case, without accents, with nothing but letters, digits and single spaces.

    >>> fold_text("Crèches in Sint-Niklaas")
    'creches in sint niklaas'
    """
    bare = unicodedata.normalize("NFKD", text.lower())
    marks = {ord(sign): None for sign in set(bare) if unicodedata.combining(sign)}
    return SEPARATORS.sub(" ", bare.translate(marks) if marks else bare).strip()
