"""Areas and streets that actions may name: from a layer of areas, and from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsRectangle, QgsReferencedRectangle

from ...analysis.bbc.columns import find_columns
from ...analysis.bbc.places import Area, Gazetteer, area_town, streets_in
from ...analysis.bbc.plan import PolicyPlan, text_column
from ...analysis.features import Features
from ...analysis.means import group_means
from ...model.catalogue import Catalogue
from ...model.errors import Cancelled, OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import NO_SOURCE
from ...qgis_io.crs_names import find_crs
from ...sources.loading.load import load_record

AREAS = "neighbourhoods"
NAME_FIELDS = ("name", "naam", "sector_name", "cluster_label")
NEED, PEOPLE = "challenge_index", "inhabitants"
"""Fields of units that an integrated map left: their need, and the people by which a mean of it is weighted."""
STREETS = {"addresses": "street", "addresses_wfs": "street", "roads": "name"}
"""Records that name streets, and in which field."""


@dataclass(frozen=True)
class Units:
    """Units with their need; ``name`` and ``need`` are their fields, empty to look for them."""

    features: Features
    name: str = ""
    need: str = ""


def places_of(
    plan: PolicyPlan, units: Units | None, catalogue: Catalogue | None, progress: Progress = SILENT
) -> tuple[list[Area], list[tuple[str, int]]]:
    """Return the areas that actions may name, and names of streets and smaller units with the areas (their places) that they lie in.

    The areas are the neighbourhoods of the catalogue, each with the mean need of the units in it; without those, the units themselves.

    Raises
    ------
    OpgaveError
        There are no areas, none is in the plan, or it is not clear what they are called.
    """
    if units is not None and not len(units.features):
        raise OpgaveError("Layer '{layer}' has no features: choose the layer with the units.", layer=units.features.name)
    smaller: list[tuple[str, int]] = []
    if catalogue is not None and (units is None or has_areas(catalogue)):
        areas = catalogue_areas(catalogue, units.features.crs if units else "", progress)
        areas = in_the_plan(areas, plan, name_field(areas))
        if units is not None:
            areas, smaller = with_units(areas, units)
        found = areas_in(areas, name_field(areas))
    elif units is not None:
        name = name_field(units.features, units.name)
        areas = in_the_plan(units.features, plan, name)
        found = areas_in(areas, name, units.need)
    else:
        raise ValueError("places_of: neither units nor a catalogue")
    streets = [] if catalogue is None else list(catalogue_streets(areas, catalogue, progress))
    return found, [*smaller, *streets]


def has_areas(catalogue: Catalogue) -> bool:
    """Whether a catalogue has neighbourhoods with data."""
    return AREAS in catalogue.records and catalogue.records[AREAS].source.kind != NO_SOURCE


def catalogue_areas(catalogue: Catalogue, crs: str, progress: Progress = SILENT) -> Features:
    """Return the neighbourhoods of a catalogue."""
    return load_record(catalogue.get(AREAS), target_crs=crs, progress=progress, catalogue=catalogue).features


def with_units(areas: Features, units: Units) -> tuple[Features, list[tuple[str, int]]]:
    """Return the areas with the mean need (see `analysis.means`) of the units that have their representative point in them, and the
    units' names with their area.
    """
    table, name = units.features.table, name_field(units.features, units.name)
    unit, area = shapely.STRtree(areas.geometry).query(shapely.point_on_surface(units.features.geometry), predicate="within")
    people = pd.to_numeric(table[PEOPLE], errors="coerce").to_numpy(dtype=float)[unit] if PEOPLE in table else None
    means = group_means(need_of(table, units.need)[unit], area, len(areas), people)
    names = [(str(text), int(place)) for text, place in zip(table[name].to_numpy()[unit], area, strict=True) if text]
    return areas.with_columns(**{NEED: means}), names


def need_of(table: pd.DataFrame, field: str) -> np.ndarray:
    """Return the need in a field, the challenge index where none is given; NaN where it is not known."""
    field = field or (NEED if NEED in table else "")
    return pd.to_numeric(table[field], errors="coerce").to_numpy(dtype=float) if field else np.full(len(table), np.nan)


def name_field(areas: Features, given: str = "") -> str:
    """Return the field with the areas' names: the given one, or the first of `NAME_FIELDS`.

    Raises
    ------
    OpgaveError
        It is not clear which field that is.
    """
    name = given or next((one for one in NAME_FIELDS if one in areas.table), "")
    if name not in areas.table:
        fields = ", ".join(map(str, areas.table))
        raise OpgaveError("UNIT_NAME_FIELD: give the field with the names of the areas. There are: {fields}.", fields=fields)
    return name


def areas_in(features: Features, name: str, need: str = "") -> list[Area]:
    """Return what the areas (of `in_the_plan`) are called, with their need; ``need`` is a field, empty to look for it."""
    table = features.table
    rows = zip(table[name].fillna(""), need_of(table, need), table["nis_code"], strict=True)
    return [Area(str(text), float(value), town) for text, value, town in rows]


def street_record(catalogue: Catalogue) -> LayerRecord | None:
    """Return the record that names streets, the catalogue's own before an included one; None where it has none with data."""
    there = [catalogue.records[id] for id in STREETS if id in catalogue.records]
    there = [record for record in there if record.source.kind != NO_SOURCE]
    return min(there, key=lambda record: record.id not in catalogue.own, default=None)


def catalogue_streets(areas: Features, catalogue: Catalogue, progress: Progress = SILENT) -> Iterator[tuple[str, int]]:
    """Yield the streets of a catalogue, each with the areas (their places) that it lies in; none, and why is said, where there are none."""
    record = street_record(catalogue)
    if record is None:
        progress.warn("The catalogue has no streets (records 'addresses' or 'roads'): only the names of areas are looked for.")
        return
    try:
        streets = load_record(record, [STREETS[record.id]], extent_of(areas), areas.crs, progress)
    except Cancelled:
        raise
    except OpgaveError as error:
        progress.warn("{reason} Only the names of areas are looked for.", reason=error)
        return
    found = list(streets_in(areas.geometry, streets.features, STREETS[record.id]))
    progress.note("{count} streets from '{record}'.", count=len({name for name, _ in found}), record=record.id)
    yield from found


def extent_of(areas: Features) -> QgsReferencedRectangle:
    """Return the extent of the areas."""
    bounds = np.array([one.bounds for one in areas.geometry if one is not None])
    low, high = np.nanmin(bounds[:, :2], axis=0), np.nanmax(bounds[:, 2:], axis=0)
    return QgsReferencedRectangle(QgsRectangle(*low, *high), find_crs(areas.crs))


def in_the_plan(areas: Features, plan: PolicyPlan, name: str) -> Features:
    """Return the areas in the municipalities of the plan, with its code of each in ``nis_code``; empty where the areas do not say.

    They say in a field for it, and where that is blank in brackets after the name: *Strand (De Haan)*.

    Raises
    ------
    OpgaveError
        They say, and none is in the plan.
    """
    found = find_columns([str(name) for name in areas.table], "places")
    column = found.get("nis_code") or found.get("municipality")
    codes = town_codes(plan)
    if column is None or not codes:
        return areas.with_columns(nis_code="")
    said, names = text_column(areas.table, column).str.strip(), areas.table[name].fillna("").astype(str)
    said = said.where(said != "", names.map(area_town)).str.lower()
    here = (said.isin(list(codes)) | said.eq("")).to_numpy()
    if not here.any():
        raise OpgaveError(
            "None of the areas lies in a municipality of the plan: '{theirs}' in their field '{field}' is not in the plan.",
            theirs=areas.table[column].iloc[0],
            field=column,
        )
    return areas.with_columns(nis_code=said.map(codes).fillna("")).where(here)


def town_codes(plan: PolicyPlan) -> dict[str, str]:
    """Return the code of each municipality of the plan by that code and by its name, in lower case; empty where it gives no codes."""
    towns = plan.table[["municipality", "nis_code"]].drop_duplicates().apply(lambda column: column.str.strip())
    towns = towns[towns["nis_code"] != ""]
    return {key.lower(): code for name, code in towns.itertuples(index=False) for key in (name, code) if key}


def gazetteer(areas: list[Area], streets: list[tuple[str, int]], plan: PolicyPlan, progress: Progress = SILENT) -> Gazetteer:
    """Return the gazetteer; where the plans are of several municipalities, areas should say in which one they lie."""
    towns = len(plan.table[["municipality", "nis_code"]].drop_duplicates())
    nowhere = sum(not area.nis_code for area in areas)
    if towns > 1 and nowhere:
        progress.warn(
            "The plan has {towns} municipalities, and {count} of {total} areas do not say in a field 'nis_code' where they lie: an action"
            " elsewhere that names the same place is counted too. Choose one municipality, or give the field.",
            towns=towns,
            count=nowhere,
            total=len(areas),
        )
    return Gazetteer(areas, streets)
