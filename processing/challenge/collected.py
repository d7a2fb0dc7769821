"""A challenge with its data, and what of these may be passed on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from ..analysis.features import Features
from ..analysis.key_matching import KeyMatch
from ..analysis.transit import Schedule
from ..analysis.unit_grid import UnitGrid
from ..model.catalogue import Catalogue
from ..model.challenge import Challenge, Indicator, Measurement
from ..model.choices import INTERNAL, PUBLIC
from ..model.errors import OpgaveError
from ..model.measures import ATTRIBUTE
from ..model.record import LayerRecord
from ..qgis_io.columns import key_texts
from ..sources.leaving import SENSITIVE, personal_fields, sensitive_numbers
from ..sources.loading import Loaded, make_once
from .figures import Figure
from .travelling import Journey
from .used_fields import keyed_layers


@dataclass(frozen=True)
class Comparison:
    """What scores compare with.

    Attributes
    ----------
    values : mapping of indicator id to ndarray
        NaN where missing.
    around : int
        How many areas lie within `AROUND` metres, the units themselves among them.
    alike : frozenset of str
        Indicators that are left out because all these areas have the same value.
    """

    values: Mapping[str, np.ndarray]
    around: int
    alike: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Collected:
    """A challenge with its data.

    Attributes
    ----------
    units : Features
        Polygons in a projected CRS, with the challenge's key and name fields.
    layers : mapping of record id to Loaded
        What could be loaded, the unit layer among it.
    failures : mapping of record id to OpgaveError
        Why the others could not.
    matches : mapping of record id to KeyMatch
        How the rows of each table that is joined by key meet the units.
    asked : Challenge or None
        As it was asked; in ``challenge`` twins stand where its own data are not there.
    reasons, missing
        As of `variants.Variant`.
    figures : mapping of indicator id to Figure
        One figure for the municipality, of indicators that are not measured as they were asked.
    comparison : Comparison or None
        What scores compare with where the units are too few (`comparison.compare_few`); None where they compare with each other.
    hidden_keys : frozenset of str
        Keys of the units that are hidden because too few are counted there; known once the index is.
    audience : str
        For whom the results are, of `choices.AUDIENCES`: within the service (`choices.INTERNAL`) nothing is hidden.
    absent : tuple of str
        Optional layers that the catalogue does not have, or only as a service to look at, or that hold nothing here. The background
        service is none of them: whether it answers shows when the map is drawn.
    timetables : mapping of Journey to Schedule
        The timetables by which indicators travel.
    beneath : Beneath or None
        Where the units are the cells of a grid: the areas over which they lie.
    """

    challenge: Challenge
    catalogue: Catalogue
    units: Features
    layers: Mapping[str, Loaded]
    failures: Mapping[str, OpgaveError]
    absent: tuple[str, ...] = ()
    matches: Mapping[str, KeyMatch] = field(default_factory=dict)
    asked: Challenge | None = None
    reasons: Mapping[str, OpgaveError] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    comparison: Comparison | None = None
    hidden_keys: frozenset[str] = frozenset()
    audience: str = PUBLIC
    timetables: Mapping[Journey, Schedule] = field(default_factory=dict)
    beneath: Beneath | None = None

    @property
    def unit_keys(self) -> np.ndarray:
        """Each unit's key as text, shape (n,)."""
        return key_texts(self.units.table[self.challenge.units.result_key])

    @property
    def hiding(self) -> tuple[tuple[Measurement, float], ...]:
        """By which counts a unit is hidden, and below how many: as the records say, and as the challenge asks; of both the stricter."""
        found = dict(self.challenge.hiding())
        for id in sorted(keyed_layers(self.challenge) | {self.challenge.units.layer}):
            record = self.layers[id].record if id in self.layers else self.catalogue.records.get(id)
            for name, minimum in record.disclosure.units_minima.items() if record else ():
                counted = Measurement(id, "attribute", name)
                found[counted] = max(minimum, found.get(counted, 0.0))
        return tuple(found.items())

    @property
    def alike(self) -> frozenset[str]:
        """Indicators that are left out because all areas that few units are compared with have the same value."""
        return self.comparison.alike if self.comparison else frozenset()

    def held_back(self, id: str) -> dict[str, str]:
        """Return the fields of a loaded layer that are in no product, with why: they look personal, or count what is sensitive."""
        if id not in self._held_back:
            features, record, known = self.layers[id].features, self.layers[id].record, self.challenge.names_of(id)
            found: dict[str, str] = {}
            if record.may_travel:
                look = partial(personal_fields, features, record.disclosure, known)
                found |= make_once(look, (features, record), "personal_fields", known)
            if self.audience != INTERNAL and (record.may_travel or id == self.challenge.units.layer):
                found = sensitive_numbers(features, record, known) | found
            self._held_back[id] = found
        return self._held_back[id]

    def keeps_content(self, id: str) -> bool:
        """Whether what was found in the rows or cells of a layer is told nobody for whom the results are: it is sensitive.

        That is how many rows it has, their digest, which of them were mended, and which values could not be read.
        """
        return self.audience != INTERNAL and self.layers[id].record.is_sensitive

    @property
    def held_back_of_units(self) -> list[str]:
        """Return the fields of the units that are in no product, beside those that `shown_units` lacks."""
        held_back = self.held_back(self.challenge.units.layer)
        return [name for name, why in held_back.items() if why != SENSITIVE and name in self.units.table]

    @property
    def shown_units(self) -> Features:
        """The units without the fields of their own that count what is sensitive; of hidden ones nothing that the challenge measures."""
        if self.beneath:
            return self.units  # cells have no fields of their own but what they are called
        held_back = self.held_back(self.challenge.units.layer)
        shown = self.units.without([name for name, why in held_back.items() if why == SENSITIVE and name in self.units.table])
        return self.without_hidden(self.challenge.units.layer, shown)

    def without_hidden(self, id: str, features: Features) -> Features:
        """Return a layer without what would show a hidden unit beside its empty row: its rows in tables, its own measured fields."""
        if self.beneath:
            return self.beneath.collected.without_hidden(id, features)
        key = self.challenge.units.key
        if not self.hidden_keys or key not in features.table:
            return features
        hides = np.isin(key_texts(features.table[key]).astype(object), list(self.hidden_keys))
        if id in keyed_layers(self.challenge):
            return features.where(~hides)
        if id != self.challenge.units.layer or not hides.any():
            return features
        counted = [one for one, _ in self.hiding]
        every = [*counted, *(one for indicator in self.challenge.every_indicator for one in indicator.measurements())]
        names = {one.field for one in every if one.layer == id and one.field in features.table}
        return replace(features, table=features.table.assign(**{name: features.table[name].mask(hides) for name in names}))

    @cached_property
    def _held_back(self) -> dict[str, dict[str, str]]:
        return {}

    def date_of(self, id: str) -> datetime.date | None:
        """Return the date of a layer's data; None where it is not known or the layer was not loaded."""
        return self.layers[id].date if id in self.layers else None

    def by_area(self, indicator: Indicator) -> bool:
        """Whether cells have what is known of the areas in which they lie, in an indicator or in what it is divided by."""
        return self.beneath is not None and any(one.measure == ATTRIBUTE for one in indicator.measurements())

    def with_hidden(self, hides: np.ndarray) -> Collected:
        """Return the same with the units that are hidden, of which nothing is passed on, shape (n,)."""
        return replace(self, hidden_keys=frozenset(map(str, self.unit_keys[hides])))


@dataclass(frozen=True)
class Beneath:
    """The areas over which the cells of a grid lie.

    Attributes
    ----------
    collected : Collected
        The challenge with its data on these areas, by whose keys tables are known.
    grid : UnitGrid
    """

    collected: Collected
    grid: UnitGrid


def check_units_travel(collected: Collected) -> None:
    """Check that the shapes and names of the units may be passed on, as every map of them does.

    Raises
    ------
    OpgaveError
        Their record says that nothing of them may.
    """
    record = collected.layers[collected.challenge.units.layer].record
    if record.redistribution == "no" and not record.publisher.name:
        raise OpgaveError(
            "A map would pass on the shapes and names of '{layer}', which may not be redistributed: give other UNITS. 'challenge_index'"
            " computes a layer for your own use.",
            layer=record.title,
        )
    if record.redistribution == "no":
        raise OpgaveError(
            "A map would pass on the shapes and names of the areas '{record}', whose redistribution is 'no' in the catalogue: choose other"
            " areas, or ask {publisher} for permission and correct the record. 'challenge_index' computes a layer for your own use.",
            record=record.title_and_id,
            publisher=record.publisher.name,
        )


def is_only_travelled(collected: Collected, id: str) -> bool:
    """Whether a layer is a timetable whose stops nothing else asks for."""
    return collected.challenge.layers().get(id) == ("timetable",)


def list_redistributable(collected: Collected) -> Iterator[tuple[LayerRecord, Features]]:
    """Yield the layers that may be passed on, without the fields that look personal, and without what is hidden in the units.

    Of a raster, and of a timetable that is only travelled by, nothing but what is measured is passed on.
    """
    for id, loaded in collected.layers.items():
        if loaded.record.may_travel and loaded.raster is None and not is_only_travelled(collected, id):
            yield loaded.record, collected.without_hidden(id, loaded.features.without(collected.held_back(id)))
