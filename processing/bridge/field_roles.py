"""Layers in which fields play roles: which field says what, and its values as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from .columns import key_texts
from .reading import missing_field

SEPARATORS = ",;|"


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
    """Return a field as text; empty where missing, whole numbers without decimals."""
    if not field:
        return np.full(len(table), "", dtype=object)
    found = key_texts(table[field])
    found[np.equal(found, None)] = ""
    return found


def named_in(text: str) -> Iterator[str]:
    """Yield the ids in a text, whichever of the usual signs parts them."""
    for sign in SEPARATORS[1:]:
        text = text.replace(sign, SEPARATORS[0])
    return (part.strip() for part in text.split(SEPARATORS[0]) if part.strip())
