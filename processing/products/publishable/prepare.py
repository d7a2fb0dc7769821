"""From a layer to the version of it that may be published, and whether all is there for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ...analysis.aggregation.matrix import representative
from ...analysis.disclosure.anonymity import find_units, make_anonymous
from ...analysis.disclosure.cells import Protection
from ...analysis.features import Features
from ...analysis.quality.attributes import is_blank
from ...analysis.quality.geometry import find_repeated
from ...model import contract
from ...model.defects import BLOCKING, DEFECTS
from ...model.disclosure import Disclosure
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import FieldSpec, LayerRecord
from ...model.text import Text, field_name, number_equals
from ...qgis_io.columns import key_texts
from ...qgis_io.repair import repair_polygons
from ...quality.assessment.assess import Assessment, assess
from ...quality.assessment.inputs import AssessedLayer
from ...sources.leaving import SENSITIVE, UNIQUE, held_back_reasons, personal_fields, sensitive_counts, tell_held_back
from ...sources.store.publish import CanonicalFeatures, Offer, canonical, describe_record, is_canonical, list_unsaid
from ...texts.defect_texts import TITLE_TEXTS

UNIT = "unit"
"""Field with the key of the unit in which a feature lies."""


@dataclass(frozen=True)
class AskedUnits:
    """The units by which features are told.

    Attributes
    ----------
    features : Features
        In the layer's coordinate system.
    key : str
        Field with their key; empty: their number.
    least : int
        Features that must look the same at least.
    """

    features: Features
    key: str
    least: int


@dataclass(frozen=True, eq=False)
class PublishableLayer:
    """What may be published.

    Attributes
    ----------
    record : LayerRecord
        What others must know of it; its source is still that of the layer.
    held_back : tuple of OpgaveError
        Which fields are left out, and why: a sentence a reason.
    held_count : int
        How many fields these are.
    repaired, repeated, trimmed : int
        Invalid areas that were repaired, features that repeated another one and are left out, and values without the spaces around them.
    least, dropped, blanked : int
        How many features look the same at least (0: each is told with its own place), how many are left out because fewer do, and how
        many values.
    unsaid : tuple of str
        Names of the parameters for what others must know and nobody says.
    """

    features: Features
    record: LayerRecord
    assessed: Assessment
    held_back: tuple[OpgaveError, ...]
    held_count: int
    repaired: int
    repeated: int
    trimmed: int
    least: int
    dropped: int
    blanked: int
    unsaid: tuple[str, ...]


def make_publishable(
    layer: AssessedLayer,
    offer: Offer,
    description: str,
    known: LayerRecord | None,
    units: AskedUnits | None,
    today: datetime.date,
    progress: Progress = SILENT,
) -> PublishableLayer:
    """Return the version of a layer that may be published.

    Parameters
    ----------
    offer : Offer
        What the user says of it; its key may be empty.
    known : LayerRecord, optional
        What a catalogue says of it.
    units : AskedUnits, optional
        None: each feature is told with its own place.

    Raises
    ------
    OpgaveError
        Its terms forbid it, it must be told by unit and no units are given, nothing is left, or a blocking defect is.
    """
    key = offer.key or (known.key if known else "")
    named = canonical(layer.features, known, replace(offer, key=key), progress)
    record = describe_record(named, offer.id or field_name(layer.features.name), offer, known)
    record = replace(record, description=Text(description, description)) if description else record
    check_id(record)
    least = find_least(record, units)
    mended = mend(named)  # before fields go: people at one address who differ by name only are no repeats
    held_back = dict(personal_fields(mended.features, record.disclosure, ()))
    held_back |= sensitive_counts(mended.features, record, {named.key, *held_back})
    if not least:
        said = (str(name) for name in mended.features.table if name not in {named.key, *held_back})
        held_back |= {name: SENSITIVE for name in said if record.says_sensitive(name)}
    features, dropped, blanked = mended.features.without(held_back), 0, 0
    if units:
        progress.check()
        told = tell_by_unit(features, named.key, units, least, progress)
        dropped, blanked = len(features) - len(told.features), told.blanked
        held_back |= dict.fromkeys((name for name in features.table if name not in told.features.table), UNIQUE)
        features = told.features
    reasons = tuple(held_back_reasons(record, held_back))
    tell_held_back(record, held_back, progress)
    record = describe_result(record, features, offer)
    assessed = assess(replace(layer, features=features), record.key, record, today, progress=progress)
    check_unblocked(assessed, record)
    record = replace(record, quality=assessed.mark(today))
    return PublishableLayer(
        features, record, assessed, reasons, len(held_back), mended.repaired, mended.repeated, mended.trimmed, least, dropped, blanked,
        tuple(list_unsaid(record) + ([] if record.description.of("nl") else [contract.DESCRIPTION])),
    )  # fmt: skip


def find_least(record: LayerRecord, units: AskedUnits | None) -> int:
    """Return how many features of a record must look the same at least; 0 where each may be told with its own place.

    Raises
    ------
    OpgaveError
        The record says that it may not be redistributed, or only by unit and there are none.
    """
    if record.redistribution == "no":
        raise OpgaveError(
            "Layer '{record}' may not be redistributed, as its record or the layer itself says: it cannot be published.",
            record=record.title_and_id,
        )
    limits = record.count_limits("")
    every = [one for one in map(record.count_limits, ("", *record.disclosure.fields)) if one]
    if units is None:
        if limits:
            raise OpgaveError(
                "Layer '{record}' may only be published by unit, as its record or the layer itself says: give UNITS, such as the"
                " statistical sectors.",
                record=record.title_and_id,
            )
        return 0
    return max(units.least, *(int(np.ceil(Protection(one.minimum, one.rounding).least)) for one in every), 0)


@dataclass(frozen=True, eq=False)
class Mended:
    """A layer after the mends that lose nothing, and how many there were."""

    features: Features
    repaired: int
    repeated: int
    trimmed: int


def mend(named: CanonicalFeatures) -> Mended:
    """Return a layer with valid areas, without features that repeat an earlier one in all but the key, and without spaces around texts."""
    features = named.features
    geometry, invalid = repair_polygons(features.geometry)
    table, trimmed = features.table.copy(), 0
    for name in table:
        if table[name].dtype == object:
            texts = table[name].map(lambda value: value.strip() if isinstance(value, str) else value)
            trimmed += int((texts.notna() & (texts != table[name])).sum())
            table[name] = texts
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    again = np.zeros(len(geometry), dtype=bool)
    for one in find_repeated(geometry, table.drop(columns=[named.key], errors="ignore"), there):
        if one.code == "feature_repeated":
            again[one.rows] = True
    whole = replace(features, geometry=geometry, table=table)
    return Mended(whole.where(~again), int(invalid.sum()), int(again.sum()), trimmed)


@dataclass(frozen=True, eq=False)
class ToldByUnit:
    """Features at the place of their unit, and how many of their values were blanked."""

    features: Features
    blanked: int


def tell_by_unit(features: Features, key: str, units: AskedUnits, least: int, progress: Progress) -> ToldByUnit:
    """Return features at a point of the unit in which they lie, each one of at least ``least`` that look the same.

    Raises
    ------
    OpgaveError
        None is left.
    """
    unit = find_units(features.geometry, units.features.geometry)
    elsewhere = int((unit < 0).sum())
    if elsewhere:
        progress.warn(
            "Layer '{layer}': 1 feature lies in no unit and is left out. | Layer '{layer}': {count} features lie in no unit and are left"
            " out.",
            layer=features.name,
            count=elsewhere,
        )
    anonymous = make_anonymous(features.table.drop(columns=[key], errors="ignore"), unit, least)
    unit = unit[anonymous.kept]
    if not len(unit):
        raise OpgaveError(
            "Layer '{layer}': no unit has {count} features that look the same: give larger units, or leave out fields.",
            layer=features.name,
            count=least,
        )
    table = anonymous.table.drop(columns=[name for name in anonymous.table if is_blank(anonymous.table[name]).all()])
    names = key_texts(units.features.table[units.key]) if units.key else units.features.ids.astype(str)
    table.insert(0, number_equals([*table, UNIT])[-1], pd.Series(names[unit], dtype=object))
    x, y = representative(units.features.geometry)
    points = shapely.points(x[unit], y[unit])
    return ToldByUnit(replace(features, geometry=points, table=table, ids=np.arange(1, len(unit) + 1)), anonymous.blanked)


def describe_result(record: LayerRecord, features: Features, offer: Offer) -> LayerRecord:
    """Return the record of what is left: its fields, key and geometry; nothing in it is personal or sensitive any more."""
    key = record.key if record.key in features.table else ""
    fields = {name: record.fields.get(name, FieldSpec()) for name in features.table if name in record.fields or is_canonical(name)}
    own = describe_record(CanonicalFeatures(features, key), record.id, replace(offer, title="", redistribution="yes"), record)
    alone = replace(own, join=None, harvested=None, otherwise=(), evidence="", checked=None)
    return replace(alone, fields=fields, disclosure=Disclosure())


def check_id(record: LayerRecord) -> None:
    """Check that the id, of which the files have their names, is allowed; a publisher may still be lacking."""
    publisher = replace(record.publisher, name=record.publisher.name or "?")
    LayerRecord.from_json(replace(record, publisher=publisher).to_json(), where=record.id)


def check_unblocked(assessed: Assessment, record: LayerRecord) -> None:
    """Check that no blocking defect is left."""
    reasons = [OpgaveError(TITLE_TEXTS[code]) for code in assessed.counts if DEFECTS[code].severity == BLOCKING]
    if reasons:
        raise OpgaveError(
            "Layer '{record}' cannot be published: {reason}. 'Assess data quality' shows where; mend it first.",
            record=record.title_and_id,
            reason=reasons[0],
        )
