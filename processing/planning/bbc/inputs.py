"""Plans, investments and areas as they come: text files and workbooks as texts, layers as they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from qgis.core import QgsProcessingContext

from ...analysis.bbc.amounts import cents
from ...analysis.bbc.columns import find_columns
from ...analysis.bbc.plan import policy_field_codes, text_column
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord, Publisher, Source
from ...model.source_kinds import HEADER, SHEETS, file_endings, kind_of_file
from ...model.text import Text
from ...qgis_io.inputs import InputLayer
from ...qgis_io.reading import InputReader, read_parameter
from ...sources.reading.files import read_sheet
from ...sources.reading.tables import read_csv

TEXT_FILES, WORKBOOKS = (*file_endings([HEADER]), ".txt"), file_endings([SHEETS])


def read_actions(algorithm: InputReader, parameters: dict, name: str, context: QgsProcessingContext, progress: Progress) -> pd.DataFrame:
    """Return the table that a parameter names: text files and workbooks are read as texts, so that codes keep their zeros."""
    path, sheet = file_behind(algorithm.inputs.layer(name), parameters.get(name))
    if path:
        return read_table(path, sheet)
    return read_parameter(algorithm, parameters, name, context, progress=progress, geometry=False)[0].table


def file_behind(layer: InputLayer | None, given: object) -> tuple[Path | None, str]:
    """Return the text file or workbook behind an input, and the sheet; None for any other layer, or a part of one."""
    if isinstance(given, str) and Path(given).suffix.lower() in TEXT_FILES + WORKBOOKS:
        return Path(given), ""
    if layer is None or not layer.is_whole or Path(layer.path()).suffix.lower() not in TEXT_FILES + WORKBOOKS:
        return None, ""
    return Path(layer.path()), layer.place.get("layerName") or ""


def read_table(path: Path, sheet: str = "") -> pd.DataFrame:
    """Return a text file or workbook as a table of texts.

    Raises
    ------
    OpgaveError
        The file is not there or is no table.
    """
    if not path.is_file():
        raise OpgaveError("File '{path}' does not exist. Check the path.", path=path)
    if path.suffix.lower() in WORKBOOKS:
        record = LayerRecord(path.name, Text(path.name), Publisher("", "city"), Source(kind_of_file(path), str(path), sheet))
        return read_sheet(record, path)
    return read_csv(path.read_bytes(), path.name).table


def read_investments(path: Path) -> pd.DataFrame:
    """Return planned investments by municipality and policy field: ``nis_code``, ``policy_field``, ``cents``.

    Raises
    ------
    OpgaveError
        A column is missing, or an amount is none.
    """
    table = read_table(path)
    found = find_columns([str(name) for name in table], "investments")
    missing = {"nis_code", "policy_field", "amount"} - set(found)
    if missing:
        raise OpgaveError(
            "File '{file}' has no column for {missing}. It has: {columns}.",
            file=path.name,
            missing=", ".join(sorted(missing)),
            columns=", ".join(map(str, table)),
        )
    return pd.DataFrame(
        {
            "nis_code": text_column(table, found["nis_code"]).str.strip(),
            "policy_field": policy_field_codes(text_column(table, found["policy_field"])),
            "cents": cents(table[found["amount"]].reset_index(drop=True), found["amount"])[0],
        }
    )
