"""Demand, candidates and the ways between them: from layers to a question about sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...analysis.features import Features
from ...analysis.network import StraightLine
from ...analysis.siting import STATUSES, Problem, Sector
from ...analysis.siting.potential import in_areas, potential, worst_off
from ...analysis.siting.problem import CANDIDATE, EXISTING, FORBIDDEN, P_CENTER, P_MEDIAN, REQUIRED
from ...analysis.transit import TransitTravel
from ...model import contract
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.text import did_you_mean
from ...qgis_io.number_fields import amounts, column
from ...qgis_io.reading import number_column
from ...sources.travel.means import Means
from ...sources.travel.timetables import TransitWish, check_stops, ways_by
from ..access.inputs import check_reached

FARTHEST = np.finfo(float).max


@dataclass(frozen=True)
class SiteLayers:
    """What is given, all in the candidates' coordinate system; None where an optional layer is not."""

    candidates: Features
    demands: Sequence[Features]
    network: Features | None = None
    avoid: Features | None = None
    nodes: Features | None = None


@dataclass(frozen=True)
class PlanRules:
    """What a plan has to hold to; `Problem` says what most of it means.

    Attributes
    ----------
    capacity_field, cost_field, status_field, suits_field : str
        Fields of the candidates; empty for none.
    worst_off : float
        Share (0-1) of the demand that is guarded as the worst-off.
    node_distance : float
        Metres from which a node no longer counts.
    least_potential : float
        Candidates with less (0-100) are not chosen.
    means : Means
        How people travel; by public transport: how they walk.
    transit : TransitWish or None
        What is asked of public transport; None for other means.
    """

    objective: str
    sites: int | None
    budget: float | None
    within_norm: bool
    covered_share: float
    worst_off: float
    worst_off_share: float
    capacity_field: str
    cost_field: str
    status_field: str
    suits_field: str
    node_distance: float
    least_potential: float
    means: Means
    transit: TransitWish | None = None


@dataclass(frozen=True)
class DemandPoints:
    """The points of all sectors together: where they are, how much they ask, whose they are, and what they were in their layer."""

    xy: np.ndarray
    amount: np.ndarray
    sector: np.ndarray
    need: np.ndarray
    ids: np.ndarray

    def where(self, rows: np.ndarray) -> DemandPoints:
        """Return the points for which ``rows`` (bool) holds."""
        return DemandPoints(*(values[rows] for values in (self.xy, self.amount, self.sector, self.need, self.ids)))


@dataclass(frozen=True)
class Question:
    """The question, the demand that can be served at all, and the candidates' potential (None where nothing asks for it)."""

    problem: Problem
    demand: DemandPoints
    potential: np.ndarray | None


def demand_of(layers: Sequence[Features], fields: Sequence[str], needs: Sequence[str], progress: Progress) -> DemandPoints:
    """Return the points of all layers that ask for something; without field each feature asks for 1."""
    parts = []
    for number, (layer, field, need) in enumerate(zip(layers, fields, needs, strict=True)):
        amount = amounts(layer, field, progress)
        rows = amount > 0
        if not rows.all():
            count = int((~rows).sum())
            progress.note("Layer '{layer}': {count} of {total} features ask for nothing.", layer=layer.name, count=count, total=len(layer))
        told = number_column(layer, need, progress) if need else np.full(len(layer), np.nan)
        parts.append((points_of(layer.geometry[rows]), amount[rows], np.full(int(rows.sum()), number), told[rows], layer.ids[rows]))
    return DemandPoints(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def points_of(geometry: np.ndarray) -> np.ndarray:
    """Return a point for each geometry, shape (n, 2): a point itself, of others a point that lies in them; NaN where there is none."""
    xy, there = np.full((len(geometry), 2), np.nan), ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    xy[there] = shapely.get_coordinates(shapely.point_on_surface(geometry[there]))
    return xy


def question_of(layers: SiteLayers, demand: DemandPoints, sectors: tuple[Sector, ...], rules: PlanRules, progress: Progress) -> Question:
    """Return the question.

    Raises
    ------
    OpgaveError
        Rules that do not go together, a field that holds something else, or no way from any demand to a candidate.
    """
    candidates = layers.candidates
    if rules.budget is not None and not rules.cost_field:
        raise OpgaveError("BUDGET requires the cost of each site: give COST_FIELD.")
    cost = cost_between(layers, demand, rules, [sector.name for sector in sectors], progress)
    if rules.objective in (P_MEDIAN, P_CENTER):
        reached = find_reached(cost, progress)
        cost, demand = cost[reached], demand.where(reached)
    problem = Problem(
        cost=cost,
        demand=demand.amount,
        sector=demand.sector,
        sectors=sectors,
        status=status_of(candidates, rules.status_field),
        objective=rules.objective,
        sites=rules.sites,
        capacity=amounts(candidates, rules.capacity_field, progress) if rules.capacity_field else None,
        price=amounts(candidates, rules.cost_field, progress) if rules.cost_field else None,
        budget=rules.budget,
        within_norm=rules.within_norm,
        covered_share=rules.covered_share,
        worst_off_share=rules.worst_off_share,
        unit=rules.means.unit,
    )
    problem, score = with_ground(problem, layers, rules, progress)
    return Question(with_guard(problem, demand.need, rules.worst_off, progress), demand, score)


def cost_between(layers: SiteLayers, demand: DemandPoints, rules: PlanRules, sectors: Sequence[str], progress: Progress) -> np.ndarray:
    """Return the cost from each demand point to each candidate, infinite where there is no way or the site does not suit, shape (n, m)."""
    ways, _ = ways_by(rules.means, rules.transit, layers.network, layers.candidates.crs, progress)
    travel = ways.between(demand.xy, points_of(layers.candidates.geometry), progress)
    for number, name in enumerate(sectors):
        rows = demand.sector == number
        if rows.any():
            check_reached(travel.origin_there[rows], contract.DEMANDS, name, rules.means.reach, progress)
    if len(layers.candidates):
        check_reached(travel.destination_there, contract.CANDIDATES, layers.candidates.name, rules.means.reach, progress)
    if rules.transit is not None and isinstance(travel, TransitTravel):
        check_stops(travel, rules.transit, rules.means.reach, progress)
    cost = travel.table(progress)
    if rules.suits_field:
        cost[~find_suitable_sectors(layers.candidates, rules.suits_field, sectors)[demand.sector]] = np.inf
    return cost


def find_reached(cost: np.ndarray, progress: Progress) -> np.ndarray:
    """Return which demand points have a way to a candidate; the others are told."""
    reached = np.isfinite(cost).any(axis=1)
    if len(reached) and not reached.any():
        raise OpgaveError("No demand point can reach a candidate: check the layers on the map, and raise TOLERANCE for a network.")
    if not reached.all():
        progress.warn("{count} demand points cannot reach any candidate and are left out.", count=int((~reached).sum()))
    return reached


def status_of(candidates: Features, field: str) -> np.ndarray:
    """Return each candidate's status; empty is a candidate.

    Raises
    ------
    OpgaveError
        For a word that is no status, or a field that is not there.
    """
    if not field:
        return np.full(len(candidates), CANDIDATE, dtype=object)
    words = column(candidates, field)
    status = words.where(words.notna(), CANDIDATE).astype(str).str.strip().str.lower().replace("", CANDIDATE).to_numpy(dtype=object)
    for word in status:
        if word not in STATUSES:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' holds '{word}': a status is one of {known} (did you mean '{close}'?).",
                field=field,
                layer=candidates.name,
                word=word,
                known=", ".join(STATUSES),
                close=did_you_mean(word, STATUSES) or CANDIDATE,
            )
    return status


def find_suitable_sectors(candidates: Features, field: str, sectors: Sequence[str]) -> np.ndarray:
    """Return which sectors each candidate suits: bool, shape (sectors, m); an empty field suits all.

    Raises
    ------
    OpgaveError
        For a name that is no sector, or a field that is not there.
    """
    words = column(candidates, field).fillna("").astype(str)
    result = np.ones((len(sectors), len(candidates)), dtype=bool)
    for row, text in enumerate(words):
        named = {word.strip() for word in text.split(",") if word.strip()}
        unknown = sorted(named - set(sectors))
        if unknown:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' names '{word}', which is none of the demand layers: {known}.",
                field=field,
                layer=candidates.name,
                word=unknown[0],
                known=", ".join(sectors),
            )
        if named:
            result[:, row] = [sector in named for sector in sectors]
    return result


def with_ground(problem: Problem, layers: SiteLayers, rules: PlanRules, progress: Progress) -> tuple[Problem, np.ndarray | None]:
    """Forbid candidates in areas to avoid or with too little potential; return the potential too, None where nothing asks for it."""
    places, avoided, to_node = layers.candidates.geometry, np.zeros(len(layers.candidates), dtype=bool), None
    if layers.avoid is not None:
        avoided = in_areas(places, layers.avoid.geometry)
    if layers.nodes is not None:
        to_node = StraightLine().between(points_of(places), points_of(layers.nodes.geometry), progress).nearest(progress=progress)[1]
    score = potential(problem, to_node, rules.node_distance, avoided)
    low = score < rules.least_potential
    out = (avoided | low) & (problem.status == CANDIDATE)
    if out.any():
        progress.note("{count} candidates lie in areas to avoid or have too little potential and are not chosen.", count=int(out.sum()))
    bad = avoided & np.isin(problem.status, (EXISTING, REQUIRED))
    if bad.any():
        progress.warn("{count} existing or required sites lie in areas to avoid; they stay in the plan.", count=int(bad.sum()))
    status = np.where(out, FORBIDDEN, problem.status).astype(object)
    return replace(problem, status=status), score if to_node is not None or low.any() else None


def with_guard(problem: Problem, need: np.ndarray, share: float, progress: Progress) -> Problem:
    """Guard the worst-off: a share (0-1) of those with the greatest need, or where no need is known, those farthest from existing sites."""
    if not share:
        return problem
    existing = problem.status == EXISTING
    if not np.isfinite(need).any():
        if not existing.any():
            raise OpgaveError("WORST_OFF: give NEED_FIELDS to tell who is worst off, or STATUS_FIELD to tell which sites exist.")
        need = np.minimum(problem.cost[:, existing].min(axis=1), FARTHEST)
    guarded = worst_off(need, problem.demand, problem.sector, share)
    progress.note("{count} demand points are protected as the worst-off.", count=int(guarded.sum()))
    return replace(problem, worst_off=guarded)
