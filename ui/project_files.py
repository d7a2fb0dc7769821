"""The layers of a project file, put into the project that is open."""

from __future__ import annotations

from collections.abc import Callable, Generator

from qgis.core import QgsFeatureRenderer, QgsLayerTreeGroup, QgsLayerTreeLayer, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip

from ..processing.cartography.project_layers import project_layers
from ..processing.cartography.raster_looks import draw_in_greys
from ..processing.model.progress import Progress
from . import message_bar
from .layer_opening import open_layers, put_layers
from .result_places import own_group


def add_to_project(
    canvas: QgsMapCanvas,
    path: str,
    failed: Callable[[list[str]], None],
    done: Callable[[list[QgsMapLayer]], None],
    styled: bool = True,
    group: Callable[[], QgsLayerTreeGroup] = own_group,
    shown: Callable[[QgsMapLayer, bool], bool] = lambda layer, visible: visible,
) -> None:
    """Put the layers of a project file into a group of the open project while the window goes on.

    Parameters
    ----------
    failed : callable
        Gets sentences where the file cannot be read.
    done : callable
        Gets the layers.
    group : callable
        Returns the group when the layers are there to be put into it.
    shown : callable, optional
        Called in another thread with each layer and whether the file has it switched on; returns whether it is here.
    """
    transforms, hidden = QgsProject.instance().transformContext(), set()

    def opened(progress: Progress) -> list[QgsMapLayer]:
        layers = []
        for layer, visible in project_layers(path, transforms):
            progress.check()
            layers.append(describe_layer(layer, styled))
            if not shown(layer, visible):
                hidden.add(layer.id())
        return layers

    def adding(layers: list[QgsMapLayer]) -> Generator[None, None, list[QgsMapLayer]]:
        yield from put_layers(canvas, group(), layers, entry=lambda layer: fold_entry(layer, layer.id() not in hidden))
        return [layer for layer in layers if not sip.isdeleted(layer)]

    open_layers(opened, adding, done, lambda work: failed(message_bar.why(work.error)))


def fold_entry(layer: QgsMapLayer, visible: bool) -> QgsLayerTreeLayer:
    """Return a layer's entry in the list of layers, its legend folded away: the list stays short, and comes faster."""
    entry = QgsLayerTreeLayer(layer)
    entry.setExpanded(False)
    entry.setItemVisibilityChecked(visible)
    return entry


def describe_layer(layer: QgsMapLayer, styled: bool) -> QgsMapLayer:
    """Return a layer with a map tip in words, and in QGIS's own looks where no style is wanted."""
    from .map_tips import map_tip

    if isinstance(layer, QgsVectorLayer):
        if not layer.mapTipTemplate():
            layer.setMapTipTemplate(map_tip(layer))
        if not styled and layer.isSpatial():
            layer.setRenderer(QgsFeatureRenderer.defaultRenderer(layer.geometryType()))
            layer.setLabelsEnabled(False)
    elif isinstance(layer, QgsRasterLayer) and not styled:
        draw_in_greys(layer)
    return layer
