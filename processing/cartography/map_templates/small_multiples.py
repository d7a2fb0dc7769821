"""One map for each indicator, all at one scale and by one rule of classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from qgis.core import QgsPrintLayout

from ...analysis.classes import class_breaks, range_decimals
from ...model.errors import OpgaveError
from ...model.results import score_field
from ...texts.language import Language
from ..map_blocks import usual_blocks
from ..map_content import layer_key
from ..style import Style
from .grid import Cell, put_grid
from .pairs import same_source, shown_numbers
from .request import MapOrder, NumberLayer, background_of, begin, finish

SCORE_BREAKS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
FIFTHS = 5
MOST = 30
GRID_ASPECT = 1.5
"""Width over height of a grid of square maps that the sheet is divided for."""


def small_multiples(order: MapOrder) -> QgsPrintLayout:
    """Return the maps: scores of need in the same classes where an integrated map left them, else fifths of each layer's own values.

    Raises
    ------
    OpgaveError
        There are fewer than two layers with a number.
    """
    tr = order.language.tr
    shown = subjects(order)
    scored = all(one.layer.fields().lookupField(score_of(one)) >= 0 for one in shown)
    rule = (
        tr("All maps: points of need from 0 to 100 in the same five classes of equal width, so that maps can be compared.")
        if scored
        else tr("All maps: five classes with about as many areas in each, so that maps show ranks and can be compared.")
    )
    order = order.found(order.content.indicators_finding if scored and not order.shown else "")
    order = replace(order, content=replace(order.content, class_reason=rule))
    layers = order.layers()
    extent = order.extent(layers)
    sheet, parts = begin(order, tr("Small multiples"), extent.width() / extent.height() * GRID_ASPECT)
    background = [layer for layer in background_of(layers) if layer_key(layer) != order.content.background.service]
    cells = [cell_of(one, first_of_source(one, shown), scored, order.language) for one in shown]
    maps = put_grid(sheet, cells, background, extent, parts.map)
    fullest = max(range(len(cells)), key=lambda at: np.isnan(shown_numbers(shown[at])).any())
    title = tr("Need by indicator (0-100)") if scored else tr("Rank among all areas")
    legend = [(cells[fullest].subject, title)]
    return finish(order, sheet, parts, maps[fullest], usual_blocks(order.content, order.language, maps[fullest], legend))


def first_of_source(one: NumberLayer, shown: Sequence[NumberLayer]) -> NumberLayer:
    """Return the first of the layers that have the same source: one layer in many looks is opened once."""
    return next(other for other in shown if same_source(one, other))


def cell_of(one: NumberLayer, drawn: NumberLayer, scored: bool, language: Language) -> Cell:
    """Return the map of a layer, drawn from a layer with the same source."""
    style = score_style(one) if scored else rank_style(one)
    return Cell(drawn.layer, style, one.title, range_line(one, language))


def subjects(order: MapOrder) -> list[NumberLayer]:
    """Return the layers to show: those that the user names, else the indicators, else all that show a number."""
    found = order.named or order.indicators or order.subjects
    if len(found) < 2:
        raise OpgaveError(
            "Project '{project}' has {count} layers of areas that show a number by class: the layout 'small_multiples' needs two or more.",
            project=order.project.baseName(),
            count=len(found),
        )
    if len(found) > MOST:
        order.progress.warn(
            "There is room for {most} maps, but there are {count} layers: the last ones are left out.", most=MOST, count=len(found)
        )
    return found[:MOST]


def score_of(one: NumberLayer) -> str:
    """Return the field with the scores of an indicator's layer."""
    return score_field(one.field)


def score_style(one: NumberLayer) -> Style:
    """Return the looks of an indicator's scores."""
    return Style("units", score_of(one), SCORE_BREAKS)


def rank_style(one: NumberLayer) -> Style:
    """Return the looks of a layer's values by fifths."""
    return Style("fifths", one.field, class_breaks(shown_numbers(one), FIFTHS, "quantile").edges)


def range_line(one: NumberLayer, language: Language) -> str:
    """Return the lowest, the middle and the highest value in words."""
    known = shown_numbers(one)
    known = known[np.isfinite(known)]
    if not len(known):
        return language.tr("no values")
    decimals = range_decimals(known.min(), known.max())
    low, middle, high = (language.number(value, decimals) for value in (known.min(), np.median(known), known.max()))
    unit = f" {one.unit}" if one.unit else ""
    return language.tr("{low} to {high}{unit}, median {middle}", low=low, high=high, middle=middle, unit=unit)
