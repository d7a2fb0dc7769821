"""Which fields challenges need of which records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model.challenge import Challenge, Measurement
from ...model.record import LayerRecord

KEYED = "attribute"


def needed_fields(challenges: Iterable[Challenge]) -> dict[str, set[str]]:
    """Return the canonical fields that the challenges read, by record id."""
    needed: dict[str, set[str]] = {}
    for challenge in challenges:
        for id, field in _uses(challenge):
            if id and field:
                needed.setdefault(id, set()).add(field)
    return needed


def of_record(record: LayerRecord, needed: dict[str, set[str]]) -> list[str]:
    """Return the fields that a record must have: those that challenges read, and what joins it to its layer."""
    own = {record.join.key} if record.join else set()
    return sorted(needed.get(record.id, set()) | own)


def _uses(challenge: Challenge) -> Iterator[tuple[str, str]]:
    units = challenge.units
    yield units.layer, units.key
    yield units.layer, units.name
    if units.population:
        yield units.population.layer, units.population.field
    if challenge.areas:
        yield challenge.areas.layer, challenge.areas.name
    for indicator in challenge.indicators:
        for measurement in indicator.measurements():
            yield from _measured(measurement, units.key)


def _measured(measurement: Measurement, key: str) -> Iterator[tuple[str, str]]:
    yield measurement.layer, measurement.field
    yield measurement.points or measurement.layer, measurement.weight_field
    if measurement.measure == KEYED:
        yield measurement.layer, key
