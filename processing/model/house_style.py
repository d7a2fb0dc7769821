"""The file of the house style, and its colours for those who draw no map: windows and pages."""

from __future__ import annotations

from functools import cache

from .files import RESOURCES, JsonObject, read_json

HOUSE_STYLE = RESOURCES / "styles" / "theme.json"


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
