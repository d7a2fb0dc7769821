"""Candidate sites as pins: a layer of its own in the project, and what may become of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from qgis.core import (
    NULL,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProject,
    QgsRendererCategory,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from ...processing.model.choices import SITE_STATUSES
from ...processing.model.house_style import house_colours, house_shades
from ...processing.qgis_io.opening import open_ogr_layer
from ...processing.qgis_io.true_scale import measuring_crs
from ...processing.texts.language import tr
from ..result_places import new_place, own_group

STATUS_TEXTS = {"candidate": "candidate", "existing": "existing", "required": "required", "forbidden": "excluded"}
COLOURS, NEED = house_colours(), house_shades("need")
LOOKS = {
    "candidate": {"name": "circle", "color": COLOURS["paper"], "outline_color": NEED[4]},
    "existing": {"name": "square", "color": COLOURS["quiet"], "outline_color": COLOURS["ink"]},
    "required": {"name": "star", "color": NEED[3], "outline_color": NEED[4]},
    "forbidden": {"name": "cross2", "color": COLOURS["ink"], "outline_color": COLOURS["ink"]},
}
"""A shape for each status: colour never tells it alone."""
PINS = "opgavenkaart/pins"
"""Property of the layer that holds them."""


class Pins(QObject):
    """The candidates: a layer in the open project, kept in a file, so that a saved project has them again.

    `changed` tells that there are others, or others may be chosen.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.id = ""
        project = QgsProject.instance()
        for signal in (project.layersAdded, project.layersRemoved):
            signal.connect(self._look)
        self._look()

    @property
    def layer(self) -> QgsVectorLayer | None:
        """Their layer in the project; None where there is none."""
        return QgsProject.instance().mapLayer(self.id) if self.id else None

    def features(self) -> list[QgsFeature]:
        """Return the pins, the first one first."""
        return list(self.layer.getFeatures()) if self.layer else []

    def add(self, places: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem, names: Sequence[str]) -> None:
        """Set pins; one without a name is numbered."""
        layer = self.layer or self._make(measuring_system(places, crs))
        way, taken = transform(crs, layer.crs()), {pin["name"] for pin in self.features()}
        features = []
        for geometry, name in zip(places, names, strict=True):
            feature = QgsFeature(layer.fields())
            geometry.transform(way)
            feature.setGeometry(geometry)
            feature["name"], feature["status"] = name or free_name(taken), "candidate"
            taken.add(feature["name"])
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        self._renew()

    def take(self, source: QgsVectorLayer, name_field: str) -> int:
        """Set a pin on each feature of a layer, or on those that are selected, and return how many; one without a place gets none."""
        places, names = [], []
        for feature in source.getSelectedFeatures() if source.selectedFeatureCount() else source.getFeatures():
            geometry = feature.geometry().pointOnSurface() if feature.hasGeometry() else QgsGeometry()
            if not geometry.isEmpty():
                places.append(geometry)
                names.append(str(feature[name_field]) if name_field and feature[name_field] != NULL else "")
        if places:
            self.add(places, source.crs(), names)
        return len(places)

    def set_status(self, ids: Sequence[int], status: str) -> None:
        """Say what may become of pins."""
        column = self.layer.fields().lookupField("status")
        self.layer.dataProvider().changeAttributeValues({id: {column: status} for id in ids})
        self._renew()

    def move(self, id: int, place: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> None:
        """Set a pin elsewhere."""
        geometry = QgsGeometry.fromPointXY(place)
        geometry.transform(transform(crs, self.layer.crs()))
        self.layer.dataProvider().changeGeometryValues({id: geometry})
        self._renew()

    def remove(self, ids: Sequence[int]) -> None:
        """Take pins away."""
        if ids:
            self.layer.dataProvider().deleteFeatures(list(ids))
            self._renew()

    def _make(self, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
        path, project = f"{new_place()}_pins.gpkg", QgsProject.instance()
        empty = QgsVectorLayer("Point?field=name:string&field=status:string", "pins", "memory")
        empty.setCrs(crs)
        QgsVectorFileWriter.writeAsVectorFormatV3(empty, path, project.transformContext(), QgsVectorFileWriter.SaveVectorOptions())
        layer = open_ogr_layer(path, tr("Candidate sites"))
        layer.setRenderer(QgsCategorizedSymbolRenderer("status", [category(status) for status in SITE_STATUSES]))
        layer.setCustomProperty(PINS, True)
        project.addMapLayer(layer, False)
        own_group().insertLayer(0, layer)
        return layer

    @pyqtSlot()
    def _look(self) -> None:
        """Look for the layer in the open project: it comes with a project that was saved with it, and goes as any layer does."""
        layer = next((one for one in QgsProject.instance().mapLayers().values() if one.customProperty(PINS)), None)
        id = layer.id() if layer else ""
        if id != self.id:
            self.id = id
            if layer:
                layer.afterCommitChanges.connect(self.changed)  # edited with QGIS's own tools
            self.changed.emit()

    def _renew(self) -> None:
        layer = self.layer
        layer.updateExtents()
        layer.triggerRepaint()
        self.changed.emit()


def measuring_system(places: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return the system in which distances between pins are measured: the project's where that counts metres on the ground there."""
    project = QgsProject.instance()
    place = transform(crs, project.crs()).transform(places[0].boundingBox().center())
    return measuring_crs(project.crs(), place.x(), place.y())


def transform(crs: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
    """Return the way from one coordinate system to another, as the open project prefers it."""
    return QgsCoordinateTransform(crs, target, QgsProject.instance())


def free_name(taken: set[str]) -> str:
    """Return the first numbered name that no pin has."""
    return next(name for number in count(1) if (name := tr("Site {number}").format(number=number)) not in taken)


def category(status: str) -> QgsRendererCategory:
    """Return how pins of a status look."""
    symbol = QgsMarkerSymbol.createSimple(LOOKS[status] | {"size": "4", "outline_width": "0.6"})
    return QgsRendererCategory(status, symbol, tr(STATUS_TEXTS[status]))
