"""Plans and investments as they come in files."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.bbc.inputs import file_behind, read_investments, read_table
from osgeo import ogr


def test_text_files_and_workbooks_keep_their_zeros(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("code;bedrag\n0119;1,50\n")
    assert read_table(path).to_dict("list") == {"code": ["0119"], "bedrag": ["1,50"]}
    book = tmp_path / "plan.xlsx"
    made = ogr.GetDriverByName("XLSX").CreateDataSource(str(book))
    for name, code in (("First", "0119"), ("Second", "0200")):
        sheet = made.CreateLayer(name)
        sheet.CreateField(ogr.FieldDefn("code", ogr.OFTString))
        row = ogr.Feature(sheet.GetLayerDefn())
        row["code"] = code
        sheet.CreateFeature(row)
    made = sheet = row = None
    assert [read_table(book, sheet)["code"].tolist() for sheet in ("", "Second")] == [["0119"], ["0200"]]
    with pytest.raises(OpgaveError, match=r"none\.csv' does not exist"):
        read_table(tmp_path / "none.csv")


def layer(path, whole=True, sheet=None):
    return SimpleNamespace(is_whole=whole, path=lambda: path, place={"layerName": sheet} if sheet else {})


@pytest.mark.parametrize(
    ("given", "value", "found"),
    [
        (None, "/a/plan.CSV", (Path("/a/plan.CSV"), "")),
        (None, "layer_id", (None, "")),
        (layer("/a/plan.gpkg"), "layer_id", (None, "")),
        (layer("/a/plan.ods", sheet="Acties"), "layer_id", (Path("/a/plan.ods"), "Acties")),
        (layer("/a/plan.xlsx"), 7, (Path("/a/plan.xlsx"), "")),
        (layer("/a/plan.tsv", whole=False), "layer_id", (None, "")),
        *((None, f"/a/plan{ending}", (Path(f"/a/plan{ending}"), "")) for ending in (".txt", ".tsv", ".xls", ".ods")),
    ],
)
def test_which_file_is_behind_an_input(given, value, found):
    assert file_behind(given, value) == found


def test_investments_are_read_in_cents(tmp_path):
    path = tmp_path / "investments.csv"
    path.write_text("nis_code;policy_field;amount\n 11002;0119;1,50\n44021;0200;20\n")
    read = read_investments(path)
    assert read["nis_code"].tolist() == ["11002", "44021"] and read["policy_field"].tolist() == ["0119", "0200"]
    assert read["cents"].tolist() == [150, 2000]
    path.write_text("nis_code;x\n1;2\n")
    with pytest.raises(OpgaveError, match=r"has no column for amount, policy_field\. It has: nis_code, x\."):
        read_investments(path)
