"""House styles whose ramps have other numbers of colours than the built-in one."""

import json
from pathlib import Path

from opgavenkaart.processing.model.house_style import mix_colours

DARKEST = {"need": "#ff6600", "indicator": "#6600ff", "overlay": "#009966"}
COUNTS = (2, 3, 5, 9)
TELLING = 12.0
"""Distance in CIELAB (CIE 1976) that can be told in areas that do not touch, as in a legend; just noticeable side by side is 2.3."""


def own_ramps(count: int) -> dict[str, list[str]]:
    """Return ramps of so many colours, each from nearly white to its own dark one."""
    return {use: [mix_colours("#fafafa", dark, place / (count - 1)) for place in range(count)] for use, dark in DARKEST.items()}


def write_theme(path: Path, count: int) -> Path:
    """Write a house style with such ramps, and return its path."""
    path.write_text(json.dumps({"ramps": own_ramps(count)}), encoding="utf-8")
    return path
