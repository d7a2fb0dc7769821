"""Layers that someone added to a map of ours: what they say, and how the map makes room for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsMapLayer, QgsProject

from ..texts.language import Language
from .layer_words import LayerWords, kept_words
from .map_content import KEY_PROPERTY, MapContent, SourceLine, layer_key
from .project import origin_of
from .styles import apply, keep_style, kept_style
from .theme import Theme

QUIET = 0.4
"""Opacity (0-1) of the areas below a layer that is what the map is about."""
SAME_CLUSTERS = "coalition"
"""Looks of a layer that shows the map's clusters once more, with something else."""


def is_added(layer: QgsMapLayer, content: MapContent) -> bool:
    """Return whether someone added a layer to a map: it has no key of ours, and the map's content does not know it."""
    known = {*content.layers, *(entry.key for entry in content.legend)}
    return not layer.customProperty(KEY_PROPERTY) and layer.id() not in known


def shown_layers(project: QgsProject) -> list[QgsMapLayer]:
    """Return the layers that are switched on, the top one first; one that stands in the list of layers twice comes once."""
    root = project.layerTreeRoot()
    return list({layer.id(): layer for layer in root.layerOrder() if root.findLayer(layer).isVisible()}.values())


def with_added(project: QgsProject, content: MapContent, language: Language, theme: Theme) -> MapContent:
    """Return a map's content with the layers that were added: among the sources, and the finding of the top one that has one as title.

    The areas below such a layer become quiet, and where to begin is left out; where it shows the map's clusters once more, those of the
    map itself go.
    """
    added = [layer for layer in shown_layers(project) if layer.isValid() and is_added(layer, content)] if content.layers else []
    if not added:
        return content
    words = {layer.id(): said for layer in added if (said := kept_words(layer, language))}
    lines = [source_line(layer, words.get(layer.id())) for layer in added]
    titles = content.titles | {layer_id: said.title for layer_id, said in words.items()}
    content = replace(content, sources=(*lines, *content.sources), titles=titles)
    finding = next((words[layer.id()].finding for layer in added if layer.id() in words and words[layer.id()].finding), "")
    if not finding:
        return content
    quieten(project, theme, language)
    return replace(without_clusters(project, content, added), title=finding, notes_title="", notes=(), notes_left=0)


def source_line(layer: QgsMapLayer, words: LayerWords | None) -> SourceLine:
    """Return where a layer comes from: what its metadata say, in its own words where they do not."""
    line = origin_of(layer)
    return replace(line, title=words.title, publisher=line.publisher or words.origin) if words else line


def quieten(project: QgsProject, theme: Theme, language: Language) -> None:
    """Have the areas with the index stand back; the project is one that is only printed."""
    for layer in project.mapLayers().values():
        style = kept_style(layer)
        if style and style.kind == "units" and layer.customProperty(KEY_PROPERTY):
            quiet = replace(style, opacity=min(style.opacity, QUIET), named_from=None)
            layer.setLabelsEnabled(False)
            apply(layer, quiet, theme, language)
            keep_style(layer, quiet)


def without_clusters(project: QgsProject, content: MapContent, added: Sequence[QgsMapLayer]) -> MapContent:
    """Return the content without the map's own clusters where an added layer shows them."""
    kinds = {style.kind for layer in added if (style := kept_style(layer))}
    if SAME_CLUSTERS not in kinds:
        return content
    ours = {layer_key(layer) for layer in project.mapLayers().values() if (style := kept_style(layer)) and style.kind == "clusters"}
    legend = tuple(entry for entry in content.legend if entry.key not in ours)
    return replace(content, layers=tuple(key for key in content.layers if key not in ours), legend=legend)
