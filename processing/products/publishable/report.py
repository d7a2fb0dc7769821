"""The page beside the files: what was left out, mended and coarsened, and what is still wrong."""

from __future__ import annotations

from pathlib import Path

from ...quality.assessment.report import content
from ...texts.language import Language
from ...texts.templates import render
from .prepare import PublishableLayer
from .stars import name_words, star_words


def write_publishable_report(path: Path, made: PublishableLayer, files: list[str], language: Language) -> None:
    """Write the report."""
    record = made.record
    shown = content(made.assessed, language) | {
        "layer": record.title.of(language.code),
        "held_back": [one.sentence(language.tr) for one in made.held_back],
        "made": made,
        "unsaid": ", ".join(made.unsaid),
        "files": files,
        "stars": star_words(made, language),
        "names": name_words(made, language),
        "named": False,  # it goes to others with the files
    }
    path.write_text(render("publishable.html", shown, language), encoding="utf-8")
