"""The colours of a web map, light and dark: all from the house style, none of the page's own."""

from __future__ import annotations

from typing import Any

from ...analysis.classes import CLASSES
from ...cartography.theme import Theme
from ...model.house_style import SHADES, mix_colours, spread_ramp

RAMPS = ("need", "indicator")
DEEP, GLOWING = 0.38, 0.9
"""How far the two darkest shades of a dark page are on the way from its ground to the darkest one of the ramp."""
LIGHTER = 0.45
"""How far the colours of layers are on the way to the letters of a dark page."""


def page_palettes(theme: Theme) -> dict[str, dict[str, Any]]:
    """Return the colours of the page and its map, ``light`` and ``dark``.

    Each holds ``#rrggbb`` by role (``colours``), the colours of 0, 1, 2... classes for each use (``ramps``), that of bars (``bar``) and
    those of layers (``overlay``).
    """
    ramps = {use: spread_ramp(theme.ramps[use], SHADES) for use in RAMPS}
    colours, overlay = theme.colours | theme.dark, theme.ramps["overlay"]
    glowing = {use: let_glow(ramp, colours["land"]) for use, ramp in ramps.items()}
    return {
        "light": palette(theme.colours, {use: theme.ramps[use] for use in RAMPS}, overlay),
        "dark": palette(colours, glowing, [mix_colours(colour, colours["ink"], LIGHTER) for colour in overlay]),
    }


def palette(colours: dict[str, str], ramps: dict[str, tuple[str, ...]], overlay: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """Return the colours of one scheme as plain values."""
    return {
        "colours": colours,
        "ramps": {use: [list(spread_ramp(ramp, count)) for count in range(CLASSES + 1)] for use, ramp in ramps.items()},
        "bar": spread_ramp(ramps["need"], SHADES)[3],
        "overlay": list(overlay),
    }


def let_glow(shades: tuple[str, ...], ground: str) -> tuple[str, ...]:
    """Return a ramp for a dark ground, on which the need glows: it runs from dark to light."""
    *light, darkest = shades
    return (mix_colours(ground, darkest, DEEP), mix_colours(ground, darkest, GLOWING), *light[:0:-1])
