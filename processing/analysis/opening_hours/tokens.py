"""A text of opening hours in words, numbers, times and signs, taken from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ...model.errors import OpgaveError

TOKENS = re.compile(
    r"""\s*(?:
    (?P<comment>"[^"]*") | (?P<always>24/7) | (?P<time>\d{1,2}:\d{2}) | (?P<fallback>\|\|) |
    (?P<number>\d+) | (?P<word>[A-Za-z]+) | (?P<sign>[-–,;:/\[\]+])
    )""",
    re.VERBOSE,
)
COMMENT, TIME, NUMBER, WORD = "comment", "time", "number", "word"

Part = TypeVar("Part")


class NotUnderstood(OpgaveError):
    """A text that is no opening hours, or more than is understood: with the place where reading stopped."""

    def __init__(self, text: str, at: str):
        super().__init__("'{text}' is not understood at '{at}'.", text=text, at=at)


@dataclass(frozen=True)
class Token:
    """A word (in small letters), number, time, comment or sign; past the end of the text an empty one."""

    kind: str = ""
    text: str = ""


class Tokens:
    """The tokens of a text, and how far they have been taken."""

    def __init__(self, text: str):
        self.text, self.place = text, 0
        self.tokens = list(split_tokens(text))

    @property
    def ended(self) -> bool:
        return self.place >= len(self.tokens)

    def look(self, ahead: int = 0) -> Token:
        """Return a token without taking it."""
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else Token()

    def next(self) -> Token:
        """Take one token."""
        self.place += 1
        return self.tokens[self.place - 1]

    def take(self, text: str) -> bool:
        """Take the next token if it is this one."""
        if self.look().text != text:
            return False
        self.place += 1
        return True

    def fail(self) -> NotUnderstood:
        """Return the error at this place."""
        return NotUnderstood(self.text, " ".join(token.text for token in self.tokens[self.place : self.place + 3]) or "...")

    def one_of(self, words: tuple[str, ...]) -> int:
        """Take one of these words; return which."""
        if self.look().text not in words:
            raise self.fail()
        return words.index(self.next().text)

    def number(self, low: int, high: int) -> int:
        """Take a whole number within limits."""
        if self.look().kind != NUMBER or not low <= int(self.look().text) <= high:
            raise self.fail()
        return int(self.next().text)

    def span(self, low: int, high: int, endless: bool = False) -> tuple[int, int, int]:
        """Take a number, or a range with perhaps a step: first, last, step. ``endless``: a plus is a range up to the limit."""
        first = self.number(low, high)
        last = first
        if endless and self.take("+"):
            last = high
        elif self.take("-"):
            last = self.number(low, high)
        step = self.number(1, high) if last != first and self.take("/") else 1
        if last < first:
            raise self.fail()
        return first, last, step

    def take_list(self, one: Callable[[Tokens], Part], begins: Callable[[Token], bool]) -> list[Part]:
        """Take one or several, joined by commas; a comma behind which no other ``begins`` is left for the next rule."""
        found = [one(self)]
        while self.look().text == "," and begins(self.look(1)):
            self.place += 1
            found.append(one(self))
        return found


def split_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text."""
    at = 0
    while text[at:].strip():
        found = TOKENS.match(text, at)
        kind = found.lastgroup if found else None
        if found is None or kind is None:
            raise NotUnderstood(text, text[at:].strip())
        word = found[kind].replace("–", "-")
        yield Token(kind, word.lower() if kind == WORD else word)
        at = found.end()
