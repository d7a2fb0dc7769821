"""Text tables: separator, encoding and decimal mark found by looking, never asked."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.text import Text, number_equals
from ...qgis_io.columns import (
    NOT_A_NUMBER,
    OTHER_MARK,
    contains,
    find_grouped_texts,
    for_each_text,
    found_mark,
    is_missing_mark,
    lone_mark,
    numbers_in_text,
    read_numbers,
    without_spaces,
)
from ..network.content import FIRST_BYTES, find_encoding

SEPARATORS = (";", ",", "\t", "|")
SAMPLE_LINES = 50
MOSTLY = 0.7
LONGEST_NAME = 80
"""Characters; half of the cells longer than this are sentences about columns, not their names."""
LARGEST_EXACT = 2**53
THOUSANDS = r"\d[\s\u00a0\u202f]\d"
CODE = r"^0[0-9]"
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
    header : int
        Number of the row with the columns' names, from 1.
    """

    table: pd.DataFrame
    encoding: str
    separator: str
    header: int = 1


def read_csv(
    content: bytes,
    record: str | Text,
    encoding: str = "",
    separator: str = "",
    header: int = 0,
    names: Container[str] = (),
) -> TextTable:
    """Return a separated text file as a table of texts.

    Lines may end in CR, LF or both; quoted texts may hold separators and line ends.

    Parameters
    ----------
    content : bytes
        The file.
    record : str or Text
        What messages call it.
    encoding, separator, header
        Where the catalogue gives them; else they are found: the header is the first row with more than a title in it.
    names : container of str
        Columns that the catalogue looks for, in lower case; see `find_named_row`.

    Raises
    ------
    OpgaveError
        When it is no table.
    """
    text, encoding = decode(content, record, encoding)
    if not text.strip():
        raise OpgaveError("Layer '{record}': the file is empty: put the table there, or correct the 'path' of its source.", record=record)
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    text = whole.lstrip("\n")
    blank = len(whole) - len(text)
    separator = separator or likely_separator(text)
    lines, rows = first_rows(text, separator)
    if header:
        check_header(header, whole.count("\n") + 1, record)
    header = find_named_row(rows, max(header - blank, 1) if header else header_row(rows), names)
    text = text.split("\n", lines[header - 1])[-1] if header <= len(lines) else ""
    try:
        table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skip_blank_lines=True, index_col=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpgaveError("Layer '{record}': the file cannot be read as a table ({reason}).", record=record, reason=error) from error
    table.columns = column_names(table.columns)
    return TextTable(blank_to_none(table), encoding, separator, header + blank)


def first_rows(text: str, separator: str) -> tuple[list[int], list[list[str]]]:
    """Return the first rows of a text, and for each the number of lines before it."""
    found = list(sample_rows(text, separator))
    return [0, *(line for line, _ in found)][: len(found)] or [0], [row for _, row in found]


def sample_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first rows of a text, with the number of lines up to their end."""
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    with suppress(csv.Error):  # a text of more than a hundred thousand characters: pandas reads it
        for row in itertools.islice(reader, SAMPLE_LINES):
            yield reader.line_num, row


def header_row(rows: Sequence[Sequence[str | None]]) -> int:
    """Return the number, from 1, of the first row that names at least half of the columns: above it stand titles and explanations.

    Of two columns both have to be named there, with words.
    """
    cells = [[len(cell.strip()) for cell in row if cell and cell.strip()] for row in rows]
    width = max(map(len, cells), default=0)
    if width < 2:
        return 1
    if width == 2:
        both = [number for number, one in enumerate(cells) if len(one) == 2]
        first = [cell for cell in rows[both[0]] if cell and cell.strip()]
        return both[0] + 1 if len(both) > 1 and all(map(contains_letter, first)) else 1
    names = (number for number, one in enumerate(cells, start=1) if len(one) >= max(2, width / 2) and np.median(one) <= LONGEST_NAME)
    return next(names, 1)


def contains_letter(text: str) -> bool:
    """Whether a text has any letter in it."""
    return any(map(str.isalpha, text))


def find_named_row(rows: Sequence[Sequence[str | None]], header: int, names: Container[str]) -> int:
    """Return the number of the row with the columns' names: the given one, or where none of ``names`` is in that, the nearest that has one.

    So a number that counts otherwise than a reader does (without blank rows, or the second of two rows of names) leads to the same row.
    """
    nearest = sorted(range(1, len(rows) + 1), key=lambda number: abs(number - header))
    return next((number for number in nearest if how_many_named(rows[number - 1], names)), header)


def how_many_named(row: Sequence[str | None], names: Container[str]) -> int:
    """Return how many cells of a row are one of some names, in lower case."""
    return sum((cell or "").strip().lower() in names for cell in row)


def names_below(rows: Sequence[Sequence[str | None]], names: Container[str] = ()) -> tuple[list[str | None], int]:
    """Return the columns' names in the first row, or in the first two together where they stand in both, and in how many rows that is.

    ``names``, in lower case: columns that are looked for; where the first row holds as many of them, the second is one of data.
    """
    first = list(rows[0])
    if not two_rows(rows):
        return first, 1
    both: list[str | None] = [*join_names(rows[0], rows[1])]
    one = how_many_named(first, names)
    return (first, 1) if one and one >= how_many_named(both, names) else (both, 2)


def two_rows(rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether the columns' names stand in the first two of these rows, those of the first over several columns.

    What the first leaves blank the second names, what the second leaves blank is named in the first, and holds a value in the third.
    """
    if len(rows) < 3:
        return False
    first, second, third = ([bool(cell and str(cell).strip()) for cell in row] for row in rows[:3])
    above = [place for place, named in enumerate(first) if not named and second[place]]
    alone = [place for place, named in enumerate(second) if not named and first[place]]
    return bool(above and alone) and all(map(any, zip(first, second, strict=True))) and all(third[place] for place in alone)


def join_names(first: Sequence[str | None], second: Sequence[str | None]) -> list[str]:
    """Return the names in two rows as one: that of the first, which holds on over blank cells, and that of the second."""
    names, above = [], ""
    for upper, lower in zip(first, second, strict=True):
        above = upper.strip() if upper and upper.strip() else above
        below = (lower or "").strip()
        names.append(f"{above} {below}".strip() if below else above)
    return names


def check_header(header: int, rows: int, record: str | Text) -> None:
    """Check that the row with the columns' names is there."""
    if not 1 <= header <= rows:
        raise OpgaveError(
            "Layer '{record}': row {header} should hold the columns' names, but the table has {rows} rows; correct 'header' in the"
            " catalogue.",
            record=record,
            header=header,
            rows=rows,
        )


def column_names(names: Iterable[object]) -> list[str]:
    """Return the names of columns, each another; one without name is called after its place."""
    texts = ["" if name is None or str(name).startswith("Unnamed: ") else str(name).strip() for name in names]
    return number_equals(text or f"column_{place}" for place, text in enumerate(texts, start=1))


def decode(content: bytes, record: str | Text, encoding: str = "") -> tuple[str, str]:
    """Return the text and its encoding: as given, as its byte order mark says, UTF-16 or UTF-8, or else Windows-1252."""
    if encoding:
        return decode_as(content, record, encoding), encoding
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    if marked:
        return decode_as(content, record, marked), marked
    wide = wide_encoding(content[:FIRST_BYTES])
    if wide:
        return decode_as(content, record, wide), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def wide_encoding(start: bytes) -> str:
    """Return the encoding of text of two bytes a letter that does not say so, as every other byte of it is zero; empty where it is none."""
    zeros = [start[place::2].count(0) for place in (0, 1)]
    most = len(start) // 2 * MOSTLY
    return "utf-16-be" if zeros[0] > most > zeros[1] else "utf-16-le" if zeros[1] > most > zeros[0] else ""


def decode_as(content: bytes, record: str | Text, encoding: str) -> str:
    """Return the text in an encoding that is known."""
    try:
        return content.decode(find_encoding(encoding))
    except (ValueError, LookupError) as error:
        raise OpgaveError(
            "Layer '{record}': the file is not text in the encoding {encoding} ({reason}); correct 'encoding' in the catalogue.",
            record=record,
            encoding=encoding,
            reason=error,
        ) from error


def likely_separator(text: str) -> str:
    """Return the separator that cuts the most lines into the same number of columns, more than one; a comma where none does.

    Only where no separator does so from the first line on, may lines above hold a title.
    """
    sample = "\n".join(text.split("\n", 4 * SAMPLE_LINES)[: 4 * SAMPLE_LINES])
    widths = {candidate: row_widths(sample, candidate) for candidate in SEPARATORS}
    for shown in (widths, {candidate: without_titles(found) for candidate, found in widths.items()}):
        fitting = {candidate: found for candidate, found in shown.items() if found and found[0] > 1}
        if fitting:
            return max(fitting, key=lambda one: (fitting[one].count(fitting[one][0]) / len(fitting[one]), fitting[one][0]))
    return ","


def row_widths(sample: str, separator: str) -> list[int]:
    """Return the number of cells in each of the first rows."""
    return [len(row) for _, row in sample_rows(sample, separator) if row]


def without_titles(widths: list[int]) -> list[int]:
    """Return the numbers of cells of rows from the first one that holds a separator, where all others are as wide."""
    rest = list(itertools.dropwhile(lambda width: width == 1, widths))
    return rest if len(rest) > 1 and len(set(rest)) == 1 else []


def blank_to_none(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with None for blank texts."""
    stripped = table.apply(for_each_text, work=lambda texts: texts.str.strip())
    return stripped.astype(object).where(stripped.notna() & (stripped != ""), None)


def decimal_option(record: LayerRecord) -> str:
    """Return the decimal mark that a record gives for its numbers; empty where it is to be found.

    Raises
    ------
    OpgaveError
        It is neither a point nor a comma, or the same as that for thousands.
    """
    options = record.source.options
    decimal, thousands = (str(options.get(name, "")) for name in ("decimal", "thousands"))
    if decimal not in ("", ".", ","):
        raise OpgaveError(
            "Layer '{record}': the option 'decimal' of its source is '{decimal}': write '.' or ','.",
            record=record.title_and_id,
            decimal=decimal,
        )
    if decimal and decimal == thousands:
        raise OpgaveError(
            "Layer '{record}': the options 'decimal' and 'thousands' of its source are both '{decimal}': leave one out.",
            record=record.title_and_id,
            decimal=decimal,
        )
    return decimal


def likely_mark(column: pd.Series, decimal: str, thousands: str) -> str:
    """Return the decimal mark of a column: what its mark for thousands leaves, the one that is given, or the one that is found."""
    if thousands in OTHER_MARK:
        return OTHER_MARK[thousands]
    if decimal:
        return decimal
    return lone_mark(without_spaces(column)) if thousands else found_mark(numeric_texts(column))


def type_columns(
    table: pd.DataFrame,
    record: LayerRecord,
    progress: Progress = SILENT,
    decimal: str = "",
    wanted: Collection[str] = (),
    thousands: Mapping[str, str] | None = None,
) -> dict[str, np.ndarray]:
    """Return the columns of a table of texts: numbers where all texts are, codes with leading zeros or too many digits, and all else, text.

    What is told: marks that stand for a missing value in a column of numbers, spaces, points and commas between thousands, and columns
    that stay text because nobody can know whether ``1.022`` is a thousand or one and a bit.

    Parameters
    ----------
    decimal : str
        The decimal mark where the record gives it (option ``decimal``); else it is found for each column, and where that does not do, from
        the table's other columns.
    wanted : collection of str
        Columns that have to be known.
    thousands : mapping of str to str, optional
        The mark between thousands of some columns; of others it is that of the record (option ``thousands``), where that gives one.

    Raises
    ------
    OpgaveError
        The decimal mark of a wanted column cannot be known.
    """
    columns, told, in_table = {}, NumberNotes(), cache(partial(mark_elsewhere, table))
    everywhere = str(record.source.options.get("thousands", ""))
    for name in table:
        progress.check()
        columns[name] = table[name].to_numpy(dtype=object)
        if begins_with_text(without_percent_signs(table[name].iloc[:SAMPLE_LINES])[0]):
            continue
        # what a column is hangs on its different texts alone: long tables repeat few
        codes, texts = pd.factorize(table[name], use_na_sentinel=False)
        column, percent = without_percent_signs(pd.Series(texts, dtype=table[name].dtype))
        mark = likely_mark(column, decimal, (thousands or {}).get(name, everywhere))
        if not mark and all_numbers(column):
            mark = in_table()
            if not mark:
                error = unknown_mark(record, name, find_grouped_texts(column).iloc[0])
                if name in wanted:
                    raise error
                progress.warn("{reason} Until then the column is text.", reason=error)
                continue
        numbers = type_column(column, mark)
        if numbers.dtype != object:
            columns[name] = numbers[codes]
            told.look(name, column, np.bincount(codes, minlength=len(column)), mark)
            if percent:
                told.percents[name] = numeric_texts(pd.Series(texts, dtype=table[name].dtype)).iloc[0]
    told.tell(record.title, progress)
    return columns


def begins_with_text(column: pd.Series) -> bool:
    """Whether one of the first texts of a column cannot be a number, so that the column is text: most columns are known so at once."""
    first = without_spaces(numeric_texts(column.iloc[:SAMPLE_LINES]))
    return bool(contains(first, NOT_A_NUMBER).any())


def without_percent_signs(column: pd.Series) -> tuple[pd.Series, bool]:
    """Return a column without percent signs, and whether it had them: where all texts but marks for what is missing end in one."""
    texts = numeric_texts(column)
    if texts.empty or not texts.iloc[0].endswith("%") or not texts.str.endswith("%").all():
        return column, False
    return column.str.removesuffix("%").str.rstrip(), True


def numeric_texts(column: pd.Series) -> pd.Series:
    """Return the texts of a column that are no mark for a missing value."""
    return column[~is_missing_mark(column)].dropna()


def all_numbers(column: pd.Series) -> bool:
    """Whether all texts of a column are numbers, whichever its decimal mark."""
    texts = numeric_texts(column)
    return not texts.empty and numbers_in_text(texts)[1] is None


def mark_elsewhere(table: pd.DataFrame) -> str:
    """Return the decimal mark that every other column of numbers with a point or comma in them has; empty where they differ."""
    columns = (numeric_texts(table[name]).astype("string") for name in table)
    marked = (texts for texts in columns if contains(texts, "[.,]").any() and all_numbers(texts))
    found = {mark for texts in marked if (mark := found_mark(texts))}
    return found.pop() if len(found) == 1 else ""


def unknown_mark(record: LayerRecord, column: str, text: str) -> OpgaveError:
    """Return the error for a column of which nobody can know the decimal mark."""
    mark = lone_mark(pd.Series([text], dtype="string"))
    return OpgaveError(
        "Layer '{record}': in the column '{column}' the mark '{mark}' may separate thousands or decimals ('{value}'): write 'decimal' as"
        " '{mark}' or '{other}' in the options of its source.",
        record=record.title_and_id,
        column=column,
        mark=mark,
        other=OTHER_MARK[mark],
        value=text,
    )


def type_column(column: pd.Series, decimal: str = "") -> np.ndarray:
    """Return numbers where all texts of a column are, marks for a missing value aside."""
    present = numeric_texts(column)
    if present.empty or contains(present, CODE).any():
        return column.to_numpy(dtype=object)
    numbers, wrong = numbers_in_text(column.mask(is_missing_mark(column), None), decimal)
    if wrong is not None or np.nanmax(np.abs(numbers)) > LARGEST_EXACT:
        return column.to_numpy(dtype=object)
    whole = len(present) == len(column) and not contains(present.astype("string"), f"[eE{decimal}]").any()
    return numbers.astype("int64") if whole else numbers


@dataclass
class NumberNotes:
    """What a user has to know of the columns of numbers in a table."""

    missing: dict[str, int] = field(default_factory=dict)
    marks: dict[str, None] = field(default_factory=dict)
    spaced: list[str] = field(default_factory=list)
    grouped: list[str] = field(default_factory=list)
    percents: dict[str, str] = field(default_factory=dict)
    example: str = ""
    decimal: str = ""

    def look(self, name: str, column: pd.Series, counts: np.ndarray, decimal: str) -> None:
        """Look at the different texts of a column that became numbers, and at how often each stands in it."""
        marked = is_missing_mark(column)
        if marked.any():
            self.missing[name] = int(counts[marked.to_numpy()].sum())
            self.marks |= dict.fromkeys(column[marked].unique())
        if contains(column, THOUSANDS).any():
            self.spaced.append(name)
        thousands = column[contains(column, rf"\d{re.escape(OTHER_MARK[decimal])}\d")]
        if len(thousands):
            self.grouped.append(name)
            self.example, self.decimal = thousands.iloc[0], decimal

    def tell(self, record: str | Text, progress: Progress) -> None:
        """Tell it."""
        if self.spaced:
            progress.note(
                "Layer '{record}': spaces between thousands are left out of the numbers in {columns}.",
                record=record,
                columns=", ".join(self.spaced),
            )
        if self.grouped:
            number = read_numbers(pd.Series([self.example], dtype="string"), self.decimal)[0]
            progress.note(
                "Layer '{record}': the mark '{mark}' separates thousands in {columns}: '{value}' is {number:.15g}.",
                record=record,
                mark=OTHER_MARK[self.decimal],
                columns=", ".join(self.grouped),
                value=self.example,
                number=number,
            )
        if self.percents:
            progress.note(
                "Layer '{record}': the numbers in {columns} are percentages, read without their sign ('{value}').",
                record=record,
                columns=", ".join(self.percents),
                value=next(iter(self.percents.values())),
            )
        if self.missing:
            progress.note(
                "Layer '{record}': the values '{mark}' count as missing: {columns}.",
                record=record,
                mark="', '".join(self.marks),
                columns=", ".join(f"{name} ({count})" for name, count in self.missing.items()),
            )
