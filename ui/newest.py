"""Of one challenge the map shows the newest result: what an earlier one left stays in the list of layers, switched off."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject
from qgis.gui import QgsMapCanvas

from ..processing.cartography.heavy_layers import draw_close_only, is_heavy
from ..processing.cartography.map_content import KEY_PROPERTY
from ..processing.model.results import CLUSTERS, FRINGE, UNITS
from ..processing.texts.language import Language
from .project_files import add_to_project
from .recent import Recent
from .result_places import own_group, own_group_if_any

OWNER, MAP, PART = "opgavenkaart/challenge", "opgavenkaart/map", "opgavenkaart/part"
"""Properties: of a group the challenge whose results lie in it, and the manifest where they are an integrated map; of a layer which of the
results it is."""


def group_of(challenge: str, title: str, manifest: str = "") -> QgsLayerTreeGroup:
    """Return the group of a challenge's results, or of one of its integrated maps; a new one of that title, on top, where there is none."""
    above, owner = own_group(), (challenge, manifest)
    group = next((one for one in above.findGroups() if (one.customProperty(OWNER), one.customProperty(MAP) or "") == owner), None)
    if group is None:
        group = above.insertGroup(0, title)
        group.setCustomProperty(OWNER, challenge)
        group.setCustomProperty(MAP, manifest)
    return group


def switch_off_earlier(group: QgsLayerTreeGroup) -> None:
    """Switch off what other groups have of the same challenge's index and clusters; what lies under them stays on."""
    for other in own_group().findGroups():
        if other != group and other.customProperty(OWNER) == group.customProperty(OWNER):
            for tree in other.findLayers():
                if tree.layer() and is_result(tree.layer()):
                    tree.setItemVisibilityChecked(False)


def is_result(layer: QgsMapLayer) -> bool:
    """Whether a layer shows index or clusters, or what became of them."""
    return bool(layer.customProperty(PART)) or layer.customProperty(KEY_PROPERTY) in (UNITS, CLUSTERS, FRINGE)


def open_map(
    canvas: QgsMapCanvas,
    bundle: Recent,
    language: Language,
    failed: Callable[[list[str]], None],
    done: Callable[[list[QgsMapLayer]], None] = lambda layers: None,
) -> None:
    """Put the layers of an integrated map into the open project, in a group of its own, in the place of those that it has there already."""

    def group() -> QgsLayerTreeGroup:
        found = group_of(bundle.challenge, bundle.name(language), bundle.manifest)
        found.setName(bundle.name(language))
        QgsProject.instance().removeMapLayers(
            [tree.layerId() for tree in found.findLayers() if tree.layer() and tree.layer().customProperty(KEY_PROPERTY)]
        )
        switch_off_earlier(found)
        return found

    add_to_project(canvas, bundle.files[".qgz"], failed, done, group=group, shown=bound_to_scale)


def is_in_project(bundle: Recent) -> bool:
    """Return whether the open project has the layers of an integrated map."""
    above = own_group_if_any()
    groups = [one for one in above.findGroups() if one.customProperty(MAP) == bundle.manifest] if above else []
    return any(tree.layer() and tree.layer().isValid() for one in groups for tree in one.findLayers())


def bound_to_scale(layer: QgsMapLayer, visible: bool) -> bool:
    """Have a heavy layer that is switched off drawn close by only, for whoever switches it on; return whether it is on."""
    if not visible and is_heavy(layer):
        draw_close_only(layer)
    return visible
