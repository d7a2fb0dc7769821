"""What can go wrong, said in one sentence a user can act on.

The floors below QGIS know no translation: an error keeps its English template and its values apart, and the
algorithm that reports it translates the template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Number
from pathlib import Path
from string import Formatter
from typing import Any

from .public_text import quoted_text
from .text import Text

NUMBER_TEXTS = {"example": "1,234.5"}
"""How a language writes numbers: the translation of this one shows its signs for thousands and decimals."""


ONE_OR_MORE = " | "
"""Stands between the two forms of a text that counts."""


class _Writer(Formatter):
    """Fills a sentence, with numbers as its language writes them."""

    def __init__(self, example: str):
        self.signs = str.maketrans(",.", example[1] + example[-2])

    def format_field(self, value: object, format_spec: str) -> str:
        written = format(value, format_spec)
        return written.translate(self.signs) if isinstance(value, Number) else written


def fill_template(template: str, values: Mapping[str, object], translate: Callable[[str], str]) -> str:
    """Return a template in another language, its named places filled with values; a `Text` or an error among them in that language too."""
    example = translate(NUMBER_TEXTS["example"])
    code = "en" if example == NUMBER_TEXTS["example"] else "nl"
    said = {name: _say_value(value, translate, code) for name, value in values.items()}
    return _Writer(example).vformat(choose_plural(translate(template), values), (), said)


def _say_value(value: object, translate: Callable[[str], str], code: str) -> object:
    """Return a value as a sentence in a language holds it."""
    if isinstance(value, OpgaveError):
        return value.sentence(translate)
    if isinstance(value, ParameterName):
        return translate(value)
    if isinstance(value, Text):
        return quoted_text(value.of(code))
    return quoted_text(str(value)) if isinstance(value, (str, Path, Exception)) else value


def choose_plural(template: str, values: Mapping[str, object]) -> str:
    """Return the part of a template that suits its ``count``: in ``1 layer | {count} layers`` one stands before the bar, more after it."""
    one, bar, more = template.partition(ONE_OR_MORE)
    return template if not bar else one if str(values["count"]) == "1" else more


class OpgaveError(Exception):
    """A failure with one sentence: what is wrong, where, and what to do.

    Parameters
    ----------
    template : str
        English sentence with named places, such as ``"Layer '{layer}' has no field '{field}'."``.
    **values
        What fills the places; a title as a `Text`, so that a Dutch sentence holds the Dutch one.
    """

    def __init__(self, template: str, **values: Any):
        super().__init__(template, values)
        self.template = template
        self.values = values

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, its template passed through ``translate`` first; `Text`s and errors among its values are translated too."""
        return fill_template(self.template, self.values, translate)

    def __str__(self) -> str:
        return self.sentence()


class NothingStandsOut(OpgaveError):
    """Values among which no unit can stand out: those of too few units, or all equal."""


class ParameterName(str):
    """The name of a parameter among the values of a sentence; translated like the sentence, so that a window shows its words."""


class Mistakes(OpgaveError):
    """Several mistakes found in one file, each an `OpgaveError`; shown one a line."""

    def __init__(self, mistakes: list[OpgaveError]):
        super().__init__("{count} mistakes", count=len(mistakes))
        self.mistakes = mistakes

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        return "\n".join(mistake.sentence(translate) for mistake in self.mistakes)


class Cancelled(OpgaveError):
    """The user cancelled; nothing half-written is left behind."""

    def __init__(self) -> None:
        super().__init__("Cancelled: nothing was written.")
