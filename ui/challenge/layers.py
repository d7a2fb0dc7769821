"""The layers of a computed challenge in the open project: added in a group of their own, recoloured while weights change."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRenderer,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ...processing.cartography.live_index import class_expression, is_live, live_renderer, recolour
from ...processing.cartography.style import Style
from ...processing.cartography.styles import Theme, apply, keep_style
from ...processing.cartography.theme import theme
from ...processing.challenge.index_preview import Computed
from ...processing.model.challenge import Challenge
from ...processing.model.results import INDEX
from ...processing.qgis_io.opening import open_ogr_layer
from ...processing.texts.language import Language, tr
from ..layer_opening import put_layers
from ..map_tips import map_tip
from ..newest import PART, group_of, switch_off_earlier
from ..settings import settings

RESULT, COMPARISON = "result", "comparison"
ROOM = 1.4
"""How much more than a feature the map shows when it goes there."""


@dataclass
class Shown:
    """A computed challenge in the project; the ids are those of its layers, which a user may have taken away since.

    Attributes
    ----------
    still : QgsFeatureRenderer or None
        How the units were drawn before the map followed a slider: the computed looks, or those that a user gave them.
    """

    computed: Computed
    language: Language
    units: str
    clusters: str
    still: QgsFeatureRenderer | None = None

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The units in the project; None where they are not there any more."""
        return QgsProject.instance().mapLayer(self.units)

    def recolour(self, index: np.ndarray) -> None:
        """Show another index in the units; nothing is written to their layer."""
        layer, classes = self.layer, self.computed.classes
        if layer is None:
            return
        if not is_live(layer):
            self.still = layer.renderer().clone()
            layer.setRenderer(live_renderer(classes, theme(settings.theme), self.language))
        recolour(layer, class_expression(self.computed.ids, classes.find(index)))

    def settle(self) -> None:
        """Show what was computed again, in the looks that it had."""
        layer = self.layer
        if layer is None or not is_live(layer):
            return
        if self.still:
            layer.setRenderer(self.still.clone())
        else:
            apply(layer, units_style(self.computed), theme(settings.theme), self.language)
        layer.triggerRepaint()

    def show_cluster(self, place: int, canvas: QgsMapCanvas) -> None:
        """Take the map to a cluster, by its place in the table, and light it up."""
        show_feature(self.computed.clusters, int(self.computed.cluster_ids[place]), canvas)


def open_computed(computed: Computed, house: Theme, language: Language) -> list[QgsVectorLayer]:
    """Open what was computed in its looks, the top layer first."""
    clusters = open_styled(computed.clusters, tr("Clusters"), Style("clusters", field="cluster_id", label="cluster_label"), house, language)
    clusters.setMapTipTemplate(map_tip(clusters, {"cluster_label": tr("Where"), "population": tr("People"), "mean_value": tr("Index")}))
    units = open_styled(computed.units, tr("Need index"), units_style(computed), house, language)
    units.setMapTipTemplate(map_tip(units, unit_titles(computed.unit_table.challenge, language)))
    return [clusters, units]


def unit_titles(challenge: Challenge, language: Language) -> dict[str, str]:
    """Return what the fields of the units are called at the pointer: where it is, who lives there, the index and what is behind it."""
    spec = challenge.units
    people = {spec.population.field: tr("People")} if spec.population else {}
    titles = {one.id: one.title.of(language.code) for one in challenge.indicators}
    return {spec.name or spec.result_key: tr("Where"), **people, INDEX: tr("Index"), **titles}


def open_change(source: str, other: str, house: Theme, language: Language) -> list[QgsVectorLayer]:
    """Open what `compare_clusters` found."""
    title = tr("Clusters compared with '{other}'").format(other=other)
    return [open_styled(source, title, Style("change", field="change", label="cluster_label"), house, language)]


def open_styled(source: str, title: str, style: Style, house: Theme, language: Language) -> QgsVectorLayer:
    """Open a layer in its looks, with a note which they are."""
    layer = open_ogr_layer(source, title)
    apply(layer, style, house, language)
    keep_style(layer, style)
    return layer


def units_style(computed: Computed) -> Style:
    """Return the looks of the index."""
    return Style("units", field=INDEX, breaks=computed.classes.edges)


def adding(
    layers: list[QgsVectorLayer], part: str, challenge: Challenge, language: Language, canvas: QgsMapCanvas, name: str = ""
) -> Generator[None, None, list[str]]:
    """Add layers to the project, the first one on top, in the challenge's group, and return their ids; earlier ones of the same part go.

    The group gets the name; an empty one leaves that it has.
    """
    group, ids = group_of(challenge.id, challenge.title.of(language.code)), [layer.id() for layer in layers]
    if name:
        group.setName(name)
    old = [tree.layerId() for tree in group.findLayers() if tree.layer() and tree.layer().customProperty(PART) == part]
    QgsProject.instance().removeMapLayers(old)
    for layer in layers:
        layer.setCustomProperty(PART, part)
    if part == RESULT:
        switch_off_earlier(group)
    yield from put_layers(canvas, group, layers, 0 if part == COMPARISON else len(group.children()))
    return ids


def show_feature(source: str, id: int, canvas: QgsMapCanvas) -> None:
    """Take the map to a feature of a layer and light it up."""
    layer = open_ogr_layer(source, "")
    geometry = layer.getFeature(id).geometry()
    if not geometry.isNull():
        show_extent(geometry.boundingBox(), layer, canvas)
        canvas.flashGeometries([geometry], layer.crs())


def show_extent(extent: QgsRectangle, layer: QgsVectorLayer, canvas: QgsMapCanvas) -> None:
    """Take the map to an extent in a layer's coordinates, with some room around it; stay where that has no place on the map."""
    try:
        extent = QgsCoordinateTransform(layer.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance()).transformBoundingBox(
            extent
        )
    except QgsCsException:
        return
    extent.scale(ROOM)
    canvas.setExtent(extent)
    canvas.refresh()


def show_all(shown: Shown, canvas: QgsMapCanvas) -> None:
    """Take the map to the units where it shows none of them; nowhere where they went with a project that was closed."""
    layer = shown.layer
    if layer is None:
        return
    extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    if not canvas.extent().intersects(extent):
        show_extent(layer.extent(), layer, canvas)
