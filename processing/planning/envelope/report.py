"""The report on an envelope: what is chosen, what comes next to it, what more money buys, and the table for those who negotiate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd

from ...analysis.envelope.choosing import Portfolio
from ...analysis.envelope.programme import CEILING, Programme
from ...analysis.envelope.words import in_words
from ...cartography.layer_words import LayerWords
from ...texts.language import Language
from ...texts.templates import render
from .inputs import Parties


@dataclass(frozen=True)
class Answer:
    """All that was found.

    Attributes
    ----------
    titles : ndarray of str
        What the measures are called.
    parties : Parties
        What is known of those who carry them out.
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
    parties: Parties
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
    titles = answer.titles.tolist()
    return {
        "finding": finding(answer, language),
        "effect_name": effect,
        "envelope": programme.envelope.total,
        "best": best,
        "measure_count": len(programme.measures),
        "outside": answer.outside,
        "years": list(year_rows(programme, best)),
        "rules": [in_words(programme, rule, titles).sentence(language.tr) for rule in programme.all_rules() if rule.kind != CEILING],
        "chosen": measure_rows(answer),
        "runners": [difference(answer, other) for other in answer.runners],
        "steps": list(step_rows(answer)),
        "parties": party_rows(answer),
        "exact": answer.negotiation is None or not answer.negotiation["shapley_error"].any(),
    }


def finding(answer: Answer, language: Language) -> str:
    """Return how many measures are chosen, and their effect, as a sentence."""
    chosen, count, effect = int(answer.best.chosen.sum()), len(answer.programme.measures), answer.best.effect
    numbers = {"chosen": language.number(chosen), "count": language.number(count), "effect": language.number(effect)}
    return language.tr("{chosen} of {count} measures give the most: {effect}", **numbers)


def measure_words(answer: Answer, language: Language) -> LayerWords:
    """Return what the layer of measures says on a map."""
    envelope = language.tr("Envelope of {amount} euro", amount=language.number(answer.programme.envelope.total))
    return LayerWords(language.tr("Measures"), f"{envelope}: {finding(answer, language)}")


def year_rows(programme: Programme, portfolio: Portfolio) -> Iterator[dict]:
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
            "party": answer.parties.called([measures.party[row]])[0],
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


def step_rows(answer: Answer) -> Iterator[dict]:
    """Yield what more money buys: a row for each run of steps that buy the same, with the first and the last amount of the run."""
    envelope = answer.programme.envelope
    for _, run in groupby(answer.steps, key=lambda step: (step[1], step[2].level.tolist())):
        (first, place, portfolio), *others = run
        yield difference(answer, portfolio) | {
            "added": first,
            "until": others[-1][0] if others else None,
            "year": envelope.years[place] if envelope.years else None,
            "more": portfolio.effect - answer.best.effect,
        }


def party_rows(answer: Answer) -> list[dict]:
    """Return the table for those who negotiate, with what the parties are called."""
    if answer.negotiation is None:
        return []
    return answer.negotiation.assign(party=answer.parties.called(answer.negotiation["party"])).to_dict("records")
