"""From layers to registers: keys, names, addresses and places of their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...analysis.aggregation.matrix import representative
from ...analysis.features import Features
from ...analysis.registers import Register
from ...model.choices import TITLE_FIELDS
from ...model.errors import OpgaveError
from ...qgis_io.columns import key_texts, kind_in_table
from ...qgis_io.field_roles import require_fields, texts, usual_fields

ADDRESS_FIELDS = ("adres", "address", "volledig_adres", "adresregel")
ADDRESS_PARTS = {
    "street": ("straat", "straatnaam", "street", "streetname", "addr:street"),
    "number": ("huisnr", "huisnummer", "nummer", "nr", "housenumber", "addr:housenumber"),
    "postal_code": ("postcode", "postnr", "postal_code", "zip", "addr:postcode"),
    "municipality": ("gemeente", "gemeentenaam", "municipality", "city", "addr:city"),
}
"""Fields of an address, in the order in which it is written, where none holds the whole."""
CHANGED_FIELDS = (
    "gewijzigd",
    "laatste_wijziging",
    "wijzigingsdatum",
    "modified",
    "updated",
    "last_edited_date",
    "versiedatum",
    "datum",
    "date",
)


@dataclass(frozen=True)
class RegisterLayer:
    """A layer as a register.

    Attributes
    ----------
    keys : ndarray of str, shape (n,)
        No two the same.
    name_field : str
        Empty where the layer has no names.
    address_fields : tuple of str
        One, or the parts in the order in which they are written.
    changed : ndarray of datetime64, shape (n,)
        When each record was last changed; NaT where the layer does not say.
    """

    features: Features
    keys: np.ndarray
    name_field: str
    address_fields: tuple[str, ...]
    changed: np.ndarray
    register: Register

    def __len__(self) -> int:
        return len(self.features)

    @property
    def has_names(self) -> bool:
        """Whether any record has a name."""
        return any(self.register.names)

    @property
    def has_addresses(self) -> bool:
        """Whether any record has an address."""
        return any(self.register.addresses)

    @property
    def has_places(self) -> bool:
        """Whether any record has a place."""
        return bool(np.isfinite(self.register.points).all(axis=1).any())


def read_register(features: Features, key: str, name_field: str, address_fields: Sequence[str]) -> RegisterLayer:
    """Return a layer, whose places are in metres, as a register; names and addresses are found by their usual fields where none are given.

    Raises
    ------
    OpgaveError
        It has no records, no such field, a key that is blank or occurs twice, or nothing to compare by.
    """
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features.", layer=features.name)
    names = list(features.table)
    require_fields(filter(None, (key, *address_fields)), names, features.name)
    name_field = usual_fields({"name": name_field}, {"name": TITLE_FIELDS}, names, features.name)["name"]
    address = tuple(address_fields) or usual_address(names)
    read = Register(
        texts(features.table, name_field).tolist(), join_parts(features.table, address), np.column_stack(representative(features.geometry))
    )
    layer = RegisterLayer(features, keys_of(features, key), name_field, address, changed_on(features.table), read)
    if not (layer.has_names or layer.has_addresses or layer.has_places):
        raise OpgaveError(
            "Layer '{layer}' has no places, names or addresses by which to know its records: choose the field of its names or addresses."
            " It has: {fields}.",
            layer=features.name,
            fields=", ".join(names),
        )
    return layer


def check_comparable(first: RegisterLayer, second: RegisterLayer) -> None:
    """Check that both registers have one thing in common to be compared by.

    Raises
    ------
    OpgaveError
        One has only names, the other only places, or the like.
    """
    shared = (first.has_names and second.has_names, first.has_addresses and second.has_addresses, first.has_places and second.has_places)
    if not any(shared):
        raise OpgaveError(
            "Layers '{layer}' and '{other}' have nothing to compare by: both need names, addresses or places. Choose the fields of their"
            " names and addresses.",
            layer=first.features.name,
            other=second.features.name,
        )


def usual_address(names: Sequence[str]) -> tuple[str, ...]:
    """Return the field that usually holds an address, else those that hold its parts where there is a street."""
    whole = usual_fields({}, {"address": ADDRESS_FIELDS}, names, "")["address"]
    parts = usual_fields({}, ADDRESS_PARTS, names, "")
    return (whole,) if whole else tuple(filter(None, parts.values())) if parts["street"] else ()


def join_parts(table: pd.DataFrame, fields: Sequence[str]) -> list[str]:
    """Return the address of each row, of one field or of several."""
    columns = [texts(table, field) for field in fields]
    return [" ".join(filter(None, parts)) for parts in zip(*columns, strict=True)] if columns else [""] * len(table)


def keys_of(features: Features, field: str) -> np.ndarray:
    """Return the key of each record: of a field, else the feature's own number.

    Raises
    ------
    OpgaveError
        A key is blank, or occurs twice.
    """
    if not field:
        return features.ids.astype(str).astype(object)
    keys = key_texts(features.table[field])
    blank = [number for number, key in zip(features.ids, keys, strict=True) if key is None]
    if blank:
        raise OpgaveError(
            "Layer '{layer}': field '{field}' is empty in {count} features (the first is {feature}): choose a key that each has.",
            layer=features.name,
            field=field,
            count=len(blank),
            feature=blank[0],
        )
    counts = pd.Series(keys).value_counts()
    if counts.iloc[0] > 1:
        raise OpgaveError(
            "Layer '{layer}': field '{field}' has '{value}' {count} times: choose a key that is different for each feature.",
            layer=features.name,
            field=field,
            value=counts.index[0],
            count=int(counts.iloc[0]),
        )
    return keys


def changed_on(table: pd.DataFrame) -> np.ndarray:
    """Return when each row was last changed, by a field of dates with a usual name; NaT where there is none."""
    dates = [name for name in table if kind_in_table(table[name]) in ("date", "datetime")]
    field = usual_fields({}, {"changed": CHANGED_FIELDS}, dates, "")["changed"]
    return table[field].to_numpy(dtype="datetime64[ns]") if field else np.full(len(table), np.datetime64("NaT", "ns"))
