"""What the detail of a page shows beside the layers of the map: the points of the challenge, and what streets and places are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...cartography import labels, symbols
from ...cartography.looks.ground import ROAD_CLASS, style_background
from ...cartography.map_content import KEY_PROPERTY
from ...cartography.theme import Theme
from ...model.results import UNITS
from ..bundles import Bundle
from .pages import NamedLayer, Page

NAMES = ("name", "title", "naam", "titel", "label")
"""Fields with what a feature is called, in lower case, the likeliest first."""
MOST_POINTS = 300
"""Points of a layer on a page, at most: more, such as all addresses, would hide the ground. The page counts them."""
MOST_NAMES = 60
"""Points of a layer on a page, at most, for them to bear names: those of hundreds of stops would hide all others."""
SHAPES = ("circle", "square", "diamond", "triangle")
"""Of the points of one layer after the other, so that their colours need not be told apart."""
SIZE, SIZE_OF_MANY = 1.6, 0.9
"""Width of a point, as a multiple of the theme's."""
NAME_PRIORITY = 8
STREETS_BELOW, UNITS_BELOW = 15_000, 20_000
"""Scale denominators below which each street, and each unit, bears its name."""


def named_layers(bundle: Bundle, pages: Sequence[Page], titles: Mapping[str, str]) -> tuple[NamedLayer, ...]:
    """Return the layers that the pages show with names, the top one first; ``titles`` of the records that may be passed on, by id."""
    return tuple(_named_layers(bundle, pages, titles))


def _named_layers(bundle: Bundle, pages: Sequence[Page], titles: Mapping[str, str]) -> Iterator[NamedLayer]:
    challenge = bundle.challenge
    for rows in zip(*(page.inside for page in pages), strict=True):
        first = rows[0]
        most = max(row.count for row in rows)
        if first.record in titles and 0 < most <= MOST_POINTS:
            name = name_field(bundle.layer(first.record)) if most <= MOST_NAMES else ""
            yield NamedLayer(first.record, first.title, "points" if name else "many_points", name)
    for role in ("roads", "parks", "water"):
        id = getattr(challenge.background, role)
        if id in titles and (name := name_field(bundle.layer(id))):
            yield NamedLayer(id, titles[id], role, name)
    if challenge.areas and challenge.areas.layer in titles:
        yield NamedLayer(challenge.areas.layer, titles[challenge.areas.layer], "areas", challenge.areas.name)
    if challenge.units.name:
        yield NamedLayer(UNITS, "", "units", challenge.units.name)


def name_field(layer: QgsVectorLayer) -> str:
    """Return the field with the names of a layer's features; empty where it has none of the usual ones."""
    fields = {name.lower(): name for name in reversed(layer.fields().names())}
    return next((fields[name] for name in NAMES if name in fields), "")


@dataclass(frozen=True)
class Dressed:
    """Layers of a project as the details show them, each with its title: points, and areas with their names."""

    points: tuple[tuple[QgsMapLayer, str], ...] = ()
    areas: tuple[tuple[QgsMapLayer, str], ...] = ()


def dress(project: QgsProject, named: Sequence[NamedLayer], theme: Theme) -> Dressed:
    """Give the layers of a project their points and names, and return those that a map has to draw besides its own.

    Those that the project lacks are passed over.
    """
    by_key = {layer.customProperty(KEY_PROPERTY): layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer)}
    found: dict[str, list[tuple[QgsMapLayer, str]]] = {role: [] for role in LOOKS}
    for one in named:
        layer = by_key.get(one.key)
        if layer is not None and layer.isValid():
            LOOKS[one.role](layer, one.name, len(found["points"]) + len(found["many_points"]), theme)
            found[one.role].append((layer, one.title))
    return Dressed((*found["points"], *found["many_points"]), tuple(found["areas"]))


def dress_points(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Draw points as dots, with their names where there is room."""
    size = SIZE * theme.widths["point"]
    draw_points(layer, number, size, theme)
    labels.label_points(layer, labels.break_lines(layer, name), f"{NAME_PRIORITY}", size, theme)


def dress_many_points(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Draw the points of a layer that has many of them small and without names."""
    draw_points(layer, number, SIZE_OF_MANY * theme.widths["point"], theme)
    layer.setLabelsEnabled(False)


def draw_points(layer: QgsVectorLayer, number: int, size: float, theme: Theme) -> None:
    """Draw points as dots of ``size`` millimetres, in the shape and colour that belong to a number."""
    colours = theme.ramps["overlay"]
    colour, shape = QColor(colours[number % len(colours)]), SHAPES[number % len(SHAPES)]
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.dot(colour, size, theme, shape)))


def dress_areas(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Draw the borders of neighbourhoods, and write what they are called."""
    style_background(layer, "boundary", theme)
    labels.label_within(layer, name, theme.text_format("map_label"), theme)


def name_units(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Write what units are called, on maps of few of them."""
    labels.label_within(layer, name, theme.text_format("small"), theme, UNITS_BELOW)


def name_ground(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Write what parks and waters are called, where they are large enough."""
    labels.label_within(layer, name, theme.text_format("small"), theme)


def name_streets(layer: QgsVectorLayer, name: str, number: int, theme: Theme) -> None:
    """Write what streets are called along them, on maps of much ground the main ones only."""
    road_class = ROAD_CLASS if layer.fields().lookupField(ROAD_CLASS) >= 0 else ""
    main = [name for kind in theme.roads for name in kind.classes] if road_class else []
    labels.label_lines(layer, name, road_class, main, STREETS_BELOW, theme)


LOOKS: Mapping[str, Callable[[QgsVectorLayer, str, int, Theme], None]] = {
    "points": dress_points,
    "many_points": dress_many_points,
    "roads": name_streets,
    "parks": name_ground,
    "water": name_ground,
    "areas": dress_areas,
    "units": name_units,
}
