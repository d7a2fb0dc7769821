"""HTML pages from the templates in ``resources/templates``, self-contained and in one language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model.files import RESOURCES, JsonObject, plugin_version
from ..model.house_style import house_colours, house_shades, mix_colours
from ..model.own_use import list_closed
from .language import Language

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

BEFORE_SIGN, NO_BREAK = re.compile(r"(?<=\d) (?=[%‰])"), "\u00a0"
"""The space between a number and its per cent sign, and the one that no line breaks at."""


def render(template: str, content: JsonObject, language: Language) -> str:
    """Return a page: ``t`` in the template translates, ``n`` writes numbers, ``d`` dates; ``version`` is the plugin's.

    ``colours`` are the house style's by role, where ``content`` brings no other theme's; ``shades`` gives those of a ramp, ``tint``
    the background of a cell.
    """
    return BEFORE_SIGN.sub(NO_BREAK, _environment(language.code, RESOURCES / "templates").get_template(template).render(content))


@lru_cache
def _environment(code: str, folder: Path) -> Environment:
    """Return what the templates of a folder are read in for one language; it keeps those that it compiled, which is slow."""
    from jinja2 import Environment, FileSystemLoader

    language, loader = Language(code), FileSystemLoader(folder)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(t=language.tr, n=language.number, d=language.date, language=code, version=plugin_version())
    environment.globals.update(closed=list_closed)
    environment.globals.update(colours=house_colours(), shades=house_shades, tint=tint)
    return environment


def tint(share: float) -> str:
    """Return the background (``#rrggbb``) of a cell of a table: the paper for 0, light need for 1, mixed evenly between; missing is as 0.

    >>> tint(0) == tint(float("nan")) == house_colours()["paper"], tint(1) == tint(7) == house_shades("need")[1]
    (True, True)
    """
    return mix_colours(house_colours()["paper"], house_shades("need")[1], min(max(0.0, share), 1.0))
