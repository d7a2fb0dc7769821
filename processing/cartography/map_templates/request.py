"""What is ordered of a printed map, and the layers that it compares."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qgis.core import Qgis, QgsLayoutItemMap, QgsMapLayer, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.text import did_you_mean
from ...texts.language import Language
from .. import map_texts
from ..map_blocks import Block, drawn_layers, footer, header, map_extent, put_columns
from ..map_content import MapContent, layer_key
from ..page import PageParts, areas
from ..sheet import Sheet, new_sheet
from ..styles import kept_style
from ..theme import Theme

BACKGROUND_KINDS = ("water", "parks", "roads", "boundary", "plain")
"""Looks that orient and compete with nothing."""
NO_TITLES: Mapping[str, str] = {}


@dataclass(frozen=True)
class MapOrder:
    """A printed map as it is ordered.

    Attributes
    ----------
    shown : tuple of str
        Keys or names of the layers that a template compares; empty: those that suit it.
    titled : bool
        Whether the content's title is the user's own, which no finding takes the place of.
    other : (QgsProject, MapContent) or None
        A second project to compare with, such as that of a later year.
    """

    project: QgsProject
    content: MapContent
    paper: str
    orientation: str
    language: Language
    theme: Theme
    template: str
    progress: Progress = SILENT
    shown: tuple[str, ...] = ()
    titled: bool = False
    other: tuple[QgsProject, MapContent] | None = None

    def sheet(self, title: str) -> Sheet:
        """Return an empty sheet; ``title`` is what the template is called in the product's language."""
        orientation = map_texts.orientation(self.orientation, self.language)
        name = f"{title} {self.paper.upper()} {orientation}"
        return new_sheet(self.project, name, self.template, self.paper, self.orientation, self.theme, self.language, self.progress)

    @property
    def subjects(self) -> list[NumberLayer]:
        """The layers of areas that show a number, the top one first."""
        return of_project(self.project, self.content.titles)

    @property
    def indicators(self) -> list[NumberLayer]:
        """The layers of single indicators that an integrated map left."""
        return [one for one in self.subjects if layer_key(one.layer).startswith("indicator:")]

    @property
    def named(self) -> list[NumberLayer]:
        """The layers that the user names."""
        return [by_name(self.project, name, self.content.titles) for name in self.shown]

    def layers(self) -> list[QgsMapLayer]:
        """Return the layers of the plain map, the top one first."""
        return drawn_layers(self.project, self.content, self.progress)

    def extent(self, layers: Sequence[QgsMapLayer]) -> QgsRectangle:
        """Return the ground to show."""
        return map_extent(self.project, self.content, layers)

    def found(self, finding: str) -> MapOrder:
        """Return the order with a finding as title, unless the user gave one."""
        return self if self.titled or not finding else replace(self, content=replace(self.content, title=finding))


@dataclass(frozen=True)
class NumberLayer:
    """A layer that shows a number by class.

    Attributes
    ----------
    field, unit : str
        What is shown, and what it is measured in.
    """

    layer: QgsVectorLayer
    title: str
    field: str
    unit: str = ""


def begin(order: MapOrder, title: str, aspect: float) -> tuple[Sheet, PageParts]:
    """Return the sheet with its header, and the parts below that; ``aspect``: width over height of all that the maps show."""
    sheet = order.sheet(title)
    used = header(sheet, order.content)
    body = sheet.printable.below(used + sheet.gap)
    return sheet, areas(sheet.template, order.orientation, body, sheet.short, aspect)


def finish(order: MapOrder, sheet: Sheet, parts: PageParts, first: QgsLayoutItemMap, blocks: Mapping[str, Block]) -> QgsPrintLayout:
    """Fill panel and footer and return the layout.

    Parameters
    ----------
    first : QgsLayoutItemMap
        The map whose scale is stated.
    blocks : mapping of str to Block
        What stands in the panel.
    """
    put_columns(sheet, parts, blocks)
    footer(sheet, order.content, parts.footer, first)
    return sheet.layout


def names_in(text: str) -> tuple[str, ...]:
    """Return the names between commas; one that holds a comma itself stands in quotes."""
    return tuple(name.strip() for row in csv.reader([text], skipinitialspace=True) for name in row if name.strip())


def find_measure(layer: QgsMapLayer, titles: Mapping[str, str] = NO_TITLES) -> NumberLayer | None:
    """Return the number that a layer's looks show, under the title of its key or its own name; None where they show none."""
    if not isinstance(layer, QgsVectorLayer):
        return None
    style, renderer = kept_style(layer), layer.renderer()
    graduated = renderer.classAttribute() if renderer and renderer.type() == "graduatedSymbol" else ""
    field = style.field if style else graduated.strip('"')
    at = layer.fields().lookupField(field)
    if at < 0 or not layer.fields().at(at).isNumeric():
        return None
    return NumberLayer(layer, titles.get(layer_key(layer), layer.name()), field, style.unit if style else "")


def of_project(project: QgsProject, titles: Mapping[str, str]) -> list[NumberLayer]:
    """Return the project's layers of areas that show a number, the top one first."""
    found = [find_measure(layer, titles) for layer in project.layerTreeRoot().layerOrder() if layer.isValid()]
    return [one for one in found if one and one.layer.renderer().type() in ("RuleRenderer", "graduatedSymbol") and _areas(one.layer)]


def _areas(layer: QgsVectorLayer) -> bool:
    return layer.geometryType() == Qgis.GeometryType.Polygon


def by_name(project: QgsProject, name: str, titles: Mapping[str, str]) -> NumberLayer:
    """Return a layer that shows a number by its key, the end of it, or its name.

    Raises
    ------
    OpgaveError
        There is none, or it shows no number.
    """
    layers = {layer_key(layer): layer for layer in project.mapLayers().values()}
    ends = {key.rpartition(":")[2]: layer for key, layer in layers.items()}
    names = {layer.name(): layer for layer in layers.values()}
    layer = layers.get(name) or names.get(name) or ends.get(name)
    if layer is None:
        near = did_you_mean(name, [*names, *ends])
        if near:
            raise OpgaveError("The project has no layer '{layer}'. Did you mean '{near}'?", layer=name, near=near)
        raise OpgaveError("The project has no layer '{layer}'. It has: {layers}.", layer=name, layers=", ".join(sorted(names)))
    found = find_measure(layer, titles)
    if found is None:
        raise OpgaveError("Layer '{layer}' shows no number by class: choose another, or give it graduated colours.", layer=layer.name())
    return found


def adopt_layer(order: MapOrder, of: NumberLayer) -> NumberLayer:
    """Return a layer of another project as one of the order's own, which its tree does not show."""
    if of.layer.project() in (order.project, None):
        return of
    copy = of.layer.clone()
    order.project.addMapLayer(copy, False)
    return replace(of, layer=copy)


def background_of(layers: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return what a map shows beside the areas that it is about: without clusters and other areas with a number."""
    return [layer for layer in layers if not is_subject(layer)]


def over(background: Sequence[QgsMapLayer], subject: QgsMapLayer) -> list[QgsMapLayer]:
    """Return the layers of a map: the background's lines and areas over its subject, a picture below it."""
    vectors = [layer for layer in background if isinstance(layer, QgsVectorLayer)]
    return [*vectors, subject, *(layer for layer in background if layer not in vectors)]


def is_subject(layer: QgsMapLayer) -> bool:
    """Whether a layer is what a map is about: clusters, or areas that show a number."""
    style = kept_style(layer)
    if style:
        return style.kind not in BACKGROUND_KINDS
    return find_measure(layer) is not None
