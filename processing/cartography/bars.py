"""Bars on a sheet: a value between the lowest and the highest, with a mark to compare it with."""

from __future__ import annotations

from .page import Box
from .sheet import DRAWING, LEFT, Sheet, label, put_picture


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
    label(sheet.layout, name, fitted, box.top(fitted.height), LEFT)
    drawing = bar_drawing(sheet, here, mark, strong, box.width, sizes["height"], sizes["mark"])
    put_picture(sheet.layout, f"{name}_bar", drawing, box.below(fitted.height).top(sizes["height"] + sizes["mark"]), DRAWING)
    return fitted.height + own


def bar_drawing(sheet: Sheet, here: float, mark: float | None, strong: bool, width: float, height: float, sign: float) -> bytes:
    """Return a bar as SVG, in millimetres: one picture is put on a sheet sooner than three shapes."""
    rest, filled, ink = (sheet.theme.colour(role).name() for role in ("line", "accent" if strong else "quiet", "ink"))
    long = min(max(here, 0.0), 1.0) * width
    parts = [f'<rect width="{width:.3f}" height="{height:.3f}" fill="{rest}"/>']
    parts += [f'<rect width="{long:.3f}" height="{height:.3f}" fill="{filled}"/>'] if long else []
    if mark is not None:
        left = min(max(mark * width - sign / 2, 0.0), width - sign)
        corners = f"{left:.3f},{height + sign:.3f} {left + sign:.3f},{height + sign:.3f} {left + sign / 2:.3f},{height:.3f}"
        parts.append(f'<polygon points="{corners}" fill="{ink}"/>')
    size = f'width="{width:.3f}mm" height="{height + sign:.3f}mm" viewBox="0 0 {width:.3f} {height + sign:.3f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'.encode()
