"""Bars on a sheet: a value between the lowest and the highest, with a mark to compare it with."""

from __future__ import annotations

from qgis.core import QgsLayoutItemShape
from qgis.PyQt.QtCore import Qt

from . import symbols
from .page import Box
from .sheet import Sheet, put

RECTANGLE, TRIANGLE = QgsLayoutItemShape.Shape.Rectangle, QgsLayoutItemShape.Shape.Triangle


def put_bar(sheet: Sheet, name: str, words: str, here: float, mark: float | None, strong: bool, box: Box) -> float:
    """Put words, a bar and a mark at the top of a box; return the height, 0 where there is no room for all of it.

    Parameters
    ----------
    here, mark : float
        Length of the bar and place of the mark (None: no mark), as shares (0-1) of the width.
    strong : bool
        Whether the bar has the theme's accent.
    """
    sizes = {key: value * sheet.scale for key, value in sheet.template["bar"].items()}
    own = sizes["height"] + sizes["mark"] + sizes["space"]
    fitted = sheet.fit("body", [words], box.width, box.height - own)
    if fitted.height + own > box.height or fitted.shortened:
        return 0.0
    below = box.below(sheet.write(name, "body", [words], box.top(box.height - own)))
    filled = min(max(here, 0.0), 1.0) * below.width
    strip(sheet, f"{name}_here", "accent" if strong else "quiet", Box(below.x, below.y, filled, sizes["height"]))
    strip(sheet, f"{name}_rest", "line", Box(below.x + filled, below.y, below.width - filled, sizes["height"]))
    if mark is not None:
        left = min(max(mark * below.width - sizes["mark"] / 2, 0.0), below.width - sizes["mark"])
        place = Box(below.x + left, below.y + sizes["height"], sizes["mark"], sizes["mark"])
        strip(sheet, f"{name}_city", "ink", place, TRIANGLE)
    return fitted.height + own


def strip(sheet: Sheet, name: str, role: str, box: Box, shape=RECTANGLE) -> None:
    """Put a plain shape in a colour of the theme in a box; none where the box has no width."""
    if box.width <= 0:
        return
    item = QgsLayoutItemShape(sheet.layout)
    item.setShapeType(shape)
    symbol = symbols.area(sheet.theme.colour(role), sheet.theme.colour(role), 0.0)
    symbol.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen)
    item.setSymbol(symbol)
    put(sheet.layout, item, name, box)
