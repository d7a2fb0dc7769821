"""Numbers in workbooks: what the cell holds as a number with a point is no text with thousands."""

import zipfile

import pandas as pd
import pytest
from opgavenkaart.processing.sources.reading.cell_types import numbers_with_a_point, with_decimal_points

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELLS = (
    '<c r="A1" t="s"><v>1.022</v></c><c r="B1"><v>1.022</v></c><c r="B2"><v>12</v></c><c r="AB3" t="n"><v>2.345</v></c><c r="C1"/>'
    '<c r="D1" t="str"><v>3.456</v></c><c t="n"><v>9.999</v></c><c r="E1" t="inlineStr"><v>4.5</v></c><c r="F1" t="b"><v>1.5</v></c>'
)


def excel(path, target="worksheets/sheet7.xml"):
    with zipfile.ZipFile(path, "w") as archive:
        sheets = '<sheet name="Blad 1" r:id="r1"/><sheet name="Blad 2" r:id="r2"/>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>')
        links = f'<Relationship Id="r1" Target="worksheets/other.xml"/><Relationship Id="r2" Target="{target}"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        archive.writestr("xl/worksheets/sheet7.xml", f'<worksheet xmlns="{MAIN}"><sheetData><row>{CELLS}</row></sheetData></worksheet>')
    return path


@pytest.mark.parametrize("target", ["worksheets/sheet7.xml", "/xl/worksheets/sheet7.xml", "../xl/worksheets/sheet7.xml"])
def test_numbers_in_a_sheet_of_excel(tmp_path, target):
    path = excel(tmp_path / "a.xlsx", target)
    assert numbers_with_a_point(path, "Blad 2") == {1: {"1.022"}, 27: {"2.345"}}
    assert numbers_with_a_point(path, "Blad 1") == numbers_with_a_point(path, "Blad 3") == {}


def test_numbers_in_a_sheet_of_an_open_document(tmp_path):
    spaces = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    cells = (
        '<table:table-cell table:number-columns-repeated="3"/><table:table-cell office:value-type="float" office:value="1.022"/>'
        '<table:table-cell office:value-type="string" office:value="2.345"/>'
        '<table:table-cell office:value-type="currency" office:value="3.456"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.125"/>'
        '<table:table-cell office:value-type="float" office:value="7"/>'
    )
    tables = "".join(f'<table:table table:name="{name}"><table:table-row>{cells}</table:table-row></table:table>' for name in ("a", "b"))
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", f"<office:document {spaces}>{tables}</office:document>")
    assert numbers_with_a_point(tmp_path / "a.ods", "b") == {3: {"1.022"}, 5: {"3.456"}, 6: {"0.125"}}
    assert numbers_with_a_point(tmp_path / "a.ods", "c") == {}


def test_only_numbers_get_a_decimal_that_nobody_doubts(tmp_path):
    """In the second column 1.022 is a number and 5.678 a text; the others are not looked at."""
    path = excel(tmp_path / "a.xlsx")
    texts = pd.DataFrame({"a": ["1.022", "x"], "b": ["1.022", "5.678"], "c": ["1.5", "7"]})
    found = with_decimal_points(texts, path, "Blad 2")
    assert found.to_numpy().tolist() == [["1.022", "1.0220", "1.5"], ["x", "5.678", "7"]]
    assert texts["b"].tolist() == ["1.022", "5.678"]
    plain = texts[["c"]]
    assert with_decimal_points(plain, path, "Blad 2") is plain
    (tmp_path / "b.xls").write_bytes(b"no archive")
    assert with_decimal_points(texts, tmp_path / "b.xls", "Blad 2") is texts
