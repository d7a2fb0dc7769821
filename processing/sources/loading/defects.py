"""What is wrong with data that load all the same, and what their user has to know of it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...analysis.key_matching import NOWHERE
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...qgis_io.columns import kind_in_table

NUMBERINGS = frozenset(("fid", "ogc_fid", "gml_id", "objectid"))
"""Columns in which a source numbers its rows: the same row twice has two numbers."""
SECTOR, ENDING = "sector_code", len("ZZZZ")
TOTAL = re.compile(r"(?i)^\s*(?:(?:algemeen|alg\.|eind|sub|grand)[\s-]*)?(?:totaal|total)(?![^\W\d_])")
"""Begins the key of a row that adds up others."""
SHOWN = 8
LOOKED_AT = 1000
"""Values that are looked at together: most columns show with the first ones that they are not empty."""
LEAST_WHOLE, LEAST_TO_THREE = 0.05, 0.7
"""Shares of numbers: of whole ones among numbers with thousands, and of those among the rest that do not end in 0 (0.9, but for few)."""
ROUNDING = 1e-6


def report_defects(features: Features, record: LayerRecord, whole: bool, progress: Progress) -> None:
    """Warn of what is wrong: features that stand there more than once, a key that repeats, columns that hold nothing.

    Parameters
    ----------
    whole : bool
        Whether all columns were read: with a few only, two features may well look the same.
    """
    if not len(features):
        return
    if whole:
        report_repeats(features, record, progress)
        report_empty(features, record, progress)
    report_key(features, record, progress)
    report_nowhere(features, record, progress)
    report_lost_thousands(features, record, progress)


def report_repeats(features: Features, record: LayerRecord, progress: Progress) -> None:
    """Warn of features that repeat another one: the same place, the same values."""
    numbers = repeats(features)
    count, kept = len(numbers), len(np.unique(numbers))
    if kept == count:
        return
    times = np.bincount(numbers)
    always = times[times > 0]
    values = {"record": record.title_and_id, "count": count - kept, "total": count, "kept": kept}
    if (always == always[0]).all():
        progress.warn(
            "Layer '{record}': {count} of {total} features repeat another one (same place, same values): each of the {kept} different"
            " ones occurs {times} times. Ask its publisher, or set 'distinct' in the options of its source to keep one of each.",
            times=int(always[0]),
            **values,
        )
        return
    progress.warn(
        "Layer '{record}': {count} of {total} features repeat another one (same place, same values); {kept} different ones remain. Ask"
        " its publisher, or set 'distinct' in the options of its source to keep one of each.",
        **values,
    )


def without_repeats(features: Features, record: LayerRecord, progress: Progress) -> Features:
    """Return features without those that repeat an earlier one."""
    _, first = np.unique(repeats(features), return_index=True)
    if len(first) < len(features):
        progress.note(
            "Layer '{record}': {count} features that repeat another one were left out.",
            record=record.title,
            count=len(features) - len(first),
        )
    mask = np.zeros(len(features), dtype=bool)
    mask[first] = True
    return features.where(mask)


def repeats(features: Features) -> np.ndarray:
    """Return a number for each feature, the same for features of the same geometry and values."""
    places, _ = pd.factorize(pd.Series(shapely.to_wkb(features.geometry), dtype=object), use_na_sentinel=False)
    shared = np.bincount(places)[places] > 1
    if not shared.any():
        return places
    columns = [column for column in features.table if column.lower() not in NUMBERINGS]
    values: np.ndarray | pd.Series = np.zeros(shared.sum())
    if columns:
        values = pd.util.hash_pandas_object(features.table.loc[shared, columns].astype("string"), index=False)
    numbers = places.copy()
    numbers[shared] = len(features) + pd.MultiIndex.from_arrays([places[shared], values]).factorize()[0]
    return numbers


def report_empty(features: Features, record: LayerRecord, progress: Progress) -> None:
    """Warn of columns without any value."""
    table = features.table
    empty = [column for column in table if is_empty(table[column])]
    if not empty:
        return
    shown = ", ".join(empty[:SHOWN]) + (" ..." if len(empty) > SHOWN else "")
    values = {"record": record.title, "empty": len(empty), "all": len(table.columns), "columns": shown}
    filled = [column for column in table if column not in empty and column.lower() not in NUMBERINGS]
    if len(filled) <= 1 < len(empty):
        progress.warn(
            "Layer '{record}' holds no values: {empty} of its {all} columns are empty in every feature ({columns}). Ask its publisher"
            " for the values.",
            **values,
        )
        return
    progress.warn(
        "Layer '{record}': 1 of {all} columns is empty in every feature ({columns}). | Layer '{record}': {count} of {all} columns are empty"
        " in every feature ({columns}).",
        **values | {"count": len(empty)},
    )


def is_empty(column: pd.Series) -> bool:
    """Whether a column holds nothing but missing values and blank texts."""
    if kind_in_table(column) != "text":
        return bool(column.isna().all())
    parts = (column.iloc[start : start + LOOKED_AT] for start in range(0, len(column), LOOKED_AT))
    return not any(str(text).strip() for part in parts for text in part.dropna())


def report_key(features: Features, record: LayerRecord, progress: Progress) -> None:
    """Warn of a key that is blank, or does not tell features apart."""
    if not record.key or record.key not in features.table:
        return
    keys = features.table[record.key]
    twice = keys[keys.duplicated() & keys.notna()]
    if len(twice):
        progress.warn(
            "Layer '{record}': 1 feature repeats a value of the key '{key}' ('{value}'). | Layer '{record}': {count} features repeat a"
            " value of the key '{key}', such as '{value}'.",
            record=record.title,
            count=len(twice),
            key=record.key,
            value=twice.iloc[0],
        )
    if keys.isna().any():
        progress.warn(
            "Layer '{record}': 1 feature has no value in the key '{key}'. | Layer '{record}': {count} features have no value in the key"
            " '{key}'.",
            record=record.title,
            count=int(keys.isna().sum()),
            key=record.key,
        )


def report_nowhere(features: Features, record: LayerRecord, progress: Progress) -> None:
    """Warn of rows for what cannot be laid in any sector, as Statbel and Fluvius have them."""
    field = next((name for name in (record.key, SECTOR) if name in features.table), None)
    if field is None:
        return
    keys = features.table[field].dropna().astype(str)
    nowhere = keys[keys.str.contains(NOWHERE)]
    if len(nowhere):
        progress.warn(
            "Layer '{record}': 1 row belongs to no sector (its code ends in {ending}) and cannot be shown on a map. | Layer '{record}':"
            " {count} rows belong to no sector (their code ends in {ending}) and cannot be shown on a map.",
            record=record.title,
            count=len(nowhere),
            ending=", ".join(dict.fromkeys(nowhere.str[-ENDING:])),
        )


def report_lost_thousands(features: Features, record: LayerRecord, progress: Progress) -> None:
    """Warn of columns of numbers whose decimals look like a point between thousands that was read as a decimal one."""
    table = features.table
    doubtful = {name: one for name in table if (one := lost_thousands(table[name])) is not None}
    if doubtful:
        name, value = next(iter(doubtful.items()))
        progress.warn(
            "Layer '{record}': the numbers in {columns} look like thousands of which the mark was read as a decimal one: {value:.15g}"
            " beside whole numbers below 1000. If {value:.15g} should be {meant:.15g}, give 'thousands' in the options of the source.",
            record=record.title_and_id,
            columns=", ".join(doubtful),
            value=value,
            meant=round(value * 1000),
        )


def lost_thousands(column: pd.Series) -> float | None:
    """Return a number that looks like thousands read as decimals, such as 1.007 for 1007; None where the column does not.

    Of measurements to three decimals one in a thousand is whole, and none need be more than 1. Here one in twenty is whole and some of
    those have three digits, none has four (it would have a mark), and every other number is more than 1, less than 1000, and a whole number
    of thousandths, nine in ten of them not of hundredths.
    """
    if not pd.api.types.is_float_dtype(column):
        return None
    sizes = np.abs(column.dropna().to_numpy(dtype=float))
    is_whole = sizes == np.round(sizes)
    whole, rest = sizes[is_whole], sizes[~is_whole]
    if (
        not len(rest)
        or not len(whole)
        or len(whole) < LEAST_WHOLE * len(sizes)
        or whole.max() < 100
        or sizes.max() >= 1000
        or rest.min() < 1
    ):
        return None
    thousandths = rest * 1000
    if np.abs(thousandths - np.round(thousandths)).max() > ROUNDING:
        return None
    to_three = np.round(thousandths) % 10 != 0
    return float(rest[to_three][0]) if to_three.mean() >= LEAST_TO_THREE else None


def without_totals(features: Features, record: LayerRecord, progress: Progress) -> Features:
    """Return a table without the rows that add up others: 'Totaal' as the key, or in a text beside a key that is blank."""
    if record.geometry != "none" or not record.key or record.key not in features.table:
        return features
    texts = features.table.select_dtypes(object).apply(lambda column: column.astype("string").str.contains(TOTAL).fillna(False))
    keyed = features.table[record.key].notna()
    named = texts.get(record.key, False)  # of keys that are numbers none is a word
    totals = (named | ~keyed & texts.any(axis=1)).to_numpy(dtype=bool)
    if totals.any():
        progress.note(
            "Layer '{table}': 1 row with a total is left out. | Layer '{table}': {count} rows with totals are left out.",
            table=record.title,
            count=int(totals.sum()),
        )
    return features.where(~totals)
