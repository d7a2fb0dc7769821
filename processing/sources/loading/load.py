"""One record loaded: the kind of source decides how, what comes out is alike for all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from qgis.core import QgsCoordinateTransformContext, QgsRectangle

from ...analysis.features import Features, table_only
from ...model.catalogue import Catalogue
from ...model.dates import is_believable
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import DISTINCT, YEAR, LayerRecord
from ...model.source_kinds import NO_SOURCE, source_facts
from ...model.text import Text
from ...qgis_io.columns import BETWEEN_KEYS, joined_key_texts
from ...qgis_io.content_net import content_of
from ...qgis_io.crs import frame_for
from ...qgis_io.expressions import check_filter, filter_mask, parse_expression
from ...qgis_io.inputs import InputRaster
from ...qgis_io.rasters import open_raster, window_in
from ...qgis_io.reading import ReadCounts
from ...texts.language import LANGUAGES
from ..kinds import SOURCE_KINDS
from ..network import check_public, fresh_answers
from ..network.sentences import is_not_there
from ..reading.field_values import with_field_values
from ..reading.newest_date import NEWEST, newest_day
from ..reading.placeholders import fill_placeholders, with_year, years_to_try
from ..reading.request import Label, LoadedFeatures, LoadRequest, NoFeatures, TimetableFile
from .code_years import CROSSWALK, bring_to_units, read_crosswalk, weigh_units
from .defects import report_defects, without_repeats, without_totals
from .matching import KeyedTable, KeyedUnits
from .messages import Message, Recorder
from .table_joining import join_to_geometry

NOT_FEATURES = frozenset(name for name, kind in SOURCE_KINDS.items() if not kind.load)
"""Kinds of source that hold no features."""


NOBODY = ""
"""As ``date_origin`` among the options of a copy: nobody said the date of the data, and that of the copy's file is not theirs."""
WHY_NONE = "why_none"
"""Option of a record without a source: the sentence that says why there is none, one text or one in each language (``nl``, ``en``)."""


@dataclass(frozen=True)
class Loaded:
    """A record's data.

    Attributes
    ----------
    features : Features
        Named after the record's id, with canonical fields; keys are text.
    record : LayerRecord
    counts : ReadCounts
        Of what the source gave, before any filter of our own.
    date : date or None
        Day that the data are of; None where nobody says.
    date_origin : str
        Who says it: ``column`` (the newest value in the record's ``date_field``), ``record``, ``service``, ``file`` (when the file was
        last changed), ``last_modified`` (the same, of a file on the web); empty where nobody does.
    source_hash : str
        SHA-256 of the files, or of the features' values where there is no file.
    labels : dict of str to Label
        What the source itself calls its fields and their values.
    messages : tuple of Message
        What was noted and warned on the way.
    columns : dict of str to str
        The source's column behind each canonical field.
    raster : InputRaster or None
        Of a record of cells the raster, on this computer; there are no features then.
    feeds : tuple of TimetableFile
        Of stops of timetables these, by which one can travel.
    """

    features: Features
    record: LayerRecord
    counts: ReadCounts
    date: datetime.date | None
    date_origin: str
    source_hash: str
    labels: dict[str, Label] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    raster: InputRaster | None = None
    feeds: tuple[TimetableFile, ...] = ()


def load_cells(record: LayerRecord, extent: QgsRectangle | None = None, progress: Progress = SILENT) -> Loaded:
    """Load the raster of a record: its cells as they are, in their own coordinate system.

    Parameters
    ----------
    extent : QgsRectangle, optional
        Only cells that it meets need be there; as for `load_record`.

    Raises
    ------
    OpgaveError
        Naming the record, why it cannot be loaded, and what to do.
    """
    recorder = Recorder(progress)
    with content_of(record.title_and_id):
        ask = LoadRequest(fill_placeholders(record, extent, "", None), None, extent, "", None, recorder)
        check_public(ask.record, recorder)
        loader = SOURCE_KINDS[record.source.kind].load_cells
        if loader is None:
            raise not_a_raster(record)
        with fresh_answers(ask.record.location):
            answer = loader(ask)
        with open_raster(answer.raster) as opened:  # what is wrong with it is said now, and not when somebody measures
            area = frame_for(record.id, answer.raster.crs, "", extent, None).extent_at_source()
            if area is not None and not window_in(opened.cells.grid, area).cells:
                raise NoFeatures("Layer '{record}' has no cells in the extent: check its coordinate system.", record=record.title_and_id)
    date, origin = known_date(ask.record, None, answer.date, answer.date_origin)
    nothing = table_only(record.id, pd.DataFrame())
    return Loaded(nothing, record, ReadCounts(), date, origin, answer.source_hash, messages=tuple(recorder.messages), raster=answer.raster)


def not_a_raster(record: LayerRecord) -> OpgaveError:
    """Return the error for a layer of features where cells are measured."""
    return OpgaveError(
        "Layer '{record}' is no raster, which the measure 'raster' needs: choose another layer, or another measure.",
        record=record.title_and_id,
    )


def load_record(
    record: LayerRecord,
    fields: Sequence[str] | None = None,
    extent: QgsRectangle | None = None,
    target_crs: str = "",
    progress: Progress = SILENT,
    *,
    catalogue: Catalogue | None = None,
    transform_context: QgsCoordinateTransformContext | None = None,
) -> Loaded:
    """Load a record's features: those that the ``filter`` among the options of its source lets through.

    Parameters
    ----------
    fields : sequence of str, optional
        Canonical fields to load; default all that the source has.
    extent : QgsRectangle, optional
        Only features that intersect it. A `QgsReferencedRectangle` says its own coordinate system; a plain one is in the target's.
    target_crs : str
        Authority id to reproject to; empty leaves the layer's own.
    catalogue : Catalogue, optional
        Where the layer is found to which a table that has a ``join`` is joined; without, it stays a table.
    transform_context : QgsCoordinateTransformContext, optional
        Which transformations the user prefers; default the project's.

    Raises
    ------
    OpgaveError
        Naming the record, why it cannot be loaded, and what to do.
    """
    recorder = Recorder(progress)
    loaded = load_rows(record, fields, extent, target_crs, recorder, transform_context)
    report_defects(loaded.features, record, fields is None, recorder)
    if catalogue is not None and record.join:
        layer, keys = catalogue.get(record.join.layer), list(record.join.keys)
        geometry = load_record(layer, keys, extent, target_crs, progress=recorder, transform_context=transform_context).features
        loaded = replace(loaded, features=join_by_keys(loaded, geometry, layer, extent is not None, catalogue, recorder))
    check_not_empty(loaded, extent)
    return replace(loaded, messages=tuple(recorder.messages))


def join_by_keys(
    loaded: Loaded, geometry: Features, layer: LayerRecord, is_part: bool, catalogue: Catalogue, progress: Progress
) -> Features:
    """Return a table's values on the features of the layer that it is joined to, by one field or by several.

    Codes of another year, where the key is one field, are brought to those of the features first.

    Parameters
    ----------
    is_part : bool
        Whether ``geometry`` is not all of the layer.
    """
    join = loaded.record.join
    names = list(join.keys) if join else []
    key = BETWEEN_KEYS.join(names)
    keys = joined_key_texts(geometry.table, names)
    units = KeyedUnits(layer.title, keys, keys, lambda: all_keys(layer, *names) if is_part else ())
    table = KeyedTable(loaded.record, with_key(loaded.features, names, key), key, loaded.columns)
    if len(names) == 1:
        table = bring_to_units(table, units, lambda: weigh_units(geometry, {}), lambda: load_crosswalk(catalogue, progress), progress)
    joined = join_to_geometry(table, with_key(geometry, names, key), units, progress)
    if len(names) == 1:
        return joined
    values = joined.table.drop(columns=[key, *(name for name in names if name in joined.table)])
    return replace(joined, table=pd.concat([geometry.table[names], values], axis=1))


def with_key(features: Features, names: Sequence[str], key: str) -> Features:
    """Return features with a key of several fields as one field more."""
    return features if len(names) == 1 else features.with_columns(**{key: joined_key_texts(features.table, names)})


def load_rows(
    record: LayerRecord,
    fields: Sequence[str] | None,
    extent: QgsRectangle | None,
    target_crs: str,
    progress: Progress,
    context: QgsCoordinateTransformContext | None,
) -> Loaded:
    """Load the features of a record, or of one of several sources of it, that its filter lets through."""

    def load_part(part: LayerRecord, wanted: Sequence[str] | None, crs: str) -> LoadedFeatures:
        one = load_rows(part, wanted, extent, crs, progress, context)
        check_not_empty(one, extent)
        known = (one.date, one.date_origin, one.source_hash, one.labels, one.columns)
        return LoadedFeatures(one.features, one.counts, *known, feeds=one.feeds)

    suffix = source_facts(record.source.kind).suffix
    request = LoadRequest(record, wanted_fields(record, fields), extent, target_crs, context, progress, suffix, load_part)
    with content_of(record.title_and_id):
        ask, answer = load_answer(request)
        loaded = settle_answer(ask, answer)
    if ask.filter:
        check_filter(ask.filter, list(loaded.features.table), record.title_and_id)
        loaded = replace(loaded, features=loaded.features.where(filter_mask(loaded.features, ask.filter)))
    loaded = replace(loaded, features=without_totals(loaded.features, record, progress))
    if record.source.options.get(DISTINCT):
        loaded = replace(loaded, features=without_repeats(loaded.features, record, progress))
    return loaded


def load_answer(ask: LoadRequest) -> tuple[LoadRequest, LoadedFeatures]:
    """Return what a record's source gives, with the values that the record makes of it, and what was asked: its address filled in."""
    if ask.record.source.parts:
        return ask, with_field_values(loader_of(ask.record)(ask), replace(ask, record=ask.record.composed()))
    record = fill_placeholders(ask.record, ask.extent, ask.target_crs, ask.transform_context)
    years = years_to_try(record) if YEAR in record.placeholders else []
    for year in years[:-1]:
        try:
            return load_filled(replace(ask, record=with_year(record, year)))
        except OpgaveError as error:
            if not is_not_there(error):
                raise
    return load_filled(replace(ask, record=with_year(record, years[-1]) if years else record))


def load_filled(ask: LoadRequest) -> tuple[LoadRequest, LoadedFeatures]:
    """Return what the source at an address gives, and what was asked."""
    check_public(ask.record, ask.progress)
    with fresh_answers(ask.record.location):
        answer = loader_of(ask.record)(ask)
    return ask, with_field_values(answer, ask)


def load_crosswalk(catalogue: Catalogue, progress: Progress = SILENT) -> pd.DataFrame | None:
    """Return which codes became which as a record of the catalogue says; None where no record does."""
    record = catalogue.records.get(CROSSWALK)
    if record is None or record.source.kind == NO_SOURCE:
        return None
    return read_crosswalk(record, load_record(record, progress=progress).features, progress)


def all_keys(record: LayerRecord, *names: str) -> list[str | None]:
    """Return the keys of all features of a record, wherever they lie; ``names`` are the fields of the key."""
    return list(joined_key_texts(load_record(record, names).features.table, names))


def wanted_fields(record: LayerRecord, fields: Sequence[str] | None) -> list[str] | None:
    """Return the fields to read: those that are asked for, and those by which the record filters and dates its features."""
    if fields is None:
        return None
    options = record.source.options
    named = parse_expression(str(options.get("filter", ""))).referencedColumns()
    newest = options.get(NEWEST) if not options.get("pivot") else None  # the rows of a pivot are chosen before it
    return [*fields, *sorted(named), *filter(None, [options.get("date_field"), newest])]


def check_has_data(record: LayerRecord) -> None:
    """Check that a record's source holds features or cells.

    Raises
    ------
    OpgaveError
        It holds neither.
    """
    if not source_facts(record.source.kind).cells:
        loader_of(record)


def why_none(record: LayerRecord) -> Text:
    """Return why a record without a source has none, as its catalogue says it; empty where that does not."""
    given = record.source.options.get(WHY_NONE) or ""
    said = given if isinstance(given, dict) else dict.fromkeys(LANGUAGES, given)
    return Text(*(str(said.get(language, "")) for language in LANGUAGES))


def loader_of(record: LayerRecord) -> Callable[[LoadRequest], LoadedFeatures]:
    """Return what loads the features of the record's kind of source.

    Raises
    ------
    OpgaveError
        It holds none.
    """
    kind = record.source.kind
    if kind == NO_SOURCE and (why := why_none(record)) != Text():
        raise OpgaveError("{reason}", reason=why)
    if kind == NO_SOURCE:
        raise OpgaveError(
            "'{record}' has no public source: link a layer of your own in the challenge, or add a record '{id}' with your own file or"
            " service to your catalogue.",
            record=record.title,
            id=record.id,
        )
    if source_facts(kind).cells:
        raise OpgaveError(
            "Layer '{record}' is a raster, which has cells and no features: measure it in units ('raster_to_units', or the measure 'raster'"
            " of a challenge).",
            record=record.title_and_id,
        )
    loaders = {name: one.load for name, one in SOURCE_KINDS.items() if one.load}
    if kind not in loaders:
        raise OpgaveError(
            "Layer '{record}' has a source of the kind {kind}, which holds no features: use the layer for display only, or give the"
            " record a source of one of the kinds {kinds}.",
            record=record.title,
            kind=kind,
            kinds=", ".join(loaders),
        )
    for part, given in zip(record.parts, record.source.parts, strict=True):
        if not given.optional:
            loader_of(part)
    return loaders[kind]


def settle_answer(ask: LoadRequest, answer: LoadedFeatures) -> Loaded:
    """Return an answer with its date and hash settled.

    The newest value in the data goes before what the record states, and that before what the source says of itself.
    """
    record = ask.record
    newest = newest_day(record, answer.features.table, ask.progress) or answer.newest
    date, origin = known_date(record, newest, answer.date, answer.date_origin)
    source_hash = answer.source_hash or answer.features.content_hash
    known = (date, origin, source_hash, answer.labels)
    return Loaded(answer.features, record, answer.counts, *known, columns=answer.columns, feeds=answer.feeds)


def known_date(
    record: LayerRecord, newest: datetime.date | None, said: datetime.date | None, said_by: str
) -> tuple[datetime.date | None, str]:
    """Return the day that data are of, and who says it: their newest value, the record, or the source (``said``, ``said_by``)."""
    origin = record.source.options.get("date_origin")
    dated = said is not None and is_believable(said, datetime.date.today()) and origin != NOBODY
    dates = ((newest, "column"), (record.date, str(origin or "record")), (said if dated else None, said_by))
    return next(((day, origin) for day, origin in dates if day), (None, ""))


def check_not_empty(loaded: Loaded, extent: QgsRectangle | None) -> None:
    """Check that something was loaded."""
    if len(loaded.features):
        return
    if extent is not None and not extent.isNull() and loaded.record.geometry != "none":
        raise NoFeatures(
            "Layer '{record}' has no features in the extent: choose another extent, or check the layer's coordinate system.",
            record=loaded.record.title,
        )
    raise NoFeatures("Layer '{record}' has no features: check its source.", record=loaded.record.title_and_id)
