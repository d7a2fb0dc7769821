"""Which fields of which records a challenge reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from ..model.challenge import Challenge, Measurement
from ..model.disclosure import CountLimits
from ..model.measures import BY_DISTANCE
from ..model.record import NIS_CODE, LayerRecord
from ..qgis_io.expressions import parse_expression
from .reading.canonical import key_fields


def field_uses(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """Yield every record id with a canonical field that the challenge, or a proposal in it, reads; an empty text where it names none."""
    units = challenge.units
    yield units.layer, units.key
    yield units.layer, units.name
    if units.population:
        yield units.population.layer, units.population.field
        yield units.population.layer, units.key
    hides = challenge.disclosure.units_minimum
    if hides:
        yield hides.layer, hides.field
        yield hides.layer, units.key
    if challenge.areas:
        yield challenge.areas.layer, challenge.areas.name
    for indicator in challenge.every_indicator:
        for measurement in indicator.measurements():
            yield from measurement_uses(measurement, units.key)


def measurement_uses(measurement: Measurement, key: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of one measurement; those that its filter looks at too."""
    yield measurement.layer, measurement.field
    yield measurement.points or measurement.layer, measurement.weight_field
    if measurement.measure == "attribute":
        yield measurement.layer, key
    for column in sorted(parse_expression(measurement.filter).referencedColumns()):
        yield measurement.layer, column


def layer_limits(measurement: Measurement, record: LayerRecord) -> CountLimits | None:
    """Return how counts of the layer that is measured may be shown, as its record says; None where they may be shown as they are.

    What is chosen or weighted by a sensitive field is as sensitive as that: how many have 1 in it, or which of two values weighs more.
    Keys and the code of the municipality tell of nobody.
    """
    chosen = parse_expression(measurement.filter).referencedColumns() - {*key_fields(record), NIS_CODE}
    weighing = [measurement.weight_field] if measurement.weight_field and not measurement.points else []
    asked = [record.count_limits(name) for name in (measurement.field, *weighing, *sorted(chosen))]
    limits = [one for one in asked if one]
    return reduce(CountLimits.stricter, limits) if limits else None


def measured_limits(measurement: Measurement, records: Mapping[str, LayerRecord]) -> CountLimits | None:
    """Return how counts of a measurement may be shown as all its records say; None where they may be shown as they are.

    A layer to which distances are measured asks nothing of the count of those points from which they are.
    """
    own = None if measurement.measure in BY_DISTANCE else layer_limits(measurement, records[measurement.layer])
    sides = [(measurement.points, measurement.weight_field), (measurement.weight_layer, "")]
    asked = [own, *(records[id].count_limits(name) for id, name in sides if id)]
    limits = [one for one in asked if one]
    return reduce(CountLimits.stricter, limits) if limits else None
