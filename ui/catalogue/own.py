"""The user's own catalogue: layers added from an address or from the open project, on top of the built-in ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...processing.model.catalogue import BUILTIN, Catalogue, read_catalogue, write_catalogue
from ...processing.model.record import LayerRecord, each_source, locate
from ...processing.model.text import Text, number_equals
from ..own_catalogues import own_path
from ..settings import settings

TITLE = Text(nl="Eigen lagen en de ingebouwde", en="Own layers and the built-in ones")


def own_catalogue() -> str:
    """Return the path of the user's own catalogue, which is made where it is not there yet, and offered with the others."""
    path = own_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_catalogue(path, Catalogue(title=TITLE, includes=(BUILTIN,)))
    if str(path) not in settings.catalogues:
        settings.catalogues = [*settings.catalogues, str(path)]
    return str(path)


def add_records(records: Iterable[LayerRecord], path: str = "") -> list[str]:
    """Add records to a catalogue of the user's own (empty: the one on top of the built-in layers), and return their ids there.

    A record of a layer that is in it already takes the place of that one; another layer of the same id gets a number.

    Raises
    ------
    OpgaveError
        The catalogue cannot be read or written.
    """
    path = path or own_catalogue()
    catalogue = read_catalogue(path)
    places = {place_of(one): id for id, one in catalogue.own.items()}
    added = {}
    for record in records:
        known = places.get(place_of(record))
        id = known or number_equals([*catalogue.records, *added, record.id])[-1]
        added[id] = replace(record, id=id)
    write_catalogue(path, replace(catalogue, own={**catalogue.own, **added}))
    return list(added)


def place_of(record: LayerRecord) -> tuple[tuple[str, str], ...]:
    """Return where a record is read: the location and the layer of each of its sources."""
    return tuple((locate(one, record.base), one.layer) for one in each_source(record.source))
