"""What people call the canonical fields: in a request for data, and as names of columns in their own files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from . import codec
from .files import RESOURCES, read_json
from .text import Text

FIELDS_PATH = RESOURCES / "catalogue" / "fields.json"


@dataclass(frozen=True)
class FieldWords:
    """One canonical field in words.

    Attributes
    ----------
    title : Text
        What it holds.
    names : tuple of str
        What columns with it are called, besides its own name and its titles.
    quantity : str
        Of numbers ``count`` or ``rate``, as `record.FieldSpec` has it; empty for texts.
    values : dict of str to tuple of str
        Its canonical values, each with the words that mean the same; empty where any value may stand there.
    """

    title: Text
    names: tuple[str, ...] = ()
    quantity: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def field_words() -> dict[str, FieldWords]:
    """Return the canonical fields that people are asked for, by name."""
    return codec.from_json(dict[str, FieldWords], read_json(FIELDS_PATH))
