"""By what an action is known: codes repeat within a municipality, so the texts count too."""

from __future__ import annotations

import hashlib

import pandas as pd

LEVELS = ("bd", "ap", "ac")
CODES = tuple(f"{level}_code" for level in LEVELS)
TEXTS = tuple(f"{level}_{length}" for level in LEVELS for length in ("short", "long"))
SEPARATOR = "\x1f"
KEY_LENGTH = 16


def action_keys(table: pd.DataFrame) -> pd.Series:
    """Return a key per action: the start of the SHA-256 of its objective, plan and action, codes and texts.

    Runs of white space count as one space, so that a file saved again with other line ends keeps its keys.
    """
    joined = collapse(table[CODES[0]])
    for column in (*CODES[1:], *TEXTS):
        joined = joined + SEPARATOR + collapse(table[column])
    return joined.map(lambda text: hashlib.sha256(text.encode("utf-8")).hexdigest()[:KEY_LENGTH])


def collapse(texts: pd.Series) -> pd.Series:
    """Return texts with each run of white space as one space, and none at the ends."""
    return texts.map(lambda text: " ".join(text.split()))
