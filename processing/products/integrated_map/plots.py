"""The report's plots as SVG, whose colours and letters stand in the drawing itself, so that a page and a PDF show the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from ...analysis.histogram import histogram
from ...analysis.sensitivity import Sensitivity
from ...cartography.theme import Theme
from ...challenge.clustering import Clustered
from ...challenge.indexing import Indexed
from ...model.house_style import SHADES
from ...qgis_io.columns import display_names
from ...texts.language import Language

WIDTH = 680.0
TALL, TOP, FOOT = 150.0, 8.0, 34.0
"""Height of the distribution's bars, the room above, and that of the words below."""
ROW, NAMES, SIDE = 20.0, 250.0, 40.0
"""Height of a row of ranks, width of the names, and room at the right."""
RANKED = 15
LONGEST = 36
DARK = 128
"""Lightness (0-255) below which letters on a ground are light."""


@dataclass(frozen=True)
class Plot:
    """A drawing: its SVG, its size in its own units, and what it tells in words for whoever cannot see it."""

    svg: str
    height: float
    words: str
    width: float = WIDTH


def draw(pen: PlotPen, elements: Sequence[str], height: float, words: str) -> Plot:
    """Return elements, on paper, as a drawing that says what it shows."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}" role="img"'
    paper = pen.box(0, 0, WIDTH, height, pen.theme.colours["paper"])
    return Plot(f'{head} aria-label="{escape(words)}">{"".join([paper, *elements])}</svg>', height, words)


class PlotPen:
    """Draws in the colours and letters of a theme."""

    def __init__(self, theme: Theme):
        self.theme = theme
        self.family = escape(theme.family())

    def text(self, x: float, y: float, words: str, role: str = "quiet", anchor: str = "start") -> str:
        colour = self.theme.colours[role]
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-family="{self.family}" font-size="12" fill="{colour}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> str:
        return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{colour}"/>'

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, width: float = 1.0) -> str:
        colour = self.theme.colours[role]
        return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'


def distribution(indexed: Indexed, theme: Theme, language: Language) -> Plot | None:
    """Return how the index is spread over all areas, with the middle one; None where no area has an index."""
    found = histogram(indexed.evaluation.index, WIDTH, TALL, TOP, bins=40)
    if found is None:
        return None
    pen, number = PlotPen(theme), language.number
    base = TOP + TALL
    decimals = 0 if all(value == round(value) for value in (found.low, found.median, found.high)) else 1
    words = language.tr(
        "Spread of the need index over {count} areas: from {low} to {high}, half of them below {median}.",
        count=number(int(np.isfinite(indexed.evaluation.index).sum())),
        low=number(found.low, decimals),
        high=number(found.high, decimals),
        median=number(found.median, decimals),
    )
    middle = language.tr("middle {value}", value=number(found.median, decimals))
    anchor = "start" if found.median_x < WIDTH / 2 else "end"
    elements = [
        *(pen.box(bar.x, bar.y, bar.width, bar.height, theme.shade("need", SHADES // 2).name()) for bar in found.bars),
        pen.line(0, base, WIDTH, base, "frame"),
        pen.line(found.median_x, TOP - 6, found.median_x, base + 6, "ink", 1.5),
        pen.text(0, base + 16, number(found.low, decimals)),
        pen.text(WIDTH, base + 16, number(found.high, decimals), anchor="end"),
        pen.text(found.median_x + (4 if anchor == "start" else -4), base + 30, middle, "ink", anchor),
    ]
    return draw(pen, elements, base + FOOT, words)


def rank_rows(indexed: Indexed, found: Sensitivity) -> list[dict]:
    """Return the areas with the highest index, each with its rank and the ranks it keeps between in nine draws of ten."""
    index = indexed.evaluation.index
    known = np.flatnonzero(np.isfinite(index))
    first = known[np.argsort(-index[known], kind="stable")][:RANKED]
    names = display_names(indexed.collected.units.table[indexed.collected.challenge.units.name])
    return [
        {"rank": place, "name": str(names[at]), "index": index[at], "low": found.rank_low[at], "high": found.rank_high[at]}
        for place, at in enumerate(first, start=1)
    ]


def ranks(rows: Sequence[dict], theme: Theme, language: Language) -> Plot:
    """Return a line for each area from its best to its worst rank, and a dot where it stands."""
    pen, number = PlotPen(theme), language.number
    last = max(row["high"] for row in rows)
    height = ROW * len(rows) + FOOT

    def across(rank: float) -> float:
        return NAMES + (WIDTH - NAMES - SIDE) * (rank - 1) / max(last - 1, 1)

    elements = []
    for at, row in enumerate(rows):
        y = ROW * (at + 0.5)
        name = row["name"] if len(row["name"]) <= LONGEST else row["name"][: LONGEST - 1] + "\u2026"
        elements += [
            pen.text(NAMES - 12, y + 4, f"{row['rank']}. {name}", "ink", "end"),
            pen.box(across(row["low"]), y - 3, max(across(row["high"]) - across(row["low"]), 2), 6, theme.shade("need", 1).name()),
            f'<circle cx="{across(row["rank"]):.1f}" cy="{y:.1f}" r="4.5" fill="{theme.colours["accent"]}"/>',
            pen.text(across(row["high"]) + 6, y + 4, f"{number(row['low'])}\u2013{number(row['high'])}"),
        ]
    base = ROW * len(rows) + 4
    elements += [pen.line(NAMES, base, WIDTH - SIDE, base, "frame"), pen.text(NAMES, base + 16, language.tr("rank 1: most need"))]
    words = language.tr(
        "Ranks of the {count} areas with the highest index: the dot is the rank, the bar the ranks in 90 % of simulations.", count=len(rows)
    )
    return draw(pen, elements, height, words)


def matrix(outcome: Clustered, theme: Theme, language: Language, most: int = 12) -> dict | None:
    """Return the mean score of each indicator in each of the first clusters, with a colour; None without clusters."""
    if not len(outcome.clusters):
        return None
    scores = outcome.unit_table.score_means
    indicators = outcome.indexed.collected.challenge.indicators
    shown = outcome.clusters.table.to_dict("records")[:most]
    columns = [row["cluster_id"] for row in shown]
    return {
        "columns": [f"{row['cluster_id']}. {row['cluster_label']}" for row in shown],
        "rows": [
            {
                "title": one.title.of(language.code),
                "whole": scores[one.id][0],
                "cells": [{"value": scores[one.id][id], **shade(scores[one.id][id], theme)} for id in columns],
            }
            for one in indicators
        ],
    }


def shade(score: float, theme: Theme) -> dict:
    """Return ground and letters of a cell, by a score from 0 to 100; none where it is missing."""
    if np.isnan(score):
        return {"ground": theme.colours["paper"], "ink": theme.colours["quiet"]}
    ground = theme.shade("need", min(int(score * SHADES / 100), SHADES - 1))
    return {"ground": ground.name(), "ink": theme.colours["paper" if ground.lightness() < DARK else "ink"]}
