"""The areas that a table may be about, of a layer with their codes and names."""

from __future__ import annotations

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.text import Text
from ...qgis_io.columns import display_names, key_texts
from .proposal import Areas, area_names

KEYS = ("sector_code", "neighbourhood_code", "nis_code")
"""Fields with the codes of areas, the smallest first."""


def areas_of(units: Features, key: str = "") -> Areas:
    """Return the areas of a layer; ``key`` is its field with codes, one of `KEYS` where it is empty.

    Raises
    ------
    OpgaveError
        It has no such field.
    """
    found = key if key in units.table else next((name for name in KEYS if name in units.table), "")
    if not found or key and found != key:
        raise OpgaveError(
            "Layer '{layer}' has no field '{field}' with the codes of areas: name it as KEY. It has: {fields}.",
            layer=units.name,
            field=key or KEYS[0],
            fields=", ".join(units.table),
        )
    codes = key_texts(units.table[found])
    names_field = area_names(units.table)
    names = display_names(list(key_texts(units.table[names_field]))) if names_field else codes
    known = [number for number, code in enumerate(codes) if code is not None]
    title = Text(units.name, units.name)
    return Areas(title, found, [codes[number] for number in known], [names[number] for number in known])
