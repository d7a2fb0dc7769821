"""What few units are compared with: the same indicators of other places, as far as these are known.

The sectors of the smallest municipalities are too few to compare with each other. The catalogue of a municipality says of the tables and
units that it limits to it how they were before (`WIDER_FILTER`), and so what else there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsRectangle, QgsReferencedRectangle

from ..analysis.features import table_only
from ..model.challenge import Indicator
from ..model.choices import LEAST_COMPARED, RELATIVE_NORMALISATIONS
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress, Unseen
from ..model.record import LayerRecord
from ..qgis_io.columns import key_texts
from ..qgis_io.crs import read_crs
from ..sources.loading import Loaded, load_shared
from ..sources.loading.code_years import bring_to_units
from ..sources.loading.load import all_keys, load_crosswalk
from ..sources.loading.matching import KeyedTable, KeyedUnits
from ..texts.language import Language
from .around import AROUND, weigh_once
from .collected import Collected, Comparison
from .shown import ShownMeasures
from .used_fields import keyed_layers, wanted_fields

WIDER_FILTER = "wider_filter"
"""Option of a source beside ``filter``: that filter as it was before it was limited to one municipality, empty where there was none."""


def compare_few(collected: Collected, progress: Progress = SILENT) -> Collected:
    """Return a challenge with what its units are compared with, where they are fewer than `LEAST_COMPARED` and the catalogue knows more.

    An indicator that compares areas, and of which no other area has another value, counts as missing, with that reason.
    """
    wider = dict(_wider_records(collected))
    unit_layer = collected.challenge.units.layer
    if collected.comparison or len(collected.units) >= LEAST_COMPARED or unit_layer not in wider:
        return collected
    progress.note("The {count} areas are too few to compare with each other: others are loaded.", count=len(collected.units))
    all_units = wider.pop(unit_layer)
    units, tables = _load_around(all_units, collected), dict(_load_tables(wider, collected))
    everywhere = ShownMeasures(_on_tables(collected, tables), Unseen(progress))
    own_codes = _bring_to(units, all_units, tables, collected, Unseen(progress))
    around = ShownMeasures(replace(collected, units=units.features, layers={**collected.layers, **own_codes}), Unseen(progress))
    values = {}
    for indicator in (one for one in collected.challenge.every_indicator if one.id not in collected.missing):
        layers = {id for one in indicator.measurements() for id in one.layers}
        if all(one.measure == "attribute" for one in indicator.measurements()) and layers <= tables.keys():
            values[indicator.id] = everywhere.indicator(indicator).values
        elif not layers & keyed_layers(collected.challenge) - tables.keys():
            values[indicator.id] = around.indicator(indicator).values
        else:
            values[indicator.id] = np.full(0, np.nan)
    alone = {one.id: one for one in collected.challenge.every_indicator if one.id in values and not _compares(one, values[one.id])}
    alike = frozenset(id for id in alone if np.isfinite(values[id]).sum() > 1)
    return replace(
        collected,
        comparison=Comparison({id: values[id] for id in values if id not in alone}, len(units.features), alike),
        missing=collected.missing | alone.keys(),
        reasons={**collected.reasons, **{id: _nothing_to_compare(one, values[id]) for id, one in alone.items()}},
    )


def _wider_records(collected: Collected) -> Iterator[tuple[str, LayerRecord]]:
    """Yield the records of loaded layers that the catalogue limits to a municipality, as they were before."""
    for id, loaded in collected.layers.items():
        options = dict(loaded.record.source.options)
        if WIDER_FILTER in options:
            before = options.pop(WIDER_FILTER)
            options = {**options, "filter": before} if before else {name: one for name, one in options.items() if name != "filter"}
            yield id, replace(loaded.record, source=replace(loaded.record.source, options=options))


def _load_around(record: LayerRecord, collected: Collected) -> Loaded:
    box = QgsRectangle(*shapely.total_bounds(collected.units.geometry).tolist())
    box.grow(AROUND)
    extent = QgsReferencedRectangle(box, read_crs(collected.units.crs))
    spec = collected.challenge.units
    return load_shared(record, [spec.key, spec.name], extent, collected.units.crs)


def _load_tables(records: Mapping[str, LayerRecord], collected: Collected) -> Iterator[tuple[str, Loaded]]:
    wanted, tables = wanted_fields(collected.challenge), keyed_layers(collected.challenge)
    for id, record in records.items():
        if id in tables:
            there = collected.layers[id].features.table
            yield id, load_shared(record, [name for name in wanted[id] if name in there], None, "")


def _bring_to(
    units: Loaded, record: LayerRecord, tables: Mapping[str, Loaded], collected: Collected, progress: Progress
) -> dict[str, Loaded]:
    """Return tables with the codes of units in place of those of another year; ``record`` has all units, wherever they lie."""
    spec = collected.challenge.units
    keys, names = (key_texts(units.features.table[name]) for name in (spec.key, spec.name))
    keyed = KeyedUnits(units.record.title, keys, names, cache(lambda: all_keys(record, spec.key)))
    weigh = cache(lambda: weigh_once(units.features, collected.layers))
    crosswalk = cache(lambda: load_crosswalk(collected.catalogue, progress))
    found = {}
    for id, loaded in tables.items():
        table = bring_to_units(KeyedTable(loaded.record, loaded.features, spec.key, loaded.columns), keyed, weigh, crosswalk, progress)
        found[id] = replace(loaded, features=table.features)
    return found


def _on_tables(collected: Collected, tables: Mapping[str, Loaded]) -> Collected:
    """Return the challenge on all areas that some table has a row for, wherever they lie."""
    key = collected.challenge.units.key
    texts = [pd.Series(key_texts(one.features.table[key]), dtype=object).dropna() for one in tables.values()]
    keys = pd.unique(pd.concat(texts)) if texts else np.zeros(0, dtype=object)
    return replace(collected, units=table_only("areas", pd.DataFrame({key: keys}, dtype=object)), layers=dict(tables))


def _compares(indicator: Indicator, values: np.ndarray) -> bool:
    """Whether a score can be taken against some values."""
    known = values[np.isfinite(values)]
    return indicator.normalisation not in RELATIVE_NORMALISATIONS or (len(known) > 1 and np.ptp(known) > 0)


def _nothing_to_compare(indicator: Indicator, values: np.ndarray) -> OpgaveError:
    known = values[np.isfinite(values)]
    if len(known) > 1:
        return OpgaveError(
            "'{indicator}' is left out: all {count} areas with which it could be compared have the same value ({value:g}), so it puts none"
            " of them first.",
            indicator=indicator.title,
            count=len(known),
            value=float(known[0]),
        )
    return OpgaveError(
        "'{indicator}' is left out: the areas are too few to compare with each other, and there are no other values to compare with.",
        indicator=indicator.title,
    )


def comparison_words(collected: Collected, language: Language) -> str:
    """Return what scores of few units compare with; empty where units are compared with each other."""
    found = collected.comparison
    if found is None:
        return ""
    return language.tr(
        "{count} areas are too few to compare with each other. Their scores compare them with all areas in the tables for Flanders; what is"
        " measured on the map is compared with the {around} areas within {distance} km. No clusters are sought.",
        count=len(collected.units),
        around=language.number(found.around),
        distance=language.number(AROUND / 1000, 1),
    )
