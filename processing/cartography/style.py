"""What a layer shows, apart from how that looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsVectorLayer

from ..texts.language import Language
from .theme import Theme


@dataclass(frozen=True)
class CarriedLayer:
    """A layer that the integrated layer carries: the field with the number of its features, and its title."""

    field: str
    title: str


@dataclass(frozen=True)
class Style:
    """Which looks a layer has, so that it can be styled again in another language or theme.

    Attributes
    ----------
    kind : str
        A key of `looks.LOOKS`, such as ``units``, ``indicator``, ``clusters`` or ``plain``.
    field : str
        The field that is shown: the index, the indicator, the rank of clusters, the class of roads.
    breaks : tuple of float
        The edges of the classes, from low to high, one more than there are classes.
    unit : str
        What an indicator is measured in.
    label : str
        The field with the names of clusters, or of areas.
    method : str
        The cluster method behind the units' types.
    overlays : tuple of CarriedLayer
        What an integrated layer carries.
    opacity : float
        Opacity (0-1) of areas that lie on a background service.
    named_from : float, optional
        The value of ``field`` from which areas bear their name on the map; without it none does.
    field_2, breaks_2 : str, tuple of float
        The second number of a map of two, and the edges of its classes.
    """

    kind: str
    field: str = ""
    breaks: tuple[float, ...] = ()
    unit: str = ""
    label: str = ""
    overlays: tuple[CarriedLayer, ...] = ()
    opacity: float = 1.0
    method: str = ""
    named_from: float | None = None
    field_2: str = ""
    breaks_2: tuple[float, ...] = ()


Look = Callable[[QgsVectorLayer, Style, Theme, Language], None]
"""Gives a layer its renderer, and labels where it has any."""
