"""Mends of single features that lose nothing, in a layer that is being edited."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import Qgis, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsVectorLayer


def mend_feature(layer: QgsVectorLayer, code: str, feature_id: int, field: str, key: str) -> bool:
    """Mend one defect of a feature, and return whether that was done: what would lose anything stays as it is.

    Parameters
    ----------
    layer : QgsVectorLayer
        In an edit session.
    code : str
        One of `model.defects.MENDABLE`.
    field : str
        Where the defect is; empty for one of the geometry or the whole feature.
    key : str
        Field that tells the features apart; empty for none.
    """
    feature = layer.getFeature(feature_id)
    if not feature.isValid():
        return False
    if code == "geometry_invalid":
        valid = repaired_area(layer, feature.geometry())
        return valid is not None and layer.changeGeometry(feature_id, valid)
    if code == "feature_repeated":
        return any(repeats(layer, feature, key)) and layer.deleteFeature(feature_id)
    number = layer.fields().lookupField(field)
    value = feature[number] if number >= 0 else None
    if not isinstance(value, str) or value == value.strip():
        return False
    return layer.changeAttributeValue(feature_id, number, value.strip(), value)


def repaired_area(layer: QgsVectorLayer, geometry: QgsGeometry) -> QgsGeometry | None:
    """Return an invalid area as a valid one of the layer's own kind; None where it is none, or would be lost or cut into several."""
    if layer.geometryType() != Qgis.GeometryType.Polygon or geometry.isGeosValid():
        return None
    parts = geometry.makeValid(Qgis.MakeValidMethod.Structure, False).coerceToType(layer.wkbType())
    return parts[0] if len(parts) == 1 and not parts[0].isEmpty() and parts[0].isGeosValid() else None


def repeats(layer: QgsVectorLayer, feature: QgsFeature, key: str) -> Iterator[bool]:
    """Yield True for each other feature that has the geometry of this one and all its values but those of the keys."""
    own = {layer.fields().lookupField(key), *layer.primaryKeyAttributes()}
    compared = [number for number in layer.fields().allAttributesList() if number not in own]
    box = feature.geometry().boundingBox()
    for other in layer.getFeatures(QgsFeatureRequest().setFilterRect(box) if feature.hasGeometry() else QgsFeatureRequest()):
        same = other.id() != feature.id() and other.geometry().equals(feature.geometry())
        if same and all(other[number] == feature[number] for number in compared):
            yield True
