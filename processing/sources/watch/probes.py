"""What each kind of source is asked, and what its answers say: its fields, its date, what it keeps back."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...model.errors import OpgaveError
from ...model.record import FILE_KINDS, LayerRecord
from ...qgis_io.secrets import without_secrets
from ...qgis_io.xml_tree import Element
from ..describing.address import JSON_TYPES
from ..describing.found_layer import date_of
from ..harvest.recognise import CSW_CAPABILITIES
from ..kinds import wms, wmts
from ..kinds.arcgis.harvest import checked, day_of
from ..kinds.opendatasoft.harvest import API
from ..kinds.wfs import harvest
from ..network import Ask, Reply, check_is_data, json_of, text_of, xml_of
from ..reading.file_day import file_day
from ..reading.services import below, with_query

FIRST_BYTES = 65_536
JSON = {"f": "json"}
SHOWN_LAYERS = 8
TABLE_KINDS = ("csv",)
JSON_OBJECTS = "json"
"""Objects somewhere in a document, of which the whole must be read to know the columns."""


class LayerGone(OpgaveError):
    """The source answers, but no longer has the layer."""


@dataclass(frozen=True)
class Seen:
    """What a source said of itself.

    Attributes
    ----------
    fields : tuple of str or None
        Its columns; None where it did not say.
    date : date or None
        Day of the data.
    date_origin : str
        ``service``, ``file``, ``last_modified``, or empty.
    cap : int
        Features that it gives at most, without a way to the rest; 0: no such limit.
    """

    fields: tuple[str, ...] | None = None
    date: datetime.date | None = None
    date_origin: str = ""
    cap: int = 0


@dataclass(frozen=True)
class Probe:
    """How a kind of source is looked at.

    Attributes
    ----------
    asks : callable
        From the record, and whether its fields are wanted, to the requests.
    read : callable
        From the record and the answers to what they say.
    essential : int
        How many of the requests, the first ones, must be answered well.
    """

    asks: Callable[[LayerRecord, bool], list[Ask]]
    read: Callable[[LayerRecord, Sequence[Reply]], Seen]
    essential: int = 2


def ask_of(record: LayerRecord, url: str, enough: int = 0) -> Ask:
    """Return a request with the record's authentication."""
    return Ask(url, record.source.auth, enough=enough)


def ask_json(record: LayerRecord, url: str) -> Ask:
    """Return a request for JSON, said in the header: some servers refuse parameters that they do not know."""
    return Ask(url, record.source.auth, JSON_TYPES)


def capabilities(query: dict[str, str]) -> Callable[[LayerRecord, bool], list[Ask]]:
    """Return what asks a service for its capabilities."""
    return lambda record, _: [ask_of(record, with_query(record.location, query))]


def xml_in(reply: Reply) -> Element:
    """Return the XML of an answer."""
    return xml_of(reply.content, reply.url, reply.headers)


def json_in(reply: Reply) -> dict:
    """Return the JSON object of an answer."""
    document = json_of(reply.content, reply.url, reply.headers)
    if not isinstance(document, dict):
        raise OpgaveError("{url} gives JSON of another kind than expected: check the address and the kind.", url=without_secrets(reply.url))
    return document


def check_listed(record: LayerRecord, names: Sequence[str]) -> None:
    """Check that a service lists the record's layers."""
    absent = [name for name in record.source.layer.split(",") if name and name not in names]
    if absent:
        raise LayerGone(
            "{url} answers, but has no layer '{layer}' any more. It has: {layers}.",
            url=without_secrets(record.location),
            layer=", ".join(absent),
            layers=", ".join(names[:SHOWN_LAYERS]) + (" ..." if len(names) > SHOWN_LAYERS else "") or "-",
        )


def ask_wfs(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask a WFS for its capabilities and, where wanted, the description of the layer."""
    asks = capabilities(dict(harvest.CAPABILITIES))(record, with_fields)
    if with_fields:
        query = {"SERVICE": "WFS", "VERSION": "1.1.0", "REQUEST": "DescribeFeatureType", "TYPENAME": record.source.layer}
        asks.append(ask_of(record, with_query(record.location, query)))
    return asks


def read_wfs(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read capabilities: the layer, a limit without paging; and the layer's columns from its description."""
    root = xml_in(replies[0])
    if root.name != harvest.ROOT:
        raise OpgaveError("{url} gives no capabilities of a WFS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Name") for one in root.all("FeatureTypeList/FeatureType")])
    return Seen(described(replies[1]) if len(replies) > 1 else None, cap=cap_of(root))


def described(reply: Reply) -> tuple[str, ...] | None:
    """Return the columns of a description; None where the service gives none in this version, as it may."""
    if reply.error:
        return None
    try:
        return columns_in(xml_in(reply)) or None
    except OpgaveError:
        return None


def columns_in(schema: Element) -> tuple[str, ...]:
    """Return the columns that an XML schema describes."""
    inner = [one for kind in schema.every("complexType") for one in kind.every("element")]
    return tuple(dict.fromkeys(one.get("name") for one in inner if one.get("name")))


def cap_of(root: Element) -> int:
    """Return the number of features at which a WFS stops; 0 where it has pages."""
    stated = {one.get("name"): one.text_at("DefaultValue") or one.text_at("Value") for one in root.every("Constraint")}
    if stated.get("ImplementsResultPaging", "").upper() == "TRUE":
        return 0
    count = stated.get("CountDefault") or stated.get("DefaultMaxFeatures") or ""
    return int(count) if count.isdigit() else 0


def read_wms(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read capabilities of a WMS."""
    root = xml_in(replies[0])
    if root.name not in wms.ROOTS:
        raise OpgaveError("{url} gives no capabilities of a WMS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Name") for one in root.every("Layer") if one.text_at("Name")])
    return Seen()


def read_wmts(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read capabilities of a WMTS."""
    root = xml_in(replies[0])
    if root.name != wmts.ROOT:
        raise OpgaveError("{url} gives no capabilities of a WMTS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Identifier") for one in root.all("Contents/Layer")])
    return Seen()


def read_csw(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read capabilities of a CSW."""
    xml_in(replies[0])
    return Seen()


def ask_oapif(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask for the collection and, where its fields are wanted, its first feature."""
    collection = below(record.location, "collections", record.source.layer)
    asks = [ask_json(record, collection)]
    if with_fields:
        asks.append(ask_json(record, with_query(f"{collection}/items", {"limit": "1"})))
    return asks


def read_oapif(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read a collection, and the properties of a feature; an empty collection shows none."""
    check_listed(record, [str(json_in(replies[0]).get("id") or record.source.layer)])
    features = json_in(replies[1]).get("features") or [] if len(replies) > 1 else []
    return Seen(tuple(features[0].get("properties") or ()) if features else None)


def ask_arcgis(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask for the layer."""
    return [ask_of(record, with_query(f"{record.location.rstrip('/')}/{record.source.layer}", JSON))]


def read_arcgis(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read a layer: its fields, when it was last edited, and a limit without paging."""
    layer = checked(json_in(replies[0]), record.location)
    fields = tuple(str(one.get("name")) for one in layer.get("fields") or ()) or None
    pages = (layer.get("advancedQueryCapabilities") or {}).get("supportsPagination", True)
    day = date_of(day_of((layer.get("editingInfo") or {}).get("lastEditDate")))
    return Seen(fields, day, "service" if day else "", 0 if pages else int(layer.get("maxRecordCount") or 0))


def ask_opendatasoft(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask for the dataset's description."""
    return [ask_of(record, f"{record.location.rstrip('/')}{API}/catalog/datasets/{record.source.layer}")]


def read_opendatasoft(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read a dataset: its fields and when it was last processed."""
    dataset = json_in(replies[0])
    facts = (dataset.get("metas") or {}).get("default") or {}
    day = date_of(str(facts.get("modified") or facts.get("data_processed") or ""))
    return Seen(tuple(str(one.get("name")) for one in dataset.get("fields") or ()) or None, day, "service" if day else "")


def ask_locator(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask a geocoder for a suggestion."""
    return [ask_of(record, with_query(below(record.location, "Suggestion"), {"q": "Gent", "c": "1"}))]


def read_locator(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read a suggestion."""
    json_in(replies[0])
    return Seen()


def ask_address(record: LayerRecord, with_fields: bool) -> list[Ask]:
    """Ask for the beginning of what stands at the address; of tiles the topmost."""
    url = record.location
    for place in ("{z}", "{x}", "{y}", "{-y}", "{q}"):
        url = url.replace(place, "0")
    return [ask_of(record, url, FIRST_BYTES)]


def read_address(record: LayerRecord, replies: Sequence[Reply]) -> Seen:
    """Read the beginning of a file: its columns where it is a table, and when it was changed; a service need only answer."""
    reply, kind = replies[0], record.source.kind
    if kind not in FILE_KINDS:
        return Seen()
    check_is_data(reply.content, reply.url)
    day = file_day(reply)
    return Seen(first_columns(reply, kind), day, "last_modified" if day else "")


def first_columns(reply: Reply, kind: str) -> tuple[str, ...] | None:
    """Return the columns that the beginning of a file shows; None where it does not tell them."""
    if kind == JSON_OBJECTS:
        return None
    text = text_of(reply.content[:FIRST_BYTES], reply.headers.get("content-type", ""))
    return header(text) if kind in TABLE_KINDS else properties(text)


def header(text: str) -> tuple[str, ...] | None:
    """Return the columns in the first line of a separated text."""
    first = text.splitlines()[0] if text.strip() else ""
    if not first:
        return None
    separator = max(";|\t,", key=first.count)
    return tuple(name.strip() for name in next(csv.reader([first.lstrip("\ufeff")], delimiter=separator)))


def properties(text: str) -> tuple[str, ...] | None:
    """Return the properties of the first feature of GeoJSON, of which the end may be missing; None for anything else."""
    start = text.find('"properties"', max(text.find('"features"'), 0))
    opening = text.find("{", start)
    if start < 0 or opening < 0:
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(text[opening:])
    except ValueError:
        return None
    return tuple(found)


PROBES: dict[str, Probe] = {
    "wfs": Probe(ask_wfs, read_wfs, essential=1),
    "wms": Probe(capabilities(dict(wms.CAPABILITIES)), read_wms),
    "wmts": Probe(capabilities(dict(wmts.CAPABILITIES)), read_wmts),
    "csw": Probe(capabilities(CSW_CAPABILITIES), read_csw),
    "oapif": Probe(ask_oapif, read_oapif),
    "arcgis": Probe(ask_arcgis, read_arcgis),
    "opendatasoft": Probe(ask_opendatasoft, read_opendatasoft),
    "locator": Probe(ask_locator, read_locator),
}
ADDRESS = Probe(ask_address, read_address)


def probe_of(record: LayerRecord) -> Probe | None:
    """Return how a record's source is looked at over the network; None for a file, a database, or nothing."""
    if urlsplit(record.location).scheme not in ("http", "https"):
        return None
    return PROBES.get(record.source.kind, ADDRESS)
