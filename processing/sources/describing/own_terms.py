"""What a record says that no standard has a word for, as names that travel among its subjects: ``urn:opgavenkaart:sector:mobility``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ...model.record import LayerRecord

PREFIX = "urn:opgavenkaart:"
TERM = re.compile(rf"{PREFIX}(theme|sector|publisher|geometry|redistribution):([a-z_]{{1,40}})")
PUBLISHERS = frozenset(("city", "flemish", "federal", "private", "non_profit", "citizens"))
GEOMETRIES = frozenset(("point", "line", "polygon", "none", "raster"))
REDISTRIBUTIONS = ("no", "aggregated", "yes")
"""The strictest first."""


def list_terms(record: LayerRecord) -> tuple[str, ...]:
    """Return the names for what a record says of its theme, sectors, kind of publisher, geometry, and of passing it on."""
    said = [
        ("theme", record.theme),
        *(("sector", sector) for sector in record.sectors),
        ("publisher", record.publisher.kind),
        ("geometry", record.geometry),
        ("redistribution", record.redistribution),
    ]
    terms = (f"{PREFIX}{about}:{value}" for about, value in said)
    return tuple(term for term in terms if TERM.fullmatch(term))


def read_terms(keywords: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what such names among keywords say, by what they speak of; those of no known meaning say nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for match in filter(None, map(TERM.fullmatch, keywords)):
        found[match[1]] = (*found.get(match[1], ()), match[2])
    known = {"publisher": PUBLISHERS, "geometry": GEOMETRIES, "redistribution": frozenset(REDISTRIBUTIONS)}
    return {about: kept for about, values in found.items() if (kept := tuple(one for one in values if one in known.get(about, values)))}


def stricter(one: str, other: str) -> str:
    """Return which of two words on passing data on allows less: what a stranger's catalogue says may hold back, never give free."""
    return min(one, other, key=REDISTRIBUTIONS.index)
