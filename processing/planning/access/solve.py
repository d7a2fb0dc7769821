"""From people, facilities and roads to what was found, and to the layers that show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from qgis.core import QgsWkbTypes

from ...analysis.access import Decay, GroupedDemand, catchments, grid_around, measure_access
from ...analysis.access.least_shortage import whole_movable
from ...analysis.features import Features
from ...analysis.network import GraphReport, NetworkTravel, Ways
from ...analysis.transit import TransitTravel, TransitWays
from ...cartography.style import Style
from ...model import contract
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...sources.travel.means import Means
from ...sources.travel.timetables import TransitWish, check_stops, ways_by
from .inputs import Question, check_reached, given_layer
from .outputs import (
    THRESHOLD,
    Answer,
    allocation_features,
    catchment_features,
    demand_features,
    points_features,
    supply_features,
    unit_features,
)
from .report import AccessAccount, totals

HALF_A_PERSON = 0.5
MOST_THRESHOLDS = 12
"""Catchments of one facility in a run."""
SPOTS_BY_TRANSIT = 20_000
"""Places from which catchments by public transport are drawn: each is asked at each departure, so that more would take memory."""
AREAS = (3, 6)
"""Types of shapely's geometries that cover ground."""


@dataclass(frozen=True)
class AccessRule:
    """How access is measured.

    Attributes
    ----------
    method : str
        One of `model.choices.ACCESS_METHODS`.
    norm : float
        The cost within which people should have their nearest facility.
    means : Means
        By public transport: how people walk.
    drawn : tuple of float
        Costs up to which catchments are drawn, from low to high.
    transit : TransitWish or None
        What is asked of public transport; None for other means. A cost is then a percentile of the travel times, the median by default.
    """

    method: str
    decay: Decay
    norm: float
    means: Means
    drawn: tuple[float, ...]
    transit: TransitWish | None = None


def read_thresholds(text: str) -> tuple[float, ...]:
    """Return the costs up to which catchments are drawn, that a text such as ``15, 30, 45`` lists, from low to high and each once.

    Raises
    ------
    OpgaveError
        It lists something else than some numbers above 0.
    """
    try:
        found = sorted({float(part) for part in text.split(",")})
    except ValueError:
        found = []
    if not found or len(found) > MOST_THRESHOLDS or not all(0 < one < np.inf for one in found):
        raise OpgaveError(
            "CATCHMENT_THRESHOLDS is '{text}': give numbers above 0, at most {most}, such as '15, 30, 45'.", text=text, most=MOST_THRESHOLDS
        )
    return tuple(found)


@dataclass(frozen=True)
class MeasuredAccess:
    """An answer, and what it was measured over.

    Attributes
    ----------
    layers : mapping of str to Features or None
        By parameter.
    roads : GraphReport or None
        What was made of the network; None in a straight line.
    """

    answer: Answer
    question: Question
    rule: AccessRule
    layers: Mapping[str, Features | None]
    ways: Ways
    roads: GraphReport | None

    @property
    def asked(self) -> AccessAccount:
        """What was asked, for the report."""
        percentile = self.rule.transit.percentile if self.rule.transit else None
        return AccessAccount(self.rule.decay.threshold, self.rule.decay.kind, self.rule.means, self.roads, percentile)


@dataclass(frozen=True)
class Product:
    """A layer that can be written: how it is made, whose fields it keeps (a parameter, or empty), its geometry type and its looks."""

    make: Callable[[], Features]
    source: str
    kind: QgsWkbTypes.Type | None
    style: Style


def find(layers: Mapping[str, Features | None], question: Question, rule: AccessRule, progress: Progress) -> MeasuredAccess:
    """Measure who reaches what, in two steps.

    Raises
    ------
    OpgaveError
        The network has no lines, or nobody or no facility lies near it.
    """
    demand, supply = given_layer(layers, contract.DEMAND), given_layer(layers, contract.SUPPLY)
    spread, means = question.spread, rule.means
    if layers[contract.NETWORK] is not None:
        progress.step("Building the network")
    ways, roads = ways_by(means, rule.transit, layers[contract.NETWORK], demand.crs, progress)
    if roads is not None and roads.parts > 1 and not means.main_part_only:
        progress.note("MAIN_PART_ONLY ignores disconnected parts of the network.")
    travel = ways.between(spread.xy, question.places, progress)
    check_reached(travel.origin_there, contract.DEMAND, demand.name, means.reach, progress)
    check_reached(travel.destination_there, contract.SUPPLY, supply.name, means.reach, progress)
    if rule.transit is not None and isinstance(travel, TransitTravel):
        check_stops(travel, rule.transit, means.reach, progress)
    progress.step("Measuring distances from {origins} places to {facilities} facilities", origins=len(spread.xy), facilities=len(supply))
    asking = GroupedDemand(question.people[spread.row] * spread.share[:, None])
    access = measure_access(travel, asking, question.supply, rule.method, rule.decay, progress)
    answer = Answer(
        demand, supply, spread, asking, question.supply, question.sectors, access, rule.method, rule.norm, question.facility_ids
    )
    return MeasuredAccess(answer, question, rule, layers, ways, roads)


def tell(found: MeasuredAccess, progress: Progress) -> None:
    """Say what was found, in a sentence."""
    answer, numbers = found.answer, totals(found.answer)
    progress.note(
        "Of the {people:.0f} people who look for a place, {share:.1%} has a facility within {norm:g} {unit}; if everyone takes the nearest"
        " free place, {served:.0f} get one within the threshold and {short:.0f} do not.",
        share=numbers[contract.WITHIN_NORM_SHARE],
        people=numbers[contract.DEMAND_TOTAL],
        norm=answer.norm,
        unit=found.rule.means.unit,
        served=numbers[contract.SERVED],
        short=numbers[contract.SHORTAGE],
    )
    if numbers.get(contract.SHORTAGE_MOVABLE, 0.0) >= HALF_A_PERSON:
        progress.note(
            "With the best allocation within the threshold, {least:.0f} have no place: {moved:.0f} of the {short:.0f} could get one if"
            " others took a place farther away.",
            least=numbers[contract.SHORTAGE_LEAST],
            moved=whole_movable(numbers[contract.SHORTAGE], numbers[contract.SHORTAGE_LEAST]),
            short=numbers[contract.SHORTAGE],
        )
    if numbers[contract.UNREACHED_COUNT]:
        progress.warn(
            "No facility can be reached from {count} of {total} starting points.",
            count=numbers[contract.UNREACHED_COUNT],
            total=len(answer.spread.xy),
        )


def products(found: MeasuredAccess, apart: bool, progress: Progress) -> dict[str, Product]:
    """Return the layers that can be written, by output; ``apart``: each place is in the catchment of its nearest facility only."""
    answer, layers = found.answer, found.layers
    load = "load_share" if answer.capacity_known else ""
    within = Style("catchments", field=THRESHOLD, breaks=found.rule.drawn, unit=found.rule.means.unit)
    line, area = QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.MultiPolygon
    near, lack = Style("access", field="within_norm"), Style("shortage", field="shortage")
    people = lack if np.isin(shapely.get_type_id(answer.demand_layer.geometry), AREAS).any() else near
    return {
        contract.OUTPUT: Product(partial(demand_features, answer, progress), contract.DEMAND, None, people),
        contract.OUTPUT_SUPPLY: Product(partial(supply_features, answer, progress), contract.SUPPLY, None, Style("facilities", field=load)),
        contract.OUTPUT_UNITS: Product(partial(units_of, found, progress), contract.UNITS, None, lack),
        contract.OUTPUT_ALLOCATION: Product(
            partial(allocation_features, answer, found.question.places), "", line, Style("allocation", field="within_norm")
        ),
        contract.OUTPUT_POINTS: Product(partial(points_features, answer, layers[contract.POINTS]), contract.POINTS, None, near),
        contract.OUTPUT_CATCHMENTS: Product(partial(catchments_of, found, apart, progress), contract.SUPPLY, area, within),
    }


def units_of(found: MeasuredAccess, progress: Progress) -> Features:
    """Return the units with what their people find."""
    return unit_features(found.answer, given_layer(found.layers, contract.UNITS), progress)


def catchments_of(found: MeasuredAccess, apart: bool, progress: Progress) -> Features:
    """Return the catchments of the facilities as areas."""
    progress.step("Drawing the catchments")
    rate, drawn, sectors = found.rule.means.rate(), found.rule.drawn, found.answer.sectors
    transit = found.rule.transit
    if transit is not None and isinstance(found.ways, TransitWays):
        places, limit = found.ways.near(found.question.places, progress), transit.walk_limit
        grid = grid_around(places, min(limit, drawn[-1]) / rate, min(limit, drawn[0]) / rate, SPOTS_BY_TRANSIT)
    else:
        fastest = min(rate, np.min(found.ways.graph.rate)) if isinstance(found.ways, NetworkTravel) else rate
        grid = grid_around(found.question.places, drawn[-1] / fastest, drawn[0] / fastest)
    progress.note("Catchments are drawn on a grid of {cell:.0f} m.", cell=grid.cell)
    rivals = sectors.group[sectors.of_facility] if apart else None
    travel = found.ways.between(grid.xy, found.question.places, progress)
    areas = catchments(travel, grid, drawn, grid.cell * rate, rivals, progress, jumps=transit is not None)
    return catchment_features(found.answer, drawn, areas, progress)
