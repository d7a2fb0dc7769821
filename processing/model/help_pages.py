"""Help in Dutch and English: a page for each algorithm and each dock, and for each algorithm a picture that serves both languages."""

from __future__ import annotations

import re
from pathlib import Path

from .files import RESOURCES

FOLDER = RESOURCES / "help"
PICTURES = FOLDER / "pictures"
SIZE = (224, 112)
"""Of each picture: as wide as the help beside an algorithm's parameters is when QGIS opens it."""


def help_text(name: str, language: str) -> str:
    """Return the help page of an algorithm or dock in ``nl`` or ``en``; English where there is no Dutch, empty where there is none."""
    for code in (language, "en"):
        path = FOLDER / code / f"{name}.html"
        if path.exists():
            return path.read_text(encoding="utf-8")
    return ""


def picture_path(name: str) -> Path:
    """Return where the picture of an algorithm is."""
    return PICTURES / f"{name}.svg"


def picture_words(name: str, language: str) -> str:
    """Return what a picture shows, for whoever does not see it: its title in that language, empty without one."""
    found = re.search(rf'<title lang="{language}">(.*?)</title>', picture_path(name).read_text(encoding="utf-8"))
    return found[1] if found else ""


def help_page(name: str, language: str, address: str) -> str:
    """Return the help page with its picture, which is at ``address``, above the text; without one where there is none."""
    text = help_text(name, language)
    if not picture_path(name).exists():
        return text
    width, height = SIZE
    return f'<p><img src="{address}" width="{width}" height="{height}" alt="{picture_words(name, language)}"></p>\n{text}'
