"""The ground under the layers of a municipality: the view on it, its boundary above them and a base map below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import Qgis, QgsCoordinateTransform, QgsMapLayer, QgsMessageLog, QgsProject, QgsRasterLayer, QgsReferencedRectangle

from ..processing.cartography.heavy_layers import FILE_PROVIDER
from ..processing.cartography.map_content import KEY_PROPERTY
from ..processing.model import contract
from ..processing.model.catalogue import BUILTIN, Catalogue, write_catalogue
from ..processing.model.geography import LAMBERT_72
from ..processing.model.municipalities import Municipality, municipalities
from ..processing.model.record import NIS_CODE, LayerRecord
from ..processing.model.source_kinds import NO_SOURCE
from ..processing.model.text import Text
from ..processing.qgis_io.crs_names import find_crs
from ..processing.texts.language import interface_language, tr
from . import message_bar
from .map_view import place_box, show_extent
from .project_files import add_to_project
from .result_places import new_place, own_group
from .settings import settings
from .task_runner import Run

BOUNDARY = "boundary"
"""The house's style of it, and how its id begins."""


class Ground:
    """Brings the ground of the user's municipality into the open project; what cannot be reached is left out, and said.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface, self.bar = iface, iface.messageBar()

    def lead(self, place: Municipality | None, layers: Sequence[QgsMapLayer]) -> None:
        """Lead the map to a municipality; to the layers where there is none."""
        shown = place_box(place.extent, LAMBERT_72) if place else extent_of_files(layers)
        if shown is not None:
            show_extent(self.iface.mapCanvas(), shown)

    def lay(self, catalogue: Catalogue, path: str, place: Municipality | None, service: str) -> Run | None:
        """Load boundary and base map in a task, those that the project does not have yet; None where there is nothing to load.

        Parameters
        ----------
        catalogue, path : Catalogue, str
            That has them, and its file; empty for the built-in one.
        place : Municipality or None
            Whose boundary; None for none.
        service : str
            Id of the base map's record; empty for none.
        """
        boundary = boundary_of(catalogue, place) if place else None
        drawn = catalogue.records.get(service)
        wanted = [one for one in (boundary, drawn) if one and one.source.kind != NO_SOURCE and not has_layer_of(one.id)]
        if not wanted:
            return None
        file = new_place()
        write_catalogue(file.with_suffix(".json"), Catalogue(own={one.id: one for one in wanted}, includes=(path or BUILTIN,)))
        crs = QgsProject.instance().crs()
        inputs = {
            contract.CATALOGUE: str(file.with_suffix(".json")),
            contract.RECORDS: ",".join(one.id for one in wanted),
            contract.TARGET_CRS: crs if crs.isValid() else None,
            contract.STORE: settings.store,
            contract.LIVE: True,
            contract.ON_ERROR: "continue",
            contract.LANGUAGE: settings.language or interface_language(),
            contract.OUTPUT: str(file.with_suffix(".gpkg")),
            contract.PROJECT: str(file.with_suffix(".qgz")),
        }
        return Run("load_layers", inputs, self._loaded)

    def _loaded(self, run: Run) -> None:
        if run.cancelled:
            return
        if not run.ok or run.results[contract.FAILED_COUNT]:
            self._tell_missing([*run.feedback.errors, *run.feedback.warnings])
        if run.ok:
            add_to_project(self.iface.mapCanvas(), run.results[contract.PROJECT], self._tell_missing, sink_base_map)

    def _tell_missing(self, reasons: Sequence[str]) -> None:
        for reason in reasons:
            QgsMessageLog.logMessage(reason, message_bar.NAME, Qgis.MessageLevel.Info)
        text = tr("Boundary or base map cannot be reached at present, and is left out; the log messages say why.")
        if reasons:
            message_bar.inform(self.bar, text)


def place_of_layers(catalogue: Catalogue, layers: Sequence[QgsMapLayer]) -> Municipality | None:
    """Return the municipality of a catalogue, else the user's own; None where there is none, or its layers in files lie elsewhere."""
    found, ground = municipalities().get(catalogue.nis_code or settings.city), extent_of_files(layers)
    return None if found is None or (ground and not place_box(found.extent, LAMBERT_72).intersects(ground)) else found


def boundary_of(catalogue: Catalogue, place: Municipality) -> LayerRecord | None:
    """Return the record of a municipality's boundary: its row of the catalogue's layer of municipalities; None where that has none."""
    found = next((one for one in catalogue.records.values() if one.key == NIS_CODE and one.geometry == "polygon"), None)
    if found is None:
        return None
    before = found.source.options.get("filter", "")
    condition = f"\"{NIS_CODE}\" = '{place.nis}'"
    options = {**found.source.options, "filter": f"({before}) AND ({condition})" if before else condition}
    title = Text(nl=f"Grens van {place.name}", en=f"Boundary of {place.name}")
    return replace(found, id=f"{BOUNDARY}_{place.nis}", title=title, style=BOUNDARY, source=replace(found.source, options=options))


def has_layer_of(id: str) -> bool:
    """Return whether the open project has the layer of a record."""
    return any(layer.customProperty(KEY_PROPERTY) == id for layer in QgsProject.instance().mapLayers().values())


def extent_of_files(layers: Sequence[QgsMapLayer]) -> QgsReferencedRectangle | None:
    """Return the ground on which the layers in files lie, in Lambert 72; None where there are none.

    What a service holds goes far beyond a municipality.
    """
    whole, crs = None, find_crs(LAMBERT_72)
    for layer in layers:
        if layer.providerType() == FILE_PROVIDER and layer.isSpatial() and not layer.extent().isEmpty():
            box = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance()).transformBoundingBox(layer.extent())
            whole = box if whole is None else whole
            whole.combineExtentWith(box)
    return whole if whole is None else QgsReferencedRectangle(whole, crs)


def sink_base_map(layers: Sequence[QgsMapLayer]) -> None:
    """Take the pictures among layers of the plugin's group below all that the project has."""
    root = QgsProject.instance().layerTreeRoot()
    for layer in layers:
        node = own_group().findLayer(layer.id()) if isinstance(layer, QgsRasterLayer) else None
        if node:
            root.addChildNode(node.clone())
            node.parent().removeChildNode(node)
