"""Text tables: separator, encoding and decimal mark found by looking, never asked."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.text import numbered
from ..columns import numbers_in_text

SEPARATORS = (";", ",", "\t", "|")
SAMPLE_LINES = 50
LARGEST_EXACT = 2**53
MISSING_MARKS = frozenset((".", "..", "...", "…", "-", "--", "–", "n/a", "#n/a", "na", "n.a.", "nb", "n.b.", "null", "nan"))
CODE = r"^[+-]?0[0-9]"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True)
class TextTable:
    """A table as text.

    Attributes
    ----------
    table : DataFrame of str
        None where blank.
    encoding, separator : str
        As found or given.
    """

    table: pd.DataFrame
    encoding: str
    separator: str


def read_csv(content: bytes, record: str, encoding: str = "", separator: str = "") -> TextTable:
    """Return a separated text file as a table of texts; the first line holds the columns' names.

    Lines may end in CR, LF or both; quoted texts may hold separators and line ends.

    Parameters
    ----------
    content : bytes
        The file.
    record : str
        Record id, for messages.
    encoding, separator : str
        Where the catalogue gives them; else they are found.

    Raises
    ------
    OpgaveError
        When it is no table.
    """
    text, encoding = decoded(content, record, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    separator = separator or likely_separator(text)
    try:
        table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skip_blank_lines=True, index_col=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpgaveError("Record '{record}': the file cannot be read as a table ({reason}).", record=record, reason=error) from error
    table.columns = numbered(str(column).strip() for column in table.columns)
    return TextTable(blank_to_none(table), encoding, separator)


def decoded(content: bytes, record: str, encoding: str = "") -> tuple[str, str]:
    """Return the text and its encoding: as given, as its byte order mark says, UTF-8, or else Windows-1252."""
    if encoding:
        return decode_as(content, record, encoding), encoding
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    if marked:
        return decode_as(content, record, marked), marked
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def decode_as(content: bytes, record: str, encoding: str) -> str:
    """Return the text in an encoding that is known."""
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise OpgaveError(
            "Record '{record}': the file is not text in the encoding {encoding} ({reason}); correct 'encoding' in the catalogue.",
            record=record,
            encoding=encoding,
            reason=error,
        ) from error


def likely_separator(text: str) -> str:
    """Return the separator that cuts the most lines into the same number of columns, more than one; a comma where none does."""
    sample = "\n".join(text.split("\n", 4 * SAMPLE_LINES)[: 4 * SAMPLE_LINES])
    best, separator = (0.0, 1), ","
    for candidate in SEPARATORS:
        rows = itertools.islice(csv.reader(io.StringIO(sample), delimiter=candidate), SAMPLE_LINES)
        widths = [len(row) for row in rows if row]
        if not widths or widths[0] < 2:
            continue
        quality = (widths.count(widths[0]) / len(widths), widths[0])
        if quality > best:
            best, separator = quality, candidate
    return separator


def blank_to_none(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with None for blank texts."""
    stripped = table.apply(lambda column: column.str.strip())
    return stripped.astype(object).where(stripped.notna() & (stripped != ""), None)


def typed(column: pd.Series, record: str, progress: Progress = SILENT) -> np.ndarray:
    """Return numbers where all texts of a column are; codes with leading zeros or too many digits, and all else, stay text.

    Marks that stand for a missing value, such as Statbel's point, are missing in a column of numbers, and counted.
    """
    marks = column.str.lower().isin(MISSING_MARKS)
    present = column[~marks].dropna()
    if present.empty or present.str.match(CODE).any():
        return column.to_numpy(dtype=object)
    numbers, wrong = numbers_in_text(column.mask(marks, None))
    if wrong is not None or np.nanmax(np.abs(numbers)) > LARGEST_EXACT:
        return column.to_numpy(dtype=object)
    if marks.any():
        progress.note(
            "Record '{record}': {count} values '{mark}' in column '{column}' count as missing.",
            record=record,
            count=int(marks.sum()),
            mark=column[marks].iloc[0],
            column=column.name,
        )
    whole = len(present) == len(column) and not present.str.contains("[.,eE]").any()
    return numbers.astype("int64") if whole else numbers
