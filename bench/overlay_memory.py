"""What an overlay takes as it grows: memory above a QGIS that does nothing, ten times the polygons, a million of them."""

from __future__ import annotations

from functools import partial

from opgavenkaart.bench.harness import Case, grows_at_most, megabytes_above
from opgavenkaart.bench.overlay import laid, overlay

TITLE = "Overlay, memory and growth"
BARE = "QGIS that does nothing"


def cases(quick: bool) -> list[Case]:
    """Memory of M, growth to ten times as many polygons on as much more ground, and memory of a million polygons; S in a quick run."""
    size = "S" if quick else "M"
    memory = Case(f"{size}, memory", partial(laid, size), partial(overlay, 0), nothing, BARE, repeat=1, goal=megabytes_above(600))
    if quick:
        return [memory]
    return [
        memory,
        Case("10 x M", both, larger, smaller, "M", repeat=1, goal=grows_at_most(11, 1.5)),
        Case("L, memory", partial(laid, "L"), partial(overlay, 0), nothing, BARE, repeat=1, goal=megabytes_above(2000)),
    ]


def nothing(layers: list[str]) -> str:
    return ""


def both() -> dict[str, list[str]]:
    return {size: laid(size) for size in ("M", "10 x M")}


def larger(layers: dict[str, list[str]]) -> str:
    return overlay(0, layers["10 x M"])


def smaller(layers: dict[str, list[str]]) -> str:
    return overlay(0, layers["M"])
