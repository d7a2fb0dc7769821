"""A workbook for Excel and LibreOffice: the list of layers, the dictionary of their fields, and a sheet for each layer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from osgeo import gdal, ogr

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.text import field_name, number_equals
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import OWN, open_dataset
from ...texts.language import Language
from ..integrated_map.dictionary import Meaning
from .dictionary import Described

MOST_ROWS = 1_048_575
"""Rows of a sheet below its head."""
LONGEST_TEXT = 32_767
"""Characters of a cell."""
LONGEST_NAME = 27
"""Characters of a sheet's name, with room for a number behind them: Excel allows 31."""
TIME = (1980, 1, 1, 0, 0, 0)


def write_workbook(path: Path, geopackage: Path, layers: Sequence[Described], language: Language, progress: Progress = SILENT) -> None:
    """Write the layers of a GeoPackage, without their places, and what they and their fields are.

    Sheets are named after the layers. A layer with more rows than a sheet holds is left out, a text too long for a cell is cut: both
    are said.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    with gdal_raises():
        try:
            source = open_dataset(geopackage, gdal.OF_VECTOR, OWN)
            book = gdal.GetDriverByName("XLSX").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
            held = list(_held(source, layers, progress))
            write_list(book, language.tr("Layers"), _layer_head(language), (_layer_row(name, layer, source) for name, layer in held))
            write_list(book, language.tr("Fields"), _field_head(language), (row for one in held for row in _field_rows(*one, source)))
            for name, layer in held:
                progress.check()
                copy_layer(book, name, source, layer.layer, progress)
            book = None  # what closes it
            settle(path)
        except RuntimeError as error:
            raise OpgaveError("The workbook '{path}' cannot be written: {reason}", path=path, reason=error) from error


def write_list(book: gdal.Dataset, name: str, head: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """Write a sheet of texts."""
    sheet = book.CreateLayer(name, None, ogr.wkbNone)
    for title in head:
        sheet.CreateField(ogr.FieldDefn(title, ogr.OFTString))
    for row in rows:
        feature = ogr.Feature(sheet.GetLayerDefn())
        for place, text in enumerate(row):
            feature.SetField(place, text[:LONGEST_TEXT])
        sheet.CreateFeature(feature)


def copy_layer(book: gdal.Dataset, name: str, source: gdal.Dataset, layer: str, progress: Progress) -> None:
    """Write the attributes of a layer as a sheet."""
    definition = source.GetLayerByName(layer).GetLayerDefn()
    fields = [definition.GetFieldDefn(place) for place in range(definition.GetFieldCount())]
    texts = [_quote(one.GetName()) for one in fields if one.GetType() == ogr.OFTString]
    cut = sum(_count(source, layer, f"length({text}) > {LONGEST_TEXT}") for text in texts)
    if cut:
        progress.warn("Layer '{layer}': {count} texts are too long for a cell of the workbook and were cut off.", layer=layer, count=cut)
    columns = [
        f"substr({text}, 1, {LONGEST_TEXT}) AS {text}" if text in texts else text for text in (_quote(one.GetName()) for one in fields)
    ]
    columns = columns or [_quote(source.GetLayerByName(layer).GetFIDColumn())]  # a layer of places alone
    select = f"SELECT {', '.join(columns)} FROM {_quote(layer)}"  # noqa: S608  # nosec B608  own names, quoted
    gdal.VectorTranslate(book, source, SQLStatement=select, layerName=name, accessMode="append", geometryType="NONE")


def settle(path: Path) -> None:
    """Take the hour at which it was made out of a workbook: the same layers give the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED)


def _held(source: gdal.Dataset, layers: Sequence[Described], progress: Progress) -> Iterator[tuple[str, Described]]:
    """Yield the layers that fit in a sheet, with its name."""
    for name, layer in zip(number_equals(field_name(one.layer)[:LONGEST_NAME] for one in layers), layers, strict=True):
        count = source.GetLayerByName(layer.layer).GetFeatureCount()
        if count <= MOST_ROWS:
            yield name, layer
        else:
            progress.warn(
                "Layer '{layer}' has {count} features, but a sheet holds at most {most}: the workbook does not include this layer.",
                layer=layer.layer,
                count=count,
                most=MOST_ROWS,
            )


def _layer_head(language: Language) -> list[str]:
    tr = language.tr
    return [tr("Sheet"), tr("Layer"), tr("Number"), tr("Publisher"), tr("Contact"), tr("Licence"), tr("Date")]


def _layer_row(name: str, layer: Described, source: gdal.Dataset) -> list[str]:
    count = source.GetLayerByName(layer.layer).GetFeatureCount()
    return [name, layer.title, str(count), layer.publisher, layer.contact, layer.licence, layer.date]


def _field_head(language: Language) -> list[str]:
    tr = language.tr
    return [tr("Sheet"), tr("Field"), tr("Title"), tr("Meaning"), tr("Unit"), tr("From layer")]


def _field_rows(name: str, layer: Described, source: gdal.Dataset) -> Iterator[list[str]]:
    definition = source.GetLayerByName(layer.layer).GetLayerDefn()
    for place in range(definition.GetFieldCount()):
        field = definition.GetFieldDefn(place).GetName()
        known = layer.fields.get(field, Meaning(""))
        yield [name, field, known.title or field, known.text, known.unit, known.record]


def _count(source: gdal.Dataset, layer: str, condition: str) -> int:
    found = source.ExecuteSQL(f"SELECT count(*) FROM {_quote(layer)} WHERE {condition}")  # noqa: S608  # nosec B608  own names, quoted
    try:
        return found.GetNextFeature().GetField(0)
    finally:
        source.ReleaseResultSet(found)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
