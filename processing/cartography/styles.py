"""Layers styled by what they show, and what they were styled by kept with them, to style them again in another theme or language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProviderRegistry,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ..model.codec import from_json, to_json
from ..model.errors import OpgaveError
from ..model.files import parse_json
from ..qgis_io.reproducible_files import settle_looks
from ..texts.language import Language, interface_language
from .layer_words import LayerWords, keep_words
from .looks import LOOKS
from .sld import sld_of
from .style import Style
from .theme import Theme, theme

STYLE_PROPERTY = "opgavenkaart/style"
LOOKS_PROPERTY = "opgavenkaart/looks"
SYMBOLS_AND_LABELS = QgsMapLayer.StyleCategories(QgsMapLayer.StyleCategory.Symbology) | QgsMapLayer.StyleCategory.Labeling
STYLE_NAME = "Opgavenkaart"
NO_WORDS: Mapping[str, LayerWords] = {}


def apply(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Give a layer its looks.

    Raises
    ------
    OpgaveError
        The style names a field that the layer does not have.
    """
    for field in [style.field, style.field_2, style.label, *(overlay.field for overlay in style.overlays)]:
        if field and layer.fields().lookupField(field) < 0:
            names = ", ".join(layer.fields().names())
            raise OpgaveError("Layer '{layer}' has no field '{field}'. It has: {fields}.", layer=layer.name(), field=field, fields=names)
    LOOKS[style.kind](layer, style, theme, language)


def keep_style(layer: QgsMapLayer, style: Style) -> None:
    """Note in a layer how it was styled, so that it can have the same looks in another theme, language or size."""
    layer.setCustomProperty(STYLE_PROPERTY, json.dumps(to_json(style), ensure_ascii=False))
    layer.setCustomProperty(LOOKS_PROPERTY, looks_hash(layer))


def keeps_looks(layer: QgsMapLayer) -> bool:
    """Whether a layer still has the looks that `keep_style` noted: nobody gave it others."""
    return layer.customProperty(LOOKS_PROPERTY) == looks_hash(layer)


def looks_hash(layer: QgsMapLayer) -> str:
    """Return a mark of a layer's symbols and labels."""
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), SYMBOLS_AND_LABELS)
    return hashlib.sha256(settle_looks(document.toString()).encode("utf-8")).hexdigest()


def kept_style(layer: QgsMapLayer) -> Style | None:
    """Return what `keep_style` noted; None where nothing is."""
    text = layer.customProperty(STYLE_PROPERTY)
    return from_json(Style, parse_json(text, layer.name())) if text else None


def save_default(layer: QgsVectorLayer) -> None:
    """Keep a layer's looks in its own GeoPackage, so that any QGIS opens it styled.

    Raises
    ------
    OpgaveError
        The source cannot keep styles, or cannot be written.
    """
    qml = QDomDocument()
    layer.exportNamedStyle(qml, QgsReadWriteContext())
    provider = QgsProviderRegistry.instance().providerMetadata(layer.providerType())
    if not provider.saveStyle(layer.source(), qml.toString(), sld_of(layer), STYLE_NAME, "", "", True, ""):
        path = layer.source().partition("|")[0]
        raise OpgaveError(
            "The style of layer '{layer}' cannot be saved in '{path}': check that the file can be written.", layer=layer.name(), path=path
        )


def style_on_load(
    context: QgsProcessingContext,
    layer_id: str | None,
    style: Style,
    words: Mapping[str, LayerWords] = NO_WORDS,
    title: str = "",
    group: str = "",
) -> None:
    """Have an algorithm's output styled when the toolbox loads it into the project; does nothing when it is not loaded.

    ``layer_id``: None for an output that nobody asked for. ``words``: what it says on maps, by language. ``title``, ``group``: what it is
    called there, and the group that it comes into; where they are empty, QGIS chooses.
    """
    if layer_id is not None and context.willLoadLayerOnCompletion(layer_id):
        styler = _StyleOnLoad(layer_id, style, words)
        _waiting[layer_id] = styler
        details = context.layerToLoadOnCompletionDetails(layer_id)
        details.setPostProcessor(styler)
        details.name, details.groupName = title or details.name, group or details.groupName


class _StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles one layer, once. QGIS keeps no Python reference to it: `_waiting` does until its work is done."""

    def __init__(self, layer_id: str, style: Style, words: Mapping[str, LayerWords]):
        super().__init__()
        self.layer_id = layer_id
        self.style = style
        self.words = words

    def postProcessLayer(self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        if isinstance(layer, QgsVectorLayer):
            apply(layer, self.style, theme(), Language(interface_language()))
            keep_style(layer, self.style)
            if self.words:
                keep_words(layer, self.words)
            layer.triggerRepaint()
        _waiting.pop(self.layer_id, None)


_waiting: dict[str, _StyleOnLoad] = {}
