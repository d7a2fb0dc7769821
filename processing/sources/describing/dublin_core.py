"""Metadata as Dublin Core: what every CSW gives of a dataset, in brief, in summary or in full.

Not by OWSLib, which says the same in as many lines, of a tree that would have to be made for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...qgis_io.xml_tree import Element
from .found_layer import FoundLayer
from .links import Link, best_source

ROOTS = ("Record", "SummaryRecord", "BriefRecord")
SCHEMA = "http://www.opengis.net/cat/csw/2.0.2"
SERVICE = "service"
DATES = ("modified", "date", "issued", "created")
PUBLISHING = ("publisher", "creator", "contributor")


def is_dataset(record: Element) -> bool:
    """Whether the record describes data, not a service."""
    return record.text_at("type").lower() != SERVICE


def read_found_layer(record: Element) -> FoundLayer:
    """Return what the record says."""
    return FoundLayer(
        identity=record.text_at("identifier"),
        source=best_source(links(record)),
        title=record.text_at("title"),
        abstract=first_text(record, ("abstract", "description")),
        language=record.text_at("language"),
        publisher=first_text(record, PUBLISHING),
        licences=tuple(filter(None, [one.all_text for name in ("rights", "accessRights", "license") for one in record.all(name)])),
        crs=next((box.get("crs") for box in record.all("BoundingBox") if not box.get("crs").endswith(("4326", "CRS84"))), ""),
        date=first_text(record, DATES),
        keywords=tuple(dict.fromkeys(filter(None, [one.all_text for one in record.all("subject")]))),
        lineage=record.text_at("source"),
    )


def first_text(record: Element, names: tuple[str, ...]) -> str:
    """Return the text of the first of these elements that has one."""
    return next(filter(None, map(record.text_at, names)), "")


def links(record: Element) -> Iterator[Link]:
    """Yield the addresses at which the data are offered, in the two ways that catalogues write them."""
    for one in record.all("references"):
        yield Link(one.text, one.get("scheme"))
    for one in record.all("URI"):
        yield Link(one.text, f"{one.get('protocol')} {one.get('description')}", one.get("name"))
