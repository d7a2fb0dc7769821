"""What the clusters hold, in people and cases: how much of each group that the indicators count is in them, and how much lies outside."""

from __future__ import annotations

import numpy as np

from ...analysis.reach import Reach, reach, worst_tenth_line
from ...challenge.clustering import Clustered
from ...challenge.counting import counted_cases
from ...texts.language import Language
from .headline import people_name

MOST_COLUMNS = 12


def reach_content(outcome: Clustered, language: Language) -> dict:
    """Return the table of what the clusters hold, with a column for each of the first, and what follows from it; empty without rows."""
    rows = people_rows(outcome, language) | reached_cases(outcome, language)
    if outcome.indexed.collected.challenge.clusters.divides or not len(outcome.clusters) or not rows:
        return {}
    table = outcome.clusters.table.to_dict("records")[:MOST_COLUMNS]
    return {
        "columns": [f"{row['cluster_id']}. {row['cluster_label']}" for row in table],
        "rows": [
            {
                "title": title,
                "total": found.total,
                "inside": found.inside,
                "share": 1.0 - found.outside_share,
                "cells": found.clusters[:MOST_COLUMNS].tolist(),
            }
            for title, found in rows.items()
        ],
        "words": outside_words(outcome, language),
        "unknown": unknown_words(rows, language),
    }


def people_rows(outcome: Clustered, language: Language) -> dict[str, Reach]:
    """Return where the people live, and those in areas at or above the line of the worst tenth; nothing where nobody is counted."""
    units = outcome.unit_table
    if units.people is None or not units.counts_people:
        return {}
    line, people = worst_tenth_line(units.index), people_name(units, language)
    if np.isnan(line):
        return {}
    above = np.where(units.index >= line, units.people, 0.0)
    said = language.tr(
        "{people} in the tenth of the areas with the highest index ({line} or more)",
        people=people.capitalize(),
        line=language.number(line, 1),
    )
    return {people.capitalize(): _reach(units.people, outcome), said: _reach(above, outcome)}


def reached_cases(outcome: Clustered, language: Language) -> dict[str, Reach]:
    """Return where the cases are that the indicators count, by title, those with most weight first."""
    titles = {one.id: one.title.of(language.code) for one in outcome.indexed.collected.challenge.indicators}
    weights = {one.id: one.weight for one in outcome.indexed.collected.challenge.indicators}
    cases = counted_cases(outcome.indexed.collected.challenge.indicators, outcome.indexed.measured)
    return {titles[id]: _reach(cases[id], outcome) for id in sorted(cases, key=lambda id: -weights[id])}


def outside_words(outcome: Clustered, language: Language) -> str:
    """Return how many cases of the indicator with most weight lie outside the clusters; an empty text where none counts cases."""
    found = [(title, one) for title, one in reached_cases(outcome, language).items() if one.total]
    if not found or outcome.indexed.collected.challenge.clusters.divides or not len(outcome.clusters):
        return ""
    title, first = found[0]
    return language.tr(
        "'{indicator}': {share} % of the cases ({outside} of {total}) lie outside the clusters.",
        indicator=title,
        share=language.number(100 * first.outside_share),
        outside=language.number(first.total - first.inside),
        total=language.number(first.total),
    )


def unknown_words(rows: dict[str, Reach], language: Language) -> str:
    """Return for which rows the number is not known in how many areas; an empty text where it is known everywhere."""
    lacking = [f"{title} ({language.number(found.unknown)})" for title, found in rows.items() if found.unknown]
    if not lacking:
        return ""
    return language.tr("Areas where the number is not known, which count as none: {rows}.", rows=", ".join(lacking))


def _reach(cases: np.ndarray, outcome: Clustered) -> Reach:
    return reach(cases, outcome.clusters.membership, len(outcome.clusters))
