"""Tables of another year: their codes brought to those of the units, in words: how many, how, and what could not be settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ...analysis.area_codes import CodeLinks, carry_over, join_links, leave_out_repeats, link_by_shares, link_codes
from ...analysis.features import Features, table_only
from ...analysis.key_matching import distinct
from ...model.area_codes import known_changes
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...qgis_io.columns import key_texts
from ...qgis_io.reading import missing_field, number_column
from .defects import NUMBERINGS
from .matching import KeyedTable, KeyedUnits, name_first, source_of, with_codes

CROSSWALK, FROM_CODE, TO_CODE, SHARE = "code_changes", "old_code", "new_code", "share"
"""The record of a catalogue that says which codes became which, and its fields; the last one is optional."""
ADDRESSES, POPULATION_GRID, AREA, WHOLE = "addresses", "population_grid", "area", "whole"
"""What counts are divided by, the best one first; the first two are records. `WHOLE`: nothing had to be divided that way."""
HOW_TEXTS = {
    ADDRESSES: "Where an area was divided, rates are handed down and counts are divided by numbers of addresses.",
    POPULATION_GRID: "Where an area was divided, rates are handed down and counts are divided by inhabitants on the population grid.",
    AREA: "Where an area was divided, rates are handed down and counts are divided by surface.",
    WHOLE: "No counts had to be divided by surface, addresses or inhabitants.",
}
PEOPLE = "inhabitants"
"""The field of the population grid."""


@dataclass(frozen=True)
class UnitWeights:
    """What counts are divided by: a key of `HOW_TEXTS`, and its value for each unit, shape (n,)."""

    name: str
    values: np.ndarray


def weigh_units(units: Features, layers: Mapping[str, Features]) -> UnitWeights:
    """Return what counts in units are divided by: addresses, the population grid, or surface; the first that there is and is not empty.

    Parameters
    ----------
    layers : mapping
        By record id, in the coordinate system of the units.
    """
    for name, field in ((ADDRESSES, ""), (POPULATION_GRID, PEOPLE)):
        layer = layers.get(name)
        if layer is not None and len(layer) and (not field or field in layer.table):
            weights = number_column(layer, field) if field else np.ones(len(layer))
            values = sum_points(units.geometry, shapely.centroid(layer.geometry), weights)
            if values.sum() > 0:
                return UnitWeights(name, values)
    return UnitWeights(AREA, np.nan_to_num(shapely.area(units.geometry)))


def sum_points(shapes: np.ndarray, points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the sum of the weights of the points in each shape, each point in one at most."""
    point, shape = shapely.STRtree(shapes).query(points, predicate="intersects")
    _, first = np.unique(point, return_index=True)
    return np.bincount(shape[first], np.nan_to_num(weights[point[first]]), len(shapes))


def read_crosswalk(record: LayerRecord, features: Features, progress: Progress = SILENT) -> pd.DataFrame:
    """Return which codes became which: columns ``old_code``, ``new_code`` and, where the table has it, ``share``, what lies in both.

    Raises
    ------
    OpgaveError
        The table has no such codes.
    """
    for name in (FROM_CODE, TO_CODE):
        if name not in features.table:
            raise missing_field(str(record.title_and_id), name, list(features.table))
    codes = pd.DataFrame({name: key_texts(features.table[name]) for name in (FROM_CODE, TO_CODE)})
    if SHARE in features.table:
        codes[SHARE] = number_column(features, SHARE, progress, record.title_and_id)
    return codes.dropna().reset_index(drop=True)


def bring_to_units(
    table: KeyedTable,
    units: KeyedUnits,
    weigh: Callable[[], UnitWeights] | None,
    crosswalk: Callable[[], pd.DataFrame | None],
    progress: Progress,
) -> KeyedTable:
    """Return a table with the units' codes in place of those of another year, or written as numbers; as it is where none is.

    Parameters
    ----------
    weigh : callable or None
        Gives what counts are divided by; only asked where an area was divided.
    crosswalk : callable
        Gives what `read_crosswalk` does; only asked where some row is no unit's and some unit has no row.
    """
    table = with_codes(table, units, progress)
    keys, own = distinct(table.keys), distinct(units.keys.tolist())
    if set(keys) <= set(own) or set(own) <= set(keys):
        return table
    weights: list[UnitWeights] = []

    def ask_weights() -> np.ndarray:
        weights.append(weigh())  # type: ignore[misc]
        return weights[0].values[[unit is not None for unit in units.keys]]

    links = leave_out_repeats(_link(keys, own, units, crosswalk(), ask_weights if weigh else None), table.keys)
    if not len(links) and not links.unsettled:
        return table
    features, record = table.features, table.record
    quantity = {name: spec.quantity for name, spec in record.fields.items() if spec.quantity and name in features.table}
    numbers = {name: number_column(features, name, SILENT, record.title_and_id) for name in quantity}
    carried, unknown = carry_over(features.table.assign(**numbers), table.key, links, quantity)
    _tell(table, units, links, unknown, weights[0] if weights else None, progress)
    return replace(table, features=table_only(features.name, carried))


def _link(
    keys: list[str], own: list[str], units: KeyedUnits, crosswalk: pd.DataFrame | None, weigh: Callable[[], np.ndarray] | None
) -> CodeLinks:
    """Return the links of a crosswalk first, then those that follow from codes for what it does not name."""
    changes = known_changes()
    if crosswalk is None:
        return link_codes(keys, own, changes, lambda: distinct(units.others()), weigh)
    changed = set(keys) - set(own)
    code, unit = sorted((FROM_CODE, TO_CODE), key=lambda end: crosswalk[end].isin(changed).sum(), reverse=True)
    if SHARE not in crosswalk:
        named = tuple(crosswalk[[FROM_CODE, TO_CODE]].drop_duplicates().itertuples(index=False, name=None))
        return link_codes(keys, own, replace(changes, successors=(*named, *changes.successors)), lambda: distinct(units.others()), weigh)
    if not crosswalk[code].isin(changed).any():
        return link_codes(keys, own, changes, lambda: distinct(units.others()), weigh)
    given = link_by_shares(keys, own, crosswalk.rename(columns={code: "code", unit: "unit"}))
    done = set(crosswalk[code]) | set(crosswalk[unit])
    left = np.array([one not in done for one in own], dtype=bool)
    rest = link_codes(
        [key for key in keys if key not in done],
        [one for one in own if one not in done],
        changes,
        lambda: [one for one in distinct(units.others()) if one not in done],
        (lambda: weigh()[left]) if weigh else None,
    )
    return join_links(given, rest)


def _tell(
    table: KeyedTable, units: KeyedUnits, links: CodeLinks, unknown: Mapping[str, int], weights: UnitWeights | None, progress: Progress
) -> None:
    """Say how many areas take their values from rows under other codes, and which cannot."""
    said = {"table": table.record.title, "file": source_of(table.record), "units": units.title}
    if len(links):
        progress.note(
            "Table '{table}' ({file}) has codes of another year: 1 area of '{units}' takes its values from a row under another code. {how}"
            " | Table '{table}' ({file}) has codes of another year: {count} areas of '{units}' take their values from {rows} rows under"
            " other codes. {how}",
            count=len(set(links.units)),
            rows=len(set(links.codes)),
            how=OpgaveError(HOW_TEXTS[weights.name if weights else WHOLE]),
            **said,
        )
    if links.unsettled:
        progress.warn(
            "Table '{table}' ({file}) has codes of another year, and for 1 area of '{units}' ({keys}) it cannot be known which rows are"
            " its own: it gets no value from the table. A record '{crosswalk}' in the catalogue can say so. | Table '{table}' ({file})"
            " has codes of another year, and for {count} areas of '{units}' ({keys}) it cannot be known which rows are their own: they get"
            " no value from the table. A record '{crosswalk}' in the catalogue can say so.",
            count=len(links.unsettled),
            keys=name_first(links.unsettled),
            crosswalk=CROSSWALK,
            **said,
        )
    described = {field: count for field, count in unknown.items() if field in table.record.fields}
    if described:
        progress.warn(
            "Table '{table}' ({file}): the record does not say whether 1 field ({fields}) holds counts or rates, so areas of '{units}' that"
            " were divided or merged get no value in it ({areas}). Give the field a 'quantity' of 'count' or 'rate'. | Table '{table}'"
            " ({file}): the record does not say whether {count} fields ({fields}) hold counts or rates, so areas of '{units}' that were"
            " divided or merged get no value in them (at most {areas}). Give the fields a 'quantity' of 'count' or 'rate'.",
            count=len(described),
            fields=name_first(list(described)),
            areas=max(described.values()),
            **said,
        )
    if others := [field for field in unknown if field not in described and field.lower() not in NUMBERINGS]:
        progress.note(
            "Table '{table}' ({file}): areas of '{units}' that were divided or merged have no value in the columns that the record does not"
            " describe ({columns}).",
            columns=name_first(others),
            **said,
        )
