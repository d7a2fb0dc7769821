"""The report on a layer's quality: fit to be published or not, and why; what was found, and where to begin."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ...analysis.quality.reference import ReferenceComparison
from ...cartography.layer_words import LayerWords
from ...model.defects import DEFECTS
from ...texts.defect_texts import SEVERITY_TEXTS, TITLE_TEXTS, verdict_words
from ...texts.language import Language
from ...texts.templates import render
from .assess import Assessment
from .outputs import message_of

EXAMPLES = 3
"""Sentences shown of each kind of defect; the layer of defects holds all."""


def write_quality_report(path: Path, assessed: Assessment, language: Language) -> None:
    """Write the report."""
    path.write_text(render("quality.html", content(assessed, language), language), encoding="utf-8")


def content(assessed: Assessment, language: Language) -> dict:
    """Return what the template shows."""
    beside = assessed.beside
    return {
        "layer": assessed.features.name,
        "verdict": verdict(assessed, language),
        "count": len(assessed.features),
        "fields": len(assessed.features.table.columns),
        "score": assessed.score,
        "classes": class_table(assessed),
        "within": [] if beside is None or beside.lines is None else list(beside.lines.shares_within().items()),
        "places": place_table(beside, language),
        "aside": reasons_table(assessed, language),
        "named": True,
        "rows": [
            {
                "title": language.tr(TITLE_TEXTS[code]),
                "severity": language.tr(SEVERITY_TEXTS[DEFECTS[code].severity]),
                "count": count,
                "examples": examples(assessed, code, language),
            }
            for code, count in assessed.counts.items()
        ],
    }


def place_table(beside: ReferenceComparison | None, language: Language) -> list[dict]:
    """Return how far the layer lies from its reference, as a whole and in each area; nothing where no pair of features says so."""
    if beside is None or not len(beside.off):
        return []
    parts = {language.tr("the layer as a whole"): beside} | beside.by_area()
    return [
        {"area": name, "pairs": len(one.off), "rms": one.root_mean_square, "ce95": one.circle_95, "movement": one.movement}
        for name, one in parts.items()
    ]


def class_table(assessed: Assessment) -> dict | None:
    """Return how many things have which class in the layer and in the reference; None where that was not compared."""
    classes = assessed.beside.classes if assessed.beside else None
    if classes is None or not len(classes.rows):
        return None
    matrix = classes.matrix
    return {
        "field": classes.field,
        "kappa": classes.kappa,
        "columns": list(matrix),
        "rows": list(zip(matrix.index, matrix.to_numpy().tolist(), strict=True)),
    }


def reasons_table(assessed: Assessment, language: Language) -> list[dict]:
    """Return what people decided is no mistake, by kind, field and reason, with how many defects that are."""
    decisions, marks = assessed.layer.decisions, assessed.marks
    told: Counter[tuple[str, str, str, str]] = Counter()
    for one in assessed.aside:
        told.update((one.code, one.field, (said := decisions[mark]).reason, said.by) for mark in marks.of(one))
    return [
        {"title": language.tr(TITLE_TEXTS[code]), "field": field, "reason": reason, "by": by, "count": count}
        for (code, field, reason, by), count in told.items()
    ]


def verdict(assessed: Assessment, language: Language) -> str:
    """Return whether the layer is fit to be published, as a sentence."""
    return verdict_words(assessed.counts, language)


def examples(assessed: Assessment, code: str, language: Language) -> list[str]:
    """Return the first sentences of a kind of defect."""
    said = (message_of(one, value, language) for one in assessed.findings if one.code == code for value in one.values or [""])
    return [sentence for sentence, _ in zip(dict.fromkeys(said), range(EXAMPLES), strict=False)]


def defect_words(assessed: Assessment, language: Language) -> LayerWords:
    """Return what the layer of defects says on a map."""
    return LayerWords(language.tr("Defects of {layer}", layer=assessed.features.name), verdict(assessed, language))


def strip_words(assessed: Assessment, language: Language) -> LayerWords:
    """Return what the layer of strips along borders says on a map."""
    count = language.tr("Areas whose border follows an older reference: {count}", count=assessed.counts.get("border_older", 0))
    return LayerWords(language.tr("Borders of {layer} along the reference", layer=assessed.features.name), count)
