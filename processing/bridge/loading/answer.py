"""What is asked of a record's source, and what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import QgsCoordinateTransformContext, QgsFeatureSource, QgsRectangle, QgsVectorLayer

from ...analysis.features import Features
from ...model.progress import Progress
from ...model.record import LayerRecord
from ..reading import ReadCounts, read_features
from .canonical import canonical_table, columns_for


@dataclass(frozen=True)
class Ask:
    """What is wanted of a record: the arguments of `load_record` that every kind of source needs."""

    record: LayerRecord
    fields: Sequence[str] | None
    extent: QgsRectangle | None
    target_crs: str
    transform_context: QgsCoordinateTransformContext | None
    progress: Progress

    @property
    def is_table(self) -> bool:
        """Whether the record is a table, whose source's geometry, if any, is left aside."""
        return self.record.geometry == "none"


@dataclass(frozen=True)
class Answer:
    """Features under canonical names, and what is known of their source.

    Attributes
    ----------
    date : date or None
        Day that the source itself says its data are of.
    date_origin : str
        ``file``, ``service``, or empty.
    source_hash : str
        SHA-256 of the files; empty where there are none.
    """

    features: Features
    counts: ReadCounts
    date: datetime.date | None = None
    date_origin: str = ""
    source_hash: str = ""


def read_source(source: QgsVectorLayer | QgsFeatureSource, ask: Ask) -> Answer:
    """Read what QGIS has opened."""
    record = ask.record
    own_crs = source.sourceCrs().authid()
    if record.crs and own_crs and own_crs != record.crs and not ask.is_table and record.source.kind != "oapif":
        ask.progress.note(
            "Record '{record}' says {said}, but the layer itself says {crs}, which is used.", record=record.id, said=record.crs, crs=own_crs
        )
    columns = columns_for(record, ask.fields, [field.name() for field in source.fields()], ask.progress)
    features, counts = read_features(
        source,
        list(dict.fromkeys(columns.values())),
        ask.extent,
        "" if ask.is_table else ask.target_crs,
        progress=ask.progress,
        geometry=not ask.is_table,
        source_crs=record.crs,
        name=record.id,
        transform_context=ask.transform_context,
    )
    return Answer(replace(features, table=canonical_table(record, features.table, columns)), counts)
