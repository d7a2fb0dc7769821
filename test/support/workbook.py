"""Workbooks written cell by cell, as a spreadsheet does: a text is a text, a number a number, None and a short row are blank."""

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
XLSX = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override'
    ' PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>',
}
"""The parts of an ``.xlsx`` beside its one sheet (ECMA-376)."""


def write_xlsx(path: Path, rows: Sequence[Sequence]) -> Path:
    """Write rows of cells as the one sheet of an Excel workbook."""
    written = "".join(
        f'<row r="{number}">{"".join(_xlsx_cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return _packed(path, XLSX | {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'})


def _xlsx_cell(reference: str, value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value!r}</v></c>'


def write_ods(path: Path, rows: Sequence[Sequence]) -> Path:
    """Write rows of cells as the one sheet of an OpenDocument workbook."""
    written = "".join(f"<table:table-row>{''.join(map(_ods_cell, row)) or _ods_cell(None)}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{OPEN}:office:1.0" xmlns:table="{OPEN}:table:1.0" xmlns:text="{OPEN}:text:1.0"'
        f' office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Blad1">{written}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _packed(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{value!r}</text:p></table:table-cell>'


def _packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
