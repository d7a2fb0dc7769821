"""Which objects of OpenStreetMap a record is about: the tags that its source names, as a mask and as Overpass writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ....model.errors import OpgaveError
from ....model.record import LayerRecord

TAG = re.compile(r"(?P<absent>!)?(?P<key>[^=!|,\"\\\s]+)(?:(?P<sign>!?=)(?P<values>[^=]+))?")
"""``amenity=library``, ``amenity=library|arts_centre``, ``access!=private``, ``healthcare`` (any value), ``!disused``."""


@dataclass(frozen=True)
class Tag:
    """A condition on one tag.

    Attributes
    ----------
    key : str
    values : tuple of str
        One of these, or with ``negative`` none of them; empty: whether the key is there at all.
    negative : bool
    """

    key: str
    values: tuple[str, ...] = ()
    negative: bool = False

    def holds(self, table: pd.DataFrame) -> np.ndarray:
        """Return for which rows of a table of tags, a column a key, it is true: ndarray of bool, shape (n,)."""
        column = table[self.key]
        found = column.isin(self.values) if self.values else column.notna()
        return (~found if self.negative else found).to_numpy(bool)

    def overpass(self) -> str:
        """Return it in the query language of Overpass (https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL)."""
        key = quoted(self.key)
        if not self.values:
            return f"[!{key}]" if self.negative else f"[{key}]"
        sign = "!" if self.negative else ""
        if len(self.values) == 1:
            return f"[{key}{sign}={quoted(self.values[0])}]"
        pattern = "|".join(re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", value) for value in self.values)
        return f"[{key}{sign}~{quoted(f'^({pattern})$')}]"


Combination = tuple[Tag, ...]
"""Tags that must all hold."""


def tags_of(record: LayerRecord) -> list[Combination]:
    """Return the alternatives that a record's option ``tags`` names: each a tag, or a list of tags that must all hold.

    Raises
    ------
    OpgaveError
        There are none, or they cannot be understood.
    """
    given = record.source.options.get("tags")
    wanted = [given] if isinstance(given, str) else given
    if not isinstance(wanted, list) or not wanted:
        raise OpgaveError(
            "Layer '{record}': give 'tags' in the options of its source: what to take from OpenStreetMap, such as [\"amenity=library\"].",
            record=record.title_and_id,
        )
    found = []
    for one in wanted:
        combination = tuple(read_tag(text, record) for text in (one if isinstance(one, list) else [one]))
        if not any(not tag.negative for tag in combination):
            raise OpgaveError(
                "Layer '{record}': '{tag}' in 'tags' only says what an object must not have. Add a tag that it must have.",
                record=record.title_and_id,
                tag=", ".join(one) if isinstance(one, list) else one,
            )
        found.append(combination)
    return found


def read_tag(text: object, record: LayerRecord) -> Tag:
    """Return the condition that a text says."""
    found = TAG.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found or found["absent"] and found["sign"]:
        raise OpgaveError(
            "Layer '{record}': '{tag}' in 'tags' of the options of its source is not a tag: write amenity=library, amenity=library|school,"
            " access!=private, healthcare or !disused.",
            record=record.title_and_id,
            tag=text,
        )
    values = tuple(value.strip() for value in (found["values"] or "").split("|") if value.strip())
    return Tag(found["key"], values, bool(found["absent"]) or found["sign"] == "!=")


def keys_of(tags: Sequence[Combination]) -> list[str]:
    """Return the keys that tags name, each once."""
    return list(dict.fromkeys(tag.key for combination in tags for tag in combination))


def matching(tags: Sequence[Combination], table: pd.DataFrame) -> np.ndarray:
    """Return which rows of a table of tags any alternative lets through: ndarray of bool, shape (n,)."""
    alternatives = [np.logical_and.reduce([tag.holds(table) for tag in combination]) for combination in tags]
    return np.logical_or.reduce(alternatives) if len(table) else np.zeros(0, dtype=bool)


def ogr_filter(tags: Sequence[Combination]) -> str:
    """Return a condition for OGR that lets through whatever may match; it compares texts without regard to case, and no negative tags."""
    sides = [" AND ".join(ogr_condition(tag) for tag in combination if not tag.negative) for combination in tags]
    return " OR ".join(f"({side})" for side in sides)


def ogr_condition(tag: Tag) -> str:
    """Return a tag as OGR writes it."""
    if not tag.values:
        return f'"{tag.key}" IS NOT NULL'
    values = ", ".join("'" + value.replace("'", "''") + "'" for value in tag.values)
    return f'"{tag.key}" IN ({values})'


def quoted(text: str) -> str:
    """Return a text as Overpass quotes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
