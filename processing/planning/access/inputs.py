"""From layers to people who look for places, and facilities that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...analysis.access import Spread, Supply, spread_over_points
from ...analysis.access.spreading import spots
from ...analysis.features import Features
from ...model import contract
from ...model.errors import OpgaveError, ParameterName
from ...model.progress import Progress
from ...model.text import did_you_mean
from ...qgis_io.number_fields import amounts, column

UNNAMED = "-"


@dataclass(frozen=True)
class Wishes:
    """Which fields say what; an empty text for none.

    Attributes
    ----------
    demand_fields : tuple of str
        People, added up; none: each feature is one.
    demand_share : float
        Share (0-1) of the people who want a place.
    sector_demand : str
        Who looks for which sector, as `sectors_of` reads it.
    """

    demand_fields: tuple[str, ...] = ()
    demand_share: float = 1.0
    capacity_field: str = ""
    sector_field: str = ""
    sector_demand: str = ""
    name_field: str = ""
    points_weight_field: str = ""


@dataclass(frozen=True)
class Sectors:
    """The kinds of facilities, and which people look for each.

    Attributes
    ----------
    names : list of str
        Kinds, in the order of their names; one empty name without a field.
    of_facility : ndarray of int, shape (m,)
    groups : list of str
        Fields of demand, several joined by ``+``; an empty text counts features.
    group : ndarray of int, shape (sectors,)
        The group that looks for each kind.
    """

    names: list[str]
    of_facility: np.ndarray
    groups: list[str]
    group: np.ndarray


@dataclass(frozen=True)
class Question:
    """Who looks for a place where, and which facilities have one.

    Attributes
    ----------
    people : ndarray, shape (n, groups)
    spread : Spread
        Where people start.
    supply : Supply
    places : ndarray, shape (m, 2)
        Where the facilities are.
    facility_ids : ndarray, shape (m,)
        What they are called in other layers: their name where there is a field of names.
    """

    sectors: Sectors
    people: np.ndarray
    spread: Spread
    supply: Supply
    places: np.ndarray
    name_field: str
    facility_ids: np.ndarray


def given_layer(layers: Mapping[str, Features | None], name: str) -> Features:
    """Return the layer of a parameter that an algorithm asks for, or that somebody gave."""
    layer = layers[name]
    if layer is None:
        raise ValueError(f"{name}: no layer")
    return layer


def question_of(layers: Mapping[str, Features | None], wishes: Wishes, progress: Progress) -> Question:
    """Return the question that layers (by parameter) and wishes put.

    Raises
    ------
    OpgaveError
        A field that is not there or holds something else, nobody who looks for a place, or no place.
    """
    demand, supply = given_layer(layers, contract.DEMAND), given_layer(layers, contract.SUPPLY)
    sectors = sectors_of(supply, wishes.sector_field, wishes.demand_fields, wishes.sector_demand, progress)
    return Question(
        sectors=sectors,
        people=people_of(demand, sectors.groups, wishes.demand_share, progress),
        supply=supply_of(supply, wishes.capacity_field, sectors, progress),
        spread=spread_of(demand, layers[contract.POINTS], wishes.points_weight_field, progress),
        places=shapely.get_coordinates(shapely.point_on_surface(supply.geometry)),
        name_field=wishes.name_field,
        facility_ids=names_of(supply, wishes.name_field),
    )


def names_of(features: Features, field: str) -> np.ndarray:
    """Return what features are called in other layers: by a field, or without one their ids."""
    return column(features, field).to_numpy() if field else features.ids


def sectors_of(supply: Features, field: str, demand_fields: Sequence[str], pairing: str, progress: Progress) -> Sectors:
    """Return the sectors of facilities; ``pairing`` such as ``creche=aged_0_2,primary=aged_6_11`` says who looks for which."""
    everyone = "+".join(demand_fields)
    if not field:
        if pairing:
            raise OpgaveError("SECTOR_DEMAND gives the demand field of each sector: give SECTOR_FIELD too.")
        return Sectors([""], np.zeros(len(supply), dtype=int), [everyone], np.zeros(1, dtype=int))
    words = column(supply, field).map(lambda value: UNNAMED if value is None or value != value else str(value).strip() or UNNAMED)
    names, of_facility = np.unique(words.to_numpy(dtype=str), return_inverse=True)
    looks = _pair_with_sectors(pairing, names.tolist()) if pairing else dict.fromkeys(names.tolist(), everyone)
    if pairing and demand_fields:
        progress.note("SECTOR_DEMAND gives the demand field of each sector: DEMAND_FIELD is not used.")
    groups = list(dict.fromkeys(looks[name] for name in names.tolist()))
    return Sectors(names.tolist(), of_facility, groups, np.array([groups.index(looks[name]) for name in names.tolist()]))


def _pair_with_sectors(text: str, names: list[str]) -> dict[str, str]:
    """Return the demand of each sector."""
    found = {}
    for part in text.split(","):
        name, equals, fields = (word.strip() for word in part.partition("="))
        if not equals or not fields:
            raise OpgaveError("SECTOR_DEMAND: '{part}' is no pair such as 'creche=aged_0_2'.", part=part.strip())
        if name not in names:
            raise OpgaveError(
                "SECTOR_DEMAND names the sector '{name}', which no facility has (did you mean '{close}'?). There are: {known}.",
                name=name,
                close=did_you_mean(name, names) or names[0],
                known=", ".join(names),
            )
        found[name] = "+".join(field.strip() for field in fields.split("+"))
    lacking = [name for name in names if name not in found]
    if lacking:
        raise OpgaveError("SECTOR_DEMAND gives no demand field for: {names}.", names=", ".join(lacking))
    return found


def people_of(demand: Features, groups: Sequence[str], share: float, progress: Progress) -> np.ndarray:
    """Return how many people of each group look for a place, shape (n, groups); ``share`` (0-1) of all who are there.

    Raises
    ------
    OpgaveError
        A negative number, or nobody at all.
    """
    if not len(demand):
        raise OpgaveError("DEMAND: layer '{layer}' has no features.", layer=demand.name)
    people = np.stack([share * sum(amounts(demand, field, progress) for field in group.split("+")) for group in groups], axis=1)
    for total, group in zip(people.sum(axis=0), groups, strict=True):
        if total <= 0:
            raise OpgaveError("Layer '{layer}' has no demand: field '{field}' holds no number above 0.", layer=demand.name, field=group)
    return people


def supply_of(supply: Features, capacity_field: str, sectors: Sectors, progress: Progress) -> Supply:
    """Return the facilities with their places; without field each counts as one place, and takes everyone.

    Raises
    ------
    OpgaveError
        No facility, a negative number of places, or no place at all.
    """
    if not len(supply):
        raise OpgaveError("SUPPLY: layer '{layer}' has no features.", layer=supply.name)
    if not capacity_field:
        return Supply(np.ones(len(supply)), np.full(len(supply), np.inf), sectors.of_facility, sectors.group)
    places = amounts(supply, capacity_field, progress)
    if not places.any():
        raise OpgaveError(
            "No facility of layer '{layer}' has a place: field '{field}' is 0 or empty everywhere.", layer=supply.name, field=capacity_field
        )
    return Supply(places, places, sectors.of_facility, sectors.group)


def spread_of(demand: Features, points: Features | None, weight_field: str, progress: Progress) -> Spread:
    """Return where people start: at their feature, or at the points within it, by weight."""
    if points is None:
        return spots(demand.geometry)
    if not np.isin(shapely.get_type_id(demand.geometry), (3, 6)).all():
        raise OpgaveError("POINTS spreads the people of areas: layer '{layer}' does not hold areas; leave POINTS empty.", layer=demand.name)
    weight = amounts(points, weight_field, progress)
    found = spread_over_points(demand.geometry, spots(points.geometry).xy, weight, progress)
    if found.without_points:
        progress.warn(
            "{count} areas have no points: their people start from a point in the middle of the area.", count=found.without_points
        )
    return found


def check_reached(there: np.ndarray, what: str, layer: str, reach: float, progress: Progress) -> None:
    """Say how many places lie too far from any road; refuse when all do."""
    lost = int((~there).sum())
    if lost == len(there):
        raise OpgaveError(
            "No feature of layer '{layer}' ({parameter}) lies within {reach:g} m of the network: check the coordinate systems of both"
            " layers, or raise REACH.",
            layer=layer,
            parameter=ParameterName(what),
            reach=reach,
        )
    if lost:
        progress.warn(
            "{count} of {total} features of layer '{layer}' lie farther than {reach:g} m from the network and reach nothing.",
            count=lost,
            total=len(there),
            layer=layer,
            reach=reach,
        )
