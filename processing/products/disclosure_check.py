"""An attack on bundles: which sensitive counts come out of what they publish together, and of what somebody may know beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsCoordinateTransformContext

from ..analysis.aggregation.measures import SQUARE_KILOMETRE
from ..analysis.disclosure.attack import (
    NEAR,
    PublishedCounts,
    bound_counts,
    bound_over_faces,
    bound_with_total,
    comes_out,
    intersect_bounds,
)
from ..analysis.disclosure.audit import CellBounds
from ..analysis.disclosure.cells import Protection, are_counts
from ..analysis.features import Features, table_only
from ..analysis.overlay import partition
from ..challenge.indexing import Indexed
from ..model.catalogue import Catalogue, read_catalogue
from ..model.challenge import Challenge, Indicator, Measurement
from ..model.choices import INTERNAL
from ..model.codec import from_json
from ..model.disclosure import Disclosure
from ..model.errors import OpgaveError
from ..model.files import read_json
from ..model.measures import ATTRIBUTE, COUNTING, DENSITY
from ..model.parts import counted_in, disjoint_groups, is_part, shares_among
from ..model.progress import SILENT, Progress, Unseen
from ..model.record import LayerRecord
from ..model.results import UNITS, base_field, expected_field, hidden_field, score_field
from ..model.text import Text
from ..qgis_io.columns import key_texts
from ..qgis_io.crs import read_crs, transform_geometry, transformation
from ..qgis_io.geopackage_paths import openable
from ..qgis_io.opening import list_sublayers
from ..sources.challenge_fields import layer_limits
from ..texts.language import Language
from ..texts.templates import render
from .bundles import CATALOGUE, Bundle

KNOWN_COLUMNS = ("layer", "unit", "value")
SLIVER = 100.0
"""Square metres below which the overlap of two units is a matter of drawing, and holds nobody."""
SAME_COUNT = 6
"""Decimals within which a density times its ground is a whole count."""
DRAWN_ALIKE = 0.1
"""Metres within which the corners of a unit that is drawn again lie."""
MOST_ROWS = 200
"""Rows in the report; the table has all."""


@dataclass(frozen=True)
class AttackerKnowledge:
    """What an attacker knows beside the bundles.

    Attributes
    ----------
    cells : mapping of (record id, unit key) to number
    totals : mapping of record id to number
        Over all units.
    """

    cells: Mapping[tuple[str, str], float]
    totals: Mapping[str, float]


NOTHING = AttackerKnowledge({}, {})


@dataclass(frozen=True)
class PublishedUnits:
    """What one map publishes of its units.

    Attributes
    ----------
    units : Features
    challenge : Challenge
    records : mapping of id to LayerRecord
    dates : mapping of record id to str or None
        Of which day the data of each layer are: those of another day are other counts.
    """

    units: Features
    challenge: Challenge
    records: Mapping[str, LayerRecord]
    dates: Mapping[str, str | None]


@dataclass(frozen=True)
class AttackedCounts:
    """One count of a sensitive layer, over all units of which some bundle tells.

    Attributes
    ----------
    record, field : str
        Of which layer, and under which name it is published.
    title, indicator : Text
        What both are called.
    keys, names : tuple of str
        Of the units, and what these are called.
    bounds : CellBounds
    protection : Protection
    """

    record: str
    title: Text
    field: str
    indicator: Text
    keys: tuple[str, ...]
    names: tuple[str, ...]
    bounds: CellBounds
    protection: Protection

    @property
    def found(self) -> np.ndarray:
        """Which units come out, shape (n,)."""
        return comes_out(self.bounds, self.protection)

    @property
    def exact(self) -> int:
        """How many of them are known exactly."""
        return int((self.found & (self.bounds.width < 1)).sum())

    @property
    def small(self) -> int:
        """How many of them are below the minimum, or may be."""
        return int((self.found & (self.bounds.low < self.protection.minimum)).sum())


@dataclass(frozen=True)
class CountEvidence:
    """What one map tells of one count.

    Attributes
    ----------
    measurement : Measurement
    date : str or None
        Of which day the data are: those of another day are other counts.
    ground : str
        Which units, as of `Shapes.with_units`; empty where there are no others.
    counts : AttackedCounts
    """

    measurement: Measurement
    date: str | None
    ground: str
    counts: AttackedCounts


@dataclass(frozen=True)
class Shapes:
    """Where units lie, by their ground and their key, all in one coordinate system.

    A ground is a layer of units: the id of its record, with a number where another one of that id has other shapes under the same keys,
    such as the sectors of another year.

    Attributes
    ----------
    known : mapping of str to mapping of str to geometry
    crs : str
        Empty while there are none.
    """

    known: Mapping[str, Mapping[str, Any]]
    crs: str = ""

    def with_units(self, published: PublishedUnits) -> tuple[Shapes, str]:
        """Return these with the units of a map, and the ground of these."""
        spec = published.challenge.units
        return self.with_geometry(
            spec.ground, key_texts(published.units.table[spec.result_key]), published.units.geometry, published.units.crs
        )

    def with_geometry(self, layer: str, keys: Sequence[object] | np.ndarray, geometry: np.ndarray, crs: str) -> tuple[Shapes, str]:
        """Return these with the units of a layer, and the ground of these."""
        if self.crs and crs != self.crs:
            transform = transformation(read_crs(crs), read_crs(self.crs), QgsCoordinateTransformContext())
            geometry = transform_geometry(geometry, transform, layer)
        own = dict(zip(map(str, keys), geometry, strict=True))
        grounds = (layer if number == 1 else f"{layer} {number}" for number in count(1))
        ground = next(one for one in grounds if one not in self.known or _same_shapes(own, self.known[one]))
        return Shapes({**self.known, ground: {**self.known.get(ground, {}), **own}}, self.crs or crs), ground

    def of(self, ground: str, keys: Sequence[str]) -> np.ndarray:
        """Return the geometry of units, shape (n,); ``None`` where it is not known."""
        its = self.known.get(ground, {})
        found = np.full(len(keys), None, dtype=object)
        found[:] = [its.get(key) for key in keys]
        return found


def _same_shapes(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    both = [key for key in one if key in other]
    same = shapely.equals_exact(*(np.array([of[key] for key in both], dtype=object) for of in (one, other)), tolerance=DRAWN_ALIKE)
    return bool(np.all(same))


def read_known(path: str) -> AttackerKnowledge:
    """Return what a CSV file says that an attacker knows: ``layer`` (record id), ``unit`` (key; empty: all together) and ``value``.

    Raises
    ------
    OpgaveError
        A column or a number is not there.
    """
    cells, totals = {}, {}
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not set(KNOWN_COLUMNS) <= set(rows.fieldnames or ()):
            raise OpgaveError("'{path}' needs the columns layer, unit and value: write what an attacker knows, a row each.", path=path)
        for row in rows:
            try:
                value = float(row["value"])
            except (TypeError, ValueError):
                raise OpgaveError("'{path}', line {line}: 'value' is no number.", path=path, line=rows.line_num) from None
            if row["unit"]:
                cells[row["layer"], row["unit"]] = value
            else:
                totals[row["layer"]] = value
    return AttackerKnowledge(cells, totals)


def read_policy(path: str) -> dict[str, Disclosure]:
    """Return how the counts of records are to be protected, by record id, from a JSON file of what ``disclosure`` says in a record.

    Raises
    ------
    OpgaveError
        The file is no such thing.
    """
    document = read_json(Path(path))
    try:
        return {id: from_json(Disclosure, said) for id, said in document.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OpgaveError(
            "POLICY '{path}' cannot be read: write for each record id what 'disclosure' says in a record.", path=path
        ) from error


def attack_bundles(
    bundles: Sequence[Bundle], policy: Mapping[str, Disclosure], known: AttackerKnowledge = NOTHING, progress: Progress = SILENT
) -> list[AttackedCounts]:
    """Return within which bounds the sensitive counts lie that bundles tell of together, in the order in which they tell of them.

    Raises
    ------
    OpgaveError
        A bundle hands out the features themselves of a layer that may not be redistributed, or does not say of a layer whether its counts
        are sensitive.
    """
    published = []
    for number, bundle in enumerate(bundles):
        progress.update(number / len(bundles))
        published.append(read_published(bundle, progress))
    return [_with_known(one, known, progress) for one in attack_together(published, policy, progress)]


def read_published(bundle: Bundle, progress: Progress = SILENT) -> PublishedUnits:
    """Return the units of a bundle; what it raises is as of `attack_bundles`."""
    catalogue = read_catalogue(str(bundle.file(CATALOGUE)), for_titles=True)  # a colleague's too: what it names is not opened
    _refuse_features(bundle, catalogue)
    units = bundle.read(UNITS, progress)
    _refuse_unknown(bundle, units, catalogue)
    return PublishedUnits(units, bundle.challenge, catalogue.records, {one["record"]: one["date"] for one in bundle.manifest["inputs"]})


def attack_together(
    published: Sequence[PublishedUnits], policy: Mapping[str, Disclosure], progress: Progress = SILENT
) -> list[AttackedCounts]:
    """Return within which bounds sensitive counts lie that several maps tell of together."""
    tellings, shapes = [], Shapes({})
    for one in published:
        shapes, ground = shapes.with_units(one)
        tellings += tell_units(one, policy, ground)
    return [one.counts for one in combine_tellings(tellings, shapes, progress)]


def tell_units(published: PublishedUnits, policy: Mapping[str, Disclosure], ground: str = "") -> list[CountEvidence]:
    """Return what one map tells of sensitive counts."""
    dates = published.dates
    found = attack_units(published.units, published.challenge, published.records, policy)
    return [CountEvidence(measurement, dates.get(counts.record), ground, counts) for measurement, counts in found]


def combine_tellings(tellings: Sequence[CountEvidence], shapes: Shapes, progress: Progress = SILENT) -> list[CountEvidence]:
    """Return what tellings say together, one for each count in each layer of units, in the order in which they came.

    What they tell of the same units is combined. Other units over the same ground, such as neighbourhoods and the districts that they make
    up, are sums of the same unknown counts, those of the faces where they overlap. Of a count and its whole the rest follows: it is one
    more count.
    """
    found: dict[tuple, dict[str, CountEvidence]] = {}
    for one in tellings:
        its = found.setdefault((one.measurement, one.date), {})
        before = its.get(one.ground)
        its[one.ground] = replace(before, counts=_combine(before.counts, one.counts)) if before else one
    _tell_across(found)
    narrowed = (_bound_over_ground(list(its.values()), shapes, progress) if len(its) > 1 else list(its.values()) for its in found.values())
    return _subtract_parts([one for some in narrowed for one in some])


def _tell_across(found: dict[tuple, dict[str, CountEvidence]]) -> None:
    """Add what a count on some units tells of its whole there, and a whole of its parts: that one is no more than the other."""
    told = [one for its in found.values() for one in its.values()]
    for part, whole in permutations(told, 2):
        if part.date != whole.date or part.ground == whole.ground or not is_part(part.measurement, whole.measurement):
            continue
        for one, its, end in ((whole, part, "low"), (part, whole, "high")):
            bounds = CellBounds(np.zeros(len(its.counts.keys)), np.full(len(its.counts.keys), np.inf))
            bounds = replace(bounds, **{end: getattr(its.counts.bounds, end)})
            counts = replace(one.counts, keys=its.counts.keys, names=its.counts.names, bounds=bounds)
            grounds = found[one.measurement, one.date]
            before = grounds.get(its.ground)
            grounds[its.ground] = replace(one, ground=its.ground, counts=_combine(before.counts, counts) if before else counts)


def _subtract_parts(counted: list[CountEvidence]) -> list[CountEvidence]:
    """Return counts as their parts and wholes narrow them, and what these tell of the rest of each whole.

    Parts that have nothing in common are no more than their whole together: of 15 of which 10 and 10 are shown, each rounded to 5, at most
    one is left.
    """
    narrowed, rests = list(counted), []
    for at, whole in enumerate(counted):
        same = [
            number
            for number, part in enumerate(counted)
            if (part.date, part.ground) == (whole.date, whole.ground) and is_part(part.measurement, whole.measurement)
        ]
        for group in disjoint_groups([counted[number].measurement for number in same]):
            numbers = [same[number] for number in group]
            its = [_on_units(narrowed[number].counts, whole.counts.keys) for number in numbers]
            least, most = np.array([one.low for one in its]), np.array([one.high for one in its])
            narrowed[at] = _narrow(narrowed[at], whole.counts.keys, least.sum(axis=0), np.full(least.shape[1], np.inf))
            low, high = narrowed[at].counts.bounds.low, narrowed[at].counts.bounds.high
            for number, own in zip(numbers, least, strict=True):
                narrowed[number] = _narrow(narrowed[number], whole.counts.keys, np.zeros(len(low)), high - (least.sum(axis=0) - own))
            first = counted[numbers[0]]
            denied = "".join(f" AND NOT ({one})" for one in sorted(counted[number].measurement.filter for number in numbers))
            left = replace(first.measurement, filter=f"({whole.measurement.filter or 'TRUE'}){denied}")
            rest = CellBounds(np.maximum(low - most.sum(axis=0), 0.0), np.maximum(high - least.sum(axis=0), 0.0))
            known = np.isfinite(most).all(axis=0)
            keys, names = (tuple(np.array(some, dtype=object)[known]) for some in (whole.counts.keys, whole.counts.names))
            bounds = CellBounds(rest.low[known], rest.high[known])
            rests.append(replace(first, measurement=left, counts=replace(first.counts, keys=keys, names=names, bounds=bounds)))
    return [*narrowed, *rests]


def _on_units(counts: AttackedCounts, keys: tuple[str, ...]) -> CellBounds:
    """Return the bounds of counts for the units with these keys; where nothing is known of one, what holds of any count."""
    ends = ((counts.bounds.low, 0.0), (counts.bounds.high, np.inf))
    return CellBounds(*(pd.Series(bound, index=counts.keys).reindex(keys, fill_value=without).to_numpy() for bound, without in ends))


def _narrow(one: CountEvidence, keys: tuple[str, ...], low: np.ndarray, high: np.ndarray) -> CountEvidence:
    """Return a count with what is said besides of the units with these keys."""
    besides = _on_units(replace(one.counts, keys=keys, bounds=CellBounds(low, high)), one.counts.keys)
    return replace(one, counts=replace(one.counts, bounds=intersect_bounds(one.counts.bounds, besides)))


def _bound_over_ground(tellings: Sequence[CountEvidence], shapes: Shapes, progress: Progress) -> list[CountEvidence]:
    geometry = [shapes.of(one.ground, one.counts.keys) for one in tellings]
    faces = partition(geometry, min_area=SLIVER, progress=Unseen(progress))
    bounds = bound_over_faces([one.counts.bounds for one in tellings], faces.labels, progress)
    return [replace(one, counts=replace(one.counts, bounds=own)) for one, own in zip(tellings, bounds, strict=True)]


def attack_units(
    units: Features, challenge: Challenge, records: Mapping[str, LayerRecord], policy: Mapping[str, Disclosure]
) -> Iterator[tuple[Measurement, AttackedCounts]]:
    """Yield what the table of the units tells of each sensitive count that an indicator rests on."""
    keys = tuple(map(str, key_texts(units.table[challenge.units.result_key])))
    called = challenge.units.name
    names = tuple(map(str, key_texts(units.table[called]))) if called in units.table else keys
    people = challenge.units.population
    shown = [one for one in challenge.every_indicator if one.id in units.table]
    if people and people.field in units.table:
        shown.insert(0, Indicator(people.field, people.title, "", Measurement(people.layer, ATTRIBUTE, people.field)))
    told = [one for indicator in shown for one in _attack_indicator(units, indicator, challenge, records, policy, keys, names)]
    yield from told
    first = dict(reversed(told))
    for part, wholes in shares_among(shown, people).items():
        for whole in wholes:
            if part in first and whole in first:
                yield from _rest_of_share(part, whole, first[part], first[whole])


def _attack_indicator(
    units: Features,
    one: Indicator,
    challenge: Challenge,
    records: Mapping[str, LayerRecord],
    policy: Mapping[str, Disclosure],
    keys: tuple[str, ...],
    names: tuple[str, ...],
) -> Iterator[tuple[Measurement, AttackedCounts]]:
    sides = [(one.measurement, _of_counted(units, one)), *([(one.denominator, _of_base(units, one))] if one.denominator else [])]
    stated = _of_stated(units, one, challenge, records)
    if stated:
        sides = [(one.measurement, stated)]
    for measurement, published in sides:
        if challenge.units.grid and measurement.measure == ATTRIBUTE:
            continue  # spread over the ground: it tells no more than what was protected by area before
        protection, counted = _protection(measurement, challenge, records, policy), counted_in(measurement)
        if measurement.measure == DENSITY:
            published = replace(published, base=published.base * shapely.area(units.geometry) / SQUARE_KILOMETRE)
        if protection is not None and counted.measure in COUNTING and (stated or _counts(published, one, counted, records)):
            said = _protection(measurement, challenge, records, {}) if hidden_field(one.id) in units.table else None
            bounds = bound_counts(replace(published, protection=said or Protection(0.0)))
            record = records[measurement.layer]
            yield counted, AttackedCounts(record.id, record.title, one.id, one.title, keys, names, bounds, protection)


def _rest_of_share(
    measurement: Measurement, below: Measurement, part: AttackedCounts, whole: AttackedCounts
) -> Iterator[tuple[Measurement, AttackedCounts]]:
    """Yield what a share tells of the rest, where one field of a table may be a part of another: nowhere more."""
    its, of = part.bounds, whole.bounds
    if (its.low <= of.high + NEAR).all():
        left = CellBounds(np.maximum(of.low - its.high, 0.0), np.maximum(of.high - its.low, 0.0))
        yield replace(measurement, field=f"{below.field} - {measurement.field}"), replace(part, bounds=left)


def _counts(published: PublishedCounts, one: Indicator, measurement: Measurement, records: Mapping[str, LayerRecord]) -> bool:
    """Whether an indicator counts something: what is divided does, else what the record says so of, or shows whole numbers.

    That values are hidden says nothing: those of a stated rate or score are hidden too, where few people live.
    """
    spec = records[measurement.layer].fields.get(measurement.field)
    if one.denominator:
        return True
    counts = (published.values * published.base / published.scale).round(SAME_COUNT)
    return spec.quantity == "count" if spec and spec.quantity else are_counts(counts, 0.0)


def _protection(
    measurement: Measurement, challenge: Challenge, records: Mapping[str, LayerRecord], policy: Mapping[str, Disclosure]
) -> Protection | None:
    """Return how counts are to be protected, as a policy says or else their record, and as a challenge asks; None where they are not."""
    record = records.get(measurement.layer)
    if record is None:
        return None
    if record.id in policy:
        record = replace(record, disclosure=policy[record.id])
    limits = layer_limits(measurement, record)
    return Protection.of(limits, challenge.disclosure) if limits else None


def _of_counted(units: Features, one: Indicator) -> PublishedCounts:
    values = _numbers(units, one.id)
    base = _numbers(units, base_field(one.id)) if one.denominator else np.ones(len(values))
    hidden = _numbers(units, hidden_field(one.id)) == 1
    scores, expected = _numbers(units, score_field(one.id)), _numbers(units, expected_field(one.id))
    return PublishedCounts(values, base, one.scale, scores, expected, hidden, Protection(0.0))


def _of_stated(units: Features, one: Indicator, challenge: Challenge, records: Mapping[str, LayerRecord]) -> PublishedCounts | None:
    """Return what a share that its layer states tells with what it was divided by, where the map shows that; None where it is none.

    Somebody who does not know by what it was divided tries the people first.
    """
    people, its = challenge.units.population, one.measurement
    spec = records[its.layer].fields.get(its.field) if its.layer in records else None
    if one.denominator or its.measure != ATTRIBUTE or spec is None:
        return None
    counted, of = _of_counted(units, one), records[its.layer].disclosure.of(its.field)
    most = float(np.nanmax(counted.values, initial=0.0)) / one.scale
    if of:
        base = _shown_count(units, replace(its, field=of), challenge)
    elif people and spec.is_share_of_people(most):
        base = _numbers(units, people.field)
    else:
        return None
    return replace(counted, base=base, scale=spec.per_of(most) * one.scale) if np.isfinite(base).any() else None


def _shown_count(units: Features, counted: Measurement, challenge: Challenge) -> np.ndarray:
    """Return what the table of the units shows of a count, be it by itself or as what something is divided by; NaN where it does not."""
    people = challenge.units.population
    if people and (people.layer, people.field) == (counted.layer, counted.field):
        return _numbers(units, people.field)
    found = [_numbers(units, one.id) / one.scale for one in challenge.every_indicator if one.measurement == counted and not one.denominator]
    found += [_numbers(units, base_field(one.id)) for one in challenge.every_indicator if one.denominator == counted]
    return found[0] if found else np.full(len(units), np.nan)


def _of_base(units: Features, one: Indicator) -> PublishedCounts:
    base, hidden = _numbers(units, base_field(one.id)), _numbers(units, hidden_field(one.id)) == 1
    nothing = np.full(len(base), np.nan)
    return PublishedCounts(np.where(hidden, np.nan, base), np.ones(len(base)), 1.0, nothing, base, hidden, Protection(0.0))


def _numbers(units: Features, field: str) -> np.ndarray:
    if field not in units.table:
        return np.full(len(units), np.nan)
    return pd.to_numeric(units.table[field], errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _refuse_features(bundle: Bundle, catalogue: Catalogue) -> None:
    tables = [one.name() for one in list_sublayers(openable(bundle.geopackage))]
    closed = [id for id in tables if id in catalogue.records and not catalogue.records[id].may_travel]
    if closed:
        raise OpgaveError(
            "'{bundle}' contains the features themselves of layers that may not be redistributed: {layers}. Do not pass it on; recompute"
            " the map.",
            bundle=bundle.name or bundle.folder,
            layers=", ".join(closed),
        )


def _refuse_unknown(bundle: Bundle, units: Features, catalogue: Catalogue) -> None:
    """Refuse a bundle that shows numbers of a layer of which its catalogue, without mistakes, says nothing."""
    challenge = bundle.challenge
    people = challenge.units.population
    shown = [one for one in challenge.every_indicator if np.isfinite(_numbers(units, one.id)).any()]
    used = [people.layer] if people and people.field in units.table else []
    used += [id for indicator in shown for one in indicator.measurements() for id in one.layers]
    unknown = [id for id in dict.fromkeys(used) if id not in catalogue.records]
    if unknown:
        raise OpgaveError(
            "'{bundle}' shows numbers of layers of which its catalogue has no valid record, so it is not known whether these are sensitive:"
            " {layers}. Correct '{catalogue}', or recompute the map.",
            bundle=bundle.name or bundle.folder,
            layers=", ".join(unknown),
            catalogue=bundle.file(CATALOGUE).name,
        )


def _combine(one: AttackedCounts, other: AttackedCounts) -> AttackedCounts:
    """Return what two tellings of the same count say together, over the units of both."""
    names = {key: name for of in (other, one) for key, name in zip(of.keys, of.names, strict=True)}
    keys = tuple(dict.fromkeys((*one.keys, *other.keys)))
    sides = [_on_units(of, keys) for of in (one, other)]
    return replace(one, keys=keys, names=tuple(names[key] for key in keys), bounds=intersect_bounds(*sides))


def _with_known(one: AttackedCounts, known: AttackerKnowledge, progress: Progress) -> AttackedCounts:
    own = np.array([known.cells.get((one.record, key), np.nan) for key in one.keys])
    there = np.isfinite(own)
    bounds = CellBounds(np.where(there, own, one.bounds.low), np.where(there, own, one.bounds.high))
    if one.record in known.totals:
        bounds = bound_with_total(bounds, known.totals[one.record], progress)
    # what he knew already is no find
    return replace(one, bounds=CellBounds(np.where(there, 0.0, bounds.low), np.where(there, np.inf, bounds.high)))


def as_table(attacked: Sequence[AttackedCounts]) -> Features:
    """Return the cells that come out: layer, unit, field, and the interval within which each is known."""
    rows = [
        (one.record, one.keys[at], one.field, float(one.bounds.low[at]), float(one.bounds.high[at]))
        for one in attacked
        for at in np.flatnonzero(one.found)
    ]
    return table_only("cells", pd.DataFrame(rows, columns=["layer", "unit", "field", "low", "high"]))


def publish_units(indexed: Indexed) -> PublishedUnits:
    """Return what a map that is not yet made would publish of its units."""
    layers = indexed.collected.layers
    dates = {id: loaded.date.isoformat() if loaded.date else None for id, loaded in layers.items()}
    records = {id: loaded.record for id, loaded in layers.items()}
    return PublishedUnits(indexed.unit_features, indexed.collected.challenge, records, dates)


def check_counts(indexed: Indexed) -> None:
    """Refuse results for others from which sensitive counts come out.

    Raises
    ------
    OpgaveError
        Some do: says which, and what would do.
    """
    if indexed.collected.audience == INTERNAL:
        return
    for telling in combine_tellings(tell_units(publish_units(indexed), {}), Shapes({})):
        one = telling.counts
        places = np.flatnonzero(one.found)
        if len(places):
            raise OpgaveError(
                "The map is not made: 1 count of '{layer}' could be computed back, that of {unit}. Take larger areas, ask for rounding"
                " under 'disclosure' in its record, leave out '{indicator}', or make a map for use within the service (AUDIENCE). |"
                " The map is not made: {count} counts of '{layer}' could be computed back, such as that of {unit}. Take larger areas, ask"
                " for rounding under 'disclosure' in its record, leave out '{indicator}', or make a map for use within the service"
                " (AUDIENCE).",
                count=len(places),
                layer=one.title,
                unit=one.names[places[0]],
                indicator=one.indicator,
            )


def write_check(path: Path, bundles: Sequence[Bundle], attacked: Sequence[AttackedCounts], language: Language) -> None:
    """Write the report of an attack; a file of its own, without anything outside it."""
    cells = [
        {
            "layer": one.title.of(language.code),
            "unit": one.names[at],
            "field": one.indicator.of(language.code),
            "low": float(one.bounds.low[at]),
            "high": float(one.bounds.high[at]),
        }
        for one in attacked
        for at in np.flatnonzero(one.found)
    ]
    content = {
        "bundles": [bundle.name or str(bundle.folder) for bundle in bundles],
        "counts": [
            {
                "title": one.title.of(language.code),
                "field": one.indicator.of(language.code),
                "cells": len(one.keys),
                "exact": one.exact,
                "small": one.small,
            }
            for one in attacked
        ],
        "cells": cells[:MOST_ROWS],
        "left": max(len(cells) - MOST_ROWS, 0),
    }
    path.write_text(render("disclosure.html", content, language), encoding="utf-8")
