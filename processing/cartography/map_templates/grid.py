"""Several maps of the same ground at the same scale, each with its caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsLayoutItemMap, QgsMapLayer, QgsRectangle, QgsVectorLayer

from ..map_blocks import looks_for_paper, looks_of, place_map
from ..page import Box
from ..sheet import Sheet
from ..style import Style
from .request import over

TITLE_SHARE, LINE_SHARE = 0.18, 0.12
"""The largest shares of a cell's height that its title and the line below that may take."""
GUESS = 0.12
"""Share of a cell that a caption is reckoned with before it is set."""
SMALLEST_LINES = 0.4
"""The least size of lines on a small map, as a share of what they are on one that fills the sheet."""


@dataclass(frozen=True)
class Cell:
    """One of several maps: the areas that it is about, their looks on it, its title, and a line below that."""

    subject: QgsVectorLayer
    style: Style
    title: str
    line: str = ""


def put_grid(
    sheet: Sheet, cells: Sequence[Cell], background: Sequence[QgsMapLayer], extent: QgsRectangle, box: Box
) -> list[QgsLayoutItemMap]:
    """Put the maps into a box, in as many columns as show the ground largest; all are as large, so that all have one scale."""
    aspect = extent.width() / extent.height()
    columns = best_columns(len(cells), box, sheet.gap, aspect)
    rows = -(-len(cells) // columns)
    boxes = [place for row in box.rows(rows, sheet.gap) for place in row.columns([1] * columns, sheet.gap)][: len(cells)]
    captions = _caption_heights(sheet, cells, boxes[0])
    share = max(SMALLEST_LINES, min(1.0, 1.5 * boxes[0].width / box.width)) if len(cells) > 1 else 1.0
    around = looks_for_paper(sheet, background, share)
    looks = looks_of([(cell.subject, cell.style) for cell in cells], sheet.theme.scaled(sheet.scale * share), sheet.language)
    maps = []
    for number, (cell, place, look) in enumerate(zip(cells, boxes, looks, strict=True), start=1):
        suffix = "" if number == 1 else f"_{number}"
        _put_caption(sheet, cell, suffix, place, *captions)
        below = place.below(sum(captions) + sheet.scale)
        layers = over(background, cell.subject)
        maps.append(place_map(sheet, layers, extent, below, {**around, cell.subject.id(): look}, f"map{suffix}"))
    return maps


def best_columns(count: int, box: Box, gap: float, aspect: float) -> int:
    """Return the number of columns in which ``count`` maps of ground with this aspect come out largest; few empty cells if equal."""

    def width(columns: int) -> float:
        rows = -(-count // columns)
        across = (box.width - gap * (columns - 1)) / columns
        down = (box.height - gap * (rows - 1)) / rows * (1 - GUESS)
        return min(across, down * aspect)

    return max(range(1, count + 1), key=lambda columns: (round(width(columns), 3), -(-count % columns)))


def _caption_heights(sheet: Sheet, cells: Sequence[Cell], box: Box) -> tuple[float, float]:
    """Return the heights that the largest title and the largest line take in a cell."""
    title = max(sheet.fit("heading", [cell.title], box.width, TITLE_SHARE * box.height).height for cell in cells)
    lines = [sheet.fit("small", [cell.line], box.width, LINE_SHARE * box.height).height for cell in cells if cell.line]
    return title, max(lines, default=0.0)


def _put_caption(sheet: Sheet, cell: Cell, suffix: str, box: Box, title: float, line: float) -> None:
    """Write a title, close to its line or map, and the line."""
    above = title - sheet.fit("heading", [cell.title], box.width, title).height
    sheet.write(f"caption{suffix}", "heading", [cell.title], box.top(title).below(above))
    sheet.write(f"caption_line{suffix}", "small", [cell.line], box.below(title).top(line))
