"""The quality mark of a layer in words, and the warning in all that is made of a layer with a blocking defect."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..model.quality_mark import QualityMark
from .defect_texts import name_blocking
from .language import Language

BLOCKED = "\u26a0"
"""The sign of a blocking defect."""


def short_mark(mark: QualityMark | None, language: Language) -> str:
    """Return the score, with a sign where a defect blocks publishing; empty where nobody assessed the layer."""
    return "" if mark is None else language.number(mark.score) + (f" {BLOCKED}" if mark.blocking else "")


def say_mark(mark: QualityMark | None, language: Language) -> str:
    """Return score and verdict in words; empty where nobody assessed the layer."""
    if mark is None:
        return ""
    reasons = name_blocking(mark.blocking, language)
    score = language.number(mark.score, 0 if mark.score == round(mark.score) else 1)
    if reasons:
        return language.tr("quality {score} of 100, not fit to be published: {reasons}", score=score, reasons=reasons)
    return language.tr("quality {score} of 100", score=score)


def say_scores(mark: QualityMark, language: Language) -> str:
    """Return the scores of the versions, the oldest first, and whether the layer became better; empty where there is one."""
    scores = [*mark.before, mark.score]
    if len(scores) < 2:
        return ""
    last, now = list(pairwise(scores))[-1]
    trend = language.tr("better") if now > last else language.tr("worse") if now < last else language.tr("unchanged")
    return f"{' → '.join(language.number(one) for one in scores)} ({trend})"


def warn_of_blocking(layers: Iterable[tuple[str, QualityMark | None]], language: Language) -> list[str]:
    """Return a sentence for each layer that has blocking defects; ``layers`` are titles with their marks."""
    return [
        language.tr("Layer '{layer}' has defects that block publishing: {reasons}.", layer=title, reasons=reasons)
        for title, mark in layers
        if mark and (reasons := name_blocking(mark.blocking, language))
    ]
