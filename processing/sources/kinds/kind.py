"""What a kind of source can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsDataSourceUri

from ...model.record import LayerRecord
from ...model.store import Validators
from ...qgis_io.xml_tree import Element
from ..describing.address import HarvestAddress
from ..describing.found_layer import FoundLayer
from ..network import Reply
from ..reading.request import LoadedCells, LoadedFeatures, LoadRequest
from .probing import Probe
from .web_address import ADDRESS


@dataclass(frozen=True)
class Signs:
    """How a service shows whether its data changed, before they are fetched.

    Attributes
    ----------
    ask : callable
        From a record, and what is known of its source, to the addresses that tell.
    read : callable
        From the record, what is known, and the answers, to what they show.
    newest : bool
        Whether it can be asked for the newest date in a column.
    """

    ask: Callable[[LayerRecord, Validators], list[str]]
    read: Callable[[LayerRecord, Validators, Sequence[Reply]], Validators]
    newest: bool = False


@dataclass(frozen=True)
class SourceKind:
    """All that is done with sources of one kind.

    Attributes
    ----------
    load : callable or None
        Gives features; None for what is only drawn, or only named.
    load_cells : callable or None
        Gives a raster (`SourceFacts.cells`).
    probe : Probe
        How it is seen to be there.
    signs : Signs or None
        How it shows whether it changed; None where its data must be loaded to see that.
    live : callable or None
        Gives what QGIS's own provider opens, without the record's filter; None where QGIS has none for its features (`SourceFacts.live`).
    keeps_download : bool
        Whether loading it keeps its file, and has that fetched only where it changed: nobody else need fetch it before.
    harvest : callable or None
        Yields the layers that it lists.
    request : mapping
        Query by which an address shows itself to be of this kind; empty where none does.
    roots : tuple of str
        Roots of the XML documents that show it.
    in_xml : callable or None
        Whether it stands in an XML document of which the root alone does not tell.
    in_json : callable or None
        Whether it stands in a JSON document, by the document's keys.
    look_closer : callable or None
        Of an address that shows it the kind to harvest, which may be another one: asked of the service.
    """

    load: Callable[[LoadRequest], LoadedFeatures] | None = None
    load_cells: Callable[[LoadRequest], LoadedCells] | None = None
    probe: Probe = ADDRESS
    signs: Signs | None = None
    live: Callable[[LayerRecord], QgsDataSourceUri] | None = None
    keeps_download: bool = False
    harvest: Callable[[HarvestAddress], Iterator[FoundLayer]] | None = None
    request: Mapping[str, str] | None = None
    roots: tuple[str, ...] = ()
    in_xml: Callable[[Element], bool] | None = None
    in_json: Callable[[object], bool] | None = None
    look_closer: Callable[[HarvestAddress], str] | None = None
