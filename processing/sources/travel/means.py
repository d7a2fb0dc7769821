"""How people get about: over a layer of roads, on foot, by bicycle or by car, or straight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.features import Features
from ...analysis.network import Directions, GraphReport, NetworkTravel, StraightLine, Ways, build_graph, read_directions
from ...model.choices import DRIVING, METRES, SPEEDS, WALKING
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...qgis_io.reading import number_column


@dataclass(frozen=True)
class Means:
    """How one travels.

    Attributes
    ----------
    mode : str
        walking, cycling or driving. Who walks passes over directions, and only cars have the speed of a road.
    cost : str
        metres or minutes.
    speed : float
        Kilometres an hour where the road does not say; 0: that of the mode.
    tolerance, reach : float
        Metres: between ends that meet, and from a place to the nearest road.
    main_part_only : bool
        Whether parts of the network that hang loose are passed over.
    direction_field, speed_field : str
        Fields of the network; empty for none.
    forward, backward, both, closed : str
        How the direction field writes each.
    """

    mode: str = WALKING
    cost: str = METRES
    speed: float = 0.0
    tolerance: float = 0.0
    reach: float = np.inf
    main_part_only: bool = False
    direction_field: str = ""
    speed_field: str = ""
    forward: str = ""
    backward: str = ""
    both: str = ""
    closed: str = ""

    def rate(self, mode: str = "") -> float:
        """Return the cost of one metre."""
        return 1.0 if self.cost == METRES else 60.0 / (1000.0 * ((not mode and self.speed) or SPEEDS[mode or self.mode]))

    @property
    def unit(self) -> str:
        """What a cost is counted in, as the field writes it."""
        return "m" if self.cost == METRES else "min"

    def fields(self) -> list[str]:
        """Return the fields of the network that matter."""
        ways = [self.direction_field] if self.mode != WALKING else []
        speeds = [self.speed_field] if self.mode == DRIVING and self.cost != METRES else []
        return [field for field in ways + speeds if field]


def ways_over(roads: Features | None, means: Means, progress: Progress) -> tuple[Ways, GraphReport | None]:
    """Return the ways, and what was made of the roads (None in a straight line)."""
    if roads is None:
        return StraightLine(means.rate()), None
    if not len(roads):
        raise OpgaveError("Network '{layer}' has no lines: check its filter, or leave NETWORK empty for straight lines.", layer=roads.name)
    graph = build_graph(roads.geometry, means.tolerance, _directions(roads, means, progress), _rates(roads, means, progress), progress)
    _tell(roads.name, graph.report, means, progress)
    return NetworkTravel(graph, means.reach, means.rate(WALKING), means.main_part_only), graph.report


def _directions(roads: Features, means: Means, progress: Progress) -> Directions | None:
    if means.mode == WALKING or not means.direction_field:
        return None
    values = roads.table[means.direction_field].to_numpy(dtype=object)
    found = read_directions(values, means.forward, means.backward, means.both, means.closed)
    if not (found.forward != found.backward).any():
        raise OpgaveError(
            "Field '{field}' of network '{layer}' holds neither '{forward}' nor '{backward}', so that no road is one-way. It holds:"
            " {values}. Set VALUE_FORWARD and VALUE_BACKWARD, or leave DIRECTION_FIELD empty.",
            field=means.direction_field,
            layer=roads.name,
            forward=means.forward,
            backward=means.backward,
            values=", ".join(sorted({str(value) for value in values if value is not None})[:8]) or "-",
        )
    if found.unknown:
        progress.note(
            "Network '{layer}': {count} roads have no known direction and count as open both ways.",
            layer=roads.name,
            count=found.unknown,
        )
    return found


def _rates(roads: Features, means: Means, progress: Progress) -> np.ndarray | float:
    if not means.speed_field or means.speed_field not in means.fields():
        return means.rate()
    speed = number_column(roads, means.speed_field, progress)
    unknown = ~(speed > 0)
    if unknown.any():
        progress.note(
            "Network '{layer}': {count} of {total} roads have no speed above 0 and get {speed:g} km/h.",
            layer=roads.name,
            count=int(unknown.sum()),
            total=len(speed),
            speed=means.speed or SPEEDS[means.mode],
        )
    return 60.0 / (1000.0 * np.where(unknown, means.speed or SPEEDS[means.mode], speed))


def _tell(layer: str, report: GraphReport, means: Means, progress: Progress) -> None:
    """Say what was mended and what hangs loose."""
    progress.note(
        "Network '{layer}': {lines} lines, {left_out} left out (without length, past any map, or closed both ways); {joined} ends joined to"
        " another line's vertex and {mended} to its middle within {tolerance:g} m.",
        layer=layer,
        lines=report.lines,
        left_out=report.left_out,
        joined=report.joined,
        mended=report.mended,
        tolerance=means.tolerance,
    )
    if report.parts > 1:
        progress.warn(
            "Network '{layer}' consists of {parts} disconnected parts; the largest holds {share:.1%} of the length. Set TOLERANCE to"
            " join ends that should meet.",
            layer=layer,
            parts=report.parts,
            share=report.main_share,
        )
