"""Layers in which fields play roles: which field says what, and its values as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..analysis.features import Features
from ..model.errors import OpgaveError
from ..model.progress import Progress
from .columns import is_none, key_texts
from .reading import missing_field

SEPARATORS = ",;|"
HEADER_ROWS, ENOUGH_NAMES = 10, 2
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What stands for bytes that are no letter in the encoding in which a file is read."""


def usual_fields(given: Mapping[str, str], usual: Mapping[str, Sequence[str]], names: Sequence[str], layer: str) -> dict[str, str]:
    """Return the field of each role: the one given, else one of its usual names that the layer has, else an empty text.

    Parameters
    ----------
    given : mapping of role to field
        Empty texts count as not given.
    usual : mapping of role to names
        In lower case, the likeliest first.
    names : sequence of str
        The layer's fields.

    Raises
    ------
    OpgaveError
        The layer has no field that is given.
    """
    require_fields(filter(None, given.values()), names, layer)
    lower = {name.lower(): name for name in reversed(names)}
    found = {role: next((lower[name] for name in likely if name in lower), "") for role, likely in usual.items()}
    return found | {role: name for role, name in given.items() if name}


def require_fields(fields: Iterable[str], names: Sequence[str], layer: str) -> None:
    """Refuse a field that the layer does not have."""
    for field in fields:
        if field not in names:
            raise missing_field(layer, field, names)


def texts(table: pd.DataFrame, field: str) -> np.ndarray:
    """Return a field as text; empty where missing, whole numbers without decimals.

    Raises
    ------
    OpgaveError
        The file was read in another encoding than it was written in.
    """
    if not field:
        return np.full(len(table), "", dtype=object)
    found = key_texts(table[field])
    found[is_none(found)] = ""
    lost = next((text for text in found if UNREADABLE in text), None)
    if lost:
        raise OpgaveError(
            "Field '{field}' contains unreadable characters ('{text}'): save the file as UTF-8, or set the encoding in QGIS.",
            field=field,
            text=lost,
        )
    return found


def set_header(features: Features, usual: Mapping[str, Sequence[str]], progress: Progress) -> Features:
    """Return a table under the names of its columns, where these stand in one of its first rows.

    Spreadsheets come so: with a title above the table, or with nothing but texts in it, of which none is taken for names.

    Parameters
    ----------
    usual : mapping of role to names
        A row that holds at least two of these names is that of the columns.
    """
    known = {name for likely in usual.values() for name in likely}
    if any(geometry is not None for geometry in features.geometry) or known_names(features.table, known) >= ENOUGH_NAMES:
        return features
    for row in range(min(len(features), HEADER_ROWS)):
        names = ["" if value is None else str(value).strip() for value in key_texts(features.table.iloc[row])]
        if known_names(names, known) >= ENOUGH_NAMES:
            progress.note("Table '{layer}': the names of its columns are in row {row}.", layer=features.name, row=row + 1)
            kept = [column for column, name in enumerate(names) if name]
            table = features.table.iloc[row + 1 :, kept].set_axis([names[column] for column in kept], axis=1).reset_index(drop=True)
            return replace(features, geometry=features.geometry[row + 1 :], table=table, ids=features.ids[row + 1 :])
    return features


def known_names(names: Iterable[str], known: set[str]) -> int:
    """Return how many of the names are known."""
    return sum(str(name).lower() in known for name in names)


def ids_in(text: str) -> Iterator[str]:
    """Yield the ids in a text, whichever of the usual signs parts them."""
    for sign in SEPARATORS[1:]:
        text = text.replace(sign, SEPARATORS[0])
    return (part.strip() for part in text.split(SEPARATORS[0]) if part.strip())
