"""What a challenge's schema cannot see: values that are good each, but not together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .choices import TRANSIT
from .cluster_methods import CLUSTER_METHODS
from .dates import is_day, read_window
from .errors import OpgaveError
from .files import JsonObject
from .measures import BY_TIMETABLE, BY_TRAVEL, IN_CHALLENGES, RASTER, RASTER_NEEDS, RASTER_PARTS, measures_needing, measures_taking
from .results import RESERVED, base_field, error_field, expected_field, hidden_field, proposal_fields, score_field, sector_field
from .schema import extend_path, has_type, name_place
from .text import did_you_mean

CELL_PARTS = ("statistic", "classes", "quantile", "threshold", "weight_layer")
PARTS = ("field", "weight_field", "points", "distance", *CELL_PARTS, "means", "roads", "minutes", *BY_TIMETABLE)
TAKES = {part: measures_taking(part, IN_CHALLENGES) for part in PARTS} | {"filter": tuple(key for key in IN_CHALLENGES if key != RASTER)}
NEEDS = {part: measures_needing(part, IN_CHALLENGES) for part in PARTS}
ABSENT = (None, "")
FORMER_UNITS_MINIMUM = "small_numbers"
"""Key under which earlier versions wrote what is ``units_minimum`` of a challenge's ``disclosure``; it is still read."""
OWN_FIELDS = (score_field, error_field, base_field, hidden_field, expected_field)
"""Names of fields that a result may have beside an indicator's own."""


def mistakes_between_values(document: object, where: str) -> list[OpgaveError]:
    """Return what does not go together in a challenge, as far as its parts have the right types.

    Twice the same id, an id that names another field, no weight above 0, a measure without what it needs or with what it does
    not take, smoothing of what is no rate, a target that is absent or on the wrong side of the limit, a cluster method without what it
    needs, a proposal that proposes nothing, or names an indicator or role that is not there.
    """
    if not isinstance(document, dict):
        return []
    own, proposals = _objects(document, "indicators"), _objects(document, "proposals")
    added = [(extend_path(path, key), item) for path, proposal in proposals for key, item in _objects(proposal, "indicators")]
    indicators = own + added
    found = _clusters(document.get("clusters"), own, where)
    disclosure = document.get("disclosure")
    if isinstance(disclosure, dict) and disclosure.get("units_minimum") and document.get(FORMER_UNITS_MINIMUM):
        found.append(
            OpgaveError(
                "{file}: '{former}' is what was called 'units_minimum' of 'disclosure' before, and both are there: remove '{former}'.",
                file=where,
                former=FORMER_UNITS_MINIMUM,
            )
        )
    for objects in (indicators, _objects(document, "roles"), proposals):
        found += _same_ids(objects, where)
    found += _names_of_fields(indicators, proposals, document.get("units"), where)
    for path, indicator in indicators:
        found += _indicator(indicator, where, path)
    found += _weights(own, where)
    roles = [role.get("id") for _, role in _objects(document, "roles")]
    for path, proposal in proposals:
        found += _proposal(proposal, own, roles, where, path)
    return found


def _objects(document: JsonObject, key: str) -> list[tuple[str, JsonObject]]:
    """Return the objects in the list under ``key``, each with its JSON path."""
    items = document.get(key)
    items = items if isinstance(items, list) else []
    return [(extend_path(key, position), item) for position, item in enumerate(items) if isinstance(item, dict)]


def _same_ids(objects: list[tuple[str, JsonObject]], where: str) -> list[OpgaveError]:
    first: dict[str, str] = {}
    found = []
    for path, item in objects:
        id = item.get("id")
        if isinstance(id, str) and first.setdefault(id, path) != path:
            id_place = name_place(where, extend_path(path, "id"))
            found.append(
                OpgaveError("{place}: '{id}' is the id of {first} already. Rename one of them.", place=id_place, id=id, first=first[id])
            )
    return found


def _names_of_fields(
    indicators: list[tuple[str, JsonObject]], proposals: list[tuple[str, JsonObject]], units: object, where: str
) -> list[OpgaveError]:
    """Return the ids that a field of the result has already: the units' key and name, results, scores, sub-indices, what is proposed.

    The id of a sector or proposal is in that list when a field named after it would take the name of another one.
    """
    units = units if isinstance(units, dict) else {}
    ids = {item["id"]: path for path, item in indicators if isinstance(item.get("id"), str)}
    sectors = {item["sector"]: path for path, item in reversed(indicators) if isinstance(item.get("sector"), str)}
    named = {name for name in (units.get("key"), units.get("name")) if isinstance(name, str)}
    own = RESERVED | named | {field(id) for id in ids for field in OWN_FIELDS}
    by_sector = {sector_field(sector) for sector in sectors}
    parties = {item["id"]: path for path, item in proposals if isinstance(item.get("id"), str)}
    taken = own | by_sector | {name for party in parties for name in proposal_fields(party)}
    found = [_taken_id_error(id, name_place(where, extend_path(path, "id"))) for id, path in ids.items() if id in taken]
    found += [
        _taken_id_error(sector, name_place(where, extend_path(path, "sector")))
        for sector, path in sectors.items()
        if sector_field(sector) in own
    ]
    clashes = [(id, path) for id, path in parties.items() if not (own | by_sector).isdisjoint(proposal_fields(id))]
    return found + [_taken_id_error(id, name_place(where, extend_path(path, "id"))) for id, path in clashes]


def _taken_id_error(id: str, where: str) -> OpgaveError:
    return OpgaveError("{place}: another field of the result is named '{id}'. Choose another id.", place=where, id=id)


def _weights(indicators: list[tuple[str, JsonObject]], where: str) -> list[OpgaveError]:
    weights = [indicator.get("weight", 1) for _, indicator in indicators]
    if not weights or any(not has_type(weight, "number") or weight > 0 for weight in weights):
        return []
    return [OpgaveError("{place}: no weight is above 0. Give at least one indicator such a weight.", place=name_place(where, "indicators"))]


def _clusters(clusters: Any, indicators: list[tuple[str, JsonObject]], where: str) -> list[OpgaveError]:
    """Return what the challenge lacks that its cluster method needs."""
    named = clusters.get("method") if isinstance(clusters, dict) else None
    method = CLUSTER_METHODS.get(named) if isinstance(named, str) else None
    if method is None:
        return []
    check = {"threshold": _threshold, "indicator": _scanned}
    facts = {"place": name_place(where, "clusters"), "method": method.key}
    return [error for key in method.needs for error in check[key](clusters, indicators, facts)]


def _threshold(clusters: JsonObject, indicators: list[tuple[str, JsonObject]], facts: dict[str, str]) -> list[OpgaveError]:
    if clusters.get("threshold") is not None:
        return []
    return [
        OpgaveError(
            "{place}: the method '{method}' needs an index value (0-100) from which a unit belongs to a cluster. Add the key 'threshold'.",
            **facts,
        )
    ]


def _scanned(clusters: JsonObject, indicators: list[tuple[str, JsonObject]], facts: dict[str, str]) -> list[OpgaveError]:
    counted = [item for _, item in indicators if isinstance(item.get("denominator"), dict)]
    scanned = next((item for item in counted if item.get("id") == clusters.get("indicator", "")), None)
    if scanned is None:
        known = ", ".join(str(item.get("id")) for item in counted) or "-"
        return [
            OpgaveError(
                "{place}: the method '{method}' compares a count with its 'denominator': name an indicator that has one under the key"
                " 'indicator'. Here those are: {known}.",
                known=known,
                **facts,
            )
        ]
    if scanned.get("direction") == "low":
        return [
            OpgaveError(
                "{place}: the method '{method}' seeks places with many cases, but of '{indicator}' low values mean need. Choose another"
                " one.",
                indicator=scanned["id"],
                **facts,
            )
        ]
    return []


def _proposal(proposal: JsonObject, own: list[tuple[str, JsonObject]], roles: list[Any], where: str, path: str) -> list[OpgaveError]:
    """Return what is wrong in a proposal beside its new indicators; ``own`` are the challenge's."""
    added = _objects(proposal, "indicators")
    weights = proposal.get("weights")
    weights = weights if isinstance(weights, dict) else {}
    if not weights and not added:
        here = name_place(where, path)
        return [OpgaveError("{place}: nothing is proposed. Give other 'weights', or further 'indicators'.", place=here)]
    stated = {item["id"]: item.get("weight", 1) for _, item in own + added if isinstance(item.get("id"), str)}
    found = [_unknown(id, stated, name_place(where, extend_path(extend_path(path, "weights"), id))) for id in weights if id not in stated]
    after = [weights.get(id, weight) for id, weight in stated.items()]
    if all(has_type(weight, "number") and weight <= 0 for weight in after):
        here = name_place(where, extend_path(path, "weights"))
        found.append(OpgaveError("{place}: no weight is above 0. Give at least one indicator such a weight.", place=here))
    named = [(path, proposal), *((extend_path(path, key), comment) for key, comment in _objects(proposal, "comments"))]
    found += [
        _unknown(item["role"], roles, name_place(where, extend_path(at, "role")))
        for at, item in named
        if item.get("role", "") not in ["", *roles]
    ]
    return found


def _unknown(id: object, known: Iterable[object], where: str) -> OpgaveError:
    names = [name for name in known if isinstance(name, str)]
    near = did_you_mean(id, names) if isinstance(id, str) else ""
    if near:
        return OpgaveError("{place}: there is no '{id}' in this challenge. Did you mean '{near}'?", place=where, id=id, near=near)
    return OpgaveError("{place}: there is no '{id}' in this challenge. It has: {known}.", place=where, id=id, known=", ".join(names) or "-")


def _indicator(indicator: JsonObject, where: str, path: str) -> list[OpgaveError]:
    found = _measurement(indicator, where, path)
    if isinstance(indicator.get("denominator"), dict):
        found += _measurement(indicator["denominator"], where, extend_path(path, "denominator"))
    if indicator.get("normalisation") == "target":
        found += _target(indicator, where, path)
    if indicator.get("smoothing") == "empirical_bayes" and indicator.get("denominator") in ABSENT:
        here = name_place(where, path)
        found.append(OpgaveError("{place}: smoothing needs a count and what to divide it by. Add the key 'denominator'.", place=here))
    for key, twin in _objects(indicator, "otherwise"):
        found += _indicator(twin, where, extend_path(path, key))
    return found


def _measurement(measurement: JsonObject, where: str, path: str) -> list[OpgaveError]:
    measure = measurement.get("measure")
    if not isinstance(measure, str):
        return []
    found = []
    for key, measures in TAKES.items():
        absent = measurement.get(key) in ABSENT
        facts = {"place": name_place(where, path), "measure": measure, "key": key}
        if absent and measure in NEEDS.get(key, ()):
            found.append(OpgaveError("{place}: the measure '{measure}' needs the key '{key}'. Add it.", **facts))
        elif not absent and measure not in measures:
            found.append(OpgaveError("{place}: the measure '{measure}' does not take the key '{key}'. Leave it out.", **facts))
    return found + _cells(measurement, where, path) + _journey(measurement, where, path) + _weights_of_no_points(measurement, where, path)


def _cells(measurement: JsonObject, where: str, path: str) -> list[OpgaveError]:
    """Return what does not go together in what is asked of the cells of a raster."""
    facts = {"place": name_place(where, path), "statistic": measurement.get("statistic")}
    needed = RASTER_NEEDS.get(str(facts["statistic"]))
    found = []
    if needed and measurement.get(needed) in ABSENT:
        found.append(OpgaveError("{place}: the statistic '{statistic}' needs the key '{key}'. Add it.", key=needed, **facts))
    found += [
        OpgaveError("{place}: the statistic '{statistic}' does not take the key '{key}'. Leave it out.", key=part, **facts)
        for statistic, part in RASTER_PARTS.items()
        if statistic != facts["statistic"] and measurement.get(part) not in ABSENT
    ]
    if measurement.get("points") not in ABSENT and measurement.get("weight_layer") not in ABSENT:
        found.append(
            OpgaveError("{place}: cells are weighted by points or by a raster, not by both. Leave out 'points' or 'weight_layer'.", **facts)
        )
    return found


def _journey(measurement: JsonObject, where: str, path: str) -> list[OpgaveError]:
    """Return what does not go together in how people travel."""
    if measurement["measure"] not in BY_TRAVEL:
        return []
    means, window = measurement.get("means"), measurement.get("window")
    facts = {"place": name_place(where, path), "means": means}
    if means != TRANSIT:
        return [
            OpgaveError("{place}: the means '{means}' do not take the key '{key}'. Leave it out.", key=part, **facts)
            for part in BY_TIMETABLE
            if means not in ABSENT and measurement.get(part) not in ABSENT
        ]
    found = []
    if measurement.get("timetable") in ABSENT:
        found.append(OpgaveError("{place}: the means '{means}' need the key 'timetable'. Add it.", **facts))
    day = measurement.get("day")
    if isinstance(day, str) and day and not is_day(day):
        here = name_place(where, extend_path(path, "day"))
        found.append(OpgaveError("{place}: '{day}' is not a day: write it as 2026-03-10.", place=here, day=day))
    if isinstance(window, str) and window and read_window(window) is None:
        found.append(
            OpgaveError(
                "{place}: '{window}' is not two times of a day, the first before the second, such as 07:00-09:00.",
                place=name_place(where, extend_path(path, "window")),
                window=window,
            )
        )
    return found


def _weights_of_no_points(measurement: JsonObject, where: str, path: str) -> list[OpgaveError]:
    """Return the mistake of weighing points that are not named."""
    weighted = measurement["measure"] in TAKES["points"] and measurement.get("weight_field") not in ABSENT
    if not weighted or measurement.get("points") not in ABSENT:
        return []
    return [
        OpgaveError("{place}: 'weight_field' weighs points, and none are named. Add the key 'points'.", place=name_place(where, path)),
    ]


def _target(indicator: JsonObject, where: str, path: str) -> list[OpgaveError]:
    target, limit = indicator.get("target"), indicator.get("limit")
    if target is None:
        return [
            OpgaveError(
                "{place}: the normalisation 'target' needs the value from which there is no need. Add the key 'target'.",
                place=name_place(where, path),
            )
        ]
    if not has_type(target, "number") or not has_type(limit, "number"):
        return []
    facts = {"place": name_place(where, extend_path(path, "limit")), "limit": limit, "target": target}
    if indicator.get("direction") == "low" and limit >= target:
        return [OpgaveError("{place}: {limit} must be below the target {target}, because low values mean need.", **facts)]
    if indicator.get("direction") != "low" and limit <= target:
        return [OpgaveError("{place}: {limit} must be above the target {target}, because high values mean need.", **facts)]
    return []
