"""Whether a table's keys are those of the units it is about, in words: which are not, on both sides, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...analysis.key_matching import KeyMatch, Likeness, codes_of_numbers, distinct, likeness, match_keys
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.public_text import without_secrets
from ...model.record import ROWS_HASH, LayerRecord
from ...model.text import Text
from ...qgis_io.columns import display_names, key_texts

NAMED = 3
"""Keys that a sentence names of many."""


@dataclass(frozen=True)
class KeyedUnits:
    """The units that tables are joined to.

    Attributes
    ----------
    title : Text
        What their layer is called.
    keys : ndarray of str or None, shape (n,)
    names : ndarray of str or None, shape (n,)
        What each is called; its key where the layer has no names.
    others : callable
        Gives the keys of all units of that layer, those outside the extent too; only asked where some rows of a table meet no unit.
    """

    title: Text
    keys: np.ndarray
    names: np.ndarray
    others: Callable[[], Sequence[str | None]] = tuple


@dataclass(frozen=True)
class KeyedTable:
    """A table on its way to the units: its record, its features, the canonical field that is its key, and its columns' own names."""

    record: LayerRecord
    features: Features
    key: str
    columns: Mapping[str, str]

    @cached_property
    def keys(self) -> list[str | None]:
        """The key of each row."""
        return list(key_texts(self.features.table[self.key]))


def with_codes(table: KeyedTable, units: KeyedUnits, progress: Progress) -> KeyedTable:
    """Return a table whose keys that a program wrote as numbers (``34.503``) are the units' codes again, which is told."""
    codes = codes_of_numbers(table.keys, units.keys.tolist())
    if not codes:
        return table
    progress.note(
        "Table '{table}' ({file}): 1 key in the column '{column}' is written as a number; '{key}' is read as '{like}'. | Table '{table}'"
        " ({file}): {count} keys in the column '{column}' are written as numbers; '{key}' is read as '{like}'.",
        table=table.record.title,
        file=source_of(table.record),
        count=len(codes),
        column=table.columns.get(table.key, table.key),
        key=next(iter(codes)),
        like=next(iter(codes.values())),
    )
    keys = np.array([codes.get(key, key) if key is not None else None for key in table.keys], dtype=object)
    return replace(table, features=table.features.with_columns(**{table.key: keys}))


def match_rows(table: KeyedTable, units: KeyedUnits, progress: Progress) -> KeyMatch:
    """Return how the rows of a table meet the units; warn of rows that are no unit's, and of units without a row.

    Raises
    ------
    OpgaveError
        The keys do not fit: a map of the few that happen to would be wrong.
    """
    match = match_keys(table.keys, units.keys.tolist())
    if match.unmatched:
        match = match_keys(table.keys, units.keys.tolist(), units.others())
    if not match.fits:
        raise misfit(table, units, match)
    warn_of_lacking(table, units, match, progress)
    return match


def warn_of_lacking(table: KeyedTable, units: KeyedUnits, match: KeyMatch, progress: Progress) -> None:
    """Warn of rows that are no unit's, and of units without a row; note how many keys are of other areas."""
    if match.elsewhere:
        progress.note(
            "Table '{table}' ({file}): 1 key is that of another area than those of '{units}' ({others}). | Table '{table}' ({file}):"
            " {count} keys are those of other areas than those of '{units}' ({others}).",
            count=len(match.elsewhere),
            others=name_first(match.elsewhere),
            **sentence_values(table, units, match),
        )
    if match.unmatched:
        progress.warn(
            "Table '{table}' ({file}): 1 of the {rows} keys in the column '{column}' belongs to no area of '{units}' ({keys}). {advice} |"
            " Table '{table}' ({file}): {count} of the {rows} keys in the column '{column}' belong to no area of '{units}' ({keys})."
            " {advice}",
            count=len(match.unmatched),
            **sentence_values(table, units, match),
            advice=advice(table, units, match),
        )
    if match.lacking:
        progress.warn(
            "Table '{table}' ({file}) has no row for 1 area of '{units}' ({names}), which gets no value from it. | Table '{table}' ({file})"
            " has no row for {count} of the {all} areas of '{units}' ({names}), which get no value from it.",
            count=match.lacking,
            all=match.units,
            names=name_first(display_names(units.names[match.lacks])),
            **sentence_values(table, units, match),
        )


def check_unique(table: KeyedTable, keys: Sequence[str | None] | np.ndarray) -> None:
    """Check that a table has no more than one row for each of some keys, the units'.

    Raises
    ------
    OpgaveError
        It has: nobody can know which row is the unit's.
    """
    own = pd.Series(table.keys, dtype=object)
    own = own[own.isin(set(keys) - {None})]
    twice = own[own.duplicated()].unique()
    if len(twice):
        raise OpgaveError(
            "Table '{table}' ({file}) has more than one row for 1 key in the column '{column}' ({keys}), such as an area in two parts: keep"
            " one row for each key, or have rows added with the option 'pivot' and its 'sum'. | Table '{table}' ({file}) has more than one"
            " row for {count} keys in the column '{column}' ({keys}), such as areas in two parts: keep one row for each key, or have rows"
            " added with the option 'pivot' and its 'sum'.",
            table=table.record.title,
            file=source_of(table.record),
            count=len(twice),
            column=table.columns.get(table.key, table.key),
            keys=name_first(twice.tolist()),
        )


def misfit(table: KeyedTable, units: KeyedUnits, match: KeyMatch) -> OpgaveError:
    """Return the error for a table whose keys are not those of the units."""
    said = sentence_values(table, units, match)
    if not match.rows:
        return OpgaveError(
            "Table '{table}' ({file}) holds no key of any area of '{units}' (with keys such as {unit_keys}): no row has one in the column"
            " '{column}'. {advice}",
            **said,
            advice=advice(table, units, match),
        )
    if match.unmatched:
        return OpgaveError(
            "Table '{table}' ({file}) does not fit '{units}': 1 of the {rows} keys in the column '{column}' ({keys}) belongs to none of the"
            " {all} areas (whose keys are such as {unit_keys}). {advice} | Table '{table}' ({file}) does not fit '{units}': {count} of the"
            " {rows} keys in the column '{column}' ({keys}) belong to none of the {all} areas (whose keys are such as {unit_keys})."
            " {advice}",
            count=len(match.unmatched),
            all=match.units,
            **said,
            advice=advice(table, units, match),
        )
    return OpgaveError(
        "Table '{table}' ({file}) has no row for any of the {all} areas of '{units}' (with keys such as {unit_keys}): the {rows} keys in"
        " the column '{column}' ({keys}) are of other areas. {advice}",
        all=match.units,
        **said,
        advice=advice(table, units, match),
    )


def sentence_values(table: KeyedTable, units: KeyedUnits, match: KeyMatch) -> dict:
    """Return what the sentences name."""
    wrong = match.unmatched or distinct(table.keys)
    return {
        "table": table.record.title,
        "file": source_of(table.record),
        "column": table.columns.get(table.key, table.key),
        "units": units.title,
        "rows": match.rows,
        "keys": name_first(wrong),
        "unit_keys": name_first([key for key in units.keys if key is not None]),
    }


def source_of(record: LayerRecord) -> str:
    """Return the name of a record's file, or the address of its service; of several sources those of each; of a copy who publishes it."""
    if record.parts:
        return ", ".join(map(source_of, record.parts))
    if ROWS_HASH in record.source.options and record.publisher.name:  # a store names its files after the version: of no use to a reader
        return record.publisher.name
    place = without_secrets(record.source.path)
    return place if "://" in place else PurePath(place.replace("\\", "/")).name or record.source.layer


def name_first(keys: Sequence[str] | np.ndarray) -> str:
    """Return the first of some keys or names, between quotes, and how many more there are."""
    return ", ".join(f"'{key}'" for key in keys[:NAMED]) + (f" (+{len(keys) - NAMED})" if len(keys) > NAMED else "")


def advice(table: KeyedTable, units: KeyedUnits, match: KeyMatch) -> OpgaveError:
    """Return what to do about keys that do not fit, as a sentence to be filled in."""
    texts = table.features.table
    others = {table.columns.get(name, name): key_texts(texts[name]).tolist() for name in texts if name != table.key}
    found = likeness(match, table.keys, units.keys.tolist(), units.names.tolist(), others)
    return advice_on(found, match)


def advice_on(found: Likeness | None, match: KeyMatch) -> OpgaveError:
    """Return what to do about keys that are read in another way."""
    if found is None:
        return OpgaveError("Under 'fields' of its record, name the column that holds the areas' keys, or correct the keys.")
    values = {
        "count": found.count,
        "rows": len(match.unmatched) or match.rows,
        "key": found.key,
        "like": found.like,
        "column": found.column,
    }
    return OpgaveError(ADVICE_TEXTS[found.way], **values)


ADVICE_TEXTS = {
    "column": "The column '{column}' holds the keys of {count} areas: name it under 'fields' of its record.",
    "names": "The column holds names, of which {count} of {rows} are names of areas ('{key}' has the key '{like}'): add a column with the"
    " areas' keys, and name it under 'fields' of its record.",
    "decimals": "The keys are written as numbers with decimals ('{key}' for '{like}'); without decimals {count} of {rows} match: write the"
    " keys as text.",
    "zeros": "Leading zeros differ ('{key}' for '{like}'); without leading zeros {count} of {rows} match: write the keys as in the layer"
    " of areas.",
    "signs": "The keys are written differently ('{key}' for '{like}'); ignoring capitals, spaces, hyphens and other signs, {count} of"
    " {rows} match: write the keys as in the layer of areas.",
    "municipality": "Keys such as '{key}' are codes of whole municipalities: leave their rows out.",
    "vintage": "Codes such as '{key}' are of the same municipalities, in another division into areas: take a table and areas of one year.",
}
"""What to do, by the `Likeness.way` in which keys would fit."""
