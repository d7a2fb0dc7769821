"""One address harvested, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...model.choices import AUTO, FOLDER, KINDS
from ...model.errors import OpgaveError
from ...model.harvest import Harvest
from ...model.progress import SILENT, Progress
from ...model.public_text import holds_secret, without_secrets
from ...model.record import LayerRecord
from ...model.text import did_you_mean
from ...model.trust import server_of
from ...qgis_io.authentication import bind
from ...qgis_io.content_net import content_of
from ..describing.address import HarvestAddress
from ..describing.found_layer import FoundLayer, as_id, number_apart, record_of, with_words
from ..kinds import ON_DISK, SOURCE_KINDS
from ..network import Limits, find_inside
from .recognise import recognise

HARVESTERS = {name: kind.harvest for name, kind in (SOURCE_KINDS | {FOLDER: ON_DISK}).items() if kind.harvest}


@dataclass(frozen=True)
class HarvestResult:
    """What a harvest gave, and of which kind its address was.

    Attributes
    ----------
    left_out : int
        How many the filter left out.
    """

    harvest: Harvest
    kind: str
    left_out: int = 0

    @property
    def title(self) -> str:
        """What a catalogue of these records is called: the address, of a folder or file its name."""
        origin = self.harvest.origin
        return Path(origin).resolve().name or origin if self.kind == FOLDER else origin


def gather(
    address: str, kind: str = AUTO, filter: str = "", auth: str = "", progress: Progress = SILENT, limits: Limits | None = None
) -> HarvestResult:
    """Return the records at an address.

    Parameters
    ----------
    address : str
        URL, path of a document or folder, database connection.
    kind : str
        One of `KINDS`.
    filter : str
        Words that all occur in a layer's description.
    auth : str
        Id of an authentication configuration.

    Raises
    ------
    OpgaveError
        The address cannot be read, or not to its end: then nothing can be said of what is gone.
    """
    address = address.strip()
    check_address(address, kind)
    bind(auth, address)
    place = HarvestAddress(address, auth, filter.strip(), limits or Limits(), progress)
    with content_of(without_secrets(address)):
        kind = recognise(place) if kind == AUTO else kind
        progress.note("{url} is read as {kind}.", url=without_secrets(address), kind=kind)
        founds = list(HARVESTERS[kind](place))
    if not founds and not place.unread and not place.filter:
        raise OpgaveError("{url} lists no layers: check the address and the kind.", url=without_secrets(address))
    kept = [found for found in founds if place.filtered or with_words(found, place.filter)]
    with content_of(without_secrets(address)):
        records = [with_auth(record_of(found, address), place) for found in number_apart(unique(kept))]
    records = without_inside(records, place)
    unread = frozenset(as_id(start) for start in place.unread if start)
    if place.unread:
        progress.warn(
            "1 description without title or id, or that cannot be read, is left out. | {count} descriptions without title or id, or that"
            " cannot be read, are left out.",
            count=len(place.unread),
        )
    return HarvestResult(
        Harvest(without_secrets(address), place.filter, tuple(records), unread, not place.short), kind, len(founds) - len(kept)
    )


def with_auth(record: LayerRecord, place: HarvestAddress) -> LayerRecord:
    """Return the record with the authentication of the harvest where its source is on the same host."""
    if not place.auth or server_of(record.source.path) != server_of(place.address):
        return record
    return replace(record, source=replace(record.source, auth=place.auth))


def without_inside(records: list[LayerRecord], place: HarvestAddress) -> list[LayerRecord]:
    """Return the records without those by which a public server leads inside the network, where nobody here would have sent it."""
    addresses = dict.fromkeys(text for record in records for text in record.locations)
    found = set(find_inside(addresses, place.progress)) if "://" in place.address else set()
    if not found or find_inside([place.address]):
        return records
    left = [record for record in records if found.isdisjoint(record.locations)]
    place.progress.warn(
        "1 layer is left out: {url} is public, and says that it lies at {servers}, inside your network. | {count} layers are left out:"
        " {url} is public, and says that they lie at {servers}, inside your network.",
        count=len(records) - len(left),
        url=without_secrets(place.address),
        servers=", ".join(sorted(set(map(server_of, found)))),
    )
    return left


def unique(founds: list[FoundLayer]) -> list[FoundLayer]:
    """Return what was found, once each: a page may come twice."""
    once = {(one.prefix, one.identity, one.source.kind, one.source.path, one.source.layer): one for one in founds}
    return list(once.values())


def check_address(address: str, kind: str) -> None:
    """Check that there is an address, without secrets in it, and that the kind is known."""
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS)
        raise OpgaveError(
            "KIND '{kind}' is unknown: did you mean '{near}'? There are: {kinds}.", kind=kind, near=near or AUTO, kinds=", ".join(KINDS)
        )
    if not address:
        raise OpgaveError("URL is empty: give an address, a folder or a database connection.")
    if holds_secret(address):
        raise OpgaveError(
            "The address holds a user, password or key, which a catalogue would show to everyone: make an authentication configuration"
            " for it in QGIS and give its id as AUTH, with the address {url}.",
            url=without_secrets(address),
        )
