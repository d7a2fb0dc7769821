"""The file of the house style, and its colours for those who draw no map: windows and pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .files import RESOURCES, JsonObject, read_json

HOUSE_STYLE = RESOURCES / "styles" / "theme.json"
SHADES = 5
"""Shades of a ramp, from light to dark, by which maps, windows and pages name its colours, however many the ramp has itself."""


@cache
def house_colours() -> dict[str, str]:
    """Return the colours (``#rrggbb``) of the house style by role, such as ``ink`` or ``stale``.

    >>> {"ink", "stale"} <= set(house_colours())
    True
    """
    document: JsonObject = read_json(HOUSE_STYLE)
    return dict(document["colours"])


@cache
def house_ramp(use: str) -> tuple[str, ...]:
    """Return the colours of a ramp of the house style: ``need`` from light to dark, ``series`` by order of taking, and so on."""
    document: JsonObject = read_json(HOUSE_STYLE)
    return tuple(document["ramps"][use])


@cache
def house_shades(use: str, count: int = SHADES) -> tuple[str, ...]:
    """Return ``count`` shades of a ramp of the house style, evenly spread over it."""
    return spread_ramp(house_ramp(use), count)


def spread_ramp(colours: Sequence[str], count: int) -> tuple[str, ...]:
    """Return ``count`` colours (``#rrggbb``) evenly spread over a ramp of two or more; the middle one where one is asked.

    >>> spread_ramp(house_ramp("need"), len(house_ramp("need"))) == house_ramp("need")
    True
    """
    if count == 1:
        return (colours[len(colours) // 2],)
    spread = []
    for place in range(count):
        at = place / (count - 1) * (len(colours) - 1)
        low = min(int(at), len(colours) - 2)
        spread.append(mix_colours(colours[low], colours[low + 1], at - low))
    return tuple(spread)


def mix_colours(first: str, second: str, share: float) -> str:
    """Return the colour (``#rrggbb``) at a share (0-1) of the way from one to another."""
    bands = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in bands)
