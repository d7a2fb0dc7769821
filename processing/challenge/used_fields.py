"""Which layers and fields a challenge uses, in the form in which it is asked and in others."""

from __future__ import annotations

from dataclasses import replace

from ..model.challenge import Challenge
from ..sources.challenge_fields import field_uses
from .variants import uses


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


def keyed_layers(challenge: Challenge) -> frozenset[str]:
    """Return the layers whose rows belong to units by the units' key, apart from the unit layer itself."""
    by_key = {one.layer for indicator in challenge.every_indicator for one in indicator.measurements() if one.measure == "attribute"}
    counted = {one.layer for one in (challenge.units.population, challenge.disclosure.units_minimum) if one}
    return frozenset(by_key | counted) - {challenge.units.layer}
