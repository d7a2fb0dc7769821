"""The looks of a project's layers as files: QML for QGIS, SLD for GeoServer, MapServer and others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ...cartography.map_content import layer_key
from ...cartography.sld import save_sld
from ...model.errors import OpgaveError
from ...model.text import field_name
from ...qgis_io.reproducible_files import settle_looks


def write_qml(folder: Path, project: QgsProject, geopackage: Path) -> list[Path]:
    """Write a ``.qml`` for each layer of the project that shows a layer of the GeoPackage; return the files."""
    return _write(folder, project, geopackage, ".qml", lambda layer, path: layer.saveNamedStyle(path, QgsMapLayer.StyleCategory.Symbology))


def write_sld(folder: Path, project: QgsProject, geopackage: Path) -> list[Path]:
    """Write a ``.sld`` for each layer of the project that shows a layer of the GeoPackage; return the files."""
    return _write(folder, project, geopackage, ".sld", save_sld)


def shown_layers(project: QgsProject, geopackage: Path) -> Iterator[QgsVectorLayer]:
    """Yield the project's layers that are places on a map and stand in the GeoPackage, the top one first."""
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial() and layer.source().startswith(f"{geopackage}|"):
            yield layer


def _write(folder: Path, project: QgsProject, geopackage: Path, suffix: str, save: Callable) -> list[Path]:
    written = []
    for layer in shown_layers(project, geopackage):
        path = folder / f"{field_name(layer_key(layer))}{suffix}"
        reason, done = save(layer, str(path))
        if not done:
            raise OpgaveError(
                "The style of layer '{layer}' cannot be written to '{path}': {reason}", layer=layer.name(), path=path, reason=reason
            )
        path.write_text(settle_looks(path.read_text(encoding="utf-8")), encoding="utf-8")
        written.append(path)
    return written
