"""Where a municipality lies: its code, its name, and the ground from which its layers are fetched."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsRectangle, QgsReferencedRectangle

from ...challenge.around import REACH
from ...model.area_codes import known_changes
from ...model.errors import OpgaveError
from ...model.geography import LAMBERT_72
from ...model.municipalities import Municipality, find_brussels, find_municipality, municipalities
from ...model.record import NIS_CODE, LayerRecord
from ...model.text import did_you_mean
from ...qgis_io.crs_names import find_crs


def read_municipality(text: str) -> Municipality:
    """Return the municipality that a name or a code means, also one of before a merger.

    Raises
    ------
    OpgaveError
        None is called so, or it lies in Brussels.
    """
    text = text.strip()
    found = find_municipality(text) if text else None
    if found:
        return found
    if not text:
        raise OpgaveError("MUNICIPALITY is empty: give the name or the NIS code of a Flemish municipality.")
    if outside := find_brussels(text):
        raise OpgaveError("{name} is outside Flanders.", name=outside)
    near = did_you_mean(text, (one.name for one in municipalities().values()))
    if near:
        raise OpgaveError("No Flemish municipality is called '{text}'. Did you mean '{near}'?", text=text, near=near)
    raise OpgaveError("No Flemish municipality is called '{text}'. Give a name or an NIS code.", text=text)


def extent_around(municipality: Municipality, reach: float = REACH) -> QgsReferencedRectangle:
    """Return the bounding box of a municipality and ``reach`` metres around it: the nearest facility may lie beyond the border."""
    box = QgsRectangle(*map(float, municipality.extent))
    box.grow(reach)
    return QgsReferencedRectangle(box, find_crs(LAMBERT_72))


def codes_of(municipality: Municipality) -> list[str]:
    """Return the NIS codes that stand for a municipality in some year: its own, and those of all that merged into it."""
    codes, length = {municipality.nis}, len(municipality.nis)
    successors = [pair for pair in known_changes().successors if all(len(code) == length for code in pair)]
    while earlier := {old for old, new in successors if new in codes} - codes:
        codes |= earlier
    return sorted(codes)


def condition_of(codes: list[str]) -> str:
    """Return the filter for the rows of municipalities, by the canonical field of their codes."""
    return f'"{NIS_CODE}" IN ({", ".join(map(repr, codes))})'


def limit_to(record: LayerRecord, condition: str) -> LayerRecord:
    """Return a record with those rows only for which a condition holds too."""
    options = record.source.options
    before = options.get("filter", "")
    both = f"({before}) AND ({condition})" if before else condition
    return replace(record, source=replace(record.source, options={**options, "filter": both}))
