"""The units of a challenge: given or loaded, checked, named, and as tables are joined to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import shapely
from qgis.core import QgsReferencedRectangle

from ..analysis.features import Features
from ..model.catalogue import Catalogue
from ..model.challenge import Challenge
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.record import NIS_CODE, LayerRecord, Publisher, Source
from ..model.source_kinds import NO_SOURCE
from ..model.text import Text
from ..qgis_io.columns import key_texts
from ..qgis_io.crs import require_ground_metres
from ..qgis_io.reading import ReadCounts, missing_field
from ..sources.loading import Loaded
from ..sources.loading.load import all_keys
from ..sources.loading.matching import KeyedUnits, name_first
from ..sources.reading.canonical import columns_for


def given_units(
    features: Features, counts: ReadCounts, challenge: Challenge, catalogue: Catalogue, progress: Progress = SILENT, own_use: str = ""
) -> Loaded:
    """Return a layer that the user gave as the challenge's units.

    It keeps its own fields; the canonical fields that the catalogue finds in them stand behind those. Nothing is known of its publisher and
    date: those of the catalogue are another layer's. What the catalogue says of how its fields may be shown holds for the same fields here.

    Parameters
    ----------
    own_use : str
        How the layer itself says that it may not be redistributed, as `own_use.own_use_of` has it.
    """
    known = catalogue.records.get(challenge.units.layer)
    title = Text(features.name, features.name)
    record = LayerRecord(challenge.units.layer, title, Publisher("", "city"), Source(NO_SOURCE), geometry="polygon")
    if known:
        unsaid = known.redistribution != "yes" and known.disclosure.sensitive is None
        shown = replace(known.disclosure, sensitive=True) if unsaid else known.disclosure
        record = replace(record, key=known.key, fields=known.kept_as(known.source).fields, disclosure=shown)
        columns = columns_for(record, None, list(features.table), SILENT)
        new = {field: features.table[column] for field, column in columns.items() if field not in features.table}
        features = features.with_columns(**new)
    record = replace(record, redistribution=own_use or record.redistribution)
    progress.note("Layer '{layer}' serves as units.", layer=features.name)
    return Loaded(features, record, counts, None, "", features.content_hash)


def check_units(units: Loaded, challenge: Challenge) -> None:
    """Check that the units can carry the challenge: projected polygons, each with a key of its own.

    Raises
    ------
    OpgaveError
        With what is wrong and what to do.
    """
    features, title = units.features, units.record.title
    if len(features) == 0:
        raise OpgaveError("Layer '{layer}' has no units here: check the extent and the layer.", layer=title)
    require_ground_metres(
        features, title, OpgaveError("give one as TARGET_CRS (the CRS to work in), or take a layer that was saved in one")
    )
    for name in (challenge.units.key, challenge.units.name):
        if name not in features.table:
            raise missing_field(title, name, list(features.table))
    if not (shapely.get_dimensions(features.geometry) == 2).all():
        raise OpgaveError("Layer '{layer}' cannot be used as units: units are polygons.", layer=title)
    check_unit_keys(units, challenge.units.key)


def check_unit_keys(units: Loaded, key: str) -> None:
    """Check that each unit has a key of its own."""
    keys = pd.Series(key_texts(units.features.table[key]), dtype=object)
    said = {"layer": units.record.title, "field": units.columns.get(key, key)}
    if keys.isna().any():
        raise OpgaveError(
            "Layer '{layer}': 1 area has no key in the field '{field}': fill the key in, or leave the area out with a filter. | Layer"
            " '{layer}': {count} areas have no key in the field '{field}': fill the keys in, or leave the areas out with a filter.",
            count=int(keys.isna().sum()),
            **said,
        )
    twice = keys[keys.duplicated()].unique()
    if len(twice):
        raise OpgaveError(
            "Layer '{layer}': 1 key in the field '{field}' stands at more than one area ({keys}), perhaps the parts of one: dissolve the"
            " layer by that field first. | Layer '{layer}': {count} keys in the field '{field}' stand at more than one area ({keys}),"
            " perhaps the parts of one: dissolve the layer by that field first.",
            count=len(twice),
            keys=name_first(twice.tolist()),
            **said,
        )


def name_units(units: Loaded, challenge: Challenge, progress: Progress) -> Loaded:
    """Return the units, those without a name named by their key, so that maps and reports can point at each; note how many."""
    table, spec = units.features.table, challenge.units
    nameless = pd.isna(key_texts(table[spec.name]))
    if not nameless.any():
        return units
    progress.note(
        "Layer '{layer}': 1 area has no name in the field '{field}'; its key stands in its place. | Layer '{layer}': {count} areas have no"
        " name in the field '{field}'; their keys stand in their place.",
        count=int(nameless.sum()),
        layer=units.record.title,
        field=units.columns.get(spec.name, spec.name),
    )
    names = table[spec.name].astype(object).where(~nameless, key_texts(table[spec.key]))
    return replace(units, features=replace(units.features, table=table.assign(**{spec.name: names})))


def for_municipality_of(units: Loaded, catalogue: Catalogue) -> Catalogue:
    """Return a catalogue whose addresses are filled in for the municipality of the units, where they are all of one and it names none."""
    column = units.features.table.get(NIS_CODE)
    codes = set() if column is None or catalogue.nis_code else {code for code in key_texts(column) if code}
    return replace(catalogue, municipality=codes.pop()) if len(codes) == 1 else catalogue


def keyed_units(
    units: Loaded,
    challenge: Challenge,
    catalogue: Catalogue,
    unit_keys: Callable[[], Sequence[str | None]] | None,
    extent: QgsReferencedRectangle | None,
) -> KeyedUnits:
    """Return the units as tables are joined to them."""
    spec, table = challenge.units, units.features.table

    def beyond_extent() -> Sequence[str | None]:
        if extent is None:
            return ()
        return unit_keys() if unit_keys else all_keys(catalogue.get(spec.layer), spec.key)

    return KeyedUnits(units.record.title, key_texts(table[spec.key]), key_texts(table[spec.name]), cache(beyond_extent))
