"""Text that fits its box: smaller where it must be, shortened as a last resort, never cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from qgis.core import Qgis, QgsRenderContext, QgsTextFormat, QgsTextRenderer

from .page import PRINT_DPI

POINTS_STEP = 0.25
SAFETY = 0.99
ELLIPSIS = "…"
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Fitted:
    """Text as it will stand: lines, format, height in millimetres, and whether words were left out."""

    lines: tuple[str, ...]
    format: QgsTextFormat
    height: float
    shortened: bool = False


class Ruler:
    """Measures text as a layout draws it, at whatever resolution; all lengths in millimetres.

    Attributes
    ----------
    context : QgsRenderContext
        What the measuring is done with, for other things than texts.
    """

    def __init__(self):
        self.context = QgsRenderContext()
        self.context.setScaleFactor(PRINT_DPI / MM_PER_INCH)
        self.context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering)
        self._per_mm = self.context.convertToPainterUnits(1, Qgis.RenderUnit.Millimeters)

    def width(self, lines: Sequence[str], text_format: QgsTextFormat) -> float:
        """Return the width of the longest line."""
        return QgsTextRenderer.textWidth(self.context, text_format, list(lines)) / self._per_mm if lines else 0.0

    def height(self, lines: Sequence[str], text_format: QgsTextFormat) -> float:
        """Return the height of the lines one below the other."""
        mode = Qgis.TextLayoutMode.Rectangle
        return QgsTextRenderer.textHeight(self.context, text_format, list(lines), mode) / self._per_mm if lines else 0.0

    def wrap(self, paragraphs: Sequence[str], text_format: QgsTextFormat, width: float) -> list[str]:
        """Return the lines, each at most ``width`` wide; a word that is wider by itself is broken."""
        lines = []
        for paragraph in paragraphs:
            for line in QgsTextRenderer.wrappedText(self.context, paragraph, width * SAFETY * self._per_mm, text_format):
                lines.extend(self._broken(line, text_format, width))
        return lines

    def _broken(self, line: str, text_format: QgsTextFormat, width: float) -> list[str]:
        pieces = []
        while self.width([line], text_format) > width and len(line) > 1:
            share = width * SAFETY / self.width([line], text_format)
            cut = max(int(len(line) * share) - 1, 1)
            pieces.append(line[:cut])
            line = line[cut:]
        return [*pieces, line]


def fit(
    ruler: Ruler, paragraphs: Sequence[str], text_format: QgsTextFormat, least: float, width: float, height: float, more: str = ELLIPSIS
) -> Fitted:
    """Set paragraphs into a box.

    Parameters
    ----------
    paragraphs : sequence of str
        Each starts a new line.
    text_format : QgsTextFormat
        Its size, in points, is the one wanted.
    least : float
        The smallest size in points.
    width, height : float
        The box in millimetres.
    more : str
        Ends a text that does not fit even at the smallest size: `ELLIPSIS` after its last word, or a line of its own after the last
        whole paragraph.
    """
    sized = QgsTextFormat(text_format)
    while True:
        wrapped = [ruler.wrap([paragraph], sized, width) for paragraph in paragraphs]
        lines = list(chain(*wrapped))
        tall = ruler.height(lines, sized)
        if tall <= height:
            return Fitted(tuple(lines), sized, tall)
        if sized.size() <= least:
            break
        sized.setSize(max(sized.size() - POINTS_STEP, least))
    if more == ELLIPSIS:
        shown = _first_lines(ruler, lines, sized, width, height)
    else:
        shown = _first_ones(ruler, wrapped, sized, width, height, more)
    return Fitted(tuple(shown), sized, ruler.height(shown, sized), shortened=True)


def _first_lines(ruler: Ruler, lines: list[str], sized: QgsTextFormat, width: float, height: float) -> list[str]:
    """Return as many lines as the box holds, an ellipsis after the last word; at least one line."""
    kept = len(lines) - 1
    while kept > 1 and ruler.height(lines[:kept], sized) > height:
        kept -= 1
    return _ended(ruler, lines[: max(kept, 1)], sized, width)


def _first_ones(ruler: Ruler, paragraphs: list[list[str]], sized: QgsTextFormat, width: float, height: float, more: str) -> list[str]:
    """Return as many whole paragraphs as the box holds, and a last line that says there are more."""
    end = ruler.wrap([more], sized, width)
    kept = len(paragraphs) - 1
    while kept and ruler.height([*chain(*paragraphs[:kept]), *end], sized) > height:
        kept -= 1
    return [*chain(*paragraphs[:kept]), *end]


def _ended(ruler: Ruler, lines: list[str], sized: QgsTextFormat, width: float) -> list[str]:
    """Return the lines with an ellipsis after the last word that leaves room for it."""
    words = lines[-1].split(" ")
    while len(words) > 1 and ruler.width([" ".join(words) + ELLIPSIS], sized) > width:
        words.pop()
    return [*lines[:-1], " ".join(words).rstrip(" ,;:.") + ELLIPSIS]
