"""The report on two registers: what both have, what one has, in what they differ, and what there is to ask."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ...analysis.features import Features
from ...cartography.layer_words import LayerWords
from ...texts.language import Language
from ...texts.templates import render
from .outputs import GEOMETRY, LISTED, Registers, label_of

QUESTIONS = 200
"""As many doubtful pairs are listed; the layer of pairs holds all."""


def write_register_report(path: Path, found: Registers, pairs: Features, language: Language) -> None:
    """Write the report; ``pairs`` as `outputs.pair_layer` gives them in that language."""
    path.write_text(render("registers.html", content(found, pairs, language), language), encoding="utf-8")


def content(found: Registers, pairs: Features, language: Language) -> dict:
    """Return what the template shows."""
    first, second = found.first, found.second
    alone, other_alone = found.alone()
    sure = found.match.sure
    fields = Counter(name for differs in pairs.table["differs"][sure] for name in differs.split(LISTED) if name)
    questions = pairs.table[~sure]
    return {
        "first": found.names[0],
        "second": found.names[1],
        "finding": finding(found, language),
        "sizes": (len(first), len(second)),
        "both": (int((~alone).sum()), int((~other_alone).sum())),
        "alone": (int(alone.sum()), int(other_alone.sum())),
        "pair_count": found.sure_count,
        "doubtful_count": found.doubtful_count,
        "fields": [(language.tr("place") if name == GEOMETRY else name, count) for name, count in fields.most_common()],
        "questions": list(zip(questions["question"], questions["probability"], strict=True))[:QUESTIONS],
        "twice": list_repeated(found),
    }


def finding(found: Registers, language: Language) -> str:
    """Return what was found, as a sentence."""
    if not found.sure_count:
        return language.tr("No record of the one is surely in the other")
    return language.tr("1 pair of records is the same thing | {count} pairs of records are the same thing", count=found.sure_count)


def list_repeated(found: Registers) -> list[tuple[str, list[str]]]:
    """Return each register's name with those of its records that are one thing by the other register, by how people know them."""
    match = found.match
    repeated = []
    sides = ((found.first, match.one, match.other), (found.second, match.other, match.one))
    for name, (side, rows, others) in zip(found.names, sides, strict=True):
        counts = Counter(others[match.sure].tolist())
        groups: dict[int, list[str]] = {}
        for row, other in zip(rows[match.sure], others[match.sure], strict=True):
            if counts[int(other)] > 1:
                groups.setdefault(int(other), []).append(label_of(side, row))
        repeated.append((name, [LISTED.join(labels) for labels in groups.values()]))
    return [one for one in repeated if one[1]]


def pair_words(found: Registers, language: Language) -> LayerWords:
    """Return what the layer of pairs says on a map."""
    title = language.tr("Pairs of {first} and {second}", first=found.names[0], second=found.names[1])
    return LayerWords(title, finding(found, language))
