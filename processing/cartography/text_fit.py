"""Text that fits its box: smaller where it must be, shortened as a last resort, never cut off."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qgis.core import Qgis, QgsRenderContext, QgsTextFormat, QgsTextRenderer

from .page import PRINT_DPI

POINTS_STEP = 0.25
SAFETY = 0.985
ELLIPSIS = "…"
MM_PER_INCH = 25.4
SEPARATOR = "; "
"""Between the items of a `Listing`."""
Ending = Callable[[int], str]
"""Gives the line that ends a list of which so many items are left out."""
MOST_WORDS = 20_000
"""Widths that a ruler remembers at most."""
BREAKS = re.compile(r"[^\S\u00a0]+(?![%‰])")
"""White space, but for the space that keeps words together, and the one before a per cent sign."""


@dataclass(frozen=True)
class FittedText:
    """Text as it will stand: lines, format, height in millimetres, and whether words were left out."""

    lines: tuple[str, ...]
    format: QgsTextFormat
    height: float
    shortened: bool = False


@dataclass(frozen=True)
class Listing:
    """A paragraph of items behind some words, such as the layers of a publisher: where room is short, it may end after any of them."""

    head: str
    items: tuple[str, ...]

    def __str__(self) -> str:
        return self.head + SEPARATOR.join(self.items)


class Ruler:
    """Measures text as a layout draws it, at whatever resolution; all lengths in millimetres.

    Attributes
    ----------
    context : QgsRenderContext
        What the measuring is done with, for other things than texts.
    """

    def __init__(self) -> None:
        self.context = QgsRenderContext()
        self.context.setScaleFactor(PRINT_DPI / MM_PER_INCH)
        self.context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering)
        self._per_mm = self.context.convertToPainterUnits(1, Qgis.RenderUnit.Millimeters)
        self._words: dict[tuple[str, float], dict[str, float]] = defaultdict(dict)

    def width(self, lines: Sequence[str], text_format: QgsTextFormat) -> float:
        """Return the width of the longest line."""
        return QgsTextRenderer.textWidth(self.context, text_format, list(lines)) / self._per_mm if lines else 0.0

    def height(self, lines: Sequence[str], text_format: QgsTextFormat) -> float:
        """Return the height of the lines one below the other."""
        mode = Qgis.TextLayoutMode.Rectangle
        return QgsTextRenderer.textHeight(self.context, text_format, list(lines), mode) / self._per_mm if lines else 0.0

    def wrap(self, paragraphs: Sequence[str], text_format: QgsTextFormat, width: float) -> list[str]:
        """Return the lines, each at most ``width`` wide; a word that is wider by itself is broken.

        Every word is measured once: QGIS's own wrapping measures the rest of the text again for each line.
        """
        measured = self._measured(text_format)
        room = width * SAFETY

        def wide(word: str) -> float:
            if word not in measured:
                measured[word] = self.width([word], text_format)
            return measured[word]

        space = wide("x x") - wide("xx")
        lines = []
        for paragraph in paragraphs:
            pieces = [piece for word in _words(paragraph) for piece in _pieces(word, wide, room)]
            lines.extend(_lines(pieces, wide, space, room))
        return lines

    def _measured(self, text_format: QgsTextFormat) -> dict[str, float]:
        """Return the widths of the words that were measured in this font and size; many words make room for new ones."""
        if sum(map(len, self._words.values())) > MOST_WORDS:
            self._words.clear()
        return self._words[text_format.font().toString(), text_format.size()]


def _words(paragraph: str) -> list[str]:
    """Return what stands between spaces at which a line may break."""
    return [word for word in BREAKS.split(paragraph) if word]


def _pieces(word: str, wide: Callable[[str], float], room: float) -> list[str]:
    """Return a word in pieces that are each as long as fits; whole where it fits."""
    pieces = []
    while wide(word) > room and len(word) > 1:
        cut = max(bisect_right(range(1, len(word)), room, key=lambda length: wide(word[:length])), 1)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def _lines(words: Sequence[str], wide: Callable[[str], float], space: float, room: float) -> list[str]:
    """Return the words in lines, each as full as it gets."""
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in words:
        if line and used + space + wide(word) > room:
            lines.append(" ".join(line))
            line, used = [], 0.0
        used += wide(word) + (space if line else 0.0)
        line.append(word)
    return [*lines, " ".join(line)]


def fit(
    ruler: Ruler,
    paragraphs: Sequence[str | Listing],
    text_format: QgsTextFormat,
    least: float,
    width: float,
    height: float,
    more: str | Ending = ELLIPSIS,
) -> FittedText:
    """Set paragraphs into a box.

    Parameters
    ----------
    paragraphs : sequence of str or Listing
        Each starts a new line; a text counts as one item.
    text_format : QgsTextFormat
        Its size, in points, is the one wanted.
    least : float
        The smallest size in points.
    width, height : float
        The box in millimetres.
    more : str or Ending
        Ends a text that does not fit even at the smallest size: `ELLIPSIS` after its last word, or a line of its own after the last
        whole item, that counts the items left out.
    """
    words = [str(paragraph) for paragraph in paragraphs]
    sizes = sizes_between(text_format.size(), least)
    low, high = 0, len(sizes) - 1
    while low < high:
        middle = (low + high) // 2
        fits = _set(ruler, words, text_format, sizes[middle], width).height <= height
        low, high = (low, middle) if fits else (middle + 1, high)
    fitted = _set(ruler, words, text_format, sizes[low], width)
    return fitted if fitted.height <= height else _shorten(ruler, paragraphs, fitted, width, height, more)


def fit_through(
    ruler: Ruler,
    paragraphs: Sequence[str | Listing],
    text_format: QgsTextFormat,
    least: float,
    boxes: Sequence[tuple[float, float]],
    more: Ending,
) -> list[FittedText]:
    """Set paragraphs into several boxes, each going on where the one before ends, after a whole item; other parameters as for `fit`.

    Parameters
    ----------
    boxes : sequence of (width, height)
        In millimetres. The last one says how many items are left out, where they do not fit in all of them at the smallest size.

    Returns
    -------
    list of FittedText
        One for each box, all in one size; the last ones have no lines where all fits before.
    """
    for size in sizes_between(text_format.size(), least):
        sized = QgsTextFormat(text_format)
        sized.setSize(size)
        fitted, rest = [], _listings(paragraphs)
        for width, height in boxes:
            lines, rest = _pour(ruler, rest, sized, width, height)
            fitted.append(FittedText(tuple(lines), sized, ruler.height(lines, sized)))
        if not rest:
            return fitted
    rest = _listings(paragraphs)
    for width, height in boxes[:-1]:
        _, rest = _pour(ruler, rest, sized, width, height)
    lines = _first_items(ruler, rest, sized, *boxes[-1], more)
    return [*fitted[:-1], FittedText(tuple(lines), sized, ruler.height(lines, sized), shortened=True)]


def _pour(ruler: Ruler, listings: Sequence[Listing], sized: QgsTextFormat, width: float, height: float) -> tuple[list[str], list[Listing]]:
    """Return the lines of as many whole items as a box holds, and what is left; a listing that goes on has no head."""
    total = sum(len(one.items) for one in listings)

    def lines(count: int) -> list[str]:
        return ruler.wrap([*map(str, _beginning(listings, count))], sized, width)

    count = most_that(total, lambda count: ruler.height(lines(count), sized) <= height)
    rest, left = [], count
    for one in listings:
        items, left = one.items[left:], max(0, left - len(one.items))
        if items:
            rest.append(one if items == one.items else Listing("", items))
    return lines(count), rest


def most_that(highest: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to the highest that fits, by halves; 0 where none does."""
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _listings(paragraphs: Sequence[str | Listing]) -> list[Listing]:
    """Return paragraphs as listings; a text is one item."""
    return [one if isinstance(one, Listing) else Listing("", (one,)) for one in paragraphs]


def sizes_between(wanted: float, least: float) -> list[float]:
    """Return the sizes of letters in points that are tried, from the wanted one to the least."""
    sizes = [wanted - step * POINTS_STEP for step in range(int((wanted - least) / POINTS_STEP) + 1)]
    return sizes if sizes[-1] == least else [*sizes, least]


def _set(ruler: Ruler, paragraphs: Sequence[str], text_format: QgsTextFormat, size: float, width: float) -> FittedText:
    """Return the whole text at a size in points, however high it gets."""
    sized = QgsTextFormat(text_format)
    sized.setSize(size)
    lines = ruler.wrap(paragraphs, sized, width)
    return FittedText(tuple(lines), sized, ruler.height(lines, sized))


def _shorten(
    ruler: Ruler, paragraphs: Sequence[str | Listing], whole: FittedText, width: float, height: float, more: str | Ending
) -> FittedText:
    """Return what fits of a text at its smallest size, and a sign that there is more."""
    if callable(more):
        shown = _first_items(ruler, paragraphs, whole.format, width, height, more)
    else:
        shown = _first_lines(ruler, list(whole.lines), whole.format, width, height)
    return FittedText(tuple(shown), whole.format, ruler.height(shown, whole.format), shortened=True)


def _first_lines(ruler: Ruler, lines: list[str], sized: QgsTextFormat, width: float, height: float) -> list[str]:
    """Return as many lines as the box holds, an ellipsis after the last word; at least one line."""
    kept = len(lines) - 1
    while kept > 1 and ruler.height(lines[:kept], sized) > height:
        kept -= 1
    return _end_with_ellipsis(ruler, lines[: max(kept, 1)], sized, width)


def _first_items(
    ruler: Ruler, paragraphs: Sequence[str | Listing], sized: QgsTextFormat, width: float, height: float, more: Ending
) -> list[str]:
    """Return as many whole items as the box holds, and a last line that says how many more there are."""
    listings = _listings(paragraphs)
    total = sum(len(one.items) for one in listings)

    def lines(count: int) -> list[str]:
        return ruler.wrap([*map(str, _beginning(listings, count)), more(total - count)], sized, width)

    return lines(most_that(total - 1, lambda count: ruler.height(lines(count), sized) <= height))


def _beginning(listings: Sequence[Listing], count: int) -> Iterator[Listing]:
    """Yield the first items of all listings together."""
    for one in listings:
        items = one.items[:count]
        if items:
            yield Listing(one.head, items)
        count -= len(items)


def _end_with_ellipsis(ruler: Ruler, lines: list[str], sized: QgsTextFormat, width: float) -> list[str]:
    """Return the lines with an ellipsis after the last word that leaves room for it."""
    words = lines[-1].split(" ")
    while len(words) > 1 and ruler.width([" ".join(words) + ELLIPSIS], sized) > width:
        words.pop()
    return [*lines[:-1], " ".join(words).rstrip(" ,;:.") + ELLIPSIS]
