"""What is written with each face: for each layer how many features cover it, their ids, and attributes by rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.errors import OpgaveError
from ...model.text import did_you_mean
from .attributes import NUMBER_RULES, RULES, combine_values, joined_texts
from .labels import Labels


@dataclass(frozen=True)
class FieldRule:
    """One attribute to carry over.

    Attributes
    ----------
    layer : int
        Number of the layer.
    field : str
        The layer's field.
    rule : str
        One of `attributes.RULES`.
    """

    layer: int
    field: str
    rule: str

    @property
    def needs_numbers(self) -> bool:
        """Whether the rule is about numbers."""
        return self.rule in NUMBER_RULES


def parse_rules(text: str, keys: list[str], names: list[str]) -> list[FieldRule]:
    """Read a list such as ``parks.name:list, sectors.inhabitants:sum``; without a rule, ``first`` is meant.

    Parameters
    ----------
    text : str
        Items separated by commas or line ends.
    keys, names : list of str
        The layers' names as parts of field names, and as the user sees them; both may be used.

    Raises
    ------
    OpgaveError
        For an item of another form, or an unknown layer or rule.
    """
    items = [item.strip() for item in text.replace("\n", ",").split(",")]
    return [_parse(item, keys, names) for item in items if item]


def _parse(item: str, keys: list[str], names: list[str]) -> FieldRule:
    place, colon, rule = item.rpartition(":") if ":" in item else (item, "", "first")
    rule = rule.strip().lower()
    if rule not in RULES:
        raise OpgaveError("FIELDS: '{item}' has the rule '{rule}', which is none of {rules}.", item=item, rule=rule, rules=", ".join(RULES))
    for layer, known in sorted(enumerate(zip(keys, names, strict=True)), key=lambda pair: -max(map(len, pair[1]))):
        for name in known:
            if place.startswith(f"{name}.") and len(place) > len(name) + 1:
                return FieldRule(layer, place[len(name) + 1 :].strip(), rule)
    raise _unknown_layer(item, place, keys)


def _unknown_layer(item: str, place: str, keys: list[str]) -> OpgaveError:
    layer, dot, field = place.partition(".")
    if not dot or not layer or not field:
        return OpgaveError("FIELDS: '{item}' is not of the form layer.field:rule.", item=item)
    close = did_you_mean(layer, keys)
    if close:
        return OpgaveError("FIELDS: there is no layer '{layer}': did you mean '{close}'?", layer=layer, close=close)
    return OpgaveError("FIELDS: there is no layer '{layer}'; there are {layers}.", layer=layer, layers=", ".join(keys))


@dataclass(frozen=True)
class CarriedColumn:
    """One attribute of a layer, ready to be carried over.

    Attributes
    ----------
    name : str
        Name of the new field.
    rule : str
    values : ndarray, shape (features,)
    """

    name: str
    rule: str
    values: np.ndarray


@dataclass(frozen=True)
class LayerTable:
    """What is carried over from one layer.

    Attributes
    ----------
    count_name, ids_name : str
        Names of the new fields.
    ids : ndarray of str, shape (features,)
        The features' ids in their source.
    size : ndarray of float, shape (features,)
        Their areas (or lengths), by which ``sum`` shares.
    columns : list of CarriedColumn
    """

    count_name: str
    ids_name: str
    ids: np.ndarray
    size: np.ndarray
    columns: list[CarriedColumn]

    def fields(self, labels: Labels, size: np.ndarray) -> dict[str, np.ndarray]:
        """Return the new fields of faces, given their labels and their sizes, shape (faces,)."""
        whole = self.size[labels.feature]
        share = np.divide(size[labels.face], whole, out=np.ones(len(whole)), where=whole > 0)
        fields = {self.count_name: labels.count(), self.ids_name: joined_texts(labels, self.ids)}
        return fields | {column.name: combine_values(labels, column.values, column.rule, share) for column in self.columns}
