"""Files, local or downloaded: vector files, separated texts and workbooks."""

from __future__ import annotations

import datetime
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from osgeo import gdal, ogr
from qgis.core import QgsVectorLayer

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.arrow import read_columns
from ...qgis_io.columns import key_texts
from ...qgis_io.crs import frame_for, read_crs
from ...qgis_io.geopackage_paths import openable
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import list_sublayers, open_dataset, open_ogr_layer, refuse_indirect
from ...qgis_io.reading import ReadCounts, bring_to_frame
from ..network.sentences import NotThere
from .archives import unpacked
from .canonical import SoughtNames, changed_fields, columns_for, find_column, inputs_of, key_fields, sought_names
from .cell_types import with_decimal_points
from .download import download
from .field_values import without_marks
from .hashes import source_hash
from .json_objects import read_objects
from .kept_rows import check_layer
from .long_form import named_in_pivot, pivot_rows
from .newest_date import newest_column, newest_mask, newest_option, newest_period
from .points import find_coordinates, guess_system, has_coordinates
from .request import LoadedFeatures, LoadRequest, read_source
from .tables import (
    SAMPLE_LINES,
    blank_to_none,
    check_header,
    column_names,
    decimal_option,
    find_named_row,
    header_row,
    names_below,
    read_csv,
    type_columns,
)

FULL_CIRCLE = 360
BOOKS = ("XLSX", "XLS", "ODS")
MOST_COLUMNS = 5000
"""Columns of one table; what each holds is found out by itself, a hundredth of a second each."""
"""GDAL's drivers of workbooks."""


@contextmanager
def local_file(ask: LoadRequest) -> Iterator[tuple[Path, datetime.date | None, str]]:
    """Yield the record's file, its date and who says so (``file``, ``last_modified``); downloaded and unpacked first where it must be.

    Raises
    ------
    OpgaveError
        When there is no such file, or the download fails.
    """
    record = ask.record
    if "://" in record.location:
        with download(record, ask.suffix, ask.progress) as (path, date), unpacked(record, path, ask.progress) as file:
            yield file, date, "last_modified" if date else ""
        return
    path = Path(record.location)
    if not record.source.path or not path.is_file():
        raise NotThere(
            "Layer '{record}': the file '{path}' does not exist. Correct the 'path' of its source in the catalogue, or put the file there.",
            record=record.title_and_id,
            path=record.location,
        )
    with unpacked(record, path, ask.progress) as file:
        yield file, datetime.date.fromtimestamp(path.stat().st_mtime), "file"


def load_vector_file(ask: LoadRequest) -> LoadedFeatures:
    """Load a GeoPackage, Shapefile, GeoJSON or FlatGeobuf."""
    with local_file(ask) as (path, date, origin):
        digest = source_hash(path)
        layer = open_layer(ask.record, path)
        correct_degrees(layer, ask)
        return replace(read_source(layer, ask), date=date, date_origin=origin, source_hash=digest)


def open_layer(record: LayerRecord, path: Path) -> QgsVectorLayer:
    """Return the record's layer in a file, opened read-only and without asking anything.

    Raises
    ------
    OpgaveError
        When the file cannot be read, or holds no such layer, or several and the record names none, or is a copy that somebody changed.
    """
    place = inside_zip(openable(path))
    names = layer_names(place)
    name = record.source.layer
    if not names:
        raise OpgaveError("Layer '{record}': '{path}' cannot be read as {kind}.", record=record.title, path=path, kind=record.source.kind)
    if name not in names if name else len(names) > 1:
        raise OpgaveError(
            "Layer '{record}': give the 'layer' of its source as one of the layers of '{path}': {layers}.",
            record=record.title_and_id,
            path=path,
            layers=", ".join(names),
        )
    check_layer(record, path)
    options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)
    options.forceReadOnly = options.skipCrsValidation = True
    uri = f"{place}|layername={name}" if name else str(place)
    layer = open_ogr_layer(uri, record.id, options)
    if not layer.isValid():
        reason = layer.error().summary()
        raise OpgaveError("Layer '{record}': '{path}' cannot be read ({reason}).", record=record.title, path=path, reason=reason)
    return layer


def inside_zip(path: Path) -> Path | str:
    """Return the one Shapefile in a zip, which may lie in a folder there, as GDAL writes its place; any other file as it is."""
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return path
    with zipfile.ZipFile(path) as archive:
        shapes = [name for name in archive.namelist() if name.lower().endswith(".shp") and "/" in name]
    return f"/vsizip/{path.as_posix()}/{shapes[0]}" if len(shapes) == 1 else path


def correct_degrees(layer: QgsVectorLayer, ask: LoadRequest) -> None:
    """Give a layer that passes for degrees and holds metres (GeoJSON that does not say its system) the system of its coordinates.

    Raises
    ------
    OpgaveError
        Nobody says which that is.
    """
    extent = layer.extent()
    if not layer.crs().isGeographic() or extent.isNull() or max(abs(extent.center().x()), abs(extent.center().y())) <= FULL_CIRCLE:
        return
    record, middle = ask.record, extent.center()
    crs = record.crs if record.crs and not read_crs(record.crs).isGeographic() else guess_system([middle.x()], [middle.y()])[0]
    if not crs:
        raise OpgaveError(
            "Layer '{record}': the coordinates (such as {x} {y}) fit no known coordinate system: give 'crs' in the catalogue.",
            record=record.title_and_id,
            x=middle.x(),
            y=middle.y(),
        )
    ask.progress.warn(
        "Layer '{record}': the file counts as {said}, but its coordinates are in {crs}, which is used.",
        record=record.title,
        said=layer.crs().authid(),
        crs=crs,
    )
    layer.setCrs(read_crs(crs))


def layer_names(path: Path | str) -> list[str]:
    """Return the names of the vector layers in a file; none where it is no vector file."""
    return list(dict.fromkeys(layer.name() for layer in list_sublayers(path)))


def load_csv(ask: LoadRequest) -> LoadedFeatures:
    """Load a separated text file: a table, or points where the record says so."""
    options = ask.record.source.options
    with local_file(ask) as (path, date, origin):
        content = path.read_bytes()
        given = str(options.get("encoding", "")), str(options.get("separator", "")), int(options.get("header", 0))
        text = read_csv(content, ask.record.title_and_id, *given, source_names(ask.record))
        ask.progress.note(
            "Layer '{record}': {rows} rows, separated by '{separator}', in {encoding}.",
            record=ask.record.title,
            rows=len(text.table),
            separator={"\t": "tab"}.get(text.separator, text.separator),
            encoding=text.encoding,
        )
        note_header(ask, text.header)
        return replace(from_texts(text.table, ask), date=date, date_origin=origin, source_hash=hashlib.sha256(content).hexdigest())


def note_header(ask: LoadRequest, header: int) -> None:
    """Tell that the columns' names stand further down."""
    if header > 1:
        ask.progress.note("Layer '{record}': the column names are in row {row}.", record=ask.record.title, row=header)


def source_names(record: LayerRecord) -> SoughtNames:
    """Return the names under which a record looks for its columns in a source."""
    inputs = dict.fromkeys(name for field in record.fields for name in inputs_of(record, field))
    return SoughtNames([*(name for one in inputs for name in sought_names(record, one)), *named_in_pivot(record)])


FEW_ROWS = 3


def load_excel(ask: LoadRequest) -> LoadedFeatures:
    """Load a sheet of a workbook (Excel or OpenDocument): a table, or points where the record says so."""
    with local_file(ask) as (path, date, origin):
        texts, header = sheet_texts(ask.record, path)
        note_header(ask, header)
        return replace(from_texts(texts, ask), date=date, date_origin=origin, source_hash=source_hash(path))


def read_sheet(record: LayerRecord, path: Path) -> pd.DataFrame:
    """Return a sheet (the record's ``layer``, or the first) as a table of texts; None where blank."""
    return sheet_texts(record, path)[0]


def sheet_texts(record: LayerRecord, path: Path) -> tuple[pd.DataFrame, int]:
    """Return a sheet as a table of texts, and the number of the row with the columns' names, the last of two."""
    cells, sheet = sheet_cells(record, path)
    given = int(record.source.options.get("header", 0))
    if given:
        check_header(given, len(cells), record.title_and_id)
    sample, wanted = cells[:SAMPLE_LINES], source_names(record)
    possible = [names_below(sample[row:], wanted)[0] for row in range(len(sample))]
    header = find_named_row(possible, given or header_row(sample), wanted)
    names, deep = names_below(cells[header - 1 :], wanted)
    last = header + deep - 1
    texts = pd.DataFrame(cells[last:], columns=column_names(names), dtype=object).astype("string")
    return blank_to_none(with_decimal_points(texts, path, sheet)), last


def sheet_cells(record: LayerRecord, path: Path) -> tuple[list[Sequence[str | None]], str]:
    """Return the cells of a sheet, row by row from its first one, and the sheet's name."""
    with gdal_raises():
        sheet, workbook = open_sheet(record, path, "DISABLE")
        columns = [field.GetName() for field in sheet.schema]
        cells = list_cells(sheet, columns)
        name = sheet.GetName()
        del sheet, workbook
        if len(cells) < FEW_ROWS:  # of a sheet of two rows, GDAL takes the first for names whatever it is told
            headed, other = open_sheet(record, path, "FORCE")
            names = [field.GetName() for field in headed.schema]
            if headed.GetFeatureCount() == len(cells) and names != [f"Field{number}" for number in range(1, len(columns) + 1)]:
                cells.insert(0, names)
            del headed, other
        return cells, name


def list_cells(sheet: ogr.Layer, columns: Sequence[str]) -> list[Sequence[str | None]]:
    """Return the texts of a sheet, row by row; column by column is faster, and does not work with every pair of numpy and GDAL."""
    try:
        texts = read_columns(sheet, dict.fromkeys(columns, "text"), geometry=False)[1]
    except (RuntimeError, ImportError, SystemError):
        sheet.ResetReading()
        return [[cell_text(feature, column) for column in range(len(columns))] for feature in sheet]
    return list(zip(*(texts[name].tolist() for name in columns), strict=True))


def cell_text(feature: ogr.Feature, column: int) -> str | None:
    """Return the text of a cell; None where it is blank."""
    return feature.GetFieldAsString(column) if feature.IsFieldSetAndNotNull(column) else None


def open_sheet(record: LayerRecord, path: Path, headers: str) -> tuple[ogr.Layer, gdal.Dataset]:
    """Return the record's sheet, and its workbook, which must live as long; ``headers`` is GDAL's: FORCE or DISABLE."""
    refuse_indirect(path)
    try:
        workbook = open_dataset(path, gdal.OF_VECTOR, BOOKS, ["FIELD_TYPES=STRING", f"HEADERS={headers}"])
    except RuntimeError as error:
        raise OpgaveError(
            "Layer '{record}': '{path}' is no workbook that can be read ({reason}).", record=record.title, path=path, reason=error
        ) from error
    names = [workbook.GetLayer(index).GetName() for index in range(workbook.GetLayerCount())]
    name = record.source.layer or (names[0] if names else "")
    if name not in names:
        raise OpgaveError(
            "Layer '{record}': the workbook '{path}' has no sheet '{sheet}'; it has: {sheets}.",
            record=record.title,
            path=path,
            sheet=name,
            sheets=", ".join(names) or "none",
        )
    return workbook.GetLayerByName(name), workbook


def load_json(ask: LoadRequest) -> LoadedFeatures:
    """Load JSON that is no GeoJSON: a list of objects, of which the columns are the names in them."""
    with local_file(ask) as (path, date, origin):
        content = path.read_bytes()
        texts = read_objects(content, ask.record)
        return replace(from_texts(texts, ask), date=date, date_origin=origin, source_hash=hashlib.sha256(content).hexdigest())


def without_blank_rows(texts: pd.DataFrame, ask: LoadRequest) -> pd.DataFrame:
    """Return the rows of a table that hold anything."""
    blank = texts.isna().all(axis=1)
    if blank.any():
        ask.progress.note("Layer '{record}': {count} blank rows were left out.", record=ask.record.title, count=int(blank.sum()))
    return texts[~blank].reset_index(drop=True)


def from_texts(texts: pd.DataFrame, ask: LoadRequest) -> LoadedFeatures:
    """Return a table of texts as features: keys stay text, columns of numbers become numbers, points get their geometry."""
    record, given = ask.record, len(texts)
    if len(texts.columns) > MOST_COLUMNS:
        raise OpgaveError(
            "Layer '{record}' has {count} columns; at most {most} can be read: leave out those that nobody uses.",
            record=record.title,
            count=len(texts.columns),
            most=MOST_COLUMNS,
        )
    texts = without_blank_rows(texts, ask)
    texts = without_marks(texts, record, list(texts), ask.progress)
    period = find_column(record, newest_option(record), list(texts))
    day = newest_period(texts[period]) if period else None
    newest = newest_column(record, list(texts))
    if newest:
        texts = texts[newest_mask(texts[newest], newest, record, ask.progress)].reset_index(drop=True)
    texts = pivot_rows(texts, ask)
    columns = columns_for(record, ask.fields, list(texts), ask.progress)
    fields = {column: next(name for name in columns if columns[name] == column) for column in columns.values()}
    used = without_marks(texts[list(fields)], record, fields.values(), ask.progress)
    keys = key_fields(record)
    others = list(dict.fromkeys(column for name, column in columns.items() if name not in keys))
    wanted = others if ask.fields is not None else [columns[name] for name in changed_fields(record) if name in columns]
    thousands = {column: record.fields[name].thousands for name, column in columns.items() if name in record.fields}
    marks = {column: mark for column, mark in thousands.items() if mark}
    typed = type_columns(used[others], record, ask.progress, decimal_option(record), wanted, marks)
    values = {name: key_texts(used[column]) if name in keys else typed[column] for name, column in columns.items()}
    table = pd.DataFrame(values, index=texts.index)
    ids = np.arange(1, len(texts) + 1)
    features = Features(record.id, np.full(len(texts), None, dtype=object), table, "", ids)
    if ask.is_table or record.geometry == "unknown" and not has_coordinates(record, texts):
        return LoadedFeatures(features, ReadCounts(total=len(features), given=given), columns=columns, newest=day)
    points = find_coordinates(record, texts, ask.progress)
    frame = frame_for(record.id, read_crs(points.crs), ask.target_crs, ask.extent, ask.transform_context)
    brought = bring_to_frame(replace(features, geometry=points.geometry), frame, progress=ask.progress)
    return LoadedFeatures(*brought, columns=columns, newest=day)
