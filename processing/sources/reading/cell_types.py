"""Cells of a workbook that are numbers and no text: the point in one is decimal, whatever stands in the cells beside it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pandas as pd

from ...qgis_io.columns import decimal_text, find_grouped_texts

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TEXT_CELLS = frozenset(("s", "str", "inlineStr", "b", "e", "d"))
"""What the attribute ``t`` of a cell is when the cell is no number (ECMA-376, 18.18.11)."""
OPEN_DOCUMENT = "content.xml"
TABLE, OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{part}:1.0}}" for part in ("table", "office"))
COLUMN = re.compile(r"[A-Z]+")


def with_decimal_points(texts: pd.DataFrame, path: Path, sheet: str) -> pd.DataFrame:
    """Return a sheet's table with the numbers in it written so that nobody takes their point for one between thousands.

    The workbook, an ``.xlsx`` or ``.ods``, is only read again where a column has texts such as ``1.022``.

    Parameters
    ----------
    texts : DataFrame of str
        A column for each of the sheet's, in their order.
    """
    doubtful = [place for place in range(texts.shape[1]) if len(find_grouped_texts(texts.iloc[:, place]))]
    if not doubtful or not zipfile.is_zipfile(path):
        return texts
    numbers = numbers_with_a_point(path, sheet)
    result = texts.copy()
    for place in doubtful:
        known = numbers.get(place, set())
        result.isetitem(place, texts.iloc[:, place].map(lambda text, known=known: decimal_text(text) if text in known else text))
    return result


def numbers_with_a_point(path: Path, sheet: str) -> dict[int, set[str]]:
    """Return the numbers with a decimal point in each column (from 0) of a sheet, as the file has them; nothing of another kind of file."""
    found: dict[int, set[str]] = defaultdict(set)
    with zipfile.ZipFile(path) as archive:
        part = part_of_sheet(archive, sheet)
        cells = numbers_of_excel(archive, part) if part else ()
        if OPEN_DOCUMENT in archive.namelist():
            cells = numbers_of_open_document(archive, sheet)
        for column, value in cells:
            if "." in value:
                found[column].add(value)
    return found


def numbers_of_excel(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str]]:
    """Yield the column (from 0) and the value of every cell of a sheet of an ``.xlsx`` that holds a number."""
    with archive.open(part) as stream:
        for cell in elements(stream, f"{SHEETS}c"):
            place, value = COLUMN.match(cell.get("r", "")), cell.findtext(f"{SHEETS}v")
            if place and value and cell.get("t") not in TEXT_CELLS:
                yield column_number(place[0]), value


def numbers_of_open_document(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, str]]:
    """Yield the column (from 0) and the value of every cell of a sheet of an ``.ods`` that holds a number."""
    with archive.open(OPEN_DOCUMENT) as stream:
        for row in elements(stream, f"{TABLE}table-row"):
            if row.getparent().get(f"{TABLE}name") != sheet:
                continue
            column = 0
            for cell in row:
                if cell.get(f"{OFFICE}value-type") in ("float", "currency", "percentage"):
                    yield column, cell.get(f"{OFFICE}value", "")
                column += int(cell.get(f"{TABLE}number-columns-repeated", 1))


def elements(stream: IO[bytes], tag: str) -> Iterator:
    """Yield the elements of a tag from XML, each forgotten once it was looked at."""
    from lxml import etree

    for _, element in etree.iterparse(stream, tag=tag, resolve_entities=False, no_network=True):
        yield element
        element.clear()


def part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the file of a sheet within a workbook; empty where this is no ``.xlsx``, or has no such sheet."""
    from lxml import etree

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    workbook, relations = (etree.fromstring(archive.read(name), parser) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    ids = {one.get("name"): one.get(RELATION) for one in workbook.iter(f"{SHEETS}sheet")}
    target = targets.get(ids.get(sheet), "")
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return part if part in names else ""


def column_number(letters: str) -> int:
    """Return the number from 0 of the column that a workbook calls A, B ... AA."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
