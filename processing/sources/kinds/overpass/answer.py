"""What Overpass answers: objects, or one of the ways in which it says that it has none to give."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ...network import Reply, json_of, text_of

REASON = re.compile(r"<strong[^>]*>\s*Error\s*</strong>\s*:\s*(.*?)\s*</p>", re.IGNORECASE | re.DOTALL)
REFUSED, TOO_MANY, TOO_LATE = 400, 429, 504
LONGEST_REASON = 300


def document_of(record: LayerRecord, reply: Reply) -> dict:
    """Return the document in an answer that is whole.

    Raises
    ------
    OpgaveError
        It is none: of an answer that broke off the part that came is not used, for what is absent in it may well be there.
    """
    url = without_secrets(reply.url)
    if reply.error:
        raise failure(record, reply)
    try:
        document = json_of(reply.content, reply.url, reply.headers)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
    if not isinstance(document, dict) or not isinstance(document.get("elements"), list):
        raise OpgaveError(
            "Layer '{record}': {url} does not answer as a server of Overpass does. Correct the 'path' of its source, which"
            " ends in /api/interpreter.",
            record=record.title_and_id,
            url=url,
        )
    if document.get("remark"):
        raise OpgaveError(
            "Layer '{record}': the answer of {url} is incomplete ({reason}) and is not used. Choose a smaller area, or try again later.",
            record=record.title,
            url=url,
            reason=str(document["remark"])[:LONGEST_REASON],
        )
    return document


def failure(record: LayerRecord, reply: Reply) -> OpgaveError:
    """Return the sentence for an answer with a status that is no success."""
    values = {"record": record.title_and_id, "url": without_secrets(reply.url), "status": reply.status}
    if reply.status == REFUSED:
        found = REASON.search(text_of(reply.content, reply.headers.get("content-type", "")))
        return OpgaveError(
            "Layer '{record}': {url} rejects the query (status {status}: {reason}). Check 'tags' in the options of its source.",
            reason=found[1][:LONGEST_REASON] if found else "-",
            **values,
        )
    if reply.status == TOO_MANY:
        return OpgaveError(
            "Layer '{record}': {url} accepts no more queries from this address for now (status {status}). Try again in a few minutes.",
            **values,
        )
    if reply.status == TOO_LATE:
        return OpgaveError(
            "Layer '{record}': {url} is too busy, or needs too much time for this area (status {status}). Try again later, or choose a"
            " smaller area.",
            **values,
        )
    return OpgaveError("Layer '{record}': {reason}", record=record.title, reason=reply.error)


def day_of(document: dict) -> datetime.date | None:
    """Return the day of OpenStreetMap's data in an answer."""
    try:
        return datetime.date.fromisoformat(str((document.get("osm3s") or {}).get("timestamp_osm_base"))[:10])
    except ValueError:
        return None


def areas_in(document: dict) -> int | None:
    """Return how many places the question's area is; None where it did not ask for one."""
    counts = [one.get("tags") or {} for one in document["elements"] if one.get("type") == "count"]
    return int(counts[0].get("areas", 0)) if counts else None


def write_file(document: dict, path: Path) -> None:
    """Write the objects of an answer as a file of OpenStreetMap, which GDAL reads: nodes, then ways, then relations, each once.

    What a relation names and the answer does not have stays named.
    """
    from lxml import etree

    objects = {(one["type"], one["id"]): one for one in document["elements"] if one.get("type") in ORDER and has_place(one)}
    with etree.xmlfile(str(path), encoding="utf-8") as file, file.element("osm", version="0.6"):
        for one in sorted(objects.values(), key=lambda one: (ORDER.index(one["type"]), one["id"])):
            element = etree.Element(one["type"], id=str(one["id"]), version="1")
            if one["type"] == "node":
                element.set("lat", repr(one["lat"]))
                element.set("lon", repr(one["lon"]))
            for node in one.get("nodes") or ():
                etree.SubElement(element, "nd", ref=str(node))
            for member in one.get("members") or ():
                etree.SubElement(element, "member", type=member["type"], ref=str(member["ref"]), role=member.get("role", ""))
            for key, value in (one.get("tags") or {}).items():
                etree.SubElement(element, "tag", k=str(key), v=str(value))
            file.write(element)


def has_place(one: dict) -> bool:
    """Whether an object can be put on a map: a node says where it is, the others of what they consist."""
    return one["type"] != "node" or {"lat", "lon"} <= one.keys()


ORDER = ("node", "way", "relation")
