"""What the clusters hold, in people and cases: how much of each group that the indicators count is in them, and how much lies outside."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...analysis.local_statistics import worst_count
from ...analysis.reach import Reach, reach, worst_tenth_line
from ...challenge.clustering import Clustered
from ...challenge.counting import counted_cases
from ...challenge.unit_table import UnitTable
from ...texts.language import Language
from .headline import people_name

MOST_COLUMNS = 12


def reach_content(outcome: Clustered, language: Language) -> dict:
    """Return the table of what the clusters hold, with a column for each of the first, and what follows from it; empty without rows."""
    units, indexed = outcome.unit_table, outcome.indexed
    cases = counted_cases(indexed.collected.challenge.indicators, indexed.measured.counts, indexed.measured.bases)
    rows = people_rows(units, language) | reached_cases(units, cases, language)
    if units.challenge.clusters.divides or not len(outcome.clusters) or not rows:
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
        "words": outside_words(units, cases, language),
        "unknown": unknown_words(rows, language),
    }


def people_rows(units: UnitTable, language: Language) -> dict[str, Reach]:
    """Return where the people live, and those in areas at or above the line of the worst tenth; nothing where nobody is counted.

    Where areas share the index of the line, more than a tenth of them lie at or above it: their number is said.
    """
    if units.people is None or not units.counts_people:
        return {}
    line, people = worst_tenth_line(units.index), people_name(units, language)
    if np.isnan(line):
        return {}
    everyone, above = {people.capitalize(): _reach(units.people, units)}, units.index >= line
    count, tested = int(above.sum()), int(np.isfinite(units.index).sum())
    if 1 < count == tested:  # all share the lowest index of the worst tenth, which tells none of them apart
        return everyone
    values = {"people": people.capitalize(), "line": language.number(line, 1)}
    if count > worst_count(tested):
        said = language.tr("{people} in the {areas} areas with an index of {line} or more", areas=language.number(count), **values)
    else:
        said = language.tr("{people} in the tenth of the areas with the highest index ({line} or more)", **values)
    return everyone | {said: _reach(np.where(above, units.people, 0.0), units)}


def reached_cases(units: UnitTable, cases: Mapping[str, np.ndarray], language: Language) -> dict[str, Reach]:
    """Return where the cases are that indicators count, by title, those with most weight first."""
    indicators = sorted((one for one in units.challenge.indicators if one.id in cases), key=lambda one: -one.weight)
    return {one.title.of(language.code): _reach(cases[one.id], units) for one in indicators}


def outside_words(units: UnitTable, cases: Mapping[str, np.ndarray], language: Language) -> str:
    """Return how many cases of the indicator with most weight lie outside the clusters; an empty text where none counts cases.

    ``cases``: those of each unit by indicator id, as of `counting.counted_cases`.
    """
    found = [(title, one) for title, one in reached_cases(units, cases, language).items() if one.total]
    if not found or units.challenge.clusters.divides or not units.membership.any():
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


def _reach(cases: np.ndarray, units: UnitTable) -> Reach:
    return reach(cases, units.membership, int(units.membership.max(initial=0)))
