"""Printed maps: which there are, and a layout made from a map's content by one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsPrintLayout, QgsProject

from ..model.progress import SILENT, Progress
from ..texts.language import Language
from .background import with_whole_background
from .map_content import MapContent
from .map_templates.before_after import before_after
from .map_templates.bivariate import bivariate
from .map_templates.one_map import plain, side_panel
from .map_templates.request import MapOrder
from .map_templates.small_multiples import small_multiples
from .page import read_template
from .theme import Theme
from .theme import theme as house_style

BUILDERS: dict[str, Callable[[MapOrder], QgsPrintLayout]] = {
    "map": plain,
    "side_panel": side_panel,
    "before_after": before_after,
    "small_multiples": small_multiples,
    "bivariate": bivariate,
}


def build_map(
    project: QgsProject,
    content: MapContent,
    paper: str = "a3",
    orientation: str = "landscape",
    language: Language | None = None,
    theme: Theme | None = None,
    template: str = "map",
    progress: Progress = SILENT,
    **more: Any,
) -> QgsPrintLayout:
    """Make a map as a layout of the project.

    Parameters
    ----------
    project : QgsProject
        Holds the layers; it owns the layout.
    content : MapContent
        What the map says.
    paper, orientation : str
        ``a4``, ``a3`` or ``a2``; ``landscape`` or ``portrait``.
    language, theme : Language, Theme
        Dutch and the house style where they are not given.
    template : str
        A key of `BUILDERS`.
    progress : Progress
        Hears in warnings what had to be shortened to fit.
    more
        ``shown``, ``titled`` and ``other`` of `map_templates.request.MapOrder`.

    Raises
    ------
    OpgaveError
        There is nothing to draw, no such paper, orientation or template, or not what the template compares.
    """
    read_template(template)
    content = with_whole_background(project, content, progress)
    order = MapOrder(project, content, paper, orientation, language or Language("nl"), theme or house_style(), template, progress, **more)
    return BUILDERS[template](order)
