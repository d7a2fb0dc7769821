"""The report on an envelope: what is chosen, what comes next to it, what more money buys, and the table for those who negotiate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ...analysis.envelope.choosing import Portfolio
from ...analysis.envelope.programme import Programme
from ...analysis.envelope.words import in_words
from ..language import Language
from ..templates import render


@dataclass(frozen=True)
class Answer:
    """All that was found.

    Attributes
    ----------
    titles : ndarray of str
        What the measures are called.
    runners : list of Portfolio
        Other choices within 1 % of the best.
    steps : list of (float, int, Portfolio)
        Euro added, the ceiling where it buys most, and the portfolio then.
    negotiation : DataFrame or None
        A row a party; None where measures name none.
    outside : int
        Measures that start in no year of the envelope.
    """

    programme: Programme
    best: Portfolio
    titles: np.ndarray
    runners: Sequence[Portfolio]
    steps: Sequence[tuple[float, int, Portfolio]]
    negotiation: pd.DataFrame | None
    outside: int


def write_envelope_report(path: Path, answer: Answer, effect: str, language: Language) -> None:
    """Write the report; ``effect`` is what the effect is called."""
    path.write_text(render("envelope.html", content(answer, effect, language), language), encoding="utf-8")


def content(answer: Answer, effect: str, language: Language) -> dict:
    """Return what the template shows."""
    programme, best = answer.programme, answer.best
    return {
        "effect_name": effect,
        "envelope": programme.envelope.total,
        "best": best,
        "measure_count": len(programme.measures),
        "outside": answer.outside,
        "years": list(year_rows(programme, best)),
        "rules": [in_words(programme, rule).sentence(language.tr) for rule in programme.all_rules()],
        "chosen": measure_rows(answer),
        "runners": [difference(answer, other) for other in answer.runners],
        "steps": [step_row(answer, *step) for step in answer.steps],
        "parties": [] if answer.negotiation is None else answer.negotiation.to_dict("records"),
        "exact": answer.negotiation is None or not answer.negotiation["shapley_error"].any(),
    }


def year_rows(programme: Programme, portfolio: Portfolio):
    """Yield each ceiling and what is spent of it."""
    for place, (ceiling, spent) in enumerate(zip(programme.envelope.ceilings, portfolio.spent, strict=True)):
        year = programme.envelope.years[place] if programme.envelope.years else None
        yield {"year": year, "ceiling": ceiling, "spent": spent, "share": spent / ceiling if ceiling else 0.0}


def measure_rows(answer: Answer) -> list[dict]:
    """Return the chosen measures, most effect first."""
    measures, best, envelope = answer.programme.measures, answer.best, answer.programme.envelope
    order = [row for row in np.argsort(-measures.effect * best.level, kind="stable") if best.chosen[row]]
    return [
        {
            "id": measures.ids[row],
            "title": answer.titles[row],
            "party": measures.party[row],
            "year": envelope.years[best.start[row]] if envelope.years else None,
            "level": best.level[row],
            "cost": best.gross[row],
            "paid": best.paid[row],
            "effect": measures.effect[row] * best.level[row],
        }
        for row in order
    ]


def difference(answer: Answer, other: Portfolio) -> dict:
    """Return how another portfolio differs from the best: what comes in, what goes out, its effect and cost."""
    best = answer.best
    return {
        "effect": other.effect,
        "cost": other.cost,
        "in": answer.titles[other.chosen & ~best.chosen].tolist(),
        "out": answer.titles[best.chosen & ~other.chosen].tolist(),
    }


def step_row(answer: Answer, added: float, place: int, portfolio: Portfolio) -> dict:
    """Return what a step of more money buys."""
    envelope = answer.programme.envelope
    return difference(answer, portfolio) | {
        "added": added,
        "year": envelope.years[place] if envelope.years else None,
        "more": portfolio.effect - answer.best.effect,
    }
