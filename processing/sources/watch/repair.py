"""The layers of a project led to where their services are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from qgis.core import QgsDataSourceUri

from ...model.catalogue import Catalogue
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Publisher, Source
from ...model.text import Text
from ...qgis_io.authentication import address_parts, not_for, opens
from ..network import Limits
from .layer_places import LayerPlace, ProjectLayer, move_database
from .project_file import with_source
from .watch import DEAD_STATES, Checked, State, watch


@dataclass(frozen=True)
class Repair:
    """What became of a layer.

    Attributes
    ----------
    new : LayerPlace or None
        Its new place; None where it could not be repaired.
    reason : OpgaveError or None
        Why not.
    """

    layer: ProjectLayer
    new: LayerPlace | None = None
    reason: OpgaveError | None = None


def repairs(
    layers: Sequence[ProjectLayer], catalogue: Catalogue, limits: Limits | None = None, progress: Progress = SILENT
) -> list[Repair]:
    """Return what becomes of each layer that does not stand where its service is.

    A layer goes to the successor that the catalogue names, else to where its server says that it moved for good; but only when
    the new place gives the layer. A layer that does not answer and has no new place is told.
    """
    remote = [layer for layer in layers if layer.is_remote]
    targets = [successor_of(layer, catalogue) for layer in remote]
    found = look_at(remote, targets, bool(catalogue.foreign_files), limits, progress)
    targets = [find_new_place(target, one) for target, one in zip(targets, found, strict=True)]
    sides = zip(remote, targets, found, strict=True)
    return [repair(layer, target, one) for layer, target, one in sides if target != layer.place or one.state in DEAD_STATES]


def repair(layer: ProjectLayer, target: LayerPlace, found: Checked) -> Repair:
    """Return whether a layer goes to its new place: not with an authentication that is for another host, wherever a server sends it."""
    if found.state in DEAD_STATES:
        return Repair(layer, reason=found.detail)
    if layer.auth and address_parts(target.address)[:2] != address_parts(layer.place.address)[:2] and not opens(layer.auth, target.address):
        return Repair(layer, reason=not_for(layer.auth, target.address))
    return Repair(layer, target)


def successor_of(layer: ProjectLayer, catalogue: Catalogue) -> LayerPlace:
    """Return the place that the catalogue names as the successor of a layer's; its own place where it names none."""
    here = layer.place
    if not layer.is_in_database:
        found = catalogue.successor_of(here.address)
        return LayerPlace(catalogue.successor(here.address), rename_layers(here.layer, found.layers)) if found else here
    own = QgsDataSourceUri(layer.source)
    for one in catalogue.successors:
        if is_database(own, QgsDataSourceUri(one.old)):
            new = QgsDataSourceUri(move_database(layer.source, QgsDataSourceUri(one.new)))
            return LayerPlace(new.connectionInfo(False), rename_layers(here.layer, one.layers))
    return here


def rename_layers(names: str, new: Mapping[str, str]) -> str:
    """Return layer names, with a comma between, under their new names."""
    return ",".join(new.get(name, name) for name in names.split(","))


def is_database(own: QgsDataSourceUri, stated: QgsDataSourceUri) -> bool:
    """Whether a layer is in the database that a successor names; what that leaves out may be anything."""
    pairs = ((own.host().lower(), stated.host().lower()), (own.port() or "5432", stated.port()), (own.database(), stated.database()))
    return bool(stated.host()) and all(one == wanted for one, wanted in pairs if wanted)


def find_new_place(target: LayerPlace, found: Checked) -> LayerPlace:
    """Return the place that a server sends on to for good, without the request that was added to the address."""
    if found.state != State.MOVED:
        return target
    kept = {name.lower() for name, _ in parse_qsl(urlsplit(target.address).query, keep_blank_values=True)}
    parts = urlsplit(found.moved_to)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name.lower() in kept])
    return replace(target, address=urlunsplit(parts._replace(query=query, fragment="")))


def look_at(
    layers: Sequence[ProjectLayer], targets: Sequence[LayerPlace], foreign: bool, limits: Limits | None, progress: Progress
) -> list[Checked]:
    """Return what is found of the layers at these places; ``foreign``: successors come from a catalogue that nobody here accepted."""
    pairs = enumerate(zip(layers, targets, strict=True))
    records = [replace(record_at(layer, target, number), foreign=foreign and target != layer.place) for number, (layer, target) in pairs]
    return watch(records, Catalogue(), {}, date.min, limits, progress)


def record_at(layer: ProjectLayer, place: LayerPlace, number: int) -> LayerRecord:
    """Return a record of a layer at a place, to look at."""
    key = QgsDataSourceUri(layer.source).keyColumn() if layer.is_in_database else ""
    source = Source(layer.kind, place.address.removesuffix("?"), place.layer, layer.auth, {"key": key} if key else {})
    return LayerRecord(f"layer_{number}", Text(nl=layer.name or layer.id), Publisher("?", "city"), source)


def repair_text(text: str, done: Sequence[Repair]) -> str:
    """Return the project's text with the repaired layers at their new place."""
    for one in done:
        if one.new:
            text = with_source(text, one.layer.source, one.layer.at(one.new))
    return text
