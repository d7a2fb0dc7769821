"""The report on an envelope: what is chosen, what comes next to it, what more money buys, and the table for those who negotiate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from ...analysis.envelope.cases import OFF, STAYS, Cases
from ...analysis.envelope.choosing import Portfolio
from ...analysis.envelope.negotiation import Negotiation
from ...analysis.envelope.programme import CEILING, Programme
from ...analysis.envelope.words import in_words
from ...cartography.layer_words import LayerWords
from ...texts.language import Language
from ...texts.templates import render
from .inputs import Parties

OFTEN = 0.1
"""Measures outside the portfolio are named that are chosen in at least this share of the cases with other effects."""


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
    negotiation : Negotiation or None
        What each party brings and gains; None where measures name none.
    outside : int
        Measures that start in no year of the envelope.
    cases : Cases
        In how many cases with other effects each measure is chosen.
    """

    programme: Programme
    best: Portfolio
    titles: np.ndarray
    parties: Parties
    runners: Sequence[Portfolio]
    steps: Sequence[tuple[float, int, Portfolio]]
    negotiation: Negotiation | None
    outside: int
    cases: Cases


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
        "nothing": why_nothing(answer, language),
        "runners": [difference(answer, other) for other in answer.runners],
        "steps": list(step_rows(answer)),
        "parties": party_rows(answer),
        "exact": answer.negotiation is None or not answer.negotiation.table["shapley_error"].any(),
        "negotiation": answer.negotiation,
        "shares": answer.negotiation is not None and bool(answer.negotiation.table["alone"].notna().any()),
        "cases": answer.cases.count,
        "stays": int((best.chosen & answer.cases.stays).sum()),
        "off": round(100 * OFF),
        "least": round(100 * STAYS),
        "often": list(often_rows(answer)),
    }


def why_nothing(answer: Answer, language: Language) -> str:
    """Return why a portfolio without measures is the best one: nothing can be paid, or nothing has an effect."""
    if (answer.programme.measures.effect > 0).any():
        return language.tr("No measure can be paid from the envelope under these rules.")
    return language.tr("No measure has an effect for these estimates.")


def finding(answer: Answer, language: Language) -> str:
    """Return how many measures are chosen, and their effect, as a sentence."""
    if not answer.best.gap and not answer.best.chosen.any():
        return why_nothing(answer, language).rstrip(".")
    chosen, count, effect = int(answer.best.chosen.sum()), len(answer.programme.measures), answer.best.effect
    numbers = {"chosen": language.number(chosen), "count": language.number(count), "effect": language.number(effect)}
    if answer.best.gap:
        return language.tr("The best choice found is {chosen} of {count} measures, with an effect of {effect}", **numbers)
    return language.tr("The best choice for these estimates is {chosen} of {count} measures, with an effect of {effect}", **numbers)


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
            "cases": int(answer.cases.chosen[row]),
        }
        for row in order
    ]


def often_rows(answer: Answer) -> Iterator[dict]:
    """Yield the measures that are not chosen, but would be in at least `OFTEN` of the cases with other effects, the most often first."""
    cases = answer.cases
    for row in np.argsort(-cases.chosen, kind="stable"):
        if cases.count and not answer.best.chosen[row] and cases.chosen[row] >= OFTEN * cases.count:
            yield {"title": answer.titles[row], "cases": int(cases.chosen[row])}


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
    table = answer.negotiation.table
    return table.assign(party=answer.parties.called(table["party"])).to_dict("records")
