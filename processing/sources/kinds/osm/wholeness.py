"""Whether the parts of objects of OpenStreetMap are all in their file, and their borders closed: GDAL takes what it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .tags import Combination, keys_of, matching

AREA_RELATIONS = ("multipolygon", "boundary")
NO_RING = ("subarea", "admin_centre", "label")
"""Roles of members that are no part of a border."""


@dataclass(frozen=True)
class Broken:
    """Objects that are not whole, such as ``relation/123``.

    Attributes
    ----------
    lacking : tuple of str
        Objects of which parts are absent, so that GDAL gives none.
    open : tuple of str
        Areas whose border does not close.
    short : tuple of str
        Ways of which points are absent.
    unknown : tuple of str
        Areas of which a part of the border is absent, and of whose tags only the keys are known.
    """

    lacking: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def is_xml(path: Path) -> bool:
    """Whether a file of OpenStreetMap is one of XML."""
    with path.open("rb") as stream:
        return b"<osm" in stream.read(1000)


def find_broken(path: Path, tags: Sequence[Combination], built: frozenset[str], unbuilt: Sequence[str]) -> Broken:
    """Return which of the objects with some tags are not whole.

    Only XML is looked into; of another file all is known that GDAL said.

    Parameters
    ----------
    built : frozenset of str
        The objects that GDAL gives.
    unbuilt : sequence of str
        The relations that it says to leave out.
    """
    if not is_xml(path):
        return Broken(unknown=tuple(dict.fromkeys(unbuilt)))
    file = read_parts(path, keys_of(tags))
    wanted = [name for name, holds in zip(file.tags, matching(tags, file.tag_table()), strict=True) if holds]
    opened = tuple(name for name in wanted if not closes(file.members.get(name, ()), file.ends))
    inside = {f"way/{way}" for name in built & file.members.keys() for way in file.members[name]}  # the area stands for its border too
    lacking = tuple(name for name in wanted if name not in built | inside and name not in opened)
    return Broken(lacking, opened, tuple(name for name in wanted if name in file.short and name not in lacking))


def closes(ways: Sequence[str], ends: dict[str, tuple[str, str]]) -> bool:
    """Whether ways form rings, as far as they are all known: every end is the end of an even number of them."""
    if not ends.keys() >= set(ways):
        return True
    meeting = Counter(end for way in ways for end in ends[way])
    return all(number % 2 == 0 for number in meeting.values())


@dataclass
class Parts:
    """What objects of a file consist of.

    Attributes
    ----------
    ends : dict of str to (str, str)
        First and last node of each way.
    members : dict of str to list of str
        Ways in the border of each relation that is an area.
    short : set of str
        Ways that name nodes which are not there.
    tags : dict of str to dict
        The tags of ways and relations that have any of some keys.
    """

    ends: dict[str, tuple[str, str]]
    members: dict[str, list[str]]
    short: set[str]
    tags: dict[str, dict[str, str]]
    keys: Sequence[str]

    def tag_table(self) -> pd.DataFrame:
        """Return the tags as a table, a column a key."""
        return pd.DataFrame(list(self.tags.values()), columns=list(self.keys), dtype=object)


def read_parts(path: Path, keys: Sequence[str]) -> Parts:
    """Return what the ways and relations of a file of XML consist of."""
    from lxml import etree

    parts, nodes = Parts({}, {}, set(), {}, keys), set()
    for _, element in etree.iterparse(str(path), tag=("node", "way", "relation"), resolve_entities=False, no_network=True, huge_tree=True):
        id, name = element.get("id"), f"{element.tag}/{element.get('id')}"
        own = {tag.get("k"): tag.get("v") for tag in element.iterchildren("tag")}
        if element.tag == "node":
            nodes.add(id)
        elif element.tag == "way":
            refs = [part.get("ref") for part in element.iterchildren("nd")]
            if refs:
                parts.ends[id] = refs[0], refs[-1]
            if not nodes.issuperset(refs):
                parts.short.add(name)
        elif own.get("type") in AREA_RELATIONS:
            members = element.iterchildren("member")
            parts.members[name] = [one.get("ref") for one in members if one.get("type") == "way" and one.get("role") not in NO_RING]
        if element.tag != "node" and not own.keys().isdisjoint(keys):
            parts.tags[name] = own
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return parts
