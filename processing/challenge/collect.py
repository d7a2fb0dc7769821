"""First link: every layer that a challenge names, loaded around its units."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import TypeVar

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsRectangle, QgsReferencedRectangle

from ..analysis.features import Features
from ..analysis.key_matching import KeyMatch
from ..analysis.transit import Schedule
from ..analysis.unit_grid import UnitGrid, lay_grid
from ..model.catalogue import Catalogue
from ..model.challenge import OPTIONAL_ROLES, STOP, Challenge, Indicator, Measurement
from ..model.choices import INTERNAL, LEAST_COMPARED, PUBLIC
from ..model.errors import Cancelled, Mistakes, OpgaveError
from ..model.measures import ATTRIBUTE, TO_NEAREST
from ..model.progress import SILENT, Progress
from ..model.record import NIS_CODE, LayerRecord, Publisher, Source
from ..model.results import GRID_CELL
from ..model.source_kinds import NO_SOURCE, source_facts
from ..model.text import Text
from ..qgis_io.columns import display_names, key_texts
from ..qgis_io.crs import in_measuring_system, preferred_transforms, read_crs, rectangle_in, require_ground_metres
from ..qgis_io.expressions import check_filter, filter_mask
from ..qgis_io.reading import ReadCounts, missing_field
from ..sources.challenge_fields import field_uses
from ..sources.leaving import SENSITIVE, keep_named, personal_fields, sensitive_numbers, tell_held_back
from ..sources.loading import Loaded, load_shared, make_once
from ..sources.loading.code_years import ADDRESSES, POPULATION_GRID, UnitWeights, bring_to_units, weigh_units
from ..sources.loading.load import NOT_FEATURES, all_keys, load_crosswalk
from ..sources.loading.matching import KeyedTable, KeyedUnits, check_unique, match_rows, name_first
from ..sources.loading.messages import Recorder
from ..sources.reading.canonical import NoColumn, columns_for, inputs_of, no_column
from ..sources.reading.request import NoFeatures
from .figures import Figure, read_figures
from .travelling import Journey, journeys_of, read_journey, road_fields
from .variants import Lacks, Variant, choose_variant, first_with_data, uses

Value = TypeVar("Value")

REACH = 5000.0
"""Metres around the units within which layers are loaded: the nearest facility may lie beyond the border."""

AROUND = REACH / 2
"""Metres around few units within which others are compared on the map: half of what was loaded lies around these too."""


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


def collect(
    challenge: Challenge,
    catalogue: Catalogue,
    units: Loaded | None = None,
    extent: QgsReferencedRectangle | None = None,
    target_crs: str = "",
    progress: Progress = SILENT,
    unit_keys: Callable[[], Sequence[str | None]] | None = None,
    audience: str = PUBLIC,
) -> Collected:
    """Load what a challenge needs.

    Parameters
    ----------
    units : Loaded, optional
        The unit layer where the user gives one; default the layer that the challenge names.
    unit_keys : callable, optional
        Gives the keys of all of the given units, those outside the extent too.
    extent : QgsReferencedRectangle, optional
        Only units that intersect it.
    target_crs : str
        CRS to work in; default the unit layer's own, or Lambert 72 where distances cannot be measured in that.
    audience : str
        As of `Collected`.

    Raises
    ------
    OpgaveError
        A filter is not allowed, the units cannot be used, a layer that the challenge needs is not in the catalogue, or one fails (a table
        of which the keys do not fit too) and the challenge's policy for missing data says ``stop``.
    """
    check_filters(challenge)
    absent = set(challenge.check_layers(catalogue)) | set(not_features(challenge, catalogue))
    unit_layer = challenge.units.layer
    known = choose_variant(challenge, Lacks(catalogue, challenge.units.key)).challenge
    check_sources(known, catalogue, () if units is None else (unit_layer,))
    progress.step("Loading the units")
    wanted, named = wanted_fields(challenge)[unit_layer], fields_of_every_form(challenge)[unit_layer]
    units = units or keep_named(load_first(catalogue, unit_layer, wanted, extent, target_crs, progress)[0], [*wanted, *named])
    if not target_crs:
        units = replace(units, features=in_measuring_system(units.features, units.record.title, progress))
    check_units(units, challenge)
    units = name_units(units, challenge, progress)
    catalogue = for_municipality_of(units, catalogue)
    keyed = keyed_units(units, challenge, catalogue, unit_keys, extent)
    variant, around = load_variant(units, keyed, challenge, catalogue, absent, progress)
    variant.tell(challenge, progress)
    lacking = sorted((absent | around.empty) - {challenge.background.service})
    layers = {unit_layer: units, **around.layers}
    collected = Collected(
        variant.challenge,
        catalogue,
        units.features,
        layers,
        around.failures,
        tuple(lacking),
        around.matches,
        challenge,
        variant.reasons,
        variant.missing,
        read_figures(variant, catalogue, progress),
        audience=audience,
        timetables={one: around.timetables[one] for one in journeys_of(variant.challenge) if one in around.timetables},
    )
    for id, loaded in layers.items():
        tell_held_back(loaded.record, collected.held_back(id), progress)
    return on_grid(collected, extent, progress) if challenge.units.grid else collected


def on_grid(collected: Collected, extent: QgsReferencedRectangle | None = None, progress: Progress = SILENT) -> Collected:
    """Return a challenge on the cells of a grid over its areas, of the size that it names.

    Raises
    ------
    OpgaveError
        Too many or too few cells lie there, or all that the challenge measures is known by area alone.
    """
    spec, areas, size = collected.challenge.units, collected.units, collected.challenge.units.grid or 0.0
    measured = [one for one in collected.challenge.every_indicator if one.id not in collected.missing]
    if all(each.measure == ATTRIBUTE for one in measured for each in one.measurements()):
        raise OpgaveError(
            "All that '{challenge}' measures is known by area alone, so that cells would repeat the values of '{layer}': leave out the grid"
            " (CELL_SIZE, or 'grid' in the challenge), or measure something within the areas.",
            challenge=collected.challenge.title,
            layer=collected.layers[spec.layer].record.title,
        )
    box = None if extent is None else rectangle_in(extent, read_crs(areas.crs), preferred_transforms())
    grid = lay_grid(areas.geometry, size, box and (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))
    if len(grid) < LEAST_COMPARED:
        raise OpgaveError(
            "Only {count} cells of {size} m lie for at least half in '{layer}', too few to compare with each other: take smaller cells.",
            count=len(grid),
            size=f"{size:g}",
            layer=collected.layers[spec.layer].record.title,
        )
    names = display_names(areas.table[spec.name])[grid.largest]
    places = [f"{name} {key}" if name else key for name, key in zip(names, grid.keys, strict=True)]
    table = pd.DataFrame({GRID_CELL: grid.keys, spec.name: np.array(places, dtype=object)})
    cells = Features(areas.name, grid.geometry, table, areas.crs, np.arange(1, len(grid) + 1))
    progress.note(
        "The units are {count} cells of {size} m over '{layer}'.",
        count=len(grid),
        size=f"{size:g}",
        layer=collected.layers[spec.layer].record.title,
    )
    of_areas = replace(collected, challenge=replace(collected.challenge, units=replace(spec, grid=None)))
    return replace(collected, units=cells, beneath=Beneath(of_areas, grid))


def load_variant(
    units: Loaded, keyed: KeyedUnits, challenge: Challenge, catalogue: Catalogue, absent: Collection[str], progress: Progress
) -> tuple[Variant, Around]:
    """Return the form of a challenge that the data carry, and its layers.

    What a layer turns out not to have, or that it fails, may call for twins that need others: these are loaded next.
    """
    lacks, around, goes_on = Lacks(catalogue, challenge.units.key), Around(), challenge.missing_data.layers != STOP
    while True:
        variant = choose_variant(challenge, lacks)
        needed = variant.measurable if goes_on else variant.challenge
        around.empty.update(not_features(needed, catalogue))
        ids = [id for id in needed.layers() if id != challenge.units.layer and id not in absent and not around.has(id)]
        travelled = [one for one in journeys_of(needed) if one not in around.timetables and one.timetable in around.layers]
        if not ids and not travelled:
            around.leave_out(around.layers.keys() - variant.challenge.layers().keys())
            return variant, around
        if ids:
            progress.step("Loading 1 layer | Loading {count} layers", count=len(ids))
            around.add(load_around(units.features, keyed, needed, catalogue, ids, progress, fields_of_every_form(challenge)))
        else:
            read_timetables(travelled, around, goes_on, progress)
        lacks.failures |= around.failures
        lacks.fields |= around.lacking
        if goes_on:
            lacks.empty |= dict(find_empty(needed, around))


def read_timetables(journeys: Sequence[Journey], around: Around, goes_on: bool, progress: Progress) -> None:
    """Read the timetables that are travelled by; where one cannot be and the challenge goes on without, its layer has failed."""
    for journey in journeys:
        if journey.timetable in around.failures:
            continue
        try:
            around.timetables[journey] = read_journey(around.layers[journey.timetable], journey, progress)
        except Cancelled:
            raise
        except OpgaveError as error:
            if not goes_on:
                raise
            around.leave_out([journey.timetable])
            around.failures[journey.timetable] = error
            progress.warn("{reason} The challenge is computed without this layer.", reason=error)


def find_empty(challenge: Challenge, around: Around) -> Iterator[tuple[Measurement, OpgaveError]]:
    """Yield the distances to features of a loaded layer of which none passes the filter, with the reason: there is none within reach."""
    for measurement in (one for indicator in challenge.every_indicator for one in indicator.measurements()):
        if measurement.measure not in TO_NEAREST or measurement.layer not in around.layers:
            continue
        loaded = around.layers[measurement.layer]
        if measurement.filter and not filter_mask(loaded.features, measurement.filter).any():
            yield (
                measurement,
                OpgaveError(
                    "Layer '{layer}' holds nothing within reach for which {filter}, so there is nothing to measure a distance to.",
                    layer=loaded.record.title,
                    filter=measurement.filter,
                ),
            )


def check_sources(challenge: Challenge, catalogue: Catalogue, given: Sequence[str]) -> None:
    """Check that all that must be loaded can be, so that a user hears of all such records at once; those that are given need not.

    Raises
    ------
    Mistakes
        One sentence for each record that has no source, or one that holds no features.
    """
    found = []
    for id in (id for id in challenge.required_layers() if id not in given):
        try:
            first_with_data(catalogue, id)
        except OpgaveError as mistake:
            found.append(mistake)
    if found and challenge.missing_data.layers == STOP:
        raise Mistakes(found)


@dataclass(frozen=True)
class Around:
    """What lies around the units: layers, how tables meet the units, why others failed, the optional layers that are empty here.

    ``lacking`` are fields of indicators, each with its record id, that a layer turned out not to have.
    """

    layers: dict[str, Loaded] = field(default_factory=dict)
    matches: dict[str, KeyMatch] = field(default_factory=dict)
    failures: dict[str, OpgaveError] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    lacking: dict[tuple[str, str], OpgaveError] = field(default_factory=dict)
    timetables: dict[Journey, Schedule] = field(default_factory=dict)

    def has(self, id: str) -> bool:
        """Whether a layer was tried already."""
        return id in self.layers or id in self.failures or id in self.empty

    def leave_out(self, ids: Collection[str]) -> None:
        """Drop layers that were loaded for an indicator in whose place another is measured."""
        for id in ids:
            del self.layers[id]
            self.matches.pop(id, None)

    def add(self, other: Around) -> None:
        """Take over what lies in another one too."""
        for name, part in vars(self).items():
            part.update(vars(other)[name])


def load_around(
    units: Features,
    keyed: KeyedUnits,
    challenge: Challenge,
    catalogue: Catalogue,
    ids: Sequence[str],
    progress: Progress,
    named: Mapping[str, Collection[str]],
) -> Around:
    """Load layers around the units, and see whether tables fit them; a layer fails only where the challenge allows that.

    ``named`` are fields of each record that further forms of the challenge may yet read.
    """
    wanted, around, tables = wanted_fields(challenge), extent_to_load(units, challenge), keyed_layers(challenge)
    filtered = {one.layer for indicator in challenge.every_indicator for one in indicator.measurements() if one.filter}
    spare = {} if challenge.missing_data.layers == STOP else fields_of_indicators(challenge)
    found, ridden = Around(), road_fields(challenge)
    weigh = cache(lambda: weigh_once(units, found.layers))
    crosswalk = cache(lambda: load_crosswalk(catalogue, progress))
    for number, id in enumerate(sorted(ids, key=tables.__contains__)):  # tables last: the other layers may weigh what is divided
        progress.update(number / len(ids))
        try:
            every = list(dict.fromkeys([*wanted[id], *named.get(id, ()), *ridden.get(id, ())]))
            further = {name for name in every if name not in wanted[id]} | spare.get(id, frozenset())
            loaded, lacking = load_first(catalogue, id, every, around, units.crs, progress, further)
            found.lacking.update({(id, name): error for name, error in lacking.items()})
            if id in tables:
                recorder = Recorder(progress)
                table = KeyedTable(loaded.record, loaded.features, challenge.units.key, loaded.columns)
                if not loaded.features.crs:
                    table = bring_to_units(table, keyed, weigh, crosswalk, recorder)
                if id not in filtered:
                    check_unique(table, keyed.keys)
                found.matches[id] = match_rows(table, keyed, progress)
                loaded = replace(loaded, features=table.features, messages=(*loaded.messages, *recorder.messages))
            found.layers[id] = keep_named(loaded, every)
        except Cancelled:
            raise
        except OpgaveError as error:
            if isinstance(error, NoFeatures) and id in challenge.optional_layers():
                found.empty.add(id)
                progress.note("'{record}' has no features in this area; the map is made without this layer.", record=id)
            elif challenge.missing_data.layers == STOP:
                raise
            else:
                found.failures[id] = failure_of(catalogue.records.get(id), error)
                progress.warn("{reason} The challenge is computed without this layer.", reason=error)
    return replace(found, layers=in_order(found.layers, ids), matches=in_order(found.matches, ids), failures=in_order(found.failures, ids))


def failure_of(record: LayerRecord | None, error: OpgaveError) -> OpgaveError:
    """Return why a layer could not be loaded, as products say it: of a sensitive one not why, for that may name values of its rows."""
    if record is None or not record.is_sensitive:
        return error
    return OpgaveError("Layer '{record}' could not be read; why, was said when the map was made.", record=record.title_and_id)


def weigh_once(units: Features, layers: Mapping[str, Loaded]) -> UnitWeights:
    """Return what counts in units are divided by (`weigh_units`); once for all challenges of a run that have the same layers.

    What may not be passed on divides nothing: the parts of an open count would tell how many of it lie in each.
    """
    known = {id: layers[id].features for id in (ADDRESSES, POPULATION_GRID) if id in layers and layers[id].record.may_travel}
    return make_once(lambda: weigh_units(units, known), (units, *known.values()), "weights_of_units", *known)


def in_order(found: Mapping[str, Value], ids: Sequence[str]) -> dict[str, Value]:
    """Return what was found by id, in the order of the ids."""
    return {id: found[id] for id in ids if id in found}


def keyed_layers(challenge: Challenge) -> frozenset[str]:
    """Return the layers whose rows belong to units by the units' key, apart from the unit layer itself."""
    by_key = {one.layer for indicator in challenge.every_indicator for one in indicator.measurements() if one.measure == "attribute"}
    counted = {one.layer for one in (challenge.units.population, challenge.disclosure.units_minimum) if one}
    return frozenset(by_key | counted) - {challenge.units.layer}


def keyed_units(
    units: Loaded,
    challenge: Challenge,
    catalogue: Catalogue,
    unit_keys: Callable[[], Sequence[str | None]] | None,
    extent: QgsReferencedRectangle | None,
) -> KeyedUnits:
    """Return the units as tables are joined to them."""
    spec, table = challenge.units, units.features.table

    def beyond_extent() -> Sequence[str | None]:
        if extent is None:
            return ()
        return unit_keys() if unit_keys else all_keys(catalogue.get(spec.layer), spec.key)

    return KeyedUnits(units.record.title, key_texts(table[spec.key]), key_texts(table[spec.name]), cache(beyond_extent))


def check_filters(challenge: Challenge) -> None:
    """Check that every filter is well-formed and harmless; whether its fields are there shows when the layer is."""
    for indicator in challenge.every_indicator:
        for form in (indicator, *map(indicator.replaced_by, indicator.otherwise)):
            for measurement in form.measurements():
                check_filter(measurement.filter, None, indicator.title_and_id)


def load_first(
    catalogue: Catalogue,
    id: str,
    wanted: Sequence[str],
    extent: QgsRectangle | None,
    crs: str,
    progress: Progress,
    spare: Collection[str] = (),
) -> tuple[Loaded, dict[str, OpgaveError]]:
    """Load the first of a layer's candidates in the catalogue that answers (see `load`); that others did not is told."""
    *others, last = catalogue.candidates(id)
    for record in others:
        try:
            return load(record, wanted, extent, crs, progress, spare)
        except Cancelled:
            raise
        except OpgaveError as error:
            progress.warn("{reason} The next source of this layer is tried.", reason=error)
    return load(last, wanted, extent, crs, progress, spare)


def load(
    record: LayerRecord,
    wanted: Sequence[str],
    extent: QgsRectangle | None,
    crs: str,
    progress: Progress,
    spare: Collection[str] = (),
) -> tuple[Loaded, dict[str, OpgaveError]]:
    """Load a record: all its fields where it may travel, else those that are wanted; what nobody names is left behind later.

    ``spare`` are fields without which the layer is of use too: for those that it lacks the error is returned beside it.
    """
    lacking: dict[str, OpgaveError] = {}
    if source_facts(record.source.kind).cells:
        return load_shared(record, None, extent, crs, progress), {}
    while True:
        divided_by = filter(None, map(record.disclosure.of, wanted))
        needed = dict.fromkeys((*wanted, *divided_by, *record.disclosure.units_minima))
        asked = None if record.may_travel else [name for name in needed if name not in lacking]
        try:
            loaded = load_shared(record, asked, extent, crs, progress)
            break
        except NoColumn as absent:
            without = [name for name in asked or () if name in spare and absent.values["field"] in inputs_of(record, name)]
            if not without:
                raise
            lacking |= dict.fromkeys(without, absent)
    lacking |= {name: column_error(loaded, name) for name in wanted if name not in lacking and name not in loaded.features.table}
    for name, error in lacking.items():
        if name not in spare:
            raise error
    return loaded, lacking


def column_error(loaded: Loaded, name: str) -> OpgaveError:
    """Return the error for a field that a layer does not have."""
    return no_column(loaded.record, name, list(loaded.columns.values()) or list(loaded.features.table))


def given_units(
    features: Features, counts: ReadCounts, challenge: Challenge, catalogue: Catalogue, progress: Progress = SILENT, own_use: str = ""
) -> Loaded:
    """Return a layer that the user gave as the challenge's units.

    It keeps its own fields; the canonical fields that the catalogue finds in them stand behind those. Nothing is known of its publisher and
    date: those of the catalogue are another layer's. What the catalogue says of how its fields may be shown holds for the same fields here.

    Parameters
    ----------
    own_use : str
        How the layer itself says that it may not be redistributed, as `own_use.own_use_of` has it.
    """
    known = catalogue.records.get(challenge.units.layer)
    title = Text(features.name, features.name)
    record = LayerRecord(challenge.units.layer, title, Publisher("", "city"), Source(NO_SOURCE), geometry="polygon")
    if known:
        unsaid = known.redistribution != "yes" and known.disclosure.sensitive is None
        shown = replace(known.disclosure, sensitive=True) if unsaid else known.disclosure
        record = replace(record, key=known.key, fields=known.kept_as(known.source).fields, disclosure=shown)
        columns = columns_for(record, None, list(features.table), SILENT)
        new = {field: features.table[column] for field, column in columns.items() if field not in features.table}
        features = features.with_columns(**new)
    record = replace(record, redistribution=own_use or record.redistribution)
    progress.note("Layer '{layer}' serves as units.", layer=features.name)
    return Loaded(features, record, counts, None, "", features.content_hash)


def not_features(challenge: Challenge, catalogue: Catalogue) -> Iterator[str]:
    """Yield the optional layers that hold nothing to compute with: pictures of a service, and records without a source.

    What clusters are named after is one of them where the challenge goes on without layers.
    """
    spare = OPTIONAL_ROLES if challenge.missing_data.layers == STOP else OPTIONAL_ROLES | {"areas"}
    for id, roles in challenge.layers().items():
        known = id in catalogue.records and spare.issuperset(roles)
        if known and all(one.source.kind in NOT_FEATURES for one in catalogue.candidates(id)):
            yield id


def wanted_fields(challenge: Challenge) -> dict[str, tuple[str, ...]]:
    """Return which canonical fields of each record the challenge looks at."""
    wanted: dict[str, dict[str, None]] = {id: {} for id in challenge.layers()}
    for id, name in field_uses(challenge):
        if name:
            wanted[id][name] = None
    return {id: tuple(fields) for id, fields in wanted.items()}


def fields_of_every_form(challenge: Challenge) -> dict[str, tuple[str, ...]]:
    """Return which fields of each record any form of the challenge reads: as it is asked, and with twins of its indicators."""
    named: dict[str, dict[str, None]] = {challenge.units.layer: {}}
    twins = [
        uses(one, challenge.units.key)
        for indicator in challenge.every_indicator
        for form in indicator.otherwise
        for one in indicator.replaced_by(form).measurements()
    ]
    municipal = [(one.municipal.layer, one.municipal.field) for one in challenge.every_indicator if one.municipal]
    for id, name in (*field_uses(challenge), *(use for some in twins for use in some), *municipal):
        if name:
            named.setdefault(id, {})[name] = None
    return {id: tuple(fields) for id, fields in named.items()}


def fields_of_indicators(challenge: Challenge) -> dict[str, frozenset[str]]:
    """Return the fields of each record that nothing but indicators read, apart from the units' key: without one these alone are missing."""
    key = challenge.units.key
    read: dict[str, set[str]] = {}
    for indicator in challenge.every_indicator:
        for id, name in (use for one in indicator.measurements() for use in uses(one, key)):
            read.setdefault(id, set()).add(name)
    others = set(field_uses(replace(challenge, indicators=(), proposals=())))
    return {id: frozenset(name for name in names if name != key and (id, name) not in others) for id, names in read.items()}


def for_municipality_of(units: Loaded, catalogue: Catalogue) -> Catalogue:
    """Return a catalogue whose addresses are filled in for the municipality of the units, where they are all of one and it names none."""
    column = units.features.table.get(NIS_CODE)
    codes = set() if column is None or catalogue.nis_code else {code for code in key_texts(column) if code}
    return replace(catalogue, municipality=codes.pop()) if len(codes) == 1 else catalogue


def check_units(units: Loaded, challenge: Challenge) -> None:
    """Check that the units can carry the challenge: projected polygons, each with a key of its own.

    Raises
    ------
    OpgaveError
        With what is wrong and what to do.
    """
    features, title = units.features, units.record.title
    if len(features) == 0:
        raise OpgaveError("Layer '{layer}' has no units here: check the extent and the layer.", layer=title)
    require_ground_metres(
        features, title, OpgaveError("give one as TARGET_CRS (the CRS to work in), or take a layer that was saved in one")
    )
    for name in (challenge.units.key, challenge.units.name):
        if name not in features.table:
            raise missing_field(title, name, list(features.table))
    if not (shapely.get_dimensions(features.geometry) == 2).all():
        raise OpgaveError("Layer '{layer}' cannot be used as units: units are polygons.", layer=title)
    check_unit_keys(units, challenge.units.key)


def name_units(units: Loaded, challenge: Challenge, progress: Progress) -> Loaded:
    """Return the units, those without a name named by their key, so that maps and reports can point at each; note how many."""
    table, spec = units.features.table, challenge.units
    nameless = pd.isna(key_texts(table[spec.name]))
    if not nameless.any():
        return units
    progress.note(
        "Layer '{layer}': 1 area has no name in the field '{field}'; its key stands in its place. | Layer '{layer}': {count} areas have no"
        " name in the field '{field}'; their keys stand in their place.",
        count=int(nameless.sum()),
        layer=units.record.title,
        field=units.columns.get(spec.name, spec.name),
    )
    names = table[spec.name].astype(object).where(~nameless, key_texts(table[spec.key]))
    return replace(units, features=replace(units.features, table=table.assign(**{spec.name: names})))


def check_unit_keys(units: Loaded, key: str) -> None:
    """Check that each unit has a key of its own."""
    keys = pd.Series(key_texts(units.features.table[key]), dtype=object)
    said = {"layer": units.record.title, "field": units.columns.get(key, key)}
    if keys.isna().any():
        raise OpgaveError(
            "Layer '{layer}': 1 area has no key in the field '{field}': fill the key in, or leave the area out with a filter. | Layer"
            " '{layer}': {count} areas have no key in the field '{field}': fill the keys in, or leave the areas out with a filter.",
            count=int(keys.isna().sum()),
            **said,
        )
    twice = keys[keys.duplicated()].unique()
    if len(twice):
        raise OpgaveError(
            "Layer '{layer}': 1 key in the field '{field}' stands at more than one area ({keys}), perhaps the parts of one: dissolve the"
            " layer by that field first. | Layer '{layer}': {count} keys in the field '{field}' stand at more than one area ({keys}),"
            " perhaps the parts of one: dissolve the layer by that field first.",
            count=len(twice),
            keys=name_first(twice.tolist()),
            **said,
        )


def extent_to_load(units: Features, challenge: Challenge) -> QgsReferencedRectangle:
    """Return the extent of the units and `REACH` metres around them, or as far as the challenge's longest distance."""
    distances = [one.distance or 0.0 for indicator in challenge.every_indicator for one in indicator.measurements()]
    extent = QgsRectangle(*shapely.total_bounds(units.geometry).tolist())
    extent.grow(max(REACH, *distances))
    return QgsReferencedRectangle(extent, read_crs(units.crs))


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
