"""Objects of OpenStreetMap, given as Overpass writes them in JSON, as the files that editors and extracts are: XML and PBF."""

import struct
from pathlib import Path

from lxml import etree

PLACES_A_DEGREE = 10**7
"""PBF counts coordinates in hundreds of nanodegrees."""
MEMBERS = ("node", "way", "relation")


def write_xml(elements: list[dict], path: Path) -> Path:
    """Write ``.osm``."""
    root = etree.Element("osm", version="0.6")
    for one in elements:
        element = etree.SubElement(root, one["type"], id=str(one["id"]), version="1")
        if one["type"] == "node":
            element.set("lon", str(one["lon"]))
            element.set("lat", str(one["lat"]))
        for ref in one.get("nodes", []):
            etree.SubElement(element, "nd", ref=str(ref))
        for member in one.get("members", []):
            etree.SubElement(element, "member", {key: str(value) for key, value in member.items()})
        for key, value in one.get("tags", {}).items():
            etree.SubElement(element, "tag", k=key, v=value)
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return path


def write_pbf(elements: list[dict], path: Path) -> Path:
    """Write ``.osm.pbf`` (https://wiki.openstreetmap.org/wiki/PBF_Format): one block, not packed, nodes one by one."""
    texts = [""]

    def number_of(text: str) -> int:
        if text not in texts:
            texts.append(text)
        return texts.index(text)

    groups = dict.fromkeys(MEMBERS, b"")
    for one in elements:
        tags = one.get("tags", {})
        body = packed(2, map(number_of, tags)) + packed(3, map(number_of, tags.values())) if tags else b""
        if one["type"] == "node":
            body = number(1, zigzag(one["id"])) + body
            body += b"".join(number(field, zigzag(round(one[name] * PLACES_A_DEGREE))) for field, name in ((8, "lat"), (9, "lon")))
        elif one["type"] == "way":
            body = number(1, one["id"]) + body + packed(8, map(zigzag, steps(one["nodes"])))
        else:
            members = one["members"]
            body = number(1, one["id"]) + body + packed(8, [number_of(member["role"]) for member in members])
            body += packed(9, map(zigzag, steps([member["ref"] for member in members])))
            body += packed(10, [MEMBERS.index(member["type"]) for member in members])
        groups[one["type"]] += chunk({"node": 1, "way": 3, "relation": 4}[one["type"]], body)
    strings = b"".join(chunk(1, text.encode()) for text in texts)
    block = chunk(1, strings) + b"".join(chunk(2, group) for group in groups.values() if group)
    path.write_bytes(blob("OSMHeader", chunk(4, b"OsmSchema-V0.6")) + blob("OSMData", block))
    return path


def blob(kind: str, content: bytes) -> bytes:
    """Return a block of a file of PBF: how long its head is, the head, the content as it is."""
    body = chunk(1, content)
    head = chunk(1, kind.encode()) + number(3, len(body))
    return struct.pack(">I", len(head)) + head + body


def varint(value: int) -> bytes:
    """Return a number as protocol buffers have it: seven bits a byte."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def zigzag(value: int) -> int:
    """Return a number with its sign in the last bit."""
    return 2 * value if value >= 0 else -2 * value - 1


def number(field: int, value: int) -> bytes:
    """Return a field with a number."""
    return varint(8 * field) + varint(value)


def chunk(field: int, content: bytes) -> bytes:
    """Return a field with bytes."""
    return varint(8 * field + 2) + varint(len(content)) + content


def packed(field: int, values) -> bytes:
    """Return a field with numbers behind each other."""
    return chunk(field, b"".join(map(varint, values)))


def steps(values: list[int]) -> list[int]:
    """Return each value as its distance from the one before."""
    return [value - before for value, before in zip(values, [0, *values], strict=False)]
