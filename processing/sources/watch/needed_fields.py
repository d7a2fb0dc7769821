"""Which fields challenges need of which records."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.challenge import Challenge
from ...model.record import LayerRecord
from ..challenge_fields import field_uses


def needed_fields(challenges: Iterable[Challenge]) -> dict[str, set[str]]:
    """Return the canonical fields that the challenges read, by record id."""
    needed: dict[str, set[str]] = {}
    for challenge in challenges:
        for id, field in field_uses(challenge):
            if id and field:
                needed.setdefault(id, set()).add(field)
    return needed


def of_record(record: LayerRecord, needed: dict[str, set[str]]) -> list[str]:
    """Return the fields that a record must have: those that challenges read, and what joins it to its layer."""
    own = set(record.join.keys) if record.join else set()
    return sorted(needed.get(record.id, set()) | own)
