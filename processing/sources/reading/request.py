"""What is asked of a record's source, and what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from qgis.core import QgsCoordinateTransformContext, QgsFeatureSource, QgsField, QgsRectangle, QgsVectorLayer

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...qgis_io.inputs import InputRaster
from ...qgis_io.reading import ReadCounts, read_features
from .canonical import canonical_table, columns_for
from .newest_date import newest_column, newest_mask, newest_period


class LoadPart(Protocol):
    """What loads one of several sources: its record, the fields that are wanted of it, and the coordinate system to end in."""

    def __call__(self, part: LayerRecord, fields: Sequence[str] | None, target_crs: str, /) -> LoadedFeatures:
        """Return its features.

        Raises
        ------
        NoFeatures
            It answers as it should, and holds nothing here.
        OpgaveError
            It cannot be loaded.
        """


def refuse_part(part: LayerRecord, fields: Sequence[str] | None, target_crs: str, /) -> LoadedFeatures:
    """Refuse to load one of several sources, where only one is asked."""
    raise OpgaveError("Layer '{record}' is put together of several sources: load the layer.", record=part.title_and_id)


@dataclass(frozen=True)
class LoadRequest:
    """What is wanted of a record: the arguments of `load_record` that every kind of source needs."""

    record: LayerRecord
    fields: Sequence[str] | None
    extent: QgsRectangle | None
    target_crs: str
    transform_context: QgsCoordinateTransformContext | None
    progress: Progress
    suffix: str = ""
    """Ending by which GDAL knows the record's file when it was downloaded."""
    load_part: LoadPart = refuse_part
    """Loads the record of one of several sources of this one."""

    @property
    def is_table(self) -> bool:
        """Whether the record is a table, whose source's geometry, if any, is left aside."""
        return self.record.geometry == "none"

    @property
    def filter(self) -> str:
        """The QGIS expression on canonical fields that lets features through; empty for none."""
        return str(self.record.source.options.get("filter", ""))


class NoFeatures(OpgaveError):
    """A source that answers as it should, and holds nothing here."""


@dataclass(frozen=True)
class Label:
    """What people call a field, and what its coded values mean."""

    alias: str = ""
    values: dict = field(default_factory=dict)


@dataclass(frozen=True)
class TimetableFile:
    """A timetable in GTFS on this computer, and its record."""

    record: LayerRecord
    path: Path


@dataclass(frozen=True)
class LoadedFeatures:
    """Features under canonical names, and what is known of their source.

    Attributes
    ----------
    date : date or None
        Day that the source itself says its data are of.
    date_origin : str
        ``file``, ``last_modified``, ``service``, or empty.
    source_hash : str
        SHA-256 of the files; empty where there are none.
    labels : dict of str to Label
        What the source itself calls its fields and their values, by canonical field.
    columns : dict of str to str
        The source's column behind each canonical field, and behind what others are computed from.
    newest : date or None
        The day of the newest period, where only its rows are taken.
    feeds : tuple of TimetableFile
        Of stops of timetables these, by which one can travel.
    """

    features: Features
    counts: ReadCounts
    date: datetime.date | None = None
    date_origin: str = ""
    source_hash: str = ""
    labels: dict[str, Label] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    newest: datetime.date | None = None
    feeds: tuple[TimetableFile, ...] = ()


@dataclass(frozen=True)
class LoadedCells:
    """A raster, and what is known of its source: ``date``, ``date_origin`` and ``source_hash`` as of `LoadedFeatures`."""

    raster: InputRaster
    date: datetime.date | None = None
    date_origin: str = ""
    source_hash: str = ""


def read_source(
    source: QgsVectorLayer | QgsFeatureSource,
    ask: LoadRequest,
    value_lists: Mapping[str, dict] | None = None,
    hidden: frozenset[str] = frozenset(),
    in_own_crs: bool = True,
) -> LoadedFeatures:
    """Read what QGIS has opened.

    Parameters
    ----------
    value_lists : mapping of str to dict, optional
        For a column what its codes mean, where QGIS does not find that itself.
    hidden : frozenset of str
        Columns that are not the source's own.
    in_own_crs : bool
        Whether what was opened is in the source's own coordinate system, and not in one that its answers always have.
    """
    record = ask.record
    own_crs = source.sourceCrs().authid()
    if record.crs and own_crs and own_crs != record.crs and not ask.is_table and in_own_crs:
        ask.progress.note(
            "Layer '{record}' states {said}, but the layer itself has {crs}; {crs} is used.",
            record=record.title,
            said=record.crs,
            crs=own_crs,
        )
    fields = {one.name(): one for one in source.fields() if one.name() not in hidden}
    columns = columns_for(record, ask.fields, list(fields), ask.progress)
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
    labels = {name: label_of(fields[column], (value_lists or {}).get(column)) for name, column in columns.items()}
    known = {name: label for name, label in labels.items() if label != Label()}
    features = replace(features, table=canonical_table(record, features.table, columns))
    newest = newest_column(record, list(columns.values()))
    day = None
    if newest:
        periods = features.table[next(name for name, column in columns.items() if column == newest)]
        day = newest_period(periods)
        features = features.where(newest_mask(periods, newest, record, ask.progress))
    return LoadedFeatures(features, counts, labels=known, columns=columns, newest=day)


def label_of(field: QgsField, values: dict | None) -> Label:
    """Return what a field is called, and its coded values: as given, or as the source's own list of values has them."""
    alias = field.alias() if field.alias() != field.name() else ""
    setup = field.editorWidgetSetup()
    if values is None and setup.type() == "ValueMap":
        pairs = setup.config().get("map") or {}
        listed = [pair for one in pairs for pair in one.items()] if isinstance(pairs, list) else list(pairs.items())
        values = {code: str(name) for name, code in listed}
    return Label(alias, values or {})


def compare_count(ask: LoadRequest, given: int, stated: int | None) -> None:
    """Warn when fewer features came than the server counts."""
    if stated is not None and given < stated:
        ask.progress.warn(
            "Layer '{record}': the service gave {given} of the {stated} features that it counts; the layer is incomplete.",
            record=ask.record.title,
            given=given,
            stated=stated,
        )
