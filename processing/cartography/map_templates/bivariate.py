"""Two numbers in one map: need by supply, each in three classes, with a legend of nine colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from qgis.core import QgsLayoutItemLabel, QgsPrintLayout
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...analysis.classes import Classes, map_classes, range_decimals
from ...analysis.colours import contrast
from ...model.errors import OpgaveError
from ...model.results import INDEX, score_field
from ...texts.language import Language
from ..looks.need import bivariate_colours
from ..map_blocks import looks_for_paper, looks_of, place_map, usual_blocks
from ..map_content import layer_key
from ..page import Box
from ..sheet import Sheet, label
from ..style import Style
from .before_after import main_layer
from .pairs import FIRST, SECOND, Pair, join_layers, pair_of, same_source
from .request import MapOrder, NumberLayer, background_of, begin, finish, over

THIRDS = 3
UP, RIGHT = "\u2191", "\u2192"
MATRIX_SHARE = 0.62
"""Width of the legend's matrix as a share of its column."""


def bivariate(order: MapOrder) -> QgsPrintLayout:
    """Return the map of two numbers with its legend.

    Raises
    ------
    OpgaveError
        There are no two layers of the same areas.
    """
    tr = order.language.tr
    first, second = axes(order)
    pair = pair_of(first, second, order.content.unit_name)
    classes = [map_classes(values, THIRDS, "quantile") for values in (pair.first, pair.second)]
    counts = count_pairs(pair, classes)
    order = order.found(corner_sentence(order, first, second, counts))
    style = Style("bivariate", first.field, classes[0].edges, field_2=second.field, breaks_2=classes[1].edges)
    subject = first.layer
    if not same_source(first, second):
        subject, style = join_layers(first, pair), replace(style, field=FIRST, field_2=SECOND)
        order.project.addMapLayer(subject, False)
    layers = order.layers()
    extent = order.extent(layers)
    sheet, parts = begin(order, tr("Need and supply"), extent.width() / extent.height())
    drawn = over(background_of(layers), subject)
    look = looks_of([(subject, style)], sheet.theme.scaled(sheet.scale), sheet.language)[0]
    shown = place_map(sheet, drawn, extent, parts.map, {**looks_for_paper(sheet, drawn), subject.id(): look})
    missing = int((~(np.isfinite(pair.first) & np.isfinite(pair.second))).sum())
    titles = (first.title, second.title)
    blocks = usual_blocks(order.content, order.language, shown, [])
    blocks["matrix"] = lambda sheet, box: put_matrix(sheet, titles, counts, classes, missing, box)
    return finish(order, sheet, parts, shown, blocks)


def axes(order: MapOrder) -> tuple[NumberLayer, NumberLayer]:
    """Return the layers of the two axes: those that the user names, else the index and the challenge's supply."""
    if order.shown and len(order.shown) != 2:
        raise OpgaveError("The layout 'bivariate' shows two layers, and {count} are given: name two.", count=len(order.shown))
    if order.shown:
        first, second = order.named
        return first, second
    index, others = main_layer(order.project, order.content.titles), order.indicators
    supply = next((one for one in others if layer_key(one.layer) == order.content.supply), others[0] if others else None)
    if supply is None:
        raise OpgaveError(
            "Project '{project}' has one layer that shows a number, and the layout 'bivariate' needs two: name two layers.",
            project=order.project.baseName(),
        )
    return index, supply


def count_pairs(pair: Pair, classes: Sequence[Classes]) -> np.ndarray:
    """Return how many areas each pair of classes holds, shape (classes of the second, classes of the first), low to high."""
    known = np.isfinite(pair.first) & np.isfinite(pair.second)
    places = [one.find(values[known]) for values, one in zip((pair.first, pair.second), classes, strict=True)]
    counts = np.zeros([max(len(one), 1) for one in reversed(classes)], dtype=int)
    np.add.at(counts, (places[1], places[0]), 1)
    return counts


def corner_sentence(order: MapOrder, first: NumberLayer, second: NumberLayer, counts: np.ndarray) -> str:
    """Return how many areas lie in the corner where both mean need; an axis is called need where it is the index, else by its values."""
    low = [is_low(one) for one in (first, second)]
    count = int(counts[0 if low[1] else -1, 0 if low[0] else -1])
    words = [corner_words(one, lowest, order.language) for one, lowest in zip((first, second), low, strict=True)]
    return order.language.tr(
        "1 area with {first} and {second} | {count} areas with {first} and {second}",
        count=order.language.number(count),
        first=words[0],
        second=words[1],
    )


def corner_words(of: NumberLayer, low: bool, language: Language) -> str:
    """Return what the areas in a corner have of one of the two numbers."""
    if of.field == INDEX:
        return language.tr("the most need")
    if low:
        return language.tr("the lowest values of '{title}'", title=of.title)
    return language.tr("the highest values of '{title}'", title=of.title)


def is_low(of: NumberLayer) -> bool:
    """Whether low values mean need, as the layer's scores tell; without scores they do not."""
    scores = replace(of, field=score_field(of.field))
    if of.layer.fields().lookupField(scores.field) < 0:
        return False
    both = pair_of(of, scores)
    known = np.isfinite(both.first) & np.isfinite(both.second)
    return bool(known.sum() > 1 and np.cov(both.first[known], both.second[known])[0, 1] < 0)


def put_matrix(sheet: Sheet, titles: tuple[str, str], counts: np.ndarray, classes: Sequence[Classes], missing: int, box: Box) -> float:
    """Put the legend at the top of a box: a cell for each pair of classes with the number of areas; return the height it takes."""
    tr, number = sheet.language.tr, sheet.language.number
    used = sheet.write("matrix_heading", "heading", [tr("Number of areas by both")], box) + sheet.scale
    up = tr("{arrow} more: {title}", arrow=UP, title=titles[1])
    used += sheet.write("matrix_up", "body", [up], box.below(used).top(MATRIX_SHARE * box.height / 3)) + sheet.scale
    side = min(MATRIX_SHARE * box.width / counts.shape[1], (box.height - used) * 0.5 / counts.shape[0])
    colours = bivariate_colours(sheet.theme, *counts.shape[::-1])
    for row in range(counts.shape[0]):
        for place in range(counts.shape[1]):
            cell = Box(box.x + place * side, box.y + used + (counts.shape[0] - 1 - row) * side, side, side)
            put_cell(sheet, f"cell_{row}_{place}", number(int(counts[row, place])), colours[row][place], cell)
    used += counts.shape[0] * side + sheet.scale
    right = tr("{arrow} more: {title}", arrow=RIGHT, title=titles[0])
    used += sheet.write("matrix_right", "body", [right], box.below(used).top((box.height - used) / 2)) + sheet.scale
    return used + sheet.write("matrix_rule", "small", rule_lines(sheet, titles, classes, missing), box.below(used))


def rule_lines(sheet: Sheet, titles: tuple[str, str], classes: Sequence[Classes], missing: int) -> list[str]:
    """Return the rule of the classes with their limits, and how many areas have no colour."""
    tr, number = sheet.language.tr, sheet.language.number
    lines = [tr("Each in three classes with about as many areas in each; the limits are:")]
    for title, one in zip(titles, classes, strict=True):
        edges = one.edges
        limits = "; ".join(number(edge, range_decimals(edges[0], edges[-1])) for edge in edges[1:-1])
        lines.append(f"{title}: {limits or tr('one class')}")
    return [*lines, tr("Hatched: {count} areas with too little data", count=missing)] if missing else lines


def put_cell(sheet: Sheet, name: str, words: str, colour: QColor, box: Box) -> None:
    """Put a cell of the legend with its number in letters that stand out."""
    fitted = sheet.fit("small", [words], box.width, box.height)
    ink, light = sheet.theme.colours["ink"], sheet.theme.colours["paper"]
    fitted.format.setColor(QColor(max(ink, light, key=lambda one: contrast(one, colour.name()))))
    item: QgsLayoutItemLabel = label(sheet.layout, name, fitted, box, Qt.AlignmentFlag.AlignHCenter)
    item.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    item.setBackgroundEnabled(True)
    item.setBackgroundColor(colour)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(sheet.theme.colour("paper"))
