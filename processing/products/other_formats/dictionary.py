"""What a reader in another program wants to know of each layer and field of a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...challenge.clustering import Clustered
from ...challenge.collected import list_redistributable
from ...model.results import CLUSTERS, INTEGRATED, UNITS
from ...sources.loading import Loaded
from ...texts.language import Language
from ...texts.record_words import date_origin
from ..integrated_map.dictionary import Meaning, meanings
from ..layer_package import aliases_of, value_lists_of


@dataclass(frozen=True)
class Described:
    """A layer in words.

    Attributes
    ----------
    layer, title : str
        In the GeoPackage, and as people call it.
    publisher, contact, licence, date : str
        Of the record behind it; empty for what was computed here.
    fields : mapping of str to Meaning
        All that is known of its fields; one that nobody describes is not among them.
    """

    layer: str
    title: str
    publisher: str = ""
    contact: str = ""
    licence: str = ""
    date: str = ""
    fields: Mapping[str, Meaning] = field(default_factory=dict)


def describe_layers(outcome: Clustered, language: Language) -> list[Described]:
    """Return each layer of a bundle's GeoPackage in words, in its order."""
    own = {UNITS: language.tr("Areas"), CLUSTERS: language.tr("Clusters"), INTEGRATED: language.tr("Integrated layer")}
    collected = outcome.indexed.collected
    brought = dict(_fields(collected.layers[collected.challenge.units.layer], language))
    computed = [
        Described(layer, title, fields=(brought if layer == UNITS else {}) | meanings(outcome, layer, language))
        for layer, title in own.items()
    ]
    return computed + [
        _record(replace(collected.layers[record.id], features=features), language) for record, features in list_redistributable(collected)
    ]


def _record(loaded: Loaded, language: Language) -> Described:
    record, said = loaded.record, date_origin(loaded.date_origin, loaded.record, language)
    date = " ".join(filter(None, [loaded.date.isoformat() if loaded.date else "", f"({said})" if said else ""]))
    title = record.title.of(language.code)
    return Described(record.id, title, record.publisher.name, record.contact, record.licence.name, date, dict(_fields(loaded, language)))


def _fields(loaded: Loaded, language: Language) -> Iterator[tuple[str, Meaning]]:
    titles, lists = aliases_of(loaded, language), value_lists_of(loaded, language)
    for name in loaded.features.table:
        spec = loaded.record.fields.get(name)
        codes = "; ".join(f"{code}: {text}" for code, text in lists.get(name, {}).items())
        yield name, Meaning(titles.get(name, ""), codes, spec.unit if spec else "", loaded.record.id)
