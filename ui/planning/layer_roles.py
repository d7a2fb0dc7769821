"""Lists of layers that begin with the one that can play the role asked for, by its record or its fields; with none, not with the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsFields, QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSlot
from qgis.PyQt.QtWidgets import QWidget

from ...processing.cartography.map_content import KEY_PROPERTY

COSTS = ("cost_euro", "cost", "kost_euro", "kost", "kostprijs", "kosten")
EFFECTS = ("effect",)
DEMANDS = ("demand", "demand_mid", "vraag", "dwellings", "woningen", "inhabitants", "inwoners")
FID = "fid"


@dataclass(frozen=True)
class LayerRole:
    """What a layer must be to be proposed.

    Attributes
    ----------
    records : tuple of str
        Records of a catalogue that play the role, the likeliest first.
    fields : tuple of tuple of str
        Of each of these groups of names (in lower case) a layer without such a record must have a field; no groups: no layer will do.
    """

    records: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...] = ()

    def rank(self, layer: QgsMapLayer) -> int | None:
        """Return how well a layer suits, 0 the best; None where it does not."""
        for place, record in enumerate(self.records):
            if record in records_of(layer):
                return place
        names = {field.name().lower() for field in layer.fields()} if isinstance(layer, QgsVectorLayer) else set()
        return len(self.records) if self.fields and all(names.intersection(group) for group in self.fields) else None


DEMAND = LayerRole(("addresses",), (DEMANDS,))
CANDIDATES = LayerRole(("public_land", "vacant_buildings", "community_buildings"))
MEASURES = LayerRole(("measures",), (COSTS, EFFECTS))
ACTORS = LayerRole(("actors",), (("actor_id",), ("role", "roles", "rol", "rollen", "kind", "soort")))
LINKS = LayerRole(("actor_links",), (("from_actor", "van_actor", "from", "van"), ("to_actor", "naar_actor", "to", "naar")))
NOBODY = LayerRole(())
"""Of a question that can do without a layer: none is proposed."""
CLUSTERS = LayerRole(("clusters",), (("cluster_id",), ("cluster_label",)))


class RoleBox(QgsMapLayerComboBox):
    """A list of layers that is empty until one can play the role, and then has that one."""

    def __init__(self, role: LayerRole, filters: QgsMapLayerProxyModel.Filter, parent: QWidget | None = None):
        super().__init__(parent)
        self.role = role
        self.setFilters(filters)
        self.setAllowEmptyLayer(True)
        self.setLayer(None)
        QgsProject.instance().layersAdded.connect(self.propose)
        self.propose()

    @pyqtSlot()
    def propose(self) -> None:
        """Choose the layer that suits best, of equals the one highest in the list of layers; none where none does, or one is chosen."""
        if self.currentLayer() is not None:
            return
        offered = [layer for place in range(self.count()) if (layer := self.layer(place)) is not None]
        shown = {layer.id(): place for place, layer in enumerate(QgsProject.instance().layerTreeRoot().layerOrder())}
        ranked = [
            (rank, shown.get(layer.id(), len(shown)), layer) for layer in offered if (rank := self.role.rank(layer)) is not None
        ]  # a layer that is just added is not in the tree yet
        if ranked:
            self.setLayer(min(ranked, key=lambda one: one[:2])[2])


def records_of(layer: QgsMapLayer) -> tuple[str, ...]:
    """Return the names by which a catalogue may know a layer: the key of an integrated map, its metadata's identifier, its table."""
    table = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("layerName") or ""
    return layer.customProperty(KEY_PROPERTY) or "", layer.metadata().identifier(), table


def number_fields(layer: QgsVectorLayer | None) -> QgsFields:
    """Return the fields of numbers that count something: none of them is the layer's key or feature number."""
    found = QgsFields()
    if layer is not None:
        keys = layer.primaryKeyAttributes()
        for place, field in enumerate(layer.fields()):
            if field.isNumeric() and place not in keys and field.name().lower() != FID:
                found.append(field)
    return found


def usual_field(fields: QgsFields, names: Sequence[str]) -> str:
    """Return the first of the usual names that is a field; empty where none is."""
    lower = {field.name().lower(): field.name() for field in fields}
    return next((lower[name] for name in names if name in lower), "")
