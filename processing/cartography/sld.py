"""A layer's style in the OGC's Styled Layer Descriptor, for programs that do not read QGIS's own.

An SLD knows fields and no expressions as labels. In the place of an expression QGIS 3.40 writes the word 'Placeholder', which a map would
show, and QGIS 3.44 keeps no SLD of such a layer. Labels that only lay out a field are therefore written as that field, and others left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import (
    QgsAbstractVectorLayerLabeling,
    QgsExpression,
    QgsExpressionNodeColumnRef,
    QgsExpressionNodeFunction,
    QgsPalLayerSettings,
    QgsRuleBasedLabeling,
    QgsSldExportContext,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

LAYING_OUT = ("to_string", "wordwrap")
"""Functions whose result reads as their first argument does."""


def sld_of(layer: QgsVectorLayer) -> str:
    """Return a layer's style as SLD; empty where QGIS has none for its renderer."""
    context = QgsSldExportContext()
    with _labels_of_fields(layer):
        if hasattr(layer, "exportSldStyleV3"):
            return layer.exportSldStyleV3(context).toString()
        document = QDomDocument()
        layer.exportSldStyleV2(document, "", context)
        return document.toString()


def save_sld(layer: QgsVectorLayer, path: Path) -> tuple[str, bool]:
    """Write a layer's style as an SLD file, pictures beside it; return QGIS's words on it, and whether it is there."""
    context = QgsSldExportContext()
    context.setExportFilePath(str(path))
    with _labels_of_fields(layer):
        return layer.saveSldStyleV2(context)


@contextmanager
def _labels_of_fields(layer: QgsVectorLayer) -> Iterator[None]:
    """Give a layer the labels that an SLD can have, and then its own again."""
    if layer.labeling() is None:
        yield
        return
    own = layer.labeling().clone()
    layer.setLabeling(_of_fields(own))
    try:
        yield
    finally:
        layer.setLabeling(own)


def _of_fields(labeling: QgsAbstractVectorLayerLabeling) -> QgsAbstractVectorLayerLabeling | None:
    """Return labels with fields in the place of what lays them out, and without other expressions."""
    if not isinstance(labeling, QgsRuleBasedLabeling):
        settings = _of_field(labeling.settings())
        return settings and QgsVectorLayerSimpleLabeling(settings)
    root = labeling.rootRule().clone()
    for rule in root.children():  # QGIS writes those below them to no SLD
        rule.setSettings(rule.settings() and _of_field(rule.settings()))
    return QgsRuleBasedLabeling(root)


def _of_field(settings: QgsPalLayerSettings) -> QgsPalLayerSettings | None:
    """Return the settings of a label with its field as its text; None where it is no field."""
    field = _field_of(settings.getLabelExpression()) if settings.isExpression else settings.fieldName
    if not field:
        return None
    settings = QgsPalLayerSettings(settings)
    settings.fieldName, settings.isExpression = field, False
    return settings


def _field_of(expression: QgsExpression) -> str:
    """Return the field that an expression lays out; empty where it is another one."""
    node = expression.rootNode()
    while isinstance(node, QgsExpressionNodeFunction) and QgsExpression.Functions()[node.fnIndex()].name() in LAYING_OUT:
        node = node.args().at(0)
    return node.name() if isinstance(node, QgsExpressionNodeColumnRef) else ""
