"""Sheets and texts with titles above their names, and numbers that are numbers: what a person sees in a spreadsheet is what counts."""

import numpy as np
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.workbook import write_ods, write_xlsx

pytestmark = pytest.mark.usefixtures("qgis_app")

FIELDS = {"sector_code": FieldSpec(("Code",)), "people": FieldSpec(("Inwoners", "n"))}
TITLES = [["Bevolking per sector"], ["Bron: Statbel"], []]
WRITERS = pytest.mark.parametrize(("write", "ending"), [(write_xlsx, "xlsx"), (write_ods, "ods")])


def load(path, **options):
    heard = Heard()
    kind = "csv" if path.suffix == ".csv" else "excel"
    made = record(kind, path, options=options, geometry="none", key="sector_code", fields=FIELDS)
    return load_record(made, ["sector_code", "people"], progress=heard).features.table, heard


@WRITERS
@pytest.mark.parametrize("header", [0, 3, 4, 5])
def test_the_row_that_a_person_sees(tmp_path, write, ending, header):
    """The names are in row 4; a count that is one off leads there too."""
    path = write(tmp_path / f"a.{ending}", [*TITLES, ["Code", "Inwoners"], ["A1", 5], ["A2", 7]])
    table, heard = load(path, header=header)
    assert table.to_dict("list") == {"sector_code": ["A1", "A2"], "people": [5, 7]}
    assert "Layer 'Trial': the column names are in row 4." in heard.notes


@WRITERS
def test_a_sheet_of_names_alone_has_no_rows(tmp_path, write, ending):
    made, heard = record("excel", write(tmp_path / f"a.{ending}", [["Code", "Inwoners"]]), geometry="none", fields=FIELDS), Heard()
    with pytest.raises(OpgaveError, match="Layer 'Trial .*' has no features"):
        load_record(made, progress=heard)
    assert heard.notes == []


@pytest.mark.parametrize("header", [0, 2, 4])
def test_the_same_of_a_text_with_blank_lines(tmp_path, header):
    path = tmp_path / "a.csv"
    path.write_text("\n\nBevolking;\nCode;Inwoners\nA1;5\nA2;7\n", encoding="utf-8")
    table, heard = load(path, header=header)
    assert table.to_dict("list") == {"sector_code": ["A1", "A2"], "people": [5, 7]}
    assert "Layer 'Trial': the column names are in row 4." in heard.notes


@pytest.mark.parametrize("header", [1, 2])
def test_names_in_two_rows_are_found_by_either(tmp_path, header):
    rows = [["Code", "Inwoners", None], [None, "2023", "2024"], ["A1", 5, 6], ["A2", 7, 8]]
    fields = {"sector_code": FieldSpec(("Code",)), "people": FieldSpec(("Inwoners 2024",))}
    made = record(
        "excel", write_xlsx(tmp_path / "a.xlsx", rows), options={"header": header}, geometry="none", key="sector_code", fields=fields
    )
    assert load_record(made, ["sector_code", "people"]).features.table["people"].tolist() == [6, 8]


def test_a_first_row_of_data_is_no_second_row_of_names(tmp_path):
    """The first column has no name, as pandas writes it, and the first row no number of people."""
    rows = [[None, "Code", "Inwoners"], [0, "A1", None], [1, "A2", 7]]
    table, _ = load(write_xlsx(tmp_path / "a.xlsx", rows))
    assert table["sector_code"].tolist() == ["A1", "A2"] and table["people"].tolist()[1] == 7 and np.isnan(table["people"][0])


@WRITERS
@pytest.mark.parametrize("titles", [[], TITLES], ids=["names on top", "titles above"])
def test_cells_that_are_numbers_keep_their_decimals(tmp_path, write, ending, titles):
    """As text, 821 beside 1.022 would be a thousand and 22."""
    path = write(tmp_path / f"a.{ending}", [*titles, ["Code", "n"], ["A1", 821], ["A2", 1.022], ["A3", "*"]])
    values = load(path)[0]["people"].tolist()
    assert values[:2] == [821, 1.022] and np.isnan(values[2])


@WRITERS
def test_cells_that_are_text_have_thousands(tmp_path, write, ending):
    path = write(tmp_path / f"a.{ending}", [["Code", "n"], ["A1", "821"], ["A2", "1.022"], ["A3", "-00"]])
    table, heard = load(path)
    assert table["people"].tolist() == [821, 1022, 0]
    assert "Layer 'Trial': the mark '.' separates thousands in n: '1.022' is 1022." in heard.notes
