"""Which fields of which records a challenge reads."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.challenge import Challenge, Measurement
from ..qgis_io.expressions import parse_expression


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
