"""What a WFS is asked to see whether a layer is still there, and whether it changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....model.store import Validators
from ....qgis_io.xml_tree import Element
from ...network import GetRequest, Reply, text_of, xml_of
from ...reading.services import STATED_COUNT, WFS, with_query
from ..probing import ProbeResult, ask_of, capabilities, check_listed, xml_in
from .harvest import CAPABILITIES, ROOT


def ask_wfs(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask a WFS for its capabilities and, where wanted, the description of the layer."""
    asks = capabilities(dict(CAPABILITIES))(record, with_fields)
    if with_fields:
        query = {"SERVICE": "WFS", "VERSION": "1.1.0", "REQUEST": "DescribeFeatureType", "TYPENAME": record.source.layer}
        asks.append(ask_of(record, with_query(record.location, query)))
    return asks


def read_wfs(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read capabilities: the layer, a limit without paging; and the layer's columns from its description."""
    root = xml_in(replies[0])
    if root.name != ROOT:
        raise OpgaveError("{url} gives no capabilities of a WFS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Name") for one in root.all("FeatureTypeList/FeatureType")])
    return ProbeResult(read_description(replies[1]) if len(replies) > 1 else None, cap=cap_of(root))


def read_description(reply: Reply) -> tuple[str, ...] | None:
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
    return int(count) if count.isdecimal() else 0


def ask_signs(record: LayerRecord, known: Validators) -> list[str]:
    """Return the addresses that tell a feature type's total, its extent, and the newest value of a column of dates."""
    layer, path = record.source.layer, record.source.path
    feature = {**WFS, "REQUEST": "GetFeature", "TYPENAMES": layer, "TYPENAME": layer}
    asked = [{**feature, "RESULTTYPE": "hits"}, {**WFS, "REQUEST": "GetCapabilities"}]
    if known.newest_field:
        asked.append({**feature, "COUNT": "1", "MAXFEATURES": "1", "SORTBY": f"{known.newest_field} DESC"})
    return [with_query(path, query) for query in asked]


def read_signs(record: LayerRecord, shown: Validators, replies: Sequence[Reply]) -> Validators:
    """Read what a WFS tells; a question that it does not answer tells nothing."""
    total, bounds, newest = (text_of(reply.content) if reply.is_whole else "" for reply in (*replies, Reply(replies[0].ask))[:3])
    stated = STATED_COUNT.search(total)
    return replace(
        shown,
        total=int(stated[1]) if stated else -1,
        bounds=wfs_bounds(record, replies[1]) if bounds else "",
        newest=value_in(newest, shown.newest_field) if shown.newest_field else "",
    )


def wfs_bounds(record: LayerRecord, reply: Reply) -> str:
    """Return the extent that capabilities give for the record's feature type."""
    root = xml_of(reply.content, reply.url, reply.headers)
    own = [one for one in root.all("FeatureTypeList/FeatureType") if one.text_at("Name") == record.source.layer]
    boxes = [box for one in own for box in one.every("WGS84BoundingBox")]
    return " ".join(box.text_at(corner) for box in boxes for corner in ("LowerCorner", "UpperCorner"))


def value_in(text: str, field: str) -> str:
    """Return the value of a field in the GML of one feature; a date may be packed in a ``timePosition``."""
    found = re.search(rf"<(?:[\w-]+:)?{re.escape(field)}\b[^>]*>(?:\s*<(?:[\w-]+:)?timePosition\b[^>]*>)?([^<]+)<", text)
    return found[1].strip() if found else ""
