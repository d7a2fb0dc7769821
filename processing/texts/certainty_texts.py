"""How certain something is, in one word and one number."""

from __future__ import annotations

import math

from ..model.certainty import DEPENDS, ROBUST, SURELY_NOT, TOO_LITTLE_DATA, Certainty, certainty
from .language import Language

CERTAINTY_TEXTS = {
    Certainty.ALMOST_CERTAIN: "almost certainly",
    Certainty.PROBABLE: "probably",
    Certainty.POSSIBLE: "possibly",
    Certainty.IMPROBABLE: "probably not",
    Certainty.ALMOST_CERTAINLY_NOT: "almost certainly not",
}
WORST_TENTH_TEXTS = {
    ROBUST: "almost certainly among the worst 10 %",
    DEPENDS: "depends on the choices",
    SURELY_NOT: "almost certainly not among the worst 10 %",
    TOO_LITTLE_DATA: "too little data",
}


def word_certainty(probability: float, language: Language) -> str:
    """Return a probability (0-1) as one word and one number, such as 'probably (73 %)'; an empty text for NaN."""
    if math.isnan(probability):
        return ""
    word = language.tr(CERTAINTY_TEXTS[certainty(probability)])
    return language.tr("{word} ({percent} %)", word=word, percent=word_percent(probability, language))


def word_percent(probability: float, language: Language) -> str:
    """Return a probability (0-1) in per cent, never 0 or 100 where neither is so: what many draws say is no proof.

    >>> word_percent(0.999, Language("en"))
    '> 99'
    """
    percent = round(100 * probability)
    if percent >= 100:
        return "> 99"
    return language.number(percent) if percent >= 1 else "< 1"
