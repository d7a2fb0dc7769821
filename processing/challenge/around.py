"""What lies around the units: the layers that a challenge names, loaded as far as it reaches, in the form that their data carry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

import shapely
from qgis.core import QgsRectangle, QgsReferencedRectangle

from ..analysis.features import Features
from ..analysis.key_matching import KeyMatch
from ..analysis.transit import Schedule
from ..model.catalogue import Catalogue
from ..model.challenge import OPTIONAL_ROLES, STOP, Challenge, Measurement
from ..model.errors import Cancelled, OpgaveError
from ..model.measures import TO_NEAREST
from ..model.progress import Progress
from ..model.record import LayerRecord
from ..model.source_kinds import source_facts
from ..qgis_io.crs import read_crs
from ..qgis_io.expressions import filter_mask
from ..sources.leaving import keep_named
from ..sources.loading import Loaded, load_shared, make_once
from ..sources.loading.code_years import ADDRESSES, POPULATION_GRID, UnitWeights, bring_to_units, weigh_units
from ..sources.loading.load import NOT_FEATURES, load_crosswalk
from ..sources.loading.matching import KeyedTable, KeyedUnits, check_unique, match_rows
from ..sources.loading.messages import Recorder
from ..sources.reading.canonical import NoColumn, inputs_of, no_column
from ..sources.reading.request import NoFeatures
from .travelling import Journey, journeys_of, read_journey, road_fields
from .used_fields import fields_of_every_form, fields_of_indicators, keyed_layers, wanted_fields
from .variants import Lacks, Variant, choose_variant

Value = TypeVar("Value")

REACH = 5000.0
"""Metres around the units within which layers are loaded: the nearest facility may lie beyond the border."""

AROUND = REACH / 2
"""Metres around few units within which others are compared on the map: half of what was loaded lies around these too."""


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


def failure_of(record: LayerRecord | None, error: OpgaveError) -> OpgaveError:
    """Return why a layer could not be loaded, as products say it: of a sensitive one not why, for that may name values of its rows."""
    if record is None or not record.is_sensitive:
        return error
    return OpgaveError("Layer '{record}' could not be read; why, was said when the map was made.", record=record.title_and_id)


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


def not_features(challenge: Challenge, catalogue: Catalogue) -> Iterator[str]:
    """Yield the optional layers that hold nothing to compute with: pictures of a service, and records without a source.

    What clusters are named after is one of them where the challenge goes on without layers.
    """
    spare = OPTIONAL_ROLES if challenge.missing_data.layers == STOP else OPTIONAL_ROLES | {"areas"}
    for id, roles in challenge.layers().items():
        known = id in catalogue.records and spare.issuperset(roles)
        if known and all(one.source.kind in NOT_FEATURES for one in catalogue.candidates(id)):
            yield id


def extent_to_load(units: Features, challenge: Challenge) -> QgsReferencedRectangle:
    """Return the extent of the units and `REACH` metres around them, or as far as the challenge's longest distance."""
    distances = [one.distance or 0.0 for indicator in challenge.every_indicator for one in indicator.measurements()]
    extent = QgsRectangle(*shapely.total_bounds(units.geometry).tolist())
    extent.grow(max(REACH, *distances))
    return QgsReferencedRectangle(extent, read_crs(units.crs))


def weigh_once(units: Features, layers: Mapping[str, Loaded]) -> UnitWeights:
    """Return what counts in units are divided by (`weigh_units`); once for all challenges of a run that have the same layers.

    What may not be passed on divides nothing: the parts of an open count would tell how many of it lie in each.
    """
    known = {id: layers[id].features for id in (ADDRESSES, POPULATION_GRID) if id in layers and layers[id].record.may_travel}
    return make_once(lambda: weigh_units(units, known), (units, *known.values()), "weights_of_units", *known)


def in_order(found: Mapping[str, Value], ids: Sequence[str]) -> dict[str, Value]:
    """Return what was found by id, in the order of the ids."""
    return {id: found[id] for id in ids if id in found}
